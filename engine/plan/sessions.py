"""The week's sessions: slots filled, doses set, minutes counted, and what gave way when they did not fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..decision.decide import Decision
from ..model import Exercise
from .choose import Choice, Chooser, Reason
from .dose import Dose, Reduction, dose_for, reductions

SECONDS_A_REP = 3  # for a tempo that isn't written in digits
SECONDS_A_METRE = 1
CHANGE_SECONDS = 30  # from one exercise to the next
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Item:
    """One row of a session."""

    slot: str
    main: bool
    choice: Choice
    exercise: Exercise
    dose: Dose
    seconds: int  # about how long it takes, rests included


@dataclass
class Session:
    """One session: what it is for, its rows, and what stayed out."""

    id: str
    title: str
    warm_up: str
    day: str | None
    items: list[Item] = field(default_factory=list)
    empty: list[tuple[str, str]] = field(default_factory=list)  # (slot, why nothing fills it)
    left_out: list[str] = field(default_factory=list)  # slots that the minutes did not allow
    warm_up_minutes: int = 0

    @property
    def minutes(self) -> int:
        """Rounded up to whole minutes, warm-up included."""
        return self.warm_up_minutes + -(-sum(item.seconds for item in self.items) // 60)


@dataclass
class Plan:
    """The week: sessions, the reductions that hold, and notes on how it came about."""

    sessions: list[Session] = field(default_factory=list)
    reductions: list[Reduction] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def make_plan(decision: Decision) -> Plan:
    """The plan of a decision: without sessions when the outcome is a stop, or nothing may be trained yet."""
    plan = Plan(reductions=reductions(decision))
    phase = decision.book.phase(decision.phase or "")
    if decision.outcome == "stop" or phase is None or not decision.true("ready"):
        return Plan(
            notes=["No training until this is cleared."]
            if decision.outcome == "stop"
            else ["No plan until the medical screen is answered."]
        )
    if not phase.days:
        return Plan(notes=[f"This rulebook has no sessions for the phase {phase.short} yet."])
    week = decision.facts.answers.week
    days = tuple(day for day in DAYS if day in (week.available_days or ()))
    count = phase.sessions[decision.level]
    if days and len(days) < count:
        plan.notes.append(f"{count} sessions a week are due; you have {len(days)} day{'s' if len(days) != 1 else ''}.")
        count = len(days)
    chosen_days = _spread(days, count)
    chooser = Chooser(decision)
    for number in range(count):
        day = phase.days[number % len(phase.days)]
        plan.sessions.append(
            _session(
                day,
                decision,
                chooser,
                plan.reductions,
                chosen_days[number] if chosen_days else None,
                week.session_minutes,
            )
        )
    if decision.today == "recover":
        plan.notes.append("Today is for recovery: leave the session for another day.")
    running = decision.facts.answers.running
    if not running.days:
        plan.notes.append(
            "Your running days are not known, so nothing is promised about the spacing of runs and strength."
        )
    elif plan.sessions:
        plan.notes.append(
            "The days are spread over the week; keep an easy day between a heavy session and a hard or long run."
        )
    return plan


def _spread(days: tuple[str, ...], count: int) -> list[str]:
    """So many of the days, as far apart round the week as they can be; earlier days where it makes no difference."""
    if not days or not count:
        return []
    import itertools

    positions = [DAYS.index(day) for day in days]

    def gap(chosen: tuple[int, ...]) -> int:
        return min((chosen[(index + 1) % len(chosen)] - day) % 7 or 7 for index, day in enumerate(chosen))

    best = max(
        itertools.combinations(positions, count), key=lambda chosen: (gap(chosen), tuple(-day for day in chosen))
    )
    return [DAYS[day] for day in best]


def _session(
    day: dict[str, Any],
    decision: Decision,
    chooser: Chooser,
    reducing: list[Reduction],
    weekday: str | None,
    minutes: int | None,
) -> Session:
    session = Session(
        str(day["id"]),
        str(day["title"]),
        str(day.get("warm_up", "")),
        weekday,
        warm_up_minutes=int(day["warm_up_minutes"]),
    )
    taken: set[str] = set()
    for slot in day["slots"]:
        choice = chooser.choose(slot["ladders"], taken)
        if choice.exercise is None:
            session.empty.append((slot["slot"], choice.empty))
            continue
        taken.add(choice.exercise.id)
        dose = dose_for(choice.exercise, slot["dose"], decision, reducing)
        session.items.append(
            Item(slot["slot"], bool(slot.get("main")), choice, choice.exercise, dose, _seconds(choice.exercise, dose))
        )
    _fit(session, minutes)
    return session


def _fit(session: Session, minutes: int | None) -> None:
    """Leaves out slots from the end, main ones last, until the minutes that the athlete has are enough."""
    while minutes is not None and session.minutes > minutes and len(session.items) > 1:
        others = [item for item in session.items if not item.main] or session.items
        gone = others[-1]
        session.items.remove(gone)
        session.left_out.insert(0, gone.slot)


def _seconds(exercise: Exercise, dose: Dose) -> int:
    """About how long an exercise takes: sets, both sides where one leg works at a time, rests, and getting ready."""
    if dose.reps is not None:
        digits = [int(part) if part.isdigit() else 1 for part in exercise.tempo.split("-")] if exercise.tempo else []
        work = dose.reps * (sum(digits) or SECONDS_A_REP)
    elif dose.seconds is not None:
        work = dose.seconds
    else:
        work = (dose.metres or 0) * SECONDS_A_METRE
    sides = 2 if exercise.legs == "one" else 1
    return dose.sets * work * sides + (dose.sets - 1) * dose.rest_s + CHANGE_SECONDS


def reasons_of(item: Item, plan: Plan) -> list[Reason]:
    """Why this exercise, this much: the choice's reasons and the reductions that bit."""
    own = Reason(item.exercise.id, f"{item.slot}: {item.exercise.name}", item.exercise.place)
    cut = [Reason(each.rule.id, each.say, each.rule.place) for each in plan.reductions if each.bites]
    return [own, *item.choice.reasons, *cut]
