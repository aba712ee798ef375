"""Formulas and conclusions: the logic that every reader of a rulebook reads.

A *fact* is what is known about one quantity: an interval of whole steps, `low` to `high` (equal when it is known
exactly; "15+" is 15 up to the measure's largest value). A *formula* is built from comparisons of facts with constants
and from the truths of other conclusions. Its truth is one of three: True, False, or None for unknown (strong Kleene).

Formulas come in two stages. In the first nothing closes the world: what isn't known stays unknown. In the second, the
decision, `Sure` asks whether a first-stage conclusion is known to be true; a second-stage formula is never unknown.

Formulas are dataclasses and not named tuples: tuples of different classes with the same contents are equal, and "at
least 10" is not "below 10".
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Union

Truth = bool | None

KNOW = 0        # first stage: three-valued
DECIDE = 1      # second stage: the world is closed
PART = "part:"  # begins the names of the parts of conditions that became conclusions of their own; nobody wrote them


class Place(NamedTuple):
    """Where something stands in the rulebook: file relative to its root, line and column from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


NOWHERE = Place("", 0, 0)


# ---- formulas -------------------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class AtLeast:
    """The fact is at least `cut` (in steps). "At most n" is the negation of "at least n + 1"."""

    fact: str
    cut: int


@dataclass(frozen=True)
class Below:
    """The fact is below `cut` (in steps)."""

    fact: str
    cut: int


@dataclass(frozen=True)
class Known:
    """The fact is known exactly: true, or unknown, never false."""

    fact: str


@dataclass(frozen=True)
class Ref:
    """The truth of another conclusion of the same stage (or, in the second stage, of that stage)."""

    name: str


@dataclass(frozen=True)
class Sure:
    """Known to be true in an earlier stage. Only formulas of a later stage have it."""

    name: str


@dataclass(frozen=True)
class Not:
    part: Formula


@dataclass(frozen=True)
class All:
    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class Count:
    """At least `least` of the parts."""

    least: int
    parts: tuple[Formula, ...]


Formula = Union[AtLeast, Below, Known, Ref, Sure, Not, All, AnyOf, Count]  # noqa: UP007 - the classes name it themselves
TRUE: Formula = All(())
FALSE: Formula = AnyOf(())


def parts_of(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly inside one."""
    if isinstance(formula, (All, AnyOf, Count)):
        return formula.parts
    if isinstance(formula, Not):
        return (formula.part,)
    return ()


def leaves(formula: Formula) -> list[Formula]:
    """Every comparison and reference in a formula, from left to right."""
    inner = parts_of(formula)
    if not inner and not isinstance(formula, (All, AnyOf, Count)):
        return [formula]
    return [leaf for part in inner for leaf in leaves(part)]


def mapped(formula: Formula, change: Callable[[Formula], Formula]) -> Formula:
    """A formula with each of its leaves changed into another formula."""
    if isinstance(formula, Not):
        return Not(mapped(formula.part, change))
    if isinstance(formula, Count):
        return Count(formula.least, tuple(mapped(part, change) for part in formula.parts))
    if isinstance(formula, (All, AnyOf)):
        return type(formula)(tuple(mapped(part, change) for part in formula.parts))
    return change(formula)


class Ask(NamedTuple):
    """One comparison as an author wrote it, kept so that a page can say what was seen and what was needed.

    `verb` is at least, at most, more than, less than, is or is not; it is compared with a `cut` in steps, or with the
    cuts of a `table`, or (words, yes or no) with `words`.
    """

    measure: str
    reading: str                            # each side, either side, left, right, side ratio, side difference, or ""
    verb: str
    cut: int | None = None
    table: str = ""
    words: tuple[str, ...] = ()


def margin(fact: str, table: str) -> str:
    """The name of the fact that says how far a value lies above the cut of a table."""
    return f"{fact}~{table}"


def measure_of(fact: str) -> str:
    """The measure that a fact is about: of `sl_calf_raise_reps.left~calf_g3` sl_calf_raise_reps."""
    return fact.partition("~")[0].partition(".")[0]


def part_name(formula: Formula, stage: int) -> str:
    """The name of a part of a condition, by what it says: an edit elsewhere in the rulebook leaves it as it is."""
    return PART + hashlib.sha256(f"{stage} {formula!r}".encode()).hexdigest()[:16]


# ---- what is concluded ----------------------------------------------------------------------------------------------

@dataclass(frozen=True)
class Conclusion:
    """One named formula: a criterion's cut, a gate line, a gate, a flag, a step of the decision.

    `rule` is the id that users see (`G3.calf`), `name` the model's own (`G3.calf`, `G3.calf:keep`, ...).
    `say` is the author's sentence; `hidden` ones are scaffolding and stay out of the trace.
    """

    name: str
    rule: str
    kind: str
    formula: Formula
    stage: int
    place: Place
    say: str = ""
    source: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def closed(self) -> bool:
        """Only ever concluded to be true; what wasn't, when its turn is over, is false."""
        return self.stage == DECIDE
