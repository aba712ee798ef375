"""A plan's sessions get their days: what the rules of the week see of a session, which of them apply, what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..decision.decide import Decision
from ..facts.answers import DAYS
from ..model import Rule, Rulebook
from ..training import Phase
from .frame import WEEK, Frame, Lift, frame_of
from .layout import Layout, WeekRules, lay_out

if TYPE_CHECKING:
    from ..plan.sessions import Plan, Session

LIGHT = "light"


def arrange(plan: Plan, decision: Decision) -> None:
    """Sets the day of each session, takes out those that find none, and keeps the layout in the plan."""
    frame = frame_of(decision.facts.answers, decision.book.week)
    lifts = tuple(lift_of(session, decision) for session in plan.sessions)
    rules = rules_of(decision)
    layout = lay_out(frame, lifts, rules) if frame.available else Layout(frame, lifts, rules, (None,) * len(lifts))
    plan.week = layout
    for session, day in zip(plan.sessions, layout.days, strict=True):
        session.day = DAYS[day] if day is not None else None
    gone = {layout.lifts[number].name for number, _ in layout.left_out}
    plan.sessions = [session for session in plan.sessions if session.id not in gone]


def lift_of(session: Session, decision: Decision) -> Lift:
    """What counts of a session: whether it is hard, its highest jump, and its ladders."""
    book = decision.book
    jumps = [book.tier(item.exercise.tier) for item in session.items if item.dose.contacts is not None]
    tier = max((each.order for each in jumps if each is not None), default=0)
    light = session.kind == LIGHT
    hard = is_hard(book.phase(decision.phase or ""), light, tier, book)
    return Lift(session.id, hard, light, tier, frozenset(item.exercise.ladder for item in session.items))


def is_hard(phase: Phase | None, light: bool, tier: int, book: Rulebook) -> bool:
    """Whether a session of a phase weighs on runs. tier: the order of its furthest jumps"""
    settings = book.week.get("hard", {})
    from_phase, from_tier = book.phase(str(settings.get("from_phase"))), book.tier(str(settings.get("from_tier")))
    late = phase is not None and (from_phase is None or phase.order >= from_phase.order)
    return (late and not light) or (from_tier is not None and tier >= from_tier.order)


def rules_of(decision: Decision) -> WeekRules:
    """The rules of the week that hold for this decision."""
    book = decision.book
    apart = any(rule.kind == "apart" and decision.true(rule.holds) for rule in book.running_load)

    def holds(rule: Rule) -> bool:
        if "when_apart" in rule.data:
            return apart
        return rule.holds not in book.conclusions or decision.true(rule.holds)

    never, gives_way = (tuple(filter(holds, rules)) for rules in (book.week_never, book.week_gives_way))
    return WeekRules(never, gives_way, tuple(book.tiers), decision.level, int(book.week.get("realign_after", 0)))


def notes_of(layout: Layout, decision: Decision) -> list[str]:
    """What the week doesn't promise, what it left out, and what would mend it."""
    words, frame = decision.book.week.get("notes", {}), layout.frame
    found: list[str] = []
    if not frame.known:
        found.append(said(words, "days_unknown"))
    elif not frame.hard_known:
        found.append(said(words, "hard_unknown"))
    if not frame.available:
        found.append(said(words, "days_free") if frame.known else "")
    elif len(frame.runs) == WEEK:
        found.append(said(words, "no_rest"))
    for number, rules in layout.left_out:
        rule = " and ".join(rule.data.get("title", rule.id) for rule in rules)
        found.append(said(words, "left_out", session=layout.lifts[number].name, rule=rule))
    if _both(layout, frame):
        found.append(str(decision.book.week.get("same_day", {}).get("because", "")))
    if layout.early:
        found.append(said(words, "early"))
    return [*found, mend(layout, decision)] if layout.mend is not None else found


def mend(layout: Layout, decision: Decision) -> str:
    """The note that names one more day with which nothing would have to give way."""
    day = DAYS[layout.mend].capitalize() if layout.mend is not None else ""
    return said(decision.book.week.get("notes", {}), "mend", day=day)


def _both(layout: Layout, frame: Frame) -> bool:
    """Whether some day has a run and a session."""
    return any(day in frame.runs for day in layout.days)


def said(words: dict[str, str], key: str, **fields: str) -> str:
    """A note of rules/week.yaml with its fields filled in."""
    text = str(words.get(key, ""))
    for name, value in fields.items():
        text = text.replace("{" + name + "}", value)
    return text
