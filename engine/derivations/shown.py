"""What was shown, and whether it was done: success is judged against the plan as the athlete saw it, loads as rounded.

A session names the plan that it follows. Every dimension that was prescribed counts: sets, repetitions or seconds or
metres or contacts, weight, reserve, both sides. What can't be judged is unknown, and a session that was skipped is
neither a success nor a failure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Date
from datetime import timedelta
from typing import Any

from .log import Log, Row, number
from .model import Entry, Field

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COUNTED = ("reps", "seconds", "metres")
SKIPPED = "no"
WEEK = timedelta(days=7)


def shown_session(entry: Entry, log: Log) -> tuple[Mapping[str, Any] | None, int]:
    """The session of the plan that a session entry follows, and that plan's entry id; None where there is none."""
    plan = log.plans.get(entry.data.get("plan") or 0)
    if plan is None:
        return None, 0
    letter = entry.data.get("session")
    sessions = plan.data.get("sessions", ())
    return next((each for each in sessions if letter in (each.get("letter"), each.get("id"))), None), plan.id


def shown_item(session: Mapping[str, Any] | None, exercise: str) -> Mapping[str, Any] | None:
    """The row of that exercise."""
    items = session.get("items", ()) if session is not None else ()
    return next((each for each in items if each.get("exercise") == exercise), None)


def as_shown(items: Sequence[Mapping[str, Any]], shown: Mapping[str, Any] | None, one_leg: bool) -> bool | None:
    """Whether an exercise was done as it was shown, in all that was prescribed; None where that can't be told.

    items   : the session's items of that exercise, one for each side or one for both
    one_leg : it is done on each side, so both sides have to be there
    """
    if shown is None:
        return None
    sides = {side for item in items for side in _sides(item)}
    truths: list[bool | None] = [sides >= {"left", "right"} if one_leg else bool(items)]
    truths += [each for item in items for each in _judged(item, shown)]
    return False if False in truths else None if None in truths else True


def _sides(item: Mapping[str, Any]) -> tuple[str, ...]:
    side = item.get("side") or "both"
    return ("left", "right") if side == "both" else (side,)


def _judged(item: Mapping[str, Any], shown: Mapping[str, Any]) -> Iterator[bool | None]:
    done = list(item.get("sets", ()))
    wanted = number(shown.get("sets")) or 0
    yield len(done) >= wanted
    sets = done[: int(wanted)]
    for key in COUNTED:
        yield from _at_least([each.get(key) for each in sets], shown.get(key))
    yield from _at_least([each.get("load_kg") for each in sets], shown.get("load_kg"))
    assist = number(shown.get("assist_kg"))
    if assist is not None:
        yield from (help_ is None or help_ <= assist for help_ in (number(each.get("assist_kg")) for each in sets))
    rir = number(shown.get("rir"))
    if rir is not None and sets:
        told = [number(each.get("rir")) for each in sets]
        yield from (each >= rir for each in told if each is not None)
        if told[-1] is None:  # the last set is the hardest; what it left has to be known
            yield None


def _at_least(done: Sequence[Any], wanted: Any) -> Iterator[bool | None]:
    least = number(wanted)
    for each in done if least is not None else ():
        value = number(each)
        yield None if value is None else value >= (least or 0)


def due_rows(entry: Entry, log: Log) -> Iterator[Row]:
    """The sessions of a plan that were due: their day, or their week, is past. A later plan of a week stands for it,
    and the next week's for what stands in that."""
    week = _week(entry)
    if log.plan_of_week[week].id != entry.id:
        return
    plans = {name for name, plan in log.plans.items() if _week(plan) == week}
    logged: dict[str, list[Entry]] = {}
    for session in log.entries("session"):
        if session.data.get("plan") in plans:
            logged.setdefault(str(session.data.get("session")), []).append(session)
    for number_, shown in enumerate(entry.data.get("sessions", ())):
        letter, day = str(shown.get("letter") or shown.get("id")), shown.get("day")
        last = week + timedelta(days=DAYS.index(day) if day in DAYS else len(DAYS) - 1)
        if shown.get("date"):  # a plan shows seven days from its own on
            last = Date.fromisoformat(str(shown["date"]))
        if last >= week + WEEK and week + WEEK in log.plan_of_week:
            continue  # shown anew
        found = logged.get(letter, [])
        of = found.pop(0) if found else None  # of two with one letter the first that was done is the first shown
        if of is None and last >= log.today:
            continue
        said = str(of.data.get("done")) if of is not None else None
        values: dict[str, Field] = {
            "session": letter,
            "kind": str(shown.get("kind") or "hard"),
            "done": said,
            "was_done": None if said is None else said != SKIPPED,
        }
        row = Row(entry, min(last, log.today), None, values)
        row.key = (entry.id, number_)
        if of is not None:
            row.reads.add(of.id)
        yield row


def _week(plan: Entry) -> Date:
    return Date.fromisoformat(str(plan.data["week"])[:10])


def shown_week(week: Date, log: Log) -> int | None:
    """How many hard sessions were shown for a week; None where no plan was."""
    plan = log.plan_of_week.get(week)
    if plan is None:
        return None
    return len([each for each in plan.data.get("sessions", ()) if (each.get("kind") or "hard") == "hard"])
