"""How values went over time: a measure, or one side of it, with what is needed of it next.

One value a day, the last said of that day. Two values on different days make a trend.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from fractions import Fraction
from typing import Any

from ..facts.values import Mistake, plain, read_amount
from ..model import Measure, Rulebook
from .entries import FACTS, Entry
from .known import known
from .said import Places

FEWEST = 2  # values that make a trend
BARS = "▁▂▃▄▅▆▇█"
WIDEST = 24  # bars of a sparkline


@dataclass(frozen=True)
class Point:
    """One value; `text` as one writes it: 17, 15+, 36.5. `open_`: at least so much."""

    date: str
    value: Fraction
    text: str
    open_: bool = False


@dataclass(frozen=True)
class Cut:
    """What the gate ahead needs of a measure.

    text  : as the page has it: at least 15 repetitions each side
    among : the line can be met in another way too
    """

    gate: str
    title: str
    value: Fraction
    text: str
    among: bool = False

    def as_json(self) -> dict[str, Any]:
        return {"gate": self.gate, "title": self.title, "required": self.text, "among": self.among}


@dataclass(frozen=True)
class Trend:
    """A measure, or one side of it, over time.

    name    : of the measure; of what the log says a name of its own
    measure : whether it is a measure
    whole   : an amount that counts from 0, as kilometres a week do
    weekly  : each value is of a week, by its Monday
    most    : the highest that it can be, where that is a scale to draw; else None
    part    : one of many that are drawn together, and told one by one
    of_many : what stands for many values where there are too many to draw: last, largest or mean
    """

    name: str
    title: str
    unit: str
    better: str
    side: str
    points: tuple[Point, ...]
    measure: bool = False
    whole: bool = False
    weekly: bool = False
    part: bool = False
    most: Fraction | None = None
    of_many: str = "last"
    cut: Cut | None = None

    @property
    def bars(self) -> str:
        """A bar for each value; where there are too many, for one of each of so many equal stretches."""
        shown = _spread(self.points, self.of_many == "largest")
        low, high = min(each.value for each in shown), max(each.value for each in shown)
        most = len(BARS) - 1
        return "".join(
            BARS[int((each.value - low) * most / (high - low)) if high > low else most // 2] for each in shown
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "measure": self.name if self.measure else None,
            "name": self.name,
            "title": self.title,
            "unit": self.unit,
            "better": self.better,
            "side": self.side or None,
            "values": [{"date": each.date, "value": each.text} for each in self.points],
            "gate_ahead": self.cut.as_json() if self.cut is not None else None,
        }


def measured(entries: Iterable[Entry], book: Rulebook) -> list[Trend]:
    """The measures with a trend, in the order of the rulebook, left before right."""
    places = Places(book)
    values: dict[tuple[str, ...], dict[str, Any]] = {}
    for entry in known(entries, kinds=(FACTS,)):
        for item in places.items(entry.data, entry.held_on[:10]):
            if item.given and item.known:
                values.setdefault(item.path, {})[item.date] = item.value
    found = []
    for measure in book.measures.values():
        if measure.kind != "number" or measure.at[0] != "measures":
            continue
        for side in ("left", "right") if measure.sides else ("",):
            points = tuple(_points(measure, values.get((*measure.at, side) if side else measure.at, {})))
            if len(points) >= FEWEST:
                many = "last" if measure.sides else "mean"        # of a test the last counts; what is told daily varies
                found.append(Trend(measure.name, measure.title, measure.unit, measure.better, side, points,
                                   measure=True, of_many=many))  # fmt: skip
    return found


def _points(measure: Measure, values: Mapping[str, Any]) -> Iterator[Point]:
    for date, value in sorted(values.items()):
        amount = read_amount(measure, value if isinstance(value, (bool, int, str)) else str(value))
        if not isinstance(amount, Mistake):
            open_ = amount.high != amount.low
            text = plain(measure, amount.low) + ("+" if open_ else "")
            yield Point(date, amount.low * Fraction(measure.step), text, open_)


def _spread(points: Sequence[Point], largest: bool) -> list[Point]:
    """The last of each stretch, or the largest."""
    if len(points) <= WIDEST:
        return list(points)
    first, last = (Date.fromisoformat(points[index].date).toordinal() for index in (0, -1))
    stretches: dict[int, Point] = {}
    for each in points:
        at = (Date.fromisoformat(each.date).toordinal() - first) * WIDEST // (last - first + 1)
        if not largest or at not in stretches or each.value >= stretches[at].value:
            stretches[at] = each
    return [each for _, each in sorted(stretches.items())]
