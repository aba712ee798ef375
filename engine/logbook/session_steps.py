"""The questions about a session: which one, whether it was done, each exercise with what was planned as its answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..facts.values import Mistake, shown
from ..findings import nearest
from ..interview.ask import Understood
from ..interview.typed import tidy
from ..journal.canonical import canonical
from ..training import Exercise
from .context import Context
from .exercise_steps import OUT, PLANNED, Shown, exercise_steps
from .said import Said, is_none
from .session import DID, YES_NO, exercise_in, read_session
from .sets import AS_PLANNED
from .steps import Answers, Step, asked_as, mistake_of

ALL = "as planned"
MORE = 20  # exercises that were not planned, at most


def session_steps(context: Context, answers: Answers, before: Answers) -> Iterator[Step]:
    """The questions, in order. `before`: what the entry says that is being corrected."""
    words = context.book.logbook.session
    yield _which(context, before)
    planned = planned_for(context, answers.get("session", ""))
    yield _done(context, planned, before)
    done = answers.get("done", "")
    if done != OUT:
        exercises = _exercises(context, planned, before)
        for exercise, item in exercises:
            yield from exercise_steps(exercise, item, context, answers, before, ask=done != ALL)
        yield from _more(context, answers, [exercise for exercise, _ in exercises])
        minutes = canonical(planned["minutes"]) if planned and planned.get("minutes") else ""
        usual = before.get("minutes", "") if before else minutes
        yield _plain("minutes", context, usual, f"Planned: {minutes}." if minutes else "")
        yield _plain("effort", context, before.get("effort", ""))
        yield _plain("pain", context, before.get("pain", ""), hint=f"as in {words['pain'].example}; or none")
    yield _plain("note", context, before.get("note", ""))


def planned_for(context: Context, letter: str) -> Shown | None:
    """The session of the plan; None for one that was not planned."""
    return context.shown(letter) if letter and not is_none(letter) else None


def _exercises(context: Context, planned: Shown | None, before: Answers) -> list[tuple[Exercise, Shown | None]]:
    """Those of the plan, then those that the corrected entry has beside them."""
    items = {each["exercise"]: each for each in (planned or {}).get("items", ())}
    names = [*items, *(key.partition(":")[2] for key in before if key.startswith("did:"))]
    book = context.book.exercises
    return [(book[name], items.get(name)) for name in dict.fromkeys(names) if name in book]


# ---- the session ----------------------------------------------------------------------------------------------------


def _which(context: Context, before: Answers) -> Step:
    plan = context.plan
    sessions = [*plan.data["sessions"]] if plan is not None else []
    usual = before.get("session") or _next(context, sessions)

    def read(text: str) -> Understood | Mistake:
        said = tidy(text)
        number = int(said) - 1 if said.isdigit() and len(said) < 3 else -1
        said = str(sessions[number]["id"]) if 0 <= number < len(sessions) else said
        letter = "none" if is_none(said) else said.upper()
        _, wrong = read_session([Said("session", said)], context)
        there = None if context.another else context.logged(None if is_none(said) else letter)
        if there is not None and not wrong:
            again = f"surefoot log {context.athlete} --correct {there.id} to change that, or --another for a second one"
            return Mistake("logged-already", f"It is logged already, as entry {there.id}.", letter, again)
        return mistake_of(wrong[0]) if wrong else Understood([(("session",), letter)])

    lines = ["Which session was it?"]
    for each in sessions:
        day = f", {str(each['day']).capitalize()}" if each.get("day") else ""
        lines.append(f"   {each['id']}  {each['focus']}{day}, about {each['minutes']} min")
    if plan is not None and context.plan_is_old:
        lines.append(f"These were shown on {plan.held_on}; nothing was shown for this week.")
    if plan is None:
        lines.append("No week was shown, so there is nothing planned to take over.")
    how = "The letter, or none for one that was not planned."
    usual = usual or "none"
    return Step("session", asked_as(lines, f"a letter, or none; Enter for {usual}", how, "A", read), usual)


def _next(context: Context, sessions: Sequence[Shown]) -> str:
    """The session that is likely meant: today's, otherwise the first one of the week that isn't logged yet."""
    dated = any(each.get("date") for each in sessions)
    since = context.plan.day if context.plan is not None and dated else context.monday
    logged = {each.data.get("session") for each in context.sessions
              if each.day >= since and each.data["done"] != OUT}  # fmt: skip
    left = [each for each in sessions if each["id"] not in logged]
    first = next((each for each in left if _is_of(each, context)), left[0] if left else None)
    return str(first["id"]) if first is not None else ""


def _is_of(session: Shown, context: Context) -> bool:
    """Whether a session was shown for the day."""
    if session.get("date"):
        return bool(session["date"] == context.day.isoformat())
    return bool(session.get("day") == f"{context.day:%a}".lower())


def _done(context: Context, planned: Shown | None, before: Answers) -> Step:
    words = context.book.logbook.session["done"]

    def read(text: str) -> Understood | Mistake:
        said = tidy(text)
        if planned is not None and said in ("planned", ALL, "all", "all as planned"):
            return Understood([(("done",), ALL)])
        _, wrong = read_session([Said("done", said)], context)
        return mistake_of(wrong[0]) if wrong else Understood([(("done",), YES_NO.get(said, said))])

    usual = before.get("done", "yes")
    all_ = "; planned for all of it just so" if planned is not None else ""
    asked = asked_as([words.ask], f"yes, partly or no; Enter for {usual}{all_}", words.how, words.example, read)
    return Step("done", asked, usual)


def _more(context: Context, answers: Answers, asked: Sequence[Exercise]) -> Iterator[Step]:
    words = context.book.logbook.session["more"]
    for number in range(1, MORE + 1):
        key = f"more:{number}"
        yield Step(
            key, asked_as([words.ask], "Enter: no", words.how, words.example, _other(key, context, answers)), "none"
        )
        if is_none(answers.get(key, "none")):
            return


def _other(key: str, context: Context, answers: Answers) -> Any:
    def read(text: str) -> Understood | Mistake:
        if is_none(text):
            return Understood([((key,), "none")])
        said = [*session_said(context, {name: said for name, said in answers.items() if name != key}), Said(DID, text)]
        _, wrong = read_session(said, context)
        if wrong:
            return mistake_of(wrong[0])
        exercise, rest = exercise_in(text, context.book.exercises.values())
        if exercise is None or not rest:
            near = nearest(text, context.book.exercises)
            return Mistake("exercise", f"'{shown(text)}' doesn't say what was done.", shown(text),
                           "a name, then the sets, as in knee_goblet 3x8", near)  # fmt: skip
        return Understood([((key,), text)], f"{exercise.name} too.")

    return read


def _plain(key: str, context: Context, usual: str, told: str = "", hint: str = "") -> Step:
    words = context.book.logbook.session[key]

    def read(text: str) -> Understood | Mistake:
        _, wrong = read_session([Said(key, text)], context)
        return mistake_of(wrong[0]) if wrong else Understood([((key,), text)])

    enter = f"Enter takes {usual}" if usual else "Enter leaves it open"
    hint = f"{hint}; {enter}" if hint else enter
    return Step(
        key, asked_as([line for line in (words.ask, told) if line], hint, words.how, words.example, read), usual
    )


def session_said(context: Context, answers: Answers) -> list[Said]:
    """The answers as flags would say them."""
    found = [Said("session", answers.get("session", "none"))]
    done = answers.get("done", "")
    found += [Said("done", "yes" if done == ALL else done)] if done else []
    planned = planned_for(context, answers.get("session", "")) if done != OUT else None
    weights = [key.partition(":")[2] for key in answers if key.startswith("weight:")]
    named = [key.partition(":")[2] for key in answers if key.startswith("did:")] if done != ALL else weights
    for name in named if done != OUT else ():
        text = answers.get(f"did:{name}", PLANNED)
        other, _ = exercise_in(text, context.book.exercises.values())
        if other is not None:
            items = (planned or {}).get("items", ())
            found += [Said(DID, f"{name} {OUT}")] if any(each["exercise"] == name for each in items) else []
            found.append(Said(DID, text))
            continue
        text = "" if tidy(text) in AS_PLANNED else text
        weight, reserve = answers.get(f"weight:{name}", ""), answers.get(f"reserve:{name}", "")
        rest = [text, f"at {weight}" if weight else "", f"rir {reserve}" if reserve else ""]
        found.append(Said(DID, " ".join([name, *(each for each in rest if each)])))
    if done != OUT:
        found += [
            Said(DID, text) for key, text in answers.items() if key.startswith("more:") and text and not is_none(text)
        ]
    keys = ("minutes", "effort", "pain", "note") if done != OUT else ("note",)
    return [*found, *(Said(key, answers[key]) for key in keys if answers.get(key))]
