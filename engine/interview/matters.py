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
        self.truths: dict[str, Truth] = {}
        for name, conclusion in book.conclusions.items():
            self.truths[name] = forced[name] if name in forced else self._truth(conclusion.formula)

    def open_in(self, names: Iterable[str]) -> set[str]:
        """The measures on which conclusions that aren't settled still hang."""
        facts: set[str] = set()
        seen: set[str] = set()
        waiting = [name for name in names if name in self.truths]
        while waiting:
            name = waiting.pop()
            if name not in seen and self.truths.get(name) is None and name in self.book.conclusions:
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
        if isinstance(formula, (AtLeast, Below, Known)):
            return truth(formula, self.known, {})
        if isinstance(formula, (Ref, Sure)):
            return self.truths.get(formula.name)
        if isinstance(formula, Not):
            inner = self._truth(formula.part)
            return None if inner is None else not inner
        seen = [self._truth(part) for part in formula.parts]
        yes, no = seen.count(True), seen.count(False)
        needed = formula.least if isinstance(formula, Count) else len(seen) if isinstance(formula, All) else 1
        if yes >= needed:
            return True
        return False if len(seen) - no < needed else None
