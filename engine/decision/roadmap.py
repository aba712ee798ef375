"""The road: every phase on one line, where the athlete is, and the earliest day on which each later one can open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from ..model import Phase
from .decide import Decision

DONE, HERE, AHEAD = "done", "here", "ahead"
DAYS_A_WEEK = 7


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
    """Every phase in order. The earliest day assumes that each gate is open as soon as its weeks are served."""
    here = decision.book.phase(decision.phase or "")
    order = here.order if here else 0
    started = decision.outcome != "stop" and decision.true("ready")
    stages, weeks = [], _left(here, decision) if here else 0
    for phase in decision.book.phases:
        if phase.order <= order:
            stages.append(Stage(phase, HERE if phase.order == order else DONE, None, None))
            continue
        known = started and bool(decision.level)
        day = decision.facts.answers.as_of + timedelta(days=DAYS_A_WEEK * weeks)
        stages.append(Stage(phase, AHEAD, weeks if known else None, day if known else None))
        weeks += phase.weeks.get(decision.level, 0)
    return stages


def _left(here: Phase, decision: Decision) -> int:
    """Weeks still to be served in the phase that is trained now; all of them for whoever only begins it."""
    needed = here.weeks.get(decision.level, 0)
    served = decision.facts.known.get("weeks_in_phase")
    stays = decision.phase == decision.phase_before and served is not None
    return max(0, needed - served.low) if stays and served is not None else needed
