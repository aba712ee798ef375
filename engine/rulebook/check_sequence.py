"""What can be wrong in the sequence: phases and their order, the gates that open them, and doses for every level."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Finding
from ..model import Rulebook
from .fields import listed, names_in, pairs, text
from .names import Entry, Names

NEEDED = ("levels", "phase", "gate", "outcomes")


def check_sequence(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Every finding about phases and gates. What may only seem to be missing is not told."""
    if names.whole:
        yield from _parts(names)
    yield from _order(names)
    yield from _gates(book, names)
    if names.all_sound("phase"):
        for entry in names["phase"].values():
            if names.all_sound("levels"):
                yield from _levels(entry, names)
            if names.all_sound("ladder") and names.all_sound("exercises"):
                yield from _doses(entry, book)


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


def _doses(entry: Entry, book: Rulebook) -> Iterator[Finding]:
    """A dose says an amount of whatever the exercises of its slots count."""
    doses = {name: (block, place) for name, block, place in pairs(entry.value.get("doses"))}
    told: set[tuple[str, str]] = set()
    for slot in (slot for day in listed(entry.value.get("days")) for slot in listed(day.get("slots"))):
        name = text(slot, "dose")
        if name not in doses:
            continue
        dose, place = doses[name]
        ladders = (book.ladders[ladder] for ladder in names_in(slot, "ladders") if ladder in book.ladders)
        rungs = {rung.counts: rung for ladder in ladders for rung in reversed(ladder.rungs)}
        for counted, rung in sorted(rungs.items()):
            lacking = [level for level, row in dose.items() if counted not in row.keys]
            if not lacking or (name, counted) in told:
                continue
            told.add((name, counted))
            whole = len(lacking) == len(dose.keys)
            who = "" if whole else f" for {' and '.join(lacking)}"
            say = (
                f"The dose '{name}' says no {counted}{who}, but {rung.id}, which may fill the slot "
                f"{text(slot, 'slot')}, counts {counted}."
            )
            at = place if whole else dose.keys[lacking[0]]
            yield Finding("missing-dose", say, *at, seen=name, expected=counted)
