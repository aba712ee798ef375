"""The plan as text, sheet and table: the same words, and what each format has to be."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from commands import run
from conftest import SOAK
from plan.conftest import plan_for, standing

from surefoot.engine.page.as_csv import TO_FILL, as_csv
from surefoot.engine.page.as_html import as_html
from surefoot.engine.page.text import plan_page

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))
WEEK = {
    "week": {"available_days": ["tue", "thu", "sat"]},
    "running": {"days": ["mon", "wed", "fri", "sun"], "hard_days": ["wed"], "long_day": "sun"},
}
VOID = ("meta", "br", "link")


class Tags(HTMLParser):
    """Every tag, its attributes, and whether all are closed in turn."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def written(sample: str, shape: str, *more: str) -> str:
    result = run("plan", "--facts", f"examples/{sample}.yaml", "--format", shape, *more, cwd=ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


@pytest.mark.parametrize("shape", ["text", "html", "csv", "ics"])
@pytest.mark.parametrize("sample", ["sample-in-season", "sample-stop"])
def test_each_format_of_a_sample_and_the_same_bytes_again(sample: str, shape: str) -> None:
    assert written(sample, shape) == written(sample, shape) != ""


@pytest.mark.parametrize("shape", ["text", "html", "csv", "ics"])
def test_into_a_file_byte_by_byte(shape: str, tmp_path: Path) -> None:
    file = tmp_path / "week"
    assert written("sample-hold", shape, "--output", str(file)) == ""
    assert file.read_bytes().decode("utf-8").replace("\r\n", "\n") == written("sample-hold", shape)


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_same_words_in_all_formats() -> None:
    decision, plan = plan_for(standing("unilateral", WEEK))
    text = words(plan_page(decision, plan))
    sheet = words(unescape(re.sub(r"<[^>]+>", " ", as_html(decision, plan))))
    table = list(csv.DictReader(io.StringIO(as_csv(decision, plan))))
    assert plan.sessions
    for session in plan.sessions:
        for item in session.items:
            rows = [row for row in table if row["exercise"] == item.exercise.id]
            for said in (item.exercise.name, item.exercise.stop_when, rows[0]["cue"], rows[0]["effort"]):
                assert said in text
                assert said in sheet
            assert {row["stop_when"] for row in rows} == {item.exercise.stop_when}
    for line in re.findall(r"- ([ABL] on [^.]*\.)", text):
        assert line in sheet


def test_a_row_of_the_table_is_a_set_and_a_side() -> None:
    decision, plan = plan_for(standing("unilateral", WEEK))
    table = list(csv.DictReader(io.StringIO(as_csv(decision, plan))))
    for session in plan.sessions:
        for item in session.items:
            rows = [row for row in table if (row["session"], row["exercise"]) == (session.id, item.exercise.id)]
            sides = sorted({row["side"] for row in rows})
            assert sides in (["both"], ["left", "right"])
            assert len(rows) == item.dose.sets * len(sides)
            assert (sides == ["both"]) == ("each side" not in rows_text(decision, plan, item.exercise.name))
    assert all(row[key] == "" for row in table for key in TO_FILL)
    assert {row["day"] for row in table} == {session.day for session in plan.sessions}
    assert all(re.fullmatch(r"2026-W4[78]", row["week"]) for row in table)


def rows_text(decision: object, plan: object, name: str) -> str:
    """The line below an exercise's name on the page."""
    lines = plan_page(decision, plan).splitlines()  # type: ignore[arg-type]
    return lines[next(index for index, line in enumerate(lines) if name in line and line[:1].isdigit()) + 1]


@pytest.mark.parametrize("sample", SAMPLES[:: 1 if SOAK else 3])
def test_the_sheet_stands_alone(sample: str) -> None:
    """One file, no script, nothing fetched, a heading for each session, every table named."""
    text = written(sample, "html")
    tags = Tags(text)
    assert tags.open == []
    names = [tag for tag, _ in tags.seen]
    assert not {"script", "link", "img", "iframe", "object"} & set(names)
    assert not re.search(r"https?://|url\(|@import|javascript:", text)
    assert all(not {"src", "href", "style"} & set(attributes) for _, attributes in tags.seen)
    assert ("html", {"lang": "en"}) in tags.seen
    assert names.count("h1") == names.count("main") == names.count("title") == 1
    assert names.count("table") == names.count("caption")
    assert all(attributes.get("scope") in ("row", "col") for tag, attributes in tags.seen if tag == "th")
    assert names.count("section") == 1 + text.count("<h2>Session ")
    if sample == "sample-stop":
        assert "No training until this is cleared." in text


def test_the_sheet_has_a_box_for_each_set_and_side() -> None:
    decision, plan = plan_for(standing("unilateral", WEEK))
    text = as_html(decision, plan)
    rows = len(list(csv.DictReader(io.StringIO(as_csv(decision, plan)))))
    boxes = re.findall(r'<table class="boxes">.*?</table>', text, re.DOTALL)
    assert sum(box.partition("<tbody>")[2].count("<td></td>") for box in boxes) == rows


def test_an_athlete_cannot_write_into_the_sheet() -> None:
    decision, plan = plan_for(standing("unilateral", WEEK))
    plan.notes.append("<script>alert(1)</script> & more")
    assert "<script" not in as_html(decision, plan)
    assert "&lt;script&gt;" in as_html(decision, plan)


def test_discreet_is_for_titles() -> None:
    assert "<title>Training</title>" in written("sample-hold", "html", "--discreet")
    result = run("plan", "--facts", "examples/sample-hold.yaml", "--discreet", cwd=ROOT)
    assert result.returncode == 2
    assert "--discreet is for" in result.stderr


def test_the_text_keeps_to_80_columns_and_ascii() -> None:
    for sample in SAMPLES:
        text = written(sample, "text")
        assert max(map(len, text.splitlines())) <= 80
        assert text.isascii()


def test_a_wrong_facts_file_is_told_with_its_place() -> None:
    facts = "surefoot: facts/1\nathlete: x\nposition: none\nweek: {available_days: [tus]}\n"
    result = run("plan", "--facts", "-", stdin=facts)
    assert (result.returncode, result.stdout) == (2, "")
    assert "did you mean: tue" in result.stderr
