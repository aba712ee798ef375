"""Values that would make one conclusion true and another false: what shows that two cuts contradict each other.

Tried are the values on either side of every cut, as many together as a rule of some fourteen cuts needs.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from ..facts.norms import cuts_of
from ..facts.values import Amount, plain
from ..infer.reference import truth
from ..logic import All, AtLeast, Below, Conclusion, Formula, Not, Ref, leaves, mapped, measure_of
from ..model import Rulebook, Table
from .names import Names

MOST_TRIED = 20_000  # combinations of values for one row of tables; no shipped rule has so many
Values = dict[str, int]


def witness_of(holds: Conclusion, fails: Conclusion, book: Rulebook, names: Names, faulty: set[str]) -> Values | None:
    """Values under which one conclusion is true and the other false, or None.

    faulty : rules in which something was not understood; nothing is judged by them
    """
    read: set[str] = set()
    whole = All((_opened(holds, book, read), Not(_opened(fails, book, read))))
    sound = all(
        names.sound("measures", measure_of(leaf.fact)) and names.sound("tables", leaf.fact.partition("~")[2])
        for leaf in _compared(whole)
    )
    return None if read & faulty or not sound else _found(whole, book)


def in_words(witness: Values | None, book: Rulebook, about: str) -> str:
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


# ---- trying values --------------------------------------------------------------------------------------------------


def _found(formula: Formula, book: Rulebook) -> Values | None:
    """Values under which a formula is true, or None."""
    compared = _compared(formula)
    tables = _tables(compared, book)
    rows = _combinations(_row_values(tables.values(), compared, book))
    return next(filter(None, (_between(formula, compared, tables, each, book) for each in rows)), None)


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


def _compared(formula: Formula) -> list[AtLeast | Below]:
    return [leaf for leaf in leaves(formula) if isinstance(leaf, (AtLeast, Below))]


def _tables(compared: list[AtLeast | Below], book: Rulebook) -> dict[str, Table]:
    return {leaf.fact: book.tables[leaf.fact.partition("~")[2]] for leaf in compared if "~" in leaf.fact}


# ---- conclusions written out ----------------------------------------------------------------------------------------


def _opened(conclusion: Conclusion, book: Rulebook, read: set[str]) -> Formula:
    """A conclusion's formula with every reference written out. `read` takes the rules that it comes from."""
    read.add(conclusion.rule)

    def opened(leaf: Formula) -> Formula:
        inner = book.conclusions.get(leaf.name) if isinstance(leaf, Ref) else None
        return _opened(inner, book, read) if inner is not None else leaf

    return mapped(conclusion.formula, opened)
