"""docs/audit.md: its sessions are what a terminal shows, digests apart."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

from shown_pages import held, session

from surefoot.engine.rulebook.files import SHIPPED

VARIES = (  # with each edit of the rulebook
    (re.compile(r"\b[0-9a-f]{12,64}\b"), "DIGEST"),
    (re.compile(r"\d+ conclusions, \d+ files"), "N conclusions, N files"),
)


def settled(text: str) -> str:
    for pattern, name in VARIES:
        text = pattern.sub(name, text)
    return text


def test_the_sessions(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "examples/sample-hold.yaml", tmp_path)

    def python(_: str, *arguments: str) -> str:
        command = [sys.executable, "-I", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path)
        return done.stdout + done.stderr

    def tampering(_: str, body: str) -> str:
        shutil.copy(tmp_path / "j.db", tmp_path / "k.db")
        connection = sqlite3.connect(tmp_path / "j.db")
        connection.executescript(body)
        connection.close()
        return body

    kinds = {"audit session": session(tmp_path, (0, 1), others=python), "another program": tampering}
    held(SHIPPED / "docs/audit.md", kinds, settled)
