"""Past decisions with what is known now: each decided again where a correction bears on it, in order.

A decision stands as it was recorded unless something has been recorded since that held on an earlier day (or corrects
what was known then), or an earlier decision would now be another. Only then are its facts put together anew, and only
where they differ is it decided again, under the rulebook of its time. What was said later on its own day is not part of
it.

So where an athlete stands today follows corrections too: it is what it would have been had the line been right at once.
What is recorded of a past decision is never changed by this.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from typing import Any

from ..model import Rulebook
from .bearing import days_of_weights, touched_by, touched_lately
from .canonical import canonical
from .entries import PLAN, SESSION, Brief, Entry, Recorded, phase_and_tier
from .facts import Document, Part, document_of
from .fold import Fold
from .known import known
from .position import Step, position_part
from .replanned import replanned

Deriver = Callable[[Sequence[Entry], Sequence[Step], Date, Rulebook], Iterable[Part]]


@dataclass(frozen=True)
class Source:
    """What replaying reads from, without knowing where it comes from.

    whole  : a decision with its documents, by id
    book   : the rulebook of a digest
    decide : facts document and digest -> the object of `decide --json`
    derive : what follows from entries beside the position (the log), as parts of a facts document
    """

    whole: Callable[[int], Recorded]
    book: Callable[[str], Rulebook]
    decide: Callable[[Document, str], Mapping[str, Any]]
    derive: Deriver


@dataclass(frozen=True)
class Again:
    """A past decision and what it is with what is known now.

    facts_differ : its facts aren't what they were
    now          : the object of `decide --json` with what is known now; None where the facts are the same, and the
                   plan too as far as it was looked at
    """

    brief: Brief
    step: Step
    facts_differ: bool = False
    now: Mapping[str, Any] | None = None


class Replay:
    """One athlete's entries, added up day by day, and the decisions among them."""

    def __init__(self, entries: Sequence[Entry], source: Source):
        self.written, self.source = entries, source
        self.counting = known(entries)
        self.days = [entry.held_on[:10] for entry in self.counting]
        self.last = entries[-1].id if entries else 0
        self._folds: dict[str, tuple[Fold, int]] = {}

    def decisions(self, briefs: Iterable[Brief], plans: bool = False) -> list[Again]:
        """Each decision again, by the day it was for and then as recorded.

        plans : those too whose facts are the same, while their plan may not be: weights come from the log itself
        """
        briefs = list(briefs)
        touched, logged = touched_by(self.written), self._logged(briefs) if plans else lambda _: False
        found: list[Again] = []
        steps: list[Step] = []
        moved = False                    # an earlier decision is another now
        for brief in sorted(briefs, key=lambda each: (each.as_of, each.id)):
            again = self._again(brief, steps, moved or touched(brief), logged(brief))
            moved = moved or (again.step.phase, again.step.tier) != (brief.phase, brief.tier) or again.now is not None
            found.append(again)
            steps.append(again.step)
        return found

    def document(self, athlete: str, day: Date, steps: Sequence[Step], book: Rulebook, through: int) -> Document:
        """The facts document of a day, with what was recorded up to an entry (and what corrects it)."""
        entries, fold = self._until(day, through, book)
        parts = [position_part(entries, steps, day, book), *self.source.derive(entries, steps, day, book)]
        return replace(document_of(fold, athlete, day, parts), log=tuple(entries))

    def _logged(self, briefs: Sequence[Brief]) -> Callable[[Brief], bool]:
        """Whether sessions that a plan hangs on were recorded after a decision."""
        return touched_lately(self.written, (SESSION, PLAN), briefs,
                              lambda digest: days_of_weights(self.source.book(digest)))  # fmt: skip

    def _again(self, brief: Brief, steps: Sequence[Step], look: bool, logged: bool) -> Again:
        recorded = Step(brief.day, brief.phase, brief.tier, lambda: self._sessions(self.source.whole(brief.id).result))
        if not look:
            return Again(brief, recorded)
        document = self.document(brief.athlete, brief.day, steps, self.source.book(brief.rulebook), brief.through)
        whole = self.source.whole(brief.id)
        differ = canonical(document.data) != canonical(whole.facts)
        if not differ and not logged:
            return Again(brief, recorded)
        now = self.source.decide(document, brief.rulebook)
        if not differ and not replanned(whole.result, now):
            return Again(brief, recorded)
        return Again(brief, Step(brief.day, *phase_and_tier(now), lambda: self._sessions(now)), differ, now)

    @staticmethod
    def _sessions(result: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return list(result["plan"]["sessions"])

    def _until(self, day: Date, through: int, book: Rulebook) -> tuple[list[Entry], Fold]:
        """The entries that a decision of a day counts with, and what they add up to."""
        text = day.isoformat()
        before = bisect_left(self.days, text)
        fold, added = self._folds.get(book.digest, (Fold(book), 0))
        if added > before:
            fold, added = Fold(book, fold.signs), 0
        for entry in self.counting[added:before]:
            fold.add(entry)
        self._folds[book.digest] = fold, before
        today = [
            entry
            for entry in self.counting[before : bisect_left(self.days, text + "~")]
            if entry.root <= through
        ]
        if today:
            fold = fold.copy()
            for entry in today:
                fold.add(entry)
        return [*self.counting[:before], *today], fold
