"""docs/walk.md: from a row of a squad to the line of a rule and back."""

from __future__ import annotations

import re
from pathlib import Path

from journaling import NOW, athlete_of, day, facts, said
from shown_pages import file_in, held, session
from workbench_folders import overlay

from surefoot.engine.journal.store import open_journal
from surefoot.engine.rulebook.files import SHIPPED

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


def line_of(file: str, id_: str) -> str:
    """The entry of a rule file with an id, as it is written."""
    lines = (SHIPPED / file).read_text("utf-8").splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.strip() == f"- id: {id_}")
    after = (n for n in range(first + 1, len(lines)) if not lines[n].startswith("    ") or lines[n].strip() == "")
    return "".join(lines[first : next(after, len(lines))])


def test_the_walk(tmp_path: Path) -> None:
    team(tmp_path)
    overlay(tmp_path / "ours", "")
    kinds = {
        "walk": session(tmp_path),
        "file": file_in(tmp_path),
        "lines of": lambda name, _: line_of(name.removeprefix("lines of "), "G3.calf"),
    }
    new = held(SHIPPED / "docs/walk.md", kinds)
    # Each step is the next one's beginning: the held row, its rule with file and line, and the row again.
    assert "G3.calf, rules/gates/G3.yaml:43" in new
    assert "id: G3.calf" in (SHIPPED / "rules/gates/G3.yaml").read_text("utf-8").splitlines()[42]
    assert re.findall(r"^(\S+):\d+, 2026-11-20$", new, re.MULTILINE) == ["sample-hold"]
