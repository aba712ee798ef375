"""`surefoot history --format html`, as whoever opens it meets it: one file, drawings with words and their numbers."""

from __future__ import annotations

import datetime
import re
import stat
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from commands import run as surefoot
from journaling import NOW, athlete_of, copied, facts, opened, run, said, session

from surefoot.engine.journal.history import Row, rows, trends
from surefoot.engine.journal.store import open_journal
from surefoot.engine.page.history_html import history_html
from surefoot.engine.page.history_words import marks

TODAY = datetime.date.today()
VOID = {"meta", "link", "br", "img", "input"}
LIFTED = "Step-up, 15 to 20 cm: what could be lifted once, estimated"
BEHIND = "How far the lesser side was behind, average of the exercises on one leg"
ATTACK = "<script>alert('1')</script>"


class Reader(HTMLParser):
    """What a browser would make of it: the elements with their attributes, the text, and whether all are closed."""

    def __init__(self, text: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def ago(days: int) -> str:
    return (TODAY - datetime.timedelta(days=days)).isoformat()


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten weeks: tests on each side, running, pain, jumps and weights, decisions, and a test that is corrected."""
    path = tmp_path_factory.mktemp("history") / "journal.db"
    whole = said("sample-hold")
    with open_journal(path) as kept:
        kept.append([facts(ago(70), {**whole, "pain": "none"})], NOW)
        for week in range(10):
            days = 70 - 7 * week
            calf = {"sl_calf_raise_reps": {"left": 10 + week, "right": 12 + week}, "wellness_hooper_sum": 9 + week % 3}
            kept.append([facts(ago(days), {**whole, "measures": {**undated(whole["measures"]), **calf}})], NOW)
            whose = athlete_of(kept)
            whose.record(whose.decide(TODAY - datetime.timedelta(days=days)), NOW)
            kept.append([run(ago(days - 1), metres=8000 + 500 * week), done(days - 2, week), hurt(days - 3, week)], NOW)
        wrong = next(each for each in reversed(kept.entries("a")) if each.kind == "facts" and "measures" in each.data)
        mended = copied(wrong.data)
        mended["measures"]["sl_calf_raise_reps"] = {"left": 13, "right": 14}
        kept.append([facts(wrong.held_on, mended, corrects=wrong.id)], NOW)
    return path


def undated(measures: dict[str, Any]) -> dict[str, Any]:
    return {name: {key: value for key, value in each.items() if key != "date"} if isinstance(each, dict) else each
            for name, each in measures.items()}  # fmt: skip


def done(days: int, week: int) -> Any:
    reps = {"left": 8, "right": 9 - week % 2}
    items = [{"exercise": "knee_stepup_20", "side": side, "technique": 5, "pain": 0,
              "sets": [{"reps": reps[side], "load_kg": 10 + week, "rir": 2}]} for side in reps]  # fmt: skip
    items.append({"exercise": "pv_pogo_dl", "side": "both", "pain": 0, "sets": [{"contacts": 20 + week}]})
    return session(ago(days), minutes=40, items=items, note=ATTACK)


def hurt(days: int, week: int) -> Any:
    sore = [{"site": "achilles", "side": "right", "tissue": "tendon", "during": week % 3, "note": ATTACK}]
    return facts(ago(days), {"pain": sore if week % 2 else "none"})


@pytest.fixture(scope="module")
def page(journal: Path) -> str:
    made = surefoot("history", "a", "--journal", str(journal), "--format", "html")
    assert made.returncode == 0, made.stderr
    return made.stdout


def pictures(page: str) -> list[tuple[ElementTree.Element, str]]:
    """Each picture as XML, with what follows it up to the next."""
    parts = re.split(r'(?=<svg viewBox="0 0 )', page)[1:]
    return [(ElementTree.fromstring(part[: part.index("</svg>") + 6]), part) for part in parts]


def picture(page: str, title: str) -> tuple[ElementTree.Element, str]:
    return next(each for each in pictures(page) if each[0].findtext("title") == title)


def rows_of(part: str) -> list[list[str]]:
    return [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in part.split("<tr>")[1:]]


# ---- the file -------------------------------------------------------------------------------------------------------


def test_one_file_that_needs_nothing_else(page: str) -> None:
    read = Reader(page)
    assert read.open == []
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in read.elements}
    assert not re.search(r"url\(|@import|https?:|javascript:|\son\w+=", page)
    targets = {str(attrs.get("href")) for tag, attrs in read.elements if tag == "a"}
    ids = [attrs["id"] for _, attrs in read.elements if "id" in attrs]
    assert targets == {"#phases", "#decisions", "#trends", "#log"}
    assert {target[1:] for target in targets} <= set(ids)
    assert len(ids) == len(set(ids))
    assert len(page) < 150_000


def test_the_same_bytes_again(journal: Path, page: str, tmp_path: Path) -> None:
    again = surefoot("history", "a", "--journal", str(journal), "--format", "html", PYTHONHASHSEED="7")
    assert again.stdout == page


def test_names_notes_and_sentences_are_escaped(journal: Path, page: str) -> None:
    assert "<script" not in page
    with open_journal(journal, create=False) as kept:
        whose = athlete_of(kept)
        row = replace(rows(whose)[0], say=ATTACK, phase=ATTACK, tier=ATTACK, today=ATTACK, outcome=ATTACK)
        told = [replace(each, title=ATTACK, unit=ATTACK) for each in trends(whose, TODAY)]
    made = history_html(ATTACK, [row], told, opened().book, TODAY)
    assert "<script" not in made
    assert "<title>&lt;script&gt;alert(" in made
    assert Reader(made).open == []
    assert {tag for tag, _ in Reader(made).elements} <= {tag for tag, _ in Reader(page).elements}


# ---- pictures -------------------------------------------------------------------------------------------------------


def test_each_picture_has_a_name_words_and_a_table(page: str) -> None:
    titles = [drawn.findtext("title") for drawn, _ in pictures(page)]
    assert titles == [
        "Phases and decisions over time", "Wellness score", "Single-leg calf raise", "Running a week",
        "Worst pain in a session", "Foot contacts of jumps in a session", LIFTED, BEHIND,
    ]  # fmt: skip
    for drawn, after in pictures(page):
        assert drawn.get("role") == "img"
        title, desc = drawn.find("title"), drawn.find("desc")
        assert title is not None
        assert desc is not None
        assert drawn.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert len(desc.text or "") > 20
        assert '<table>\n<caption>' in after
        assert '<th scope="col">' in after
        assert '<th scope="row">' in after
        assert 'class="numbers" role="region" tabindex="0"' in after


def test_all_of_it_lies_within_the_picture(page: str) -> None:
    for drawn, _ in pictures(page):
        width, height = map(float, str(drawn.get("viewBox")).split()[2:])
        for each in drawn.iter():
            x, y = (float(each.get(key) or each.get(f"c{key}") or 0) for key in ("x", "y"))
            assert 0 <= x + float(each.get("width") or 0) <= width, ElementTree.tostring(each)
            assert 0 <= y + float(each.get("height") or 0) <= height, ElementTree.tostring(each)


def test_sides_are_told_apart_without_colour(page: str) -> None:
    drawn, after = picture(page, "Single-leg calf raise")
    assert len(drawn.findall("circle[@class='mark left']")) == 10
    assert len(drawn.findall("rect[@class='mark right']")) == 10
    words = [each.text for each in drawn.iter("text")]
    assert {"left 13", "right 14"} <= set(words)
    assert re.search(r"svg \.line\.right \{[^}]*stroke-dasharray", page)
    table = rows_of(after)
    assert table[0] == ["Day", "Left", "Right", "Between them, %"]
    assert table[1] == [ago(70), "10", "12", "17"]
    assert table[10] == [ago(7), "13", "14", "7"]
    assert "Left: 10 on" in (drawn.findtext("desc") or "")


def test_the_cut_of_the_gate_ahead_is_drawn_and_named(page: str) -> None:
    drawn, _ = picture(page, "Single-leg calf raise")
    (cut,) = drawn.findall("path[@class='cut']")
    assert cut.get("d")
    assert "G3: at least 15 each side" in [each.text for each in drawn.iter("text")]
    assert "The gate ahead, Unilateral balance before eccentric work (G3): at least 15 each side." in page
    assert picture(page, "Wellness score")[0].findall("path[@class='cut']") == []


def test_what_the_log_says_is_drawn(page: str) -> None:
    week, after = picture(page, "Running a week")
    assert week.findall("rect")
    assert rows_of(after)[0] == ["Week of", "km"]
    pain, after = picture(page, "Worst pain in a session")
    assert rows_of(after)[0] == ["Day", "Left", "Right", "All"]
    assert pain.findall("path[@class='line all']")
    assert rows_of(picture(page, "Foot contacts of jumps in a session")[1])[1][1:] == ["20"]
    lifted = rows_of(picture(page, LIFTED)[1])
    assert lifted[1][1:] == ["13.3", "13.7"]
    assert rows_of(picture(page, BEHIND)[1])[1][1:] == ["11.1"]


# ---- decisions ------------------------------------------------------------------------------------------------------


def test_phases_as_a_band_and_decisions_with_their_reasons(journal: Path, page: str) -> None:
    with open_journal(journal, create=False) as kept:
        decided: list[Row] = rows(athlete_of(kept))
    drawn, after = picture(page, "Phases and decisions over time")
    assert len(drawn.findall("g")) == len(decided) == 10
    assert drawn.findall("rect[@class='phase']")
    assert "Unilateral strength and balance" in [each.text for each in drawn.iter("text")]
    assert rows_of(after)[1][:2] == ["Unilateral strength and balance", decided[0].as_of]
    words = " ".join(Reader(page).words)
    for row in decided:
        assert row.say in words
        assert page.count(f'<time datetime="{row.as_of}">') == 1
    assert [row.as_of for row in decided] == re.findall(r'<time datetime="([^"]*)">', page)


def test_what_corrections_would_change_is_marked(journal: Path, page: str) -> None:
    with open_journal(journal, create=False) as kept:
        marked = [row for row in rows(athlete_of(kept)) if row.corrected]
    assert marked
    drawn, _ = picture(page, "Phases and decisions over time")
    assert len(drawn.findall("g/circle[@class='ring']")) == len(marked)
    words = " ".join(Reader(page).words)
    text = " ".join(surefoot("history", "a", "--journal", str(journal)).stdout.split())
    for row in marked:
        (mark,) = marks(row, opened().book)
        assert f"* {mark}" in words
        assert f"* {mark}" in text


def test_one_without_decisions_or_values(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with open_journal(path) as kept:
        kept.append([facts(ago(3), {"pain": "none"})], NOW)
    made = surefoot("history", "a", "--journal", str(path), "--format", "html")
    assert made.returncode == 0
    assert "<h1>a: no decisions</h1>" in made.stdout
    assert "<svg" not in made.stdout
    assert Reader(made.stdout).open == []


# ---- where it goes --------------------------------------------------------------------------------------------------


def test_into_a_file(journal: Path, page: str, tmp_path: Path) -> None:
    """As it would be printed, for its owner alone, over an older one."""
    file = tmp_path / "a.html"
    file.write_text("older", encoding="utf-8")
    made = surefoot("history", "a", "--journal", str(journal), "--format", "html", "--output", str(file))
    assert (made.returncode, made.stdout) == (0, "")
    assert file.read_text(encoding="utf-8") == page
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize("where", ["missing/a.html", "."])
def test_where_nothing_can_be_written(journal: Path, where: str, tmp_path: Path) -> None:
    made = surefoot("history", "a", "--journal", str(journal), "--output", str(tmp_path / where))
    assert made.returncode == 2
    assert "Nothing was written: " in made.stderr
    assert "Traceback" not in made.stderr
    assert list(tmp_path.iterdir()) == []


def test_one_format_at_a_time(journal: Path) -> None:
    made = surefoot("history", "a", "--journal", str(journal), "--json", "--format", "html")
    assert made.returncode == 2
    assert "one of them" in made.stderr
    ways = (["--json"], ["--format", "json"])
    first, second = (surefoot("history", "a", "--journal", str(journal), *each).stdout for each in ways)
    assert first == second
