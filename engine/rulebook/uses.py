"""Where files name things of other files: each name is looked up, and what is nowhere is a finding at its own place.

Names inside conditions are the language's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..document import Value
from ..findings import Finding, by_place, nearest
from ..training import NONE
from .check_parts import told_as_a_file
from .context import only_shown
from .fields import listed, pairs
from .levels import BY_LEVEL
from .names import Names

KINDS = {  # key -> the kind that it names, wherever it stands
    "source": "sources",
    "valid": "validity",
    "screen": "screens",
    "loads": "sites",
    "at_sites": "sites",
    "tissue": "sites",
    "kit": "equipment",
    "counts_as": "equipment",
    "from_phase": "phase",
    "at_most": "phase",
    "begin_at": "phase",
    "held_from": "phase",
    "as_in": "phase",
    "phases": "phase",
    "tier": "tier",
    "from_tier": "tier",
    "tier_at_most": "tier",
    "exercises": "exercises",
    "for_levels": "levels",
    "part": "session_parts",
    "parts": "session_parts",
    "gives_way": "session_parts",
    "floor": "phase",
    "avoid_when": "contraindications",
    "avoid": "exercises",
    "ladders": "ladder",
    "shows": "criteria",
    "weaker_first": "measures",
    "trend": "derivations",
    "of": "measures",
    "by": "measures",
    "split": "measures",
    "part_of": "measures",
    "measure": "measures",
    "compares": "measures",
    "adherence": "derivations",
}
DECIDING = ("weaker_first", "by", "split")  # keys by which a measure decides something
BY_TIER = "by_tier"  # a slot's dose that comes from the tier of jumping
WARM_UP = "warm_up"
MANY = 5  # places that name what isn't there; more are told in one finding
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
    for key, value in (pair for document in documents for pair in _named(document, names)):
        kind = KINDS[key]
        among = known if kind == "measures" else names[kind]
        for name in _one_by_one(kind, value.data):
            if name in among:
                names.used.add(name)
                yield from only_shown(name, value, names) if key in DECIDING else ()
            elif not among:
                lacking[kind] += not told_as_a_file(kind)
            else:
                yield from names.unknown(kind, name, value.at(name), among)
    for kind, count in (+lacking).items() if names.whole else ():
        say = f"This rulebook has no {kind}, and {count} places name one."
        yield Finding("missing-part", say, "knowledge", seen=kind, expected=f"a file with {kind}")
    for entry in names["criteria"].values():
        yield from names.unknown("measures", entry.name, entry.place, known)
    for entry in names["gate"].values():
        opens = entry.value.get("opens")
        if opens is not None and isinstance(opens.data, str):
            kind = "phase" if opens.data[:1].islower() else "tier"
            yield from names.unknown(kind, opens.data, opens.place)
    for document in documents:
        yield from _phase(document, names)
        placement = document.get("placement")
        for phase, item, place in pairs(placement.get("served") if placement is not None else None):
            yield from names.unknown("phase", phase, place)
            weeks = item if isinstance(item.data, str) else item.get("weeks")
            if weeks is not None and isinstance(weeks.data, str):
                yield from names.unknown("measures", weeks.data, weeks.place, known)
                yield from only_shown(weeks.data, weeks, names)
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


def _named(value: Value, names: Names, key: str = "") -> Iterator[tuple[str, Value]]:
    """Every text in a document that names something: the key that it stands under, and the text."""
    if isinstance(value.data, dict):
        for inner, item in value.items():
            if inner not in OTHERWISE and value.keys[inner] not in names.strange:
                yield from _named(item, names, inner)
    elif isinstance(value.data, list):
        for item in value.data:
            yield from _named(item, names, key)
    elif isinstance(value.data, str) and key in KINDS:
        yield key, value


def _one_by_one(kind: str, text: str) -> list[str]:
    """The names in a text: things that are needed together are joined by `and`; `nothing` needs no kit."""
    if kind == "equipment":
        return [name for name in text.split(" and ") if name != "nothing"]
    other = {"tier": NONE, "session_parts": WARM_UP}.get(kind)  # words that stand beside the names
    return [] if text == other else [text]


def _phase(document: Value, names: Names) -> Iterator[Finding]:
    """Levels, where they are keys, and the doses that the slots of a phase name."""
    doses = document.get("doses")
    blocks = [document.get(key) for key in BY_LEVEL] if document.get("phase") is not None else []
    blocks += [document.get("most_days"), doses] if document.get("tier") is not None else []
    blocks += [dose for _, dose, _ in pairs(doses)] if document.get("phase") is not None else []
    progression = document.get("progression")
    loads = progression.get("loads") if progression is not None else None
    blocks += [loads.get("raise")] if loads is not None else []
    for level, _, place in (pair for block in blocks if names["levels"] for pair in pairs(block)):
        yield from names.unknown("levels", level, place)
    for slot in (slot for day in listed(document.get("days")) for slot in listed(day.get("slots"))):
        dose = slot.get("dose")
        named = dose is not None and isinstance(dose.data, str) and doses is not None and dose.data != BY_TIER
        if dose is not None and doses is not None and named and dose.data not in doses.keys:
            yield Finding(
                "unknown-name",
                f"This phase has no dose called '{dose.data}'.",
                *dose.place,
                seen=dose.data,
                expected="a dose of this phase",
                nearest=nearest(dose.data, doses.keys),
            )


def gathered(findings: list[Finding], names: Names) -> list[Finding]:
    """One finding for a misspelt name: where it is given, if nothing reads it, and else at the first of many places."""
    unknown = by_place(finding for finding in findings if finding.code == "unknown-name")
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in unknown:
        groups.setdefault((finding.seen, finding.nearest), []).append(finding)
    told: dict[tuple[str, str], Finding] = {}
    for (seen, near), group in groups.items():
        entry = names.entry(near)
        other = next(iter(groups.get((near, seen), ())), None)
        if other is not None and entry is not None and entry.place == other.place:
            told[seen, near] = other  # two names are taken for each other: told where one is given
        elif (len(group) > 1 or not group[0].line) and near not in names.used and entry is not None:
            reads = f"{len(group)} places read" if len(group) > 1 else "the decision reads"
            say = f"Nothing reads '{near}'; {reads} '{seen}', which is not there."
            expected = "the name that is read"
            told[seen, near] = Finding(
                "unknown-name", say, *entry.place, path=entry.path, seen=near, expected=expected, nearest=seen
            )
        elif len(group) > MANY:
            places = ", ".join(f"{each.file}:{each.line}" for each in group[1 : MANY + 1])
            more = ", ..." if len(group) > MANY + 1 else ""
            say = f"{group[0].say} {len(group) - 1} other places name it: {places}{more}."
            told[seen, near] = replace(group[0], say=say)
    kept = [finding for finding in findings if (finding.seen, finding.nearest) not in told]
    return list(dict.fromkeys([*kept, *told.values()]))
