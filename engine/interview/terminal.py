"""The person at the other end: prompts on standard error, answers from standard input, as wide as the window is now."""

from __future__ import annotations

import os
import shutil
import sys

import click

from ..page.letters import ascii_only, in_ascii

USUAL = (80, 24)
WIDEST = 80  # columns; longer lines are hard to read


def columns() -> int:
    """How wide the terminal is at this moment."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (AttributeError, OSError, ValueError):
        return shutil.get_terminal_size(USUAL).columns


class Talk:
    """Prompts on standard error, answers from standard input, so that standard output holds the page alone."""

    def __init__(self, terminal: bool, asks: bool, plain: bool = False):
        self.terminal, self.asks, self.plain = terminal, asks, plain
        self.ascii = ascii_only(sys.stderr)
        reconfigure = getattr(sys.stdin, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")  # bytes that are no text are a wrong answer, not a fault

    @property
    def width(self) -> int:
        """As wide as the terminal is now."""
        return min(columns() or USUAL[0], WIDEST)

    def say(self, text: str = "") -> None:
        click.echo(in_ascii(text) if self.ascii else text, err=True)

    def ask(self, prompt: str) -> str | None:
        """One line, or None when there is no more input."""
        click.echo(prompt, err=True, nl=False)
        line = sys.stdin.readline() if sys.stdin is not None else ""
        if not self.terminal:
            click.echo("", err=True)
        return line.rstrip("\n") if line else None
