"""What is said of a rulebook that is not the shipped one, where there are few words: a history and the table."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from datetime import date as Date
from html import unescape
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from commands import CACHE
from workbench_folders import overlay

from surefoot.cli import surefoot
from surefoot.engine.commands.common import Clock
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.rulebook.load import examine
from surefoot.engine.rulebook.standing import standing_of, told_among

CALF = """\
  - rule: G3.calf
    set: {needs: "sl_calf_raise_reps, each side, at least 12", keep: at least 9}
    reason: Our athletes are seen each week.
"""
SAID = "Decided by the rulebook 'Harbour': 1 change to the rulebook surefoot, not proved to be safe."
AHEAD = SAID.replace("Decided by", "What is ahead goes by")
AGAIN = "Decided by the shipped rulebook again."
HOLD = SHIPPED / "examples/sample-hold.yaml"
DAYS = tuple(Date(2026, 11, number) for number in range(20, 24))


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return overlay(tmp_path_factory.mktemp("standing") / "ours", CALF)


@pytest.fixture(scope="module")
def journal(ours: Path) -> Path:
    """Four decisions: by the shipped rulebook, twice by one of differences, and by the shipped one."""
    facts, path = ours.parent / "facts.yaml", ours.parent / "journal.db"
    for number, day in enumerate(DAYS):
        text = HOLD.read_text("utf-8").replace("athlete: sample-hold", "athlete: a")
        facts.write_text(text.replace("as_of: 2026-11-20", f"as_of: {day}"), "utf-8")
        rules = ["--rules", ours] if number in (1, 2) else []
        said("assess", "a", "--answers", facts, "--no-input", "--journal", path, *rules, day=day)
    return path


def said(*words: str | Path, day: Date = DAYS[-1]) -> Result:
    moment = datetime.datetime.combine(day, datetime.time(6, 30), datetime.timezone.utc)
    found = surefoot.get_command(click.Context(surefoot), str(words[0]))
    assert found is not None
    result = CliRunner(env={"SUREFOOT_CACHE": CACHE.name}).invoke(
        found, [*map(str, words[1:])], obj=Clock(lambda: day, lambda: moment, lambda: 0.0)
    )
    assert result.exit_code == 0, (result.output, result.exception)
    return result


def history(journal: Path, *more: str | Path) -> str:
    return said("history", "a", "--journal", journal, *more).stdout


def test_a_history_says_where_another_rulebook_decided(journal: Path) -> None:
    """Once, where it begins, and once where it ends."""
    page = " ".join(history(journal).split())
    assert (page.count(SAID), page.count(AGAIN), page.count(AHEAD)) == (1, 1, 0)
    days = [page.index(f"{day}", 60) for day in map(str, DAYS)]
    assert days[1] < page.index(SAID) < days[2]
    assert days[3] < page.index(AGAIN)


def test_a_history_says_which_rulebook_it_is_read_with(journal: Path, ours: Path) -> None:
    page = history(journal, "--rules", ours)
    assert " ".join(page.split()).partition(str(DAYS[0]) + "  ")[0].count(AHEAD) == 1
    assert max(map(len, page.splitlines())) <= 80


def test_a_history_as_html_says_the_same(journal: Path, ours: Path) -> None:
    words = unescape(re.sub("<[^>]*>", " ", history(journal, "--format", "html", "--rules", ours)))
    assert [words.count(each) for each in (SAID, AGAIN, AHEAD)] == [1, 1, 1]


def test_a_history_as_json_says_it_of_each(journal: Path, ours: Path) -> None:
    data = json.loads(history(journal, "--json", "--rules", ours))
    assert data["standing"] == [SAID]
    assert [each["standing"] for each in data["decisions"]] == [[], [SAID], [SAID], []]
    assert json.loads(history(journal, "--json"))["standing"] == []


def test_the_table_says_it_behind_the_title_and_keeps_its_form(ours: Path) -> None:
    table = said("plan", "--facts", HOLD, "--format", "csv", "--rules", ours)
    plain = said("plan", "--facts", HOLD, "--format", "csv")
    assert table.stderr.splitlines() == [SAID]
    assert plain.stderr == ""
    assert table.stdout.splitlines()[0] == plain.stdout.splitlines()[0]
    titles = {row["title"] for row in csv.DictReader(io.StringIO(table.stdout))}
    assert titles
    assert all(title.endswith(" (decided by the rulebook 'Harbour', not proved to be safe)") for title in titles)
    assert not any("(" in row["title"] for row in csv.DictReader(io.StringIO(plain.stdout)))


def test_every_sentence_is_known_again_among_the_warnings_of_a_decision(tmp_path: Path) -> None:
    """Whatever a page says of a rulebook: a base that moved, what is loosened, an edited copy."""
    loose = """\
  - red_flag: RF_BSI
    set: {action: modify}
    reason: Our doctor sees everyone.
    accept_risk: {by: A doctor, reason: Seen every week.}
"""
    moved = overlay(tmp_path / "ours", loose, digest="0" * 64)
    copy = tmp_path / "copy"
    copy.mkdir()
    texts = texts_of(moved)
    sentences = standing_of(examine(texts)[0], moved, None)
    assert len(sentences) == 3
    other = examine({**texts_of(SHIPPED), "rules/more.yaml": "sources: {}\n"})[0]
    edited = standing_of(other, copy, None)
    assert edited[0].startswith("Decided by an edited rulebook (")
    for each in (sentences, edited):
        assert told_among(["Drink enough.", *each, "Sleep of 5 hours is too little."]) == each
