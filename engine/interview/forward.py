"""Answers of an earlier day taken on to today: each keeps its own day, and what is only ever current is asked again."""

from __future__ import annotations

import copy
from datetime import date as Date
from typing import Any

from ..facts.derive import derive
from ..facts.flags import SAFETY
from ..facts.sections import POSITION, SYMPTOMS, is_symptom, shape_of
from ..facts.validity import out_of_date
from ..infer.reference import conclude
from ..model import Measure
from .sheet import Sheet


def bring_forward(sheet: Sheet, today: Date) -> Sheet:
    """The same answers on a later day.

    What a date doesn't stand beside was said on the sheet's day. Answers that don't last (the phase so far, the log's
    counts, pain) go, and are asked again. A red flag that was raised stays, as last answered yes on that day.
    """
    book, day, data = sheet.book, sheet.as_of.isoformat(), copy.deepcopy(sheet.data)
    raised = _raised(sheet)
    _without_current(sheet, data)
    if data.get(SYMPTOMS) == "none":
        data[SYMPTOMS] = {"none_of": [screen["id"] for screen in book.screens]}
    if data.get("red_flags") == "none":
        data["red_flags"] = {flag.id: False for flag in book.flags.values() if not flag.derived}
    if isinstance(data.get("red_flags"), dict) and out_of_date(book, SAFETY, sheet.as_of, today):
        data["red_flags"] = {
            flag: said for flag, said in data["red_flags"].items() if said is not False and flag != "none"
        }
    for name in (*shape_of(book), "red_flags"):
        section = data.get(name)
        if isinstance(section, dict):
            section.setdefault("date", day)
    if data.get("pain") == "none":
        del data["pain"]
    for entry in data["pain"] if isinstance(data.get("pain"), list) else ():
        entry.setdefault("date", day)
    if raised:
        _latch(sheet, data, raised)
    kept = {key: value for key, value in data.items() if not _empty(value)}
    return Sheet(book, kept, today, sheet.file, sheet.answers())


def _raised(sheet: Sheet) -> list[str]:
    facts = derive(sheet.answers(), sheet.book)
    truths = conclude(sheet.book.conclusions, facts.known, facts.forced)
    return [flag for flag in sheet.book.flags if truths.get(flag) is True]


def _without_current(sheet: Sheet, data: dict[str, Any]) -> None:
    """Takes out what counts only on the day on which it is said, though no validity ends it."""
    for measure in sheet.book.measures.values():
        if "days" not in sheet.book.validity.get(measure.valid, {}) and measure.at[0] != "pain":
            _drop(data, measure)
    if data.get(POSITION[0]) == "none":
        del data[POSITION[0]]


def _drop(data: dict[str, Any], measure: Measure) -> None:
    node: Any = data
    for step in measure.at[:-1]:
        node = node.get(step) if isinstance(node, dict) else None
    if isinstance(node, dict):
        node.pop(measure.at[-1], None)


def _latch(sheet: Sheet, data: dict[str, Any], raised: list[str]) -> None:
    """Flags that were in force: since when, so that an answer no doesn't lift them; their symptoms are asked again."""
    day = sheet.as_of.isoformat()
    flags = data["red_flags"] if isinstance(data.get("red_flags"), dict) else {}
    for name in raised:
        said = flags.get(name)
        if not isinstance(said, dict):
            flags[name] = {"answer": True, "date": day} if said is True else {"last_yes": day}
    data["red_flags"] = {**flags, "date": flags.get("date", day)}
    for measure in sheet.book.measures.values():
        if is_symptom(measure) and isinstance(data.get(SYMPTOMS), dict) and _yes(data[SYMPTOMS].get(measure.at[-1])):
            _drop(data, measure)


def _empty(value: object) -> bool:
    """A section with nothing in it but a date."""
    return isinstance(value, dict) and all(key == "date" or _empty(each) for key, each in value.items())


def _yes(said: object) -> bool:
    return (said.get("value") if isinstance(said, dict) else said) in (True, "yes", "true")
