"""What is said level by level: a level that is left out, and a lower one that would get more than the next above it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ..document import Value
from ..findings import Finding
from ..logic import Place

BY_LEVEL = ("weeks", "sessions", "light")  # of a phase


def left_out(
    key: str, owner: str, block: Value, place: Place, wanted: Collection[str], levels: Collection[str], beside: str = ""
) -> Iterator[Finding]:
    """A finding when a block says nothing for a level for which it should; a misspelt level is told elsewhere.

    beside : what is added to the sentence
    """
    missing = [level for level in wanted if level not in block.keys]
    if missing and all(level in levels for level in block.keys):
        say = f"'{key}' of {owner} says nothing for {' and '.join(missing)}{beside}."
        yield Finding("missing-level", say, *place, seen=key, expected=", ".join(wanted))


def more_below(
    what: str, lower: str, less: Value | None, higher: str, more: Value | None, unit: str, beside: str = ""
) -> Iterator[Finding]:
    """A finding when a level is given more than the next one above it.

    less, more : what the lower and what the higher level is given
    """
    if less is not None and more is not None and less.data > more.data:
        say = f"{what} gives {lower} {less.data} {unit}, and {higher}, the higher level, {more.data}{beside}."
        yield Finding("worse-earns-more", say, *less.place, seen=str(less.data), expected=f"at most {more.data}")
