"""Past decisions made again, each with the rulebook of its day and what was known then.

Two things are held against the record: the decision on its facts as recorded, and the facts themselves, put together
anew from the entries, and the decisions, that were there. Later corrections don't count.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from ..audit.subject import subject_of
from ..findings import BadInput
from ..journal.canonical import canonical
from ..journal.deciding import Athlete
from ..journal.entries import Brief, Recorded
from ..journal.errors import JournalError
from ..journal.facts import Document
from ..journal.replay import Replay
from .differs import facts_differ, results_differ


@dataclass(frozen=True)
class Replayed:
    """One decision.

    version : of the surefoot that made it
    differs : what is another now, in words; nothing where it is the same to the byte
    why_not : why it can't be made again any more, in words; "" where it can
    """

    athlete: str
    id: int
    as_of: str
    rulebook: str
    version: str
    differs: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def same(self) -> bool:
        return not self.differs and not self.why_not

    def as_json(self) -> dict[str, Any]:
        return {"decision": f"{self.athlete}:{self.id}", "as_of": self.as_of, "rulebook": self.rulebook,
                "surefoot": self.version, "same": self.same, "differs": list(self.differs),
                "cannot": self.why_not or None}  # fmt: skip


def replayed(athlete: Athlete) -> Iterator[Replayed]:
    """An athlete's decisions, in the order of recording."""
    for brief in athlete.briefs:
        yield _one(athlete, brief)


def _one(athlete: Athlete, brief: Brief) -> Replayed:
    version = "?"

    def found(differs: list[str], why_not: str = "") -> Replayed:
        return Replayed(athlete.name, brief.id, brief.as_of, brief.rulebook, version, tuple(differs), why_not)

    try:
        recorded = athlete.journal.decision(athlete.name, brief.id)
        version = recorded.version
        athlete.journal.rulebook(recorded.rulebook)      # as it is kept, also where it is the one of today
        subject = subject_of(athlete, brief.id)
        differs = results_differ(recorded.result, subject.made)
        facts = document_then(athlete, recorded)
    except BadInput as error:
        return found([], f"this surefoot ({athlete.version}) refuses what surefoot {version} took: "
                         f"{'; '.join(finding.say for finding in error.findings[:2])}")  # fmt: skip
    except JournalError as error:
        return found([], str(error))
    if canonical(facts.data) != canonical(recorded.facts):
        told = facts_differ(recorded.facts, facts.data) or ["their order"]
        differs += [f"of the facts, put together again from the entries of then: {each}" for each in told]
    return found(differs)


def document_then(athlete: Athlete, recorded: Recorded) -> Document:
    """The facts document of a decision, from what the journal held when it was made."""
    then = copy.copy(athlete)
    then.entries = [entry for entry in athlete.entries if entry.id <= recorded.through]
    then.briefs = [brief for brief in athlete.briefs if brief.id < recorded.id]
    then._again = {}
    then.replay = Replay(then.entries, athlete.replay.source)
    day, book = Date.fromisoformat(recorded.as_of), athlete.opened_by(recorded.rulebook).book
    return then.replay.document(athlete.name, day, then.steps(), book, recorded.through)
