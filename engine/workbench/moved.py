"""What has moved in the base of a rulebook of differences since these were looked through.

base.lock holds a mark of every key of every entry of the base: a line an entry, its kind, its name, then key:mark.
Nobody writes it by hand; eject and `rules check --accept-base` do.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from ..document import Value, read
from ..edits import Edit, Edited
from ..findings import Finding
from ..rulebook.fields import listed, text
from ..rulebook.files import digest_of
from ..rulebook.names import LISTS, Entry, Names
from ..rulebook.overlay import KINDS, OVERLAY, own_files
from ..rulebook.values import in_short

LOCK = "base.lock"
HEAD = "# The base when its differences were last looked through; `surefoot rules check --accept-base` writes it.\n"
MARK = 6  # digits of a mark
NAMED = {where.rpartition(".")[2] for where in LISTS}  # lists of entries with marks of their own
Marks = dict[tuple[str, str], dict[str, str]]  # (kind, name) -> {key: mark}


@dataclass(frozen=True)
class Base:
    """The base of some differences: its digest, and everything in it that has a name."""

    digest: str
    entries: dict[tuple[str, str], Entry]


def base_of(texts: dict[str, str]) -> Base:
    """The base among the files of a rulebook of differences."""
    own = own_files(texts)
    rest = {name: content for name, content in texts.items() if name not in own}
    documents = [value for name, content in sorted(rest.items()) if (value := read(content, name)[0]) is not None]
    names = Names(documents, [], True)
    found = {(kind, name): entry for kind in sorted({*KINDS.values()}) for name, entry in names[kind].items()}
    return Base(digest_of(rest), found)


def lock_of(entries: dict[tuple[str, str], Entry]) -> str:
    """The text of base.lock for these entries."""
    lines = [
        f"{kind} {name} {' '.join(f'{key}:{mark}' for key, mark in marks.items())}"
        for (kind, name), marks in _marks(entries).items()
    ]
    return HEAD + "\n".join(lines) + "\n"


def moved(lock: str | None, texts: dict[str, str], edited: Edited) -> list[Finding]:
    """Warnings where the base isn't the one that the differences name: one for it, one for each change it touches."""
    if edited.named == edited.digest or len(edited.named) != len(edited.digest):
        return []  # what is no digest has been told
    base = base_of(texts)
    place = _digest_place(texts)
    if lock is None:
        say = f"The base has moved since these changes were looked through; without {LOCK} nobody can tell where."
        return [_warning("base-moved", say, place, edited.named[:8], f"a look at each change, then {ACCEPT}")]
    before, now = _read(lock), _marks(base.entries)
    changed = {each for each in before.keys() | now.keys() if before.get(each) != now.get(each)}
    touched = [edit for edit in edited.edits if (KINDS.get(edit.kind, ""), edit.name) in changed]
    say = (
        f"The base has moved since these changes were looked through: {len(changed)} of its entries are not the same, "
        f"{len(touched) or 'none'} of them changed here."
    )
    found = [_warning("base-moved", say, place, edited.named[:8], f"a look at them, then {ACCEPT}")]
    return found + [_touch(edit, before, now, base) for edit in touched]


ACCEPT = "surefoot rules check --accept-base"


def _touch(edit: Edit, before: Marks, now: Marks, base: Base) -> Finding:
    """What is said of a change whose thing has moved: the keys that did, and what the base now has for them."""
    name = (KINDS[edit.kind], edit.name)
    old, new = before.get(name, {}), now.get(name, {})
    keys = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    entry = base.entries.get(name)
    if entry is None:  # otherwise there would be nothing to change
        say = f"{edit.name} is gone from the base. This change is to what is added here under its name."
        return _warning("base-moved-here", say, edit.place, edit.name, "an entry that is still needed")
    both = [key for key in keys if key in edit.keys]
    shown = "; ".join(f"{key} is now {in_short(_part(entry, key))}" for key in keys[:3])
    say = f"{edit.name} has moved in the base ({entry.place}): {shown}."
    say += f" This change sets {' and '.join(both)} too." if both else " This change sets other keys of it."
    return _warning("base-moved-here", say, edit.place, edit.name, "a change that still means what it should")


def _warning(code: str, say: str, place: tuple[str, int, int], seen: str, expected: str) -> Finding:
    return Finding(code, say, *place, seen=seen, expected=expected, severity="warning")


def _digest_place(texts: dict[str, str]) -> tuple[str, int, int]:
    lines = texts[OVERLAY].splitlines()
    return OVERLAY, next((number for number, line in enumerate(lines, 1) if line.startswith("digest:")), 1), 1


def _part(entry: Entry, key: str) -> Value | None:
    return entry.value if key == "value" else entry.value.get(key)


def _marks(entries: dict[tuple[str, str], Entry]) -> Marks:
    """The marks of every entry, key by key; of what is no block, one for all of it."""
    found: Marks = {}
    for name, entry in sorted(entries.items(), key=lambda each: each[0]):
        data = entry.value.data
        parts = data if isinstance(data, dict) else {"value": entry.value}
        found[name] = {key: _mark(_named(value) if key in NAMED else value.plain()) for key, value in parts.items()}
    return found


def _named(value: Value) -> Any:
    """Of a list whose items are entries of their own, which they are: what is in them has marks of its own."""
    return [next((text(item, key) for key in ("id", "level") if item.get(key)), "") for item in listed(value)]


def _mark(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:MARK]


def _read(lock: str) -> Marks:
    found: Marks = {}
    for line in lock.splitlines():
        kind, _, rest = line.partition(" ")
        name, _, marks = rest.partition(" ")
        if name and not line.startswith("#"):
            found[kind, name] = dict(part.rpartition(":")[::2] for part in marks.split())
    return found
