"""`surefoot audit export`: one decision to take along, and the program that checks it."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from .common import VERSION, into_file, journal_at, journal_option, output_option, width

HELP = "DECISION is an athlete of the journal (the last decision), sample-3:12 or sample-3@2026-05-04."


@click.command("export", epilog=HELP)
@click.argument("named", metavar="[DECISION]", required=False)
@click.option("--verifier", is_flag=True, help="Print the program that checks such a file; it needs Python only.")
@output_option
@journal_option
def command(named: str | None, verifier: bool, output: Path | None, journal: Path | None) -> None:
    """Write one decision as a file that can be checked without surefoot.

    The facts, the entries that told them, the decision, the rulebook that it was made by, and the chain up to the
    journal's head.
    """
    from ..receipts import takeaway

    if (named is None) == (not verifier):
        raise click.UsageError("Name a DECISION, or ask for the --verifier; one of them.")
    if named is None:
        _out(takeaway.verifier(), output)
        return
    from ..audit.subject import number_of, parts_of
    from ..journal.errors import NoSuchEntry

    parts = parts_of(named)
    if parts is None:
        raise NoSuchEntry(f"'{named}' names no decision of the journal. {HELP}")
    with journal_at(journal, create=False) as kept:
        told = takeaway.takeaway(kept, parts[0], number_of(kept, *parts), VERSION)
    click.echo(textwrap.fill(takeaway.contents_told(told), min(width(), 120), break_on_hyphens=False), err=True)
    _out(takeaway.as_text(told), output)


def _out(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
    else:
        into_file(text, output)
