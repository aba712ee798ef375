"""Which tests are owed now: for the gates up to the one ahead, as far as they can still matter, and none that may hurt.

Who is to be placed goes gate by gate: the next gate's tests come up once the one before is open. Who has a phase is
asked for what would lose it, and for the gate ahead once nothing else stands in its way.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Gate, Line, Measure
from .state import State

ORDER = ("mobility", "balance", "strength", "endurance", "hops")
MOST_PAIN = 2                             # out of 10, at a site that a test loads


@dataclass(frozen=True)
class Owed:
    """One gate's tests and other questions, in their order; and those left out, each with the reason."""

    gate: Gate
    measures: tuple[Measure, ...]
    left_out: tuple[tuple[Measure, str], ...]


def owed(state: State) -> Iterator[Owed]:
    """What each gate still needs, the first gate first."""
    screen = state.book.gate_of(1)
    if screen is not None and not state.true("ready"):
        tests = {name for name in state.flagged if state.book.measures[name].test}
        if tests == state.flagged:        # a flag hangs on a test alone; while a question is open, nothing physical
            yield _of(state, screen, tests, "")
        return
    reached = state.reached
    why_none = _no_tests(state)
    for phase in state.book.phases[1:(reached.order if reached else 0) + 1]:
        gate = state.book.gate_of(phase.order)
        if gate is None:
            continue
        lines = [name for line in gate.lines if (name := _open_line(state, line, phase.order))]
        out_of_reach = state.possible.truth_of(f"phase:{phase.id}") is False
        if phase.order > state.position > 0 and out_of_reach and gate.id not in state.begun:
            continue                      # no test can open it today
        asked = {measure for line in gate.lines for measure in line.measures()}
        if phase.order <= state.position:
            asked -= state.again          # that question belongs to the gate ahead
        yield _of(state, gate, state.possible.open_in(lines) & asked, why_none)


def _open_line(state: State, line: Line, order: int) -> str:
    """The conclusion by which a line still matters to this athlete, or ""."""
    if line.applies and state.truths.get(line.applies) is False:
        return ""
    if state.position == 0:
        return "" if line.self_report else line.needs
    return line.keep if order <= state.position else line.needs


def _of(state: State, gate: Gate, names: set[str], why_none: str) -> Owed:
    measures = [state.book.measures[name] for name in state.book.measures if name in names]
    measures = sorted((measure for measure in measures if measure.question and state.open(measure)), key=_when)
    reasons = {each.name: (why_none or held_back(state, each)) if each.test else "" for each in measures}
    return Owed(gate, tuple(measure for measure in measures if not reasons[measure.name]),
                tuple((measure, reasons[measure.name]) for measure in measures if reasons[measure.name]))


def _when(measure: Measure) -> int:
    """Plain questions first, then the tests in the order that spares the legs."""
    order = measure.test.get("order")
    return ORDER.index(order) + 1 if order in ORDER else len(ORDER) + 1 if measure.test else 0


def _no_tests(state: State) -> str:
    """Why nothing physical is tested today, or ""."""
    for flag in state.book.flags.values():
        if state.true(flag.id):
            return f"{flag.title}: no tests before that is cleared."
    return "Today is a day to recover, so nothing is tested." if state.true("today:recover") else ""


def held_back(state: State, measure: Measure) -> str:
    """Why this test isn't for today, or ""."""
    for site in measure.test.get("loads", ()):
        if state.hurts(site, MOST_PAIN):
            return f"It loads what hurts ({state.book.sites.get(site, site)})."
    for item in measure.test.get("kit", ()):
        fact = state.facts.get(f"kit.{item}")
        if fact is None or fact.high < 1:
            return f"It needs: {str(state.book.equipment.get(item, {}).get('title', item)).lower()}."
    return ""
