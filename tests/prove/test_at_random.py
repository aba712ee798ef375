"""Random athletes against what was proved: none of them contradicts it.

They are made as somebody would write them down (a facts file, near where the rulebook cuts), read by the code that
reads any facts file, and judged by the reference evaluator: nothing of the solver's is used, only what it claims. In
the soak there are 10,000 for each of the four kinds of claims:

- what never is (`one-outcome`, `agree`, `stop`, `unknown`): each athlete against all parts
- worse never earns more (`worse`): one thing known of an athlete is made worse, up to four times from where he began;
  each pair against everything that can be earned
- learning never undoes safety (`learning`): the same with one thing forgotten
- who is placed stays (`stays`): each who is placed, standing there with the same facts

So a pair differs in one answer, but in all facts that follow from it: the ratio of two sides, the worst of the pain
list. Clearances, flags and values out of date are among them; overrides are not, which nothing is claimed of. What is
claimed to exist (`dead`, `shadowed`, `phases`, `kit`) no random athlete can contradict: test_proofs holds the athletes
that the solver found for it against the evaluator, each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from random import Random

import pytest
from properties.athletes import SOAK, Athlete, Dice, Seeded, book, build, facts_of
from properties.changes import forget, worse

from surefoot.engine.infer.reference import conclude, truth
from surefoot.engine.prove.earning import earned
from surefoot.engine.prove.parts import NEVER, PAIR, Asked, Earned, Part
from surefoot.engine.prove.properties import LEARNING, STAYS, WORSE_
from surefoot.engine.prove.run import all_parts
from surefoot.engine.prove.witness import Concluded

ATHLETES = 10_000 if SOAK else 60  # or pairs of them
BATCHES = 10 if SOAK else 1  # each a test of its own, so that two processes share them
EACH = ATHLETES // BATCHES
PAIRS = 4  # from one athlete
Other = Callable[[Dice, Athlete], Athlete | None]

batches = pytest.mark.parametrize("batch", range(BATCHES))


@cache
def parts() -> tuple[Part, ...]:
    return tuple(all_parts(book()))


def somebody(number: int, **limits: bool) -> Athlete:
    return build(Seeded(number), overrides=False, **limits)


def concluded(athlete: Athlete) -> Concluded:
    known = facts_of(athlete).known
    return known, conclude(book().conclusions, known)


def met(tests: tuple[Asked, ...], about: Concluded) -> bool:
    return all(test.met(truth(test.formula, *about)) for test in tests)


@batches
def test_nobody_contradicts_what_never_is(batch: int) -> None:
    never = [part for part in parts() if part.kind == NEVER]
    for number in range(batch * EACH, (batch + 1) * EACH):
        about = concluded(somebody(number))
        assert [part.id for part in never if met(part.tests, about)] == [], somebody(number)


@batches
def test_nobody_earns_more_by_being_worse(batch: int) -> None:
    nothing_earned(tuple(earned(book())), worse, batch)


@batches
def test_nobody_undoes_safety_by_learning(batch: int) -> None:
    """Of the two, the second is the one who doesn't know."""
    kept = next(part.earned for part in parts() if part.kind == PAIR and part.group == LEARNING.id)
    nothing_earned(kept, forget, batch)


def nothing_earned(what: tuple[Earned, ...], other: Other, batch: int) -> None:
    for first, about, second in pairs(other, batch):
        after = concluded(second)
        assert [each.words for each in what if met(each.before, about) and met(each.after, after)] == [], (
            f"{first}\nthen {second.changes[-1]}"
        )


def pairs(other: Other, batch: int) -> Iterator[tuple[Athlete, Concluded, Athlete]]:
    """As many as one batch has: an athlete with what is concluded, and one who differs in one thing."""
    found, number = 0, batch * EACH
    while found < EACH:
        first, dice = somebody(number), Seeded(-1 - number)
        about = concluded(first)
        for _ in range(PAIRS):
            second = other(dice, first)
            if second is not None and found < EACH:
                found += 1
                yield first, about, second
        number += 1


@batches
def test_whoever_is_placed_stays(batch: int) -> None:
    stays = {part.value: part.earned[0] for part in parts() if part.group == STAYS.id}
    random, placed = Random(batch), 0
    while placed < EACH:
        athlete = somebody(random.randrange(10**9), placed=False)
        known, truths = concluded(athlete)
        phase = max((order for order, each in stays.items() if met(each.before, (known, truths))), default=0)
        if not phase:
            continue
        placed += 1
        stands = {**known, "position": replace(known["position"], low=phase, high=phase)}
        assert not met(stays[phase].after, (stands, conclude(book().conclusions, stands))), athlete


def test_each_kind_of_claim_is_held_against_somebody() -> None:
    """A claim of a new kind has to be tried here, too."""
    claims = {part.group for part in parts() if part.kind in (NEVER, PAIR)}
    assert claims == {"one-outcome", "agree", "stop", "unknown", LEARNING.id, WORSE_.id, STAYS.id}
