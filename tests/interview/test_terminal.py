"""`surefoot assess` as a runner meets it: in a terminal, 80 columns wide."""

from __future__ import annotations

import json
from pathlib import Path

from commands import run

ROOT = Path(__file__).resolve().parents[2]


def test_a_whole_run(terminal, newcomer, tmp_path):
    saved = tmp_path / "ann.yaml"
    session = terminal("--save", str(saved))
    for text, line in newcomer:
        session.see(text)
        session.type(line)
    page = session.see("What next?")
    session.type("")
    session.end()
    assert session.child.exitstatus == 0
    assert f"Answers saved in {saved}." in page
    assert "Phase 1 of 7, mobility: START with Mobility and activation." in page
    told = [line for line in page.splitlines() if str(saved) not in line]  # a path is not broken
    assert [line for line in told if len(line) > 80] == []
    decided = json.loads(run("decide", str(saved), "--json").stdout)
    assert (decided["athlete"], decided["decision"]["outcome"]) == ("ann", "place")
    assert run("decide", str(saved)).stdout in page


def test_wrong_answers_skip_help_and_quit(terminal, tmp_path):
    saved = tmp_path / "ann.yaml"
    session = terminal("ann", "--save", str(saved))
    session.see("(1 of 7)", "type the numbers that apply, or none")
    for typed, seen in (
        ("?", "Have you fainted, or nearly fainted"),
        ("12", "'12' is not a number of this list."),
        ("noone", "Did you mean none?"),
        ("none", "(2 of 7)"),
        ("", "While this is open there is no plan."),
    ):
        session.type(typed)
        session.see(seen)
    for _ in range(5):
        session.type("none")
        session.see("\n")
    for typed, seen in (
        ("old", "'old' is not a number. Expected: 10 to 100 years"),
        ("help", "Completed years."),
        ("34", "Which sex"),
        ("skip", "running regularly"),
    ):
        session.type(typed)
        session.see(seen)
    session.type("quit")
    page = session.end()
    assert "Stopping here: deciding with what is known." in page
    assert "No plan until the medical screen is answered." in page
    kept = saved.read_text(encoding="utf-8")
    assert "profile: {age_years: 34, sex: unknown}" in kept
    assert "calf_swollen: unknown" in kept


def test_the_end_of_input(terminal):
    session = terminal("ann")
    session.see("(1 of 7)")
    session.child.sendeof()
    page = session.end()
    assert "No more input: deciding with what is known." in page
    assert "HOLD." in page
    assert session.child.exitstatus == 0


def test_an_interrupt_saves_and_ends(terminal, tmp_path):
    saved = tmp_path / "ann.yaml"
    session = terminal("ann", "--save", str(saved))
    session.see("(1 of 7)")
    session.type("none")
    session.see("(2 of 7)")
    session.child.sendintr()
    assert "Traceback" not in session.end()
    assert session.child.exitstatus == 1
    assert "none_of: [heart_and_head]" in saved.read_text(encoding="utf-8")


def test_an_emergency_shows_the_page_at_once(terminal):
    session = terminal("ann")
    session.see("(1 of 7)")
    session.type("4")
    page = session.see("What next?")
    session.type("")
    session.end()
    assert "Yes to: Fainted, or nearly, during or right after exercise." in page
    assert "STOP." in page
    assert "emergency number" in page


def test_older_answers_in_a_narrow_terminal(terminal):
    session = terminal("--answers", str(ROOT / "examples/sample-hold.yaml"), columns=40)
    session.see("These answers are from 2026-11-20.")
    session.type("yes")
    session.see("PART")
    session.type("quit")
    assert all(len(line) <= 40 for line in session.end().partition("sample-hold")[0].splitlines())
