"""After some sessions missed in a row: another week to choose, on the days on which training does happen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..facts.answers import DAYS
from .frame import Lift
from .layout import Layout, lay_out

if TYPE_CHECKING:
    from ..plan.sessions import Plan


class Missed(NamedTuple):
    """One session that was not done: its letter, and the day on which it stood (mon to sun)."""

    session: str
    day: str


def realign(plan: Plan, missed: Sequence[Missed]) -> tuple[Layout, Layout]:
    """The week as it is, and as it could be: the same where fewer were missed in a row than the rules say.

    The other week leaves out the days of the missed sessions; where that leaves none, those missed most often. It
    begins with the session that was missed first, so that none is lost for good, and drops those that find no day,
    light ones before hard ones. Nothing is caught up.

    missed : without a break, the earliest first
    Errors: ValueError where the plan has no week.
    """
    before = plan.week
    if before is None:
        raise ValueError("This plan has no sessions to realign.")
    after = before.rules.realign_after
    if not after or len(missed) < after or not before.frame.available:
        return before, before
    frame = before.frame._replace(available=_kept(before.frame.available, missed))
    return before, lay_out(frame, _in_turn(before.lifts, missed[0].session), before.rules)


def _kept(available: tuple[int, ...], missed: Sequence[Missed]) -> tuple[int, ...]:
    """The days on which nothing was missed; where there is none, all but those missed most often, and at least one."""
    times = Counter(DAYS.index(each.day) for each in missed)
    good = tuple(day for day in available if not times[day])
    if good:
        return good
    most = max(times[day] for day in available)
    return tuple(day for day in available if times[day] < most) or available[:1]


def _in_turn(lifts: tuple[Lift, ...], first: str) -> tuple[Lift, ...]:
    """The sessions from the one that was missed first on, round the week; light ones last."""
    names = [lift.name for lift in lifts]
    at = names.index(first) if first in names else 0
    return tuple(sorted((*lifts[at:], *lifts[:at]), key=lambda lift: lift.light))
