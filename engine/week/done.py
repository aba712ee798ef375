"""Sessions that were done in the last days, beside those that stand in the week: nothing is done twice, or too soon.

The week itself comes back, and doesn't wander with what was done on another day than planned. So a session that was
done already gives up its next place, and one that comes too soon after another says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import TYPE_CHECKING, Any, NamedTuple

from ..decision.decide import Decision
from ..facts.answers import DAYS
from .arrange import LIGHT, is_hard, mend, rules_of, said
from .frame import DAY_HOURS, Lift
from .keeping import Keeping
from .telling import all_fits

if TYPE_CHECKING:
    from ..derivations.log import Log
    from ..model import Rule
    from ..plan.sessions import Plan

SKIPPED = "no"  # of a logged session: not done
MOST_HOURS = 96  # no rule looks further back


class Done(NamedTuple):
    """A session that was done: its day, and what the rules of the week see of it."""

    day: Date
    lift: Lift


def done_of(log: Log | None, decision: Decision) -> tuple[Done, ...]:
    """The sessions of the last days, the earliest first; none without a log."""
    today, found = decision.facts.answers.as_of, []
    for entry in log.entries("session") if log is not None else ():
        day = Date.fromisoformat(entry.held_on[:10])
        if entry.data.get("done") != SKIPPED and 0 <= (today - day).days * DAY_HOURS < MOST_HOURS:
            found.append(Done(day, _lift(entry.data, decision)))
    return tuple(found)


def _lift(data: Mapping[str, Any], decision: Decision) -> Lift:
    book, name = decision.book, str(data.get("session") or "")
    exercises = [(book.exercises.get(str(item["exercise"])), item) for item in data.get("items") or ()]
    jumped = [
        book.tier(exercise.tier)
        for exercise, item in exercises
        if exercise is not None and any(each.get("contacts") for each in item.get("sets") or ())
    ]
    tier = max((each.order for each in jumped if each is not None), default=0)
    phase = book.phase(str(data.get("phase") or decision.phase or ""))
    kinds = {str(day["id"]): day.get("kind") for day in phase.days} if phase is not None else {}
    light = kinds.get(name[:1]) == LIGHT
    ladders = frozenset(exercise.ladder for exercise, _ in exercises if exercise is not None)
    return Lift(name, is_hard(phase, light, tier, book), light, tier, ladders)


def room_since(day: str | None, plan: Plan, done: tuple[Done, ...], decision: Decision) -> int:
    """The order of the furthest tier of jumping for which a day is late enough after the jumps that were done."""
    reached = decision.book.tier(decision.tier or "")
    most = reached.order if reached else 0
    if day is None or plan.week is None:
        return most
    date = plan.week.frame.date_of(DAYS.index(day))
    for tier in reversed(decision.book.tiers[:most]):
        hours = [(date - each.day).days * DAY_HOURS for each in done if each.lift.tier >= tier.order]
        if all(each >= tier.spacing_hours for each in hours):
            return tier.order
    return 0


def settle(plan: Plan, done: tuple[Done, ...], decision: Decision) -> None:
    """Takes out what was done already, or would be the second session of a day; says what comes too soon."""
    week, words = plan.week, decision.book.week.get("notes", {})
    if week is None:
        return
    plan.done = tuple(each.lift.name for each in done if each.day == week.frame.start)
    for session in list(plan.sessions):
        if session.day is None:
            continue
        date, lift = week.frame.date_of(DAYS.index(session.day)), week.lifts[week.number(session.id)]
        for each in reversed(done):
            hours = (date - each.day).days * DAY_HOURS
            rule = _too_soon(lift, each.lift, hours, plan, decision)
            fields = {
                "session": session.id,
                "day": session.day.capitalize(),
                "other": each.lift.name,
                "done": DAYS[each.day.weekday()].capitalize(),
                "hours": str(hours),
            }
            if hours == 0 or (rule is not None and each.lift.name == lift.name):
                plan.sessions.remove(session)
                plan.notes.append(said(words, "done", **fields))
                break
            if rule is not None:
                title = str(rule.data.get("title", rule.id))
                plan.notes.append(said(words, "soon", rule=title, **fields))
                break
    if week.mend is not None and all_fits(week, [session.id for session in plan.sessions]):
        plan.notes = [note for note in plan.notes if note != mend(week, decision)]


def _too_soon(lift: Lift, other: Lift, hours: int, plan: Plan, decision: Decision) -> Rule | None:
    """The rule of the week that asks for more hours between the two, the one that gives way last."""
    assert plan.week is not None
    rules = rules_of(decision)
    for rule in reversed(rules.gives_way):
        keeping = Keeping(rule, plan.week.frame, (lift, other), rules.tiers, rules.level)
        if hours < keeping.hours_apart(0, 1):
            return rule
    return None
