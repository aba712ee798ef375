"""Whether a small change changes nothing for anybody: put to the solver, over all athletes that there can be.

Compared is all that anybody sees: every rule, line, gate, flag, cap and step of the decision, and the band of every
criterion, where its measure applies. An athlete who is found may have answers out of date in a way that reading never
leaves them; then it is asked of all whose answers are in date.
"""

from __future__ import annotations

from collections.abc import Iterator

import z3

from ..logic import AtLeast, Below, Known, Ref, Sure, leaves
from ..model import Criterion, Rulebook
from ..prove.encode import Reading, facts_read
from ..prove.people import Bool, Pair, Person, both, either, never
from ..prove.solve import Prover
from ..prove.world import on_the_day
from .mutants import Mutant

MOST_SECONDS = 20  # on one change; then it counts as not shown


class SameForAll:
    """Asks for one rulebook after another change, each against the rulebook as it is."""

    def __init__(self, book: Rulebook):
        self.book, self.prover = book, Prover(book)
        self._cuts = {cut for each in book.criteria.values() for cut in (each.passes, each.not_fail)}

    def holds(self, mutant: Mutant) -> bool:
        """Whether it is shown that nobody sees anything else; of what isn't about conditions or tables it never is."""
        if not mutant.conclusions and "tables" not in mutant.data:
            return False
        changed = mutant.within(self.book)
        person = Person(changed, self.prover.person.facts, self.prover.person.fresh)
        other = Reading(person, facts_read(changed))
        solver = z3.SimpleSolver()
        solver.set("timeout", MOST_SECONDS * 1000)
        solver.add(*self.prover.world(self.prover.facts))
        reached = set(self._reached(mutant))
        differ = [_unlike(self.prover.reading.of(name), other.of(name)) for name in sorted(reached - self._cuts)]
        differ += [self._shown(each, other) for each in self.book.criteria.values()
                   if {each.passes, each.not_fail} & reached]  # fmt: skip
        solver.add(either(differ))
        if solver.check() == z3.unsat:
            return True
        solver.add(*on_the_day(self.prover.person, self.prover.facts))  # else of all whose answers are in date
        return bool(solver.check() == z3.unsat)

    def _shown(self, criterion: Criterion, other: Reading) -> Bool:
        """That another band is shown."""
        before, after = (_bands(each.of(criterion.not_fail), each.of(criterion.passes))
                         for each in (self.prover.reading, other))  # fmt: skip
        differ = either(_apart(one, two) for one, two in zip(before, after, strict=True))
        applies = self.book.measures[criterion.measure].applies
        return both((differ, never(self.prover.reading.of(applies).false))) if applies else differ

    def _reached(self, mutant: Mutant) -> Iterator[str]:
        """What is seen of what the change could reach."""
        met = {each.name for each in mutant.conclusions}
        table = f"~{mutant.rule}"
        for name, conclusion in self.book.conclusions.items():
            for leaf in leaves(conclusion.formula):
                below = isinstance(leaf, (Ref, Sure)) and leaf.name in met
                beside = isinstance(leaf, (AtLeast, Below, Known)) and leaf.fact.endswith(table)
                if below or (beside and mutant.data):
                    met.add(name)
            if name in met and not conclusion.hidden:
                yield name


def _bands(not_fail: Pair, passes: Pair) -> tuple[Bool, ...]:
    """Pass, caution, fail, at best and at least caution; none of them is unknown."""
    unsure, no_pass = never(either((not_fail.true, not_fail.false))), passes.false
    return (
        both((not_fail.true, passes.true)),
        both((not_fail.true, no_pass)),
        both((not_fail.false, no_pass)),
        both((unsure, no_pass)),
        both((not_fail.true, never(either((passes.true, no_pass))))),
    )


def _unlike(one: Pair, two: Pair) -> Bool:
    return either((_apart(one.true, two.true), _apart(one.false, two.false)))


def _apart(one: Bool, two: Bool) -> Bool:
    return either((both((one, never(two))), both((never(one), two))))
