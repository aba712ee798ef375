"""Which edition of a calendar event this is, by what a journal has on record: nobody has to keep the earlier file.

    decisions on record + the one shown now  ->  sequence of each UID, and events that are withdrawn

A decision on record was shown, or may have been: its sessions are events. An event's sequence rises with each decision
in which anything about its session is another; gone is a change too, and to come back one more. So numbers never fall,
whichever of the editions somebody has imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta
from typing import Any

from ..journal.canonical import canonical
from ..plan.days import LIGHT
from .as_calendar import CANCELLED, DISCREET, Event, uid_of

WEEK = 7


@dataclass(frozen=True)
class Shown:
    """A session as it was shown: its day, its name, all that was said of it (None: withdrawn), its edition."""

    date: Date
    name: str
    said: str | None
    sequence: int = 0


@dataclass(frozen=True)
class Editions:
    """What a calendar file has to say beside its events.

    sequences : by UID, of the sessions that are shown now
    withdrawn : those that were shown, lie ahead, and are gone
    """

    sequences: Mapping[str, int]
    withdrawn: tuple[Event, ...]


def first_day(day: Date) -> Date:
    """The first day whose decision can have shown something of the week of a day: its plan reached six days ahead."""
    return day - timedelta(days=day.weekday() + WEEK - 1)


def editions(earlier: Iterable[Mapping[str, Any]], now: Mapping[str, Any], discreet: bool = False) -> Editions:
    """The editions of what is shown now.

    earlier : decisions as `decide --json` has them, in the order in which they were recorded
    now     : the one that is shown
    """
    found: dict[str, Shown] = {}
    for result in (*earlier, now):
        there = dict(_sessions(result))
        for uid, shown in there.items():
            before = found.get(uid)
            changed = before is not None and (before.said, before.date) != (shown.said, shown.date)
            found[uid] = replace(shown, sequence=before.sequence + changed if before is not None else 0)
        for uid, before in found.items():
            if uid not in there and before.said is not None and before.date >= Date.fromisoformat(result["as_of"]):
                found[uid] = replace(before, said=None, sequence=before.sequence + 1)
    today = Date.fromisoformat(now["as_of"])
    gone = [
        Event(uid, each.date, DISCREET if discreet else each.name, "", CANCELLED, each.sequence)
        for uid, each in found.items()
        if each.said is None and each.date >= today
    ]
    return Editions({uid: found[uid].sequence for uid, _ in _sessions(now)}, tuple(gone))


def _sessions(result: Mapping[str, Any]) -> Iterator[tuple[str, Shown]]:
    """The sessions of a decision that have a day, by UID."""
    days = {day["date"]: day["say"] for day in (result["plan"].get("week") or {}).get("days", ())}
    for session in result["plan"]["sessions"]:
        if session.get("date"):
            date = Date.fromisoformat(session["date"])
            name = f"{'Light' if session['kind'] == LIGHT else 'Strength'} {session['id']}: {session['focus']}"
            said = canonical([session, days.get(session["date"]), result["rulebook"]])
            yield uid_of(str(result["athlete"]), date, session["id"]), Shown(date, name, said)
