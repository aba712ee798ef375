"""What feeds a thing of a rulebook, and what it feeds: by its conclusions, and by the names that stand in files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from ..document import Value
from ..logic import AtLeast, Below, Formula, Known, Ref, Sure, leaves, measure_of
from ..model import Rulebook
from ..rulebook.names import Entry, Names
from ..rulebook.overlay import KINDS
from ..rulebook.uses import KINDS as NAMED_BY

SINGULAR = {kind: word for word, kind in KINDS.items()} | {
    "effort": "effort",
    "session_parts": "part of a session",
    "derivations": "derivation",
    "questions": "question of the check-in",
}
ASIDE = ("sources", "sites", "equipment", "validity", "screens", "session_parts")  # what an entry says, not rests on
WORD = re.compile(r"[a-z][a-z0-9_]*")
Thing = tuple[str, str]  # (kind of name, name)


class Links:
    """The links of one rulebook. A thing is (kind of name, name): ("rules", "G3.calf")."""

    def __init__(self, book: Rulebook, names: Names):
        self.book, self.names = book, names

    def read_by_rule(self, rule: str) -> list[Thing]:
        """What the conclusions of a rule, criterion, gate or flag read: measures, tables and other rules."""
        found: dict[Thing, None] = {}
        for conclusion in self.book.conclusions.values():
            if conclusion.rule == rule:
                found |= dict.fromkeys(self._read(conclusion.formula, rule))
        return list(found)

    def fed_by(self, thing: Thing) -> list[Thing]:
        """What a thing rests on."""
        kind, name = thing
        if kind == "tables":
            table = self.book.tables.get(name)
            return [("measures", each) for each in (table.of, table.by, table.split) if each] if table else []
        if kind in ("rules", "criteria", "gate", "red_flags", "contraindications", "levels", "protocol"):
            return self.read_by_rule(f"level.{name}" if kind == "levels" else name)
        if kind == "measures":
            return [("derivations", name)] if name in self.names["derivations"] else []
        if kind == "parts":
            return []  # its rules are what it is made of
        entry = self.names[kind].get(name)
        if entry is None:
            return []
        if kind == "derivations":
            return self._derived_from(entry)
        named = [each for each in _named_in(entry) if each[0] not in ASIDE and each != thing]
        return list(dict.fromkeys([*self._opened_by(name), *named]))

    def _opened_by(self, name: str) -> list[Thing]:
        return [("gate", gate.id) for gate in self.book.gates.values() if gate.opens == name]

    def _derived_from(self, entry: Entry) -> list[Thing]:
        """The measures, other derivations and exercises that a derivation names."""
        found: dict[Thing, None] = {}
        for key, item in entry.value.items():
            for word in WORD.findall(str(item.plain())) if key not in ("title", "because", "source", "unit") else ():
                kinds = ("derivations", "measures", "exercises")
                kind = next((kind for kind in kinds if word in self.names[kind]), "")
                if kind and word != entry.name:
                    found[(kind, word)] = None
        return list(found)

    def feeds(self, thing: Thing) -> list[Thing]:
        """What rests on a thing: rules that read it, and entries that name it."""
        kind, name = thing
        readers = [each for each, read in self._reads.items() if thing in read and each != thing]
        named = [each for each in self._named.get(thing, []) if each != thing]
        own = [("criteria", name)] if kind == "measures" and name in self.names["criteria"] else []
        own += [("measures", name)] if kind == "derivations" and name in self.names["measures"] else []
        return list(dict.fromkeys([*own, *readers, *self._leads_to(thing), *named]))

    def _leads_to(self, thing: Thing) -> list[Thing]:
        """What follows from a gate or a rule: a phase or a tier that is opened, a part, what the rule names."""
        kind, name = thing
        if kind == "gate" and name in self.book.gates:
            opens = self.book.gates[name].opens
            return [("phase" if self.book.phase(opens) else "tier", opens)]
        if kind != "rules" or name not in self.names["rules"]:
            return []
        entry = self.names["rules"][name]
        part = entry.part.partition(".")[0]
        kinds = ("ladder", "exercises", "phase", "tier")
        named = [each for each in _named_in(entry) if each[0] in kinds and each[1] in self.names[each[0]]]
        return [*([("parts", part)] if part in self.names["parts"] else []), *named]

    @cached_property
    def _reads(self) -> dict[Thing, list[Thing]]:
        kinds = ("criteria", "gate", "red_flags", "contraindications", "rules", "tables", "protocol", "levels",
                 "derivations")  # fmt: skip
        return {(kind, name): self.fed_by((kind, name)) for kind in kinds for name in self.names[kind]}

    @cached_property
    def _named(self) -> dict[Thing, list[Thing]]:
        found: defaultdict[Thing, list[Thing]] = defaultdict(list)
        for kind in dict.fromkeys(KINDS.values()):
            for entry in self.names[kind].values():
                for named in _named_in(entry):
                    found[named].append((kind, entry.name))
        for entry in self.names["derivations"].values():
            for named in _named_in(entry):
                if named[0] in ("sources", "measures"):
                    found[named].append(("derivations", entry.name))
        return found

    def _read(self, formula: Formula, owner: str) -> Iterator[Thing]:
        for leaf in leaves(formula):
            if isinstance(leaf, (AtLeast, Below, Known)):
                name, table = measure_of(leaf.fact), leaf.fact.partition("~")[2]
                if table:
                    yield "tables", table
                if name in self.book.measures:
                    yield "measures", name
            elif isinstance(leaf, (Ref, Sure)) and leaf.name in self.book.conclusions:
                read = self.book.conclusions[leaf.name]
                thing = self._thing(read.rule)
                if read.hidden or thing is None:
                    yield from self._read(read.formula, owner) if read.kind in ("part", "applies") else ()
                elif read.rule != owner:
                    yield thing

    def _thing(self, rule: str) -> Thing | None:
        kinds = (
            "rules",
            "gate",
            "red_flags",
            "criteria",
            "contraindications",
            "protocol",
            "phase",
            "tier",
            "exercises",
        )
        name = rule.removeprefix("level.")
        kinds = ("levels",) if rule.startswith("level.") else kinds  # type: ignore[assignment]
        return next(((kind, name) for kind in kinds if name in self.names[kind]), None)


def _named_in(entry: Entry) -> Iterator[Thing]:
    """What an entry names by its keys, as of `uses`."""
    inside = {"gate": ("lines",), "ladder": ("rungs",)}.get(next(iter(entry.value.keys), ""), ())

    def look(value: Value, key: str) -> Iterator[Thing]:
        if isinstance(value.data, dict):
            for inner, item in value.items():
                if inner not in inside:
                    yield from look(item, inner)
        elif isinstance(value.data, list):
            for item in value.data:
                yield from look(item, key)
        elif isinstance(value.data, str) and key in NAMED_BY:
            for part in value.data.split(" and "):
                yield NAMED_BY[key], part

    yield from look(entry.value, "")
