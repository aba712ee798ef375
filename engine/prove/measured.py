"""One athlete as two rulebooks measure them: where an edit changes a measure's step, range or words.

Values inside are steps, or the index of a word, and the same number is then another value in either rulebook. So the
solver's unknowns of such a measure are in steps that both rulebooks have, or over the words that both have, and each
rulebook's own steps follow from them. An athlete whose value only one of the two can read isn't among them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import z3

from ..facts.values import EXACT, YES_NO, plain
from ..logic import measure_of
from ..model import Measure, Rulebook
from .people import Int, Person, Var, anybody, unknowns
from .world import whole_steps


class Span(NamedTuple):
    """What a measure's values can be, in its unit and not in steps."""

    kind: str
    step: str
    low: str
    high: str
    words: tuple[str, ...]
    ordered: bool


def span(measure: Measure) -> Span:
    """The step and the range of a number, the words of any other measure."""
    if measure.kind == "number":
        step = f"{EXACT.create_decimal(measure.step).normalize():f}"
        return Span(measure.kind, step, plain(measure, measure.low), plain(measure, measure.high), (), False)
    return Span(measure.kind, "", "", "", words_of(measure), measure.ordered)


def otherwise(old: Rulebook, new: Rulebook) -> frozenset[str]:
    """The measures of both rulebooks whose values can't be the same in both."""
    names = old.measures.keys() & new.measures.keys()
    return frozenset(name for name in names if span(old.measures[name]) != span(new.measures[name]))


def common(one: Measure, other: Measure) -> Measure:
    """The second of two measures with only the values that both have; its range is empty where there are none."""
    if (one.kind == "number") != (other.kind == "number"):
        return replace(other, low=0, high=-1, words=())
    if one.kind != "number":
        words = tuple(word for word in words_of(other) if word in words_of(one))
        ordered = one.ordered and other.ordered
        return replace(other, kind="words", words=words, ordered=ordered, low=0, high=len(words) - 1)
    first, second = whole_steps(one.step, other.step)
    least = math.lcm(first, second)
    step = f"{EXACT.multiply(EXACT.create_decimal(other.step), least // second):f}"
    sizes = (least // first, least // second)
    low = max(-(-each.low // size) for each, size in zip((one, other), sizes, strict=True))
    high = min(each.high // size for each, size in zip((one, other), sizes, strict=True))
    return replace(other, step=step, low=low, high=high)


def carried(steps: int, one: Measure, other: Measure) -> int | None:
    """A value of one measure in the steps of another; None where that has no such value. The range isn't looked at."""
    if one.kind == other.kind == "number":
        first, second = whole_steps(one.step, other.step)
        return steps * first // second if steps * first % second == 0 else None
    if "number" in (one.kind, other.kind) or not 0 <= steps < len(words_of(one)):
        return None
    word = words_of(one)[steps]
    return words_of(other).index(word) if word in words_of(other) else None


class Measured:
    """One athlete of the solver's, seen with two rulebooks."""

    def __init__(self, old: Rulebook, new: Rulebook):
        self.books = (old, new)
        self.common = {name: common(old.measures[name], new.measures[name]) for name in otherwise(old, new)}

    def anybody(self, book: Rulebook, facts: Iterable[str]) -> Person:
        """The athlete in the steps of one of the rulebooks, with these facts."""
        made = anybody(book, facts)
        otherwise = {fact: self._in_its_steps(fact, book) for fact in made.facts if measure_of(fact) in self.common}
        return Person(book, {**made.facts, **otherwise}, made.fresh)

    def measure(self, fact: str) -> Measure | None:
        """In whose steps `unknowns` are: those that both rulebooks have."""
        name, (old, new) = measure_of(fact), self.books
        return self.common.get(name) or new.measures.get(name) or old.measures.get(name)

    def unknowns(self, fact: str) -> Var:
        """The athlete's unknowns of a fact, the same for both rulebooks."""
        return unknowns(fact, self.measure(fact))

    def ends_alike(self, fact: str, side: str) -> bool:
        """Whether the range ends in both rulebooks at the same value, on one side of it: low or high."""
        name = measure_of(fact)
        if name not in self.common:
            return True
        shared, both = self.common[name], [book.measures[name] for book in self.books]
        return all(carried(getattr(shared, side), shared, each) == getattr(each, side) for each in both)

    def _in_its_steps(self, fact: str, book: Rulebook) -> Var:
        shared, theirs = self.common[measure_of(fact)], book.measures[measure_of(fact)]
        var = self.unknowns(fact)
        if shared.high < shared.low:
            nothing = z3.IntVal(theirs.low)
            return Var(False, nothing, nothing)
        low = high = _steps(var.low, shared, theirs)
        if var.high is var.low:
            return Var(var.known, low, low)
        # "15+" is up to the largest value that there is: with another range another interval, said with the same words.
        high = _steps(var.high, shared, theirs)
        if not self.ends_alike(fact, "low"):
            low = z3.If(var.low < shared.low, z3.IntVal(theirs.low), low)
        if not self.ends_alike(fact, "high"):
            high = z3.If(var.high > shared.high, z3.IntVal(theirs.high), high)
        return Var(var.known, low, high)


def _steps(value: Int, shared: Measure, theirs: Measure) -> Int:
    """An unknown in the steps of one rulebook; what is no word of both is none of its."""
    if shared.kind == "number":
        first, second = whole_steps(shared.step, theirs.step)
        return value if first == second else z3.IntVal(first // second) * value
    found: Int = z3.IntVal(-1)
    for index in range(len(shared.words)):
        found = z3.If(value == index, z3.IntVal(carried(index, shared, theirs)), found)
    return found


def words_of(measure: Measure) -> tuple[str, ...]:
    """The values of a measure that is no number."""
    return YES_NO if measure.kind == "yes_no" else measure.words
