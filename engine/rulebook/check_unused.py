"""What stands in a rulebook and nothing uses: a contraindication, a table, a ladder. It does no harm: warnings.

Whoever wrote it thinks that it does something, and athletes are planned as if it weren't there.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Value
from ..findings import Finding
from ..logic import AtLeast, Below, Known, Ref, Sure, leaves
from ..model import Rulebook
from .fields import names_in
from .names import Entry, Names
from .slots import slots_of

AVOIDED = "avoid_when"  # the key by which an exercise or a test heeds a contraindication


def check_unused(documents: list[Value], book: Rulebook, names: Names) -> Iterator[Finding]:
    """Every contraindication, table and ladder that nothing uses. Of a sound rulebook."""
    read, compared = _read(book)
    heeded = {name for document in documents for name in _avoided(document)}
    for name, entry in names["contraindications"].items():
        if name not in heeded | read:
            say = f"No exercise lists '{name}', so nothing is left out for it."
            yield _warning(say, entry, f"{AVOIDED}: [{name}] in an exercise, or a rule that reads it")
    for name, entry in names["tables"].items():
        if name not in compared:
            say = f"No rule reads the table '{name}'."
            yield _warning(say, entry, f"a condition such as 'at least the {name} table'")
    taken = {ladder for slot in slots_of(book, names) for ladder in names_in(slot.value, "ladders")}
    for name, entry in names["ladder"].items():
        if name not in taken:
            say = f"No slot of a day takes the ladder '{name}', so nobody is given anything of it."
            yield _warning(say, entry, f"ladders: [{name}] in a slot of a phase")


def _read(book: Rulebook) -> tuple[set[str], set[str]]:
    """The conclusions that others read, and the tables that something is compared with."""
    read, compared = set[str](), set[str]()
    for conclusion in book.conclusions.values():
        for leaf in leaves(conclusion.formula):
            if isinstance(leaf, (Ref, Sure)) and leaf.name != conclusion.name:
                read.add(leaf.name)
            elif isinstance(leaf, (AtLeast, Below, Known)):
                compared.add(leaf.fact.partition("~")[2])
    return read, compared


def _avoided(value: Value) -> Iterator[str]:
    if isinstance(value.data, dict):
        yield from names_in(value, AVOIDED)
        for _, item in value.items():
            yield from _avoided(item)
    elif isinstance(value.data, list):
        for item in value.data:
            yield from _avoided(item)


def _warning(say: str, entry: Entry, expected: str) -> Finding:
    return Finding("unused", say, *entry.place, seen=entry.name, expected=expected, severity="warning")
