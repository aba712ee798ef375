"""The names that a rulebook's files give to things, by kind, and what is wrong with the giving.

Collected before anything is read, so that the order of files and entries never matters, and so that a thing whose entry
is faulty is still known by its name: its users are not blamed for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..document import Value
from ..findings import Finding, nearest
from ..logic import Place
from .fields import listed, pairs
from .parts import RULES

WORDS = {  # kind -> what it is called
    "measures": "measure",
    "tables": "table",
    "criteria": "criterion",
    "red_flags": "red flag",
    "contraindications": "contraindication",
    "equipment": "piece of kit",
    "sites": "site",
    "validity": "validity class",
    "sources": "source",
    "derivations": "derivation",
    "gate": "gate",
    "ladder": "ladder",
    "phase": "phase",
    "tier": "tier",
    "protocol": "protocol",
    "ideas": "idea",
    "changing": "way of changing",
    "session_parts": "part of a session",
    "levels": "level",
    "screens": "screen",
    "exercises": "exercise",
    "rules": "rule",
    "effort": "effort",
    "questions": "question of the check-in",
    "parts": "part of the rulebook",
}
MAPPINGS = (
    "measures", "tables", "criteria", "red_flags", "contraindications", "equipment", "sites", "validity", "sources",
    "derivations", "changing",
)  # fmt: skip
FEW = ("tier", "session_parts")  # kinds of which a finding lists all names
DOCUMENTS = ("gate", "ladder", "phase", "tier", "protocol")
LISTS = {  # where a list stands -> the key that names its items, and their kind
    "levels": ("level", "levels"),
    "screens": ("id", "screens"),
    "rungs": ("id", "exercises"),
    "effort": ("rir", "effort"),
    "ideas": ("id", "ideas"),
    "session.parts": ("part", "session_parts"),
    "logbook.check_in": ("id", "questions"),
    **dict.fromkeys(RULES, ("id", "rules")),
}
ONCE = (  # one file holds all of it
    "levels",
    "placement",
    "time_off",
    "today",
    "outcomes",
    "session",
    "running_load",
    "progression",
    "history",
    "import",
    "interview",
    "logbook",
    "week",
    "squad",
    "returning_weeks",
)
RESERVED = ("level", "phase", "tier", "today", "stop", "ready", "cycle")  # words that conditions and decisions use
ASIDE = {  # keys that no other rule is read by
    "title", "question", "how", "example", "stop_sign", "quality", "source", "because", "say", "purpose", "short",
    "cues", "test", "screen", "valid", "urgency", "origin",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """Something that was given a name: where the name stands, and the path of its entry in the document."""

    name: str
    value: Value
    place: Place
    path: str
    part: str = ""  # of a rule: the list that it stands in


class Names:
    """Every name by kind. What comes twice is a finding; the first stands."""

    def __init__(self, documents: list[Value], shape: list[Finding], whole: bool):
        """The names in these documents.

        shape : what is wrong with the shape of the documents
        whole : every file could be read; where one could not, a name that seems missing may stand in it
        """
        self.whole = whole
        self.findings: list[Finding] = []
        self.used: set[str] = set()
        self._kinds: dict[str, dict[str, Entry]] = {kind: {} for kind in WORDS}
        for document in documents:
            self._collect(document)
        self._shared()
        self.strange = {finding.place for finding in shape if finding.code in ("unknown-key", "misplaced-key")}
        self._malformed = {finding.seen for finding in shape if finding.code == "wrong-form"}
        self._unsound = set(self._faulty(shape))

    def __getitem__(self, kind: str) -> dict[str, Entry]:
        return self._kinds[kind]

    def first(self, kind: str, name: str, value: Value) -> bool:
        """Whether this entry is the one that the name stands for, and not a second one."""
        entry = self._kinds[kind].get(name)
        return entry is not None and entry.value is value

    def part(self, name: str) -> Value:
        """What one file holds all of; an empty mapping where no file does."""
        entry = self._kinds["parts"].get(name)
        return entry.value if entry is not None else Value({}, Place("rules", 1))

    def entry(self, name: str) -> Entry | None:
        """What has that name, whatever it is."""
        return next((entries[name] for entries in self._kinds.values() if name in entries), None)

    def rules(self, part: str) -> list[Entry]:
        """The rules of one list, in the order in which they stand."""
        return [entry for entry in self._kinds["rules"].values() if entry.part == part]

    def sound(self, kind: str, name: str) -> bool:
        """Whether an entry was written as it has to be, as far as others read it."""
        return (kind, name) not in self._unsound

    def all_sound(self, kind: str) -> bool:
        return self.whole and not any(unsound == kind for unsound, _ in self._unsound)

    def doubt(self, kind: str, name: str) -> None:
        """What reads this entry is not judged by it."""
        self._unsound.add((kind, name))

    def unknown(self, kind: str, name: str, place: Place, among: Iterable[str] | None = None) -> Iterator[Finding]:
        """A finding when nothing of that kind has the name.

        among : the names that there are, where those are more than the files give
        """
        known = self._kinds[kind] if among is None else among
        if name in known:
            self.used.add(name)
            return
        near = nearest(name, list(known))
        if not self.excuses(near):
            say = f"There is no {WORDS[kind]} called '{name}'."
            expected = ", ".join(known) if kind in FEW else _one(kind)
            yield Finding("unknown-name", say, *place, seen=name, expected=expected, nearest=near)

    def excuses(self, near: str) -> bool:
        """Whether a name may only seem to be missing: not all was read, or the nearest one is not written as a name."""
        return not self.whole or near in self._malformed

    # ---- collecting ----

    def _collect(self, document: Value) -> None:
        for kind in MAPPINGS:
            for name, value, place in pairs(document.get(kind)):
                self._add(kind, Entry(name, value, place, f"{kind}.{name}"))
        for kind in DOCUMENTS:
            self._named(kind, document, document.get(kind), "", required=kind in document.keys)
        for where, (key, kind) in LISTS.items():
            for index, item in enumerate(listed(_inside(document, where))):
                path = f"{where}.{index}"
                self._named(kind, item, item.get(key), path, where, required=kind != "rules")
        other = any(kind in document.keys for kind in DOCUMENTS)  # there a key such as `week` is a misspelt one
        for name in ONCE:
            part = document.get(name)
            if part is not None and not other:
                self._add("parts", Entry(name, part, document.keys[name], name))

    def _named(self, kind: str, value: Value, name: Value | None, path: str, part: str = "", *, required: bool) -> None:
        """An entry that says its own name; where it says none that can be read, names are missing that others read."""
        if name is not None and isinstance(name.data, (str, int)) and not isinstance(name.data, bool):
            self._add(kind, Entry(str(name.data), value, name.place, path, part))
        elif required:
            self.whole = False

    def _add(self, kind: str, entry: Entry) -> None:
        first = self._kinds[kind].setdefault(entry.name, entry)
        if first is not entry:
            say = f"There is already {_one(kind)} called '{entry.name}' at {first.place}."
            seen, expected = entry.name, "each name once"
            self.findings.append(
                Finding("duplicate-id", say, *entry.place, path=entry.path, seen=seen, expected=expected)
            )

    def _shared(self) -> None:
        """A condition says only the name: a measure and a contraindication can't have the same one."""
        for kind in ("measures", "contraindications"):
            for name, entry in self._kinds[kind].items():
                first = self._kinds["measures"].get(name)
                if name in RESERVED:
                    say = f"'{name}' can't be the name of a {WORDS[kind]}: conditions use the word for something else."
                elif kind == "contraindications" and first is not None:
                    say = f"There is a measure called '{name}' at {first.place}: a condition could not tell them apart."
                else:
                    continue
                self.findings.append(
                    Finding("duplicate-id", say, *entry.place, path=entry.path, seen=name, expected="a name of its own")
                )

    def _faulty(self, shape: list[Finding]) -> Iterator[tuple[str, str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for finding in shape:
            missing = finding.expected.partition(":")[0] if finding.code == "missing-key" else ""
            key = missing or finding.nearest or finding.path.rpartition(".")[2]
            if finding.code == "duplicate-key":
                yield from self._around(finding)
            elif key not in ASIDE and finding.code not in ("missing-reason", "missing-source"):
                found[finding.file].append(finding.path)
        for kind, entries in self._kinds.items():
            for name, entry in entries.items():
                inside = f"{entry.path}." if entry.path else ""
                if any(path == entry.path or path.startswith(inside) for path in found[entry.place.file]):
                    yield kind, name

    def _around(self, finding: Finding) -> Iterator[tuple[str, str]]:
        """The entry in which a finding without a path stands: the last that begins above it."""
        above = [
            (entry.place.line, kind, name)
            for kind, entries in self._kinds.items()
            for name, entry in entries.items()
            if entry.place.file == finding.file and entry.place.line <= finding.line
        ]
        if above:
            _, kind, name = max(above)
            yield kind, name


def _one(kind: str) -> str:
    """What something of a kind is called, with its article."""
    return f"{'an' if WORDS[kind][0] in 'aeiou' else 'a'} {WORDS[kind]}"


def _inside(document: Value, where: str) -> Value | None:
    value: Value | None = document
    for key in where.split("."):
        value = value.get(key) if value is not None else None
    return value
