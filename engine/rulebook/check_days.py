"""What can be wrong in the days of a phase: the kinds of them, the parts of a session, and slots that nothing fills."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Value
from ..findings import Finding
from ..model import Rulebook
from .fields import flag, listed, names_in, pairs, text, whole
from .names import Entry, Names
from .slots import Slot, is_jump, slots_of

KINDS = {"sessions": "hard", "light": "light"}  # the key of a phase that asks for days -> the kind of day


def check_days(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Every finding about days and their slots, as far as phases could be read and stand in their order."""
    if not names.all_sound("phase"):
        return
    for entry in names["phase"].values():
        yield from _kinds(entry)
        yield from _mains(entry, names)
    if names["session_parts"] and names.all_sound("session_parts"):
        yield from _gives_way(names)
        for entry in names["phase"].values():
            for day in listed(entry.value.get("days")):
                yield from _parts(day, names)
    for slot in slots_of(book, names):
        yield from _as_in(slot, book)
        if names.all_sound("ladder") and names.all_sound("exercises") and names.all_sound("tier"):
            yield from _empty(slot, book)


# ---- hard and light days --------------------------------------------------------------------------------------------


def _kinds(entry: Entry) -> Iterator[Finding]:
    """A phase has days of each kind that it asks for, and asks for days of each kind that it has."""
    days = listed(entry.value.get("days"))
    for key, kind in KINDS.items() if days else ():
        block = entry.value.get(key)
        asked = any(isinstance(number.data, int) and number.data > 0 for _, number, _ in pairs(block))
        of_kind = [day for day in days if text(day, "kind", "hard") == kind]
        if asked and not of_kind:
            say = f"{entry.name} asks for {kind} days, and none of its days is {kind}."
            yield Finding("days", say, *entry.value.keys[key], seen=key, expected=f"a day with `kind: {kind}`")
        elif of_kind and not asked:
            value = of_kind[0].get("kind") or of_kind[0].get("id") or of_kind[0]
            say = f"{entry.name} has a {kind} day, and its `{key}` asks for none, so nobody would get it."
            yield Finding("days", say, *value.place, seen=kind, expected=f"`{key}` of at least 1 for a level")


def _mains(entry: Entry, names: Names) -> Iterator[Finding]:
    """A day has no more main exercises than a session may have."""
    number = names.part("session").get("main_exercises")
    most = whole(number, "most") if number is not None else 0
    for day in listed(entry.value.get("days")) if most else ():
        mains = [slot for slot in listed(day.get("slots")) if flag(slot, "main")]
        if len(mains) > most:
            say = f"Day {text(day, 'id')} of {entry.name} has {len(mains)} main exercises; {most} are the most."
            expected = f"`main: yes` at most {most} times"
            yield Finding("days", say, *mains[most].keys["main"], seen=text(mains[most], "slot"), expected=expected)


# ---- parts of a session ---------------------------------------------------------------------------------------------


def _gives_way(names: Names) -> Iterator[Finding]:
    """Every part can give way, each in its turn."""
    parts, session = names["session_parts"], names.part("session")
    order, named = session.get("gives_way"), names_in(session, "gives_way")
    missing = [part for part in parts if part not in named]
    if order is not None and missing and all(part in parts for part in named):
        say = f"'gives_way' says nothing of {' and '.join(missing)}: short minutes would never cut it."
        yield Finding("part-order", say, *order.place, seen="gives_way", expected=", ".join(parts))


def _parts(day: Value, names: Names) -> Iterator[Finding]:
    """Each slot says its part, and the slots stand in the order of the parts."""
    order = list(names["session_parts"])
    before = ""
    told = False
    for slot in listed(day.get("slots")) if order else ():
        part, name = slot.get("part"), text(slot, "slot")
        if part is None:
            say = f"'part' is missing from the slot {name}."
            yield Finding("missing-key", say, *slot.place, seen=name, expected=", ".join(order))
        elif part.data in order:
            if before and order.index(part.data) < order.index(before) and not told:
                say = f"{name} ({part.data}) comes after a slot of {before}; in a session {part.data} comes first."
                yield Finding("part-order", say, *part.place, seen=part.data, expected=", then ".join(order))
                told = True
            before = part.data


# ---- slots ----------------------------------------------------------------------------------------------------------


def _as_in(slot: Slot, book: Rulebook) -> Iterator[Finding]:
    """A slot is filled as in its own phase or an earlier one."""
    value = slot.value.get("as_in")
    named = book.phase(text(slot.value, "as_in"))
    if value is not None and named is not None and named.order > slot.phase.order:
        say = f"{slot.name} is filled as in {named.id}, which comes after {slot.phase.id}: it would change nothing."
        yield Finding("later-phase", say, *value.place, seen=named.id, expected="this phase or an earlier one")


def _empty(slot: Slot, book: Rulebook) -> Iterator[Finding]:
    """Something may fill a slot, for somebody."""
    named, ladders = names_in(slot.value, "ladders"), slot.value.get("ladders")
    there = all(name in book.ladders for name in named) and (slot.jumps or slot.dose in slot.phase.doses)
    if ladders is None or not there or slot.fillings(book):
        return
    alike = [rung for rung in slot.rungs(book) if is_jump(rung) == slot.jumps]
    what, from_ = "a jump" if slot.jumps else "anything but a jump", " or ".join(named)
    if not alike:
        say = f"No exercise of {from_} is {what}, so nothing would fill {slot.name}."
        yield Finding("empty-slot", say, *ladders.place, seen=slot.name, expected=f"a ladder with {what}")
        return
    key = next((key for key in ("tier_at_most", "as_in") if key in slot.value.keys), "")
    value = slot.value.get(key) or ladders
    limit = f"`{key}: {text(slot.value, key)}`" if key else slot.phase.id
    say = f"No exercise of {from_} is there as early as {limit}, so nothing would fill {slot.name}."
    first = alike[0]
    expected = f"{first.tier or first.from_phase}, in which {first.id} opens"
    yield Finding("empty-slot", say, *value.place, seen=slot.name, expected=expected)
