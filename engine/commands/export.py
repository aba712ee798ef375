"""`surefoot export`: everything about an athlete in plain files."""

from __future__ import annotations

from pathlib import Path

import click

from .common import VERSION, athlete_argument, journal_at, journal_option


@click.command("export")
@athlete_argument
@click.argument("folder", type=click.Path(path_type=Path))
@journal_option
def command(athlete: str, folder: Path, journal: Path | None) -> None:
    """Write everything about an athlete to plain files in FOLDER.

    JSON lines that `surefoot restore` reads, and CSV files for a spreadsheet. FOLDER is new, or empty.
    """
    from ..journal.portable import export

    with journal_at(journal, create=False) as kept:
        entries, decisions = export(kept, athlete, folder, VERSION)
    click.echo(f"{entries} entries and {decisions} decisions of {athlete} are in {folder}.", err=True)
