"""What sessions show, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from derivations.conftest import TODAY, Notes, ago, derived, did, shown, value

SQUAT, CALF = "knee_split_squat", "cg_sl_step"


def old_log() -> Notes:
    """A log that goes back far enough for anything to be said."""
    notes = Notes()
    notes.session(60, phase="bilateral")
    return notes


# ---- clean sessions -------------------------------------------------------------------------------------------------


def test_clean_sessions_are_counted_in_four_weeks() -> None:
    notes = old_log()
    for days in (30, 20, 10, 3):
        notes.session(days, did(SQUAT, load=10))
    assert value(notes, "log.clean_sessions.squat") == 3
    assert value(notes, "log.clean_sessions.single_leg") == 3
    assert value(notes, "log.clean_sessions.hinge") == 0
    assert derived(notes).facts["log.clean_sessions.squat"].entries == (3, 4, 5)


@pytest.mark.parametrize("worse", [{"rir": 1}, {"technique": 3}, {"pain": 3}])
def test_one_exercise_that_is_not_clean_makes_the_session_so(worse: dict[str, Any]) -> None:
    notes = old_log()
    notes.session(10, did(SQUAT))
    notes.session(3, did(SQUAT), did("knee_rfess", **worse))
    assert value(notes, "log.clean_sessions.squat") == 1


@pytest.mark.parametrize("missing", [{"rir": None}, {"technique": None}])
def test_what_was_not_told_may_have_been_clean(missing: dict[str, Any]) -> None:
    """One is known to be clean, of the other it is not known: at least one. Never none, and never two."""
    notes = old_log()
    notes.session(10, did(SQUAT))
    notes.session(3, did(SQUAT, **missing))
    assert value(notes, "log.clean_sessions.squat") == "1+"
    only = old_log()
    only.session(3, did(SQUAT, **missing))
    assert value(only, "log.clean_sessions.squat") is None


def test_a_side_that_was_not_clean_counts() -> None:
    notes = old_log()
    notes.session(3, did(SQUAT, side="left"), did(SQUAT, side="right", rir=0))
    assert value(notes, "log.clean_sessions.squat") == 0


def test_a_young_log_gives_a_least() -> None:
    notes = Notes()
    notes.session(10, did(SQUAT))
    assert value(notes, "log.clean_sessions.squat") == "1+"
    assert value(notes, "log.clean_sessions.hinge") is None


# ---- pain, effort, form ---------------------------------------------------------------------------------------------


def test_pain_of_the_last_two_sessions() -> None:
    notes = Notes()
    notes.session(9, pain=[{"site": "calf", "side": "left", "during": 5}])
    notes.session(6, pain="none")
    assert value(notes, "log.pain_last_two_sessions") == 5
    notes.session(2, did(SQUAT, pain=1.5), pain="none")
    assert value(notes, "log.pain_last_two_sessions") == "1.5"
    notes.session(1, done="no")
    assert value(notes, "log.pain_last_two_sessions") == "1.5"


def test_pain_that_was_not_told_is_not_none() -> None:
    notes = Notes()
    notes.session(6, pain=[{"site": "calf", "side": "left", "during": 3}])
    notes.session(2, did(SQUAT, pain=None), pain=None)
    assert value(notes, "log.pain_last_two_sessions") == "3+"
    one = Notes()
    one.session(2)
    assert value(one, "log.pain_last_two_sessions") is None


@pytest.mark.parametrize(("asked", "told", "off"), [(2, 5, 2), (2, 3, 0), (2, 2, 0), (2, 0, -2), (3, 1, -2)])
def test_the_reserve_against_what_was_shown(asked: int, told: int, off: int) -> None:
    notes = Notes()
    plan = notes.plan(3, shown(SQUAT, rir=asked))
    notes.session(2, did(SQUAT, rir=told), plan=plan)
    assert value(notes, "log.rir_reported") == off


def test_the_reserve_is_not_known_without_a_plan_or_without_the_last_set() -> None:
    notes = Notes()
    notes.session(2, did(SQUAT, rir=0))
    assert value(notes, "log.rir_reported") is None
    plan = notes.plan(1, shown(SQUAT))
    item = did(SQUAT, rir=2)
    item["sets"][-1] = {"reps": 8}
    notes.session(0, item, plan=plan)
    assert value(notes, "log.rir_reported") is None


def test_form_and_repetitions_of_the_main_lifts() -> None:
    """14 repetitions that left 1 used up one of the spare two: 13."""
    notes = Notes()
    plan = notes.plan(3, shown(SQUAT, reps=12), shown("hinge_sl_rdl", reps=12), shown("tr_farmer", main=False))
    items = [did(SQUAT, 14, rir=1), did("hinge_sl_rdl", 15, rir=2, technique=4), did("tr_farmer", 5, technique=1)]
    notes.session(2, *items, plan=plan, phase="tempo_strength")
    assert value(notes, "log.tempo_reps") == 13
    assert value(notes, "log.technique_last_set") == 4


# ---- readiness ------------------------------------------------------------------------------------------------------


def test_days_that_asked_for_recovery() -> None:
    notes = Notes()
    notes.check_in(20, sleep_hours_7d=7.5)
    notes.check_in(5, sleep_hours_7d="5.5", doms_nrs=8)
    notes.check_in(3, sleep_hours_7d=8)
    assert value(notes, "log.readiness_fails_7d") == 1
    notes.check_in(1, during=6)
    assert value(notes, "log.readiness_fails_7d") == 2


def test_no_check_in_is_no_good_day() -> None:
    notes = Notes()
    notes.check_in(20, sleep_hours_7d=7.5)
    assert value(notes, "log.readiness_fails_7d") is None
    notes.check_in(3, sleep_hours_7d=7.5)
    assert value(notes, "log.readiness_fails_7d") is None
    notes.check_in(1, sleep_hours_7d=7.5)
    assert value(notes, "log.readiness_fails_7d") == 0


# ---- time off, weeks in the phase -----------------------------------------------------------------------------------


def test_days_off_begin_with_the_last_session_that_was_done() -> None:
    notes = Notes()
    assert value(notes, "position.days_off") is None
    notes.session(9)
    notes.session(2, done="no")
    assert value(notes, "position.days_off") == 9


def test_a_break_counts_in_the_first_week_back_until_a_plan_has_seen_it() -> None:
    notes = Notes()
    notes.session(35)
    notes.session(3)
    assert value(notes, "position.days_off") == 32
    notes.session(0)
    assert value(notes, "position.days_off") == 32
    notes.plan(1)
    assert value(notes, "position.days_off") == 0


def test_of_several_breaks_the_longest() -> None:
    notes = Notes()
    for days in (75, 45, 15, 5):
        notes.session(days)
    assert value(notes, "position.days_off") == 30
    later = Notes()
    for days in (120, 90, 80, 70, 60, 50, 40, 30, 20, 9):
        later.session(days)
    assert value(later, "position.days_off") == 9  # over a week after the last return


def test_sessions_and_weeks_in_the_phase() -> None:
    """Three weeks in the phase with two sessions shown in each: both done, one done, none done."""
    notes = Notes()
    notes.session(40, phase="bilateral")
    first = notes.plan(21, sessions=[{"id": "A", "items": []}, {"id": "B", "items": []}])
    second = notes.plan(14, sessions=[{"id": "A", "items": []}, {"id": "B", "items": []}])
    notes.plan(7, sessions=[{"id": "A", "items": []}, {"id": "B", "items": []}])
    notes.session(20, plan=first)
    notes.session(19, plan=first, session="B")
    notes.session(14, plan=second)
    notes.session(13, plan=second, session="B", done="no")
    assert value(notes, "position.sessions_done") == 3
    assert value(notes, "position.weeks_in_phase") == 2


def test_a_session_cut_short_by_two_exercises_is_not_done() -> None:
    notes = Notes()
    plan = notes.plan(5, shown(SQUAT), shown(CALF), shown("tr_dead_bug"))
    notes.session(4, did(SQUAT), did(CALF), plan=plan, done="partly")
    assert value(notes, "position.sessions_done") == 1
    notes.session(3, did(SQUAT), plan=plan, done="partly")
    assert value(notes, "position.sessions_done") == 1


# ---- rungs ----------------------------------------------------------------------------------------------------------


def climbed(*last: dict[str, Any], first: float | None = 10) -> Notes:
    """Sessions at 12 kg as shown, after a first one at another weight; None: there was none before."""
    notes = Notes()
    if first is not None:
        notes.session(22, did(SQUAT, load=first), plan=notes.plan(24, shown(SQUAT, load_kg=first)))
    plan = notes.plan(20, shown(SQUAT, load_kg=12))
    for number, item in enumerate(last):
        notes.session(18 - 2 * number, item, plan=plan)
    return notes


CLEAN = did(SQUAT, load=12)


def rung(notes: Notes) -> Any:
    return value(notes, "log.rungs.knee")


def test_clean_sessions_in_a_row_on_the_exercise_done_last() -> None:
    assert rung(climbed(CLEAN, CLEAN)) == {"exercise": SQUAT, "clean": 2}
    assert rung(climbed(CLEAN, did(SQUAT, 7, load=12), CLEAN)) == {"exercise": SQUAT, "clean": 1}


def test_a_weight_goes_up_before_a_harder_exercise_is_earned() -> None:
    """Or fifteen repetitions go well, where the kit has no more. What has no weight isn't held to it."""
    assert rung(climbed(CLEAN, CLEAN, first=None))["clean"] == 0
    assert rung(climbed(CLEAN, CLEAN, first=14))["clean"] == 0
    assert rung(climbed(did(SQUAT, 15, load=12), did(SQUAT, 15, load=12), first=None))["clean"] == 2
    bare = did("knee_rfess", side="left"), did("knee_rfess", side="right")
    notes = Notes()
    for days in (8, 6):
        notes.session(days, *bare, plan=notes.plan(9, shown("knee_rfess", load_kg=None)))
    assert rung(notes)["clean"] == 2


def test_less_help_is_more_weight() -> None:
    for helps, clean in (((10, 10), 0), ((10, 5), 1), ((5, 10), 0)):
        notes = Notes()
        for days, help_ in zip((8, 6), helps, strict=True):
            item = did("knee_rfess", side="both")
            item["sets"] = [{**each, "assist_kg": help_} for each in item["sets"]]
            notes.session(days, item, plan=notes.plan(9, shown("knee_rfess", load_kg=None)))
        assert rung(notes)["clean"] == clean, helps


@pytest.mark.parametrize(
    "short",
    [
        did(SQUAT, 7, load=12),
        did(SQUAT, load=12, sets=2),
        did(SQUAT, load=10),  # a lighter weight is not what was shown
        did(SQUAT, load=12, rir=1),
        did(SQUAT, load=12, pain=3),
        did(SQUAT, load=12, technique=3),
        did(SQUAT, load=12, rir=None),  # what isn't told earns nothing
        did(SQUAT, load=None),
    ],
)
def test_it_is_judged_by_all_that_was_shown(short: dict[str, Any]) -> None:
    assert rung(climbed(CLEAN, CLEAN, short)) == {"exercise": SQUAT, "clean": 0}


def test_a_skipped_session_neither_earns_nor_costs() -> None:
    notes = climbed(CLEAN, CLEAN)
    notes.session(5, did(SQUAT, 0), plan=1, done="no")
    assert rung(notes) == {"exercise": SQUAT, "clean": 2}


def test_both_legs_have_to_be_there() -> None:
    one = shown("knee_rfess", load_kg=None)
    notes = Notes()
    plan = notes.plan(9, one)
    notes.session(8, did("knee_rfess", side="left"), plan=plan)
    assert rung(notes)["clean"] == 0
    notes.session(6, did("knee_rfess", side="left"), did("knee_rfess", side="right"), plan=plan)
    assert rung(notes)["clean"] == 1


def test_light_days_do_not_move_the_rung() -> None:
    notes = climbed(CLEAN)
    plan = notes.plan(6, shown("knee_half_squat"), kind="light", session="L")
    notes.session(5, did("knee_half_squat"), plan=plan, session="L")
    assert rung(notes) == {"exercise": SQUAT, "clean": 1}


# ---- adherence ------------------------------------------------------------------------------------------------------


def test_adherence_is_of_due_sessions() -> None:
    """Four were due; three done and one skipped. The one of this week is not due yet."""
    notes = Notes()
    two = [{"id": "A", "day": "tue"}, {"id": "B", "day": "thu"}]
    first, second = notes.plan(14, sessions=two), notes.plan(7, sessions=two)
    notes.plan(0, sessions=[{"id": "A", "day": "sun"}])
    notes.session(13, plan=first)
    notes.session(12, plan=first, session="B", done="partly")
    notes.session(10, plan=second)
    notes.session(8, plan=second, session="B", done="no")
    assert value(notes, "adherence") == 75


def test_a_session_that_was_not_logged_may_have_been_done() -> None:
    notes = Notes()
    three = [{"id": name, "day": "mon"} for name in "ABC"]
    plan = notes.plan(14, sessions=three)
    notes.session(13, plan=plan)
    assert value(notes, "adherence") == "33.33+"


def test_a_plan_of_seven_days_from_its_own_on_is_due_by_its_dates() -> None:
    """Not on that day of the week in which it was shown; and what the next week's plan shows anew is due once."""
    notes = Notes()
    dated = [{"id": name, "day": "mon", "date": ago(days)} for name, days in (("A", 3), ("B", 2), ("C", 1), ("D", -1))]
    plan = notes.plan(3, sessions=dated)
    for days, name in ((3, "A"), (2, "B"), (1, "C")):
        notes.session(days, plan=plan, session=name)
    assert value(notes, "adherence") == 100
    notes = Notes()
    monday = TODAY.weekday() + 7
    four = [{"id": name, "day": "mon", "date": ago(monday - days)} for name, days in (("A", 1), ("B", 3), ("C", 5))]
    first = notes.plan(monday, sessions=[*four, {"id": "D", "day": "mon", "date": ago(monday - 7)}])
    notes.plan(monday - 7, sessions=[{"id": "D", "day": "sun"}])
    for days, name in ((1, "A"), (3, "B"), (5, "C")):
        notes.session(monday - days, plan=first, session=name)
    assert value(notes, "adherence") == 100
