"""The sets of a session as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

from ..training import Exercise
from .exercise_rows import about, by_exercise
from .lifted import e1rm
from .log import Log, Row, day_of, moment_of, number
from .model import AtLeast, Entry, Field
from .shown import SKIPPED, shown_item, shown_session


def set_rows(entry: Entry, log: Log) -> Iterator[Row]:
    """A row for each set of a session."""
    if entry.data.get("done") == SKIPPED:
        return
    session, _ = shown_session(entry, log)
    for name, items in by_exercise(entry, log).items():
        exercise = log.book.exercises[name]
        known = about(exercise, entry, session, shown_item(session, name), log)
        for item in items:
            for one in item.get("sets") or ():
                values = {**known, "side": item.get("side") or "both"}
                yield Row(entry, day_of(entry), moment_of(entry.held_on), values, _of_set(one, exercise, log))


def _of_set(one: Mapping[str, Any], exercise: Exercise, log: Log) -> dict[str, Callable[[], Field]]:
    legs = 2 if exercise.legs == "both" else 1
    told = ("reps", "seconds", "metres", "contacts", "load_kg", "assist_kg", "rir")
    plain: dict[str, Callable[[], Field]] = {key: partial(number, one.get(key)) for key in told}
    return plain | {
        "reps_possible": lambda: _possible(one),
        "e1rm": lambda: e1rm(one, log),
        "e1rm_a_leg": lambda: _shared(e1rm(one, log), legs),
        "load_a_leg": lambda: _shared(number(one.get("load_kg")), legs),
    }


def _possible(one: Mapping[str, Any]) -> Field:
    reps, rir = number(one.get("reps")), number(one.get("rir"))
    return reps + rir if reps is not None and rir is not None else None


def _shared(amount: Field, legs: int) -> Field:
    if isinstance(amount, AtLeast):
        return AtLeast(amount.low / legs)
    return amount / legs if isinstance(amount, Fraction) else None
