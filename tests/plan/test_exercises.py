"""Chosen is what may be done, with the kit that is there, stepped back with a reason; no slot empty without one."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from surefoot.engine.cases import _over, read_cases
from surefoot.engine.decision.decide import Decision
from surefoot.engine.plan.sessions import Plan
from surefoot.engine.rulebook.files import SHIPPED, case_texts
from surefoot.engine.service import Surefoot, open_surefoot

TODAY = date(2026, 11, 20)
PHASES = ("mobility", "bilateral", "unilateral", "eccentric")
LEVELS = {
    "novice_return": {"strength_weeks": 3},
    "recreational": {"strength_weeks": 12},
    "experienced": {"strength_weeks": 26, "sessions_per_week": 2},
}
KITS: dict[str, Any] = {
    "floor only": {"wall": False, "chair": False, "stair": False, "rucksack": False, "towel": False},
    "household": [],
    "bands": ["band"],
    "dumbbells": ["band", "dumbbell", "step"],
    "gym": ["band", "dumbbell", "kettlebell", "barbell", "machine", "step", "box", "bench", "slider", "nordic_anchor"],
}


@pytest.fixture(scope="module")
def opened() -> Iterator[Surefoot]:
    surefoot = open_surefoot()
    yield surefoot
    surefoot.close()


@pytest.fixture(scope="module")
def standing() -> dict[str, dict[str, Any]]:
    """For each phase somebody who stands in it and meets everything."""
    cases, _ = read_cases(
        {
            **case_texts(SHIPPED),
            "x.yaml": "cases:\n"
            + "\n".join(
                f"  - {{case: base {phase}, why: base, from: woman_{phase}, facts: {{}}, expect: {{}}}}"
                for phase in PHASES
            ),
        }
    )
    return {
        phase: {**next(case for case in cases if case.name == f"base {phase}").facts, "athlete": "sample"}
        for phase in PHASES
    }


def plan_of(opened: Surefoot, facts: dict[str, Any]) -> tuple[Decision, Plan]:
    return opened.decide_text(json.dumps({"surefoot": "facts/1", **facts}, default=str), "test", TODAY)


def stay(facts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The same athlete, not yet due for the next phase."""
    return _over(_over(facts, {"position": {"weeks_in_phase": 0, "sessions_done": 0}}), more)


def check(decision: Decision, plan: Plan, kit: Any) -> None:
    """Whatever was chosen may be done today."""
    assert plan.sessions
    for session in plan.sessions:
        assert session.items, session
        for item in session.items:
            exercise = item.exercise
            assert decision.true(exercise.allowed)
            for name in exercise.avoid_when:
                assert not decision.true(name), (exercise.id, name)
            assert any(all(decision.true(f"kit:{each}") for each in way) for way in exercise.kit), (exercise.id, kit)
            assert item.choice.instead_of is None or item.choice.reasons, exercise.id
            assert item.dose.sets >= 1
        for slot, why in session.empty:
            assert len(why) > 15, (slot, why)
        assert len({item.exercise.id for item in session.items}) == len(session.items)
        if session.minutes and decision.facts.answers.week.session_minutes:
            assert session.minutes <= decision.facts.answers.week.session_minutes or len(session.items) == 1


@pytest.mark.parametrize(("phase", "kit"), list(itertools.product(PHASES, KITS)))
def test_every_phase_can_be_trained_with_any_kit(
    opened: Surefoot, standing: dict[str, dict[str, Any]], phase: str, kit: str
) -> None:
    for level in LEVELS:
        facts = stay(standing[phase], equipment=KITS[kit], history=LEVELS[level])
        decision, plan = plan_of(opened, facts)
        assert (decision.phase, decision.level) == (phase, level)
        check(decision, plan, kit)
        assert not any(session.empty for session in plan.sessions), [session.empty for session in plan.sessions]


@pytest.mark.parametrize("phase", PHASES)
def test_pain_at_any_site_never_meets_an_exercise_that_it_forbids(
    opened: Surefoot, standing: dict[str, dict[str, Any]], phase: str
) -> None:
    for site, amount in itertools.product(opened.book.sites, (2, 4, 8)):
        pain = [
            {
                "site": site,
                "side": "middle" if site == "low_back" else "left",
                "tissue": "unsure",
                "during": amount,
                "next_morning": amount // 3,
            }
        ]
        decision, plan = plan_of(opened, stay(standing[phase], pain=pain, equipment=KITS["dumbbells"]))
        if decision.outcome == "stop" or not plan.sessions:
            continue
        check(decision, plan, site)


def test_a_sore_achilles_steps_the_calf_back(opened: Surefoot, standing: dict[str, dict[str, Any]]) -> None:
    def calf(amount: int) -> tuple[Any, Plan]:
        pain: Any = (
            [{"site": "achilles", "side": "left", "tissue": "tendon", "during": amount, "next_morning": 0}]
            if amount
            else "none"
        )
        _, plan = plan_of(opened, stay(standing["unilateral"], pain=pain, equipment=KITS["dumbbells"]))
        return next(item for session in plan.sessions for item in session.items if item.slot == "Calf"), plan

    calm, sore, bad = (calf(amount)[0] for amount in (0, 4, 7))
    assert calm.choice.instead_of is None
    assert sore.exercise.rung < calm.exercise.rung
    assert sore.choice.instead_of == calm.exercise
    assert any(reason.rule.startswith("RG.pain") and "Pain" in reason.say for reason in sore.choice.reasons)
    assert bad.exercise.rung <= sore.exercise.rung
    assert "achilles_sore" not in bad.exercise.avoid_when


def test_a_failed_criterion_steps_back(opened: Surefoot, standing: dict[str, dict[str, Any]]) -> None:
    def knee(errors: int) -> Any:
        facts = stay(
            standing["unilateral"],
            measures={"single_leg_squat_errors": {"left": errors, "right": 0}},
            equipment=KITS["dumbbells"],
        )
        _, plan = plan_of(opened, facts)
        return next(item for session in plan.sessions for item in session.items if item.slot == "Knee")

    assert knee(3).exercise.rung < knee(0).exercise.rung
    assert knee(3).choice.instead_of == knee(0).exercise


def test_the_weaker_side_goes_first_with_the_same_repetitions(
    opened: Surefoot, standing: dict[str, dict[str, Any]]
) -> None:
    facts = stay(standing["unilateral"], measures={"sl_calf_raise_reps": {"left": 25, "right": 20}})
    _, plan = plan_of(opened, facts)
    calf = next(item for session in plan.sessions for item in session.items if item.slot == "Calf")
    assert calf.choice.side_first == "right"


def test_kit_decides_and_says_so(opened: Surefoot, standing: dict[str, dict[str, Any]]) -> None:
    _, bare = plan_of(opened, stay(standing["bilateral"], equipment=KITS["floor only"]))
    _, home = plan_of(opened, stay(standing["bilateral"], equipment=KITS["dumbbells"]))
    for plan in (bare, home):
        assert [session.id for session in plan.sessions] == ["A", "B"]
    assert {item.exercise.id for item in bare.sessions[1].items} != {
        item.exercise.id for item in home.sessions[1].items
    }


def test_reductions_do_not_stack(opened: Surefoot, standing: dict[str, dict[str, Any]]) -> None:
    tired = {"measures": {"sleep_hours_7d": 6.5, "doms_nrs": 5}}
    off = {"position": {"days_off": 10}}
    sets = []
    for more in ({}, tired, off, _over(tired, off)):
        _, plan = plan_of(opened, stay(standing["unilateral"], **more))
        sets.append([item.dose.sets for session in plan.sessions for item in session.items])
        assert sum(each.bites for each in plan.reductions) <= 1
    assert sets[3] == sets[1] != sets[0]
    assert sets[2] != sets[0]


def test_minutes_are_kept_and_what_gave_way_is_told(opened: Surefoot, standing: dict[str, dict[str, Any]]) -> None:
    for minutes in (20, 30, 45):
        _, plan = plan_of(
            opened,
            stay(
                standing["eccentric"],
                history=LEVELS["experienced"],
                week={"available_days": ["tue", "fri"], "session_minutes": minutes},
            ),
        )
        assert all(session.minutes <= minutes for session in plan.sessions)
        assert minutes > 20 or any(session.left_out for session in plan.sessions)
        assert {session.day for session in plan.sessions} <= {"tue", "fri"}
