"""What can happen to an athlete's facts: something gets worse, is forgotten, or is at its best or worst."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from properties.athletes import (
    NOW,
    REMOVE,
    SIDES,
    Athlete,
    Change,
    Dice,
    Path,
    answers_of,
    better,
    book,
    cuts,
    day,
    facts_of,
    groups,
    readiness,
    worst,
    written,
)

from surefoot.engine.facts.answers import GIVEN, Answer
from surefoot.engine.facts.known import Facts
from surefoot.engine.facts.sections import is_symptom
from surefoot.engine.model import Measure

PAIN_WORST = 10


def path_of(answer: Answer) -> Path:
    at = book().measures[answer.measure].at
    return (*at, answer.side) if answer.side else at


def answered(athlete: Athlete) -> Iterator[tuple[Measure, Answer]]:
    """The measures that were given a value, but for where the athlete stands."""
    for answer in answers_of(athlete).answers.values():
        if answer.status == GIVEN and answer.measure != "position":
            yield book().measures[answer.measure], answer


# ---- worse ----------------------------------------------------------------------------------------------------------


def worse(dice: Dice, athlete: Athlete) -> Athlete | None:
    """One known thing is worse than it was; None when nothing can be."""
    kind = dice.pick(("answer",) * 7 + ("pain", "pain", "symptom", "flag"))
    change = {"answer": _worse_answer, "pain": _worse_pain, "symptom": _symptom, "flag": _flag}[kind](dice, athlete)
    return athlete.but(change) if change is not None else None


def _worse_answer(dice: Dice, athlete: Athlete) -> Change | None:
    as_of = answers_of(athlete).as_of
    found = [
        (measure, answer)
        for measure, answer in answered(athlete)
        if better(measure) != "context" and not is_symptom(measure) and measure.name in cuts()
    ]
    found = [(measure, answer) for measure, answer in found if _lower(measure, answer)]
    if not found:
        return None
    measure, answer = dice.pick(found)
    steps = dice.pick(_lower(measure, answer))
    open_ended = answer.low < answer.high
    more = (better(measure) == "lower" and open_ended) or (open_ended and dice.chance(50))
    return path_of(answer), written(measure, steps, (as_of - answer.date).days, more)


def _lower(measure: Measure, answer: Answer) -> list[int]:
    """The values worth trying that are worse, the next worse first."""
    near = {cut + by for cut in cuts()[measure.name] for by in (-1, 0, 1)} | {worst(measure)}
    if better(measure) == "higher":
        return sorted((each for each in near if measure.low <= each < answer.low), reverse=True)
    return sorted(each for each in near if answer.low < each <= measure.high)


def _worse_pain(dice: Dice, athlete: Athlete) -> Change | None:
    """More pain at a site that hurts, or pain at one more."""
    said = athlete.said(("pain",))
    if said is None:
        return None
    entries: list[dict[str, Any]] = [] if said == "none" else said
    if not entries or dice.chance(40):
        entry = {
            "site": dice.pick(list(book().sites)),
            "side": dice.pick((*SIDES, "both")),
            "during": dice.pick((1, 3, 6)),
        }
        return ("pain",), [*entries, entry]
    number, key = dice.whole(0, len(entries) - 1), dice.pick(("during", "next_morning"))
    was = entries[number].get(key)
    if not isinstance(was, int) or was >= PAIN_WORST:
        return None
    entry = {**entries[number], key: dice.whole(was + 1, PAIN_WORST)}
    return ("pain",), [*entries[:number], entry, *entries[number + 1 :]]


def _symptom(dice: Dice, athlete: Athlete) -> Change | None:
    known = facts_of(athlete).known
    found = [measure for measure in groups()["symptoms"] if measure.name in known and known[measure.name].high == 0]
    return (dice.pick(found).at, "yes") if found else None


def _flag(dice: Dice, athlete: Athlete) -> Change | None:
    said = athlete.said(("red_flags",))
    found = [name for name, answer in said.items() if answer == "no"] if isinstance(said, dict) else []
    return (("red_flags", dice.pick(found)), "yes") if found else None


# ---- forgotten ------------------------------------------------------------------------------------------------------


def forget(dice: Dice, athlete: Athlete) -> Athlete | None:
    """One thing that was known isn't any more; None when nothing was."""
    kind = dice.pick(("answer",) * 8 + ("pain", "flag", "flags"))
    if kind == "pain":
        return athlete.but((("pain",), REMOVE)) if athlete.said(("pain",)) is not None else None
    said = athlete.said(("red_flags",))
    if kind == "flags" and said is not None:
        return athlete.but((("red_flags",), REMOVE))
    if kind == "flag" and isinstance(said, dict):
        return athlete.but((("red_flags", dice.pick(list(said))), dice.pick(("unknown", REMOVE))))
    found = [answer for measure, answer in answered(athlete) if measure.name in cuts() and not measure.if_not_given]
    if not found:
        return None
    answer = dice.pick(found)
    without = athlete.but((path_of(answer), dice.pick(("unknown", REMOVE))))
    # A flag answered no may say the contrary of a symptom: then it isn't missing when nothing is said of it.
    before, after = facts_of(athlete).known.get(answer.fact), facts_of(without).known.get(answer.fact)
    contradicts = before and after and not after.low <= before.low <= before.high <= after.high
    return None if contradicts else without


# ---- at the ends ----------------------------------------------------------------------------------------------------


def missing(facts: Facts) -> list[tuple[Measure, Path, str]]:
    """The directed facts that aren't known: measure, where it is answered, and the fact's name."""
    found = []
    for measure in book().measures.values():
        if better(measure) == "context" or measure.at[0] == "pain" or measure.name not in cuts():
            continue
        for fact in measure.facts():
            if fact not in facts.known:
                side = fact.rpartition(".")[2] if measure.sides else ""
                found.append((measure, (*measure.at, side) if side else measure.at, fact))
    return found


def with_best_readiness(athlete: Athlete) -> Athlete:
    """The same athlete on the best of days."""
    changes: list[Change] = [(("pain",), "none")]
    for name in readiness():
        measure = book().measures[name]
        if measure.at[0] != "pain":
            changes.append((measure.at, written(measure, measure.high if better(measure) == "higher" else measure.low)))
    return athlete.but(*changes)


def all_pain(days: int = NOW) -> list[dict[str, Any]]:
    """The worst pain everywhere."""
    return [
        {"site": site, "side": "both", "during": PAIN_WORST, "next_morning": PAIN_WORST, "date": day(days)}
        for site in book().sites
    ]
