"""docs/audit.md: its sessions are what a terminal shows, digests apart. `SUREFOOT_REWRITE=1` writes them anew."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from audit_commands import told

from surefoot.engine.rulebook.files import SHIPPED

PAGE = SHIPPED / "docs/audit.md"
BLOCK = re.compile(r"<!-- (audit session.*?|another program) -->\n```\w+\n(.*?)```", re.DOTALL)
VARIES = (  # with each edit of the rulebook
    (re.compile(r"\b[0-9a-f]{12,64}\b"), "DIGEST"),
    (re.compile(r"\d+ conclusions, \d+ files"), "N conclusions, N files"),
)


def shown(command: str) -> str:
    """What a line of a session prints; of its last line with `| tail -1`."""
    line, _, tail = command.partition(" | tail -1")
    program, *arguments = shlex.split(line)
    if program == "python3":
        done = subprocess.run([sys.executable, "-I", *arguments], capture_output=True, text=True, encoding="utf-8")
        out, error = done.stdout, done.stderr
    else:
        _, out, error = told(*arguments, at="2026-11-20T06:30:00Z")
    lines = (out + error).splitlines(keepends=True)
    return "".join(lines[-1:] if tail or line != command else lines)


def settled(text: str) -> str:
    for pattern, name in VARIES:
        text = pattern.sub(name, text)
    return text


def test_the_sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(SHIPPED / "examples/sample-hold.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)

    def done(block: re.Match[str]) -> str:
        kind, body = block.groups()
        if kind == "another program":
            shutil.copy("j.db", "k.db")
            connection = sqlite3.connect("j.db")
            connection.executescript(body)
            connection.close()
            return block[0]
        commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        said = "".join(f"$ {each}\n{shown(each)}" for each in commands)
        return f"<!-- {kind} -->\n```console\n{said}```"

    text = PAGE.read_text("utf-8")
    new = BLOCK.sub(done, text)
    if os.environ.get("SUREFOOT_REWRITE"):
        PAGE.write_text(new, "utf-8")
    assert settled(new) == settled(text)
