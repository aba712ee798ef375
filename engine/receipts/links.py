"""The rows of a journal as links of chains, read so that nothing in them can hide: whole tables, not through an index.

What isn't as surefoot writes it is kept as it is, and told by the walk (verify.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..journal.chain import COLUMNS, DECISION, ENTRY, TABLE_OF, content_of, digest_at, told_by

LABEL = {ENTRY: ("kind", "held_on"), DECISION: ("outcome", "as_of")}


@dataclass(frozen=True)
class Link:
    """A row.

    number, previous, digest : its place in the chain, as the row says
    told    : what its fingerprint is made of; empty where it can't be read
    content : the fingerprint; "" where there is none
    """

    record: str
    athlete: Any
    id: Any
    number: Any
    previous: Any
    digest: Any
    told: Mapping[str, Any]
    content: str

    @property
    def placed(self) -> bool:
        """Whether it has a place in a chain at all."""
        return isinstance(self.number, int) and self.number > 0 and isinstance(self.digest, str)

    @property
    def sound(self) -> bool:
        """Whether it is what its digest was made of."""
        return bool(self.placed and self.content) and self.fits(self.content, self.number)

    def fits(self, content: str, number: int) -> bool:
        """Whether its digest is that of this content at this number."""
        return isinstance(self.previous, (str, type(None))) and self.digest == digest_at(content, number, self.previous)

    @property
    def name(self) -> str:
        """Entry 5 (session, 2026-11-20)"""
        kind, day = (self.told.get(column) for column in LABEL[self.record])
        named = f"{self.record.capitalize()} {shown(self.id)}"
        return f"{named} ({shown(kind)}, {shown(day)})" if self.told else named


def shown(value: Any) -> str:
    """A value of a row as it can be printed."""
    text = value if isinstance(value, str) else repr(value)
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:40]


def links_of(connection: sqlite3.Connection, athlete: str | None) -> Iterator[Link]:
    """All rows of both tables, or those of one athlete, from `Journal.reading`. Errors: SQLite's own."""
    for record, table in TABLE_OF.items():
        columns = (*COLUMNS[record], "number", "previous", "digest")
        sql = f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED"
        where, whose = (" WHERE athlete = ?", (athlete,)) if athlete is not None else ("", ())
        for values in connection.execute(sql + where, whose):
            row = dict(zip(columns, values, strict=True))
            try:
                told = told_by(record, row)
                content = content_of(told)
            except (ValueError, AttributeError):
                told, content = {}, ""
            yield Link(record, row["athlete"], row["id"], row["number"], row["previous"], row["digest"], told, content)
