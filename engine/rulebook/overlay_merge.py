"""A base's documents with the changes of an overlay made in them.

Nothing of the base is altered: what a change touches is built anew along its path and keeps the places of both, so that
a finding and the page point to the file and line that somebody wrote.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from ..document import Value
from ..edits import Edit
from ..findings import Finding, nearest
from ..logic import Place
from .fields import listed, text
from .names import ASIDE, DOCUMENTS, LISTS, MAPPINGS, WORDS, Entry, Names
from .overlay import KINDS, Change, Overlay, read_overlay
from .shape import check_shape, kind_of, load_schema
from .values import changed, in_short, replaced, without

ADDED = "add"
DEFAULT = "default"  # the source of what isn't published
WORDS_ONLY = {*ASIDE, "name", "stop_when", "muscle", "in_words"}  # keys whose change leaves the source what it was


class Laid(NamedTuple):
    """A base with differences laid over it. `shape`: what is wrong with the documents; `findings`: with those."""

    overlay: Overlay
    documents: list[Value]
    shape: list[Finding]
    edits: list[Edit]
    findings: list[Finding]


def lay_over(own: dict[str, str], documents: list[Value], shape: list[Finding]) -> Laid:
    """The documents of a base with the differences in these files laid over them.

    shape : what is wrong with the shape of the documents
    """
    overlay, findings = read_overlay(own)
    merge = Merge(documents, findings)
    merge.apply(overlay)
    before = {id(document) for document in documents}
    for document in merge.documents:
        if id(document) not in before:
            shape = [*shape, *(each for each in check_shape(document, load_schema()) if each not in shape)]
    return Laid(overlay, merge.documents, shape, merge.edits, findings)


class Merge:
    """The documents of a base, changed one change after the other; `edits` says what was done, in words."""

    def __init__(self, documents: list[Value], findings: list[Finding]):
        self.documents, self.findings = list(documents), findings
        self.edits: list[Edit] = []
        self._set: dict[tuple[str, str, str], Place] = {}

    def apply(self, overlay: Overlay) -> None:
        """Makes every change that can be made; what can't be is a finding."""
        for change in overlay.changes:
            if change.add is not None:
                self._add(change)
            else:
                names = Names(self.documents, [], True)
                entry = self._entry(change, names)
                if entry is not None:
                    self._change(change, entry, DEFAULT in names["sources"])

    def _entry(self, change: Change, names: Names) -> Entry | None:
        kind = KINDS[change.kind]
        if change.name in names[kind]:
            return names[kind][change.name]
        for finding in names.unknown(kind, change.name, change.place):
            other = next((word for word, each in KINDS.items() if change.name in names[each]), "")
            hint = f" There is a {other.replace('_', ' ')} of that name." if other else ""
            near = f"{other}: {change.name}" if other else finding.nearest
            self.findings.append(replace(finding, say=finding.say + hint, nearest=near))
        return None

    # ---- what is new ----

    def _add(self, change: Change) -> None:
        assert change.add is not None
        document = change.add
        self.documents.append(document)
        if kind_of(document):
            names = added(document)
            says = tuple(f"new {WORDS[kind]} {name}" for kind, name in names) or (f"new {kind_of(document)}",)
            title = ", ".join(name for _, name in names)
            self.edits.append(Edit(ADDED, title, says, change.reason, change.place, (), change.risk))

    # ---- what is changed ----

    def _change(self, change: Change, entry: Entry, default: bool) -> None:
        """Makes one change. `default`: the base has a source for numbers that aren't published."""
        number = next(number for number, each in enumerate(self.documents) if holds(each, entry))
        document = self.documents[number]
        path = tuple(entry.path.split(".")) if entry.path else ()
        keys = [*(change.sets.keys if change.sets is not None else ()), *change.drops]
        if change.removes:
            said = [f"{WORDS[KINDS[change.kind]]} {change.name} removed"]
            rest = without(document, path) if path else None
            self.documents[number : number + 1] = [rest] if rest is not None and rest.keys else []
        elif not keys:
            self._told("missing-key", "This change says nothing.", change.place, "", "set, drop or remove")
            return
        else:
            said = []
            value = self._keys(change, entry, said)
            value = unpublished(value, {*keys}, said) if default else value
            self.documents[number] = _marked(replaced(document, path, value, places(entry, change)), change)
        self.edits.append(
            Edit(change.kind, change.name, tuple(said), change.reason, change.place, tuple(keys), change.risk)
        )

    def _keys(self, change: Change, entry: Entry, said: list[str]) -> Value:
        """The entry with its keys changed; what each was and is now goes to `said`."""
        value = entry.value
        if not isinstance(value.data, dict):  # a part that is one word or number: the change sets `value`
            new = change.sets.get("value") if change.sets is not None else None
            said.append(f"{in_short(value)} -> {in_short(new)}")
            return new if new is not None else value
        for key, new in (pair for pair in (change.sets.items() if change.sets is not None else ())):
            place = change.sets.keys[key] if change.sets is not None else change.place
            self._once(change, key, place)
            before = value.get(key)
            after = changed(before, new, key, said, self.findings)
            if after is not None:
                value = replaced(value, (key,), after, {(key,): place})
        for key, place in change.drops.items():
            before = value.get(key)
            if before is None:
                say = f"{change.name} has no '{key}' that could be dropped."
                self._told("overlay-key", say, place, key, ", ".join(value.keys), nearest(key, value.keys))
                continue
            self._once(change, key, place)
            said.append(f"{key}: {in_short(before)} -> left out")
            value = without(value, (key,))
        return replace(value, place=change.place)  # what is missing now is told where it was taken out

    def _once(self, change: Change, key: str, place: Place) -> None:
        first = self._set.setdefault((change.kind, change.name, key), place)
        if first is not place:
            say = f"'{key}' of {change.name} is changed already at {first}."
            self._told("duplicate-key", say, place, key, "one change of a key")

    def _told(self, code: str, say: str, place: Place, seen: str, expected: str, near: str = "") -> None:
        self.findings.append(Finding(code, say, *place, seen=seen, expected=expected, nearest=near))


def unpublished(value: Value, keys: set[str], said: list[str]) -> Value:
    """An entry some of whose deciding keys were changed: its source doesn't stand for them any more, and says so.

    Where the change names a source, or an origin, of its own, that stands.
    """
    source, origin = value.get("source"), value.get("origin")
    if not keys - WORDS_ONLY or source is None:
        return value
    sources = list(source.data) if isinstance(source.data, list) else [source]
    if "source" not in keys and DEFAULT not in [each.data for each in sources]:
        value = replaced(value, ("source",), replace(source, data=[*sources, replace(source, data=DEFAULT)]))
        said.append(f"source: {DEFAULT} added, since what is changed here isn't published")
    for cut in sorted(keys & {*(origin.keys if origin is not None else ())} if "origin" not in keys else ()):
        published = origin.get(cut) if origin is not None else None
        if published is not None and published.data != DEFAULT:
            value = replaced(value, ("origin", cut), replace(published, data=DEFAULT))
            said.append(f"origin.{cut}: {published.data} -> {DEFAULT}")
    return value


def holds(document: Value, entry: Entry) -> bool:
    """Whether the entry's value stands in this document at its path."""
    value: Value | None = document
    for part in entry.path.split(".") if entry.path else ():
        if value is None:
            return False
        if isinstance(value.data, list):
            value = value.data[int(part)] if part.isdigit() and int(part) < len(value.data) else None
        else:
            value = value.get(part)
    return value is entry.value


def added(document: Value) -> list[tuple[str, str]]:
    """The kind and name of everything in a document."""
    found = [(kind, name) for kind in MAPPINGS for name, _ in (document.get(kind) or Value({}, document.place)).items()]
    found += [(kind, text(document, kind)) for kind in DOCUMENTS if document.get(kind) is not None]
    for where, (key, kind) in LISTS.items():
        value: Value | None = document
        for part in where.split("."):
            value = value.get(part) if value is not None else None
        if where not in ("lines", "rungs"):
            found += [(kind, text(item, key)) for item in listed(value)]
    return found


def places(entry: Entry, change: Change) -> dict[tuple[str, ...], Place]:
    """Where the name of a changed entry stands from now on: at the change."""
    return {tuple(entry.path.split(".")): change.place} if entry.path else {}


def _marked(document: Value, change: Change) -> Value:
    """The same for what is a file of its own: a gate, a ladder, a phase."""
    named = document.get(change.kind) if KINDS[change.kind] == change.kind else None
    if named is None or named.data != change.name:
        return document
    return replaced(document, (change.kind,), replace(named, place=change.place), {(change.kind,): change.place})
