"""Why not names each smallest set of conditions: made true it opens, without one of them it doesn't."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from random import Random

import pytest
from audit.somebody import concluded, reasons_of
from properties.athletes import SOAK, book

from surefoot.engine.audit.conditions import Condition
from surefoot.engine.audit.proof import ALLOWS
from surefoot.engine.audit.reasons import Reasons
from surefoot.engine.audit.supposed import again
from surefoot.engine.audit.topics import goal_of
from surefoot.engine.audit.why_not import WhyNot, why_not
from surefoot.engine.facts.known import Fact
from surefoot.engine.facts.validity import direction
from surefoot.engine.logic import measure_of

ATHLETES = range(200 if SOAK else 10)
LARGEST = 5  # conditions of which every set is tried
MOST = 8  # conditions in all of which every set is tried


def targets(reasons: Reasons, dice: Random) -> list[str]:
    """The next phase, moving on, a gate, a tier and an exercise."""
    ahead = [reasons.decision.next_phase] if reasons.decision.next_phase else []
    some = [dice.choice(sorted(book().gates)), dice.choice(book().tiers).id, dice.choice(sorted(book().exercises))]
    return [*ahead, "advance", "train", *some][: None if SOAK else 4]


def with_them(reasons: Reasons, conditions: Iterable[Condition]) -> dict[str, Fact]:
    """The facts with conditions made true: as near to what is known as their words allow, or as good as can be."""
    known = {name: fact for name, fact in reasons.decision.facts.known.items() if "~" not in name}
    for condition in conditions:
        for fact, low, high in condition.ranges:
            if fact.endswith(".ratio"):
                sides = [known[side] for side in book().measures[measure_of(fact)].facts()]
                best = max(side.low for side in sides)
                known |= {side.name: replace(side, low=best, high=best) for side in sides}
                continue
            there, measure = known.get(fact), book().measures.get(measure_of(fact))
            best = high if measure is not None and direction(measure) == "higher" else low
            value = min(max(there.low, low), high) if there is not None else best
            like = there or next(iter(known.values()))
            known[fact] = replace(like, name=fact, low=value, high=value, stale=False)
    return again(known, book())


def opens(reasons: Reasons, target: str, conditions: Sequence[Condition]) -> bool:
    truths = concluded(reasons, with_them(reasons, conditions))
    return all(truths[name] in ALLOWS[must] for name, must in goal_of(target, reasons.decision)[1])


@cache
def asked(seed: int) -> list[tuple[Reasons, str, WhyNot]]:
    reasons = reasons_of(seed)
    return [(reasons, each, why_not(each, reasons)) for each in targets(reasons, Random(seed))]


@pytest.mark.parametrize("seed", ATHLETES)
def test_each_way_opens_and_none_of_its_parts_does(seed: int) -> None:
    for reasons, target, found in asked(seed):
        for way in found.ways:
            assert opens(reasons, target, way), (target, way)
            sizes = range(len(way)) if len(way) <= LARGEST else (len(way) - 1,)
            for part in (part for size in sizes for part in combinations(way, size)):
                assert not opens(reasons, target, part), (target, part)


@pytest.mark.parametrize("seed", ATHLETES)
def test_whatever_opens_holds_one_of_the_ways(seed: int) -> None:
    """Of the conditions that are named at all, every set that opens."""
    for reasons, target, found in asked(seed):
        every = {condition.about: condition for way in found.ways for condition in way}
        if found.more or len(every) > MOST:
            continue
        ways = [{condition.about for condition in way} for way in found.ways]
        for size in range(len(every) + 1):
            for some in combinations(every.values(), size):
                names = {condition.about for condition in some}
                if not any(way <= names for way in ways):
                    assert found.ways == () or not opens(reasons, target, some), (target, names)


def test_most_have_a_way() -> None:
    """Only what nobody can change leaves none."""
    found = [each for seed in ATHLETES for _, _, each in asked(seed) if not each.already]
    assert sum(bool(each.ways) for each in found) > 0.6 * len(found)
