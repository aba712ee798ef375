"""A witness: the athlete for whom a part fails, as a facts file that `decide` takes, and nothing in it can be left out.

What the solver found is written down as somebody would say it, read again by the same code that reads any facts file,
and judged by the reference evaluator. Then everything is left out that isn't needed for the part to fail.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass

from ..facts.derive import derive
from ..facts.reading import read_facts
from ..infer.reference import Interval, conclude, truth
from ..logic import Truth
from ..model import Rulebook
from .parts import PAIR, Asked, Earned, Part
from .saying import AS_OF, POSITION, Said, facts_file, symptoms, without
from .solve import Answer, Values

Concluded = tuple[Mapping[str, Interval], Mapping[str, Truth]]  # facts, and the truths of the conclusions


@dataclass(frozen=True)
class Witness:
    """One or two facts files for which a part fails.

    then   : of a pair, the second athlete: the first but for one thing
    earned : what the second has and the first hasn't
    sure   : it was decided again from the facts files, and fails there
    """

    part: Part
    said: Said
    then: Said | None
    earned: Earned | None
    sure: bool


def witness_of(part: Part, answer: Answer, book: Rulebook) -> Witness:
    """The witness for a part that fails, as small as can be."""
    assert answer.found is not None
    found, other = answer.found, answer.other
    if not _fails(part, found, other, answer.earned, book):
        return Witness(part, facts_file(found, book), facts_file(other, book) if other else None, answer.earned, False)
    found, other = _smallest(part, found, other, answer.earned, book)
    then = facts_file(other, book) if other is not None else None
    return Witness(part, facts_file(found, book), then, answer.earned, True)


def athlete_of(part: Part, answer: Answer, book: Rulebook) -> Said | None:
    """The facts file of an athlete for whom a `some` is so; None where reading it says otherwise."""
    assert answer.found is not None
    return facts_file(answer.found, book) if met(part.tests, concluded(answer.found, book)) else None


# ---- as small as can be ----


def _smallest(
    part: Part, found: Values, other: Values | None, earned: Earned | None, book: Rulebook
) -> tuple[Values, Values | None]:
    """Everything left out that can be; of two, from both."""

    def then(values: Values) -> Values | None:
        if other is None:
            return None
        rest = {fact: value for fact, value in values.items() if fact != part.fact}
        return {**rest, part.fact: other[part.fact]} if part.fact in other else rest

    def fails(values: Values) -> bool:
        return _fails(part, values, then(values), earned, book)

    found = shrunk(found, fails, book, frozenset({part.fact}))
    return found, then(found)


def shrunk(found: Values, still: Callable[[Values], bool], book: Rulebook, keep: Set[str] = frozenset()) -> Values:
    """What is needed of these values for something still to be so: several left out at once, as long as that goes."""
    free = [fact for fact in symptoms(book) if fact not in keep]
    if all(found.get(fact, (0, 0)) == (0, 0) for fact in free):  # none of them at all is said with one word
        one = {**found, **dict.fromkeys(free, (0, 0))}
        found = one if still(one) else found
    none = frozenset(fact for fact in free if found.get(fact) == (0, 0))
    units = [frozenset({fact}) for fact in found if fact != POSITION and fact not in keep and fact not in none]
    units += [none] if none else []
    size = max(1, len(units) // 2)
    while True:
        index, gone = 0, False
        while index < len(units):
            some = frozenset().union(*units[index : index + size])
            one = without(found, some, book)
            if one != found and still(one):
                found, gone = one, True
                del units[index : index + size]
            else:
                index += size
        if size == 1 and not gone:
            return found
        size = max(1, size // 2)


def _fails(part: Part, found: Values, other: Values | None, earned: Earned | None, book: Rulebook) -> bool:
    mine = concluded(found, book)
    if mine is None:
        return False
    if part.kind != PAIR:
        return met(part.tests, mine)
    assert other is not None
    assert earned is not None
    return met(earned.before, mine) and met(earned.after, concluded(other, book))


def met(tests: Iterable[Asked], about: Concluded | None) -> bool:
    return about is not None and all(test.met(truth(test.formula, *about)) for test in tests)


def concluded(values: Values, book: Rulebook) -> Concluded | None:
    """The facts of these values and what is concluded from them, by way of a facts file."""
    text = json.dumps(facts_file(values, book))
    answers, _ = read_facts(text, "witness.json", book, datetime.date.fromisoformat(AS_OF))
    if answers is None:
        return None
    known = derive(answers, book).known
    return known, conclude(book.conclusions, known)
