"""Any athlete at all: for every fact three unknowns of the solver, and what a comparison with a constant says of them.

A fact is known or not; known, it lies between `low` and `high`, in whole steps of its measure. What follows from others
(the margin over a table's cut, the ratio of two sides) is written out from those. Nothing here is shared with the
evaluators but the model: that both say the same is for the tests to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import z3

from ..logic import Known, measure_of
from ..model import Measure, Rulebook, Table

Bool = Any  # z3.BoolRef or bool: z3 has no types of its own that a checker could follow
Int = Any  # z3.ArithRef or int

SIDES = ("left", "right")
RATIO, DIFFERENCE = ".ratio", ".difference"
CONTEXT = z3.main_ctx()
CLEARED_TO, FLAG, KIT = "cleared_to", "flag.", "kit."


class Var(NamedTuple):
    """What the solver knows of one fact."""

    known: Bool
    low: Int
    high: Int


class Pair(NamedTuple):
    """A truth of three values: known to be true, known to be false; neither is unknown."""

    true: Bool
    false: Bool


def both(parts: Iterable[Bool]) -> Bool:
    """All of them."""
    return _joined(z3.Z3_mk_and, parts, True)


def either(parts: Iterable[Bool]) -> Bool:
    """At least one of them."""
    return _joined(z3.Z3_mk_or, parts, False)


def never(part: Bool) -> Bool:
    """Not so."""
    return not part if isinstance(part, bool) else z3.BoolRef(z3.Z3_mk_not(CONTEXT.ref(), part.ast), CONTEXT)


def _joined(make: Any, parts: Iterable[Bool], idle: bool) -> Bool:
    """Parts joined. z3.And and z3.Or look at the sort of each part again, which takes most of the time there is."""
    found = []
    for part in parts:
        if part is idle:
            continue
        if isinstance(part, bool):
            return part
        found.append(part)
    if len(found) < 2:
        return found[0] if found else idle
    asts = (z3.Ast * len(found))(*(part.ast for part in found))
    return z3.BoolRef(make(CONTEXT.ref(), len(found), asts), CONTEXT)


def rooted(fact: str, book: Rulebook) -> tuple[str, ...]:
    """The facts that one follows from: itself, or the sides of a ratio, or a value and what its table goes by."""
    plain, _, table = fact.partition("~")
    if plain.endswith((RATIO, DIFFERENCE)):
        return tuple(f"{measure_of(plain)}.{side}" for side in SIDES)
    if not table:
        return (fact,)
    about = book.tables[table]
    return tuple(filter(None, (plain, about.by, about.split)))


class Person:
    """One athlete of the solver's."""

    def __init__(self, book: Rulebook, facts: Mapping[str, Var], fresh: Mapping[str, Bool]):
        self.book, self.facts, self.fresh = book, facts, fresh

    def but(self, fact: str, var: Var) -> Person:
        """The same but for one fact."""
        return Person(self.book, {**self.facts, fact: var}, self.fresh)

    # ---- comparisons ----

    def at_least(self, fact: str, cut: int) -> Pair:
        """Whether a fact is at least a cut; false is that it is below."""
        plain, _, table = fact.partition("~")
        if table:
            return self._margin(self.facts[plain], self.book.tables[table], cut)
        if plain.endswith((RATIO, DIFFERENCE)):
            return self._sides(plain, cut)
        known, low, high = self.facts[plain]
        return Pair(both((known, low >= cut)), both((known, high < cut)))

    def known(self, about: Known) -> Pair:
        """Whether a fact is known exactly; never false."""
        known, low, high = self.facts[about.fact]
        return Pair(known if low is high else both((known, low == high)), False)

    def _sides(self, fact: str, cut: int) -> Pair:
        """The smaller side as a whole per cent of the larger, or the larger less the smaller."""
        name = measure_of(fact)
        one, other = (self.facts[f"{name}.{side}"] for side in SIDES)
        exact = both((one.known, other.known, one.low == one.high, other.low == other.high, self.fresh[name]))
        if fact.endswith(DIFFERENCE):
            reached = z3.Or(one.low - other.low >= cut, other.low - one.low >= cut)
        else:  # both 0 are even; rounded down, a ratio reaches a whole cut when it does unrounded
            above = z3.And(100 * one.low >= cut * other.low, 100 * other.low >= cut * one.low)
            reached = above if cut <= 100 else z3.BoolVal(False)
        return Pair(z3.And(exact, reached), z3.And(exact, z3.Not(reached)))

    def _margin(self, value: Var, table: Table, cut: int) -> Pair:
        """The value less the table's cut: at least so much whatever row may count, or below it whatever row may."""
        true: list[Bool] = [value.known]
        false: list[Bool] = [value.known]
        by = self.facts[table.by]
        first: int | None = None
        for up_to, cells in table.rows:
            outside: list[Bool] = []
            if up_to is not None:
                outside.append(by.low > up_to)
            if first is not None:
                outside.append(by.high < first)
            here = z3.Not(z3.And(by.known, z3.Or(*outside))) if outside else z3.BoolVal(True)
            for at, counts in self._cells(table, cells):
                true.append(z3.Implies(z3.And(here, counts), value.low >= cut + at))
                false.append(z3.Implies(z3.And(here, counts), value.high < cut + at))
            first = None if up_to is None else up_to + 1
        return Pair(both(true), both(false))

    def _cells(self, table: Table, cells: Mapping[str, int]) -> list[tuple[int, Bool]]:
        """Each cut of a row, and when it may be the one that counts."""
        if not table.split or list(cells) == [""]:
            return [(cut, z3.BoolVal(True)) for cut in cells.values()]
        split, words = self.facts[table.split], self.book.measures[table.split].words
        said = z3.And(split.known, split.low == split.high)
        other = z3.And(said, *(split.low != words.index(word) for word in cells))
        strict = min(cells.values()) if self.book.measures[table.of].better == "lower" else max(cells.values())
        found = [(cut, z3.Or(z3.Not(said), split.low == words.index(word))) for word, cut in cells.items()]
        return [*found, (strict, other)]


def anybody(book: Rulebook, facts: Iterable[str], mark: str = "") -> Person:
    """An athlete of whom nothing is settled, with these facts.

    mark : tells the unknowns of one athlete from another's
    """
    found = {fact: unknowns(fact, book.measures.get(measure_of(fact)), mark) for fact in facts}
    names = {measure_of(fact) for fact in found}
    return Person(book, found, {name: z3.Bool(f"{name} in date{mark}") for name in names})


def unknowns(fact: str, measure: Measure | None, mark: str = "") -> Var:
    """The solver's unknowns of one fact; one number only where it can't be known in part."""
    low = z3.Int(f"{fact}{mark}")
    if measure is None:
        return Var(True, low, low)
    high = z3.Int(f"{fact} at most{mark}") if in_part(measure) else low
    return Var(z3.Bool(f"{fact} known{mark}"), low, high)


def in_part(measure: Measure) -> bool:
    """Whether a value may be known to be at least, or at most, something."""
    return measure.kind == "number" or (measure.kind == "words" and measure.ordered and measure.name != "position")
