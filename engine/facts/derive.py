"""From what was said to what is known: validity, sides, pain, kit, red flags, overrides.

    answers + rulebook  ->  Facts

Everything that both readers of the rules share happens here and is plain arithmetic on whole steps. What isn't known is
absent, with the reason why; nothing is assumed but what the rulebook itself says is.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal

from ..findings import Finding
from ..logic import Ref, Truth
from ..model import Measure, Rulebook
from .answers import DECLINED, GIVEN, NOT_APPLICABLE, SIDES, UNKNOWN, Answer, Answers
from .flags import counting, flag_facts, implied
from .from_lists import list_facts, pain_signs
from .known import Fact, Facts
from .norms import margins
from .pains import pain_facts
from .safety import HOLD
from .validity import holds, last_day, left_of, out_of_date
from .values import EXACT, YES_NO, Amount, show

AHEAD = 7                                 # days before its end that an answer is told to run out
REASONS = {UNKNOWN: "asked, and not known", DECLINED: "declined", NOT_APPLICABLE: "not applicable"}
NOT_GIVEN = "not given"
ONE_SIDED = "both sides are needed"


def derive(answers: Answers, rulebook: Rulebook) -> Facts:
    """What is known on the day of the answers.

    rulebook : measures, criteria, flags, kit and validity; its `conclusions` are read to tell a fail from a pass
    """
    why: dict[str, str] = {}
    known, old = _in_date(answers, rulebook, why)
    _not_given(known, rulebook, answers.as_of)
    fresh = dict(known)
    for fact, reading in pain_facts(answers, rulebook, fresh).items():
        known[fact] = known[fact].worse_of(reading) if fact in known else reading
    for answer in old:
        _out_of_date(answer, known, fresh, rulebook, why)
    known.update({fact.name: fact for fact in pain_signs(answers, rulebook)})
    known.update(_listed(answers, fresh, rulebook, why))
    for fact in [name for name, each in known.items() if _says_nothing(each, rulebook)]:
        if known[fact].stale:
            why[fact] = _since(rulebook, rulebook.measures[fact.partition(".")[0]].valid, known[fact].date)
        del known[fact]

    said = counting(answers, rulebook)
    known |= implied(said, known, rulebook)
    _parts_of_none(known, rulebook)
    states, warnings = flag_facts(answers, said, known, rulebook)
    between_sides(known, rulebook, why)
    known |= states | _kit(answers, rulebook)
    for name, amount in margins(known, rulebook).items():
        of = known[name.partition("~")[0]]
        known[name] = Fact(name, amount.low, amount.high, of.text, of.path, of.date, of.stale)
    forced, ended = _overrides(answers)
    return Facts(known, _unknown(known, why, rulebook), forced, (*warnings, *ended),
                 tuple(_expiring(answers, rulebook)), answers)


# ---- answers and their dates ----------------------------------------------------------------------------------------

def _in_date(answers: Answers, rulebook: Rulebook, why: dict[str, str]) -> tuple[dict[str, Fact], list[Answer]]:
    """The facts of answers that count, and the answers that are out of date."""
    known: dict[str, Fact] = {}
    old: list[Answer] = []
    for answer in answers.answers.values():
        measure = rulebook.measures.get(answer.measure)
        if measure is None:
            continue                      # answers of another rulebook: reading them found that out
        if answer.status != GIVEN:
            why[answer.fact] = REASONS.get(answer.status, NOT_GIVEN)
        elif out_of_date(rulebook, measure.valid, answer.date, answers.as_of):
            old.append(answer)
        else:
            known[answer.fact] = _fact(measure, answer, Amount(answer.low, answer.high))
    return known, old


def _fact(measure: Measure, answer: Answer, amount: Amount, stale: bool = False) -> Fact:
    return Fact(answer.fact, *amount, show(measure, *amount), answer.path, answer.date, stale)


def _not_given(known: dict[str, Fact], rulebook: Rulebook, as_of: Date) -> None:
    """The word that the rulebook has for where nothing was said (sex: unspecified)."""
    for measure in rulebook.measures.values():
        words = YES_NO if measure.kind == "yes_no" else measure.words
        if measure.if_not_given in words:
            index = words.index(measure.if_not_given)
            for fact in measure.facts():
                known.setdefault(fact, Fact(fact, index, index, measure.if_not_given, "", as_of))


def _out_of_date(answer: Answer, known: dict[str, Fact], fresh: Mapping[str, Fact], rulebook: Rulebook,
                 why: dict[str, str]) -> None:
    """What is left of an old answer joins what is known; otherwise why nothing is."""
    measure = rulebook.measures[answer.measure]
    left = left_of(measure, answer.fact, Amount(answer.low, answer.high), fresh, rulebook)
    if left is None:
        why[answer.fact] = _since(rulebook, measure.valid, answer.date)
        return
    fact = _fact(measure, answer, left, stale=True)
    if answer.fact in known and measure.worst_of:
        known[answer.fact] = known[answer.fact].worse_of(fact)
    else:
        known[answer.fact] = fact


def _listed(answers: Answers, fresh: Mapping[str, Fact], rulebook: Rulebook, why: dict[str, str]) -> dict[str, Fact]:
    """What the lists give; of a list of an earlier day, what is left of it."""
    found: dict[str, Fact] = {}
    for name, fact in list_facts(answers, rulebook).items():
        measure = rulebook.measures[name]
        if out_of_date(rulebook, measure.valid, fact.date, answers.as_of):
            left = left_of(measure, name, Amount(fact.low, fact.high), fresh, rulebook)
            if left is None:
                why[name] = _since(rulebook, measure.valid, fact.date)
                continue
            fact = replace(fact, low=left.low, high=left.high, text=show(measure, *left), stale=True)
        found[name] = fact
    return found


def _since(rulebook: Rulebook, valid: str, date: Date) -> str:
    return f"out of date since {(last_day(rulebook, valid, date) or date) + timedelta(days=1)}"


def _says_nothing(fact: Fact, rulebook: Rulebook) -> bool:
    measure = rulebook.measures[fact.name.partition(".")[0]]
    return fact.low <= measure.low and fact.high >= measure.high


def _expiring(answers: Answers, rulebook: Rulebook) -> Iterator[tuple[str, str, Date]]:
    """What runs out within the days ahead. Answers that never last longer than that are left out."""
    found = []
    for answer in answers.answers.values():
        valid = rulebook.measures[answer.measure].valid if answer.measure in rulebook.measures else ""
        last = last_day(rulebook, valid, answer.date)
        if answer.status == GIVEN and last is not None and (last - answer.date).days > AHEAD:
            left = (last - answers.as_of).days
            if 0 <= left <= AHEAD:
                found.append((last, answer.measure, answer.side))
    for last, measure, side in sorted(found):
        yield measure, side, last


def _unknown(known: Mapping[str, Fact], why: Mapping[str, str], rulebook: Rulebook) -> dict[str, str]:
    """Why each fact that isn't known isn't."""
    found = {}
    settled: dict[str, Truth] = {}
    for measure in rulebook.measures.values():
        off = bool(measure.applies) and holds(Ref(measure.applies), known, rulebook.conclusions, settled) is False
        for fact in measure.facts():
            if fact not in known:
                found[fact] = REASONS[NOT_APPLICABLE] if off else why.get(fact, NOT_GIVEN)
    return found | {fact: reason for fact, reason in why.items() if fact not in known}


def _parts_of_none(known: dict[str, Fact], rulebook: Rulebook) -> None:
    """A part of none is none, said with the whole; what was said of the part itself stands."""
    for measure in rulebook.measures.values():
        whole = known.get(measure.part_of)
        if whole is not None and whole.low == whole.high == 0:
            for fact in measure.facts():
                known.setdefault(fact, replace(whole, name=fact, text=show(measure, 0, 0)))


# ---- numbers of two sides, kit --------------------------------------------------------------------------------------

def between_sides(known: dict[str, Fact], rulebook: Rulebook, why: dict[str, str]) -> None:
    """`X.ratio`, the smaller side as a whole per cent of the larger, rounded down; `X.difference`, in steps.

    Both sides have to be known exactly and in date.
    """
    for measure in rulebook.measures.values():
        if not measure.sides or measure.kind != "number" or measure.site:
            continue
        sides = [known.get(f"{measure.name}.{side}") for side in SIDES]
        exact = [side for side in sides if side is not None and side.low == side.high and not side.stale]
        if len(exact) < len(SIDES):
            why[f"{measure.name}.ratio"] = why[f"{measure.name}.difference"] = ONE_SIDED
            continue
        smaller, larger = sorted(side.low for side in exact)
        oldest, path = min(side.date for side in exact), exact[0].path.rpartition(".")[0]
        apart = larger - smaller
        words = f"{EXACT.multiply(Decimal(apart), Decimal(measure.step)):f}"
        known[f"{measure.name}.difference"] = Fact(f"{measure.name}.difference", apart, apart, words, path, oldest)
        if smaller >= 0:
            ratio = 100 * smaller // larger if larger else 100
            known[f"{measure.name}.ratio"] = Fact(f"{measure.name}.ratio", ratio, ratio, f"{ratio} %", path, oldest)


def _kit(answers: Answers, rulebook: Rulebook) -> dict[str, Fact]:
    """`kit.ITEM` for every item: household things unless the answers say not, and whatever an item counts as."""
    said = answers.equipment or {}
    there = {item for item, about in rulebook.equipment.items() if said.get(item, about.get("household") is True)}
    waiting = sorted(there)
    while waiting:
        for other in _counts_as(rulebook, waiting.pop()):
            if other not in there:
                there.add(other)
                waiting.append(other)
    facts = {}
    for item in rulebook.equipment:
        name, has = f"kit.{item}", item in there
        facts[name] = Fact(name, int(has), int(has), YES_NO[has], "equipment" if item in said else "", answers.as_of)
    return facts


def _counts_as(rulebook: Rulebook, item: str) -> list[str]:
    others = rulebook.equipment.get(item, {}).get("counts_as")
    if isinstance(others, str):
        return [others]
    return [str(other) for other in others] if isinstance(others, (list, tuple)) else []


# ---- overrides ------------------------------------------------------------------------------------------------------

def _overrides(answers: Answers) -> tuple[dict[str, bool], list[Finding]]:
    """What a coach has settled for this day, by line (a line's conclusion has its id); holding wins over admitting."""
    forced: dict[str, bool] = {}
    warnings: list[Finding] = []
    for number, each in enumerate(answers.overrides):
        if each.until is not None and each.until < answers.as_of:
            say = f"The override of {each.line} by {each.by} ended on {each.until}."
            warnings.append(Finding("override-ended", say, answers.file, each.place.line, each.place.column,
                                    f"overrides[{number}]", severity="warning"))
        elif each.date <= answers.as_of:
            forced[each.line] = each.decision != HOLD and forced.get(each.line, True)
    return forced, warnings


__all__ = ["Fact", "Facts", "derive"]
