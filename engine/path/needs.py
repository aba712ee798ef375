"""What a way through needs of the facts: for each a range that it has to lie in, and how needs are put together.

A key is the name of a fact (`sl_calf_raise_reps.left`), or one of what isn't a number: the health questions answered
with no (`@screen`), a red flag cleared (`@clear.RF_BSI`), a line admitted (`@admit.G3.bridge`), and so on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

SCREEN, CLEAR, REACHES, ADMIT, GONE = "@screen", "@clear.", "@cleared_to", "@admit.", "@gone."
LISTS, RECOVERED = "@lists", "@recovered"   # races and injuries: time passes; an injury is over
RENEWED = "@renewed"                        # clearances that would end meanwhile


class Range(NamedTuple):
    """From low to high, in whole steps of the fact's measure; (0, 0) for what isn't a number."""

    low: int
    high: int

    def within(self, other: Range) -> bool:
        return self.low >= other.low and self.high <= other.high


Needs = tuple[tuple[str, Range], ...]       # by key, in order
NOTHING: Needs = ()


def one(key: str, low: int = 0, high: int = 0) -> Needs:
    return ((key, Range(low, high)),)


def merged(first: Needs, second: Needs) -> Needs | None:
    """Both; None where they can't be had together."""
    if not first or not second:
        return first or second
    found = dict(first)
    for key, asked in second:
        have = found.get(key, asked)
        both = Range(max(have.low, asked.low), min(have.high, asked.high))
        if both.low > both.high:
            return None
        found[key] = both
    return tuple(sorted(found.items()))


def no_more(first: Needs, second: Needs) -> bool:
    """Whether the first asks for nothing that the second doesn't ask for."""
    if len(first) > len(second):
        return False
    asked = dict(second)
    return all(key in asked and asked[key].within(range_) for key, range_ in first)


def fewest(ways: Iterable[Needs]) -> tuple[Needs, ...]:
    """Without those that ask for more than another does."""
    kept: list[Needs] = []
    for way in sorted(set(ways), key=lambda each: (len(each), each)):
        if not any(no_more(other, way) for other in kept):
            kept = [other for other in kept if not no_more(way, other)]
            kept.append(way)
    return tuple(kept)


def all_of(parts: Iterable[tuple[Needs, ...]]) -> tuple[Needs, ...]:
    """One way of each part, put together in every way there is."""
    found: tuple[Needs, ...] = (NOTHING,)
    for ways in sorted(parts, key=len):
        found = fewest(both for one_ in found for other in ways if (both := merged(one_, other)) is not None)
        if not found:
            break
    return found
