"""The plan as a calendar file: one whole day for each session, which a later edition moves, changes or withdraws.

A session keeps its UID, made of the athlete, the week and its letter, wherever it stands from Monday to Sunday. Its
SEQUENCE rises when something about it changes. Days that are past when the plan is made are left as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime, timedelta, timezone
from typing import Any

from ..decision.decide import Decision
from ..findings import BadInput, Finding
from ..plan.sessions import Plan, Session
from . import rows

PRODUCT = "-//surefoot//plan//EN"
DISCREET = "Training"
CANCELLED, CONFIRMED = "CANCELLED", "CONFIRMED"
SAID = ("DTSTART", "SUMMARY", "DESCRIPTION", "STATUS")  # what counts as a change


class CalendarMissing(Exception):
    """The package that writes calendar files isn't there."""

    exit_code = 2

    def __init__(self) -> None:
        super().__init__("Calendar files need one more package: pip install 'surefoot[calendar]'")


@dataclass(frozen=True)
class Event:
    """One session of the calendar. `sequence` counts its editions, from 0."""

    uid: str
    date: Date
    summary: str
    description: str
    status: str = CONFIRMED
    sequence: int = 0


@dataclass
class Edition:
    """An earlier calendar file: its events by UID."""

    events: dict[str, Event] = field(default_factory=dict)


def events_of(decision: Decision, plan: Plan, discreet: bool = False) -> list[Event]:
    """The plan's sessions on the seven days from the day of the decision on."""
    words, found = rows.Rows(decision), []
    why = rows.reasons(plan)
    for day in rows.strip(plan, decision):
        for session in day.sessions:
            words.anew()
            name = rows.named(session)
            summary = DISCREET if discreet else f"{name[:1].upper()}{name[1:]}: {session.title}"
            about = f"{session.minutes} minutes"
            if not discreet:
                lines = [day.text, why.get(session.id, ""), "", *_lines(session, words), *_standing(decision)]
                about = "\n".join([about, *lines])
            found.append(Event(uid_of(decision.facts.answers.athlete, day.date, session.id), day.date, summary, about))
    return found


def uid_of(athlete: str, date: Date, session: str) -> str:
    """Athlete, ISO week of the day, and letter."""
    return f"{athlete or 'athlete'}-{rows.week_of(date)}-{session}@surefoot"


def _standing(decision: Decision) -> list[str]:
    """What every page says of a rulebook that is not the shipped one."""
    return ["", *decision.book.standing] if decision.book.standing else []


def _lines(session: Session, words: rows.Rows) -> list[str]:
    found = [f"Warm-up: {session.warm_up}", *([session.how] if session.how else [])]
    for row in words.of(session):
        found += ["", f"{row.number}. {row.slot}: {row.name}", *row.lines()]
    return found


# ---- editions -------------------------------------------------------------------------------------------------------


def next_edition(events: list[Event], earlier: Edition, as_of: Date) -> list[Event]:
    """The events with their sequences, and those that were withdrawn.

    earlier : what was handed out before
    as_of   : events before this day are past; they aren't told again, and stay as they are
    """
    found = []
    for event in events:
        before = earlier.events.get(event.uid)
        if before is None:
            found.append(event)
        else:
            changed = _said(before) != _said(event)
            found.append(_with(event, before.sequence + changed))
    there = {event.uid for event in events}
    for uid, before in earlier.events.items():
        if uid in there or before.date < as_of:
            continue
        if before.status == CANCELLED:
            found.append(before)
        else:
            found.append(
                Event(uid, before.date, before.summary, before.description, CANCELLED, before.sequence + 1)
            )
    return sorted(found, key=lambda event: (event.date, event.uid))


def _said(event: Event) -> tuple[Any, ...]:
    return event.date, event.summary, event.description, event.status


def _with(event: Event, sequence: int) -> Event:
    return Event(event.uid, event.date, event.summary, event.description, event.status, sequence)


def read_edition(text: str, file: str) -> Edition:
    """An earlier calendar file.

    Errors: BadInput where it is none.
    """
    try:
        from icalendar import Calendar
    except ImportError as error:
        raise CalendarMissing from error
    try:
        calendar = Calendar.from_ical(text)
        found = [_event(part) for part in calendar.walk("VEVENT")]
    except (ValueError, KeyError, AttributeError, IndexError, TypeError) as error:
        raise BadInput([Finding("unreadable", "This is not a calendar file of surefoot's.", file)]) from error
    return Edition({event.uid: event for event in found})


def _event(part: Any) -> Event:
    start = part.decoded("DTSTART")
    return Event(
        str(part["UID"]),
        start.date() if isinstance(start, datetime) else start,
        str(part.get("SUMMARY", "")),
        str(part.get("DESCRIPTION", "")),
        str(part.get("STATUS", CONFIRMED)),
        int(part.get("SEQUENCE", 0)),
    )


# ---- writing --------------------------------------------------------------------------------------------------------


def as_calendar(
    decision: Decision,
    plan: Plan,
    discreet: bool = False,
    earlier: Edition | None = None,
    sequences: Mapping[str, int] | None = None,
    withdrawn: Sequence[Event] = (),
) -> str:
    """The calendar file.

    earlier   : the edition that it replaces
    sequences : by UID, where they are known from elsewhere; they win
    withdrawn : events that are gone, where that is known from elsewhere
    Errors: CalendarMissing when icalendar can't be imported.
    """
    as_of = decision.facts.answers.as_of
    events = next_edition(events_of(decision, plan, discreet), earlier or Edition(), as_of)
    given = sequences or {}
    events = [*(_with(event, given.get(event.uid, event.sequence)) for event in events), *withdrawn]
    return to_ical(sorted(events, key=lambda event: (event.date, event.uid)), as_of, discreet)


def to_ical(events: list[Event], stamp: Date, discreet: bool = False) -> str:
    """Events as the text of a calendar file. `stamp`: the day of the plan, for DTSTAMP; the clock is not read."""
    try:
        from icalendar import Calendar
        from icalendar import Event as Component
    except ImportError as error:
        raise CalendarMissing from error
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", DISCREET if discreet else "Strength for running")
    for event in events:
        part = Component()
        part.add("UID", event.uid)
        part.add("DTSTAMP", datetime(stamp.year, stamp.month, stamp.day, tzinfo=timezone.utc))
        part.add("SEQUENCE", event.sequence)
        part.add("DTSTART", event.date)
        part.add("DTEND", event.date + timedelta(days=1))
        part.add("SUMMARY", event.summary)
        part.add("DESCRIPTION", event.description)
        part.add("STATUS", event.status)
        part.add("TRANSP", "TRANSPARENT")
        calendar.add_component(part)
    text: str = calendar.to_ical().decode("utf-8")
    return text
