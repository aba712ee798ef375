"""Runs the surefoot command as its users do: a process of its own, with nothing on its standard input."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

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
        timeout=120,
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "SUREFOOT_CACHE": CACHE.name, **env},
    )
