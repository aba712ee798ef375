"""One question, until it is understood: what is said, what may be typed, and what it becomes."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ..facts.answers import DECLINED, UNKNOWN
from ..facts.values import Mistake, status_of
from ..findings import Finding, nearest
from ..model import Measure
from .sheet import Put
from .typed import tidy

PROMPT = "> "
HELP = ("?", "help", "h", "how")
WHY = ("why", "why?", "w")
BACK = ("back", "<", "undo")
SKIP = ("skip", "s", "don't know", "dont know", "i don't know", "i dont know", "not sure", "no idea")
DECLINE = ("declined", "decline", "i decline", "rather not", "rather not say", "prefer not to say", "won't say")
LATER = ("later", "another day", "not today")
QUIT = ("quit", "q", "exit", "stop")
AT_ANY = ("help", "why", "back", "skip", "declined", "later", "quit")  # what may have been meant where nothing else is
COMMANDS = (
    "At any prompt: ? says how, why says what depends on it, back returns to the question before, skip or Enter "
    "leaves it unknown, declined leaves it and stops asking for a while, quit stops here."
)
SHORTLY = "At any prompt: ? for how, why, back, skip (or Enter), declined, quit. ? explains these too."
NOT_ABOUT_TESTS = "That is for tests. Skip or Enter leaves this one unknown."


class Talk(Protocol):
    """Whom one talks with: prompts out, lines in.

    asks     : there is somebody, or something, to answer
    terminal : it is a person at a terminal, who can be asked what next
    plain    : one fact a line and nothing wrapped, for a screen reader
    """

    @property
    def asks(self) -> bool: ...

    @property
    def terminal(self) -> bool: ...

    @property
    def width(self) -> int: ...

    @property
    def plain(self) -> bool: ...

    def say(self, text: str = "") -> None: ...

    def ask(self, prompt: str) -> str | None: ...


@dataclass(frozen=True)
class Understood:
    """What an answer puts into the sheet, and how it was understood where that could be doubted."""

    puts: list[Put] = field(default_factory=list)
    echo: str = ""


@dataclass(frozen=True)
class Skipped:
    """Left open: unknown, or the status that was typed. `entered` where nothing was typed at all."""

    status: str = UNKNOWN
    entered: bool = False


@dataclass(frozen=True)
class Back:
    """To the question before."""


@dataclass(frozen=True)
class Later:
    """The tests are for another day."""


@dataclass(frozen=True)
class Quit:
    """No more questions; `ended` when there was no more input."""

    ended: bool = False


Reply = Understood | Skipped | Back | Later | Quit
Read = Callable[[str], Understood | Mistake]


@dataclass(frozen=True)
class Asked:
    """How a question is put.

    lines   : what is said before the prompt; those that begin with a space are a list
    hint    : what may be typed, said after each wrong answer too
    help    : what `?` says
    read    : what an answer means
    measure : whose name is never shown, its title is
    why     : what `why` says, worked out when it is asked for
    commands: what can be typed at any prompt, said after the help
    """

    lines: Sequence[str]
    hint: str
    help: Sequence[str]
    read: Read
    measure: Measure | None = None
    why: Callable[[], Sequence[str]] = tuple
    commands: str = COMMANDS


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
        if said in HELP:
            tell(talk, *asked.help, asked.commands)
        elif said in WHY:
            tell(talk, *(asked.why() or ("Nothing else hangs on it.",)))
        elif said in LATER and not (asked.measure and asked.measure.test):
            tell(talk, NOT_ABOUT_TESTS)
        else:
            reply = _left(said) or _read(talk, asked, line, check)
            if reply is not None:
                return reply


def _left(said: str) -> Reply | None:
    """What leaves a question without an answer."""
    if said in QUIT:
        return Quit()
    if said in BACK:
        return Back()
    if said in LATER:
        return Later()
    if said in DECLINE:
        return Skipped(DECLINED)
    if said in SKIP or not said or status_of(said):
        return Skipped(status_of(said) or UNKNOWN, entered=not said)
    return None


def _read(talk: Talk, asked: Asked, line: str, check: Callable[[list[Put]], list[Finding]]) -> Understood | None:
    """What an answer means, put in; None, with the reason told, where it isn't understood."""
    meant = asked.read(line)
    if isinstance(meant, Mistake):
        near = meant.nearest or nearest(tidy(line), AT_ANY, alike=0.75)
        tell(talk, _mistake(asked, meant.say, meant.expected, near))
        return None
    findings = check(meant.puts)
    if findings:
        tell(talk, *(_mistake(asked, each.say, each.expected, each.nearest) for each in findings))
        return None
    if meant.echo:
        tell(talk, meant.echo)
    return meant


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
        for word in asked.measure.words:
            text = text.replace(word, word.replace("_", " "))
        text = text.replace(asked.measure.name, title[:1].lower() + title[1:])
    return text


def tell(talk: Talk, *lines: str) -> None:
    """Says lines, each wrapped to the width; a line of a list hangs below its own beginning."""
    for line in lines:
        bare = line.lstrip(" ")
        indent = " " * (len(line) - len(bare))
        mark = bare.partition("  ")[0] if indent and "  " in bare else ""
        if talk.plain:
            talk.say(f"{mark}: {bare[len(mark) :].strip()}" if mark else bare)
            continue
        hang = indent + " " * (len(mark) + 2 if mark else 0)
        talk.say(
            "\n".join(
                textwrap.wrap(
                    bare,
                    max(talk.width, 20),
                    initial_indent=indent,
                    subsequent_indent=hang,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )
        )
