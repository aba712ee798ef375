"""Where days and values stand in a drawing, and which of them its axes name. Plain arithmetic, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from fractions import Fraction

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
A_YEAR = len(MONTHS)
BY_MONTH = 75  # days from which on an axis names months
TICKS = 5  # at the most, but for one more at the end
NICE = (1, 2, 5)
STEPS = (1, 2, 3, 6, 12, 24, 60)  # months between two ticks


def n(value: float | Fraction) -> str:
    """A coordinate: one place, no more."""
    text = f"{float(value):.1f}"
    return text.removesuffix(".0")


@dataclass(frozen=True)
class Days:
    """From a day to a day, across a width."""

    first: Date
    last: Date
    left: float
    right: float

    def x(self, day: str | Date) -> float:
        at = Date.fromisoformat(day) if isinstance(day, str) else day
        return self.left + (self.right - self.left) * (at - self.first).days / self.length

    @property
    def length(self) -> int:
        return max((self.last - self.first).days, 1)

    def ticks(self) -> list[tuple[Date, str]]:
        """Days with their names: months where it is long, days where it is short."""
        if self.length < BY_MONTH:
            every = -(-self.length // (TICKS - 1))
            days = [self.first + timedelta(days=number) for number in range(0, self.length + 1, every)]
            days = [day for day in days if day <= self.last]
            return [(day, f"{day.day} {MONTHS[day.month - 1]}") for day in days]
        for step in STEPS:
            found = [month for month in self._months() if (month.year * A_YEAR + month.month - 1) % step == 0]
            if len(found) <= TICKS:
                break
        return [(month, f"{MONTHS[month.month - 1]} {month.year}") for month in found]

    def _months(self) -> Iterable[Date]:
        count = self.first.year * A_YEAR + self.first.month - 1 + (self.first.day > 1)
        while (month := Date(count // A_YEAR, count % A_YEAR + 1, 1)) <= self.last:
            yield month
            count += 1


@dataclass(frozen=True)
class Values:
    """From a value to a value, up a height."""

    low: Fraction
    high: Fraction
    step: Fraction
    bottom: float
    top: float

    def y(self, value: Fraction) -> float:
        return self.bottom - (self.bottom - self.top) * float((value - self.low) / (self.high - self.low))

    def ticks(self) -> list[tuple[Fraction, str]]:
        count = int((self.high - self.low) / self.step)
        values = [self.low + self.step * number for number in range(count + 1)]
        return [(value, f"{float(value):.2f}".rstrip("0").rstrip(".")) for value in values]


def values_of(values: Iterable[Fraction], whole: bool, most: Fraction | None, bottom: float, top: float) -> Values:
    """An axis with room for all of them, that begins and ends at a tick.

    whole : it begins at 0
    most  : it goes from 0 up to there
    """
    told = list(values)
    low = Fraction(0) if whole or most is not None else min(told)
    high = max(told) if most is None else most
    step = _nice(max(high - low, Fraction(1, 2)) / (TICKS - 1))
    low, high = low // step * step, -(-high // step) * step
    return Values(low, high if high > low else low + step, step, bottom, top)


def _nice(rough: Fraction) -> Fraction:
    """The next of 1, 2, 5, 10, 20 ... or of tenths and hundredths."""
    power = Fraction(1)
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    return next((power * factor for factor in NICE if power * factor >= rough), power * 10)
