"""What the commands share: where things are kept, the rulebook opened, the clock, and how a page is printed.

Imported with the command line itself, so nothing heavy is imported at the top.
"""

from __future__ import annotations

import datetime
import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from ..journal.chain import Head
    from ..journal.deciding import Athlete
    from ..journal.store import Journal
    from ..service import Surefoot

VERSION = "0.1.0"
OFF = "off"

rules_option = click.option(
    "--rules",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="SUREFOOT_RULES",
    help="A folder with a rulebook of your own (knowledge/ and rules/).",
)
journal_option = click.option(
    "--journal",
    "journal",
    type=click.Path(path_type=Path),
    envvar="SUREFOOT_JOURNAL",
    help="The journal's file. Left out, the one in your data folder.",
)
athlete_argument = click.argument("athlete", callback=lambda _, __, name: name_of(name))
json_option = click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
output_option = click.option("--output", type=click.Path(path_type=Path), help="A file to write it to.")


# ---- the clock ------------------------------------------------------------------------------------------------------


class Clock(NamedTuple):
    """What cli.py hands down: nothing below it reads a clock.

    day    : the day here; moment : the time in UTC; seconds : a count, to tell how long something takes
    """

    day: Callable[[], datetime.date]
    moment: Callable[[], datetime.datetime]
    seconds: Callable[[], float]


def clock() -> Clock:
    """The clock of the command that is running."""
    found = click.get_current_context().find_object(Clock)
    assert found is not None, "a command runs below cli.py"
    return found


def today() -> datetime.date:
    """The day here."""
    return clock().day()


def now() -> str:
    """The time in UTC with seconds, as the journal records it."""
    return clock().moment().strftime("%Y-%m-%dT%H:%M:%SZ")


# ---- where things are -----------------------------------------------------------------------------------------------


def cache_folder() -> Path | None:
    """Where compiled rulebooks are kept; SUREFOOT_CACHE names another place, or `off`."""
    named = os.environ.get("SUREFOOT_CACHE")
    if named == OFF:
        return None
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(named) if named else Path(base) / "surefoot"


def data_folder() -> Path:
    """Where surefoot keeps what is the user's."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "surefoot"


def answers_folder() -> Path | None:
    """Where answers are kept while they are given; SUREFOOT_ANSWERS names another folder, or `off`."""
    named = os.environ.get("SUREFOOT_ANSWERS")
    if named == OFF:
        return None
    return Path(named) if named else data_folder() / "answers"


def journal_file(named: Path | None) -> Path:
    """The file of the journal, as named or by default."""
    return named if named is not None else data_folder() / "journal.db"


def journal_at(named: Path | None, create: bool = True) -> Journal:
    """The journal, open. Made where there is none, unless `create` is False."""
    from ..journal.store import open_journal

    return open_journal(journal_file(named), create)


def open_rules(rules: Path | None) -> Surefoot:
    """The rulebook with its engine, ready to decide."""
    with all_kept():
        from ..service import open_surefoot

        return open_surefoot(rules, cache_folder())


@contextmanager
def all_kept() -> Iterator[None]:
    """For what stays to the end of the command: looking through it again and again for garbage finds nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def name_of(athlete: str) -> str:
    """The athlete's name, checked. Errors: BadInput."""
    from ..facts.reading import ATHLETE
    from ..findings import BadInput, Finding

    if not ATHLETE.match(athlete):
        wanted = "letters a to z, digits, - and _, at most 64"
        shown = "".join(letter if letter.isprintable() else "?" for letter in athlete)[:80]
        raise BadInput([Finding("athlete", f"'{shown}' can't name an athlete.", seen=shown, expected=wanted)])
    return athlete


def read_text(path: str) -> tuple[str, str]:
    """A file's text and the name that findings give it; `-` is standard input."""
    from ..findings import BadInput, Finding

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return data.decode("utf-8"), "standard input" if path == "-" else path
    except OSError as error:
        raise BadInput([Finding("unreadable", f"This file can't be read: {error.strerror}.", path)]) from error
    except UnicodeDecodeError as error:
        raise BadInput([Finding("unreadable", "This file is not UTF-8 text.", path)]) from error


def athlete_in(journal: Journal, athlete: str, opened: Surefoot) -> Athlete:
    """An athlete's part of an open journal, to read facts from, decide by and record."""
    from ..journal.deciding import Athlete

    return Athlete(journal, athlete, opened, VERSION)


# ---- the page -------------------------------------------------------------------------------------------------------


def width() -> int:
    return shutil.get_terminal_size((80, 24)).columns


def print_decision(
    decision: Any, plan: Any, as_json: bool, reader: str, plain: bool = False, head: Head | None = None
) -> None:
    """The decision to standard output: as the contract's object, line by line, or as the page.

    head : of the journal that it is recorded in; a decision on a facts file has none
    """
    if as_json:
        from ..page.as_json import as_json as object_of

        click.echo(object_of(decision, plan, VERSION, head.whole if head else None), nl=False)
        return
    if plain:
        from ..page.plain import plain_page

        text = plain_page(decision, plan)
    else:
        from ..page.text import text_page

        text = text_page(decision, plan, width(), reader == "coach")
    if head is not None:
        from ..page.head import with_head

        text = with_head(text, "text", head)
    say(text)


def say(text: str) -> None:
    """A page to standard output, in the letters that it can show."""
    from ..page.letters import ascii_only, in_ascii

    click.echo(in_ascii(text) if ascii_only(sys.stdout) else text, nl=False)


def into_file(text: str, file: Path) -> None:
    """What would be printed, into a file that its owner alone can read; an older one is replaced in one step, and with
    it whatever others could read of it. What is no file (a pipe, a terminal) is written to as it is.

    Errors: BadInput, where it can't be written there; the older one stands as it was.
    """
    import tempfile

    from ..findings import BadInput, Finding

    try:
        if file.exists() and not file.is_file():
            with file.open("w", encoding="utf-8", newline="\n") as other:
                other.write(text)
            return
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.resolve().parent)  # made with mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as new:
                new.write(text)
            os.replace(name, file.resolve())
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise BadInput([Finding("unwritable", f"Nothing was written: {error.strerror}.", str(file))]) from error


def findings_as_json(error: Exception, as_json: bool) -> None:
    """With --json what is wrong goes to standard output too, as data."""
    from ..findings import BadInput

    if as_json and isinstance(error, BadInput):
        import json

        click.echo(json.dumps({"findings": [finding.as_json() for finding in error.findings]}, indent=2))
