"""The ways that open something, each one tried: decided again with its conditions made true, and without one of them.

A way is found over what is; made true, it may meet what it made otherwise (fewer days off fall into another row of the
time off). Then what is still missing is found once more from there, and the way grows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..decision.decide import Decision
from ..facts.known import Fact
from ..facts.validity import direction
from ..infer.reference import conclude
from ..logic import AtLeast, Below, Known, Truth, measure_of
from .proof import ALLOWS, UPWARD, End, Grounds
from .supposed import supposing
from .ways import Ways, about, measures_in

Goal = Sequence[tuple[str, str]]  # conclusions, and what each has to be
STAND = ("position", "reached", "tier_reached")  # where somebody stands isn't talked away
TOLD_ONCE = ("profile", "history")  # sections of what is as it is, once it is known
LATCHED = 2  # a flag's own fact: stated with yes, or latched
TRIED, GROWS, DEEP = 40, 3, 7  # ways; how many go on from one, and how often
MOST = 150  # decisions made again for one goal
LARGEST = 4  # measures of a way of which every part is tried; of a larger one those without one of them


@dataclass(frozen=True)
class Opens:
    """One smallest set of conditions: the comparisons, by what they are about, and the facts that make them true."""

    ends: tuple[End, ...]
    facts: Mapping[str, Fact]

    @property
    def measures(self) -> frozenset[str]:
        return measures_in(self.ends)


def openings(decision: Decision, goal: Goal, before: int = 0) -> tuple[list[Opens], bool]:
    """Every smallest way to a goal, the smallest first, and whether there may be others; [] where there is none. A goal
    that is so already has one without conditions.

    What athletes told of their past is changed only where nothing else opens, and where they stand only where that
    doesn't either: who is two phases away from something has to come to the one before it first.

    before : the order of that phase; 0 where nobody has to stand anywhere for it
    """
    for told, stand in ((TOLD_ONCE, STAND), (TOLD_ONCE[:1], STAND), (TOLD_ONCE[:1], STAND[1:])):
        search = _Search(decision, goal, told, stand, before)
        ways = search.ways(decision.facts.known, decision.truths)
        found = [smaller for way in ways[:TRIED] for opens in search.tried(way) for smaller in search.smallest(opens)]
        if found:
            break
    kept: list[Opens] = []
    for each in sorted(found, key=lambda opens: (len(opens.measures), len(opens.ends), sorted(opens.measures))):
        if not any(other.measures <= each.measures for other in kept):
            kept.append(each)
    untried = (measures_in(way) for way in ways[TRIED:])
    others = any(not any(each.measures <= measures for each in kept) for measures in untried)
    return kept, bool(ways) and (search.capped or search.made >= MOST or others)


@dataclass
class _Search:
    decision: Decision
    goal: Goal
    told: tuple[str, ...]
    stand: tuple[str, ...]
    before: int = 0
    capped: bool = False
    made: int = 0

    def ways(self, facts: Mapping[str, Fact], truths: Mapping[str, Truth]) -> list[tuple[End, ...]]:
        """The ways from some facts, with what else has to hold once a fact is told."""
        grounds = Grounds(self.decision.book.conclusions, facts, truths, self.decision.facts.forced)
        ways = Ways(grounds, lambda end: self.fixed(end, facts), self.goal)
        found, smallest = [], ways.to_goal()
        self.capped = self.capped or ways.capped
        for way in smallest:
            more = (
                end
                for fact in sorted({each.fact for each in way})
                for end in ways.beside.get(fact, ())
                if not self.harmless(end)
            )
            found.append((*_sorted(way), *_sorted(more)))
        return found

    def reached(self, truths: Mapping[str, Truth]) -> bool:
        return all(truths.get(name) in ALLOWS[must] for name, must in self.goal)

    def concluded(self, facts: Mapping[str, Fact]) -> dict[str, Truth]:
        return conclude(self.decision.book.conclusions, facts, self.decision.facts.forced)

    def tried(self, ends: tuple[End, ...], depth: int = 0) -> list[Opens]:
        """What becomes of a way when it is made true; where something is still missing, the ways that go on."""
        facts = supposing(self.decision, ends)
        if facts is None or depth == DEEP or self.made >= MOST:
            return []
        self.made += 1
        truths = self.concluded(facts)
        if self.reached(truths):
            return [Opens(ends, facts)]
        found: list[Opens] = []
        for more in self.ways(facts, truths)[:GROWS]:
            found += self.tried(tuple(dict.fromkeys((*ends, *more))), depth + 1)
        return found

    def smallest(self, opens: Opens) -> list[Opens]:
        """The way itself, or the parts of it that do as well."""
        names = sorted(opens.measures)
        sizes = range(len(names)) if len(names) <= LARGEST else range(len(names) - 1, len(names))
        for size in sizes:
            found = []
            for some in combinations(names, size):
                ends = tuple(end for end in opens.ends if about(end.fact) in some)
                facts = supposing(self.decision, ends)
                if facts is not None and self.reached(self.concluded(facts)):
                    found.append(Opens(ends, facts))
            if found and len(names) > LARGEST:
                return [smaller for each in found for smaller in self.smallest(each)]
            if found:
                return found
        return [opens]

    def fixed(self, end: End, facts: Mapping[str, Fact]) -> bool:
        """Whether a comparison is taken as it is: where one stands, what one has told of oneself, a flag that isn't
        latched (its symptoms are asked for)."""
        name, known = measure_of(end.fact), facts.get(end.fact)
        raises = _upward(end)
        if name in STAND:
            return name in self.stand or not raises or (isinstance(end.leaf, AtLeast) and end.leaf.cut > self.before)
        if name == "flag":
            return (not raises and isinstance(end.leaf, Below)) or known is None or known.low != LATCHED
        measure = self.decision.book.measures.get(name)
        if measure is None or known is None:
            return False
        return measure.risk_factor or measure.at[0] in self.told

    def harmless(self, end: End) -> bool:
        """Whether a value can be so good that the comparison fails: better never earns less."""
        measure = self.decision.book.measures.get(measure_of(end.fact))
        return measure is not None and direction(measure) == ("lower" if _upward(end) else "higher")


def _upward(end: End) -> bool:
    """Whether a comparison asks for more, and not for less."""
    return not isinstance(end.leaf, Known) and isinstance(end.leaf, AtLeast) == (end.must in UPWARD)


def _sorted(ends: Iterable[End]) -> list[End]:
    """Where one stands first, then by name."""
    return sorted(ends, key=lambda end: (end.fact not in STAND, end.fact, str(end.leaf), end.must))


__all__ = ["Goal", "Opens", "openings"]
