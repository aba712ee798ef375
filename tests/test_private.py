"""What commands write is readable by its owner alone, whatever the umask says; a file with wider rights is tightened.

A rulebook isn't about a person: `rules eject` and `rules check --accept` write as everything else does.
"""

from __future__ import annotations

import datetime
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from journaling import opened

from surefoot.cli import LATER, surefoot
from surefoot.engine import service
from surefoot.engine.commands import common
from surefoot.engine.commands.common import Clock, into_file
from surefoot.engine.findings import BadInput
from surefoot.engine.rulebook import cache
from surefoot.engine.rulebook.files import SHIPPED

EXAMPLES = SHIPPED / "examples"
HOLD = str(EXAMPLES / "sample-hold.yaml")
DAY = datetime.date(2026, 11, 20)
WRITES = re.compile(r"\.write_text\(|\.write_bytes\(|\.open\(\"[wxa]|[^.]open\([^)\n]*\"[wxa]b?\"|os\.open\(|mkstemp\(")
KNOWN = {  # where engine/ writes files, and how
    "commands/common.py": "private: into_file",
    "interview/ending.py": "private",
    "interview/saving.py": "private: save_text",
    "journal/opening.py": "private",
    "journal/portable.py": "private",
    "prove/kept.py": "private: of no person, and made by mkstemp",
    "rulebook/cache.py": "private: of no person, and made by mkstemp",
    "site/folder.py": "a rulebook",
    "workbench/check.py": "a rulebook",
    "workbench/eject.py": "a rulebook",
}


@pytest.fixture(autouse=True)
def everybody_may_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """The widest umask, and places of the user's own below the test's folder."""
    monkeypatch.setattr(service, "open_surefoot", lambda *_: opened())
    monkeypatch.setattr(cache, "open_rulebook", lambda *_: (opened().book, opened().engine._compiled))
    monkeypatch.setenv("SUREFOOT_JOURNAL", str(tmp_path / "data" / "journal.db"))
    monkeypatch.setenv("SUREFOOT_ANSWERS", str(tmp_path / "answers"))
    monkeypatch.chdir(tmp_path)
    before = os.umask(0)
    yield
    os.umask(before)


def call(*words: str) -> Result:
    moment = datetime.datetime(2026, 11, 20, 6, 30, tzinfo=datetime.timezone.utc)
    found = surefoot.get_command(click.Context(surefoot), words[0])
    assert found is not None
    result = CliRunner().invoke(found, list(words[1:]), obj=Clock(lambda: DAY, lambda: moment, lambda: 0.0))
    assert result.exit_code == 0, (words, result.output, result.exception)
    return result


def modes(folder: Path) -> dict[str, str]:
    """Everything below a folder that somebody else could read, or worse."""
    found = {}
    for path in folder.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            found[str(path.relative_to(folder))] = oct(mode)
    return found


def test_every_command_that_writes_writes_for_its_owner(tmp_path: Path) -> None:
    journal = ("--journal", str(tmp_path / "data" / "journal.db"))
    call("assess", "--answers", HOLD, "--no-input", "--save", "answers.yaml", *journal)
    for shape in ("text", "ics"):
        call("plan", "sample-hold", "--format", shape, "--output", f"plan.{shape}", *journal)
    for shape in ("html", "csv"):
        call("plan", "--facts", HOLD, "--format", shape, "--output", f"facts.{shape}")
    for shape in ("text", "html", "json"):
        call("history", "sample-hold", "--format", shape, "--output", f"history.{shape}", *journal)
    for shape in ("html", "csv"):
        call("squad", "--format", shape, "--output", f"squad.{shape}", *journal)
    call("why", "sample-hold", "--format", "html", "--output", "why.html", *journal)
    call("audit", "export", "sample-hold", "--output", "decision.json", *journal)
    call("audit", "export", "--verifier", "--output", "verifier.py")
    call("log", "sample-hold", "--done", "yes", *journal)
    call("export", "sample-hold", "out", *journal)
    (tmp_path / "empty").mkdir()
    call("export", "sample-hold", "empty", *journal)
    call("restore", "out", "--journal", str(tmp_path / "second" / "journal.db"))
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > 25
    assert modes(tmp_path) == {}


def test_all_commands_with_an_output_are_tried() -> None:
    """A command that gets a way to write into a file belongs in the test above."""
    files = {"output", "save", "folder"}
    having = set()
    context = click.Context(surefoot)
    commands = {name: surefoot.get_command(context, name) for name in LATER}
    audit = commands["audit"]
    assert isinstance(audit, click.Group)
    commands |= {f"audit {name}": audit.get_command(context, name) for name in audit.list_commands(context)}
    for name, command in commands.items():
        assert command is not None
        if files & {parameter.name for parameter in command.params}:
            having.add(name)
    assert having == {"assess", "audit export", "export", "history", "plan", "restore", "squad", "why"}


def test_no_file_is_written_in_another_way() -> None:
    """A new place that writes is looked at here."""
    found = {str(path.relative_to(SHIPPED / "engine")) for path in (SHIPPED / "engine").rglob("*.py")
             if WRITES.search(path.read_text("utf-8"))}  # fmt: skip
    assert found == set(KNOWN)


def test_a_file_with_wider_rights_is_tightened(tmp_path: Path) -> None:
    for name, words in (("a.html", ("plan", "--facts", HOLD, "--format", "html", "--output", "a.html")),
                        ("a.csv", ("plan", "--facts", HOLD, "--format", "csv", "--output", "a.csv"))):  # fmt: skip
        (tmp_path / name).write_text("old", "utf-8")
        (tmp_path / name).chmod(0o666)
        call(*words)
        assert modes(tmp_path) == {}
        assert (tmp_path / name).read_text("utf-8") != "old"


def test_another_name_for_the_file_shows_the_same(tmp_path: Path) -> None:
    """What a link leads to is replaced, and is the owner's alone; the link stays one."""
    (tmp_path / "real.txt").write_text("old", "utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    into_file("new", tmp_path / "link.txt")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text("utf-8") == "new"
    assert stat.S_IMODE((tmp_path / "real.txt").stat().st_mode) == 0o600


def test_what_is_no_file_is_written_to_and_stays_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    into_file("a page", tmp_path / "pipe")
    assert os.read(reader, 100) == b"a page"
    assert (tmp_path / "pipe").is_fifo()
    os.close(reader)
    with pytest.raises(BadInput):
        into_file("a page", tmp_path)
    assert common.into_file is into_file


def test_the_printed_page_of_the_interview(tmp_path: Path) -> None:
    from types import SimpleNamespace

    from surefoot.engine.interview import ending

    talk = SimpleNamespace(say=lambda *_: None, width=80, plain=False)
    sheet = SimpleNamespace(athlete="ann", as_of=DAY)
    ending._print(talk, sheet, lambda: "page")  # type: ignore[arg-type]
    ending._print(talk, sheet, lambda: "page")  # type: ignore[arg-type]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["surefoot-ann-2026-11-20-2.txt",
                                                                "surefoot-ann-2026-11-20.txt"]  # fmt: skip
    assert modes(tmp_path) == {}
