"""A log as rows: entries put in order, taken apart, and asked for by their days.

What isn't asked for isn't taken apart. The order in which entries are given makes no
difference, and what is held after the day of the question isn't seen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any

from ..model import Rulebook
from .model import AtLeast, Entry, Field

KIND_OF = {  # rows -> the kind of entry that they come from
    "runs": "run",
    "sessions": "session",
    "exercises": "session",
    "sets": "session",
    "facts": "facts",
    "due": "plan",
}
OWN_DAYS = ("facts", "due")  # rows that have a day of their own: a value is dated, a session is due later than its plan
MORNING = "pain_next_morning_delta"
PLANNED_AHEAD = 35  # days that a plan is shown before its last session at the most
Moment = Date | DateTime


class Row:
    """One row. `get` works a field out when it is first asked for.

    entry  : the id of the entry that it comes from
    reads  : further entries that a field was worked out from (the next morning's check-in, the plan that was shown)
    moment : date and time, where the entry says a time
    """

    __slots__ = ("_lazy", "_values", "day", "entry", "key", "moment", "reads")

    def __init__(self, entry: Entry, day: Date, moment: DateTime | None, values: Mapping[str, Field],
                 lazy: Mapping[str, Callable[[], Field]] | None = None):  # fmt: skip
        self.entry, self.day, self.moment = entry.id, day, moment
        self.key: object = entry.id  # rows of one entry are one session, one check-in, one plan
        self._values, self._lazy = dict(values), dict(lazy or {})
        self.reads: set[int] = set()

    def get(self, field: str) -> Field:
        if field not in self._values and field in self._lazy:
            self._values[field] = self._lazy.pop(field)()
        return self._values.get(field)


class Log:
    """The entries of one athlete up to a day.

    as_of : the day of the question, or its moment with an offset
    """

    def __init__(self, entries: Iterable[Entry], book: Rulebook, as_of: Moment):
        self.book, self.history = book, book.history
        self.moment = as_of if isinstance(as_of, DateTime) else None
        self.today: Date = as_of.date() if isinstance(as_of, DateTime) else as_of
        by_kind: dict[str, list[tuple[tuple[str, str, int], Entry]]] = {}
        for entry in entries:
            if not _taken_back(entry) and Date.fromisoformat(entry.held_on[:10]) <= self.today:
                order = (entry.held_on[:10], _clock(entry), entry.id)
                by_kind.setdefault(entry.kind, []).append((order, entry))
        self._by_kind = {
            kind: [entry for _, entry in sorted(found, key=lambda each: each[0])] for kind, found in by_kind.items()
        }
        self.in_tier: frozenset[int] | None = None  # the sessions with the tier that is jumped now
        self._rows: dict[tuple[str, int], list[Row]] = {}

    def entries(self, kind: str) -> Sequence[Entry]:
        """The entries of a kind, the earliest first."""
        return self._by_kind.get(kind, ())

    def begins(self, rows: str) -> Date | None:
        """The day of the first entry that has such rows."""
        first = next(iter(self.entries(KIND_OF[rows])), None)
        return day_of(first) if first is not None else None

    def rows(self, kind: str, days: tuple[int, int] | None = None) -> Iterator[Row]:
        """The rows of a kind, the latest first. days : only those of so many days ago to so many, today being 0."""
        own = kind in OWN_DAYS
        for entry in reversed(self.entries(KIND_OF[kind])):
            ago = (self.today - day_of(entry)).days
            if days is not None and ago > days[1] + (PLANNED_AHEAD if kind == "due" else 0):
                return
            if days is None or own or days[0] <= ago:
                for row in self._of(kind, entry):
                    if not own or days is None or days[0] <= (self.today - row.day).days <= days[1]:
                        yield row

    def _of(self, kind: str, entry: Entry) -> list[Row]:
        key = (kind, entry.id)
        if key not in self._rows:
            from .exercise_rows import exercise_rows
            from .facts_rows import fact_rows
            from .runs_rows import run_row
            from .session_rows import session_row
            from .set_rows import set_rows
            from .shown import due_rows

            makers: dict[str, Callable[[Entry, Log], Iterable[Row]]] = {
                "runs": run_row,
                "sessions": session_row,
                "exercises": exercise_rows,
                "sets": set_rows,
                "facts": fact_rows,
                "due": due_rows,
            }
            self._rows[key] = list(makers[kind](entry, self))
        return self._rows[key]

    # ---- what several kinds of row need ----

    @cached_property
    def places(self) -> dict[tuple[str, ...], str]:
        """Where a facts file holds each measure."""
        return {measure.at: measure.name for measure in self.book.measures.values()}

    @cached_property
    def _by_id(self) -> dict[int, Entry]:
        return {entry.id: entry for entries in self._by_kind.values() for entry in entries}

    def entry(self, id_: int) -> Entry:
        """The entry of that id."""
        return self._by_id[id_]

    @cached_property
    def plans(self) -> dict[int, Entry]:
        """The plans by id, and by the id of what they correct."""
        found: dict[int, Entry] = {}
        for entry in self.entries("plan"):
            for name in (entry.id, getattr(entry, "root", 0)):
                if name:
                    found[name] = entry
        return found

    @cached_property
    def _told_on(self) -> list[Date]:
        """The days of the check-ins, in order."""
        return [day_of(entry) for entry in self.entries("facts")]

    @cached_property
    def _session_days(self) -> list[Date]:
        return sorted({day_of(entry) for entry in self.entries("session") if entry.data.get("done") != "no"})

    @cached_property
    def plan_of_week(self) -> dict[Date, Entry]:
        """The plan that was shown last for a week, by its Monday."""
        return {Date.fromisoformat(str(each.data["week"])[:10]): each for each in self.entries("plan")}

    @cached_property
    def since_change(self) -> frozenset[int]:
        """The sessions since the phase last changed: those before which no other phase was trained, from the end."""
        done = [each for each in self.entries("session") if each.data.get("done") != "no"]
        found = []
        for entry in reversed(done):
            if entry.data.get("phase") != done[-1].data.get("phase"):
                break
            found.append(entry.id)
        return frozenset(found)

    def morning_after(self, day: Date, row: Row) -> Field:
        """How much worse the morning after a session was: told at the next check-in, before or on the next session."""
        later = bisect_right(self._session_days, day)
        last = day + timedelta(days=self.history.next_morning_days)
        if later < len(self._session_days):
            last = min(last, self._session_days[later])
        told: dict[Date, list[tuple[Fraction | AtLeast, int]]] = {}
        for entry in self.entries("facts")[bisect_right(self._told_on, day) : bisect_right(self._told_on, last)]:
            for each in self._of("facts", entry):
                value = each.get("value")
                dated = day < each.day <= last and each.get("measure") == MORNING
                if dated and isinstance(value, (Fraction, AtLeast)):
                    told.setdefault(each.day, []).append((value, entry.id))
        if not told:
            return None
        value, id_ = max(told[min(told)], key=lambda each: (low_of(each[0]), each[1]))
        row.reads.add(id_)
        return value


def _taken_back(entry: Entry) -> bool:
    """Whether an entry has no data. One that keeps it as text isn't parsed for that: most are never looked at."""
    return bool(entry.text is None if hasattr(entry, "text") else entry.data is None)


def _clock(entry: Entry) -> str:
    """What orders the entries of one day: the time at which they held, else the one at which they were recorded."""
    return moment_text(entry.held_on) or entry.recorded_at


def moment_text(held_on: str) -> str:
    """A time that sorts: in UTC."""
    moment = moment_of(held_on)
    if moment is None:
        return ""
    offset = moment.utcoffset() or timedelta()
    return (moment - offset).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def moment_of(text: str) -> DateTime | None:
    """A date and time with its offset, None where there is only a date."""
    if "T" not in text:
        return None
    try:
        moment = DateTime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def day_of(entry: Entry) -> Date:
    """The day of an entry, where it held."""
    return Date.fromisoformat(entry.held_on[:10])


def low_of(amount: Fraction | AtLeast) -> Fraction:
    return amount.low if isinstance(amount, AtLeast) else amount


def number(raw: Any) -> Fraction | None:
    """A number of an entry's data, exactly; None for what is none."""
    if raw is None or isinstance(raw, (bool, dict, list)):
        return None
    if isinstance(raw, Fraction):
        return raw
    if isinstance(raw, int):
        return Fraction(raw)
    try:
        return Fraction(str(raw))
    except (ValueError, ZeroDivisionError):
        return None


def worst_of(values: Sequence[Fraction | AtLeast | None]) -> Field:
    """The largest, of pain: at least the worst that is known where some aren't; None where nothing is."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    most = max(map(low_of, known))
    open_ = len(known) < len(values) or any(isinstance(value, AtLeast) for value in known)
    return AtLeast(most) if open_ else most
