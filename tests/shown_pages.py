"""Pages of docs/ whose sessions are what a terminal shows: each block is made anew, and is to be what stands there.

`SUREFOOT_REWRITE=1` writes the pages anew; read them before you commit them.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Collection
from pathlib import Path

from commands import here

BLOCK = re.compile(r"<!-- ([^\n]+?) -->\n```(\w*)\n(.*?)```", re.DOTALL)
NOW = "2026-11-20T06:30:00Z"
Maker = Callable[[str, str], str]  # a block's name and what stands in it -> what is to stand in it


def session(cwd: Path, codes: Collection[int] = (0,), at: str = NOW, others: Callable[..., str] | None = None) -> Maker:
    """Runs the commands of a session, the lines that begin with `$ `.

    cwd    : the folder that they are run in
    codes  : the exit codes that they may have
    at     : the moment that the clock shows
    others : what a command that isn't surefoot's prints, by its words
    """

    def shown(command: str) -> str:
        line, _, part = command.partition(" | ")
        program, *arguments = shlex.split(line)
        if program != "surefoot":
            assert others is not None, command
            said = others(program, *arguments)
        else:
            done = here(*arguments, cwd=cwd, at=at)
            assert done.returncode in codes, (command, done.stdout, done.stderr)
            said = done.stdout + done.stderr
        lines = said.splitlines()
        if part:
            which, count = shlex.split(part)
            lines = {"head": lines[: -int(count)], "tail": lines[int(count) :]}[which]
        return "".join(f"{each}\n" for each in lines)

    def made(_: str, body: str) -> str:
        commands = [each[2:] for each in body.splitlines() if each.startswith("$ ")]
        return "".join(f"$ {each}\n{shown(each)}" for each in commands)

    return made


def file_in(folder: Path) -> Maker:
    """Writes the file that a block `file: NAME` is."""

    def made(name: str, body: str) -> str:
        (folder / name.removeprefix("file: ")).write_text(body, "utf-8")
        return body

    return made


def held(page: Path, kinds: dict[str, Maker], settled: Callable[[str], str] = str) -> str:
    """Makes each block anew whose name begins with one of these, in the order of the page; gives the new page.

    settled : of a text without what varies from one edit of the rulebook to the next
    """
    asked: set[str] = set()

    def block(match: re.Match[str]) -> str:
        name, language, body = match.groups()
        kind = next((each for each in kinds if name.startswith(each)), None)
        if kind is None:
            return match[0]
        asked.add(kind)
        return f"<!-- {name} -->\n```{language}\n{kinds[kind](name, body)}```"

    text = page.read_text("utf-8")
    new = BLOCK.sub(block, text)
    if os.environ.get("SUREFOOT_REWRITE"):
        page.write_text(new, "utf-8")
    assert asked == kinds.keys()
    assert settled(new) == settled(text)
    return new
