"""The rule language: one line of words, or a mapping of all / any / at_least / not, into a formula.

    sl_calf_raise_reps, each side, at least 15
    single_leg_squat_errors is not fail
    G1 is open

What can't be understood is a finding at its place with the nearest right name, and the formula is then unknown.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ..document import Value
from ..findings import Finding, nearest
from ..model import (
    DECIDE,
    KNOW,
    All,
    AnyOf,
    Ask,
    AtLeast,
    Below,
    Conclusion,
    Count,
    Formula,
    Known,
    Measure,
    Not,
    Place,
    Ref,
    Rulebook,
    Sure,
    leaves,
    margin,
)
from .applies import applicable

NAME = r"[A-Za-z_][A-Za-z0-9_.]*"
READINGS = ("each side", "weaker side", "either side", "left", "right", "side ratio", "side difference")
VERBS = ("at least", "at most", "more than", "less than")
SENTENCE = re.compile(
    rf"(?P<name>{NAME})\s*(?:,\s*(?P<reading>[a-z ]+?)\s*,)?\s*"
    rf"(?:(?P<verb>{'|'.join(VERBS)})\s+(?P<cut>.+)|is\s+(?P<not>not\s+)?(?P<what>.+))\Z")
COMPARISON = re.compile(rf"(?:{'|'.join(VERBS)}|is)\b")
TABLE = re.compile(rf"the ({NAME}) table\Z")
UNKNOWN: Formula = Ref("?")
SHOW_EXAMPLE = "a line such as 'sl_calf_raise_reps, each side, at least 15', or all, any, at_least with of, not"


@dataclass
class Names:
    """The names that a condition may use beside measures, by what can be said of them."""

    criteria: set[str] = field(default_factory=set)
    gates: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    conditions: set[str] = field(default_factory=set)
    levels: list[str] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)

    def all(self) -> Iterable[str]:
        return [*self.criteria, *self.gates, *self.flags, *self.conditions, "level", "phase", "today"]


class Language:
    """Reads conditions against one rulebook's names. `owner` names the rule that hidden parts are made for."""

    def __init__(self, book: Rulebook, names: Names, findings: list[Finding], add: Callable[[Conclusion], None]):
        self.book, self.names, self.findings, self._add = book, names, findings, add
        self._hidden: dict[tuple[Formula, int], str] = {}

    # ---- whole conditions ----

    def condition(self, value: Value | None, owner: str, about: str = "", stage: int = KNOW) -> tuple[Formula, tuple[Ask, ...]]:
        """A condition and the comparisons in it.

        about : the measure that a bare comparison ("at least 15") is about
        stage : KNOW, or DECIDE where "is known" and today's decisions may be read; what is first-stage inside is then
                closed: only what is known counts
        """
        if value is None:
            return UNKNOWN, ()
        asks: list[Ask] = []
        formula = self._read(value, about, asks, stage)
        if stage == DECIDE:
            formula = self._close(formula, owner, value.place)
        return formula, tuple(asks)

    def _read(self, value: Value, about: str, asks: list[Ask], stage: int) -> Formula:
        data = value.data
        if isinstance(data, str):
            return self._sentence(value, data.strip(), about, asks, stage)
        if isinstance(data, dict):
            for word, build in (("all", All), ("any", AnyOf)):
                if word in data and isinstance(data[word].data, list):
                    return build(tuple(self._read(part, about, asks, stage) for part in data[word].data))
            if "not" in data:
                return Not(self._read(data["not"], about, asks, stage))
            if "at_least" in data and "of" in data and isinstance(data["of"].data, list):
                parts = tuple(self._read(part, about, asks, stage) for part in data["of"].data)
                least = data["at_least"].data
                if not isinstance(least, int) or not 1 <= least <= len(parts):
                    self._say("count", f"A count has to lie between 1 and the {len(parts)} parts that it counts.",
                              data["at_least"].place, seen=str(least), expected=f"1 to {len(parts)}")
                    return UNKNOWN
                if len(parts) > 8:
                    self._say("too-many-to-count", f"{len(parts)} parts are too many to count; the engine takes 8.",
                              data["of"].place, seen=str(len(parts)), expected="at most 8 parts")
                    return UNKNOWN
                return Count(least, parts)
        self._say("condition", "This is not a condition.", value.place, expected=SHOW_EXAMPLE)
        return UNKNOWN

    def _close(self, formula: Formula, owner: str, place: Place) -> Formula:
        """First-stage parts become hidden conclusions that are asked with `Sure`."""
        if all(self._decided(leaf) for leaf in leaves(formula)) and not isinstance(formula, (AtLeast, Below)):
            return formula
        if not any(self._decided(leaf) for leaf in leaves(formula)):
            return self.hidden(applicable(formula, self.book), owner, place)
        if isinstance(formula, Not):
            return Not(self._close(formula.part, owner, place))
        if isinstance(formula, Count):
            return Count(formula.least, tuple(self._close(part, owner, place) for part in formula.parts))
        assert isinstance(formula, (All, AnyOf))
        return type(formula)(tuple(self._close(part, owner, place) for part in formula.parts))

    def hidden(self, formula: Formula, owner: str, place: Place) -> Formula:
        """`Sure` of a first-stage formula, which gets a hidden name."""
        return formula if isinstance(formula, Sure) else Sure(self.named(formula, owner, place))

    def named(self, formula: Formula, owner: str, place: Place, stage: int = KNOW) -> str:
        """The hidden name of a formula: the same formula has one name, whoever asks."""
        if isinstance(formula, Ref) and stage == KNOW:
            return formula.name
        if (formula, stage) not in self._hidden:
            name = f"{owner}:part{len(self._hidden) + 1}"
            self._hidden[formula, stage] = name
            self._add(Conclusion(name, owner, "part", formula, stage, place, hidden=True))
        return self._hidden[formula, stage]

    @staticmethod
    def _decided(leaf: Formula) -> bool:
        return isinstance(leaf, Sure) or (isinstance(leaf, Ref) and leaf.name.startswith(("phase:", "today:")))

    # ---- one sentence ----

    def _sentence(self, value: Value, text: str, about: str, asks: list[Ask], stage: int) -> Formula:
        if about and COMPARISON.match(text):
            text = f"{about} {text}"
        match = SENTENCE.match(text)
        if not match:
            self._say("condition", f"'{text}' is not understood as a condition.", value.place, seen=text, expected=SHOW_EXAMPLE)
            return UNKNOWN
        name, what = match["name"], (match["what"] or "").strip()
        negated = bool(match["not"])
        concluded = self._concluded(value, name, match, what, negated, stage)
        if concluded is not None:
            if name in self.names.criteria and what in ("pass", "fail"):
                asks.extend(self._asks_of(name, what, negated))
            return concluded
        measure = self.book.measures.get(name)
        if measure is None:
            near = nearest(name, [*self.book.measures, *self.names.all()])
            self._say("unknown-name", f"'{name}' is not the name of anything that is known or concluded.", self._at(value, text, name),
                      seen=name, expected="a measure, a criterion, a gate, a red flag or a named condition", near=near)
            return UNKNOWN
        if what in ("known", "unknown"):
            if stage != DECIDE:
                self._say("known-here", f"'is {what}' can be asked only where today is decided, not in a gate or a criterion.",
                          value.place, seen=text, expected="a comparison")
                return UNKNOWN
            known = self.hidden(All(tuple(Known(fact) for fact in measure.facts())), name, value.place)
            return known if (what == "known") != negated else Not(known)
        return self._compare(value, text, measure, match, what, negated, asks)

    def _concluded(self, value: Value, name: str, match: re.Match[str], what: str, negated: bool, stage: int) -> Formula | None:
        """A reference to a conclusion, or None when the sentence is about a measure."""
        names = self.names
        if name in names.criteria and what in ("pass", "fail", "caution"):
            if what == "caution":
                self._say("is-caution", "'is caution' can't decide: unknown and caution can't be compared.", value.place,
                          seen=what, expected="'is not pass'", near="is not pass")
                return UNKNOWN
            ref: Formula = Ref(f"{name}:pass") if what == "pass" else Not(Ref(f"{name}:not_fail"))
            return Not(ref) if negated else ref
        wanted: Formula
        if name in names.gates and (what in ("open", "lost") or name not in self.book.measures):
            if what not in ("open", "lost"):
                return self._misread(value, what or match["verb"], ("open", "lost"))
            wanted = Ref(name if what == "open" else f"{name}:lost")
        elif name in names.flags:
            if what != "in force":
                return self._misread(value, what or match["verb"], ("in force", "not in force"))
            wanted = Ref(name)
        elif name in names.conditions:
            if what != "true":
                return self._misread(value, what or match["verb"], ("true", "not true"))
            wanted = Ref(name)
        elif name in ("level", "phase", "today") and name not in self.book.measures:
            return self._ladder(value, name, match, what, negated, stage)
        else:
            return None
        return Not(wanted) if negated else wanted

    def _ladder(self, value: Value, name: str, match: re.Match[str], what: str, negated: bool, stage: int) -> Formula:
        """level, phase and today are ladders: at least so far up."""
        if name != "level" and stage != DECIDE:
            self._say("decided-here", f"'{name}' is decided later; a gate or a criterion can't read it.", value.place, seen=name)
            return UNKNOWN
        steps = {"level": self.names.levels, "phase": self.names.phases, "today": ["train", "reduce", "recover"]}[name]
        word = (match["cut"] or what).strip()
        if word not in steps:
            self._say("unknown-word", f"'{word}' is not a {name}.", self._at(value, value.data, word), seen=word,
                      expected=", ".join(steps), near=nearest(word, steps))
            return UNKNOWN
        step: Formula = Ref(f"{name}:{word}")
        above = steps.index(word) + 1
        if match["verb"] in (None, "at most", "less than") and match["verb"] != "less than":
            beyond: Formula = Not(Ref(f"{name}:{steps[above]}")) if above < len(steps) else All(())
            formula = beyond if match["verb"] == "at most" else All((step, beyond))
        else:
            formula = Not(step) if match["verb"] == "less than" else step
        return Not(formula) if negated else formula

    def _misread(self, value: Value, seen: str, words: tuple[str, ...]) -> Formula:
        self._say("unknown-word", f"'{seen}' can't be said of it.", value.place, seen=seen,
                  expected=" or ".join(f"is {word}" for word in words), near=nearest(seen, words))
        return UNKNOWN

    # ---- comparisons of a measure ----

    def _compare(self, value: Value, text: str, measure: Measure, match: re.Match[str], what: str, negated: bool,
                 asks: list[Ask]) -> Formula:
        reading = (match["reading"] or "").strip()
        if reading and reading not in READINGS:
            self._say("reading", f"'{reading}' is not a reading of a measure.", self._at(value, text, reading), seen=reading,
                      expected=", ".join(READINGS), near=nearest(reading, READINGS))
            return UNKNOWN
        if reading and not measure.sides and reading != "each side":
            self._say("no-sides", f"{measure.name} is not measured on two sides.", self._at(value, text, reading), seen=reading)
            return UNKNOWN
        if match["verb"]:
            return self._number(value, text, measure, reading, match["verb"], match["cut"].strip(), asks)
        if measure.kind == "number":
            self._say("comparison", f"{measure.name} is a number.", value.place, seen=text, expected=", ".join(VERBS))
            return UNKNOWN
        words = [word.strip() for word in what.removeprefix("one of ").split(",")]
        allowed = ("no", "yes") if measure.kind == "yes_no" else measure.words
        for word in words:
            if word not in allowed:
                self._say("unknown-word", f"'{word}' is not an answer of {measure.name}.", self._at(value, text, word), seen=word,
                          expected=", ".join(allowed), near=nearest(word, allowed))
                return UNKNOWN
        asks.append(Ask(measure.name, reading, "is not" if negated else "is", words=tuple(words)))
        bad = (measure.kind == "yes_no") != negated
        return self._sided(measure, reading or ("either side" if bad else "each side"),
                           lambda fact: _is_one_of(fact, [allowed.index(word) for word in words], len(allowed), negated))

    def _number(self, value: Value, text: str, measure: Measure, reading: str, verb: str, cut: str, asks: list[Ask]) -> Formula:
        upward = verb in ("at least", "more than")
        if not reading and measure.sides:
            if measure.better == "context":
                self._say("which-side", f"{measure.name} has two sides and no better direction: say which side is read.",
                          value.place, seen=text, expected=", ".join(READINGS))
                return UNKNOWN
            reading = "each side" if upward == (measure.better == "higher") else "either side"
        if reading == "weaker side":
            reading = "each side"
        table = TABLE.match(cut)
        number = self._table(value, measure, table[1], text) if table else self._cut(value, text, measure, reading, cut)
        if number is None:
            return UNKNOWN
        shift = 1 if verb in ("more than", "at most") else 0
        asks.append(Ask(measure.name, reading, verb, table=table[1]) if table else Ask(measure.name, reading, verb, number))
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

    def _cut(self, value: Value, text: str, measure: Measure, reading: str, cut: str) -> int | None:
        if measure.kind == "words":
            if not measure.ordered or cut not in measure.words:
                self._say("unknown-word", f"'{cut}' is not an answer of {measure.name}.", self._at(value, text, cut), seen=cut,
                          expected=", ".join(measure.words), near=nearest(cut, measure.words))
                return None
            return measure.words.index(cut)
        try:
            number = Decimal(cut)
        except InvalidOperation:
            self._say("not-a-number", f"'{cut}' is not a number or the name of a table.", self._at(value, text, cut), seen=cut,
                      expected="a number, or 'the NAME table'")
            return None
        step = Decimal(1) if reading == "side ratio" else Decimal(measure.step)
        steps = number / step
        low, high = (0, 100) if reading == "side ratio" else (0, measure.high - measure.low) if reading == "side difference" \
            else (measure.low, measure.high)
        if steps != steps.to_integral_value():
            self._say("off-step", f"{cut} is not a whole multiple of {measure.name}'s step of {step}.", self._at(value, text, cut),
                      seen=cut, expected=f"a multiple of {step}")
            return None
        if not low <= steps <= high:
            self._say("impossible-threshold", f"{cut} lies outside the range of {measure.name}: nobody, or everybody, would meet it.",
                      self._at(value, text, cut), seen=cut, expected=f"{low * step} to {high * step}")
            return None
        return int(steps)

    def _table(self, value: Value, measure: Measure, name: str, text: str) -> int | None:
        """A table's cut: nought, for what is compared is how far the value lies above it."""
        table = self.book.tables.get(name)
        if table is None:
            self._say("unknown-name", f"There is no table called '{name}'.", self._at(value, text, name), seen=name,
                      expected="a table of rules/", near=nearest(name, self.book.tables))
            return None
        if table.of != measure.name:
            self._say("wrong-table", f"The table {name} holds cuts of {table.of}, not of {measure.name}.",
                      self._at(value, text, name), seen=name, expected=f"a table of {measure.name}")
            return None
        return 0

    def _asks_of(self, name: str, what: str, negated: bool) -> tuple[Ask, ...]:
        criterion = self.book.criteria.get(name)
        return criterion.asks if criterion and what == "fail" and negated else (Ask(name, "", f"is {'not ' if negated else ''}{what}"),)

    # ---- findings ----

    @staticmethod
    def _at(value: Value, text: str, word: str) -> Place:
        whole = value.data if isinstance(value.data, str) else text
        offset = max(whole.find(word), 0) + (1 if value.quoted else 0)
        return Place(value.place.file, value.place.line, value.place.column + offset)

    def _say(self, code: str, say: str, place: Place, seen: str = "", expected: str = "", near: str = "") -> None:
        self.findings.append(Finding(code, say, *place, seen=seen, expected=expected, nearest=near))


def _is_one_of(fact: str, indexes: list[int], count: int, negated: bool) -> Formula:
    """The fact is one of these words: an `any` of exact values."""
    exact = [All((AtLeast(fact, index), Below(fact, index + 1))) if 0 < index < count - 1
             else Below(fact, 1) if index == 0 else AtLeast(fact, index) for index in indexes]
    formula: Formula = exact[0] if len(exact) == 1 else AnyOf(tuple(exact))
    return Not(formula) if negated else formula
