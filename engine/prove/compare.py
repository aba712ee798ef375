"""Two rulebooks compared: what says something else, and for whom something else is decided.

In layers. First each conclusion whose own formula changed, over the names that it reads (`regions`). Then what is
decided: for each pair of answers that differ (G3 closed, and now open) an athlete, if there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import z3

from ..infer.reference import truth
from ..logic import PART, All, Formula, Not, Ref, Sure, Truth, measure_of
from ..model import Rulebook
from .beside import others
from .earning import READY, exactly
from .kept import Digests
from .parts import Asked, Part
from .properties import OUTCOMES
from .regions import Regions, regions, written_out
from .run import Told
from .saying import Said, facts_file
from .solve import Prover, Values, values_of
from .witness import concluded, shrunk
from .world import healthy, on_the_day, whole_steps

View = dict[str, tuple[Asked, ...]]  # an answer in words, and what has to be so for it


class Differs(NamedTuple):
    """Somebody of whom something else is decided: of what, the two answers, and who (for either rulebook)."""

    what: str
    before: str
    after: str
    said: Said
    said_new: Said


@dataclass
class Changes:
    """What an edit means. `others`: what changed and is no conclusion, by place in the rulebook."""

    written: dict[str, Regions] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    decided: list[Differs] = field(default_factory=list)
    exercises: list[tuple[str, str, str]] = field(default_factory=list)  # its id, and both answers
    others: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        return not (self.written or self.added or self.removed or self.decided or self.exercises or self.others)


def compare(old: Rulebook, new: Rulebook, told: Told = lambda done, of, what: None) -> Changes:
    """What the new one changes. `told` hears how far it has come."""
    changes = Changes(others=list(others(old, new)))
    for name in sorted({*old.conclusions, *new.conclusions}):
        if name.startswith(PART) or written_out(name, old) == written_out(name, new):
            continue
        both_have = name in old.conclusions and name in new.conclusions
        if both_have:
            changes.written[name] = regions(name, old, new)
        else:
            (changes.added if name in new.conclusions else changes.removed).append(name)
    two = _Two(old, new, told)
    changes.decided = list(two.all())
    changes.exercises = list(two.exercises())
    told(1, 1, "")
    return changes


# ---- what is decided ----


def views(book: Rulebook) -> dict[str, View]:
    """What can be asked of a decision, each with its answers."""
    found: dict[str, View] = {}
    for gate in book.gates.values():
        open_, closed = Asked(Ref(gate.id)), Asked(Ref(gate.id), truth=False)
        found[gate.id] = {"open": (open_,), "closed": (closed,), "not known": (open_.turned, closed.turned)}
        lost = Asked(Ref(f"{gate.id}:lost"))
        found[f"{gate.id} lost"] = {"lost": (lost,), "not lost": (lost.turned,)}
    found["outcome"] = {name: (Asked(Ref(f"outcome:{name}")),) for name in OUTCOMES}
    found["phase"] = {phase.id: (Asked(exactly(phase.order, book)),) for phase in book.phases}
    stop, recover, reduce_ = Ref("stop"), Ref("today:recover"), Ref("today:reduce")
    found["today"] = {
        "stop": (Asked(stop),),
        "recover": (Asked(All((Not(stop), recover))),),
        "reduce": (Asked(All((Not(stop), Not(recover), reduce_))),),
        "train": (Asked(All((Not(stop), Not(reduce_)))),),
    }
    tiers = [Ref(f"tier:{tier.id}") for tier in book.tiers]
    found["tier"] = {"none": (Asked(All((READY, *map(Not, tiers[:1])))),)}
    for index, tier in enumerate(book.tiers):
        found["tier"][tier.id] = (Asked(All((READY, tiers[index], *map(Not, tiers[index + 1 : index + 2])))),)
    levels = [Sure(level.holds) for level in book.levels]
    found["level"] = {level.id: (Asked(All((levels[index], *map(Not, levels[index + 1 : index + 2])))),)
                      for index, level in enumerate(book.levels)}  # fmt: skip
    if {"progress:same", "progress:more"} <= book.conclusions.keys():
        same, more = Ref("progress:same"), Ref("progress:more")
        found["next session"] = {"less": (Asked(All((READY, Not(same)))),), "more": (Asked(All((READY, more))),),
                                 "the same": (Asked(All((READY, same, Not(more)))),)}  # fmt: skip
    kinds = ("reductions", "regressions", "tier_cap", "frequency", "left_out", "protocol", "contraindication", "flag")
    for name, conclusion in book.conclusions.items():
        if conclusion.kind in kinds and not conclusion.hidden:
            holds: Formula = Ref(name) if conclusion.closed else Sure(name)
            found[name] = {"holds": (Asked(holds),), "doesn't hold": (Asked(Not(holds)),)}
    return found


def exercise_views(book: Rulebook) -> dict[str, View]:
    """Whether each exercise may be done."""
    found: dict[str, View] = {}
    for exercise in book.exercises.values():
        allowed = All((READY, Ref(exercise.allowed)))
        found[exercise.id] = {"allowed": (Asked(allowed),), "not allowed": (Asked(Not(allowed)),)}
    return found


class _Two:
    """Both rulebooks over one athlete."""

    def __init__(self, old: Rulebook, new: Rulebook, told: Told):
        self.books, self.told = (old, new), told
        self.provers = tuple(Prover(book) for book in self.books)
        self.solver = z3.SimpleSolver()
        for prover in self.provers:
            self.solver.add(*prover.world(prover.facts), *on_the_day(prover.person, prover.facts))
        self.solver.add(*self._one_athlete())

    def _one_athlete(self) -> Iterator[Any]:
        one, other = (prover.person for prover in self.provers)
        for fact in one.facts.keys() & other.facts.keys():
            mine, theirs = one.facts[fact], other.facts[fact]
            measures = [book.measures.get(measure_of(fact)) for book in self.books]
            first, second = whole_steps(*(each.step if each is not None else "1" for each in measures))
            yield z3.And(mine.known == theirs.known, first * mine.low == second * theirs.low,
                         first * mine.high == second * theirs.high)  # fmt: skip

    def all(self) -> Iterator[Differs]:
        for what, old, new in self._changed([views(book) for book in self.books]):
            for before, first in old.items():
                for after, second in new.items():
                    found = self._found(first, second) if before != after else None
                    if found is not None:
                        yield Differs(what, before, after, *self._smallest(found, first, second))

    def exercises(self) -> Iterator[tuple[str, str, str]]:
        """Those that may be done by somebody who could not before, or the other way round."""
        for what, old, new in self._changed([exercise_views(book) for book in self.books]):
            for before, after in (("allowed", "not allowed"), ("not allowed", "allowed")):
                if self._found(old[before], new[after]) is not None:
                    yield what, before, after

    def _changed(self, views_: list[dict[str, View]]) -> Iterator[tuple[str, View, View]]:
        """What can be asked of both, where something that it reads has changed."""
        digests = [Digests(book) for book in self.books]
        for number, (what, old) in enumerate(views_[0].items()):
            self.told(number, len(views_[0]), what)
            if what in views_[1]:
                yield from self._if_changed(what, old, views_[1][what], digests)

    @staticmethod
    def _if_changed(what: str, old: View, new: View, digests: list[Digests]) -> Iterator[tuple[str, View, View]]:
        marks = [digest.of(Part("", "", "", "", tuple(test for tests in view.values() for test in tests)), ())
                 for digest, view in zip(digests, (old, new), strict=True)]  # fmt: skip
        if marks[0] != marks[1]:
            yield what, old, new

    def _found(self, first: tuple[Asked, ...], second: tuple[Asked, ...]) -> Values | None:
        """Somebody whom the old rulebook answers so and the new one so, with as little the matter as can be."""
        self.solver.push()
        for prover, tests in zip(self.provers, (first, second), strict=True):
            self.solver.add(*(prover.said(test) for test in tests))
        found = None
        if self.solver.check() == z3.sat:
            nothing = list(healthy(self.provers[1].person, self.provers[1].facts))
            for wish in (nothing, nothing[:1], []):
                self.solver.push()
                self.solver.add(*wish)
                model = self.solver.model() if self.solver.check() == z3.sat else None
                self.solver.pop()
                if model is not None:
                    found = {fact: value for prover in self.provers
                             for fact, value in values_of(model, prover.person, prover.facts).items()}  # fmt: skip
                    break
        self.solver.pop()
        return found

    def _smallest(self, found: Values, first: tuple[Asked, ...], second: tuple[Asked, ...]) -> tuple[Said, Said]:
        def still(values: Values) -> bool:
            return all(_answers(tests, values, book)
                       for tests, book in zip((first, second), self.books, strict=True))  # fmt: skip

        least = shrunk(found, still, self.books[1]) if still(found) else found
        old, new = self.books
        return facts_file(_its(least, old), old), facts_file(least, new)


def _its(values: Values, book: Rulebook) -> Values:
    """Of these values those that a rulebook knows of."""
    return {fact: value for fact, value in values.items()
            if measure_of(fact) in book.measures or "." in fact or fact == "cleared_to"}  # fmt: skip


def _answers(tests: tuple[Asked, ...], values: Values, book: Rulebook) -> bool:
    about = concluded(_its(values, book), book)
    if about is None:
        return False
    truths: list[Truth] = [truth(test.formula, *about) for test in tests]
    return all(test.met(each) for test, each in zip(tests, truths, strict=True))
