"""The reference evaluator: what the conclusions are, by walking the formulas from the facts.

As small as it can be, and sharing nothing with the engine but the model. Strong Kleene logic: `all` is false as soon
as one part is false, true when all are true, otherwise unknown; `any` the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from ..logic import All, AnyOf, AtLeast, Below, Conclusion, Formula, Known, Not, Ref, Sure, Truth


class Interval(Protocol):
    """What is known of one quantity, in whole steps."""

    @property
    def low(self) -> int: ...

    @property
    def high(self) -> int: ...


def truth(formula: Formula, facts: Mapping[str, Interval], truths: Mapping[str, Truth]) -> Truth:
    """The truth of a formula: True, False, or None for unknown.

    facts  : what is known, by fact name; what isn't there is unknown
    truths : the truths of the conclusions that the formula reads
    """
    if isinstance(formula, (AtLeast, Below)):
        fact = facts.get(formula.fact)
        if fact is None:
            return None
        if fact.low >= formula.cut:
            return isinstance(formula, AtLeast)
        if fact.high < formula.cut:
            return isinstance(formula, Below)
        return None
    if isinstance(formula, Known):
        fact = facts.get(formula.fact)
        return True if fact is not None and fact.low == fact.high else None
    if isinstance(formula, Ref):
        return truths.get(formula.name)
    if isinstance(formula, Sure):
        return truths.get(formula.name) is True
    if isinstance(formula, Not):
        inner = truth(formula.part, facts, truths)
        return None if inner is None else not inner
    seen = [truth(part, facts, truths) for part in formula.parts]
    yes, no = seen.count(True), seen.count(False)
    needed = len(seen) if isinstance(formula, All) else 1 if isinstance(formula, AnyOf) else formula.least
    if yes >= needed:
        return True
    return False if len(seen) - no < needed else None


def conclude(
    conclusions: Mapping[str, Conclusion], facts: Mapping[str, Interval], forced: Mapping[str, bool] | None = None
) -> dict[str, Truth]:
    """Every conclusion's truth.

    conclusions : in an order in which each stands after all that it reads
    forced      : conclusions that a coach's override settles
    """
    forced = forced or {}
    truths: dict[str, Truth] = {}
    for name, conclusion in conclusions.items():
        truths[name] = forced[name] if name in forced else truth(conclusion.formula, facts, truths)
    return truths


__all__ = ["Interval", "conclude", "truth"]
