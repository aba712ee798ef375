"""Rows from a folder of facts files. A file that can't be read is a row that says so, and the rest goes on.

The names of files and their texts come from above; nothing is opened here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date as Date
from pathlib import PurePath

from ..facts.derive import derive
from ..facts.reading import ATHLETE, read_facts
from ..findings import Fault, Finding, is_error
from ..model import Rulebook
from .part import Part
from .row import Row, gap_of, hurt_of, overdue_of, standing_of

Read = tuple[str, str | Finding]  # a file's name, and its text or why it has none


def rows_of_files(files: Iterable[Read], book: Rulebook, part: Part, today: Date) -> list[Row]:
    """A row for each athlete; of two files of one athlete the one for the later day counts, and the other is told."""
    found: dict[str, tuple[Row, str]] = {}
    for named, read in files:
        file = printable(named)
        row = _row(file, read, book, part, today)
        if row.athlete in found:
            row, file = _of_two(found[row.athlete], (row, file))
        found[row.athlete] = row, file
    return [row for row, _ in found.values()]


def printable(name: str) -> str:
    """A file's name as it can be shown: whatever would steer a terminal, or is no letter at all, is a ?."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)


def _row(file: str, read: str | Finding, book: Rulebook, part: Part, today: Date) -> Row:
    if isinstance(read, Finding):
        return _broken(file, [read])
    answers, findings = read_facts(read, file, book, today)
    if answers is None:
        return _broken(file, [finding for finding in findings if is_error(finding)])
    facts = derive(answers, book)
    silent = max((today - answers.as_of).days, 0) if answers.as_of_given else None  # else it says nothing of when
    try:
        standing = standing_of(part.decide(facts))
    except Fault as fault:
        return Row(answers.athlete, None, hurt_of(facts, book), gap_of(facts, book), None, silent, problem=str(fault),
                   fault=True)  # fmt: skip
    return Row(answers.athlete, standing, hurt_of(facts, book), gap_of(facts, book), None, silent,
               overdue_of(facts, book, standing))  # fmt: skip


def _broken(file: str, findings: list[Finding]) -> Row:
    """The row of a file that can't be read, by the file's name."""
    name = PurePath(file).stem
    first = f"{PurePath(file).name}: {findings[0].say}" if findings else f"{PurePath(file).name} can't be read."
    more = f" {len(findings) - 1} more." if len(findings) > 1 else ""
    return Row(name if ATHLETE.match(name) else PurePath(file).name, None, problem=first + more,
               findings=tuple(findings))  # fmt: skip


def _of_two(one: tuple[Row, str], other: tuple[Row, str]) -> tuple[Row, str]:
    """The row that counts, with what is said of the other file; one that was decided before one that wasn't."""
    days = [row.standing.day if row.standing is not None else Date.min for row, _ in (one, other)]
    kept, left = (other, one) if days[1] >= days[0] else (one, other)
    say = f"There are two files of {kept[0].athlete}; {PurePath(kept[1]).name} counts, and this one doesn't."
    told = Finding("athlete-twice", say, left[1], seen=kept[0].athlete, expected="one file for each athlete",
                   severity="warning")  # fmt: skip
    row, file = kept
    return replace(row, findings=(*row.findings, *left[0].findings, told)), file
