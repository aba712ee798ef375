"""The end of an athlete's chain as it stands in the file, the next place after it, and a chain for an older file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from .canonical import canonical, loads
from .chain import COLUMNS, TABLE_OF, Head, content_of, digest_at, in_order, sha256, told_by
from .errors import NotAJournal

Run = Callable[..., Any]


def head_in(run: Run, athlete: str) -> Head | None:
    """The last record of an athlete's, of either table; None where there is none.

    run : executes a statement
    """
    found = [
        row
        for table in TABLE_OF.values()
        for row in run(
            f"SELECT number, digest FROM {table} WHERE athlete = ? AND number IS NOT NULL ORDER BY id DESC LIMIT 1",
            (athlete,),
        ).fetchall()
    ]
    return Head(athlete, *max(found)) if found else None


def place_after(head: Head | None, record: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that tie a row to what was there: number, previous, digest."""
    number, previous = (head.number + 1, head.digest) if head else (1, None)
    digest = digest_at(content_of(told_by(record, row)), number, previous)
    return {"number": number, "previous": previous, "digest": digest}


def digests_of(files: Mapping[str, str]) -> str:
    """A rulebook's files by their own SHA-256, so that one that was changed can be named."""
    return canonical({name: sha256(text) for name, text in files.items()})


def link_all(connection: sqlite3.Connection) -> None:
    """Gives what was recorded before there were chains its place in one. Errors: NotAJournal."""
    run = connection.execute
    for digest, files in run("SELECT digest, files FROM rulebooks").fetchall():
        with _told(f"the rulebook {digest[:12]}"):
            run("UPDATE rulebooks SET digests = ? WHERE digest = ?", (digests_of(loads(files)), digest))
    athletes = run("SELECT athlete FROM entries UNION SELECT athlete FROM decisions ORDER BY 1").fetchall()
    for whose in athletes:
        entries = [number for (number,) in run("SELECT id FROM entries WHERE athlete = ? ORDER BY id", whose)]
        decisions = run("SELECT id, through FROM decisions WHERE athlete = ? ORDER BY id", whose).fetchall()
        head: Head | None = None
        for record, number in in_order(entries, decisions):
            table, columns = TABLE_OF[record], COLUMNS[record]
            sql = f"SELECT {', '.join(columns)} FROM {table} WHERE athlete = ? AND id = ?"
            row = dict(zip(columns, run(sql, (*whose, number)).fetchone(), strict=True))
            with _told(f"{record} {number} of {whose[0]}"):
                tied = place_after(head, record, row)
            run(f"UPDATE {table} SET number = ?, previous = ?, digest = ? WHERE athlete = ? AND id = ?",
                (*tied.values(), *whose, number))  # fmt: skip
            head = Head(whose[0], tied["number"], tied["digest"])


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Errors: NotAJournal, where something isn't as surefoot writes it."""
    try:
        yield
    except (ValueError, TypeError, AttributeError) as error:
        say = f"The journal can't be brought up to date: {what} is not as surefoot writes it."
        raise NotAJournal(f"{say} Nothing in it was touched.") from error
