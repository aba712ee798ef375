"""What a derivation finds: a value with its day and the entries that it comes from, or why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from fractions import Fraction
from typing import Any

from .log import Row
from .model import Amount, AtLeast


@dataclass(frozen=True)
class Found:
    """A value, exact or at least so much; None where it isn't known, with the reason in `why`.

    value   : for a rung a mapping of exercise and clean sessions
    entries : ids, the earliest first
    """

    value: Amount | dict[str, Any] | None
    day: Date
    entries: tuple[int, ...] = ()
    why: str = ""

    @property
    def amount(self) -> Amount | None:
        return self.value if isinstance(self.value, (Fraction, AtLeast)) else None


def ids(rows: Iterable[Row]) -> tuple[int, ...]:
    """The entries of rows, and those that their fields were worked out from."""
    found: set[int] = set()
    for row in rows:
        found |= {row.entry, *row.reads}
    return tuple(sorted(found))


def unknown(day: Date, why: str) -> Found:
    return Found(None, day, (), why)


def amount_of(low: Fraction, open_: bool) -> Amount:
    """A number, or at least that."""
    return AtLeast(low) if open_ else low
