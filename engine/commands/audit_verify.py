"""`surefoot audit verify`: the journal held against its chains."""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import journal_at, journal_file, journal_option, json_option, name_of, say, width

if TYPE_CHECKING:
    from ..journal.chain import Head
    from ..receipts.verify import Verdict

SQLITE = b"SQLite format 3\0"


@click.command("verify")
@click.argument("athlete", required=False, callback=lambda _, __, name: name and name_of(name))
@click.option("--head", "heads", multiple=True, metavar="HEAD",
              help="A head from a page, a report or an export; may be given more than once.")  # fmt: skip
@json_option
@journal_option
def command(athlete: str | None, heads: tuple[str, ...], as_json: bool, journal: Path | None) -> None:
    """Find what in the journal was changed, taken out, moved or put in.

    Of ATHLETE, or of everybody. A head such as sample-3.214.9f86d081884c7d65 shows, too, that the end of a chain was
    cut off, or all of it written anew. Exit code 1 where anything isn't as it was recorded.
    """
    from ..journal.errors import NoSuchEntry, NotAJournal

    known = [_head(text, athlete) for text in heads]
    file = journal_file(journal)
    try:
        verdict = _verdict(journal, athlete, known)
    except NotAJournal as error:
        if not _was_sqlite(file):
            raise
        if as_json:
            click.echo(json.dumps({"holds": False, "say": str(error)}, indent=2))
        else:
            say(textwrap.fill(f"The journal {file} doesn't verify. {error}", width(), break_long_words=False) + "\n")
        sys.exit(1)
    if athlete is not None and not any(each.entries or each.decisions or each.faults for each in verdict.athletes):
        raise NoSuchEntry(f"The journal {file} holds nothing about {athlete}.")
    if as_json:
        click.echo(json.dumps(verdict.as_json(), indent=2, ensure_ascii=False))
    else:
        from ..receipts.verify_page import verify_text

        say(verify_text(verdict, file, min(width(), 120)))
    sys.exit(0 if verdict.holds else 1)


def _verdict(journal: Path | None, athlete: str | None, heads: list[Head]) -> Verdict:
    from ..receipts.verify import verify

    with journal_at(journal, create=False) as kept:
        return verify(kept, athlete, heads)


def _head(text: str, athlete: str | None) -> Head:
    from ..journal.chain import head_of

    head = head_of(text, athlete)
    if head is None:
        form = "sample-3.214.9f86d081884c7d65; without the name where ATHLETE is given"
        raise click.BadParameter(f"'{text}' is not a head. One looks like {form}.", param_hint="--head")
    if athlete is not None and head.athlete != athlete:
        raise click.BadParameter(f"'{text}' is a head of {head.athlete}, not of {athlete}.", param_hint="--head")
    return head


def _was_sqlite(file: Path) -> bool:
    """Whether the file is, or was, one of SQLite's: then it is damaged, and not just another file."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(SQLITE)) == SQLITE
    except OSError:
        return False
