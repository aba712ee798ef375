"""`surefoot assess` as other programs run it: pipes, no input, the end of input, and a rulebook of one's own."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

from commands import run

from surefoot.engine.interview.run import Wishes, decided, interview
from surefoot.engine.service import open_surefoot

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "examples/sample-hold.yaml"
SCREENS = "none\n" * 7


def test_no_input_asks_nothing_and_decides_as_decide_does(tmp_path):
    saved = tmp_path / "a.yaml"
    assessed = run("assess", "--answers", str(SAMPLE), "--no-input", "--save", str(saved), "--json")
    assert (assessed.returncode, assessed.stderr) == (0, f"Answers saved in {saved}.\n")
    assert assessed.stdout == run("decide", str(SAMPLE), "--json").stdout
    assert assessed.stdout == run("decide", str(saved), "--json").stdout


def test_no_input_and_no_answers_is_a_decision_about_nothing_known():
    assessed = run("assess", "--no-input", "--json", stdin="3\n")
    decided = json.loads(assessed.stdout)
    assert (assessed.returncode, assessed.stderr, decided["athlete"]) == (0, "", "me")
    assert (decided["decision"]["outcome"], decided["plan"]["sessions"]) == ("hold", [])


def test_piped_answers_saved_and_decided_again(tmp_path):
    saved = tmp_path / "a.yaml"
    lines = (
        SCREENS
        + "34\nm\n6\nnone\n20\n1\nyes\nyes\nno\nno\n0\nnone\ntue sat\n35\nmon wed\nwed\nnone\nnone\nnone\n"
        + "1\nleft\n1\n0\n2\nnone\n7,5\n11\n30\n60\n"
    )
    assessed = run("assess", "ann", "--save", str(saved), "--json", stdin=lines)
    assert assessed.returncode == 0
    assert "PART 6 OF 6: TESTS" in assessed.stderr
    assert "No more input: deciding with what is known." in assessed.stderr
    assert json.loads(assessed.stdout)["athlete"] == "ann"
    assert run("decide", str(saved), "--json").stdout == assessed.stdout
    again = run("assess", "--answers", str(saved), "--json", stdin="")
    assert again.stdout == assessed.stdout
    assert again.stderr.count("> ") == 1  # the question that is next


def test_an_emergency_ends_it_before_any_test():
    assessed = run("assess", "ann", stdin="1\n" + "none\n" * 40)
    assert assessed.returncode == 0
    assert "STOP." in assessed.stdout
    assert "Possible heart trouble" in assessed.stdout
    assert "That ends the questions" in assessed.stderr
    assert assessed.stderr.count("> ") == 1
    assert "TESTS" not in assessed.stderr


def test_answers_from_standard_input_leave_nothing_to_ask():
    assessed = run("assess", "--answers", "-", stdin=SAMPLE.read_text(encoding="utf-8"))
    assert assessed.returncode == 0
    assert assessed.stdout == run("decide", str(SAMPLE)).stdout


def test_what_is_wrong_ends_with_2_and_says_why(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("surefoot: facts/1\nprofile: {age_years: 340, sx: male}\n", encoding="utf-8")
    for arguments, said in (
        (("--answers", str(bad)), "did you mean: sex"),
        (("a b",), "did you mean: a-b"),
        (("bob", "--answers", str(SAMPLE)), "the answers of sample-hold"),
        (("bob", "--save", str(SAMPLE)), "the answers of sample-hold"),
        (("bob", "--save", str(tmp_path / "no/a.yaml")), "There is no folder"),
    ):
        result = run("assess", *arguments, stdin="")
        assert (result.returncode, result.stdout) == (2, "")
        assert said in result.stderr
        assert "Traceback" not in result.stderr


MEASURE = """measures:
  toe_yoga:
    title: Toe yoga
    unit: repetitions
    range: 0 to 50
    step: 1
    sides: yes
    better: higher
    valid: strength
    question: How many times can you lift the big toe alone?
    how: Barefoot, the other toes stay down.
    example: left 5, right 6
    stop_sign: Stop at a cramp.
    test: {order: balance, minutes: 2, kit: [floor], loads: [foot]}
    source: default
"""
LINE = """  - id: G1.toes
    title: Toe yoga
    kind: test
    needs: toe_yoga, each side, at least 3
    because: "{actual}; {required} before load"
    source: default
"""


def test_a_measure_with_a_question_and_a_line_is_asked_without_any_code(tmp_path, person, healthy):
    for folder in ("knowledge", "rules"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "knowledge/measures/toes.yaml").write_text(MEASURE, encoding="utf-8")
    gate = tmp_path / "rules/gates/G1.yaml"
    gate.write_text(gate.read_text(encoding="utf-8").replace("shows:", LINE + "shows:"), encoding="utf-8")
    opened = open_surefoot(tmp_path)
    for answer, status in (("L 5 R 6", "met"), ("2 6", "not_met")):
        someone = person(opened.book, {**healthy, "toe_yoga": answer})
        sitting = interview(opened, someone, Wishes(), date(2026, 11, 20))
        decision, _ = decided(opened, sitting, Wishes())
        assert "toe_yoga" in someone.asked
        assert "Stop at a cramp." in someone.heard
        assert {view.line.id: view.status for view in decision.gates["G1"].lines}["G1.toes"] == status
    opened.close()
