"""Facts from history as a part of a facts document: what the derivations of a rulebook find in sessions, runs and
check-ins, and against what was told.

Where an athlete stands is left to position.py, which knows what was decided and told; but how long a break was is read
from the log, unless it was told since the last session.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from typing import Any, Protocol

from ..derivations.derive import Derived, derive_facts
from ..model import Rulebook
from .entries import FACTS, RUN, SESSION, Entry
from .facts import POSITION, Part
from .latch import put
from .position import Step

DAYS_OFF = (POSITION, "days_off")


class Value(Protocol):
    """One value that follows from entries, the day it is of, and the entries."""

    @property
    def value(self) -> Any: ...

    @property
    def date(self) -> Date: ...

    @property
    def entries(self) -> tuple[int, ...]: ...


def part_of(derived: Mapping[str, Value]) -> Part:
    """Values by their place in a facts file (`log.clean_sessions.hinge`) as a part of a document."""
    data: dict[str, Any] = {}
    for path, each in derived.items():
        bare = isinstance(each.value, Mapping)           # a rung: what it holds has no date
        put(data, tuple(path.split(".")), each.value if bare else {"value": each.value, "date": each.date.isoformat()})
    days = {path: each.date.isoformat() for path, each in derived.items() if not path.startswith(POSITION)}
    return Part(data, {path: each.entries for path, each in derived.items()}, days)


def history_of(entries: Sequence[Entry], day: Date, book: Rulebook, shown: bool = True) -> Derived:
    """What the entries say on a day, with the entries that it comes from; nothing before anything was done.

    entries : as `known` gives them
    shown   : False leaves out what no rule reads
    """
    if not any(entry.kind in (SESSION, RUN) for entry in entries):
        return Derived()
    told = _told_since(entries)
    places = (measure.at for measure in book.measures.values() if measure.at[0] == POSITION)
    return derive_facts(entries, book, day, [at for at in places if told or at != DAYS_OFF], shown)


def derived_parts(entries: Sequence[Entry], steps: Sequence[Step], day: Date, book: Rulebook) -> tuple[Part, ...]:
    """What follows from entries beside the position."""
    return (part_of(history_of(entries, day, book, shown=False).facts),)


def _told_since(entries: Sequence[Entry]) -> bool:
    """Whether somebody told the days off after the last session that was done."""
    for entry in reversed(entries):
        if entry.kind == SESSION and entry.data["done"] != "no":
            return False
        position = entry.data.get(POSITION) if entry.kind == FACTS else None
        if isinstance(position, Mapping) and "days_off" in position:
            return True
    return False
