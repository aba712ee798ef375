"""Decisions from a journal: the facts of a day, the decision on them as on a file, and both into the journal.

    journal + athlete + day  ->  Made {document, decision, plan}  ->  recorded
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
from typing import Any

from ..decision.decide import Decision
from ..derivations.derive import Derived
from ..findings import BadInput
from ..infer.compiler import Compiler
from ..infer.durable import Engine
from ..interview.saving import as_text
from ..page.as_json import as_data
from ..plan.sessions import Plan
from ..rulebook.files import SHIPPED, digest_of, texts_of
from ..service import Surefoot
from .canonical import canonical, loads
from .derived import derived_parts, history_of
from .entries import FACTS, PLAN, Brief, Decided, Draft, Entry, Recorded
from .facts import Document
from .known import chain, known
from .missed import offer
from .news import what_is_new
from .position import Step
from .replay import Again, Replay, Source
from .store import Journal


@dataclass(frozen=True)
class Made:
    """A decision made from a journal, not recorded yet.

    through : the last entry that there was
    """

    athlete: str
    day: Date
    through: int
    document: Document
    decision: Decision
    plan: Plan


@dataclass
class Athlete:
    """One athlete's journal as it is now, with a rulebook to decide by.

    version : surefoot's
    opened  : the rulebook of today; those of past decisions are taken from the journal where they are others
    """

    journal: Journal
    name: str
    opened: Surefoot
    version: str
    entries: list[Entry] = field(default_factory=list)
    briefs: list[Brief] = field(default_factory=list)
    _books: dict[str, Surefoot] = field(default_factory=dict)
    _again: dict[bool, list[Again]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.entries, self.briefs = self.journal.entries(self.name), self.journal.briefs(self.name)
        source = Source(lambda number: self.journal.decision(self.name, number),
                        lambda digest: self.opened_by(digest).book, self._decide_again, derived_parts)  # fmt: skip
        self.replay = Replay(self.entries, source)

    # ---- past decisions ----

    def again(self, plans: bool = False) -> list[Again]:
        """Past decisions with what is known now, in the order of the days that they were for.

        plans : those too of which only the plan would be another
        """
        plans = plans or True in self._again
        if plans not in self._again:
            self._again[plans] = self.replay.decisions(self.briefs, plans)
        return self._again[plans]

    def steps(self) -> list[Step]:
        """The same as far as they say where the athlete stands."""
        return [each.step for each in self.again()]

    def _decide_again(self, document: Document, digest: str) -> Mapping[str, Any]:
        decision, plan = decided(document, self.opened_by(digest))
        return dict(loads(canonical(as_data(decision, plan, self.version))))

    def opened_by(self, digest: str) -> Surefoot:
        """The rulebook of a digest, today's or one that the journal keeps, ready to decide."""
        if digest == self.opened.book.digest:
            return self.opened
        if digest not in self._books:
            from ..rulebook.load import load_texts

            book = load_texts(self.journal.rulebook(digest))
            self._books[digest] = Surefoot(book, Engine(book.conclusions, Compiler(book.conclusions)))
        return self._books[digest]

    # ---- today ----

    def document(self, day: Date) -> Document:
        """The facts document for a day, with all that is known now."""
        through = self.entries[-1].id if self.entries else 0
        return self.replay.document(self.name, day, self.steps(), self.opened.book, through)

    def history(self, day: Date) -> Derived:
        """What the log says on a day, each with the entries that it comes from."""
        return history_of(known(self.entries, day=day), day, self.opened.book)

    def decide(self, day: Date) -> Made:
        """The decision for a day. Errors: BadInput, which names the entries that can't be read."""
        document = self.document(day)
        decision, plan = decided(document, self.opened)
        plan.notes += offer(document.log, day, plan, decision)
        return Made(self.name, day, self.entries[-1].id if self.entries else 0, document, decision, plan)

    def record(self, made: Made, recorded_at: str, rules: Path | None = None) -> Recorded:
        """Puts a decision into the journal, its rulebook with it; one that is there already is there once.

        rules : the folder that the rulebook was read from; None for the shipped one
        """
        digest = made.decision.book.digest
        earlier = self._recorded(made)
        if earlier is not None:
            return earlier
        if not self.journal.has_rulebook(digest):
            texts = texts_of(rules or SHIPPED)
            if digest_of(texts) != digest:
                raise BadInput([_changed(rules)])
            self.journal.keep_rulebook(texts)
        result = as_data(made.decision, made.plan, self.version)
        decided = Decided(made.athlete, made.day.isoformat(), made.through, made.document.data, digest, self.version,
                          made.decision.outcome, result, made.document.entries, made.document.reads)  # fmt: skip
        return self.journal.record(decided, recorded_at)

    def _recorded(self, made: Made) -> Recorded | None:
        """The last decision for the day, where nothing has been said since and it is the same."""
        same = [each for each in self.briefs if each.as_of == made.day.isoformat()][-1:]
        if not same or same[0].rulebook != made.decision.book.digest:
            return None
        if any(entry.id > same[0].through and entry.kind != PLAN for entry in self.entries):
            return None                  # its facts may be the same now, and others once that is corrected
        earlier = self.journal.decision(self.name, same[0].id)
        alike = earlier.version == self.version and canonical(earlier.facts) == canonical(made.document.data)
        return earlier if alike else None

    def record_week(self, made: Made, decision: Recorded, recorded_at: str) -> Entry | None:
        """Records what was shown for the week of a decision; None where that is what was shown last."""
        week = (made.day - timedelta(days=made.day.weekday())).isoformat()
        sessions = loads(canonical(as_data(made.decision, made.plan, self.version)["plan"]["sessions"]))
        shown = [each.data for each in known(self.entries, kinds=(PLAN,)) if each.data["week"] == week][-1:]
        if shown and shown[0]["sessions"] == sessions:
            return None
        data = {"week": week, "decision": decision.id, "sessions": sessions}
        return self.journal.append([Draft(self.name, PLAN, made.day.isoformat(), "plan", data)], recorded_at)[0]

    def save(
        self, data: Mapping[str, Any], day: Date, recorded_at: str, source: str = "interview",
        instead: Entry | None = None,
    ) -> Entry | None:  # fmt: skip
        """Records answers, a facts document, as one entry of what is new in them; None where nothing is.

        data    : of a day, whose date is that of what has none of its own
        instead : the entry with what was answered in the same sitting until now. It is corrected, or taken back where
                  nothing is new any more: what was taken back while answering must not stand beside what replaces it
        """
        new = what_is_new(data, self._before(instead, day), day.isoformat(), self.opened.book)
        if instead is not None and new and canonical(new) == instead.text:
            return instead
        if not new and instead is None:
            return None
        corrects = instead.id if instead is not None else None
        draft = Draft(self.name, FACTS, day.isoformat(), source, new or None, corrects)
        (entry,) = self.journal.append([draft], recorded_at)
        return entry if new else None

    def _before(self, left_out: Entry | None, day: Date) -> Mapping[str, Any]:
        """The facts document of a day, as if an entry and what it corrects had never been."""
        if left_out is None:
            return self.document(day).data
        chained = {each.id for each in chain(self.entries, left_out.id)}
        others = [each for each in self.entries if each.id not in chained]
        replay = Replay(others, self.replay.source)
        return replay.document(self.name, day, self.steps(), self.opened.book, self.entries[-1].id).data


def decided(document: Document, opened: Surefoot) -> tuple[Decision, Plan]:
    """The decision and the plan on a facts document. Errors: BadInput, which names the entries."""
    text, file = as_text(document.data), f"what the journal holds of {document.data['athlete']}"
    try:
        decision, plan = opened.decide_text(text, file, Date.fromisoformat(document.data["as_of"]), document.log)
    except BadInput as error:
        raise BadInput([where_told(finding, document) for finding in error.findings], {file: text}) from error
    decision.warnings += document.warnings
    return decision, plan


def where_told(finding: Any, document: Document) -> Any:
    """A finding that says from which entry it comes."""
    from dataclasses import replace

    path = finding.path
    while path and path not in document.reads:
        path = path.rpartition(".")[0] if "." in path else path.rpartition("[")[0]
    numbers = document.reads.get(path, ())
    if not numbers:
        return finding
    told = " and ".join(str(number) for number in numbers[-2:])
    return replace(finding, say=f"{finding.say} Entry {told} of the journal says so; a correction mends it.")


def _changed(rules: Path | None) -> Any:
    from ..findings import Finding

    say = "The rulebook has changed while it was being used. Nothing was recorded; do it again."
    return Finding("rulebook-changed", say, str(rules or SHIPPED))
