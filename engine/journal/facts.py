"""The facts document of an athlete for a day, from what the journal holds, and where each value came from.

    entries as known  ->  Fold  ->  Document {data, reads}

The document is a facts file as the contract has it, each value with its own date, so that validity works as on a file.
What is only current on the day it was said (values of a log, pain that isn't there) is left out on later days. Parts
that follow from what was done (the position, the log) are laid over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from decimal import Decimal
from typing import Any

from ..document import Number
from ..facts.answers import SIDES
from ..facts.pieces import NONE
from ..facts.reading import HEADER
from ..model import Measure, Rulebook
from .entries import Entry
from .fold import Fold
from .latch import put
from .said import RUNGS, Path
from .standing import told_stands

POSITION = "position"


@dataclass(frozen=True)
class Part:
    """A piece of a facts document that follows from entries, and the entries that it follows from.

    data  : sections of a facts document ({position: {...}, log: {...}})
    reads : path (`log.clean_sessions.hinge`) to the ids of entries
    days  : path to the day of a value that gives way to what was told later; what isn't here gives way to nothing
    """

    data: Mapping[str, Any] = field(default_factory=dict)
    reads: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """A facts document.

    data     : as the contract has it; decimals are `Number`, so that it is written as it was said
    reads    : path (`measures.sl_calf_raise_reps.left`, `pain`, `red_flags.RF_BSI`) to the ids of entries
    warnings : what was left out, in words
    log      : the entries that counted, from which weights and what was done last time come
    """

    data: dict[str, Any]
    reads: dict[str, tuple[int, ...]]
    warnings: tuple[str, ...] = ()
    log: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[int, ...]:
        """Every entry that went in."""
        return tuple(sorted({number for each in self.reads.values() for number in each}))


def facts_document(
    entries: Iterable[Entry], athlete: str, day: Date, book: Rulebook, parts: Iterable[Part] = ()
) -> Document:
    """The document for a day.

    entries : as `known` gives them, of that day and before
    parts   : laid over what was said, the later over the earlier, but for what was told later than a part shows
    """
    fold = Fold(book)
    for entry in entries:
        fold.add(entry)
    return document_of(fold, athlete, day, parts)


def document_of(fold: Fold, athlete: str, day: Date, parts: Iterable[Part] = ()) -> Document:
    """The document from what has been added up; the fold stays as it is."""
    fold = fold.copy()
    fold.close()
    fold.close(day.isoformat())
    data: dict[str, Any] = {"surefoot": HEADER, "athlete": athlete, "as_of": day.isoformat()}
    reads: dict[str, tuple[int, ...]] = {}
    said = Document(data, reads, tuple(_strange(fold)))
    _places(fold, said, day.isoformat())
    _lists(fold, said, day.isoformat())
    data[POSITION] = NONE
    for part in parts:
        above, shown = _without_the_told(part, fold, said, day.isoformat())
        if data[POSITION] == NONE and isinstance(above.get(POSITION), Mapping) and "phase" not in above[POSITION]:
            del above[POSITION]          # who has no position yet has no weeks in it either
        _over(data, above)
        reads.update(shown)
    return said


def _without_the_told(
    part: Part, fold: Fold, said: Document, today: str
) -> tuple[dict[str, Any], dict[str, tuple[int, ...]]]:
    """A part's data and reads without the places where what was told stands."""
    above, shown = plain(part.data), dict(part.reads)
    for path, day in part.days.items():
        place = tuple(path.split("."))
        told = fold.places.get(place) if path in said.reads else None
        node: Any = above
        for step in place[:-1]:
            node = node[step]
        now = node[place[-1]].get("value")
        if told and told_stands((told[0], told[2]), (day, now), _measure(fold, place), fold.book, today):
            del node[place[-1]], shown[path]
    return above, shown


def _places(fold: Fold, said: Document, today: str) -> None:
    for path, (date, number, value, given) in sorted(fold.places.items()):
        measure = _measure(fold, path)
        if date > today or (measure is not None and date < today and not lasts(measure, fold.book)):
            continue
        if path[0] == "running" and given and path[1] in ("hard_days", "long_day"):
            value = _running_days(value, fold)
            if value is None:
                continue
        dated = measure is not None and date != today
        put(said.data, path, {"value": plain(value), "date": date} if dated else plain(value))
        said.reads[".".join(path)] = (number,)
    _together(said.data, fold)


def lasts(measure: Measure, book: Rulebook) -> bool:
    """Whether an answer counts beyond its day, or for as long as its class says; what only a log knows doesn't."""
    return "days" in book.validity.get(measure.valid, {})


def _measure(fold: Fold, path: Path) -> Measure | None:
    node: Any = fold.over.shape
    for step in path if path[:2] != RUNGS else ():
        if isinstance(node, Measure):
            break
        node = node.get(step) if isinstance(node, Mapping) else None
    return node if isinstance(node, Measure) else None


def _running_days(value: Any, fold: Fold) -> Any:
    """Hard days and the long day among the running days, should those have been told again later."""
    days = fold.places.get(("running", "days"))
    if days is None or not isinstance(days[2], (list, tuple)):
        return value
    if isinstance(value, (list, tuple)):
        return [day for day in value if day in days[2]]
    return value if value in days[2] or value == NONE else None


def _together(data: dict[str, Any], fold: Fold) -> None:
    """Two sides of one day, as one would write them: {left: 17, right: 15, date: ...}."""
    for measure in fold.book.measures.values():
        if not measure.sides:
            continue
        node: Any = data
        for step in measure.at:
            node = node.get(step) if isinstance(node, dict) else None
        if not isinstance(node, dict):
            continue
        sides = [node.get(side) for side in SIDES]
        dates = {each.get("date") if isinstance(each, dict) else None for each in sides}
        if None not in sides and len(dates) == 1 and dates != {None}:
            for side in SIDES:
                node[side] = node[side]["value"]
            node["date"] = dates.pop()


def _lists(fold: Fold, said: Document, today: str) -> None:
    data, reads = said.data, said.reads
    pain = list(fold.pain_entries())
    told = [number for number, each in (fold.pain_said, *fold.pain_felt, *fold.mornings) if each is not None]
    if pain or fold.pain_day == today:
        data["pain"] = [plain(each) for _, each in pain] or NONE
        reads["pain"] = tuple(sorted(set(told)))
    for name, (day, number, value) in fold.lists.items():
        data[name] = _injuries(value, day, today) if name == "injuries" else plain(value)
        reads[name] = (number,)
    if fold.equipment is not None:
        data["equipment"] = {item: there for item, (there, _) in sorted(fold.equipment.items())} or NONE
        reads["equipment"] = tuple(sorted({number for _, number in fold.equipment.values()}))
    for name, entries in fold.signed.items():
        if entries:
            data[name] = [plain(each) for _, each in entries.values()]
            reads[name] = tuple(sorted({number for number, _ in entries.values()}))
    if fold.no_flags[0]:
        data["red_flags"] = {NONE: True, "date": fold.no_flags[0]}
        reads["red_flags"] = (fold.no_flags[1],)
    for flag, latch in sorted(fold.latches.items()):
        told_flag = latch.told()
        if told_flag is not None:
            data.setdefault("red_flags", {})[flag] = told_flag
            reads[f"red_flags.{flag}"] = latch.ids


def _injuries(value: Any, day: str, today: str) -> Any:
    """The list with the day on which it was told; it says nothing of the time since."""
    if isinstance(value, Mapping):
        return plain(value)
    return plain(value) if day == today else {"list": plain(value), "date": day}


def _over(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for key, value in above.items():
        inner = below.get(key)
        if isinstance(inner, dict) and isinstance(value, Mapping) and not _is_value(inner) and not _is_value(value):
            _over(inner, value)
        else:
            below[key] = plain(value)


def _is_value(value: Mapping[str, Any]) -> bool:
    return "value" in value or any(side in value for side in (*SIDES, "both"))


def _strange(fold: Fold) -> Iterator[str]:
    for path, number in sorted(fold.strange.items()):
        yield f"Entry {number} speaks of {path}, which this rulebook doesn't know; that was left out."


def plain(value: Any) -> Any:
    """Data of the journal as data of a document: decimals as they are written."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return Number(value) if isinstance(value, (Decimal, float)) else value


__all__ = ["Document", "Part", "document_of", "facts_document"]
