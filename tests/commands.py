"""Runs the surefoot command as its users do: a process of its own, with nothing on its standard input.

`here` does the same within this process, where the files of a rulebook stay read from one command to the next.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

from surefoot.cli import main
from surefoot.engine.commands.common import Clock

COMMAND = (sys.executable, "-W", "ignore", "-c", "from surefoot.cli import main; main()")

CACHE = tempfile.TemporaryDirectory(prefix="surefoot-tests-")  # not the user's own; gone when the tests are


def run(*arguments: str, stdin: str = "", cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    """The finished process, 80 columns wide."""
    return subprocess.run(
        [*COMMAND, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=900,  # a hang, and no slow machine
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "SUREFOOT_CACHE": CACHE.name, **env},
    )


class Screen(io.StringIO):
    """Not a terminal; click writes bytes to its buffer where there is one."""

    encoding = "utf-8"


def here(
    *arguments: str, stdin: str = "", cwd: Path | None = None, at: str = "", **env: str
) -> subprocess.CompletedProcess[str]:
    """The same as `run`, but not in a process of its own.

    at : the moment that its clock shows, 2026-11-20T06:30:00Z; without one the clock is the machine's
    """
    out, error = Screen(), Screen()
    kept = {"COLUMNS": "80", "SUREFOOT_CACHE": CACHE.name, **env}
    typed = io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8")), encoding="utf-8")
    with mock.patch.object(sys, "argv", ["surefoot", *arguments]), mock.patch.dict("os.environ", kept), \
            mock.patch.object(sys, "stdin", typed), _within(cwd), \
            mock.patch("surefoot.cli.Clock", _stopped(at) if at else Clock), \
            contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):  # fmt: skip
        try:
            main()
            code = 0
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
    return subprocess.CompletedProcess(["surefoot", *arguments], code, out.getvalue(), error.getvalue())


def told(*arguments: str, at: str = "") -> tuple[int, str, str]:
    """Exit code, standard output and error of a command run `here`."""
    done = here(*arguments, at=at)
    return done.returncode, done.stdout, done.stderr


def _stopped(at: str) -> Callable[..., Clock]:
    moment = datetime.datetime.fromisoformat(at.replace("Z", "+00:00"))
    return lambda *_: Clock(moment.date, lambda: moment, lambda: 0.0)


@contextlib.contextmanager
def _within(folder: Path | None) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder or before)
    try:
        yield
    finally:
        os.chdir(before)
