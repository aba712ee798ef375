"""A past decision of which only the plan would be another is marked too: weights come from the log, not from facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import run as surefoot
from journaling import NOW, athlete_of, copied, day, facts, said, session

from surefoot.engine.journal.bearing import touched_lately
from surefoot.engine.journal.entries import Brief
from surefoot.engine.journal.history import Row, rows
from surefoot.engine.journal.replanned import replanned
from surefoot.engine.journal.store import Journal, open_journal

FIRST, THEN = "2026-11-16", "2026-11-20"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return open_journal(tmp_path / "journal.db")


def lifted(journal: Journal, kg: float, corrects: int | None = None, **more: Any) -> Any:
    """A session of the first day with every loaded exercise of the plan at one weight."""
    result = athlete_of(journal).journal.decision("a", 1).result
    items = [
        {"exercise": item["exercise"], "side": side, "technique": 5, "pain": 0,
         "sets": [{"reps": item["reps"], "load_kg": kg, "rir": item["rir"]}] * item["sets"]}
        for item in result["plan"]["sessions"][0]["items"] if "weight" in item["equipment"]
        for side in ("left", "right")
    ]  # fmt: skip
    assert items
    return session(FIRST, corrects=corrects, minutes=40, items=items, phase="unilateral", **more)


def season(journal: Journal) -> int:
    """A decision, a session with weights, and a decision that shows the next ones; gives the session's entry."""
    journal.append([facts(FIRST, {**said("sample-hold"), "pain": "none"})], NOW)
    decide(journal, FIRST)
    (entry,) = journal.append([lifted(journal, 12)], NOW)
    journal.append([facts(THEN, {"pain": "none"})], NOW)
    decide(journal, THEN)
    return entry.id


def decide(journal: Journal, on: str) -> None:
    whose = athlete_of(journal)
    whose.record(whose.decide(day(on)), NOW)


def weights(row: Row) -> set[tuple[str | None, str | None]]:
    return {(each.was, each.now) for each in row.plan_now if each.what == "load_kg"}


def test_only_the_weights_would_be_others(journal: Journal) -> None:
    wrong = season(journal)
    assert [row.corrected for row in rows(athlete_of(journal))] == [False, False]
    journal.append([lifted(journal, 20, corrects=wrong)], NOW)
    first, second = rows(athlete_of(journal))
    assert (first.corrected, first.plan_now) == (False, ())
    assert (second.corrected, second.now) == (True, None)
    assert weights(second) == {("12", "20")}
    assert all(len(each.session) == 1 and each.exercise for each in second.plan_now)


def test_both_forms_of_the_page_say_so(journal: Journal) -> None:
    wrong = season(journal)
    journal.append([lifted(journal, 20, corrects=wrong)], NOW)
    text = " ".join(surefoot("history", "a", "--journal", str(journal.path)).stdout.split())
    assert "* With what is known now the decision would be the same, and its plan another. Session A: " in text
    assert ": 20 kg (was 12 kg)" in text
    data = json.loads(surefoot("history", "a", "--json", "--journal", str(journal.path)).stdout)
    told = [each["plan_now"] for each in data["decisions"]]
    assert told[0] == []
    assert {"session": "A", "what": "load_kg", "was": "12", "now": "20"}.items() <= told[1][0].items()


def test_a_note_alone_changes_no_plan(journal: Journal) -> None:
    wrong = season(journal)
    journal.append([lifted(journal, 12, corrects=wrong, note="windy")], NOW)
    assert [row.corrected for row in rows(athlete_of(journal))] == [False, False]


def test_what_was_logged_too_late_counts_as_well(journal: Journal) -> None:
    """A session told after the decision that it should have been part of."""
    journal.append([facts(FIRST, {**said("sample-hold"), "pain": "none"})], NOW)
    decide(journal, FIRST)
    journal.append([facts(THEN, {"pain": "none"})], NOW)
    decide(journal, THEN)
    journal.append([lifted(journal, 14)], NOW)
    second = rows(athlete_of(journal))[1]
    assert second.corrected
    assert (None, "14") in weights(second)


def test_where_one_stands_is_not_looked_up_for_it(journal: Journal) -> None:
    """Today's decision needs phases only: weights of the past are worked out for the page of a history alone."""
    wrong = season(journal)
    journal.append([lifted(journal, 20, corrects=wrong)], NOW)
    assert [each.now is None for each in athlete_of(journal).again()] == [True, True]
    assert [each.now is None for each in athlete_of(journal).again(plans=True)] == [True, False]


@pytest.mark.parametrize(("days", "marked"), [(4, True), (3, False)])
def test_what_is_too_long_ago_for_any_weight_is_left_aside(journal: Journal, days: int, marked: bool) -> None:
    wrong = season(journal)
    journal.append([lifted(journal, 20, corrects=wrong)], NOW)
    briefs: list[Brief] = journal.briefs("a")
    touched = touched_lately(journal.entries("a"), ("session",), briefs, lambda _: days)
    assert [touched(each) for each in briefs] == [True, marked]


def test_what_of_a_plan_counts(journal: Journal) -> None:
    """Sessions and exercises that come and go, days, doses; not the cues or what was done last time."""
    season(journal)
    was = journal.decision("a", 2).result
    now = copied(was)
    first = now["plan"]["sessions"][0]
    first["date"], gone = "2026-12-24", first["items"].pop()
    first["items"][0] |= {"sets": 9, "dose": "9 x 8 each side", "last_time": "long ago", "cue": "other"}
    now["plan"]["sessions"].append({**copied(first), "id": "Z"})
    found = [(each.session, each.what, each.now) for each in replanned(was, now)]
    assert found == [("A", "day", "2026-12-24"), ("A", "dose", "9 x 8 each side"), ("A", "exercise", None),
                     ("Z", "session", first["focus"])]  # fmt: skip
    assert gone["name"] in {each.exercise for each in replanned(was, now)}
    assert replanned(was, was) == ()
