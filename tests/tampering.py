"""What another program could do to a journal: each changes the file, as SQLite or byte by byte, and says nothing."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from surefoot.engine.journal.chain import COLUMNS, TABLE_OF, content_of, digest_at, told_by
from surefoot.engine.journal.schema import ALL_TABLES, guards, names_of_guards

Dice = random.Random
Key = tuple[str, str, int]  # athlete, record, id


@contextmanager
def opened(file: Path) -> Iterator[Callable[..., Any]]:
    """Past all triggers and constraints, and the triggers as they were afterwards. Gives `execute`."""
    connection = sqlite3.connect(file, isolation_level=None)
    run = connection.execute
    try:
        for setting in ("ignore_check_constraints = ON", "foreign_keys = OFF"):
            run(f"PRAGMA {setting}")
        for table in ALL_TABLES:
            for name in names_of_guards(table):
                run(f"DROP TRIGGER {name}")
        yield run
        for table in ALL_TABLES:
            for guard in guards(table):
                run(guard)
        run("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def rows(file: Path) -> dict[Key, tuple[Any, ...]]:
    """Every row of entries and decisions as it can be read. Errors: sqlite3.Error."""
    connection = sqlite3.connect(file)
    connection.text_factory = bytes
    try:
        found = {}
        for record, table in TABLE_OF.items():
            columns = (*COLUMNS[record], "number", "previous", "digest")
            for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED"):
                athlete = row[0].decode("utf-8", "replace") if isinstance(row[0], bytes) else str(row[0])
                found[athlete, record, row[1]] = row
        return found
    finally:
        connection.close()


def others(file: Path) -> list[Any]:
    """What the file has besides: rulebooks, tables and triggers."""
    connection = sqlite3.connect(file)
    connection.text_factory = bytes
    try:
        return [list(connection.execute(sql)) for sql in (
            "SELECT * FROM rulebooks NOT INDEXED ORDER BY 1", "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2",
            "SELECT * FROM forgotten")]  # fmt: skip
    finally:
        connection.close()


def some(run: Callable[..., Any], dice: Dice, many: int = 1) -> tuple[str, str, list[int]]:
    """A table, an athlete, and so many of their ids, in order."""
    table, athlete = dice.choice(["entries", "decisions"]), dice.choice(["a", "b"])
    ids = [number for (number,) in run(f"SELECT id FROM {table} WHERE athlete = ? ORDER BY id", (athlete,))]
    return table, athlete, sorted(dice.sample(ids, many))


# ---- what is done ---------------------------------------------------------------------------------------------------


def a_value(file: Path, dice: Dice) -> None:
    with opened(file) as run:
        table, athlete, (number,) = some(run, dice)
        columns = {"entries": ["held_on", "recorded_at", "source", "data", "kind"],
                   "decisions": ["as_of", "facts", "result", "reads", "outcome", "phase", "version", "rulebook",
                                 "through", "origin", "tier"]}  # fmt: skip
        column = dice.choice(columns[table])
        new = dice.choice([f"coalesce({column}, '') || ' '", "'x'", "9", "CAST('y' AS BLOB)"])
        run(f"UPDATE {table} SET {column} = {new} WHERE athlete = ? AND id = ?", (athlete, number))


def a_place(file: Path, dice: Dice) -> None:
    with opened(file) as run:
        table, athlete, (number,) = some(run, dice)
        what = dice.choice(["number = 500", "number = number + 1", "number = NULL", "previous = NULL, digest = 'x'",
                            "digest = NULL", "previous = digest"])  # fmt: skip
        run(f"UPDATE {table} SET {what} WHERE athlete = ? AND id = ?", (athlete, number))


def rows_taken_out(file: Path, dice: Dice) -> None:
    with opened(file) as run:
        table, athlete, ids = some(run, dice, dice.choice([1, 1, 2, 3]))
        for number in ids:
            run(f"DELETE FROM {table} WHERE athlete = ? AND id = ?", (athlete, number))


def two_exchanged(file: Path, dice: Dice) -> None:
    with opened(file) as run:
        table, athlete, (one, other) = some(run, dice, 2)
        for was, new in ((one, -1), (other, one), (-1, other)):
            run(f"UPDATE {table} SET id = ? WHERE athlete = ? AND id = ?", (new, athlete, was))


def two_texts_exchanged(file: Path, dice: Dice) -> None:
    with opened(file) as run:
        table, athlete, ids = some(run, dice, 2)
        column = "data" if table == "entries" else "result"
        told = [run(f"SELECT {column} FROM {table} WHERE athlete = ? AND id = ?", (athlete, number)).fetchone()[0]
                for number in ids]  # fmt: skip
        for number, text in zip(ids, reversed(told), strict=True):
            run(f"UPDATE {table} SET {column} = ? WHERE athlete = ? AND id = ?", (text, athlete, number))


def one_put_in(file: Path, dice: Dice) -> None:
    """A copy of one, at the end, or between others that move up."""
    with opened(file) as run:
        table, athlete, (number,) = some(run, dice)
        columns = [name for _, name, *_ in run(f"PRAGMA table_info({table})")]
        last = run(f"SELECT max(id) FROM {table} WHERE athlete = ?", (athlete,)).fetchone()[0]
        new = dice.choice([last + 1, number + 1])
        for each in range(last, new - 1, -1):
            run(f"UPDATE {table} SET id = id + 1 WHERE athlete = ? AND id = ?", (athlete, each))
        told = [{"id": str(new)}.get(name, name) for name in columns]
        if dice.random() < 0.5:
            told = ["NULL" if name in ("number", "previous", "digest") else name for name in told]
        run(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(told)} FROM {table} "
            "WHERE athlete = ? AND id = ?", (athlete, number))  # fmt: skip


def one_rewritten(file: Path, dice: Dice) -> None:
    """Changed, and given the digest that goes with it."""
    with opened(file) as run:
        table, athlete, (number,) = some(run, dice)
        relinked(run, athlete, table, number)


def all_rewritten(file: Path, dice: Dice) -> None:
    """One is changed, and it and all that follow get new digests: only a head shows it."""
    with opened(file) as run:
        table, athlete, (number,) = some(run, dice)
        relinked(run, athlete, table, number, on=True)


def relinked(run: Callable[..., Any], athlete: str, table: str, number: int, on: bool = False) -> None:
    column = "source" if table == "entries" else "version"
    run(f"UPDATE {table} SET {column} = 'another' WHERE athlete = ? AND id = ?", (athlete, number))
    sql = f"SELECT number FROM {table} WHERE athlete = ? AND id = ?"
    place, previous = run(sql, (athlete, number)).fetchone()[0], None
    last = max(run(f"SELECT max(number) FROM {each} WHERE athlete = ?", (athlete,)).fetchone()[0]
               for each in TABLE_OF.values())  # fmt: skip
    for at in range(place, (last if on else place) + 1):
        for record, each in TABLE_OF.items():
            columns = (*COLUMNS[record], "previous")
            sql = f"SELECT {', '.join(columns)} FROM {each} WHERE athlete = ? AND number = ?"
            for values in run(sql, (athlete, at)).fetchall():
                row = dict(zip(columns, values, strict=True))
                previous = previous if at > place else row["previous"]
                digest = digest_at(content_of(told_by(record, row)), at, previous)
                run(f"UPDATE {each} SET previous = ?, digest = ? WHERE athlete = ? AND number = ?",
                    (previous, digest, athlete, at))  # fmt: skip
        previous = digest


def given_to_another(file: Path, dice: Dice) -> None:
    with opened(file) as run:
        table, athlete, (number,) = some(run, dice)
        run(f"UPDATE {table} SET athlete = ?, id = 900 WHERE athlete = ? AND id = ?",
            ("b" if athlete == "a" else "a", athlete, number))  # fmt: skip


def a_rulebook(file: Path, dice: Dice) -> None:
    with opened(file) as run:
        digest = dice.choice([each for (each,) in run("SELECT digest FROM rulebooks ORDER BY 1")])
        sql = dice.choice([
            "UPDATE rulebooks SET files = replace(files, 'a: 1', 'a: 2') WHERE digest = ?",
            "UPDATE rulebooks SET files = replace(files, '\\n', '\\r\\n') WHERE digest = ?",
            "UPDATE rulebooks SET files = replace(files, 'rules/b', 'rules/c') WHERE digest = ?",
            "UPDATE rulebooks SET files = '{}' WHERE digest = ?",
            "UPDATE rulebooks SET files = 'x' WHERE digest = ?",
            "UPDATE rulebooks SET digest = replace(digest, '0', '1') WHERE digest = ?",
            "DELETE FROM rulebooks WHERE digest = ?",
        ])  # fmt: skip
        run(sql, (digest,))


def a_trigger(file: Path, dice: Dice) -> None:
    connection = sqlite3.connect(file)
    table, verb = dice.choice(["entries", "decisions", "rulebooks"]), dice.choice(["update", "delete"])
    connection.execute(f"DROP TRIGGER {table}_{verb}")
    connection.commit()
    connection.close()


def a_table(file: Path, dice: Dice) -> None:
    connection = sqlite3.connect(file)
    connection.execute(dice.choice(["DROP TABLE decisions", "DROP TABLE rulebooks", "CREATE TABLE more (a)",
                                    "ALTER TABLE entries ADD COLUMN more"]))  # fmt: skip
    connection.commit()
    connection.close()


def a_bit(file: Path, dice: Dice) -> None:
    """Somewhere in the file, past its first page."""
    data = bytearray(file.read_bytes())
    at = dice.randrange(4096, len(data))
    data[at] ^= 1 << dice.randrange(8)
    file.write_bytes(data)


def a_bit_of_a_row(file: Path, dice: Dice) -> None:
    """In what somebody said or what was decided."""
    data = bytearray(file.read_bytes())
    marks = [b"moving_seconds", b"2026-11-1", b'"outcome":"hold"', b"import:a.gpx", b"summary"]
    mark = dice.choice([each for each in marks if each in data])
    places = [at for at in range(len(data)) if data.startswith(mark, at)]
    data[dice.choice(places) + dice.randrange(len(mark))] ^= 1 << dice.randrange(7)
    file.write_bytes(data)


def a_piece_cut_off(file: Path, dice: Dice) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: 4096 * dice.randrange(1, len(data) // 4096)])


KINDS = (a_value, rows_taken_out, two_exchanged, one_put_in, a_rulebook, one_rewritten, a_bit_of_a_row, a_place,
         all_rewritten, two_texts_exchanged, given_to_another, a_bit, a_trigger, a_table, a_piece_cut_off)  # fmt: skip
