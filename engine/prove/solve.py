"""Parts put to the solver: each is proved, or an athlete is found for whom it doesn't hold.

A part is solved over the facts that it reads, and all facts that hang together with those; what else an athlete is
doesn't matter to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import z3

from ..facts.validity import direction
from ..logic import measure_of
from ..model import Rulebook
from .encode import Reading, facts_read, read_by
from .parts import BECOMES, FORGOTTEN, NEVER, PAIR, SOME, WORSE, Asked, Earned, Part
from .people import CLEARED_TO, FLAG, Bool, Person, Var, anybody, both, either, never, unknowns
from .world import bounds, flags_together, healthy, on_the_day, ranges, together

MOST_SECONDS = 120  # on one part; then it counts as not proved
Values = dict[str, tuple[int, int]]  # what is known of an athlete: fact to low and high


class Answer(NamedTuple):
    """What the solver says of one part.

    holds  : None where it gave up
    found  : an athlete: one for whom a `some` is so, or for whom the part fails
    other  : of a pair, the second one
    earned : of a pair, what the second one has
    """

    holds: bool | None
    found: Values | None = None
    other: Values | None = None
    earned: Earned | None = None


class Prover:
    """Solves the parts of one rulebook."""

    def __init__(self, book: Rulebook, made: Callable[[Rulebook, Iterable[str]], Person] = anybody):
        """Of whom: `made` gives an athlete of whom nothing is settled, with the facts that the rulebook reads."""
        self.book, self.reads = book, facts_read(book)
        self.facts = frozenset().union(*self.reads.values())
        self.person = made(book, sorted(self.facts))
        self.reading = Reading(self.person, self.reads)
        self._worlds: dict[frozenset[str], Bool] = {}
        self._someone: dict[frozenset[str], z3.Solver] = {}
        self._firsts: dict[int, tuple[tuple[Earned, ...], list[tuple[Earned, Bool, frozenset[str]]]]] = {}
        self._bounded = frozenset().union(*(self.reads[f"{flag}:when"] for flag in book.flags))
        self._world = [(frozenset({fact}), each) for fact in sorted(self.facts)
                       for each in ranges(fact, self.person.facts[fact], book, self._bounded)]  # fmt: skip
        self._together = list(together(self.person, self.facts))
        self._together += list(flags_together(self.reading, self.facts))

    # ---- what a part is about ----

    def about(self, part: Part) -> frozenset[str]:
        """The facts that a part reads, and those that hang together with them."""
        found = frozenset().union(
            *(read_by(test.formula, self.book, self.reads) for test in (*part.tests, *part.example)),
            *(read for _, _, read in self._before(part.earned) if part.fact in read),
        )
        found |= {part.fact} & self.facts
        while True:
            wider = found.union(*(facts for facts, _ in self._together if facts & found))
            if wider == found:
                return found
            found = wider

    def said(self, test: Asked) -> Bool:
        """That an athlete answers a test."""
        return self._said(test, self.reading)

    def solve(self, part: Part) -> Answer:
        """Whether a part holds."""
        facts = self.about(part)
        if part.kind == PAIR:
            return self._pair(part, facts)
        if part.kind == SOME:
            return self._some(part, facts)
        solver = self._solver(facts)
        solver.add(*(self._said(test, self.reading) for test in part.tests))
        assert part.kind == NEVER
        answer = solver.check()
        if answer != z3.sat:
            return Answer(None if answer == z3.unknown else True)
        general = values_of(solver.model(), self.person, facts)
        solver.add(*on_the_day(self.person, facts))
        model = self._plainest(solver, facts)
        found = general if model is None else values_of(model, self.person, facts)
        return Answer(False, found)

    def _some(self, part: Part, facts: frozenset[str]) -> Answer:
        """Whether there is such an athlete; where there is none, one who only answers the example."""
        if facts not in self._someone:  # for one after the other the same solver, which learns from each
            self._someone[facts] = self._solver(facts)
            self._someone[facts].add(both(on_the_day(self.person, facts)))
        solver = self._someone[facts]
        solver.push()
        solver.add(*(self._said(test, self.reading) for test in part.tests))
        answer = solver.check()
        found = values_of(solver.model(), self.person, facts) if answer == z3.sat else None
        solver.pop()
        if answer != z3.unsat:
            return Answer(None if answer == z3.unknown else True, found)
        solver = self._solver(facts)
        solver.add(both(on_the_day(self.person, facts)), *(self._said(test, self.reading) for test in part.example))
        model = self._plainest(solver, facts) if part.example else None
        return Answer(False, None if model is None else values_of(model, self.person, facts))

    def _plainest(self, solver: z3.Solver, facts: frozenset[str]) -> z3.ModelRef | None:
        """An athlete with as little the matter as can be; None where there is none at all."""
        nothing = list(healthy(self.person, facts))
        for wish in (nothing, nothing[:1], []):
            solver.push()
            solver.add(*wish)
            found = solver.model() if solver.check() == z3.sat else None
            solver.pop()
            if found is not None:
                return found
        return None

    def world(self, facts: frozenset[str]) -> list[Bool]:
        """What is true of these facts of every athlete."""
        return [each for about, each in (*self._world, *self._together) if about <= facts]

    def _solver(self, facts: frozenset[str]) -> z3.Solver:
        solver = z3.SimpleSolver()
        solver.set("timeout", MOST_SECONDS * 1000)
        if facts not in self._worlds:
            self._worlds[facts] = both(self.world(facts))
        solver.add(self._worlds[facts])
        return solver

    @staticmethod
    def _said(test: Asked, reading: Reading) -> Bool:
        pair = reading.truth(test.formula)
        truth = pair.true if test.truth else pair.false
        return truth if test.so else never(truth)

    # ---- two athletes who differ in one fact ----

    def _pair(self, part: Part, facts: frozenset[str]) -> Answer:
        fact, mine = part.fact, self.person.facts[part.fact]
        theirs, differ = self._changed(part, mine)
        person = self.person.but(fact, theirs)
        reading = Reading(person, self.reads, self.reading, frozenset({fact}))
        said = [(each, both((before, *(self._said(test, reading) for test in each.after))))
                for each, before, read in self._before(part.earned) if fact in read]  # fmt: skip
        said = [(each, bad) for each, bad in said if bad is not False]
        if not said:
            return Answer(True)
        solver = self._solver(facts)
        solver.add(*ranges(fact, theirs, self.book, self._bounded), *differ)
        solver.add(*(each for about, each in together(person, facts, fact) if about <= facts))
        if any(fact in about for about, _ in self._together):
            solver.add(*(each for about, each in flags_together(reading, facts) if fact in about and about <= facts))
        solver.add(either(bad for _, bad in said))
        answer = solver.check()
        if answer != z3.sat:
            return Answer(None if answer == z3.unknown else True)
        general = solver.model()
        solver.add(*on_the_day(self.person, facts), *on_the_day(person, {fact}))
        plainest = self._plainest(solver, facts)
        model = general if plainest is None else plainest
        earned = next(each for each, bad in said if z3.is_true(model.eval(_z3(bad), model_completion=True)))
        return Answer(False, values_of(model, self.person, facts), values_of(model, person, facts), earned)

    def _before(self, earned: tuple[Earned, ...]) -> list[tuple[Earned, Bool, frozenset[str]]]:
        """For each what the first athlete hasn't, and the facts that it hangs on. Parts share what may be earned."""
        if id(earned) not in self._firsts:
            found = []
            for each in earned:
                tests = (*each.before, *each.after)
                read = frozenset().union(*(read_by(test.formula, self.book, self.reads) for test in tests))
                found.append((each, both(self._said(test, self.reading) for test in each.before), read))
            self._firsts[id(earned)] = (earned, found)
        return self._firsts[id(earned)][1]

    def _changed(self, part: Part, mine: Var) -> tuple[Var, list[Bool]]:
        """The second athlete's fact, and how it differs from the first's."""
        fact = part.fact
        if part.change == BECOMES:
            return Var(z3.BoolVal(True), z3.IntVal(part.value), z3.IntVal(part.value)), []
        if part.change == FORGOTTEN:
            return Var(z3.BoolVal(False), mine.low, mine.high), [mine.known]
        assert part.change == WORSE
        theirs = unknowns(fact, self.book.measures.get(measure_of(fact)), " then")
        return theirs, [worse(fact, mine, theirs, self.book)]


def worse(fact: str, mine: Var, theirs: Var, book: Rulebook) -> Bool:
    """The second is worse than the first: neither end is better, and they differ. Not known is anything."""
    if fact.startswith(FLAG):  # cleared, neither, stated: 1, 0, 2
        rank = [z3.If(var.low == 1, 0, z3.If(var.low == 0, 1, 2)) for var in (mine, theirs)]
        return rank[1] > rank[0]
    if fact == CLEARED_TO:
        return theirs.low < mine.low
    low, high = bounds(fact, book)
    ends = [(z3.If(var.known, var.low, low), z3.If(var.known, var.high, high)) for var in (mine, theirs)]
    up = direction(book.measures[measure_of(fact)]) == "higher"
    (one_low, one_high), (two_low, two_high) = ends if up else ends[::-1]
    return z3.And(two_low <= one_low, two_high <= one_high, z3.Or(two_low < one_low, two_high < one_high))


def _z3(part: Bool) -> Bool:
    return z3.BoolVal(part) if isinstance(part, bool) else part


def values_of(model: z3.ModelRef, person: Person, facts: Iterable[str]) -> Values:
    """What an athlete of the solver's is known to be."""
    found: Values = {}
    for fact in sorted(facts):
        var: Var = person.facts[fact]
        if z3.is_true(model.eval(_z3(var.known), model_completion=True)):
            found[fact] = tuple(model.eval(end, model_completion=True).as_long() for end in (var.low, var.high))
    return found


__all__ = ["Answer", "Prover", "Values", "worse"]
