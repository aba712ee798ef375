"""docs/log.md says what is so: its samples are understood, and every question and column is on it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from journaling import opened
from logging_by import TODAY, Prompts, log, logged

from surefoot.engine.logbook.sets import read_typed
from surefoot.engine.logbook.table import EXERCISE, WHOLE

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "log.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line.partition("  #")[0].strip() for line in BLOCKS[0].splitlines()]
TYPED = re.search(r"\| typed \| means \|\n(.*?)\n\n", PAGE, re.DOTALL)


@pytest.mark.parametrize("line", [line for line in COMMANDS if "--session" in line or "--pain none" in line])
def test_a_command_of_the_page(line: str, file: Path) -> None:
    words = shlex.split(line)[3:]
    words = ["L" if word == "B" else word for word in words]
    done = log(file, *words)
    assert done.returncode == 0, done.stderr
    assert len(logged(file)) == 1


def test_the_file_of_the_page(file: Path, tmp_path: Path) -> None:
    sample = next(block for block in BLOCKS if block.startswith("date,"))
    (tmp_path / "log.csv").write_text(re.sub(r"^2026-11-24", str(TODAY), sample, flags=re.MULTILINE))
    done = log(file, "--file", str(tmp_path / "log.csv"))
    assert done.returncode == 0, done.stderr
    assert len(logged(file)[0].data["items"]) == 3


def test_what_is_typed() -> None:
    assert TYPED is not None
    amounts = opened().book.logbook.amounts
    said = [text for row in TYPED[1].splitlines()[1:] for text in re.findall(r"`([^`]+)`", row.split("|")[1])]
    assert len(said) > 15
    for text in said:
        counts = "seconds" if "30 s" in text or "1:10" in text else "metres" if "40m" in text else "reps"
        _, wrong = read_typed(text, amounts[counts], amounts)
        assert not wrong, (text, wrong)


def test_every_column_and_question_is_named() -> None:
    for name in (*EXERCISE, *WHOLE, "date", "session", *(f"--{each.id}" for each in opened().book.logbook.check_in)):
        assert re.search(rf"[`,]{name}\b", PAGE), name


def test_forgotten_with_what_was_kept(file: Path, tmp_path: Path) -> None:
    from commands import run

    answers = tmp_path / "answers"
    talk = Prompts(file, answers=answers)
    talk.see("What do you want to log?")
    talk.type("1")
    talk.see("anything new")
    talk.type("none")
    talk.see("Does anything hurt")
    talk.type("quit")
    talk.end()
    assert (answers / "ann.log.yaml").exists()
    assert run("forget", "ann", "--yes", SUREFOOT_JOURNAL=str(file), SUREFOOT_ANSWERS=str(answers)).returncode == 0
    assert not list(answers.iterdir())
