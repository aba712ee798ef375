"""The solver's reading of the conclusions against the reference evaluator: the same truths for any athlete.

And no athlete is left out: whatever the fact layer makes of a facts file is among those that are proved over. Nothing
is solved for: the unknowns of the solver are given the athlete's facts, and everything is evaluated in one go.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import z3
from properties.athletes import SOAK, Seeded, book, build, facts_of

from surefoot.engine.facts.known import Facts
from surefoot.engine.infer.reference import conclude
from surefoot.engine.logic import Truth
from surefoot.engine.prove.people import SIDES
from surefoot.engine.prove.solve import Prover
from surefoot.engine.prove.world import bounds

BATCH = 500 if SOAK else 50
BATCHES = 10 if SOAK else 1


@cache
def prover() -> Prover:
    return Prover(book())


@cache
def everything() -> Any:
    """Two bits for each conclusion, known to be true and known to be false, and a last one for being an athlete."""
    one, none = z3.BitVecVal(1, 1), z3.BitVecVal(0, 1)
    asked = [part for name in book().conclusions for part in prover().reading.of(name)]
    asked.append(z3.And(*prover().world(prover().facts)))
    return z3.Concat(*(z3.If(z3.BoolVal(part) if isinstance(part, bool) else part, one, none) for part in asked))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_same_truths_as_the_reference_evaluator(batch: int) -> None:
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        athlete = build(Seeded(seed), overrides=False)
        facts = facts_of(athlete)
        truths, among = read_by_the_solver(facts)
        assert among, f"{athlete} is not among those that are proved over"
        expected = conclude(book().conclusions, facts.known)
        assert {name: truth for name, truth in truths.items() if truth is not expected[name]} == {}, athlete


def test_somebody_out_of_range_is_not_an_athlete() -> None:
    facts = facts_of(build(Seeded(0), overrides=False))
    assert read_by_the_solver(facts)[1]
    fact = facts.known["age_years"]
    for low, high in ((fact.low, 1000), (fact.low, fact.low - 1)):
        odd = type(fact)(fact.name, low, high, "", "", fact.date)
        assert not read_by_the_solver(Facts({**facts.known, fact.name: odd}, {}, {}, (), (), facts.answers))[1]


def read_by_the_solver(facts: Facts) -> tuple[dict[str, Truth], bool]:
    """What the solver reads of these facts, and whether there is such an athlete."""
    person, model = prover().person, z3.Model()
    for name, var in person.facts.items():
        fact = facts.known.get(name)
        low, high = (fact.low, fact.high) if fact is not None else (bounds(name, book())[0],) * 2
        if z3.is_expr(var.known):
            model.update_value(var.known, _bool(fact is not None))
        else:
            assert fact is not None, f"{name} is always known"
        model.update_value(var.low, _int(low))
        if var.high is not var.low:
            model.update_value(var.high, _int(high))
        else:
            assert low == high, f"{name} is never known in part"
    for measure, fresh in person.fresh.items():
        sides = [facts.known.get(f"{measure}.{side}") for side in SIDES]
        model.update_value(fresh, _bool(not any(side is not None and side.stale for side in sides)))
    whole = everything()
    bits = f"{model.eval(whole, model_completion=True).as_long():0{whole.size()}b}"
    truths: dict[str, Truth] = {}
    for index, name in enumerate(book().conclusions):
        true, false = bits[2 * index] == "1", bits[2 * index + 1] == "1"
        assert not (true and false), f"{name} is true and false"
        truths[name] = True if true else False if false else None
    return truths, bits[-1] == "1"


@cache
def _int(value: int) -> Any:
    return z3.IntVal(value)


@cache
def _bool(value: bool) -> Any:
    return z3.BoolVal(value)
