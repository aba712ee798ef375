"""The athletes of cases, read once: what is known of each, what is concluded, and whether a case notices a change.

A change is noticed when the case comes out otherwise than it expects. Conclusions are the reference evaluator's.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..cases import Case
from ..decision.decide import Decision, decided
from ..expected import PLANNED, differences
from ..facts.derive import Facts, derive
from ..facts.reading import read_facts
from ..infer.reference import conclude
from ..logic import Truth
from ..model import Rulebook

DATE = re.compile(r"\d{4}-\d\d-\d\d")
PREFIXES = {  # of what a case expects: the conclusions that it is read off
    "outcome": ("outcome:",), "phase": ("phase:", "outcome:"), "phase_before": (), "next_phase": ("phase:", "outcome:"),
    "today": ("stop", "today:"), "tier": ("tier:",), "progression": ("progress:",),
}  # fmt: skip


@dataclass
class Athlete:
    """The athlete of a case, and what is concluded of her by the rulebook as it is."""

    case: Case
    facts: Facts
    truths: dict[str, Truth]
    book: Rulebook
    noticed: dict[frozenset[tuple[str, Truth]], bool] = field(default_factory=dict)

    @cached_property
    def reads(self) -> frozenset[str]:
        """The conclusions that what the case expects is read off; empty where it reads a plan, which is all of them."""
        return frozenset() if PLANNED & self.case.expect.keys() else _reads(self.case.expect, self.book)

    @cached_property
    def holds(self) -> bool:
        """Whether the case holds as things are: one that doesn't notices nothing."""
        return not fails(self.case, self.decided(self.truths, self.book))

    @cached_property
    def ages(self) -> frozenset[int]:
        """How many days back its dates lie."""
        as_of = self.facts.answers.as_of
        dates = DATE.findall(json.dumps(self.case.facts, default=str))
        return frozenset((as_of - datetime.date.fromisoformat(each)).days for each in dates)

    def notices(self, changed: Mapping[str, Truth], book: Rulebook) -> bool:
        """Whether the case fails with these conclusions changed."""
        if self.reads and not self.reads & changed.keys():
            return False
        key = frozenset(changed.items())
        if key not in self.noticed:
            self.noticed[key] = fails(self.case, self.decided({**self.truths, **changed}, book)) and self.holds
        return self.noticed[key]

    def decided(self, truths: dict[str, Truth], book: Rulebook) -> Decision:
        """The decision that follows from these conclusions."""
        return decided(self.facts, book, truths, [])


def athlete_of(facts: dict[str, Any], case: Case, book: Rulebook) -> Athlete | None:
    """The athlete of these facts; None where they can't be read."""
    document = json.dumps({"surefoot": "facts/1", "athlete": "case", **facts}, default=str)
    answers, _ = read_facts(document, case.file, book, datetime.date.min)
    if answers is None:
        return None
    read = derive(answers, book)
    return Athlete(case, read, conclude(book.conclusions, read.known, read.forced), book)


def fails(case: Case, decision: Decision) -> bool:
    """Whether a decision is not as the case expects."""
    return any(True for _ in differences(case.expect, decision))


def _reads(expect: Mapping[str, Any], book: Rulebook) -> frozenset[str]:
    lines = {line.id: line for gate in book.gates.values() for line in gate.lines}
    wanted = [prefix for key in expect for prefix in PREFIXES.get(key, ())]
    found = {name for name in book.conclusions if any(name.startswith(prefix) for prefix in wanted)}
    found |= {*expect.get("rules", ())}
    if "level" in expect:
        found |= {level.holds for level in book.levels}
    if "red_flags" in expect:
        found |= book.flags.keys()
    if "lost" in expect:
        found |= {f"{gate}:lost" for gate in book.gates}
    for gate in expect.get("gates", ()):
        found |= {gate, f"{gate}:place"} if gate in book.gates else _shown_as_gates(book)
    for name in expect.get("lines", ()):
        line = lines.get(name)
        found |= {line.needs, line.applies, line.self_report, f"{name}:caution"} if line else _shown_as_gates(book)
    found |= {lines[name].keep if name in lines else f"{name}:lost" for name in expect.get("kept", ())}
    for name in expect.get("bands", ()):
        criterion = book.criteria.get(name.partition(".")[0])
        if criterion is not None:
            found |= {criterion.passes, criterion.not_fail, book.measures[criterion.measure].applies}
    return frozenset(found)


def _shown_as_gates(book: Rulebook) -> set[str]:
    """What readiness, time off and the running load are shown from, as gates."""
    rules = (*book.today, *book.time_off, *book.running_load)
    applies = {measure.applies for measure in book.measures.values()}
    return {rule.holds for rule in rules} | {"today:recover", "today:reduce"} | applies
