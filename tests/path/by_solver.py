"""The cheapest set of changes, by the solver: the same athlete, with whatever can be changed left open, at its price.

Nothing of the walk is used: the solver reads the formulas by itself, and looks for anything that costs less. What it
takes from the road is what a single change costs (`Reach.move`), and which facts can be changed at all.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import z3

from surefoot.engine.changing import SYMPTOMS
from surefoot.engine.facts.known import Facts
from surefoot.engine.facts.sections import is_symptom
from surefoot.engine.facts.validity import direction
from surefoot.engine.logic import Ref, measure_of
from surefoot.engine.model import Rulebook
from surefoot.engine.path.needs import SCREEN, Needs, Range
from surefoot.engine.path.reach import Reach
from surefoot.engine.path.road import ANEW, Road, Step
from surefoot.engine.prove.encode import Reading, facts_read
from surefoot.engine.prove.people import Person, Var

SECONDS = 60


class AsOld(Person):
    """A person whose tables go by what is known of age and sex now: nobody's way is to turn out older."""

    def __init__(self, book: Rulebook, facts: Any, fresh: Any, now: dict[str, Var]):
        super().__init__(book, facts, fresh)
        self.now = now

    def _margin(self, value: Var, table: Any, cut: int) -> Any:
        return Person(self.book, {**self.facts, **self.now}, self.fresh)._margin(value, table, cut)


class Changes:
    """An athlete of the solver's who may change, and what that costs."""

    def __init__(self, road: Road, step: Step, reads: dict[str, frozenset[str]]):
        self.road, self.step, self.reads = road, step, reads
        self.book: Rulebook = road.book
        self.facts: Facts = road.facts(step)
        self.reach = Reach(self.book, self.facts.known, self.facts.answers)
        self.goal = f"phase:{self.book.phases[step.end - 1].id}"
        self.world: list[Any] = []
        self.prices: dict[str, list[Any]] = {}
        self.screen = z3.Bool("the health questions")
        needed = reads[self.goal]
        now = {name: self._now(name) for table in self.book.tables.values() for name in (table.by, table.split) if name}
        self.person = AsOld(self.book, {fact: self._var(fact) for fact in sorted(needed)},
                            {measure_of(fact): True for fact in needed}, now)  # fmt: skip

    def cheaper_than(self, price: Fraction | None) -> dict[str, int] | None:
        """Values that open the step for less, or at all; None where there are none."""
        solver = z3.SolverFor("QF_LIRA")
        solver.set("timeout", SECONDS * 1000)
        if price is not None:
            solver.add(self._price() < z3.RealVal(str(price)))
        solver.add(*self.world)
        truth = Reading(self.person, self.reads).truth(Ref(self.goal)).true
        solver.add(z3.BoolVal(truth) if isinstance(truth, bool) else truth)
        answer = solver.check()
        assert answer != z3.unknown
        if answer == z3.unsat:
            return None
        model = solver.model()
        return {fact: model.eval(var.low, model_completion=True).as_long() for fact, var in self.person.facts.items()
                if not isinstance(var.low, int) and z3.is_true(model.eval(z3.Bool(f"{fact} changed")))}  # fmt: skip

    def _price(self) -> Any:
        total = z3.RealVal(0)
        for name, each in self.prices.items():
            dearest = z3.Real(f"price of {name}")
            self.world.append(z3.And(dearest >= 0, *(dearest >= one for one in each)))
            total = total + dearest
        return total

    def _now(self, fact: str) -> Var:
        known = self.facts.known.get(fact)
        return Var(z3.BoolVal(known is not None), z3.IntVal(known.low if known else 0),
                   z3.IntVal(known.high if known else 0))  # fmt: skip

    def _var(self, fact: str) -> Var:
        known, fixed = self.facts.known.get(fact), self._now(fact)
        measure = self.book.measures.get(measure_of(fact))
        if measure is None or self.reach.listed(measure):
            return fixed if measure is not None else Var(True, fixed.low, fixed.high)
        if is_symptom(measure):
            cover = self.book.changing.by_cover.get(SYMPTOMS)
            if known is not None or cover is None:
                return fixed
            move = self.reach.other(SCREEN)
            assert move is not None
            self.prices[SCREEN] = [z3.If(self.screen, z3.RealVal(str(move.way.price(move.weeks))), z3.RealVal(0))]
            return Var(self.screen, z3.IntVal(0), z3.IntVal(0))
        return self._measured(fact, fixed)

    def _measured(self, fact: str, fixed: Var) -> Var:
        measure, known = self.book.measures[measure_of(fact)], self.facts.known.get(fact)
        changed, value = z3.Bool(f"{fact} changed"), z3.Int(f"{fact} then")
        better = direction(measure)
        low, high = measure.low, measure.high
        if known is not None:
            low = max(low, known.low) if better == "higher" else low
            high = min(high, known.high) if better == "lower" else high
        found = []
        for edge in sorted({low, high, *self._cuts(fact, low, high)}):
            move = self.reach.move(fact, Range(edge, edge))
            if move is not None:
                found.append((edge, move))
        if not found:
            return fixed
        costs: dict[str, Any] = {}
        for edge, move in found:                # partly known: a test to some values, training or waiting to others
            for way, weeks in ((move.way, move.weeks), (move.also, None)):
                if way is not None:
                    name = way.name if way.together else f"{way.name} {measure.name}"
                    here = z3.RealVal(str(way.price(weeks)))
                    costs[name] = z3.If(z3.And(changed, value == edge), here, costs.get(name, z3.RealVal(0)))
        self.world.append(z3.Implies(changed, z3.Or(*(value == edge for edge, _ in found))))
        for name, cost in costs.items():
            self.prices.setdefault(name, []).append(cost)
        return Var(z3.Or(changed, fixed.known), *(z3.If(changed, value, end) for end in (fixed.low, fixed.high)))

    def _cuts(self, fact: str, low: int, high: int) -> set[int]:
        """The values at which some rule changes its mind, and those just below: between them nothing differs."""
        from properties.athletes import cuts

        found = {each + more for each in cuts().get(measure_of(fact), ()) for more in (-1, 0)}
        return {each for each in found if low <= each <= high}


def comparable(needs: Needs) -> bool:
    """Whether a way is of values alone, which is what the solver changes."""
    return all(not key.startswith("@") or key == SCREEN for key, _ in needs)


def reads_of(book: Rulebook) -> dict[str, frozenset[str]]:
    return facts_read(book)


__all__ = ["ANEW", "Changes", "comparable", "reads_of"]
