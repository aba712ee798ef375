"""What could still change: the conclusions that more answers might settle, and the measures that would settle them.

Strong Kleene logic over both stages with nothing closed: where the decision takes what isn't known for false, here it
stays open. A question whose answer can't change anything any more need not be asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..infer.reference import Interval, truth
from ..model import All, AtLeast, Below, Count, Formula, Known, Not, Ref, Rulebook, Sure, Truth, measure_of

SHOWN = ("flag", "level", "note", "outcome", "phase", "today", "reductions", "regressions", "exercise")


class Possible:
    """The truths that no further answer can change; None where one could."""

    def __init__(self, book: Rulebook, known: Mapping[str, Interval], forced: Mapping[str, bool]):
        self.book, self.known = book, known
        self._truths: dict[str, Truth] = dict(forced)
        self._seen: dict[int, Truth] = {}

    def truth_of(self, name: str) -> Truth:
        """What a conclusion is, whatever else will be answered; None where that is open."""
        if name not in self._truths:
            conclusion = self.book.conclusions.get(name)
            self._truths[name] = None
            if conclusion is not None:
                self._truths[name] = self._truth(conclusion.formula)
        return self._truths[name]

    def open_in(self, names: Iterable[str]) -> set[str]:
        """The measures on which conclusions that aren't settled still hang."""
        facts: set[str] = set()
        seen: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in seen and name in self.book.conclusions and self.truth_of(name) is None:
                seen.add(name)
                self._walk(self.book.conclusions[name].formula, facts, waiting)
        return {measure for fact in facts for measure in self._read_by(fact)}

    def open_at_all(self) -> set[str]:
        """The measures on which anything that a page shows still hangs."""
        return self.open_in(name for name, each in self.book.conclusions.items() if each.kind in SHOWN)

    def _walk(self, formula: Formula, facts: set[str], names: list[str]) -> None:
        if self._truth(formula) is not None:
            return
        if isinstance(formula, (AtLeast, Below, Known)):
            facts.add(formula.fact)
        elif isinstance(formula, (Ref, Sure)):
            names.append(formula.name)
        elif isinstance(formula, Not):
            self._walk(formula.part, facts, names)
        else:
            for part in formula.parts:
                self._walk(part, facts, names)

    def _read_by(self, fact: str) -> list[str]:
        """The measures behind a fact; behind one about a norm also what the norm goes by."""
        _, _, table = fact.partition("~")
        names = [measure_of(fact)]
        if table in self.book.tables:
            names += [self.book.tables[table].by, self.book.tables[table].split]
        return [name for name in names if name in self.book.measures]

    def _truth(self, formula: Formula) -> Truth:
        """Each part of each formula once."""
        key = id(formula)
        if key not in self._seen:
            self._seen[key] = self._evaluate(formula)
        return self._seen[key]

    def _evaluate(self, formula: Formula) -> Truth:
        if isinstance(formula, (AtLeast, Below, Known)):
            return truth(formula, self.known, {})
        if isinstance(formula, (Ref, Sure)):
            return self.truth_of(formula.name)
        if isinstance(formula, Not):
            inner = self._truth(formula.part)
            return None if inner is None else not inner
        seen = [self._truth(part) for part in formula.parts]
        yes, no = seen.count(True), seen.count(False)
        needed = formula.least if isinstance(formula, Count) else len(seen) if isinstance(formula, All) else 1
        if yes >= needed:
            return True
        return False if len(seen) - no < needed else None
