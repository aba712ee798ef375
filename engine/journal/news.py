"""Of a facts document what isn't known yet, to be recorded as one entry: nothing is told twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Any

from ..facts.pieces import NONE
from ..model import Rulebook
from .canonical import canonical
from .entries import FACTS, Entry
from .facts import POSITION, facts_document
from .fold import KEYS
from .said import LISTS, Places


def what_is_new(data: Mapping[str, Any], before: Mapping[str, Any], day: str, book: Rulebook) -> dict[str, Any]:
    """The fragment of a facts document that isn't in another: what has another value or another date.

    Lists are taken whole. What is only in the other isn't told: leaving out takes nothing back.
    """
    places = Places(book)
    known = {item.path: (item.date, canonical(item.value)) for item in places.items(before, day)}
    new: dict[str, Any] = {}
    for item in places.items(data, day):
        if known.get(item.path) != (item.date, canonical(item.value)):
            node = new
            for step in item.path[:-1]:
                node = node.setdefault(step, {})
            dated = item.date != day
            node[item.path[-1]] = {"value": item.value, "date": item.date} if dated else item.value
    entry = Entry("", 1, FACTS, day, "", None, "", canonical(data))
    alone = facts_document([entry], "", Date.fromisoformat(day), book).data
    for name, told in data.items():
        if name in LISTS and not _same(name, told, alone.get(name), before.get(name)):
            new[name] = _new_of(name, told, before.get(name))
    return new


def _same(name: str, told: Any, alone: Any, before: Any) -> bool:
    """Whether a list says what was known: as it would stand by itself; of a position as far as it says anything."""
    if name == POSITION:
        known, said = (each if isinstance(each, Mapping) else {"phase": each} for each in (before, told))
        return all(canonical(known.get(key)) == canonical(value) for key, value in said.items())
    return canonical(alone) == canonical(before)


def _new_of(name: str, told: Any, before: Any) -> Any:
    """Of flags, and of what adds up, only what is new; what follows from earlier entries goes on doing so."""
    if name == "red_flags" and isinstance(told, Mapping) and isinstance(before, Mapping):
        same = {flag for flag, said in told.items() if flag in before and canonical(before[flag]) == canonical(said)}
        dated = told.get("date") != before.get("date")
        same -= {"date", NONE} if dated else {"date"}
        return {flag: said for flag, said in told.items() if flag not in same}
    if name in KEYS and isinstance(told, (list, tuple)) and isinstance(before, (list, tuple)):
        known = {canonical(each) for each in before}
        return [each for each in told if canonical(each) not in known]
    return told
