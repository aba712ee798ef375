"""`surefoot assess` as a runner meets it: in a terminal, 80 columns wide."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest
from commands import CACHE, COMMAND, run

ROOT = Path(__file__).resolve().parents[2]
WAIT = 20
WHOLE = [  # what is on the screen, and what is typed
    ("What should we call you?", "ann"),
    *[(f"({number} of 7)", "none") for number in range(1, 8)],
    ("How old are you", "34"),
    ("Which sex", "female"),
    ("how many years have you been running", "6"),
    ("which phase", "none"),
    ("did you do leg strength training", "0"),
    ("Achilles tendon pain", "no"),
    ("given birth", "no"),
    ("menstrual cycles", "yes"),
    ("How many periods", "0"),
    ("How many stress fractures", "0"),
    ("Which of these can you use", "9 5"),
    ("On which days could you", "tue thu sat"),
    ("How many minutes", "35"),
    ("On which days do you usually run", "mon wed fri sun"),
    ("Which of your runs are hard", "wed"),
    ("On which day is your long run", "sun"),
    ("Does anything hurt", "none"),
    ("How sore", "2"),
    ("swollen today", "no"),
    ("hours a night", "7.5"),
    ("a mark for each", "2+3+3+3"),
    ("last hard or long run", "30"),
    ("walk briskly", "60"),
    ("How far from the wall", "L 9.5 R 11"),
    ("points does your squat", "3"),
    ("Out of ten slow hinges", "9"),
    ("stand on one leg", "45 both"),
]


class Terminal:
    """A run in a pseudo-terminal."""

    def __init__(self, *arguments: str, columns: int = 80, folder: str = "off"):
        kept = {"SUREFOOT_CACHE": CACHE.name, "SUREFOOT_ANSWERS": folder}
        env = {**os.environ, **kept, "PYTHONIOENCODING": "utf-8", "TERM": "xterm"}
        env.pop("COLUMNS", None)
        self.child = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], "assess", *arguments],
            encoding="utf-8",
            timeout=WAIT,
            dimensions=(50, columns),
            env=env,
        )
        self.child.delaybeforesend = None

    def see(self, *texts: str) -> str:
        """Waits for the texts, one after the other, then for the prompt; all that was seen since the last one."""
        seen = ""
        for text in (*texts, "\n> "):
            self.child.expect_exact(text)
            seen += f"{self.child.before}{text}"
        return seen.replace("\r\n", "\n")

    def type(self, line: str) -> None:
        self.child.sendline(line)

    def end(self) -> str:
        """All that comes after the last input, when the process has ended."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return str(self.child.before).replace("\r\n", "\n")


@pytest.fixture
def terminal() -> Iterator[type[Terminal]]:
    begun: list[Terminal] = []

    class Kept(Terminal):
        def __init__(self, *arguments: str, columns: int = 80, folder: str = "off"):
            super().__init__(*arguments, columns=columns, folder=folder)
            begun.append(self)

    yield Kept
    for each in begun:
        each.child.close(force=True)


def test_a_whole_run(terminal, tmp_path):
    saved = tmp_path / "ann.yaml"
    session = terminal("--save", str(saved))
    for text, line in WHOLE:
        session.see(text)
        session.type(line)
    page = session.see("What next?")
    session.type("")
    session.end()
    assert session.child.exitstatus == 0
    assert f"Answers saved in {saved}." in page
    assert "Phase 1 of 7, mobility: START with Mobility and activation." in page
    assert all(len(line) <= 80 for line in page.splitlines())
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
        ("thirty", "'thirty' is not a number. Expected: 10 to 100 years"),
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
