"""A corpus of broken files, one mistake each. Beside each stands what the athlete is told, word for word.

SUREFOOT_REWRITE=1 writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from surefoot.cli import surefoot
from surefoot.engine.findings import BadInput, render

FOLDER = Path(__file__).parent / "broken"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".txt")


def told(result: Result) -> str:
    """The exit code, and what stands on the screen."""
    error = result.exception
    if isinstance(error, BadInput):
        return f"exit code {error.exit_code}\n\n{render(error.findings)}\n"
    assert error is None or isinstance(error, SystemExit), result.exc_info
    return f"exit code {result.exit_code}\n\n{result.output}"


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_what_the_athlete_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    result = CliRunner().invoke(surefoot, ["import", path.name, "--dry-run", "--zone", "Europe/Berlin"])
    file = path.with_name(path.name + ".txt")
    if os.environ.get("SUREFOOT_REWRITE"):
        file.write_text(told(result), encoding="utf-8")
    assert told(result) == file.read_text("utf-8")


def test_the_corpus_is_whole() -> None:
    assert len(FILES) >= 30
    assert {path.name for path in FILES} == {path.name.removesuffix(".txt") for path in FOLDER.glob("*.txt")}
