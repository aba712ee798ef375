"""The questions about one exercise: what was done, with what weight, and what was left in reserve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..facts.values import Mistake
from ..interview.ask import Understood
from ..interview.typed import tidy
from ..journal.canonical import canonical
from ..training import Exercise, LogQuestion
from .amounts import number_of
from .context import Context
from .items import counted, items_of, sides_of
from .said import Said, is_none
from .session import DID, exercise_in, read_session
from .sets import LEFT_OUT, read_typed
from .steps import KEPT, Answers, Step, asked_as, mistake_of
from .texts import UNITS, by_exercise
from .words import item_words

PLANNED, OUT = "planned", "no"
Shown = Mapping[str, Any]


def exercise_steps(
    exercise: Exercise, item: Shown | None, context: Context, answers: Answers, before: Answers, ask: bool
) -> Iterator[Step]:
    """The questions about an exercise that was planned, or that a corrected entry holds.

    item : what was planned; None where nothing was
    ask  : what was done is asked; otherwise it was done as planned
    """
    words, key = context.book.logbook.session, f"did:{exercise.id}"
    usual = before.get(
        key, PLANNED if item is not None and not any(each.startswith("did:") for each in before) else OUT
    )
    if ask:
        yield _did(exercise, item, context, usual, key)
    typed = answers.get(key, "" if ask else PLANNED)
    other, _ = exercise_in(typed, context.book.exercises.values())
    if not typed or other is not None or tidy(typed) in LEFT_OUT or key in before:
        return
    said, _ = read_typed(typed, context.book.logbook.amounts[exercise.counts], context.book.logbook.amounts)
    keys = {name for side in said.sides.values() for name in side.values}
    weighed = any(load is not None for side in said.sides.values() for _, load in side.amounts)
    if exercise.loaded and not weighed and not keys & {"load_kg", "assist_kg"} and not _has_load(item):
        last = last_load(context, exercise)
        line = words["weight"].ask.replace("{name}", exercise.name)
        told = f"Last time {last} kg. Enter takes that." if last else ""
        yield _amount(f"weight:{exercise.id}", "load_kg", [line, told], words["weight"], context, last)
    if (
        exercise.counts == "reps"
        and said.sides
        and any(side.amounts for side in said.sides.values())
        and "rir" not in keys
    ):
        line = words["reserve"].ask.replace("{name}", exercise.name)
        yield _amount(f"reserve:{exercise.id}", "rir", [line], words["reserve"], context, "")


def _has_load(item: Shown | None) -> bool:
    return item is not None and (item.get("load_kg") is not None or item.get("assist_kg") is not None)


def last_load(context: Context, exercise: Exercise) -> str:
    """The weight that was used last, where it was one; "" otherwise."""
    for session in reversed(context.sessions):
        items = by_exercise(session.data).get(exercise.id, ())
        loads = {
            canonical(each["load_kg"]) for item in items for each in item["sets"] if each.get("load_kg") is not None
        }
        if items:
            return loads.pop() if len(loads) == 1 else ""
    return ""


def _did(exercise: Exercise, item: Shown | None, context: Context, usual: str, key: str) -> Step:
    words = context.book.logbook.session["did"]
    amounts = context.book.logbook.amounts

    def read(text: str) -> Understood | Mistake:
        other, _ = exercise_in(text, context.book.exercises.values())
        if other is not None:
            _, wrong = read_session([Said(DID, text)], context)
            return mistake_of(wrong[0]) if wrong else Understood([((key,), text)], f"{other.name} in place of it.")
        typed, wrong_at = read_typed(text, amounts[exercise.counts], amounts)
        if wrong_at:
            return wrong_at[0][0]
        items = items_of(exercise, typed, item)
        if isinstance(items, Mistake):
            return items
        said = "; ".join(map(item_words, items))
        return Understood([((key,), text)], f"{said[:1].upper()}{said[1:]}." if said else "Left out.")

    line = words.ask.replace("{name}", exercise.name).replace("{dose}", dose_words(exercise, item))
    told = "" if usual in (PLANNED, OUT) else f"You said: {usual}.{KEPT}"
    hint = {PLANNED: "Enter: just so", OUT: "Enter: left out"}.get(usual, "")
    lines = [each for each in (line, told) if each]
    return Step(key, asked_as(lines, hint, words.how, words.example, read), usual, OUT)


def dose_words(exercise: Exercise, item: Shown | None) -> str:
    """What was planned: 3 x 8 each side at 12 kg, 2 in reserve."""
    if item is None:
        return "not planned"
    key = counted(item) or exercise.counts
    side = " each side" if len(sides_of(exercise)) > 1 else ""
    said = f"{item['sets']} x {item[key]}{UNITS[key]}{side}"
    said += f" at {canonical(item['load_kg'])} kg" if item.get("load_kg") is not None else ""
    said += f" with {canonical(item['assist_kg'])} kg of help" if item.get("assist_kg") is not None else ""
    return said + (f", {item['rir']} in reserve" if item.get("rir") is not None else "")


def _amount(key: str, name: str, lines: Sequence[str], words: LogQuestion, context: Context, usual: str) -> Step:
    amount = context.book.logbook.amounts[name]

    def read(text: str) -> Understood | Mistake:
        if name == "load_kg" and is_none(text):
            return Understood([((key,), "none")])
        values = [number_of(amount, each) for each in ([text] if any(map(str.isalpha, text)) else text.split())]
        wrong = next((each for each in values if isinstance(each, Mistake)), None)
        return wrong or Understood([((key,), text)])

    hint = "" if usual else "Enter leaves it open"
    return Step(key, asked_as([line for line in lines if line], hint, words.how, words.example, read), usual)
