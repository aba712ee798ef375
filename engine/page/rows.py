"""The words of a plan, format by format the same: its seven days, its sessions, and what stands in each row.

Nothing here knows where it is shown. A text wraps it, a sheet puts it beside boxes, a table takes the numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from typing import NamedTuple

from ..decision.decide import Decision
from ..decision.today import load_rules
from ..facts.answers import DAYS
from ..plan.days import LIGHT
from ..plan.fit import each_side
from ..plan.sessions import Item, Plan, Session
from ..week import telling
from .wording import cue_text, dose_text, effort_text, load_text, tempo_text

MOST_SAID = 2  # reasons for one exercise on an athlete's page; a coach's has them all
SIDES, BOTH = ("left", "right"), ("both",)


class DayLine(NamedTuple):
    """One day of the strip: what runs there are, and the sessions, in words."""

    day: str
    date: Date
    text: str
    sessions: tuple[Session, ...] = ()

    @property
    def name(self) -> str:
        return self.day.capitalize()


class Row(NamedTuple):
    """One exercise in words, and the numbers that a table takes.

    amounts : sets, repetitions and rest; more: what is said once and under conditions
    sides   : left and right where one does it side by side, else both
    """

    number: int
    slot: str
    exercise: str
    name: str
    amounts: tuple[str, ...]
    effort: str
    load: str
    more: tuple[str, ...]
    cue: str
    others: tuple[str, ...]
    stop_when: str
    sets: int
    sides: tuple[str, ...]
    item: Item

    @property
    def amount(self) -> str:
        return ", ".join(self.amounts)

    def facts(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """All below the name, the amount first: facts that belong together, and what stands between them on a line."""
        yield self.amounts, ", "
        yield (f"Effort: {self.effort}.", f"Load: {self.load}."), " "
        for said in self.more:
            yield (said,), ""
        yield (f"Cue: {self.cue}",), ""
        if self.others:
            yield self.others, "; "
        yield (f"Stop when: {self.stop_when}",), ""

    def lines(self) -> Iterator[str]:
        """The same, a line each."""
        return (between.join(facts) for facts, between in self.facts())


def strip(plan: Plan, decision: Decision) -> list[DayLine]:
    """Seven days from the day of the decision on; [] where neither runs nor sessions have a day."""
    week = plan.week
    if week is None or not (week.frame.runs or any(session.day for session in plan.sessions)):
        return []
    found = []
    first, eased = week.frame.start.weekday(), _eased(decision)
    for number in (*range(first, len(DAYS)), *range(first)):
        day = DAYS[number]
        there = tuple(session for session in plan.sessions if session.day == day)
        run = _run(number, plan, eased)
        early = " in the morning" if any(week.number(each.id) in week.early for each in there) else ""
        lifts = " + ".join(f"{named(each)}{early}, {each.minutes} min" for each in there)
        if number == first and plan.done:
            lifts = " + ".join(filter(None, (*(f"{each} done" for each in plan.done), lifts)))
        text = f"{run}, then {lifts}" if run and lifts else run or lifts or "rest"
        found.append(DayLine(day, week.frame.date_of(number), text, there))
    return found


def _eased(decision: Decision) -> str:
    """What the running load asks of a hard run, in the words of the first rule that asks anything; or ""."""
    return next((f" ({rule.data['hard_run']})" for rule in load_rules(decision) if rule.data.get("hard_run")), "")


def _run(day: int, plan: Plan, eased: str) -> str:
    assert plan.week is not None
    frame = plan.week.frame
    if day not in frame.runs:
        return ""
    kinds = (("race", frame.days("race_day")), ("long run", frame.long), (f"hard run{eased}", frame.hard))
    return next((kind for kind, days in kinds if day in days), "run")


def named(session: Session) -> str:
    """What a session is called on the strip: strength A, light L."""
    return f"{'light' if session.kind == LIGHT else 'strength'} {session.id}"


def heading(session: Session) -> str:
    """Its letter, day and title, and its minutes."""
    day = f", {session.day.capitalize()}" if session.day else ""
    return f"Session {session.id}{day}: {session.title}, {session.minutes} minutes"


def week_title(plan: Plan) -> str:
    """The week by its first day."""
    if plan.week is None:
        return "This week"
    start = plan.week.frame.start
    return f"This week, from {DAYS[start.weekday()].capitalize()} {start.isoformat()}"


def week_of(date: Date) -> str:
    """The ISO week of a date: 2026-W47."""
    year, week, _ = date.isocalendar()
    return f"{year}-W{week:02}"


def reasons(plan: Plan) -> dict[str, str]:
    """For each session that has a day, why it stands there."""
    week = plan.week
    if week is None:
        return {}
    pairs = ((session, telling.why(week, week.number(session.id))) for session in plan.sessions)
    return {each.id: f"{each.id} on {str(each.day).capitalize()}: {said}." for each, said in pairs if said}


def gave_way(plan: Plan) -> list[tuple[str, str]]:
    """The rules that gave way, with their ids."""
    week = plan.week
    if week is None:
        return []
    standing = {session.id for session in plan.sessions}
    said = ((each.rule.id, telling.gave_way(week, each, standing)) for each in week.gave_way)
    return [(rule, words) for rule, words in said if words]


def never(plan: Plan) -> str:
    """What never gives way, in one sentence; "" where nothing has a say."""
    titles = telling.never(plan.week) if plan.week is not None and any(each.day for each in plan.sessions) else ""
    return f"Never given up: {titles}." if titles else ""


def what_is_missing(session: Session) -> list[str]:
    """Slots that nothing fills, and what gave way to the minutes."""
    found = [f"- {slot}: nothing today. {why.rstrip('.')}." for slot, why in session.empty]
    if session.shortened:
        found.append(f"Fewer sets for time: {', '.join(session.shortened)}.")
    if session.left_out:
        found.append(f"Left out for time: {', '.join(session.left_out)}.")
    return found


class Rows:
    """Words for the rows of one plan. Each tempo is told in words once; `anew` begins again, for another page."""

    def __init__(self, decision: Decision, coach: bool = False):
        self.decision, self.book, self.coach = decision, decision.book, coach
        self.told: set[str] = set()

    def anew(self) -> None:
        self.told.clear()

    def of(self, session: Session) -> list[Row]:
        """The rows of a session."""
        return [self._row(number, item) for number, item in enumerate(session.items, start=1)]

    def _row(self, number: int, item: Item) -> Row:
        exercise, choice, dose = item.exercise, item.choice, item.dose
        others = (("easier", choice.easier), ("harder, later", choice.harder), ("swap", choice.swap))
        beside = [f"{how}: {each.name}" for how, each in others if each is not None]
        if beside:
            beside[0] = f"{beside[0][:1].upper()}{beside[0][1:]}"
            beside[-1] = f"{beside[-1]}."
        return Row(
            number,
            item.slot,
            exercise.id,
            exercise.name,
            tuple(self._amounts(item)),
            effort_text(item, self.decision),
            load_text(item, self.decision),
            tuple(self._more(item)),
            cue_text(exercise, self.decision),
            tuple(beside),
            exercise.stop_when,
            dose.sets,
            SIDES if each_side(exercise, dose) else BOTH,
            item,
        )

    def _amounts(self, item: Item) -> Iterator[str]:
        dose = item.dose
        yield dose_text(item.exercise, dose)
        if dose.contacts is not None:
            yield f"{dose.contacts} contacts"
        if dose.tempo:
            words = tempo_text(dose.tempo) if dose.tempo not in self.told else ""
            self.told.add(dose.tempo)
            yield f"tempo {dose.tempo}{f' ({words})' if words else ''}"
        yield f"rest {dose.rest_s} s"

    def _more(self, item: Item) -> Iterator[str]:
        choice, dose = item.choice, item.dose
        if item.last_time:
            yield f"Last time, {item.last_time}."
        if dose.protocol is not None:
            yield f"{dose.protocol.title}: {dose.protocol.because}"
        if choice.side_first:
            yield f"Begin with the {choice.side_first} side; the same repetitions on both."
        if choice.instead_of is not None:
            said = because(choice.reasons if self.coach else choice.reasons[:MOST_SAID])
            yield f"Instead of {choice.instead_of.name}: {said}"


def because(reasons: tuple[object, ...]) -> str:
    """The sentences of some reasons as one, each once."""
    said = [str(getattr(reason, "say", "")).rstrip(".") for reason in reasons]
    return "; ".join(dict.fromkeys(text for text in said if text)) + "." if any(said) else "it is the step below."


def smaller(plan: Plan) -> list[tuple[str, str]]:
    """The rules that make this plan less than usual, with what each says."""
    shown = [each for each in plan.reductions if each.rule.data.get("axis") in _changed(plan)]
    biting = {each.rule.id for each in shown if each.bites}  # on one axis; on another it may be covered
    pairs = dict.fromkeys((each.rule.id, each.say) for each in shown)
    return [(rule, f"{say}{'' if rule in biting else ' (covered by a stronger reason)'}") for rule, say in pairs]


def _changed(plan: Plan) -> set[str]:
    """The axes on which a reduction changed a number of this plan."""
    items = [
        item for each in plan.sessions for item in each.items if item.slot not in each.shortened
    ]  # of what the minutes cut, nobody can say how much else would have been cut
    doses = [item.dose for item in items]
    found = {"sets" for dose in doses if dose.contacts is None and dose.sets < dose.planned_sets}
    found |= {"contacts" for dose in doses if dose.contacts is not None and dose.sets < dose.planned_sets}
    return found | {"effort" for dose in doses if dose.rir is not None}
