"""Runs the surefoot command in a pseudo-terminal, as somebody who types at its prompts."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pexpect
from commands import CACHE, COMMAND


class Terminal:
    """A run of `surefoot` in a pseudo-terminal."""

    def __init__(self, *arguments: str, columns: int = 80, cwd: Path | None = None, **more: str):
        kept = {"SUREFOOT_CACHE": CACHE.name, "PYTHONIOENCODING": "utf-8", "TERM": "xterm"}
        env = {**os.environ, **kept, **more}
        env.pop("COLUMNS", None)
        self.child = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], *arguments],
            encoding="utf-8",
            timeout=60,
            dimensions=(50, columns),
            env=env,
            cwd=cwd,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background ignores it
        )
        self.child.delaybeforesend = None

    def see(self, *texts: str) -> str:
        """Waits for the texts, one after the other, then for the prompt; all that was seen since the last one."""
        seen = ""
        for text in (*texts, "\n> "):
            self.child.expect_exact(text)
            seen += f"{self.child.before}{text}"
        return seen.replace("\r\n", "\n")

    def type(self, line: str) -> None:
        self.child.sendline(line)

    def end(self) -> str:
        """All that comes after the last input, when the process has ended."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return str(self.child.before).replace("\r\n", "\n")
