"""Which of two stands: what was told at a place, or what history shows there.

The newer one does; of the same day what was told. That it is at least so much takes nothing from a number that is as
high and still counts: a light session says little of what could be lifted.
"""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal, InvalidOperation
from typing import Any

from ..model import Measure, Rulebook

AT_LEAST = "+"


def told_stands(
    told: tuple[str, Any], shown: tuple[str, Any], measure: Measure | None, book: Rulebook, today: str
) -> bool:
    """Whether what was told does.

    told, shown : the day and the value of each
    """
    if told[0] >= shown[0]:
        return True
    if measure is None or not str(shown[1]).endswith(AT_LEAST):
        return False
    days = book.validity.get(measure.valid, {}).get("days")
    old = (Date.fromisoformat(today) - Date.fromisoformat(told[0])).days
    one, other = _number(told[1]), _number(shown[1])
    return one is not None and other is not None and one >= other and (days is None or old <= int(days))


def _number(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value).removesuffix(AT_LEAST))
    except InvalidOperation:
        return None
