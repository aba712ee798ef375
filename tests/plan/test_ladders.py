"""Ladders are in order, and every rung of them is chosen for somebody: begun with, earned step by step, or eased to."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache

import pytest
from plan.conftest import JUMPING, KITS, PHASES, TIERS, Data, pain, plan_for, standing
from properties.athletes import book

from surefoot.engine.plan.beside import is_jump
from surefoot.engine.plan.choose import Chooser
from surefoot.engine.plan.sessions import Item
from surefoot.engine.training import Exercise

# Beside those of the walk: everything at once, and single things that are all that somebody has.
MORE_KITS: dict[str, Data] = {
    "everything": {"equipment": [*KITS["gym"]["equipment"], "hill", "sofa", "partner"]},
    "hill": {"equipment": ["hill"]},
    "machine": {"equipment": ["machine"]},
}
STEPS = 16  # more than any ladder has rungs


# ---- in order -------------------------------------------------------------------------------------------------------


def test_the_first_rung_of_a_ladder_needs_nothing_that_a_household_lacks() -> None:
    household = {item for item, about in book().equipment.items() if about.get("household")}
    household |= {kind for item in household for kind in book().equipment[item].get("counts_as", ())} | {"nothing"}
    lacking = [
        ladder.rungs[0].id
        for ladder in book().ladders.values()
        if not any(set(way) <= household for way in ladder.rungs[0].kit)
    ]
    assert not lacking


def test_a_ladder_begins_with_its_earliest_phase_and_its_jumps_never_fall_a_tier() -> None:
    for ladder in book().ladders.values():
        phases = [PHASES.index(rung.from_phase) for rung in ladder.rungs]
        tiers = [_tier(rung) for rung in ladder.rungs if is_jump(rung)]
        assert phases[0] == min(phases), ladder.id
        assert tiers == sorted(tiers), ladder.id
        assert [rung.rung for rung in ladder.rungs] == list(range(1, len(ladder.rungs) + 1)), ladder.id


def test_a_jump_is_of_a_tier_that_its_phase_has() -> None:
    for exercise in book().exercises.values():
        tier = book().tier(exercise.tier)
        assert not is_jump(exercise) or tier is not None, exercise.id
        assert tier is None or PHASES.index(tier.from_phase) <= PHASES.index(exercise.from_phase), exercise.id


def test_some_slot_can_use_each_exercise() -> None:
    used = set()
    for phase in book().phases:
        for slot in (slot for day in phase.days for slot in day["slots"]):
            within = min(phase.order, PHASES.index(slot.get("as_in", phase.id)) + 1)
            most = book().tier(slot.get("tier_at_most", "P3"))
            used |= {
                rung.id
                for name in slot["ladders"]
                for rung in book().ladders[name].rungs
                if PHASES.index(rung.from_phase) < within
                and is_jump(rung) == (slot["dose"] == "by_tier")
                and most is not None
                and _tier(rung) <= most.order
            }
    assert not book().exercises.keys() - used


def _tier(rung: Exercise) -> int:
    tier = book().tier(rung.tier)
    return tier.order if tier else 0


# ---- reached --------------------------------------------------------------------------------------------------------


@cache
def climbed() -> dict[str, tuple[str, Item]]:
    """For each exercise somebody who begins with it or earns it: in words, and the row of the plan."""
    found: dict[str, tuple[str, Item]] = {}
    for phase, (kit, things) in itertools.product(PHASES, {**KITS, **MORE_KITS}.items()):
        for tier in TIERS if phase in JUMPING and kit in ("household", "everything") else ("P3",):
            for step, items in enumerate(_climb(standing(phase, things, TIERS[tier]))):
                for item in items:
                    found.setdefault(item.exercise.id, (f"{phase}, {kit}, {tier}, step {step}", item))
    return found


def _climb(facts: Data) -> Iterator[list[Item]]:
    """The weeks of somebody whose every session is clean: each time two on the hardest rung of each ladder so far."""
    log: dict[str, tuple[str, int]] = {}
    for _ in range(STEPS):
        rungs = {ladder: {"exercise": name, "clean": 2} for ladder, (name, _) in log.items()}
        _, plan = plan_for({**facts, "log": {**facts["log"], "rungs": rungs}})
        items = [item for session in plan.sessions for item in session.items]
        yield items
        new: dict[str, tuple[str, int]] = {}
        for item in items:
            ladder, rung = item.exercise.ladder, item.exercise.rung
            new[ladder] = max(new.get(ladder, ("", -1)), (item.exercise.id, rung), key=lambda each: each[1])
        if new == log:
            return
        log = new


@cache
def eased() -> dict[str, tuple[str, Item]]:
    """For each exercise somebody who was stepped back to it by a pain."""
    found: dict[str, tuple[str, Item]] = {}
    for phase, site, during in itertools.product(PHASES, book().sites, (4, 6)):
        _, plan = plan_for(standing(phase, pain(site, during)))
        for session in plan.sessions:
            for item in session.items:
                if item.choice.instead_of is not None:
                    found.setdefault(item.exercise.id, (f"{phase}, {site} {during}", item))
    return found


def test_each_exercise_is_chosen_for_somebody() -> None:
    unreached = book().exercises.keys() - climbed().keys() - eased().keys()
    assert not unreached, f"nobody is ever given {sorted(unreached)}"


def test_who_is_eased_to_an_exercise_hears_why() -> None:
    for name in eased().keys() - climbed().keys():
        who, item = eased()[name]
        instead = item.choice.instead_of
        assert instead is not None, who
        assert instead.ladder != item.exercise.ladder or instead.rung > item.exercise.rung, (who, name)
        assert item.choice.reasons, (who, name)


@pytest.mark.parametrize("kit", ["household", "everything"])
@pytest.mark.parametrize("phase", PHASES)
def test_from_each_rung_two_clean_sessions_lead_to_the_next(phase: str, kit: str) -> None:
    """Over none but those for which the kit is missing, and to the end of what the phase has of the ladder."""
    facts = standing(phase, {**KITS, **MORE_KITS}[kit], {"position": {"weeks_in_phase": 4}})
    decision, _ = plan_for(facts)
    roads = []
    for ladder, jumps in itertools.product(book().ladders.values(), (False, True)):
        rungs = [rung for rung in ladder.rungs if is_jump(rung) == jumps and decision.true(rung.allowed)]
        ranks = [_tier(rung) if jumps else PHASES.index(rung.from_phase) for rung in rungs]
        if rungs:
            first = ranks.index(max(ranks))  # what the phase or tier opens
            roads.append((ladder.id, jumps, rungs[first:]))
    for at in range(max(len(rungs) for _, _, rungs in roads)):
        for jumps in (False, True):
            here = {name: rungs for name, each, rungs in roads if each == jumps and at < len(rungs)}
            done = {name: {"exercise": rungs[at].id, "clean": 2} for name, rungs in here.items()}
            decision, _ = plan_for({**facts, "log": {**facts["log"], "rungs": done}})
            for name, rungs in here.items():
                slot = {"slot": name, "ladders": [name], "dose": "by_tier" if jumps else "main"}
                choice = Chooser(decision).choose(slot, set())
                assert choice.exercise is rungs[min(at + 1, len(rungs) - 1)], (name, rungs[at].id)
                assert ("progress.more" in {each.rule for each in choice.reasons}) == (at + 1 < len(rungs))
                assert choice.easier is None or choice.easier.rung < choice.exercise.rung
