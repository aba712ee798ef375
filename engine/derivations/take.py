"""What is taken of rows: counts, sums, the worst, the largest, slopes, shares.

Each works on rows of which it is sure that they are meant and on those that may be. What isn't known makes a number a
least ("2 or more"), or leaves nothing to say; it is never read as zero, and never as good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from .conditions import Truth, holds
from .found import Found, amount_of, ids, unknown
from .log import KIND_OF, Log, Row, low_of
from .model import AtLeast, Derivation, Field

HUNDRED, DAYS_A_WEEK = 100, 7
NOTHING, TOO_FEW = "nothing of it in the log", "too little in the log"


@dataclass
class Picked:
    """The rows of a derivation, the latest first.

    maybe : of some it isn't known whether they are meant
    open_ : the log begins within the days looked at, so there may have been more
    """

    rows: list[Row]
    maybe: list[Row]
    open_: bool

    @property
    def keys(self) -> list[object]:
        return list(dict.fromkeys(row.key for row in self.rows))


def meant(what: Derivation, log: Log, side: str = "", of: str = "") -> Iterator[tuple[Row, Truth]]:
    """The rows that are meant, or may be. of : only those of one exercise or ladder."""
    for row in log.rows(what.rows, what.days):
        if side and row.get("side") not in (side, "both"):
            continue
        if of and row.get(what.for_each) != of:
            continue
        truth = holds(what.where, row.get)
        if truth is not False:
            yield row, truth


def pick(what: Derivation, log: Log, side: str = "", of: str = "") -> Picked:
    """All of them, or of the last so many entries."""
    rows: list[Row] = []
    maybe: list[Row] = []
    keys: dict[object, None] = {}
    for row, truth in meant(what, log, side, of):
        if what.last and row.key not in keys and len(keys) == what.last:
            break
        keys[row.key] = None
        (rows if truth else maybe).append(row)
    if KIND_OF[what.rows] in ("facts", "plan"):
        rows.sort(key=lambda row: row.day, reverse=True)
    begins = log.begins(what.rows)
    first = log.today - timedelta(days=what.days[1]) if what.days else None
    return Picked(rows, maybe, not what.last and first is not None and (begins is None or begins > first))


def take(what: Derivation, log: Log, side: str = "", of: str = "") -> Found:
    """What a derivation over rows finds, but for streaks, weeks, rungs and the time since."""
    picked = pick(what, log, side, of)
    if not picked.rows and not picked.maybe:
        if what.none and not picked.open_:
            return Found(Fraction(what.none), log.today, ids(log.rows(what.rows, what.days)))
        return unknown(log.today, NOTHING)
    if len(picked.keys) < what.fewest:
        return unknown(log.today, TOO_FEW)
    if what.spans and (picked.rows[0].day - picked.rows[-1].day).days < what.spans:
        return unknown(log.today, TOO_FEW)
    return TAKERS[what.take](what, picked, log)


def numbers(rows: Iterable[Row], field: str) -> list[tuple[Row, Fraction | AtLeast]]:
    """The rows that say a number there."""
    told = ((row, row.get(field)) for row in rows)
    return [(row, value) for row, value in told if isinstance(value, (Fraction, AtLeast))]


# ---- counts ---------------------------------------------------------------------------------------------------------


def count(what: Derivation, picked: Picked, log: Log) -> Found:
    """Sessions, days or rows; one counts only where all its rows are as `every` says."""
    groups: dict[object, list[Truth]] = {}
    of: dict[object, list[Row]] = {}
    for rows, truth in ((picked.rows, True), (picked.maybe, None)):
        for row in rows:
            key = row.day if what.of == "days" else row.key
            each = holds(what.every, row.get)
            groups.setdefault(key, []).append(each if truth or each is False else None)
            of.setdefault(key, []).append(row)
    sure = [key for key, truths in groups.items() if False not in truths and None not in truths]
    possible = [key for key, truths in groups.items() if False not in truths and None in truths]
    rows_ = [row for key in sure for row in of[key]]
    return Found(amount_of(Fraction(len(sure)), bool(possible) or picked.open_), log.today, ids(rows_))


def share(what: Derivation, picked: Picked, log: Log) -> Found:
    """Per cent of the rows that are as `every` says; at least that where of some it isn't known."""
    truths = [holds(what.every, row.get) for row in picked.rows]
    done = Fraction(HUNDRED * truths.count(True), len(truths)) if truths else Fraction(0)
    return Found(amount_of(done, None in truths), log.today, ids(picked.rows))


# ---- amounts --------------------------------------------------------------------------------------------------------


def total(what: Derivation, picked: Picked, log: Log) -> Found:
    told = numbers(picked.rows, what.of)
    exact = len(told) == len(picked.rows) and all(isinstance(value, Fraction) for _, value in told)
    amount = sum((low_of(value) for _, value in told), Fraction(0))
    return Found(amount_of(amount, not exact or bool(picked.maybe) or picked.open_), log.today, ids(picked.rows))


def weekly(what: Derivation, picked: Picked, log: Log) -> Found:
    """The sum of an average week of the days looked at."""
    assert what.days is not None
    whole = total(what, picked, log)
    days = what.days[1] - what.days[0] + 1
    value = whole.amount
    a_week = low_of(value) * DAYS_A_WEEK / days if value is not None else Fraction(0)
    return Found(amount_of(a_week, isinstance(value, AtLeast)), log.today, whole.entries)


def worst(what: Derivation, picked: Picked, log: Log) -> Found:
    """The largest of what is better lower; at least that where one of the rows doesn't say."""
    rows = [*picked.rows, *picked.maybe]
    told = numbers(rows, what.of)
    if not told:
        return unknown(log.today, "not told")
    exact = len(told) == len(rows) and all(isinstance(value, Fraction) for _, value in told)
    return Found(amount_of(max(low_of(value) for _, value in told), not exact), log.today, ids(rows))


def largest(what: Derivation, picked: Picked, log: Log) -> Found:
    told = numbers(picked.rows, what.of)
    if not told:
        return unknown(log.today, "not told")
    row, value = max(told, key=lambda each: (low_of(each[1]), isinstance(each[1], Fraction), each[0].day))
    open_ = isinstance(value, AtLeast) or bool(picked.maybe)
    return Found(amount_of(low_of(value), open_), row.day, ids([row]))


def smallest(what: Derivation, picked: Picked, log: Log) -> Found:
    told = numbers(picked.rows, what.of)
    if picked.maybe or len(told) < len(picked.rows):
        return unknown(log.today, "not told of all")
    row, value = min(told, key=lambda each: (low_of(each[1]), each[0].day))
    return Found(value, row.day, ids(picked.rows))


def furthest(what: Derivation, picked: Picked, log: Log) -> Found:
    """The one that is furthest from 0; of two as far the lower."""
    told = numbers(picked.rows, what.of)
    if picked.maybe or len(told) < len(picked.rows):
        return unknown(log.today, "not told of all")
    _, value = max(told, key=lambda each: (abs(low_of(each[1])), -low_of(each[1])))
    return Found(value, log.today, ids(picked.rows))


def latest(what: Derivation, picked: Picked, log: Log) -> Found:
    if picked.maybe and (not picked.rows or picked.maybe[0].day >= picked.rows[0].day):
        return unknown(log.today, "not known of the latest")
    row = picked.rows[0]
    value: Field = row.get(what.of)
    return Found(value if isinstance(value, (Fraction, AtLeast)) else None, row.day, ids([row]))


# ---- over time ------------------------------------------------------------------------------------------------------


def mean(what: Derivation, picked: Picked, log: Log) -> Found:
    told = [value for _, value in numbers(picked.rows, what.of)]
    if len(told) < max(what.fewest, 1) or any(isinstance(value, AtLeast) for value in told):
        return unknown(log.today, TOO_FEW)
    return Found(sum(map(low_of, told), Fraction(0)) / len(told), log.today, ids(picked.rows))


def slope(what: Derivation, picked: Picked, log: Log) -> Found:
    """By how much it changes in a week, by least squares; in per cent of its mean where `in_per_cent` says so.

    One value a day: of several the largest.
    """
    by_day: dict[object, tuple[int, Fraction]] = {}
    used = []
    for row, value in numbers(picked.rows, what.of):
        if isinstance(value, Fraction):
            at = (log.today - row.day).days
            used.append(row)
            by_day[row.day] = (at, max(value, by_day[row.day][1]) if row.day in by_day else value)
    points = [(Fraction(-at), value) for at, value in by_day.values()]
    if len(points) < max(what.fewest, 2):
        return unknown(log.today, TOO_FEW)
    middle = sum((x for x, _ in points), Fraction(0)) / len(points)
    usual = sum((y for _, y in points), Fraction(0)) / len(points)
    spread = sum(((x - middle) ** 2 for x, _ in points), Fraction(0))
    change = sum(((x - middle) * (y - usual) for x, y in points), Fraction(0)) / spread * DAYS_A_WEEK
    if what.in_per_cent:
        if not usual:
            return unknown(log.today, TOO_FEW)
        change = change * HUNDRED / usual
    return Found(change, log.today, ids(used))


TAKERS: dict[str, Callable[[Derivation, Picked, Log], Found]] = {
    "count": count, "share": share, "sum": total, "weekly": weekly, "worst": worst, "largest": largest,
    "smallest": smallest, "furthest": furthest, "latest": latest, "mean": mean, "slope": slope,
}  # fmt: skip
