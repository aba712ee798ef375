"""Reading one mapping of a rulebook file into plain values, tolerant of what the shape check has already reported."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from ..document import Value
from ..findings import Finding
from ..logic import Place


def text(value: Value, key: str, default: str = "") -> str:
    """A text, or a number as it was written."""
    item = value.get(key)
    absent = item is None or item.data is None or isinstance(item.data, (dict, list))
    return default if absent or item is None else str(item.data).strip()


def flag(value: Value, key: str, default: bool = False) -> bool:
    item = value.get(key)
    return item.data if item is not None and isinstance(item.data, bool) else default


def whole(value: Value, key: str, default: int = 0) -> int:
    item = value.get(key)
    return item.data if item is not None and isinstance(item.data, int) and not isinstance(item.data, bool) else default


def names_in(value: Value, key: str) -> tuple[str, ...]:
    """A list of words; a single word counts as a list of one."""
    item = value.get(key)
    if item is None or item.data is None:
        return ()
    if isinstance(item.data, list):
        return tuple(_word(part.data) for part in item.data)
    return (_word(item.data),)


def _word(data: Any) -> str:
    return {True: "yes", False: "no"}[data] if isinstance(data, bool) else str(data)


def entries(value: Value | None) -> list[tuple[str, Value, Place]]:
    """The entries of a mapping with the place of each key."""
    if value is None or not isinstance(value.data, dict):
        return []
    return [(key, item, value.keys[key]) for key, item in value.data.items() if isinstance(item.data, dict)]


def pairs(value: Value | None) -> list[tuple[str, Value, Place]]:
    """The entries of a mapping, whatever they hold, with the place of each key; of anything else none."""
    return [(key, item, value.keys[key]) for key, item in value.items()] if value is not None else []


def listed(value: Value | None) -> list[Value]:
    """The mappings of a list."""
    if value is None or not isinstance(value.data, list):
        return []
    return [item for item in value.data if isinstance(item.data, dict)]


def steps(number: str, step: str, place: Place, findings: list[Finding], what: str) -> int:
    """A number as whole steps; off the grid is a finding."""
    try:
        count = Decimal(number) / Decimal(step)
    except (InvalidOperation, ZeroDivisionError):
        findings.append(Finding("not-a-number", f"'{number}' is not a number.", *place, seen=number, expected=what))
        return 0
    if count != count.to_integral_value():
        findings.append(
            Finding(
                "off-step",
                f"{number} is not a whole multiple of {step}, the step of its measure.",
                *place,
                seen=number,
                expected=f"a multiple of {step}",
            )
        )
    return int(count.to_integral_value())
