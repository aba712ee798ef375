"""A week beside what was done in the days before it: nothing twice, nothing too soon."""

from __future__ import annotations

from typing import Any

from derivations.conftest import Notes, did
from plan.conftest import Data, answers_of, plan_for, standing
from properties.athletes import Unasked, book

from surefoot.engine.decision.decide import Decision, decide
from surefoot.engine.derivations.log import Log
from surefoot.engine.facts.derive import derive
from surefoot.engine.page.text import plan_page
from surefoot.engine.plan.sessions import Plan, make_plan

EVERY_DAY = {"week": {"available_days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}}
# The sample days of these tests are those of a Friday: A stands on Monday, B on Thursday, L on Saturday.
FRIDAY, SATURDAY, SUNDAY = "2026-11-20", "2026-11-21", "2026-11-22"


def plan_after(notes: Notes, day: str, phase: str = "bilateral", *more: Data) -> tuple[Decision, Plan]:
    facts = {**standing(phase, EVERY_DAY, *more), "as_of": day}
    decision = decide(derive(answers_of(facts), book()), book(), Unasked())  # type: ignore[arg-type]
    return decision, make_plan(decision, Log(notes.entries, book(), decision.facts.answers.as_of))


def page(made: tuple[Decision, Plan]) -> str:
    return " ".join(plan_page(*made).split())


def days(plan: Plan) -> dict[str, Any]:
    return {each.id: each.day for each in plan.sessions}


def squats(session: str, done: str = "yes", **more: Any) -> Notes:
    """One session, on the Friday."""
    notes = Notes()
    notes.session(0, did("knee_goblet", **more), session=session, phase="bilateral", done=done)
    return notes


def test_as_planned_nothing_changes() -> None:
    notes = Notes()
    notes.session(4, did("knee_goblet"), session="A", phase="bilateral")
    notes.session(1, did("knee_goblet"), session="B", phase="bilateral")
    _, plan = plan_after(notes, FRIDAY)
    assert days(plan) == days(plan_for(standing("bilateral", EVERY_DAY))[1]) == {"A": "mon", "B": "thu", "L": "sat"}


def test_what_is_done_today_is_shown_and_no_second_session_is() -> None:
    made = plan_after(squats("L"), SATURDAY)
    assert days(made[1]) == {"A": "mon", "B": "thu", "L": "sat"}  # a day later it stands again
    made = plan_after(squats("A"), FRIDAY, "bilateral", {"week": {"available_days": ["mon", "fri"]}})
    assert days(made[1]) == {"A": "mon"}
    assert "Fri A done Sat rest" in page(made)
    assert "Session B is left out on Fri: A was done on Fri." in page(made)


def test_a_session_that_was_done_gives_up_its_next_place() -> None:
    """A on Sunday, though it stands on Monday: not again the next day."""
    notes = Notes()
    notes.note("session", -2, {"session": "A", "phase": "bilateral", "done": "yes", "items": [did("knee_goblet")]})
    made = plan_after(notes, SUNDAY)
    assert "A" not in days(made[1])
    assert "Session A is left out on Mon: A was done on Sun." in page(made)


def test_what_gave_way_is_of_the_sessions_that_still_stand() -> None:
    """A and B on the only two days, next to each other; then A is done the day before."""
    facts = {"week": {"available_days": ["mon", "tue"]}}
    before = plan_after(Notes(), SUNDAY, "bilateral", facts)
    assert days(before[1]) == {"A": "mon", "B": "tue"}
    assert "What gave way" in page(before)
    notes = Notes()
    notes.note("session", -2, {"session": "A", "phase": "bilateral", "done": "yes", "items": [did("knee_goblet")]})
    after = plan_after(notes, SUNDAY, "bilateral", facts)
    assert days(after[1]) == {"B": "tue"}
    assert "gave way" not in page(after)
    assert "nothing would have to give way" not in page(after)


def test_another_one_too_soon_says_so() -> None:
    notes = Notes()
    notes.note("session", -2, {"session": "B", "phase": "bilateral", "done": "yes", "items": [did("knee_goblet")]})
    made = plan_after(notes, SUNDAY)
    assert days(made[1])["A"] == "mon"
    rule = "48 hours between hard sessions"
    assert f"Session A on Mon comes 24 hours after B, which was done on Sun; the rule is {rule}." in page(made)


def test_what_was_skipped_or_light_is_no_load() -> None:
    for session, done in (("B", "no"), ("L", "yes")):
        notes = Notes()
        notes.note("session", -2, {"session": session, "phase": "bilateral", "done": done, "items": []})
        made = plan_after(notes, SUNDAY)
        assert days(made[1])["A"] == "mon"
        assert "was done on Sun" not in page(made)


def test_jumps_keep_the_hours_of_their_tier_after_jumps_that_were_done() -> None:
    for tier, contacts in (("P3", 20), (None, None)):
        notes = Notes()
        more = {"contacts": contacts} if contacts else {}
        items = [did("pv_rebound_jumps" if tier else "knee_goblet", 5, **more)]
        notes.note("session", -2, {"session": "B", "phase": "plyometric", "done": "yes", "items": items})
        _, plan = plan_after(notes, SUNDAY, "plyometric")
        first = next(each for each in plan.sessions if each.day == "mon")
        tiers = {item.exercise.tier for item in first.items if item.dose.contacts}
        assert ("P3" in tiers) == (tier is None), tiers
        assert not tier or tiers <= {"P0"}  # 24 hours are enough for no later one
