"""One sentence of the rule language into a formula.

    sl_calf_raise_reps, each side, at least 15
    single_leg_squat_errors is not fail
    G1 is open

What can't be understood is a finding at its word, with the nearest right name, and the formula is then unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..document import Value
from ..findings import nearest
from ..logic import DECIDE, FALSE, All, AnyOf, Ask, Formula, Known, Not, Place, Ref
from ..model import Measure, Rulebook
from .comparison import VERBS, Comparisons, answers
from .context import Context, Told, only_shown
from .direction import Directions
from .names import Names

NAME = r"[A-Za-z_][A-Za-z0-9_.]*"
SENTENCE = re.compile(
    rf"(?P<name>{NAME})\s*(?:,\s*(?P<reading>[a-z ]+?)\s*,)?\s*"
    rf"(?:(?P<verb>{'|'.join(VERBS)})\s+(?P<cut>.+)|is\s+(?P<not>not\s+)?(?P<what>.+))\Z"
)
BEGINNING = re.compile(rf"(?P<name>{NAME})\s*(?:,[^,]*,)?\s*(?P<verb>[<>=!]+|[a-z]+ [a-z]+)")
SIGNS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than", "=": "is", "==": "is", "!=": "is not"}
COMPARISON = re.compile(rf"(?:{'|'.join(VERBS)}|is)\b")
SHOW_EXAMPLE = "a line such as 'sl_calf_raise_reps, each side, at least 15', or all, any, at_least with of, not"
NEVER = "never"  # the fail cut of what only informs
DECIDED = ("level", "phase", "tier", "today")  # what is concluded in order, as far up as it goes
TODAY = ("train", "reduce", "recover")
SAYABLE = {"gate": ("open", "lost"), "red_flags": ("in force",), "contraindications": ("true",)}


class Sentences:
    """Reads sentences against one rulebook's names.

    hidden : gives a formula of the first stage a name, and asks for it with `Sure`
    """

    def __init__(self, book: Rulebook, names: Names, told: Told, hidden: Callable[[Formula, str, Place], Formula]):
        self.book, self.names, self.told, self._hidden = book, names, told, hidden
        self.directions = Directions(names)
        self.comparisons = Comparisons(book, names, told, self.directions)

    def read(self, value: Value, where: Context) -> Formula:
        """The formula of a sentence."""
        text = value.data.strip()
        if text == NEVER:
            if where.about and where.good is False:
                return FALSE
            wrong = "'never' can only be the fail cut of a criterion."
            return self.told.say(where, "never-here", wrong, value.place, NEVER, "a comparison")
        if where.about and COMPARISON.match(text):
            text = f"{where.about} {text}"
        match = SENTENCE.match(text)
        if not match:
            return self._not_understood(value, text, where)
        name, what = match["name"], (match["what"] or "").strip()
        self.names.used.add(name)
        shown = only_shown(name, value, self.names) if where.owner != name else []
        if shown:
            self.told.findings += shown
            return self.told.doubt(where)
        concluded = self._concluded(value, match, what, where)
        if concluded is not None:
            return concluded
        measure = self.book.measures.get(name)
        if measure is None:
            return self._unknown(value, name, where)
        if not self.names.sound("measures", name):
            return self.told.doubt(where)
        if what in ("pass", "fail", "caution") and what not in answers(measure):
            self.told.findings += self.names.unknown("criteria", name, value.at(name))
            return self.told.doubt(where)
        if what in ("known", "unknown"):
            return self._known(value, measure, what, bool(match["not"]), where)
        return self.comparisons.read(value, measure, match, where)

    def _not_understood(self, value: Value, text: str, where: Context) -> Formula:
        """Said of the verb, where that is what can't be read."""
        wrong = f"'{text}' is not understood as a condition."
        start = BEGINNING.match(text)
        verb = start["verb"] if start and start["name"] in self.book.measures else ""
        near = SIGNS.get(verb) or nearest(verb, VERBS)
        place = value.at(verb) if near else value.place
        return self.told.say(where, "condition", wrong, place, verb if near else text, SHOW_EXAMPLE, near)

    def _unknown(self, value: Value, name: str, where: Context) -> Formula:
        kinds = ("criteria", "gate", "red_flags", "contraindications")
        known = [*self.book.measures, *(each for kind in kinds for each in self.names[kind]), *DECIDED]
        near = nearest(name, [each for each in known if each != name])
        if self.names.excuses(near):
            return self.told.doubt(where)
        wrong = f"'{name}' is not the name of anything that is known or concluded."
        expected = "a measure, a criterion, a gate, a red flag or a contraindication"
        return self.told.say(where, "unknown-name", wrong, value.at(name), name, expected, near)

    def _known(self, value: Value, measure: Measure, what: str, negated: bool, where: Context) -> Formula:
        if where.stage != DECIDE:
            wrong = f"'is {what}' can be asked only where today is decided, not in a gate or a criterion."
            return self.told.say(where, "known-here", wrong, value.at(what), what, "a comparison")
        known = self._hidden(All(tuple(Known(fact) for fact in measure.facts())), measure.name, value.place)
        return known if (what == "known") != negated else Not(known)

    # ---- conclusions ----

    def _concluded(self, value: Value, match: re.Match[str], what: str, where: Context) -> Formula | None:
        """A reference to a conclusion, or None when the sentence is about a measure."""
        name, negated = match["name"], bool(match["not"])
        if name in DECIDED:
            return self._as_far_as(value, match, what, where)
        if name in self.names["criteria"] and what in ("pass", "fail", "caution"):
            return self._band(value, name, what, negated, where)
        kinds = (kind for kind, words in SAYABLE.items() if name in self.names[kind])
        kind = next((kind for kind in kinds if what in SAYABLE[kind] or name not in self.book.measures), "")
        if not kind:
            return None
        if what not in SAYABLE[kind]:
            seen = what or match["verb"]
            wrong = f"'{seen}' can't be said of {name}."
            expected = " or ".join(f"is {word}, is not {word}" for word in SAYABLE[kind])
            near = nearest(seen, SAYABLE[kind])
            return self.told.say(where, "unknown-word", wrong, value.at(seen), seen, expected, near)
        self._direction(value, what, negated, what == "open", where)
        formula: Formula = Ref(f"{name}:lost" if what == "lost" else name)
        return Not(formula) if negated else formula

    def _band(self, value: Value, name: str, what: str, negated: bool, where: Context) -> Formula:
        sense = "is not" if negated else "is"
        if what == "caution":
            wrong = "'is caution' can't decide: unknown and caution can't be compared."
            seen, near = f"{sense} caution", "is not fail" if where.good else "is not pass"
            return self.told.say(where, "is-caution", wrong, value.at("is"), seen, f"'{near}'", near)
        self._direction(value, what, negated, what == "pass", where)
        criterion = self.book.criteria.get(name)
        own = criterion.asks if criterion and what == "fail" and negated else (Ask(name, "", f"{sense} {what}"),)
        where.asks.extend(own)
        formula: Formula = Ref(f"{name}:pass") if what == "pass" else Not(Ref(f"{name}:not_fail"))
        return Not(formula) if negated else formula

    def _direction(self, value: Value, what: str, negated: bool, welcome: bool, where: Context) -> None:
        said, other = (f"is not {what}", f"is {what}") if negated else (f"is {what}", f"is not {what}")
        if not self.directions.said(said, welcome != negated, where.good, value.at("is"), other):
            self.told.doubt(where)

    def _as_far_as(self, value: Value, match: re.Match[str], what: str, where: Context) -> Formula:
        """level, phase and today are concluded in order: at least so far up."""
        name, verb = match["name"], match["verb"]
        if name != "level" and where.stage != DECIDE:
            wrong = f"'{name}' is decided later; a gate or a criterion can't read it."
            return self.told.say(where, "decided-here", wrong, value.at(name), name)
        steps = {
            "phase": [phase.id for phase in self.book.phases],
            "tier": [tier.id for tier in self.book.tiers],
            "today": TODAY,
        }.get(name, [*self.names["levels"]])
        word = (match["cut"] or what).strip()
        if word not in steps:
            if self.names.excuses(nearest(word, steps)):
                return self.told.doubt(where)
            wrong = f"'{word}' is not a {name}."
            near = nearest(word, steps)
            return self.told.say(where, "unknown-word", wrong, value.at(word), word, ", ".join(steps), near)
        self.names.used.add(word)
        reached: Formula = Ref(f"{name}:{word}")
        above = steps.index(word) + 1
        beyond: Formula = Ref(f"{name}:{steps[above]}") if above < len(steps) else AnyOf(())
        exactly = All((reached, Not(beyond)))
        formula = {"at least": reached, "less than": Not(reached), "more than": beyond, "at most": Not(beyond)}
        return Not(exactly) if match["not"] else formula.get(verb, exactly)
