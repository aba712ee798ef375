"""What is known about one athlete on one day: the facts that the rules read, and why others aren't known."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date

from ..findings import Finding
from .answers import Answers


@dataclass(frozen=True)
class Fact:
    """What is known of one quantity: `low` to `high`, in whole steps, equal when it is known exactly.

    text  : the value in words, with its unit
    path  : the answer that it comes from (`measures.visa_a`); "" where nobody said it
    stale : it is out of date and stands all the same, because it was bad
    """

    name: str
    low: int
    high: int
    text: str
    path: str
    date: Date
    stale: bool = False

    def worse_of(self, other: Fact) -> Fact:
        """Of two readings of a quantity that is better lower: at least as bad as either."""
        worse, better = (self, other) if (self.low, self.high) >= (other.low, other.high) else (other, self)
        if better.high <= worse.high:
            return worse
        return Fact(self.name, worse.low, better.high, worse.text, worse.path, worse.date, worse.stale)


@dataclass(frozen=True)
class Facts:
    """The facts of one athlete on one day.

    known    : by fact name (`age_years`, `sl_calf_raise_reps.left`, `kit.band`, `flag.RF_BSI`, `cleared_to`)
    unknown  : fact name to why it isn't known
    forced   : conclusions that a coach's override settles
    warnings : what a reader has to be told; nothing here stops
    expires  : (measure, side, last day on which the answer counts), soonest first
    """

    known: Mapping[str, Fact]
    unknown: Mapping[str, str]
    forced: Mapping[str, bool]
    warnings: tuple[Finding, ...]
    expires: tuple[tuple[str, str, Date], ...]
    answers: Answers = field(repr=False)
