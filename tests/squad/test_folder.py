"""`surefoot squad FOLDER`, as its coach meets it."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from commands import run

from .conftest import EXAMPLES, TODAY, Asked

HEALTH = ("pain", "bone", "achilles", "calf", "kneecap", "shin", "ankle", "%", "out of 10", "injury", "flag")
ATTACK = "<script>alert('1')</script>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, a broken file, one that is no facts file, and one that isn't looked at."""
    path = tmp_path_factory.mktemp("squad")
    for file in EXAMPLES.glob("*.yaml"):
        shutil.copy(file, path)
    text = (EXAMPLES / "sample-hold.yaml").read_text("utf-8")
    (path / "broken.yaml").write_text(text.replace("measures:", "maesures:"), "utf-8")
    (path / "not-text.yaml").write_bytes(b"\xff\xfe\x00")
    (path / "notes.txt").write_text("not looked at", "utf-8")
    return path


def data(ask: Asked, *words: str) -> dict[str, Any]:
    result = ask("squad", *words, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_everybody_has_a_row_in_the_order_in_which_they_need_a_look(ask: Asked, folder: Path) -> None:
    rows = data(ask, str(folder))["athletes"]
    assert len(rows) == len(list(EXAMPLES.glob("*.yaml"))) + 2
    first = [row["athlete"] for row in rows[:5]]
    assert first[0] == "sample-stop"
    assert set(first[1:3]) == {"broken", "not-text"}
    assert first[3] == "sample-regress"
    assert [bool(row["rules"]) for row in rows] == sorted((bool(row["rules"]) for row in rows), reverse=True)


def test_a_broken_file_is_told_and_the_rest_goes_on(ask: Asked, folder: Path) -> None:
    result = ask("squad", str(folder))
    assert result.exit_code == 0
    assert "Nothing could be decided: broken.yaml:" in result.stdout
    assert "did you mean: measures" in result.stderr
    assert "not-text.yaml" in result.stderr
    assert "sample-hold" in result.stdout
    assert "Traceback" not in result.output


def test_the_row_says_what_decide_says(ask: Asked, folder: Path) -> None:
    for row in data(ask, str(folder))["athletes"]:
        path = folder / f"{row['athlete']}.yaml"
        if row["outcome"] != "undecided":
            decided = json.loads(ask("decide", str(path), "--json").stdout)
            assert row["outcome"] == decided["decision"]["outcome"]
            assert (row["phase"], row["today"]) == (decided["decision"]["phase"], decided["today"])
            assert decided["decision"]["summary"].endswith(row["reason"])


def test_the_widest_gap_the_most_pain_and_the_days(ask: Asked, folder: Path) -> None:
    rows = {row["athlete"]: row for row in data(ask, str(folder))["athletes"]}
    sore = rows["sample-sore-achilles"]
    assert (sore["pain"], sore["pain_where"]) == (4, "Achilles tendon, above the heel, left side")
    hold = rows["sample-hold"]  # left 13, right 15: the left has 86 %
    assert (hold["side_per_cent"], hold["side_measure"], hold["pain"]) == (14, "sl_calf_raise_reps", 0)
    assert rows["sample-untested"]["pain"] is None
    assert rows["sample-untested"]["side_per_cent"] is None
    result = ask("squad", str(folder), "--json", day=TODAY + datetime.timedelta(days=12))
    late = {row["athlete"]: row for row in json.loads(result.stdout)["athletes"]}
    assert late["sample-hold"]["days_since_entry"] == 12
    assert late["sample-hold"]["rules"] == ["SQ.silent"]
    assert late["sample-hold"]["as_of"] == "2026-11-20"


def test_two_files_of_one_athlete(ask: Asked, tmp_path: Path) -> None:
    text = (EXAMPLES / "sample-hold.yaml").read_text("utf-8")
    (tmp_path / "new.yaml").write_text(text, "utf-8")
    (tmp_path / "old.yaml").write_text(text.replace("as_of: 2026-11-20", "as_of: 2026-11-19"), "utf-8")
    result = ask("squad", str(tmp_path), "--json")
    (row,) = json.loads(result.stdout)["athletes"]
    assert row["as_of"] == "2026-11-20"
    assert "new.yaml counts" in result.stderr
    assert "[athlete-twice]" in result.stderr
    assert "old.yaml" in result.stderr
    assert result.exit_code == 0


def test_a_name_that_would_steer_the_terminal(ask: Asked, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2Jb.yaml").write_text("x", "utf-8")
    Path(os.fsdecode(bytes(tmp_path) + b"/c\xff.yaml")).write_text("x", "utf-8")
    result = ask("squad", str(tmp_path))
    assert result.exit_code == 2
    assert "a?[2Jb.yaml" in result.stdout
    assert "c?.yaml" in result.stdout
    assert "\x1b" not in result.output


def test_nobody_to_decide_on(ask: Asked, tmp_path: Path) -> None:
    assert ask("squad", str(tmp_path)).exit_code == 2
    (tmp_path / "a.yaml").write_text("athlete: a\n", "utf-8")
    result = ask("squad", str(tmp_path))
    assert result.exit_code == 2
    assert "surefoot: facts/1" in result.stderr
    assert "Nothing could be decided" in result.stdout


@pytest.mark.parametrize("words", [("--since", "2026-11-10"), ("--json", "--format", "csv"), ("--journal", "j.db")])
def test_options_that_do_not_go_together(ask: Asked, folder: Path, words: tuple[str, ...]) -> None:
    assert ask("squad", str(folder), *words).exit_code == 2


def test_the_page_is_as_wide_as_it_may_be(ask: Asked, folder: Path) -> None:
    lines = ask("squad", str(folder)).stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0] == "Squad of 16 on 2026-11-20: 6 need a look."


# ---- discreet -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["text", "html", "csv", "json"])
def test_discreetly_no_name_and_nothing_of_health(ask: Asked, folder: Path, shape: str) -> None:
    """Neither the words nor the numbers, in none of the formats, nor on standard error."""
    result = ask("squad", str(folder), "--discreet", "--format", shape)
    assert result.exit_code == 0
    said = re.sub(r"<style>.*?</style>", "", result.stdout, flags=re.DOTALL).lower()
    said = said.replace("0 %", "")
    for word in (*HEALTH, "sample-", "broken", "not-text"):
        assert word not in said, word
        assert word not in result.stderr.lower(), word
    assert "need a look" in said or shape in ("csv", "json")
    assert "training is stopped." in said


def test_a_name_for_others_is_the_same_in_all_formats(ask: Asked, folder: Path) -> None:
    rows = data(ask, str(folder), "--discreet")["athletes"]
    assert not {"pain", "pain_where", "side_per_cent", "side_measure", "reason", "rules"} & rows[0].keys()
    names = [row["athlete"] for row in rows]
    assert len(set(names)) == len(names)
    for shape in ("text", "html", "csv"):
        said = ask("squad", str(folder), "--discreet", "--format", shape).stdout
        assert [name for name in names if name not in said] == []


def test_what_a_file_holds_is_said_before_it_is_written(ask: Asked, folder: Path, tmp_path: Path) -> None:
    result = ask("squad", str(folder), "--output", str(tmp_path / "s.txt"))
    assert "s.txt: names, decisions, reasons, pain and sides of 16 athletes." in result.stderr
    assert result.stdout == ""
    nowhere = ask("squad", str(folder), "--discreet", "--output", str(tmp_path / "none" / "s.txt"))
    assert nowhere.exit_code == 2
    assert "nothing about health" in nowhere.stderr


# ---- CSV ------------------------------------------------------------------------------------------------------------


def test_a_spreadsheet_reads_it_and_works_nothing_out(ask: Asked, tmp_path: Path) -> None:
    text = (EXAMPLES / "sample-hold.yaml").read_text("utf-8").replace("athlete: sample-hold", "athlete: -1-2")
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    (tmp_path / "=cmd|'.yaml").write_text("x", "utf-8")
    said = ask("squad", str(tmp_path), "--format", "csv").stdout
    assert said.startswith("\ufeffathlete,as_of,outcome,")
    rows = list(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"))))
    assert {row["athlete"] for row in rows} == {"'-1-2", "'=cmd|'.yaml"}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_its_columns_are_those_of_the_docs(ask: Asked, folder: Path) -> None:
    page = (EXAMPLES.parent / "docs/squad.md").read_text("utf-8")
    head = ask("squad", str(folder), "--format", "csv").stdout.removeprefix("\ufeff").splitlines()[0].split(",")
    assert re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE) == head


# ---- HTML -----------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """The elements with their attributes, and whether each is closed."""

    def __init__(self, text: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_stands_alone_and_its_heads_say_what_they_are_of(ask: Asked, folder: Path) -> None:
    text = ask("squad", str(folder), "--format", "html").stdout
    page = Page(text)
    assert page.open == []
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.elements}
    assert "http" not in text
    assert "url(" not in text
    assert "@import" not in text
    assert "size: A4 landscape" in text
    assert 'lang="en"' in text
    heads = [at for tag, at in page.elements if tag == "th"]
    assert all(at.get("scope") in ("col", "row", "rowgroup") for at in heads)
    assert [tag for tag, _ in page.elements].count("caption") == 1
    rows = [at for tag, at in page.elements if tag == "th" and at["scope"] == "row"]
    assert len(rows) == 16
    # As cards a cell still says what it is of, and is a cell to a screen reader.
    assert all(at.get("role") == "cell" and at.get("data-head") for tag, at in page.elements if tag == "td")


def test_what_files_say_is_text_on_the_page(ask: Asked, tmp_path: Path) -> None:
    (tmp_path / f"{ATTACK.replace('/', '')}.yaml").write_text("x", "utf-8")
    text = ask("squad", str(tmp_path), "--format", "html").stdout
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_the_command_itself_in_a_pipe_and_from_a_folder_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    result = run("squad", str(folder))
    assert result.returncode == 0
    assert result.stdout.startswith("Squad of 16 on ")
    assert run("squad", str(tmp_path / "nowhere")).returncode == 2
