"""What one `facts` entry says, place by place, each with its own date.

A fragment of a facts file holds values bare, with a date, by side, and with one date for a section. Here they become
items: a path (`measures`, `sl_calf_raise_reps`, `left`), the day from which the value counts, and the value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from ..facts.answers import SIDES
from ..facts.pieces import NONE
from ..facts.sections import SYMPTOMS, Node, is_symptom, shape_of
from ..facts.values import status_of
from ..model import Measure, Rulebook

HEAD = ("surefoot", "athlete", "as_of")
LISTS = ("pain", "injuries", "races", "equipment", "red_flags", "clearances", "overrides", "position")
WORDS = {"week": ("available_days", "session_minutes"), "running": ("days", "hard_days", "long_day", "terrain")}
RUNGS = ("log", "rungs")
Path = tuple[str, ...]


class Item(NamedTuple):
    """One value said.

    given : False for unknown, declined and not applicable
    known : False where the rulebook has no such place
    """

    path: Path
    date: str
    value: Any
    given: bool = True
    known: bool = True


class Places:
    """The places that a rulebook has for values."""

    def __init__(self, book: Rulebook):
        self.book, self.shape = book, shape_of(book)
        self.screens = [screen["id"] for screen in book.screens]

    def items(self, data: Mapping[str, Any], held: str) -> Iterator[Item]:
        """What a fragment says, but for its lists.

        held : the day on which it held; the date of whatever has none of its own
        """
        for name, value in data.items():
            if name in HEAD or name in LISTS:
                continue
            node = self.shape.get(name)
            if isinstance(node, Measure):
                yield from _answer(node, (name,), value, held)
            elif node is not None or name in WORDS or name == RUNGS[0]:
                yield from self._section(node or {}, (name,), value, held)
            else:
                yield Item((name,), held, value, known=False)

    def _section(self, node: Node, path: Path, value: Any, date: str) -> Iterator[Item]:
        if not isinstance(value, Mapping):
            if path == (SYMPTOMS,) and value == NONE:
                yield from self._none_of(self.screens, date)
            elif status_of(value):
                yield from (Item(place, date, value, given=False) for place in _leaves(node, path))
            else:
                yield Item(path, date, value, known=False)
            return
        if "date" not in node:
            date = str(value.get("date") or date)
        if path == (SYMPTOMS,) and "none_of" in value:
            yield from self._none_of(value["none_of"], date)
        for key, inner in value.items():
            target, place = node.get(key), (*path, key)
            if isinstance(target, Measure):
                yield from _answer(target, place, inner, date)
            elif target is not None:
                yield from self._section(target, place, inner, date)
            elif place == RUNGS and isinstance(inner, Mapping):
                yield from (Item((*place, ladder), date, said) for ladder, said in inner.items())
            elif key in WORDS.get(path[0], ()):
                yield Item(place, date, inner, given=not status_of(inner) if not isinstance(inner, list) else True)
            elif key not in ("date", "none_of") and place != RUNGS:
                yield Item(place, date, inner, known=False)

    def _none_of(self, screens: Collection[str], date: str) -> Iterator[Item]:
        for measure in self.book.measures.values():
            if is_symptom(measure) and (screens == NONE or measure.screen in screens):
                yield Item(measure.at, date, False)


def _answer(measure: Measure, path: Path, value: Any, date: str) -> Iterator[Item]:
    if not measure.sides:
        yield _dated(path, value, date)
        return
    if not isinstance(value, Mapping):
        yield from (Item((*path, side), date, value, given=False) for side in SIDES)
        return
    date = str(value.get("date") or date)
    for side in SIDES:
        said = value.get(side, value.get("both"))
        if said is not None:
            yield _dated((*path, side), said, date)


def _dated(path: Path, value: Any, date: str) -> Item:
    if isinstance(value, Mapping):
        date, value = str(value.get("date") or date), value.get("value")
    return Item(path, date, value, given=not status_of(value))


def _leaves(node: Node, path: Path) -> Iterator[Path]:
    for key, inner in node.items():
        if not isinstance(inner, Measure):
            yield from _leaves(inner, (*path, key))
        elif inner.sides:
            yield from ((*path, key, side) for side in SIDES)
        else:
            yield (*path, key)
