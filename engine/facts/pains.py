"""The pain list as facts: pain at each site and side, and the worst of them all.

    not asked     unknown everywhere
    none          0 everywhere
    a list        what it says at the sites that it names, 0 elsewhere

`0 elsewhere` was said no later than the newest entry of the list, so it carries that entry's date.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Date
from decimal import ROUND_CEILING, Decimal

from ..infer.reference import Interval
from ..model import Measure, Rulebook
from .answers import Answers, Pain
from .from_lists import concerns
from .known import Fact
from .lists import PAIN_FIELDS, pain_measure
from .pieces import NONE
from .validity import left_of, out_of_date
from .values import EXACT, Amount, show

BOTH = ("both", "middle", "")


def pain_facts(answers: Answers, rulebook: Rulebook, facts: Mapping[str, Interval]) -> dict[str, Fact]:
    """A fact for each site and side, and for each measure that is the worst over all sites, where pain was asked.

    facts : what else is known. A fact that reaches over a measure's whole range says that nothing is known.
    """
    if answers.pain is None:
        return {}
    found: dict[str, Fact] = {}
    for measure in rulebook.measures.values():
        if measure.at[0] == "pain" and measure.at[-1] in PAIN_FIELDS:
            for fact in measure.facts():
                side = fact.rpartition(".")[2] if measure.sides else ""
                entries = [pain for pain in answers.pain if pain.site == measure.at[1] and _on(pain, side)]
                found[fact] = _worst(measure, fact, entries, answers, rulebook, facts)
        elif measure.worst_of in PAIN_FIELDS:
            entries = [pain for pain in answers.pain if concerns(measure, pain)]
            found[measure.name] = _worst(measure, measure.name, entries, answers, rulebook, facts)
    return found


def _on(pain: Pain, side: str) -> bool:
    return not side or pain.side in (*BOTH, side)


def _worst(measure: Measure, fact: str, entries: list[Pain], answers: Answers, rulebook: Rulebook,
           facts: Mapping[str, Interval]) -> Fact:
    """The worst of some entries of the list, each under its own date; none of them is 0."""
    field = measure.worst_of or measure.at[-1]
    entries = [pain for pain in entries if not _left_to_another(pain, field, answers.pain or ())]
    said = [(_level(pain, field, measure, rulebook), pain.date, pain.path) for pain in entries]
    if not entries:
        said = [(Amount(0, 0), max((pain.date for pain in answers.pain or ()), default=answers.as_of), "pain")]
    read = list(_read(measure, fact, said, answers.as_of, rulebook, facts))
    worst = read[0]
    for other in read[1:]:
        worst = worst.worse_of(other)
    return worst


def _left_to_another(pain: Pain, field: str, told: Sequence[Pain]) -> bool:
    """Whether an entry tells of the other alone, and another one of the same place of this, of that day or later.

    So a morning that is told by itself takes nothing from what is told of today.
    """
    if getattr(pain, field) is not None or (pain.during is None and pain.next_morning is None):
        return False
    others = (other for other in told if other.site == pain.site and _on(other, pain.side) and other.date >= pain.date)
    return any(getattr(other, field) is not None for other in others)


def _read(measure: Measure, fact: str, said: list[tuple[Amount, Date, str]], as_of: Date, rulebook: Rulebook,
          facts: Mapping[str, Interval]) -> Iterator[Fact]:
    for amount, date, path in said:
        stale = out_of_date(rulebook, measure.valid, date, as_of)
        left = left_of(measure, fact, amount, facts, rulebook) if stale else amount
        low, high = left or (measure.low, measure.high)
        text = NONE if (low, high) == (0, 0) and path == "pain" else show(measure, low, high)
        yield Fact(fact, low, high, text, path, date, stale)


def _level(pain: Pain, field: str, measure: Measure, rulebook: Rulebook) -> Amount:
    """An entry's number in steps of a measure, rounded to the worse; anything where it wasn't said."""
    steps = pain.during if field == "during" else pain.next_morning
    own = pain_measure(rulebook, pain.site, field)
    if steps is None or own is None:
        return Amount(measure.low, measure.high)
    exact = EXACT.divide(EXACT.multiply(Decimal(steps), Decimal(own.step)), Decimal(measure.step))
    level = min(max(int(exact.to_integral_value(ROUND_CEILING)), measure.low), measure.high)
    return Amount(level, level)

