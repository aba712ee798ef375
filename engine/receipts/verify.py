"""A journal held against its chains: what other programs, or the disk, have done to it, by name.

    the file     SQLite's own check, the tables and the triggers that keep it append-only, the rulebooks kept
    an athlete   the chain, walked from its beginning; against a head where one is given

Everything is read, nothing written. What can't be read is told too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..journal.canonical import canonical, loads
from ..journal.chain import DECISION, ENTRY, Head, sha256
from ..journal.schema import MIGRATIONS
from ..journal.store import Journal
from ..rulebook.files import digest_of
from .links import Link, links_of, shown
from .walk import Fault, against, walked

FILE, GUARD, RULEBOOK = "file", "guard", "rulebook"
MOST = 20  # lines of SQLite's own check


@dataclass(frozen=True)
class Whose:
    """One athlete's chain. head : its end; None where it has none"""

    athlete: str
    entries: int
    decisions: int
    head: Head | None
    faults: tuple[Fault, ...]

    def as_json(self) -> dict[str, Any]:
        return {"athlete": self.athlete, "entries": self.entries, "decisions": self.decisions,
                "head": self.head.whole if self.head else None,
                "faults": [fault.as_json() for fault in self.faults]}  # fmt: skip


@dataclass
class Verdict:
    """What came of it.

    athletes  : those that were looked at, by name
    faults    : of the file itself
    forgotten : how many athletes were forgotten; nothing else is known of them
    checked   : the heads that it was held against
    """

    athletes: list[Whose] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    forgotten: int = 0
    rulebooks: int = 0
    checked: tuple[Head, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.faults and not any(each.faults for each in self.athletes)

    def as_json(self) -> dict[str, Any]:
        return {"holds": self.holds, "athletes": [each.as_json() for each in self.athletes],
                "faults": [fault.as_json() for fault in self.faults], "rulebooks": self.rulebooks,
                "forgotten": self.forgotten, "checked_against": [head.whole for head in self.checked]}  # fmt: skip


def verify(journal: Journal, athlete: str | None = None, heads: Sequence[Head] = ()) -> Verdict:
    """Of a whole journal, or of one athlete's part of it. heads : as pages, reports and exports told them"""
    found = Verdict(checked=tuple(heads))
    with journal.reading() as connection:
        for part in (_file_faults, _guard_faults):
            found.faults += _told(part(connection))
        chains = _chains(connection, athlete, found.faults)
        for head in heads:
            chains.setdefault(head.athlete, [])
        found.athletes = [_whose(name, links, heads) for name, links in sorted(chains.items())]
        used = {str(link.told.get("rulebook")) for links in chains.values() for link in links
                if link.record == DECISION and link.told}  # fmt: skip
        found.faults += _told(_rulebook_faults(connection, used if athlete is not None else None, used))
        found.forgotten, found.rulebooks = (_count(connection, table) for table in ("forgotten", "rulebooks"))
    return found


def _whose(name: str, links: Sequence[Link], heads: Sequence[Head]) -> Whose:
    faults = walked(links)
    for each in heads:
        if each.athlete == name:
            faults += against(each, links)
    last = max((link for link in links if link.sound), key=lambda link: int(link.number), default=None)
    count = {record: sum(link.record == record for link in links) for record in (ENTRY, DECISION)}
    head = Head(name, last.number, last.digest) if last is not None else None
    return Whose(name, count[ENTRY], count[DECISION], head, tuple(faults))


def _chains(connection: sqlite3.Connection, athlete: str | None, faults: list[Fault]) -> dict[str, list[Link]]:
    """Links by athlete, as far as they can be read."""
    chains: dict[str, list[Link]] = {} if athlete is None else {athlete: []}
    try:
        for link in links_of(connection, athlete):
            plain = isinstance(link.athlete, str) and link.athlete.isprintable()
            chains.setdefault(link.athlete if plain else shown(link.athlete), []).append(link)
    except sqlite3.Error as error:
        faults.append(_damage(error))
    return chains


# ---- the file -------------------------------------------------------------------------------------------------------


def _damage(error: Exception) -> Fault:
    return Fault(FILE, f"The file is damaged, and can't be read to its end: {error}.")


def _told(faults: Iterator[Fault]) -> list[Fault]:
    """What is found until the file can't be read any more, and that."""
    found: list[Fault] = []
    try:
        found.extend(faults)
    except sqlite3.Error as error:
        found.append(_damage(error))
    return found


def _count(connection: sqlite3.Connection, table: str) -> int:
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except sqlite3.Error:
        return 0                         # told by the checks of the file


def _file_faults(connection: sqlite3.Connection) -> Iterator[Fault]:
    """SQLite's own check of pages, indexes and constraints."""
    for (line,) in connection.execute(f"PRAGMA integrity_check({MOST})").fetchall():
        if line != "ok":
            yield Fault(FILE, f"SQLite finds the file damaged: {shown_line(line)}")


def shown_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)[:200]


def _guard_faults(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Tables, indexes and triggers that aren't those of this version."""
    pattern = sqlite3.connect(":memory:")
    try:
        for statements in MIGRATIONS:
            for statement in statements:
                pattern.execute(statement) if isinstance(statement, str) else statement(pattern)
        wanted, there = _schema(pattern), _schema(connection)
    finally:
        pattern.close()
    missing = [name for name in wanted if name not in there]
    changed = [name for name, sql in wanted.items() if there.get(name, sql) != sql]
    for names, what in ((missing, "missing"), (changed, "changed"), (sorted(there.keys() - wanted.keys()), "not ours")):
        for kind in dict.fromkeys(kind for kind, _ in names):
            told = ", ".join(shown(name) for each, name in names if each == kind)
            yield Fault(GUARD, f"Another program has been at the {kind}s of the file. {what.capitalize()}: {told}.")


def _schema(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2")
    return {(str(kind), str(name)): " ".join(str(sql).split()) for kind, name, sql in rows}


# ---- rulebooks ------------------------------------------------------------------------------------------------------


def _rulebook_faults(connection: sqlite3.Connection, only: set[str] | None, used: set[str]) -> Iterator[Fault]:
    """Rulebooks that aren't what their digest says, each file by name, and those that are missing.

    only : these; all where it is None
    used : those by which decisions were made
    """
    there = set()
    for digest, text, digests in connection.execute("SELECT digest, files, digests FROM rulebooks NOT INDEXED"):
        there.add(digest)
        if only is None or digest in only:
            say = _changed_files(digest, text, digests)
            if say:
                yield Fault(RULEBOOK, f"The rulebook {shown(digest)[:12]} was changed: {say}.")
    for digest in sorted(used - there):
        yield Fault(RULEBOOK, f"The rulebook {shown(digest)[:12]} is missing, by which decisions were made.")


def _changed_files(digest: Any, text: Any, digests: Any) -> str:
    """What of a rulebook isn't what was kept; "" where all is."""
    try:
        files: Mapping[str, str] = loads(text)
        same = digest_of(dict(files)) == digest and canonical(files) == text
    except (ValueError, TypeError, AttributeError):
        return "its files can't be read any more"
    try:
        kept: Mapping[str, str] = loads(digests)
        wrong = sorted(name for name in {*kept, *files} if name not in files or kept.get(name) != sha256(files[name]))
    except (ValueError, TypeError, AttributeError):
        return "its files' fingerprints can't be read any more" if same else "one of its files"
    if same:
        return "a fingerprint of its files" if wrong else ""
    named = ", ".join(f"{shown_line(name)} {_how(name, kept, files)}" for name in wrong[:5])
    return named or "its digest is not that of its files"


def _how(name: str, kept: Mapping[str, str], files: Mapping[str, str]) -> str:
    if name not in files:
        return "is missing"
    return "was put in" if name not in kept else "is another"
