"""One SQLite file: opened, brought up to date, appended to, read.

Every method is one transaction: when it returns, all of it is on the disk, and when it raises, none of it is in the
file. Two may write at once; one waits for the other. Times come from the caller.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..rulebook.files import digest_of
from .canonical import canonical, loads
from .entries import Brief, Decided, Draft, Entry, Recorded, check, check_recorded, phase_and_tier
from .errors import BadEntry, JournalError, NewerJournal, NoJournal, NoSuchEntry, NotAJournal, in_words
from .schema import APPLICATION_ID, MIGRATIONS, TABLES

WAIT_S = 10.0  # for another writer
OWNER_ALONE = 0o600
ENTRY = "athlete, id, kind, held_on, recorded_at, supersedes, source, data"
DECISION = "athlete, id, as_of, recorded_at, through, facts, rulebook, version, outcome, result, reads"
BRIEF = "athlete, id, as_of, recorded_at, through, rulebook, outcome, phase, tier"


class Journal:
    """An open journal. Use it in a `with`, or close it."""

    def __init__(self, path: Path, connection: sqlite3.Connection):
        self.path, self._connection = path, connection

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    # ---- entries ----

    def append(self, drafts: Iterable[Draft], recorded_at: str) -> list[Entry]:
        """Records entries, all or none, in their order.

        recorded_at : UTC with seconds, 2026-11-20T06:30:00Z
        Errors: NoSuchEntry for a correction of what isn't there; BadEntry; JournalBusy, JournalFull, JournalReadOnly.
        """
        check_recorded(recorded_at)
        checked = [(draft, check(draft)) for draft in drafts]
        with self._writing() as run:
            return [self._append(run, draft, data, recorded_at) for draft, data in checked]

    def _append(self, run: Callable[..., Any], draft: Draft, data: str | None, recorded_at: str) -> Entry:
        whose = (draft.athlete,)
        number = run("SELECT coalesce(max(id), 0) + 1 FROM entries WHERE athlete = ?", whose).fetchone()[0]
        if draft.supersedes is not None:
            row = run("SELECT kind FROM entries WHERE athlete = ? AND id = ?", (*whose, draft.supersedes)).fetchone()
            if row is None:
                raise NoSuchEntry(f"{draft.athlete} has no entry {draft.supersedes} that could be corrected.")
            if row[0] != draft.kind:
                say = f"Entry {draft.supersedes} of {draft.athlete} is of the kind {row[0]}, not {draft.kind}."
                raise NoSuchEntry(say)
        row = (draft.athlete, number, draft.kind, draft.held_on, recorded_at, draft.supersedes, draft.source, data)
        run(f"INSERT INTO entries ({ENTRY}) VALUES ({_marks(row)})", row)
        return _entry(row)

    def entries(self, athlete: str, kinds: Sequence[str] = (), after: int = 0) -> list[Entry]:
        """An athlete's entries as recorded, corrections among them, in the order of recording.

        kinds : only these; all when empty
        after : only those with a larger id
        """
        sql, values = f"SELECT {ENTRY} FROM entries WHERE athlete = ? AND id > ?", [athlete, after, *kinds]
        if kinds:
            sql += f" AND kind IN ({_marks(kinds)})"
        return [_entry(row) for row in self._rows(f"{sql} ORDER BY id", values)]

    def entry(self, athlete: str, number: int) -> Entry:
        """One entry. Errors: NoSuchEntry."""
        for row in self._rows(f"SELECT {ENTRY} FROM entries WHERE athlete = ? AND id = ?", (athlete, number)):
            return _entry(row)
        raise NoSuchEntry(f"{athlete} has no entry {number}.")

    def last(self, athlete: str) -> int:
        """The id of the athlete's last entry; 0 where there is none."""
        sql = "SELECT coalesce(max(id), 0) FROM entries WHERE athlete = ?"
        return int(self._rows(sql, (athlete,))[0][0])

    def athletes(self) -> list[str]:
        """Everybody about whom there is anything, by name."""
        sql = "SELECT athlete FROM entries UNION SELECT athlete FROM decisions ORDER BY athlete"
        return [row[0] for row in self._rows(sql)]

    # ---- rulebooks and decisions ----

    def keep_rulebook(self, files: Mapping[str, str]) -> str:
        """Keeps a rulebook's files (name to text), once by content; gives its digest."""
        digest = digest_of(dict(files))
        with self._writing() as run:
            if run("SELECT 1 FROM rulebooks WHERE digest = ?", (digest,)).fetchone() is None:
                run("INSERT INTO rulebooks (digest, files) VALUES (?, ?)", (digest, canonical(files)))
        return digest

    def has_rulebook(self, digest: str) -> bool:
        return bool(self._rows("SELECT 1 FROM rulebooks WHERE digest = ?", (digest,)))

    def rulebook(self, digest: str) -> dict[str, str]:
        """The files of a rulebook that was kept. Errors: NoSuchEntry."""
        for row in self._rows("SELECT files FROM rulebooks WHERE digest = ?", (digest,)):
            return dict(loads(row[0]))
        raise NoSuchEntry(f"The journal holds no rulebook {digest[:12]}.")

    def record(self, decided: Decided, recorded_at: str) -> Recorded:
        """Records a decision. Errors: as for `append`; BadEntry where its rulebook wasn't kept."""
        check_recorded(recorded_at)
        texts = [canonical(each) for each in (decided.facts, decided.result, decided.reads)]
        with self._writing() as run:
            if run("SELECT 1 FROM rulebooks WHERE digest = ?", (decided.rulebook,)).fetchone() is None:
                raise BadEntry("a decision's rulebook is kept before it")
            sql = "SELECT coalesce(max(id), 0) + 1 FROM decisions WHERE athlete = ?"
            number = run(sql, (decided.athlete,)).fetchone()[0]
            row = (decided.athlete, number, decided.as_of, recorded_at, decided.through, texts[0], decided.rulebook,
                   decided.version, decided.outcome, texts[1], texts[2])  # fmt: skip
            whole = (*row, *phase_and_tier(decided.result))
            run(f"INSERT INTO decisions ({DECISION}, phase, tier) VALUES ({_marks(whole)})", whole)
        return _recorded(row)

    def decisions(self, athlete: str) -> list[Recorded]:
        """An athlete's decisions, in the order of recording."""
        sql = f"SELECT {DECISION} FROM decisions WHERE athlete = ? ORDER BY id"
        return [_recorded(row) for row in self._rows(sql, (athlete,))]

    def briefs(self, athlete: str) -> list[Brief]:
        """The same without facts and results, which are long."""
        sql = f"SELECT {BRIEF} FROM decisions WHERE athlete = ? ORDER BY id"
        return [Brief(*row) for row in self._rows(sql, (athlete,))]

    def decision(self, athlete: str, number: int) -> Recorded:
        """One decision. Errors: NoSuchEntry."""
        for row in self._rows(f"SELECT {DECISION} FROM decisions WHERE athlete = ? AND id = ?", (athlete, number)):
            return _recorded(row)
        raise NoSuchEntry(f"{athlete} has no decision {number}.")

    # ---- SQLite ----

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        with in_words(self.path):
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[Callable[..., Any]]:
        """One transaction, begun as a writer so that two never wait for each other; gives `execute`."""
        with in_words(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection.execute
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def open_journal(path: Path, create: bool = True, wait_s: float = WAIT_S) -> Journal:
    """The journal in a file, made (with its folder) where there is none, brought up to date where it is older.

    create : False to read: where there is no file, that is an error
    Errors: NoJournal, NotAJournal, NewerJournal, JournalBusy, JournalFull, JournalReadOnly.
    """
    with in_words(path):
        if not path.exists():
            if not create:
                raise NoJournal(f"There is no journal {path}.")
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.is_dir():
            raise NoJournal(f"{path} is a folder, not a journal.")
        _owner_alone(path)
        connection = sqlite3.connect(path, timeout=wait_s, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return Journal(path, connection)


def _owner_alone(path: Path) -> None:
    """Makes the file for its owner alone, before SQLite does. What SQLite puts beside it gets the same mode."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_ALONE))
    except PermissionError:
        return  # to be read only, or not at all: SQLite says which
    if path.stat().st_mode & 0o777 & ~OWNER_ALONE:
        path.chmod(OWNER_ALONE)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    run = connection.execute
    version = _version(connection, path)
    for setting in ("foreign_keys = ON", "recursive_triggers = ON", "secure_delete = ON", "synchronous = FULL"):
        run(f"PRAGMA {setting}")
    if run("PRAGMA journal_mode").fetchone()[0] != "wal":
        run("PRAGMA journal_mode = WAL")
    if version < len(MIGRATIONS):
        run("BEGIN IMMEDIATE")
        try:
            for statements in MIGRATIONS[_version(connection, path):]:  # another may have been here meanwhile
                for statement in statements:
                    run(statement)
            run(f"PRAGMA application_id = {APPLICATION_ID}")
            run(f"PRAGMA user_version = {len(MIGRATIONS)}")
            run("COMMIT")
        except BaseException:
            if connection.in_transaction:
                run("ROLLBACK")
            raise


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The file's version; 0 for one that is new. Nothing is written to a file that isn't ours."""
    run = connection.execute
    mark, version = (run(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if mark != APPLICATION_ID:
        if mark or version or run("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise NotAJournal(f"{path} is not a journal.")
        return 0
    if version > len(MIGRATIONS):
        raise NewerJournal(
            f"A later surefoot has written the journal {path} (version {version}; this one knows {len(MIGRATIONS)}). "
            "Nothing in it was touched. Use that surefoot, or another journal."
        )
    return int(version)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _entry(row: Sequence[Any]) -> Entry:
    athlete, number, kind, held_on, recorded_at, supersedes, source, data = row
    return Entry(athlete, number, kind, held_on, recorded_at, supersedes, source, None if data is None else loads(data))


def _recorded(row: Sequence[Any]) -> Recorded:
    athlete, number, as_of, recorded_at, through, facts, rulebook, version, outcome, result, reads = row
    return Recorded(
        athlete, as_of, through, loads(facts), rulebook, version, outcome, loads(result), tuple(loads(reads)), number,
        recorded_at,
    )  # fmt: skip


__all__ = ["TABLES", "Journal", "JournalError", "open_journal"]
