"""Which tests are owed now: for the gates up to the one ahead, as far as they can still matter, and none that may hurt.

Who is to be placed goes gate by gate: the next gate's tests come up once the one before is open. Who has a phase is
asked for what would lose it, and for the gate ahead once nothing else stands in its way. A test is an exercise: what
hurts, what is not there, a red flag, a day to recover and a tier not yet reached hold it back, whoever wants it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..decision.entry import refused, said
from ..model import Gate, Line, Measure
from .state import State


@dataclass(frozen=True)
class Owed:
    """One gate's tests and other questions, in their order; and those left out, each with the reason.

    gate : None for tests that no gate asks for
    """

    gate: Gate | None
    measures: tuple[Measure, ...]
    left_out: tuple[tuple[Measure, str], ...]


def owed(state: State) -> Iterator[Owed]:
    """What each gate still needs, the first gate first."""
    screen = state.book.gate_of(1)
    if screen is not None and not state.true("ready"):
        tests = {name for name in state.flagged if state.book.measures[name].test}
        if tests == state.flagged:  # a flag hangs on a test alone; while a question is open, nothing physical
            yield _of(state, screen, tests, "")
        return
    why_none = _no_tests(state)
    yield from _needed(state, why_none)
    if state.everything:
        yield from _the_rest(state, why_none)


def _needed(state: State, why_none: str) -> Iterator[Owed]:
    reached, first = state.reached, state.book.first_tested  # the first tests are for everybody
    for phase in state.book.phases[1 : (reached.order if reached else 0) + 1]:
        gate = state.book.gate_of(phase.order)
        if gate is None:
            continue
        ahead = phase.order > max(state.position, 0 if state.position else first)
        if ahead and state.possible.truth_of(f"phase:{phase.id}") is False and gate.id not in state.begun:
            continue  # no test can open it today
        lines = [name for line in gate.lines if (name := _open_line(state, line, phase.order <= state.position))]
        again = state.again if phase.order <= state.position else set()  # that question belongs to the gate ahead
        yield _of(state, gate, state.possible.open_in(lines) & asked_by(gate) - again, why_none)
    yield from _tiers(state, why_none)


def _tiers(state: State, why_none: str) -> Iterator[Owed]:
    """The tier of jumping that is next, once its phase is there; and what would lose the tiers that were reached."""
    before = True
    for tier in state.book.tiers:
        gate, held = state.book.tier_gate(tier.id), state.true(f"tier:{tier.id}")
        open_ = held or state.possible.truth_of(f"tier:{tier.id}") is not False
        due = gate is not None and before and state.true(f"phase:{tier.from_phase}")
        if gate is not None and due and (open_ or gate.id in state.begun) and not (held and state.position == 0):
            lines = [name for line in gate.lines if (name := _open_line(state, line, held))]
            yield _of(state, gate, state.possible.open_in(lines) & asked_by(gate), why_none)
        before = held


def asked_by(gate: Gate) -> set[str]:
    """The measures that a gate's lines ask for."""
    return {name for line in gate.lines for name in line.measures() if line.asks_for(name)}


def _the_rest(state: State, why_none: str) -> Iterator[Owed]:
    """Every other test, whether it can change anything or not: gate by gate, then what no gate asks for."""
    told: set[str] = set()
    for gate in state.book.gates.values():
        shown = {state.book.criteria[name].measure for name in gate.shows if name in state.book.criteria}
        names = asked_by(gate) | shown
        tests = {name for name in names if state.book.measures[name].test} - told
        told |= tests
        yield _of(state, gate, tests, why_none)
    yield _of(state, None, {name for name, each in state.book.measures.items() if each.test} - told, why_none)


def _open_line(state: State, line: Line, held: bool) -> str:
    """The conclusion by which a line still matters to this athlete, or "".

    held : what the gate opens is held already
    """
    if line.applies and state.truths.get(line.applies) is False:
        return ""
    if state.position == 0:
        return "" if line.self_report else line.needs
    return line.keep if held else line.needs


def _of(state: State, gate: Gate | None, names: Iterable[str], why_none: str) -> Owed:
    wanted = {*names}
    measures = [measure for name, measure in state.book.measures.items() if name in wanted]
    open_ = [measure for measure in measures if measure.question and state.open(measure)]
    open_.sort(key=lambda measure: rank(state, measure))
    reasons = {each.name: (why_none or held_back(state, each)) if each.test else "" for each in open_}
    return Owed(
        gate,
        tuple(measure for measure in open_ if not reasons[measure.name]),
        tuple((measure, reasons[measure.name]) for measure in open_ if reasons[measure.name]),
    )


def rank(state: State, measure: Measure) -> int:
    """Plain questions first, then the tests in the order that spares the legs."""
    order, kinds = measure.test.get("order"), state.book.interview.order
    return kinds.index(order) + 1 if order in kinds else len(kinds) + 1 if measure.test else 0


def _no_tests(state: State) -> str:
    """Why nothing physical is tested today, or ""."""
    for flag in state.book.flags.values():
        if state.true(flag.id):
            return said(state.book, "flag", flag.title)
    return said(state.book, "recover", "") if state.true("today:recover") else ""


def held_back(state: State, measure: Measure) -> str:
    """Why this test isn't for today, or ""."""
    return refused(measure, state.book, state.facts, state.truths)
