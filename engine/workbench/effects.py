"""What a change to a rulebook comes to for each athlete: the conclusions that are others than they were, and no more.

Athletes who are alike in all that a condition reads are asked once. What a change reaches is followed from the
conclusion that it is in to those that read it, by the reference evaluator.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..facts.norms import margins
from ..infer.reference import Interval, truth
from ..logic import AtLeast, Below, Conclusion, Formula, Known, Ref, Sure, Truth, leaves
from ..model import Rulebook
from .athletes import Athlete
from .mutants import OWN, Mutant, next_to

Effect = dict[str, Truth]
NEAR = 1  # how many steps on either side of a cut athletes are told apart


class Effects:
    """Follows changes for a rulebook and these athletes."""

    def __init__(self, book: Rulebook, athletes: list[Athlete]):
        self.book, self.athletes = book, athletes
        self.order = {name: number for number, name in enumerate(book.conclusions)}
        self.readers: dict[str, set[str]] = defaultdict(set)
        self.of_fact: dict[str, set[str]] = defaultdict(set)
        for name, conclusion in book.conclusions.items():
            for leaf in leaves(conclusion.formula):
                if isinstance(leaf, (Ref, Sure)):
                    self.readers[leaf.name].add(name)
                elif isinstance(leaf, (AtLeast, Below, Known)):
                    self.of_fact[leaf.fact].add(name)
        self._alike: dict[tuple[str, ...], list[list[Athlete]]] = {}

    def of(self, mutant: Mutant) -> Iterator[tuple[Athlete, Effect]]:
        """The athletes for whom something is concluded otherwise, and what; one at a time, as they are asked for."""
        if mutant.conclusions:
            yield from self._conditions(mutant)
        elif "tables" in mutant.data:
            for athlete in self.athletes:
                effect = self._margins(athlete, mutant)
                if effect:
                    yield athlete, effect

    def on(self, mutant: Mutant, athlete: Athlete) -> Effect:
        """What it comes to for one athlete."""
        if not mutant.conclusions:
            return self._margins(athlete, mutant) if "tables" in mutant.data else {}
        entry = _entry(mutant.conclusions, athlete)
        return self._followed(entry, mutant.conclusions, athlete, athlete.facts.known) if entry else {}

    def _conditions(self, mutant: Mutant) -> Iterator[tuple[Athlete, Effect]]:
        rule = mutant.rule
        met = [group for group in self._groups(mutant.conclusions) if _entry(mutant.conclusions, group[0])]
        there = [athlete for group in met for athlete in group]
        there.sort(key=lambda each: rule not in str(each.case.expect))
        for athlete in there:
            entry = _entry(mutant.conclusions, athlete)
            effect = self._followed(entry, mutant.conclusions, athlete, athlete.facts.known) if entry else {}
            if effect:
                yield athlete, effect

    def _groups(self, changed: tuple[Conclusion, ...]) -> list[list[Athlete]]:
        """The athletes, those alike in all that these conclusions read together."""
        names = tuple(name for each in changed for name in self._asked(each.name))
        if names not in self._alike:
            cuts: dict[str, set[int]] = defaultdict(set)
            read: set[str] = set(names)
            for name in names:
                for leaf in leaves(self.book.conclusions[name].formula):
                    if isinstance(leaf, (AtLeast, Below)):
                        cuts[leaf.fact] |= {leaf.cut + step for step in range(-NEAR, NEAR + 1)}
                    elif isinstance(leaf, Known):
                        cuts[leaf.fact] |= set()
                    elif isinstance(leaf, (Ref, Sure)):
                        read |= {leaf.name, *(each for each in next_to(leaf.name, self.book))}
            sorted_cuts = [(fact, tuple(sorted(each))) for fact, each in cuts.items()]
            names_read = sorted(read)
            groups: dict[Any, list[Athlete]] = defaultdict(list)
            for athlete in self.athletes:
                known, truths = athlete.facts.known, athlete.truths
                seen = tuple(_beside(known.get(fact), each) for fact, each in sorted_cuts)
                forced = tuple(name in athlete.facts.forced for name in names)
                groups[seen, forced, tuple(truths.get(name) for name in names_read)].append(athlete)
            self._alike[names] = list(groups.values())
        return self._alike[names]

    def _asked(self, name: str) -> tuple[str, ...]:
        """What a changed conclusion stands for, and the parts that it reads."""
        conclusion = self.book.conclusions.get(name.rstrip(OWN))
        if conclusion is None:
            return ()
        parts = [leaf.name for leaf in leaves(conclusion.formula) if isinstance(leaf, (Ref, Sure))]
        return (conclusion.name, *(part for part in parts if self.book.conclusions[part].kind == "part"))

    def _margins(self, athlete: Athlete, mutant: Mutant) -> Effect:
        known = athlete.facts.known
        only = replace(self.book, tables={mutant.rule: mutant.data["tables"][mutant.rule]})
        moved = {name: amount for name, amount in margins(known, only).items()
                 if name in known and (known[name].low, known[name].high) != tuple(amount)}  # fmt: skip
        if not moved:
            return {}
        facts: Mapping[str, Interval] = {**known, **moved}
        start = {name for fact in moved for name in self.of_fact[fact]}
        return self._followed({}, (), athlete, facts, start)

    def _followed(self, entry: Effect, changed: tuple[Conclusion, ...], athlete: Athlete,
                  facts: Mapping[str, Interval], start: set[str] = frozenset()) -> Effect:  # type: ignore[assignment] # fmt: skip
        """What follows from conclusions that are other than they were."""
        found, formulas = dict(entry), {each.name: each.formula for each in changed}
        truths = Over(found, athlete.truths)
        waiting = [(self.order[name], name) for name in {*start, *(r for name in entry for r in self.readers[name])}]
        heapq.heapify(waiting)
        done = set(entry)
        while waiting:
            _, name = heapq.heappop(waiting)
            if name in done:
                continue
            done.add(name)
            formula: Formula = formulas.get(name, self.book.conclusions[name].formula)
            now = athlete.facts.forced.get(name, truth(formula, facts, truths))
            if now is not athlete.truths[name]:
                found[name] = now
                for reader in self.readers[name]:
                    heapq.heappush(waiting, (self.order[reader], reader))
        return found


class Over(dict[str, Truth]):
    """Truths laid over others."""

    def __init__(self, above: Effect, below: Mapping[str, Truth]):
        self.above, self.below = above, below

    def get(self, name: str, default: Truth = None) -> Truth:  # type: ignore[override]
        return self.above[name] if name in self.above else self.below.get(name, default)


def _entry(changed: tuple[Conclusion, ...], athlete: Athlete) -> Effect:
    """The first conclusions that come out otherwise: those that were changed, each after what it reads."""
    found: Effect = {}
    own: Effect = {}
    truths = Over(own, athlete.truths)
    for each in changed:
        now = athlete.facts.forced.get(each.name, truth(each.formula, athlete.facts.known, truths))
        own[each.name] = now
        if each.name in athlete.truths and now is not athlete.truths[each.name]:
            found[each.name] = now
    return found


def _beside(known: Interval | None, cuts: tuple[int, ...]) -> tuple[Any, ...] | None:
    if known is None:
        return None
    return (known.low == known.high, *((known.low >= cut, known.high < cut) for cut in cuts))
