"""When two records are one run: the same start, duration and distance, within knowledge/import.yaml's tolerances.

Records come from the form that is trusted most to the one that is trusted least. The first of a run stays; the others
fill in what it lacks.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from .activity import Activity
from .settings import Settings

WIDEST = timedelta(hours=26)  # between two places on earth: from 12 hours behind universal time to 14 before it


@dataclass
class Run:
    """A run as it counts, and the other records of it."""

    activity: Activity
    others: list[Activity] = field(default_factory=list)


class Known:
    """Runs by their start, so that each record is compared with its neighbours only."""

    def __init__(self, settings: Settings):
        self.number = settings.number
        self.starts: list[float] = []
        self.runs: list[Run] = []

    def add(self, run: Run) -> None:
        start = run.activity.start.timestamp()
        at = bisect.bisect_right(self.starts, start)
        self.starts.insert(at, start)
        self.runs.insert(at, run)

    def match(self, activity: Activity) -> Run | None:
        """The run that a record is one of: the closest in start, those of the same clock first."""
        near = self.number["same_run.start_s"]
        found = self._closest(activity, near, self._alike)
        if found is None:
            found = self._closest(activity, WIDEST.total_seconds(), self._off_by_a_zone)
        return found

    def _closest(self, activity: Activity, reach: float, same: Callable[[Activity, Activity], bool]) -> Run | None:
        start = activity.start.timestamp()
        first = bisect.bisect_left(self.starts, start - reach)
        last = bisect.bisect_right(self.starts, start + reach)
        like = [run for run in self.runs[first:last] if same(activity, run.activity)]
        return min(like, key=lambda run: abs(run.activity.start.timestamp() - start), default=None)

    def _alike(self, one: Activity, other: Activity) -> bool:
        """True when duration and distance agree; a distance that is not known agrees with any."""
        number = self.number
        share, least = number["same_run.seconds_percent"], number["same_run.seconds_s"]
        if not any(_close(a, b, share, least) for a in _durations(one) for b in _durations(other)):
            return False
        if not one.metres or not other.metres:
            return True
        return _close(one.metres, other.metres, number["same_run.metres_percent"], number["same_run.metres_m"])

    def _off_by_a_zone(self, one: Activity, other: Activity) -> bool:
        """True when one clock is local, they differ by a zone, and it is the very same recording."""
        if one.local == other.local or not one.metres or not other.metres:
            return False
        number = self.number
        step, few = number["same_run.clock_minutes"] * 60, number["same_run.clock_seconds"]
        apart = abs(one.start.timestamp() - other.start.timestamp()) % step
        return (
            min(apart, step - apart) <= few
            and any(abs(a - b) <= few for a in _durations(one) for b in _durations(other))
            and _close(one.metres, other.metres, number["same_run.clock_metres_percent"], 0)
        )


def once_each(activities: Iterable[Activity], settings: Settings) -> list[Run]:
    """Each run once, by start."""
    order = {form: place for place, form in enumerate(settings.prefer)}
    known = Known(settings)
    for activity in sorted(activities, key=lambda one: (order.get(one.form, len(order)), one.file, one.line, one.utc)):
        run = known.match(activity)
        if run is None:
            known.add(Run(activity))
        else:
            run.others.append(activity)
            run.activity = _filled(run.activity, activity)
    return sorted(known.runs, key=lambda run: (run.activity.utc, run.activity.file))


def _filled(run: Activity, other: Activity) -> Activity:
    """A run with what only another record of it says. Its start, duration and distance stay its own."""
    lacking = {
        key: getattr(other, key)
        for key in ("metres", "moving_seconds", "ascent_m", "name")
        if getattr(run, key) is None and getattr(other, key) is not None
    }
    if run.kind in ("", "run") and other.kind not in ("", run.kind):
        lacking["kind"] = other.kind
    return replace(run, **lacking) if lacking else run


def from_entry(data: Mapping[str, Any], file: str = "") -> Activity:
    """A run of the journal, to be compared with."""
    return Activity(
        datetime.fromisoformat(str(data["start"]).replace("Z", "+00:00")),
        float(data["seconds"]),
        _maybe(data.get("moving_seconds")),
        _maybe(data.get("metres")),
        str(data.get("kind", "run")),
        "",
        "journal",
        file,
        name=data.get("name"),
    )


def _maybe(number: Any) -> float | None:
    return None if number is None else float(number)


def _close(one: float, other: float, percent: float, least: float) -> bool:
    return abs(one - other) <= max(percent / 100 * max(one, other), least)


def _durations(activity: Activity) -> set[float]:
    return {activity.seconds, activity.active}
