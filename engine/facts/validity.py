"""Dates: how long an answer counts, and what is left of it afterwards.

A pass or a caution that is out of date is unknown. A fail stands until it is asked or tested again, and may have grown
worse meanwhile. So does a symptom that was answered yes. How long is said in knowledge/validity.yaml, by class.
"""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from datetime import timedelta

from ..infer.reference import Interval, truth
from ..logic import Conclusion, Formula, Ref, Sure, Truth, leaves
from ..model import Measure, Rulebook
from .norms import margins
from .sections import is_symptom
from .values import Amount

AT_LEAST_AS_BAD = "at_least_as_bad"


def last_day(rulebook: Rulebook, valid: str, date: Date) -> Date | None:
    """The last day on which something of a class said on `date` counts; None when it always does."""
    days = rulebook.validity.get(valid, {}).get("days")
    return date + timedelta(days=days) if isinstance(days, int) else None


def out_of_date(rulebook: Rulebook, valid: str, date: Date, as_of: Date) -> bool:
    """Whether it no longer counts."""
    last = last_day(rulebook, valid, date)
    return last is not None and as_of > last


def holds(
    formula: Formula,
    facts: Mapping[str, Interval],
    conclusions: Mapping[str, Conclusion],
    settled: dict[str, Truth] | None = None,
) -> Truth:
    """The truth of a formula, with every conclusion that it reads worked out from the facts.

    settled : takes what was worked out, for the next formula over the same facts
    """
    truths: dict[str, Truth] = {} if settled is None else settled

    def settle(part: Formula) -> None:
        for leaf in leaves(part):
            if isinstance(leaf, (Ref, Sure)) and leaf.name not in truths:
                truths[leaf.name] = None
                conclusion = conclusions.get(leaf.name)
                if conclusion is not None:
                    settle(conclusion.formula)
                    truths[leaf.name] = truth(conclusion.formula, facts, truths)

    settle(formula)
    return truth(formula, facts, truths)


def direction(measure: Measure) -> str:
    """Which way is better: higher, lower, or context for neither."""
    if is_symptom(measure):
        return "lower"
    if measure.better == "context" and measure.kind == "words" and measure.ordered:
        return "higher"
    return measure.better


def or_worse(measure: Measure, amount: Amount) -> Amount:
    """The value, or anything worse."""
    better = direction(measure)
    if better == "higher":
        return Amount(measure.low, amount.high)
    return Amount(amount.low, measure.high) if better == "lower" else amount


def left_of(measure: Measure, fact: str, amount: Amount, facts: Mapping[str, Interval],
            rulebook: Rulebook) -> Amount | None:
    """What is left of an answer that is out of date; None when nothing is.

    fact  : the fact that it answered, one side of a sided measure
    facts : what else is known
    """
    if rulebook.validity.get(measure.valid, {}).get("stale") == AT_LEAST_AS_BAD:
        return None if _nothing_bad(measure, amount) else or_worse(measure, amount)
    if is_symptom(measure):
        return amount if amount.low == measure.high else None
    beside: dict[str, Interval] = {name: known for name, known in facts.items() if name not in measure.facts()}
    beside[fact] = amount
    beside |= margins(beside, rulebook)
    failed = any(holds(Ref(criterion.not_fail), beside, rulebook.conclusions) is False
                 for criterion in rulebook.criteria.values() if criterion.measure == measure.name)
    return or_worse(measure, amount) if failed else None


def _nothing_bad(measure: Measure, amount: Amount) -> bool:
    """No pain, no swelling: the best value, or none of it."""
    better = direction(measure)
    if better == "higher":
        return amount.high >= measure.high
    return better == "lower" and amount.low <= max(measure.low, 0)

