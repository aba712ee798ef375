"""The road: every phase on one line, where the athlete is, and the earliest day on which each later one can open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from ..facts.from_lists import DAYS_A_WEEK
from ..training import Phase
from .decide import Decision

DONE, HERE, AHEAD = "done", "here", "ahead"


@dataclass(frozen=True)
class Stage:
    """One phase of the road.

    where    : done, here or ahead
    weeks    : weeks from now until it can open at the earliest; None where that can't be said
    earliest : that day
    """

    phase: Phase
    where: str
    weeks: int | None
    earliest: Date | None


def roadmap(decision: Decision) -> list[Stage]:
    """Every phase in order. The earliest day assumes that each gate is open as soon as its weeks are served; there is
    none while the phase is held (a race, the season), nor beyond what a clearance allows."""
    here = decision.book.phase(decision.phase or "")
    order = here.order if here else 0
    started = decision.outcome != "stop" and decision.true("ready")
    stages, weeks = [], _left(here, decision) if here else 0
    for phase in decision.book.phases:
        if phase.order <= order:
            stages.append(Stage(phase, HERE if phase.order == order else DONE, None, None))
            continue
        known = started and bool(decision.level) and not decision.held and _allowed(phase, decision)
        day = decision.facts.answers.as_of + timedelta(days=DAYS_A_WEEK * weeks)
        stages.append(Stage(phase, AHEAD, weeks if known else None, day if known else None))
        weeks += _needed(phase, decision)
    return stages


def _allowed(phase: Phase, decision: Decision) -> bool:
    cleared = decision.facts.known.get("cleared_to")
    return cleared is None or cleared.low >= phase.order


def _needed(phase: Phase, decision: Decision) -> int:
    """The weeks that a phase takes; fewer where the one after it was reached before."""
    weeks, back = phase.weeks.get(decision.level, 0), decision.book.returning_weeks
    reached = decision.facts.known.get("reached")
    return min(weeks, back) if back and reached is not None and reached.low > phase.order else weeks


def _left(here: Phase, decision: Decision) -> int:
    """Weeks still to be served in the phase that is trained now; all of them for whoever only begins it."""
    needed = _needed(here, decision)
    return max(0, needed - (decision.weeks_here or 0))
