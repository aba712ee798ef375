"""What an edit changes beside the conclusions: the data of rules, doses, exercises and measures, without wording."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import Rulebook

WORDING = {"title", "short", "purpose", "question", "how", "example", "stop_sign", "place", "source", "because", "name",
           "cues", "stop_when", "warm_up", "say", "asks", "title_without_jumps"}  # fmt: skip


def others(old: Rulebook, new: Rulebook) -> Iterator[tuple[str, str, str]]:
    """What else changed, but for wording: the data of rules, doses, exercises, measures."""
    kinds = ("measures", "exercises", "phases", "tiers", "protocols", "reductions", "regressions", "time_off",
             "frequency", "left_out", "tier_caps", "cycles", "session", "equipment", "validity")  # fmt: skip
    for kind in kinds:
        before, after = (_named(getattr(book, kind)) for book in (old, new))
        for name in sorted({*before, *after}):
            one, other = (without_words(each.get(name)) for each in (before, after))
            if one != other:
                yield f"{kind}: {name}", *_apart(one, other)


def _named(items: Any) -> dict[str, Any]:
    return dict(items) if isinstance(items, dict) else {each.id: each for each in items}


def without_words(item: Any) -> Any:
    """The data of anything in a rulebook without wording and places, to be compared."""
    if item is None:
        return None
    if isinstance(item, dict):
        return {key: without_words(value) for key, value in item.items() if key not in WORDING}
    if hasattr(item, "__dataclass_fields__"):
        return {key: without_words(getattr(item, key)) for key in item.__dataclass_fields__ if key not in WORDING}
    if hasattr(item, "_fields"):
        return str(item)
    return [without_words(each) for each in item] if isinstance(item, (list, tuple)) else item


def _apart(one: Any, other: Any, path: str = "") -> tuple[str, str]:
    """The first place where two things differ, in words."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys([*one, *other]):
            if one.get(key) != other.get(key):
                return _apart(one.get(key), other.get(key), f"{path}{key} ")
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (first, second) in enumerate(zip(one, other, strict=True)):
            if first != second:
                return _apart(first, second, f"{path}{index + 1} ")
    words = ["nothing" if each is None else "there" if isinstance(each, (dict, list)) else str(each)
             for each in (one, other)]  # fmt: skip
    return f"{path}{words[0]}", words[1]
