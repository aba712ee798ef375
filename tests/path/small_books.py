"""Small rulebooks at random: a formula over a few measures, what changes them, and somebody's values.

Small enough that every way of changing the facts can be tried.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from surefoot.engine.changing import NOTHING, QUESTIONS, TRAINING, Changing, Span, Way
from surefoot.engine.facts.answers import Answers
from surefoot.engine.facts.known import Fact
from surefoot.engine.infer.reference import conclude
from surefoot.engine.logic import (
    DECIDE,
    KNOW,
    NOWHERE,
    All,
    AnyOf,
    AtLeast,
    Below,
    Conclusion,
    Count,
    Formula,
    Not,
    Ref,
    Sure,
)
from surefoot.engine.model import Measure, Rulebook
from surefoot.engine.path.needs import Needs, Range
from surefoot.engine.path.reach import Reach

DAY = datetime.date(2026, 11, 20)
TOP = 3                                     # of every measure, from 0
NAMES = ("a", "b", "c", "d", "e")           # better higher; the last two are better lower
LOWER = ("d", "e")


def measure(name: str) -> Measure:
    better = "lower" if name in LOWER else "higher"
    return Measure(name, "number", name, ("measures", name), NOWHERE, high=TOP, better=better)


def comparisons() -> st.SearchStrategy[Formula]:
    """Each for the better: at least so much of what is better higher, below it of the others."""
    def of(name: str, cut: int, turned: bool) -> Formula:
        good: Formula = Below(name, cut) if name in LOWER else AtLeast(name, cut)
        bad: Formula = AtLeast(name, cut) if name in LOWER else Below(name, cut)
        return Not(bad) if turned else good

    return st.builds(of, st.sampled_from(NAMES), st.integers(1, TOP), st.booleans())


def joined(parts: st.SearchStrategy[Formula]) -> st.SearchStrategy[Formula]:
    some = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(All, some), st.builds(AnyOf, some), st.builds(Count, st.just(2), some))


@st.composite
def books(draw: Any) -> Rulebook:
    """Two conclusions from facts, and a decision that reads them: `goal`."""
    formulas = st.recursive(comparisons(), joined, max_leaves=5)
    book = Rulebook()
    book.measures = {name: measure(name) for name in NAMES}
    for name in ("one", "two"):
        book.conclusions[name] = Conclusion(name, name, "part", draw(formulas), KNOW, NOWHERE)
    goal = draw(st.sampled_from([All((Sure("one"), Ref("later"))), AnyOf((Sure("one"), Ref("later")))]))
    book.conclusions["later"] = Conclusion("later", "later", "part", Not(Not(Sure("two"))), DECIDE, NOWHERE)
    book.conclusions["goal"] = Conclusion("goal", "goal", "part", goal, DECIDE, NOWHERE)
    ways = [Way(name, name, draw(st.sampled_from([TRAINING, TRAINING, NOTHING])), (name,), "", "", NOWHERE,
                draw(st.integers(0, 5)), draw(st.integers(0, 2)), Span(Fraction(1), Fraction(2)),
                hoped_for=draw(st.booleans())) for name in NAMES]  # fmt: skip
    shared = draw(st.booleans())
    if shared:
        rate = Span(Fraction(1), Fraction(1))
        both = Way("ab", "ab", TRAINING, ("a", "b"), "", "", NOWHERE, 2, 1, rate, together=True)
        ways = [both, *ways[2:]]
    asked = Way("asked", "asked", "asking", (), QUESTIONS, "", NOWHERE, draw(st.integers(0, 3)),
                takes=Span(Fraction(0), Fraction(0)))  # fmt: skip
    book.changing = Changing({way.name: way for way in [*ways, asked]})
    return book


def values() -> st.SearchStrategy[dict[str, int]]:
    """Somebody's values; what is left out isn't known."""
    return st.dictionaries(st.sampled_from(NAMES), st.integers(0, TOP))


def facts_of(said: dict[str, int]) -> dict[str, Fact]:
    return {name: Fact(name, value, value, str(value), name, DAY) for name, value in said.items()}


def reach_of(book: Rulebook, said: dict[str, int]) -> Reach:
    return Reach(book, facts_of(said), Answers("a", DAY))


def every_change(book: Rulebook, said: dict[str, int]) -> Iterator[tuple[Fraction, dict[str, int]]]:
    """The price of every set of values that can be had, and the values: for the better, and where a way leads there."""
    choices: list[list[tuple[str, int] | None]] = []
    reach = reach_of(book, said)
    for name in NAMES:
        found: list[tuple[str, int] | None] = [None]
        for value in range(TOP + 1):
            now = said.get(name)
            better = now is None or (value < now if name in LOWER else value > now)
            if better and reach.move(name, Range(value, value)) is not None:
                found.append((name, value))
        choices.append(found)
    for chosen in itertools.product(*choices):
        new = dict(each for each in chosen if each is not None)
        yield price(book, said, new), {**said, **new}


def price(book: Rulebook, said: dict[str, int], new: dict[str, int]) -> Fraction:
    """Worked out apart from the road's own: a fixed part and the weeks, at the longest within a way whose measures go
    together."""
    dearest: dict[str, Fraction] = {}
    for name, value in new.items():
        way = book.changing.by_measure[name] if name in said else book.changing.ways["asked"]
        weeks = Fraction(0)
        if name in said:
            assert way.rate is not None
            units = abs(value - said[name])
            weeks = (units / way.rate.low + units / way.rate.high) / 2
        key = way.name if way.together else f"{way.name} {name}"
        dearest[key] = max(dearest.get(key, Fraction(0)), way.effort + way.effort_a_week * weeks)
    return sum(dearest.values(), Fraction(0))


def reached(book: Rulebook, said: dict[str, int]) -> bool:
    return conclude(book.conclusions, facts_of(said))["goal"] is True


def with_way(said: dict[str, int], way: Needs) -> dict[str, int]:
    return {**said, **{key: asked.high if key in LOWER else asked.low for key, asked in way}}
