"""The end: the page, and then what next. And with nothing measured, still a first week and the one test to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pexpect
from commands import run

from surefoot.engine.interview.ending import what_next
from surefoot.engine.interview.sheet import open_sheet

ROOT = Path(__file__).resolve().parents[2]
HOLD = str(ROOT / "examples/sample-hold.yaml")


def _to_the_end(session) -> str:
    while "What next?" not in (seen := session.see("")):
        session.type("no" if "Decide for today" in seen else "skip")
    return seen


def test_the_page_for_paper_is_made_only_where_it_is_wanted(sit, person, opened, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    decision, made = sit(Path(HOLD).read_text(encoding="utf-8")).decision, []

    def page() -> str:
        made.append("made")
        return "The page."

    for typed, times in (("done", 0), ("print|done", 1)):
        someone = person(opened.book, {"What next?": typed}, terminal=True, again=True)
        assert not what_next(someone, open_sheet("", "", opened.book, date(2026, 11, 20)), decision, page, None)
        assert len(made) == times
    assert [path.read_text(encoding="utf-8") for path in tmp_path.glob("*.txt")] == ["The page."]


def test_print_save_why_and_done(terminal, tmp_path):
    session = terminal("--answers", HOLD, cwd=tmp_path)
    page = _to_the_end(session)
    for typed, *seen in (
        ("prnt", "'prnt' is none of these.", "Did you mean print?"),
        ("print", "The page is in surefoot-sample-hold-2026-11-20.txt."),
        ("print", "The page is in surefoot-sample-hold-2026-11-20-2.txt."),
        ("why", "Unilateral balance before eccentric work: closed (rules/gates/G3.yaml:2)", "Source: Goom"),
        ("save", "Into which file? (Enter for sample-hold.yaml; quit for none)"),
        (str(tmp_path / "no/such.yaml"), "There is no folder"),
        ("", "Answers saved in sample-hold.yaml."),
        ("?", "print: the page as text"),
    ):
        session.type(typed)
        shown = " ".join(session.see("").split())
        for text in seen:
            assert text in shown, (typed, shown)
    session.type("done")
    session.end()
    assert session.child.exitstatus == 0
    printed = (tmp_path / "surefoot-sample-hold-2026-11-20.txt").read_text(encoding="utf-8")
    assert printed in page.replace("\r", "")
    assert run("decide", str(tmp_path / "sample-hold.yaml")).stdout == printed


def test_a_slip_that_stopped_everything_can_be_taken_back(terminal):
    session = terminal("ann")
    session.see("(1 of 7)")
    session.type("4")
    stopped = session.see("STOP.", "What next?")
    assert "if it was a slip, type back" in " ".join(stopped.split()).lower()
    session.type("back")
    session.see("You said: Yes to: Fainted", "(1 of 7)")
    session.type("none")
    session.see("(2 of 7)")


def test_with_nothing_measured_there_is_a_week_and_the_one_test(terminal, newcomer):
    session = terminal()
    for text, line in newcomer:
        if text == "How far from the wall":
            break
        session.see(text)
        session.type(line)
    session.see("How far from the wall")
    session.type("later")
    page = " ".join(session.see("What next?").split())
    assert "The tests are for another day." in page
    assert "Phase 1 of 7, mobility: START" in page
    assert "SESSION A" in page
    assert "Nothing has been measured yet, so you begin where everybody can." in page
    assert "The one test that unlocks most: " in page


def test_json_is_only_json(terminal):
    session, seen = terminal("--answers", HOLD, "--json"), ""
    while session.child.expect_exact(["\n> ", pexpect.EOF]) == 0:
        seen += session.child.before
        session.type("no" if "Decide for today" in session.child.before else "skip")
    assert '"outcome": "hold"' in session.child.before
    assert "What next?" not in seen
