"""The shipped rulebook's proofs: a sample here, all of them with SUREFOOT_SOAK."""

from __future__ import annotations

from functools import cache

import pytest
from properties.athletes import SOAK, book

from surefoot.engine.prove.alive import PHASES
from surefoot.engine.prove.parts import SOME, Part
from surefoot.engine.prove.properties import GROUPS
from surefoot.engine.prove.run import all_parts
from surefoot.engine.prove.solve import Prover
from surefoot.engine.prove.witness import athlete_of

EVERY = 1 if SOAK else 16  # of so many parts one is proved


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
