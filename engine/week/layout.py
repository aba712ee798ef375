"""The layout: every way to place the week's sessions is tried, and the one that breaks the least is taken.

The rules under `never` have to hold; if they can't with all sessions, as few as can be are left out, the last first. Of
what is left, the way is taken in which the rule that gives way last is broken least, then the one before it, and so on.
Where that is equal: hard sessions as far apart as they can be, then all sessions, in their order, early in the week.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model import Rule
from ..training import Tier
from .frame import WEEK, Frame, Lift
from .keeping import FREE, Breach, Cost, Days, Keeping

Placing = tuple[int, ...]  # the days of the sessions that are kept, in their order


class WeekRules(NamedTuple):
    """The rules of the week that apply: never, and in the order in which they give way; and what they go by."""

    never: tuple[Rule, ...] = ()
    gives_way: tuple[Rule, ...] = ()
    tiers: tuple[Tier, ...] = ()
    level: str = ""
    realign_after: int = 0  # missed sessions in a row after which another week is offered; 0: never


class GaveWay(NamedTuple):
    """A rule that could not be kept, and where."""

    rule: Rule
    breaches: tuple[Breach, ...]


class Layout(NamedTuple):
    """The sessions on their days.

    days      : a day for each session, from Monday 0; None for one that is left out
    gave_way  : what could not be kept, the rule that gives way last first
    left_out  : the sessions without a day, by number, with the rules that left none
    why       : for each session the rules that keep it on its day: on each other day that is free one of them, or
                something that gives way later, would be broken more
    never     : the rules that don't give way and that had a say
    early     : the sessions that have to be in the morning, or an hours rule is broken
    mend      : one more day with which nothing would give way; None where none does or there is no such day
    """

    frame: Frame
    lifts: tuple[Lift, ...]
    rules: WeekRules
    days: tuple[int | None, ...]
    gave_way: tuple[GaveWay, ...] = ()
    left_out: tuple[tuple[int, tuple[Rule, ...]], ...] = ()
    why: tuple[tuple[Rule, ...], ...] = ()
    never: tuple[Rule, ...] = ()
    early: frozenset[int] = frozenset()
    mend: int | None = None

    def number(self, name: str) -> int:
        """The number of the session of that name."""
        return next(number for number, lift in enumerate(self.lifts) if lift.name == name)


def lay_out(frame: Frame, lifts: Sequence[Lift], rules: WeekRules) -> Layout:
    """The best layout. Same in, same out."""
    search = _Search(frame, tuple(lifts), rules)
    days = search.best()
    gave_way = tuple(
        GaveWay(each.rule, tuple(found)) for each in search.ordered if (found := each.breaches(days))
    )  # fmt: skip
    return Layout(
        frame,
        search.lifts,
        rules,
        days,
        gave_way,
        tuple((number, search.barred(number, days)) for number, day in enumerate(days) if day is None),
        tuple(search.why(number, days) for number in range(len(lifts))),
        tuple(each.rule for each in search.never if each.matters),
        frozenset(search.early(days)),
        search.mend() if gave_way else None,
    )


class _Search:
    """One week's rules against its sessions. `ordered`: the rules that give way, the last to do so first."""

    def __init__(self, frame: Frame, lifts: tuple[Lift, ...], rules: WeekRules):
        self.frame, self.lifts, self.rules = frame, lifts, rules

        def against(rule: Rule) -> Keeping:
            return Keeping(rule, frame, lifts, rules.tiers, rules.level)

        self.never = [against(rule) for rule in rules.never]
        self.ordered = [each for each in map(against, reversed(rules.gives_way)) if each.matters]

    # ---- searching ----

    def best(self) -> tuple[int | None, ...]:
        """The best placing; as many sessions as the rules that never give way allow."""
        for size in range(min(len(self.lifts), len(self.frame.available)), 0, -1):
            for kept in itertools.combinations(range(len(self.lifts)), size):
                ways = [days for days in self._ways(kept) if self._allowed(days)]
                if ways:
                    return min(ways, key=self._rank)
        return (None,) * len(self.lifts)

    def _ways(self, kept: tuple[int, ...]) -> Iterator[tuple[int | None, ...]]:
        for placing in itertools.permutations(self.frame.available, len(kept)):
            given = dict(zip(kept, placing, strict=True))
            yield tuple(given.get(number) for number in range(len(self.lifts)))

    def _allowed(self, days: Days) -> bool:
        return all(each.cost(days) == FREE for each in self.never)

    def costs(self, days: Days) -> tuple[Cost, ...]:
        """What each rule costs, the one that gives way last first."""
        return tuple(each.cost(days) for each in self.ordered)

    def _rank(self, days: Days) -> tuple[tuple[Cost, ...], int, int, int, tuple[int, ...]]:
        placed = [(lift, day) for lift, day in zip(self.lifts, days, strict=True) if day is not None]
        hard = [day for lift, day in placed if not lift.light]
        light = [day for lift, day in placed if lift.light]
        back = sum(later < earlier for each in (hard, light) for earlier, later in itertools.combinations(each, 2))
        return self.costs(days), -_gap(hard), -_gap([*hard, *light]), back, tuple(day for _, day in placed)

    # ---- telling ----

    def why(self, number: int, days: tuple[int | None, ...]) -> tuple[Rule, ...]:
        """For each other day that is free, the rule that speaks first against it; each once, the strongest first."""
        if days[number] is None:
            return ()
        now, found = self.costs(days), set[int]()
        for day in self.frame.available:
            if day in days:
                continue
            moved = (*days[:number], day, *days[number + 1 :])
            barred = next((index for index, each in enumerate(self.never) if each.cost(moved) != FREE), None)
            pairs = enumerate(zip(now, self.costs(moved), strict=True))
            worse = next((index for index, (was, then) in pairs if then != was), None)
            if barred is not None:
                found.add(barred)
            elif worse is not None:
                found.add(len(self.never) + worse)
        every = [*self.never, *self.ordered]
        return tuple(every[index].rule for index in sorted(found))

    def barred(self, number: int, days: tuple[int | None, ...]) -> tuple[Rule, ...]:
        """The rules that leave a session without a day beside those that have one; () where the days are too few."""
        beside = [
            (*days[:number], day, *days[number + 1 :]) for day in self.frame.available if day not in days
        ]  # fmt: skip
        return tuple(each.rule for each in self.never if any(each.cost(placed) != FREE for placed in beside))

    def mend(self) -> int | None:
        """The first day that, were it free too, would let every rule be kept."""
        for day in range(WEEK):
            if day not in self.frame.available:
                other = copy.copy(self)
                other.frame = self.frame._replace(available=tuple(sorted((*self.frame.available, day))))
                other.never, other.ordered = (
                    [each.within(other.frame) for each in keepings] for keepings in (self.never, self.ordered)
                )
                days = other.best()
                if None not in days and all(cost == FREE for cost in other.costs(days)):
                    return day
        return None

    def early(self, days: tuple[int | None, ...]) -> Iterator[int]:
        """Sessions on days without a run for which some rule of hours would be broken, were they later in the day."""
        for number, day in enumerate(days):
            if day is None or day in self.frame.runs:
                continue
            late = self.frame._replace(runs=self.frame.runs | {day})
            for each in self.ordered:
                if "hours" not in each.data or not each.about[number]:
                    continue
                then = Keeping(each.rule, late, self.lifts, self.rules.tiers, self.rules.level)
                alone = [day if other == number else None for other in range(len(self.lifts))]
                if each.cost(alone) == FREE and then.cost(alone) != FREE:
                    yield number
                    break


def _gap(days: list[int]) -> int:
    """The fewest days from one to the next, round the week."""
    if len(days) < 2:
        return WEEK
    ordered = sorted(days)
    return min((later - day) % WEEK or WEEK for day, later in zip(ordered, [*ordered[1:], ordered[0]], strict=True))
