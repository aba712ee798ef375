"""What is known in the middle of an interview, and what is still open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from functools import cached_property

from ..facts.answers import DECLINED, Answers
from ..facts.derive import derive
from ..facts.sections import POSITION
from ..infer.reference import conclude
from ..logic import AtLeast, Below, leaves, measure_of
from ..model import Measure, Rulebook
from ..training import Phase
from .matters import Possible
from .races import is_of_a_race
from .sheet import Sheet

PLANNING = ("exercise", "regressions", "reductions")  # kinds of conclusions that no question waits for


class State:
    """The answers so far, what follows from them, and what they leave open.

    asked : keys of the questions that have been put in this sitting
    begun : gates whose tests have been begun in it; they are finished
    everything : tests are asked for that can't change anything any more
    no_tests   : only questions are asked
    again : measures that keep the gate ahead closed and were taken some time ago
    """

    def __init__(
        self,
        sheet: Sheet,
        asked: Collection[str],
        begun: Collection[str],
        everything: bool = False,
        no_tests: bool = False,
    ):
        self.book: Rulebook = sheet.book
        self.sheet, self.asked, self.begun = sheet, asked, begun
        self.everything, self.no_tests = everything, no_tests
        self.answers: Answers = sheet.answers()
        facts = derive(self.answers, self.book)
        self.facts, self.forced = facts.known, facts.forced
        deciding = {name: each for name, each in self.book.conclusions.items() if each.kind not in PLANNING}
        self.truths = conclude(deciding, facts.known, facts.forced)
        self.placed = sheet.placed or "/".join(POSITION) in asked
        # What failed and is old stands, and is asked again all the same.
        self.again = self._worth_again()
        self.known = {
            name: fact for name, fact in facts.known.items() if not fact.stale and measure_of(name) not in self.again
        }
        self._races_apart()
        if not self.placed:
            for name in self._places():
                self.known.pop(name, None)
        self.possible = Possible(self.book, self.known, self.forced)

    def _races_apart(self) -> None:
        """A race that has just been named says nothing yet about the other one: the last, or the next."""
        races = [measure for measure in self.book.measures.values() if is_of_a_race(measure)]
        if any(key_of(measure) in self.asked for measure in races):
            for measure in races:
                fact = self.known.get(measure.name)
                if key_of(measure) in self.asked or self.sheet.has(measure.at):
                    continue
                if fact is not None and fact.low == measure.high:
                    del self.known[measure.name]

    @cached_property
    def wanted(self) -> set[str]:
        """The measures that can still change something."""
        return self.possible.open_at_all()

    @cached_property
    def open_and_wanted(self) -> list[Measure]:
        """Those of them that aren't known and may be asked."""
        return [measure for name, measure in self.book.measures.items() if name in self.wanted and self.open(measure)]

    @cached_property
    def flagged(self) -> set[str]:
        """The measures on which red flags still hang."""
        return self.possible.open_in(self.book.flags)

    def open(self, measure: Measure) -> bool:
        """Whether it isn't known and may be asked."""
        if key_of(measure) in self.asked or self._off(measure):
            return False
        facts = [self.known.get(fact) for fact in measure.facts()]
        return any(fact is None or fact.low < fact.high for fact in facts) and not self._declined(measure)

    def _off(self, measure: Measure) -> bool:
        """It does not apply; or whether it does hangs on a yes or no that was asked and left open."""
        applies = self.truths.get(measure.applies) if measure.applies else True
        if applies is not None:
            return not applies
        conclusion = self.book.conclusions.get(measure.applies)
        asks = leaves(conclusion.formula) if conclusion is not None else []
        names = {measure_of(leaf.fact) for leaf in asks if isinstance(leaf, (AtLeast, Below))}
        read = [self.book.measures[name] for name in names if name in self.book.measures]
        return bool(read) and all(each.kind == "yes_no" and key_of(each) in self.asked for each in read)

    def _declined(self, measure: Measure) -> bool:
        said = [self.answers.answers.get((measure.name, side)) for side in ("", "left", "right")]
        days = timedelta(days=self.book.interview.declined_days)
        return any(
            each is not None and each.status == DECLINED and self.answers.as_of - each.date < days for each in said
        )

    def true(self, name: str) -> bool:
        return self.truths.get(name) is True

    @property
    def position(self) -> int:
        """The order of the athlete's own phase so far; 0 for one who has none."""
        return max((self.facts[name].low for name in self._places() if name in self.facts), default=0)

    def _places(self) -> list[str]:
        return [measure.name for measure in self.book.measures.values() if measure.at == POSITION]

    def _worth_again(self) -> set[str]:
        """The measures that keep the gate ahead closed, where they were taken some time ago."""
        reached = self.reached
        gate = self.book.gate_of(reached.order + 1) if reached is not None else None
        found = set()
        after = timedelta(days=self.book.interview.again_after_days)
        for line in gate.lines if gate is not None else ():
            if self.truths.get(line.needs) is False:
                measures = [self.book.measures[name] for name in line.measures()]
                found |= {
                    measure.name
                    for measure in measures
                    for fact in measure.facts()
                    if fact in self.facts and self.answers.as_of - self.facts[fact].date >= after
                }
        return found

    @property
    def reached(self) -> Phase | None:
        """The phase that the answers suggest so far."""
        phases = [phase for phase in self.book.phases if self.true(f"phase:{phase.id}")]
        return phases[-1] if phases else None


def key_of(measure: Measure) -> str:
    """What a measure's question is remembered by."""
    return "/".join(measure.at)
