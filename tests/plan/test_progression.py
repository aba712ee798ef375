"""What the next session does: less, the same, or more; and which rungs a log has earned."""

from __future__ import annotations

import pytest
from plan.conftest import KITS, Data, measures, pain, plan_for, reasons, slot, standing
from properties.athletes import book

HOME = KITS["dumbbells"]
RULES = [
    ("less", pain("quad", 6), ["PR.pain"]),
    ("less", pain("quad", 0, 3), ["PR.next_morning"]),
    ("less", measures(soreness_when="during"), ["PR.sore_during"]),
    ("less", measures(soreness_when="warm_up_and_stays"), ["PR.sore_stays", "PR.sore_during"]),
    ("less", measures(doms_nrs=7), ["PR.very_sore"]),
    ("less", {"log": {"rir_reported": -2}}, ["PR.too_hard"]),
    ("same", pain("quad", 3), ["PR.some_pain"]),
    ("same", pain("quad", 0, 1), ["PR.some_next_morning"]),
    ("same", measures(soreness_when="after"), ["PR.sore_after"]),
    ("same", measures(doms_nrs=4), ["PR.sore"]),
    ("same", {"log": {"rir_reported": -1}}, ["PR.harder"]),
    ("same", {"log": {"technique_last_set": 3}}, ["PR.form"]),
    ("same", measures(session_rpe=2), ["PR.effort"]),
    ("same", measures(sleep_hours_7d=6.5), ["PR.sleep"]),
    ("same", measures(wellness_hooper_sum=15), ["PR.wellness"]),
    (
        "same",
        {"history": {"tendon": True}, "measures": {"visa_a": 95, "morning_tendon_stiffness_nrs": 3}},
        ["PR.stiffness"],
    ),
    ("same", {"log": {"readiness_fails_7d": 1}}, ["PR.bad_day"]),
    ("same", measures(single_session_distance_ratio=11), ["GL.single_run"]),
    ("same", {"races": [{"date": "2026-12-05", "priority": "A"}]}, ["PR.race"]),
    ("same", {"races": [{"date": "2026-11-10", "priority": "A"}]}, ["PR.after_race"]),
    ("more", {}, []),
    ("more", pain("quad", 2), []),
    ("more", {"log": {"rir_reported": 2}}, []),
    ("more", measures(doms_nrs=3), []),
    ("more", measures(session_rpe=1, single_session_distance_ratio=10), []),
]


def earned(exercise: str, clean: int) -> Data:
    """A log in which an exercise is the last done on its ladder, and so many sessions in a row were clean."""
    return {"log": {"rungs": {book().exercises[exercise].ladder: {"exercise": exercise, "clean": clean}}}}


# ---- the next session -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("step", "facts", "rules"), RULES)
def test_less_before_same_before_more(step: str, facts: Data, rules: list[str]) -> None:
    for phase in ("bilateral", "plyometric"):
        decision, _ = plan_for(standing(phase, facts))
        assert (decision.progression[0], [rule.id for rule in decision.progression[1]]) == (step, rules)


def test_each_rule_of_progression_is_tried() -> None:
    tried = {rule for _, _, rules in RULES for rule in rules}
    assert tried == {rule.id for rule in book().progression if rule.kind != "more"} | {"GL.single_run"}


@pytest.mark.parametrize(
    ("facts", "rules"),
    [
        ({"pain": "remove"}, ["PR.more_pain", "PR.more_next_morning"]),
        ({"log": {"rir_reported": "remove"}}, ["PR.more_effort"]),
        (measures(doms_nrs="remove"), ["PR.more_soreness"]),
    ],
)
def test_what_is_not_known_adds_nothing(facts: Data, rules: list[str]) -> None:
    decision, _ = plan_for(standing("bilateral", facts))
    assert (decision.progression[0], [rule.id for rule in decision.progression[1]]) == ("same", rules)


def test_less_beats_same() -> None:
    decision, _ = plan_for(standing("bilateral", pain("quad", 6), measures(sleep_hours_7d=6.5)))
    assert decision.progression[0] == "less"


# ---- rungs that are earned ------------------------------------------------------------------------------------------


def test_a_phase_begins_with_its_first_rung_where_no_log_says_more() -> None:
    for facts in ({}, earned("knee_half_squat", 9)):  # what an earlier phase had counts for nothing
        item = slot(plan_for(standing("bilateral", HOME, facts))[1], "Squat")
        assert (item.exercise.id, item.choice.instead_of) == ("knee_pause_squat", None)


@pytest.mark.parametrize(
    ("clean", "more", "exercise"),
    [
        (0, {}, "knee_pause_squat"),
        (1, {}, "knee_pause_squat"),
        (2, {}, "knee_goblet"),
        (9, {}, "knee_goblet"),
        (2, {"log": {"rir_reported": -1}}, "knee_pause_squat"),
        (2, measures(doms_nrs=4), "knee_pause_squat"),
        (2, {"log": {"rir_reported": "remove"}}, "knee_pause_squat"),
        (2, KITS["floor only"], "knee_pause_squat"),
    ],
)
def test_two_clean_sessions_earn_one_step_on_a_day_that_adds_something(clean: int, more: Data, exercise: str) -> None:
    item = slot(plan_for(standing("bilateral", HOME, earned("knee_pause_squat", clean), more))[1], "Squat")
    assert item.exercise.id == exercise
    assert ("progress.more" in reasons(item)) == (exercise == "knee_goblet")
    assert item.choice.instead_of is None


def test_the_step_that_was_earned_says_so() -> None:
    item = slot(plan_for(standing("bilateral", HOME, earned("knee_pause_squat", 2)))[1], "Squat")
    before = book().exercises["knee_pause_squat"]
    say = f"2 clean sessions in a row earned the step up from {before.name.lower()}"
    assert [reason.say for reason in item.choice.reasons] == [say]
    assert item.choice.easier == before


def test_a_rung_that_was_reached_stays_through_sessions_that_were_not_clean() -> None:
    for clean in (0, 1):
        item = slot(plan_for(standing("bilateral", KITS["gym"], earned("knee_back_squat", clean)))[1], "Squat")
        assert item.exercise.id == "knee_back_squat"


def test_pain_steps_back_from_the_rung_that_was_reached() -> None:
    """And does not take the step that was earned."""
    for during, exercise in ((4, "knee_goblet"), (6, "knee_pause_squat")):
        facts = (KITS["gym"], earned("knee_leg_press", 2), pain("quad", during))
        item = slot(plan_for(standing("bilateral", *facts))[1], "Squat")
        assert (item.exercise.id, item.choice.instead_of) == (exercise, book().exercises["knee_leg_press"])


def test_the_end_of_a_ladder_is_no_step() -> None:
    item = slot(plan_for(standing("bilateral", KITS["gym"], earned("hinge_trapbar", 5)))[1], "Hinge")
    assert (item.exercise.id, reasons(item)) == ("hinge_trapbar", set())


def test_jumps_are_earned_within_their_tier() -> None:
    """Clean sessions never earn a tier: that takes its gate."""
    low = {"log": {"p1_weeks": 0, **earned("pv_box_jump", 5)["log"]}}
    decision, plan = plan_for(standing("plyometric", HOME, low))
    assert (decision.tier, slot(plan, "Jumps up").exercise.id) == ("P1", "pv_box_jump")
    decision, plan = plan_for(standing("plyometric", HOME, {"log": {"p2_weeks": 0}}, earned("pv_cmj", 2)))
    assert (decision.tier, slot(plan, "Jumps up").exercise.id) == ("P2", "pv_sl_pogo")


def test_work_kept_from_an_earlier_phase_does_not_climb() -> None:
    """The two-leg squat of the one-leg phase goes by the kit, and the log of the ladder is for its own slot."""
    _, plan = plan_for(standing("unilateral", HOME, earned("knee_split_squat", 2)))
    assert slot(plan, "Two-leg squat").exercise.id == "knee_goblet"
    assert slot(plan, "Knee").exercise.id == "knee_rfess"
