"""What a derivation is: which rows of the log it looks at, and what it takes of them; and what an entry is to it.

Numbers in here are exact (`Fraction`), as the author of the file wrote them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple, Protocol, Union

from ..logic import NOWHERE, Place

# ---- the log as it is given -----------------------------------------------------------------------------------------


class Entry(Protocol):
    """One entry of a log: `kind` is facts, session, run or plan. Anything with these does, a journal's entry too."""

    @property
    def id(self) -> int: ...

    @property
    def kind(self) -> str: ...

    @property
    def held_on(self) -> str: ...

    @property
    def recorded_at(self) -> str: ...

    @property
    def data(self) -> Any: ...


# ---- rows and what is asked of them ---------------------------------------------------------------------------------


class AtLeast(NamedTuple):
    """A number of which only this much is known: it may be more."""

    low: Fraction


Amount = Union[Fraction, AtLeast]  # noqa: UP007 (read at run time by Python 3.10)
Field = Union[Fraction, AtLeast, str, bool, "tuple[str, ...]", None]


@dataclass(frozen=True)
class Test:
    """One comparison: `pain at most 2`, `tissue is one of achilles, calf`, `main is yes`.

    verb  : at least, at most, more than, less than; or is
    cut   : for a number; words : for `is`
    """

    __test__ = False  # not one of pytest's

    field: str
    verb: str
    cut: Fraction = Fraction(0)
    words: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True)
class Every:
    """All of these."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Some:
    """Any of these."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Unless:
    """Not this."""

    part: Condition


Condition = Union[Test, Every, Some, Unless]  # noqa: UP007

# ---- derivations ----------------------------------------------------------------------------------------------------

TAKEN = (  # the verbs, of which a derivation has one
    "count", "sum", "weekly", "worst", "largest", "smallest", "furthest", "latest", "mean", "slope", "share", "streak",
    "weeks", "since", "rung", "change", "ratio", "signs",
)  # fmt: skip
OF_OTHERS = ("change", "ratio", "signs")  # those that are worked out from other derivations, and not from rows


@dataclass(frozen=True)
class Needs:
    """How much the log has to hold for a derivation to say anything: at least so many entries of a kind."""

    rows: str
    fewest: int
    days: tuple[int, int]


@dataclass(frozen=True)
class Derivation:
    """One fact from history.

    rows    : runs, sessions, exercises, sets, facts or due; "" for what is worked out from others
    days    : from so many days ago to so many, today being 0; None: as far back as the log goes
    last    : only the last so many entries that have such rows; 0 for all
    every   : for a streak: what all the rows of a week have to be
    take    : one of TAKEN, and `of`: the field, the other derivation, or what is counted
    against : for a change or a ratio the second derivation
    fewest  : with fewer entries it is not known
    spans   : with fewer days from the first to the last of them it is not known
    span    : the log has to reach back so many days
    none    : what it is where the log has no such row; "" for not known
    per     : the measure that it is divided by
    """

    name: str
    title: str
    rows: str
    take: str
    of: str
    place: Place
    days: tuple[int, int] | None = None
    last: int = 0
    where: Condition | None = None
    every: Condition | None = None
    against: str = ""
    fewest: int = 0
    spans: int = 0
    span: int = 0
    none: str = ""
    per: str = ""
    a_week: int = 1
    half_of_due: bool = False
    in_per_cent: bool = False
    begins: str = "this_week"
    for_each: str = ""
    both_sides: bool = False
    needs: Needs | None = None
    signs: tuple[Condition, ...] = ()
    a_break: tuple[int, int, int] | None = None  # at least so many days; counts so many days; the longest in so many
    at: str = ""  # where a facts file holds it, where that is no measure
    unit: str = ""
    because: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class History:
    """How a log is read, as knowledge/derivations/ says."""

    next_morning_days: int = 0
    pace_days: int = 0
    longest_run_days: int = 0
    spare: int = 0
    effort_band: int = 0
    e1rm_reps: int = 0
    e1rm_spare: int = 0
    lighter_sets: int = 0
    trend_reps: int = 0


# ---- the next weight -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Raise:
    """By how much a weight goes up, for a level: so many per cent, but at least and at most so many kg, and never more
    than `most` per cent."""

    per_cent: Fraction
    at_least: Fraction
    at_most: Fraction
    most: Fraction


@dataclass(frozen=True)
class LoadRules:
    """rules/progression.yaml, `loads`.

    sessions, over : two for two: so many repetitions above those shown in the last set of so many sessions running
    one_axis_days  : so long a weight stays before it goes up again
    look_back_days : what was lifted before that says nothing any more
    by_reps        : where the smallest step of the kit is too much, so many repetitions come first
    too_hard       : sets that missed the reserve by so much take the weight down to `too_hard_to` per cent
    words          : what the page says, by what was done
    """

    sessions: int
    over: int
    one_axis_days: int
    look_back_days: int
    by_reps: int
    too_hard: int
    too_hard_to: int
    raises: Mapping[str, Raise]
    words: Mapping[str, str] = field(default_factory=dict)
    place: Place = NOWHERE
