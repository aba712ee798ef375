"""When each step of a way through can be taken: what goes on side by side counts at its longest, waiting is added.

Days are counted from the decision's. Each step is looked at on the day that it comes to, races and injuries as they
stand then; while something holds it (three weeks before a main race), the next day on which nothing does is taken.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..changing import Span, Way
from ..facts.answers import Answers
from ..facts.derive import derive
from ..facts.from_lists import list_facts
from ..logic import AtLeast, Below, leaves, measure_of
from .and_or import Truths
from .changed import at_phase, on_day, value_of, with_needs
from .needs import GONE, NOTHING, RECOVERED, Needs, Range, merged, one
from .road import ANEW, AT, READY, Road, Step, Whole

DAYS = 7                                    # a week
AHEAD = 400                                 # days in which a race or an injury can be waited for


class When(NamedTuple):
    """The soonest and the latest day, counted from the decision's; None where it can't be said."""

    soonest: int | None
    latest: int | None


NOW = When(0, 0)


@dataclass(frozen=True)
class Change:
    """One thing that has to change for a step.

    have : where it is by then; None where it isn't known
    """

    key: str
    way: Way
    have: Range | None
    asked: Range
    weeks: Span | None
    when: When


@dataclass
class Stage:
    """One step of a way through: what has to change, and on which day it can be taken.

    meanwhile : all needs so far
    checked   : the day on which it was looked at
    """

    step: Step
    changes: list[Change] = field(default_factory=list)
    when: When = NOW
    meanwhile: Needs = NOTHING
    checked: int = 0


class Times:
    """Puts days to the whole ways of one road."""

    def __init__(self, road: Road):
        self.road, self.book = road, road.book

    def stages(self, whole: Whole) -> list[Stage] | None:
        """The steps with their days; None where a step is never open."""
        heads = [move.weeks for key, asked in whole.together
                 if (move := self.road.move(key, asked)) is not None and move.way.first]  # fmt: skip
        head = _latest([When(0, 0), *map(_days, heads)])
        entered = {step.start: When(0, 0) for step in whole.steps[:1]}
        there: dict[str, tuple[Range, When]] = {}
        found: list[Stage] = []
        meanwhile, now = NOTHING, When(0, 0)
        for number, (step, needs) in enumerate(zip(whole.steps, whole.needs, strict=True)):
            stage = Stage(step)
            for key, asked in needs:
                change = self._change(key, asked, number, step, there, entered, head)
                if change is not None:
                    stage.changes.append(change)
                    there[_key(key, number)] = (change.asked, change.when)
            meanwhile = merged(_without_anew(meanwhile), needs) or NOTHING
            stage.meanwhile = meanwhile
            when = _latest([now, head, *(change.when for change in stage.changes)])
            checked = self.opens(stage, _known_days(stage, now) if when.soonest is None else when.soonest)
            if checked is None:
                return None
            latest = self.opens(stage, when.latest) if when.latest is not None else None
            stage.checked = checked
            stage.when = now = When(None if when.soonest is None else checked, latest)
            entered[step.end] = now
            found.append(stage)
        return found

    def _change(self, key: str, asked: Range, number: int, step: Step, there: dict[str, tuple[Range, When]],
                entered: dict[int, When], head: When) -> Change | None:
        """What a need takes at this step beyond what was done for an earlier one."""
        before = there.get(_key(key, number))
        have = None
        if before is not None:
            if before[0].within(asked):
                return None
            asked = Range(max(before[0].low, asked.low), min(before[0].high, asked.high))
            if not key.startswith("@"):
                value = value_of(self.book.measures[measure_of(key)], before[0])
                have = Range(value, value)
        anew = key in ANEW and step.weeks is not None
        move = self.road.move(f"{key}{AT}{number}" if anew else key, asked, have)
        if move is None:
            return None
        weeks = move.weeks
        if before is not None and weeks is not None and move.way.takes is not None:
            weeks = Span(weeks.low - move.way.takes.low, weeks.high - move.way.takes.high)
        start = before[1] if before is not None else head if not move.way.first else When(0, 0)
        phase = self.book.phase(move.way.from_phase)
        first = step.start if anew else phase.order if phase is not None else 0
        if first in entered and before is None:
            start = _latest([start, entered[first]])
        known = self.road.reach.known.get(key)
        now = Range(0, 0) if anew else Range(known.low, known.high) if known is not None else None
        return Change(key, move.way, have or now, asked, weeks, _after(start, _days(weeks)))

    # ---- whether a step is open on a day ----

    def opens(self, stage: Stage, day: int) -> int | None:
        """The first day from this one on on which the step is open; None where none is within reach."""
        if self.is_open(stage, day):
            return day
        return next((later for later in self._turns if later > day and self.is_open(stage, later)), None)

    def is_open(self, stage: Stage, day: int) -> bool:
        facts = derive(self.answers(stage, day), self.book)
        truths = Truths(self.book, facts.known, facts.forced)
        return truths.get(f"phase:{self.book.phases[stage.step.end - 1].id}") is True and truths.get(READY) is True

    def answers(self, stage: Stage, day: int) -> Answers:
        """The athlete's answers on the day of a step, with everything done that it needs."""
        start, _, weeks = stage.step
        answers = on_day(self.road.answers if start else self.road.now.answers, day)
        if start and (weeks is not None or answers.answers.get(("position", "")) is None):
            answers = at_phase(answers, start, weeks)
        return with_needs(answers, stage.meanwhile, self.road.now.known, self.book, self.road.to)

    @cached_property
    def _turns(self) -> list[int]:
        """The days on which what the lists say crosses a number that some rule reads, or a flag has been gone long
        enough."""
        answers = with_needs(self.road.now.answers, one(RECOVERED), (), self.book, self.road.to)
        found = {self.road.reach.gone_in(flag) or 0 for flag in answers.flags}
        listed = [measure.name for measure in self.book.measures.values() if self.road.reach.listed(measure)]
        if (answers.races or answers.injuries) and listed:
            cuts = [(leaf.fact, leaf.cut) for conclusion in self.book.conclusions.values()
                    for leaf in leaves(conclusion.formula)
                    if isinstance(leaf, (AtLeast, Below)) and leaf.fact in listed]  # fmt: skip
            before = None
            for day in range(AHEAD):
                facts = list_facts(on_day(answers, day), self.book)
                now = [facts[fact].low >= cut for fact, cut in cuts if fact in facts]
                if now != before:
                    found.add(day)
                before = now
        return sorted(found)


def _key(key: str, number: int) -> str:
    return f"{key}{AT}{number}" if key in ANEW else key


def _without_anew(needs: Needs) -> Needs:
    return tuple((key, asked) for key, asked in needs if key not in ANEW and not key.startswith(GONE))


def _days(weeks: Span | None) -> When:
    """Whole days, rounded up."""
    return When(None, None) if weeks is None else When(math.ceil(weeks.low * DAYS), math.ceil(weeks.high * DAYS))


def _after(start: When, then: When) -> When:
    pairs = zip(start, then, strict=True)
    return When(*(None if one is None or other is None else one + other for one, other in pairs))


def _latest(each: list[When]) -> When:
    """The end of what goes on side by side."""
    return When(*(None if any(day is None for day in days) else max(day for day in days if day is not None)
                  for days in zip(*each, strict=True)))  # fmt: skip


def _known_days(stage: Stage, now: When) -> int:
    """A day to look at a step on where nobody can say when it comes: after all that a time is known of."""
    return max([1, now.soonest or 0, *(change.when.soonest or 0 for change in stage.changes)])
