"""Why not: every smallest set of measures that would have to be otherwise, so that something opens.

The same and-or walk as of a proof, over what isn't there: of `all` everything that is missing, of `any` one part at a
time. Each set is tried by deciding again with its conditions made true, and is shown only where that opens it and
where it doesn't without one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from ..logic import AtLeast, Below, Formula, Known, Not, Ref, Sure, measure_of
from .proof import ALLOWS, SURELY, TRUE, TURNED, UPWARD, End, Grounds, enough

MOST = 64  # sets that are kept on the way
Way = frozenset[End]
Fixed = Callable[[End], bool]


def measures_in(way: Iterable[End]) -> frozenset[str]:
    """What a way changes: by measure, for its sides go together; of kit and flags each its own."""
    return frozenset(about(end.fact) for end in way)


def about(fact: str) -> str:
    """The measure that a fact is about; for what has none (`kit.band`, `flag.RF_BSI`) the fact itself."""
    name = measure_of(fact)
    return fact if name in ("kit", "flag") else name


@dataclass
class Ways:
    """The ways to make something so that isn't.

    goal   : conclusions that have to be so at the end, so that no way leads by their opposite
    fixed  : says of a comparison whether nobody can make it otherwise
    beside : by fact, comparisons that hold only because it isn't known; once it is told, they have to hold too
    capped : there were so many that not all could be kept
    """

    grounds: Grounds
    fixed: Fixed
    goal: Sequence[tuple[str, str]] = ()
    beside: dict[str, set[End]] = field(default_factory=dict)
    capped: bool = False
    _known: dict[tuple[str, str], list[Way]] = field(default_factory=dict, repr=False)

    def to_goal(self) -> list[Way]:
        """The ways to all of the goal at once."""
        return self._all([self.to(name, must) for name, must in self.goal])

    def to(self, name: str, must: str = TRUE) -> list[Way]:
        """The ways to a conclusion; [frozenset()] where it is so already, [] where there is none."""
        if (name, must) in self._known:
            return self._known[name, must]
        self._known[name, must] = []
        conclusion = self.grounds.conclusions.get(name)
        if self.grounds.truths.get(name) in ALLOWS[must]:
            self._remember(name, must)
            found: list[Way] = [frozenset()]
        elif conclusion is None or name in self.grounds.forced or self._against(name, must):
            found = []
        else:
            found = self._to(conclusion.formula, must, conclusion.rule)
        self._known[name, must] = found
        return found

    def _against(self, name: str, must: str) -> bool:
        return any(name == other and not set(ALLOWS[must]) & set(ALLOWS[wanted]) for other, wanted in self.goal)

    def _remember(self, name: str, must: str) -> None:
        for end in self.grounds.of(name, must).ends:
            if end.fact not in self.grounds.facts:
                self.beside.setdefault(end.fact, set()).add(end)

    def _to(self, formula: Formula, must: str, owner: str) -> list[Way]:
        if isinstance(formula, (AtLeast, Below, Known)):
            end = End(formula, must, owner)
            if self.grounds.has(formula, must):
                if end.fact not in self.grounds.facts:
                    self.beside.setdefault(end.fact, set()).add(end)
                return [frozenset()]
            return [] if self.fixed(end) else [frozenset((end,))]
        if isinstance(formula, Ref):
            return self.to(formula.name, must)
        if isinstance(formula, Sure):
            return self.to(formula.name, SURELY[must])
        if isinstance(formula, Not):
            return self._to(formula.part, TURNED[must], owner)
        each = [self._to(part, must, owner) for part in formula.parts]
        needed = enough(formula, must)
        if needed == len(each):
            return self._all(each)
        return self._least(way for some in combinations(each, needed) for way in self._all(some))

    def _all(self, parts: Sequence[list[Way]]) -> list[Way]:
        """Every part at once."""
        found: list[Way] = [frozenset()]
        for ways in sorted(parts, key=len):
            if ways == [frozenset()]:
                continue
            found = self._least(one | other for one in found for other in ways)
        return found

    def _least(self, ways: Iterable[Way]) -> list[Way]:
        """Those of which no other changes only a part of the measures; the smallest first."""
        kept: list[tuple[frozenset[str], Way]] = []
        sized = sorted(((measures_in(way), way) for way in dict.fromkeys(ways)), key=lambda pair: _size(*pair))
        for measures, way in sized:
            if not any(other <= measures for other, _ in kept):
                kept.append((measures, way))
        self.capped = self.capped or len(kept) > MOST
        return [way for _, way in kept[:MOST]]


def _size(measures: frozenset[str], way: Way) -> tuple[int, int, int, list[str]]:
    """Few measures first, then few comparisons, then easy ones."""
    return len(measures), len(way), sum(_asked(end) for end in way), sorted(end.fact for end in way)


def _asked(end: End) -> int:
    """How much a comparison asks, to set beside another one of the same fact."""
    if isinstance(end.leaf, Known):
        return 0
    upward = isinstance(end.leaf, AtLeast) == (end.must in UPWARD)
    return end.leaf.cut if upward else -end.leaf.cut
