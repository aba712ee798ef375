"""The athlete's answers as they would stand on a later day, with changes made and all else as it is now.

What was answered is answered again in the same words on that day; races, injuries, clearances and overrides keep their
dates, so that the weeks since an injury grow and what ends meanwhile has ended.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal

from ..facts.answers import GIVEN, Answer, Answers, Clearance, FlagAnswer, Override, Pain
from ..facts.from_lists import HEALED
from ..facts.sections import is_symptom
from ..facts.validity import direction
from ..logic import measure_of
from ..model import Measure, Rulebook
from .needs import ADMIT, CLEAR, GONE, LISTS, REACHES, RECOVERED, RENEWED, SCREEN, Needs, Range

POSITION, WEEKS, SESSIONS = "position", "weeks_in_phase", "sessions_done"
CLINICIAN, COACH = "a clinician", "a coach"


def on_day(answers: Answers, days: int) -> Answers:
    """The answers so many days later, everything else as it is."""
    if days == 0:
        return answers
    later = timedelta(days=days)
    return replace(
        answers,
        as_of=answers.as_of + later,
        answers={key: replace(each, date=each.date + later) for key, each in answers.answers.items()},
        pain=None if answers.pain is None else tuple(replace(each, date=each.date + later) for each in answers.pain),
        flags={name: replace(each, date=each.date + later) for name, each in answers.flags.items()},
        injuries_date=None if answers.injuries_date is None else answers.injuries_date + later,
    )


def at_phase(answers: Answers, order: int, weeks: int | None) -> Answers:
    """The answers of somebody who stands in a phase; so many weeks in it, or as many as it is now where None."""
    found = dict(answers.answers)

    def put(name: str, value: int) -> None:
        found[name, ""] = Answer(name, "", value, value, answers.as_of, GIVEN, f"position.{name}")

    put(POSITION, order)
    if weeks is not None:
        put(WEEKS, weeks)
        put(SESSIONS, weeks)
    return replace(answers, answers=found)


def with_needs(answers: Answers, needs: Needs, known: Collection[str], book: Rulebook, to: int) -> Answers:
    """The answers with every need met.

    known : the facts that are known now; the health questions are answered where they aren't
    to    : the order of the phase that a clearance has to reach
    """
    for key, asked in needs:
        if key == SCREEN:
            answers = _screened(answers, known, book)
        elif key == REACHES:
            phases = _up_to(book, to)
            answers = replace(answers, clearances=tuple(
                replace(each, allows=phases if len(each.allows) < to else each.allows, until=None)
                for each in answers.clearances))  # fmt: skip
        elif key == RENEWED:
            answers = replace(answers, clearances=tuple(replace(each, until=None) for each in answers.clearances))
        elif key == RECOVERED:
            injuries = tuple(replace(each, status=HEALED) for each in answers.injuries or ())
            answers = replace(answers, injuries=injuries)
        elif key.startswith(CLEAR):
            answers = _cleared(answers, key.removeprefix(CLEAR), book, to)
        elif key.startswith(ADMIT):
            days = int(book.validity["override"]["days"])
            given = Override(key.removeprefix(ADMIT), "admit", COACH, "as the way through has it", answers.as_of,
                             answers.as_of + timedelta(days=days))  # fmt: skip
            answers = replace(answers, overrides=(*answers.overrides, given))
        elif key.startswith(GONE):
            own = answers.flags[key.removeprefix(GONE)]
            again = replace(own, answer=False, date=answers.as_of)
            answers = replace(answers, flags={**answers.flags, own.flag: again})
        elif key != LISTS:
            answers = _valued(answers, book, key, asked)
    return answers


def value_of(measure: Measure, asked: Range) -> int:
    """The value that just meets a range; of one that only has to be known the best, and none of a time since."""
    if measure.elapsed and direction(measure) == "lower":
        return asked.low                    # since it was done again
    whole = asked == (measure.low, measure.high)
    lowest = asked.high == measure.high
    if whole:
        lowest = direction(measure) != "higher"
    elif measure.low != asked.low and measure.high != asked.high:
        lowest = True
    return asked.low if lowest else asked.high


def _valued(answers: Answers, book: Rulebook, fact: str, asked: Range) -> Answers:
    measure, side = book.measures[measure_of(fact)], fact.partition(".")[2]
    value = value_of(measure, asked)
    answer = Answer(measure.name, side, value, value, answers.as_of, GIVEN, f"{'.'.join(measure.at)}")
    found = replace(answers, answers={**answers.answers, (measure.name, side): answer})
    if measure.worst_of and answers.pain:
        found = replace(found, pain=tuple(_eased(each, measure, value, book, answers.as_of) for each in answers.pain))
    return found


def _eased(pain: Pain, measure: Measure, value: int, book: Rulebook, day: Date) -> Pain:
    """An entry of the pain list as it is told on a day: no worse than a value."""
    site = book.measures[f"pain_{pain.site}"]
    most = int(value * Decimal(measure.step) / Decimal(site.step))
    if measure.worst_of == "during":
        return replace(pain, date=day, during=most if pain.during is None else min(pain.during, most))
    now = pain.next_morning
    return replace(pain, date=day, next_morning=most if now is None else min(now, most))


def _screened(answers: Answers, known: Collection[str], book: Rulebook) -> Answers:
    """Every symptom that isn't known answered with no, and every flag that wasn't answered."""
    said = {(name, ""): Answer(name, "", 0, 0, answers.as_of, GIVEN, "symptoms") for name, measure in
            book.measures.items() if is_symptom(measure) and name not in known}  # fmt: skip
    flags = {flag: FlagAnswer(flag, False, None, answers.as_of, alone=False) for flag in book.flags}
    for flag, own in answers.flags.items():
        flags[flag] = own if own.answer is not None else replace(own, answer=False, date=answers.as_of)
    return replace(answers, answers={**answers.answers, **said}, flags=flags)


def _cleared(answers: Answers, flag: str, book: Rulebook, to: int) -> Answers:
    own = answers.flags.get(flag)
    no = replace(own, answer=False, date=answers.as_of) if own else FlagAnswer(flag, False, None, answers.as_of)
    given = Clearance(flag, CLINICIAN, answers.as_of, _up_to(book, to), None)
    others = tuple(each for each in answers.clearances if each.flag != flag)
    return replace(answers, flags={**answers.flags, flag: no}, clearances=(*others, given))


def _up_to(book: Rulebook, order: int) -> tuple[str, ...]:
    return tuple(phase.id for phase in book.phases if phase.order <= order)
