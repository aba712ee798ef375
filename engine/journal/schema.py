"""The tables, and how an older file becomes one of today's. docs/journal.md explains them.

A version's statements run in one transaction together with the change of `user_version`: a file is of one version or
of the next, never between. Statements that have been published are never changed; what is new is a new version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from .linking import link_all

APPLICATION_ID = 0x53F00700  # marks the file as a journal of surefoot's

TABLES = ("entries", "rulebooks", "decisions")  # of version 1
ALL_TABLES = (*TABLES, "forgotten")

_ENTRIES = """
CREATE TABLE entries (
  athlete     TEXT NOT NULL CHECK (length(athlete) BETWEEN 1 AND 64),
  id          INTEGER NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('facts', 'session', 'run', 'plan')),
  held_on     TEXT NOT NULL CHECK (held_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'),
  recorded_at TEXT NOT NULL CHECK (recorded_at GLOB
    '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
  supersedes  INTEGER,
  source      TEXT NOT NULL,
  data        TEXT CHECK (data IS NOT NULL OR supersedes IS NOT NULL),
  previous    TEXT,
  digest      TEXT,
  PRIMARY KEY (athlete, id),
  UNIQUE (athlete, kind, id),
  FOREIGN KEY (athlete, kind, supersedes) REFERENCES entries (athlete, kind, id)
)"""

_RULEBOOKS = """
CREATE TABLE rulebooks (
  digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
  files  TEXT NOT NULL
)"""

_DECISIONS = """
CREATE TABLE decisions (
  athlete     TEXT NOT NULL CHECK (length(athlete) BETWEEN 1 AND 64),
  id          INTEGER NOT NULL,
  as_of       TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  recorded_at TEXT NOT NULL CHECK (recorded_at GLOB
    '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
  through     INTEGER NOT NULL,
  rulebook    TEXT NOT NULL REFERENCES rulebooks (digest),
  version     TEXT NOT NULL,
  outcome     TEXT NOT NULL,
  phase       TEXT,
  tier        TEXT,
  facts       TEXT NOT NULL,
  result      TEXT NOT NULL,
  reads       TEXT NOT NULL,
  previous    TEXT,
  digest      TEXT,
  PRIMARY KEY (athlete, id)
)"""


def guards(table: str) -> list[str]:
    """The triggers that keep a table append-only. What is numbered is numbered without gaps, so a missing row shows.

    From version 2 on nothing comes in that has no place in the chain.
    """
    if table == "forgotten":
        return _refusing(table, "NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM forgotten)")
    if table == "rulebooks":
        return _guards_1(table)
    return _refusing(table, f"{_next_id(table)} OR NEW.number IS NULL OR NEW.digest IS NULL")


def names_of_guards(table: str) -> list[str]:
    return [f"{table}_{verb}" for verb in ("update", "delete", "insert")]


def _guards_1(table: str) -> list[str]:
    if table == "rulebooks":  # INSERT OR REPLACE deletes without asking the trigger of deletions
        return _refusing(table, "EXISTS (SELECT 1 FROM rulebooks WHERE digest = NEW.digest)")
    return _refusing(table, _next_id(table))


def _next_id(table: str) -> str:
    return f"NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM {table} WHERE athlete = NEW.athlete)"


def _refusing(table: str, when: str) -> list[str]:
    refuse = f"SELECT RAISE(ABORT, 'the journal is append-only: {table}')"
    found = [
        f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} BEGIN {refuse}; END"
        for verb in ("UPDATE", "DELETE")
    ]
    return [*found, f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {when} BEGIN {refuse}; END"]


Statement = str | Callable[[sqlite3.Connection], None]  # or what takes more than a statement

_NUMBERED = (
    "ALTER TABLE entries ADD COLUMN number INTEGER",
    "ALTER TABLE decisions ADD COLUMN number INTEGER",
    "ALTER TABLE decisions ADD COLUMN origin TEXT",
    "ALTER TABLE rulebooks ADD COLUMN digests TEXT",
    "CREATE TABLE forgotten (id INTEGER NOT NULL PRIMARY KEY)",
)

# MIGRATIONS[n] makes version n + 1 of version n.
MIGRATIONS: tuple[tuple[Statement, ...], ...] = (
    (_ENTRIES, _RULEBOOKS, _DECISIONS, *(guard for table in TABLES for guard in _guards_1(table))),
    (
        *(f"DROP TRIGGER IF EXISTS {name}" for table in TABLES for name in names_of_guards(table)),
        *_NUMBERED,
        link_all,
        *(guard for table in ALL_TABLES for guard in guards(table)),
    ),
)
