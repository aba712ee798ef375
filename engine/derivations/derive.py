"""Facts from history: every derivation of a rulebook over a log, ready to be laid under a facts document.

    entries + rulebook + day  ->  Derived

A derivation that has the name of a measure gives a fact; one that hasn't is shown, or read by other derivations.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from fractions import Fraction
from typing import Any

from ..model import Measure, Rulebook
from .conditions import holds
from .found import Found, amount_of, unknown
from .log import Log, Moment, low_of
from .model import OF_OTHERS, AtLeast, Derivation, Entry, Field
from .take import HUNDRED, take
from .weeks import rung, since, streak, weeks

SIDES = ("left", "right")
BY_WEEKS = {"streak": streak, "weeks": weeks, "since": since}


@dataclass(frozen=True)
class Fact:
    """One value from history.

    name    : of the derivation; measure : of the measure, "" for what is only shown
    value   : as a facts file has it: 4, 7.5, 2+ (at least 2); for a rung {exercise: ..., clean: ...}
    entries : the ids of the entries that it comes from
    """

    name: str
    title: str
    value: Any
    date: Date
    entries: tuple[int, ...]
    unit: str = ""
    because: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "value": self.value,
            "unit": self.unit,
            "date": self.date.isoformat(),
            "entries": list(self.entries),
            "because": self.because,
        }


@dataclass(frozen=True)
class Derived:
    """What a log says.

    facts   : by the place in a facts file (`log.tendon_load_weeks`, `measures.seated_calf_rel_load.left`)
    shown   : what no rule reads, by name; `strength_trend.hinge_trapbar` where there is one for each exercise
    unknown : why the others aren't known, by place or name
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    shown: Mapping[str, Fact] = field(default_factory=dict)
    unknown: Mapping[str, str] = field(default_factory=dict)

    def under(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """A facts document with these laid under it: what it says itself stands."""
        whole = _copied(document)
        for path, fact in self.facts.items():
            *above, last = path.split(".")
            at: Any = whole
            for key in above:
                at = at.setdefault(key, {}) if isinstance(at, dict) else None
            if isinstance(at, dict) and last not in at and not ("both" in at and last in SIDES):
                rung_ = isinstance(fact.value, Mapping)
                at[last] = dict(fact.value) if rung_ else {"value": fact.value, "date": fact.date.isoformat()}
        return whole


def derive_facts(
    entries: Iterable[Entry], book: Rulebook, as_of: Moment, known: Collection[tuple[str, ...]] = (), shown: bool = True
) -> Derived:
    """What the entries say on a day.

    entries : those that count (corrected ones left out), in any order; what is held after the day isn't seen
    as_of   : the day; or the moment with its offset, so that hours can be told exactly
    known   : places of a facts file that somebody else knows; they aren't worked out
    shown   : False leaves out what no rule reads
    """
    return Deriver(Log(entries, book, as_of)).all(known, shown)


class Deriver:
    """The derivations of a log; each is worked out once, when it is first needed."""

    def __init__(self, log: Log):
        self.log, self.book = log, log.book
        self._found: dict[tuple[str, str, str], Found] = {}

    def all(self, known: Collection[tuple[str, ...]] = (), with_shown: bool = True) -> Derived:
        facts: dict[str, Fact] = {}
        shown: dict[str, Fact] = {}
        lacking: dict[str, str] = {}
        for what in self.book.derivations.values():
            measure = self.book.measures.get(what.name)
            if measure is not None and measure.at in known:
                continue
            if measure is None and not what.at and not with_shown:
                continue
            for key, side, of in self._parts(what, measure):
                found = self.found(what, side, of)
                value = found.value if isinstance(found.value, dict) else written(found.amount, measure)
                if value is None:
                    lacking[key] = found.why or "too little in the log"
                    continue
                title, unit = (measure.title, measure.unit) if measure is not None else (what.title, what.unit)
                fact = Fact(what.name, title, value, found.day, found.entries, unit, what.because)
                (facts if measure is not None or what.at else shown)[key] = fact
        return Derived(facts, shown, lacking)

    def _parts(self, what: Derivation, measure: Measure | None) -> list[tuple[str, str, str]]:
        """The values that a derivation gives: (place or name, side, exercise or ladder)."""
        if measure is not None:
            place = ".".join(measure.at)
            return [(f"{place}.{side}", side, "") for side in SIDES] if measure.sides else [(place, "", "")]
        if not what.for_each:
            return [(what.at or what.name, "", "")]
        names = dict.fromkeys(str(row.get(what.for_each)) for row in self.log.rows(what.rows, what.days))
        return [(f"{what.at or what.name}.{name}", "", name) for name in sorted(names)]

    def found(self, what: Derivation, side: str = "", of: str = "") -> Found:
        """What one derivation finds."""
        key = (what.name, side, of)
        if key not in self._found:
            self._found[key] = self._work_out(what, side, of)
        return self._found[key]

    def _work_out(self, what: Derivation, side: str, of: str) -> Found:
        today = self.log.today
        needs = what.needs
        if needs is not None and len({row.key for row in self.log.rows(needs.rows, needs.days)}) < needs.fewest:
            return unknown(today, "too little in the log")
        begins = self.log.begins(what.rows) if what.rows else None
        if what.span and (begins is None or (today - begins).days < what.span):
            return unknown(today, "the log does not go back far enough")
        if what.take in OF_OTHERS:
            return self._of_others(what)
        if what.take == "rung":
            return rung(what, self.log, of)
        work = BY_WEEKS.get(what.take, take)
        if what.both_sides:
            found = self._weaker([work(what, self.log, each, of) for each in SIDES])
        else:
            found = work(what, self.log, side, of)
        return self._per(what, found) if what.per else found

    @staticmethod
    def _weaker(sides: list[Found]) -> Found:
        """Of two sides the lower; unknown while one is."""
        if any(side.amount is None for side in sides):
            return Found(None, sides[0].day, (), "both sides are needed")
        lower = min(sides, key=lambda side: (low_of(side.amount or Fraction(0)), not isinstance(side.amount, AtLeast)))
        entries = tuple(sorted({entry for side in sides for entry in side.entries}))
        return Found(lower.amount, min(side.day for side in sides), entries)

    def _per(self, what: Derivation, found: Found) -> Found:
        """Divided by what was told last of a measure."""
        value = found.amount
        valid = self.book.validity.get(self.book.measures[what.per].valid, {}).get("days")
        rows = self.log.rows("facts", (0, valid) if isinstance(valid, int) else None)
        latest = next((row for row in rows if row.get("measure") == what.per), None)
        by = latest.get("value") if latest is not None else None
        if value is None or latest is None or not isinstance(by, Fraction) or not by:
            return Found(None, found.day, (), found.why or f"{what.per} is not known")
        entries = tuple(sorted({*found.entries, latest.entry}))
        return Found(amount_of(low_of(value) / by, isinstance(value, AtLeast)), found.day, entries)

    # ---- from other derivations ----

    def _of_others(self, what: Derivation) -> Found:
        if what.take == "signs":
            return self._signs(what)
        one, other = (self.found(self.book.derivations[name]) for name in (what.of, what.against))
        above, below = one.amount, other.amount
        entries = tuple(sorted({*one.entries, *other.entries}))
        if above is None or not isinstance(below, Fraction) or not below:
            return Found(None, self.log.today, (), one.why or other.why or "too little in the log")
        ratio = low_of(above) / below
        value = (ratio - 1) * HUNDRED if what.take == "change" else ratio
        return Found(amount_of(value, isinstance(above, AtLeast)), self.log.today, entries)

    def _signs(self, what: Derivation) -> Found:
        """How many of these hold; at least so many where of some it isn't known."""
        entries: set[int] = set()
        truths = []
        for sign in what.signs:
            read: list[Found] = []

            def value_of(name: str, read: list[Found] = read) -> Field:
                read.append(self.found(self.book.derivations[name]))
                return read[-1].amount

            truths.append(holds(sign, value_of))
            if truths[-1]:
                entries |= {entry for found in read for entry in found.entries}
        if all(truth is None for truth in truths):
            return unknown(self.log.today, "too little in the log")
        count = Fraction(truths.count(True))
        return Found(amount_of(count, None in truths), self.log.today, tuple(sorted(entries)))


def written(amount: Fraction | AtLeast | None, measure: Measure | None) -> Any:
    """A number as a facts file has it: in whole steps of the measure, rounded towards worse, within its range.

    None where it says nothing: not known, or at least the least that there can be.
    """
    if amount is None:
        return None
    step = Fraction(measure.step) if measure is not None else Fraction(1, 100)
    low, better = low_of(amount) / step, measure.better if measure is not None else "context"
    if isinstance(amount, AtLeast) or better == "higher":
        steps = low.numerator // low.denominator
    elif better == "lower":
        steps = -(-low.numerator // low.denominator)
    else:
        steps = (2 * low.numerator + low.denominator) // (2 * low.denominator)
    if measure is not None:
        if isinstance(amount, AtLeast) and steps <= measure.low:
            return None
        steps = max(measure.low, min(measure.high, steps))
    elif isinstance(amount, AtLeast) and steps <= 0:
        return None
    value = steps * step
    text = str(value.numerator) if value.denominator == 1 else f"{float(value):.2f}".rstrip("0")
    if isinstance(amount, AtLeast):
        return f"{text}+"
    return int(text) if value.denominator == 1 else text


def _copied(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copied(value) if isinstance(value, Mapping) else value for key, value in document.items()}
