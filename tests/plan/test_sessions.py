"""A week's sessions: hard and light days, what gives way to the minutes, heavy sets, and what makes a dose smaller."""

from __future__ import annotations

import pytest
from plan.conftest import KITS, LEVELS, PHASES, TIERS, Data, chosen, measures, plan_for, session, slot, standing
from properties.athletes import book

from surefoot.engine.decision.roadmap import AHEAD, roadmap
from surefoot.engine.page.wording import load_text
from surefoot.engine.plan.days import HARD, LIGHT
from surefoot.engine.plan.sessions import Plan

TIRED = measures(sleep_hours_7d=6.5, doms_nrs=5)
WEEK_OFF = {"position": {"days_off": 10}}
FOUR_DAYS = {"week": {"available_days": ["mon", "tue", "thu", "sat"]}}


def kinds(plan: Plan) -> list[str]:
    return [each.kind for each in plan.sessions]


def sets(plan: Plan) -> dict[tuple[str, str], int]:
    return {(each.id, item.slot): item.dose.sets for each in plan.sessions for item in each.items}


# ---- the week -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("phase", PHASES)
def test_a_week_has_the_hard_and_the_light_sessions_of_its_phase(phase: str, level: str) -> None:
    _, plan = plan_for(standing(phase, LEVELS[level]))
    one = (phase, level) == ("endurance_strength", "novice_return")
    assert kinds(plan) == [HARD] * (1 if one else 2) + [LIGHT]
    assert [each.id for each in plan.sessions] == (["A", "L"] if one else ["A", "B", "L"])


def test_a_light_day_is_light() -> None:
    """Short, nothing near the limit, springs at the most, and no lift."""
    for phase in PHASES:
        _, plan = plan_for(standing(phase, KITS["gym"], LEVELS["experienced"]))
        day = session(plan, "L")
        assert day.how
        assert day.minutes <= 20
        for item in day.items:
            assert item.part != "heavy", (phase, item.slot)
            assert not item.exercise.heavy, (phase, item.exercise.id)
            assert item.dose.rir is None or item.dose.rir >= 3, (phase, item.slot)
            assert item.exercise.tier in ("", "P0"), (phase, item.exercise.id)


def test_the_days_of_hard_sessions_are_apart_and_light_ones_need_a_day_that_is_left() -> None:
    _, plan = plan_for(standing("unilateral", FOUR_DAYS))
    assert [(each.id, each.day) for each in plan.sessions] == [("A", "mon"), ("B", "thu"), ("L", "sat")]
    _, plan = plan_for(standing("unilateral", {"week": {"available_days": ["tue", "fri"]}}))
    assert [(each.id, each.day) for each in plan.sessions] == [("A", "tue"), ("B", "fri")]
    _, plan = plan_for(standing("unilateral", {"week": {"available_days": ["wed"]}}))
    assert [(each.id, each.day) for each in plan.sessions] == [("A", "wed")]
    assert "2 hard sessions a week are due; you have 1 day." in plan.notes


def test_no_hard_session_stands_before_a_hard_run_where_days_allow() -> None:
    runs = {"running": {"days": ["tue", "thu", "sun"], "hard_days": ["tue"], "long_day": "sun"}}
    _, plan = plan_for(standing("unilateral", FOUR_DAYS, runs))
    assert {each.day for each in plan.sessions if each.kind == HARD}.isdisjoint({"mon", "sat"})
    _, plan = plan_for(standing("unilateral", {"week": {"available_days": ["mon", "sat"]}}, runs))
    assert plan.week is not None
    assert "WK.day_before" in [each.rule.id for each in plan.week.gave_way]


@pytest.mark.parametrize(
    ("facts", "rule", "week"),
    [
        ({"running": {"in_season": True}}, "FQ.in_season", [HARD, LIGHT]),
        ({"races": [{"date": "2026-11-26", "priority": "A"}]}, "FQ.race_week", [LIGHT]),
    ],
)
def test_racing_takes_hard_sessions_away_and_keeps_the_phase(facts: Data, rule: str, week: list[str]) -> None:
    decision, plan = plan_for(standing("plyometric", facts))
    assert kinds(plan) == week
    assert [reason.rule for reason in plan.fewer] == [rule]
    assert all(reason.say for reason in plan.fewer)
    assert decision.phase == "plyometric"


@pytest.mark.parametrize(("race", "heavy"), [("2026-11-29", False), ("2026-11-30", True)])
def test_the_last_heavy_lift_is_ten_days_before_the_race(race: str, heavy: bool) -> None:
    _, plan = plan_for(standing("tempo_strength", KITS["gym"], {"races": [{"date": race, "priority": "A"}]}))
    empty = {name: why for each in plan.sessions for name, why in each.empty}
    assert any(item.part == "heavy" for each in plan.sessions for item in each.items) == heavy
    assert set(empty) == (set() if heavy else {"Heavy hinge", "Heavy squat"})
    assert all("9 days" in why for why in empty.values())


def test_the_first_slow_lowers_are_few() -> None:
    """One hard session for two weeks, and in the first of them two thirds of the sets."""
    weeks = [plan_for(standing("eccentric", {"position": {"weeks_in_phase": week}}))[1] for week in range(3)]
    assert [kinds(plan).count(HARD) for plan in weeks] == [1, 1, 2]
    assert [slot(plan, "Thigh").dose.sets for plan in weeks] == [2, 3, 3]
    assert [[each.rule.id for each in plan.reductions] for plan in weeks] == [["RD.first_lowers"], [], []]


def test_after_a_stop_there_is_no_session_and_a_word_why() -> None:
    decision, plan = plan_for(standing("unilateral", {"red_flags": "remove", "symptoms": {"chest_pressure": True}}))
    assert decision.outcome == "stop"
    assert (plan.sessions, plan.notes) == ([], ["No training until this is cleared."])


# ---- minutes --------------------------------------------------------------------------------------------------------


def within(minutes: int) -> Data:
    return {"week": {"session_minutes": minutes}}


@pytest.mark.parametrize("phase", PHASES[1:])
def test_what_gives_way_to_the_minutes_is_told_and_the_main_lifts_go_last(phase: str) -> None:
    _, whole = plan_for(standing(phase, LEVELS["experienced"], KITS["gym"]))
    for minutes in (15, 20, 25, 30, 40):
        _, plan = plan_for(standing(phase, LEVELS["experienced"], KITS["gym"], within(minutes)))
        for before, after in zip(whole.sessions, plan.sessions, strict=True):
            assert after.minutes <= minutes
            gone = [item.slot for item in before.items if item.slot not in [each.slot for each in after.items]]
            fewer = [item.slot for item in after.items if item.dose.sets < sets(whole)[before.id, item.slot]]
            assert sorted(after.left_out) == sorted(gone)
            assert after.shortened == fewer
            assert before.minutes <= minutes or gone or fewer
            if any(item.main for item in before.items if item.slot in gone):
                assert not [item for item in after.items if not item.main], (phase, minutes, after.id)


def test_sets_are_cut_before_anything_is_left_out() -> None:
    _, whole = plan_for(standing("unilateral", LEVELS["experienced"]))
    full = session(whole, "A").minutes
    _, plan = plan_for(standing("unilateral", LEVELS["experienced"], within(full - 4)))
    assert session(plan, "A").shortened == ["Hip", "Trunk"]
    assert not session(plan, "A").left_out


# ---- heavy sets -----------------------------------------------------------------------------------------------------

HEAVY = [
    ("eccentric", "Heavy hinge"),
    ("plyometric", "Heavy squat"),
    ("tempo_strength", "Heavy hinge"),
    ("tempo_strength", "Heavy squat"),
    ("endurance_strength", "Heavy hinge"),
]


@pytest.mark.parametrize(("phase", "name"), HEAVY)
def test_with_a_barbell_the_heavy_set_is_a_heavy_lift(phase: str, name: str) -> None:
    for kit in (KITS["gym"], {"equipment": ["barbell", "bench"]}):
        _, plan = plan_for(standing(phase, kit))
        item = slot(plan, name)
        assert item.exercise.heavy
        assert not item.choice.stands_in
        assert "% of the most you can lift once" in item.dose.load
        assert item.dose.rest_s >= 150
        assert note() not in plan.notes


@pytest.mark.parametrize(("phase", "name"), HEAVY)
def test_without_one_the_hardest_on_one_leg_stands_in_and_it_is_said(phase: str, name: str) -> None:
    """With a weight the one in which the other foot helps, since a set that balance ends is no heavy set."""
    loaded = {"eccentric": "hinge_ecc_rdl", "Heavy squat": "knee_split_squat", "Heavy hinge": "hinge_bstance_rdl"}
    bare = {"eccentric": "hinge_ecc_sl_rdl", "Heavy squat": "knee_split_squat", "Heavy hinge": "hinge_sl_rdl"}
    for kit, hardest in (("household", loaded), ("dumbbells", loaded), ("floor only", bare)):
        _, plan = plan_for(standing(phase, KITS[kit]))
        item = slot(plan, name)
        assert item.exercise.id == hardest.get(phase, hardest[name])
        assert item.choice.stands_in
        assert note() in plan.notes


def note() -> str:
    return str(book().session["heavy_stand_in"])


def test_a_squat_on_two_legs_is_no_stand_in_for_one() -> None:
    """The two-leg day of the one-leg phase: a heavy lift where there is one, else the hardest that the kit allows."""
    for kit, exercise in (("gym", "knee_leg_press"), ("household", "knee_goblet"), ("floor only", "knee_pause_squat")):
        _, plan = plan_for(standing("unilateral", KITS[kit]))
        assert slot(plan, "Two-leg squat").exercise.id == exercise
        assert note() not in plan.notes


def test_straining_that_is_not_cleared_takes_the_heavy_lifts_out() -> None:
    flags = {"red_flags": {**dict.fromkeys(book().flags, "no"), "RF_METAL_OPEN": "yes"}}
    _, calm = plan_for(standing("tempo_strength", KITS["gym"]))
    _, plan = plan_for(standing("tempo_strength", KITS["gym"], flags))
    assert any(book().exercises[name].heavy for name in chosen(calm))
    assert not any(book().exercises[name].heavy for name in chosen(plan))
    assert slot(plan, "Heavy squat").choice.instead_of == slot(calm, "Heavy squat").exercise
    assert all(item.dose.rir is None or item.dose.rir >= 4 for each in plan.sessions for item in each.items)


# ---- smaller doses --------------------------------------------------------------------------------------------------


def test_reductions_do_not_stack() -> None:
    """On each axis the strongest bites, once; the others are listed."""
    plans = [plan_for(standing("unilateral", *more))[1] for more in ((), (TIRED,), (WEEK_OFF,), (TIRED, WEEK_OFF))]
    for plan in plans:
        biting = [each.rule.data["axis"] for each in plan.reductions if each.bites]
        assert len(biting) == len(set(biting))
    calm, tired, off, both = map(sets, plans)
    assert calm != off
    assert both == tired
    assert all(calm[name] >= off[name] >= tired[name] >= 1 for name in calm)
    assert [each.rule.id for each in plans[3].reductions if each.rule.data["axis"] == "sets"] == [
        "RD.reduced_day",
        "GD.short",
    ]


def test_each_axis_has_its_own() -> None:
    """Tired and sore: fewer sets, fewer jumps, and nothing near the limit."""
    facts = (TIERS["P3"], measures(sleep_hours_7d=6.5, wellness_hooper_sum=15))
    _, calm = plan_for(standing("plyometric"))
    _, tired = plan_for(standing("plyometric", *facts))
    _, sore = plan_for(standing("plyometric", TIRED))
    assert {each.rule.data["axis"] for each in tired.reductions if each.bites} == {"sets", "contacts"}
    assert {each.rule.data["axis"] for each in sore.reductions if each.bites} == {"sets", "contacts", "effort"}
    assert slot(calm, "Calf").dose.rir == slot(tired, "Calf").dose.rir == 2
    assert slot(sore, "Calf").dose.rir == 4
    assert slot(tired, "Calf").dose.sets < slot(calm, "Calf").dose.sets
    before, after = (slot(plan, "Jumps up").dose.contacts or 0 for plan in (calm, tired))
    assert 0 < after <= 0.6 * before


@pytest.mark.parametrize(
    ("facts", "rule", "share"),
    [
        (measures(sleep_hours_7d=6.5, wellness_hooper_sum=15), "RD.reduced_day", 60),
        (WEEK_OFF, "GD.short", 75),
        ({"races": [{"date": "2026-12-03", "priority": "A"}]}, "RD.taper", 70),
    ],
)
def test_sets_are_cut_to_their_share(facts: Data, rule: str, share: int) -> None:
    """To the nearest whole set, halves down, and to one at the least."""
    _, plan = plan_for(standing("unilateral", facts))
    assert [each.rule.id for each in plan.reductions if each.bites and each.rule.data["axis"] == "sets"] == [rule]
    left = {(item.dose.planned_sets, item.dose.sets) for each in plan.sessions for item in each.items}
    assert left == {(planned, max(1, (planned * share + 49) // 100)) for planned in (1, 2, 3)}


def test_no_session_is_longer_than_an_hour_however_long_there_is() -> None:
    for minutes in ({}, {"week": {"session_minutes": 120}}):
        for phase in PHASES:
            _, plan = plan_for(standing(phase, KITS["gym"], LEVELS["experienced"], minutes))
            assert max(each.minutes for each in plan.sessions) <= book().session["most_minutes"]


# ---- kit and load ---------------------------------------------------------------------------------------------------


def test_what_is_no_weight_loads_nothing() -> None:
    """A bench is something to lie on: whoever has one and no weight lifts as whoever has neither."""
    bare = KITS["floor only"]["equipment"]
    bench = {"equipment": {**bare, "bench": True}}
    for kit in (bare, bench["equipment"]):
        back = {"position": {"phase": "plyometric", "days_off": 20}}
        decision, plan = plan_for(standing("plyometric", {"equipment": kit}, back))
        assert decision.outcome == "regress"
        for item in (item for each in plan.sessions for item in each.items):
            assert load_text(item, decision) != "a weight that leaves the repetitions in reserve", item.exercise.id
    lifts = [
        slot(plan_for(standing("eccentric", {"equipment": kit}))[1], "Heavy hinge")
        for kit in (bare, bench["equipment"])
    ]
    assert lifts[0].exercise is lifts[1].exercise


# ---- the road -------------------------------------------------------------------------------------------------------


def test_the_road_has_no_dates_while_a_race_holds_the_phase() -> None:
    race = {"races": [{"date": "2026-12-05", "priority": "A"}]}
    for facts, held in (({}, False), (race, True)):
        decision, _ = plan_for(standing("unilateral", facts))
        ahead = [each for each in roadmap(decision) if each.where == AHEAD]
        assert all((each.earliest is None) == held for each in ahead)


def test_the_road_is_shorter_for_whoever_was_further_before() -> None:
    new, back = (
        roadmap(plan_for(standing("unilateral", {"position": {"weeks_in_phase": 0, **more}}))[0])
        for more in ({}, {"reached": "tempo_strength"})
    )
    assert next(each.weeks for each in new if each.where == AHEAD) > book().returning_weeks
    assert next(each.weeks for each in back if each.where == AHEAD) == book().returning_weeks


def test_whoever_moves_on_today_is_in_the_first_week() -> None:
    """Cue, idea and the weeks of a protocol begin anew with the phase."""
    due = {"position": {"weeks_in_phase": 9, "sessions_done": 40}}
    decision, plan = plan_for(standing("unilateral", due))
    assert (decision.outcome, decision.weeks_here) == ("advance", 0)
    protocols = [item.dose for each in plan.sessions for item in each.items if item.dose.protocol is not None]
    for dose in protocols:
        first = dose.protocol.weeks[0]  # type: ignore[union-attr]
        assert dose.sets <= first["sets"]
