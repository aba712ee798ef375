"""The and/or walk: every way, with nothing in it that isn't needed, in which a conclusion comes out true.

It reads the same formulas as the readers that decide, from what isn't so yet down to the comparisons, and asks `Reach`
what each of those needs. A part that is so already needs nothing: changes for the better never undo it, and every way
that is shown is decided again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from ..facts.known import Fact
from ..infer.reference import truth
from ..logic import All, AnyOf, AtLeast, Below, Count, Formula, Known, Not, Ref, Sure, Truth, measure_of
from ..model import Line, Rulebook
from .needs import NOTHING, Needs, all_of, fewest, one
from .reach import Reach

Ways = tuple[Needs, ...]
SO: Ways = (NOTHING,)


class Truths(dict[str, Truth]):
    """The truths of conclusions, each worked out when it is asked for."""

    def __init__(self, book: Rulebook, facts: Mapping[str, Fact], forced: Mapping[str, bool]):
        super().__init__(forced)
        self.book, self.facts = book, facts

    def get(self, name: str, default: Truth = None) -> Truth:  # type: ignore[override]
        if name not in self:
            conclusion = self.book.conclusions.get(name)
            self[name] = truth(conclusion.formula, self.facts, self) if conclusion is not None else default
        return self[name]


class Walk:
    """The ways for one athlete at one point of the road."""

    def __init__(self, book: Rulebook, facts: Mapping[str, Fact], forced: Mapping[str, bool], reach: Reach):
        self.book, self.facts, self.forced, self.reach = book, facts, forced, reach
        self.truths = Truths(book, facts, forced)
        self._lines: dict[str, Line] = {line.needs: line for gate in book.gates.values() for line in gate.lines}
        self._ways: dict[tuple[str, bool], Ways] = {}

    def named(self, name: str, want: bool) -> Ways:
        """The ways in which a conclusion comes out as it is wanted."""
        key = name, want
        if key not in self._ways:
            self._ways[key] = self._named(name, want)
        return self._ways[key]

    def _named(self, name: str, want: bool) -> Ways:
        if self.truths.get(name) is want:
            return SO
        if name in self.forced:
            self.reach.why.setdefault(name, "a coach holds it")
            return ()
        conclusion = self.book.conclusions.get(name)
        found = self.of(conclusion.formula, want) if conclusion is not None else ()
        if not found and want and name in self._lines:
            return self.reach.admit(self._lines[name])
        return found

    def of(self, formula: Formula, want: bool) -> Ways:
        """The ways in which a formula comes out as it is wanted."""
        if truth(formula, self.facts, self.truths) is want:
            return SO
        if isinstance(formula, (AtLeast, Below)):
            upward = isinstance(formula, AtLeast) == want
            return self.reach.need(formula.fact, formula.cut if upward else None, None if upward else formula.cut - 1)
        if isinstance(formula, Known):
            measure = self.book.measures.get(measure_of(formula.fact))
            return self.reach.need(formula.fact, measure.low, measure.high) if want and measure else ()
        if isinstance(formula, (Ref, Sure)):
            return self.named(formula.name, want)
        if isinstance(formula, Not):
            return self.of(formula.part, not want)
        parts = [self.of(part, want) for part in formula.parts]
        needed = self._needed(formula, want)
        if needed == len(parts):
            return all_of(parts)
        if needed == 1:
            return fewest(way for ways in parts for way in ways)
        some = [ways for ways in parts if ways]
        return fewest(way for chosen in combinations(some, needed) for way in all_of(chosen))

    @staticmethod
    def _needed(formula: All | AnyOf | Count, want: bool) -> int:
        """How many of the parts have to come out so."""
        count = len(formula.parts)
        least = count if isinstance(formula, All) else 1 if isinstance(formula, AnyOf) else formula.least
        return least if want else count - least + 1

    # ---- where nothing leads through ----

    def blocked(self, name: str, want: bool = True) -> Iterator[str]:
        """The facts, flags and lines that forbid it, each once."""
        yield from dict.fromkeys(self._blocked(Ref(name), want))

    def _blocked(self, formula: Formula, want: bool) -> Iterator[str]:
        if self.of(formula, want):
            return
        if isinstance(formula, (AtLeast, Below, Known)):
            yield formula.fact.partition("~")[0]
        elif isinstance(formula, (Ref, Sure)):
            conclusion = self.book.conclusions.get(formula.name)
            if formula.name in self.forced:
                yield formula.name
            elif conclusion is not None:
                yield from self._blocked(conclusion.formula, want)
        elif isinstance(formula, Not):
            yield from self._blocked(formula.part, not want)
        else:
            for part in formula.parts:
                yield from self._blocked(part, want)


__all__ = ["Truths", "Walk", "one"]
