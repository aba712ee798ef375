"""knowledge/: what can be known and done, from documents into the model."""
from __future__ import annotations

import re
from collections.abc import Callable

from ..document import Value
from ..findings import Finding, nearest
from ..model import Exercise, Ladder, Measure, Phase, Place, Rulebook, Table
from .fields import entries, flag, listed, names, steps, text, whole

RANGE = re.compile(r"(-?[0-9.]+) to (-?[0-9.]+)\Z")
Reader = Callable[[Value, Rulebook, "list[Finding]"], None]
PAIN_FIELDS = {"during": ("", "0 to 10"), "next_morning": ("_next_morning", "-10 to 10")}


def read_knowledge(documents: list[Value], book: Rulebook, findings: list[Finding]) -> None:
    """All of knowledge/ and the tables of rules/ into the book. Conditions in it are read later, when all names are known."""
    for document in documents:
        for key, read in _READERS.items():
            if document.get(key) is not None:
                read(document, book, findings)
    _pain_measures(book)
    for document in documents:       # tables speak of measures, wherever those stand
        for name, value, place in entries(document.get("tables")):
            if not _twice(name, book.tables, place, "table", findings):
                _table(name, value, place, book, findings)
    book.phases.sort(key=lambda phase: phase.order)
    _phases_in_order(book, findings)


def _twice(name: str, known: object, place: Place, what: str, findings: list[Finding]) -> bool:
    first = known.get(name) if isinstance(known, dict) else None
    if first is None:
        return False
    where = getattr(first, "place", "")
    findings.append(Finding("duplicate-id", f"There is already a {what} called '{name}' at {where}.", *place, seen=name,
                            expected="each id once"))
    return True


def _measures(document: Value, book: Rulebook, findings: list[Finding]) -> None:
    for name, value, place in entries(document.get("measures")):
        if not _twice(name, book.measures, place, "measure", findings):
            book.measures[name] = _measure(name, value, place, findings)


def _measure(name: str, value: Value, place: Place, findings: list[Finding]) -> Measure:
    kind = text(value, "kind", "number")
    step = text(value, "step", "1")
    low, high = 0, 1
    if kind == "number":
        written = value.get("range")
        match = RANGE.match(text(value, "range"))
        if match and written:
            low = steps(match[1], step, written.place, findings, "a range such as 0 to 25")
            high = steps(match[2], step, written.place, findings, "a range such as 0 to 25")
            if low >= high:
                findings.append(Finding("range", f"The range of {name} is empty.", *written.place, seen=text(value, "range"),
                                        expected="the smaller number first"))
        elif written:
            findings.append(Finding("range", f"The range of {name} is not understood.", *written.place, seen=text(value, "range"),
                                    expected="a range such as 0 to 25"))
    words = names(value, "words")
    if kind == "words":
        low, high = 0, len(words) - 1
    units = value.get("units")
    test = value.get("test")
    origin = value.get("also_from")
    return Measure(
        name=name, kind=kind, title=text(value, "title", name), at=tuple(text(value, "at", f"measures.{name}").split(".")), place=place,
        unit=text(value, "unit"), low=low, high=high, step=step, digits=len(step.partition(".")[2]), sides=flag(value, "sides"),
        better=text(value, "better", "context"), valid=text(value, "valid"), words=words, ordered=flag(value, "ordered"),
        units={unit: str(item.data) for unit, item in units.items()} if units else {}, question=text(value, "question"),
        how=text(value, "how"), example=text(value, "example"), stop_sign=text(value, "stop_sign"), screen=text(value, "screen"),
        risk_factor=flag(value, "risk_factor"), test=test.plain() if test else {}, worst_of=text(origin, "pain") if origin else "",
        if_not_given=text(value, "if_not_given"), quality=text(value, "quality"), source=names(value, "source"),
    )


def _pain_measures(book: Rulebook) -> None:
    """Each site of the pain list is a measure: how much it hurt, and how much worse it was the morning after."""
    for site, title in book.sites.items():
        for field, (suffix, span) in PAIN_FIELDS.items():
            name = f"pain_{site}{suffix}"
            match = RANGE.match(span)
            if match and name not in book.measures:
                book.measures[name] = Measure(
                    name, "number", f"Pain, {title.lower()}" if not suffix else f"Change next morning, {title.lower()}",
                    ("pain", site, field), Place("knowledge/sites.yaml", 1), unit="out of 10" if not suffix else "points",
                    low=int(match[1]) * 2, high=int(match[2]) * 2, step="0.5", digits=1, sides=True, better="lower", valid="pain",
                    site=site)


def _table(name: str, value: Value, place: Place, book: Rulebook, findings: list[Finding]) -> None:
    of, by, split = text(value, "of"), text(value, "by"), text(value, "split")
    for key, wanted in (("of", of), ("by", by), ("split", split)):
        item = value.get(key)
        if item is not None and wanted not in book.measures:
            findings.append(Finding("unknown-name", f"'{wanted}' is not a measure.", *item.place, seen=wanted,
                                    expected="a measure", nearest=nearest(wanted, book.measures)))
            return
    if of not in book.measures or by not in book.measures:
        return
    measure, along = book.measures[of], book.measures[by]
    rows: list[tuple[int | None, dict[str, int]]] = []
    last: int | None = None
    listed_rows = listed(value.get("rows"))
    for index, row in enumerate(listed_rows):
        limit = row.get("up_to")
        up_to = None if limit is None else steps(str(limit.data), along.step, limit.place, findings, "an age")
        if limit is not None and last is not None and up_to is not None and up_to <= last:
            findings.append(Finding("overlap", f"This row of {name} overlaps the one before: {limit.data} is not above it.",
                                    *limit.place, seen=str(limit.data), expected="rows in rising order"))
        if (up_to is None) != (index == len(listed_rows) - 1):
            findings.append(Finding("gap", f"The table {name} leaves a gap: only its last row, and that one, has no up_to.",
                                    *row.place, expected="up_to on every row but the last"))
        last = up_to if up_to is not None else last
        values = {}
        for column, cell in row.items():
            if column == "up_to":
                continue
            values["" if column == "value" else column] = steps(str(cell.data), measure.step, cell.place, findings, "a cut")
            if not measure.low <= values["" if column == "value" else column] <= measure.high:
                findings.append(Finding("impossible-threshold", f"{cell.data} lies outside the range of {of}.", *cell.place,
                                        seen=str(cell.data)))
        if values:
            rows.append((up_to, values))
    book.tables[name] = Table(name, text(value, "title", name), of, by, split, tuple(rows), place, names(value, "source"))


def _ladder(document: Value, book: Rulebook, findings: list[Finding]) -> None:
    name, place = text(document, "ladder"), document.keys["ladder"]
    if _twice(name, book.ladders, place, "ladder", findings):
        return
    pattern = text(document, "pattern")
    rungs = []
    for number, rung in enumerate(listed(document.get("rungs")), start=1):
        at = rung.keys.get("id", rung.place)
        id_ = text(rung, "id")
        if _twice(id_, book.exercises, at, "exercise", findings):
            continue
        kit = tuple(tuple(item for item in way.split(" and ") if item != "nothing") for way in names(rung, "kit"))
        exercise = Exercise(
            id=id_, name=text(rung, "name", id_), ladder=name, rung=number, pattern=pattern, kit=kit or ((),),
            legs=text(rung, "legs", "both"), from_phase=text(rung, "from_phase"), counts=text(rung, "counts", "reps"),
            tempo=text(rung, "tempo"), loaded=flag(rung, "loaded"), tissue=names(rung, "tissue"), cues=names(rung, "cues"),
            avoid_when=names(rung, "avoid_when"), stop_when=text(rung, "stop_when"), allowed=f"{id_}:allowed", place=at,
            source=names(rung, "source"))
        rungs.append(exercise)
        book.exercises[id_] = exercise
    book.ladders[name] = Ladder(name, text(document, "title", name), pattern, tuple(rungs), place)


def _phase(document: Value, book: Rulebook, findings: list[Finding]) -> None:
    name, place = text(document, "phase"), document.keys["phase"]
    if any(phase.id == name for phase in book.phases):
        findings.append(Finding("duplicate-id", f"There is already a phase called '{name}'.", *place, seen=name))
        return

    def plain(key: str) -> dict[str, int]:
        item = document.get(key)
        return {level: cell.data for level, cell in item.items() if isinstance(cell.data, int)} if item else {}

    doses, days = document.get("doses"), document.get("days")
    book.phases.append(Phase(
        name, whole(document, "order"), text(document, "title", name), text(document, "short", name), text(document, "purpose"),
        plain("weeks"), plain("sessions"), doses.plain() if doses else {}, tuple(day.plain() for day in listed(days)), place,
        names(document, "source")))


def _phases_in_order(book: Rulebook, findings: list[Finding]) -> None:
    for number, phase in enumerate(book.phases, start=1):
        if phase.order != number:
            findings.append(Finding("phase-order", f"The phase {phase.id} has order {phase.order}; {number} is next.", *phase.place,
                                    seen=str(phase.order), expected=str(number)))


def _plain_mapping(key: str, into: str) -> Reader:
    def read(document: Value, book: Rulebook, findings: list[Finding]) -> None:
        target = getattr(book, into)
        for name, value, place in entries(document.get(key)):
            if name in target:
                findings.append(Finding("duplicate-id", f"'{name}' stands in {key} twice.", *place, seen=name))
            target[name] = {**value.plain(), "place": place}
    return read


def _sites(document: Value, book: Rulebook, findings: list[Finding]) -> None:
    for name, value, _ in entries(document.get("sites")):
        book.sites[name] = text(value, "title", name)


def _screens(document: Value, book: Rulebook, findings: list[Finding]) -> None:
    for screen in listed(document.get("screens")):
        book.screens.append({key: str(item.data) for key, item in screen.items()})


def _effort(document: Value, book: Rulebook, findings: list[Finding]) -> None:
    for item in listed(document.get("effort")):
        book.effort[whole(item, "rir")] = (text(item, "words"), text(item, "more"))


_READERS: dict[str, Reader] = {
    "measures": _measures, "effort": _effort, "ladder": _ladder, "phase": _phase, "sites": _sites, "screens": _screens,
    "equipment": _plain_mapping("equipment", "equipment"), "validity": _plain_mapping("validity", "validity"),
    "sources": _plain_mapping("sources", "sources"),
}
