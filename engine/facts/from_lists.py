"""The lists of races, injuries and pain as facts of measures that say so (`also_from`).

A list that was given speaks for itself: with no A race in it none is planned, with no injury there was none. What was
not given says nothing. A yes or no from the pain list only ever adds a yes: the answer itself may say yes too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Date
from decimal import Decimal

from ..model import Measure, Rulebook
from .answers import Answers, Injury, Pain
from .known import Fact
from .values import YES_NO, show

MAIN = "A"  # the races that a season is built for
DAYS_A_WEEK = 7
HEALED = "recovered"
NIGHT = "night"


def list_facts(answers: Answers, rulebook: Rulebook) -> dict[str, Fact]:
    """The facts that the lists of races and injuries give, by measure; they stand in place of an answer."""
    found: dict[str, Fact] = {}
    for measure in rulebook.measures.values():
        what, _, field = measure.from_list.partition(".")
        if what == "race" and answers.races is not None:
            found[measure.name] = _race(measure, field, answers)
        elif what == "injury" and answers.injuries is not None:
            each = [injury for injury in answers.injuries if concerns(measure, injury)]
            fact = _injury(measure, field, each, answers.as_of)
            if fact is not None:
                found[measure.name] = replace(fact, date=answers.injuries_date or answers.as_of)
    return found


def pain_signs(answers: Answers, rulebook: Rulebook) -> Iterator[Fact]:
    """A yes for each yes-or-no measure whose sign stands in the pain list: pain in bone, or at night."""
    for measure in rulebook.measures.values():
        if not measure.sign_of:
            continue
        for pain in answers.pain or ():
            if concerns(measure, pain) and _shows(pain, measure.sign_of):
                yield Fact(measure.name, 1, 1, YES_NO[1], pain.path, pain.date)
                break


def concerns(measure: Measure, entry: Pain | Injury) -> bool:
    """Whether an entry is of the tissues and at the sites that the measure is about."""
    return (not measure.tissues or entry.tissue in measure.tissues) and (
        not measure.only_sites or entry.site in measure.only_sites
    )


def _shows(pain: Pain, field: str) -> bool:
    if field == NIGHT:
        return pain.night is True
    level = pain.during if field == "during" else pain.next_morning
    return level is not None and level > 0


def _race(measure: Measure, field: str, answers: Answers) -> Fact:
    """Days to the next A race, or since the last; the measure's largest value where there is none.

    One of today is both: nobody knows whether it has been run yet, and either way it counts.
    """
    main = [race.date for race in answers.races or () if race.priority == MAIN]
    if field == "to":
        days = min(((date - answers.as_of).days for date in main if date >= answers.as_of), default=measure.high)
    else:
        days = min(((answers.as_of - date).days for date in main if date <= answers.as_of), default=measure.high)
    days = min(days, measure.high)
    text = show(measure, days, days) if days < measure.high else "none"
    return Fact(measure.name, days, days, text, "races", answers.as_of)


def _injury(measure: Measure, field: str, each: list[Injury], as_of: Date) -> Fact | None:
    """Whether there was one; or the weeks since the latest, 0 while it isn't recovered. None: nothing to count."""
    if field == "any":
        there = int(bool(each))
        return Fact(measure.name, there, there, YES_NO[there], "injuries", as_of)
    if not each:
        return None
    days = 0 if any(injury.status != HEALED for injury in each) else min((as_of - one.date).days for one in each)
    steps = int(Decimal(days // DAYS_A_WEEK) / Decimal(measure.step))
    steps = max(measure.low, min(steps, measure.high))
    return Fact(measure.name, steps, steps, show(measure, steps, steps), "injuries", as_of)
