"""docs/walk.md: from a row of a squad to the line of a rule and back. `SUREFOOT_REWRITE=1` writes it anew."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from audit_commands import told
from journaling import NOW, athlete_of, day, facts, said
from workbench_folders import overlay

from surefoot.engine.journal.store import open_journal
from surefoot.engine.rulebook.files import SHIPPED

PAGE = SHIPPED / "docs/walk.md"
BLOCK = re.compile(r"<!-- (walk|file: (\S+)|lines of (\S+)) -->\n```\w+\n(.*?)```", re.DOTALL)
WHO = ("sample-advance", "sample-hold", "sample-sore-achilles")
TODAY = "2026-11-20"


def team(folder: Path) -> None:
    """A journal in which each of the samples was decided on."""
    with open_journal(folder / "team.db") as journal:
        for name in WHO:
            journal.append([facts(TODAY, said(name), athlete=name)], NOW)
            whose = athlete_of(journal, name)
            made = whose.decide(day(TODAY))
            whose.record_week(made, whose.record(made, NOW), NOW)


def shown(command: str) -> str:
    line, _, head = command.partition(" | head -")
    program, *arguments = shlex.split(line)
    assert program == "surefoot"
    code, out, error = told(*arguments, at=NOW)
    assert (code, error) == (0, "")
    lines = out.splitlines()
    return "".join(f"{each}\n" for each in (lines[: int(head)] if head else lines))


def line_of(file: str, id_: str) -> str:
    """The entry of a rule file with an id, as it is written."""
    lines = (SHIPPED / file).read_text("utf-8").splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.strip() == f"- id: {id_}")
    after = (n for n in range(first + 1, len(lines)) if not lines[n].startswith("    ") or lines[n].strip() == "")
    return "".join(lines[first : next(after, len(lines))])


def test_the_walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    team(tmp_path)

    def done(block: re.Match[str]) -> str:
        kind, file, lines, body = block.groups()
        if file:
            (overlay(tmp_path / "ours", "").parent / file).write_text(body, "utf-8")
            return block[0]
        if lines:
            return f"<!-- {kind} -->\n```yaml\n{line_of(lines, 'G3.calf')}```"
        commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        said_ = "".join(f"$ {each}\n{shown(each)}" for each in commands)
        return f"<!-- walk -->\n```console\n{said_}```"

    text = PAGE.read_text("utf-8")
    new = BLOCK.sub(done, text)
    if os.environ.get("SUREFOOT_REWRITE"):
        PAGE.write_text(new, "utf-8")
    assert new == text
    # Each step is the next one's beginning: the held row, its rule with file and line, and the row again.
    assert "G3.calf, rules/gates/G3.yaml:43" in new
    assert "id: G3.calf" in (SHIPPED / "rules/gates/G3.yaml").read_text("utf-8").splitlines()[42]
    assert re.findall(r"^(\S+):\d+, 2026-11-20$", new, re.MULTILINE) == ["sample-hold"]
