"""The surefoot command in this process, as a user meets it: exit code, standard output and error."""

from __future__ import annotations

import contextlib
import io
import sys
from unittest import mock

from surefoot.cli import main


class Screen(io.StringIO):
    """Not a terminal; click writes bytes to its buffer where there is one."""

    encoding = "utf-8"


def told(*arguments: str, columns: int = 80) -> tuple[int, str, str]:
    """What it does. In a process of its own it would take a second longer."""
    out, error = Screen(), Screen()
    argv = ["surefoot", *arguments]
    with mock.patch.object(sys, "argv", argv), mock.patch.dict("os.environ", COLUMNS=str(columns)), \
            contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):  # fmt: skip
        try:
            main()
            code = 0
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
    return code, out.getvalue(), error.getvalue()
