"""Conditions: sentences put together with all, any, at_least and not, into formulas of the first or second stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..document import Value
from ..findings import Finding
from ..logic import (
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
    Not,
    Place,
    Ref,
    Sure,
    leaves,
    part_name,
)
from ..model import Rulebook
from .applies import applicable
from .context import UNKNOWN, Context, Told
from .names import Names
from .sentence import Sentences

LATER = ("phase:", "tier:", "today:")  # what the decision concludes; read as it is, not closed again
MOST_COUNTED = 8  # of n parts at least k costs so many rules of the engine as there are ways to choose them


class Language:
    """Reads conditions against one rulebook's names. `owner` names the rule that hidden parts are made for."""

    def __init__(self, book: Rulebook, names: Names, findings: list[Finding], add: Callable[[Conclusion], None]):
        self.book, self.told, self.add = book, Told(findings), add
        self.sentences = Sentences(book, names, self.told, self.hidden)
        self._hidden: dict[tuple[Formula, int], str] = {}

    def condition(
        self, value: Value | None, owner: str, about: str = "", stage: int = KNOW, good: bool | None = None
    ) -> tuple[Formula, tuple[Ask, ...]]:
        """A condition and the comparisons in it.

        about : the measure that a bare comparison ("at least 15") is about
        stage : KNOW, or DECIDE where "is known" and today's decisions may be read; what is first-stage inside is then
                closed: only what is known counts
        good  : True where being met is good for the athlete, False where it is bad, None where it is neither
        """
        if value is None:
            return UNKNOWN, ()
        where = Context(owner, about, stage, good)
        formula = self._read(value, where)
        if stage == DECIDE:
            formula = self._close(formula, owner, value.place)
        return formula, tuple(where.asks)

    def _read(self, value: Value, where: Context) -> Formula:
        if isinstance(value.data, str):
            return self.sentences.read(value, where)
        for word, build in (("all", All), ("any", AnyOf)):
            parts = value.get(word)
            if parts is not None and isinstance(parts.data, list):
                return build(tuple(self._read(part, where) for part in parts.data))
        inner, least, of = value.get("not"), value.get("at_least"), value.get("of")
        if inner is not None:
            return Not(self._read(inner, replace(where, good=None if where.good is None else not where.good)))
        if least is not None and of is not None and isinstance(of.data, list) and isinstance(least.data, int):
            return self._count(least, of, where)
        return self.told.doubt(where)  # of another shape than a condition: that has been told

    def _count(self, least: Value, of: Value, where: Context) -> Formula:
        parts = tuple(self._read(part, where) for part in of.data)
        if least.data > len(parts):
            wrong = f"{least.data} of {len(parts)} can never be met."
            return self.told.say(where, "count", wrong, least.place, str(least.data), f"1 to {len(parts)}")
        if len(parts) > MOST_COUNTED:
            wrong = f"{len(parts)} parts are too many to count; the engine takes {MOST_COUNTED}."
            expected = f"at most {MOST_COUNTED} parts"
            return self.told.say(where, "too-many-to-count", wrong, of.place, str(len(parts)), expected)
        return Count(least.data, parts) if least.data > 0 else self.told.doubt(where)

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
            name = part_name(formula, stage)
            self._hidden[formula, stage] = name
            self.add(Conclusion(name, owner, "part", formula, stage, place, hidden=True))
        return self._hidden[formula, stage]

    @staticmethod
    def _decided(leaf: Formula) -> bool:
        return isinstance(leaf, Sure) or (isinstance(leaf, Ref) and leaf.name.startswith(LATER))
