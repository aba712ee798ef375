"""The shipped rulebook's proofs: a sample here, all of them with SUREFOOT_SOAK; and random athletes against them."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import assume, given, note, settings
from properties.athletes import SOAK, Athlete, Dice, athletes, book, dice, facts_of
from properties.changes import forget, worse

from surefoot.engine.infer.reference import conclude, truth
from surefoot.engine.prove.alive import PHASES
from surefoot.engine.prove.earning import earned
from surefoot.engine.prove.parts import NEVER, PAIR, SOME, Asked, Part
from surefoot.engine.prove.properties import GROUPS
from surefoot.engine.prove.run import all_parts
from surefoot.engine.prove.solve import Prover
from surefoot.engine.prove.witness import Concluded, athlete_of

EVERY = 1 if SOAK else 16  # of so many parts one is proved
MANY = settings(max_examples=10_000 if SOAK else 60)


@cache
def prover() -> Prover:
    return Prover(book())


@cache
def parts() -> tuple[Part, ...]:
    return tuple(all_parts(book()))


@pytest.mark.parametrize("group", [group.id for group in GROUPS])
def test_the_shipped_rulebook_holds(group: str) -> None:
    mine = [part for part in parts() if part.group == group]
    assert mine
    failed = [part.id for part in mine[:: EVERY if len(mine) > EVERY else 1] if not prover().solve(part).holds]
    assert failed == []


def test_each_part_has_a_name_of_its_own() -> None:
    ids = [part.id for part in parts()]
    assert len(ids) == len(set(ids))


def test_an_athlete_who_is_found_is_one_whom_a_facts_file_can_say() -> None:
    """Each athlete found for `there is one` is written down, read again, and judged by the reference evaluator."""
    some = [part for part in parts() if part.kind == SOME]
    for part in some if SOAK else [*some[::40], *(part for part in some if part.group == PHASES.id)]:
        assert athlete_of(part, prover().solve(part), book()) is not None, part.id


# ---- random athletes: none of them contradicts a proof ----


def concluded(athlete: Athlete) -> Concluded:
    known = facts_of(athlete).known
    return known, conclude(book().conclusions, known)


def met(tests: tuple[Asked, ...], about: Concluded) -> bool:
    return all(test.met(truth(test.formula, *about)) for test in tests)


@MANY
@given(athletes(overrides=False))
def test_nobody_contradicts_what_never_is(athlete: Athlete) -> None:
    about = concluded(athlete)
    assert [part.id for part in parts() if part.kind == NEVER and met(part.tests, about)] == []


@MANY
@given(athletes(overrides=False), dice())
def test_nobody_earns_more_by_being_worse(athlete: Athlete, dice: Dice) -> None:
    after = worse(dice, athlete)
    assume(after is not None)
    assert after is not None
    note(f"then {after.changes[-1]}")
    first, second = concluded(athlete), concluded(after)
    assert [each.words for each in earned(book()) if met(each.before, first) and met(each.after, second)] == []


@MANY
@given(athletes(overrides=False), dice())
def test_nobody_undoes_safety_by_learning(athlete: Athlete, dice: Dice) -> None:
    without = forget(dice, athlete)
    assume(without is not None)
    assert without is not None
    kept = next(part.earned for part in parts() if part.kind == PAIR and part.group == "learning")
    first, second = concluded(athlete), concluded(without)
    assert [each.words for each in kept if met(each.before, first) and met(each.after, second)] == []
