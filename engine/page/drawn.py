"""Trends as they are drawn and stand in a table: those of one thing together, and where there are many values fewer.

So that a plot can be read and its table beside it stays short, many values become one for every so many weeks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta
from fractions import Fraction

from ..derivations.loads import plain
from ..journal.trends import Point, Trend

MOST = 40  # values of one side
FEWEST = 4  # values that a drawing of what the log says takes; of exercises that were soon left there are many
WEEK = 7
HUNDRED = 100


@dataclass(frozen=True)
class Drawn:
    """The trends of one thing: its sides, or the one.

    weeks : for how many weeks each value stands; 0 where all values are there
    """

    sides: tuple[Trend, ...]
    weeks: int = 0

    @property
    def what(self) -> Trend:
        return self.sides[0]

    @property
    def still(self) -> bool:
        """Whether nothing of it ever changed."""
        return all(len({(each.value, each.open_) for each in side.points}) == 1 for side in self.sides)

    @property
    def few(self) -> bool:
        """Whether there is too little for a drawing."""
        return not self.what.measure and all(len(side.points) < FEWEST for side in self.sides)

    def rows(self) -> Iterator[tuple[str, list[Point | None]]]:
        """Day by day the value of each side."""
        by_side = [{point.date: point for point in side.points} for side in self.sides]
        for date in sorted({date for side in by_side for date in side}):
            yield date, [side.get(date) for side in by_side]


def drawn(trends: Iterable[Trend]) -> list[Drawn]:
    """In the order of the trends."""
    by_name: dict[str, list[Trend]] = {}
    for trend in trends:
        by_name.setdefault(trend.name, []).append(trend)
    return [_fewer(each) for each in by_name.values()]


def gap(left: Point | None, right: Point | None) -> str:
    """By how many per cent the lower side is below the other; "" where that can't be told."""
    if left is None or right is None or left.open_ or right.open_:
        return ""
    low, high = sorted((left.value, right.value))
    return str(round((high - low) * HUNDRED / high)) if high > 0 else "0"


def _fewer(trends: Sequence[Trend]) -> Drawn:
    if all(len(trend.points) <= MOST for trend in trends):
        return Drawn(tuple(trends))
    days = [Date.fromisoformat(each) for trend in trends for each in (trend.points[0].date, trend.points[-1].date)]
    first = min(days) - timedelta(days=min(days).weekday())
    weeks = ((max(days) - first).days // WEEK) // MOST + 1
    return Drawn(tuple(replace(trend, points=_in_stretches(trend, first, weeks)) for trend in trends), weeks)


def _in_stretches(trend: Trend, first: Date, weeks: int) -> tuple[Point, ...]:
    stretches: dict[Date, list[Point]] = {}
    for point in trend.points:
        number = (Date.fromisoformat(point.date) - first).days // (weeks * WEEK)
        stretches.setdefault(first + timedelta(days=number * weeks * WEEK), []).append(point)
    return tuple(_one(trend, day, points) for day, points in sorted(stretches.items()))


def _one(trend: Trend, day: Date, points: Sequence[Point]) -> Point:
    if trend.of_many == "mean":
        value = sum((each.value for each in points), Fraction(0)) / len(points)
        open_ = any(each.open_ for each in points)
        return Point(day.isoformat(), value, plain(value) + ("+" if open_ else ""), open_)
    chosen = points[-1] if trend.of_many == "last" else max(points, key=lambda each: (each.value, each.open_))
    return replace(chosen, date=day.isoformat())
