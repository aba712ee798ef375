"""A journal's file: made, connected to, and brought up to date."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from time import sleep  # noqa: TID251 - it waits, and reads no clock

from .errors import NewerJournal, NoJournal, NotAJournal
from .schema import APPLICATION_ID, MIGRATIONS

OWNER_ALONE = 0o600
TRIES = 100


def connect(path: Path, create: bool, wait_s: float) -> sqlite3.Connection:
    """A connection to the journal in a file. Errors: as `open_journal`; SQLite's own."""
    if not path.exists():
        if not create:
            raise NoJournal(f"There is no journal {path}. One begins with: surefoot assess NAME --journal {path}")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.is_dir():
        raise NoJournal(f"{path} is a folder, not a journal.")
    _owner_alone(path)
    connection = sqlite3.connect(path, timeout=wait_s, isolation_level=None)
    try:
        _prepare(connection, path, wait_s)
    except BaseException:
        connection.close()
        raise
    return connection


def _owner_alone(path: Path) -> None:
    """Makes the file for its owner alone, before SQLite does. What SQLite puts beside it gets the same mode."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, OWNER_ALONE))
    except PermissionError:
        return  # to be read only, or not at all: SQLite says which
    if path.stat().st_mode & 0o777 & ~OWNER_ALONE:
        path.chmod(OWNER_ALONE)


def _prepare(connection: sqlite3.Connection, path: Path, wait_s: float) -> None:
    run = connection.execute
    version = _version(connection, path)
    for setting in ("foreign_keys = ON", "recursive_triggers = ON", "secure_delete = ON", "synchronous = FULL"):
        run(f"PRAGMA {setting}")
    _write_ahead(connection, wait_s)
    if version < len(MIGRATIONS):
        run("BEGIN IMMEDIATE")
        try:
            for statements in MIGRATIONS[_version(connection, path):]:  # another may have been here meanwhile
                for statement in statements:
                    run(statement) if isinstance(statement, str) else statement(connection)
            run(f"PRAGMA application_id = {APPLICATION_ID}")
            run(f"PRAGMA user_version = {len(MIGRATIONS)}")
            run("COMMIT")
        except BaseException:
            if connection.in_transaction:
                run("ROLLBACK")
            raise


def _write_ahead(connection: sqlite3.Connection, wait_s: float) -> None:
    """Turns on the write-ahead log. SQLite doesn't always wait for others who open the file, too; so we do."""
    run = connection.execute
    run("PRAGMA busy_timeout = 0")
    try:
        for tries_left in reversed(range(TRIES)):
            try:
                if run("PRAGMA journal_mode").fetchone()[0] != "wal":
                    run("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or not tries_left:
                    raise
            sleep(wait_s / TRIES)
    finally:
        run(f"PRAGMA busy_timeout = {round(wait_s * 1000)}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The file's version; 0 for one that is new. Nothing is written to a file that isn't ours."""
    run = connection.execute
    alone = not connection.in_transaction
    if alone:
        run("BEGIN")  # all three are of one moment, though another may be making the journal
    try:
        mark, version = (run(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        tables = run("SELECT count(*) FROM sqlite_master").fetchone()[0]
    finally:
        if alone:
            run("ROLLBACK")
    if mark != APPLICATION_ID:
        if mark or version or tables:
            raise NotAJournal(f"{path} is not a journal.")
        return 0
    if version > len(MIGRATIONS):
        raise NewerJournal(
            f"A later surefoot has written the journal {path} (version {version}; this one knows {len(MIGRATIONS)}). "
            "Nothing in it was touched. Use that surefoot, or another journal."
        )
    return int(version)
