"""Tendon weeks, jumps and strength, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from derivations.conftest import Notes, derived, did, shown, value

CALF = did("cg_sl_step", 12, rir=2)


def twice_a_week(weeks: int, *items: dict[str, Any], first: int = 0) -> Notes:
    """Tuesday and Thursday of so many weeks, this one among them; and an older session, so that the log goes back."""
    notes = Notes()
    notes.session(7 * weeks + 40)
    for week in range(first, weeks):
        for days in (1, 3):
            notes.session(7 * week + days, *items)
    return notes


# ---- tendon ---------------------------------------------------------------------------------------------------------


def test_weeks_of_slow_heavy_work_in_a_row() -> None:
    assert value(twice_a_week(6, CALF), "log.tendon_load_weeks") == 6
    assert value(twice_a_week(6, CALF, first=1), "log.tendon_load_weeks") == 5  # this week isn't over
    assert value(twice_a_week(6, CALF, first=2), "log.tendon_load_weeks") == 0


@pytest.mark.parametrize(
    "item",
    [did("cg_sl_step", 25, rir=2), did("cg_sl_floor", 12), did("hinge_sl_rdl", 12)],
    ids=["too easy", "two seconds down", "neither calf nor thigh"],
)
def test_what_is_not_slow_and_heavy_does_not_count(item: dict[str, Any]) -> None:
    assert value(twice_a_week(4, item), "log.tendon_load_weeks") == 0


def test_a_week_of_which_it_is_not_known_makes_a_least() -> None:
    notes = twice_a_week(2, CALF)
    for week in (2, 3):
        for days in (1, 3):
            notes.session(7 * week + days, did("cg_sl_step", 12, rir=None))
    assert value(notes, "log.tendon_load_weeks") == "2+"


def test_the_beginning_of_the_log_makes_a_least() -> None:
    notes = Notes()
    for days in (1, 3, 8, 10):
        notes.session(days, CALF)
    assert value(notes, "log.tendon_load_weeks") == "2+"


# ---- jumps ----------------------------------------------------------------------------------------------------------


def jump(contacts: int = 40, exercise: str = "pv_squat_jump") -> dict[str, Any]:
    return did(exercise, 5, sets=1, rir=None, contacts=contacts)


def test_the_largest_jump_session_that_was_taken_well() -> None:
    notes = Notes()
    notes.session(30)
    notes.session(12, jump(40))
    notes.check_in(11)
    notes.session(8, jump(60), pain=[{"site": "calf", "side": "left", "during": 3}])
    notes.check_in(7)
    notes.session(5, jump(50))
    notes.check_in(4, morning=1)
    assert value(notes, "log.hop_contacts_tolerated") == 40
    assert derived(notes).facts["log.hop_contacts_tolerated"].entries == (2, 3)


def test_the_next_morning_has_to_be_known() -> None:
    notes = Notes()
    notes.session(30)
    notes.session(12, jump(40))
    notes.session(5, jump(50))
    assert value(notes, "log.hop_contacts_tolerated") is None
    notes.check_in(4)
    assert value(notes, "log.hop_contacts_tolerated") == "50+"


def test_none_was_taken_well() -> None:
    notes = Notes()
    for days in (30, 9, 5):
        notes.session(days)
    assert value(notes, "log.hop_contacts_tolerated") == 0


def test_contacts_are_worked_out_where_they_were_not_counted() -> None:
    """Calf bounces: 20 contacts in ten seconds. Two sets of ten seconds."""
    notes = Notes()
    for days in (30, 9):
        notes.session(days)
    notes.session(5, did("pv_calf_bounce", None, sets=2, rir=None, seconds=10))
    notes.check_in(4)
    assert value(notes, "log.hop_contacts_tolerated") == 40


def test_two_foot_hops_in_one_session() -> None:
    notes = Notes()
    notes.session(70)
    notes.session(20, did("pv_pogo_dl", None, sets=6, rir=None, seconds=10))
    notes.session(10, did("pv_pogo_dl", None, sets=8, rir=None, seconds=10, pain=1))
    assert value(notes, "measures.pogo_tolerance") == 60


def jumped(*mornings: float | None) -> Notes:
    """A jump session a week, the latest first, and what the morning after was."""
    notes = Notes()
    notes.session(80)
    for week, morning in enumerate(mornings):
        notes.session(7 * week + 3, jump())
        if morning is not None:
            notes.check_in(7 * week + 2, morning=morning)
    return notes


def test_weeks_of_low_jumps_taken_well() -> None:
    assert value(jumped(0, 0, 0), "log.p1_weeks") == 3
    assert value(jumped(0, 0, 2), "log.p1_weeks") == 2
    assert value(jumped(1, 0, 0), "log.p1_weeks") == 0
    assert value(jumped(0, None, 0, 0), "log.p1_weeks") == "1+"
    assert value(jumped(None, 0, 0), "log.p1_weeks") == 2  # this week's morning is still to come
    assert value(twice_a_week(3, CALF), "log.p1_weeks") is None


def test_the_last_three_jump_sessions() -> None:
    notes = jumped(0, 1, -1)
    assert value(notes, "log.plyo_pain_last3") == 0
    assert value(notes, "log.plyo_morning_last3") == 1
    assert value(jumped(0, 0), "log.plyo_pain_last3") is None
    assert value(jumped(0, None, 2), "log.plyo_morning_last3") == "2+"


def test_weeks_in_the_tier_that_is_jumped_now() -> None:
    notes = jumped(0, 0, 0)
    notes.session(30, jump(exercise="pv_cmj"))
    notes.session(2, jump(exercise="pv_calf_bounce"))
    assert value(notes, "position.weeks_in_tier") == 3


# ---- strength -------------------------------------------------------------------------------------------------------


def test_what_could_be_squatted_once() -> None:
    """50 kg for 6 at 58 kg: 60 / 58 = 1.03, so 1."""
    notes = Notes()
    body = notes.told(40, profile={"body_mass_kg": 58})
    notes.session(70)
    lift = notes.session(10, did("knee_back_squat", 6, load=50, rir=1))
    assert value(notes, "measures.squat_rel_1rm") == 1
    fact = derived(notes).facts["measures.squat_rel_1rm"]
    assert (fact.date.isoformat(), fact.entries) == ("2026-11-10", (body, lift))


def test_more_in_reserve_makes_it_a_least() -> None:
    notes = Notes()
    notes.told(40, profile={"body_mass_kg": 58})
    notes.session(10, did("knee_back_squat", 6, load=50, rir=3))
    assert value(notes, "measures.squat_rel_1rm") == "1+"


def test_eleven_repetitions_and_no_body_mass_say_nothing() -> None:
    notes = Notes()
    notes.session(10, did("knee_back_squat", 6, load=50, rir=1))
    assert value(notes, "measures.squat_rel_1rm") is None
    notes.told(40, profile={"body_mass_kg": 58})
    far = Notes()
    far.told(40, profile={"body_mass_kg": 58})
    far.session(10, did("knee_back_squat", 11, load=50, rir=1))
    assert value(far, "measures.squat_rel_1rm") is None


def test_the_weaker_leg_on_the_press() -> None:
    """80 kg at 58 kg is 1.35 (1.379)."""
    notes = Notes()
    notes.told(40, profile={"body_mass_kg": 58})
    press = [did("knee_leg_press", 8, load=80, side="left"), did("knee_leg_press", 8, load=90, side="right")]
    notes.session(10, *press[:1])
    assert value(notes, "measures.sl_press_rel") is None
    notes.session(5, *press)
    assert value(notes, "measures.sl_press_rel") == "1.35"


def test_seated_calf_strength_by_side() -> None:
    """With both legs half for each: 100 kg for 6 is 120, 60 a leg, at 58 kg 1.03."""
    notes = Notes()
    notes.told(40, profile={"body_mass_kg": 58})
    notes.session(10, did("cs_machine_heavy", 6, load=100, rir=1))
    assert value(notes, "measures.seated_calf_rel_load.left") == 1
    notes.session(5, did("cs_seated_sl", 6, load=60, rir=1, side="right"))
    assert value(notes, "measures.seated_calf_rel_load.right") == "1.2"
    assert value(notes, "measures.seated_calf_rel_load.left") == 1


def lifted(*loads: float) -> Notes:
    """A session every five days, the latest first."""
    notes = Notes()
    for number, load in enumerate(loads):
        notes.session(1 + 5 * number, did("knee_back_squat", 5, load=load, rir=2))
    return notes


def test_strength_over_time_takes_six_sessions_and_three_weeks() -> None:
    assert value(lifted(50, 50, 50, 50, 50, 50), "strength_trend.knee_back_squat") == 0
    assert value(lifted(50, 50, 50, 50, 50), "strength_trend.knee_back_squat") is None
    rising = value(lifted(60, 58, 56, 54, 52, 50), "strength_trend.knee_back_squat")
    assert float(rising) == pytest.approx(2.8 / 55 * 100, abs=0.01)


def test_trends_of_what_is_told() -> None:
    notes = Notes()
    for week in range(4):
        notes.check_in(7 * week, wellness_hooper_sum=16 - 2 * week, sleep_hours_7d=7)
    assert value(notes, "wellness_trend") == 2
    assert value(notes, "sleep_trend") == 0


def test_the_difference_between_the_sides_over_time() -> None:
    """The right does 10, the left 6, 7, 8, 9: from 40 to 10 per cent in three weeks."""
    notes = Notes()
    for week, left in enumerate((9, 8, 7, 6)):
        notes.session(7 * week, did("cg_sl_step", left, side="left"), did("cg_sl_step", 10, side="right"))
    assert value(notes, "side_gap_trend.cg_sl_step") == -10


# ---- signs of being worn down ---------------------------------------------------------------------------------------


def test_two_signs_are_counted_and_what_is_not_told_is_no_sign() -> None:
    """Two bad scores and five and a half hours of sleep; of soreness, strength and illness nothing bad is known."""
    notes = Notes()
    notes.check_in(30)
    notes.check_in(3, wellness_hooper_sum=20, sleep_hours_7d=6)
    notes.check_in(1, wellness_hooper_sum=19, sleep_hours_7d="5.5")
    assert value(notes, "log.deload_signs") == "2+"
    assert value(Notes(), "log.deload_signs") is None


def test_strength_that_fell_three_sessions_running_is_a_sign() -> None:
    notes = Notes()
    notes.check_in(40, sleep_hours_7d=8)
    for days, load in ((12, 60), (8, 57.5), (4, 55)):
        plan = notes.plan(days + 1, shown("knee_back_squat", reps=5))
        notes.session(days, did("knee_back_squat", 5, load=load), plan=plan)
    notes.check_in(1, sleep_hours_7d=8, wellness_hooper_sum=10, doms_nrs=2)
    assert value(notes, "log.deload_signs") == 1


def test_weeks_since_a_lighter_one() -> None:
    notes = twice_a_week(5, CALF)
    assert value(notes, "log.weeks_loading") == 5
    plan = notes.plan(11, {**shown("cg_sl_step"), "because": ["cg_sl_step", "RD.deload"]})
    notes.session(9, CALF, plan=plan)
    assert value(notes, "log.weeks_loading") == 1
