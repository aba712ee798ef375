"""A person out of the journal, for good: the rows, the free pages and the write-ahead log.

The one place where something is deleted. The triggers that forbid it are taken away, and put back, in the same
transaction as the rows go. The person's chain goes whole; what stays is a marker that tells nothing about anybody.
"""

from __future__ import annotations

from dataclasses import dataclass

from .errors import JournalBusy, in_words
from .schema import ALL_TABLES, guards, names_of_guards
from .store import Journal

MARKER = "INSERT INTO forgotten (id) SELECT coalesce(max(id), 0) + 1 FROM forgotten"  # that somebody was, and no more
UNUSED = "DELETE FROM rulebooks WHERE digest NOT IN (SELECT rulebook FROM decisions)"


@dataclass(frozen=True)
class Removed:
    """How many of each were removed. Rulebooks only where no decision of anybody else was made by them."""

    entries: int
    decisions: int
    rulebooks: int


def forget(journal: Journal, athlete: str) -> Removed:
    """Removes everything about an athlete; where there is nothing, still clears what was freed before.

    Errors: JournalBusy, when others have the journal open, so that their reading keeps old pages alive. The rows are
    gone then; doing it again clears the rest.
    """
    with in_words(journal.path):
        with journal.writing() as run:
            for table in ALL_TABLES:
                for name in names_of_guards(table):
                    run(f"DROP TRIGGER IF EXISTS {name}")
            decisions = run("DELETE FROM decisions WHERE athlete = ?", (athlete,)).rowcount
            entries = run("DELETE FROM entries WHERE athlete = ?", (athlete,)).rowcount
            rulebooks = run(UNUSED).rowcount if decisions else 0
            if decisions or entries:
                run(MARKER)
            for table in ALL_TABLES:
                for guard in guards(table):
                    run(guard)
        _clear(journal)
    return Removed(entries, decisions, rulebooks)


def _clear(journal: Journal) -> None:
    """Nothing of what was deleted is left in the file or in the log beside it."""
    run = journal.connection.execute
    try:
        run("PRAGMA wal_checkpoint(TRUNCATE)")
        run("VACUUM")
        busy = run("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except Exception as error:
        raise JournalBusy(_words(journal)) from error
    if busy:
        raise JournalBusy(_words(journal))


def _words(journal: Journal) -> str:
    return (
        f"The rows are gone, but traces may be left in the free pages of {journal.path} while another program has it "
        "open, or where the disk is full. Close the other, and do this once more."
    )
