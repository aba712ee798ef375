"""One athlete's row: what was decided, and of the facts what a coach looks at first.

    Standing (of a decision made now, or of one that is on record)  +  Facts  ->  Row
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from fractions import Fraction
from typing import Any

from ..decision.decide import Decision
from ..decision.gates import GateView
from ..decision.summary import summary
from ..facts.answers import GIVEN, SIDES
from ..facts.known import Fact, Facts
from ..facts.validity import out_of_date
from ..findings import Finding
from ..model import Rulebook

UNDECIDED = "undecided"
WHOLE = 100
SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z0-9])")


@dataclass(frozen=True)
class Standing:
    """What a decision says.

    flags    : red flags in force, (id, title, whether it stops)
    screened : whether the medical screen is passed
    gate     : the gate ahead; unknown: its lines of which it isn't known whether they are met
    recorded : its number in the journal; None where it was made just now
    """

    day: Date
    outcome: str
    phase: str | None
    today: str
    summary: str
    flags: tuple[tuple[str, str, bool], ...] = ()
    gate: str = ""
    unknown: frozenset[str] = frozenset()
    screened: bool = True
    recorded: int | None = None


@dataclass(frozen=True)
class Hurt:
    """The most pain now, of 10; 0 where there is none. `at_least`: told on an earlier day, it may be worse."""

    points: Fraction
    site: str = ""
    side: str = ""
    day: Date | None = None
    at_least: bool = False


@dataclass(frozen=True)
class Gap:
    """By how much the weaker side is behind, in per cent of the stronger, and on what."""

    per_cent: int
    measure: str
    title: str
    weaker: str = ""


@dataclass(frozen=True)
class Look:
    """A reason to look at somebody: the rule, what it says, what it says where others see it, its place in the list."""

    rule: str
    say: str
    discreet: str
    rank: int


@dataclass(frozen=True)
class Row:
    """One athlete. None and "" where something isn't known, or hasn't been said.

    silent_days : since the last entry; of a facts file since the newest day in it
    overdue     : titles of tests for the gate ahead that have run out
    problem     : why nothing could be decided; findings: all that is wrong with a facts file
    fault       : that was a fault of surefoot's own
    """

    athlete: str
    standing: Standing | None
    hurt: Hurt | None = None
    gap: Gap | None = None
    adherence: Fraction | None = None
    silent_days: int | None = None
    overdue: tuple[str, ...] = ()
    look: tuple[Look, ...] = ()
    problem: str = ""
    findings: tuple[Finding, ...] = ()
    fault: bool = False

    @property
    def outcome(self) -> str:
        return self.standing.outcome if self.standing is not None else UNDECIDED

    @property
    def rank(self) -> tuple[int, str]:
        """Where it stands in the table."""
        return (self.look[0].rank if self.look else 10**6), self.athlete


# ---- what was decided -----------------------------------------------------------------------------------------------


def standing_of(decision: Decision) -> Standing:
    """Of a decision made now."""
    gate = decision.gates.get(decision.next_gate or "")
    unknown = frozenset(view.line.id for view in gate.with_status("unknown")) if gate is not None else frozenset()
    return Standing(decision.facts.answers.as_of, decision.outcome, decision.phase, decision.today, summary(decision),
                    tuple((flag.id, flag.title, flag.stops) for flag in decision.flags),
                    decision.next_gate or "", unknown, _open(decision.gates, decision.book))  # fmt: skip


def standing_as_recorded(result: Mapping[str, Any], number: int, book: Rulebook) -> Standing:
    """Of a decision on record: the object of `decide --json`."""
    said = result["decision"]
    gate = said.get("next_gate") or ""
    lines = next((each["lines"] for each in result["gates"] if each["id"] == gate), ())
    unknown = frozenset(line["id"] for line in lines if line["status"] == "unknown")
    screen = book.gate_of(1)
    first = [each["status"] for each in result["gates"] if screen is not None and each["id"] == screen.id]
    screened = all(status == "open" for status in first)
    return Standing(Date.fromisoformat(result["as_of"]), said["outcome"], said["phase"], result["today"],
                    said["summary"], tuple(_flag(each, book) for each in result["red_flags"]), gate, unknown, screened,
                    number)  # fmt: skip


def _open(gates: Mapping[str, GateView], book: Rulebook) -> bool:
    screen = book.gate_of(1)
    return screen is None or gates[screen.id].status == "open"


def _flag(said: Mapping[str, Any], book: Rulebook) -> tuple[str, str, bool]:
    known = book.flags.get(said["id"])
    return said["id"], known.title if known is not None else said["id"], said["action"] != "modify"


def reason(standing: Standing, book: Rulebook) -> str:
    """The summary without the words for its outcome, which have a column of their own."""
    phase = book.phase(standing.phase or "")
    for words in book.outcomes.values():
        head = words.partition("{reason}")[0].partition("{flags}")[0] if "{" in words else ""
        head = head.replace("{phase_title}", phase.title if phase else "").strip()
        if head and standing.summary.startswith(head) and len(standing.summary) > len(head):
            return standing.summary[len(head) :].strip()
    return standing.summary


def in_short(text: str) -> str:
    """Its first sentence."""
    return SENTENCE.split(text, maxsplit=1)[0]


# ---- what the facts say ---------------------------------------------------------------------------------------------


def hurt_of(facts: Facts, book: Rulebook) -> Hurt | None:
    """The most pain during load that is known at any site, or was told of a session; None where it isn't known."""
    found: Hurt | None = None
    for measure in book.measures.values():
        site = measure.at[0] == "pain" and measure.at[-1] == "during"
        if not site and measure.worst_of != "during":
            continue
        for name in measure.facts():
            fact = facts.known.get(name)
            if fact is None or (site and not fact.low):
                continue
            hurt = Hurt(fact.low * Fraction(measure.step), book.sites.get(measure.at[1], "") if site else "",
                        name.rpartition(".")[2] if measure.sides else "", fact.date, fact.high > fact.low)  # fmt: skip
            found = _worse(found, hurt)
    return found


def _worse(one: Hurt | None, other: Hurt) -> Hurt:
    """The worse of two; of two as bad the one that says where, and of two sides of a site both."""
    if one is None or other.points > one.points or (other.points == one.points and other.site and not one.site):
        return other
    if other.points == one.points and other.site and other.site == one.site:
        return Hurt(one.points, one.site, "both", one.day, one.at_least or other.at_least)
    return one


def gap_of(facts: Facts, book: Rulebook) -> Gap | None:
    """The widest gap between the sides, of what the rulebook compares; of equal ones the first that it names."""
    found: Gap | None = None
    for name in book.squad.get("compares", ()):
        measure = book.measures.get(str(name))
        fact = facts.known.get(f"{name}.ratio" if measure is not None and measure.sides else str(name))
        if measure is None or fact is None or fact.low != fact.high or fact.stale:
            continue
        share = Fraction(fact.low) if measure.sides else fact.low * Fraction(measure.step)
        gap = Gap(WHOLE - int(share), measure.name, measure.title, _weaker(facts, name) if measure.sides else "")
        if found is None or gap.per_cent > found.per_cent:
            found = gap
    return found


def _weaker(facts: Facts, name: str) -> str:
    sides: list[Fact] = [facts.known[f"{name}.{side}"] for side in SIDES]
    left, right = (side.low for side in sides)
    return "" if left == right else SIDES[left > right]


def overdue_of(facts: Facts, book: Rulebook, standing: Standing) -> tuple[str, ...]:
    """Titles of the tests that were done once, have run out, and are asked for by the gate ahead."""
    gate = book.gates.get(standing.gate)
    lines = [line for line in gate.lines if line.id in standing.unknown] if gate is not None else []
    asked = dict.fromkeys(name for line in lines for name in line.measures())
    answers = facts.answers
    found = []
    for name in asked:
        measure = book.measures[name]
        said = [answers.answers.get((name, side)) for side in (SIDES if measure.sides else ("",))]
        if measure.test and any(
            each is not None and each.status == GIVEN and out_of_date(book, measure.valid, each.date, answers.as_of)
            for each in said
        ):
            found.append(measure.title)
    return tuple(found)
