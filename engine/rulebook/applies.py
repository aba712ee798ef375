"""What does not apply drops out: a formula rewritten for measures that have `applies_when`.

A part that is not applicable neither fails an `all` nor satisfies an `any` or a count. Whether it applies may itself be
unknown; then the part's truth is unknown unless it would be the same either way.
"""

from __future__ import annotations

from ..logic import TRUE, All, AnyOf, AtLeast, Below, Count, Formula, Known, Not, Ref, measure_of, parts_of
from ..model import Rulebook


def applies(formula: Formula, book: Rulebook) -> Formula:
    """When a formula has anything applicable to say; TRUE when it always has."""
    if isinstance(formula, (AtLeast, Below, Known)):
        measure = book.measures.get(measure_of(formula.fact))
        return Ref(measure.applies) if measure is not None and measure.applies else TRUE
    if isinstance(formula, Ref):
        criterion = book.criteria.get(formula.name.partition(":")[0])
        measure = book.measures.get(criterion.measure) if criterion else None
        return Ref(measure.applies) if measure is not None and measure.applies else TRUE
    inner = [applies(part, book) for part in parts_of(formula)]
    if not inner or any(part == TRUE for part in inner):
        return TRUE
    distinct = tuple(dict.fromkeys(inner))
    return distinct[0] if len(distinct) == 1 else AnyOf(distinct)


def effective(formula: Formula, book: Rulebook) -> Formula:
    """The same formula with what is not applicable dropped from every `all`, `any` and count."""
    if isinstance(formula, Not):
        return Not(effective(formula.part, book))
    if isinstance(formula, All):
        return All(tuple(_or_not_applicable(part, book) for part in formula.parts))
    if isinstance(formula, AnyOf):
        return AnyOf(tuple(applicable(part, book) for part in formula.parts))
    if isinstance(formula, Count):
        return Count(formula.least, tuple(applicable(part, book) for part in formula.parts))
    return formula


def applicable(formula: Formula, book: Rulebook) -> Formula:
    """True only when the formula applies and holds: for parts of an `any`, red flags, and what reduces a day."""
    when = applies(formula, book)
    inner = effective(formula, book)
    return inner if when == TRUE else All((when, inner))


def _or_not_applicable(formula: Formula, book: Rulebook) -> Formula:
    when = applies(formula, book)
    inner = effective(formula, book)
    return inner if when == TRUE else AnyOf((Not(when), inner))
