"""A CSV file's rows into drafts: its sets become the text that a flag would hold, and go through the same reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date as Date

from ..facts.values import Mistake, expected, read_date, shown
from ..findings import BadInput, Finding, nearest
from ..journal.canonical import canonical
from ..journal.entries import FACTS, SESSION, Draft
from ..logic import Place
from ..model import Rulebook
from ..training import Exercise
from .amounts import number_of
from .check_in import read_check_in
from .context import Context
from .items import COUNTED
from .recording import draft_of
from .said import Said
from .session import DID, exercise_in, nearest_exercise, read_session
from .sets import SIDES, UNKNOWN
from .table import Row, Table, by_session, read_table, said_of, whole_of
from .texts import WORDS

YES, NO = ("yes", "y", "x", "1", "true", "done", "ok"), ("no", "n", "0", "false", "-")
ROWS_CAN_BE_READ = ("unknown-column", "columns")  # what is wrong in them is told at the same time
OF_A_SET = ("contacts", "load_kg", "assist_kg", "rir")
At = Callable[[Date], Context]


def drafts_in(
    text: str, file: str, book: Rulebook, at: At, day: Date | None, today: Date
) -> tuple[list[Draft], list[Said | None], list[str]]:
    """The drafts of a file, where each begins, and what of it was left aside, in words.

    at    : gives the context of a day
    day   : of rows without a date; None where the command line names none: then they need one
    Errors: BadInput with all that is wrong with the file.
    """
    table, findings = read_table(text, file, book)
    reader = _Reader(table, book, at, day, today, findings)
    if all(finding.code in ROWS_CAN_BE_READ for finding in findings):
        reader.read()
    if findings:
        raise BadInput(findings, {file: text})
    return reader.drafts, reader.places, reader.aside


class _Reader:
    def __init__(self, table: Table, book: Rulebook, at: At, day: Date | None, today: Date, findings: list[Finding]):
        self.table, self.book, self.at, self.day, self.today, self.findings = table, book, at, day, today, findings
        self.drafts: list[Draft] = []
        self.places: list[Said | None] = []
        self.aside: list[str] = []

    def read(self) -> None:
        sets, sessions = self.table.has("exercise"), self.table.has("session") or self.table.has("session_done")
        if sets or sessions:
            for (_, letter), rows in by_session(self.table):
                self._session(letter, rows)
        else:
            for row in self.table.rows:
                self._check_in(row)

    def _day(self, row: Row) -> Date | None:
        said = row.cells.get("date")
        if said is None:
            if self.day is None:
                say = "This row has no date, and --on names no day."
                self.findings.append(Finding("missing-key", say, self.table.head.file, row.line, 1, path="date",
                                             expected="a column date, or --on"))  # fmt: skip
            return self.day
        day = read_date(said.text)
        if isinstance(day, Mistake):
            self.findings.append(said.finding(day))
            return None
        if day > self.today:
            say = f"{day} is still to come."
            self.findings.append(said.finding(Mistake("date", say, said.text, f"a day up to {self.today}")))
            return None
        return day

    def _check_in(self, row: Row) -> None:
        day = self._day(row)
        if day is None:
            return
        context = self.at(day)
        data, findings = read_check_in(said_of(row.cells, self.book), context)
        if data is None:
            self.findings += findings or [Finding("null", "This row says nothing.", self.table.head.file, row.line, 1)]
            return
        self.drafts.append(draft_of(context.athlete, FACTS, day, data))
        self.places.append(None)

    # ---- sessions ----

    def _session(self, letter: str, rows: Sequence[Row]) -> None:
        said = whole_of(rows, self.findings)
        done = [row for row in rows if row.text("exercise") and self._was_done(row)]
        if not done and not said and self.table.has("done"):
            on = rows[0].text("date")
            of = f"Session {letter}" if letter else "A session"
            self.aside.append(f"{of}{f' of {on}' if on else ''}: no row of it is filled in, so it was left aside.")
            return
        day = self._day(rows[0])
        if day is None:
            return
        first = rows[0].cells.get("session")
        place = first.place if first is not None else Place(self.table.head.file, rows[0].line, 1)
        what = [Said("session", letter, place)] if letter else []
        sets, before = self._exercises(done), len(self.findings)
        context = self.at(day)
        data, findings = read_session([*what, *said, *sets], context, listed=self.table.has("exercise"))
        if before == len(self.findings) or findings:
            self.findings += findings
        if data is not None:
            self.drafts.append(draft_of(context.athlete, SESSION, day, data))
            self.places.append(Said("session", letter, place))

    def _was_done(self, row: Row) -> bool:
        """A set counts; where the file has a column for that, only where it says yes."""
        if not self.table.has("done"):
            return True
        said = row.text("done").lower()
        if said and said not in (*YES, *NO):
            cell = row.cells["done"]
            mistake = Mistake(
                "yes-no", f"'{shown(said)}' is neither yes nor no.", shown(said), "yes, or no", nearest(said, YES)
            )
            self.findings.append(cell.finding(mistake))
        return said in YES

    def _exercises(self, rows: Sequence[Row]) -> list[Said]:
        """The sets of each exercise as the text of a flag."""
        groups: dict[str, list[Row]] = {}
        for row in rows:
            groups.setdefault(row.text("exercise").lower(), []).append(row)
        found = []
        for group in groups.values():
            cell = group[0].cells["exercise"]
            exercise, rest = exercise_in(cell.text, self.book.exercises.values())
            if exercise is None or rest:
                near = nearest_exercise(cell.text, self.book.exercises.values())
                mistake = Mistake("exercise", f"'{shown(cell.text)}' is no exercise.", shown(cell.text),
                                  "an exercise's id or its name", near)  # fmt: skip
                self.findings.append(cell.finding(mistake))
                for row in group:  # what else is wrong with its rows
                    for key in self.book.logbook.amounts:
                        self._number(row, key)
                continue
            found.append(Said(DID, f"{exercise.id} {self._sides(group, exercise)}", cell.place))
        return found

    def _sides(self, rows: Sequence[Row], exercise: Exercise) -> str:
        sides: dict[str, list[Row]] = {}
        for row in rows:
            side = row.text("side").lower() or "both"
            if side not in SIDES:
                mistake = Mistake("side", f"'{shown(side)}' is not a side.", shown(side), "left, right or both",
                                  nearest(side, SIDES))  # fmt: skip
                self.findings.append(row.cells["side"].finding(mistake))
            sides.setdefault(SIDES.get(side, "both"), []).append(row)
        texts = []
        said = {key for row in rows for key in (*OF_A_SET, "technique", "pain") if row.text(key)}
        for side, of in sides.items():
            ordered = self._ordered(of)
            texts += [side, " ".join(self._amount(row, exercise) for row in ordered)]
            for key in [key for key in WORDS if key in said]:
                values = [self._number(row, key) or UNKNOWN for row in ordered]
                if key == "technique":  # of the last set
                    values = [value for value in values if value != UNKNOWN][-1:] or [UNKNOWN]
                if key == "pain":  # the worst of the sets
                    values = [max([value for value in values if value != UNKNOWN], key=float, default=UNKNOWN)]
                texts += [WORDS[key], " ".join(values)]
        return " ".join(texts)

    def _ordered(self, rows: Sequence[Row]) -> list[Row]:
        """By their number where they have one; a number that comes twice is a finding."""
        numbers: dict[int, Row] = {}
        for row in rows:
            said = row.cells.get("set")
            if said is None:
                continue
            if not said.text.isdigit() or not 0 < int(said.text) < 100:
                self.findings.append(said.finding(Mistake("number", f"'{shown(said.text)}' is no number of a set.",
                                                          shown(said.text), "1, 2, 3 ...")))  # fmt: skip
            elif int(said.text) in numbers:
                say = f"Set {said.text} on this side stands in row {numbers[int(said.text)].line} too."
                self.findings.append(said.finding(Mistake("twice", say, said.text, "each set once")))
            else:
                numbers[int(said.text)] = row
        return [numbers[key] for key in sorted(numbers)] if len(numbers) == len(rows) else list(rows)

    def _amount(self, row: Row, exercise: Exercise) -> str:
        others = [key for key in COUNTED if key != exercise.counts and row.text(key)]
        text = self._number(row, exercise.counts)
        amount = self.book.logbook.amounts[exercise.counts]
        if others and not row.text(exercise.counts):
            cell = row.cells[others[0]]
            say = f"{exercise.name} is counted in {exercise.counts}, not in {others[0]}."
            self.findings.append(cell.finding(Mistake("unit", say, cell.text, expected(amount))))
        elif not row.text(exercise.counts):
            say = f"{exercise.name}: this set doesn't say how much it was."
            file, line = self.table.head.file, row.line
            self.findings.append(
                Finding("missing-key", say, file, line, 1, path=exercise.counts, expected=expected(amount))
            )
        return text or "1"

    def _number(self, row: Row, key: str) -> str:
        """A cell's number as a text; "" where there is none, or it is wrong, which is a finding."""
        said = row.cells.get(key)
        if said is None:
            return ""
        value = number_of(self.book.logbook.amounts[key], said.text)
        if isinstance(value, Mistake):
            self.findings.append(said.finding(value))
            return ""
        return canonical(value)
