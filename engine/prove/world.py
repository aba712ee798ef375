"""What can be true of an athlete at all: the measures' ranges, and how the facts of one athlete hang together.

`ranges` and `together` hold of every athlete. `on_the_day` leaves those of whom a facts file of one day can tell
everything: values known exactly or as "at least so much", none of them out of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import z3

from ..facts.sections import is_symptom
from ..facts.validity import direction
from ..facts.values import EXACT
from ..logic import Ref, measure_of
from ..model import Measure, Rulebook
from .encode import Reading
from .people import CLEARED_TO, FLAG, KIT, Bool, Person, Var, in_part

STATES = 2  # of a flag: 0 neither, 1 cleared, 2 stated or latched
EMERGENCY = "emergency_stop"
Bond = tuple[frozenset[str], Bool]  # facts, and how they hang together
PAIN = "pain"
POSITION = "position"


def bounds(fact: str, book: Rulebook) -> tuple[int, int]:
    """The smallest and the largest value that a fact can have."""
    measure = book.measures.get(measure_of(fact))
    if measure is not None:
        return measure.low, measure.high
    if fact == CLEARED_TO:
        return min(1, len(book.phases)), len(book.phases)
    return 0, STATES if fact.startswith(FLAG) else 1


def ranges(fact: str, var: Var, book: Rulebook, bounded: frozenset[str] = frozenset()) -> Iterator[Bool]:
    """The range of one fact, and how it may be known in part: at least so much, or at most so much.

    A number may always be known to be "15+"; what is out of date is known to be that or worse. Answers no to flags
    bound what they ask about on either side, or both: the facts that are `bounded`.
    """
    low, high = bounds(fact, book)
    measure = book.measures.get(measure_of(fact))
    yield z3.And(var.low >= low, var.high <= high)
    if measure is None:
        return
    if in_part(measure):
        yield var.low <= var.high
        if low < high:  # known to be anything is not known
            yield z3.Implies(var.known, z3.Or(var.low > low, var.high < high))
        ends = [var.low == var.high]
        better = direction(measure)
        if measure.kind == "number" or better == "lower":
            ends.append(var.high == high)
        if better == "higher":
            ends.append(var.low == low)
        if fact not in bounded:
            yield z3.Implies(var.known, z3.Or(*ends))
    if measure.if_not_given or fact == POSITION:
        yield var.known


def together(person: Person, facts: Iterable[str], about: str = "") -> Iterator[Bond]:
    """How these facts of one athlete hang together; only what is about one of them, where that is given."""
    book, there = person.book, frozenset(facts)
    for fact in sorted(there):
        measure = book.measures.get(measure_of(fact))
        if fact.startswith(KIT):
            found = _counts_as(person, fact, there)
        elif measure is not None and measure.part_of in there:
            found = _part_of(person, fact, measure.part_of)
        elif measure is not None and measure.worst_of and not measure.tissues and not measure.only_sites:
            found = _worst_of(person, measure, there if about in ("", fact) else there & {about})
        elif measure is not None and measure.at[0] == POSITION and POSITION in there and fact != POSITION:
            found = _nowhere(person, measure)
        else:
            continue
        yield from (bond for bond in found if not about or about in bond[0])


def flags_together(reading: Reading, facts: Iterable[str]) -> Iterator[Bond]:
    """No emergency is cleared that isn't answered no."""
    there, person = frozenset(facts), reading.person
    flags = [flag for flag in person.book.flags.values() if f"{FLAG}{flag.id}" in there]
    for flag in flags:
        name = f"{FLAG}{flag.id}"
        if flag.action == EMERGENCY:
            gone = reading.truth(Ref(f"{flag.id}:when")).false
            yield reading.reads[f"{flag.id}:when"] | {name}, z3.Implies(person.facts[name].low == 1, gone)


def on_the_day(person: Person, facts: Iterable[str]) -> Iterator[Bool]:
    """Nothing is out of date, and what is known in part is known to be at least so much."""
    there = sorted(facts)
    if CLEARED_TO in there:  # a clearance that stops short is a clearance of some flag
        cleared = [person.facts[fact].low == 1 for fact in there if fact.startswith(FLAG)]
        yield z3.Or(person.facts[CLEARED_TO].low == len(person.book.phases), *cleared)
    for fact in there:
        measure, var = person.book.measures.get(measure_of(fact)), person.facts[fact]
        if measure is None:
            continue
        yield person.fresh[measure.name]
        if not in_part(measure):
            continue
        exact = var.low == var.high
        more = measure.kind == "number" and measure.at[0] != PAIN
        yield z3.Implies(var.known, z3.Or(exact, var.high == measure.high) if more else exact)


def healthy(person: Person, facts: Iterable[str]) -> Iterator[Bool]:
    """First that there is no flag and no symptom; then no pain, and the kit of a household and no more."""
    there, book = sorted(facts), person.book
    symptoms = [fact for fact in there if fact in book.measures and is_symptom(book.measures[fact])]
    flags = [person.facts[fact].low == 0 for fact in there if fact.startswith(FLAG)]
    far = [person.facts[CLEARED_TO].low == len(book.phases)] if CLEARED_TO in facts else []
    yield z3.And(*flags, *far, *(z3.And(person.facts[fact].known, person.facts[fact].low == 0) for fact in symptoms))
    for fact in there:
        measure, var = book.measures.get(measure_of(fact)), person.facts[fact]
        if measure is not None and measure.at[0] == PAIN:
            yield z3.And(var.known, var.low == 0, var.high == 0)
        elif fact.startswith(KIT):
            yield var.low == int(book.equipment[fact.removeprefix(KIT)].get("household") is True)


def _counts_as(person: Person, fact: str, there: frozenset[str]) -> Iterator[Bond]:
    said = person.book.equipment.get(fact.removeprefix(KIT), {}).get("counts_as")
    for item in [said] if isinstance(said, str) else said or ():
        other = f"{KIT}{item}"
        if other in there:
            has = z3.Implies(person.facts[fact].low >= 1, person.facts[other].low >= 1)
            yield frozenset({fact, other}), has


def _nowhere(person: Person, measure: Measure) -> Iterator[Bond]:
    """Who has no position yet has nothing to say about it."""
    if not measure.if_not_given and not measure.from_list:
        stands = person.facts[POSITION].low > 0
        yield frozenset({measure.name, POSITION}), z3.Implies(person.facts[measure.name].known, stands)


def _part_of(person: Person, fact: str, of: str) -> Iterator[Bond]:
    """Of none a part is known: none, unless something else was said of it. That it is no more than the whole is not
    among what holds of everybody: a facts file may say that it is."""
    whole, part = person.facts[of], person.facts[fact]
    yield frozenset({fact, of}), z3.Implies(z3.And(whole.known, whole.high == 0), part.known)


def _worst_of(person: Person, measure: Measure, there: frozenset[str]) -> Iterator[Bond]:
    """The worst of the pain list is at least what each site that hurts says."""
    worst = person.facts[measure.name]
    for fact in sorted(there):
        other = person.book.measures.get(measure_of(fact))
        if other is None or other.at[0] != PAIN or other.at[-1] != measure.worst_of:
            continue
        site = person.facts[fact]
        theirs, own = whole_steps(other.step, measure.step)
        least = z3.And(own * worst.low >= theirs * site.low, own * worst.high >= theirs * site.high)
        hurts = z3.Implies(z3.And(site.known, site.low > 0), z3.And(worst.known, least))
        yield frozenset({fact, measure.name}), hurts


def whole_steps(one: str, other: str) -> tuple[int, int]:
    """Two steps as whole numbers that stand in the same proportion."""
    first, second = EXACT.create_decimal(one), EXACT.create_decimal(other)
    while first != first.to_integral_value() or second != second.to_integral_value():
        first, second = first * 10, second * 10
    return int(first), int(second)
