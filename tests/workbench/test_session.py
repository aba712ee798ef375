"""docs/workbench.md: the session in it is what a terminal shows. `SUREFOOT_REWRITE=1` writes it anew."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import yaml
from commands import here as run
from workbench_folders import overlay

from surefoot.engine.rulebook.files import SHIPPED
from surefoot.engine.rulebook.overlay import KINDS

PAGE = SHIPPED / "docs/workbench.md"
BLOCK = re.compile(r"<!-- (session|changes|file: (\S+)) -->\n```\w+\n(.*?)```", re.DOTALL)


def shown(command: str, folder: Path) -> str:
    """What a line of the session prints: of the command, or of its first lines with `| head -n`."""
    line, _, head = command.partition(" | head -")
    program, *arguments = shlex.split(line)
    assert program == "surefoot"
    done = run(*arguments, cwd=folder)
    assert done.returncode in (0, 1, 3), done.stderr
    lines = (done.stdout + done.stderr).splitlines()
    return "".join(f"{each}\n" for each in (lines[: int(head)] if head else lines))


def test_the_session(tmp_path: Path) -> None:
    """Each command is run, and each file written, in the order of the page."""
    shutil.copy(SHIPPED / "examples/sample-advance.yaml", tmp_path)

    def done(block: re.Match[str]) -> str:
        kind, file, body = block.groups()
        if file:
            (tmp_path / file).write_text(body, "utf-8")
        if kind != "session":
            return block[0]
        commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        said = "".join(f"$ {each}\n{shown(each, tmp_path)}" for each in commands)
        return f"<!-- session -->\n```console\n{said}```"

    text = PAGE.read_text("utf-8")
    new = BLOCK.sub(done, text)
    if os.environ.get("SUREFOOT_REWRITE"):
        PAGE.write_text(new, "utf-8")
    assert new == text


def test_the_changes_can_be_made(tmp_path: Path) -> None:
    [body] = [match[3] for match in BLOCK.finditer(PAGE.read_text("utf-8")) if match[1] == "changes"]
    done = run("rules", "check", str(overlay(tmp_path / "ours", body.partition("\n")[2])))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.count("    why: ") == len(yaml.safe_load(body)["changes"])


def test_the_page_names_all_kinds() -> None:
    text = PAGE.read_text("utf-8")
    assert all(f"`{kind}`" in text for kind in KINDS)


def test_the_page_names_all_commands() -> None:
    """Those that `surefoot rules --help` lists and this page is about."""
    listed = re.findall(r"^  ([a-z]+) ", run("rules", "--help").stdout.partition("Commands:")[2], re.MULTILINE)
    assert set(listed) <= {*re.findall(r"`surefoot rules ([a-z]+)", PAGE.read_text("utf-8"))}
