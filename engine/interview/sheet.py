"""The answers so far, as a plain dict in the shape of a facts file. Reading them back is what checks them."""
from __future__ import annotations

import copy
from collections.abc import Mapping
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
Put = tuple[tuple[str, ...], object]      # where in the document, and what


@dataclass
class Sheet:
    """One athlete's answers for one day.

    data    : what a facts file would hold; no `position` in it means that it wasn't said
    earlier : the answers that it was brought forward from, to be reminded of
    """

    book: Rulebook
    data: dict[str, Any]
    as_of: Date
    file: str = "answers"
    earlier: Answers | None = None
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
        return as_text({**usual, **self.data, "surefoot": HEADER, "as_of": self.as_of.isoformat()})

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

    def put(self, puts: list[Put]) -> list[Finding]:
        """Puts answers in; where they can't be read, the sheet stays as it was and the findings say why."""
        before = copy.deepcopy(self.data)
        for path, value in puts:
            self._put(path, value)
        answers, findings = self._read()
        if answers is None:
            self.data = before
            return [finding for finding in findings if is_error(finding)]
        return []

    def has(self, path: tuple[str, ...]) -> bool:
        """Whether something stands there."""
        node: Any = self.data
        for step in path:
            if not isinstance(node, dict) or step not in node:
                return False
            node = node[step]
        return True

    def _put(self, path: tuple[str, ...], value: object) -> None:
        node, dated = self.data, False
        for step in path[:-1]:
            if not isinstance(node.get(step), dict):
                node[step] = {}
            node = node[step]
            dated = dated or "date" in node
        measure = next((each for each in self.book.measures.values() if each.at == path), None)
        day = {"date": self.as_of.isoformat()} if dated else {}        # a section's own date is that of older answers
        if measure is not None and measure.sides and isinstance(value, dict):
            before = node.get(path[-1])
            value = {**(_other_sides(before, value) if isinstance(before, dict) else {}), **value, **day}
        elif measure is not None and not measure.sides and day:
            value = {"value": value, **day}
        node[path[-1]] = value


def _other_sides(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """The sides that were measured earlier and not now, each with its own date."""
    kept = {}
    for side in SIDES:
        old = before.get(side, before.get("both"))
        if old is None or side in now or "both" in now:
            continue
        dated = not isinstance(old, dict) and "date" in before
        kept[side] = {"value": old, "date": before["date"]} if dated else old
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
    if isinstance(value.data, dict):
        for key, usual in (("athlete", NAMELESS), ("position", UNPLACED)):
            value.data.setdefault(key, Value(usual, NOWHERE))
    answers, findings = read_answers(value, file, book, today, findings)
    if answers is None:
        raise BadInput(finding for finding in findings if is_error(finding))
    return Sheet(book, given, answers.as_of, file)
