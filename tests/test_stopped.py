"""A red flag beats everything: under a stop no page, no file and no list tells anybody how to train or to run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import here

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
SPOT = "  - {site: shin, side: left, tissue: bone, during: 5, next_morning: 2, night: yes}\n"
TENDON = "  - {site: achilles, side: left, tissue: tendon, during: 4, next_morning: 3}\n"
SYMPTOMS = "{bone_spot_pain: yes, night_bone_pain: yes}"
CHECK_IN = ("--pain", "achilles left tendon 4", "--news", "none", "--soreness", "2")
NOW = "2026-11-20T06:30:00Z"
ADVICE = ("easy running", "no fast running", "half the sets", "makes exercises easier", "added today")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample with pain in a bone, and a tendon that is sore the morning after; and with the tendon alone."""
    text = (EXAMPLES / "sample-stop.yaml").read_text("utf-8")
    assert SPOT in text
    (tmp_path / "stop.yaml").write_text(text.replace(SPOT, SPOT + TENDON), "utf-8")
    sore = text.replace(SPOT, TENDON).replace("-stop", "-sore").replace(SYMPTOMS, "none")
    (tmp_path / "sore.yaml").write_text(sore, "utf-8")
    return tmp_path


def shown(*words: str) -> str:
    done = here(*words, at=NOW)
    assert done.returncode == 0, (done.stdout, done.stderr)
    return " ".join(done.stdout.split())


@pytest.mark.parametrize(
    "words",
    [
        ("decide",),
        ("decide", "--for", "coach"),
        ("decide", "--json"),
        ("plan", "--facts"),
        ("plan", "--format", "html", "--facts"),
        ("plan", "--format", "csv", "--facts"),
        ("why",),
        ("why", "--format", "html"),
        ("path",),
    ],
)
def test_under_a_stop_nothing_says_how_to_train(folder: Path, words: tuple[str, ...]) -> None:
    page = shown(*words, str(folder / "stop.yaml"))
    assert not [each for each in ADVICE if each in page]


def test_without_the_flag_the_same_rule_is_said(folder: Path) -> None:
    page = shown("decide", str(folder / "sore.yaml"))
    assert "No hills and no fast running" in page
    assert "worse the morning after" in page


def test_the_json_keeps_what_held_and_names_no_next_session(folder: Path) -> None:
    told = json.loads(here("decide", "--json", str(folder / "stop.yaml"), at=NOW).stdout)
    assert told["plan"]["progression"] == {"step": "none", "say": "", "because": []}
    (held,) = (each for each in told["because"] if each["rule"] == "GL.tendon")
    assert (held["concluded"], held["say"]) == ("GL.tendon: yes", "")


def test_what_is_to_be_told_to_a_physician_is_said_all_the_same(folder: Path) -> None:
    text = (folder / "stop.yaml").read_text("utf-8")
    text = text.replace("menstrual_status: 0", "menstrual_status: 1").replace("history_2y: 0\n", "history_2y: 1\n", 1)
    (folder / "stop.yaml").write_text(text, "utf-8")
    assert "tell your physician before load goes up" in shown("decide", str(folder / "stop.yaml"))


def test_a_log_and_the_squad_say_the_stop_alone(folder: Path) -> None:
    squad = shown("squad", str(folder))
    assert "Training is stopped: Possible bone stress injury." in squad
    assert squad.count("makes exercises easier") == 1  # of the other one, who may train
    journal = ("--journal", str(folder / "j.db"))
    log = shown("assess", "sample-stop", "--answers", str(folder / "stop.yaml"), "--no-input", *journal)
    log += shown("log", "sample-stop", *CHECK_IN, *journal)
    assert "No training." in log
    assert not [each for each in ADVICE if each in log]


def test_a_check_in_that_raises_a_flag_says_nowhere_that_there_is_nothing_new(folder: Path) -> None:
    journal = ("--journal", str(folder / "j.db"))
    shown("assess", "sample-hold", "--answers", str(EXAMPLES / "sample-hold.yaml"), "--no-input", *journal)
    calm = shown("log", "sample-hold", *CHECK_IN, *journal)
    assert "Nothing new was named of the signs that stop training." in calm
    raised = shown("log", "sample-hold", "--pain", "shin left bone 5 night", "--news", "none", *journal)
    assert raised.startswith("STOP. No training today. Possible bone stress injury")
    assert "Nothing new" not in raised


def test_a_what_if_that_ends_in_a_stop_has_no_next_session() -> None:
    page = shown("what-if", str(EXAMPLES / "sample-hold.yaml"), "--set", "RF_BSI=yes")
    assert "- The next session: same, now none" in page
