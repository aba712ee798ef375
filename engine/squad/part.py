"""The part of a rulebook on which an outcome rests, without what the plan alone would ask: exercises, doses, jumps.

Each conclusion stands there as in the whole rulebook, with all that it reads, and both readers run on it; so outcome,
phase, today and reason come out the same, in half the time. A decision made by a part has no plan and no trace.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..decision.decide import Decision, decide
from ..facts.derive import Facts
from ..infer.compiler import Compiler
from ..infer.durable import Engine
from ..logic import Conclusion, Ref, Sure, leaves
from ..model import Gate, Rule, Rulebook

KINDS = ("outcome", "phase", "flag", "level", "cap", "cycle")
NAMES = ("ready", "stop", "today:recover", "today:reduce", "cycle")


@dataclass(frozen=True)
class Part:
    """A part of a rulebook, ready to decide. Close it when it is dropped."""

    book: Rulebook
    engine: Engine

    def close(self) -> None:
        self.engine.close()

    def decide(self, facts: Facts) -> Decision:
        """The decision for facts that were derived by the whole rulebook. Errors: Fault when the two readers differ."""
        return decide(facts, self.book, self.engine, in_short=True)


def part_of(book: Rulebook) -> Part:
    """The part of a rulebook; the rulebook stays as it is."""
    opening = {name: gate for name, gate in book.gates.items() if book.phase(gate.opens) is not None}
    kept = resting_on(book.conclusions, [*_wanted(book), *_of_gates(opening.values(), book.conclusions)])
    smaller = replace(book, gates=opening, conclusions=kept, tiers=[], running_load=[], progression=[])
    return Part(smaller, Engine(kept, Compiler(kept)))


def resting_on(conclusions: dict[str, Conclusion], wanted: Iterable[str]) -> dict[str, Conclusion]:
    """Those wanted and all that they read, in the order in which they stand."""
    found: set[str] = set()
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name in conclusions and name not in found:
            found.add(name)
            waiting += [leaf.name for leaf in leaves(conclusions[name].formula) if isinstance(leaf, (Ref, Sure))]
    return {name: conclusion for name, conclusion in conclusions.items() if name in found}


def _wanted(book: Rulebook) -> list[str]:
    """What the outcome and its reason are read from, gates apart."""
    rules: list[Rule] = [*book.today, *book.advancing, *book.time_off, *book.caps, *book.cycles]
    named = [each.name for each in book.conclusions.values() if each.kind in KINDS]
    served = [each.name for each in book.conclusions.values() if each.kind in ("advancing", "served", "time_off")]
    cleared = [f"cleared_to:{phase.id}" for phase in book.phases]
    return [*NAMES, *named, *served, *cleared, *(rule.holds for rule in rules)]


def _of_gates(gates: Iterable[Gate], conclusions: dict[str, Conclusion]) -> list[str]:
    """The gates, their lines, and whether a line is met, kept or applies; not whether it is met with caution."""
    found = []
    for gate in gates:
        found += [gate.id, f"{gate.id}:place", f"{gate.id}:lost"]
        for line in gate.lines:
            found += [line.needs, line.keep, line.self_report, line.applies]
    return [name for name in found if name in conclusions]
