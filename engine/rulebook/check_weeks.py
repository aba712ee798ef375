"""What can be wrong in the weeks that a phase takes: more than there can be, none, or fewer for the less trained."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from ..document import Value
from ..facts.values import plain
from ..findings import Finding
from ..model import Rulebook
from ..training import Phase
from .check_sequence import READ
from .fields import text
from .names import Names

COUNTS = READ[2]  # the weeks in the phase


def check_weeks(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Every finding about the weeks of phases, where all of those could be read."""
    if not names.all_sound("phase"):
        return
    for phase in book.phases:
        weeks = names["phase"][phase.id].value.get("weeks")
        if weeks is not None:
            yield from _of(phase, weeks, book, names)


def _of(phase: Phase, weeks: Value, book: Rulebook, names: Names) -> Iterator[Finding]:
    given = [(level.id, each) for level in book.levels if (each := weeks.get(level.id)) is not None]
    for level, each in given:
        if each.data < 1:
            say = f"'weeks' of {phase.id} asks {level} for no week at all."
            yield Finding("out-of-range", say, *each.place, seen=str(each.data), expected="at least 1")
            return
    last = phase.order == len(book.phases)
    for measure, most in _most(phase, last, book, names):
        for level, each in given:
            if each.data > most:
                say = f"'weeks' of {phase.id} asks {level} for {each.data}, and {measure} goes up to {most}: nobody "
                say += "would come through." if measure == COUNTS else "could be placed behind it."
                yield Finding("impossible-threshold", say, *each.place, seen=str(each.data), expected=f"at most {most}")
                return
    # In the last phase nobody waits for the next: its weeks are how long its block lasts.
    for (lower, fewer), (higher, more) in itertools.pairwise(given) if not last else ():
        if fewer.data < more.data:
            say = f"'weeks' of {phase.id} asks {lower} for {fewer.data}, and {higher}, a higher level, for {more.data}."
            seen, expected = str(fewer.data), f"at least {more.data}"
            yield Finding("worse-earns-more", say, *fewer.place, seen=seen, expected=expected)


def _most(phase: Phase, last: bool, book: Rulebook, names: Names) -> Iterator[tuple[str, int]]:
    """The measures that count the weeks of a phase, in it and at placement, and how many each can."""
    served = names.part("placement").get("served")
    entry = served.get(phase.id) if served is not None else None
    account = "" if entry is None else entry.data if isinstance(entry.data, str) else text(entry, "weeks")
    for name in [account] if last else [COUNTS, account]:
        if name in book.measures and names.sound("measures", name):
            yield name, int(plain(book.measures[name], book.measures[name].high))
