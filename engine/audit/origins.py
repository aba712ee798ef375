"""Where each fact comes from: the entries of a journal and their days, or the line of a facts file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from ..facts.known import Fact
from ..logic import Place, measure_of
from .node import Origin
from .subject import Subject

LISTS = ("pain", "races", "injuries", "clearances", "overrides")


class Origins:
    """The origins of one decision's facts."""

    def __init__(self, subject: Subject):
        self.subject, self.decision = subject, subject.decision
        self.answers = subject.decision.facts.answers

    def of(self, fact: str) -> Origin | None:
        """Of a fact that is known; None of one that isn't, or that nobody said (what the rulebook assumes)."""
        known = self.decision.facts.known.get(fact.partition("~")[0])
        if known is None or not known.path:
            return None
        if self.subject.recorded is not None:
            return Origin(
                known.path, str(known.date), tuple((each, self._days.get(each, "")) for each in self._ids(known))
            )
        place = self._place(known)
        return Origin(known.path, str(known.date), (), place.file, place.line)

    # ---- a journal ----

    @cached_property
    def _days(self) -> Mapping[int, str]:
        return {entry.id: entry.day.isoformat() for entry in self.subject.document.log}

    def _ids(self, fact: Fact) -> tuple[int, ...]:
        """The entries that told a value, or the section that it stands in."""
        reads, path = self.subject.document.reads, fact.path.replace("[", ".").replace("]", "")
        while path:
            if path in reads:
                return reads[path]
            path = path.rpartition(".")[0]
        return next(iter(sorted(self._below(fact.path))), ())

    def _below(self, path: str) -> Iterator[tuple[int, ...]]:
        reads = self.subject.document.reads
        return (numbers for place, numbers in reads.items() if place.startswith(f"{path}."))

    # ---- a facts file ----

    def _place(self, fact: Fact) -> Place:
        """The line on which it stands."""
        for answer in self.answers.answers.values():
            if answer.path == fact.path and answer.measure == measure_of(fact.name):
                return answer.place
        for flag in self.answers.flags.values():
            if fact.path == f"red_flags.{flag.flag}":
                return flag.place
        head = fact.path.partition("[")[0].partition(".")[0]
        told = getattr(self.answers, head, None) if head in LISTS else None
        if isinstance(told, tuple) and told:
            number = fact.path.partition("[")[2].partition("]")[0]
            return Place(*told[int(number) if number.isdigit() else 0].place)
        return Place(self.answers.file, 0, 0)
