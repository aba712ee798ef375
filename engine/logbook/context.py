"""What a log is read against: the rulebook, the day, and what the journal holds of the athlete up to then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from functools import cached_property
from typing import Any

from ..journal.entries import FACTS, PLAN, SESSION, Brief, Entry
from ..journal.fold import Fold
from ..journal.known import known
from ..model import Rulebook

WEEK = timedelta(days=7)
CHECK_IN = "check-in"


@dataclass
class Context:
    """One athlete on one day.

    entries  : as known, up to the day; without the one that is being corrected
    briefs   : of all decisions
    corrects : the entry that is being corrected, as it stands now
    check_ins: the ids of check-ins as they were first recorded
    another  : a session may be logged a second time on one day
    """

    book: Rulebook
    athlete: str
    day: Date
    entries: Sequence[Entry]
    briefs: Sequence[Brief]
    corrects: Entry | None = None
    another: bool = False
    check_ins: frozenset[int] = frozenset()

    @cached_property
    def fold(self) -> Fold:
        """What has been said so far."""
        fold = Fold(self.book)
        for entry in self.entries:
            fold.add(entry)
        return fold

    @property
    def sessions(self) -> list[Entry]:
        """What was trained, in order."""
        return [each for each in self.entries if each.kind == SESSION]

    @property
    def checked_in(self) -> bool:
        """Whether there is a check-in of the day."""
        return any(self.is_check_in(each) and each.day == self.day for each in self.entries)

    def is_check_in(self, entry: Entry) -> bool:
        """Whether an entry is a check-in, or a correction of one."""
        return entry.root in self.check_ins

    @property
    def monday(self) -> Date:
        return self.day - timedelta(days=self.day.weekday())

    @cached_property
    def plan(self) -> Entry | None:
        """What was shown last, for the week of the day or an earlier one.

        A correction keeps the plan of what it corrects.
        """
        if self.corrects is not None and self.corrects.kind == SESSION and self.corrects.data.get("plan"):
            return next((each for each in self.entries if each.id == self.corrects.data["plan"]), None)
        plans = [each for each in self.entries if each.kind == PLAN and each.data["week"] <= self.monday.isoformat()]
        return plans[-1] if plans else None

    @property
    def plan_is_old(self) -> bool:
        """Whether the week that was shown last is over."""
        return (
            self.plan is not None
            and self.plan.day + WEEK <= self.day
            and (self.plan.data["week"] != self.monday.isoformat())
        )

    def shown(self, letter: str) -> Mapping[str, Any] | None:
        """The session of the plan with that letter."""
        planned = self.plan.data["sessions"] if self.plan is not None else ()
        return next((each for each in planned if str(each.get("id")).lower() == letter.lower()), None)

    def phase(self, plan: Entry | None) -> str | None:
        """The phase that was trained: that of the plan's decision; without a plan that of the last one so far."""
        if plan is not None:
            return next((each.phase for each in self.briefs if each.id == plan.data["decision"]), None)
        before = [each for each in self.briefs if each.day <= self.day and each.phase]
        return before[-1].phase if before else None

    def logged(self, letter: str | None) -> Entry | None:
        """The entry of a session of that letter on the day."""
        on_day = [each for each in self.sessions if each.day == self.day and each.data.get("session") == letter]
        return on_day[-1] if on_day else None

    @cached_property
    def unasked_morning(self) -> Entry | None:
        """The last session of an earlier day, where nothing was said yet of the morning after it."""
        done = [each for each in self.sessions if each.data["done"] != "no" and each.day < self.day]
        if not done:
            return None
        after = done[-1].day + timedelta(days=1)
        asked = {each.measure for each in self.book.logbook.check_in if each.asks == "morning"}
        places = {self.book.measures[name].at for name in asked}
        told = [date for path, (date, _, _, given) in self.fold.places.items() if given and path in places]
        return None if any(date >= after.isoformat() for date in told) else done[-1]


def context_of(
    book: Rulebook,
    athlete: str,
    day: Date,
    entries: Iterable[Entry],
    briefs: Sequence[Brief],
    corrects: Entry | None = None,
) -> Context:
    """The context of a day, from entries as recorded."""
    entries = list(entries)
    counting = known(entries, day=day)
    left = [each for each in counting if corrects is None or each.root != corrects.root]
    check_ins = frozenset(each.id for each in entries if each.source == CHECK_IN)
    return Context(book, athlete, day, left, briefs, corrects, check_ins=check_ins)


__all__ = ["CHECK_IN", "FACTS", "SESSION", "Context", "context_of"]
