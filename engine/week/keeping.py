"""How far one rule of the week is kept by sessions on their days: each breach, and what it costs.

The hours that are counted: a session on a day without a run can stand at the hour at which one runs on other days; on a
day with a run it comes after it, so many hours later. So from a session to the next day's run it is 24 hours, or those
hours fewer. Two sessions can stand at the same hour: they are whole days apart.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model import Rule
from ..training import Tier
from .frame import DAY_HOURS, WEEK, Frame, Lift

Days = Sequence["int | None"]  # a day for each session; None: left out
Cost = tuple[int, int]  # how often it is broken, and how much is missing
FREE: Cost = (0, 0)
SESSIONS = ("session", "hard_session", "light_session")


TOUCHING = "touching"  # near: two hard days in a row


class Breach(NamedTuple):
    """One place where a rule is broken.

    lift  : the session, by its number; None where it is the week as a whole
    near  : what it is too near to (hard_run, long_run, race, session), or on which kind of day it stands; else ""
    day   : the day of that
    other : the other session, where there is one
    hours : between them
    missing : hours short, or how many too many or too few
    """

    lift: int | None
    near: str = ""
    day: int | None = None
    other: int | None = None
    hours: int = 0
    missing: int = 1


class Keeping:
    """One rule against one week and the sessions that are to be placed in it."""

    def __init__(self, rule: Rule, frame: Frame, lifts: Sequence[Lift], tiers: Sequence[Tier], level: str):
        self.rule, self.frame, self.lifts, self.tiers, self.level = rule, frame, lifts, tiers, level
        self.data = rule.data
        named = next((tier.order for tier in tiers if tier.id == self.data.get("tier")), 0)
        ladders = frozenset(self.data.get("ladders", ()))
        kind = str(self.data.get("from") or self.data.get("what") or "session")
        self.about = tuple(
            is_of(lift, kind) and lift.tier >= named and (not ladders or bool(ladders & lift.ladders)) for lift in lifts
        )
        self._whole = any(key in self.data for key in ("most", "least", "most_of_tier", "stands_on"))
        self._pairs = "hours_of_tier" in self.data or any(each in SESSIONS for each in self.data.get("to", ()))
        alone = self.matters and ("to" in self.data or "keeps_off" in self.data)
        self._alone = [
            [_cost(self._one(number, day)) for day in range(WEEK)] if alone and self.about[number] else [FREE] * WEEK
            for number in range(len(lifts))
        ]

    def within(self, frame: Frame) -> Keeping:
        """The same in a week that differs in the days that the athlete has, and in nothing else."""
        other = copy.copy(self)
        other.frame = frame
        return other

    def cost(self, days: Days) -> Cost:
        """What it costs, nothing when the rule is kept."""
        count = missing = 0
        for number, day in enumerate(days):
            if day is not None:
                more = self._alone[number][day]
                count, missing = count + more[0], missing + more[1]
        if self._pairs or self._whole:
            more = _cost(itertools.chain(self._both(days), self._all(days)))
            count, missing = count + more[0], missing + more[1]
        return count, missing

    def breaches(self, days: Days) -> list[Breach]:
        """Every place where it is broken."""
        alone = (self._one(number, day) for number, day in enumerate(days) if day is not None and self.about[number])
        return [*itertools.chain.from_iterable(alone), *self._both(days), *self._all(days)]

    @property
    def matters(self) -> bool:
        """Whether there is anything that it could be about."""
        if "keeps_off" in self.data:
            return any(self.about) and any(self.frame.days(kind) for kind in self.data["keeps_off"])
        if "to" in self.data:
            runs = any(self.frame.events(thing) for thing in self.data["to"])
            return any(self.about) and (runs or self._pairs)
        if "most_of_tier" in self.data or "hours_of_tier" in self.data:
            return any(lift.tier for lift in self.lifts)
        return True

    # ---- one session ----

    def _one(self, number: int, day: int) -> Iterator[Breach]:
        for kind in self.data.get("keeps_off", ()):
            if day in self.frame.days(kind):
                yield Breach(number, kind, day)
        least = int(self.data.get("hours", 0))
        for thing in self.data.get("to", ()):
            for at, weekly in self.frame.events(thing):
                for hours in self._hours(day, at, weekly):
                    if hours < least:
                        of_week = at if weekly else (self.frame.start.weekday() + at) % WEEK
                        yield Breach(number, thing, of_week, hours=hours, missing=least - hours)

    def _hours(self, day: int, at: int, weekly: bool) -> Iterator[int]:
        """From the session to the run after it, and where the rule looks around from the run before it."""
        later = self.frame.after_run(day)
        here = self.frame.place(day)
        behind = (at - day - 1) % WEEK + 1 if weekly else at - here  # a run on the same day is before the session
        if behind > 0:
            yield behind * DAY_HOURS - later
        if self.data.get("around"):
            before = (day - at) % WEEK if weekly else here - at
            if before >= 0:
                yield before * DAY_HOURS + later

    # ---- two sessions ----

    def _both(self, days: Days) -> Iterator[Breach]:
        if not self._pairs:
            return
        placed = [(number, day) for number, day in enumerate(days) if day is not None]
        for (one, first), (other, second) in itertools.combinations(placed, 2):
            least = self.hours_apart(one, other)
            apart = abs(first - second)
            hours = min(apart, WEEK - apart) * DAY_HOURS
            if hours < least:
                yield Breach(one, "session", second, other, hours, least - hours)

    def hours_apart(self, one: int, other: int) -> int:
        """Hours that these two ought to be apart; 0 for any."""
        if "hours_of_tier" in self.data:
            common = min(self.lifts[one].tier, self.lifts[other].tier)
            return self.tiers[common - 1].spacing_hours if common else 0
        wanted = [kind for kind in self.data.get("to", ()) if kind in SESSIONS]
        for first, second in ((one, other), (other, one)):
            if self.about[first] and any(is_of(self.lifts[second], kind) for kind in wanted):
                return int(self.data["hours"])
        return 0

    # ---- the week as a whole ----

    def _all(self, days: Days) -> Iterator[Breach]:
        if not self._whole:
            return
        taken = {day for day in days if day is not None}
        if "stands_on" in self.data:
            yield from self._elsewhere(days)
        elif "most_of_tier" in self.data:
            yield from self._too_often(days)
        elif self.data["count"] == "rest_days":
            there = WEEK - len(self.frame.runs)
            short = min(int(self.data["least"]), there) - (WEEK - len(self.frame.runs | taken))
            if short > 0:
                yield Breach(None, missing=short)
        elif self.data["count"] == "hard_days":
            hard = self._hard(days)
            over = len(hard) - max(int(self.data["most"]), len(self.frame.strains))
            if over > 0:
                yield Breach(None, missing=over)
        else:
            touching = self._touching(days)
            over = len(touching) - int(self.data["most"])
            yield from (Breach(None, TOUCHING, day) for day in touching[: max(0, over)])

    def _elsewhere(self, days: Days) -> Iterator[Breach]:
        """Sessions that stand elsewhere while such a day is free; one with a session of another kind is free too."""
        wanted: set[int] = set()
        for kind in self.data["stands_on"]:
            wanted |= self.frame.days(kind)
        ours = [(number, day) for number, day in enumerate(days) if self.about[number] and day is not None]
        free = (wanted & {*self.frame.available}) - {day for _, day in ours}
        others = [number for number, day in ours if day not in wanted]
        yield from (Breach(number, "elsewhere", days[number]) for number in others[: len(free)])

    def _too_often(self, days: Days) -> Iterator[Breach]:
        for tier in self.tiers:
            high = (lift.tier >= tier.order for lift in self.lifts)
            placed = sum(jumps and day is not None for jumps, day in zip(high, days, strict=True))
            over = placed - tier.most_days.get(self.level, WEEK)
            if over > 0:
                yield Breach(None, tier.id, missing=over)
                return

    def _hard(self, days: Days) -> frozenset[int]:
        placed = (day for number, day in enumerate(days) if day is not None and self.lifts[number].hard)
        return self.frame.strains | frozenset(placed)

    def _touching(self, days: Days) -> list[int]:
        """The first of each two hard days in a row, without those that are so by running alone."""
        frame, strains, hard = self.frame, self.frame.strains, self._hard(days)
        weekly = (hard - strains) | frame.hard | frame.long  # what is there the week before and the week after too
        found = []
        for day in range(WEEK):
            after = (day + 1) % WEEK
            if frame.place(day) < WEEK - 1:
                touch, alone = {day, after} <= hard, {day, after} <= strains
            else:  # from the last day to the first of the next week; a race may stand beyond either
                before, beyond = -1 in frame.races, WEEK in frame.races
                touch = {day, after} <= weekly or (before and after in weekly) or (beyond and day in weekly)
                alone = not (hard - strains) & {day, after}
            if touch and not alone:
                found.append(day)
        return found


def is_of(lift: Lift, kind: str) -> bool:
    """Whether a session is of the kind that a rule names."""
    return kind == "session" or (lift.light if kind == "light_session" else lift.hard)


def _cost(breaches: Iterator[Breach]) -> Cost:
    count = missing = 0
    for breach in breaches:
        count, missing = count + 1, missing + breach.missing
    return count, missing
