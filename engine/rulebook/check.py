"""What can be wrong in rules although each sentence is understood.

Bands that overlap, a keep stricter than what is needed, sentences that can't be filled in, formulas that read what
isn't there.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from ..document import Value
from ..facts.norms import cuts_of
from ..facts.values import Amount, plain
from ..findings import Finding, nearest
from ..infer.reference import truth
from ..model import (
    All,
    AnyOf,
    AtLeast,
    Below,
    Conclusion,
    Count,
    Formula,
    Not,
    Ref,
    Rulebook,
    Sure,
    Table,
    leaves,
    measure_of,
    parts_of,
)
from .names import Names

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
SENTENCES = ("because", "say")
COMPARED = ("actual", "required", "side", "unit")
RULES = (
    "lines",
    "advancing",
    "recover",
    "reduce",
    "warn",
    "reductions",
    "regressions",
    "contraindications",
    "criteria",
    "caps",
    "notes",
    "bands",
    "tier_caps",
    "frequency",
    "cycles",
    "flat",
    "apart",
    "less",
    "same",
    "more",
)
FILLED: dict[str, tuple[str, ...]] = {  # where a sentence stands -> what is filled in there
    **dict.fromkeys(RULES, COMPARED),
    **dict.fromkeys(("red_flags", "levels"), ()),
    "every_flag": ("title", "answer"),
    "placement": ("required", "title"),
    "outcomes": ("phase_title", "reason", "flags", "say"),
}
MOST_TRIED = 20_000  # combinations of values tried for one row of tables; more than any shipped rule needs
Values = dict[str, int]


def check_rules(book: Rulebook, names: Names, faulty: set[str], circular: bool) -> Iterator[Finding]:
    """Bands and keeps.

    faulty   : rules in which something was not understood; nothing is judged by them
    circular : some rules wait for each other, so that none can be written out
    """
    if circular:
        return
    for criterion in book.criteria.values():
        passes, not_fail = book.conclusions[criterion.passes], book.conclusions[criterion.not_fail]
        witness = _words(_witness(passes, not_fail, book, names, faulty), book, criterion.measure)
        if witness:
            fail = names["criteria"][criterion.name].value.get("fail")
            place = fail.place if fail else criterion.place
            say = f"{criterion.title}: {witness} would both pass and fail."
            expected = "a fail cut that lies beyond the pass cut"
            yield Finding("overlap", say, *place, seen=witness, expected=expected)
            faulty.add(criterion.name)
    for line in (line for gate in book.gates.values() for line in gate.lines if line.keep):
        needs, keep = book.conclusions[line.needs], book.conclusions[line.keep]
        about = line.asks[0].measure if len({ask.measure for ask in line.asks}) == 1 else ""
        witness = _words(_witness(needs, keep, book, names, faulty), book, about)
        if witness:
            say = f"{line.id}: {witness} would meet the line and lose the phase at once."
            expected = "a keep that is no stricter than what is needed"
            yield Finding("keep", say, *keep.place, seen=witness, expected=expected)


# ---- values that would do both --------------------------------------------------------------------------------------


def _witness(holds: Conclusion, fails: Conclusion, book: Rulebook, names: Names, faulty: set[str]) -> Values | None:
    """Values on either side of every cut under which one conclusion is true and the other false, or None."""
    read: set[str] = set()
    whole = All((_opened(holds, book, read), Not(_opened(fails, book, read))))
    compared = [leaf for leaf in leaves(whole) if isinstance(leaf, (AtLeast, Below))]
    sound = all(
        names.sound("measures", measure_of(leaf.fact)) and names.sound("tables", leaf.fact.partition("~")[2])
        for leaf in compared
    )
    if read & faulty or not sound:
        return None
    tables = {leaf.fact: book.tables[leaf.fact.partition("~")[2]] for leaf in compared if "~" in leaf.fact}
    found = (
        _between(whole, compared, tables, rows, book)
        for rows in _combinations(_row_values(tables.values(), compared, book))
    )
    return next(filter(None, found), None)


def _between(
    whole: Formula, compared: list[AtLeast | Below], tables: dict[str, Table], rows: Values, book: Rulebook
) -> Values | None:
    """Values under which a formula is true, with these for what the rows of its tables go by."""
    told = {fact: Amount(value, value) for fact, value in rows.items()}
    cuts = {fact: cuts_of(table, book, told)[0] for fact, table in tables.items()}
    values: dict[str, set[int]] = {}
    for leaf in compared:
        fact = leaf.fact.partition("~")[0]
        if fact not in rows:
            cut = leaf.cut + cuts.get(leaf.fact, 0)
            values.setdefault(fact, set()).update((cut - 1, cut))
    for chosen in itertools.islice(_combinations(values), MOST_TRIED):
        found = {**rows, **chosen}
        known = {fact: Amount(value, value) for fact, value in found.items()}
        for fact, cut in cuts.items():
            above = found[fact.partition("~")[0]] - cut
            known[fact] = Amount(above, above)
        if truth(whole, known, {}) is True:
            return found
    return None


def _row_values(tables: Iterable[Table], compared: list[AtLeast | Below], book: Rulebook) -> dict[str, set[int]]:
    """For what the rows go by, a value of each row, and those on either side of what it is itself compared with."""
    values: dict[str, set[int]] = {}
    for table in tables:
        ends = {book.measures[table.by].high if up_to is None else up_to for up_to, _ in table.rows}
        values.setdefault(table.by, set()).update(ends)
        if table.split:
            values.setdefault(table.split, set()).update(range(len(book.measures[table.split].words)))
    for leaf in compared:
        if leaf.fact in values:
            values[leaf.fact].update((leaf.cut - 1, leaf.cut))
    return values


def _combinations(values: dict[str, set[int]]) -> Iterator[Values]:
    names = sorted(values)
    for chosen in itertools.product(*(sorted(values[name]) for name in names)):
        yield dict(zip(names, chosen, strict=True))


def _opened(conclusion: Conclusion, book: Rulebook, read: set[str]) -> Formula:
    """A conclusion's formula with every reference written out. `read` takes the rules that it comes from."""
    read.add(conclusion.rule)

    def opened(formula: Formula) -> Formula:
        if isinstance(formula, Ref):
            inner = book.conclusions.get(formula.name)
            return _opened(inner, book, read) if inner is not None else formula
        if isinstance(formula, Not):
            return Not(opened(formula.part))
        if isinstance(formula, Count):
            return Count(formula.least, tuple(map(opened, formula.parts)))
        if isinstance(formula, (All, AnyOf)):
            return type(formula)(tuple(map(opened, parts_of(formula))))
        return formula

    return opened(conclusion.formula)


def _words(witness: Values | None, book: Rulebook, about: str) -> str:
    """Values in words, those of the measure that a rule is about without its name: "left 7, right 7 (age 90)"."""
    own: list[str] = []
    others: list[str] = []
    for fact, value in (witness or {}).items():
        name, _, side = fact.partition(".")
        measure = book.measures[name]
        title = "" if name == about else f"{measure.title[0].lower()}{measure.title[1:]}"
        (own if name == about else others).append(" ".join(filter(None, (title, side, plain(measure, value)))))
    beside = ", ".join(others)
    return f"{', '.join(own)} ({beside})" if own and others else ", ".join(own) or beside


# ---- sentences, references ------------------------------------------------------------------------------------------


def check_sentences(documents: list[Value]) -> Iterator[Finding]:
    """Fields in a sentence that nothing fills in."""
    for document in documents:
        for key, value in document.items():
            yield from _sentences(value, key, () if key == "because" else FILLED.get(key))


def _sentences(value: Value, key: str, filled: tuple[str, ...] | None) -> Iterator[Finding]:
    if isinstance(value.data, dict):
        for inner, item in value.items():
            yield from _sentences(item, key if key == "outcomes" else inner, FILLED.get(inner, filled))
    elif isinstance(value.data, list):
        for item in value.data:
            yield from _sentences(item, key, filled)
    elif isinstance(value.data, str) and key in (*SENTENCES, "outcomes") and filled is not None:
        for field in PLACEHOLDER.findall(value.data):
            if field not in filled:
                say = f"'{{{field}}}' can't be filled in here."
                expected = ", ".join(f"{{{each}}}" for each in filled) or "a sentence without braces"
                near = nearest(field, filled)
                place = value.at(f"{{{field}}}")
                near = f"{{{near}}}" if near else ""
                yield Finding("placeholder", say, *place, seen=field, expected=expected, nearest=near)


def check_references(book: Rulebook) -> Iterator[Finding]:
    """Formulas that read what nothing concludes: what a part of the rulebook that isn't there leaves dangling."""
    for conclusion in book.conclusions.values():
        for leaf in leaves(conclusion.formula):
            if isinstance(leaf, (Ref, Sure)) and leaf.name not in book.conclusions:
                yield Finding(
                    "unknown-name",
                    f"{conclusion.rule} reads '{leaf.name}', which nothing concludes.",
                    *conclusion.place,
                    seen=leaf.name,
                    nearest=nearest(leaf.name, book.conclusions),
                )
