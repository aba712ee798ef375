"""Norm tables for one athlete: the cut that counts by age and sex, and how far a value lies above it.

A row that can't be told (an age or a sex that isn't known) leaves an interval of cuts, so that an unknown age still
decides what every age would.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..infer.reference import Interval
from ..logic import margin
from ..model import Rulebook, Table
from .values import Amount


def cuts_of(table: Table, book: Rulebook, facts: Mapping[str, Interval]) -> list[int]:
    """The cuts of the table that may count for these facts, in steps of its measure."""
    along = facts.get(table.by)
    found: list[int] = []
    first: int | None = None
    for up_to, values in table.rows:
        below = along is not None and up_to is not None and along.low > up_to
        above = along is not None and first is not None and along.high < first
        if not below and not above:
            found += _of_split(table, book, facts, values)
        first = None if up_to is None else up_to + 1
    return found


def _of_split(table: Table, book: Rulebook, facts: Mapping[str, Interval], values: dict[str, int]) -> list[int]:
    if not table.split or list(values) == [""]:
        return list(values.values())
    known = facts.get(table.split)
    words = book.measures[table.split].words
    if known is not None and known.low == known.high and words[known.low] in values:
        return [values[words[known.low]]]
    # Someone whose word has no column of its own (unspecified) takes the stricter; one who said nothing may be any.
    strict = max(values.values()) if book.measures[table.of].better != "lower" else min(values.values())
    return [strict] if known is not None and known.low == known.high else list(values.values())


def margins(facts: Mapping[str, Interval], book: Rulebook) -> dict[str, Amount]:
    """For every table and every known value of its measure: the value less the cut, as a fact of its own."""
    found: dict[str, Amount] = {}
    for table in book.tables.values():
        cuts = cuts_of(table, book, facts)
        for name in book.measures[table.of].facts():
            known = facts.get(name)
            if known is not None and cuts:
                found[margin(name, table.name)] = Amount(known.low - max(cuts), known.high - min(cuts))
    return found
