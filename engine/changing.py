"""What can be changed about an athlete: through what, at what price, and how fast it usually goes.

A way through to the next phase is priced and dated by this alone; no rule reads it. Rates are in the measure's own unit
a week, times in weeks, all exact fractions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from .logic import Place

TRAINING, WAITING, TESTING, ASKING, SOMEBODY, NOTHING = (
    "training", "waiting", "testing", "asking", "somebody", "nothing")  # fmt: skip
TESTS, QUESTIONS, SYMPTOMS, CLEARANCES, OVERRIDES = "tests", "questions", "symptoms", "clearances", "overrides"


class Span(NamedTuple):
    """Two numbers, the smaller first."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Way:
    """One way of changing.

    measures : that change so; () where it `covers` tests, questions, symptoms (not known yet), clearances, overrides
    effort, effort_a_week : points for changing it at all, and for each week that it takes at a middling rate
    rate     : units a week, slow to fast; takes: weeks, whatever there is to gain. Neither: no date can be said
    counted  : by the log; what isn't known hasn't been done
    """

    name: str
    title: str
    through: str
    measures: tuple[str, ...]
    covers: str
    because: str
    place: Place
    effort: int = 0
    effort_a_week: int = 0
    rate: Span | None = None
    takes: Span | None = None
    counted: bool = False
    together: bool = False
    first: bool = False
    hoped_for: bool = True
    from_phase: str = ""
    source: tuple[str, ...] = ()

    def weeks(self, units: Fraction) -> Span | None:
        """How long a change by so many units takes; None where that can't be said."""
        if self.rate is None and self.takes is None:
            return None
        short, long = self.takes or Span(Fraction(0), Fraction(0))
        if self.rate is not None:
            short, long = short + units / self.rate.high, long + units / self.rate.low
        return Span(short, long)

    def price(self, weeks: Span | None) -> Fraction:
        """Points for a change that takes so long."""
        return self.effort + self.effort_a_week * (weeks.middle if weeks is not None else Fraction(0))


@dataclass
class Changing:
    """Every way of changing, by name."""

    ways: dict[str, Way] = field(default_factory=dict)

    @cached_property
    def by_measure(self) -> dict[str, Way]:
        return {measure: way for way in self.ways.values() for measure in way.measures}

    @cached_property
    def by_cover(self) -> dict[str, Way]:
        return {way.covers: way for way in self.ways.values() if way.covers}
