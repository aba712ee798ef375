"""The surefoot command in this process, as a user meets it: exit code, standard output and error."""

from __future__ import annotations

import contextlib
import datetime
import sys
from collections.abc import Callable
from unittest import mock

from commands import Screen

from surefoot.cli import main
from surefoot.engine.commands.common import Clock


def _stopped(at: str) -> Callable[..., Clock]:
    moment = datetime.datetime.fromisoformat(at.replace("Z", "+00:00"))
    return lambda *_: Clock(moment.date, lambda: moment, lambda: 0.0)


def told(*arguments: str, columns: int = 80, at: str = "") -> tuple[int, str, str]:
    """What it does. In a process of its own it would take a second longer.

    at : the moment that its clock shows, 2026-11-20T06:30:00Z; without one the clock is the machine's
    """
    out, error = Screen(), Screen()
    argv = ["surefoot", *arguments]
    with mock.patch.object(sys, "argv", argv), mock.patch.dict("os.environ", COLUMNS=str(columns)), \
            mock.patch("surefoot.cli.Clock", _stopped(at) if at else Clock), \
            contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):  # fmt: skip
        try:
            main()
            code = 0
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
    return code, out.getvalue(), error.getvalue()
