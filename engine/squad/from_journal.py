"""Rows from a journal, with today's decisions: one that is on record for today and still stands is taken as it is.

Nothing is written. What isn't on record is decided by the part of the rulebook on which outcomes rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from fractions import Fraction
from typing import Any

from ..derivations.derive import Deriver
from ..derivations.log import Log, low_of
from ..document import Value
from ..facts.derive import Facts, derive
from ..facts.reading import read_answers
from ..findings import BadInput, Fault, is_error
from ..journal.deciding import Athlete, where_told
from ..journal.entries import PLAN, Entry, Recorded
from ..journal.facts import Document
from ..journal.known import known
from ..logic import Place
from ..model import Rulebook
from .changes import Change, Then, changes_of
from .part import Part
from .row import Row, gap_of, hurt_of, overdue_of, standing_as_recorded, standing_of


@dataclass(frozen=True)
class Member:
    """An athlete's row, and what has changed since an earlier day."""

    row: Row
    changes: tuple[Change, ...] = ()


def member_of(athlete: Athlete, part: Part, today: Date, since: Date) -> Member:
    """The row of one athlete of a journal. `since`: the day against which changes are told."""
    entries = known(athlete.entries, day=today)
    heard = [entry.day for entry in entries if entry.kind != PLAN]
    row = _row(athlete, entries, part, today, heard)
    return Member(row, changes_of(row, _then(athlete, since), heard, today, since, athlete.opened.book))


def _row(athlete: Athlete, entries: Sequence[Entry], part: Part, today: Date, heard: Sequence[Date]) -> Row:
    book, name = athlete.opened.book, athlete.name
    silent = (today - heard[-1]).days if heard else None
    adherence = adherence_of(entries, book, today)
    facts: Facts | None = None
    try:
        recorded = current(athlete, today)
        if recorded is not None:
            facts = facts_of(recorded.facts, book, today)
            standing = standing_as_recorded(recorded.result, recorded.id, book)
        else:
            document = athlete.document(today)
            facts = facts_of(document.data, book, today, document)
            standing = standing_of(part.decide(facts))
    except (BadInput, Fault) as error:
        findings = tuple(error.findings) if isinstance(error, BadInput) else ()
        hurt, gap = (hurt_of(facts, book), gap_of(facts, book)) if facts is not None else (None, None)
        return Row(name, None, hurt, gap, adherence, silent, problem=findings[0].say if findings else str(error),
                   findings=findings, fault=isinstance(error, Fault))  # fmt: skip
    return Row(name, standing, hurt_of(facts, book), gap_of(facts, book), adherence, silent,
               overdue_of(facts, book, standing))  # fmt: skip


def current(athlete: Athlete, today: Date) -> Recorded | None:
    """The last decision for today, where it was made by this rulebook and version and nothing has been said since."""
    made = [brief for brief in athlete.briefs if brief.as_of == today.isoformat()][-1:]
    if not made or made[0].rulebook != athlete.opened.book.digest:
        return None
    since = any(entry.id > made[0].through and entry.kind != PLAN for entry in athlete.entries)
    recorded = athlete.journal.decision(athlete.name, made[0].id) if not since else None
    return recorded if recorded is not None and recorded.version == athlete.version else None


def facts_of(data: Any, book: Rulebook, today: Date, document: Document | None = None) -> Facts:
    """The facts of a facts document. Errors: BadInput, which names the entries where the document is at hand."""
    name = f"what the journal holds of {data.get('athlete', '')}"
    answers, findings = read_answers(value_of(data, name), name, book, today)
    if answers is None:
        wrong = [finding for finding in findings if is_error(finding)]
        raise BadInput(wrong if document is None else [where_told(finding, document) for finding in wrong])
    return derive(answers, book)


def value_of(data: Any, file: str) -> Value:
    """Plain data as a document that was read, without places."""
    place = Place(file, 0)
    if isinstance(data, dict):
        return Value({key: value_of(item, file) for key, item in data.items()}, place, dict.fromkeys(data, place))
    if isinstance(data, (list, tuple)):
        return Value([value_of(item, file) for item in data], place)
    return Value(data, place)


def adherence_of(entries: Sequence[Entry], book: Rulebook, today: Date) -> Fraction | None:
    """The share that the rulebook's derivation takes from the log; None where there is too little.

    Of what isn't known to be done or not it says at least so much: that is what is on record.
    """
    what = book.derivations.get(str(book.squad.get("adherence", "")))
    if what is None:
        return None
    found = Deriver(Log(entries, book, today)).found(what).amount
    return None if found is None else low_of(found)


def _then(athlete: Athlete, since: Date) -> Then | None:
    """The last decision on record for a day up to `since`."""
    book = athlete.opened.book
    before = [brief for brief in athlete.briefs if brief.day <= since]
    if not before:
        return None
    brief = max(before, key=lambda each: (each.as_of, each.id))
    recorded: Recorded = athlete.journal.decision(athlete.name, brief.id)
    try:
        hurt = hurt_of(facts_of(recorded.facts, book, brief.day), book)
    except BadInput:
        hurt = None                      # told in the words of another rulebook
    return Then(standing_as_recorded(recorded.result, brief.id, book), hurt)
