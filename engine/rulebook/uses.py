"""Where files name things of other files: each name is looked up, and what is nowhere is a finding at its own place.

Names inside conditions are the language's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..document import Value
from ..findings import Finding, nearest
from .fields import listed, pairs
from .names import Names

KINDS = {  # key -> the kind that it names, wherever it stands
    "source": "sources",
    "valid": "validity",
    "screen": "screens",
    "loads": "sites",
    "tissue": "sites",
    "kit": "equipment",
    "counts_as": "equipment",
    "from_phase": "phase",
    "opens": "phase",
    "at_most": "phase",
    "floor": "phase",
    "avoid_when": "contraindications",
    "avoid": "exercises",
    "ladders": "ladder",
    "shows": "criteria",
    "weaker_first": "measures",
    "of": "measures",
    "by": "measures",
    "split": "measures",
}
OTHERWISE = {  # keys below which nothing of the above is meant
    "needs",
    "keep",
    "self_report",
    "when",
    "unless",
    "with",
    "pass",
    "fail",
    "applies_when",
    "no_clearance_when",
    "outcomes",
    "served",
}


def check_uses(documents: list[Value], names: Names, measures: Iterable[str]) -> Iterator[Finding]:
    """Every name in these documents that nothing has.

    measures : those of the files, and those that every site of the pain list gives
    """
    known = {*measures, *names["measures"]}
    lacking: Counter[str] = Counter()
    for kind, value in (pair for document in documents for pair in _named(document)):
        among = known if kind == "measures" else names[kind]
        for name in _one_by_one(kind, value.data):
            if name in among:
                names.used.add(name)
            elif not among:
                lacking[kind] += 1
            else:
                yield from names.unknown(kind, name, value.at(name), among)
    for kind, count in lacking.items() if names.whole else ():
        say = f"This rulebook has no {kind}, and {count} places name one."
        yield Finding("missing-part", say, "knowledge", seen=kind, expected=f"a file with {kind}")
    for entry in names["criteria"].values():
        yield from names.unknown("measures", entry.name, entry.place, known)
    for document in documents:
        yield from _phase(document, names)
        placement = document.get("placement")
        for phase, item, place in pairs(placement.get("served") if placement is not None else None):
            yield from names.unknown("phase", phase, place)
            weeks = item if isinstance(item.data, str) else item.get("weeks")
            if weeks is not None and isinstance(weeks.data, str):
                yield from names.unknown("measures", weeks.data, weeks.place, known)
    for entry in names["measures"].values():
        word, words = entry.value.get("if_not_given"), entry.value.get("words")
        if word is not None and words is not None and word.data not in words.plain():
            yield Finding(
                "unknown-word",
                f"'{word.data}' is not an answer of {entry.name}.",
                *word.place,
                seen=str(word.data),
                expected=", ".join(map(str, words.plain())),
                nearest=nearest(str(word.data), map(str, words.plain())),
            )


def _named(value: Value, key: str = "") -> Iterator[tuple[str, Value]]:
    """Every text in a document that names something: the kind, and the text."""
    if isinstance(value.data, dict):
        for inner, item in value.items():
            if inner not in OTHERWISE:
                yield from _named(item, inner)
    elif isinstance(value.data, list):
        for item in value.data:
            yield from _named(item, key)
    elif isinstance(value.data, str) and key in KINDS:
        yield KINDS[key], value


def _one_by_one(kind: str, text: str) -> list[str]:
    """The names in a text: things that are needed together are joined by `and`; `nothing` needs no kit."""
    return [name for name in text.split(" and ") if name != "nothing"] if kind == "equipment" else [text]


def _phase(document: Value, names: Names) -> Iterator[Finding]:
    """A phase's levels, and the doses that its slots name."""
    doses = document.get("doses")
    blocks = [document.get("weeks"), document.get("sessions")] if document.get("phase") is not None else []
    blocks += [dose for _, dose, _ in pairs(doses)]
    for level, _, place in (pair for block in blocks for pair in pairs(block)):
        yield from names.unknown("levels", level, place)
    for slot in (slot for day in listed(document.get("days")) for slot in listed(day.get("slots"))):
        dose = slot.get("dose")
        if dose is not None and isinstance(dose.data, str) and doses is not None and dose.data not in doses.keys:
            yield Finding(
                "unknown-name",
                f"This phase has no dose called '{dose.data}'.",
                *dose.place,
                seen=dose.data,
                expected="a dose of this phase",
                nearest=nearest(dose.data, doses.keys),
            )


def gathered(findings: list[Finding], names: Names) -> list[Finding]:
    """One finding for a name that is misspelt where it is given: nothing reads it, and several read another."""
    unknown = [finding for finding in findings if finding.code == "unknown-name"]
    wrong = Counter((finding.seen, finding.nearest) for finding in unknown)
    told: dict[tuple[str, str], Finding] = {}
    for (seen, near), count in wrong.items():
        entry = names.entry(near)
        other = next((each for each in unknown if (each.seen, each.nearest) == (near, seen)), None)
        if other is not None and entry is not None and entry.place == (other.file, other.line, other.column):
            told[seen, near] = other  # two names are taken for each other: told where one is given
        elif count > 1 and near not in names.used and entry is not None:
            say = f"Nothing reads '{near}'; {count} places read '{seen}', which is not there."
            told[seen, near] = Finding(
                "unknown-name",
                say,
                *entry.place,
                path=entry.path,
                seen=near,
                expected="the name that is read",
                nearest=seen,
            )
    kept = [finding for finding in findings if (finding.seen, finding.nearest) not in told]
    return list(dict.fromkeys([*kept, *told.values()]))
