"""Settings put into a facts document, each with its own day; what stands beside them stays as it was told."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from ..facts.answers import SIDES
from ..facts.pieces import NONE
from ..facts.sections import SYMPTOMS, is_symptom
from ..model import Rulebook
from .settings import BOTH, FLAGS, Setting

DATE = "date"


def applied(data: Mapping[str, Any], settings: Iterable[Setting], book: Rulebook) -> dict[str, Any]:
    """The document with every setting in it; `data` stays as it is."""
    new = copy.deepcopy(dict(data))
    for setting in settings:
        _open(new, setting.path[0], book)
        if setting.measure is not None and setting.measure.sides:
            _side(new, setting)
        elif setting.value is None:
            _take(new, setting.path)
        else:
            _put(new, setting.path, _dated(setting, str(new["as_of"])))
    return new


def _open(data: dict[str, Any], section: str, book: Rulebook) -> None:
    """A section that is told in one word, told piece by piece."""
    told = data.get(section)
    if section == "equipment" and isinstance(told, (list, str)):
        data[section] = dict.fromkeys(told, True) if isinstance(told, list) else {}
    elif section == FLAGS and (told == NONE or (isinstance(told, dict) and told.get(NONE))):
        # A no to all together says less than a no to each (nothing about a derived flag's numbers): it stays one.
        data[section] = dict(told) if isinstance(told, dict) else {NONE: True, DATE: str(data["as_of"])}
    elif section == SYMPTOMS and told == NONE:
        data[section] = {measure.at[-1]: False for measure in book.measures.values() if is_symptom(measure)}
    elif section == "position" and told == NONE:
        data[section] = {}


def _dated(setting: Setting, as_of: str) -> Any:
    """A value with its day; what has no day of its own (a list, the week) bare."""
    day = setting.date.isoformat() if setting.date else as_of
    if setting.measure is not None and not isinstance(setting.value, dict):
        return {"value": setting.value, DATE: day}
    if setting.path[0] == FLAGS and len(setting.path) > 1 and not isinstance(setting.value, dict):
        return {"answer": setting.value, DATE: day}
    return setting.value


def _side(data: dict[str, Any], setting: Setting) -> None:
    """A measure of two sides: the other side keeps its value and its day."""
    assert setting.measure is not None
    at, side = setting.measure.at, setting.path[len(setting.measure.at) :]
    if not side:
        if setting.value is None:
            _take(data, at)
        else:
            _put(data, at, _dated(setting, str(data["as_of"])))
        return
    there = _at(data, at)
    told: dict[str, Any] = {}
    if isinstance(there, dict) and "value" not in there:
        day = there.get(DATE) or _section_date(data, at)
        for each in SIDES:
            value = there.get(each, there.get(BOTH))
            if value is not None:
                told[each] = value if isinstance(value, dict) or day is None else {"value": value, DATE: str(day)}
    for each in SIDES if side[0] == BOTH else side:
        if setting.value is None:
            told.pop(each, None)
        else:
            told[each] = _dated(setting, str(data["as_of"]))
    if told:
        _put(data, at, told)
    else:
        _take(data, at)


def _section_date(data: dict[str, Any], at: tuple[str, ...]) -> Any:
    """The day that a section has for all that is in it."""
    section = _at(data, at[:1])
    return section.get(DATE) if isinstance(section, dict) else None


def _at(data: dict[str, Any], path: tuple[str, ...]) -> Any:
    node: Any = data
    for step in path:
        node = node.get(step) if isinstance(node, dict) else None
    return node


def _put(data: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    node = data
    for step in path[:-1]:
        inner = node.get(step)
        if not isinstance(inner, dict):
            inner = node[step] = {}
        node = inner
    node[path[-1]] = value


def _take(data: dict[str, Any], path: tuple[str, ...]) -> None:
    node = _at(data, path[:-1]) if len(path) > 1 else data
    if isinstance(node, dict):
        node.pop(path[-1], None)
        if path[0] == FLAGS and node.get(NONE):  # not answered by the no to all, either
            node[path[-1]] = "unknown"


__all__ = ["applied"]
