"""The decision that an audit is about: found by name, and made again as it was then.

    a name (sample-3, sample-3:12, sample-3@2026-05-04)  ->  Recorded  ->  Subject {document, decision, plan, opened}

Made again it has the facts as recorded, the rulebook of its day and the log as it was known then, so it is the same
decision to the byte wherever surefoot's version is the same; `same` says whether it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from typing import Any

from ..decision.decide import Decision
from ..document import read
from ..journal.canonical import canonical
from ..journal.chain import Head
from ..journal.deciding import Athlete, decided
from ..journal.entries import Brief, Recorded
from ..journal.errors import NoSuchEntry
from ..journal.facts import Document, facts_document
from ..journal.known import known
from ..journal.missed import offer
from ..journal.store import Journal
from ..page.as_json import as_data
from ..plan.sessions import Plan
from ..rulebook.standing import told_among
from ..service import Surefoot

NAMED = re.compile(r"(?P<athlete>[A-Za-z0-9_-]{1,64})(:(?P<number>[0-9]{1,9})|@(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}))?\Z")


@dataclass(frozen=True)
class Subject:
    """A decision to be audited.

    opened   : the rulebook that it was made by
    document : the facts as they were then, with the entries that told them, and the log as far as it counted
    recorded : as the journal has it; None for a decision on a facts file, made just now
    version  : of the surefoot that made it again
    head     : of the journal as it is now, for what is made from this; None for a decision on a facts file
    """

    opened: Surefoot
    document: Document
    decision: Decision
    plan: Plan
    recorded: Recorded | None
    version: str
    head: Head | None = None

    @property
    def result(self) -> Mapping[str, Any]:
        """The object of `decide --json`: as it was recorded, else as it was made now."""
        return self.recorded.result if self.recorded is not None else self.made

    @property
    def made(self) -> Mapping[str, Any]:
        """The object of `decide --json` as it comes out now."""
        return as_data(self.decision, self.plan, self.version)

    @property
    def same(self) -> bool:
        """Whether it comes out now as it was recorded, surefoot's own version apart."""
        return canonical({**self.made, "surefoot": ""}) == canonical({**self.result, "surefoot": ""})


def parts_of(name: str) -> tuple[str, int | None, Date | None] | None:
    """The athlete, the number and the day in a decision's name; None where it isn't one."""
    found = NAMED.match(name)
    if found is None:
        return None
    try:
        day = Date.fromisoformat(found["day"]) if found["day"] else None
    except ValueError:
        return None
    return found["athlete"], int(found["number"]) if found["number"] else None, day


def chosen(athlete: Athlete, number: int | None = None, day: Date | None = None) -> Brief:
    """An athlete's decision by its number, the last one for a day, or the last one. Errors: NoSuchEntry."""
    return _chosen(athlete.journal, athlete.name, athlete.briefs, number, day)


def number_of(journal: Journal, name: str, number: int | None, day: Date | None) -> int:
    """The same without a rulebook: the decision's number. Errors: NoSuchEntry."""
    return _chosen(journal, name, journal.briefs(name), number, day).id


def _chosen(journal: Journal, name: str, briefs: Sequence[Brief], number: int | None, day: Date | None) -> Brief:
    found = [
        brief for brief in briefs if (number is None or brief.id == number) and (day is None or brief.day == day)
    ]
    if found:
        return max(found, key=lambda brief: (brief.as_of, brief.id))
    if not briefs:
        raise NoSuchEntry(f"The journal {journal.path} holds no decision about {name}.")
    wanted = f"number {number}" if number is not None else f"for {day}"
    first, last = briefs[0], briefs[-1]
    there = f"from {name}:{first.id} ({first.as_of}) to {name}:{last.id} ({last.as_of})"
    raise NoSuchEntry(f"There is no decision {wanted} about {name}. There are those {there}; "
                      f"surefoot history {name} lists them.")  # fmt: skip


def subject_of(athlete: Athlete, number: int) -> Subject:
    """A recorded decision, made again as it was. Errors: NoSuchEntry; BadInput, where it can't be made any more."""
    recorded = athlete.journal.decision(athlete.name, number)
    day = Date.fromisoformat(recorded.as_of)
    log = known(athlete.entries, day=day, through=recorded.through)
    opened = _as_it_stood(athlete.opened_by(recorded.rulebook), recorded)
    told = facts_document(log, athlete.name, day, opened.book)
    worked_out = {place: tuple(numbers) for place, numbers in (recorded.origin or {}).items()}  # from a log, too
    document = Document(dict(recorded.facts), {**told.reads, **worked_out}, told.warnings, tuple(log))
    decision, plan = decided(document, opened)
    plan.notes += offer(document.log, day, plan, decision)
    return Subject(opened, document, decision, plan, recorded, athlete.version, athlete.journal.head(athlete.name))


def _as_it_stood(opened: Surefoot, recorded: Recorded) -> Surefoot:
    """A rulebook of which a page says what it said then: whether it was proved may have become known since."""
    return replace(opened, book=replace(opened.book, standing=told_among(recorded.result.get("warnings", ()))))


def on_text(text: str, file: str, today: Date, opened: Surefoot, version: str) -> Subject:
    """The decision on a facts file, not of any journal.

    today : the day it is for where the file names none
    Errors: BadInput.
    """
    decision, plan = opened.decide_text(text, file, today)
    said, findings = read(text, file)
    assert said is not None, findings         # it has just been decided on
    data = {**said.plain(), "as_of": as_data(decision, plan, version)["as_of"]}
    return Subject(opened, Document(data, {}), decision, plan, None, version)
