"""The solver's reading of the conclusions against the reference evaluator: the same truths for any athlete.

And no athlete is left out: whatever the fact layer makes of a facts file is among those that are proved over.
"""

from __future__ import annotations

from functools import cache

import pytest
import z3
from properties.athletes import SOAK, Seeded, book, build, facts_of

from surefoot.engine.facts.known import Facts
from surefoot.engine.infer.reference import conclude
from surefoot.engine.logic import Truth
from surefoot.engine.prove.people import SIDES
from surefoot.engine.prove.solve import Prover

BATCH = 250 if SOAK else 15
BATCHES = 12 if SOAK else 4


@cache
def prover() -> Prover:
    return Prover(book())


@cache
def world() -> z3.Solver:
    solver = z3.SimpleSolver()
    solver.add(*prover().world(prover().facts))
    return solver


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_same_truths_as_the_reference_evaluator(batch: int) -> None:
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        athlete = build(Seeded(seed), overrides=False)
        facts = facts_of(athlete)
        truths = solved(facts)
        assert truths is not None, f"{athlete} is not among those that are proved over"
        expected = conclude(book().conclusions, facts.known)
        assert {name: truth for name, truth in truths.items() if truth is not expected[name]} == {}, athlete


def solved(facts: Facts) -> dict[str, Truth] | None:
    """What the solver concludes; None where it knows no such athlete."""
    person, solver = prover().person, world()
    solver.push()
    for name, var in person.facts.items():
        fact = facts.known.get(name)
        if fact is None:
            solver.add(z3.Not(var.known))
        else:
            solver.add(var.known, var.low == fact.low, var.high == fact.high)
    for measure, fresh in person.fresh.items():
        sides = [facts.known.get(f"{measure}.{side}") for side in SIDES]
        solver.add(fresh == (not any(side is not None and side.stale for side in sides)))
    found = None
    if solver.check() == z3.sat:
        model = solver.model()
        found = {name: _truth(model, name) for name in book().conclusions}
    solver.pop()
    return found


def _truth(model: z3.ModelRef, name: str) -> Truth:
    true, false = (
        part if isinstance(part, bool) else z3.is_true(model.eval(part, model_completion=True))
        for part in prover().reading.of(name)
    )
    assert not (true and false), f"{name} is true and false"
    return True if true else False if false else None
