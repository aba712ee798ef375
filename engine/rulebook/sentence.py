"""One sentence of the rule language into a formula.

    sl_calf_raise_reps, each side, at least 15
    single_leg_squat_errors is not fail
    G1 is open

What can't be understood is a finding at its word, with the nearest right name, and the formula is then unknown.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ..document import Value
from ..facts.sections import is_symptom
from ..findings import Finding, nearest
from ..model import (
    DECIDE,
    All,
    AnyOf,
    Ask,
    AtLeast,
    Below,
    Formula,
    Known,
    Measure,
    Not,
    Place,
    Ref,
    Rulebook,
    margin,
)
from .direction import Directions
from .names import Names

NAME = r"[A-Za-z_][A-Za-z0-9_.]*"
READINGS = ("each side", "weaker side", "either side", "left", "right", "side ratio", "side difference")
VERBS = ("at least", "at most", "more than", "less than")
SENTENCE = re.compile(
    rf"(?P<name>{NAME})\s*(?:,\s*(?P<reading>[a-z ]+?)\s*,)?\s*"
    rf"(?:(?P<verb>{'|'.join(VERBS)})\s+(?P<cut>.+)|is\s+(?P<not>not\s+)?(?P<what>.+))\Z")
COMPARISON = re.compile(rf"(?:{'|'.join(VERBS)}|is)\b")
TABLE = re.compile(rf"the ({NAME}) table\Z")
UNKNOWN: Formula = Ref("?")
TODAY = ["train", "reduce", "recover"]
SHOW_EXAMPLE = "a line such as 'sl_calf_raise_reps, each side, at least 15', or all, any, at_least with of, not"


@dataclass(frozen=True)
class Context:
    """Where a sentence stands.

    owner : the rule that it belongs to
    about : the measure that a bare comparison ("at least 15") is about
    stage : KNOW, or DECIDE where "is known" and what is decided for today may be read
    good  : True where being met is good for the athlete, False where it is bad, None where it is neither
    asks  : takes the comparisons, as they were written
    """

    owner: str
    about: str
    stage: int
    good: bool | None
    asks: list[Ask] = field(default_factory=list)


class Sentences:
    """Reads sentences against one rulebook's names.

    hidden : gives a formula of the first stage a name, and asks for it with `Sure`
    """

    def __init__(self, book: Rulebook, names: Names, findings: list[Finding],
                 hidden: Callable[[Formula, str, Place], Formula]):
        self.book, self.names, self.findings, self._hidden = book, names, findings, hidden
        self.directions = Directions(names)
        self.faulty: set[str] = set()               # rules in which something was not understood, or points the wrong way

    def read(self, value: Value, where: Context) -> Formula:
        """The formula of a sentence."""
        text = value.data.strip()
        if where.about and COMPARISON.match(text):
            text = f"{where.about} {text}"
        match = SENTENCE.match(text)
        if not match:
            return self._say(where, "condition", f"'{text}' is not understood as a condition.", value.place, text, SHOW_EXAMPLE)
        name, what = match["name"], (match["what"] or "").strip()
        self.names.used.add(name)
        concluded = self._concluded(value, match, what, where)
        if concluded is not None:
            return concluded
        measure = self.book.measures.get(name)
        if measure is None:
            return self._unknown(value, name, where)
        if not self.names.sound("measures", name):
            return self._doubtful(where)
        if what in ("known", "unknown"):
            return self._known(value, measure, what, bool(match["not"]), where)
        return self._compare(value, measure, match, what, where)

    def _unknown(self, value: Value, name: str, where: Context) -> Formula:
        kinds = ("criteria", "gate", "red_flags", "contraindications")
        near = nearest(name, [*self.book.measures, *(each for kind in kinds for each in self.names[kind]), *LADDERS])
        if self.names.excuses(near):
            return self._doubtful(where)
        return self._say(where, "unknown-name", f"'{name}' is not the name of anything that is known or concluded.", value.at(name),
                         name, "a measure, a criterion, a gate, a red flag or a contraindication", near)

    def _known(self, value: Value, measure: Measure, what: str, negated: bool, where: Context) -> Formula:
        if where.stage != DECIDE:
            return self._say(where, "known-here", f"'is {what}' can be asked only where today is decided, not in a gate or a criterion.",
                             value.at(what), what, "a comparison")
        known = self._hidden(All(tuple(Known(fact) for fact in measure.facts())), measure.name, value.place)
        return known if (what == "known") != negated else Not(known)

    # ---- conclusions ----

    def _concluded(self, value: Value, match: re.Match[str], what: str, where: Context) -> Formula | None:
        """A reference to a conclusion, or None when the sentence is about a measure."""
        name, names = match["name"], self.names
        if name in names["criteria"] and what in ("pass", "fail", "caution"):
            return self._band(value, name, what, bool(match["not"]), where)
        for kind, words in SAYABLE.items():
            if name in names[kind] and (what in words or name not in self.book.measures):
                break
        else:
            if name in LADDERS and name not in self.book.measures:
                return self._ladder(value, match, what, where)
            return None
        if what not in words:
            seen = what or match["verb"]
            return self._say(where, "unknown-word", f"'{seen}' can't be said of {name}.", value.at(seen), seen,
                             " or ".join(f"is {word}" for word in (*words, *(f"not {word}" for word in words))), nearest(seen, words))
        sense = "is not" if match["not"] else "is"
        other = "is" if match["not"] else "is not"
        if not self.directions.said(f"{sense} {what}", (what == "open") != bool(match["not"]), where.good, value.at("is"),
                                    f"{other} {what}"):
            self.faulty.add(where.owner)
        formula: Formula = Ref(f"{name}:lost" if what == "lost" else name)
        return Not(formula) if match["not"] else formula

    def _band(self, value: Value, name: str, what: str, negated: bool, where: Context) -> Formula:
        if what == "caution":
            return self._say(where, "is-caution", "'is caution' can't decide: unknown and caution can't be compared.",
                             value.at("is"), f"is {'not ' if negated else ''}caution", "'is not pass'", "is not pass")
        sense, other = ("is not", "is") if negated else ("is", "is not")
        if not self.directions.said(f"{sense} {what}", (what == "pass") != negated, where.good, value.at("is"), f"{other} {what}"):
            self.faulty.add(where.owner)
        criterion = self.book.criteria.get(name)
        asks = criterion.asks if criterion and what == "fail" and negated else (Ask(name, "", f"{sense} {what}"),)
        where.asks.extend(asks)
        formula: Formula = Ref(f"{name}:pass") if what == "pass" else Not(Ref(f"{name}:not_fail"))
        return Not(formula) if negated else formula

    def _ladder(self, value: Value, match: re.Match[str], what: str, where: Context) -> Formula:
        """level, phase and today are ladders: at least so far up."""
        name = match["name"]
        if name != "level" and where.stage != DECIDE:
            return self._say(where, "decided-here", f"'{name}' is decided later; a gate or a criterion can't read it.",
                             value.at(name), name)
        steps = {"level": list(self.names["levels"]), "phase": [phase.id for phase in self.book.phases], "today": TODAY}[name]
        word = (match["cut"] or what).strip()
        if word not in steps:
            if not self.names.whole:
                return self._doubtful(where)
            return self._say(where, "unknown-word", f"'{word}' is not a {name}.", value.at(word), word, ", ".join(steps),
                             nearest(word, steps))
        self.names.used.add(word)
        step: Formula = Ref(f"{name}:{word}")
        above = steps.index(word) + 1
        if match["verb"] in (None, "at most", "more than"):
            beyond: Formula = Ref(f"{name}:{steps[above]}") if above < len(steps) else AnyOf(())
            formula: Formula = beyond if match["verb"] == "more than" else Not(beyond)
            formula = formula if match["verb"] else All((step, formula))
        else:
            formula = Not(step) if match["verb"] == "less than" else step
        return Not(formula) if match["not"] else formula

    # ---- comparisons of a measure ----

    def _compare(self, value: Value, measure: Measure, match: re.Match[str], what: str, where: Context) -> Formula:
        reading = (match["reading"] or "").strip()
        if reading and reading not in READINGS:
            return self._say(where, "reading", f"'{reading}' is not a reading of a measure.", value.at(reading), reading,
                             ", ".join(READINGS), nearest(reading, READINGS))
        if reading and not measure.sides and reading != "each side":
            return self._say(where, "no-sides", f"{measure.name} is not measured on two sides.", value.at(reading), reading)
        if match["verb"]:
            return self._number(value, measure, reading, match["verb"], match["cut"].strip(), where)
        if measure.kind == "number":
            return self._say(where, "comparison", f"{measure.name} is a number: 'is {what}' can't be said of it.", value.at("is"),
                             what, ", ".join(VERBS))
        negated = bool(match["not"])
        words = [word.strip() for word in what.removeprefix("one of ").split(",")]
        allowed = ("no", "yes") if measure.kind == "yes_no" else measure.words
        for word in words:
            if word not in allowed:
                return self._say(where, "unknown-word", f"'{word}' is not an answer of {measure.name}.", value.at(word), word,
                                 ", ".join(allowed), nearest(word, allowed))
        said = f"is {'not ' if negated else ''}{what}"
        welcome = (words == ["no"]) != negated
        if is_symptom(measure) and not self.directions.said(said, welcome, where.good, value.at("is"),
                                                            "is yes" if welcome else "is no"):
            self.faulty.add(where.owner)
        where.asks.append(Ask(measure.name, reading, "is not" if negated else "is", words=tuple(words)))
        bad = (measure.kind == "yes_no") != negated
        return self._sided(measure, reading or ("either side" if bad else "each side"),
                           lambda fact: _is_one_of(fact, [allowed.index(word) for word in words], len(allowed), negated))

    def _number(self, value: Value, measure: Measure, reading: str, verb: str, cut: str, where: Context) -> Formula:
        upward = verb in ("at least", "more than")
        if not reading and measure.sides:
            if measure.better == "context":
                return self._say(where, "which-side", f"{measure.name} has two sides and no better direction: say which side is read.",
                                 value.at(verb), verb, ", ".join(READINGS))
            reading = "each side" if upward == (measure.better == "higher") else "either side"
        if reading == "weaker side":
            reading = "each side"
        table = TABLE.match(cut)
        number = self._table(value, measure, table[1], where) if table else self._cut(value, measure, reading, cut, where)
        if number is None:
            return UNKNOWN
        if not self.directions.compared(measure, reading, verb, where.good, value.at(verb)):
            self.faulty.add(where.owner)
        shift = 1 if verb in ("more than", "at most") else 0
        ask = Ask(measure.name, reading, verb, table=table[1]) if table else Ask(measure.name, reading, verb, number)
        where.asks.append(ask)
        make: Callable[[str, int], Formula] = AtLeast if upward else Below
        return self._sided(measure, reading, lambda fact: make(margin(fact, table[1]) if table else fact, number + shift))

    @staticmethod
    def _sided(measure: Measure, reading: str, against: Callable[[str], Formula]) -> Formula:
        if not measure.sides:
            return against(measure.name)
        if reading in ("left", "right"):
            return against(f"{measure.name}.{reading}")
        if reading in ("side ratio", "side difference"):
            return against(f"{measure.name}.{reading.split()[1]}")
        both = (against(f"{measure.name}.left"), against(f"{measure.name}.right"))
        return AnyOf(both) if reading == "either side" else All(both)

    def _cut(self, value: Value, measure: Measure, reading: str, cut: str, where: Context) -> int | None:
        if measure.kind != "number":
            words = ("no", "yes") if measure.kind == "yes_no" else measure.words
            if not measure.ordered:
                say = f"The answers of {measure.name} have no order: only 'is' can be said of them."
                self._say(where, "comparison", say, value.at(cut), cut, " or ".join(f"is {word}" for word in words))
                return None
            if cut not in words:
                self._say(where, "unknown-word", f"'{cut}' is not an answer of {measure.name}.", value.at(cut), cut,
                          ", ".join(words), nearest(cut, words))
                return None
            return words.index(cut)
        try:
            number = Decimal(cut)
        except InvalidOperation:
            self._say(where, "not-a-number", f"'{cut}' is not a number or the name of a table.", value.at(cut), cut,
                      "a number, or 'the NAME table'")
            return None
        step = Decimal(1) if reading == "side ratio" else Decimal(measure.step)
        low, high = (0, 100) if reading == "side ratio" else (0, measure.high - measure.low) if reading == "side difference" \
            else (measure.low, measure.high)
        steps = number / step
        if not number.is_finite() or steps != steps.to_integral_value():
            self._say(where, "off-step", f"{cut} is not a whole multiple of {measure.name}'s step of {step}.", value.at(cut), cut,
                      f"a multiple of {step}")
            return None
        if not low <= steps <= high:
            self._say(where, "impossible-threshold", f"{cut} lies outside the range of {measure.name}: nobody, or everybody, would "
                      "meet it.", value.at(cut), cut, f"{low * step} to {high * step}")
            return None
        return int(steps)

    def _table(self, value: Value, measure: Measure, name: str, where: Context) -> int | None:
        """A table's cut: nought, for what is compared is how far the value lies above it."""
        unknown = list(self.names.unknown("tables", name, value.at(name)))
        if unknown or name not in self.book.tables:
            self.findings += unknown
            self.faulty.add(where.owner)
            return None
        table = self.book.tables[name]
        if table.of != measure.name:
            self._say(where, "wrong-table", f"The table {name} holds cuts of {table.of}, not of {measure.name}.", value.at(name),
                      name, f"a table of {measure.name}",
                      nearest(name, [each.name for each in self.book.tables.values() if each.of == measure.name]))
            return None
        if not self.names.sound("tables", name):
            self.faulty.add(where.owner)
        return 0

    # ---- findings ----

    def _doubtful(self, where: Context) -> Formula:
        """Not understood, because of a mistake that is told elsewhere."""
        self.faulty.add(where.owner)
        return UNKNOWN

    def _say(self, where: Context, code: str, say: str, place: Place, seen: str = "", expected: str = "", near: str = "") -> Formula:
        self.findings.append(Finding(code, say, *place, seen=seen, expected=expected, nearest=near))
        return self._doubtful(where)


LADDERS: Iterable[str] = ("level", "phase", "today")
SAYABLE = {"gate": ("open", "lost"), "red_flags": ("in force",), "contraindications": ("true",)}


def _is_one_of(fact: str, indexes: list[int], count: int, negated: bool) -> Formula:
    """The fact is one of these words: an `any` of exact values."""
    exact = [All((AtLeast(fact, index), Below(fact, index + 1))) if 0 < index < count - 1
             else Below(fact, 1) if index == 0 else AtLeast(fact, index) for index in indexes]
    formula: Formula = exact[0] if len(exact) == 1 else AnyOf(tuple(exact))
    return Not(formula) if negated else formula
