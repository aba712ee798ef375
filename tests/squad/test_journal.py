"""`surefoot squad` on a journal: today's decisions, what changed since, and nothing written."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from journaling import NOW, athlete_of, facts, opened, said, session, written

from surefoot.engine.findings import Fault
from surefoot.engine.journal.entries import Draft
from surefoot.engine.journal.store import Journal, open_journal
from surefoot.engine.squad import part as parts
from surefoot.engine.squad.from_journal import current, member_of
from surefoot.engine.squad.part import Part

from .conftest import TODAY, Asked

FLAG = {"red_flags": {"RF_BSI": True}}
CALM = {"pain": "none", "red_flags": "none", "symptoms": "none"}


def ago(days: int) -> str:
    return (TODAY - datetime.timedelta(days=days)).isoformat()


def told(journal: Journal, name: str, days: int, data: Mapping[str, Any]) -> None:
    journal.append([facts(ago(days), data, athlete=name)], NOW)


def trained(journal: Journal, name: str, days: int) -> None:
    journal.append([Draft(name, "session", ago(days), "log", {"session": "A", "done": "yes", "pain": "none"})], NOW)


def decide(journal: Journal, name: str, days: int) -> None:
    whose = athlete_of(journal, name)
    whose.record(whose.decide(TODAY - datetime.timedelta(days=days)), NOW)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven athletes, each with a story of its own over three weeks."""
    file = tmp_path_factory.mktemp("squad") / "journal.db"
    start = said("sample-hold")
    with open_journal(file) as journal:
        for name in ("same", "flagged", "sore", "silent", "back", "changed"):
            told(journal, name, 20, {**start, **CALM})
            decide(journal, name, 20)
        for name in ("same", "flagged", "sore", "changed"):
            trained(journal, name, 9)
            told(journal, name, 8, {**CALM})
            decide(journal, name, 8)
            trained(journal, name, 2)
            told(journal, name, 0, CALM)
        told(journal, "silent", 14, CALM)
        told(journal, "back", 1, CALM)
        told(journal, "flagged", 0, FLAG)
        told(journal, "sore", 0, {"pain": [{"site": "achilles", "side": "left", "tissue": "tendon", "during": 4}]})
        told(journal, "changed", 0, {"position": {"phase": "bilateral"}})
        told(journal, "new", 2, said("sample-place"))
        decide(journal, "same", 0)
    return file


@pytest.fixture
def rows(kept: Path, ask: Asked) -> dict[str, dict[str, Any]]:
    result = ask("squad", "--journal", str(kept), "--json")
    assert result.exit_code == 0, result.output
    return {row["athlete"]: row for row in json.loads(result.stdout)["athletes"]}


def test_what_changed_since_last_week(rows: dict[str, dict[str, Any]]) -> None:
    changed = {name: row["changed"] for name, row in rows.items()}
    assert changed["same"] == []
    assert changed["new"] == ["New: nothing had been decided by 2026-11-13."]
    assert changed["flagged"] == ["Decision: stop, was hold on 2026-11-12.",
                                  "New red flag: Possible bone stress injury."]  # fmt: skip
    assert changed["sore"] == ["Pain: 4 out of 10, Achilles tendon, above the heel, left side; was 0."]
    assert changed["silent"] == ["Gone silent: the last entry is of 2026-11-06."]
    assert changed["back"][-1:] == ["Back: an entry of 2026-11-19, after 19 days without one."]
    assert changed["changed"][-1].startswith("Phase: bilateral, was unilateral")


def test_those_that_need_a_look_stand_first(rows: dict[str, dict[str, Any]]) -> None:
    rules = {name: row["rules"] for name, row in rows.items()}
    assert next(iter(rows)) == "flagged"
    assert rules["flagged"][0] == "SQ.stop"
    assert "SQ.silent" in rules["silent"]
    assert "SQ.pain_some" in rules["sore"]
    assert rows["silent"]["days_since_entry"] == 14
    assert rows["same"]["days_since_entry"] == 0


def test_the_row_is_what_plan_says(rows: dict[str, dict[str, Any]], kept: Path) -> None:
    with open_journal(kept, create=False) as journal:
        for name, row in rows.items():
            decision = athlete_of(journal, name).decide(TODAY).decision
            assert (row["outcome"], row["phase"], row["today"]) == (decision.outcome, decision.phase, decision.today)


def test_nothing_is_written(kept: Path, ask: Asked) -> None:
    with open_journal(kept, create=False) as journal:
        before = written(journal)
    for more in ((), ("--since", "2026-11-01")):
        assert ask("squad", "--journal", str(kept), *more).exit_code == 0
    with open_journal(kept, create=False) as journal:
        assert written(journal) == before


def test_what_stands_on_record_for_today_is_not_decided_again(
    kept: Path, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    decided = Part.decide
    monkeypatch.setattr(Part, "decide", lambda self, found: asked.append(found.answers.athlete) or decided(self, found))
    with open_journal(kept, create=False) as journal:
        for name in journal.athletes():
            member_of(athlete_of(journal, name), part, TODAY, TODAY - datetime.timedelta(days=7))
        assert current(athlete_of(journal, "same"), TODAY) is not None
    assert "same" not in asked
    assert set(asked) == {"flagged", "sore", "silent", "back", "changed", "new"}


def test_a_record_of_today_is_passed_over_once_something_is_said_since(tmp_path: Path, part: Part) -> None:
    with open_journal(tmp_path / "j.db") as journal:
        told(journal, "a", 0, {**said("sample-hold"), **CALM})
        decide(journal, "a", 0)
        since = TODAY - datetime.timedelta(days=7)
        assert member_of(athlete_of(journal, "a"), part, TODAY, since).row.outcome == "hold"
        told(journal, "a", 0, FLAG)
        assert current(athlete_of(journal, "a"), TODAY) is None
        assert member_of(athlete_of(journal, "a"), part, TODAY, since).row.outcome == "stop"


def test_since_another_day(kept: Path, ask: Asked) -> None:
    result = ask("squad", "--journal", str(kept), "--since", "2026-10-01", "--json")
    assert {row["changed"][0] for row in json.loads(result.stdout)["athletes"]} == {
        "New: nothing had been decided by 2026-10-01."
    }
    for wrong in ("soon", TODAY.isoformat(), "2026-12-01"):
        result = ask("squad", "--journal", str(kept), "--since", wrong)
        assert result.exit_code == 2
        assert "a day before today" in result.stderr


def test_the_words_of_the_terminal(kept: Path, ask: Asked) -> None:
    text = ask("squad", "--journal", str(kept)).stdout
    assert max(map(len, text.splitlines())) <= 80
    below = text[text.index("What changed since 2026-11-13") :]
    assert "  silent: Gone silent: the last entry is of 2026-11-06." in below
    assert "  same:" not in below


def test_discreetly_changes_say_nothing_of_health(kept: Path, ask: Asked) -> None:
    for shape in ("text", "html", "csv", "json"):
        text = ask("squad", "--journal", str(kept), "--discreet", "--format", shape).stdout.lower()
        body = text[text.index("</style>") :] if shape == "html" else text
        for word in ("pain", "bone", "achilles", "red flag", "sore", "flagged"):
            assert word not in body, (shape, word)
        assert "gone silent" in body
        assert "something new to talk about" in body


def test_somebody_whose_facts_cannot_be_read_is_listed(tmp_path: Path, ask: Asked) -> None:
    file = tmp_path / "j.db"
    with open_journal(file) as journal:
        told(journal, "fine", 0, {**said("sample-hold"), **CALM})
        told(journal, "odd", 0, {"profile": {"age_years": 400}})
    result = ask("squad", "--journal", str(file))
    assert result.exit_code == 0
    assert "Nothing could be decided" in result.stdout
    assert "fine" in result.stdout
    assert "Entry 1 of the journal says so" in result.stderr


def test_no_journal_and_nobody_in_it(tmp_path: Path, ask: Asked) -> None:
    result = ask("squad", "--journal", str(tmp_path / "none.db"))
    assert result.exit_code == 2
    assert "or a FOLDER of facts files" in result.stderr
    open_journal(tmp_path / "empty.db").close()
    result = ask("squad", "--journal", str(tmp_path / "empty.db"))
    assert result.exit_code == 2
    assert "holds nobody yet" in result.stderr


def test_where_the_readers_differ_the_athlete_is_undecided_and_it_is_a_fault(
    kept: Path, ask: Asked, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = Part.decide

    def differ(self: Part, found: Any) -> Any:
        if found.answers.athlete == "sore":
            raise Fault("surefoot's two readers of the rules disagree on G3.")
        return decided(self, found)

    monkeypatch.setattr(parts.Part, "decide", differ)
    result = ask("squad", "--journal", str(kept))
    assert result.exit_code == 70
    assert "disagree on G3" in " ".join(result.stdout.split())
    assert "silent" in result.stdout


def test_adherence_is_the_logs(tmp_path: Path, ask: Asked) -> None:
    """Of four sessions that were shown two were done."""
    file = tmp_path / "j.db"
    days = dict(zip("ABCD", (10, 9, 8, 6), strict=True))   # of the week that began eleven days ago
    shown = [{"id": letter, "items": [], "date": ago(day)} for letter, day in days.items()]
    with open_journal(file) as journal:
        journal.append([facts(ago(20), {**said("sample-hold"), **CALM})], NOW)
        journal.append([Draft("a", "plan", ago(11), "plan", {"week": ago(11), "decision": 1, "sessions": shown})], NOW)
        journal.append([session(ago(10), plan=2), session(ago(9), session="B", plan=2), facts(ago(0), CALM)], NOW)
    (row,) = json.loads(ask("squad", "--journal", str(file), "--json").stdout)["athletes"]
    assert row["adherence_per_cent"] == 50
    assert "SQ.adherence" in row["rules"]
    assert opened().book.derivations["adherence"].title


@pytest.mark.parametrize("shape", ["text", "html", "json"])
def test_a_history_discreetly_is_the_decisions_alone(kept: Path, ask: Asked, shape: str) -> None:
    """Under the name that the squad has too."""
    open_ = ask("history", "flagged", "--journal", str(kept), "--format", shape)
    result = ask("history", "flagged", "--journal", str(kept), "--format", shape, "--discreet")
    assert result.exit_code == 0
    squad = json.loads(ask("squad", "--journal", str(kept), "--json", "--discreet").stdout)["athletes"]
    body = result.stdout.partition("</style>")[2] if shape == "html" else result.stdout
    assert any(row["athlete"] in body for row in squad)
    for word in ("flagged", "calf", "pain", "bone", "how it went"):
        assert word in open_.stdout.lower() or word in ("bone", "how it went")
        assert word not in body.lower(), word
