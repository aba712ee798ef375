"""Where an athlete stands: the phase from decisions, weeks and sessions from what was done of what was due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from journaling import day, entries_of, facts, opened, session

from surefoot.engine.journal.entries import Draft
from surefoot.engine.journal.facts import Part
from surefoot.engine.journal.known import known
from surefoot.engine.journal.position import Step, position_part

MONDAY, NEXT, THIRD = "2026-11-02", "2026-11-09", "2026-11-16"
DUE = [{"id": "A", "items": [{"exercise": "x"}, {"exercise": "y"}, {"exercise": "z"}]}, {"id": "B", "items": []}]


def step(on: str, phase: str | None, tier: str | None = "none", due: Sequence[Any] = DUE) -> Step:
    return Step(day(on), phase, tier, lambda: due)


def part(on: str, *drafts: Draft, steps: Sequence[Step] = ()) -> Part:
    return position_part(known(entries_of(*drafts), day(on)), steps, day(on), opened().book)


def position(on: str, *drafts: Draft, steps: Sequence[Step] = ()) -> Any:
    return part(on, *drafts, steps=steps).data["position"]


def plan(week: str, due: Sequence[Any]) -> Draft:
    return Draft("a", "plan", week, "plan", {"week": week, "decision": 1, "sessions": due})


TOLD = facts(MONDAY, {"position": {"phase": "bilateral", "weeks_in_phase": 3, "sessions_done": 5, "days_off": 2}})


def test_nobody_stands_anywhere_at_first() -> None:
    assert position(MONDAY) == "none"
    assert position(MONDAY, facts(MONDAY, {"position": "none"})) == "none"


def test_it_starts_from_what_was_told() -> None:
    assert position(MONDAY, TOLD) == {"phase": "bilateral", "weeks_in_phase": 3, "sessions_done": 5, "days_off": 2}
    assert position("2026-11-06", TOLD)["days_off"] == 6


def test_a_decision_counts_from_the_next_day() -> None:
    steps = [step(MONDAY, "unilateral")]
    assert position(MONDAY, TOLD, steps=steps)["phase"] == "bilateral"
    after = position("2026-11-03", TOLD, steps=steps)
    assert after == {"phase": "unilateral", "weeks_in_phase": 0, "sessions_done": 0, "tier": "none", "days_off": 3}


def test_the_last_decision_of_a_day_is_the_one() -> None:
    steps = [step(MONDAY, "unilateral"), step(MONDAY, "bilateral")]
    assert position("2026-11-03", TOLD, steps=steps)["phase"] == "bilateral"
    assert position("2026-11-03", TOLD, steps=steps)["weeks_in_phase"] == 3


def test_a_week_counts_with_half_of_what_was_due() -> None:
    steps = [step(MONDAY, "bilateral")]
    one = session("2026-11-04")
    assert position(NEXT, TOLD, one, steps=steps)["weeks_in_phase"] == 4
    assert position("2026-11-08", TOLD, one, steps=steps)["weeks_in_phase"] == 3      # it isn't over
    assert position(NEXT, TOLD, steps=steps)["weeks_in_phase"] == 3
    assert position(NEXT, TOLD, session("2026-11-04", "no"), steps=steps)["weeks_in_phase"] == 3
    three = plan(MONDAY, [{"id": letter, "items": []} for letter in "ABC"])           # what was shown goes first
    assert position(NEXT, TOLD, one, three, steps=steps)["weeks_in_phase"] == 3
    assert position(NEXT, TOLD, one, session("2026-11-06"), three, steps=steps)["weeks_in_phase"] == 4
    assert position(NEXT, TOLD, one, plan(MONDAY, []), steps=steps)["weeks_in_phase"] == 3   # nothing was due


def test_the_entries_that_say_so() -> None:
    found = part(NEXT, TOLD, session("2026-11-04"), steps=[step(MONDAY, "bilateral")])
    assert found.reads["position.weeks_in_phase"] == found.reads["position.sessions_done"] == (2,)
    assert found.reads["position"] == (1,)


def test_sessions_of_another_phase_do_not_count() -> None:
    steps = [step(MONDAY, "unilateral")]
    done = (session("2026-11-04", phase="bilateral"), session("2026-11-06", phase="unilateral"))
    assert position(NEXT, TOLD, *done, steps=steps)["sessions_done"] == 1


def test_cut_short_by_one_exercise_is_done() -> None:
    steps = [step(MONDAY, "bilateral")]
    short = session("2026-11-04", "partly", items=[{"exercise": "x"}, {"exercise": "y"}])
    shorter = session("2026-11-04", "partly", items=[{"exercise": "x"}])
    assert position(NEXT, TOLD, short, steps=steps)["sessions_done"] == 6
    assert position(NEXT, TOLD, shorter, steps=steps)["sessions_done"] == 5
    assert position(NEXT, TOLD, shorter, steps=steps)["days_off"] == 5       # trained all the same


def test_on_top_of_what_is_not_known_it_is_at_least_so_many() -> None:
    told = facts(MONDAY, {"position": {"phase": "bilateral"}})
    found = position(NEXT, told, session("2026-11-04"), steps=[step(MONDAY, "bilateral")])
    assert (found["weeks_in_phase"], found["sessions_done"]) == ("1+", "1+")
    assert "weeks_in_phase" not in position(NEXT, told)


def test_back_and_forth_begins_anew() -> None:
    steps = [step(MONDAY, "unilateral"), step(NEXT, "bilateral"), step(THIRD, "unilateral")]
    found = position("2026-11-23", TOLD, session("2026-11-04"), session("2026-11-18"), steps=steps)
    assert (found["phase"], found["weeks_in_phase"], found["sessions_done"]) == ("unilateral", 1, 1)
    back = position("2026-11-13", TOLD, steps=steps)
    assert (back["phase"], back["reached"]) == ("bilateral", "unilateral")


def test_a_stop_takes_no_tier_away() -> None:
    steps = [step(MONDAY, "plyometric", "P1"), step(NEXT, "plyometric", None, ())]
    jumps = [{"id": "A", "items": [{"exercise": "hop", "contacts": 20}]}]
    shown = plan(MONDAY, jumps)
    hopped = session("2026-11-04", items=[{"exercise": "hop", "sets": [{"contacts": 20}]}])
    found = position(THIRD, shown, hopped, steps=steps)
    assert (found["tier"], found["weeks_in_tier"]) == ("P1", 1)
    assert position(THIRD, shown, session("2026-11-04"), steps=steps)["weeks_in_tier"] == 0
    told = facts(MONDAY, {"position": {"phase": "plyometric", "tier": "P1", "weeks_in_tier": 2}})
    assert position(THIRD, told, shown, hopped, steps=steps)["weeks_in_tier"] == 3


def test_a_new_season_is_used_up_by_a_decision() -> None:
    told = facts(MONDAY, {"position": {"phase": "endurance_strength", "new_season": True}})
    assert position(MONDAY, told)["new_season"] is True
    assert "new_season" not in position(NEXT, told, steps=[step(MONDAY, "unilateral")])


def test_told_anew_it_starts_anew() -> None:
    steps = [step(MONDAY, "unilateral")]
    told = facts(NEXT, {"position": {"phase": "mobility", "weeks_in_phase": 1}})
    assert position(NEXT, TOLD, told, steps=steps)["phase"] == "mobility"
    assert position(NEXT, TOLD, told, steps=steps)["weeks_in_phase"] == 1


def test_a_count_goes_no_further_than_its_measure() -> None:
    """After ten years of training too there is a decision."""
    told = facts("2026-11-02", {"position": {"phase": "bilateral", "weeks_in_phase": 259, "sessions_done": 999}})
    done = [session(f"2026-11-{number:02}", phase="bilateral") for number in range(3, 23)]
    steps = [Step(day("2026-11-02"), "bilateral", None, lambda: [{"id": "A", "items": []}])]
    part = position_part(entries_of(told, *done), steps, day("2026-11-24"), opened().book)
    assert part.data["position"]["weeks_in_phase"] == 260
    assert part.data["position"]["sessions_done"] == 1000
