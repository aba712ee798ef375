"""Conditions in words: what was seen of a measure, and what a comparison of it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..decision.decide import Decision
from ..facts.answers import SIDES
from ..facts.values import YES_NO, Amount, show
from ..logic import Ask
from ..model import Measure
from .proof import End
from .supposed import limits, range_of
from .ways import about

CLEARED = "answered no, and cleared"
THERE = "at hand"


@dataclass(frozen=True)
class Condition:
    """One measure that has to be otherwise.

    about  : the measure; of kit and flags `kit.band`, `flag.RF_BSI`
    rules  : the ids of the rules that ask for it
    ranges : by fact, the values with which it is met, in steps
    """

    about: str
    title: str
    seen: str
    needed: str
    rules: tuple[str, ...]
    ranges: tuple[tuple[str, int, int], ...]

    def as_json(self) -> dict[str, Any]:
        return {"measure": self.about, "title": self.title, "seen": self.seen, "needed": self.needed,
                "rules": list(self.rules)}  # fmt: skip


def conditions_of(decision: Decision, ends: Iterable[End]) -> list[Condition]:
    """Comparisons as conditions, a measure each, in the order in which they come."""
    by_measure: dict[str, list[End]] = {}
    for end in ends:
        by_measure.setdefault(about(end.fact), []).append(end)
    return [_condition(decision, name, asked) for name, asked in by_measure.items()]


def _condition(decision: Decision, name: str, ends: list[End]) -> Condition:
    book, wording = decision.book, decision.wording
    ranges: dict[str, Amount] = {}
    for fact in dict.fromkeys(end.fact.partition("~")[0] for end in ends):
        asked = [end for end in ends if end.fact.partition("~")[0] == fact]
        found = range_of(fact, asked, book, decision.facts.known)
        if found is not None:
            ranges[fact] = found
    rules = tuple(dict.fromkeys(end.owner for end in ends))
    held = tuple((fact, amount.low, amount.high) for fact, amount in ranges.items())
    measure = book.measures.get(name)
    if measure is None:
        title, seen, needed = _other(decision, name, ranges)
        return Condition(name, title, seen, needed, rules, held)
    seen = wording.actual((Ask(name, "", "at least"),))
    return Condition(name, measure.title, seen, _needed(measure, ranges, decision), rules, held)


def _other(decision: Decision, name: str, ranges: dict[str, Amount]) -> tuple[str, str, str]:
    """What isn't a measure: kit, a flag that is latched, how far a clearance goes."""
    kind, _, which = name.partition(".")
    known = decision.facts.known.get(name)
    if kind == "kit":
        title = str(decision.book.equipment.get(which, {}).get("title", which))
        return title, "not at hand" if known is not None and not known.high else "not known", THERE
    if kind == "flag":
        return decision.book.flags[which].title, known.text if known else "", CLEARED
    titles = {each.order: each.title for each in decision.book.phases}
    low, high = next(iter(ranges.values()), Amount(0, 0))
    needed = f"as far as {titles[low]}" if low in titles else f"no further than {titles.get(high, 'none')}"
    return "Clearance", known.text if known else "none", needed


def _needed(measure: Measure, ranges: dict[str, Amount], decision: Decision) -> str:
    """The values that do, by side where the sides ask for others."""
    words = {fact: _range(measure, fact, amount, decision) for fact, amount in ranges.items()}
    if len(words) == len(SIDES) and len(set(words.values())) == 1:
        return f"{next(iter(words.values()))} each side"
    return ", ".join(
        f"{said} on the {fact.partition('.')[2]}" if fact.partition(".")[2] in SIDES else said
        for fact, said in words.items()
    )


def _range(measure: Measure, fact: str, amount: Amount, decision: Decision) -> str:
    low, high = limits(fact, decision.book)
    if fact.endswith(".ratio"):
        return f"at least {amount.low} % of the stronger side"
    if fact.endswith(".difference"):
        return f"at most {amount.high} steps between the sides"
    if (amount.low, amount.high) == (low, high):
        return "known"
    if measure.kind == "number":
        return show(measure, *amount)
    words = YES_NO if measure.kind == "yes_no" else measure.words
    some = [words[index] for index in range(amount.low, amount.high + 1)]
    return f"at least {some[0]}" if measure.ordered and amount.high == high and len(some) > 1 else " or ".join(some)
