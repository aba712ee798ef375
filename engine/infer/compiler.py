"""Conclusions into durable-rules: each comes true, and where that can be asked false, by rules over positive facts.

A small fact for each measure known carries the intervals that it lies in on both sides; a rule's patterns compare it
with constants, or ask for conclusions already reached. Unknown is when neither side fires. The decision is closed: what
was not concluded when its stratum has ended is false, and rules of a later stratum may ask just that.

What one pattern can test stands in `literals.py`, what the engine is told in `telling.py`.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from typing import Any

from ..findings import Fault
from ..logic import All, AnyOf, AtLeast, Below, Conclusion, Count, Formula, Known, Not, Ref, Sure
from .literals import DENIALS, Literal, carried, merged, met_by, test_of
from .telling import SHARED, Telling

PATTERNS = 12  # in one rule; the engine takes 16


ALIVE = "alive"


class Compiler:
    """Conclusions into a durable-rules definition: {rule name: {"all": [patterns]}}."""

    _text = ""  # the definition, where it was kept; the rules themselves are then not there any more

    def __init__(self, conclusions: Mapping[str, Conclusion]):
        self.rules: dict[str, dict[str, Any]] = {}
        self.meaning: dict[str, tuple[str, bool]] = {}  # rule name -> (conclusion, truth)
        self.met: dict[str, tuple[str, ...]] = {}  # rule name -> the facts and conclusions that its patterns meet
        self.helpers: dict[str, tuple[str, bool]] = {}  # helper name -> the conclusion that it serves
        self.telling = Telling()
        self._literals: dict[str, list[Literal]] = {}
        self._marked: dict[str, int] = {}  # rule -> the stratum that it waits for
        self._waiting: dict[int, int] = {}
        self._served: dict[tuple[int, Formula, bool], str] = {}  # part of a formula, and its truth -> its helper
        self._number = 0
        self._conclusions = conclusions
        self.strata = _strata(conclusions)
        self.closed = {name for name, conclusion in conclusions.items() if conclusion.closed}
        self.markers: dict[int, list[str]] = {
            stratum: [] for stratum in range(max(self.strata.values(), default=0) + 1)
        }
        # A session in which no rule has ever fired can't be deleted (the engine frees memory that it never set): one
        # rule always fires.
        self.rules[ALIVE] = {"all": [{"s": {"$and": [{"k": "stage"}, {"n": ALIVE}]}}]}
        self.meaning[ALIVE], self.met[ALIVE] = (ALIVE, True), ()
        # Readers come before what they read, so that a side of a hidden conclusion that nobody reads is left out.
        for conclusion in reversed(list(conclusions.values())):
            self.stratum = self.strata[conclusion.name]
            for value in (True, False):
                if self._wanted(conclusion, value):
                    self._rules_for(conclusion.name, conclusion.formula, value, conclusion.name)
        self._spare_markers()
        del self._literals, self._marked, self._served

    @property
    def text(self) -> str:
        """The definition as the engine takes it."""
        return self._text or json.dumps(self.rules, ensure_ascii=False)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_text": self.text, "rules": {}}  # all that is read back is read as it is sent

    def _wanted(self, conclusion: Conclusion, value: bool) -> bool:
        if conclusion.closed:
            return value
        return not conclusion.hidden or self.telling.reads(conclusion.name, value)


    def _rules_for(self, name: str, formula: Formula, value: bool, owner: str) -> None:
        for literals in self._ways(formula, value, owner):
            self._add(name, literals, value)

    def _add(self, name: str, literals: list[Literal], value: bool) -> None:
        self._number += 1
        rule = f"{name}|{'T' if value else 'F'}|{self._number}"
        ordered = sorted(literals, key=lambda literal: literal[0] in DENIALS)
        patterns = [
            {f"n{index}$not" if literal[0] in DENIALS else f"m{index}": self.telling.pattern(literal)}
            for index, literal in enumerate(ordered)
        ]
        self._literals[rule] = literals
        if not patterns or any(literal[0] in DENIALS for literal in literals):
            self._marked[rule] = self.stratum
            patterns.insert(0, {"s": {"$and": [{"k": "stage"}, {"n": self._marker()}]}})
        self.rules[rule] = {"all": patterns}
        self.meaning[rule] = (name, value)
        self.met[rule] = tuple(dict.fromkeys(name for literal in literals for name in met_by(literal)))


    def _spare_markers(self) -> None:
        """Takes the marker off a rule that can't fire early anyway: a conclusion that it reads waits long enough."""
        rules: dict[str, list[str]] = {}
        for rule, (name, value) in self.meaning.items():
            if value:
                rules.setdefault(name, []).append(rule)
        since: dict[str, int] = {}

        def concluded_since(name: str) -> int:
            """The first stratum in which it can be concluded."""
            if name not in since:
                since[name] = 0
                since[name] = min((fires_since(rule) for rule in rules.get(name, ())), default=0)
            return since[name]

        def fires_since(rule: str) -> int:
            literals = self._literals.get(rule, [])
            reads = max((concluded_since(each[1]) for each in literals if each[0] == "is" and each[2]), default=0)
            if rule not in self._marked:
                return reads
            denied = max((self.strata.get(each[1], 0) for each in literals if each[0] in DENIALS), default=reads)
            if reads > denied:
                del self.rules[rule]["all"][0]
                return reads
            return self._marked[rule]

        for name in rules:
            concluded_since(name)

    def _marker(self) -> str:
        """The fact that says that a stratum has begun; one for every SHARED rules that wait for it."""
        count = self._waiting.get(self.stratum, 0)
        self._waiting[self.stratum] = count + 1
        marker = f"{self.stratum}.{count // SHARED}"
        if marker not in self.markers[self.stratum]:
            self.markers[self.stratum].append(marker)
        return marker


    # -- the ways in which a formula comes true (or false): each a list of literals that together suffice
    def _ways(self, formula: Formula, value: bool, owner: str) -> list[list[Literal]]:
        if isinstance(formula, Not):
            return self._ways(formula.part, not value, owner)
        if isinstance(formula, (All, AnyOf, Count)):
            parts = formula.parts
            least = len(parts) if isinstance(formula, All) else 1 if isinstance(formula, AnyOf) else formula.least
            needed = least if value else len(parts) - least + 1  # so many parts true, or so many false
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
            if ways and ((len(ways) == 1 and not any(each[0] in DENIALS for each in ways[0])) or self._is_leaf(part)):
                literals.extend(ways[0])
            else:
                literals.append(("is", self._helper(part, ways, value, owner), True))
        literals = merged(literals)
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

    def _helper(self, part: Formula, ways: list[list[Literal]], value: bool, owner: str) -> str:
        """The name of a helper conclusion for a part; asked again for the same part and truth, the same one."""
        key = (self.stratum, part, value)
        if key not in self._served:
            self._served[key] = name = self._name(owner, value)
            for literals in ways:
                self._add(name, literals, True)
        return self._served[key]

    def _name(self, owner: str, value: bool) -> str:
        self._number += 1
        name = f"{owner}~{self._number}"
        self.helpers[name] = (owner, value)
        return name

    def _literal(self, leaf: Formula, value: bool) -> Literal | None:
        if isinstance(leaf, AtLeast | Below):
            return test_of(leaf, isinstance(leaf, AtLeast) == value)
        if isinstance(leaf, Known):
            carrier, key = carried(leaf.fact)
            return ("fact", carrier, (("$gte", f"{key}x", 1),), (leaf.fact,)) if value else None
        if isinstance(leaf, Ref):
            return ("never", leaf.name) if not value and leaf.name in self.closed else ("is", leaf.name, value)
        if isinstance(leaf, Sure):
            part = self._conclusions.get(leaf.name)
            if part is not None and part.hidden and isinstance(part.formula, AtLeast | Below | Known):
                # A hidden comparison is tested where it is asked: no conclusion has to be told for it.
                literal = self._literal(part.formula, True)
                return literal if value or literal is None else ("nofact", *literal[1:], leaf.name)
            return ("is", leaf.name, True) if value else ("never", leaf.name)
        raise Fault(f"no literal for {leaf!r}")


def _strata(conclusions: Mapping[str, Conclusion]) -> dict[str, int]:
    """When each conclusion's rules may fire: 0 for the first stage, then after all that it needs not to be so."""
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
