"""Why names facts that are enough: with any others, red flags apart, outcome and phase are the same."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from audit.somebody import concluded, decided, of_flags, reasons_of
from properties.athletes import SOAK, book

from surefoot.engine.audit.reasons import Reasons
from surefoot.engine.audit.supposed import again, limits
from surefoot.engine.audit.what_if import what_if
from surefoot.engine.facts.known import Fact
from surefoot.engine.logic import measure_of

ATHLETES = range(200 if SOAK else 15)
OTHERS = 20 if SOAK else 4  # sets of other facts that are tried on each


def kept(reasons: Reasons) -> set[str]:
    """The facts that why names, and those that flags read."""
    names = {node.id for node in reasons.rests_on()}
    flags = of_flags()
    every = {*reasons.decision.facts.known, *(fact for each in book().measures.values() for fact in each.facts())}
    return {name for name in every if name in names or measure_of(name) in flags or name.startswith("flag.")}


def other(reasons: Reasons, dice: Random) -> dict[str, Fact]:
    """Facts of which only those that are named are as they were: the others are gone, or anything."""
    known, stays = reasons.decision.facts.known, kept(reasons)
    found = {name: fact for name, fact in known.items() if name in stays and "~" not in name}
    share = dice.choice((0.0, 0.5, 1.0))  # how many of the others are known
    every = {*known, *(fact for each in book().measures.values() for fact in each.facts())}
    for name in sorted(every):
        if name in stays or "~" in name or name.endswith((".ratio", ".difference")):
            continue
        if dice.random() < share or name.startswith("kit."):
            low, high = limits(name, book())
            value = dice.choice((low, high, dice.randint(low, high)))
            any_known = known.get(name) or next(iter(known.values()))
            found[name] = replace(any_known, name=name, low=value, high=value)
    return again(found, book())


@pytest.mark.parametrize("seed", ATHLETES)
def test_the_facts_named_are_enough(seed: int) -> None:
    reasons = reasons_of(seed)
    truths = concluded(reasons, reasons.decision.facts.known)
    dice = Random(seed)
    for _ in range(OTHERS):
        assert decided(concluded(reasons, other(reasons, dice))) == decided(truths)


@pytest.mark.parametrize("seed", ATHLETES)
def test_in_a_facts_file_the_others_can_be_taken_out(seed: int) -> None:
    reasons = reasons_of(seed)
    stays = {"position", *(measure_of(name) for name in kept(reasons))}  # a facts file always says where one stands
    answered = {measure for measure, _ in reasons.decision.facts.answers.answers}
    taken = [name for name in sorted(answered) if name not in stays and book().measures[name].at[0] != "pain"]
    if not taken:
        return
    found = what_if(reasons.subject, (), taken)
    assert (found.then.decision.outcome, found.then.decision.phase) == (
        reasons.decision.outcome,
        reasons.decision.phase,
    )


def test_not_everything_is_named() -> None:
    """Of what is known most doesn't matter; else naming it would say nothing."""
    shares = []
    for seed in ATHLETES:
        reasons = reasons_of(seed)
        known = [name for name in reasons.decision.facts.known if "~" not in name]
        shares.append(sum(node.status == "known" for node in reasons.rests_on()) / len(known))
    assert sum(shares) / len(shares) < 0.25


def test_each_kind_of_outcome_is_among_them() -> None:
    outcomes = {reasons_of(seed).decision.outcome for seed in ATHLETES}
    assert len(outcomes) >= (5 if SOAK else 4)
