"""Small changes to the conditions of a rulebook, one at a time.

Each threshold nudged, each comparison turned, each criterion dropped or read by its other cut, each count one more and
one less. A hidden part that several rules share is changed for one of them at a time, since each wrote it down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..logic import All, AnyOf, AtLeast, Below, Conclusion, Count, Formula, Not, Ref, Sure, leaves, measure_of, parts_of
from ..model import Rulebook
from ..rulebook.load import in_order
from .coverage import counted
from .leaf_words import exchanged, leaf_words

DROPPED_FROM = ("gate", "lost")  # beside what authors write conditions for: a gate is its lines, and what keeps it
OWN = "~"  # after the name of a part that one rule alone reads in its changed form
OTHER_CUT = {"pass": "not_fail", "not_fail": "pass"}


@dataclass(frozen=True)
class Mutant:
    """One change, in words; of which rule, and which leaf, if it was a comparison.

    conclusions : those that are other than they were, each after what it reads
    data        : what else of the rulebook is: {"tables": {...}}
    """

    words: str
    rule: str
    conclusions: tuple[Conclusion, ...] = ()
    leaf: Formula | None = None
    data: dict[str, Any] = field(default_factory=dict, compare=False)

    def within(self, book: Rulebook) -> Rulebook:
        """The rulebook with the change made; nothing of the old one is altered."""
        if not self.conclusions:
            return replace(book, **self.data)
        changed = {each.name: each for each in self.conclusions}
        own = [each for each in self.conclusions if each.name not in book.conclusions]
        conclusions: dict[str, Conclusion] = {}
        for name, conclusion in book.conclusions.items():
            if name in changed:
                conclusions |= {each.name: each for each in own}  # each stands after all that it reads
            conclusions[name] = changed.get(name, conclusion)
        if self.reads_ahead(book):
            conclusions = in_order(conclusions, [])
        return replace(book, conclusions=conclusions, **self.data)

    def reads_ahead(self, book: Rulebook) -> bool:
        """Whether what it changes reads something that stands after it, so that all have to be put in order anew."""
        order = {name: number for number, name in enumerate(book.conclusions)}
        here = min((order[each.name] for each in self.conclusions if each.name in order), default=0)
        read = (leaf for each in self.conclusions for leaf in leaves(each.formula))
        return any(isinstance(leaf, (Ref, Sure)) and order.get(leaf.name, -1) > here for leaf in read)


def mutants(book: Rulebook, rules: Iterable[str] = ()) -> Iterator[Mutant]:
    """Every small change to a condition; with `rules`, those to these rules only."""
    only = set(rules)
    shared = Counter(leaf.name for each in book.conclusions.values() for leaf in leaves(each.formula)
                     if isinstance(leaf, (Ref, Sure)))  # fmt: skip
    order = {name: number for number, name in enumerate(book.conclusions)}
    made: set[tuple[Conclusion, ...]] = set()
    said: Counter[str] = Counter()
    for conclusion in _written(book):
        if generated(conclusion) or (conclusion.kind == "part" and shared[conclusion.name] > 1):
            continue  # its numbers are changed elsewhere; or it is changed for each of its readers
        for mutant in _of(conclusion, book, shared):
            if _in_order(mutant, order) and (not only or mutant.rule in only) and mutant.conclusions not in made:
                made.add(mutant.conclusions)
                said[mutant.words] += 1
                again = said[mutant.words]
                yield replace(mutant, words=f"{mutant.words} ({again})") if again > 1 else mutant


def generated(conclusion: Conclusion) -> bool:
    """Whether a condition is made from the weeks of the phases, so that only its numbers are anybody's own."""
    return conclusion.kind == "served" or (conclusion.kind == "advancing" and ":" in conclusion.name)


def _written(book: Rulebook) -> list[Conclusion]:
    return [*counted(book), *(each for each in book.conclusions.values() if each.kind in DROPPED_FROM)]


def _of(conclusion: Conclusion, book: Rulebook, shared: Counter[str]) -> Iterator[Mutant]:
    name = _said(conclusion)
    for formula, leaf, words in changes(conclusion.formula, book, conclusion.kind in DROPPED_FROM):
        yield Mutant(f"{name}: {words}", conclusion.rule, (replace(conclusion, formula=formula),), leaf)
    for number, leaf in enumerate(leaves(conclusion.formula)):
        part = book.conclusions.get(leaf.name) if isinstance(leaf, (Ref, Sure)) else None
        if part is None or part.kind != "part" or shared[part.name] < 2:
            continue
        assert isinstance(leaf, (Ref, Sure))
        own = replace(leaf, name=f"{part.name}{OWN}")
        there = replace(conclusion, formula=_at(conclusion.formula, number, own)[0])
        for formula, inner, words in changes(part.formula, book):
            mine = replace(part, name=own.name, formula=formula)
            yield Mutant(f"{name}: {words}", conclusion.rule, (mine, there), inner)


def _in_order(mutant: Mutant, order: Mapping[str, int]) -> bool:
    """Whether the changed conclusion reads only what stands before it: the others would go round in a circle."""
    last = mutant.conclusions[-1]
    return all(order.get(leaf.name, -1) < order[last.name] for leaf in leaves(last.formula)
               if isinstance(leaf, (Ref, Sure)))  # fmt: skip


def _said(conclusion: Conclusion) -> str:
    """A rule's id, and which of its conditions is meant: `G3.calf (keep)`."""
    what = conclusion.name.partition(":")[2]
    plain_ = conclusion.kind == "part" or not what or what == conclusion.rule.partition(".")[2]
    return conclusion.rule if plain_ else f"{conclusion.rule} ({what})"


def changes(formula: Formula, book: Rulebook, only_dropped: bool = False) -> Iterator[tuple[Formula, Formula, str]]:
    """What a formula could be in its place, the leaf that is meant, and how that is said."""
    if not only_dropped:
        for leaf in dict.fromkeys(leaves(formula)):
            for other, words in _changed(leaf, book):
                yield exchanged(formula, leaf, other), leaf, words
        for counted_, words in _counts(formula):
            yield counted_, (leaves(formula) or [formula])[0], words
    for rest, part in _dropped(formula):
        words = f"without '{'; '.join(leaf_words(each, book) for each in leaves(part)[:3])}'"
        yield rest, (leaves(part) or [part])[0], words


def _changed(leaf: Formula, book: Rulebook) -> Iterator[tuple[Formula, str]]:
    """What a comparison could be in its place, and how that is said."""
    was = leaf_words(leaf, book)
    if isinstance(leaf, (Ref, Sure)):
        yield from ((replace(leaf, name=name), f"'{was}' read as '{leaf_words(Ref(name), book)}'")
                    for name in next_to(leaf.name, book))  # fmt: skip
    if not isinstance(leaf, (AtLeast, Below)):
        return
    measure = book.measures.get(measure_of(leaf.fact))
    other = Below(leaf.fact, leaf.cut) if isinstance(leaf, AtLeast) else AtLeast(leaf.fact, leaf.cut)
    yield other, f"'{was}' turned round"
    if measure is None or measure.kind == "yes_no" or leaf.fact.startswith("flag."):
        return
    table, ratio = "~" in leaf.fact, leaf.fact.endswith((".ratio", ".difference"))
    for step, said in ((-1, "one step lower"), (1, "one step higher")):
        cut = leaf.cut + step
        if table or ratio or measure.low < cut <= measure.high:
            yield replace(leaf, cut=cut), f"'{was}' {said}"


def next_to(name: str, book: Rulebook) -> Iterator[str]:
    """What could be read in the place of a conclusion: a criterion's other cut, the level or phase beside it."""
    base, _, cut = name.rpartition(":")
    if cut in OTHER_CUT and f"{base}:{OTHER_CUT[cut]}" in book.conclusions:
        yield f"{base}:{OTHER_CUT[cut]}"
    levels, phases = [each.holds for each in book.levels], [f"phase:{each.id}" for each in book.phases]
    for row in (levels, phases):
        if name in row:
            at = row.index(name)
            yield from (each for each in (*row[max(at - 1, 0) : at], *row[at + 1 : at + 2]) if each in book.conclusions)


def _counts(formula: Formula) -> Iterator[tuple[Formula, str]]:
    """Each count of a formula one less and one more."""
    if isinstance(formula, Count):
        for least in (formula.least - 1, formula.least + 1):
            if 0 < least <= len(formula.parts):
                yield replace(formula, least=least), f"at least {least} where at least {formula.least} are asked for"
    if isinstance(formula, Not):
        yield from ((Not(inner), words) for inner, words in _counts(formula.part))
    if isinstance(formula, (All, AnyOf, Count)):
        for number, part in enumerate(formula.parts):
            for inner, words in _counts(part):
                yield replace(formula, parts=_with(formula.parts, number, inner)), words


def _dropped(formula: Formula) -> Iterator[tuple[Formula, Formula]]:
    """A formula without one of its parts, and that part, for each part that there are others beside."""
    if isinstance(formula, Not):
        yield from ((Not(inner), part) for inner, part in _dropped(formula.part))
    if not isinstance(formula, (All, AnyOf, Count)):
        return
    for number, part in enumerate(formula.parts):
        rest = (*formula.parts[:number], *formula.parts[number + 1 :])
        if rest and not (isinstance(formula, Count) and len(rest) < formula.least):
            yield replace(formula, parts=rest), part
        for inner, dropped in _dropped(part):
            yield replace(formula, parts=_with(formula.parts, number, inner)), dropped


def _with(parts: tuple[Formula, ...], number: int, part: Formula) -> tuple[Formula, ...]:
    return (*parts[:number], part, *parts[number + 1 :])


def _at(formula: Formula, number: int, other: Formula) -> tuple[Formula, int]:
    """A formula with another one in place of its leaf of that number; and how many leaves it has."""
    inner = parts_of(formula)
    if not inner:
        is_leaf = not isinstance(formula, (All, AnyOf, Count))
        return (other if is_leaf and number == 0 else formula), int(is_leaf)
    parts, seen = [], 0
    for part in inner:
        changed, count = _at(part, number - seen, other)
        parts.append(changed)
        seen += count
    if isinstance(formula, Not):
        return Not(parts[0]), seen
    assert isinstance(formula, (All, AnyOf, Count))
    return replace(formula, parts=tuple(parts)), seen
