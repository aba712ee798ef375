"""A corpus of broken facts files, one mistake each. Beside each stands, word for word, what its author is told."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from surefoot.engine.facts.reading import read_facts
from surefoot.engine.findings import Finding
from surefoot.engine.model import Rulebook

FOLDER = Path(__file__).parent / "broken"
FILES = sorted(FOLDER.glob("*.yaml"))


def told(found: Finding) -> str:
    """A finding as the .txt files have it: where, what, and what would be right."""
    lines = [f"{found.code} {found.line}:{found.column} {found.path}".rstrip(), found.say]
    lines += [f"seen: {found.seen}"] if found.seen else []
    lines += [f"expected: {found.expected}"] if found.expected else []
    lines += [f"nearest: {found.nearest}"] if found.nearest else []
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_what_the_author_is_told(book: Rulebook, path: Path) -> None:
    answers, findings = read_facts(path.read_text("utf-8"), path.name, book, datetime.date(2026, 11, 20))
    assert answers is None
    assert "".join(map(told, findings)) == path.with_suffix(".txt").read_text("utf-8")


def test_the_corpus_is_whole() -> None:
    assert len(FILES) >= 25
    assert {path.stem for path in FILES} == {path.stem for path in FOLDER.glob("*.txt")}
