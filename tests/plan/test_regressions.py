"""What makes an exercise easier, leaves it out or puts one side first; each says what it is instead of, and why."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from plan.conftest import KITS, LEVELS, PHASES, Data, chosen, measures, pain, plan_for, reasons, slot, standing
from properties.athletes import book

from surefoot.engine.decision.decide import Decision
from surefoot.engine.plan.beside import is_jump
from surefoot.engine.plan.sessions import Item, Plan

HOME = KITS["dumbbells"]
# Where it hurts, and the ladders that go one step easier over 2 out of 10 and two over 5. Jumps are in test_jumps.py.
EASED = {
    **dict.fromkeys(
        ("achilles", "achilles_insertion", "calf", "shin", "ankle", "heel", "foot", "big_toe"),
        ("calf_gastroc", "calf_soleus", "foot_ankle"),
    ),
    **dict.fromkeys(("kneecap", "knee", "quad"), ("knee", "quad_ecc")),
    "patellar_tendon": ("quad_ecc",),
    **dict.fromkeys(("hamstring", "hamstring_origin"), ("hinge", "hs_ecc")),
    "hip": ("hinge", "knee", "hip_abd", "hip_flexor"),
    "lateral_hip": ("hip_abd",),
    "groin": ("knee", "hip_flexor"),
    "low_back": ("hinge", "trunk"),
    "shoulder_wrist": ("trunk",),
}


def rows(plan: Plan) -> dict[tuple[str, str], Item]:
    return {(each.id, item.slot): item for each in plan.sessions for item in each.items}


def forbidden(exercise: Any, decision: Decision) -> bool:
    """By a contraindication or a rule that leaves it out."""
    return any(decision.true(name) for name in exercise.avoid_when) or any(
        exercise.id in rule.data.get("avoid", ()) and decision.true(rule.holds) for rule in book().regressions
    )


# ---- pain -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("site", EASED)
@pytest.mark.parametrize("phase", PHASES[1:4])
def test_pain_steps_back_what_loads_the_site_and_nothing_else(phase: str, site: str) -> None:
    """Up to 2 out of 10 nothing, over 2 one step, over 5 two; what may not be done for it is left out besides."""
    _, calm = plan_for(standing(phase, HOME))
    before = rows(calm)
    for during, step in ((2, ""), (4, "RG.pain_"), (6, "RG.pain_")):
        decision, sore = plan_for(standing(phase, HOME, pain(site, during)))
        for name, item in rows(sore).items():
            old = before[name].exercise
            rules = {rule for rule in reasons(item) if rule.startswith("RG.pain_")}
            assert not forbidden(item.exercise, decision), (during, name)
            if is_jump(old) or old.ladder == "mobility":  # a second joint is the next one when the first is left out
                continue
            if step and old.ladder in EASED[site]:
                assert rules, (during, name)
                assert all(rule.endswith("_high") == (during > 5) for rule in rules), (during, name)
                assert item.exercise is not old or item.choice.easier is None, (during, name)
            elif not forbidden(old, decision) and not rules:
                assert item.exercise is old, (during, name)
            if item.exercise is not old:
                assert item.choice.instead_of is not None, (during, name)
                assert all(reason.say for reason in item.choice.reasons), (during, name)
            if item.exercise.ladder == old.ladder and rules:
                assert item.exercise.rung <= old.rung, (during, name)


def test_each_site_eases_something() -> None:
    assert set(EASED) == set(book().sites)


def test_a_sore_achilles_steps_the_calf_back_once_and_twice() -> None:
    calm, sore, bad = (
        slot(plan_for(standing("unilateral", HOME, more))[1], "Calf")
        for more in ({}, pain("achilles", 4), pain("achilles", 6))
    )
    assert [item.exercise.id for item in (calm, sore, bad)] == ["cg_sl_floor", "cg_two_up_one_down", "cg_iso"]
    assert calm.choice.instead_of is None
    assert sore.choice.instead_of == bad.choice.instead_of == calm.exercise
    assert "RG.pain_lower_leg" in reasons(sore)
    assert {"RG.pain_lower_leg_high", "achilles_sore"} <= reasons(bad)


def test_worse_the_next_morning_counts_though_it_hardly_hurt() -> None:
    for site, exercise in (("achilles", "cg_sl_floor"), ("low_back", "hinge_bstance_rdl"), ("heel", "fa_short_foot")):
        decision, plan = plan_for(standing("unilateral", HOME, pain(site, 1, 1)))
        assert exercise not in chosen(plan)
        assert forbidden(book().exercises[exercise], decision)


@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_either_side_counts(side: str) -> None:
    _, plan = plan_for(standing("unilateral", HOME, pain("achilles", 4, side=side)))
    _, other = plan_for(standing("unilateral", HOME, pain("achilles", 4)))
    assert plan.sessions == other.sessions


def test_a_bone_stops_all_and_another_tissue_steps_back() -> None:
    for tissue in ("tendon", "muscle", "joint", "unsure"):
        decision, plan = plan_for(standing("unilateral", pain("foot", 4, tissue=tissue)))
        assert decision.outcome == "hold"
        assert "RG.pain_lower_leg" in reasons(slot(plan, "Foot"))
    decision, plan = plan_for(standing("unilateral", pain("foot", 4, tissue="bone")))
    assert (decision.outcome, plan.sessions) == ("stop", [])


def test_the_strongest_step_counts_and_steps_are_not_added_up() -> None:
    """Knee control that fails and a knee that hurts ask for a step each: it is one, and both say so."""
    control = measures(single_leg_squat_errors=(3, 1))
    one, other, both = (
        slot(plan_for(standing("unilateral", HOME, *more))[1], "Thigh")
        for more in ((control,), (pain("knee", 4),), (control, pain("knee", 4)))
    )
    assert one.exercise is other.exercise is both.exercise
    assert reasons(one) | reasons(other) <= reasons(both)


# ---- a criterion that isn't met -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "facts", "name", "exercise", "rule"),
    [
        ("unilateral", measures(single_leg_squat_errors=(3, 1)), "Thigh", "qe_spanish", "RG.single_leg_control"),
        ("unilateral", measures(hip_hinge_quality=6), "Hinge", "hinge_kb_rdl", "G1.hinge"),
        ("unilateral", measures(bw_squat_quality=1), "Two-leg squat", "knee_box_squat", "RG.squat_form"),
        ("unilateral", measures(front_plank_s=20), "Trunk", "tr_farmer", "RG.front_plank"),
        ("unilateral", measures(side_lying_abduction_reps=(10, 20)), "Hip", "ha_sideplank_bent", "RG.side_hip"),
        ("unilateral", measures(sl_bridge_reps=(18, 19)), "Hamstring", "hs_bridge_march", "RG.bridge"),
        ("unilateral", measures(ybt_anterior_asym_cm=7), "Thigh", "qe_spanish", "RG.reach"),
        ("eccentric", measures(ankle_df_wblt_cm=(8, 11)), "Thigh", "qe_slow_split", "RG.ankle"),
        ("eccentric", measures(sl_sit_to_stand_reps=(10, 10)), "Thigh", "qe_slow_split", "G3.rise"),
        ("eccentric", measures(sl_calf_raise_reps=(17, 17)), "Calf", "cg_sl_step", "G3.calf"),
        ("eccentric", measures(side_plank_s=(40, 40)), "Trunk", "tr_plank_leg_lift", "G3.side_plank"),
        ("plyometric", measures(sls_ec_s=(3, 12)), "Hops sideways", "pu_split_jump", "RG.eyes_closed"),
        ("plyometric", measures(ybt_anterior_asym_cm=5), "Springs", "cg_bounce", "RG.reach_jumps"),
        ("plyometric", measures(dl_landing_quality=2, less_score=8), "Low jumps", "pv_pogo_dl", "RG.landing"),
        ("plyometric", {"running": {"min_week": 30}}, "Low jumps", "pv_pogo_dl", "P1.running"),
    ],
)
def test_a_criterion_that_is_not_met_makes_it_easier(
    phase: str, facts: Data, name: str, exercise: str, rule: str
) -> None:
    _, calm = plan_for(standing(phase, HOME))
    _, plan = plan_for(standing(phase, HOME, facts))
    item = slot(plan, name)
    assert item.exercise.id == exercise != slot(calm, name).exercise.id
    assert item.choice.instead_of == slot(calm, name).exercise
    assert rule in reasons(item)


def test_full_nordics_wait_for_bridges_and_weeks() -> None:
    log = {"log": {"rungs": {"hs_ecc": {"exercise": "hs_nordic_full", "clean": 0}}}}
    for bridges, weeks, exercise, rule in (
        (26, 3, "hs_nordic_full", ""),
        (24, 3, "hs_nordic_band", "RG.before_nordics"),
        (26, 2, "hs_nordic_band", "RG.nordic_weeks"),
    ):
        facts = (measures(sl_bridge_reps=(bridges, 26)), {"position": {"weeks_in_phase": weeks}}, log)
        item = slot(plan_for(standing("eccentric", KITS["gym"], *facts))[1], "Hamstring")
        assert item.exercise.id == exercise
        assert not rule or rule in reasons(item)


# ---- the weaker side ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "side", "rule", "names"),
    [
        (measures(unilateral_strength_lsi=85), "weaker", "RG.strength_side", {"Knee", "Hinge", "Thigh"}),
        (measures(sl_calf_raise_reps=(25, 20)), "right", "RG.calf_side", {"Calf", "Soleus"}),
        (measures(sl_calf_raise_reps=(20, 25)), "left", "RG.calf_side", {"Calf", "Soleus"}),
        (measures(sl_bridge_reps=(26, 20)), "right", "RG.bridge_side", {"Hamstring", "Hinge"}),
        (measures(sl_sit_to_stand_reps=(16, 20)), "left", "RG.rise_side", {"Knee", "Thigh"}),
        (measures(side_plank_s=(50, 44)), "right", "RG.plank_side", {"Hip", "Trunk"}),
    ],
)
def test_the_weaker_side_begins_with_the_same_repetitions(facts: Data, side: str, rule: str, names: set[str]) -> None:
    _, even = plan_for(standing("unilateral", HOME))
    _, plan = plan_for(standing("unilateral", HOME, facts))
    before = rows(even)
    for name, item in rows(plan).items():
        assert (item.exercise, item.dose) == (before[name].exercise, before[name].dose)
        first = name[1] in names and item.exercise.legs != "both"
        assert (item.choice.side_first, rule in reasons(item)) == (side if first else "", first), name
    assert {item.slot for item in rows(plan).values() if item.choice.side_first} == names


# ---- level and kit --------------------------------------------------------------------------------------------------


def test_more_experience_never_gets_less() -> None:
    for phase in PHASES:
        plans = [rows(plan_for(standing(phase, HOME, LEVELS[level]))[1]) for level in LEVELS]
        for less, more in itertools.pairwise(plans):
            for name in less.keys() & more.keys():
                if less[name].exercise is more[name].exercise:
                    assert less[name].dose.planned_sets <= more[name].dose.planned_sets, (phase, name)
                    assert (less[name].dose.rir or 0) >= (more[name].dose.rir or 0), (phase, name)


def test_a_rung_without_its_kit_says_what_it_needs() -> None:
    """Somebody who has come to the goblet squat, on a day without a weight."""
    log = {"log": {"rungs": {"knee": {"exercise": "knee_goblet", "clean": 0}}}}
    with_it, without = (
        slot(plan_for(standing("bilateral", KITS[kit], log))[1], "Squat") for kit in ("household", "floor only")
    )
    assert (with_it.exercise.id, with_it.choice.instead_of) == ("knee_goblet", None)
    assert (without.exercise.id, without.choice.instead_of) == ("knee_pause_squat", with_it.exercise)
    assert [reason.say for reason in without.choice.reasons] == [f"{with_it.exercise.name} needs weight to hold"]


def test_a_swap_is_of_the_same_movement_phase_and_tier() -> None:
    for phase in PHASES:
        decision, plan = plan_for(standing(phase, KITS["gym"]))
        for item in rows(plan).values():
            swap, own = item.choice.swap, item.exercise
            if swap is not None:
                assert decision.true(swap.allowed)
                assert (swap.pattern, is_jump(swap)) == (own.pattern, is_jump(own))
                assert swap.tier == own.tier if is_jump(own) else swap.from_phase == own.from_phase


def test_where_something_hurts_the_warm_up_is_gentle() -> None:
    for facts, spared in ((pain("quad", 2), False), (pain("quad", 3), True), (pain("quad", 0, 1), True)):
        _, plan = plan_for(standing("unilateral", facts))
        assert all((each.warm_up == book().session["warm_up_spared"]) == spared for each in plan.sessions)
