"""What the rulebook says of one of its rules, for one decision: title, sentence with its numbers, place.

Sentences are the authors' (`because`, `say`); nothing of training is worded here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..decision.decide import Decision
from ..decision.gates import band_of
from ..decision.trace import every_rule
from ..decision.words import served_words
from ..logic import NOWHERE, Ask, Place, Truth
from ..model import Rule
from ..training import Phase

NO_TITLE = "title"


@dataclass(frozen=True)
class Said:
    """A rule in words.

    kind  : line, gate, flag, criterion, rule, exercise, phase, tier
    holds : the conclusion that says whether it holds
    """

    id: str
    kind: str
    title: str
    say: str
    place: Place
    source: tuple[str, ...]
    holds: str
    asks: tuple[Ask, ...] = ()


class Sayings:
    """The rules of one decision, each found by its id."""

    def __init__(self, decision: Decision):
        self.decision, self.book = decision, decision.book

    def of(self, id_: str) -> Said | None:
        """A gate, a line, a flag, a criterion or any other rule; None where nothing has that id."""
        book, wording = self.book, self.decision.wording
        if id_ in self._views:
            view = self._views[id_]
            line = view.line
            return Said(id_, "line", line.title, view.say, line.place, line.source, line.needs, line.asks)
        if id_ in book.gates:
            gate = book.gates[id_]
            return Said(id_, "gate", gate.title, gate.because, gate.place, (), id_)
        if id_ in book.flags:
            flag = book.flags[id_]
            return Said(id_, "flag", flag.title, flag.because, flag.place, flag.source, id_)
        if id_ in self._rules:
            rule = self._rules[id_]
            phase = book.phase(self.decision.phase or "")
            say = wording.fill(rule.because, rule.asks) if phase is None else self._moving_on(rule, phase)
            holds = f"{rule.id}:{self.decision.phase}" if rule.data.get("served") else rule.holds
            return Said(id_, "rule", str(rule.data.get(NO_TITLE, "")), say, rule.place, rule.source, holds, rule.asks)
        if id_ in book.criteria:
            band = book.criteria[id_]
            say = wording.fill(band.because, band.asks)
            return Said(id_, "criterion", band.title, say, band.place, band.source, band.passes, band.asks)
        return None

    def _moving_on(self, rule: Rule, phase: Phase) -> str:
        return served_words(rule, phase, self.decision.level, self.decision.wording)

    def band(self, measure: str) -> str:
        """The band of a measure; "" where nothing bands it."""
        return band_of(measure, self.decision.wording).replace("_", " ") if measure in self.book.criteria else ""

    def truth(self, name: str) -> Truth:
        return self.decision.truths.get(name)

    @cached_property
    def _views(self) -> Mapping[str, Any]:
        own = set(self.book.gates)
        return {
            view.line.id: view for gate in self.decision.gates.values() if gate.gate.id in own for view in gate.lines
        }

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in every_rule(self.book)}


def shown_place(place: Place) -> str:
    """file:line; "" where there is none."""
    return str(place) if place != NOWHERE else ""
