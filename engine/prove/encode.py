"""The conclusions of a rulebook in the solver's terms: of each, when it is known to be true and when known to be false.

Strong Kleene logic, written out: `all` is true when every part is, false as soon as one is; `at least n` is true with n
true parts, and false when those not known to be false are fewer than n.
"""

from __future__ import annotations

from collections.abc import Mapping

import z3

from ..logic import All as AllOf
from ..logic import AtLeast, Below, Conclusion, Count, Formula, Known, Not, Ref, Sure, leaves
from ..model import Rulebook
from .people import Bool, Pair, Person, both, either, never, rooted

UNKNOWN = Pair(False, False)


class Reading:
    """The truths of a rulebook's conclusions for one athlete of the solver's, each worked out when it is asked for."""

    def __init__(self, person: Person, reads: Mapping[str, frozenset[str]], other: Reading | None = None,
                 changed: frozenset[str] = frozenset()):  # fmt: skip
        """Whose facts; and which facts each conclusion reads.

        other, changed : an athlete who differs in these facts only: what reads none of them is the same for both
        """
        self.person, self.reads, self.other, self.changed = person, reads, other, changed
        self.conclusions: Mapping[str, Conclusion] = person.book.conclusions
        self._truths: dict[str, Pair] = {}

    def of(self, name: str) -> Pair:
        """The truth of a conclusion; of one that isn't there, unknown."""
        if name not in self._truths:
            conclusion = self.conclusions.get(name)
            if conclusion is None:
                return UNKNOWN
            if self.other is not None and not self.changed & self.reads[name]:
                return self.other.of(name)
            self._truths[name] = self.truth(conclusion.formula)
        return self._truths[name]

    def truth(self, formula: Formula) -> Pair:
        """The truth of a formula."""
        if isinstance(formula, AtLeast):
            return self.person.at_least(formula.fact, formula.cut)
        if isinstance(formula, Below):
            turned = self.person.at_least(formula.fact, formula.cut)
            return Pair(turned.false, turned.true)
        if isinstance(formula, Known):
            return self.person.known(formula)
        if isinstance(formula, Ref):
            return self.of(formula.name)
        if isinstance(formula, Sure):
            true = self.of(formula.name).true
            return Pair(true, never(true))
        if isinstance(formula, Not):
            part = self.truth(formula.part)
            return Pair(part.false, part.true)
        parts = [self.truth(part) for part in formula.parts]
        if isinstance(formula, Count):
            return Pair(
                _so_many(formula.least, [part.true for part in parts]),
                _so_many(len(parts) - formula.least + 1, [part.false for part in parts]),
            )
        if isinstance(formula, AllOf):
            return Pair(both(part.true for part in parts), either(part.false for part in parts))
        return Pair(either(part.true for part in parts), both(part.false for part in parts))


def _so_many(least: int, parts: list[Bool]) -> Bool:
    """At least so many of the parts."""
    if least <= 0:
        return True
    if least > len(parts):
        return False
    return z3.AtLeast(*(z3.BoolVal(part) if isinstance(part, bool) else part for part in parts), least)


def facts_read(book: Rulebook) -> dict[str, frozenset[str]]:
    """For each conclusion the facts that its truth hangs on, by way of others too."""
    found: dict[str, frozenset[str]] = {}
    for name, conclusion in book.conclusions.items():  # each stands after all that it reads
        found[name] = read_by(conclusion.formula, book, found)
    return found


def read_by(formula: Formula, book: Rulebook, of: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The facts that a formula's truth hangs on."""
    facts: set[str] = set()
    for leaf in leaves(formula):
        if isinstance(leaf, (AtLeast, Below, Known)):
            facts.update(rooted(leaf.fact, book))
        elif isinstance(leaf, (Ref, Sure)):
            facts |= of.get(leaf.name, frozenset())
    return frozenset(facts)


__all__ = ["Reading", "facts_read", "read_by"]
