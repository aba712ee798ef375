"""The week of a plan: where an athlete's facts put the sessions, what is said of it, and another week to choose."""

from __future__ import annotations

import pytest
from plan.conftest import LEVELS, TIERS, Data, plan_for, standing

from surefoot.engine.page.as_json import as_data
from surefoot.engine.page.text import plan_page
from surefoot.engine.plan.sessions import Plan
from surefoot.engine.week.realign import Missed, realign
from surefoot.engine.week.telling import day_name

RUNS: Data = {"running": {"days": ["mon", "wed", "fri", "sun"], "hard_days": ["wed"], "long_day": "sun"}}
ALL_DAYS: Data = {"week": {"available_days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}}


def days(plan: Plan) -> dict[str, str | None]:
    return {session.id: session.day for session in plan.sessions}


def gave_way(plan: Plan) -> list[str]:
    assert plan.week is not None
    return [each.rule.id for each in plan.week.gave_way]


def test_strength_goes_on_the_day_of_the_hard_run() -> None:
    decision, plan = plan_for(standing("unilateral", RUNS, ALL_DAYS))
    assert (days(plan)["A"], days(plan)["B"], gave_way(plan)) == ("wed", "fri", [])
    page = plan_page(decision, plan)
    assert "Wed  hard run, then strength A" in page
    assert "after the hard run: hard days hard" in page
    assert "Run first and lift six hours later, three at the least" in " ".join(page.split())


def test_while_no_fast_running_is_advised_the_week_marks_its_hard_run() -> None:
    sore: Data = {"pain": [{"site": "achilles", "side": "left", "tissue": "tendon", "during": 3, "next_morning": 1}]}
    decision, plan = plan_for(standing("unilateral", RUNS, ALL_DAYS, sore))
    page = " ".join(plan_page(decision, plan).split())
    assert "No hills and no fast running" in page
    assert "Wed hard run (run it easy for now)" in page
    assert "Sun long run " in page
    days = as_data(decision, plan, "0.1.0")["plan"]["week"]["days"]
    assert [each["say"].partition(", then")[0] for each in days if "hard run" in each["say"]] == [
        "hard run (run it easy for now)"
    ]


def test_without_running_days_nothing_is_promised() -> None:
    decision, plan = plan_for(standing("unilateral", ALL_DAYS, {"running": {"days": "remove"}}))
    page = plan_page(decision, plan)
    assert "nothing is promised about the spacing" in " ".join(page.split())
    assert "hours from a hard session" not in page
    _, plan = plan_for(standing("unilateral", ALL_DAYS, {"running": {"days": ["mon", "wed"]}}))
    assert any("Which of your runs are hard or long is not known" in note for note in plan.notes)


def test_sessions_before_there_is_load_weigh_on_no_run() -> None:
    _, plan = plan_for(standing("mobility", RUNS, {"week": {"available_days": ["tue", "sat"]}}))
    assert gave_way(plan) == []


def test_the_first_slow_lowers_and_later_ones() -> None:
    first, later = (
        plan_for(standing("eccentric", RUNS, ALL_DAYS, {"position": {"weeks_in_phase": weeks}}))[1] for weeks in (0, 2)
    )
    assert days(first)["A"] == "fri"
    assert days(later)["A"] == "wed"


def test_a_run_much_longer_than_usual_keeps_lifting_away() -> None:
    far: Data = {"measures": {"single_session_distance_ratio": 40}}
    _, plan = plan_for(standing("unilateral", RUNS, {"week": {"available_days": ["mon", "thu"]}}, far))
    assert "WK.far_run" in gave_way(plan)
    _, plan = plan_for(standing("unilateral", RUNS, {"week": {"available_days": ["mon", "thu"]}}))
    assert "WK.far_run" not in gave_way(plan)


def test_drops_never_stand_before_the_long_run() -> None:
    some: Data = {"week": {"available_days": ["mon", "thu", "sat"]}}
    _, plan = plan_for(standing("plyometric", LEVELS["experienced"], TIERS["P3"], RUNS, some))
    assert plan.week is not None
    top = [session.id for session in plan.sessions for item in session.items if item.exercise.tier == "P3"]
    assert top
    assert "sat" not in {days(plan)[name] for name in top}


def test_running_every_day_is_told() -> None:
    every: Data = {"running": {"days": ALL_DAYS["week"]["available_days"], "hard_days": "none"}}
    _, plan = plan_for(standing("unilateral", every, ALL_DAYS))
    assert any(note.startswith("You run on every day") for note in plan.notes)
    assert all(session.day for session in plan.sessions)


def test_the_object_for_programs_has_the_week() -> None:
    decision, plan = plan_for(standing("unilateral", RUNS, {"week": {"available_days": ["tue", "thu"]}}))
    data = as_data(decision, plan, "0")["plan"]
    assert data["sessions"][0]["date"] == "2026-11-24"
    assert data["sessions"][0]["why"]
    assert [each["rule"] for each in data["week"]["gave_way"]] == gave_way(plan)
    assert [day["day"] for day in data["week"]["days"]] == ["fri", "sat", "sun", "mon", "tue", "wed", "thu"]
    assert data["week"]["never"] == ["WK.rest_day"]


# ---- another week after missed sessions -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_for(standing("unilateral", RUNS, {"week": {"available_days": ["tue", "thu", "sat"]}}))[1]


def test_two_missed_change_nothing(plan: Plan) -> None:
    before, after = realign(plan, [Missed("A", "tue"), Missed("B", "thu")])
    assert before == after == plan.week


def test_after_three_the_days_that_were_missed_are_left_alone(plan: Plan) -> None:
    before, after = realign(plan, [Missed("B", "thu"), Missed("A", "thu"), Missed("B", "thu")])
    assert before == plan.week
    assert after.frame.available == (1, 5)
    names = {lift.name: day for lift, day in zip(after.lifts, after.days, strict=True)}
    assert (names["B"], names["A"]) == (1, 5)  # B was missed first, so it comes first
    assert names["L"] is None


def test_where_all_days_were_missed_those_stay_that_were_missed_least(plan: Plan) -> None:
    _, after = realign(plan, [Missed("A", "tue"), Missed("B", "thu"), Missed("L", "sat"), Missed("A", "tue")])
    assert [day_name(day) for day in after.frame.available] == ["Thu", "Sat"]


def test_a_week_missed_as_a_whole_says_nothing_of_any_day(plan: Plan) -> None:
    before, after = realign(plan, [Missed("A", "tue"), Missed("B", "thu"), Missed("L", "sat")])
    assert (before.frame.available, before.days) == (after.frame.available, after.days)


def test_nothing_is_caught_up(plan: Plan) -> None:
    before, after = realign(plan, [Missed("A", "tue")] * 5)
    assert {lift.name for lift in after.lifts} == {lift.name for lift in before.lifts}
    assert realign(plan, [Missed("A", "tue")] * 5) == (before, after)


def test_without_a_week_there_is_nothing_to_realign() -> None:
    with pytest.raises(ValueError, match="no sessions"):
        realign(Plan(), [])
