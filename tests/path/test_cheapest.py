"""None is cheaper: the ways of random athletes, against the solver. And each was decided again, by another hand."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest
from journaling import opened
from properties.athletes import SOAK, Seeded, book, build, facts_of

from surefoot.engine.decision.decide import decide
from surefoot.engine.path.cheapest import path_to, target
from surefoot.engine.path.road import Road

pytest.importorskip("z3", reason="the solver: pip install 'surefoot[prove]'")

ATHLETES = 200 if SOAK else 15


@cache
def reads() -> dict[str, frozenset[str]]:
    from path.by_solver import reads_of

    return reads_of(opened().book)


@pytest.mark.parametrize("seed", range(ATHLETES))
def test_the_solver_finds_none_cheaper(seed: int) -> None:
    from path.by_solver import Changes, comparable

    athlete = build(Seeded(seed), overrides=False)      # the solver knows of none
    decision = decide(facts_of(athlete), opened().book, opened().engine)
    road = Road(decision, target(decision, None).order)
    if road.begins >= road.to:
        return
    for steps in road.roads():
        if len(steps) > 1:
            continue
        ways = road._along(steps)
        if not all(comparable(way.together) for way in ways):
            continue
        least = min((way.price for way in ways), default=None)
        found = Changes(road, steps[0], reads()).cheaper_than(least)
        assert found is None, (athlete, least, found)
        if least is not None and (SOAK or seed % 5 == 0):   # at that price there is one, so that the solver has looked
            assert Changes(road, steps[0], reads()).cheaper_than(least + Fraction(1, 100)) is not None, athlete


@pytest.mark.parametrize("seed", range(ATHLETES if SOAK else 8))
def test_each_way_leads_there_when_it_is_decided_again(seed: int) -> None:
    """By way of the service, as any answers are decided on."""
    athlete = build(Seeded(seed))
    decision = decide(facts_of(athlete), opened().book, opened().engine)
    to = target(decision, None)
    for way in path_to(decision, opened(), to, most=2).ways:
        for stage in way.stages:
            made, _ = opened().decide_answers(way.times.answers(stage, stage.checked))
            assert made.outcome in ("advance", "place") or stage.step.start == stage.step.end, athlete
            reached = book().phase(made.phase or "")
            assert reached is not None, athlete
            assert reached.order >= stage.step.end, athlete
