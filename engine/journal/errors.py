"""What can go wrong with a journal, each with its own name. All end a command with exit code 2 and these words.

Whatever was acknowledged before is in the file; what fails leaves nothing of itself behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERIFY = "another program has changed it, or the disk. `surefoot audit verify` says what."
KEPT = "Nothing of this was recorded; what was recorded before is there."


class JournalError(Exception):
    """A journal can't be used as asked."""

    exit_code = 2


class NoJournal(JournalError):
    """There is no such file, or it can't be made there."""


class NotAJournal(JournalError):
    """The file is something else, or is damaged."""


class NewerJournal(JournalError):
    """A later surefoot has written it."""


class JournalBusy(JournalError):
    """Somebody else is writing, and goes on doing so."""


class JournalFull(JournalError):
    """No room on the disk."""


class JournalReadOnly(JournalError):
    """Nothing can be written to the file or beside it."""


class NoSuchEntry(JournalError):
    """An entry, a decision or an athlete that the journal doesn't have, or not of that kind."""


class Tampered(JournalError):
    """What stands in the journal isn't what was put there: another program has been at it, or the disk.

    what : "Entry 3 of sample-3 in the journal"
    """

    def __init__(self, what: str):
        super().__init__(f"{what} is not what was recorded. `surefoot audit verify` says what else was changed.")


class BadEntry(ValueError):
    """A program hands in an entry that isn't one: a fault of ours, not of the user's."""


# What SQLite says -> the name of it, and what to tell. Python 3.10 has only the words.
SAID = (
    ("locked", JournalBusy, "Another program is writing to the journal {file} and hasn't finished. " + KEPT),
    ("busy", JournalBusy, "Another program is writing to the journal {file} and hasn't finished. " + KEPT),
    ("full", JournalFull, "There is no room left for the journal {file}. " + KEPT),
    ("readonly", JournalReadOnly, "The journal {file} can't be written to. " + KEPT),
    ("unable to open", NoJournal, "The journal {file}, or a file beside it, can't be opened."),
    ("not a database", NotAJournal, "{file} is not a journal."),
    ("malformed", NotAJournal, "The journal {file} is damaged. Restore it from an export or a backup."),
    ("could not decode", NotAJournal, "The journal {file} is damaged: " + VERIFY),
    ("no such table", NotAJournal, "The journal {file} lacks one of its tables: " + VERIFY),
    ("no such column", NotAJournal, "The journal {file} lacks a column of its tables: " + VERIFY),
    ("has no column", NotAJournal, "The journal {file} lacks a column of its tables: " + VERIFY),
    ("datatype mismatch", NotAJournal, "The journal {file} is damaged: " + VERIFY),
    ("disk i/o", JournalFull, "The disk with the journal {file} refuses to read or write. " + KEPT),
)


@contextmanager
def in_words(file: Path) -> Iterator[None]:
    """SQLite's errors, named and in words. What isn't in the list is a fault of ours and passes as it is."""
    try:
        yield
    except sqlite3.Error as error:
        text = str(error).lower()
        for said, kind, words in SAID:
            if said in text:
                raise kind(words.format(file=file)) from error
        raise
    except OSError as error:
        raise NoJournal(f"The journal {file} can't be used: {error.strerror}.") from error
