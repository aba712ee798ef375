"""Red flags: what a flag answered no says about its symptoms, and whether a flag is stated, latched or cleared.

A flag once yes stays in force until it is answered no and a clearance dated after it is on record, or, where the flag
says so, it has been gone for some days. A clearance that is in date admits what it allows and no more. Nothing clears
an emergency that isn't answered no.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from datetime import timedelta

from ..findings import Finding
from ..infer.reference import truth
from ..logic import All, AnyOf, AtLeast, Below, Count, Formula, Not, Ref, Truth, leaves
from ..model import Flag, Rulebook
from .answers import Answers, Clearance, FlagAnswer
from .known import Fact
from .sections import is_symptom
from .validity import holds, last_day, out_of_date
from .values import Amount, show

SAFETY = "safety"  # the class of knowledge/validity.yaml that answers to flags have
EMERGENCY = "emergency_stop"
CLEARED, HELD = 1, 2  # a clearance counts; stated with yes, or latched
STATES = ("not stated", "cleared", "stated, or not yet cleared")
FlagAnswers = Mapping[str, FlagAnswer]
Denial = tuple[dict[str, Amount], bool]  # bounds of facts, and whether they make the formula false


def counting(answers: Answers, rulebook: Rulebook) -> dict[str, FlagAnswer]:
    """The answers to flags that still count: a yes always does, a no for as long as safety answers do."""
    return {
        name: said
        for name, said in answers.flags.items()
        if said.answer is not None and not _ran_out(said, answers, rulebook)
    }


def _ran_out(said: FlagAnswer, answers: Answers, rulebook: Rulebook) -> bool:
    return said.answer is False and out_of_date(rulebook, SAFETY, said.date, answers.as_of)


# ---- what a no implies ----------------------------------------------------------------------------------------------


def implied(said: FlagAnswers, facts: Mapping[str, Fact], rulebook: Rulebook) -> dict[str, Fact]:
    """What follows from flags answered no, about facts that aren't known.

    Symptoms of the flag are answered with no, as many as make its condition false; a comparison that alone would raise
    it bounds its measure (no to "age below 18" leaves at least 18). A risk factor is never answered by it, nor are a
    derived flag's numbers (age, weeks since a birth) by a `none` for all flags: those are asked for themselves.
    """
    found: dict[str, Fact] = {}
    settled: dict[str, Truth] = {}
    for name, answer in said.items():
        conclusion = rulebook.conclusions.get(f"{name}:when")
        if answer.answer is not False or conclusion is None:
            continue
        if holds(conclusion.formula, facts, rulebook.conclusions, settled) is not None:
            continue
        bounding = answer.alone or not rulebook.flags[name].derived
        for fact, amount in _denied(conclusion.formula, facts, rulebook, bounding, settled)[0].items():
            measure = rulebook.measures[fact.partition(".")[0]]
            low, high = amount
            if fact in found:
                low, high = max(low, found[fact].low), min(high, found[fact].high)
            if low <= high:
                found[fact] = Fact(fact, low, high, show(measure, low, high), f"red_flags.{name}", answer.date)
    return found


def _denied(
    formula: Formula, facts: Mapping[str, Fact], rulebook: Rulebook, alone: bool, settled: dict[str, Truth]
) -> Denial:
    """What makes a formula false.

    alone   : the formula by itself raises the flag, so that a number in it can be bounded
    settled : the truths of all conclusions that it reads
    """
    now = truth(formula, facts, settled)
    if now is not None:
        return {}, now is False
    if isinstance(formula, (AtLeast, Below)):
        return _denied_leaf(formula, isinstance(formula, AtLeast), facts, rulebook, alone)
    if isinstance(formula, Not) and isinstance(formula.part, (AtLeast, Below)):
        return _denied_leaf(formula.part, isinstance(formula.part, Below), facts, rulebook, alone)
    if isinstance(formula, Ref) and formula.name in rulebook.conclusions:
        return _denied(rulebook.conclusions[formula.name].formula, facts, rulebook, alone, settled)
    if isinstance(formula, All):
        parts = [part for part in formula.parts if not _applies(part, rulebook)]
        for part in parts:  # one part that is false is enough, and the first says it most directly
            found, enough = _denied(part, facts, rulebook, alone and len(parts) == 1, settled)
            if enough:
                return found, True
        return {}, False
    if isinstance(formula, (AnyOf, Count)):
        raises = alone and isinstance(formula, AnyOf)
        each = [_denied(part, facts, rulebook, raises, settled) for part in formula.parts]
        most = formula.least - 1 if isinstance(formula, Count) else 0
        bounds = {fact: amount for found, _ in each for fact, amount in found.items()}
        return bounds, sum(not enough for _, enough in each) <= most
    return {}, False


def _denied_leaf(
    leaf: AtLeast | Below, upward: bool, facts: Mapping[str, Fact], rulebook: Rulebook, alone: bool
) -> Denial:
    measure = rulebook.measures.get(leaf.fact.partition(".")[0])
    if measure is None or measure.risk_factor or leaf.fact in facts or leaf.fact not in measure.facts():
        return {}, False
    amount = Amount(measure.low, leaf.cut - 1) if upward else Amount(leaf.cut, measure.high)
    if not (alone or is_symptom(measure)) or amount.low > amount.high:
        return {}, False
    return {leaf.fact: amount}, True


def _applies(part: Formula, rulebook: Rulebook) -> bool:
    """Whether a part only asks whether something applies; a no to the flag says nothing about that."""
    if isinstance(part, (All, AnyOf)) and part.parts:
        return all(_applies(each, rulebook) for each in part.parts)
    return isinstance(part, Ref) and any(part.name == measure.applies for measure in rulebook.measures.values())


# ---- stated, latched, cleared ---------------------------------------------------------------------------------------


def flag_facts(
    answers: Answers, said: FlagAnswers, facts: Mapping[str, Fact], rulebook: Rulebook
) -> tuple[dict[str, Fact], list[Finding]]:
    """How every flag stands by itself, `flag.ID`, and `cleared_to`; with warnings.

    said  : the answers that still count
    facts : what is known, with what the flags imply
    """
    found: dict[str, Fact] = {}
    warnings: list[Finding] = []
    settled: dict[str, Truth] = {}
    for flag in rulebook.flags.values():
        raised = holds(Ref(f"{flag.id}:when"), facts, rulebook.conclusions, settled)
        own, counts = answers.flags.get(flag.id), said.get(flag.id)
        if own is not None and raised is not False and _ran_out(own, answers, rulebook):  # else its signs answer it
            end = (last_day(rulebook, SAFETY, own.date) or own.date) + timedelta(days=1)
            say = f"{flag.title}: the answer no is out of date since {end} and has to be given again."
            warnings.append(_warning("flag-out-of-date", answers, own, flag.id, say))
        if raised and own is not None and counts is not None and counts.answer is False:
            say = f"{flag.title}: answered no, but what was said about its symptoms raises it. It counts as raised."
            warnings.append(_warning("flag-disagrees", answers, own, flag.id, say))
        gone = _gone(flag, counts, raised, facts, rulebook)
        stated = counts is not None and counts.answer is True
        state = (
            CLEARED
            if _cleared(flag, own, gone, answers)
            else HELD
            if stated or _latched(flag, own, gone, answers)
            else 0
        )
        name = f"flag.{flag.id}"
        path, date = (f"red_flags.{flag.id}", own.date) if own else ("", answers.as_of)
        found[name] = Fact(name, state, state, STATES[state], path, date)
    highest = cleared_to(answers, rulebook)
    title = next((phase.title for phase in rulebook.phases if phase.order == highest), "no phase")
    path = "clearances" if answers.clearances else ""
    found["cleared_to"] = Fact("cleared_to", highest, highest, title, path, answers.as_of)
    return found, warnings


def _gone(
    flag: Flag, counts: FlagAnswer | None, raised: bool | None, facts: Mapping[str, Fact], rulebook: Rulebook
) -> Date | None:
    """Since when the flag is known to be answered no: outright, or symptom by symptom; None where it isn't."""
    if counts is not None:
        return counts.date if counts.answer is False and raised is not True else None
    if raised is not False:
        return None
    return min((facts[name].date for name in read_by(f"{flag.id}:when", rulebook) if name in facts), default=None)


def read_by(conclusion: str, rulebook: Rulebook) -> set[str]:
    """The facts that a conclusion reads, by way of others too, but for whether something applies."""
    found: set[str] = set()
    for leaf in leaves(rulebook.conclusions[conclusion].formula):
        if isinstance(leaf, (AtLeast, Below)):
            found.add(leaf.fact)
        elif isinstance(leaf, Ref) and leaf.name in rulebook.conclusions and not _applies(leaf, rulebook):
            found |= read_by(leaf.name, rulebook)
    return found


def _latched(flag: Flag, own: FlagAnswer | None, gone: Date | None, answers: Answers) -> bool:
    last_yes = _last_yes(own)
    if last_yes is None:
        return False
    if gone is None or gone < last_yes:
        return True
    if any(each.date > last_yes for each in _clearances(answers, flag.id)):
        return False
    return not flag.clears_after_days or (gone - last_yes).days < flag.clears_after_days


def _last_yes(own: FlagAnswer | None) -> Date | None:
    if own is None:
        return None
    days = [day for day in (own.last_yes, own.date if own.answer else None) if day is not None]
    return max(days, default=None)


def _cleared(flag: Flag, own: FlagAnswer | None, gone: Date | None, answers: Answers) -> bool:
    """A clearance in date, given since `last_yes`. One that is older than an answer still yes counts: surgery's is."""
    since = own.last_yes if own is not None else None
    if flag.action == EMERGENCY and gone is None:
        return False
    return any(
        _in_date(each, answers.as_of) and (since is None or each.date > since) for each in _clearances(answers, flag.id)
    )


def cleared_to(answers: Answers, rulebook: Rulebook) -> int:
    """The order of the furthest phase that every clearance in date allows; of each flag its newest counts."""
    orders = {phase.id: phase.order for phase in rulebook.phases}
    limits = [max(orders.values(), default=0)]
    for flag in rulebook.flags:
        current = [each for each in _clearances(answers, flag) if _in_date(each, answers.as_of)]
        newest = max((each.date for each in current), default=None)
        limits += [
            max((orders.get(phase, 0) for phase in each.allows), default=0) for each in current if each.date == newest
        ]
    return min(limits)


def _clearances(answers: Answers, flag: str) -> list[Clearance]:
    return [each for each in answers.clearances if each.flag == flag]


def _in_date(clearance: Clearance, as_of: Date) -> bool:
    return clearance.date <= as_of and (clearance.until is None or as_of <= clearance.until)


def _warning(code: str, answers: Answers, said: FlagAnswer, name: str, say: str) -> Finding:
    return Finding(code, say, answers.file, said.place.line, said.place.column, f"red_flags.{name}", severity="warning")
