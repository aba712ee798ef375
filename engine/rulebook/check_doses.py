"""What can be wrong in how much is done: amounts that are missing, levels that are mixed up, weeks of a protocol."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Value
from ..findings import Finding
from ..logic import Place
from ..model import Rulebook
from ..training import Exercise
from .fields import listed, names_in, pairs, text, whole
from .levels import BY_LEVEL, left_out, more_below
from .names import Entry, Names
from .slots import Slot, is_jump, slots_of
from .tables import UP_TO, rows_in_order

COUNTED = ("reps", "seconds", "metres")


def check_doses(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Every finding about doses and protocols, as far as they and the exercises could be read."""
    if names.all_sound("phase"):
        for entry in names["phase"].values():
            yield from _levels(entry, names)
            for name, dose, _ in pairs(entry.value.get("doses")):
                yield from _worse_earns_more(f"'{name}' of {entry.name}", dose, list(names["levels"]))
    if not (names.all_sound("ladder") and names.all_sound("exercises")):
        return
    yield from _own_sets(book, names)
    if names.all_sound("phase"):
        yield from _amounts(book, names)
    for entry in names["protocol"].values():
        if names.sound("protocol", entry.name):
            yield from _protocol(entry, book, names)


# ---- levels ---------------------------------------------------------------------------------------------------------


def _levels(entry: Entry, names: Names) -> Iterator[Finding]:
    """Weeks, sessions, light days and every dose say something for every level."""
    levels = names["levels"]
    blocks = [pair for pair in pairs(entry.value) if pair[0] in BY_LEVEL]
    for key, block, place in [*blocks, *pairs(entry.value.get("doses"))]:
        yield from left_out(key, entry.name, block, place, levels, levels)


def _worse_earns_more(what: str, dose: Value, levels: list[str]) -> Iterator[Finding]:
    """A lower level has no more sets, and with as little in reserve no more of what is counted."""
    rows = [(level, row) for level in levels if (row := dose.get(level)) is not None and set(dose.keys) <= set(levels)]
    for (lower, less), (higher, more) in itertools.pairwise(rows):
        yield from more_below(what, lower, less.get("sets"), higher, more.get("sets"), "sets")
        for key in COUNTED if whole(less, "rir") <= whole(more, "rir") else ():
            beside = ", with no more in reserve"
            yield from more_below(what, lower, less.get(key), higher, more.get(key), key, beside)


# ---- amounts --------------------------------------------------------------------------------------------------------


def _own_sets(book: Rulebook, names: Names) -> Iterator[Finding]:
    """A set of an exercise's own says how much of what the exercise counts."""
    for rung in book.exercises.values():
        if rung.a_set and rung.counts not in rung.a_set:
            value = names["exercises"][rung.id].value.get("a_set")
            said = " and ".join(key for key in rung.a_set if key in COUNTED)
            say = f"{rung.id} counts {rung.counts}, and its own set says {said or 'none'}."
            place = value.place if value is not None else rung.place
            yield Finding("missing-dose", say, *place, seen=said, expected=rung.counts)


@dataclass(frozen=True)
class _Need:
    """A slot's dose, level by level, and an exercise for each way of counting that the dose has to answer."""

    slot: Slot
    rows: Value
    place: Place
    rungs: dict[str, Exercise]

    def lacking(self, counted: str) -> list[str]:
        """The levels for which the dose says no such amount."""
        return [level for level, row, _ in pairs(self.rows) if counted not in row.keys]

    def lacks_all(self, counted: str) -> bool:
        return len(self.lacking(counted)) == len(self.rows.keys)


def _amounts(book: Rulebook, names: Names) -> Iterator[Finding]:
    """A dose says an amount of whatever the exercises of its slots count, but for those with a set of their own."""
    needs = list(_needs(book, names))
    told: set[tuple[Place, str]] = set()
    for need, counted in [(each, counted) for each in needs for counted in sorted(each.rungs) if each.lacking(counted)]:
        rung, lacking = need.rungs[counted], need.lacking(counted)
        alike = [other for other in needs if other.rungs.get(counted) == rung]
        without = [other for other in alike if other.lacks_all(counted)]
        if len(alike) > 1 and len(without) * 2 > len(alike):  # most doses don't know it: the exercise is what is odd
            value = names["exercises"][rung.id].value.get("counts")
            place = value.place if value is not None else rung.place
            say = f"{rung.id} counts {counted}, and the dose says none in {len(without)} of {len(alike)} slots for it."
            expected = "reps, seconds or metres, as the doses have it"
        else:
            place = need.place if need.lacks_all(counted) else need.rows.keys[lacking[0]]
            who = "" if need.lacks_all(counted) else f" for {' and '.join(lacking)}"
            name = need.slot.dose
            say = f"'{name}' says no {counted}{who}, but {rung.id}, which may fill {need.slot.name}, counts them."
            expected = counted
        if (place, counted) not in told:
            told.add((place, counted))
            yield Finding("missing-dose", say, *place, seen=need.slot.dose, expected=expected)


def _needs(book: Rulebook, names: Names) -> Iterator[_Need]:
    for slot in slots_of(book, names):
        doses = {name: (rows, place) for name, rows, place in pairs(_doses_of(slot, names))}
        rungs = {rung.counts: rung for rung in reversed(slot.fillings(book)) if not rung.a_set}
        if slot.dose in doses:
            yield _Need(slot, *doses[slot.dose], rungs)


def _doses_of(slot: Slot, names: Names) -> Value | None:
    return names["phase"][slot.phase.id].value.get("doses")


# ---- protocols ------------------------------------------------------------------------------------------------------


def _protocol(entry: Entry, book: Rulebook, names: Names) -> Iterator[Finding]:
    """Rows in rising order, by a number that is one, with what the exercises count."""
    rows, by = listed(entry.value.get("weeks")), entry.value.get("by")
    measure = book.measures.get(text(entry.value, "by"))
    if by is not None and measure is not None and names.sound("measures", measure.name):
        if measure.kind != "number" or measure.sides:
            say = f"A protocol goes by one number; {measure.name} is not one."
            expected = "a measure in numbers, without sides"
            yield Finding("wrong-kind", say, *by.place, seen=measure.name, expected=expected)
        else:
            ups = [whole(row, UP_TO) if row.get(UP_TO) is not None else None for row in rows]
            yield from rows_in_order("protocol", entry.name, rows, ups, measure)
    exercises = [book.exercises[name] for name in names_in(entry.value, "exercises") if name in book.exercises]
    for rung in exercises:
        lacking = next((row for row in rows if rung.counts not in row.keys), None)
        if lacking is not None and not is_jump(rung):
            say = f"{rung.id} counts {rung.counts}, and this row of {entry.name} says none."
            yield Finding("missing-dose", say, *lacking.place, seen=rung.id, expected=rung.counts)
            return
