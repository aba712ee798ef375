"""A past decision, found by its name and made again as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from journaling import NOW, athlete_of, day, facts, opened, said, session

from surefoot.engine.audit.subject import chosen, on_text, parts_of, subject_of
from surefoot.engine.journal.errors import NoSuchEntry
from surefoot.engine.journal.store import Journal, open_journal

LATER = "2027-01-01T06:30:00Z"
MONDAYS = ("2026-11-23", "2026-11-30", "2026-12-07")


def three_weeks(journal: Journal) -> None:
    """Three decisions about `a`, then a correction that bears on all of them."""
    journal.append([facts("2026-11-20", said("sample-hold"))], NOW)
    for week in MONDAYS:
        whose = athlete_of(journal)
        made = whose.decide(day(week))
        whose.record_week(made, whose.record(made, NOW), NOW)
        journal.append([session(week, phase="unilateral"), facts(week, {"red_flags": "none", "pain": "none"})], NOW)
    journal.append([facts("2026-11-20", said("sample-stop"), corrects=1)], LATER)


def test_what_was_decided_is_decided_again_to_the_byte(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.db") as journal:
        three_weeks(journal)
        whose = athlete_of(journal)
        for number in (1, 2, 3):
            subject = subject_of(whose, number)
            assert subject.same
            assert subject.result["decision"]["outcome"] != "stop"
            assert subject.document.reads["measures.sl_calf_raise_reps.left"] == (1,)


def test_a_decision_has_a_name(tmp_path: Path) -> None:
    assert parts_of("sample-3") == ("sample-3", None, None)
    assert parts_of("sample-3:12") == ("sample-3", 12, None)
    assert parts_of("sample-3@2026-05-04") == ("sample-3", None, day("2026-05-04"))
    assert parts_of("sample-3@2026-05-40") is None
    assert parts_of("a.yaml") is None
    with open_journal(tmp_path / "journal.db") as journal:
        three_weeks(journal)
        whose = athlete_of(journal)
        assert chosen(whose).id == 3
        assert chosen(whose, number=2).id == 2
        assert chosen(whose, day=day("2026-11-30")).id == 2
        with pytest.raises(NoSuchEntry, match=r"no decision number 9 about a\. There are those from a:1 "):
            chosen(whose, number=9)
        with pytest.raises(NoSuchEntry, match="no decision for 2026-11-24"):
            chosen(whose, day=day("2026-11-24"))


def test_a_facts_file_is_decided_on_now() -> None:
    text = (Path(__file__).parents[2] / "examples" / "sample-hold.yaml").read_text(encoding="utf-8")
    subject = on_text(text, "sample-hold.yaml", day("2026-11-20"), opened(), "0.1.0")
    assert subject.recorded is None
    assert subject.same
    assert subject.document.data["as_of"] == "2026-11-20"
