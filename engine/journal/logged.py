"""Trends of what was done: running, pain, contacts of jumps, what could be lifted once, the sides of an exercise.

The numbers are those that the derivations take from the log (engine/derivations/). What isn't in the log is not zero:
a week without a run that was recorded has no value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date as Date
from datetime import timedelta
from fractions import Fraction

from ..derivations.lifted import strength_of
from ..derivations.loads import plain
from ..derivations.log import Log, low_of, number, worst_of
from ..derivations.model import AtLeast, Field
from ..model import Rulebook
from .entries import FACTS, SESSION, Entry
from .trends import FEWEST, Point, Trend

PAIN = "pain_during_nrs"
SIDES = ("left", "right")
SET = ("load_kg", "reps", "rir", "assist_kg")
BEHIND = "How far the lesser side was behind"
WEEK = timedelta(days=7)
Days = dict[Date, list[Field]]


def logged(entries: Sequence[Entry], day: Date, book: Rulebook) -> list[Trend]:
    """What the log says over time up to a day.

    entries : as `known` gives them
    """
    log = Log(entries, book, day)
    found = [*_running(log), *_pain(entries, log), *_jumps(log), *_lifted(log), *_sides(log)]
    return [trend for trend in found if len(trend.points) >= FEWEST]


def _running(log: Log) -> Iterator[Trend]:
    """Kilometres of each week, Monday to Sunday; at least that where a run has none, or the week isn't over."""
    weeks: Days = {}
    for row in log.rows("runs"):
        weeks.setdefault(row.day - timedelta(days=row.day.weekday()), []).append(row.get("km"))
    points = []
    for monday, told in sorted(weeks.items()):
        known = [each for each in told if isinstance(each, Fraction)]
        if known:
            so_far = len(known) < len(told) or monday + WEEK > log.today + timedelta(days=1)
            points.append(_point(monday, AtLeast(sum(known, Fraction(0))) if so_far else sum(known, Fraction(0))))
    yield Trend("run_km_week", "Running a week", "km", "", "", tuple(points), whole=True, weekly=True, of_many="mean")


def _pain(entries: Iterable[Entry], log: Log) -> Iterator[Trend]:
    """The worst of each day: of one side where pain lists name it, and of all that was told."""
    measure = log.book.measures.get(PAIN)
    if measure is None:
        return
    days: dict[str, Days] = {"": {}, "left": {}, "right": {}}
    for row in log.rows("facts"):
        if row.get("measure") == PAIN:
            days[""].setdefault(row.day, []).append(row.get("value"))
    for row in log.rows("sessions"):
        days[""].setdefault(row.day, []).append(row.get("pain"))
    named = set()
    for entry in entries:
        listed = entry.data.get("pain") if entry.kind in (FACTS, SESSION) and entry.day <= log.today else None
        if not isinstance(listed, (list, tuple)) and listed != "none":
            continue
        each_said = [each for each in (listed if listed != "none" else ()) if isinstance(each, Mapping)]
        for side in SIDES:
            mine = [number(each.get("during")) for each in each_said if each.get("side") in (side, "both")]
            named |= {side for _ in mine}
            days[side].setdefault(entry.day, []).append(worst_of(mine) if mine else Fraction(0))
    most = measure.high * Fraction(measure.step)
    for side in (*(each for each in SIDES if named), ""):
        yield Trend(PAIN, measure.title, measure.unit, measure.better, side, _worst(days[side]),
                    measure=True, most=most, of_many="largest")  # fmt: skip


def _jumps(log: Log) -> Iterator[Trend]:
    """Landings of each day with jumps."""
    days: dict[Date, Fraction] = {}
    for row in log.rows("sessions"):
        contacts = row.get("contacts")
        if isinstance(contacts, Fraction) and contacts:
            days[row.day] = days.get(row.day, Fraction(0)) + contacts
    points = tuple(_point(day, value) for day, value in sorted(days.items()))
    yield Trend("jump_contacts", "Foot contacts of jumps in a session", "contacts", "", "", points, whole=True,
                of_many="largest")  # fmt: skip


def _lifted(log: Log) -> Iterator[Trend]:
    """For each exercise with a weight, the best of each day, per side where it was done so."""
    best: dict[tuple[str, str], Days] = {}
    for row in log.rows("sets"):
        strength = strength_of({key: row.get(key) for key in SET}, log)
        if isinstance(strength, Fraction):
            side = str(row.get("side"))
            key = str(row.get("exercise")), side if side in SIDES else ""
            best.setdefault(key, {}).setdefault(row.day, []).append(strength)
    for exercise, side in _in_order(best, log.book):
        title = f"{log.book.exercises[exercise].name}: what could be lifted once, estimated"
        yield Trend(f"strength.{exercise}", title, "kg", "higher", side, _worst(best[exercise, side]),
                    of_many="largest")  # fmt: skip


def _sides(log: Log) -> Iterator[Trend]:
    """By how much the lesser side was behind: the average of a day's exercises on one leg, then each exercise."""
    gaps: dict[tuple[str, str], Days] = {}
    by_day: dict[Date, list[Fraction]] = {}
    for row in log.rows("exercises"):
        gap = row.get("side_gap")
        if isinstance(gap, Fraction):
            gaps.setdefault((str(row.get("exercise")), ""), {}).setdefault(row.day, []).append(gap)
            by_day.setdefault(row.day, []).append(gap)
    points = tuple(_point(day, sum(told, Fraction(0)) / len(told)) for day, told in sorted(by_day.items()))
    yield Trend("side_gap", f"{BEHIND}, average of the exercises on one leg", "per cent", "lower", "", points,
                whole=True, of_many="mean")  # fmt: skip
    for exercise, side in _in_order(gaps, log.book):
        yield Trend(f"side_gap.{exercise}", f"{BEHIND}: {log.book.exercises[exercise].name}", "per cent", "lower", side,
                    _worst(gaps[exercise, side]), whole=True, part=True, of_many="largest")  # fmt: skip


def _in_order(found: Iterable[tuple[str, str]], book: Rulebook) -> list[tuple[str, str]]:
    """Exercises as the rulebook has them, left before right."""
    order = {name: number for number, name in enumerate(book.exercises)}
    return sorted(found, key=lambda each: (order[each[0]], each[1]))


def _worst(days: Mapping[Date, Sequence[Field]]) -> tuple[Point, ...]:
    """The largest of each day; days on which nothing is known are left out."""
    points = []
    for day, told in sorted(days.items()):
        value = worst_of([each for each in told if isinstance(each, (Fraction, AtLeast))])
        if isinstance(value, (Fraction, AtLeast)):
            points.append(_point(day, value))
    return tuple(points)


def _point(day: Date, value: Fraction | AtLeast) -> Point:
    open_ = isinstance(value, AtLeast)
    return Point(day.isoformat(), low_of(value), plain(low_of(value)) + ("+" if open_ else ""), open_)


