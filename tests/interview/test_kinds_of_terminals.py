"""Narrow, plain, without colour, with no more than ASCII, and while its window changes its size."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from commands import run

from surefoot.engine.page.letters import in_ascii

ROOT = Path(__file__).resolve().parents[2]
HOLD = str(ROOT / "examples/sample-hold.yaml")
SAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def test_a_whole_run_forty_columns_wide(terminal, newcomer):
    session = terminal(columns=40)
    seen = ""
    for text, line in newcomer:
        while text not in " ".join((part := session.see("")).split()):
            seen += part
        seen += part
        session.type(line)
    seen += session.see("")
    session.type("")
    assert [line for line in seen.splitlines() if len(line) > 40] == []


def test_a_window_that_is_made_smaller(terminal):
    session = terminal("ann", columns=80)
    wide = session.see("(1 of 7)")
    session.child.setwinsize(24, 40)
    session.type("none")
    narrow = session.see("(2 of 7)")
    assert max(map(len, wide.splitlines())) > 60
    assert max(map(len, narrow.splitlines())) <= 40
    session.child.setwinsize(50, 120)
    session.type("none")
    assert 60 < max(map(len, session.see("(3 of 7)").splitlines())) <= 80


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": "unknown"}])
def test_nothing_is_coloured_nor_drawn(terminal, more):
    session = terminal("--answers", HOLD, **more)
    session.see("These answers are from")
    session.type("no")
    while "What next?" not in (page := session.see("")):
        session.type("skip")
    assert "\x1b" not in page
    assert all(letter.isprintable() or letter in "\n\r" for letter in page)


@pytest.mark.parametrize("more", [{"LC_ALL": "C", "PYTHONIOENCODING": ""}, {"LANG": "C", "PYTHONIOENCODING": "ascii"}])
def test_nothing_but_ascii_where_no_more_can_be_shown(terminal, tmp_path, more):
    for folder in ("knowledge", "rules"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    file = tmp_path / "knowledge/measures/profile.yaml"
    text = file.read_text(encoding="utf-8").replace("How old are you, in years?", "Quel âge as-tu – en années?")
    file.write_text(text, encoding="utf-8")
    session = terminal("ann", "--rules", str(tmp_path), **more)
    for number in range(1, 8):
        session.see(f"({number} of 7)")
        session.type("none")
    assert session.see("Quel age as-tu - en annees?").isascii()
    session.type("vingt-sept ans, né en été")
    assert session.see("is not a number.").partition("\n")[2].isascii()


def test_letters():
    assert in_ascii("36.5°, 3 × 8, Mañana – „ö“ ≥ 2") == '36.5 degrees, 3 x 8, Manana - ?o" >= 2'


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_plain_is_one_fact_a_line_and_says_what_the_page_says(sample):
    plain, page = (run("assess", "--answers", str(sample), "--no-input", *more).stdout for more in (["--plain"], []))
    lines = plain.splitlines()
    assert all(line and line == line.strip() and "  " not in line and not set("[]>") & set(line) for line in lines)
    assert words(plain.replace(" (you are here)", "")) == words(page.replace(" > ", ", then "))
    for line in lines:
        assert sum(f"{label}: " in line for label in ("Effort", "Load", "Easier", "Harder, later", "Swap", "Cue")) <= 1


def words(text):
    return re.findall(r"[^\W_]+", text.casefold())


def test_plain_questions_are_not_wrapped(terminal):
    session = terminal("ann", "--plain", columns=40)
    seen = session.see("(1 of 7)")
    assert "1: Pressure, tightness or pain in the chest" in seen
    session.type("?")
    assert "At any prompt: ? says how, why says what depends on it, back returns" in session.see("")
