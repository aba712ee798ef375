"""The next weight, worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from derivations.conftest import TODAY, Notes, book, did, shown

from surefoot.engine.derivations.loads import Load, Step, Target, last_time, next_load
from surefoot.engine.derivations.log import Log

SQUAT, GOBLET = "knee_back_squat", "knee_goblet"
BAR, DUMBBELL = Step(Fraction(5, 2), "the bar steps"), Step(Fraction(2), "your dumbbells step")


def weight(
    notes: Notes, exercise: str = SQUAT, step: Step = BAR, level: str = "recreational", progress: str = "more",
    target: Target | None = None, **reduced: int,
) -> Load | None:  # fmt: skip
    rules = book().loads
    assert rules is not None
    log = Log(notes.entries, book(), TODAY)
    asked = target or Target(8, 2, 3)
    return next_load(book().exercises[exercise], log, rules, step, level, asked, progress,
                     {name.replace("_", "."): to for name, to in reduced.items()})  # fmt: skip


def kg(*args: Any, **more: Any) -> float:
    load = weight(*args, **more)
    assert load is not None
    return float(load.kg)


def trained(*sessions: dict[str, Any], exercise: str = SQUAT, load: float = 60, **plan: Any) -> Notes:
    """Every four days, the latest yesterday; all shown 3 x 8 at a weight with 2 in reserve, and done as said."""
    notes = Notes()
    for number, session in enumerate(reversed(sessions)):
        days = 1 + 4 * (len(sessions) - 1 - number)
        at = notes.plan(days, shown(exercise, load_kg=load, **plan))
        notes.session(days, did(exercise, **{"reps": 8, "load": load, **session}), plan=at)
    return notes


TEN = {"reps": 10}  # two more than shown


# ---- two for two ----------------------------------------------------------------------------------------------------


def test_two_more_in_two_sessions_running_earn_a_heavier_weight() -> None:
    """5 % of 60 is 3 kg: 63, and the bar does 62.5."""
    notes = trained(TEN, TEN, TEN)
    load = weight(notes)
    assert load is not None
    assert (load.kg, load.asked, load.because) == (Fraction(125, 2), 63, "raised")
    assert load.say.startswith("62.5 kg (asked 63; the bar steps by 2.5) - up from 60 kg:")
    assert set(load.entries) >= {4, 6}


@pytest.mark.parametrize(
    "latest",
    [
        {"reps": 9},
        {"reps": 10, "rir": 1},  # not at the reserve asked
        {"reps": 10, "rir": None},
        {"reps": 10, "sets": 2},
        {"reps": 10, "load": 57.5},
    ],
)
@pytest.mark.parametrize("which", [0, 1])
def test_anything_less_in_one_of_them_earns_none(latest: dict[str, Any], which: int) -> None:
    sessions = [TEN, TEN, TEN]
    sessions[which] = latest
    assert kg(trained(*sessions)) <= 60


def test_what_was_not_shown_earns_nothing() -> None:
    notes = Notes()
    for days in (9, 5, 1):
        notes.session(days, did(SQUAT, 12, load=60))
    assert kg(notes) == 60


@pytest.mark.parametrize("progress", ["same", "less"])
def test_nothing_goes_up_where_the_rules_say_so(progress: str) -> None:
    assert kg(trained(TEN, TEN, TEN), progress=progress) == 60


def test_a_session_that_was_skipped_changes_nothing() -> None:
    notes = trained(TEN, TEN, TEN)
    before = kg(notes)
    notes.session(0, did(SQUAT, 1, load=20), plan=5, done="no")
    assert kg(notes) == before


def test_a_weight_stays_for_a_week() -> None:
    """Both sessions at 62.5 lie within the week: no second step yet."""
    notes = trained(TEN, TEN, TEN, TEN)
    for days in (3, 1):
        plan = notes.plan(days, shown(SQUAT, load_kg=62.5))
        notes.session(days, did(SQUAT, 10, load=62.5), plan=plan)
    assert kg(notes) == 62.5


def test_one_axis_at_a_time() -> None:
    assert kg(trained(TEN, TEN, TEN), target=Target(8, 2, 4)) == 60  # a set more is enough


def test_a_lighter_set_than_shown_is_no_success() -> None:
    assert kg(trained({"load": 50, "reps": 12}, TEN, TEN)) == 50


def test_more_than_was_shown_counts_only_where_all_of_it_went_well() -> None:
    assert kg(trained({"load": 70, "reps": 8}, TEN)) == 70
    assert kg(trained({"load": 70, "reps": 6}, TEN)) == 60


# ---- by how much ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "level", "asked"),
    [
        (40, "recreational", 42.5),  # 5 % is 2, but at least 2.5
        (20, "recreational", 22),  # 2.5 would be over 10 %
        (160, "experienced", 165),  # 5 % is 8, but at most 5
        (40, "novice_return", 42),
        (160, "novice_return", 165),
    ],
)
def test_by_how_much(before: float, level: str, asked: float) -> None:
    load = weight(trained(TEN, TEN, TEN, load=before), level=level)
    assert load is not None
    assert float(load.asked) == asked


def test_a_step_that_is_too_much_waits_for_repetitions() -> None:
    """From 10 kg 11 would be asked; the next dumbbell is 12. 15 repetitions in both sessions come first."""
    load = weight(trained(TEN, TEN, TEN, exercise=GOBLET, load=10), GOBLET, DUMBBELL)
    assert load is not None
    assert (load.kg, load.because) == (10, "reps_first")
    assert load.say.startswith("10 kg (asked 11; your dumbbells step by 2) - once more;")
    assert "15 repetitions" in load.say
    many = {"reps": 15}
    assert kg(trained(many, many, many, exercise=GOBLET, load=10), GOBLET, DUMBBELL) == 12
    assert kg(trained(many, {"reps": 14}, many, exercise=GOBLET, load=10), GOBLET, DUMBBELL) == 10


# ---- less -----------------------------------------------------------------------------------------------------------


def test_sets_that_were_much_too_hard_take_it_down() -> None:
    """Asked to leave 2, left 0: 90 % of 60 is 54, and the bar does 52.5."""
    load = weight(trained({"rir": 0}, TEN))
    assert load is not None
    assert (load.kg, load.because) == (Fraction(105, 2), "too_hard")


def test_reductions_do_not_stack() -> None:
    """80 % for the time off and 90 % for the effort: 80 %."""
    assert kg(trained({"rir": 0}, TEN), GD_weeks=80) == 47.5


def test_a_reduction_is_taken_of_the_weight_before_it() -> None:
    notes = trained(TEN, TEN)
    plan = notes.plan(0, {**shown(SQUAT, load_kg=47.5), "because": [SQUAT, "GD.weeks"]})
    notes.session(0, did(SQUAT, load=47.5), plan=plan)
    assert kg(notes, GD_weeks=80) == 47.5
    assert kg(notes) == 47.5  # and from there it is built up again


def test_more_repetitions_take_a_lighter_weight() -> None:
    """60 kg for 8 and 2 is 80 kg once; for 15 and 2 that is 51."""
    load = weight(trained({}, {}), target=Target(15, 2, 3))
    assert load is not None
    assert (load.kg, load.because) == (50, "retarget")


def test_fewer_repetitions_leave_it() -> None:
    assert kg(trained({}, {}), target=Target(5, 2, 3)) == 60


# ---- help -----------------------------------------------------------------------------------------------------------


def test_help_gets_less_as_it_gets_harder() -> None:
    """A Nordic lower with 20 kg of help."""
    name = "hs_nordic_incline"

    def helped(reps: int, rir: int = 2) -> Load | None:
        notes = Notes()
        for days in (9, 5, 1):
            plan = notes.plan(days, shown(name, reps=6, assist_kg=20))
            notes.session(days, did(name, reps, assist_kg=20, rir=rir), plan=plan)
        return weight(notes, name, Step(Fraction(5), "the machine steps"), target=Target(6, 2, 3))

    less, same, more = helped(8), helped(6), helped(6, rir=0)
    assert less is not None
    assert same is not None
    assert more is not None
    assert (less.kg, same.kg, more.kg) == (15, 20, 25)
    assert less.help_
    assert less.say.startswith("15 kg of help")


# ---- last time ------------------------------------------------------------------------------------------------------


def test_what_was_done_last_time() -> None:
    notes = Notes()
    notes.session(8, did("cg_sl_step", 12, load=10, side="left"), did("cg_sl_step", 10, load=10, side="right"))
    assert last_time(book().exercises["cg_sl_step"], Log(notes.entries, book(), TODAY), 100) == (
        "12 Nov: left 3 x 12 at 10 kg, 2 in reserve; right 3 x 10 at 10 kg, 2 in reserve"
    )
    item = did(SQUAT, 8, load=60)
    item["sets"][-1] = {"reps": 7, "load_kg": 62.5, "rir": 1}
    notes.session(1, item)
    log = Log(notes.entries, book(), TODAY)
    assert last_time(book().exercises[SQUAT], log, 100) == "19 Nov: 8, 8, 7 at 60 to 62.5 kg, 1 in reserve"
    assert last_time(book().exercises["cg_dl_floor"], log, 100) == ""


def test_without_a_weight_in_the_log_there_is_none() -> None:
    notes = Notes()
    notes.session(1, did(SQUAT))
    assert weight(notes) is None
    assert weight(Notes()) is None
