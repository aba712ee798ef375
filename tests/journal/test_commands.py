"""The commands around the journal, as their users run them."""

from __future__ import annotations

import datetime
import importlib
import json
import sqlite3
from pathlib import Path
from typing import Any

import click
import pexpect
import pytest
from commands import COMMAND, run
from journaling import EXAMPLES, NOW, facts

from surefoot.cli import LATER
from surefoot.cli import surefoot as group
from surefoot.engine.journal.chain import Head
from surefoot.engine.journal.store import open_journal

HOLD = str(EXAMPLES / "sample-hold.yaml")


def surefoot(home: Path, *arguments: str, **env: str) -> Any:
    """In a home of its own, where nothing is named."""
    return run(*arguments, XDG_DATA_HOME=str(home), SUREFOOT_ANSWERS=str(home / "answers"), **env)


def fails(done: Any, *words: str) -> None:
    """With exit code 2 and in words."""
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    for each in words:
        assert each in done.stderr


def test_from_the_interview_to_forgotten(tmp_path: Path) -> None:
    journal = tmp_path / "surefoot" / "journal.db"
    assessed = surefoot(tmp_path, "assess", "--answers", HOLD, "--no-input", "--json", "--journal", str(journal))
    told = json.loads(assessed.stdout)
    head = told.pop("head")
    assert told == json.loads(run("decide", HOLD, "--json").stdout)
    with open_journal(journal) as kept:
        assert head in {Head("sample-hold", *place[::2]).whole for place in kept.places("sample-hold").values()}
        assert [(each.kind, each.source) for each in kept.entries("sample-hold")] == [
            ("facts", "interview"),
            ("plan", "plan"),
        ]
        assert json.loads(assessed.stdout)["decision"] == kept.decisions("sample-hold")[0].result["decision"]
        more = {"measures": {"sl_calf_raise_reps": {"left": 16}}}
        kept.append([facts("2026-11-21", more, athlete="sample-hold")], NOW)

    shown = surefoot(tmp_path, "history", "sample-hold").stdout     # the default place
    assert shown.startswith("sample-hold: 1 decision, 2026-11-20 to 2026-11-20\n\n2026-11-20  Unilateral strength")
    assert "left   13 on 2026-11-18, 16 on 2026-11-21  ▁█" in shown
    plain = surefoot(tmp_path, "history", "sample-hold", PYTHONIOENCODING="ascii").stdout
    assert plain.isascii()
    assert "left   13 on 2026-11-18, 16 on 2026-11-21\n" in plain
    data = json.loads(surefoot(tmp_path, "history", "sample-hold", "--json").stdout)
    assert [(each["outcome"], each["now"]) for each in data["decisions"]] == [("hold", None)]
    assert [each["value"] for each in data["trends"][0]["values"]] == ["13", "16"]

    out, other = str(tmp_path / "out"), str(tmp_path / "other.db")
    assert "3 entries and 1 decisions" in surefoot(tmp_path, "export", "sample-hold", out).stderr
    assert surefoot(tmp_path, "restore", out, "--journal", other).returncode == 0
    assert surefoot(tmp_path, "history", "sample-hold", SUREFOOT_JOURNAL=other).stdout == shown

    (tmp_path / "answers").mkdir()
    for name in ("sample-hold.yaml", "sample-hold.earlier-1.yaml", "sample-hold-2.yaml"):
        (tmp_path / "answers" / name).touch()
    fails(surefoot(tmp_path, "forget", "sample-hold"), "Nothing was removed. Without a terminal, --yes says")
    gone = surefoot(tmp_path, "forget", "sample-hold", "--yes").stderr
    assert "Removed: 3 entries, 1 decisions and 2 files of answers of sample-hold" in gone
    assert "What surefoot can't reach: exports, backups" in gone
    assert [path.name for path in (tmp_path / "answers").iterdir()] == ["sample-hold-2.yaml"]
    assert b"sample-hold" not in b"".join(path.read_bytes() for path in journal.parent.glob("journal*"))
    fails(surefoot(tmp_path, "history", "sample-hold"), "holds nothing about sample-hold")


@pytest.mark.parametrize(("typed", "left"), [("sample-hold", []), ("sample", ["sample-hold"])])
def test_the_name_is_typed(tmp_path: Path, typed: str, left: list[str]) -> None:
    file = tmp_path / "journal.db"
    with open_journal(file) as journal:
        journal.append([facts("2026-11-20", {}, athlete="sample-hold")], NOW)
    talk = pexpect.spawn(COMMAND[0], [*COMMAND[1:], "forget", "sample-hold", "--journal", str(file)], encoding="utf-8",
                         env={"PATH": "/usr/bin", "SUREFOOT_ANSWERS": "off", "TERM": "dumb"}, timeout=60)  # fmt: skip
    talk.expect_exact("Type sample-hold to remove it:")
    talk.sendline(typed)
    talk.expect(pexpect.EOF)
    talk.close()
    assert talk.exitstatus == (2 if left else 0)
    with open_journal(file) as journal:
        assert journal.athletes() == left


def test_what_goes_wrong_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "journal.db"
    usual = tmp_path / "surefoot" / "journal.db"
    for command in ("history", "plan", "log", "why"):
        begin = f"There is no journal {usual}. One begins with: surefoot assess NAME --journal {usual}"
        fails(surefoot(tmp_path, command, "a"), begin)
    surefoot(tmp_path, "assess", "--answers", HOLD, "--no-input")
    assert not usual.exists()             # as its help says
    assert "Left out, nothing is recorded." in " ".join(surefoot(tmp_path, "assess", "--help").stdout.split())
    fails(surefoot(tmp_path, "history", "a b"), "'a b' can't name an athlete")
    (tmp_path / "notes").write_text("dear diary", "utf-8")
    fails(surefoot(tmp_path, "export", "a", "out", "--journal", str(tmp_path / "notes")), "is not a journal")
    with open_journal(file) as journal:
        journal.append([facts("2026-11-20", {"measures": {"visa_a": 800}, "position": "none"})], NOW)
    done = surefoot(tmp_path, "assess", "a", "--no-input", "--journal", str(file))
    fails(done, "800 lies outside the range of visa_a", "what the journal holds of a")
    fails(surefoot(tmp_path, "restore", str(tmp_path)), "A folder that `surefoot export` wrote is expected")
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    fails(surefoot(tmp_path, "history", "a", "--journal", str(file)), "A later surefoot has written the journal")


def test_assess_goes_on_from_what_the_journal_holds(tmp_path: Path) -> None:
    """On a later day nothing is asked that is still in date, and nothing is told twice."""
    file, then = tmp_path / "journal.db", (datetime.date.today() - datetime.timedelta(days=3)).isoformat()
    told = {"profile": {"age_years": 34}, "position": {"phase": "unilateral"}, "pain": "none", "red_flags": "none"}
    with open_journal(file) as journal:
        journal.append([facts(then, told)], NOW)
    decided = json.loads(surefoot(tmp_path, "assess", "a", "--no-input", "--json", SUREFOOT_JOURNAL=str(file)).stdout)
    assert decided["decision"]["phase_before"] == "unilateral"
    with open_journal(file) as journal:
        assert len(journal.entries("a")) == 1
        (decision,) = journal.decisions("a")
    assert decision.facts["profile"] == {"age_years": {"value": 34, "date": then}}
    assert "pain" not in decision.facts


def test_lines_of_help_stand_where_they_are_read() -> None:
    """The line that the list of commands shows without importing them is theirs."""
    for name, (module, line) in LATER.items():
        command = importlib.import_module(f"surefoot.engine.commands.{module}").command
        assert command.name == name
        assert (command.help or "").partition("\n")[0] == line, name
        assert name in group.list_commands(click.Context(group))
