"""Where an athlete stands after the decisions and sessions so far. Pure functions over entries.

The phase is what the last decision before the day gave; a decision of the same day doesn't count towards itself, so
that asking twice gives the same answer. Weeks in the phase are whole weeks (Monday to Sunday, over by the day) since it
began in which at least half of the sessions due were done. Sessions count from the day on which the phase began, and
only those that were of this phase. A position that somebody told (`position` in a facts entry) is where it starts from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import Any

from ..facts.pieces import NONE
from ..model import Rulebook
from .entries import PLAN, SESSION, Entry
from .facts import POSITION, Part

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """What one decision said.

    day   : the day it was for
    phase : None where nothing was decided about it
    tier  : None where it said nothing about jumping
    due   : gives the sessions that it planned for a week, as in `decide --json`; asked only where no plan was kept
    """

    day: Date
    phase: str | None
    tier: str | None
    due: Callable[[], Sequence[Mapping[str, Any]]] = tuple


def last_of_days(steps: Iterable[Step]) -> list[Step]:
    """Of the decisions for one day the last made; in the order of the days."""
    return [step for _, step in sorted({step.day: step for step in steps}.items())]


@dataclass(frozen=True)
class _Told:
    """A position that was told: when, by which entry, and what."""

    day: Date
    number: int
    data: Mapping[str, Any]


def position_part(entries: Sequence[Entry], steps: Iterable[Step], day: Date, book: Rulebook) -> Part:
    """The position on a day as part of a facts document; `none` for one who has none yet.

    entries : as `known` gives them, of that day and before
    steps   : of decisions, in the order in which they were made; those of the day or later are left aside
    """
    told = _told(entries)
    since = next((each.day for each in reversed(told) if "phase" in each.data), None)
    before = [step for step in last_of_days(steps) if step.day < day]
    after = [step for step in before if since is None or step.day >= since]
    base = {key: value for each in told if since is None or each.day >= since for key, value in each.data.items()}
    phase = next((step.phase for step in reversed(after) if step.phase), base.get("phase", NONE))
    if phase == NONE:
        return Part({POSITION: NONE})
    done = [entry for entry in entries if entry.kind == SESSION]
    log = _Log(done, [entry for entry in entries if entry.kind == PLAN], before, day)
    reads: dict[str, tuple[int, ...]] = {"position": tuple(each.number for each in told)}
    out: dict[str, Any] = {"phase": phase}

    start = _since([(step.day, step.phase) for step in after if step.phase], phase, base.get("phase"))
    own = start is None                  # still in the phase that was told
    begun = start or since or day
    weeks, read = log.weeks(begun, phase)
    _put(out, "weeks_in_phase", base.get("weeks_in_phase") if own else 0, weeks)
    reads["position.weeks_in_phase"] = read
    sessions, read = log.sessions(begun, phase)
    _put(out, "sessions_done", base.get("sessions_done") if own else 0, sessions)
    reads["position.sessions_done"] = read

    tiers = [(step.day, step.tier) for step in after if step.tier]
    tier = tiers[-1][1] if tiers else base.get("tier")
    if tier:
        out["tier"] = tier
        start = _since(tiers, tier, base.get("tier"))
        own = start is None
        weeks, read = log.weeks(start or since or day, "", jumps=True)
        if tier != NONE:
            _put(out, "weeks_in_tier", base.get("weeks_in_tier") if own else 0, weeks)
            reads["position.weeks_in_tier"] = read
    off, read = log.days_off(base.get("days_off"), _day_of("days_off", told))
    if off is not None:
        out["days_off"] = off
        reads["position.days_off"] = read
    phases = [each.id for each in book.phases]
    reached = [base.get("phase"), base.get("reached"), *(step.phase for step in before)]
    furthest = max((phases.index(each) for each in reached if each in phases), default=None)
    if furthest is not None and (phases[furthest] != phase or "reached" in base):
        out["reached"] = phases[furthest]
    season = _day_of("new_season", told)
    if season is not None and not any(step.day >= season for step in before):
        out["new_season"] = base.get("new_season")
    return Part({POSITION: {key: _held(key, value, book) for key, value in out.items() if value is not None}}, reads)


def _held(key: str, value: Any, book: Rulebook) -> Any:
    """A count no higher than its measure goes: after so many years the rest makes no difference."""
    most = next((each.high for each in book.measures.values() if each.at == (POSITION, key)), None)
    counted = isinstance(value, int) and not isinstance(value, bool)
    return min(value, most) if counted and most is not None else value


def _told(entries: Sequence[Entry]) -> list[_Told]:
    found = []
    for entry in entries:
        said = entry.data.get(POSITION) if entry.kind not in (SESSION, PLAN) else None
        if said == NONE:
            found.append(_Told(entry.day, entry.id, {"phase": NONE}))
        elif isinstance(said, Mapping):
            values = {key: each.get("value") if isinstance(each, Mapping) else each for key, each in said.items()}
            day = Date.fromisoformat(str(values.pop("date", None) or entry.held_on[:10]))
            found.append(_Told(day, entry.id, values))
    return sorted(found, key=lambda each: each.day)


def _day_of(key: str, told: Sequence[_Told]) -> Date | None:
    return next((each.day for each in reversed(told) if key in each.data), None)


def _since(steps: Sequence[tuple[Date, str | None]], what: str, told: Any) -> Date | None:
    """The first day of the last run of steps with this phase or tier; None where it began with what was told."""
    start = None
    for day, each in reversed(steps):
        if each != what:
            return start
        start = day
    return None if told == what else start


def _put(out: dict[str, Any], key: str, before: Any, counted: int) -> None:
    """A count on top of what was told; where that isn't known, at least so many."""
    if isinstance(before, int) and not isinstance(before, bool):
        out[key] = before + counted
    elif counted:
        out[key] = f"{counted}+"


class _Log:
    """Sessions against what was due."""

    def __init__(self, done: Sequence[Entry], plans: Sequence[Entry], steps: Sequence[Step], day: Date):
        self.steps, self.day = steps, day
        self.plans = [(entry.day, entry) for entry in plans]
        self.done = [(entry.day, entry) for entry in done]
        self.by_week: dict[Date, list[tuple[Date, Entry]]] = {}
        for on, entry in self.done:
            self.by_week.setdefault(on - timedelta(days=on.weekday()), []).append((on, entry))

    def weeks(self, start: Date, phase: str, jumps: bool = False) -> tuple[int, tuple[int, ...]]:
        """Whole weeks since a day in which at least half of the due sessions were done, and the entries that say so.

        jumps : only sessions with jumps in them are due, and count
        """
        count, read = 0, []
        monday = start - timedelta(days=start.weekday())
        while monday + WEEK <= self.day:
            due = [each for each in self._due(monday) if not jumps or _jumps(each.get("items"))]
            mine = [
                entry
                for on, entry in self.by_week.get(monday, ())
                if on >= start
                and _of(entry, phase)
                and self._finished(entry)
                and (not jumps or _jumps(entry.data.get("items")))
            ]
            if due and 2 * len(mine) >= len(due):
                count += 1
                read += [entry.id for entry in mine]
            monday += WEEK
        return count, tuple(sorted(read))

    def sessions(self, start: Date, phase: str) -> tuple[int, tuple[int, ...]]:
        """Sessions of the phase since a day that were finished, or cut short by no more than one exercise."""
        mine = [entry.id for on, entry in self.done if on >= start and _of(entry, phase) and self._finished(entry)]
        return len(mine), tuple(sorted(mine))

    def days_off(self, told: Any, on: Date | None) -> tuple[int | None, tuple[int, ...]]:
        """Days since the last session that was done at least in part."""
        last: Date | None = None
        read: tuple[int, ...] = ()
        if on is not None and isinstance(told, int) and not isinstance(told, bool):
            last = on - timedelta(days=told)
        for done_on, entry in self.done:
            if entry.data["done"] != "no" and (last is None or done_on >= last):
                last, read = done_on, (entry.id,)
        return (None if last is None else (self.day - last).days), read

    def _due(self, monday: Date) -> Sequence[Mapping[str, Any]]:
        """The sessions shown for a week; where no plan was kept, those of the decision in force then."""
        plan = self._shown(monday)
        if plan is not None:
            return list(plan.data["sessions"])
        in_force = [step for step in self.steps if step.day < monday + WEEK]
        return in_force[-1].due() if in_force else ()

    def _shown(self, monday: Date) -> Entry | None:
        """The last plan kept for a week: one that was made in it, or in the week before."""
        for on, entry in reversed(self.plans):
            if on < monday - WEEK:
                break
            if on < monday + WEEK and entry.data["week"] == monday.isoformat():
                return entry
        return None

    def _finished(self, entry: Entry) -> bool:
        if entry.data["done"] != "partly":
            return bool(entry.data["done"] == "yes")
        monday = entry.day - timedelta(days=entry.day.weekday())
        letter = entry.data.get("session")
        due = next((each for each in self._due(monday) if each.get("id") == letter), None)
        if due is None:
            return False
        did = {item.get("exercise") for item in entry.data.get("items") or ()}
        return sum(item.get("exercise") not in did for item in due.get("items") or ()) <= 1


def _of(entry: Entry, phase: str) -> bool:
    """Whether a session was of this phase, as far as it says."""
    return not phase or entry.data.get("phase") in (None, phase)


def _jumps(items: Any) -> bool:
    return any(
        item.get("contacts") or any(each.get("contacts") for each in _sets(item)) for item in items or ()
    )


def _sets(item: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The sets of a logged item; a planned item has their number there."""
    sets = item.get("sets")
    return sets if isinstance(sets, (list, tuple)) else ()
