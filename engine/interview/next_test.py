"""The one test that unlocks most, for somebody who has left tests open."""

from __future__ import annotations

from ..facts.answers import GIVEN
from .road import Ahead, best_of, road, tests_of
from .sheet import Sheet
from .state import State

NOTHING = "Nothing has been measured yet, so you begin where everybody can."


def next_test(sheet: Sheet) -> list[str]:
    """What to say about tests that are still owed: nothing, or the one that unlocks most, and who asks for it."""
    ahead = tests_of(road(sheet, (), ()))
    if not ahead:
        return []
    chosen = max(ahead, key=lambda each: _unlocks(sheet, each, ahead))  # of equals the first in the order of tests
    measure = chosen.measure
    measured = [
        each
        for each in sheet.answers().answers.values()
        if each.status == GIVEN and sheet.book.measures[each.measure].test
    ]
    asking = [gate.title for gate in sheet.book.gates_asking(measure.name)]
    told = f"The one test that unlocks most: {measure.title}, about {measure.minutes} minutes"
    wanted = f", asked for by: {'; '.join(asking)}" if asking else ""
    return [*([] if measured else [NOTHING]), f"{told}{wanted}. {measure.how}".strip()]


def _unlocks(sheet: Sheet, each: Ahead, ahead: list[Ahead]) -> tuple[int, int]:
    """How far somebody gets, and how many lines of the gates ahead are met, if this one test goes well."""
    tried = sheet.copy()
    tried.put([(each.measure.at, best_of(each.measure))])
    state = State(tried, (), ())
    gates = {other.gate.id: other.gate for other in ahead if other.gate is not None}
    lines = [line for gate in gates.values() for line in gate.lines]
    reached = state.reached
    return (reached.order if reached is not None else 0), sum(state.true(line.needs) for line in lines)
