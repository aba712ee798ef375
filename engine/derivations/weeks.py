"""What goes by weeks, by the time since, and by rungs: streaks, weeks served, days off, the exercise last done.

A week begins on Monday. The present one counts as soon as it is as it has to be, and ends nothing by not being so yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta, timezone
from fractions import Fraction
from itertools import groupby, pairwise

from .conditions import Truth, holds
from .found import Found, amount_of, ids, unknown
from .log import Log, Row, day_of
from .model import AtLeast, Derivation
from .shown import SKIPPED, shown_week
from .take import NOTHING, meant, pick

WEEK = timedelta(days=7)
SECONDS_AN_HOUR, HOURS_A_DAY = 3600, 24
SURE, MAYBE, NO, BROKEN = "sure", "maybe", "no", "broken"  # how a week stands


def monday(day: Date) -> Date:
    return day - timedelta(days=day.weekday())


def streak(what: Derivation, log: Log, side: str = "", of: str = "") -> Found:
    """Weeks in a row that are as they have to be, back from the present one, or from the latest that has such rows."""
    begins = log.begins(what.rows)
    if begins is None:
        return unknown(log.today, NOTHING)
    weeks = _weeks(what, log, side, of)
    week, now = monday(log.today), monday(log.today)
    following = next(weeks, None)
    if what.begins == "latest_week":
        if following is None:
            return unknown(log.today, NOTHING)
        week = following[0]
    low = high = 0
    used: list[Row] = []
    first = monday(begins)
    if what.days is not None:  # the first week that lies in the days looked at as a whole
        first = max(first, monday(log.today - timedelta(days=what.days[1] - 6)))
    while week >= first:
        rows: list[tuple[Row, Truth]] = []
        if following is not None and following[0] == week:
            rows, following = following[1], next(weeks, None)
        state = _state(what, rows)
        if state == BROKEN or (state == NO and week != now):
            return Found(amount_of(Fraction(low), high > low), log.today, ids(used))
        if state == SURE:
            if low == high:
                low += 1
                used += [row for row, _ in rows]
            high += 1
        elif state == MAYBE and week != now:
            high += 1
        week -= WEEK
    # So far back as the log, or the days looked at, go: before them there may have been more.
    return Found(AtLeast(Fraction(low)), log.today, ids(used))


def _weeks(what: Derivation, log: Log, side: str, of: str) -> Iterator[tuple[Date, list[tuple[Row, Truth]]]]:
    for week, rows in groupby(meant(what, log, side, of), key=lambda each: monday(each[0].day)):
        yield week, list(rows)


def _state(what: Derivation, rows: list[tuple[Row, Truth]]) -> str:
    """How a week stands, by the rows that are meant or may be."""
    every = {id(row): holds(what.every, row.get) for row, _ in rows}
    if any(truth is True and every[id(row)] is False for row, truth in rows):
        return BROKEN
    sure = {row.key for row, truth in rows if truth is True}
    possible = {row.key for row, _ in rows if every[id(row)] is not False}
    if len(possible) < what.a_week:
        return NO
    certain = len(sure) >= what.a_week and all(every[id(row)] is True for row, _ in rows)
    return SURE if certain else MAYBE


def weeks(what: Derivation, log: Log, side: str = "", of: str = "") -> Found:
    """Weeks, in a row or not, in which so many sessions were done, or half of those that were shown."""
    low = high = found = 0
    used: list[Row] = []
    for week, rows in _weeks(what, log, side, of):
        sure = {row.key for row, truth in rows if truth is True}
        possible = {row.key for row, _ in rows}
        found += 1
        due = shown_week(week, log) if what.half_of_due else what.a_week * 2
        if due is None:
            high += 1
        elif 2 * len(sure) >= due:
            low, high = low + 1, high + 1
            used += [row for row, _ in rows]
        elif 2 * len(possible) >= due:
            high += 1
    if not found:
        return unknown(log.today, NOTHING)
    return Found(amount_of(Fraction(low), high > low), log.today, ids(used))


# ---- the time since -------------------------------------------------------------------------------------------------


def since(what: Derivation, log: Log, side: str = "", of: str = "") -> Found:
    """Days or hours since the latest such row; at least as long as since the latest that may be one."""
    picked = pick(what, log, side, of)
    rows = sorted([*picked.rows, *picked.maybe], key=lambda row: (row.day, _end(row)), reverse=True)
    if not rows:
        if what.days is None or log.begins(what.rows) is None:
            return unknown(log.today, NOTHING)
        days = Fraction(what.days[1] + 1)  # none in all those days
        return Found(AtLeast(days if what.of == "days" else days * HOURS_A_DAY), log.today)
    latest = rows[0]
    sure = latest in picked.rows
    if what.of == "days":
        days = Fraction((log.today - latest.day).days)
        broken = _days_of_break(what, log) if what.a_break else days
        return Found(amount_of(max(days, broken), not sure), log.today, ids([latest]))
    hours, exact = _hours(latest, log)
    return Found(amount_of(hours, not (sure and exact)), log.today, ids([latest]))


def _end(row: Row) -> str:
    return row.moment.astimezone(timezone.utc).isoformat() if row.moment is not None else ""


def _hours(row: Row, log: Log) -> tuple[Fraction, bool]:
    """Hours since a row ended, and whether that is exact: where a time isn't known, the fewest that it can be."""
    if row.moment is None:
        ends = row.day + timedelta(days=1)
        return max(Fraction(0), Fraction((log.today - ends).days * HOURS_A_DAY)), False
    exact = log.moment is not None
    now = log.moment or DateTime.combine(log.today, DateTime.min.time(), row.moment.tzinfo)
    seconds = Fraction(int((now - row.moment).total_seconds()))
    return max(Fraction(0), seconds / SECONDS_AN_HOUR), exact


def _days_of_break(what: Derivation, log: Log) -> Fraction:
    """The longest of the breaks lately, while the first days after one are going on; 0 where that isn't so.

    A break that a plan has seen is over: one that was shown shortly before the return, or after it.
    """
    assert what.a_break is not None
    least, counts, within = what.a_break
    days = sorted({day_of(entry) for entry in log.entries("session") if entry.data.get("done") != SKIPPED})
    breaks = [
        ((later - earlier).days, later)
        for earlier, later in pairwise(days)
        if (later - earlier).days >= least and (log.today - later).days <= within
    ]
    if not breaks or (log.today - breaks[-1][1]).days > counts:
        return Fraction(0)
    seen = breaks[-1][1] - timedelta(days=counts)
    if any(day_of(plan) > seen for plan in log.entries("plan")):
        return Fraction(0)
    return Fraction(max(length for length, _ in breaks))


# ---- rungs ----------------------------------------------------------------------------------------------------------


def rung(what: Derivation, log: Log, of: str) -> Found:
    """The hardest exercise of a ladder in the last session that had one, and how many sessions in a row it was clean.

    Clean is what `every` says; what isn't known to be clean ends the row. Sessions without the exercise don't.
    """
    last: list[Row] = []
    for row, _ in meant(what, log, of=of):
        if last and row.key != last[0].key:
            break
        last.append(row)
    if not last:
        return unknown(log.today, NOTHING)
    hardest = max((str(row.get("exercise")) for row in last), key=lambda name: log.book.exercises[name].rung)
    clean: list[Row] = []
    for row, truth in meant(what, log, of=of):
        if row.get("exercise") == hardest:
            if truth is not True or holds(what.every, row.get) is not True:
                break
            clean.append(row)
    value = {"exercise": hardest, "clean": len(clean)}
    return Found(value, last[0].day, ids(clean or last[:1]))
