"""On which days the sessions stand, and how far a day is from the last jumps."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from ..decision.decide import Decision
from ..facts.answers import DAYS

HARD, LIGHT = "hard", "light"  # kinds of sessions
HOURS_A_DAY = 24


def hard_runs(decision: Decision) -> frozenset[str]:
    """The days of hard and long runs."""
    running = decision.facts.answers.running
    return frozenset([*(running.hard_days or ()), *([running.long_day] if running.long_day else [])])


def day_before(day: str) -> str:
    return DAYS[(DAYS.index(day) - 1) % len(DAYS)]


def days_for(kinds: list[str], days: tuple[str, ...], hard_runs: frozenset[str]) -> list[str | None]:
    """A day for each session: the hard ones off the day before a hard or long run where that can be, and as far apart
    round the week as they can be; the light ones between."""
    if not days:
        return [None] * len(kinds)
    chosen: list[str | None] = []
    chosen += _spread(days, kinds.count(HARD), frozenset(day_before(day) for day in hard_runs))
    left = [day for day in days if day not in chosen]
    for _ in range(kinds.count(LIGHT)):
        taken = [DAYS.index(day) for day in chosen if day]
        best = max(left, key=lambda day: (min((_apart(DAYS.index(day), one) for one in taken), default=7), day))
        left.remove(best)
        chosen.append(best)
    return chosen


def _apart(one: int, other: int) -> int:
    return min((one - other) % 7, (other - one) % 7)


def _spread(days: tuple[str, ...], count: int, before: frozenset[str]) -> list[str]:
    """So many of the days: as few as can be that come before a hard run, then as far apart as they can be; earlier days
    where it makes no difference."""
    if not days or not count:
        return []
    positions = [DAYS.index(day) for day in days]

    def gap(chosen: tuple[int, ...]) -> int:
        return min((chosen[(index + 1) % len(chosen)] - day) % 7 or 7 for index, day in enumerate(chosen))

    def rank(chosen: tuple[int, ...]) -> tuple[int, int, tuple[int, ...]]:
        return -sum(DAYS[day] in before for day in chosen), gap(chosen), tuple(-day for day in chosen)

    best = max(itertools.combinations(positions, count), key=rank)
    return [DAYS[day] for day in best]


def highest_tier(day: str | None, before: Iterable[tuple[str | None, int]], decision: Decision) -> int:
    """The order of the furthest tier of jumping for which a day has room: its days a week, and the hours between them.

    before : the day of each session that stands already, and the order of the furthest tier in it
    """
    reached = decision.book.tier(decision.tier or "")
    for tier in reversed(decision.book.tiers[: reached.order if reached else 0]):
        taken = [other for other, order in before if order >= tier.order]
        hours = [HOURS_A_DAY * _apart(DAYS.index(day), DAYS.index(other)) for other in taken if day and other]
        if len(taken) < tier.most_days.get(decision.level, 0) and all(each >= tier.spacing_hours for each in hours):
            return tier.order
    return 0
