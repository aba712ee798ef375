"""A corpus of broken rulebooks, one mistake each: an edit of the shipped files, and what its author is told.

Each file of broken/ names a `file`, what to `find` in it, and what to `replace` that with (`whole` for all of the file;
`and` for a second edit; `add` for a file more). `»` marks the place that the finding points at; it stands below `at`
where that is not in the edited text. `*` in what is said stands for anything: places and counts of other files.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import SOAK
from hypothesis import given, settings
from hypothesis import strategies as st

from surefoot.engine.findings import is_error, render
from surefoot.engine.rulebook import load
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.rulebook.load import examine

FOLDER = Path(__file__).parent / "broken"
FILES = sorted(FOLDER.glob("*.yaml"))
SOME = FILES if SOAK else FILES[::2]
TEXTS = texts_of(SHIPPED)
LINES = sorted({line for text in TEXTS.values() for line in text.split("\n")})
VALUES = [
    "",
    "[]",
    "{}",
    "yes",
    "0",
    "-1",
    "x",
    "none",
    "3.7",
    "{all: []}",
    "[{a: 1}]",
    "age_years at least 3",
    "at least 3",
]
MARK = "»"


@dataclass
class Broken:
    """A broken rulebook: its texts, and where the mistake is."""

    texts: dict[str, str]
    place: tuple[str, int, int]
    mistake: dict[str, Any]


def broken(path: Path) -> Broken:
    """The shipped rulebook with one mistake made in it."""
    mistake = yaml.safe_load(path.read_text("utf-8"))
    texts = dict(TEXTS)
    edits = [edit for edit in (mistake, mistake.get("and"), mistake.get("add")) if edit and "file" in edit]
    for edit in edits:
        texts[edit["file"]] = edited(texts.get(edit["file"], ""), edit)
    at = mistake.get("at")
    if at:
        found = at["text"].replace(MARK, "")
        assert texts[at["file"]].count(found) == 1 or not found, f"{found!r} is not in {at['file']} once"
        texts[at["file"]] = texts[at["file"]].replace(found, at["text"], 1) if found else MARK + texts[at["file"]]
    [(file, text)] = [(file, text) for file, text in texts.items() if MARK in text]
    before = text.partition(MARK)[0]
    texts[file] = text.replace(MARK, "")
    return Broken(texts, (file, before.count("\n") + 1, len(before) - before.rfind("\n")), mistake)


def edited(text: str, edit: dict[str, str]) -> str:
    if "find" not in edit:
        return edit.get("whole", edit.get("text", ""))
    assert text.count(edit["find"]) == 1, (
        f"{edit['find']!r} is in {edit['file']} {text.count(edit['find'])} times, not once"
    )
    return text.replace(edit["find"], edit["replace"])


def like(pattern: str, text: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text) is not None


@pytest.fixture(autouse=True, scope="module")
def _each_file_read_once() -> Iterator[None]:
    """Nearly all files of a broken rulebook are the shipped ones: they are read and their shape is checked once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "_document", cache(load._document))
        yield


@pytest.mark.parametrize("path", SOME, ids=[path.stem for path in SOME])
def test_what_the_author_is_told(path: Path) -> None:
    """One mistake, one finding, at its place."""
    case = broken(path)
    _, findings = examine(case.texts)
    errors = [finding for finding in findings if is_error(finding)]
    assert len(errors) == 1, render(errors, case.texts)
    [error] = errors
    assert (error.code, error.nearest) == (case.mistake["code"], case.mistake.get("nearest", ""))
    assert (error.file, error.line, error.column) == case.place
    assert like(case.mistake["say"], error.say), error.say
    assert "expected" not in case.mistake or error.expected == case.mistake["expected"]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_sentence_is_one_for_people(path: Path) -> None:
    """It ends like a sentence and speaks of no type, exception or internal name of ours."""
    say = yaml.safe_load(path.read_text("utf-8"))["say"]
    assert say.endswith(".")
    ours = r"\b(None|True|False|dict|list index|NoneType|Error|Value|Place|str|int)\b|part:[0-9a-f]{4}|~"
    assert not re.search(ours, say)


def test_the_corpus_is_large() -> None:
    assert len(FILES) >= 45


def test_the_shipped_rulebook_has_no_mistakes() -> None:
    """Warnings neither, so that each finding of the corpus is the edit's own."""
    assert examine(TEXTS)[1] == []


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    """Nested ninefold a hundred deep, it would be more values than there are atoms."""
    names = [f"a{number}" for number in range(100)]
    lines = [f"{names[0]}: &{names[0]} [x, x]"]
    lines += [f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in itertools.pairwise(names)]
    _, [finding] = examine({**TEXTS, "rules/zz.yaml": "\n".join(lines)})
    assert finding.code == "yaml"


@pytest.mark.parametrize("opener", ["[", "{a: ", "- ", "? "])
def test_a_bomb_of_brackets_is_refused_at_once(opener: str) -> None:
    """Nested so deeply, PyYAML's own composer would crash the process."""
    _, [finding] = examine({**TEXTS, "rules/zz.yaml": opener * 100_000})
    assert (finding.code, finding.say) == ("yaml", "This is nested too deeply.")


def test_an_alias_that_repeats_a_little_is_none_of_our_business() -> None:
    file = "knowledge/phases/unilateral.yaml"
    weeks = "{novice_return: 4, recreational: 4, experienced: 3}"
    sessions = "{novice_return: 2, recreational: 2, experienced: 2}"
    text = (
        TEXTS[file]
        .replace(f"weeks: {weeks}", f"weeks: &each {weeks}")
        .replace(f"sessions: {sessions}", "sessions: *each")
    )
    assert text.count("*each") == 1
    book, findings = examine({**TEXTS, file: text})
    assert findings == []
    phase = book.phase("unilateral")
    assert phase is not None
    assert phase.sessions == {"novice_return": 4, "recreational": 4, "experienced": 3}


@settings(max_examples=25)
@given(st.data())
def test_whatever_is_done_to_a_line_is_told_and_never_a_crash(data: st.DataObject) -> None:
    """Lines taken out, doubled, brought in from elsewhere, cut off or given another value."""
    file = data.draw(st.sampled_from(sorted(TEXTS)))
    lines = TEXTS[file].split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    how = data.draw(st.sampled_from(["take out", "double", "bring in", "cut off", "other value"]))
    key = lines[at].partition(": ")[0]
    lines[at : at + 1] = {
        "take out": [],
        "double": [lines[at], lines[at]],
        "bring in": [data.draw(st.sampled_from(LINES))],
        "cut off": [lines[at][: data.draw(st.integers(0, max(len(lines[at]) - 1, 0)))]],
        "other value": [f"{key}: {data.draw(st.sampled_from(VALUES))}"],
    }[how]
    texts = {**TEXTS, file: "\n".join(lines)}
    _, findings = examine(texts)
    assert all(finding.file and finding.say.endswith((".", ")")) for finding in findings), render(findings, texts)
    assert render(findings, texts) or not findings
