"""The road to a phase: each step with all the ways through it, put together into whole ways, priced once.

A step is a phase and the one after it; for whoever has no place yet, a first one leads straight to a phase. What is
needed at two steps is needed once, at the larger amount; weeks and sessions are needed in each phase anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from ..decision.decide import Decision
from ..facts.answers import Answers
from ..facts.derive import derive
from ..facts.known import Facts
from ..logic import measure_of
from .and_or import Walk
from .changed import SESSIONS, WEEKS, at_phase
from .needs import NOTHING, RENEWED, Needs, Range, all_of, fewest, merged, one
from .reach import Move, Reach

MOST = 400                                  # whole ways that are looked at further; the cheapest
ANEW = (WEEKS, SESSIONS)                    # counted in each phase by itself
AT = "/"                                    # between such a key and the number of its step
CYCLE, READY = "new_season", "ready"


class Step(NamedTuple):
    """From one phase (its order; 0 for nowhere) to another, or to train in the same again.

    weeks : in the phase as the step begins; None: as many as there are now
    """

    start: int
    end: int
    weeks: int | None


class Whole(NamedTuple):
    """A whole way: what is needed at each step, all of it together, and its price."""

    steps: tuple[Step, ...]
    needs: tuple[Needs, ...]
    together: Needs
    price: Fraction


@dataclass
class Road:
    """From a decision to a phase, by its order.

    ended : as if what a coach admitted for some time had ended, and clearances had to be renewed
    cut   : not every way was looked at, for there were too many
    """

    decision: Decision
    to: int
    ended: bool = False
    cut: bool = False

    def __post_init__(self) -> None:
        self.book = self.decision.book
        self.now = self.decision.facts
        self.answers = _standing(self.decision)
        if self.ended:
            self.now = derive(_for_good(self.now.answers), self.book)
            self.answers = _for_good(self.answers)
        self.reach = Reach(self.book, self.now.known, self.now.answers)
        self._walks: dict[tuple[int, int | None], Walk] = {}
        self.renewed = self.ended and any(each.until is not None for each in self.now.answers.clearances)

    @cached_property
    def begins(self) -> int:
        """The order of the phase that the decision has somebody train in; 0 for none."""
        phase = self.book.phase(self.decision.phase or "")
        return phase.order if phase is not None else 0

    def roads(self) -> Iterator[tuple[Step, ...]]:
        """The steps that lead there: from the phase that was decided, and straight to a later one where nothing holds
        somebody to their place yet."""
        stays = self.decision.phase_before is not None and self.decision.phase == self.decision.phase_before
        if self.begins >= self.to:
            yield (Step(self.begins, self.begins, None),)
        elif self.begins:
            yield tuple(Step(order, order + 1, None if stays and order == self.begins else 0)
                        for order in range(self.begins, self.to))  # fmt: skip
        if self.decision.phase_before is None:
            for first in range(self.begins + 1, self.to + 1):
                yield (Step(0, first, None), *(Step(order, order + 1, 0) for order in range(first, self.to)))

    def wholes(self) -> list[Whole]:
        """Every whole way that doesn't ask for more than another does, the cheapest first."""
        found: list[Whole] = []
        for steps in self.roads():
            found += self._along(steps)
        best = set(fewest(each.together for each in found))
        kept = {each.together: each for each in reversed(found) if each.together in best}
        return sorted(kept.values(), key=lambda each: (each.price, len(each.together), each.together))

    def blocked(self) -> list[str]:
        """What forbids it, at the first step that nothing leads through: of being ready at all, of moving on or being
        placed, and of not having lost the phase."""
        for step in (step for steps in self.roads() for step in steps):
            walk, name = self.walk(step), self._name(step)
            if not walk.named(name, True):
                end, before = self.book.phases[step.end - 1].id, self.book.phases[max(step.start - 1, 0)].id
                parts = [READY, *([f"advance:{before}", f"kept:{end}"] if step.start else [f"placed:{end}"])]
                found = [fact for part in parts for fact in walk.blocked(part)]
                return list(dict.fromkeys(found or walk.blocked(name)))
        return []

    # ---- one step, and all of them ----

    def walk(self, step: Step) -> Walk:
        """The and/or walk for somebody who stands where a step begins; steps of several roads share it."""
        at = step.start, step.weeks
        if at not in self._walks:
            facts = self.facts(step)
            reach = Reach(self.book, facts.known, facts.answers)
            reach.why = self.reach.why
            self._walks[at] = Walk(self.book, facts.known, facts.forced, reach)
        return self._walks[at]

    def facts(self, step: Step) -> Facts:
        if step.start == 0 or step.weeks is None:
            return self.now
        return derive(at_phase(self.answers, step.start, step.weeks), self.book)

    def _name(self, step: Step) -> str:
        return READY if step.start == step.end else f"phase:{self.book.phases[step.end - 1].id}"

    def _along(self, steps: tuple[Step, ...]) -> list[Whole]:
        together: dict[Needs, tuple[Needs, ...]] = {NOTHING: ()}
        for number, step in enumerate(steps):
            ways = self.walk(step).named(self._name(step), True)
            if number == 0 and self.renewed:
                ways = all_of([ways, (one(RENEWED),)])
            wider: dict[Needs, tuple[Needs, ...]] = {}
            for so_far, each in together.items():
                for way in ways:
                    both = merged(so_far, _numbered(way, number, step))
                    if both is not None:
                        wider.setdefault(both, (*each, way))
            kept = fewest(wider)
            if len(kept) > MOST:
                self.cut = True
                kept = tuple(sorted(kept, key=lambda each: (self.price(each), each))[:MOST])
            together = {each: wider[each] for each in kept}
        return [Whole(steps, needs, each, self.price(each)) for each, needs in together.items()]

    # ---- what it costs ----

    def move(self, key: str, asked: Range, have: Range | None = None) -> Move | None:
        """What one need costs; `have` is where the fact is by then."""
        if key.startswith("@"):
            return self.reach.other(key)
        fact, anew = key.partition(AT)[:2]
        return self.reach.move(fact, asked, Range(0, 0) if anew and have is None else have)

    def price(self, needs: Needs) -> Fraction:
        """Points for all of it: each thing that is changed once, at its longest."""
        dearest: dict[str, Fraction] = {}
        for key, asked in needs:
            move = self.move(key, asked)
            if move is None:
                continue
            fact, _, number = key.partition(AT)
            for way, weeks in ((move.way, move.weeks), (move.also, None)):
                if way is not None:
                    name = way.name if way.together else f"{way.name} {measure_of(fact)} {number}"
                    dearest[name] = max(dearest.get(name, Fraction(0)), way.price(weeks))
        return sum(dearest.values(), Fraction(0))


def _numbered(way: Needs, number: int, step: Step) -> Needs:
    """What is counted in each phase anew told from the same of another phase."""
    if step.weeks is None:
        return way
    return tuple(sorted((f"{key}{AT}{number}" if key in ANEW else key, asked) for key, asked in way))


def _for_good(answers: Answers) -> Answers:
    """The answers without what a coach has admitted for some time."""
    return replace(answers, overrides=tuple(each for each in answers.overrides if each.until is None))


def _standing(decision: Decision) -> Answers:
    """The answers of somebody who does as was decided: who begins a cycle has begun it, who fell back was further."""
    answers = decision.facts.answers
    before = decision.book.phase(decision.phase_before or "")
    if before is None or decision.phase == decision.phase_before:
        return answers
    found = dict(answers.answers)
    reached = found.get(("reached", ""))
    measure = decision.book.measures.get("reached")
    if measure is not None and (reached is None or reached.low < before.order):
        found["reached", ""] = replace(found["position", ""], measure="reached", low=before.order, high=before.order)
    season = found.get((CYCLE, ""))
    if season is not None and decision.true("cycle"):
        found[CYCLE, ""] = replace(season, low=0, high=0)
    return replace(answers, answers=found)
