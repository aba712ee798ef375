"""A criterion's bands as they fall along its measure: its conclusions, tried at every value that the measure can have.

So what is drawn is what decides, and not a second reading of the sentences. Where the bands hang on something else than
the measure and a table by age and sex, nothing is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..facts.values import Amount, plain
from ..infer.reference import truth
from ..logic import AtLeast, Below, Formula, Known, Ref, Sure, Truth, leaves, measure_of
from ..model import Criterion, Measure, Rulebook, Table

PASS, CAUTION, FAIL = "pass", "caution", "fail"
MOST = 2_000  # values of a measure that are tried


@dataclass(frozen=True)
class Bar:
    """The bands for one row: `of` says for whom, "" for everybody; `bands` are (band, its values in words)."""

    of: str
    bands: tuple[tuple[str, str], ...]


def bars(book: Rulebook, name: str) -> list[Bar]:
    """A bar for everybody, or one for each age and sex that the cuts tell apart; none where it can't be drawn."""
    criterion = book.criteria[name]
    measure = book.measures[criterion.measure]
    needed = _needed(book, (criterion.not_fail, criterion.passes), measure.applies)
    facts = {leaf.fact for each in needed for leaf in leaves(book.conclusions[each].formula)
             if isinstance(leaf, (AtLeast, Below, Known))}  # fmt: skip
    other = any(measure_of(fact) != measure.name or _of_sides(fact) for fact in facts)
    if other or not 0 < measure.high - measure.low < MOST:
        return []
    tables = [book.tables[each] for each in sorted({fact.partition("~")[2] for fact in facts} - {""})]
    found: list[tuple[str, str, tuple[tuple[str, str], ...]]] = []
    for word, age, cuts in _rows(book, tables):
        values = [(value, _band(book, needed, criterion, measure.applies, facts, value, cuts))
                  for value in range(measure.low, measure.high + 1)]  # fmt: skip
        runs = [(band, [value for value, _ in run]) for band, run in groupby(values, key=lambda each: each[1])]
        bands = [(band, _words(measure, run[0], run[-1])) for band, run in runs]
        found.append((word, age, tuple(reversed(bands) if measure.better == "lower" else bands)))
    return list(_merged(found))


def _of_sides(fact: str) -> bool:
    """Whether it compares the sides with each other: no value of the measure, and on both sides alike the same."""
    return fact.partition("~")[0].endswith((".ratio", ".difference"))


def _merged(rows: list[tuple[str, str, tuple[tuple[str, str], ...]]]) -> Iterator[Bar]:
    """Ages one after the other that have the same bands as one."""
    runs = [(*key, [age for _, age, _ in run]) for key, run in groupby(rows, key=lambda each: (each[0], each[2]))]
    for word, bands, ages in runs:
        alone = sum(each[0] == word for each in runs) == 1
        yield Bar(", ".join(each for each in (word, "" if alone else ages[-1]) if each), bands)


def _needed(book: Rulebook, names: tuple[str, ...], applies: str) -> list[str]:
    """The conclusions that these read, and these, each after all that it reads; not what says whether they apply."""
    wanted = set(names)
    for name in reversed(book.conclusions):
        if name == applies:
            wanted.discard(name)
        elif name in wanted:
            wanted |= {leaf.name for leaf in leaves(book.conclusions[name].formula) if isinstance(leaf, (Ref, Sure))}
    return [name for name in book.conclusions if name in wanted]


def _rows(book: Rulebook, tables: list[Table]) -> Iterator[tuple[str, str, dict[str, int]]]:
    """For each sex and age that the tables tell apart: both in words, and each table's cut."""
    if not tables:
        yield "", "", {}
        return
    splits = list(dict.fromkeys(word for table in tables for _, cuts in table.rows for word in cuts if word)) or [""]
    ends = sorted({up_to for table in tables for up_to, _ in table.rows if up_to is not None})
    by = book.measures[tables[0].by]
    for word in splits:
        for end in [*ends, None]:
            cuts = {table.name: _cut(table, end, word) for table in tables}
            yield word, f"up to {plain(by, end)} {by.unit}".strip() if end is not None else "above", cuts


def _cut(table: Table, end: int | None, word: str) -> int:
    row = next(cuts for up_to, cuts in table.rows if up_to is None or (end is not None and end <= up_to))
    return row[word] if word in row else row[""]


def _band(book: Rulebook, needed: list[str], criterion: Criterion, applies: str, facts: set[str], value: int,
          cuts: dict[str, int]) -> str:  # fmt: skip
    """The band of a value, on both sides alike, of somebody to whom the measure applies."""
    known = {fact: Amount(*[value - cuts.get(fact.partition("~")[2], 0)] * 2) for fact in facts}
    truths: dict[str, Truth] = {applies: True}
    for name in needed:
        formula: Formula = book.conclusions[name].formula
        truths[name] = truth(formula, known, truths)
    if truths[criterion.not_fail] is False:
        return FAIL
    return PASS if truths[criterion.passes] is True else CAUTION


def _words(measure: Measure, low: int, high: int) -> str:
    """From a value to a value, in words."""
    if measure.kind != "number":
        return ", ".join(plain(measure, value).replace("_", " ") for value in range(low, high + 1))
    first, last, after = plain(measure, low), plain(measure, high), plain(measure, min(high + 1, measure.high))
    if low == high:
        return first
    if high == measure.high:
        return f"{first} or more"
    whole = measure.step == "1" or measure.better == "lower"  # where the cut is the last that is as good
    if low == measure.low:
        return f"up to {last}" if whole else f"less than {after}"
    return f"{first} to {last}" if whole else f"{first} to less than {after}"

