"""Red flags over time: when each was last yes, so that one that was raised stays in force until it is cleared.

A flag is yes on a day by its own answer or by signs (symptoms, the pain list, numbers that its condition reads).

- No longer yes: the last day on which it was, so that it takes a clearance after that.
- Still yes, after it had been no: the first day of this time. A clearance from before then was for another time.
- Still yes since it was first asked: nothing. Then a clearance of any day may be for it, as after an operation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date as Date
from typing import Any

from ..document import Number, Value
from ..facts.derive import derive
from ..facts.flags import read_by
from ..facts.lists import STRICTEST
from ..facts.reading import HEADER, read_answers
from ..facts.validity import holds, out_of_date
from ..logic import NOWHERE, Ref
from ..model import Rulebook
from .said import Path

SIGNS = ("site", "side", "tissue", "night", "during")  # of an entry of the pain list


@dataclass(frozen=True)
class Latch:
    """One flag so far. Days are ISO dates, "" for none.

    answer, answered : its own answer (yes, no, None for unknown) and the day of it
    raised           : whether signs raise it now; None where that isn't known
    last_no          : the last day on which it was known not to be
    began, was_no    : the first day of this time, and whether it had been known not to be before that
    last_yes         : the last day on which it was yes
    """

    answer: bool | None = None
    answered: str = ""
    raised: bool | None = None
    last_no: str = ""
    began: str = ""
    was_no: bool = False
    last_yes: str = ""
    alone: bool = True
    ids: tuple[int, ...] = ()

    def answer_of(self, day: str, answer: bool | None, number: int, earlier_yes: str = "", alone: bool = True) -> Latch:
        """Answered on a day, with the last yes that was told beside it. Not `alone`: by a `none` for all flags."""
        yes = max(self.last_yes, earlier_yes)
        return replace(self, answer=answer, answered=day, ids=(number,), last_yes=yes, alone=alone)._seen(day, answer)

    def told_last_yes(self, day: str, number: int) -> Latch:
        """Only when it was last yes, without an answer of today."""
        return replace(self, last_yes=max(self.last_yes, day), ids=(*self.ids, number))

    def signs_of(self, day: str, raised: bool | None) -> Latch:
        """Raised or not by what was said up to a day."""
        return replace(self, raised=raised)._seen(day, raised)

    def _seen(self, day: str, yes: bool | None) -> Latch:
        if yes and self.began:
            return replace(self, last_yes=max(self.last_yes, day))
        if yes:                          # a no of the same day is no time without it
            was_no = bool(self.last_no) and self.last_no < day
            return replace(self, began=day, was_no=was_no, last_yes=max(self.last_yes, day))
        if yes is False and not self._yes:
            return replace(self, last_no=max(self.last_no, day), began="")
        return self

    @property
    def _yes(self) -> bool:
        return self.answer is True or self.raised is True

    def told(self) -> dict[str, Any] | None:
        """As a facts file tells it, beside a `none` for all flags; None where there is nothing to tell."""
        latched = (self.began if self.was_no else "") if self._yes else self.last_yes
        told: dict[str, Any] = {}
        if self.answered and self.alone and not (self.answer is False and latched > self.answered):
            told = {"answer": "unknown" if self.answer is None else self.answer, "date": self.answered}
        if latched:
            told["last_yes"] = latched
        return told or None


class Signs:
    """Which flags are raised by what was said. What it has worked out once it knows."""

    def __init__(self, book: Rulebook):
        self.book = book
        self.read = {flag: read_by(f"{flag}:when", book) for flag in book.flags}
        names = {name.partition(".")[0] for each in self.read.values() for name in each}
        self.measures = {book.measures[name].at: book.measures[name] for name in names}
        self.tissues = {tissue for each in self.measures.values() if each.sign_of for tissue in each.tissues}
        self._known: dict[object, dict[str, bool | None]] = {}

    def concerns(self, path: Path) -> bool:
        """Whether any flag reads what stands there (a side's place, too)."""
        return path in self.measures or path[:-1] in self.measures

    def raised(
        self, said: Mapping[Path, tuple[str, Any]], pain: list[dict[str, Any]], day: Date
    ) -> dict[str, bool | None]:
        """Flag to whether it is raised.

        said : place to (date, value), of the places that flags read
        pain : the entries of the pain list
        """
        old = {path: out_of_date(self.book, self._valid(path), Date.fromisoformat(date), day)
               for path, (date, _) in said.items()}  # fmt: skip
        signs = [{key: each[key] for key in SIGNS if key in each} for each in pain if self.tells(each)]
        key = (frozenset((path, str(value), old[path]) for path, (_, value) in said.items()), repr(signs))
        if key not in self._known:
            self._known[key] = self._work_out(said, signs, day)
        return self._known[key]

    def tells(self, pain: Mapping[str, Any]) -> bool:
        """Whether an entry of the pain list can be a sign: the tissue or the night says so, not how much it is."""
        return pain.get("tissue", STRICTEST) in self.tissues or pain.get("night") not in (None, False, "no")

    def _valid(self, path: Path) -> str:
        measure = self.measures.get(path) or self.measures[path[:-1]]
        return measure.valid

    def _work_out(
        self, said: Mapping[Path, tuple[str, Any]], pain: list[dict[str, Any]], day: Date
    ) -> dict[str, bool | None]:
        whole: dict[str, Any] = {"surefoot": HEADER, "athlete": "signs", "as_of": day.isoformat(), "position": "none"}
        for path, (date, value) in said.items():
            put(whole, path, {"value": value, "date": date})
        whole["pain"] = pain or "none"
        answers, _ = read_answers(placed(whole), "journal", self.book, day)
        if answers is None:
            return dict.fromkeys(self.book.flags)
        known = derive(answers, self.book).known
        return {flag: holds(Ref(f"{flag}:when"), known, self.book.conclusions) for flag in self.book.flags}


def put(whole: dict[str, Any], path: Path, value: Any) -> None:
    """Puts a value at a place of a document."""
    node = whole
    for step in path[:-1]:
        node = node.setdefault(step, {})
    node[path[-1]] = value


def placed(data: Any) -> Value:
    """Plain data as a document that was read, without places."""
    if isinstance(data, Mapping):
        return Value({key: placed(each) for key, each in data.items()}, NOWHERE, dict.fromkeys(data, NOWHERE))
    if isinstance(data, (list, tuple)):
        return Value([placed(each) for each in data], NOWHERE)
    return Value(data if data is None or isinstance(data, (bool, int, str)) else Number(data), NOWHERE)
