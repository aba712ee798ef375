"""A squad as its coach meets it: the commands in this process, on a day of the test's, with a rulebook read once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from journaling import opened

from surefoot.cli import surefoot
from surefoot.engine import service
from surefoot.engine.commands.common import Clock
from surefoot.engine.findings import BadInput, render
from surefoot.engine.rulebook import cache
from surefoot.engine.squad import part as parts
from surefoot.engine.squad.part import Part

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
TODAY = datetime.date(2026, 11, 20)
Asked = Callable[..., Result]


@pytest.fixture(scope="session")
def part() -> Iterator[Part]:
    made = parts.part_of(opened().book)
    yield made
    made.close()


@pytest.fixture
def ask(part: Part, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Runs a command on a day; what it can't do is in its output, as the command line has it."""
    monkeypatch.setattr(service, "open_surefoot", lambda *_: opened())
    monkeypatch.setattr(cache, "open_rulebook", lambda *_: (opened().book, opened().engine._compiled))
    monkeypatch.setattr(parts, "part_of", lambda _: part)
    monkeypatch.setenv("COLUMNS", "80")

    def asked(*words: str, day: datetime.date = TODAY, stdin: str = "") -> Result:
        moment = datetime.datetime.combine(day, datetime.time(6, 30), datetime.timezone.utc)
        found = surefoot.get_command(click.Context(surefoot), words[0])
        assert found is not None
        result = CliRunner().invoke(found, list(words[1:]), input=stdin,
                                    obj=Clock(lambda: day, lambda: moment, lambda: 0.0))  # fmt: skip
        error = result.exception
        if error is not None and not isinstance(error, SystemExit):
            code = getattr(error, "exit_code", None)
            assert code is not None, error
            result.exit_code = code
            said = render(error.findings, error.texts) if isinstance(error, BadInput) else str(error)
            result.stderr_bytes = (result.stderr_bytes or b"") + said.encode()
        return result

    return asked
