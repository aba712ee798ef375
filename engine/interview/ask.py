"""One question, until it is understood: what is said, what may be typed, and what it becomes."""
from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ..facts.values import Mistake, status_of
from ..findings import Finding
from ..model import Measure
from .sheet import Put
from .typed import tidy

PROMPT = "> "
HELP = ("?", "help", "h", "how")
SKIP = ("", "skip", "s", "don't know", "dont know", "i don't know", "not sure")
QUIT = ("quit", "q", "exit", "stop")


class Talk(Protocol):
    """Whom one talks with: prompts out, lines in."""

    @property
    def asks(self) -> bool: ...

    @property
    def terminal(self) -> bool: ...

    @property
    def width(self) -> int: ...

    def say(self, text: str = "") -> None: ...

    def ask(self, prompt: str) -> str | None: ...


@dataclass(frozen=True)
class Understood:
    """What an answer puts into the sheet, and how it was understood where that could be doubted."""

    puts: list[Put] = field(default_factory=list)
    echo: str = ""


@dataclass(frozen=True)
class Skipped:
    """Left open: unknown, or the status that was typed."""

    status: str = "unknown"


@dataclass(frozen=True)
class Quit:
    """No more questions; `ended` when there was no more input."""

    ended: bool = False


Reply = Understood | Skipped | Quit
Read = Callable[[str], Understood | Mistake]


@dataclass(frozen=True)
class Asked:
    """How a question is put.

    lines   : what is said before the prompt; those that begin with a space are a list
    hint    : what may be typed, said after each wrong answer too
    help    : what `?` says
    read    : what an answer means
    measure : whose name is never shown, its title is
    """

    lines: Sequence[str]
    hint: str
    help: Sequence[str]
    read: Read
    measure: Measure | None = None


def put_question(talk: Talk, asked: Asked, check: Callable[[list[Put]], list[Finding]]) -> Reply:
    """Asks until the answer is understood and can be put in, or is skipped, or there is no more to come.

    check : puts an answer in, or says what is wrong with it
    """
    tell(talk, *asked.lines)
    if asked.hint:
        tell(talk, f"({asked.hint})")
    while True:
        line = talk.ask(PROMPT)
        if line is None:
            return Quit(ended=True)
        said = tidy(line)
        if said in QUIT:
            return Quit()
        if said in SKIP or status_of(said):
            return Skipped(status_of(said) or "unknown")
        if said in HELP:
            tell(talk, *(asked.help or ("There is no more to say about this one.",)))
            continue
        meant = asked.read(line)
        if isinstance(meant, Mistake):
            tell(talk, _mistake(asked, meant.say, meant.expected, meant.nearest))
            continue
        findings = check(meant.puts)
        if not findings:
            if meant.echo:
                tell(talk, meant.echo)
            return meant
        tell(talk, *(_mistake(asked, each.say, each.expected, each.nearest) for each in findings))


def _mistake(asked: Asked, say: str, expected: str, nearest: str) -> str:
    """What was seen, what was expected, an example, the nearest word; and never a name from a rule file."""
    parts = [say]
    if expected:
        parts.append(f"Expected: {expected}.")
    if asked.measure is not None and asked.measure.example and asked.measure.kind == "number":
        parts.append(f"For example: {asked.measure.example}.")
    if nearest:
        parts.append(f"Did you mean {nearest}?")
    text = " ".join(parts)
    if asked.measure is not None:
        title = asked.measure.title
        text = text.replace(asked.measure.name, title[:1].lower() + title[1:])
    return text


def tell(talk: Talk, *lines: str) -> None:
    """Says lines, each wrapped to the width; a line of a list hangs below its own beginning."""
    for line in lines:
        bare = line.lstrip(" ")
        indent = " " * (len(line) - len(bare))
        mark = bare.partition("  ")[0] if indent and "  " in bare else ""
        hang = indent + " " * (len(mark) + 2 if mark else 0)
        talk.say("\n".join(textwrap.wrap(bare, max(talk.width, 20), initial_indent=indent, subsequent_indent=hang,
                                         break_on_hyphens=False)))
