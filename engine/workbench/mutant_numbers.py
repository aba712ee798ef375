"""Small changes to the numbers of a rulebook that stand in no condition: rows of tables, and how long things count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..facts.values import plain
from ..logic import AtLeast
from ..model import Rulebook, Table
from .leaf_words import fact_words
from .mutant_weeks import week_mutants
from .mutants import Mutant

STEPS = ((-1, "lower"), (1, "higher"))


def number_mutants(book: Rulebook, rules: Iterable[str] = ()) -> Iterator[Mutant]:
    """Every such change; with `rules`, those to these tables, validities and red flags only."""
    only = set(rules)
    for mutant in (*_tables(book), *week_mutants(book), *_validity(book), *_clearing(book)):
        if not only or mutant.rule in only:
            yield mutant


def _tables(book: Rulebook) -> Iterator[Mutant]:
    for table in book.tables.values():
        of, by = book.measures[table.of], book.measures[table.by]
        for number, (up_to, cuts) in enumerate(table.rows):
            row = f"{by.title.lower()} {f'up to {plain(by, up_to)}' if up_to is not None else 'above'}"
            for word, cut in cuts.items():
                who = f"{row}{f', {word}' if word else ''}"
                where = f"{table.name}: {fact_words(table.of, book)} {plain(of, cut)}, {who}"
                for step, said in STEPS:
                    if of.low <= cut + step <= of.high:
                        rows = _with(table, number, (up_to, {**cuts, word: cut + step}))
                        leaf = AtLeast(of.facts()[0], cut)
                        yield Mutant(f"{where}: one step {said}", table.name, (), leaf, {"tables": _in(book, rows)})
            for step, said in STEPS if up_to is not None else ():
                assert up_to is not None
                before = table.rows[number - 1][0] if number else by.low - 1
                after = table.rows[number + 1][0]
                least, most = before if before is not None else by.low - 1, after if after is not None else by.high
                if least < up_to + step < most:
                    rows = _with(table, number, (up_to + step, cuts))
                    words = f"{table.name}: row {row}: one step {said}"
                    yield Mutant(words, table.name, (), AtLeast(by.facts()[0], up_to + 1), {"tables": _in(book, rows)})


def _with(table: Table, number: int, row: tuple[int | None, dict[str, int]]) -> Table:
    return replace(table, rows=(*table.rows[:number], row, *table.rows[number + 1 :]))


def _in(book: Rulebook, table: Table) -> dict[str, Table]:
    return {**book.tables, table.name: table}


def _validity(book: Rulebook) -> Iterator[Mutant]:
    for name, about in book.validity.items():
        days = about.get("days")
        for step, _ in STEPS if isinstance(days, int) else ():
            assert isinstance(days, int)
            if days + step >= 0:
                kinds = {**book.validity, name: {**about, "days": days + step}}
                words = f"{name}: counts for {days} days: one {'fewer' if step < 0 else 'more'}"
                yield Mutant(words, name, (), None, {"validity": kinds})


def _clearing(book: Rulebook) -> Iterator[Mutant]:
    for flag in book.flags.values():
        for step, _ in STEPS if flag.clears_after_days else ():
            flags = {**book.flags, flag.id: replace(flag, clears_after_days=flag.clears_after_days + step)}
            words = f"{flag.id}: gone {flag.clears_after_days} days after: one {'fewer' if step < 0 else 'more'}"
            yield Mutant(words, flag.id, (), None, {"flags": flags})
