"""Where a changed formula says something else than before: regions of known values, exactly covering what changed.

Other conclusions that the formula reads are free here: a region names them, and what makes them true is another matter.
A region is found by taking one athlete for whom both differ and letting go of whatever isn't needed; then it is ruled
out and the next one is looked for, until there is none. So all of them together are just what changed. Of a measure
whose step, range or words changed the values are those that both rulebooks have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import z3

from ..facts.validity import direction
from ..logic import PART, measure_of
from ..model import Rulebook
from .encode import Reading, facts_read
from .measured import Measured
from .people import SIDES, Bool, Pair, Person, both, never
from .world import bounds, ranges

MOST = 40  # regions of one change; then it is said that there are more
WEAKER, STRONGER = "weaker", "stronger"


class Region(NamedTuple):
    """Bounds of facts, and the other conclusions that have to be so or not. `now`: it comes true, or no longer is.

    bounds are in steps of the measure; where that changed, of the one in `measured.common`
    of two sides that are asked for alike `left` stands for the weaker one, where the measure is in `weaker`
    """

    now: bool
    bounds: dict[str, tuple[int, int]]
    names: dict[str, bool]
    weaker: frozenset[str]


class Regions(NamedTuple):
    """Those of one conclusion. `more`: there are others; `unknown`: it differs also where something isn't known."""

    found: list[Region]
    more: bool
    unknown: bool


class _Layer(Reading):
    """One conclusion over the names of the others, which are free; the nameless parts of conditions are written out."""

    def of(self, name: str) -> Pair:
        if name.startswith(PART) or name == self.about:
            return super().of(name)
        if name not in self._truths:
            true = z3.Bool(f"{name} true")
            conclusion = self.conclusions.get(name)
            closed = conclusion is None or conclusion.closed
            self._truths[name] = Pair(true, never(true) if closed else z3.Bool(f"{name} false"))
            self.names[name] = self._truths[name]
        return self._truths[name]

    def __init__(self, person: Person, reads: Mapping[str, frozenset[str]], about: str):
        super().__init__(person, reads)
        self.about, self.names = about, dict[str, Pair]()


def regions(name: str, old: Rulebook, new: Rulebook) -> Regions:
    """Where a conclusion of both rulebooks differs; of one that only one of them has, where it is so."""
    books = (old, new)
    reads = [facts_read(book) for book in books]
    facts = sorted(frozenset().union(*(read.get(name, frozenset()) for read in reads)))
    homes = {fact: new if fact in reads[1].get(name, ()) else old for fact in facts}
    measured = Measured(old, new)
    people = [measured.anybody(book, [fact for fact in facts
                                      if measure_of(fact) in book.measures or homes[fact] is book])
              for book in books]  # fmt: skip
    layers = [_Layer(person, read, name) for person, read in zip(people, reads, strict=True)]
    before, after = (layer.of(name) if name in book.conclusions else Pair(False, True)
                     for layer, book in zip(layers, books, strict=True))  # fmt: skip
    return _Search(facts, homes, measured, people, layers, before, after).all()


class _Search:
    """Looks for the regions of one change."""

    def __init__(self, facts: list[str], homes: dict[str, Rulebook], measured: Measured, people: list[Person],
                 layers: list[_Layer], before: Pair, after: Pair):  # fmt: skip
        self.facts, self.homes, self.measured = facts, homes, measured
        self.vars = {fact: measured.unknowns(fact) for fact in facts}
        self.names = {name: pair for layer in layers for name, pair in layer.names.items()}
        self.gains, self.loses = both((never(before.true), after.true)), both((before.true, never(after.true)))
        self.differs = z3.Or(*map(_z3, (self.gains, self.loses)))
        fell = both((never(before.false), after.false)), both((before.false, never(after.false)))
        self.in_any_way = z3.Or(self.differs, *map(_z3, fell))
        self.world = [each for fact in facts for person in people if fact in person.facts
                      for each in ranges(fact, person.facts[fact], person.book)]  # fmt: skip
        self.world += [z3.Not(z3.And(_z3(true), _z3(false))) for true, false in self.names.values()]
        fresh = {name: var for person in people for name, var in person.fresh.items()}
        self.known = [*fresh.values()]
        self.known += [z3.And(_z3(var.known), var.low == var.high)
                       for person in people for var in person.facts.values()]  # fmt: skip
        self.known += [z3.Or(_z3(true), _z3(false)) for true, false in self.names.values()]
        self.weaker: frozenset[str] = frozenset()

    def all(self) -> Regions:
        """Every region, those that come true first."""
        self.weaker = frozenset(name for name in sorted({measure_of(fact) for fact in self.facts}) if self._alike(name))
        order = []
        for name in self.weaker:
            left, right = (self.vars[f"{name}.{side}"].low for side in SIDES)
            measure = self.measured.measure(name)
            up = measure is None or direction(measure) != "lower"
            order.append(left <= right if up else left >= right)
        found: list[Region] = []
        more = False
        for now, part in ((True, self.gains), (False, self.loses)):
            for region in self._of(now, _z3(part), order):
                if len(found) == MOST:
                    more = True
                    break
                found.append(region)
        solver = self._solver(*self.world, self.in_any_way, z3.Not(z3.And(*self.known)) if self.known else False)
        return Regions(found, more, solver.check() == z3.sat)

    def _of(self, now: bool, part: Bool, order: list[Bool]) -> Iterator[Region]:
        search = self._solver(*self.world, *self.known, *order, part)
        # Whatever is said of an athlete without leaving what changed: there must be none for whom it didn't.
        outside = self._solver(*self.world, *self.known, *order, z3.Not(part))
        while search.check() == z3.sat:
            region = self._widened(search.model(), now, outside)
            yield region
            search.add(z3.Not(z3.And(*self._said(region), z3.BoolVal(True))))

    def _widened(self, model: z3.ModelRef, now: bool, outside: z3.Solver) -> Region:
        low = {fact: model.eval(var.low, model_completion=True).as_long() for fact, var in self.vars.items()}
        region = Region(now, {fact: (value, value) for fact, value in low.items()},
                        {name: z3.is_true(model.eval(_z3(pair.true), model_completion=True))
                         for name, pair in self.names.items()}, self.weaker)  # fmt: skip
        for name in list(region.names):
            value = region.names.pop(name)
            if not self._within(region, outside):
                region.names[name] = value
        # Of two sides the stronger is let go of first: what is so of the weaker one says more.
        order = sorted(self.facts, key=lambda fact: (fact.rpartition(".")[2] in SIDES, not fact.endswith(SIDES[1])))
        for fact in order:
            was = region.bounds.pop(fact)
            if not self._within(region, outside):
                region.bounds[fact] = was
        for fact in [each for each in order if each in region.bounds]:
            measure = self.measured.common.get(measure_of(fact))
            least, most = (measure.low, measure.high) if measure is not None else bounds(fact, self.homes[fact])
            ends = region.bounds[fact]
            ends = region.bounds[fact] = (self._end(region, fact, ends, least, outside), ends[1])
            region.bounds[fact] = (ends[0], self._end(region, fact, ends, most, outside))
        return region

    def _end(self, region: Region, fact: str, was: tuple[int, int], far: int, outside: z3.Solver) -> int:
        """How far one end of a bound can go towards `far` without leaving what changed."""
        down = far < was[0]
        if far in was:
            return far
        good, bad = (was[0] if down else was[1]), (far - 1 if down else far + 1)
        while abs(good - bad) > 1:
            middle = (good + bad) // 2 if down else (good + bad + 1) // 2
            middle = min(max(middle, min(good, bad) + 1), max(good, bad) - 1)
            region.bounds[fact] = (middle, was[1]) if down else (was[0], middle)
            good, bad = (middle, bad) if self._within(region, outside) else (good, middle)
        region.bounds[fact] = was
        return good

    def _within(self, region: Region, outside: z3.Solver) -> bool:
        return bool(outside.check(*self._said(region)) == z3.unsat)

    def _said(self, region: Region) -> list[Bool]:
        said = [_z3(both((_z3(self.names[name].true) if value else z3.Not(_z3(self.names[name].true)),)))
                for name, value in region.names.items()]  # fmt: skip
        return said + [z3.And(self.vars[fact].low >= low, self.vars[fact].low <= high)
                       for fact, (low, high) in region.bounds.items()]  # fmt: skip

    def _alike(self, name: str) -> bool:
        """Whether it makes no difference which side is which."""
        sides = [f"{name}.{side}" for side in SIDES]
        if not all(side in self.vars for side in sides):
            return False
        left, right = (self.vars[side] for side in sides)
        swap = [(one, other) for first, second in ((left, right), (right, left))
                for one, other in zip(first, second, strict=True) if z3.is_expr(one)]  # fmt: skip
        whole = z3.And(_z3(self.gains), self.differs)
        turned = z3.substitute(whole, *swap)
        other = z3.substitute(self.differs, *swap)
        solver = self._solver(*self.world, *self.known, z3.Or(whole != turned, self.differs != other))
        return bool(solver.check() == z3.unsat)

    @staticmethod
    def _solver(*parts: Bool) -> z3.Solver:
        solver = z3.SimpleSolver()
        solver.add(*(_z3(part) for part in parts))
        return solver


def _z3(part: Bool) -> Bool:
    return z3.BoolVal(part) if isinstance(part, bool) else part
