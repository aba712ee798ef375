"""Worse never earns more (design.md, what must always hold, 1 and 7). Overrides aside.

Worse is declared per measure, side by side: of a measure on two sides, either side may be the one that got worse. The
numbers of two sides together (ratios) only say which side begins, so losing strength on the strong side counts as
worse here too. Where nothing may be trained (a stop, or the screen isn't passed) the contract has the phase stay as it
was, with an empty plan: that is no later phase, but nothing at all.
"""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given, note, settings
from properties.athletes import (
    REMOVE,
    SOAK,
    Athlete,
    Change,
    Dice,
    Seen,
    athletes,
    better,
    book,
    cuts,
    dice,
    groups,
    more_than,
    places,
    see,
    written,
)
from properties.changes import forget, with_best_readiness, worse

from surefoot.engine.model import Measure

MANY = settings(max_examples=1_000 if SOAK else 200)
SOME = settings(max_examples=500 if SOAK else 80)


@MANY
@given(athletes(overrides=False), dice())
def test_worse_never_earns_more(athlete: Athlete, dice: Dice) -> None:
    """No gate opens, none is kept that was lost, no better outcome, later phase, harder day, more exercises or sets."""
    after = worse(dice, athlete)
    assume(after is not None)
    note(f"then {after.changes[-1]}")  # type: ignore[union-attr]
    assert not more_than(see(after), see(athlete))  # type: ignore[arg-type]


@SOME
@given(athletes(overrides=False), dice())
def test_worse_again_and_again_never_earns_more(athlete: Athlete, dice: Dice) -> None:
    """The same over several steps at once, and from someone of whom something isn't known."""
    before = forget(dice, athlete) or athlete
    after = before
    for _ in range(dice.whole(1, 6)):
        after = worse(dice, after) or after
    assume(after is not before)
    note(f"then {after.changes[len(before.changes) :]}")
    assert not more_than(see(after), see(before))


DIRECTED = [
    measure
    for name, group in groups().items()
    if name != "symptoms"
    for measure in group
    if better(measure) != "context"
]


# Who moves on; who may lose a phase, on a day that is reduced already, and of whom more is asked; who is to be placed.
ASKED_MORE: tuple[Change, ...] = (
    (("pain",), REMOVE),
    (("history", "tendon"), "yes"),
    (("measures", "visa_a"), "95"),
    (("history", "birth"), "yes"),
    (("measures", "weeks_postpartum"), "40"),
)
PEOPLE = (Athlete("woman_unilateral"), Athlete("woman_eccentric").but(*ASKED_MORE), Athlete("newcomer"))


@pytest.mark.parametrize("measure", DIRECTED[:: 1 if SOAK else 2], ids=lambda measure: measure.name)
def test_from_best_to_worst_each_step_earns_less_or_the_same(measure: Measure) -> None:
    """Each directed measure, each side, through all the values at which a rule changes its mind."""
    for athlete in PEOPLE:
        assert_each_step_earns_less(athlete, measure)


@settings(max_examples=300 if SOAK else 20)
@given(athletes(overrides=False, flags=False), dice())
def test_from_best_to_worst_for_anybody(athlete: Athlete, dice: Dice) -> None:
    assert_each_step_earns_less(athlete, dice.pick(DIRECTED))


def assert_each_step_earns_less(athlete: Athlete, measure: Measure) -> None:
    for path in places(measure):
        seen: list[Seen] = [see(athlete.but((path, written(measure, steps)))) for steps in _through(measure)]
        for before, after in itertools.pairwise(seen):
            more = more_than(after, before)
            assert not more, f"{path}: {after.athlete.said(path)} after {before.athlete.said(path)}"


def _through(measure: Measure) -> list[int]:
    """The best value, one of each stretch between two cuts, and the worst; the best first."""
    values = {measure.low, measure.high} | {cut - by for cut in cuts()[measure.name] for by in (0, 1)}
    return sorted((each for each in values if measure.low <= each <= measure.high), reverse=better(measure) == "higher")


# ---- readiness ------------------------------------------------------------------------------------------------------


@SOME
@given(athletes(overrides=False))
def test_readiness_may_only_hold_or_reduce(athlete: Athlete) -> None:
    """Whatever is known of today, or isn't: never more than on the best of days."""
    assert not more_than(see(athlete), see(with_best_readiness(athlete)))


@SOME
@given(athletes())
def test_reductions_do_not_stack(athlete: Athlete) -> None:
    """On an axis one rule bites, the strongest; the sets are what it leaves of the planned ones, and never none."""
    seen = see(athlete)
    contacts = [int(each.rule.data["to"]) for each in seen.plan.reductions if each.rule.data.get("axis") == "contacts"]
    for axis in {each.rule.data.get("axis") for each in seen.plan.reductions}:
        on_axis = [each for each in seen.plan.reductions if each.rule.data.get("axis") == axis]
        assert sum(each.bites for each in on_axis) == 1
    shares = [int(each.rule.data["to"]) for each in seen.plan.reductions if each.rule.data.get("axis") == "sets"]
    assert seen.share == min(shares, default=100)
    for session in seen.plan.sessions:
        for item in session.items:
            share = seen.share if item.dose.contacts is None else min(contacts, default=100)
            exact = item.dose.planned_sets * share / 100
            assert 1 <= item.dose.sets <= item.dose.planned_sets
            if item.slot in session.shortened:  # the minutes took more
                continue
            off = abs(item.dose.sets - exact)
            whole = off == 1 and item.dose.contacts is not None  # contacts are cut to whole sets of jumps
            assert off < 1 or whole or item.dose.sets == 1
            assert item.dose.sets == item.dose.planned_sets or share < 100


# ---- the rung chosen ------------------------------------------------------------------------------------------------


@SOME
@given(athletes(overrides=False), dice())
def test_worse_gives_a_harder_rung_only_where_no_easier_one_is_left(athlete: Athlete, dice: Dice) -> None:
    """In the same phase, slot and ladder. Where every rung up to the one before may no longer be done, the next harder
    one that may be done fills the slot (it could be done before, too)."""
    after = worse(dice, athlete)
    assume(after is not None)
    one, other = see(athlete), see(after)  # type: ignore[arg-type]
    assume(one.phase == other.phase > 0)
    for slot, rung in _rungs(other).items():
        was = _rungs(one).get(slot)
        if was is None or book().exercises[was].ladder != book().exercises[rung].ladder:
            continue
        ladder = [each.id for each in book().ladders[book().exercises[rung].ladder].rungs]
        if ladder.index(rung) > ladder.index(was):
            taken = {each for place, each in _rungs(other).items() if place[0] == slot[0]}
            left = [each for each in ladder[: ladder.index(was) + 1] if each in other.allowed and each not in taken]
            assert not left, f"{slot}: {rung} after {was}, with {left} still allowed"


def _rungs(seen: Seen) -> dict[tuple[str, str], str]:
    return {(session.id, item.slot): item.exercise.id for session in seen.plan.sessions for item in session.items}
