"""Criteria as bars: where a measure's bands begin, both sides of it now, what gates need, and how it went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ..decision.gates import LineView
from ..facts.norms import cuts_of
from ..facts.validity import direction
from ..journal.trends import Trend, measured
from ..logic import AtLeast, Below, leaves, measure_of
from ..model import Criterion, Measure
from .gate_tree import LINE
from .reasons import Reasons

HALF = Fraction(1, 2)
SHORT = 10  # a scale that is drawn to its end
ROOM = Fraction(5, 4)  # of the furthest thing that is drawn, up to the end


@dataclass(frozen=True)
class Value:
    """One side now. `open_`: at least so much."""

    side: str
    value: Fraction
    text: str
    open_: bool


@dataclass(frozen=True)
class Need:
    """What a line of a gate needs of it."""

    line: str
    gate: str
    text: str
    value: Fraction | None
    status: str


@dataclass(frozen=True)
class Bar:
    """One criterion.

    better : higher or lower
    high   : where the bar ends; it begins at `low`
    fails, passes : where a band begins, half a step from the value that is in it; None where it has none
    """

    measure: str
    title: str
    unit: str
    better: str
    low: Fraction
    high: Fraction
    fails: Fraction | None
    passes: Fraction | None
    said: tuple[str, ...]
    values: tuple[Value, ...]
    band: str
    seen: str
    needs: tuple[Need, ...]
    history: tuple[Trend, ...]


def bars_of(reasons: Reasons) -> list[Bar]:
    """The criteria that are known, or that the gate ahead asks for; those of the gate ahead first."""
    history: dict[str, list[Trend]] = {}
    for trend in measured(reasons.subject.document.log, reasons.book):
        history.setdefault(trend.name, []).append(trend)
    ahead = reasons.decision.gates.get(reasons.decision.next_gate or "")
    first = [name for view in (ahead.lines if ahead else ()) for name in view.line.measures()]
    names = dict.fromkeys([*first, *reasons.book.criteria])
    found = (_bar(name, reasons, tuple(history.get(name, ())), name in first) for name in names)
    return [each for each in found if each is not None]


def _bar(name: str, reasons: Reasons, history: tuple[Trend, ...], wanted: bool) -> Bar | None:
    measure, criterion = reasons.book.measures[name], reasons.book.criteria.get(name)
    values = tuple(_values(measure, reasons))
    better = direction(measure)
    off = bool(measure.applies) and reasons.decision.truths.get(measure.applies) is False
    if criterion is None or measure.kind != "number" or better == "context" or off or not (values or wanted):
        return None
    passes, fails = (_cut(criterion, which, measure, reasons) for which in (criterion.passes, criterion.not_fail))
    needs = tuple(_needs(name, measure, reasons))
    step = Fraction(measure.step)
    told = [each for each in (passes, fails, *(need.value for need in needs)) if each is not None]
    furthest = max([*told, *(each.value for each in values)], default=measure.high * step)
    low = min(Fraction(0), *(each.value for each in values)) if values else Fraction(0)
    high = min(furthest * ROOM, measure.high * step) if furthest > 0 else measure.high * step
    if measure.high * step <= SHORT:  # marks out of ten and the like are drawn whole
        high = measure.high * step
    edge = HALF * step * (-1 if better == "higher" else 1)
    said = tuple(_said(better, measure, passes, fails))
    return Bar(
        name,
        measure.title,
        measure.unit,
        better,
        low,
        max(high, low + step),
        fails + edge if fails is not None else None,
        passes + edge if passes is not None else None,
        said,
        values,
        reasons.said.band(name),
        reasons.seen_of(name),
        needs,
        history,
    )


def _values(measure: Measure, reasons: Reasons) -> Iterator[Value]:
    for fact in measure.facts():
        known = reasons.decision.facts.known.get(fact)
        if known is not None:
            side = fact.partition(".")[2]
            text = reasons.decision.wording.bare(measure, fact)
            yield Value(side, known.low * Fraction(measure.step), text, known.low != known.high)


def _cut(criterion: Criterion, name: str, measure: Measure, reasons: Reasons) -> Fraction | None:
    """The last value that is in a band: the least of those that pass (or don't fail), or the most."""
    upward = direction(measure) == "higher"
    for leaf in leaves(reasons.book.conclusions[name].formula):
        if isinstance(leaf, (AtLeast, Below)) and measure_of(leaf.fact) == measure.name:
            table = reasons.book.tables.get(leaf.fact.partition("~")[2])
            cuts = cuts_of(table, reasons.book, reasons.decision.facts.known) if table is not None else [0]
            base = leaf.cut + ((max(cuts) if upward else min(cuts)) if cuts else 0)
            return (base if upward else base - 1) * Fraction(measure.step)
    return None


def _needs(name: str, measure: Measure, reasons: Reasons) -> Iterator[Need]:
    """Lines of the gates up to the one ahead that compare it."""
    order = next((each.order for each in reasons.book.phases if each.id == reasons.decision.next_phase), 0)
    for view in reasons.views():
        gate = reasons.book.gates.get(view.line.gate)
        opens = reasons.book.phase(gate.opens) if gate is not None else None
        if opens is not None and opens.order <= max(order, 1):
            yield from _of_line(view, name, measure, reasons)


def _of_line(view: LineView, name: str, measure: Measure, reasons: Reasons) -> Iterator[Need]:
    for ask in view.line.asks:
        cuts = reasons.decision.wording.cuts(ask)
        if ask.measure == name and cuts and "side" not in ask.reading.replace("each side", ""):
            cut = (max(cuts) if ask.verb in ("at least", "more than") else min(cuts)) * Fraction(measure.step)
            text = reasons.decision.wording.required_one(ask)
            known = all(fact in reasons.decision.facts.known for fact in measure.facts())
            status = LINE[view.status] if known or view.status == "unknown" else f"{LINE[view.status]} in another way"
            yield Need(view.line.id, view.line.gate, text, cut, status)


def _said(better: str, measure: Measure, passes: Fraction | None, fails: Fraction | None) -> Iterator[str]:
    """The bands in words."""
    words = ("from {} on", "below {}") if better == "higher" else ("up to {}", "over {}")
    for name, value, how in (("pass", passes, words[0]), ("fail", fails, words[1])):
        if value is not None:
            yield f"{name} {how.format(_plain(value))}"


def _plain(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


__all__ = ["Bar", "Need", "Value", "bars_of"]
