"""What an athlete can earn, as far as conclusions say: for each, the test of having it.

What code makes of it (which rung fills a slot, how many sets come out, what the minutes leave) is not among them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..logic import FALSE, All, AnyOf, Formula, Not, Ref, Sure
from ..model import Rule, Rulebook
from ..training import WHOLE
from .parts import Asked, Earned, false, more, not_true, true

READY = Ref("ready")


def exactly(order: int, book: Rulebook) -> Formula:
    """Something may be trained, and it is that phase and no later one."""
    later = (Not(Ref(f"phase:{book.phases[order].id}")),) if order < len(book.phases) else ()
    return All((READY, Ref(f"phase:{book.phases[order - 1].id}"), *later))


def earned(book: Rulebook) -> Iterator[Earned]:
    """Everything that a worse value may not bring."""
    yield from outcomes(book)
    yield from gates(book)
    yield from days(book)
    yield from tiers_and_rungs(book)
    for each in (*next_session(book), *easing(book), *doses(book)):
        yield from in_one_phase(each, book)


def in_one_phase(each: Earned, book: Rulebook) -> Iterator[Earned]:
    """What can only be compared between two who train in the same phase."""
    for phase in book.phases:
        here = Asked(exactly(phase.order, book))
        yield Earned(f"{each.words} in {phase.id}", (here, *each.before), (here, *each.after))


def gates(book: Rulebook) -> Iterator[Earned]:
    """Gates open, not closed, not lost; where nobody's position is known, by their own account."""
    for gate in book.gates.values():
        for name, where in ((gate.id, ""), (f"{gate.id}:place", " for placement")):
            yield more(f"{gate.id} open{where}", true(name))
            yield more(f"{gate.id} no longer closed{where}", false(name).turned)
        yield more(f"{gate.id} no longer lost", not_true(f"{gate.id}:lost"))


def outcomes(book: Rulebook) -> Iterator[Earned]:
    """A better outcome, a later phase. Where nothing may be trained the phase stays as it was, and earns nothing."""
    yield more("no stop", not_true("stop"))
    yield more("something to train", true("ready"))
    yield more("no step back", Asked(All((READY, Not(Ref("outcome:regress"))))))
    yield more("the next phase", true("outcome:advance"))
    for phase in book.phases:
        yield more(f"the phase {phase.id}", Asked(All((READY, Ref(f"phase:{phase.id}")))))
    for level in book.levels:
        yield more(f"the level {level.id}", true(level.holds))


def days(book: Rulebook) -> Iterator[Earned]:
    """A harder day."""
    yield more("a day that is not for recovery", not_true("today:recover"))
    yield more("a day that is not reduced", not_true("today:reduce"))


def next_session(book: Rulebook) -> Iterator[Earned]:
    """More in the next session."""
    for step, words in (("same", "no less in the next session"), ("more", "more in the next session")):
        if f"progress:{step}" in book.conclusions:
            yield more(words, true(f"progress:{step}"))


def tiers_and_rungs(book: Rulebook) -> Iterator[Earned]:
    """A tier of jumping; an exercise that may be done."""
    for tier in book.tiers:
        yield more(f"the tier {tier.id}", Asked(All((READY, Ref(f"tier:{tier.id}")))))
    for exercise in book.exercises.values():
        yield more(f"the exercise {exercise.id}", Asked(All((READY, Ref(exercise.allowed)))))


def easing(book: Rulebook) -> Iterator[Earned]:
    """An exercise that is no longer made so much easier."""
    for ladder in book.ladders:
        rules = [rule for rule in book.regressions if ladder in rule.data.get("ladders", ()) and _steps(rule)]
        for steps in sorted({_steps(rule) for rule in rules}):
            eased = any_of([rule for rule in rules if _steps(rule) >= steps], book)
            yield more(f"{ladder} no longer {steps} easier", Asked(eased, so=False))


def doses(book: Rulebook) -> Iterator[Earned]:
    """More of it, as far as rules say: per cent of the sets or contacts, effort, sessions a week, what is left out."""
    for axis, key in (("sets", "to"), ("contacts", "to"), ("effort", "rir")):
        rules = [rule for rule in book.reductions if rule.data.get("axis") == axis]
        bands = [band for band in book.time_off if axis in band.data and key == "to"]
        for amount in sorted({int(rule.data[key]) for rule in rules} | {int(band.data[axis]) for band in bands}):
            if key == "to" and amount >= WHOLE:
                continue
            strict = [rule for rule in rules if (int(rule.data[key]) <= amount) == (key == "to") or
                      int(rule.data[key]) == amount]  # fmt: skip
            strict += [band for band in bands if int(band.data[axis]) <= amount]
            words = f"more than {amount} % of the {axis}" if key == "to" else f"less than {amount} in reserve"
            yield more(words, Asked(any_of(strict, book), so=False))
    for most in sorted({int(rule.data["sessions"]) for rule in book.frequency}):
        few = any_of([rule for rule in book.frequency if int(rule.data["sessions"]) <= most], book)
        yield more(f"more than {most} sessions a week", Asked(few, so=False))
    for rule in (*book.left_out, *(rule for rule in book.running_load if rule.kind != "warn")):
        yield more(f"{rule.id} no longer holds", Asked(held(rule, book), so=False))


def held(rule: Rule, book: Rulebook) -> Formula:
    """That a rule holds, known to be so: of the first stage or of the decision."""
    return Ref(rule.holds) if book.conclusions[rule.holds].closed else Sure(rule.holds)


def any_of(rules: list[Rule], book: Rulebook) -> Formula:
    return AnyOf(tuple(held(rule, book) for rule in rules)) if rules else FALSE


def _steps(rule: Rule) -> int:
    return int(rule.data.get("easier_by", 0))
