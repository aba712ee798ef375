"""`surefoot audit replay`: past decisions made again, each by the rulebook of its day, on what was known then."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from commands import told
from journaling import NOW, a_decision, day, facts, run, said, session
from journaling import opened as shipped
from tampering import opened as past_all_guards
from workbench_folders import overlay

from surefoot.engine.journal.deciding import Athlete
from surefoot.engine.journal.store import open_journal
from surefoot.engine.receipts.replayed import replayed
from surefoot.engine.service import Surefoot, open_surefoot

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")
WEEKS, BOOKS = (52, 5) if SOAK else (4, 2)
MONDAY = day("2026-11-23")
LATER = "2028-01-01T06:30:00Z"
CHANGE = '  - rule: G3.bridge\n    set: {{needs: "sl_bridge_reps, each side, at least {}"}}\n    reason: Hills.\n'


class Year(NamedTuple):
    file: Path
    opened: Surefoot


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """A decision a week, by one rulebook after the other, the shipped one last; then a correction that bears on all."""
    folder = tmp_path_factory.mktemp("year")
    rules = [*(overlay(folder / str(number), CHANGE.format(21 + number)) for number in range(BOOKS - 1)), None]
    opened = [shipped() if each is None else open_surefoot(each) for each in rules]
    with open_journal(folder / "journal.db") as journal:
        journal.append([facts("2026-11-20", said("sample-hold"))], NOW)
        for week in range(WEEKS):
            monday, book = MONDAY + timedelta(weeks=week), week * BOOKS // WEEKS
            morning = {"red_flags": "none", "symptoms": "none", "pain": "none", "measures": {"sleep_hours_7d": 7.5}}
            reps = {"sl_calf_raise_reps": {"left": 13 + week // 2, "right": 15 + week // 2}}
            journal.append([facts(monday.isoformat(), {**morning, "measures": {**morning["measures"], **reps}})], NOW)
            whose = Athlete(journal, "a", opened[book], "0.1.0")
            made = whose.decide(monday)
            whose.record_week(made, whose.record(made, NOW, rules[book]), NOW)
            days = [(monday + timedelta(days=each)).isoformat() for each in (1, 3)]
            sets = [{"reps": 10, "load_kg": 20, "rir": 3}]
            items = [{"exercise": "knee_stepup_20", "side": side, "pain": 0, "technique": 4, "sets": sets}
                     for side in ("left", "right")]  # fmt: skip
            done = session(days[0], phase="unilateral", pain="none", effort=6, items=items)
            journal.append([done, run(days[1])], NOW)
        journal.append([facts("2026-11-20", said("sample-stop"), corrects=1)], LATER)
    return Year(folder / "journal.db", opened[-1])


def test_a_year_under_successive_rulebooks_is_the_same_to_the_byte(year: Year) -> None:
    with open_journal(year.file) as journal:
        whose = Athlete(journal, "a", year.opened, "0.1.0")
        found = list(replayed(whose))
        assert len({each.rulebook for each in found}) == BOOKS
        assert [(each.id, each.differs, each.why_not) for each in found] == [(n + 1, (), "") for n in range(WEEKS)]
        again = whose.again()            # while with what is known now they would be others
        assert any(each.now is not None for each in again)


def replay(file: Path) -> tuple[int, str]:
    """What the command says, as one line."""
    code, said_, error = told("audit", "replay", "--journal", str(file))
    assert error == ""
    return code, " ".join(said_.split())


def test_the_command(tmp_path: Path) -> None:
    """What another program changed in a decision, in what it was made from, and in its rulebook."""
    file, example = tmp_path / "journal.db", Path(__file__).parents[2] / "examples/sample-hold.yaml"
    assert told("assess", "--answers", str(example), "--no-input", "--journal", str(file))[0] == 0
    same = "sample-hold: 1 decision by 1 rulebook, decided again by surefoot 0.1.0: the same to the byte."
    assert replay(file) == (0, same)
    before = file.read_bytes()
    for sql, why in (
        ("UPDATE decisions SET result = replace(result, '\"outcome\":\"hold\"', '\"outcome\":\"advance\"')",
         "1 differs. sample-hold:1 (for {day}, surefoot 0.1.0, rulebook {book}): outcome was advance, is hold"),
        ("UPDATE entries SET data = replace(data, '\"value\":13}', '\"value\":11}') WHERE kind = 'facts'",
         "of the facts, put together again from the entries of then: measures.sl_calf_raise_reps.left was 13, is 11"),
        ("UPDATE decisions SET facts = replace(facts, '\"left\":13', '\"left\":20')", "G3.calf: actual was"),
        ("UPDATE decisions SET facts = '{'",
         "can't be replayed: Decision 1 of sample-hold in the journal {file} is not what was recorded."),
        ("UPDATE rulebooks SET files = replace(files, '15', '14')",
         "can't be replayed: The rulebook {book} in the journal {file} is not what was recorded."),
    ):  # fmt: skip
        file.write_bytes(before)
        with past_all_guards(file) as run_sql:
            run_sql(sql)
            as_of, book = run_sql("SELECT as_of, rulebook FROM decisions").fetchone()
        code, text = replay(file)
        assert why.format(day=as_of, book=book[:12], file=file) in text
        assert code == 1
    code, said_, _ = told("audit", "replay", "--json", "--journal", str(file))
    (one,) = json.loads(said_)["decisions"]
    assert (code, one["decision"], one["same"], one["differs"]) == (1, "sample-hold:1", False, [])
    assert one["cannot"].startswith("The rulebook")
    assert told("audit", "replay", "nobody", "--journal", str(file))[0] == 2


def test_what_cannot_be_decided_again_any_more(tmp_path: Path) -> None:
    """A rulebook that this surefoot can't read."""
    with open_journal(tmp_path / "journal.db") as journal:
        journal.append([facts("2026-11-20", {"pain": "none"})], NOW)
        journal.record(a_decision(journal.keep_rulebook({"rules/a.yaml": "a: 1"})), NOW)
    code, said_, _ = told("audit", "replay", "--journal", str(tmp_path / "journal.db"))
    text = " ".join(said_.split())
    assert code == 1
    assert "1 can't be replayed any more." in text
    assert "a:1 (for 2026-11-20, surefoot 0.1.0, rulebook" in text
