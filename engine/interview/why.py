"""What depends on an answer: the gates that ask for it, the flags it can raise, the day, the level, the exercises.

It is read off the rulebook's conclusions, so that a new measure or a new rule is told without a word of code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from ..decision.words import Wording
from ..facts.derive import derive
from ..logic import AnyOf, AtLeast, Below, Formula, Known, Ref, Sure, leaves, measure_of, parts_of
from ..model import Rulebook
from .sheet import Sheet

THROUGH = ("part", "not_fail", "pass", "symptoms", "served", "self_report", "contraindication")
BROADLY = {  # kinds of conclusions -> what hangs on them, as knowledge/ words it
    "recover": "today",
    "reduce": "today",
    "advancing": "advancing",
    "served": "start",
    "cap": "start",
    "time_off": "time_off",
    "level": "level",
    "reductions": "amount",
    "regressions": "choice",
    "exercise": "choice",
}
MOST_TITLES = 4


class Readers:
    """Who reads which measure."""

    def __init__(self, book: Rulebook):
        self.book = book
        self._reads: dict[str, frozenset[str]] = {}

    def depends(self, sheet: Sheet, names: Collection[str]) -> list[str]:
        """What hangs on some measures, a sentence each, the gravest first.

        names : of measures; a symptom screen asks about several at once
        """
        found = dict.fromkeys(
            [*self._flags(names), *self._gates(sheet, names), *self._norms(names), *self._others(names)]
        )
        broad = [kind for kind in BROADLY if any(names_read & {*names} for names_read in self._by_kind.get(kind, ()))]
        words = self.book.interview.depends
        return [*found, *(words[each] for each in dict.fromkeys(BROADLY[kind] for kind in broad) if each in words)]

    def stand_ins(self, name: str) -> list[str]:
        """The titles of other tests that would do in place of this one."""
        found: dict[str, None] = {}
        for gate in self.book.gates.values():
            for line in gate.lines:
                asked = {ask.measure for ask in line.asks}
                if name in asked:
                    found.update(dict.fromkeys(self._others_in(self.book.conclusions[line.needs].formula, name, asked)))
        return [self.book.measures[other].title for other in found]

    def _others_in(self, formula: Formula, name: str, asked: Collection[str]) -> Iterator[str]:
        parts = parts_of(formula)
        for part in parts:
            if isinstance(formula, AnyOf) and name not in self._of(part):
                yield from (other for other in self.book.measures if other in self._of(part) and other in asked)
            else:
                yield from self._others_in(part, name, asked)

    # ---- sentences ----

    def _flags(self, names: Collection[str]) -> Iterator[str]:
        for flag in self.book.flags.values():
            read = self.reads(flag.id) | self.reads(f"{flag.id}:when")
            if read & {*names}:
                does = "stop training until it is seen to" if flag.stops else "limit what you do"
                yield f"{flag.title}: what you say here can {does} ({flag.urgency})."

    def _gates(self, sheet: Sheet, names: Collection[str]) -> Iterator[str]:
        wording = Wording(self.book, derive(sheet.answers(), self.book), {})
        for gate in self.book.gates.values():
            for line in gate.lines:
                if any(line.asks_for(name) for name in names):
                    asks = tuple(ask for ask in line.asks if ask.measure in names) or line.asks
                    phase = self.book.phase(gate.opens)
                    opens = f", which opens phase {phase.order}" if phase is not None else ""
                    yield f"The gate '{gate.title}'{opens}: it asks for {line.in_words or wording.required(asks)}."
                elif line.self_report and self.reads(line.self_report) & {*names}:
                    yield f"The gate '{gate.title}': your own account stands in for a training log."

    def _norms(self, names: Collection[str]) -> Iterator[str]:
        of = [
            self.book.measures[table.of].title
            for table in self.book.tables.values()
            if {table.by, table.split} & {*names} and table.of in self.book.measures
        ]
        if of:
            yield f"What counts as enough, which goes by it: {listed(of)}."

    def _others(self, names: Collection[str]) -> Iterator[str]:
        on_it = [
            measure.title
            for measure in self.book.measures.values()
            if measure.applies and self.reads(measure.applies) & {*names}
        ]
        if on_it:
            yield f"Whether these are asked at all: {listed(on_it)}."

    # ---- reading the rules ----

    @cached_property
    def _by_kind(self) -> dict[str, list[frozenset[str]]]:
        found: dict[str, list[frozenset[str]]] = {}
        for name, each in self.book.conclusions.items():
            found.setdefault(each.kind, []).append(self.reads(name))
        return found

    def reads(self, name: str) -> frozenset[str]:
        """The measures that a conclusion reads, by itself or by way of bands and parts, but not by way of gates."""
        if name not in self._reads:
            self._reads[name] = frozenset()
            conclusion = self.book.conclusions.get(name)
            if conclusion is not None:
                self._reads[name] = self._of(conclusion.formula)
        return self._reads[name]

    def _of(self, formula: Formula) -> frozenset[str]:
        found: set[str] = set()
        for leaf in leaves(formula):
            if isinstance(leaf, (Ref, Sure)):
                other = self.book.conclusions.get(leaf.name)
                if other is not None and other.kind in THROUGH:
                    found |= self.reads(leaf.name)
            elif isinstance(leaf, (AtLeast, Below, Known)):
                found.add(measure_of(leaf.fact))
        return frozenset(found & {*self.book.measures})


def listed(titles: Iterable[str]) -> str:
    """Some titles, and how many more there are."""
    distinct = list(dict.fromkeys(titles))
    more = len(distinct) - MOST_TITLES
    shown = "; ".join(title[:1].lower() + title[1:] for title in distinct[:MOST_TITLES])
    return f"{shown}; and {more} more" if more > 0 else shown
