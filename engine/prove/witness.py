"""A witness: the athlete for whom a part fails, as a facts file that `decide` takes, and nothing in it can be left out.

What the solver found is written down as somebody would say it, read again by the same code that reads any facts file,
and judged by the reference evaluator. Then everything is left out that isn't needed for the part to fail.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from ..facts.derive import derive
from ..facts.reading import read_facts
from ..facts.sections import is_symptom
from ..facts.values import YES_NO, plain
from ..infer.reference import Interval, conclude, truth
from ..logic import Truth, measure_of
from ..model import Measure, Rulebook
from ..training import NONE
from .parts import PAIR, Asked, Earned, Part
from .people import CLEARED_TO, FLAG, KIT
from .solve import Answer, Values

AS_OF = "2026-01-05"  # any day does: everything is said on that day
PAIN, POSITION, SIDES = "pain", "position", ("left", "right")
TRUNK = {"surefoot": "facts/1", "athlete": "witness", "as_of": AS_OF}
STATED, CLEARED = 2, 1
Said = dict[str, Any]
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
    return facts_file(answer.found, book) if _met(part.tests, _concluded(answer.found, book)) else None


# ---- as small as can be ----


def _smallest(
    part: Part, found: Values, other: Values | None, earned: Earned | None, book: Rulebook
) -> tuple[Values, Values | None]:
    """Everything left out that can be: several facts at once, as long as that goes, then one by one."""
    free = [fact for fact in _symptoms(book) if fact != part.fact]
    if all(found.get(fact, (0, 0)) == (0, 0) for fact in free):  # none of them at all is said with one word
        one = {**found, **dict.fromkeys(free, (0, 0))}
        two = {**other, **dict.fromkeys(free, (0, 0))} if other is not None else None
        if _fails(part, one, two, earned, book):
            found, other = one, two
    none = frozenset(fact for fact in _symptoms(book) if found.get(fact) == (0, 0))  # said with one word
    units = [frozenset({fact}) for fact in found if fact not in (POSITION, part.fact) and fact not in none]
    units += [none - {part.fact}] if none else []
    size = max(1, len(units) // 2)
    while True:
        index, gone = 0, False
        while index < len(units):
            some = frozenset().union(*units[index : index + size])
            one = _without(found, some, book)
            two = _without(other, some, book) if other is not None else None
            if (one != found or two != other) and _fails(part, one, two, earned, book):
                found, other, gone = one, two, True
                del units[index : index + size]
            else:
                index += size
        if size == 1 and not gone:
            return found, other
        size = max(1, size // 2)


def _symptoms(book: Rulebook) -> list[str]:
    return [measure.name for measure in book.measures.values() if is_symptom(measure)]


def _without(values: Values, names: Set[str], book: Rulebook) -> Values:
    """Some facts are not known, or as they are where nothing was said."""
    usual = {fact: each for fact in names if (each := _usual(fact, book)) is not None}
    return {fact: value for fact, value in {**values, **usual}.items() if fact not in names or fact in usual}


def _usual(fact: str, book: Rulebook) -> tuple[int, int] | None:
    """What a fact is where nobody said anything; None for not known."""
    if fact.startswith(FLAG):
        return 0, 0
    if fact == CLEARED_TO:
        return len(book.phases), len(book.phases)
    if fact.startswith(KIT):
        has = int(book.equipment[fact.removeprefix(KIT)].get("household") is True)
        return has, has
    measure = book.measures[measure_of(fact)]
    words = YES_NO if measure.kind == "yes_no" else measure.words
    if measure.if_not_given in words:
        return (words.index(measure.if_not_given),) * 2
    return None


def _fails(part: Part, found: Values, other: Values | None, earned: Earned | None, book: Rulebook) -> bool:
    mine = _concluded(found, book)
    if mine is None:
        return False
    if part.kind != PAIR:
        return _met(part.tests, mine)
    assert other is not None
    assert earned is not None
    return _met(earned.before, mine) and _met(earned.after, _concluded(other, book))


def _met(tests: Iterable[Asked], about: Concluded | None) -> bool:
    return about is not None and all(test.met(truth(test.formula, *about)) for test in tests)


def _concluded(values: Values, book: Rulebook) -> Concluded | None:
    """The facts of these values and what is concluded from them, by way of a facts file."""
    text = json.dumps(facts_file(values, book))
    answers, _ = read_facts(text, "witness.json", book, datetime.date.fromisoformat(AS_OF))
    if answers is None:
        return None
    known = derive(answers, book).known
    return known, conclude(book.conclusions, known)


# ---- as a facts file ----


def facts_file(values: Values, book: Rulebook) -> Said:
    """What is known, as a facts file says it."""
    said: Said = dict(TRUNK)
    stands = values.get(POSITION, (0, 0))[0]
    for fact, (low, high) in sorted(values.items()):
        measure = book.measures.get(measure_of(fact))
        if measure is None or measure.at[0] == PAIN or _usual(fact, book) == (low, high):
            continue
        if measure.at[0] == POSITION and not stands:
            continue
        path = (*measure.at, fact.rpartition(".")[2]) if measure.sides else measure.at
        _put(said, path, written(measure, low, high))
    if not stands:
        said[POSITION] = NONE
    if all(values.get(fact) == (0, 0) for fact in _symptoms(book)):
        said["symptoms"] = NONE
    pains = list(_pains(values, book))
    if pains or any(fact in values for fact in _sites(book)):
        said[PAIN] = pains or NONE
    _kit(said, values, book)
    _flags(said, values, book)
    return said


def written(measure: Measure, low: int, high: int) -> Any:
    """A value as somebody would write it."""
    if measure.kind == "yes_no":
        return YES_NO[low]
    text = plain(measure, low) + ("+" if high > low and measure.kind == "number" else "")
    return int(text) if text.isdigit() else text


def _put(said: Said, path: tuple[str, ...], value: Any) -> None:
    for key in path[:-1]:
        said = said.setdefault(key, {})
    said[path[-1]] = value


def _sites(book: Rulebook) -> dict[str, Measure]:
    return {fact: each for each in book.measures.values() if each.at[0] == PAIN for fact in each.facts()}


def _pains(values: Values, book: Rulebook) -> Iterator[Said]:
    """An entry for each site and side that hurts; one that is left unknown while others are known says so."""
    entries: dict[tuple[str, str], Said] = {}
    sites = _sites(book)
    asked = any(fact in values for fact in sites)
    for fact, measure in sorted(sites.items()):
        side = fact.rpartition(".")[2] if measure.sides else ""
        if not asked or values.get(fact) == (0, 0) or (fact not in values and not _read(fact, book)):
            continue
        entry = entries.setdefault((measure.at[1], side), {"site": measure.at[1]})
        if side:
            entry["side"] = side
        if fact in values:
            entry[measure.at[2]] = written(measure, *values[fact])
    for (site, side), entry in entries.items():  # what isn't said of a site that hurts is not known
        for fact, measure in sites.items():
            if measure.at[1] == site and fact.endswith(f".{side}" if side else fact) and values.get(fact) == (0, 0):
                entry[measure.at[2]] = 0
        yield {**entry, "tissue": "muscle"}


def _read(fact: str, book: Rulebook) -> bool:
    """Whether any rule reads it."""
    from .encode import facts_read

    return any(fact in facts for facts in facts_read(book).values())


def _kit(said: Said, values: Values, book: Rulebook) -> None:
    kit = {fact.removeprefix(KIT): low > 0 for fact, (low, _) in values.items() if fact.startswith(KIT)}
    odd = {item: there for item, there in kit.items()
           if there != (book.equipment[item].get("household") is True)}  # fmt: skip
    if odd:
        said["equipment"] = {item: YES_NO[there] for item, there in sorted(odd.items())}


def _flags(said: Said, values: Values, book: Rulebook) -> None:
    phases = [phase.id for phase in book.phases]
    far = values.get(CLEARED_TO, (len(phases), 0))[0]
    for flag in book.flags.values():
        state = values.get(f"{FLAG}{flag.id}", (0, 0))[0]
        if state == STATED:
            said.setdefault("red_flags", {})[flag.id] = "yes"
        elif state == CLEARED:
            allows: Any = "all" if far >= len(phases) else phases[:far]
            clearance = {"for": flag.id, "by": "a clinician", "date": AS_OF, "allows": allows}
            said.setdefault("clearances", []).append(clearance)
