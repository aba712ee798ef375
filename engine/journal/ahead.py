"""What the gate ahead needs of each measure: the cuts that count for this athlete, with what is known today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from fractions import Fraction

from ..decision.words import Wording
from ..facts.answers import Answers
from ..facts.derive import derive
from ..facts.known import Facts
from ..facts.reading import read_facts
from ..interview.saving import as_text
from ..logic import Ask
from ..model import Gate
from .deciding import Athlete
from .trends import Cut

AMOUNTS = ("", "each side", "either side", "left", "right")  # readings of a value itself, not of two sides together


def cuts_ahead(whose: Athlete, day: Date) -> Mapping[str, Cut]:
    """By measure; empty where no decision names a gate. Of several cuts of a measure the first that the gate asks.

    A line that is not for this athlete, by the last decision, asks for nothing.
    """
    last = whose.again(plans=True)[-1:]
    if not last:
        return {}
    result = last[0].now or whose.journal.decision(whose.name, last[0].brief.id).result
    gate = whose.opened.book.gates.get(str(result["decision"]["next_gate"]))
    if gate is None:
        return {}
    aside = {line["id"] for each in result["gates"] for line in each["lines"] if line["status"] == "not_applicable"}
    wording = Wording(whose.opened.book, _facts(whose, day), {})
    found: dict[str, Cut] = {}
    for line in gate.lines:
        for ask in line.asks:
            cut = _cut(ask, gate, len({each.measure for each in line.asks}) > 1, wording)
            if cut is not None and line.id not in aside:
                found.setdefault(ask.measure, cut)
    return found


def _cut(ask: Ask, gate: Gate, among: bool, wording: Wording) -> Cut | None:
    measure = wording.book.measures[ask.measure]
    cuts = wording.cuts(ask) if measure.kind == "number" and ask.reading in AMOUNTS else []
    if not cuts:
        return None
    cut = max(cuts) if ask.verb in ("at least", "more than") else min(cuts)
    return Cut(gate.id, gate.title, cut * Fraction(measure.step), wording.required_one(ask), among)


def _facts(whose: Athlete, day: Date) -> Facts:
    """Age and sex are what cuts hang on; where the facts can't be read, nothing is known of them."""
    book = whose.opened.book
    answers, _ = read_facts(as_text(whose.document(day).data), whose.name, book, day)
    return derive(answers or Answers(whose.name, day), book)
