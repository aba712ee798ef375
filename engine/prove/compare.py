"""Two rulebooks compared: what says something else, and for whom something else is decided.

In layers. First each conclusion whose own formula changed, over the names that it reads (`regions`). Then what is
decided: for each pair of answers that differ (G3 closed, and now open) an athlete, if there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import z3

from ..logic import PART, All, Formula, Not, Ref, Sure, measure_of
from ..model import Rulebook
from .beside import others
from .earning import READY, exactly
from .encode import read_by
from .kept import Digests
from .measured import Measured, carried, otherwise
from .parts import Asked, Part
from .properties import OUTCOMES
from .regions import Regions, regions
from .run import Told
from .saying import Said, facts_file
from .solve import Prover, Values, values_of
from .witness import concluded, met, shrunk
from .world import healthy, on_the_day
from .written import measures_read, written_out

View = dict[str, tuple[Asked, ...]]  # an answer in words, and what has to be so for it


class Differs(NamedTuple):
    """Somebody of whom something else is decided: of what, the two answers, and who (for either rulebook).

    sure : both answers came out again from the facts files
    """

    what: str
    before: str
    after: str
    said: Said
    said_new: Said
    sure: bool


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
    measured = otherwise(old, new)
    for name in sorted({*old.conclusions, *new.conclusions}):
        as_before = written_out(name, old) == written_out(name, new)
        if name.startswith(PART) or (as_before and not measured & measures_read(name, new)):
            continue
        both_have = name in old.conclusions and name in new.conclusions
        if both_have:
            found = regions(name, old, new)
            if not as_before or found.found or found.unknown:
                changes.written[name] = found
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


class _Found(NamedTuple):
    """One athlete's values in the steps of either rulebook."""

    old: Values
    new: Values


class _Two:
    """Both rulebooks over one athlete, each in its own steps and words."""

    def __init__(self, old: Rulebook, new: Rulebook, told: Told):
        self.books, self.told, self.measured = (old, new), told, otherwise(old, new)
        # Unknowns of the same name are the same for both provers: what either says is of one athlete.
        measured = Measured(old, new)
        self.provers = tuple(Prover(book, measured.anybody) for book in self.books)
        self.solver = z3.SimpleSolver()
        for prover in self.provers:
            self.solver.add(*prover.world(prover.facts), *on_the_day(prover.person, prover.facts))

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

    def _if_changed(self, what: str, old: View, new: View, digests: list[Digests]) -> Iterator[tuple[str, View, View]]:
        asked = [tuple(test for tests in view.values() for test in tests) for view in (old, new)]
        marks = [digest.of(Part("", "", "", "", tests), ()) for digest, tests in zip(digests, asked, strict=True)]
        if marks[0] != marks[1] or any(map(self._measured_otherwise, self.provers, asked)):
            yield what, old, new

    def _measured_otherwise(self, prover: Prover, tests: tuple[Asked, ...]) -> bool:
        """Whether the same formulas are about other values."""
        read = (read_by(test.formula, prover.book, prover.reads) for test in tests)
        return bool(self.measured and self.measured & set(map(measure_of, frozenset().union(*read))))

    def _found(self, first: tuple[Asked, ...], second: tuple[Asked, ...]) -> _Found | None:
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
                    old, new = (values_of(model, prover.person, prover.facts) for prover in self.provers)
                    found = _Found(old, new)
                    break
        self.solver.pop()
        return found

    def _smallest(self, found: _Found, first: tuple[Asked, ...], second: tuple[Asked, ...]) -> tuple[Said, Said, bool]:
        """The facts files, with nothing in them that isn't needed, and whether they are decided so when read again."""
        old, new = self.books

        def still(values: Values) -> bool:
            return met(first, concluded(self._olds(values, found), old)) and met(second, concluded(values, new))

        whole = {**found.old, **found.new}
        sure = still(whole)
        least = shrunk(whole, still, new) if sure else whole
        return facts_file(self._olds(least, found), old), facts_file(least, new), sure

    def _olds(self, values: Values, found: _Found) -> Values:
        """Of these values those that the old rulebook knows of, in its own steps and words."""
        old, new = self.books
        olds: Values = {}
        for fact, value in values.items():
            name = measure_of(fact)
            if name not in self.measured:
                if name in old.measures or "." in fact or fact == "cleared_to":
                    olds[fact] = value
            elif fact in found.old and value == found.new.get(fact):
                olds[fact] = found.old[fact]
            else:
                low, high = (carried(end, new.measures[name], old.measures[name]) for end in value)
                if low is not None and high is not None:
                    olds[fact] = low, high
        return olds
