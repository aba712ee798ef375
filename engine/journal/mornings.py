"""Mornings that stay told: a pain that is told again without its next morning doesn't undo the one told before.

A check-in asks how much hurts now, and of the morning only after a session. So a list that names a place again says
nothing of its morning, and the one that was told stands, under its own day and for as long as its validity says. It
goes when the place is no longer named, when a morning of it is told anew, or one number is told for all mornings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date
from typing import Any

from ..facts.lists import pain_measure
from ..facts.validity import left_of, out_of_date
from ..facts.values import Mistake, read_amount
from ..model import Rulebook

FIELD = "next_morning"
OF_THE_PLACE = ("site", "side", "tissue", "night")  # what was said last of these holds for its morning too
WIDE = ("both", "middle", "", None)
Told = tuple[int, Mapping[str, Any]]  # the entry of the journal, and the entry of the list with its date


def still_told(
    before: Iterable[Told], listed: Sequence[Told], since: tuple[str, int], day: str, book: Rulebook
) -> list[Told]:
    """The mornings of earlier lists that stand beside a list.

    before : entries of the pain list so far, mornings that stood beside it among them
    listed : those of the list as it is now
    since  : day and entry of the last answer for all mornings; what was told before that is answered
    day    : of the list
    """
    newest = sorted((each for each in before if _says(each[1])), key=_when, reverse=True)
    found: list[Told] = []
    for _, place in listed:
        if any(_says(other) and _same_place(other, place) for _, other in listed):
            continue
        for number, told in newest:
            if not _same_place(told, place) or since > _when((number, told)) or not _counts(told, day, book):
                continue
            side = {"side": told["side"]} if place.get("side") in WIDE and "side" in told else {}
            about = {key: place[key] for key in OF_THE_PLACE if key in place}
            morning = {**about, **side, FIELD: told[FIELD], "date": told["date"]}
            if not any(_same_place(other, morning) for _, other in found):
                found.append((number, morning))
    return found


def mornings_at(data: Mapping[str, Any]) -> bool:
    """Whether a fragment of a facts file tells the morning of any place."""
    told = data.get("pain")
    return isinstance(told, (list, tuple)) and any(_says(each) for each in told)


def _says(entry: Any) -> bool:
    return isinstance(entry, Mapping) and entry.get(FIELD) is not None


def _when(told: Told) -> tuple[str, int]:
    return str(told[1]["date"]), told[0]


def _same_place(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    sides = one.get("side"), other.get("side")
    return one.get("site") == other.get("site") and (sides[0] == sides[1] or any(side in WIDE for side in sides))


def _counts(told: Mapping[str, Any], day: str, book: Rulebook) -> bool:
    """Whether anything is left of it on a day."""
    measure = pain_measure(book, str(told.get("site")), FIELD)
    if measure is None:
        return False
    amount, date = read_amount(measure, str(told[FIELD])), Date.fromisoformat(str(told["date"]))
    if isinstance(amount, Mistake):
        return True                      # reading the document says what is wrong with it
    if not out_of_date(book, measure.valid, date, Date.fromisoformat(day)):
        return True
    return left_of(measure, measure.name, amount, {}, book) is not None
