"""What can be wrong in the sequence: phases and their order, the gates that open them, and doses for every level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Value
from ..findings import Finding, nearest
from ..model import Exercise, Place, Rulebook
from .fields import listed, names_in, pairs, text
from .names import Entry, Names

READ = ("position", "reached", "weeks_in_phase", "sessions_done")  # measures that no rule file names
NEEDED = ("measures", "levels", "phase", "gate", "outcomes")


def check_sequence(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Every finding about phases and gates. What may only seem to be missing is not told."""
    if names.whole:
        yield from _parts(names)
    order = list(_order(names))
    yield from order
    if not order and names.all_sound("phase"):
        yield from _position(book, names)
    yield from _gates(book, names)
    if names.all_sound("phase"):
        for entry in names["phase"].values():
            if names.all_sound("levels"):
                yield from _levels(entry, names)
        if names.all_sound("ladder") and names.all_sound("exercises"):
            yield from _doses(book, names)


def _parts(names: Names) -> Iterator[Finding]:
    for part in NEEDED:
        if part not in names["parts"] if part == "outcomes" else not names[part]:
            say = f"This rulebook has no file that begins with '{part}'."
            yield Finding("missing-part", say, "rules", expected=f"a file that begins with '{part}'")


# ---- phases and gates -----------------------------------------------------------------------------------------------


def _order(names: Names) -> Iterator[Finding]:
    """Phases are numbered from 1, without a gap."""
    entries = list(names["phase"].values())
    orders = [(entry.value.get("order"), entry.name) for entry in entries]
    numbered = [(value.data, value.place, name) for value, name in orders if value and isinstance(value.data, int)]
    if len(numbered) < len(entries) or not names.whole:
        return
    missing = next(
        (number for number in range(1, len(numbered) + 1) if number not in [each[0] for each in numbered]), 0
    )
    first: dict[int, str] = {}
    for order, place, name in sorted(numbered) if missing else ():
        say = f"The phase {name} has the order {order}, and no phase has {missing}."
        if order in first:
            say = f"The phases {first[order]} and {name} both have the order {order}, and none has {missing}."
        if order in first or order == max(each[0] for each in numbered) > len(numbered):
            yield Finding("phase-order", say, *place, seen=str(order), expected=str(missing))
            return
        first[order] = name


def _position(book: Rulebook, names: Names) -> Iterator[Finding]:
    """What the decision itself reads is there, and counts phases as the sequence does."""
    for name in READ:
        if names.whole and names["measures"] and name not in names["measures"]:
            say = f"The decision reads the measure '{name}', which is not there."
            near = nearest(name, names["measures"])
            yield Finding("unknown-name", say, "knowledge/measures", seen=name, expected="a measure", nearest=near)
    expected = ("none", *(phase.id for phase in book.phases))
    for name in READ[:2]:
        words = names["measures"][name].value.get("words") if name in names["measures"] else None
        if words is not None and names.sound("measures", name) and book.measures[name].words != expected:
            say = f"The words of {name} are not 'none' and the phases in their order."
            yield Finding("phase-words", say, *words.place, seen=name, expected=", ".join(expected))


def _gates(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Each phase that has sessions is opened by one gate; one without is only named, and nobody is let in."""
    opened: dict[str, str] = {}
    for gate in book.gates.values():
        first = opened.setdefault(gate.opens, gate.id)
        opens = names["gate"][gate.id].value.get("opens")
        if first != gate.id and opens is not None:
            say = f"The phase {gate.opens} is already opened by {first}, at {book.gates[first].place}."
            yield Finding("gate-count", say, *opens.place, seen=gate.opens, expected="one gate for each phase")
    if not names.whole or len(opened) < len(book.gates) or any(book.phase(phase) is None for phase in opened):
        return
    for phase in book.phases:
        if phase.id not in opened and phase.days:
            say = f"No gate opens the phase {phase.id}, so nobody would reach it."
            yield Finding("gate-count", say, *phase.place, seen=phase.id, expected=f"a gate with `opens: {phase.id}`")


# ---- levels and doses -----------------------------------------------------------------------------------------------


def _levels(entry: Entry, names: Names) -> Iterator[Finding]:
    """Weeks, sessions and every dose say something for every level."""
    levels = names["levels"]
    blocks = [pair for pair in pairs(entry.value) if pair[0] in ("weeks", "sessions")]
    for key, block, place in [*blocks, *pairs(entry.value.get("doses"))]:
        missing = [level for level in levels if level not in block.keys]
        if missing and all(level in levels for level in block.keys):
            say = f"'{key}' of {entry.name} says nothing for {' and '.join(missing)}."
            yield Finding("missing-level", say, *place, seen=key, expected=", ".join(levels))


@dataclass(frozen=True)
class _Slot:
    """A slot's dose, level by level, and an exercise of its ladders for each way of counting."""

    name: str
    dose: str
    rows: Value
    place: Place
    rungs: dict[str, Exercise]

    def lacking(self, counted: str) -> list[str]:
        """The levels for which the dose says no such amount."""
        return [level for level, row, _ in pairs(self.rows) if counted not in row.keys]


def _doses(book: Rulebook, names: Names) -> Iterator[Finding]:
    """A dose says an amount of whatever the exercises of its slots count."""
    slots = [slot for entry in names["phase"].values() for slot in _slots(entry, book)]
    told: set[tuple[Place, str]] = set()
    for slot, counted in [(each, counted) for each in slots for counted in sorted(each.rungs) if each.lacking(counted)]:
        rung, lacking = slot.rungs[counted], slot.lacking(counted)
        alike = [other for other in slots if other.rungs.get(counted) == rung]
        whole = len(lacking) == len(slot.rows.keys)
        if len(alike) > 1 and all(len(other.lacking(counted)) == len(other.rows.keys) for other in alike):
            value = names["exercises"][rung.id].value.get("counts")
            place = value.place if value is not None else rung.place
            say = f"{rung.id} counts {counted}, and no dose of a slot that it may fill says any."
            expected = "reps, seconds or metres, as the doses have it"
        else:
            place = slot.place if whole else slot.rows.keys[lacking[0]]
            who = "" if whole else f" for {' and '.join(lacking)}"
            say = f"'{slot.dose}' says no {counted}{who}, but {rung.id}, which may fill {slot.name}, counts them."
            expected = counted
        if (place, counted) not in told:
            told.add((place, counted))
            yield Finding("missing-dose", say, *place, seen=slot.dose, expected=expected)


def _slots(entry: Entry, book: Rulebook) -> Iterator[_Slot]:
    doses = {name: (rows, place) for name, rows, place in pairs(entry.value.get("doses"))}
    for slot in (slot for day in listed(entry.value.get("days")) for slot in listed(day.get("slots"))):
        ladders = [book.ladders[ladder] for ladder in names_in(slot, "ladders") if ladder in book.ladders]
        rungs = {rung.counts: rung for ladder in reversed(ladders) for rung in reversed(ladder.rungs)}
        if text(slot, "dose") in doses:
            yield _Slot(text(slot, "slot"), text(slot, "dose"), *doses[text(slot, "dose")], rungs)
