"""docs/why.md: what it shows is what a terminal shows. `SUREFOOT_REWRITE=1` writes it anew."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from commands import CACHE

from surefoot.cli import surefoot
from surefoot.engine.rulebook.files import SHIPPED

PAGE = SHIPPED / "docs/why.md"
BLOCK = re.compile(r"<!-- session -->\n```console\n(.*?)```", re.DOTALL)


def shown(command: str) -> str:
    """What a line of the session prints, or its first lines with `| head -n`."""
    line, _, head = command.partition(" | head -")
    program, *arguments = shlex.split(line)
    assert program == "surefoot"
    env = {"COLUMNS": "80", "SUREFOOT_CACHE": CACHE.name}
    done = CliRunner().invoke(surefoot, arguments, env=env, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    return "".join(f"{each}\n" for each in (lines[: int(head)] if head else lines))


def test_the_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(SHIPPED / "examples/sample-hold.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)

    def done(block: re.Match[str]) -> str:
        commands = [line[2:] for line in block[1].splitlines() if line.startswith("$ ")]
        said = "".join(f"$ {each}\n{shown(each)}" for each in commands)
        return f"<!-- session -->\n```console\n{said}```"

    text = PAGE.read_text("utf-8")
    new = BLOCK.sub(done, text)
    if os.environ.get("SUREFOOT_REWRITE"):
        PAGE.write_text(new, "utf-8")
    assert new == text
