"""What can be wrong in jumping: the contacts of the tiers, exercises that are half a jump, and shares of a session."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from ..findings import Finding
from ..model import Rulebook
from ..training import WHOLE
from .fields import pairs, text, whole
from .levels import left_out, more_below
from .names import Entry, Names
from .slots import Slot, is_jump, slots_of

GIVEN = {  # key of a tier's dose -> what it says
    "contacts": "contacts to begin with",
    "a_week": "contacts more each week",
    "up_to": "contacts at the most",
}
OF_JUMPS = ("share", "at_most")  # keys of a slot that only jumps are dosed by


def check_jumps(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Every finding about tiers, jumps and their slots, as far as these could be read."""
    if names.all_sound("tier"):
        for entry in names["tier"].values():
            ends = list(_ends(entry))
            yield from ends
            if not ends:
                yield from _worse_earns_more(entry, list(names["levels"]))
    if not names.all_sound("phase"):
        return
    slots = list(slots_of(book, names))
    yield from _shares(slots)
    if names.all_sound("ladder") and names.all_sound("exercises"):
        yield from _half_jumps(slots, book, names)


# ---- tiers ----------------------------------------------------------------------------------------------------------


def _ends(entry: Entry) -> Iterator[Finding]:
    """Contacts end no lower than they begin."""
    for level, row, _ in pairs(entry.value.get("doses")):
        first, last = row.get("contacts"), row.get("up_to")
        if first is not None and last is not None and last.data < first.data:
            say = f"{entry.name} begins with {first.data} contacts for {level}, and has {last.data} at the most."
            yield Finding("range", say, *last.place, seen=str(last.data), expected=f"at least {first.data}")


def _worse_earns_more(entry: Entry, levels: list[str]) -> Iterator[Finding]:
    """A lower level has no more contacts or days than a higher one, and none where a higher one has none."""
    doses, days = entry.value.get("doses"), entry.value.get("most_days")
    rows = {level: (row, place) for level, row, place in pairs(doses)}
    if not set(rows) <= set(levels):
        return
    for lower, higher in itertools.pairwise(levels):
        if lower in rows and higher not in rows:
            say = f"{entry.name} has contacts for {lower}, and none for {higher}, the higher level."
            yield Finding("worse-earns-more", say, *rows[lower][1], seen=lower, expected=f"contacts for {higher} too")
    there = [level for level in levels if level in rows]
    for lower, higher in itertools.pairwise(there):
        less, more = rows[lower][0], rows[higher][0]
        for key, unit in GIVEN.items():
            yield from more_below(entry.name, lower, less.get(key), higher, more.get(key), unit)
        if days is not None:
            yield from more_below(entry.name, lower, days.get(lower), higher, days.get(higher), "days a week")
    if days is not None:
        place, beside = entry.value.keys["most_days"], ", for whom it has contacts"
        yield from left_out("most_days", entry.name, days, place, there, levels, beside)


# ---- exercises ------------------------------------------------------------------------------------------------------


def _half_jumps(slots: list[Slot], book: Rulebook, names: Names) -> Iterator[Finding]:
    """What has contacts has a tier; what has a tier and no contacts is no jump, and needs a slot of another kind."""
    of_jumps: defaultdict[str, set[bool]] = defaultdict(set)
    for slot in slots:
        for rung in slot.rungs(book):
            of_jumps[rung.ladder].add(slot.jumps)
    for rung in book.exercises.values():
        value = names["exercises"][rung.id].value
        a_set = value.get("a_set")
        if is_jump(rung) and not rung.tier and a_set is not None:
            say = f"{rung.id} counts foot contacts, and belongs to no tier of jumping."
            expected = "tier: one of " + ", ".join(tier.id for tier in book.tiers)
            yield Finding("half-a-jump", say, *a_set.at("contacts"), seen="contacts", expected=expected)
        elif rung.tier and not is_jump(rung) and of_jumps[rung.ladder] == {True}:
            tier = value.get("tier")
            say = f"{rung.id} says no foot contacts, and only slots of jumps take from {rung.ladder}."
            place = a_set.place if a_set is not None else tier.place if tier is not None else rung.place
            yield Finding("half-a-jump", say, *place, seen=rung.id, expected="contacts in its `a_set`")


# ---- slots ----------------------------------------------------------------------------------------------------------


def _shares(slots: list[Slot]) -> Iterator[Finding]:
    """The slots of a day share out no more than all of a session's contacts; what takes no jumps has no share."""
    for (phase, _), group in itertools.groupby(slots, key=lambda slot: (slot.phase.id, id(slot.day))):
        shared = 0
        for slot in group:
            share = _share(slot)
            shared += share
            if shared > WHOLE >= shared - share:
                value = slot.value.get("share") or slot.value.get("dose") or slot.value
                day = f"day {text(slot.day, 'id')} of {phase}"
                say = f"With {slot.name} the slots of {day} share out {shared} % of the contacts."
                left = WHOLE - shared + share
                expected = f"`share` of at most {left}" if left else "shares that come to 100 at the most"
                yield Finding("share", say, *value.place, seen=str(share), expected=expected)
            for key in (key for key in OF_JUMPS if key in slot.value.keys and slot.dose in slot.phase.doses):
                say = f"'{key}' is for slots of jumps, and {slot.name} is none."
                yield Finding("misplaced-key", say, *slot.value.keys[key], seen=key, expected="`dose: by_tier`")


def _share(slot: Slot) -> int:
    """Per cent of a session's contacts: all of them where nothing else is said."""
    if not slot.jumps:
        return 0
    return whole(slot.value, "share", 0 if "at_most" in slot.value.keys else WHOLE)
