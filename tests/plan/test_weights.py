"""A plan that knows the log: the next weights, what was done last time, lighter weeks, plateaus."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from derivations.conftest import Noted, Notes, did, shown
from plan.conftest import KITS, LEVELS, Data, answers_of, standing
from properties.athletes import Unasked, book

from surefoot.engine.decision.decide import Decision, decide
from surefoot.engine.derivations.log import Log
from surefoot.engine.facts.derive import derive
from surefoot.engine.page.as_json import as_data
from surefoot.engine.page.text import text_page
from surefoot.engine.plan.sessions import Item, Plan, make_plan
from surefoot.engine.service import Surefoot

TODAY = date(2026, 11, 20)
GYM = KITS["gym"]
QUIET = {
    "pain": [{"site": "calf", "side": "left", "tissue": "muscle", "during": 0, "next_morning": 0, "night": False}],
    "measures": {"doms_nrs": 1, "sleep_hours_7d": 8, "wellness_hooper_sum": 8},
    "log": {"rir_reported": 0, "readiness_fails_7d": 0, "technique_last_set": 5},
}


def plan_with(entries: list[Noted], *more: Data, phase: str = "bilateral") -> tuple[Decision, Plan]:
    facts = standing(phase, GYM, QUIET, *more)
    decision = decide(derive(answers_of(facts), book()), book(), Unasked())  # type: ignore[arg-type]
    return decision, make_plan(decision, Log(entries, book(), decision.facts.answers.as_of))


def rows(plan: Plan) -> dict[str, Item]:
    return {item.exercise.id: item for each in plan.sessions if each.kind == "hard" for item in each.items}


def loaded(plan: Plan) -> str:
    """A loaded exercise of the week."""
    return next(name for name, item in rows(plan).items() if item.exercise.loaded)


def history(name: str, item: Item, load: float, over: int = 2, sessions: int = 3, every: int = 4,
            **more: Any) -> Notes:  # fmt: skip
    """So many sessions of it, shown as the plan has it."""
    notes = Notes()
    dose = item.dose
    for number in range(sessions, 0, -1):
        row = shown(name, dose.planned_sets, dose.reps, dose.rir, load_kg=load)
        plan = notes.plan(every * number, row, session="A")
        done = {"sets": dose.planned_sets, "rir": dose.rir, **more}
        notes.session(every * number, did(name, (dose.reps or 0) + over, load=load, **done), plan=plan)
    return notes


def test_a_decision_with_a_log_shows_last_time_and_the_next_weight() -> None:
    _, bare = plan_with([])
    name = loaded(bare)
    notes = history(name, rows(bare)[name], 40)
    decision, plan = plan_with(notes.entries)
    assert decision.progression[0] == "more"
    item = rows(plan)[name]
    assert item.load is not None
    assert item.load.kg > 40
    assert item.last_time.startswith("16 Nov: ")
    data = as_data(decision, plan, "test")
    row = next(each for one in data["plan"]["sessions"] for each in one["items"] if each["exercise"] == name)
    assert row["load_kg"] == float(item.load.kg)
    assert row["load"].startswith(f"{row['load_kg']:g} kg")
    assert row["last_time"] == item.last_time
    assert "progression.loads" in row["because"]
    assert (row["rir"], row["main"]) == (item.dose.rir, item.main)
    page = " ".join(text_page(decision, plan).split())
    assert f"Last time, {item.last_time}." in page
    assert f"Load: {row['load']}." in page
    json.dumps(data)


def test_without_a_log_nothing_is_worked_out() -> None:
    _, plan = plan_with([])
    assert all(item.load is None and not item.last_time for item in rows(plan).values())


def test_time_off_takes_the_weight_down_and_says_so() -> None:
    _, bare = plan_with([])
    name = loaded(bare)
    notes = history(name, rows(bare)[name], 40)
    _, plan = plan_with(notes.entries, {"position": {"days_off": 10}})
    item = rows(plan)[name]
    assert item.load is not None
    assert item.load.because == "reduced"
    assert item.load.asked == 36
    assert [each.rule.id for each in plan.reductions if each.bites and each.rule.data["axis"] == "load"] == ["GD.short"]
    _, week = plan_with(notes.entries, {"position": {"days_off": 6}})
    load = rows(week)[name].load
    assert load is not None
    assert load.asked == 38


@pytest.mark.parametrize(
    ("log", "rule"),
    [
        ({"deload_signs": 2}, "RD.deload"),
        ({"deload_signs": 1, "weeks_loading": 6}, "RD.deload_due"),
        ({"deload_signs": 0, "weeks_loading": 30}, ""),  # a runner who adapts is not made to rest
        ({"deload_signs": 1, "weeks_loading": 5}, ""),
        ({"weeks_loading": 30}, ""),
    ],
)
def test_a_lighter_week_takes_two_signs_or_one_and_six_weeks(log: Data, rule: str) -> None:
    _, bare = plan_with([])
    name = loaded(bare)
    notes = history(name, rows(bare)[name], 40, over=0)
    _, plan = plan_with(notes.entries, {"log": log})
    biting = [each.rule.id for each in plan.reductions if each.bites and each.rule.data["axis"] == "sets"]
    assert biting == ([rule] if rule else [])
    load = rows(plan)[name].load
    assert load is not None
    assert load.kg == 40  # the weight stays, and the sets are fewer
    assert (rows(plan)[name].dose.sets < rows(bare)[name].dose.sets) == bool(rule)


def test_a_plateau_says_what_to_try_and_more_the_longer_it_lasts() -> None:
    _, bare = plan_with([])
    name = loaded(bare)
    item = rows(bare)[name]
    said = {}
    for count in (5, 6, 16):
        notes = history(name, item, 40, over=0, sessions=count, every=5)
        _, plan = plan_with(notes.entries)
        said[count] = [note for note in plan.notes if note.startswith(f"{item.exercise.name}: No gain")]
    assert not said[5]
    assert "First see whether" in said[6][0]
    assert "Change the repetitions" in said[16][0]
    notes = history(name, item, 40, over=0, sessions=6, every=5)
    _, tired = plan_with(notes.entries, {"log": {"readiness_fails_7d": 1}})
    assert not any("No gain" in note for note in tired.notes)


def test_dumbbells_come_before_the_household_rucksack() -> None:
    """A rucksack steps by 1; who has dumbbells is told in dumbbells."""
    facts = standing("bilateral", KITS["dumbbells"], QUIET, {"log": {"rungs": {"knee": {"exercise": "knee_goblet"}}}})
    decision = decide(derive(answers_of(facts), book()), book(), Unasked())  # type: ignore[arg-type]
    plan = make_plan(decision, Log([], book(), TODAY))
    name = "knee_goblet"
    notes = history(name, rows(plan)[name], 10)
    plan = make_plan(decision, Log(notes.entries, book(), TODAY))
    load = rows(plan)[name].load
    assert load is not None
    assert load.step == 2


def test_the_service_takes_a_log(opened: Surefoot) -> None:
    facts = {"surefoot": "facts/1", **standing("bilateral", GYM, QUIET, LEVELS["experienced"])}
    text = json.dumps(facts, default=str)
    _, bare = opened.decide_text(text, "facts.json", TODAY)
    name = loaded(bare)
    notes = history(name, rows(bare)[name], 40)
    _, plan = opened.decide_text(text, "facts.json", TODAY + timedelta(days=0), notes.entries)
    assert rows(plan)[name].load is not None
