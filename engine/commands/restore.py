"""`surefoot restore`: an export back into a journal."""

from __future__ import annotations

from pathlib import Path

import click

from .common import journal_at, journal_option


@click.command("restore")
@click.argument("folder", type=click.Path(path_type=Path))
@journal_option
def command(folder: Path, journal: Path | None) -> None:
    """Read the export in FOLDER into a journal that holds nothing about its athlete."""
    from ..journal.portable import restore

    with journal_at(journal) as kept:
        athlete, entries, decisions = restore(kept, folder)
        click.echo(f"{entries} entries and {decisions} decisions of {athlete} are in {kept.path}.", err=True)
