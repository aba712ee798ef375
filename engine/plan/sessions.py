"""The week's sessions: slots filled, doses set, minutes counted, and what gave way when they did not fit."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..decision.decide import Decision
from ..facts.answers import DAYS
from ..model import Rule
from ..training import Exercise, Phase
from ..week.arrange import arrange, notes_of
from ..week.done import Done, done_of, room_since, settle
from ..week.layout import Layout
from .beside import is_jump
from .choose import Choice, Chooser
from .days import HARD, LIGHT, highest_tier
from .dose import Dose, Reduction, dose_for, reductions
from .easing import Reason, reason_of
from .fit import fit, seconds_of
from .kit import way_of

if TYPE_CHECKING:
    from ..derivations.loads import Load
    from ..derivations.log import Log

WARM_UP = "warm_up"  # the part that isn't a slot's


@dataclass(frozen=True)
class Item:
    """One row of a session."""

    slot: str
    part: str
    main: bool
    choice: Choice
    exercise: Exercise
    dose: Dose
    seconds: int  # about how long it takes, rests included
    kit: tuple[str, ...] = ()  # what it is done with today
    load: Load | None = None  # the next weight, where a log has one
    last_time: str = ""  # what was done the last time


@dataclass
class Session:
    """One session: what it is for, its rows, and what stayed out.

    shortened : slots that have fewer sets than planned because the minutes are short
    """

    id: str
    title: str
    warm_up: str
    day: str | None
    kind: str = HARD
    how: str = ""
    items: list[Item] = field(default_factory=list)
    empty: list[tuple[str, str]] = field(default_factory=list)  # (slot, why nothing fills it)
    left_out: list[str] = field(default_factory=list)  # slots that the minutes did not allow
    shortened: list[str] = field(default_factory=list)
    warm_up_minutes: int = 0
    round_rest_s: int = 0  # of a circuit

    @property
    def minutes(self) -> int:
        """Rounded up to whole minutes, warm-up and the rests between rounds included."""
        rounds = max((item.dose.sets for item in self.items), default=1)
        seconds = sum(item.seconds for item in self.items) + (rounds - 1) * self.round_rest_s
        return self.warm_up_minutes + -(-seconds // 60)


@dataclass
class Plan:
    """The week: sessions, the reductions that hold, what the next session does, and notes on how it came about."""

    sessions: list[Session] = field(default_factory=list)
    reductions: list[Reduction] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    fewer: list[Reason] = field(default_factory=list)  # rules that allow fewer sessions than the phase has
    idea: dict[str, Any] | None = None
    week: Layout | None = None  # where the sessions stand; None where there is none
    done: tuple[str, ...] = ()  # the letters of sessions that the log has for the day of the decision


def make_plan(decision: Decision, log: Log | None = None) -> Plan:
    """The plan of a decision: without sessions when the outcome is a stop, or nothing may be trained yet.

    log : the athlete's, up to the day of the decision; without one no weights are worked out
    """
    plan = Plan(reductions=reductions(decision))
    phase = decision.book.phase(decision.phase or "")
    if decision.outcome == "stop" or phase is None or not decision.true("ready"):
        return Plan(notes=[_note(decision, "stop" if decision.outcome == "stop" else "unscreened")])
    if not phase.days:
        return Plan(notes=[f"This rulebook has no sessions for the phase {phase.short} yet."])
    week = decision.facts.answers.week
    days = tuple(day for day in DAYS if day in (week.available_days or ()))
    plan.idea = _idea(phase, decision)
    kinds = _kinds(phase, decision, plan, days)
    done = done_of(log, decision)
    _place(kinds, phase, decision, plan, done)
    if log is not None:
        from .weights import Weights  # without a log there are none, and nobody waits for them

        Weights(decision, log, plan.reductions).into(plan)
    _notes(plan, decision)
    settle(plan, done, decision)
    return plan


# ---- how many, and on which days ------------------------------------------------------------------------------------


def _of_kind(phase: Phase, kind: str) -> list[dict[str, Any]]:
    return [day for day in phase.days if day.get("kind", HARD) == kind]


def _kinds(phase: Phase, decision: Decision, plan: Plan, days: tuple[str, ...]) -> list[str]:
    """The kind of each session of the week: the hard ones that are due, then light ones as far as there are days."""
    hard, light = phase.sessions[decision.level], phase.light.get(decision.level, 0)
    caps = [rule for rule in decision.book.frequency if decision.true(rule.holds) and _cap(rule) < hard]
    if caps:
        fewest = min(_cap(rule) for rule in caps)
        plan.fewer = [reason_of(rule, decision) for rule in caps if _cap(rule) == fewest]
        hard = fewest
    if days and len(days) < hard:
        count = f"{len(days)} day{'s' if len(days) != 1 else ''}"
        plan.notes.append(_note(decision, "few_days", due=str(hard), days=count))
        hard = len(days)
    light = min(light, max(0, len(days) - hard)) if days else light
    return [HARD] * hard + [LIGHT] * (light if _of_kind(phase, LIGHT) else 0)


def _cap(rule: Rule) -> int:
    return int(rule.data["sessions"])


def _place(kinds: list[str], phase: Phase, decision: Decision, plan: Plan, done: tuple[Done, ...]) -> None:
    """Fills the sessions and gives them their days. Where the jumps of two stand too close together, or too close to
    those that were done, the later ones are of a tier for which the day has room, or none, and the days are looked for
    once more."""
    chooser = Chooser(decision)
    room = [chooser.reached] * len(kinds)
    while True:
        sessions = _sessions(kinds, room, phase, chooser, plan.reductions)
        plan.sessions = list(sessions)
        arrange(plan, decision)
        standing = [(each.day, _tier_in(each, decision)) if each in plan.sessions else (None, 0) for each in sessions]
        most = [highest_tier(day, standing[:index], decision) for index, (day, _) in enumerate(standing)]
        since = [room_since(day, plan, done, decision) for day, _ in standing]
        most = [min(pair) for pair in zip(most, since, strict=True)]
        if all(tier <= fits for (_, tier), fits in zip(standing, most, strict=True)):
            return
        room = [min(pair) for pair in zip(room, most, strict=True)]


def _sessions(
    kinds: list[str], room: list[int], phase: Phase, chooser: Chooser, reducing: list[Reduction]
) -> list[Session]:
    """The sessions of a week without their days. room : for each the order of the furthest tier of its jumps"""
    sessions: list[Session] = []
    turn = {kind: itertools.cycle(_of_kind(phase, kind)) for kind in set(kinds)}
    times: Counter[str] = Counter()
    for kind, most in zip(kinds, room, strict=True):
        standing = [(None, _tier_in(each, chooser.decision)) for each in sessions]
        chooser.highest = min(most, highest_tier(None, standing, chooser.decision))
        session = _session(next(turn[kind]), kind, chooser.decision, chooser, reducing)
        times[session.id] += 1
        session.id += str(times[session.id]) if times[session.id] > 1 else ""
        sessions.append(session)
    return sessions


# ---- one session ----------------------------------------------------------------------------------------------------


def _session(
    day: dict[str, Any], kind: str, decision: Decision, chooser: Chooser, reducing: list[Reduction]
) -> Session:
    settings = decision.book.session
    out = {part: rule for rule in _left_out(decision) for part in rule.data["parts"]}
    warm_up = str(settings.get("warm_up_spared", "")) if WARM_UP in out else str(day.get("warm_up", ""))
    session = Session(
        str(day["id"]), str(day["title"]), warm_up, None, kind, str(day.get("how", "")),
        warm_up_minutes=int(day["warm_up_minutes"]), round_rest_s=int(day.get("round_rest_s", 0)),
    )  # fmt: skip
    taken: set[str] = set()
    for slot in day["slots"]:
        if slot.get("part") in out:
            session.empty.append((slot["slot"], reason_of(out[slot["part"]], decision).say))
            continue
        choice = chooser.choose(slot, taken)
        if choice.exercise is None:
            session.empty.append((slot["slot"], choice.empty))
            continue
        taken.add(choice.exercise.id)
        dose = dose_for(choice.exercise, slot, decision, reducing)
        seconds = seconds_of(choice.exercise, dose, settings)
        part, main = str(slot.get("part", "")), bool(slot.get("main"))
        kit = way_of(choice.exercise, decision) or ()
        session.items.append(Item(slot["slot"], part, main, choice, choice.exercise, dose, seconds, kit))
    fit(session, decision.facts.answers.week.session_minutes, settings)
    if not any(is_jump(item.exercise) for item in session.items):
        session.title = str(day.get("title_without_jumps", session.title))
    return session


def _tier_in(session: Session, decision: Decision) -> int:
    """The order of the furthest tier of its jumps; 0 for none."""
    tiers = (decision.book.tier(item.exercise.tier) for item in session.items if is_jump(item.exercise))
    return max((tier.order for tier in tiers if tier), default=0)


def _left_out(decision: Decision) -> list[Rule]:
    """The rules that leave parts of a session out today."""
    return [rule for rule in decision.book.left_out if decision.true(rule.holds)]


def _idea(phase: Phase, decision: Decision) -> dict[str, Any] | None:
    """The idea of the week: those of the phase in turn, by the weeks in it."""
    ideas = [idea for idea in decision.book.ideas if phase.id in idea["phases"]]
    return ideas[(decision.weeks_here or 0) % len(ideas)] if ideas else None


def _note(decision: Decision, key: str, **fields: str) -> str:
    """A note of knowledge/session.yaml with its fields filled in."""
    text = str(decision.book.session.get("notes", {}).get(key, ""))
    for name, value in fields.items():
        text = text.replace("{" + name + "}", value)
    return text


def _notes(plan: Plan, decision: Decision) -> None:
    """How the week came about, and what it doesn't promise."""
    if decision.today == "recover":
        plan.notes.append(_note(decision, "recover"))
    if any(item.choice.stands_in for session in plan.sessions for item in session.items):
        plan.notes.append(str(decision.book.session.get("heavy_stand_in", "")))
    for rule in decision.book.running_load:
        if rule.kind == "apart" and decision.true(rule.holds):
            plan.notes.append(decision.wording.fill(rule.because, rule.asks))
    if plan.week is not None:
        plan.notes += notes_of(plan.week, decision)
    plan.notes = [note for note in plan.notes if note]


def reasons_of(item: Item, plan: Plan) -> list[Reason]:
    """Why this exercise, this much: the choice's reasons, its protocol, and the reductions that bit."""
    own = Reason(item.exercise.id, f"{item.slot}: {item.exercise.name}", item.exercise.place)
    protocol = item.dose.protocol
    published = [Reason(protocol.id, protocol.because, protocol.place)] if protocol is not None else []
    axes: tuple[str, ...] = ("contacts",) if item.dose.contacts is not None else ("sets", "effort")
    axes += ("load",) if item.load is not None else ()
    cut = [
        Reason(each.rule.id, each.say, each.rule.place)
        for each in plan.reductions
        if each.bites and each.rule.data.get("axis") in axes
    ]
    weight = item.load
    moved = weight is not None and weight.because != "same"
    raised = [Reason("progression.loads", weight.say, weight.place)] if weight is not None and moved else []
    return [own, *item.choice.reasons, *published, *cut, *raised]
