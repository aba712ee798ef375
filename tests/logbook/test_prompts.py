"""`surefoot log` as it is met in a terminal, 80 columns wide: wrong answers, back, leaving and going on."""

from __future__ import annotations

import signal
import stat
from pathlib import Path

from logging_by import TODAY, Prompts, logged


def begin(file: Path, answers: Path, kind: str, *arguments: str) -> Prompts:
    talk = Prompts(file, *arguments, answers=answers)
    talk.see("What do you want to log?")
    talk.type(kind)
    return talk


def test_a_whole_session_with_wrong_answers(file: Path, tmp_path: Path) -> None:
    talk = begin(file, tmp_path, "2")
    seen = talk.see("Which session was it?", "A  Everything")
    for typed, said in (
        ("z", "There is no session z in the week shown"),
        ("a", "Did you do it?"),
        ("?", "Enter takes what was planned."),
        ("perhaps", "'perhaps' doesn't say whether it was done."),
        ("", "Goblet squat"),
        ("8 8 eigt", "'eigt' is not understood here."),
        ("8 8 7 rir", "No number stands after 'rir'."),
        ("8 8 7 rir 2", "Split squat with a five-second lower: 2 x 6 each side, 3 in reserve."),
        ("back", "You said: 8 8 7 rir 2. Enter keeps that."),
        ("8 8 7 rir 1", "8, 8, 7 at 12 kg, 1 in reserve"),
        ("L 6 5 R 6 6 at 5", "how many good repetitions were left in"),
        ("many", "'many' is not a number."),
        ("2", "with 20 kg of help"),
        ("tr_dead_bug 2x8", "Dead bug in place of it."),
        ("no", "Left out."),
        ("", "Enter: just so"),
        ("", "Anything that was not planned?"),
        ("none", "Planned: 25."),
        ("", "How hard was the whole session"),
        ("11", "11 lies outside the range of effort."),
        ("6,5", "Did anything hurt in it?"),
        ("calf", "On which side?"),
        ("calf right 1", "A note"),
        ("", "Record this?"),
        ("knee_goblet 8", "'knee_goblet 8' is no answer here."),
    ):
        talk.type(typed)
        seen += talk.see(said)
    assert all(len(line) <= 80 for line in seen.splitlines())
    assert logged(file) == []  # nothing before it is said
    talk.type("")
    assert f"Recorded as entry 3: session of {TODAY}." in talk.end()
    assert talk.child.exitstatus == 0
    data = logged(file)[0].data
    items = {(item["exercise"], item["side"]): item["sets"] for item in data["items"]}
    assert items["knee_goblet", "both"][2] == {"reps": 7, "load_kg": 12, "rir": 1}
    assert items["qe_slow_split", "left"] == [{"reps": 6, "load_kg": 5, "rir": 2}, {"reps": 5, "load_kg": 5, "rir": 2}]
    assert items["tr_dead_bug", "left"] == [{"reps": 8}] * 2
    assert ("hs_nordic_band", "both") not in items
    assert (data["effort"], data["minutes"]) == (6.5, 25)
    assert not list(tmp_path.glob("ann.*"))  # what was kept of it is gone


def test_left_with_ctrl_c_and_gone_on_from(file: Path, tmp_path: Path) -> None:
    talk = begin(file, tmp_path, "1")
    talk.see("anything new of these?")
    talk.type("none")
    talk.see("Does anything hurt now?")
    talk.type("achilles left 3")
    talk.see("swollen today")
    talk.type("none")
    talk.see("How sore")
    talk.child.sendintr()
    said = " ".join(talk.end().split())
    kept = tmp_path / "ann.log.yaml"
    assert "Nothing was recorded yet. Your 3 answers are kept in" in said
    assert "To go on: surefoot log ann" in said
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert logged(file) == []
    talk = Prompts(file, answers=tmp_path)
    talk.see("3 answers kept.", "Go on from there?")
    talk.type("")
    talk.see("How sore")
    for typed, said in (("2", "hours a night"), ("7.5", "a mark for each"), ("skip", "Record this?")):
        talk.type(typed)
        talk.see(said)
    talk.type("")
    assert "Recorded as entry 3: check-in" in talk.end()
    assert logged(file)[0].data["pain"][0]["during"] == 3
    assert not kept.exists()


def test_killed_and_gone_on_from(file: Path, tmp_path: Path) -> None:
    talk = begin(file, tmp_path, "2")
    for typed, said in (("a", "Did you do it?"), ("yes", "Goblet squat"), ("8 8 8 rir 2", "Split squat")):
        talk.see("" if typed != "a" else "Which session")
        talk.type(typed)
        talk.child.expect_exact(said)
    talk.child.kill(signal.SIGKILL)
    talk.child.wait()
    assert logged(file) == []
    talk = Prompts(file, answers=tmp_path)
    talk.see("3 answers kept.")
    talk.type("no")  # begun anew: those are thrown away, as it says
    talk.see("What do you want to log?")
    talk.type("quit")
    assert "Nothing was recorded." in talk.end()
    assert talk.child.exitstatus == 0


def test_a_red_flag_ends_the_questions(file: Path, tmp_path: Path) -> None:
    talk = begin(file, tmp_path, "1")
    talk.see("anything new of these?")
    talk.type("1")
    talk.see("Fainted, or nearly")
    talk.type("4")
    said = talk.end()
    assert said.index("STOP. No training today. Possible heart trouble:") < said.index("Recorded as entry 3")
    assert "Does anything hurt" not in said
    assert logged(file)[0].data["symptoms"]["exertional_faint"] is True


def test_a_correction_begins_from_what_was_said(file: Path, tmp_path: Path) -> None:
    talk = begin(file, tmp_path, "1")
    for typed, said in (("none", "Does anything hurt"), ("calf left 2", "swollen today"),
                        ("none", "How sore"), ("2", "hours a night"),
                        ("7", "a mark for each"), ("10", "Record this?")):  # fmt: skip
        talk.see("")
        talk.type(typed)
        talk.child.expect_exact(said)
    talk.see("")
    talk.type("")
    talk.end()
    talk = Prompts(file, "--correct", "3", answers=tmp_path)
    for said, typed in (("anything new", ""), ("You said: calf left 2. Enter keeps that.", ""),
                        ("You said: none.", ""), ("You said: 2.", "4"),
                        ("You said: 7.", ""), ("You said: 10.", ""), ("Record this?", "")):  # fmt: skip
        talk.see(said)
        talk.type(typed)
    assert "Recorded as entry 4, in place of entry 3" in talk.end()
    before, after = logged(file)
    assert after.supersedes == 3
    assert after.data == {**before.data, "measures": {**before.data["measures"], "doms_nrs": 4}}


def test_answers_that_cannot_be_kept(file: Path, tmp_path: Path) -> None:
    talk = Prompts(file)  # the folder for answers is off
    talk.see("What do you want to log?")
    talk.type("1")
    talk.see("anything new")
    talk.type("none")
    talk.see("Does anything hurt")
    talk.type("quit")
    assert "Nothing was recorded, and the answers are not kept." in talk.end()
