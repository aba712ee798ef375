"""What isn't known and would help: measures that lines ask for, those of the nearest gate first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..facts.known import Facts
from ..logic import Truth
from ..model import Measure, Rulebook
from .entry import refused
from .gates import GateView

SCREEN = -1  # as far away as a gate is; today's questions are 0


@dataclass(frozen=True)
class Missing:
    """A measure that isn't known, and the lines that ask for it."""

    measure: str
    needed_by: tuple[str, ...]


def missing_of(
    book: Rulebook,
    facts: Facts,
    truths: Mapping[str, Truth],
    gates: Mapping[str, GateView],
    before: str | None,
    ahead: str | None,
) -> list[Missing]:
    """Measures that aren't known, those of the nearest gate first, then those that most lines ask for.

    While the medical screen isn't passed its questions come before all else, in its own order.

    before, ahead : the phase so far, and the next one
    """
    phase = book.phase(ahead or "")
    reach = phase.order if phase else len(book.phases)
    lines: dict[str, list[tuple[int, str]]] = {}
    screen = book.gate_of(1)
    for view in gates.values():
        order = _asked(view, book, truths, before, reach)
        if view.gate is screen and view.status != "open":
            order = SCREEN
        for each in view.with_status("unknown") if order else ():
            for measure in each.line.measures():
                if order == SCREEN and book.measures[measure].test:
                    continue  # a test comes after the screen
                lines.setdefault(measure, []).append((order, each.line.id))
    # What makes today smaller only because it isn't known is a matter of seconds, and comes first.
    for rule in (each for each in book.today if each.kind != "warn" and truths.get(each.holds) is True):
        for ask in rule.asks:
            lines.setdefault(ask.measure, []).append((0, rule.id))
    for rule in [*book.today, *(each for each in book.advancing if truths.get(each.holds) is not True)]:
        for ask in rule.asks:
            lines.setdefault(ask.measure, []).append((reach + 1, rule.id))
    found = [
        (measure, wanted)
        for measure, wanted in lines.items()
        if any(fact not in facts.known for fact in book.measures[measure].facts())
        and _may_ask(book.measures[measure], book, facts, truths)
    ]
    def rank(item: tuple[str, list[tuple[int, str]]]) -> tuple[int, int, str]:
        nearest = min(order for order, _ in item[1])
        return (SCREEN, 0, "") if nearest == SCREEN else (nearest, -len(item[1]), item[0])

    found.sort(key=rank)
    return [Missing(measure, tuple(dict.fromkeys(line for _, line in sorted(wanted)))) for measure, wanted in found]


def _asked(
    view: GateView, book: Rulebook, truths: Mapping[str, Truth], before: str | None, reach: int
) -> int:
    """How far away a gate is whose unknown lines are owed; 0 for one that isn't. While the phase is held whatever the
    next gate says, nothing is tested for it."""
    tier = book.tier(view.gate.opens)
    if tier is not None:  # the tier next to be reached, once its phase is there
        reached = truths.get(f"tier:{tier.id}") is True
        if held(book, truths) or any(truths.get(cap.holds) is True for cap in book.caps_below(tier)):
            return 0
        earlier = tier.order == 1 or truths.get(f"tier:{book.tiers[tier.order - 2].id}") is True
        return reach if not reached and earlier and truths.get(f"phase:{tier.from_phase}") is True else 0
    opens = book.phase(view.gate.opens)
    # What one stands in is kept until it is known to be lost: of the gates behind, nothing is owed.
    if opens is None or opens.order > reach or (before and 1 < opens.order < reach):
        return 0
    if before and opens.order > 1 and held(book, truths):
        return 0
    return opens.order


def held(book: Rulebook, truths: Mapping[str, Truth]) -> bool:
    """Whether a rule that holds the phase applies, or may apply."""
    return any(rule.data.get("holds_phase") and truths.get(rule.holds) is not True for rule in book.advancing)


def _may_ask(measure: Measure, book: Rulebook, facts: Facts, truths: Mapping[str, Truth]) -> bool:
    """Whether it applies to the athlete, and is no test that may not be done today."""
    applies = not (measure.applies and truths.get(measure.applies) is False)
    return applies and not (measure.test and refused(measure, book, facts.known, truths))
