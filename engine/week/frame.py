"""What stands in a week before strength does: runs, hard runs, the long run, races, and the days that the athlete has.

Days are numbers, Monday 0 to Sunday 6. The week is the seven days from the day of the decision on, and comes back:
after its last day its first one follows. Which days are chosen doesn't hang on the day on which one decides. Only a
race has its one date, and is counted in days from the first day (-1 is the day before).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Date
from datetime import timedelta
from typing import Any, NamedTuple

from ..facts.answers import DAYS, Answers

WEEK = 7
DAY_HOURS = 24
RACES_NEAR = range(-4, WEEK + 4)  # no rule looks further: 84 hours are three days and a half


class Frame(NamedTuple):
    """One week before strength is in it.

    available : the days on which the athlete can train
    runs      : days with a run of any kind, a race among them
    hard, long, hilly : the days of hard runs; of the long run; whether that goes over hills
    races     : days from the first day on to each race, a few days around the week among them
    known     : whether it is known on which days the athlete runs
    hard_known : and which of the runs are hard or long
    same_day  : hours from a run to the session on the same day
    """

    start: Date
    available: tuple[int, ...] = ()
    runs: frozenset[int] = frozenset()
    hard: frozenset[int] = frozenset()
    long: frozenset[int] = frozenset()
    hilly: bool = False
    races: tuple[int, ...] = ()
    known: bool = False
    hard_known: bool = False
    same_day: int = 0

    @property
    def strains(self) -> frozenset[int]:
        """The days that are hard by running alone."""
        return self.hard | self.long | self._on(self.races)

    def date_of(self, day: int) -> Date:
        """The date of a day of this week."""
        return self.start + timedelta(days=self.place(day))

    def place(self, day: int) -> int:
        """How many days after the first day it is."""
        return (day - self.start.weekday()) % WEEK

    def _on(self, offsets: Iterable[int]) -> frozenset[int]:
        """The days of the week that are so many days after the first, as far as they are in it."""
        return frozenset((self.start.weekday() + offset) % WEEK for offset in offsets if 0 <= offset < WEEK)

    def days(self, kind: str) -> frozenset[int]:
        """The days of a kind that a rule names."""
        found: Mapping[str, frozenset[int]] = {
            "hard_run_day": self.hard,
            "long_run_day": self.long,
            "run_day": self.runs,
            "race_day": self._on(self.races),
            "day_before_hard_run": frozenset((day - 1) % WEEK for day in self.hard),
            "day_before_long_run": frozenset((day - 1) % WEEK for day in self.long),
            "day_before_race": self._on(race - 1 for race in self.races),
        }
        return found[kind]

    def events(self, thing: str) -> list[tuple[int, bool]]:
        """The days on which something of running stands, and whether it comes back each week; a race is counted from
        the first day, and doesn't."""
        if thing == "race":
            return [(day, False) for day in self.races]
        found = {"hard_run": self.hard, "long_run": self.long, "hilly_long_run": self.long if self.hilly else ()}
        return [(day, True) for day in sorted(found.get(thing, ()))]

    def after_run(self, day: int) -> int:
        """Hours by which a session on that day is later than a run would be: it comes after the run of the day."""
        return self.same_day if day in self.runs else 0


def frame_of(answers: Answers, settings: Mapping[str, Any]) -> Frame:
    """The week from the facts' day on, from what was said about runs and days."""
    running, week, start = answers.running, answers.week, answers.as_of
    hard, long = (_numbers(days) for days in (running.hard_days, [running.long_day] if running.long_day else ()))
    near = ((race.date - start).days for race in answers.races or ())
    races = tuple(sorted({day for day in near if day in RACES_NEAR}))
    said = running.days is not None or running.hard_days is not None or running.long_day is not None
    on = frozenset((start.weekday() + race) % WEEK for race in races if 0 <= race < WEEK)
    return Frame(
        start,
        tuple(sorted(_numbers(week.available_days))),
        _numbers(running.days) | hard | long | on,
        hard - long,
        long,
        running.terrain == "hilly",
        races,
        said,
        said and (not running.days or running.hard_days is not None or running.long_day is not None),
        int(settings.get("same_day", {}).get("hours", 0)),
    )


def _numbers(days: Iterable[str] | None) -> frozenset[int]:
    return frozenset(DAYS.index(day) for day in days or ())


class Lift(NamedTuple):
    """A session as the rules of the week see it.

    hard  : whether it weighs on runs; light: whether it is a light one
    tier  : the highest tier of its jumps, by its order; 0 for none
    """

    name: str
    hard: bool = True
    light: bool = False
    tier: int = 0
    ladders: frozenset[str] = frozenset()
