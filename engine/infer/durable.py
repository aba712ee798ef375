"""durable-rules fires the rulebook for one athlete; its firings are the trace.

The shape is the one that was measured as sound: small facts, rules over constants, conclusions asserted by this host
between batches and never inside an action, and a marker for each stratum of the decision, after which its rules may ask
that something was *not* concluded. What the rules are is worked out in `compiler.py`.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..findings import Fault
from ..logic import Conclusion, Truth
from .compiler import ALIVE, Compiler
from .faults import named
from .literals import carried
from .reference import Interval
from .telling import told

_lock = threading.Lock()  # the engine is not safe to share between threads
_ids = itertools.count(1)


class EngineMissing(Exception):
    """durable-rules can't be imported; the message is the one line that mends it."""

    exit_code = 70


def _module() -> Any:
    """The engine itself, without the host around it: that would parse every match anew, and a decision has its own."""
    try:
        import durable_rules_engine
    except ImportError as error:
        raise EngineMissing(
            'The rule engine can\'t be loaded. Run: CPPFLAGS="-O2 -DPyEval_CallObject=PyObject_CallObject" '
            f"pip install --force-reinstall --no-deps --no-cache-dir durable-rules==2.0.28   ({error})"
        ) from error
    return durable_rules_engine


@dataclass(frozen=True)
class Firing:
    """One rule that fired: a conclusion and its truth."""

    name: str
    truth: bool
    rule: str
    unfold: Callable[[str], tuple[str, ...]] = field(repr=False, compare=False)

    @property
    def met(self) -> tuple[str, ...]:
        """The facts and conclusions that the rule's patterns met; worked out when it is asked for."""
        return self.unfold(self.rule)


# ---- running --------------------------------------------------------------------------------------------------------


class Engine:
    """A rulebook's conclusions, compiled into durable-rules. Close it when the rulebook is dropped."""

    def __init__(self, conclusions: Mapping[str, Conclusion], compiled: Compiler | None = None):
        self._raw = _module()
        self._compiled = compiled or Compiler(conclusions)
        self._conclusions = conclusions
        with _lock:
            try:
                self._handle = self._raw.create_ruleset(f"surefoot{next(_ids)}", self._compiled.text)
            except Exception as error:
                raise named(error, "taking the rules") from error

    def close(self) -> None:
        """Frees what the engine holds; without it about a megabyte stays for each rulebook."""
        if self._handle is not None:
            with _lock:
                self._raw.delete_ruleset(self._handle)
            self._handle = None

    def conclude(
        self, facts: Mapping[str, Interval], forced: Mapping[str, bool] | None = None
    ) -> tuple[dict[str, Truth], list[Firing]]:
        """Every conclusion's truth, and the firings that led there, helpers folded in.

        Errors: Fault, when the engine itself fails.
        """
        with _lock:
            session = _Session(self, facts, forced or {})
            try:
                return session.run()
            finally:
                self._raw.delete_state(self._handle, session.sid)


class _Session:
    """One decision: its own session id (made here, never from what a user wrote), its facts, its agenda."""

    def __init__(self, engine: Engine, facts: Mapping[str, Interval], forced: Mapping[str, bool]):
        self.engine, self.compiled = engine, engine._compiled
        self.sid = f"d{next(_ids)}"
        self.facts, self.forced = facts, forced
        self.serial = itertools.count(1)
        self.reached: dict[str, bool] = dict(forced)
        self.fired: list[str] = []  # rule names, in order
        self.by: dict[str, str] = {}  # helper -> the rule that concluded it

    def run(self) -> tuple[dict[str, Truth], list[Firing]]:
        compiled = self.compiled
        batch = [told({"k": "stage", "n": ALIVE})]
        measures: dict[str, dict[str, int]] = {}
        for name, fact in self.facts.items():
            carrier, key = carried(name)
            measures.setdefault(carrier, {}).update(
                {f"{key}lo": fact.low, f"{key}hi": fact.high, f"{key}x": 1 if fact.low == fact.high else 0}
            )
        for carrier, values in measures.items():
            batch += compiled.telling.facts("fact", carrier, True, values)
        for name, value in self.forced.items():
            batch += compiled.telling.concluded(name, value)
        for markers in compiled.markers.values():
            batch += [told({"k": "stage", "n": marker}) for marker in markers]
            while batch:
                batch = self._fire(batch)
        conclusions = self.engine._conclusions
        truths: dict[str, Truth] = {
            name: self.reached.get(name, False if conclusion.closed else None)
            for name, conclusion in conclusions.items()
            if not conclusion.hidden
        }
        fired = ((*compiled.meaning[rule], rule) for rule in self.fired)
        firings = [Firing(name, value, rule, self._met) for name, value, rule in fired if name in conclusions]
        return truths, firings

    def _met(self, rule: str) -> tuple[str, ...]:
        """What a rule's patterns met, helpers folded into what they stand for."""
        met: dict[str, None] = {}
        for name in self.compiled.met[rule]:
            met.update(dict.fromkeys(self._met(self.by[name]) if name in self.by else (name,)))
        return tuple(met)

    def _fire(self, batch: list[str]) -> list[str]:
        """Asserts a batch, runs the agenda to its end, and gives the conclusions to assert next."""
        raw, handle = self.engine._raw, self.engine._handle
        facts = ",".join(f'{{"sid":"{self.sid}","id":"f{next(self.serial)}",{each}' for each in batch)
        following: list[str] = []
        try:
            _, state = raw.assert_facts(handle, f"[{facts}]")
            result = raw.start_action_for_state(handle, state)
            message = result[1] if result else None
            while message:
                following += self._reach(message[2 : message.index('"', 2)])  # {"rule name": {what it matched}}
                message = raw.complete_and_start_action(handle, state)
        except Fault:
            raise
        except Exception as error:
            raise named(error, "firing the rules") from error
        return following

    def _reach(self, rule: str) -> tuple[str, ...]:
        name, value = self.compiled.meaning[rule]
        if name in self.forced or name == ALIVE:
            return ()
        self.fired.append(rule)
        if name in self.reached:
            if self.reached[name] != value:
                raise Fault(f"durable-rules concluded both true and false for {name}")
            return ()
        self.reached[name] = value
        if name in self.compiled.helpers:
            self.by[name] = rule
        return self.compiled.telling.concluded(name, value)
