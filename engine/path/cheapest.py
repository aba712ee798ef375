"""The cheapest verified way through to a phase, and the next cheapest: found by the and/or walk, then decided again.

Each step of a way is decided again by both readers of the rules, with the facts as they would stand on its day. A way
that doesn't lead there then is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..decision.decide import Decision, decide
from ..facts.derive import derive
from ..facts.validity import direction, last_day
from ..findings import BadInput, Finding, nearest
from ..logic import AtLeast, Below, Known, Ref, Sure, leaves, measure_of
from ..model import Measure, Rulebook
from ..service import Surefoot
from ..training import Phase
from .needs import Needs, Range
from .reach import BACKWARD
from .road import READY, Road, Whole
from .times import Change, Stage, Times, When

POSITION, REACHED = "position", "reached"
SHOWN = 4                                   # ways: the cheapest and up to three more
TRIED = 24                                  # of the cheapest that are decided again before the rest is left


@dataclass(frozen=True)
class Way:
    """One way through that was decided again, step by step."""

    whole: Whole
    stages: list[Stage]
    times: Times

    @property
    def when(self) -> When:
        return self.stages[-1].when if self.stages else When(0, 0)


@dataclass
class Path:
    """The ways from a decision to a phase.

    there     : the phase is reached already, or nothing has to change for it
    forbidden : where there is no way, the facts, flags and lines that forbid it, with why
    unsure    : ways were found, and none of them led there when it was decided again
    cut       : there were too many ways to look at them all
    """

    decision: Decision
    to: Phase
    there: bool = False
    ways: list[Way] = field(default_factory=list)
    forbidden: list[tuple[str, str]] = field(default_factory=list)
    unsure: bool = False
    cut: bool = False

    @property
    def repeats(self) -> list[tuple[Measure, int]]:
        """What was tested and runs out before the cheapest way is done, with the days that are left."""
        if not self.ways or self.ways[0].when.soonest is None:
            return []
        answers, book = self.decision.facts.answers, self.decision.book
        done = {measure_of(key) for key, _ in self.ways[0].whole.together}
        left: dict[str, int] = {}
        for answer in answers.answers.values():
            measure = book.measures.get(answer.measure)
            if measure is None or not measure.test or answer.fact not in self.decision.facts.known:
                continue
            last = last_day(book, measure.valid, answer.date)
            if last is not None and measure.name not in done and measure.name in self._read:
                left[measure.name] = min(left.get(measure.name, 10**6), (last - answers.as_of).days)
        soonest = self.ways[0].when.soonest
        return [(book.measures[name], days) for name, days in left.items() if 0 <= days < soonest]

    @property
    def _read(self) -> set[str]:
        """The measures that the gates up to the phase ask for."""
        gates = [self.decision.book.gate_of(order) for order in range(1, self.to.order + 1)]
        return {measure for gate in gates if gate is not None for line in gate.lines for measure in line.measures()}


def target(decision: Decision, named: str | None) -> Phase:
    """The phase that is meant: the next one where none is named.

    Errors: BadInput, for a phase that there is not.
    """
    book = decision.book
    if named is None:
        found = book.phase(decision.next_phase or "")
        return found or book.phases[-1]
    phase = book.phase(named)
    if phase is None:
        names = [each.id for each in book.phases]
        say = f"There is no phase called '{named}'."
        raise BadInput([Finding("unknown-name", say, seen=named, expected=", ".join(names),
                                nearest=nearest(named, names))])  # fmt: skip
    return phase


def path_to(decision: Decision, opened: Surefoot, to: Phase, most: int = SHOWN) -> Path:
    """The ways from a decision to a phase, the cheapest first, each decided again."""
    found = Path(decision, to)
    road = Road(decision, to.order)
    if road.begins >= to.order and decision.true(READY):
        found.there = True
        return found
    roads = [road]
    answers = decision.facts.answers
    ends = [*(each.until for each in answers.overrides), *(each.until for each in answers.clearances)]
    if any(day is not None for day in ends):
        roads.append(Road(decision, to.order, ended=True))  # what ends meanwhile doesn't lead there
    every = [(whole, Times(each)) for each in roads for whole in each.wholes()]
    wholes = sorted(every, key=lambda each: (each[0].price, len(each[0].together), each[0].together))
    found.cut = any(each.cut for each in roads)
    for whole, times in wholes[:TRIED]:
        stages = times.stages(whole)
        known = any(way.whole.together == whole.together for way in found.ways)
        if not known and stages is not None and all(verified(stage, times, opened) for stage in stages):
            found.ways.append(Way(whole, stages, times))
            if len(found.ways) == most:
                break
    if not found.ways:
        found.unsure = bool(wholes)
        found.forbidden = list(_forbidden(road)) if not wholes else []
    return found


def verified(stage: Stage, times: Times, opened: Surefoot) -> bool:
    """Whether both readers of the rules, deciding again on the day of a step, have the athlete train in its phase."""
    made = decide(derive(times.answers(stage, stage.checked), opened.book), opened.book, opened.engine)
    reached = opened.book.phase(made.phase or "")
    moved = made.outcome in ("advance", "place") or stage.step.start == stage.step.end
    return moved and made.true(READY) and reached is not None and reached.order >= stage.step.end


def loosest(change: Change, stage: Stage, times: Times) -> Range:
    """Of what only has to be known, the values with which the step is open still."""
    measure = times.book.measures.get(measure_of(change.key))
    if measure is None or change.asked != (measure.low, measure.high):
        return change.asked
    up = direction(measure) == "higher"
    best, worst = (measure.high, measure.low) if up else (measure.low, measure.high)

    def open_with(value: int) -> bool:
        needs = tuple((key, Range(value, value) if key == change.key else asked) for key, asked in stage.meanwhile)
        return times.is_open(Stage(stage.step, meanwhile=needs), stage.checked)

    while best != worst:                    # the worse half while it does, otherwise the better one
        middle = (best + worst) // 2 if best > worst else -(-(best + worst) // 2)
        if open_with(middle):
            best = middle
        else:
            worst = middle + (1 if up else -1)
    return Range(best, measure.high) if up else Range(measure.low, best)


def _forbidden(road: Road) -> Iterator[tuple[str, str]]:
    """What forbids it, with why: where something does, not where somebody stands, nor what only makes it apply."""
    names = [name for name in road.blocked()
             if name not in (POSITION, REACHED) and road.reach.why.get(name) not in BACKWARD]  # fmt: skip
    measures = road.book.measures
    applying = {fact for measure in measures.values() if measure.applies
                for fact in facts_of(measure.applies, road.book) if measures[measure_of(fact)].kind != "number"}
    direct = [name for name in names if name not in applying]
    for name in direct or names or [POSITION]:
        yield name, road.reach.why.get(name, "")


def facts_of(name: str, book: Rulebook) -> set[str]:
    """The facts that a conclusion compares, by way of others too."""
    conclusion = book.conclusions.get(name)
    found: set[str] = set()
    for leaf in leaves(conclusion.formula) if conclusion is not None else ():
        if isinstance(leaf, (Ref, Sure)):
            found |= facts_of(leaf.name, book)
        elif isinstance(leaf, (AtLeast, Below, Known)):
            found.add(leaf.fact)
    return found


def title_of(name: str, book: Rulebook) -> str:
    """What a fact, a flag or a line is called, with its side."""
    if name.startswith("flag."):
        return book.flags[name.removeprefix("flag.")].title
    measure = book.measures.get(measure_of(name))
    if measure is not None:
        side = name.partition(".")[2]
        return f"{measure.title}, {side}" if side in ("left", "right") else measure.title
    line = next((line for gate in book.gates.values() for line in gate.lines if line.id == name), None)
    return line.title if line is not None else name


__all__ = ["Needs", "Path", "Way", "path_to", "target", "title_of"]
