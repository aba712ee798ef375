"""Suppose that: facts with some comparisons made true, and what is then concluded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..decision.decide import Decision
from ..facts.answers import SIDES
from ..facts.derive import between_sides
from ..facts.known import Fact
from ..facts.norms import cuts_of, margins
from ..facts.validity import direction
from ..facts.values import YES_NO, Amount, show
from ..infer.reference import conclude
from ..logic import AtLeast, Known, Truth, measure_of
from ..model import Measure, Rulebook
from .proof import FALSE, TRUE, UPWARD, End

WHOLE_RATIO = 100
STATES = 2  # the largest of a flag's own fact
Known_ = Mapping[str, Fact]


def conclusions(decision: Decision, known: Known_) -> dict[str, Truth]:
    """Every conclusion for other facts, by the reference evaluator."""
    return conclude(decision.book.conclusions, known, decision.facts.forced)


def supposing(decision: Decision, ends: Iterable[End]) -> dict[str, Fact] | None:
    """The facts with comparisons made true, each value as near to what it is as will do (of what isn't known, to the
    best there is); None where they can't all be."""
    book, known = decision.book, dict(decision.facts.known)
    by_fact: dict[str, list[End]] = {}
    for end in ends:
        by_fact.setdefault(end.fact.partition("~")[0], []).append(end)
    for fact, asked in by_fact.items():
        amount = range_of(fact, asked, book, decision.facts.known)
        if amount is None:
            return None
        if fact.endswith((".ratio", ".difference")):
            _level(fact.rpartition(".")[0], known, decision)
            continue
        value = nearest_in(amount, fact, known, book)
        known[fact] = _fact(fact, value, decision)
    return again(known, book)


def again(known: dict[str, Fact], book: Rulebook) -> dict[str, Fact]:
    """What follows by arithmetic from facts that were changed: between the sides, and beside tables."""
    found = {
        name: fact for name, fact in known.items() if "~" not in name and not name.endswith((".ratio", ".difference"))
    }
    between_sides(found, book, {})
    for name, amount in margins(found, book).items():
        of = found[name.partition("~")[0]]
        found[name] = Fact(name, amount.low, amount.high, of.text, of.path, of.date, of.stale)
    return found


def range_of(fact: str, ends: Iterable[End], book: Rulebook, known: Known_) -> Amount | None:
    """The values of a fact, in steps, with which comparisons of it are as they must be; None where there are none."""
    low, high = limits(fact, book)
    for end in ends:
        if isinstance(end.leaf, Known):
            continue
        cut = end.leaf.cut + _beyond(end, book, known)
        if isinstance(end.leaf, AtLeast) == (end.must in UPWARD):
            low = max(low, cut)
        else:
            high = min(high, cut - 1)
    return Amount(low, high) if low <= high else None


def limits(fact: str, book: Rulebook) -> tuple[int, int]:
    """The smallest and the largest value of a fact, in steps."""
    name = measure_of(fact)
    measure = book.measures.get(name)
    if fact.endswith(".ratio"):
        return 0, WHOLE_RATIO
    if measure is not None:
        words = YES_NO if measure.kind == "yes_no" else measure.words
        return (
            (0, measure.high - measure.low)
            if fact.endswith(".difference")
            else ((0, len(words) - 1) if words else (measure.low, measure.high))
        )
    return 0, {"kit": 1, "flag": STATES}.get(name, len(book.phases))


def _beyond(end: End, book: Rulebook, known: Known_) -> int:
    """What a table adds to the cut of a comparison with it: of several cuts that may count the safe one."""
    table = end.fact.partition("~")[2]
    cuts = cuts_of(book.tables[table], book, known) if table else []
    if not cuts:
        return 0
    upward = isinstance(end.leaf, AtLeast)
    strict = end.must in (TRUE, FALSE)
    return max(cuts) if (upward == (end.must in UPWARD)) == strict else min(cuts)


def nearest_in(amount: Amount, fact: str, known: Known_, book: Rulebook) -> int:
    """The value in a range that is nearest to what is known; of what isn't, the best one."""
    there, measure = known.get(fact), book.measures.get(measure_of(fact))
    if there is not None:
        return min(max(there.low, amount.low), amount.high)
    return amount.high if measure is not None and direction(measure) == "higher" else amount.low


def _fact(fact: str, value: int, decision: Decision) -> Fact:
    measure = decision.book.measures.get(measure_of(fact))
    text = show(measure, value, value) if measure is not None else str(value)
    there = decision.facts.known.get(fact)
    if there is not None:
        return replace(there, low=value, high=value, text=text, stale=False)
    return Fact(fact, value, value, text, "", decision.facts.answers.as_of)


def _level(name: str, known: dict[str, Fact], decision: Decision) -> None:
    """Both sides as good as the better one."""
    measure: Measure = decision.book.measures[name]
    there = [known[fact].low for fact in measure.facts() if fact in known]
    better = max if direction(measure) == "higher" else min
    value = better(there) if there else better(measure.low, measure.high)
    for side in SIDES:
        known[f"{name}.{side}"] = _fact(f"{name}.{side}", value, decision)


__all__ = ["again", "conclusions", "limits", "nearest_in", "range_of", "supposing"]
