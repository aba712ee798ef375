"""The report: one file that says the same read aloud, in print and without colour; and what it holds, beforehand."""

from __future__ import annotations

import re
import stat
from html.parser import HTMLParser
from pathlib import Path

import pytest
from audit.test_why import SAMPLES, reasons
from commands import CACHE, run
from journaling import NOW, athlete_of, day, facts, said
from properties.athletes import SOAK

from surefoot.engine.audit.bars import bars_of
from surefoot.engine.audit.reasons import Reasons
from surefoot.engine.audit.subject import subject_of
from surefoot.engine.journal.store import open_journal
from surefoot.engine.page.report_html import contains, report_html
from surefoot.engine.rulebook.files import SHIPPED

EMPTY = ("meta", "path", "rect", "circle", "br", "input")
HOLD = SHIPPED / "examples" / "sample-hold.yaml"


class Shape(HTMLParser):
    """The elements of a page: what is open when, headings in their order, ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open, self.headings, self.ids, self.tags = list[str](), list[int](), list[str](), list[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [str(value) for name, value in attrs if name == "id"]
        outside = [value for name, value in attrs if name in ("src", "href") and "//" in str(value)]
        assert not outside
        assert not any(name.startswith("on") for name, _ in attrs)
        if tag not in EMPTY:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("path", SAMPLES if SOAK else [HOLD], ids=lambda path: path.stem)
def test_one_file_whole_and_in_order(path: Path) -> None:
    text = report_html(reasons(path))
    shape = Shape(text)
    assert shape.open == []
    assert shape.headings[0] == 1
    assert shape.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(shape.headings, shape.headings[1:], strict=False))
    assert len(shape.ids) == len(set(shape.ids))
    assert "script" not in shape.tags
    assert text.count("<summary>") == text.count("<details")


def test_what_a_drawing_shows_stands_in_words_too() -> None:
    found = reasons(HOLD)
    text = report_html(found)
    assert len(bars_of(found)) > 10
    seen = "Left 13, right 15, caution. Bands: pass from 20 on; fail below 12."
    assert f"<p>{seen} G3 needs at least 15 each side: not met.</p>" in text
    for word in (">fail<", ">caution<", ">pass<", "left 13<", "right 15<"):
        assert word in text
    assert 'aria-current="step"' in text
    assert "Gate G3, Unilateral balance before eccentric work <span class=\"status\">closed</span> 6 of 7 lines met; "


def test_a_stop_is_never_told_as_kept() -> None:
    text = report_html(reasons(SHIPPED / "examples/sample-stop.yaml"))
    [screen] = re.findall(r"Gate G0, Medical screen.*?</p>", text)
    assert '<span class="status">closed</span>' in screen
    assert "not met: Possible bone stress injury" in screen
    assert ">trained now<" not in text


def test_what_is_told_is_escaped() -> None:
    found = reasons(HOLD)
    found.decision.warnings.append("<script>alert(1)</script>")
    text = report_html(found)
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_of_a_journal_how_it_went(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.db") as kept:
        kept.append([facts("2026-11-20", said("sample-hold"))], NOW)
        kept.append([facts("2026-11-21", {"measures": {"sl_calf_raise_reps": {"left": 14}}})], NOW)
        whose = athlete_of(kept)
        whose.record(whose.decide(day("2026-11-22")), NOW)
        text = report_html(Reasons(subject_of(whose, 1)))
    assert "So far, left: 13 on 2026-11-18, 14 on 2026-11-21." in text
    assert "entry 2 of 2026-11-21" in text


def test_what_it_holds_is_said_before_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    done = run("why", str(HOLD), "--format", "html", "--output", str(file), SUREFOOT_CACHE=CACHE.name)
    assert (done.returncode, done.stdout) == (0, "")
    first, second = done.stderr.splitlines()
    assert first == contains(reasons(HOLD))
    assert first.startswith("This report holds health details of sample-hold: ")
    assert "answers about red flags" in first
    assert second == f"Written to {file}; only you can read it."
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert first in file.read_text("utf-8")
