"""An athlete over time: the decisions in order, each with whether it would be another now, and how measures went.

A mark beside a decision doesn't change it: it says what would be decided with what is known now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from typing import Any

from ..rulebook.standing import told_among
from .ahead import cuts_ahead
from .deciding import Athlete
from .known import known
from .logged import logged
from .replanned import Replanned, replanned
from .trends import Trend, measured


@dataclass(frozen=True)
class Row:
    """One decision.

    now       : outcome, phase, tier and today with what is known now, where any of these would be another; else None
    plan_now  : what of its plan would be another
    corrected : what it was made from has been corrected or added to since
    standing  : what its page said of a rulebook that was not the shipped one
    """

    id: int
    as_of: str
    recorded_at: str
    outcome: str
    phase: str | None
    tier: str | None
    today: str
    say: str
    version: str
    rulebook: str
    reads: tuple[int, ...]
    corrected: bool
    now: Mapping[str, Any] | None
    plan_now: tuple[Replanned, ...] = ()
    standing: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "as_of": self.as_of,
            "recorded_at": self.recorded_at,
            "outcome": self.outcome,
            "phase": self.phase,
            "tier": self.tier,
            "today": self.today,
            "summary": self.say,
            "surefoot": self.version,
            "rulebook": self.rulebook,
            "standing": list(self.standing),
            "reads": list(self.reads),
            "corrected": self.corrected,
            "now": dict(self.now) if self.now is not None else None,
            "plan_now": [each.as_json() for each in self.plan_now],
        }


def rows(athlete: Athlete) -> list[Row]:
    """The decisions in the order of the days that they were for."""
    found = []
    for again in athlete.again(plans=True):
        whole = athlete.journal.decision(athlete.name, again.brief.id)
        plan = replanned(whole.result, again.now) if again.now is not None else ()
        then, now = _gist(whole.result), _gist(again.now) if again.now is not None else None
        another = now if now != then else None
        row = Row(again.brief.id, whole.as_of, whole.recorded_at, whole.outcome, then["phase"], then["tier"],
                  then["today"], whole.result["decision"]["summary"], whole.version, whole.rulebook, whole.reads,
                  again.now is not None, another, plan, told_among(whole.result.get("warnings", ())))  # fmt: skip
        found.append(row)
    return found


def discreet(found: list[Row]) -> list[Row]:
    """The same without what tells of health: the reasons, and what of a plan would be another."""
    return [replace(row, say="", plan_now=()) for row in found]


def _gist(result: Mapping[str, Any]) -> dict[str, Any]:
    decided = result["decision"]
    return {key: decided[key] for key in ("outcome", "phase", "tier")} | {"today": result["today"]}


def trends(athlete: Athlete, day: Date) -> list[Trend]:
    """How measures went, then what the log says up to a day; each with what the gate ahead needs of it."""
    book = athlete.opened.book
    log = logged(known(athlete.entries, day=day), day, book)
    told = {trend.name for trend in log if trend.measure}      # the log knows more of these than was told as a measure
    found = [*(trend for trend in measured(athlete.entries, book) if trend.name not in told), *log]
    ahead = cuts_ahead(athlete, day) if found else {}
    return [replace(trend, cut=ahead.get(trend.name)) if trend.measure else trend for trend in found]
