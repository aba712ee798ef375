"""What has to be kept meanwhile: the values below which a gate on the way would be lost, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..facts.known import Fact
from ..facts.norms import cuts_of
from ..facts.values import show
from ..logic import All, AnyOf, AtLeast, Below, Formula, Not, Ref, Sure, measure_of
from ..model import Rulebook
from ..path.cheapest import Path


def kept(path: Path) -> Iterator[tuple[str, str, str]]:
    """(gate, line, what is kept) for each thing that a gate before the last one is kept by, the strictest."""
    book, decision = path.decision.book, path.decision
    found: dict[str, tuple[str, str, str]] = {}
    for order in range(1, path.to.order):
        gate = book.gate_of(order)
        for line in gate.lines if gate is not None else ():
            if not line.keep or (line.applies and decision.truths.get(line.applies) is False):
                continue
            conclusion = book.conclusions.get(line.keep)
            said = keep_words(conclusion.formula, book, decision.facts.known) if conclusion is not None else ""
            if said and gate is not None:
                found[line.title] = (gate.id, line.id, said)
    yield from {said: (gate_id, line_id, said) for gate_id, line_id, said in found.values()}.values()


def keep_words(formula: Formula, book: Rulebook, known: Mapping[str, Fact]) -> str:
    """A condition of comparisons in words: "single-leg calf raise at least 12 each side"; "" where it holds others."""
    said = _said(formula, True, book, known)
    if not said:
        return ""
    titles = {measure: book.measures[measure].title for measure, _ in said}
    words = [f"{titles[measure][:1].lower()}{titles[measure][1:]} {text}" for measure, text in said]
    return (" or " if _any(formula, book) else " and ").join(dict.fromkeys(words))


def _any(formula: Formula, book: Rulebook) -> bool:
    while isinstance(formula, (Ref, Sure)) and formula.name in book.conclusions:
        formula = book.conclusions[formula.name].formula
    return isinstance(formula, AnyOf)


def _said(formula: Formula, want: bool, book: Rulebook, known: Mapping[str, Fact]) -> list[tuple[str, str]]:
    """(measure, bound in words) for every comparison, sides told as one."""
    if isinstance(formula, (Ref, Sure)):
        conclusion = book.conclusions.get(formula.name)
        return _said(conclusion.formula, want, book, known) if conclusion is not None else []
    if isinstance(formula, Not):
        return _said(formula.part, not want, book, known)
    if isinstance(formula, (AtLeast, Below)):
        return _bound(formula, isinstance(formula, AtLeast) == want, book, known)
    if isinstance(formula, (All, AnyOf)):
        found = [each for part in formula.parts for each in _said(part, want, book, known)]
        return list(dict.fromkeys(found))
    return []


def _bound(leaf: AtLeast | Below, upward: bool, book: Rulebook, known: Mapping[str, Fact]) -> list[tuple[str, str]]:
    plain, _, table = leaf.fact.partition("~")
    measure = book.measures.get(measure_of(plain))
    cuts = cuts_of(book.tables[table], book, known) if table else [0]
    if measure is None or not cuts or plain.endswith((".ratio", ".difference")):
        return []
    edge = leaf.cut + max(cuts) if upward else leaf.cut + min(cuts) - 1
    number = show(measure, edge, edge)
    side = " each side" if measure.sides else ""
    bound = f"{'at least' if upward else 'at most'} {number}{side}"
    return [(measure.name, bound if measure.kind == "number" else number)]
