"""The answers so far, as a plain dict in the shape of a facts file. Reading them back is what checks them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from .. import document
from ..document import Value
from ..facts.answers import SIDES, Answers
from ..facts.reading import HEADER, read_answers, read_facts
from ..findings import BadInput, Finding, is_error
from ..model import NOWHERE, Rulebook
from .saving import as_text

NAMELESS = "me"
UNPLACED = "none"
NOT_SAID = (
    "position: none              # not said yet"  # a file that decides as it is, and still asks when gone on from
)
Put = tuple[tuple[str, ...], object]  # where in the document, and what; None takes out what stands there


@dataclass
class Sheet:
    """One athlete's answers for one day.

    data    : what a facts file would hold; no `position` in it means that it wasn't said
    earlier : the answers that it was brought forward from, to be reminded of
    changed : called whenever an answer has been put in
    """

    book: Rulebook
    data: dict[str, Any]
    as_of: Date
    file: str = "answers"
    earlier: Answers | None = None
    changed: Callable[[], None] | None = None
    _last: tuple[str, tuple[Answers | None, list[Finding]]] | None = None

    @property
    def athlete(self) -> str:
        return str(self.data.get("athlete", ""))

    @property
    def placed(self) -> bool:
        """Whether it was said where the athlete stands, be it nowhere yet."""
        return "position" in self.data

    def text(self) -> str:
        """A facts file. Who didn't say where they stand is to be placed."""
        usual = {"athlete": NAMELESS, "position": UNPLACED}
        text = as_text({**usual, **self.data, "surefoot": HEADER, "as_of": self.as_of.isoformat()})
        return text if self.placed else text.replace(f"\nposition: {UNPLACED}\n", f"\n{NOT_SAID}\n")

    def answers(self) -> Answers:
        """What the sheet says, read as a facts file is."""
        answers, findings = self._read()
        if answers is None:
            raise BadInput(finding for finding in findings if is_error(finding))
        return answers

    def _read(self) -> tuple[Answers | None, list[Finding]]:
        text = self.text()
        if self._last is None or self._last[0] != text:
            self._last = (text, read_facts(text, self.file, self.book, self.as_of))
        return self._last[1]

    def put(self, puts: list[Put], first: Sequence[Put] = ()) -> list[Finding]:
        """Puts answers in; where they can't be read, the sheet stays as it was and the findings say why.

        first : what is set as it is before that, to take an earlier answer back
        """
        before = copy.deepcopy(self.data)
        for path, value in first:
            self._set(path, value)
        for path, value in puts:
            self._put(path, value)
        answers, findings = self._read()
        if answers is None:
            self.data = before
            return [finding for finding in findings if is_error(finding)]
        if self.changed is not None:
            self.changed()
        return []

    def at(self, path: tuple[str, ...]) -> Any:
        """A copy of what stands there; None where nothing does."""
        node: Any = self.data
        for step in path:
            node = node.get(step) if isinstance(node, dict) else None
        return copy.deepcopy(node)

    def copy(self) -> Sheet:
        """The same answers, to try something on."""
        return Sheet(self.book, copy.deepcopy(self.data), self.as_of, self.file, self.earlier)

    def has(self, path: tuple[str, ...]) -> bool:
        """Whether something stands there."""
        node: Any = self.data
        for step in path:
            if not isinstance(node, dict) or step not in node:
                return False
            node = node[step]
        return True

    def _set(self, path: tuple[str, ...], value: object) -> None:
        """Sets what stands there, whatever it is; sections with nothing left in them go."""
        node, way = self.data, [self.data]
        for step in path[:-1]:
            if not isinstance(node.get(step), dict):
                node[step] = {}
            node = node[step]
            way.append(node)
        if value is not None:
            node[path[-1]] = copy.deepcopy(value)
            return
        node.pop(path[-1], None)
        for step, outer, inner in reversed([*zip(path, way, way[1:], strict=False)]):
            if not inner:
                outer.pop(step)

    def _put(self, path: tuple[str, ...], value: object) -> None:
        node, dated = self.data, False
        for step in path[:-1]:
            if not isinstance(node.get(step), dict):
                node[step] = {}
            node = node[step]
            dated = dated or "date" in node
        if value is None:
            node.pop(path[-1], None)
            return
        measure = next((each for each in self.book.measures.values() if each.at == path), None)
        day = {"date": self.as_of.isoformat()} if dated else {}  # a section's own date is that of older answers
        if measure is not None and measure.sides and isinstance(value, dict):
            before = node.get(path[-1])
            others = _other_sides(before, value, self.as_of) if isinstance(before, dict) else {}
            value = {**others, **day, **value}
        elif measure is not None and not measure.sides and day and not isinstance(value, dict):
            value = {"value": value, **day}
        node[path[-1]] = value


def _other_sides(before: Mapping[str, Any], now: Mapping[str, Any], as_of: Date) -> dict[str, Any]:
    """The sides that were measured at another time and not now, each with its own date."""
    kept = {}
    for side in SIDES:
        old = before.get(side, before.get("both"))
        if old is None or side in now or "both" in now:
            continue
        dated = not isinstance(old, dict) and ("date" in before or "date" in now)
        kept[side] = {"value": old, "date": before.get("date", as_of.isoformat())} if dated else old
    return kept


def open_sheet(text: str, file: str, book: Rulebook, today: Date) -> Sheet:
    """The sheet that an interview starts from: empty, or with the answers of a file.

    Such a file need not say who the athlete is or in which phase; that is asked.
    Errors: BadInput with all that is wrong with it.
    """
    if not file:
        return Sheet(book, {}, today)
    value, findings = document.read(text, file)
    if value is None:
        raise BadInput(findings)
    given: dict[str, Any] = value.plain() if isinstance(value.data, dict) else {}
    if NOT_SAID in text.splitlines():
        given.pop("position", None)
    if isinstance(value.data, dict):
        for key, usual in (("athlete", NAMELESS), ("position", UNPLACED)):
            value.data.setdefault(key, Value(usual, NOWHERE))
    answers, findings = read_answers(value, file, book, today, findings)
    if answers is None:
        raise BadInput(finding for finding in findings if is_error(finding))
    return Sheet(book, given, answers.as_of, file)
