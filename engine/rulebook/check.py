"""What can be wrong in rules although each sentence is understood.

Bands that overlap, a keep stricter than what is needed, sentences that can't be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Value
from ..findings import Finding, nearest
from ..model import Rulebook
from .check_witness import in_words, witness_of
from .names import Names
from .parts import RULES

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
SENTENCES = ("because", "say")
COMPARED = ("actual", "required", "side", "unit", "signs", "where")
COMPARING = ("criteria", "contraindications", *(where.rpartition(".")[2] for where in RULES))
FILLED: dict[str, tuple[str, ...]] = {  # where a sentence stands -> what is filled in there
    **dict.fromkeys(COMPARING, COMPARED),
    "bands": (*COMPARED, "load"),
    "look": ("actual",),
    **dict.fromkeys(("red_flags", "levels"), ()),
    "every_flag": ("title", "answer"),
    "placement": ("required", "title"),
    "outcomes": ("phase_title", "reason", "flags", "say"),
    "loads": ("kg", "asked", "before", "kit", "step", "reps", "former"),
}
THROUGHOUT = ("outcomes", "loads")  # below these every text is a sentence


def check_rules(book: Rulebook, names: Names, faulty: set[str], circular: bool) -> Iterator[Finding]:
    """Bands and keeps.

    faulty   : rules in which something was not understood; nothing is judged by them
    circular : some rules wait for each other, so that none can be written out
    """
    if circular:
        return
    for criterion in book.criteria.values():
        passes, not_fail = book.conclusions[criterion.passes], book.conclusions[criterion.not_fail]
        witness = in_words(witness_of(passes, not_fail, book, names, faulty), book, criterion.measure)
        if witness:
            fail = names["criteria"][criterion.name].value.get("fail")
            place = fail.place if fail else criterion.place
            say = f"{criterion.title}: {witness} would both pass and fail."
            expected = "a fail cut that lies beyond the pass cut"
            yield Finding("overlap", say, *place, seen=witness, expected=expected)
            faulty.add(criterion.name)
    # A line that only reads another gate is judged by that gate's own lines.
    for line in (line for gate in book.gates.values() for line in gate.lines if line.keep and line.asks):
        needs, keep = book.conclusions[line.needs], book.conclusions[line.keep]
        about = line.asks[0].measure if len({ask.measure for ask in line.asks}) == 1 else ""
        witness = in_words(witness_of(needs, keep, book, names, faulty), book, about)
        if witness:
            say = f"{line.id}: {witness} would meet the line and lose the phase at once."
            expected = "a keep that is no stricter than what is needed"
            yield Finding("keep", say, *keep.place, seen=witness, expected=expected)


# ---- sentences ------------------------------------------------------------------------------------------------------


def check_sentences(documents: list[Value]) -> Iterator[Finding]:
    """Fields in a sentence that nothing fills in."""
    for document in documents:
        for key, value in document.items():
            yield from _sentences(value, key, () if key == "because" else FILLED.get(key))


def _sentences(value: Value, key: str, filled: tuple[str, ...] | None) -> Iterator[Finding]:
    if isinstance(value.data, dict):
        for inner, item in value.items():
            whole = key in THROUGHOUT
            yield from _sentences(item, key if whole else inner, filled if whole else FILLED.get(inner, filled))
    elif isinstance(value.data, list):
        for item in value.data:
            yield from _sentences(item, key, filled)
    elif isinstance(value.data, str) and key in (*SENTENCES, *THROUGHOUT) and filled is not None:
        for field in PLACEHOLDER.findall(value.data):
            if field not in filled:
                say = f"'{{{field}}}' can't be filled in here."
                expected = ", ".join(f"{{{each}}}" for each in filled) or "a sentence without braces"
                near = nearest(field, filled)
                place = value.at(f"{{{field}}}")
                near = f"{{{near}}}" if near else ""
                yield Finding("placeholder", say, *place, seen=field, expected=expected, nearest=near)
