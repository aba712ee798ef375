"""What is said of today and of the next session; under a stop nothing that tells anybody how to train or to run.

A red flag beats everything: beside "stop running" a rule that says how to run with a sore tendon is worse than none. So
of the rules that hold only those are said that are marked `under_stop`, and there is no next session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Rule

if TYPE_CHECKING:
    from .decide import Decision

NO_SESSION = "none"  # in place of less, same and more


def stopped(decision: Decision) -> bool:
    """Whether a red flag stops all training."""
    return decision.true("stop")


def today_rules(decision: Decision) -> list[Rule]:
    """The lines that made today what it is, and warnings; under a stop its flags did."""
    return [rule for rule in decision.book.today if decision.true(rule.holds) and _said(rule, decision)]


def load_rules(decision: Decision) -> list[Rule]:
    """The rules of the running load that warn."""
    return [
        rule
        for rule in decision.book.running_load
        if rule.kind == "warn" and decision.true(rule.holds) and _said(rule, decision)
    ]


def progression(decision: Decision) -> tuple[str, list[Rule]]:
    """What the next session does, the rules that hold it there, or what would have to be known for more."""
    book, truths = decision.book, decision.truths
    if stopped(decision):
        return NO_SESSION, []
    step = next((each for each in ("more", "same") if truths.get(f"progress:{each}") is True), "less")
    if step == "more":
        return step, []
    held = [
        rule
        for rule in [*book.progression, *book.running_load]
        if rule.kind in (("less",) if step == "less" else ("same", "flat")) and truths.get(rule.holds) is True
    ]
    if step == "same" and not held:
        held = [rule for rule in book.progression if rule.kind == "more" and truths.get(rule.holds) is not True]
    return step, held


def unsaid(decision: Decision) -> frozenset[str]:
    """The rules whose sentences aren't said though they hold: the trace keeps that they held."""
    if not stopped(decision):
        return frozenset()
    book = decision.book
    return frozenset(
        rule.id for rule in (*book.today, *book.running_load, *book.progression) if not _said(rule, decision)
    )


def _said(rule: Rule, decision: Decision) -> bool:
    return bool(rule.data.get("under_stop")) or not stopped(decision)
