"""`surefoot forget`: an athlete out of the journal, for good."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .common import answers_folder, athlete_argument, journal_at, journal_option

BEYOND = (
    "What surefoot can't reach: exports, backups, pages, calendars and facts files that were saved elsewhere, cases in "
    "a rulebook of your own, and what a disk keeps of files that are gone."
)


@click.command("forget")
@athlete_argument
@click.option("--yes", is_flag=True, help="Don't ask for the name once more.")
@journal_option
def command(athlete: str, yes: bool, journal: Path | None) -> None:
    """Remove everything about an athlete, for good.

    From the journal, its free pages and its write-ahead log, and from the answers kept of interviews.
    """
    from ..journal.errors import JournalError, NoSuchEntry
    from ..journal.forget import forget

    with journal_at(journal, create=False) as kept:
        answers = _answers(athlete)
        entries, decisions = len(kept.entries(athlete)), len(kept.briefs(athlete))
        what = f"{entries} entries, {decisions} decisions and {len(answers)} files of answers"
        if not yes and (entries or decisions or answers):
            _ask(athlete, f"This removes {what} of {athlete} from {kept.path}. It can't be undone.")
        removed = forget(kept, athlete)
        left = []
        for path in answers:
            try:
                path.unlink()
            except OSError as error:
                left.append(f"{path}: {error.strerror}")
        if left:
            raise JournalError("These files of answers can't be removed:\n" + "\n".join(left))
        if not removed.entries and not removed.decisions and not answers:
            raise NoSuchEntry(f"The journal {kept.path} holds nothing about {athlete}.")
    click.echo(f"Removed: {what} of {athlete}, from free pages and the write-ahead log too.", err=True)
    click.echo(BEYOND, err=True)


def _ask(athlete: str, say: str) -> None:
    from ..journal.errors import JournalError

    click.echo(say, err=True)
    if sys.stdin is None or not sys.stdin.isatty():
        raise JournalError("Nothing was removed. Without a terminal, --yes says that it is meant.")
    click.echo(f"Type {athlete} to remove it: ", err=True, nl=False)
    if sys.stdin.readline().strip() != athlete:
        raise JournalError("That is another name. Nothing was removed.")


def _answers(athlete: str) -> list[Path]:
    """The files that the interview has kept of an athlete; a name has no point in it, so none of anybody else's."""
    folder = answers_folder()
    return sorted([*folder.glob(f"{athlete}.yaml"), *folder.glob(f"{athlete}.*.yaml")]) if folder else []
