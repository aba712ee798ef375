"""Entries added up, in the order of `known`, to what an athlete has said so far: for each place the newest value.

Newest is by the day from which a value counts, then by the order of recording. That something is not known or was
declined takes nothing away that was known before. Lists:

    injuries, races, equipment   the newest list is the list; equipment as a mapping changes single items
    pain                         the newest check-in's list, and with it what sessions of that day or later told, and
                                 mornings told before of what hurts still (mornings.py)
    clearances, overrides        add up; one with the same key (whom for, by whom, on which day) replaces the earlier
    red_flags                    the newest answer to each, and when it was last yes (latch.py)
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from datetime import date as Date
from typing import Any

from ..facts.pieces import NONE
from ..facts.values import status_of
from ..model import Rulebook
from .entries import FACTS, SESSION, Entry
from .latch import Latch, Signs
from .mornings import FIELD, mornings_at, still_told
from .said import Path, Places

UNASKED = Latch()
KEYS = {"clearances": ("for", "by", "date"), "overrides": ("line", "by", "date")}
Told = tuple[str, int, Any]  # day, id, what


class Fold:
    """What has been said so far. `add` entries in order; a copy goes its own way.

    places    : path -> (date, id, value, given)
    lists     : injuries, races -> (day, id, list or `none`)
    equipment : item -> (there or not, id); None when it wasn't asked
    signed    : clearances, overrides -> key -> (id, entry of the list)
    positions : where the athlete was said to stand, in order
    mornings  : of the pain list, told before it and standing beside it; all_mornings: when one number was told for all
    no_flags  : the day on which all flags were answered no at once, and the entry
    strange   : places that the rulebook doesn't have, with the entry that named them
    """

    def __init__(self, book: Rulebook, signs: Signs | None = None):
        self.book, self.over = book, Places(book)
        self.signs = signs or Signs(book)
        self.day = ""
        self.places: dict[Path, tuple[str, int, Any, bool]] = {}
        self.lists: dict[str, Told] = {}
        self.equipment: dict[str, tuple[Any, int]] | None = None
        self.signed: dict[str, dict[str, tuple[int, Any]]] = {"clearances": {}, "overrides": {}}
        self.positions: list[Told] = []
        self.latches: dict[str, Latch] = {}
        self.no_flags = ("", 0)
        self.pain_day, self.pain_said = "", (0, None)
        self.pain_felt: list[tuple[int, Any]] = []
        self.mornings: list[tuple[int, Any]] = []
        self.all_mornings = ("", 0)
        self._of_all = {measure.at for measure in book.measures.values() if measure.worst_of == FIELD}
        self.strange: dict[str, int] = {}
        self._touched = False

    def copy(self) -> Fold:
        other = copy.copy(self)
        for name in ("places", "lists", "equipment", "positions", "latches", "pain_felt", "strange"):
            setattr(other, name, copy.copy(getattr(self, name)))
        other.signed = {name: dict(each) for name, each in self.signed.items()}
        return other

    def add(self, entry: Entry) -> None:
        """One more entry, of the day of the last one or a later day.

        A flag that was raised stays so though a later entry of the day says otherwise; a slip is corrected.
        """
        self.close()
        self.day = entry.held_on[:10]
        day = self.day
        if entry.kind == SESSION:
            self._pain(entry.data.get("pain"), day, entry.id, felt=True)
        elif entry.kind == FACTS:
            self._facts(entry.data, day, entry.id)

    def close(self, day: str = "") -> None:
        """What was said so far of a day: which flags its signs raise. `day`: a later one, to which they still count."""
        at = day or self.day
        if at and (self._touched or day):
            said = {path: (date, value) for path, (date, _, value, given) in self.places.items()
                    if given and self.signs.concerns(path)}  # fmt: skip
            made: dict[tuple[int, bool | None], Latch] = {}  # flags of which the same was said share what is made of it
            for flag, raised in self.signs.raised(said, self.pain(), Date.fromisoformat(at)).items():
                latch = self.latches.get(flag, UNASKED)
                if raised is not None or latch.raised is not None:
                    key = (id(latch), raised)
                    if key not in made:
                        made[key] = latch.signs_of(at, raised)
                    self.latches[flag] = made[key]
        self._touched = False

    def pain(self) -> list[dict[str, Any]]:
        """The entries of the pain list, each with its date."""
        return [each for _, each in self.pain_entries()]

    def pain_entries(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The same with the entries of the journal that told them."""
        yield from self._listed()
        yield from self.mornings

    def _listed(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for number, told in (self.pain_said, *self.pain_felt):
            for each in told if isinstance(told, (list, tuple)) else ():
                yield number, {"date": self.pain_day, **each}

    # ---- one fragment ----

    def _facts(self, data: Mapping[str, Any], day: str, number: int) -> None:
        for item in self.over.items(data, day):
            if not item.known:
                self.strange[".".join(item.path)] = number
                continue
            before = self.places.get(item.path)
            if before is not None and (before[3], before[0]) > (item.given, item.date):
                continue
            self.places[item.path] = (item.date, number, item.value, item.given)
            self._touched = self._touched or self.signs.concerns(item.path)
            if item.path in self._of_all and item.given and not mornings_at(data):
                self.all_mornings = max(self.all_mornings, (item.date, number))
                self.mornings = [each for each in self.mornings if (each[1]["date"], each[0]) > self.all_mornings]
        for name, told in data.items():
            if name == "pain":
                self._pain(told, day, number, felt=False)
            elif name in ("injuries", "races") and not _unsaid(told):
                self.lists[name] = (day, number, told)
            elif name == "equipment" and not _unsaid(told):
                self._equipment(told, number)
            elif name in KEYS and isinstance(told, (list, tuple)):
                for each in told:
                    key = "|".join(str(each.get(part, "")) for part in KEYS[name])
                    self.signed[name].pop(key, None)
                    self.signed[name][key] = (number, each)
            elif name == "position":
                self.positions.append((day, number, told))
            elif name == "red_flags":
                self._flags(told, day, number)

    def _pain(self, told: Any, day: str, number: int, felt: bool) -> None:
        if _unsaid(told):
            return
        before = list(self.pain_entries())
        told_before = any(self.signs.tells(each) for _, each in before)
        if day != self.pain_day:
            self.pain_day, self.pain_said, self.pain_felt = day, (0, None), []
        if felt:
            self.pain_felt = [*self.pain_felt, (number, told)]
        else:
            self.pain_said = (number, told)
        self.mornings = still_told(before, list(self._listed()), self.all_mornings, day, self.book)
        self._touched = self._touched or told_before or any(map(self.signs.tells, self.pain()))

    def _equipment(self, told: Any, number: int) -> None:
        if isinstance(told, Mapping):
            self.equipment = {**(self.equipment or {}), **{item: (there, number) for item, there in told.items()}}
        else:
            items = told if isinstance(told, (list, tuple)) else ()
            self.equipment = dict.fromkeys(items, (True, number))

    def _flags(self, told: Any, day: str, number: int) -> None:
        if _unsaid(told):
            return
        if told == NONE:
            told = {NONE: True}
        if not isinstance(told, Mapping):
            self.strange["red_flags"] = number
            return
        day = str(told.get("date") or day)
        if told.get(NONE) in (True, "yes") and day >= self.no_flags[0]:
            self.no_flags = (day, number)
            made: dict[int, Latch] = {}
            for flag in self.book.flags:
                latch = self.latches.get(flag, UNASKED)
                if day >= latch.answered:
                    if id(latch) not in made:
                        made[id(latch)] = latch.answer_of(day, False, number, alone=False)
                    self.latches[flag] = made[id(latch)]
        for flag, said in told.items():
            if flag in (NONE, "date"):
                continue
            if flag not in self.book.flags:
                self.strange[f"red_flags.{flag}"] = number
                continue
            own = said if isinstance(said, Mapping) else {"answer": said}
            answered, earlier = str(own.get("date") or day), str(own.get("last_yes") or "")
            latch = self.latches.get(flag, UNASKED)
            if "answer" not in own:
                self.latches[flag] = latch.told_last_yes(earlier, number)
            elif answered >= latch.answered:
                self.latches[flag] = latch.answer_of(answered, _truth(own["answer"]), number, earlier)


def _unsaid(told: Any) -> bool:
    return told is None or (isinstance(told, str) and bool(status_of(told)))


def _truth(said: Any) -> bool | None:
    if isinstance(said, bool):
        return said
    return {"yes": True, "true": True, "no": False, "false": False}.get(str(said).strip().lower())
