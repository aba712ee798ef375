"""CSV lists of activities: which list it is and in what language, and its rows as activities."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone, tzinfo

from ..findings import Finding
from .activity import NO_RUN, Activity, Read, Refused, doubt
from .believe import metres_of, speed_words
from .dates import days_first, read_when
from .numbers import MISSING, decimal_of, is_whole, read_number, read_seconds
from .settings import Language, ListForm, Settings, plain

DELIMITERS = ",;\t"
NUMBERS = ("distance", "ascent", "elapsed", "moving", "time")
KM, MILE = 1000.0, 1609.344


@dataclass(frozen=True)
class Sheet:
    """A list whose headers were recognised. columns : field -> the columns that it heads, left to right."""

    form: ListForm
    language: Language
    columns: dict[str, list[int]]
    rows: list[tuple[int, list[str]]]  # with the line that each begins on

    def cell(self, row: list[str], field: str, at: int = 0) -> str:
        """A field of a row; "" when the list has no such column or the row ends before it."""
        columns = self.columns.get(field, [])
        return row[columns[at]].strip() if at < len(columns) and columns[at] < len(row) else ""


def read_list(data: bytes, file: str, settings: Settings, zone: tzinfo, unit: str, first: bool | None) -> Read:
    """The activities of a list.

    zone : where the athlete was, for a list in local time, and in which times are shown
    unit : km or mi, what distances are in that are not in metres
    first : whether days stand before months, where someone has said it
    Errors: Refused when it is no list that is known.
    """
    sheet = open_sheet(data, settings)
    read = Read()
    cells = {field: [sheet.cell(row, field) for _, row in sheet.rows] for field in sheet.columns}
    shown = decimal_of(cell for field in NUMBERS for cell in cells.get(field, ()) if ":" not in cell)
    if first is None:
        first = days_first(cells["date"])
    first = sheet.language.days_first if first is None else first
    reader = _Rows(sheet, settings, zone, file, unit, shown or sheet.language.decimal, first)
    for line, row in sheet.rows:
        try:
            read.activities.append(reader.activity(line, row, read.findings))
        except ValueError as error:
            hint = "--dates day-first or --dates month-first" if "two days" in str(error) else ""
            read.findings.append(Finding("bad-row", f"{error}.", file, line, expected=hint))
    return read


@dataclass(frozen=True)
class _Rows:
    sheet: Sheet
    settings: Settings
    zone: tzinfo
    file: str
    unit: str
    decimal: str
    first: bool | None

    def activity(self, line: int, row: list[str], doubts: list[Finding]) -> Activity:
        """One row. Errors: ValueError, in words."""
        sheet = self.sheet
        sport = sheet.cell(row, "sport")
        kind = self.settings.kind(sport)
        languages = [sheet.language, *self.settings.languages.values()]
        start = read_when(sheet.cell(row, "date"), languages, self.first)
        local = sheet.form.local and start.tzinfo is None
        start = start.replace(tzinfo=self.zone) if local else in_zone(start, self.zone)
        seconds, moving = self._durations(row)
        metres = None
        if kind != NO_RUN:
            candidates = list(self._metres(row))
            metres = metres_of(candidates, moving or seconds, self.settings)
            if metres is None and candidates:
                say = f"{speed_words(candidates[0], moving or seconds)} can't be: counted by its time."
                doubts.append(doubt("distance-not-believed", say, self.file, line))
        ascent = self._number(row, "ascent")
        return Activity(
            start, seconds, moving, metres, kind, sport, sheet.form.name, self.file, line,
            None if ascent is None else max(ascent, 0.0), sheet.cell(row, "name") or None, local,
        )  # fmt: skip

    def _durations(self, row: list[str]) -> tuple[float, float | None]:
        """Seconds with and without pauses."""
        given = {field: read_seconds(self.sheet.cell(row, field), self.decimal) for field in NUMBERS[2:]}
        moving = given["moving"] or given["time"]
        seconds = given["elapsed"] or moving
        if not seconds:
            raise ValueError("It has no duration")
        return max(seconds, moving or 0), moving or None

    def _metres(self, row: list[str]) -> Iterator[float]:
        """What the distance can be, the likeliest first: the last column is in metres where there are two."""
        cells = [self.sheet.cell(row, "distance", at) for at in range(len(self.sheet.columns.get("distance", [])))]
        cells = [cell for cell in cells if cell not in MISSING]
        long = MILE if self.unit == "mi" else KM
        for at, cell in reversed(list(enumerate(cells))):
            number = read_number(cell, self.decimal)
            if number:
                metres_first = at > 0 or is_whole(cell, self.decimal)
                yield from (number, number * long) if metres_first else (number * long, number)

    def _number(self, row: list[str], field: str) -> float | None:
        """A number that nothing hangs on: one that can't be read is left out."""
        try:
            return read_number(self.sheet.cell(row, field), self.decimal)
        except ValueError:
            return None


def in_zone(start: datetime, zone: tzinfo) -> datetime:
    """A moment with an offset of its own as it is; one in universal time as the clock shows it where the athlete is."""
    if start.utcoffset():
        return start
    return start.replace(tzinfo=timezone.utc).astimezone(zone)


def open_sheet(data: bytes, settings: Settings) -> Sheet:
    """The list that some bytes hold. Errors: Refused when its headers are of no list that is known."""
    text = decode(data)
    header = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=header.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows, begins = [], 1
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Refused("broken-list", f"It can't be read as a list from line {reader.line_num} on: {error}.") from error
    found = _recognise([plain(cell) for cell in rows[0][1]], settings) if rows else None
    if found is None:
        known = " or ".join(form.title for form in settings.lists)
        spoken = ", ".join(settings.languages)
        say = "Its first line is not that of a list of activities that surefoot knows."
        raise Refused("unknown-headers", say, 1, 1, f"{known}, in one of {spoken}; knowledge/import.yaml has the words")
    form, language, columns = found
    return Sheet(form, settings.languages[language], columns, rows[1:])


def _recognise(headers: list[str], settings: Settings) -> tuple[ListForm, str, dict[str, list[int]]] | None:
    """The list and language of which most headers are there, among those that have date and sport."""
    best: tuple[int, ListForm, str, dict[str, list[int]]] | None = None
    for form in settings.lists:
        for language, fields in form.headers.items():
            columns = {
                field: [at for at, header in enumerate(headers) if header in words] for field, words in fields.items()
            }
            columns = {field: at for field, at in columns.items() if at}
            timed = {"elapsed", "moving", "time"} & columns.keys()
            if {"date", "sport"} <= columns.keys() and timed and (best is None or len(columns) > best[0]):
                best = len(columns), form, language, columns
    return best[1:] if best else None


def decode(data: bytes) -> str:
    """Text in UTF-8, or UTF-16 by its mark, or else as older spreadsheets save it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")

