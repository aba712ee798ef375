"""One comparison or reference of a formula: in plain words, and exchanged for another one."""

from __future__ import annotations

from ..facts.values import plain, show
from ..logic import All, AnyOf, AtLeast, Below, Count, Formula, Known, Not, Ref, Sure, mapped, measure_of
from ..model import Measure, Rulebook


def leaf_words(leaf: Formula, book: Rulebook) -> str:
    """A leaf in words: `Single-leg calf raise, left: at least 15 repetitions`."""
    if isinstance(leaf, (AtLeast, Below)):
        name, measure = fact_words(leaf.fact, book), book.measures.get(measure_of(leaf.fact))
        table = leaf.fact.partition("~")[2]
        if table and measure is not None:
            verb = "at least" if isinstance(leaf, AtLeast) else "less than"
            more = f", and {plain(measure, abs(leaf.cut))} more" if leaf.cut > 0 else ""
            return f"{name}: {verb} the {table} table{more}"
        return f"{name}: {_compared(leaf, measure)}"
    if isinstance(leaf, Known):
        return f"{fact_words(leaf.fact, book)}: known"
    if isinstance(leaf, (Ref, Sure)):
        part = book.conclusions.get(leaf.name)
        if part is not None and part.hidden and part.kind == "part":
            return whole_words(part.formula, book)
        return _named(leaf.name, book)
    return f"not {leaf_words(leaf.part, book)}" if isinstance(leaf, Not) else str(leaf)


def whole_words(formula: Formula, book: Rulebook) -> str:
    """A small formula in words, for where the author gave it no name."""
    if isinstance(formula, Not):
        return f"not {whole_words(formula.part, book)}"
    if isinstance(formula, (All, AnyOf, Count)):
        return "; ".join(whole_words(part, book) for part in formula.parts[:3]) or "nothing"
    return leaf_words(formula, book)


def fact_words(fact: str, book: Rulebook) -> str:
    """What a fact is about: the measure's title and the side."""
    base = fact.partition("~")[0]
    name, _, side = base.partition(".")
    if name == "flag":
        return f"{side} by itself"
    title = book.measures[name].title if name in book.measures else name
    return f"{title}, {side.replace('_', ' ')}" if side else title


def _compared(leaf: AtLeast | Below, measure: Measure | None) -> str:
    verb = "at least" if isinstance(leaf, AtLeast) else "less than"
    if measure is None:
        return f"{verb} {leaf.cut}"
    if measure.kind == "yes_no":
        return "yes" if isinstance(leaf, AtLeast) else "no"
    if leaf.fact.endswith((".ratio", ".difference")):
        return f"{verb} {leaf.cut}"
    if measure.kind == "words" and not measure.ordered:
        return f"{verb} {plain(measure, leaf.cut)}" if leaf.cut < len(measure.words) else "any"
    return f"{verb} {show(measure, leaf.cut, leaf.cut)}"


def _named(name: str, book: Rulebook) -> str:
    base, _, what = name.partition(":")
    said = {"pass": "passes", "not_fail": "is not fail", "when": "is raised by its signs", "applies": "applies"}.get(
        what
    )
    return f"{base} {said}" if said else name.replace(":", " ")


def exchanged(formula: Formula, leaf: Formula, other: Formula) -> Formula:
    """A formula with another one in place of a leaf."""
    return mapped(formula, lambda each: other if each == leaf else each)
