"""Norm tables: rows in rising order without gap or overlap, cells on the grid of their measure and within its range."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Value
from ..facts.values import plain
from ..findings import Finding, nearest
from ..model import Measure, Rulebook, Table
from .fields import listed, names_in, steps, text
from .names import Entry, Names

UP_TO, VALUE = "up_to", "value"


def read_tables(names: Names, book: Rulebook, findings: list[Finding]) -> None:
    """Every table into the book; one that is faulty is there by name, and nothing is judged by it."""
    for entry in names["tables"].values():
        of, by, split = (text(entry.value, key) for key in ("of", "by", "split"))
        if of not in book.measures or by not in book.measures or (split and split not in book.measures):
            names.doubt("tables", entry.name)
            continue
        wrong: list[Finding] = []
        wrong += _measures(entry, book)
        judged = (
            not wrong
            and names.sound("tables", entry.name)
            and names.sound("measures", by)
            and names.sound("measures", split)
        )
        rows = listed(entry.value.get("rows")) if judged else []
        read = [_row(row, book.measures[of], book.measures[by], names, wrong) for row in rows]
        wrong += rows_in_order("table", entry.name, rows, [up_to for up_to, _ in read], book.measures[by])
        wrong += _columns(entry.name, rows, book.measures[split].words if split else ())
        if wrong or not rows:
            names.doubt("tables", entry.name)
        findings += wrong
        book.tables[entry.name] = Table(
            entry.name,
            text(entry.value, "title", entry.name),
            of,
            by,
            split,
            tuple(read),
            entry.place,
            names_in(entry.value, "source"),
        )


def _measures(entry: Entry, book: Rulebook) -> Iterator[Finding]:
    """Rows go by a number, columns by a measure in words; a table holds cuts of a number."""
    for key, kind, what in (
        ("of", "number", "holds cuts of a number"),
        ("by", "number", "goes by a number"),
        ("split", "words", "is split by a measure in words"),
    ):
        named = entry.value.get(key)
        if named is not None and named.data in book.measures and book.measures[named.data].kind != kind:
            yield Finding(
                "wrong-kind",
                f"A table {what}; {named.data} is not one.",
                *named.place,
                seen=str(named.data),
                expected=f"a measure in {'numbers' if kind == 'number' else 'words'}",
            )


def _row(
    row: Value, of: Measure, by: Measure, names: Names, findings: list[Finding]
) -> tuple[int | None, dict[str, int]]:
    limit = row.get(UP_TO)
    up_to = None
    if limit is not None:
        up_to = steps(str(limit.data), by.step, limit.place, findings, f"a multiple of {by.step}")
    cuts: dict[str, int] = {}
    for column, cell in row.items():
        if column == UP_TO or not names.sound("measures", of.name):
            continue
        before = len(findings)
        cut = steps(str(cell.data), of.step, cell.place, findings, "a cut")
        if not of.low <= cut <= of.high and len(findings) == before:
            findings.append(
                Finding(
                    "impossible-threshold",
                    f"{cell.data} lies outside the range of {of.name}: nobody, or everybody, would meet it.",
                    *cell.place,
                    seen=str(cell.data),
                    expected=f"{plain(of, of.low)} to {plain(of, of.high)}",
                )
            )
        cuts["" if column == VALUE else column] = cut
    return up_to, cuts


def rows_in_order(what: str, name: str, rows: list[Value], ups: list[int | None], by: Measure) -> Iterator[Finding]:
    """Rows that go up to and including a number each rise; the last has none.

    what : what the rows are of, in a word
    ups  : what each row goes up to, in steps of the measure
    """
    last: int | None = None
    for index, (row, up_to) in enumerate(zip(rows, ups, strict=True)):
        limit, final = row.get(UP_TO), index == len(rows) - 1
        if limit is not None and up_to is not None:
            if last is not None and up_to <= last:
                yield Finding(
                    "overlap",
                    f"This row of {name} overlaps the one before: {limit.data} is not above {plain(by, last)}.",
                    *limit.place,
                    seen=str(limit.data),
                    expected=f"more than {plain(by, last)}",
                )
            last = up_to
        if final and limit is not None:
            yield Finding(
                "gap",
                f"The {what} {name} leaves a gap: {by.title.lower()} over {limit.data} is in no row.",
                *limit.place,
                seen=str(limit.data),
                expected=f"a last row without {UP_TO}",
            )
        if not final and limit is None:
            yield Finding(
                "overlap",
                f"This row of {name} has no {UP_TO}, so the rows below it would never count.",
                *row.place,
                expected=f"{UP_TO} on every row but the last",
            )


def _columns(name: str, rows: list[Value], words: tuple[str, ...]) -> Iterator[Finding]:
    """A split table has the same columns in every row, each a word of what it is split by."""
    if not words or not rows:
        return
    first = [column for column in rows[0].keys if column != UP_TO and column in words]
    for row in rows:
        strange = [column for column in row.keys if column != UP_TO and column not in words]
        for column in strange:
            yield Finding(
                "unknown-word",
                f"'{column}' is not a column of {name}.",
                *row.keys[column],
                seen=column,
                expected=", ".join(words),
                nearest=nearest(column, words),
            )
        missing = [column for column in first if column not in row.keys]
        if missing and not strange:
            yield Finding(
                "gap",
                f"This row of {name} has nothing for {' and '.join(missing)}.",
                *row.place,
                expected=", ".join(first),
            )
