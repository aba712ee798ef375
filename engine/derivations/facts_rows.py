"""Values that were told as rows: a check-in, a test, an interview. A fragment of a facts file, taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Date
from fractions import Fraction
from typing import Any, NamedTuple

from ..facts.values import Mistake, read_amount, read_date, status_of
from ..infer.reference import truth
from ..model import Measure, Rulebook
from .log import Log, Row, day_of, number, worst_of
from .model import AtLeast, Entry, Field

SIDES = ("left", "right")
PAIN_FIELDS = {"during": "pain_during_nrs", "next_morning": "pain_next_morning_delta"}


class Known(NamedTuple):
    """One value in whole steps."""

    low: int
    high: int


def fact_rows(entry: Entry, log: Log) -> Iterator[Row]:
    """A row for each value, per side; for the pain list the worst of it, as the two measures of pain have it."""
    day = day_of(entry)
    for path, raw in _leaves(entry.data, log.places, ()):
        measure = log.book.measures[log.places[path]]
        yield from _values(measure, raw, day, entry, log)
    if "pain" in entry.data:
        for field, name in PAIN_FIELDS.items():
            value = pain_of(entry.data["pain"], field)
            if value is not None:
                yield _row(name, "", value, day, entry, log)


def pain_of(listed: Any, field: str) -> Field:
    """The worst of a pain list: 0 for `none`, None where it says nothing."""
    if listed in ("none", [], ()):
        return Fraction(0)
    if not isinstance(listed, (list, tuple)):
        return None
    return worst_of([number(each.get(field)) for each in listed if isinstance(each, Mapping)])


def _leaves(data: Any, paths: Mapping[tuple[str, ...], str], at: tuple[str, ...]) -> Iterator[tuple[Any, Any]]:
    for key, value in data.items() if isinstance(data, Mapping) else ():
        path = (*at, str(key))
        if path in paths:
            yield path, value
        elif isinstance(value, Mapping):
            yield from _leaves(value, paths, path)


def _values(measure: Measure, raw: Any, day: Date, entry: Entry, log: Log) -> Iterator[Row]:
    """The rows of one measure: a value, a value with its date, or its two sides."""
    if isinstance(raw, Mapping):
        own = read_date(str(raw["date"])) if "date" in raw else day
        day = day if isinstance(own, Mistake) else own
        if measure.sides:
            for side in SIDES:
                if side in raw or "both" in raw:
                    inner = raw.get(side, raw.get("both"))
                    yield from _one(measure, side, inner, day, entry, log)
            return
        raw = raw.get("value")
    yield from _one(measure, "", raw, day, entry, log)


def _one(measure: Measure, side: str, raw: Any, day: Date, entry: Entry, log: Log) -> Iterator[Row]:
    if isinstance(raw, Mapping):
        own = read_date(str(raw["date"])) if "date" in raw else day
        day, raw = (day if isinstance(own, Mistake) else own), raw.get("value")
    if raw is None or isinstance(raw, (dict, list)):
        return
    plain = raw if isinstance(raw, (bool, int, str)) else str(raw)
    if status_of(plain) or day > log.today:
        return
    amount = read_amount(measure, plain)
    if isinstance(amount, Mistake):
        return  # reading the facts file says what is wrong with it
    if measure.kind == "words":
        yield _row(measure.name, side, measure.words[amount.low], day, entry, log)
    elif measure.kind == "yes_no":
        yield _row(measure.name, side, bool(amount.low), day, entry, log)
    else:
        low = amount.low * Fraction(measure.step)
        yield _row(measure.name, side, low if amount.low == amount.high else AtLeast(low), day, entry, log)


def _row(name: str, side: str, value: Field, day: Date, entry: Entry, log: Log) -> Row:
    word = value if isinstance(value, str) else {True: "yes", False: "no"}[value] if isinstance(value, bool) else None
    amount = value if isinstance(value, (Fraction, AtLeast)) else None
    return Row(
        entry,
        day,
        None,
        {"measure": name, "side": side or "both", "value": amount, "word": word},
        {"band": lambda: _band(name, side, value, log.book)},
    )


def _band(name: str, side: str, value: Field, book: Rulebook) -> Field:
    """What the criterion of the measure says of this value alone; None where it has none or asks for more."""
    measure, criterion = book.measures.get(name), book.criteria.get(name)
    if measure is None or criterion is None:
        return None
    if isinstance(value, str):
        low = high = measure.words.index(value)
    elif isinstance(value, bool):
        low = high = int(value)
    elif isinstance(value, (Fraction, AtLeast)):
        low = int((value.low if isinstance(value, AtLeast) else value) / Fraction(measure.step))
        high = measure.high if isinstance(value, AtLeast) else low
    else:
        return None
    facts = {fact: Known(low, high) for fact in measure.facts() if not side or fact.endswith(f".{side}")}
    if truth(book.conclusions[criterion.not_fail].formula, facts, {}) is False:
        return "fail"
    if truth(book.conclusions[criterion.passes].formula, facts, {}) is True:
        return "pass"
    holds = truth(book.conclusions[criterion.not_fail].formula, facts, {})
    return "caution" if holds and truth(book.conclusions[criterion.passes].formula, facts, {}) is False else None
