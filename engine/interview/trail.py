"""The way through the questions of one sitting, so that one can go back and lose nothing that was answered since."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from ..facts.sections import is_symptom
from .questions import Question
from .sheet import Put, Sheet

PLACES: dict[str, tuple[str, ...]] = {  # of what isn't a measure
    "kit": ("equipment",),
    "days": ("week", "available_days"),
    "minutes": ("week", "session_minutes"),
    "runs": ("running", "days"),
    "hard": ("running", "hard_days"),
    "long": ("running", "long_day"),
    "pain": ("pain",),
}
NONE_OF = ("symptoms", "none_of")


@dataclass
class Step:
    """A question that was put, and what stood in its places before.

    said : the answer as it was understood or typed, to be reminded of
    """

    question: Question
    before: dict[tuple[str, ...], Any]
    said: str = ""


def places_of(question: Question) -> list[tuple[str, ...]]:
    """Where its answer stands in a facts file."""
    return [PLACES[question.kind]] if question.kind in PLACES else [measure.at for measure in question.measures]


def key_at(path: tuple[str, ...]) -> str:
    """What the question is remembered by whose answer stands there."""
    return next((kind for kind, place in PLACES.items() if place == path), "/".join(path))


def step_of(question: Question, sheet: Sheet) -> Step:
    """A step that begins now."""
    return Step(question, {path: sheet.at(path) for path in places_of(question)})


def taken_back(step: Step, sheet: Sheet) -> list[Put]:
    """What puts a step's own places back as they were; everything answered since stays."""
    puts: list[Put] = [(path, copy.deepcopy(value)) for path, value in step.before.items()]
    screens = {measure.screen for measure in step.question.measures if is_symptom(measure)}
    answered = sheet.at(NONE_OF)
    if screens and isinstance(answered, list):
        rest = [screen for screen in answered if screen not in screens]
        puts.append((NONE_OF, rest or None))
    return puts


def as_before(step: Step, sheet: Sheet) -> Sheet:
    """The sheet as if the step had not been answered, to word its question by."""
    tried = sheet.copy()
    tried.put([], taken_back(step, sheet))
    return tried
