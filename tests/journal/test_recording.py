"""Decisions and weeks into the journal: once each, and the position follows from them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from journaling import NOW, athlete_of, day, facts, said, session

from surefoot.engine.journal.store import open_journal


def test_a_decision_and_its_week_are_recorded_once(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.db") as journal:
        journal.append([facts("2026-11-20", said("sample-hold"))], NOW)
        for _ in range(2):
            whose = athlete_of(journal)
            made = whose.decide(day("2026-11-20"))
            recorded = whose.record(made, NOW)
            whose.record_week(made, recorded, NOW)
        assert len(journal.decisions("a")) == 1
        (plan,) = journal.entries("a", ["plan"])
        assert (plan.data["week"], plan.data["decision"]) == ("2026-11-16", 1)
        assert [each["id"] for each in plan.data["sessions"]] == [each.id for each in made.plan.sessions]
        journal.append([facts("2026-11-20", {"measures": {"doms_nrs": 6}})], NOW)
        whose = athlete_of(journal)
        assert whose.record(whose.decide(day("2026-11-20")), NOW).id == 2


def test_a_month_of_training_is_a_month_in_the_phase(tmp_path: Path) -> None:
    """What is shown each Monday and what is done of it, week after week."""
    monday = ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14"]
    with open_journal(tmp_path / "journal.db") as journal:
        journal.append([facts("2026-11-20", said("sample-hold"))], NOW)
        for number, week in enumerate(monday):
            whose = athlete_of(journal)
            made = whose.decide(day(week))
            assert made.document.data["position"]["weeks_in_phase"] == 4 + number
            whose.record_week(made, whose.record(made, NOW), NOW)
            due = len(made.plan.sessions)
            days = [(day(week) + timedelta(days=each)).isoformat() for each in range((due + 1) // 2)]
            done = [session(each, session="A", phase="unilateral") for each in days]
            journal.append([*done, facts(week, {"red_flags": "none", "pain": "none"})], NOW)
