"""Which small changes of a rulebook no case would notice; for each the athlete that would tell the two apart.

A change is noticed when some case comes out otherwise than it expects. Decisions are made by the reference evaluator
alone: a change of one formula needs no engine to be compiled.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..cases import Case, differences
from ..decision.decide import Decision, decide
from ..facts.derive import Facts, derive
from ..facts.reading import read_facts
from ..infer.reference import Interval, conclude, truth
from ..logic import Truth
from ..model import Rulebook
from ..plan.sessions import Plan, make_plan
from .mutants import Mutant, mutants
from .telling import case_text, laid, seen, values_beside

TRIED = 60  # athletes of cases that are tried, with another value, to tell two rulebooks apart


class Reference:
    """Stands in for the engine: the reference evaluator's conclusions, and nothing to trace."""

    def __init__(self, book: Rulebook):
        self.book = book

    def conclude(self, facts: Mapping[str, Interval], forced: Mapping[str, bool]) -> tuple[dict[str, Truth], list[Any]]:
        return conclude(self.book.conclusions, facts, forced), []


class Athlete(NamedTuple):
    """The athlete of a case, and what is concluded of her by the rulebook as it is."""

    case: Case
    facts: Facts
    truths: dict[str, Truth]


@dataclass
class Outcome:
    """What became of all changes: `noticed` of `tried`, and the others, each with the case that would notice it."""

    tried: int = 0
    noticed: int = 0
    missed: list[tuple[Mutant, str]] = field(default_factory=list)

    def as_lines(self) -> Iterator[str]:
        for mutant, case in self.missed:
            yield f"No case notices {mutant.words}."
            yield case or "  No athlete was found that tells the two apart."
        share = 100 * self.noticed // self.tried if self.tried else 100
        yield f"Mutation score: {self.noticed} of {self.tried} small changes are noticed by some case ({share} %)."


def mutated(
    book: Rulebook,
    cases: list[Case],
    rules: Iterable[str] = (),
    tell: Callable[[int, int], None] = lambda done, whole: None,
) -> Outcome:
    """Tries every small change against the cases. `tell` is called with how many are done, and of how many."""
    athletes = [each for case in cases if "findings" not in case.expect and (each := _athlete(case.facts, case, book))]
    changes = list(mutants(book, rules))
    outcome = Outcome(len(changes))
    for number, mutant in enumerate(changes):
        tell(number, len(changes))
        changed = mutant.within(book)
        met = [each for each in athletes if _differs(mutant, each)]
        if any(_notices(each, changed) for each in met):
            outcome.noticed += 1
        else:
            outcome.missed.append((mutant, _telling(mutant, book, changed, met, athletes)))
    return outcome


def _athlete(facts: dict[str, Any], case: Case, book: Rulebook) -> Athlete | None:
    """The athlete of these facts; None where they can't be read."""
    document = json.dumps({"surefoot": "facts/1", "athlete": "case", **facts}, default=str)
    answers, _ = read_facts(document, case.file, book, datetime.date.min)
    if answers is None:
        return None
    read = derive(answers, book)
    return Athlete(case, read, conclude(book.conclusions, read.known, read.forced))


def _differs(mutant: Mutant, athlete: Athlete) -> bool:
    """Whether the changed conclusion comes out otherwise for an athlete; if not, nothing else does."""
    name = mutant.conclusion.name
    if name in athlete.facts.forced:
        return False
    return truth(mutant.conclusion.formula, athlete.facts.known, athlete.truths) != athlete.truths[name]


def _notices(athlete: Athlete, book: Rulebook) -> bool:
    return any(True for _ in differences(athlete.case.expect, *_decided(athlete, book)))


def _decided(athlete: Athlete, book: Rulebook) -> tuple[Decision, Plan]:
    decision = decide(athlete.facts, book, Reference(book))  # type: ignore[arg-type]
    return decision, make_plan(decision)


def _telling(mutant: Mutant, book: Rulebook, changed: Rulebook, met: list[Athlete], athletes: list[Athlete]) -> str:
    """A case, ready to be saved, that holds as things are and fails with the change; "" where none is found."""
    for athlete in met:
        expect = _apart(athlete, book, changed)
        if expect:
            return case_text(athlete.case, {}, expect, mutant.words)
    near = sorted(athletes, key=lambda each: mutant.conclusion.rule not in str(each.case.expect))
    for own in values_beside(mutant.leaf, book):
        for athlete in near[:TRIED]:
            other = _athlete(laid(athlete.case.facts, own), athlete.case, book)
            expect = _apart(other, book, changed) if other is not None and _differs(mutant, other) else {}
            if expect:
                return case_text(athlete.case, own, expect, mutant.words)
    return ""


def _apart(athlete: Athlete, book: Rulebook, changed: Rulebook) -> dict[str, Any]:
    """What a case can expect that holds as things are and not with the change."""
    before, after = (seen(*_decided(athlete, each)) for each in (book, changed))
    found: dict[str, Any] = {}
    for key, value in before.items():
        if isinstance(value, dict):
            value = {name: each for name, each in value.items() if after[key].get(name) != each}
            found |= {key: value} if value else {}
        elif after[key] != value:
            found[key] = value
    gone = sorted(found.pop("exercises", {}))
    return found | ({"exercises": {"has": gone}} if gone else {})
