"""Conditions that nobody can meet, gates that wait for a later one, and conditions that read one side of the body
otherwise than the other.

Seen from their form alone: bounds that contradict each other wherever they are asked for together. Never wrongly said;
what takes more to be seen is for `rules prove`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from ..facts.values import plain
from ..findings import Finding
from ..logic import (
    PART,
    All,
    AnyOf,
    AtLeast,
    Below,
    Conclusion,
    Count,
    Formula,
    Known,
    Not,
    Ref,
    Sure,
    leaves,
    mapped,
    measure_of,
)  # fmt: skip
from ..model import Rulebook

OPENED = ("pass", "not_fail", "part", "line", "contraindication", "flag", "symptoms")  # written out where they are read
SIDES = (".left", ".right")
Bounds = Mapping[str, tuple[int, int]]  # fact to the least and the most that is left of it
FAR = 10**9


class Clash(NamedTuple):
    """A fact that would have to be at least so much, and at most so little."""

    fact: str
    least: int
    most: int


def check_possible(book: Rulebook, faulty: set[str]) -> Iterator[Finding]:
    """Every condition that can't be met, and every one that is one-sided.

    faulty : rules in which something was not understood; nothing is judged by them
    """
    yield from _behind(book)
    for name, conclusion in book.conclusions.items():
        if name.startswith(PART) or conclusion.hidden or conclusion.rule in faulty:
            continue
        yield from _one_sided(conclusion, book)
        # A fail that is never met is written so, and what is kept or lost is told with what is needed.
        if conclusion.kind in ("not_fail", "keep", "lost") or conclusion.formula in (All(()), AnyOf(())):
            continue
        clash = _clash(conclusion.formula, True, {}, book)
        inner = {leaf.name for leaf in leaves(conclusion.formula) if isinstance(leaf, (Ref, Sure)) and not _part(leaf)}
        if clash is not None and not any(_told(each, book) for each in inner):
            say = f"Nobody can meet {conclusion.rule}: {_said(clash, book)}."
            expected = "a condition that somebody can meet"
            yield Finding("contradiction", say, *conclusion.place, seen=conclusion.rule, expected=expected)


def _told(name: str, book: Rulebook) -> bool:
    """Whether a conclusion that is read can't be met itself, which is told there."""
    read = book.conclusions.get(name)
    return read is not None and not read.hidden and _clash(read.formula, True, {}, book) is not None


def _said(clash: Clash, book: Rulebook) -> str:
    measure, table = book.measures.get(measure_of(clash.fact)), clash.fact.partition("~")[2]
    if measure is None or table or clash.fact.endswith((".ratio", ".difference")):
        of = measure.name if measure is not None else clash.fact
        return f"what it asks of {of} can't be so together"
    side = _side(clash.fact).removeprefix(".")
    least, most = plain(measure, clash.least), plain(measure, clash.most)
    return f"{measure.name}{f', {side},' if side else ''} would be at least {least} and at most {most}"


# ---- gates that wait for a later one ---------------------------------------------------------------------------------


def _behind(book: Rulebook) -> Iterator[Finding]:
    """A gate that waits for one behind it lets nobody in who comes by that way."""
    for gate in book.gates.values():
        for line in gate.lines:
            for name in sorted(_read_by(line.needs, book)):
                if _stands(book.gates[name].opens, book) > _stands(gate.opens, book) > 0:
                    say = f"{line.id} waits for {name}, which stands behind {gate.id}: nobody would come through."
                    expected = f"a gate before {gate.id}"
                    yield Finding("circle", say, *line.place, seen=name, expected=expected)


def _read_by(name: str, book: Rulebook) -> set[str]:
    """The gates that a condition reads."""
    read = {leaf.name for leaf in leaves(book.conclusions[name].formula) if isinstance(leaf, Ref)}
    parts = (_read_by(each, book) for each in read if each.startswith(PART) and each in book.conclusions)
    return (read & book.gates.keys()).union(*parts)


def _stands(opens: str, book: Rulebook) -> int:
    """The order of the phase behind a gate; 0 for a tier of jumping, which is earned beside the phases."""
    phase = book.phase(opens)
    return phase.order if phase is not None else 0


# ---- bounds ---------------------------------------------------------------------------------------------------------


def _clash(formula: Formula, so: bool, bounds: Bounds, book: Rulebook) -> Clash | None:
    """A fact of which nothing is left where a formula is known to be true (or false); None where it can be so."""
    parts = [*_together(formula, so, book)]
    for fact, low, high in (_bound(*each) for each in parts if isinstance(each[0], (AtLeast, Below))):
        least, most = bounds.get(fact, (-FAR, FAR))
        bounds = {**bounds, fact: (max(low, least), min(high, most))}
        if bounds[fact][0] > bounds[fact][1]:
            return Clash(fact, *bounds[fact])
    for part, true in parts:
        among = _any_of(part, true)
        clashes = [_clash(each, true, bounds, book) for each in among]
        need = part.least if isinstance(part, Count) and true else 1
        if among and clashes.count(None) < need:
            return next(each for each in clashes if each is not None)
    return None


def _together(formula: Formula, so: bool, book: Rulebook) -> Iterator[tuple[Formula, bool]]:
    """What all has to be so, or not, for a formula to be: comparisons, and choices among several."""
    if isinstance(formula, Not):
        yield from _together(formula.part, not so, book)
    elif isinstance(formula, All if so else AnyOf):
        for part in formula.parts:
            yield from _together(part, so, book)
    elif isinstance(formula, (Ref, Sure)):
        read = book.conclusions.get(formula.name)
        if read is not None and read.kind in OPENED and (so or isinstance(formula, Ref)):
            yield from _together(read.formula, so, book)
    elif not isinstance(formula, Known):
        yield formula, so


def _any_of(formula: Formula, so: bool) -> tuple[Formula, ...]:
    """The choices of which some have to be so, or not."""
    if isinstance(formula, Count):
        return formula.parts if so else ()
    if isinstance(formula, AnyOf if so else All):
        return formula.parts
    return ()


def _bound(leaf: Formula, so: bool) -> tuple[str, int, int]:
    assert isinstance(leaf, (AtLeast, Below))
    low = isinstance(leaf, AtLeast) == so
    return (leaf.fact, leaf.cut, FAR) if low else (leaf.fact, -FAR, leaf.cut - 1)


# ---- sides ----------------------------------------------------------------------------------------------------------


def _one_sided(conclusion: Conclusion, book: Rulebook) -> Iterator[Finding]:
    """A condition with left and right exchanged has to ask the same."""
    whole = _whole(conclusion.formula, book)
    mirrored = mapped(whole, _exchanged)
    if _form(whole) == _form(mirrored):
        return
    facts = {leaf.fact for leaf in leaves(whole) if isinstance(leaf, (AtLeast, Below, Known)) and _side(leaf.fact)}
    alone = sorted(fact for fact in facts if _turned(fact) not in facts) or sorted(facts)
    side = _side(alone[0]).removeprefix(".")
    say = f"{conclusion.rule} reads {measure_of(alone[0])} on the {side}, and the other side otherwise or not at all."
    expected = "each side, either side, or the same for both"
    yield Finding("one-sided", say, *conclusion.place, seen=side, expected=expected)


def _whole(formula: Formula, book: Rulebook) -> Formula:
    """A formula with the nameless parts of conditions written out."""

    def out(leaf: Formula) -> Formula:
        part = book.conclusions.get(leaf.name) if isinstance(leaf, (Ref, Sure)) and _part(leaf) else None
        return _whole(part.formula, book) if part is not None else leaf

    return mapped(formula, out)


def _part(leaf: Ref | Sure) -> bool:
    return leaf.name.startswith(PART)


def _exchanged(leaf: Formula) -> Formula:
    return replace(leaf, fact=_turned(leaf.fact)) if isinstance(leaf, (AtLeast, Below, Known)) else leaf


def _form(formula: Formula) -> str:
    """A formula as text, its parts in an order of their own: what differs in order only is the same."""
    if isinstance(formula, Not):
        return f"not({_form(formula.part)})"
    if isinstance(formula, (All, AnyOf, Count)):
        least = formula.least if isinstance(formula, Count) else ""
        return f"{type(formula).__name__}{least}({';'.join(sorted(map(_form, formula.parts)))})"
    return repr(formula)


def _side(fact: str) -> str:
    head = fact.partition("~")[0]
    return next((side for side in SIDES if head.endswith(side)), "")


def _turned(fact: str) -> str:
    head, tilde, table = fact.partition("~")
    side = _side(head)
    other = SIDES[SIDES[0] == side]
    return f"{head.removesuffix(side)}{other}{tilde}{table}" if side else fact

