"""durable-rules fires the rulebook for one athlete; its firings are the trace.

The shape is the one that was measured as sound. A small fact for each measure known, with the intervals that it lies
in on both sides;
each conclusion compiled into rules that conclude it true and rules that conclude it false, over positive facts only
(unknown is when neither fires); conclusions asserted by this host between batches, never inside an action; and a
marker for each stratum of the decision, after which its rules may ask that something was *not* concluded. The limits of the engine
that a rulebook could cross are checked when it is compiled (see `limits.py`).
"""
from __future__ import annotations

import itertools
import json
import threading
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..findings import Fault
from ..model import All, AnyOf, AtLeast, Below, Conclusion, Count, DECIDE, Formula, KNOW, Known, Not, Ref, Sure, Truth
from .reference import Interval

PATTERNS = 12           # in one rule; the engine takes 16
NAMES = 300             # different names under one kind; at 512 compiling never returns
TESTS = 50              # asked of one fact; at 64 that it passes at once the engine fails
SHARED = 200            # rules that share one condition; at 256 the engine crashes

_lock = threading.Lock()        # the engine is not safe to share between threads
_ids = itertools.count(1)


class EngineMissing(Exception):
    """durable-rules can't be imported; the message is the one line that mends it."""

    exit_code = 70


def _modules() -> tuple[Any, Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")     # upstream calls datetime.utcfromtimestamp
            import durable.engine
            import durable_rules_engine
    except ImportError as error:
        raise EngineMissing(
            "The rule engine can't be loaded. Run: CPPFLAGS=\"-O2 -DPyEval_CallObject=PyObject_CallObject\" "
            f"pip install --force-reinstall --no-cache-dir durable-rules==2.0.28   ({error})") from error
    return durable.engine, durable_rules_engine


@dataclass(frozen=True)
class Firing:
    """One rule that fired: a conclusion, its truth, and the facts and conclusions that its patterns met."""

    name: str
    truth: bool
    met: tuple[str, ...]


# ---- compiling ------------------------------------------------------------------------------------------------------
# A literal is (what, name, ...) that one pattern can test:
#   ("fact", name, tests, of)  a known measure whose intervals pass all the tests; `of` names the quantities tested
#   ("is", name, truth)        a conclusion reached with that truth
#   ("never", name)            a conclusion of an earlier stratum that was not reached as true (after that has ended)

Literal = tuple[Any, ...]
ALIVE = "alive"


class Compiler:
    """Conclusions into a durable-rules definition: {rule name: {"all": [patterns]}}."""

    def __init__(self, conclusions: Mapping[str, Conclusion]):
        self.rules: dict[str, dict[str, Any]] = {}
        self.meaning: dict[str, tuple[str, bool]] = {}       # rule name -> (conclusion, truth)
        self.absent: dict[str, tuple[str, ...]] = {}         # rule name -> what it needs not to have been concluded
        self.asked: dict[str, dict[str, tuple[str, ...]]] = {}     # rule name -> {carrier: the facts that it tests}
        self.helpers: dict[str, tuple[str, bool]] = {}       # helper name -> the conclusion that it serves
        self.kinds: dict[str, str] = {}                      # conclusion or fact name -> kind
        self.copies: dict[str, int] = {}                     # fact or conclusion that some rule reads -> its extra copies
        self._uses: dict[str, tuple[int, int]] = {}          # test -> the copy that it is asked of, how often
        self._asked: dict[tuple[str, int], int] = {}         # copy of a fact -> how many tests are asked of it
        self._waiting: dict[int, int] = {}
        self._filled: dict[str, int] = {}
        self._serial = itertools.count(1)
        self.strata = _strata(conclusions)
        self.closed = {name for name, conclusion in conclusions.items() if conclusion.closed}
        self.markers: dict[int, list[str]] = {stratum: [] for stratum in range(max(self.strata.values(), default=0) + 1)}
        # A session in which no rule has ever fired can't be deleted (the engine frees memory that it never set): one
        # rule always fires.
        self.rules[ALIVE] = {"all": [{"s": {"$and": [{"k": "stage"}, {"n": ALIVE}]}}]}
        self.meaning[ALIVE], self.absent[ALIVE], self.asked[ALIVE] = (ALIVE, True), (), {}
        # Readers come before what they read, so that a side of a hidden conclusion that nobody reads is left out.
        for conclusion in reversed(conclusions.values()):
            self.stratum = self.strata[conclusion.name]
            for value in (True, False):
                if self._wanted(conclusion, value):
                    self._rules_for(conclusion.name, conclusion.formula, value, conclusion.name)

    def _wanted(self, conclusion: Conclusion, value: bool) -> bool:
        if conclusion.closed:
            return value
        return not conclusion.hidden or _key("conclusion", conclusion.name, value) in self.copies

    # -- kinds: at most NAMES names under each, or compiling may never return
    def kind(self, base: str, name: str, copy: int = 0) -> str:
        if copy:
            return f"{base}.copy{copy}"
        key = f"{base}/{name}"
        if key not in self.kinds:
            count = self._filled.get(base, 0)
            self._filled[base] = count + 1
            self.kinds[key] = f"{base}{count // NAMES}"
        return self.kinds[key]

    def _rules_for(self, name: str, formula: Formula, value: bool, owner: str) -> None:
        for literals in self._ways(formula, value, owner):
            self._add(name, literals, value)

    def _add(self, name: str, literals: list[Literal], value: bool) -> None:
        rule = f"{name}|{'T' if value else 'F'}|{next(self._serial)}"
        patterns = [{f"m{index}": self._pattern(literal)} if literal[0] != "never" else {f"n{index}$not": self._pattern(literal)}
                    for index, literal in enumerate(sorted(literals, key=lambda item: item[0] == "never"))]
        if not patterns or any(literal[0] == "never" for literal in literals):
            patterns.insert(0, {"s": {"$and": [{"k": "stage"}, {"n": self._marker()}]}})
        self.rules[rule] = {"all": patterns}
        self.meaning[rule] = (name, value)
        self.absent[rule] = tuple(f"not known: {literal[1]}" for literal in literals if literal[0] == "never")
        self.asked[rule] = {literal[1]: tuple(dict.fromkeys(literal[3])) for literal in literals if literal[0] == "fact"}

    def _marker(self) -> str:
        """The fact that says that a stratum has begun; one for every SHARED rules that wait for it."""
        count = self._waiting.get(self.stratum, 0)
        self._waiting[self.stratum] = count + 1
        marker = f"{self.stratum}.{count // SHARED}"
        if marker not in self.markers[self.stratum]:
            self.markers[self.stratum].append(marker)
        return marker

    def _pattern(self, literal: Literal) -> dict[str, Any]:
        """One condition. What more than SHARED rules ask is asked of a copy of the fact: see `copies`."""
        what, name = literal[0], literal[1]
        if what == "fact":
            base, tests = "fact", [{op: {key: cut}} for op, key, cut in literal[2]]
        else:
            base, tests = "conclusion", [{"t": 1 if what == "never" or literal[2] else 0}]
        key = _key(base, name, base == "fact" or what == "never" or literal[2])
        test = f"{key}/{tests}"
        copy, uses = self._uses.get(test, (self.copies.get(key, 0), SHARED))
        if uses >= SHARED:                      # a new test, or one that has been asked often enough
            if self._asked.get((key, copy), 0) >= TESTS or test in self._uses:
                copy = self.copies.get(key, 0) + 1
            self._asked[key, copy] = self._asked.get((key, copy), 0) + 1
            uses = 0
        self._uses[test] = (copy, uses + 1)
        self.copies[key] = max(self.copies.get(key, 0), copy)
        return {"$and": [{"k": self.kind(base, name, copy)}, {"n": name}, *([{"c": copy}] if copy else []), *tests]}

    # -- the ways in which a formula comes true (or false): each a list of literals that together suffice
    def _ways(self, formula: Formula, value: bool, owner: str) -> list[list[Literal]]:
        if isinstance(formula, Not):
            return self._ways(formula.part, not value, owner)
        if isinstance(formula, (All, AnyOf, Count)):
            parts = formula.parts
            least = len(parts) if isinstance(formula, All) else 1 if isinstance(formula, AnyOf) else formula.least
            needed = least if value else len(parts) - least + 1       # so many parts true, or so many false
            if needed <= 0:
                return [[]]
            if needed > len(parts):
                return []
            together = (self._together(chosen, value, owner) for chosen in itertools.combinations(parts, needed))
            return [literals for literals in together if literals is not None]
        literal = self._literal(formula, value)
        return [[literal]] if literal else []

    def _together(self, parts: tuple[Formula, ...], value: bool, owner: str) -> list[Literal] | None:
        """All of the parts with that truth, as literals; a part that has several ways becomes a helper conclusion.

        None when they contradict each other.
        """
        literals: list[Literal] = []
        for part in parts:
            ways = self._ways(part, value, owner)
            if len(ways) == 1 and not any(lit[0] == "never" for lit in ways[0]) or self._is_leaf(part):
                literals.extend(ways[0] if ways else [("is", self._helper(part, value, owner), True)])
            else:
                literals.append(("is", self._helper(part, value, owner), True))
        literals = _merge(literals)
        if any(("never", literal[1]) in literals for literal in literals if literal[0] == "is" and literal[2]):
            return None
        while len(literals) > PATTERNS:
            chunk, literals = literals[:PATTERNS], literals[PATTERNS:]
            name = self._name(owner, value)
            self._add(name, chunk, True)
            literals.append(("is", name, True))
        return literals

    @staticmethod
    def _is_leaf(part: Formula) -> bool:
        while isinstance(part, Not):
            part = part.part
        return not isinstance(part, (All, AnyOf, Count))

    def _helper(self, part: Formula, value: bool, owner: str) -> str:
        name = self._name(owner, value)
        for literals in self._ways(part, value, owner):
            self._add(name, literals, True)
        return name

    def _name(self, owner: str, value: bool) -> str:
        name = f"{owner}~{next(self._serial)}"
        self.helpers[name] = (owner, value)
        return name

    def _literal(self, leaf: Formula, value: bool) -> Literal | None:
        if isinstance(leaf, AtLeast):
            carrier, key = _carried(leaf.fact)
            return ("fact", carrier, ((("$gte", f"{key}lo", leaf.cut) if value else ("$lt", f"{key}hi", leaf.cut)),), (leaf.fact,))
        if isinstance(leaf, Below):
            carrier, key = _carried(leaf.fact)
            return ("fact", carrier, ((("$lt", f"{key}hi", leaf.cut) if value else ("$gte", f"{key}lo", leaf.cut)),), (leaf.fact,))
        if isinstance(leaf, Known):
            carrier, key = _carried(leaf.fact)
            return ("fact", carrier, (("$gte", f"{key}x", 1),), (leaf.fact,)) if value else None
        if isinstance(leaf, Ref):
            return ("never", leaf.name) if not value and leaf.name in self.closed else ("is", leaf.name, value)
        if isinstance(leaf, Sure):
            return ("is", leaf.name, True) if value else ("never", leaf.name)
        raise Fault(f"no literal for {leaf!r}")


def _carried(fact: str) -> tuple[str, str]:
    """The small fact that carries a quantity, and its key there: both sides of a measure travel together."""
    carrier, _, part = fact.partition(".")
    if "~" in carrier:
        carrier, _, part = carrier.partition("~")
    return carrier, f"{part.replace('.', '_').replace('~', '_')}_" if part else ""


def _strata(conclusions: Mapping[str, Conclusion]) -> dict[str, int]:
    """When each conclusion's rules may fire: 0 for the first stage, then after everything that it needs not to be so."""
    strata: dict[str, int] = {}

    def after(formula: Formula, positive: bool) -> int:
        if isinstance(formula, Not):
            return after(formula.part, not positive)
        if isinstance(formula, (All, AnyOf, Count)):
            return max((after(part, positive) for part in formula.parts), default=1)
        if isinstance(formula, Ref):
            return max(1, strata.get(formula.name, 0) + (0 if positive else 1))
        return 1

    for name, conclusion in conclusions.items():
        strata[name] = after(conclusion.formula, True) if conclusion.closed else 0
    return strata


def _key(base: str, name: str, side: bool) -> str:
    return f"{base}/{name}/{'T' if side else 'F'}"


def _merge(literals: list[Literal]) -> list[Literal]:
    """One fact fills only one pattern of a rule: all tests on it go into one; what is said twice is said once."""
    merged: dict[tuple[Any, ...], Literal] = {}
    for literal in literals:
        if literal[0] == "fact":
            key: tuple[Any, ...] = ("fact", literal[1])
            tests, asked = merged[key][2:] if key in merged else ((), ())
            merged[key] = ("fact", literal[1], tests + tuple(test for test in literal[2] if test not in tests), asked + literal[3])
        else:
            merged.setdefault(literal, literal)
    return list(merged.values())


# ---- running --------------------------------------------------------------------------------------------------------

class Engine:
    """A rulebook's conclusions, compiled into durable-rules. Close it when the rulebook is dropped."""

    def __init__(self, conclusions: Mapping[str, Conclusion]):
        self._durable, self._raw = _modules()
        self._compiled = Compiler(conclusions)
        self._conclusions = conclusions
        definition = {name: {**rule, "run": _no_action} for name, rule in self._compiled.rules.items()}
        with _lock:
            self._ruleset = self._durable.Ruleset(f"surefoot{next(_ids)}", None, definition)

    def close(self) -> None:
        """Frees what the engine holds; without it about a megabyte stays for each rulebook."""
        if self._ruleset is not None:
            with _lock:
                self._raw.delete_ruleset(self._ruleset._handle)
            self._ruleset = None

    def conclude(self, facts: Mapping[str, Interval],
                 forced: Mapping[str, bool] | None = None) -> tuple[dict[str, Truth], list[Firing]]:
        """Every conclusion's truth, and the firings that led there, helpers folded in.

        Errors: Fault, when the engine itself fails.
        """
        with _lock:
            session = _Session(self, facts, forced or {})
            try:
                return session.run()
            finally:
                self._raw.delete_state(self._ruleset._handle, session.sid)


class _Session:
    """One decision: its own session id (made here, never from what a user wrote), its facts, its agenda."""

    def __init__(self, engine: Engine, facts: Mapping[str, Interval], forced: Mapping[str, bool]):
        self.engine = engine
        self.sid = f"d{next(_ids)}"
        self.facts = facts
        self.forced = forced
        self.serial = itertools.count(1)
        self.reached: dict[str, bool] = {}
        self.met: dict[str, tuple[str, ...]] = {}
        self.firings: list[Firing] = []

    def run(self) -> tuple[dict[str, Truth], list[Firing]]:
        compiled = self.engine._compiled
        batch: list[dict[str, Any]] = [{"sid": self.sid, "id": ALIVE, "k": "stage", "n": ALIVE}]
        carried: dict[str, dict[str, int]] = {}
        for name, fact in self.facts.items():
            carrier, key = _carried(name)
            carried.setdefault(carrier, {}).update(
                {f"{key}lo": fact.low, f"{key}hi": fact.high, f"{key}x": 1 if fact.low == fact.high else 0})
        for carrier, values in carried.items():
            batch += self._facts("fact", carrier, True, **values)
        for name, value in self.forced.items():
            batch += self._facts("conclusion", name, value, t=int(value))
        self.reached.update(self.forced)
        for markers in compiled.markers.values():
            batch += [{"sid": self.sid, "id": f"s{marker}", "k": "stage", "n": marker} for marker in markers]
            while batch:
                batch = self._fire(batch)
        conclusions = self.engine._conclusions
        truths: dict[str, Truth] = {name: self.reached.get(name, False if conclusion.closed else None)
                                    for name, conclusion in conclusions.items() if not conclusion.hidden}
        return truths, [firing for firing in self.firings if firing.name in conclusions]

    def _facts(self, base: str, name: str, side: bool, **values: int) -> list[dict[str, Any]]:
        """What the engine is told of one quantity or conclusion: nothing when no rule reads it (on that side)."""
        compiled = self.engine._compiled
        copies = compiled.copies.get(_key(base, name, side))
        if copies is None:
            return []
        return [{"sid": self.sid, "id": f"{base[0]}{next(self.serial)}", "k": compiled.kind(base, name, copy), "n": name,
                 **({"c": copy} if copy else {}), **values} for copy in range(copies + 1)]

    def _fire(self, batch: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Asserts a batch, runs the agenda to its end, and gives the conclusions to assert next."""
        raw, handle, compiled = self.engine._raw, self.engine._ruleset._handle, self.engine._compiled
        try:
            code, state = raw.assert_facts(handle, json.dumps(batch))
            result = raw.start_action_for_state(handle, state)
            message = json.loads(result[1]) if result else None
            following: list[dict[str, Any]] = []
            while message:
                for rule, matched in message.items():
                    following += self._reach(rule, matched)
                answer = raw.complete_and_start_action(handle, state)
                message = json.loads(answer) if answer else None
        except Fault:
            raise
        except Exception as error:       # its errors are numbers: say where they came from
            raise Fault(f"durable-rules failed while firing: {error}") from error
        return following

    def _reach(self, rule: str, matched: Any) -> list[dict[str, Any]]:
        compiled = self.engine._compiled
        name, value = compiled.meaning[rule]
        if name in self.forced or name == ALIVE:
            return []
        met: dict[str, None] = dict.fromkeys(compiled.absent[rule])
        asked = compiled.asked[rule]
        for fact in matched.values():
            what = fact["n"]
            if what in compiled.helpers:
                met.update(dict.fromkeys(self.met.get(what, ())))
            elif "t" in fact:
                met[what] = None
            elif what in asked:
                met.update(dict.fromkeys(asked[what]))
        found = tuple(met)
        self.firings.append(Firing(name, value, found))
        if name in self.reached:
            if self.reached[name] != value:
                raise Fault(f"durable-rules concluded both true and false for {name}")
            return []
        self.reached[name] = value
        self.met[name] = found
        return self._facts("conclusion", name, value, t=int(value))


def _no_action(_context: Any) -> None:
    """Ruleset wants an action for every rule; the host reads the agenda itself and never runs one."""
