"""Kinds of sessions, and for which jumps a day has room beside those of other days."""

from __future__ import annotations

from collections.abc import Iterable

from ..decision.decide import Decision
from ..facts.answers import DAYS

HARD, LIGHT = "hard", "light"  # kinds of sessions
HOURS_A_DAY = 24


def _apart(one: int, other: int) -> int:
    return min((one - other) % 7, (other - one) % 7)


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
