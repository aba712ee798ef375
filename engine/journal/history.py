"""An athlete over time: the decisions in order, each with whether it would be another now, and how measures went.

A mark beside a decision doesn't change it: it says what would be decided with what is known now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from ..facts.values import Mistake, plain, read_amount
from ..model import Measure, Rulebook
from .deciding import Athlete
from .entries import FACTS, Entry
from .known import known
from .said import Places

FEWEST = 2  # values that make a trend
BARS = "▁▂▃▄▅▆▇█"
WIDEST = 24  # bars of a sparkline


@dataclass(frozen=True)
class Row:
    """One decision.

    now       : outcome, phase, tier and today with what is known now, where any of these would be another; else None
    corrected : what it was made from has been corrected or added to since
    """

    id: int
    as_of: str
    recorded_at: str
    outcome: str
    phase: str | None
    tier: str | None
    today: str
    say: str
    version: str
    rulebook: str
    reads: tuple[int, ...]
    corrected: bool
    now: Mapping[str, Any] | None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "as_of": self.as_of,
            "recorded_at": self.recorded_at,
            "outcome": self.outcome,
            "phase": self.phase,
            "tier": self.tier,
            "today": self.today,
            "summary": self.say,
            "surefoot": self.version,
            "rulebook": self.rulebook,
            "reads": list(self.reads),
            "corrected": self.corrected,
            "now": dict(self.now) if self.now is not None else None,
        }


@dataclass(frozen=True)
class Point:
    """One value, in steps of its measure; `open_`: at least so much."""

    date: str
    steps: int
    open_: bool


@dataclass(frozen=True)
class Trend:
    """A measure, or one side of it, over time: one value a day, the last said of that day."""

    measure: Measure
    side: str
    points: tuple[Point, ...]

    def text(self, point: Point) -> str:
        """A value as one writes it: 17, 15+, 36.5."""
        return plain(self.measure, point.steps) + ("+" if point.open_ else "")

    @property
    def bars(self) -> str:
        """A bar for each value; where there are too many, for the last of each of so many stretches of equal length."""
        shown = _spread(self.points)
        low, high = min(each.steps for each in shown), max(each.steps for each in shown)
        most = len(BARS) - 1
        return "".join(BARS[(each.steps - low) * most // (high - low) if high > low else most // 2] for each in shown)

    def as_json(self) -> dict[str, Any]:
        return {
            "measure": self.measure.name,
            "title": self.measure.title,
            "unit": self.measure.unit,
            "better": self.measure.better,
            "side": self.side or None,
            "values": [{"date": each.date, "value": self.text(each)} for each in self.points],
        }


def rows(athlete: Athlete) -> list[Row]:
    """The decisions in the order of the days that they were for."""
    found = []
    for again in athlete.again():
        whole = athlete.journal.decision(athlete.name, again.brief.id)
        then, now = _gist(whole.result), _gist(again.now) if again.now is not None else None
        another = now if now != then else None
        row = Row(again.brief.id, whole.as_of, whole.recorded_at, whole.outcome, then["phase"], then["tier"],
                  then["today"], whole.result["decision"]["summary"], whole.version, whole.rulebook, whole.reads,
                  again.facts_differ, another)  # fmt: skip
        found.append(row)
    return found


def _gist(result: Mapping[str, Any]) -> dict[str, Any]:
    decided = result["decision"]
    return {key: decided[key] for key in ("outcome", "phase", "tier")} | {"today": result["today"]}


def trends(entries: Iterable[Entry], book: Rulebook) -> list[Trend]:
    """Measures with at least two values on different days, in the order of the rulebook, left before right."""
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
                found.append(Trend(measure, side, points))
    return found


def _points(measure: Measure, values: Mapping[str, Any]) -> Iterator[Point]:
    for date, value in sorted(values.items()):
        amount = read_amount(measure, value if isinstance(value, (bool, int, str)) else str(value))
        if not isinstance(amount, Mistake):
            yield Point(date, amount.low, amount.high != amount.low)


def _spread(points: Sequence[Point]) -> list[Point]:
    if len(points) <= WIDEST:
        return list(points)
    first, last = (Date.fromisoformat(points[index].date).toordinal() for index in (0, -1))
    stretches = {(Date.fromisoformat(each.date).toordinal() - first) * WIDEST // (last - first + 1): each
                 for each in points}  # fmt: skip
    return [each for _, each in sorted(stretches.items())]
