"""One value, as people and files write it, into whole steps of its measure; and back into words.

    17     15+     at least 15     7,5     9 in     7 st 4     12:30     3/10     2+3+4+2     yes     unspecified

All arithmetic is exact (decimal). Only a value in another unit is rounded, to the nearest step, halves away from zero;
a value in the measure's own unit that lies off its step is a mistake, as is one out of range. Nothing is guessed.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from ..findings import nearest
from ..model import Measure
from .answers import STATUSES

EXACT = Context(prec=60, rounding=ROUND_HALF_UP)       # far more digits than any value has
NUMBER = r"[-+]?(?:0|[1-9][0-9]{0,17})(?:[.,][0-9]{1,18})?"
SINGLE = re.compile(rf"(?P<least>at least )?(?P<number>{NUMBER}) ?(?P<plus>\+)? ?(?P<unit>[a-z°%][^+]*?)? ?"
                    r"(?P<plus2>\+)?\Z")
PAIR = re.compile(rf"(?P<first>{NUMBER}) ?(?P<unit>[a-z]+) ?(?P<second>{NUMBER}) ?(?P<lesser>[a-z]+)?\Z")
CLOCK = re.compile(r"(?P<minutes>[0-9]{1,4}):(?P<seconds>[0-5][0-9])\Z")
MARKS = re.compile(r"[0-9]{1,4}(?: ?\+ ?[0-9]{1,4})+\Z")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
YES_NO = ("no", "yes")
TRUTHS = {"yes": 1, "true": 1, "no": 0, "false": 0}
TIMES = {("minutes", "hours"): 60}                     # of another unit in a measure's own, whatever its file names
MINUTES_OF_AN_HOUR = SECONDS_OF_A_MINUTE = 60
LESSER = {"st": "lb", "ft": "in"}                      # 7 st 4 is 7 st 4 lb
SPELLINGS = {
    "s": "seconds", "sec": "seconds", "secs": "seconds", "min": "minutes", "mins": "minutes", "h": "hours",
    "hr": "hours", "hrs": "hours", "minute": "minutes", "second": "seconds", "hour": "hours", "day": "days",
    "week": "weeks", "deg": "degrees", "°": "degrees", "reps": "repetitions", "rep": "repetitions", "%": "per cent",
    "percent": "per cent", "lbs": "lb", "pounds": "lb", "kgs": "kg", "inch": "in", "inches": "in", "miles": "mi",
    "mile": "mi", "stone": "st",
}
COUNTED = ("repetitions", "points", "sessions")        # said by the sentence around the number, so left out of it
LONGEST_SEEN = 60


class Amount(NamedTuple):
    """A value in whole steps of its measure, `low` to `high`."""

    low: int
    high: int


@dataclass(frozen=True)
class Mistake:
    """Why something written isn't a value. A finding without its place."""

    code: str
    say: str
    seen: str = ""
    expected: str = ""
    nearest: str = ""


def shown(raw: object) -> str:
    """Something written, as a finding may quote it: one line, no control characters, not too long."""
    text = {True: "yes", False: "no", None: "nothing"}[raw] if raw is None or isinstance(raw, bool) else str(raw)
    text = "".join(letter if letter.isprintable() else "?" for letter in text)
    return text if len(text) <= LONGEST_SEEN else text[:LONGEST_SEEN - 3] + "..."


def status_of(raw: object) -> str:
    """unknown, declined or not_applicable where that was said in place of a value; otherwise ""."""
    word = _word(raw)
    return word if word in STATUSES else ""


def read_amount(measure: Measure, raw: object) -> Amount | Mistake:
    """A value of one measure (one side of it).

    raw : what a document or a prompt holds: a bool, an int, or a text (decimals are text)
    """
    if isinstance(raw, (dict, list)):
        return Mistake("shape", f"One value is expected here, not a {'mapping' if isinstance(raw, dict) else 'list'}.",
                       expected=expected(measure))
    if raw is None or raw == "":
        return Mistake("null", "Nothing stands here. Write unknown where something isn't known.", "nothing",
                       expected(measure))
    if measure.kind == "number":
        return _number(measure, raw)
    if measure.kind == "yes_no":
        truth = TRUTHS.get(_word(raw))
        if truth is None:
            return Mistake("yes-no", f"'{shown(raw)}' is neither yes nor no.", shown(raw), expected(measure),
                           nearest(_word(raw), TRUTHS))
        return Amount(truth, truth)
    word = _word(raw)
    index = {known.lower().replace("-", "_"): number for number, known in enumerate(measure.words)}.get(word)
    if index is None:
        return Mistake("word", f"'{shown(raw)}' is not an answer of {measure.name}.", shown(raw), expected(measure),
                       nearest(word, measure.words))
    return Amount(index, index)


def read_date(raw: object) -> Date | Mistake:
    """A date, year first: 2026-11-20."""
    wanted = "a date, year first: 2026-11-20"
    if not isinstance(raw, str) or not DATE.match(raw):
        return Mistake("date", f"'{shown(raw)}' is not a date.", shown(raw), wanted)
    try:
        return Date.fromisoformat(raw)
    except ValueError:
        return Mistake("date", f"'{raw}' is not a day of the calendar.", raw, wanted)


def expected(measure: Measure) -> str:
    """What may stand for a measure, in words."""
    if measure.kind == "yes_no":
        return "yes or no"
    if measure.kind == "words":
        return "one of " + ", ".join(measure.words)
    most = plain(measure, measure.high)
    unit = f" {measure.unit}" if measure.unit not in ("", f"out of {most}") else ""
    others = f" (or with another unit: {', '.join(measure.units)})" if measure.units else ""
    grid = "in whole numbers" if measure.step == "1" else f"in steps of {measure.step}"
    marks = f", or the sum of {measure.marks} marks" if measure.marks else ""
    return f"{plain(measure, measure.low)} to {most}{unit}, {grid}{marks}{others}"


def plain(measure: Measure, steps: int) -> str:
    """Steps as a bare number, or as the word: 36.5, yes, unilateral."""
    if measure.kind == "yes_no":
        return YES_NO[steps]
    if measure.kind == "words":
        return measure.words[steps]
    number = EXACT.multiply(Decimal(steps), Decimal(measure.step))
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show(measure: Measure, low: int, high: int) -> str:
    """What is known, in words with its unit: 17, at least 15, 36.5 degrees, yes, not known."""
    if low == high:
        return _with_unit(measure, plain(measure, low))
    if low <= measure.low and high >= measure.high:
        return "not known"
    if high >= measure.high:
        return "at least " + _with_unit(measure, plain(measure, low))
    if low <= measure.low:
        return "at most " + _with_unit(measure, plain(measure, high))
    return f"{plain(measure, low)} to " + _with_unit(measure, plain(measure, high))


# ---- numbers --------------------------------------------------------------------------------------------------------

def _number(measure: Measure, raw: object) -> Amount | Mistake:
    text = " ".join(str(raw).lower().split())
    if isinstance(raw, bool):
        return Mistake("number", f"A number is expected here, not {shown(raw)}.", shown(raw), expected(measure))
    if measure.marks and MARKS.match(text):
        marks = [int(mark) for mark in text.split("+")]
        if len(marks) != measure.marks:
            say = f"{shown(raw)} is {len(marks)} marks, and {measure.name} is the sum of {measure.marks}."
            return Mistake("marks", say, shown(raw), expected(measure))
        text = str(sum(marks))
    most = plain(measure, measure.high)
    if measure.unit == f"out of {most}":              # 3/10, of a mark out of 10
        text = re.sub(rf" ?/ ?{re.escape(most)}\Z", "", text)
    clock, pair, single = CLOCK.match(text), PAIR.match(text), SINGLE.match(text)
    at_least = False
    if clock:
        value: Decimal | Mistake = _clock(measure, clock, text)
        converted = _unit(measure.unit.lower()) != "hours"    # what a clock says of hours isn't rounded to more of them
    elif pair and _unit(pair["unit"]) in LESSER:
        value = _pair(measure, pair, text)
        converted = True
    elif single:
        at_least = bool(single["least"] or single["plus"] or single["plus2"])
        factor = _factor(measure, (single["unit"] or "").strip())
        if isinstance(factor, Mistake):
            return factor
        value, converted = _decimal(single["number"]), factor is not None
        if factor is not None:
            value = EXACT.multiply(value, factor)
    else:
        return Mistake("number", f"'{shown(raw)}' is not a number.", shown(raw), expected(measure))
    if isinstance(value, Mistake):
        return value
    return _in_steps(measure, value, converted, at_least, shown(raw))


def _in_steps(measure: Measure, value: Decimal, converted: bool, at_least: bool, seen: str) -> Amount | Mistake:
    steps = EXACT.divide(value, Decimal(measure.step))
    whole = EXACT.to_integral_value(steps)
    if whole != steps and not converted:
        between = f"{seen} lies between the steps of {measure.name}, which are {measure.step}."
        say = f"{seen} is no whole number." if measure.step == "1" else between
        return Mistake("off-step", say, seen, expected(measure))
    low = int(whole)
    if not measure.low <= low <= measure.high:
        return Mistake("out-of-range", f"{seen} lies outside the range of {measure.name}.", seen, expected(measure))
    return Amount(low, measure.high if at_least else low)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _unit(text: str) -> str:
    return SPELLINGS.get(text, text)


def _own_units(measure: Measure) -> tuple[str, ...]:
    """The names that the measure's own unit goes by: 'points of 6', 'points'."""
    unit = measure.unit.lower()
    head = unit.partition(" of ")[0]
    return tuple(name for name in (unit, head, singular(unit), singular(head)) if name and name != "out")


def _factor(measure: Measure, unit: str) -> Decimal | Mistake | None:
    """What one of a unit is in the measure's own; None for the measure's own unit."""
    if not unit or _unit(unit) in map(_unit, _own_units(measure)):
        return None
    for name, factor in measure.units.items():
        if _unit(unit) == _unit(name.lower()):
            return Decimal(factor)
    other = TIMES.get((_unit(measure.unit.lower()), _unit(unit)))
    if other is not None:
        return Decimal(other)
    return Mistake("unit", f"'{shown(unit)}' is not a unit of {measure.name}.", shown(unit), expected(measure),
                   nearest(unit, _known_units(measure)))


def _known_units(measure: Measure) -> Iterable[str]:
    return [*([measure.unit] if measure.unit else []), *measure.units]


def _pair(measure: Measure, match: re.Match[str], text: str) -> Decimal | Mistake:
    """7 st 4: so many of the larger unit, and so many of the lesser, which are fewer than one of the larger."""
    greater, lesser = _unit(match["unit"]), _unit(match["lesser"] or LESSER[_unit(match["unit"])])
    first, second = _factor(measure, greater), _factor(measure, lesser)
    if isinstance(first, Mistake):
        return first
    if isinstance(second, Mistake):
        return second
    one, other = Decimal(1) if first is None else first, Decimal(1) if second is None else second
    rest = EXACT.multiply(_decimal(match["second"]), other)
    if lesser != LESSER[greater] or not 0 <= rest < one or "-" in match["first"]:
        return Mistake("number", f"'{shown(text)}' is not understood.", shown(text), expected(measure))
    return EXACT.add(EXACT.multiply(_decimal(match["first"]), one), rest)


def _clock(measure: Measure, match: re.Match[str], text: str) -> Decimal | Mistake:
    """12:30 is minutes and seconds; of what is counted in hours it is hours and minutes.

    Of what is counted in minutes it is either: the one that can be right, and a mistake where both can.
    """
    large, small = int(match["minutes"]), int(match["seconds"])
    unit = _unit(measure.unit.lower())
    if unit == "seconds":
        return Decimal(large * SECONDS_OF_A_MINUTE + small)
    if unit == "hours":
        return EXACT.divide(Decimal(large * MINUTES_OF_AN_HOUR + small), Decimal(MINUTES_OF_AN_HOUR))
    if unit == "minutes":
        if large and large * MINUTES_OF_AN_HOUR + small <= Decimal(plain(measure, measure.high)):
            say = f"'{shown(text)}' can be hours and minutes, or minutes and seconds."
            return Mistake("number", say, shown(text), f"{expected(measure)}; or hours, as in 1.5 h")
        return EXACT.divide(Decimal(large * SECONDS_OF_A_MINUTE + small), Decimal(SECONDS_OF_A_MINUTE))
    return Mistake("number", f"'{shown(text)}' is minutes and seconds, and {measure.name} is not a time.", shown(text),
                   expected(measure))


# ---- words ----------------------------------------------------------------------------------------------------------

def _word(raw: object) -> str:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return "_".join(str(raw).lower().replace("-", " ").split())


def singular(unit: str) -> str:
    """The singular of a unit in words."""
    if " of " in unit:
        head, _, rest = unit.partition(" of ")
        return f"{singular(head)} of {rest}"
    if unit.endswith("ies"):
        return unit[:-3] + "y"
    return unit[:-1] if len(unit) > 2 and unit.endswith("s") and not unit.endswith(("ss", "/s")) else unit


def _with_unit(measure: Measure, number: str) -> str:
    if measure.kind != "number" or not measure.unit or measure.unit in COUNTED:
        return number
    return f"{number} {singular(measure.unit) if number in ('1', '-1') else measure.unit}"
