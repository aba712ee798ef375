"""Every phase, level, kit, length of a session and one pain at each site: a session comes out that may be done today.

By default everybody without pain and a sample of the others, in which every phase meets every pain and every pair of
the axes occurs. SUREFOOT_SOAK=1 walks them all.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest
from plan.conftest import KITS, LEVELS, PHASES, Data, answers_of, pain, plan_for, standing
from properties.athletes import SOAK, book

from surefoot.engine.decision.decide import Decision
from surefoot.engine.plan.days import HARD
from surefoot.engine.plan.sessions import Plan, Session
from surefoot.engine.service import Surefoot

MINUTES = (20, 30, 45)
CALM = "no pain"
BONE = "8, in a bone at night"  # which stops all
JUMP_SECONDS = 30 * 60
HURTS: dict[str, Data] = {  # how much, out of 10, and how the next morning was
    "2": {"during": 2},
    "4": {"during": 4},
    "4, worse next morning": {"during": 4, "next_morning": 1},
    "8": {"during": 8, "next_morning": 2},
    BONE: {"during": 8, "next_morning": 2, "tissue": "bone", "night": True},
}


class Row(NamedTuple):
    """One athlete of the walk. `site` and `hurts` are "no pain" for nobody's pain."""

    phase: str
    level: str
    kit: str
    minutes: int
    site: str
    hurts: str

    def facts(self) -> Data:
        sore = {"pain": "none"} if self.site == CALM else pain(self.site, **HURTS[self.hurts])
        return standing(
            self.phase, LEVELS[self.level], KITS[self.kit], {"week": {"session_minutes": self.minutes}}, sore
        )


def calm() -> Iterator[Row]:
    """Nobody's pain, and everything else."""
    for way in itertools.product(PHASES, LEVELS, KITS, MINUTES):
        yield Row(*way, CALM, CALM)


@cache
def rows() -> tuple[Row, ...]:
    """All of them; or everybody without pain, and each phase with each pain, the level, kit and minutes in turn."""
    ways = tuple(itertools.product(LEVELS, KITS, MINUTES))
    sore = tuple((site, hurts) for hurts in HURTS for site in book().sites)
    if SOAK:
        return (*calm(), *(Row(phase, *way, *pain) for phase in PHASES for way in ways for pain in sore))
    turn = itertools.cycle(ways)
    return (*calm(), *(Row(phase, *next(turn), *pain) for phase in PHASES for pain in sore))


# ---- what must be so ------------------------------------------------------------------------------------------------


@cache
def things(kit: str) -> frozenset[str]:
    """What is there, worked out from knowledge/equipment.yaml and the kit alone."""
    said = KITS[kit]["equipment"]
    named = {item for item in said if not isinstance(said, dict) or said[item]}
    gone = set(said) - named
    here = {item for item, about in book().equipment.items() if about.get("household")} - gone | named
    return frozenset(here | {kind for item in here for kind in book().equipment[item].get("counts_as", ())})


def faults(row: Row, decision: Decision, plan: Plan) -> Iterator[str]:
    """What is wrong with the plan of an athlete of the walk."""
    if (decision.outcome == "stop") != (row.hurts == BONE):
        yield f"the outcome is {decision.outcome}"
    if decision.outcome == "stop":
        if plan.sessions or not plan.notes:
            yield "sessions after a stop, or nothing said"
        return
    if (decision.phase, decision.level) != (row.phase, row.level):
        yield f"another phase or level: {decision.phase}, {decision.level}"
    if not any(each.kind == HARD for each in plan.sessions):
        yield "no hard session"
    for session in plan.sessions:
        for fault in itertools.chain(
            _exercises(row, decision, session),
            _slots(row, decision, session),
            _main(row, session),
            _jumps(row, session),
        ):
            yield f"session {session.id}: {fault}"
        if not session.items or session.minutes > row.minutes:
            yield f"session {session.id}: {len(session.items)} exercises in {session.minutes} minutes"


def _exercises(row: Row, decision: Decision, session: Session) -> Iterator[str]:
    """Only what may be done today, with what is there, each once, and nothing stepped back without saying why."""
    reached = book().tier(decision.tier or "")
    for item in session.items:
        exercise, tier, phase = item.exercise, book().tier(item.exercise.tier), book().phase(item.exercise.from_phase)
        if not any(set(way) <= things(row.kit) for way in exercise.kit):
            yield f"{exercise.id} takes {exercise.kit}"
        if phase is None or phase.order > PHASES.index(row.phase) + 1:
            yield f"{exercise.id} is from a later phase"
        if tier is not None and (reached is None or tier.order > reached.order):
            yield f"{exercise.id} is of {tier.id}, reached is {decision.tier}"
        for name in exercise.avoid_when:
            unsure = book().contraindications[name].data.get("when_unknown") == "avoid"
            if decision.true(name) or (unsure and decision.truths.get(name) is None):
                yield f"{exercise.id} in spite of {name}"
        for rule in book().regressions:
            if exercise.id in rule.data.get("avoid", ()) and decision.true(rule.holds):
                yield f"{exercise.id} in spite of {rule.id}"
        if item.choice.instead_of is not None and not all(reason.say for reason in item.choice.reasons or [exercise]):
            yield f"{exercise.id} instead of {item.choice.instead_of.id} for no reason"
        if item.dose.sets < 1 or [item.dose.reps, item.dose.seconds, item.dose.metres].count(None) != 2:
            yield f"{exercise.id} has no dose: {item.dose}"
    for name, count in Counter(item.exercise.id for item in session.items).items():
        if count > 1:
            yield f"{name} twice"


def slots_of(row: Row, session: Session) -> list[Data]:
    """The slots of a session's day, as knowledge/phases has them."""
    days = book().phases[PHASES.index(row.phase)].days
    return [dict(slot) for day in days if day["id"] == session.id for slot in day["slots"]]


def _slots(row: Row, decision: Decision, session: Session) -> Iterator[str]:
    """In their order, none missing without a word, and without pain none but jumps."""
    slots = slots_of(row, session)
    parts = [each["part"] for each in book().session["parts"]]
    order = [parts.index(item.part) for item in session.items]
    if order != sorted(order):
        yield f"not in the order of the parts: {[item.part for item in session.items]}"
    there = [item.slot for item in session.items] + [slot for slot, _ in session.empty] + session.left_out
    if sorted(there) != sorted(each["slot"] for each in slots):
        yield f"slots that are neither filled, empty nor left out: {there}"
    jumps = {each["slot"] for each in slots if each["dose"] == "by_tier"}
    for slot, why in session.empty:
        if len(why.split()) < 4 or why.endswith(".") or ".;" in why:
            yield f"{slot} is empty: {why!r}"
        if row.site == CALM and slot not in jumps:
            yield f"{slot} is empty without pain: {why}"


def _main(row: Row, session: Session) -> Iterator[str]:
    """Two to four main exercises in a hard session: fewer only where pain empties their slots; one at 20 minutes."""
    if session.kind != HARD:
        return
    main = {each["slot"] for each in slots_of(row, session) if each.get("main")}
    left = main - {slot for slot, _ in session.empty}
    done = sum(item.main for item in session.items)
    if not 2 <= len(main) <= 4 or done > 4 or done < min(2 if row.minutes > 20 else 1, len(left)):
        yield f"{done} main exercises of {sorted(left)}"


def _jumps(row: Row, session: Session) -> Iterator[str]:
    """No more contacts than the highest tier in it allows, and half an hour at the most."""
    jumps = [item for item in session.items if item.dose.contacts is not None]
    tiers = [tier for tier in book().tiers if tier.id in {item.exercise.tier for item in jumps}]
    contacts = sum(item.dose.contacts or 0 for item in jumps)
    if tiers and not 0 < contacts <= tiers[-1].doses[row.level]["up_to"]:
        yield f"{contacts} contacts, the highest tier is {tiers[-1].id}"
    if sum(item.seconds for item in jumps) > JUMP_SECONDS:
        yield "more than half an hour of jumps"


# ---- the walk -------------------------------------------------------------------------------------------------------


def test_every_value_of_each_axis_and_every_pair_of_them_is_walked() -> None:
    axes = (PHASES, tuple(LEVELS), tuple(KITS), MINUTES, tuple(book().sites), tuple(HURTS))
    seen = {pair for row in rows() for pair in itertools.combinations(enumerate(row), 2)}
    wanted = itertools.combinations([[(number, each) for each in axis] for number, axis in enumerate(axes)], 2)
    assert not [pair for one, other in wanted for pair in itertools.product(one, other) if pair not in seen]


@pytest.mark.parametrize("phase", PHASES)
def test_a_session_comes_out_that_may_be_done(phase: str) -> None:
    found = []
    for row in rows():
        if row.phase == phase:
            found += [f"{tuple(row)}: {fault}" for fault in faults(row, *plan_for(row.facts()))]
    assert not found, "\n".join(found[:10])


def test_twenty_minutes_hold_two_main_exercises_where_nothing_hurts() -> None:
    """One would do; two always fit."""
    for row in calm():
        for session in plan_for(row.facts())[1].sessions if row.minutes == min(MINUTES) else ():
            assert session.kind != HARD or sum(item.main for item in session.items) == 2, (row, session.id)


def test_the_rule_engine_plans_the_same(opened: Surefoot) -> None:
    """A handful; whether the two readers agree is tested elsewhere, and each decision compares them."""
    for row in rows()[:: len(rows()) // 14]:
        decision, plan = opened.decide_answers(answers_of(row.facts()))
        assert plan.sessions == plan_for(row.facts())[1].sessions
        assert not list(faults(row, decision, plan))
