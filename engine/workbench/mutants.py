"""Small changes to a rulebook, one at a time: each threshold nudged, each comparison turned, each criterion dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..logic import All, AnyOf, AtLeast, Below, Conclusion, Count, Formula, Not, leaves, measure_of
from ..model import Rulebook
from .coverage import counted
from .leaf_words import exchanged, leaf_words

DROPPED_FROM = ("gate",)  # beside what authors write conditions for: a gate is its lines


@dataclass(frozen=True)
class Mutant:
    """One change: the conclusion as it would be, the leaf that was changed and what was done to it, in words."""

    conclusion: Conclusion
    leaf: Formula
    words: str

    def within(self, book: Rulebook) -> Rulebook:
        """The rulebook with the change made; nothing of the old one is altered."""
        return replace(book, conclusions={**book.conclusions, self.conclusion.name: self.conclusion})


def mutants(book: Rulebook, rules: Iterable[str] = ()) -> Iterator[Mutant]:
    """Every small change; with `rules`, those to these rules only."""
    only = set(rules)
    gates = [each for each in book.conclusions.values() if each.kind in DROPPED_FROM]
    for conclusion in (*counted(book), *gates):
        if only and conclusion.rule not in only:
            continue
        said = f"{conclusion.rule}{' (keep)' if conclusion.kind == 'keep' else ''}"
        if conclusion.kind not in DROPPED_FROM:
            for leaf in dict.fromkeys(leaves(conclusion.formula)):
                for other, words in _changed(leaf, book):
                    formula = exchanged(conclusion.formula, leaf, other)
                    yield Mutant(replace(conclusion, formula=formula), leaf, f"{said}: {words}")
        for formula, part in _dropped(conclusion.formula):
            words = f"{said}: without '{'; '.join(leaf_words(each, book) for each in leaves(part)[:3])}'"
            yield Mutant(replace(conclusion, formula=formula), (leaves(part) or [part])[0], words)


def _changed(leaf: Formula, book: Rulebook) -> Iterator[tuple[Formula, str]]:
    """What a comparison could be in its place, and how that is said."""
    if not isinstance(leaf, (AtLeast, Below)):
        return
    measure, was = book.measures.get(measure_of(leaf.fact)), leaf_words(leaf, book)
    other = Below(leaf.fact, leaf.cut) if isinstance(leaf, AtLeast) else AtLeast(leaf.fact, leaf.cut)
    yield other, f"'{was}' turned round"
    if measure is None or measure.kind == "yes_no" or leaf.fact.startswith("flag."):
        return
    table, ratio = "~" in leaf.fact, leaf.fact.endswith((".ratio", ".difference"))
    for step, said in ((-1, "one step lower"), (1, "one step higher")):
        cut = leaf.cut + step
        if table or ratio or measure.low < cut <= measure.high:
            yield replace(leaf, cut=cut), f"'{was}' {said}"


def _dropped(formula: Formula) -> Iterator[tuple[Formula, Formula]]:
    """A formula without one of its parts, and that part, for each part that there are others beside."""
    if isinstance(formula, Not):
        yield from ((Not(inner), part) for inner, part in _dropped(formula.part))
    if not isinstance(formula, (All, AnyOf, Count)):
        return
    for number, part in enumerate(formula.parts):
        rest = (*formula.parts[:number], *formula.parts[number + 1 :])
        if rest and not (isinstance(formula, Count) and len(rest) < formula.least):
            yield replace(formula, parts=rest), part
        for inner, dropped in _dropped(part):
            yield replace(formula, parts=(*formula.parts[:number], inner, *formula.parts[number + 1 :])), dropped
