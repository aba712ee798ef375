"""Sentences that are filled in, as a page has them: what isn't known, what is no number, and a test that waits."""

from __future__ import annotations

from typing import Any

from plan.conftest import Data, pain, plan_for, standing
from properties.athletes import book

from surefoot.engine.decision.summary import summary, way_through
from surefoot.engine.page.text import plan_page

ENDS = "0, so that sets end where they were meant to end"


def told(phase: str, *more: Data) -> tuple[str, str]:
    decision, _ = plan_for(standing(phase, *more))
    return summary(decision), way_through(decision)


def without(*names: str, **more: Any) -> Data:
    return {"measures": dict.fromkeys(names, "unknown"), **more}


def test_what_is_no_number_is_said_by_its_line() -> None:
    said, way = told("bilateral", {"log": {"rir_reported": -1, "pain_last_two_sessions": 4}})
    assert f"Repetitions outside the asked effort: -1; it takes {ENDS}." in said
    assert way.startswith(f"repetitions outside the asked effort: {ENDS}; ")
    assert "worst pain in the last two sessions down by 2" in way
    assert "is pass" not in way


def test_weeks_and_sessions_that_nobody_gave() -> None:
    gone: Data = {"position": {"weeks_in_phase": "unknown", "sessions_done": "unknown"}}
    said, way = told("unilateral", gone)
    assert said.startswith("HOLD. It isn't known how much of the 4 weeks that this phase takes is done. ")
    assert said.endswith(" It isn't known how many sessions are done; of those that were due it takes at least 4.")
    assert way == "it isn't known how much of the 4 weeks that this phase takes is done"
    said, _ = told("unilateral")
    assert said == ("HOLD. 2 weeks counted of the 4 weeks that this phase takes. "
                    "0 done; of the sessions that were due it takes at least 4.")  # fmt: skip


def test_a_test_that_pain_holds_back_is_said_to_wait() -> None:
    sore = pain("achilles", 3, tissue="tendon")
    _, way = told("unilateral", without("sl_calf_raise_reps"), sore)
    assert way.startswith("test single-leg calf raise, as soon as that can be (not with that pain: Achilles tendon")
    _, way = told("unilateral", without("sl_calf_raise_reps", "side_plank_s"), sore)
    assert way.startswith("test side plank")
    assert "calf raise" not in way
    _, way = told("unilateral", without("sl_calf_raise_reps"))
    assert way.startswith("test single-leg calf raise")
    assert "as soon as" not in way


def test_the_hinge_is_asked_for_and_reported_by_one_name() -> None:
    line = next(each for each in book().gates["G1"].lines if each.id == "G1.hinge")
    measure = book().measures["hip_hinge_quality"]
    assert line.title == measure.title == "Hip hinge with a broomstick"
    assert book().equipment["stick"]["title"].lower() in measure.question


def test_signs_and_the_place_of_a_pain_are_named() -> None:
    tired: Data = {"measures": {"sleep_hours_7d": 6, "doms_nrs": 5}}
    decision, plan = plan_for(standing("unilateral", tired, pain("achilles", 1, 3, tissue="tendon")))
    page = " ".join(plan_page(decision, plan).split())
    signs = "sleep, average of the week, 6 hours; muscle soreness, 5 out of 10"
    assert f"- Signs of tiredness or soreness at once: {signs}. " in page
    assert "- Pain was 3 worse the morning after (Achilles tendon, above the heel, left). " in page
    told: Data = {"pain": "none", "measures": {"pain_next_morning_delta": 3}}
    decision, plan = plan_for(standing("unilateral", told))
    assert "- Pain was 3 worse the morning after. " in " ".join(plan_page(decision, plan).split())


def test_signs_that_are_not_known_are_not_named() -> None:
    decision, _ = plan_for(standing("unilateral", without("sleep_hours_7d", "doms_nrs", "wellness_hooper_sum")))
    line = next(each for each in decision.gates["GR"].lines if each.line.id == "GR.two_cautions")
    assert line.line.title == "Signs of tiredness or soreness at once"
    assert line.say.startswith("Signs of tiredness or soreness at once: not yet known")
