"""A comparison of a measure into a formula: `sl_calf_raise_reps, each side, at least 15`, `sex is male`."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from ..document import Value
from ..facts.sections import is_symptom
from ..findings import nearest
from ..logic import All, AnyOf, Ask, AtLeast, Below, Formula, Not, margin
from ..model import Measure, Rulebook
from .context import UNKNOWN, Context, Told
from .direction import Directions
from .names import Names

READINGS = ("each side", "weaker side", "either side", "left", "right", "side ratio", "side difference")
VERBS = ("at least", "at most", "more than", "less than")
TABLE = re.compile(r"the ([A-Za-z_][A-Za-z0-9_.]*) table\Z")
BOTH = ("both", "both sides", "each", "all sides")  # either side, which looks more alike, means the opposite
TWO = re.compile(r" (and|or) ")
POINT = re.compile(r"-?[0-9]+,[0-9]+\Z")
UNIT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ?([^0-9 ].*)\Z")
YES_NO = ("no", "yes")
NO_ORDER = "The answers of {} have no order: only 'is' can be said of them."
NO_SIDE = "{} has two sides and no better direction: say which side is read."


class Comparisons:
    """Reads comparisons of one rulebook's measures. `directions` hears which way each one points."""

    def __init__(self, book: Rulebook, names: Names, told: Told, directions: Directions):
        self.book, self.names, self.told, self.directions = book, names, told, directions

    def read(self, value: Value, measure: Measure, match: re.Match[str], where: Context) -> Formula:
        """The formula of a sentence about a measure; `match` has its name, reading, verb, cut, not and what."""
        reading, say = (match["reading"] or "").strip(), self.told.say
        if reading and reading not in READINGS:
            wrong = f"'{reading}' is not a reading of a measure."
            near = "each side" if reading in BOTH else nearest(reading, READINGS)
            return say(where, "reading", wrong, value.at(reading), reading, ", ".join(READINGS), near)
        if reading and not measure.sides and reading != "each side":
            wrong = f"{measure.name} is not measured on two sides."
            return say(where, "no-sides", wrong, value.at(reading), reading, f"{measure.name} without a side")
        if match["verb"]:
            return self._ordered(value, measure, reading, match["verb"], match["cut"].strip(), where)
        what = match["what"].strip()
        if measure.kind == "number":
            wrong = f"{measure.name} is a number: 'is {what}' can't be said of it."
            return say(where, "comparison", wrong, value.at("is"), what, ", ".join(VERBS))
        return self._word(value, measure, reading, what, bool(match["not"]), where)

    def _word(self, value: Value, measure: Measure, reading: str, what: str, negated: bool, where: Context) -> Formula:
        words = [word.strip() for word in what.removeprefix("one of ").split(",")]
        allowed = answers(measure)
        for word in words:
            if word not in allowed:
                wrong = f"'{word}' is not an answer of {measure.name}."
                near = nearest(word, allowed)
                return self.told.say(where, "unknown-word", wrong, value.at(word), word, ", ".join(allowed), near)
        welcome = (words == ["no"]) != negated
        if is_symptom(measure):
            said, other = f"is {'not ' if negated else ''}{what}", "is yes" if welcome else "is no"
            if not self.directions.said(said, welcome, where.good, value.at("is"), other):
                self.told.doubt(where)
        where.asks.append(Ask(measure.name, reading, "is not" if negated else "is", words=tuple(words)))
        bad = (measure.kind == "yes_no") != negated
        indexes = [allowed.index(word) for word in words]
        return _sided(
            measure,
            reading or ("either side" if bad else "each side"),
            lambda fact: _is_one_of(fact, indexes, len(allowed), negated),
        )

    def _ordered(self, value: Value, measure: Measure, reading: str, verb: str, cut: str, where: Context) -> Formula:
        upward, written = verb in ("at least", "more than"), reading
        if not reading and measure.sides:
            if measure.better == "context":
                expected = ", ".join(READINGS)
                return self.told.say(where, "which-side", NO_SIDE.format(measure.name), value.at(verb), verb, expected)
            reading = "each side" if upward == (measure.better == "higher") else "either side"
        reading = "each side" if reading == "weaker side" else reading
        table = TABLE.match(cut)
        if table:
            number = self._table(value, measure, table[1], where)
        elif measure.kind == "number":
            number = self._cut(value, measure, reading, cut, where)
        else:
            number = self._ordered_word(value, measure, cut, where)
        if number is None:
            return UNKNOWN
        if not self.directions.compared(measure, reading, verb, where.good, value.at(verb)):
            self.told.doubt(where)
        where.asks.append(
            Ask(measure.name, reading, verb, table=table[1]) if table else Ask(measure.name, reading, verb, number)
        )
        if where.good and written == "either side":
            wrong = f"One good side of {measure.name} would do here, however bad the other is."
            return self.told.say(where, "one-good-side", wrong, value.at(reading), reading, "each side", "each side")
        step = 1 if verb in ("more than", "at most") else 0
        make: Callable[[str, int], Formula] = AtLeast if upward else Below
        return _sided(measure, reading, lambda fact: make(margin(fact, table[1]) if table else fact, number + step))

    # ---- what it is compared with, in steps; None when that is not understood ----

    def _ordered_word(self, value: Value, measure: Measure, cut: str, where: Context) -> int | None:
        words = answers(measure)
        if not measure.ordered:
            expected = " or ".join(f"is {word}" for word in words)
            self.told.say(where, "comparison", NO_ORDER.format(measure.name), value.at(cut), cut, expected)
            return None
        if cut not in words:
            wrong = f"'{cut}' is not an answer of {measure.name}."
            self.told.say(where, "unknown-word", wrong, value.at(cut), cut, ", ".join(words), nearest(cut, words))
            return None
        return words.index(cut)

    def _cut(self, value: Value, measure: Measure, reading: str, cut: str, where: Context) -> int | None:
        try:
            number = Decimal(cut)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            wrong = f"'{cut}' is not a number or the name of a table."
            self.told.say(where, "not-a-number", wrong, value.at(cut), cut, _number_meant(cut, measure))
            return None
        step, low, high, what = Decimal(measure.step), measure.low, measure.high, measure.name
        if reading == "side ratio":
            step, low, high, what = Decimal(1), 0, 100, "a side ratio"
        elif reading == "side difference":
            low, high, what = 0, measure.high - measure.low, f"a side difference of {measure.name}"
        steps = number / step
        if steps != steps.to_integral_value():
            wrong = f"{cut} is not a whole multiple of {step}, the step of {what}."
            self.told.say(where, "off-step", wrong, value.at(cut), cut, f"a multiple of {step}")
            return None
        if not low <= steps <= high:
            wrong = f"{cut} lies outside the range of {what}: nobody, or everybody, would meet it."
            expected = f"{low * step} to {high * step}"
            self.told.say(where, "impossible-threshold", wrong, value.at(cut), cut, expected)
            return None
        return int(steps)

    def _table(self, value: Value, measure: Measure, name: str, where: Context) -> int | None:
        """A table's cut: nought, for what is compared is how far the value lies above it."""
        unknown = list(self.names.unknown("tables", name, value.at(name)))
        self.told.findings += unknown
        table = self.book.tables.get(name)
        if table is None or not self.names.sound("tables", name):
            self.told.doubt(where)
            return None
        if table.of != measure.name:
            wrong = f"The table {name} holds cuts of {table.of}, not of {measure.name}."
            near = nearest(name, [each.name for each in self.book.tables.values() if each.of == measure.name])
            self.told.say(where, "wrong-table", wrong, value.at(name), name, f"a table of {measure.name}", near)
            return None
        return 0


def _number_meant(cut: str, measure: Measure) -> str:
    """What was to be written where something that is no number stands."""
    two, unit = TWO.search(cut), UNIT.match(cut)
    if two:
        return f"two conditions in a block: {'all' if two[1] == 'and' else 'any'}: [..., ...]"
    if POINT.match(cut):
        return f"{cut.replace(',', '.')}, with a point"
    if unit:
        return f"{unit[1]} alone; the unit is the measure's{f', {measure.unit}' if measure.unit else ''}"
    return "a number, or 'the NAME table'"


def answers(measure: Measure) -> tuple[str, ...]:
    """The words that can be answered, worst first where they are ordered."""
    return YES_NO if measure.kind == "yes_no" else measure.words


def _sided(measure: Measure, reading: str, against: Callable[[str], Formula]) -> Formula:
    """The formula for each side that is read, put together."""
    if not measure.sides:
        return against(measure.name)
    if reading in ("left", "right"):
        return against(f"{measure.name}.{reading}")
    if reading in ("side ratio", "side difference"):
        return against(f"{measure.name}.{reading.split()[1]}")
    both = (against(f"{measure.name}.left"), against(f"{measure.name}.right"))
    return AnyOf(both) if reading == "either side" else All(both)


def _is_one_of(fact: str, indexes: list[int], count: int, negated: bool) -> Formula:
    """The fact is one of these words: an `any` of exact values."""

    def exactly(index: int) -> Formula:
        if index == 0:
            return Below(fact, 1)
        return AtLeast(fact, index) if index == count - 1 else All((AtLeast(fact, index), Below(fact, index + 1)))

    exact = tuple(exactly(index) for index in indexes)
    formula: Formula = exact[0] if len(exact) == 1 else AnyOf(exact)
    return Not(formula) if negated else formula
