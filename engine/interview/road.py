"""The tests that lie ahead: those that somebody is asked who does well at each. For the sheet, and to say how long.

It is found by trying: the best answer is put in for the first test owed, then for the next, until none is owed. Who
does worse is asked fewer of them, but for a test that stands in for one that failed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..decision.entry import kit_title
from ..decision.words import Wording
from ..facts.derive import derive
from ..facts.norms import cuts_of
from ..facts.validity import direction
from ..facts.values import Amount, show
from ..logic import AtLeast, Ref, Sure, leaves, measure_of
from ..model import Gate, Measure, Rulebook
from .sheet import Sheet
from .state import State, key_of
from .tests_owed import owed, rank
from .typed import written

MOST = 100  # tests; a rulebook has far fewer
COUNTED_UP = ("repetitions", "seconds", "minutes", "contacts")  # what one goes on with until one stops
UPWARD = ("at least", "more than")


@dataclass(frozen=True)
class Ahead:
    """One thing owed further on: a test, or a plain question of a gate's; `gate` is None for what no gate asks for."""

    gate: Gate | None
    measure: Measure


def road(sheet: Sheet, asked: Collection[str], begun: Collection[str], everything: bool = False) -> list[Ahead]:
    """Everything that is owed, if all of it goes well, in the order in which it is asked."""
    tried, done, gates = sheet.copy(), {*asked}, {*begun}
    found: list[Ahead] = []
    while len(found) < MOST:
        state = State(tried, done, gates, everything)
        ahead = next((Ahead(due.gate, measure) for due in owed(state) for measure in due.measures), None)
        if ahead is None:
            return found
        found.append(ahead)
        done.add(key_of(ahead.measure))
        if ahead.gate is not None:
            gates.add(ahead.gate.id)
        tried.put([(ahead.measure.at, best_of(ahead.measure))])
    return found


def tests_of(ahead: Sequence[Ahead]) -> list[Ahead]:
    """Those for which the body has to do something."""
    return [each for each in ahead if each.measure.test]


def minutes_of(ahead: Sequence[Ahead]) -> int:
    return sum(each.measure.minutes for each in ahead)


def kit_of(state: State, ahead: Sequence[Ahead]) -> list[str]:
    """What is needed for some tests, each thing once."""
    items = dict.fromkeys(item for each in ahead for item in each.measure.test.get("kit", ()))
    return [kit_title(state.book, item) for item in items]


def sittings(book: Rulebook, state: State, ahead: Sequence[Ahead]) -> list[list[Ahead]]:
    """The tests by sitting, each as long as the rulebook has it and in the order that spares the legs."""
    most = book.interview.sitting_minutes
    found: list[list[Ahead]] = [[]]
    for each in ahead:
        if most and found[-1] and minutes_of([*found[-1], each]) > most:
            found.append([])
        found[-1].append(each)
    return [sorted(sitting, key=lambda each: rank(state, each.measure)) for sitting in found if sitting]


def enough(sheet: Sheet, measure: Measure, gates: Sequence[Gate]) -> str:
    """The number that settles a test for some gates, in words; "" where there is no such number.

    People stop there: what is more can't change anything. It is the largest that a line, or a pass of its criterion,
    asks for.
    """
    if measure.unit not in COUNTED_UP or measure.better != "higher" or not measure.test:
        return ""
    book = sheet.book
    wording = Wording(book, derive(sheet.answers(), book), {})
    cuts: list[int] = []
    for gate in gates:
        for line in gate.lines:
            if not line.asks_for(measure.name):
                continue
            asks = [ask for ask in line.asks if ask.measure == measure.name]
            if not asks or any(ask.reading in ("side ratio", "side difference") for ask in asks):
                return ""  # read for another measure's sake, or against the other side: stopping early may cost it
            cuts += [cut for ask in asks if ask.verb in UPWARD for cut in wording.cuts(ask)]
            cuts += (
                _cuts_of(book, wording, book.criteria[measure.name].passes, measure)
                if measure.name in book.criteria
                else []
            )
    most = max(cuts, default=measure.low)
    return show(measure, most, most) if measure.low < most < measure.high else ""


def _cuts_of(book: Rulebook, wording: Wording, name: str, measure: Measure) -> list[int]:
    """The numbers that a conclusion asks of a measure, those of its table among them."""
    found: list[int] = []
    conclusion = book.conclusions.get(name)
    for leaf in leaves(conclusion.formula) if conclusion is not None else ():
        if isinstance(leaf, (Ref, Sure)):
            found += _cuts_of(book, wording, leaf.name, measure)
        elif isinstance(leaf, AtLeast) and measure_of(leaf.fact) == measure.name:
            _, _, table = leaf.fact.partition("~")
            found += cuts_of(book.tables[table], book, wording.facts.known) if table else [leaf.cut]
    return found


def best_of(measure: Measure) -> object:
    """The best value of a measure, as a facts file has it."""
    better = direction(measure)
    steps = measure.low if better == "lower" else measure.high
    value = written(measure, Amount(steps, steps))
    return {"both": value} if measure.sides else value
