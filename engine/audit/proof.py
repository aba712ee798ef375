"""What a truth rests on: the comparisons that hold it up, by an and-or walk over the rulebook's formulas.

A conclusion is to be true, to be false, or (where the decision closes the world) not to be true or not to be false: a
gate that isn't known to be open keeps out, whether it is closed or unknown. Each of the four follows from the same of
its parts, all of them or as many as it takes; of those that would do, the cheapest is taken. The facts at the ends are
enough: whatever else is told otherwise, the truth stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from ..infer.reference import Interval, truth
from ..logic import All, AnyOf, AtLeast, Below, Conclusion, Count, Formula, Known, Not, Ref, Sure, Truth

TRUE, FALSE, NOT_TRUE, NOT_FALSE = "true", "false", "not true", "not false"
ALLOWS: dict[str, tuple[Truth, ...]] = {
    TRUE: (True,), FALSE: (False,), NOT_TRUE: (False, None), NOT_FALSE: (True, None)
}  # fmt: skip
TURNED = {TRUE: FALSE, FALSE: TRUE, NOT_TRUE: NOT_FALSE, NOT_FALSE: NOT_TRUE}
SURELY = {TRUE: TRUE, NOT_FALSE: TRUE, FALSE: NOT_TRUE, NOT_TRUE: NOT_TRUE}  # of what the second stage asks the first
UPWARD = (TRUE, NOT_FALSE)


class End(NamedTuple):
    """A comparison of a fact that has to have a truth, and the conclusion that asks for it."""

    leaf: AtLeast | Below | Known
    must: str
    owner: str

    @property
    def fact(self) -> str:
        return self.leaf.fact


@dataclass(frozen=True)
class Proof:
    """What something rests on.

    ends    : the comparisons
    names   : the conclusions on the way, each with what it has to be
    assumed : conclusions that were taken as they are, and not followed further
    """

    ends: tuple[End, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    assumed: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the facts compared, each once."""
        return tuple(dict.fromkeys(end.fact for end in self.ends))


def together(proofs: Collection[Proof]) -> Proof:
    """Several at once; what they share counts once."""
    ends = tuple(dict.fromkeys(chain.from_iterable(each.ends for each in proofs)))
    names = tuple(dict.fromkeys(chain.from_iterable(each.names for each in proofs)))
    assumed = tuple(dict.fromkeys(chain.from_iterable(each.assumed for each in proofs)))
    return Proof(ends, names, assumed)


def enough(formula: All | AnyOf | Count, must: str) -> int:
    """How many of the parts have to be the same, so that it is."""
    parts = len(formula.parts)
    needed = parts if isinstance(formula, All) else 1 if isinstance(formula, AnyOf) else formula.least
    return needed if must in UPWARD else parts - needed + 1


@dataclass
class Grounds:
    """What the truths of one decision rest on.

    assumed : conclusions that are taken as they are
    forced  : conclusions that a coach's override settles; nothing is asked behind them
    first   : conclusions that are to be named where one of several would do
    """

    conclusions: Mapping[str, Conclusion]
    facts: Mapping[str, Interval]
    truths: Mapping[str, Truth]
    forced: Collection[str] = ()
    assumed: Collection[str] = ()
    first: Collection[str] = ()
    _proofs: dict[tuple[str, str], Proof] = field(default_factory=dict, repr=False)

    def has(self, formula: Formula, must: str) -> bool:
        """Whether a formula has such a truth."""
        return truth(formula, self.facts, self.truths) in ALLOWS[must]

    def of(self, name: str, must: str = TRUE) -> Proof:
        """What it rests on that a conclusion is as it must be; it has to be so."""
        if (name, must) not in self._proofs:
            found = Proof((), ((name, must),), (name,) if name in self.assumed else ())
            conclusion = self.conclusions.get(name)
            if name not in self.assumed and name not in self.forced and conclusion is not None:
                found = together((found, self._of(conclusion.formula, must, conclusion.rule)))
            self._proofs[name, must] = found
        return self._proofs[name, must]

    def _of(self, formula: Formula, must: str, owner: str) -> Proof:
        if isinstance(formula, (AtLeast, Below, Known)):
            return Proof((End(formula, must, owner),))
        if isinstance(formula, Ref):
            return self.of(formula.name, must)
        if isinstance(formula, Sure):
            return self.of(formula.name, SURELY[must])
        if isinstance(formula, Not):
            return self._of(formula.part, TURNED[must], owner)
        there = [part for part in formula.parts if self.has(part, must)]
        proofs = sorted((self._of(part, must, owner) for part in there), key=self._rank)
        return together(proofs[: enough(formula, must)])

    def _rank(self, proof: Proof) -> tuple[int, int]:
        """What is to be named first, then what rests on the fewest facts; one that isn't known counts double."""
        named = any(name in self.first for name, _ in proof.names) if self.first else False
        return (0 if named else 1, sum(1 if fact in self.facts else 2 for fact in proof.facts))
