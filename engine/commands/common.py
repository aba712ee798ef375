"""What the commands share: where things are kept, and the clock.

Imported with the command line itself, so nothing heavy is imported at the top.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click

OFF = "off"

rules_option = click.option(
    "--rules",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="SUREFOOT_RULES",
    help="A folder with a rulebook of your own (knowledge/ and rules/).",
)


class Clock(NamedTuple):
    """What cli.py hands down: nothing below it reads a clock. `seconds` tells how long something takes."""

    seconds: Callable[[], float]


def clock() -> Clock:
    """The clock of the command that is running."""
    found = click.get_current_context().find_object(Clock)
    assert found is not None, "a command runs below cli.py"
    return found


def cache_folder() -> Path | None:
    """Where compiled rulebooks are kept; SUREFOOT_CACHE names another place, or `off`."""
    named = os.environ.get("SUREFOOT_CACHE")
    if named == OFF:
        return None
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(named) if named else Path(base) / "surefoot"
