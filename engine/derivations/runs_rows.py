"""A run as a row. One without a distance counts by its time, at the athlete's own usual pace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from .log import Log, Row, day_of, moment_of, number
from .model import AtLeast, Entry, Field

METRES_A_KM, SECONDS_A_MINUTE, WHOLE = 1000, 60, 100


def run_row(entry: Entry, log: Log) -> Iterator[Row]:
    """The one row of a run."""
    data = entry.data
    seconds = number(data.get("moving_seconds"))
    seconds = number(data.get("seconds")) if seconds is None else seconds
    start = moment_of(str(data.get("start") or "")) or moment_of(entry.held_on)
    whole = number(data.get("seconds"))
    end = start + timedelta(seconds=int(whole or 0)) if start is not None else None

    def share_of_longest() -> Field:
        km = row.get("km")
        if not isinstance(km, Fraction):
            return None
        ago = (log.today - row.day).days
        before = [
            (other.get("km"), other.entry)
            for other in log.rows("runs", (ago + 1, ago + log.history.longest_run_days))
        ]
        known = [(each, id_) for each, id_ in before if isinstance(each, Fraction)]
        longest, id_ = max(known, default=(Fraction(0), 0))
        if not longest:
            return None
        row.reads.add(id_)
        return WHOLE * km / longest

    row = Row(
        entry,
        day_of(entry),
        end,
        {
            "minutes": seconds / SECONDS_A_MINUTE if seconds is not None else None,
            "effort": number(data.get("effort")),
            "kind": str(data.get("kind") or "other"),
            "ascent_m": number(data.get("ascent_m")),
        },
        {"km": lambda: _km(entry, seconds, log), "share_of_longest": share_of_longest},
    )
    yield row


def _km(entry: Entry, seconds: Fraction | None, log: Log) -> Field:
    metres = number(entry.data.get("metres"))
    if metres:
        return metres / METRES_A_KM
    if seconds is None:
        return None
    # Seconds and metres of the runs around it that have both.
    day, time, distance = day_of(entry), Fraction(0), Fraction(0)
    for other in log.entries("run"):
        length = number(other.data.get("metres"))
        took = number(other.data.get("moving_seconds")) or number(other.data.get("seconds"))
        if length and took and 0 <= (day - day_of(other)).days <= log.history.pace_days:
            time, distance = time + took, distance + length
    return seconds * distance / time / METRES_A_KM if time else None


__all__ = ["AtLeast", "run_row"]
