"""A log in a CSV file: a row a set and side, or a row a check-in. Its cells become the texts that flags would hold.

The plan's own table, filled in, is one: its columns that plan are left aside.

    with `exercise`  : date, session, exercise, side, set, reps | seconds | metres, contacts, load_kg, assist_kg, rir,
                       pain, technique, done; and of the whole session session_done, minutes, session_effort,
                       session_pain, note, on any of its rows
    without          : date, and a column for each question of the check-in, or session_done and its like
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..findings import Finding, nearest
from ..logic import Place
from ..model import Rulebook
from .said import Said

EXERCISE = ("exercise", "side", "set", "reps", "seconds", "metres", "contacts", "load_kg", "assist_kg", "rir", "pain",
            "technique", "done")  # fmt: skip
WHOLE = {
    "session_done": "done",
    "minutes": "minutes",
    "session_effort": "effort",
    "session_pain": "pain",
    "note": "note",
}
FIRST = ("date", "session")
OTHER_NAMES = {"left_in_reserve": "rir", "held_on": "date", "day_done": "date"}
# Columns of `surefoot plan --format csv` that say what was planned: the journal knows that.
OF_THE_PLAN = (
    "week",
    "day",
    "title",
    "number",
    "slot",
    "name",
    "tempo",
    "rest_s",
    "effort",
    "load",
    "cue",
    "stop_when",
)
DELIMITERS = (",", ";", "\t")
LARGEST = 100_000  # rows


@dataclass
class Row:
    """One row: its number in the file, and its cells that hold something, by column."""

    line: int
    cells: dict[str, Said] = field(default_factory=dict)

    def text(self, column: str) -> str:
        """What stands in a column; "" for nothing."""
        return self.cells[column].text.strip() if column in self.cells else ""


@dataclass
class Table:
    """A file's rows; whether they are sets, sessions or check-ins is told by its columns."""

    columns: list[str]
    rows: list[Row]
    head: Place

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self.columns


def read_table(text: str, file: str, book: Rulebook) -> tuple[Table, list[Finding]]:
    """The rows of a file, and what is wrong with its columns."""
    text = text.removeprefix("\ufeff")
    known = [*FIRST, *EXERCISE, *WHOLE, *(each.id for each in book.logbook.check_in)]
    lines = text.splitlines()
    delimiter = max(DELIMITERS, key=lambda each: _fits(lines[0] if lines else "", each, known))
    head, findings = _head(lines[0] if lines else "", delimiter, file, known)
    table = Table(head, [], Place(file, 1, 1))
    if not findings and not {"date", "session", *EXERCISE, *WHOLE} & {*head} and not {*known} & {*head}:
        findings.append(Finding("no-columns", "This is no table of a log.", file, 1, 1, expected=", ".join(known)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for number, cells in enumerate(reader):
            line, before = before + 1, reader.line_num
            if number and any(cell.strip() for cell in cells):
                table.rows.append(_row(cells, head, file, line, lines, delimiter, findings))
            if number > LARGEST:
                findings.append(Finding("too-large", f"This file has more than {LARGEST} rows.", file, line, 1))
                break
    except csv.Error as error:
        findings.append(Finding("csv", f"This row can't be read: {error}.", file, reader.line_num, 1))
    if not table.rows and not findings:
        findings.append(Finding("empty", "There is no row in this file.", file, 1, 1))
    return table, findings


def _fits(line: str, delimiter: str, known: Sequence[str]) -> int:
    names = {_name(each) for each in line.split(delimiter)}
    return len(names & {*known, *OF_THE_PLAN})


def _name(cell: str) -> str:
    name = "_".join(cell.strip().strip('"').lower().replace("-", " ").split())
    return OTHER_NAMES.get(name, name)


def _head(line: str, delimiter: str, file: str, known: Sequence[str]) -> tuple[list[str], list[Finding]]:
    head, findings = [], []
    starts = _starts(line, delimiter)
    for number, cell in enumerate(next(csv.reader([line], delimiter=delimiter), [])):
        name = _name(cell)
        place = (file, 1, starts[number] + 1 if number < len(starts) else 1)
        if name in head:
            findings.append(Finding("duplicate-column", f"The column '{name}' is there twice.", *place, seen=name,
                                    expected="each column once"))  # fmt: skip
        elif name and name not in known and name not in OF_THE_PLAN:
            findings.append(Finding("unknown-column", f"'{name}' is no column of a log.", *place, seen=name,
                                    expected=", ".join(known), nearest=nearest(name, known)))  # fmt: skip
        head.append(name)
    return head, findings


def _row(
    cells: Sequence[str],
    head: Sequence[str],
    file: str,
    line: int,
    lines: Sequence[str],
    delimiter: str,
    findings: list[Finding],
) -> Row:
    raw = lines[line - 1] if line <= len(lines) else ""
    starts = _starts(raw, delimiter)
    row = Row(line)
    for number, cell in enumerate(cells):
        column = starts[number] + 1 if len(starts) == len(cells) else 1
        if number >= len(head):
            if cell.strip():
                say = f"This row has more cells than the {len(head)} columns."
                findings.append(Finding("columns", say, file, line, column, seen=cell.strip()[:40],
                                        expected="quotes around a text with a comma in it"))  # fmt: skip
            break
        if cell.strip() and head[number] and head[number] not in OF_THE_PLAN:
            inside = len(cell) - len(cell.lstrip()) + (raw[column - 1 : column] == '"')
            row.cells[head[number]] = Said(head[number], cell.strip(), Place(file, line, column + inside))
    return row


def _starts(line: str, delimiter: str) -> list[int]:
    """Where each cell of a line begins, from 0; a delimiter in quotes is none."""
    starts, quoted = [0], False
    for at, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == delimiter and not quoted:
            starts.append(at + 1)
    return starts


def by_session(table: Table) -> Iterator[tuple[tuple[str, str], list[Row]]]:
    """The rows of each session: day and letter as they are written, in the order in which they begin."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in table.rows:
        groups.setdefault((row.text("date"), row.text("session").upper()), []).append(row)
    yield from groups.items()


def whole_of(rows: Sequence[Row], findings: list[Finding]) -> list[Said]:
    """What is said of a whole session, on whichever of its rows; rows that disagree are a finding."""
    found: dict[str, Said] = {}
    for row in rows:
        for column, key in WHOLE.items():
            said = row.cells.get(column)
            if said is None:
                continue
            if column in found and found[column].text != said.text:
                say = f"'{column}' is {said.text} here and {found[column].text} in row {found[column].place.line}."
                findings.append(Finding("differs", say, *said.place, path=column, seen=said.text,
                                        expected="the same on every row of a session, or on one of them"))  # fmt: skip
            found.setdefault(column, Said(key, said.text, said.place))
    return [*found.values()]


def said_of(cells: Mapping[str, Said], book: Rulebook) -> list[Said]:
    """A check-in's answers in one row."""
    return [cells[each.id] for each in book.logbook.check_in if each.id in cells]
