"""An entry back into the texts that would have given it: what a correction begins from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..facts.pieces import NONE
from ..journal.canonical import canonical
from ..journal.entries import SESSION, Entry
from ..model import Rulebook
from .items import COUNTED
from .said import Said
from .session import DID
from .sets import BOTH, ONE, UNKNOWN

WORDS = {
    "load_kg": "at",
    "assist_kg": "help",
    "rir": "rir",
    "contacts": "contacts",
    "technique": "technique",
    "pain": "pain",
}
UNITS = {"reps": "", "seconds": " s", "metres": " m"}


def said_in(entry: Entry, book: Rulebook) -> list[Said]:
    """The answers that an entry holds."""
    found = _session(entry.data) if entry.kind == SESSION else _check_in(entry.data, book)
    return [Said(key, text) for key, text in found if text]


def _session(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "session", str(data.get("session") or NONE)
    yield "done", str(data["done"])
    for exercise, items in by_exercise(data).items():
        yield DID, f"{exercise} {done_text(items)}"
    for key in ("minutes", "effort"):
        if data.get(key) is not None:
            yield key, canonical(data[key])
    if data.get("pain") is not None:
        yield "pain", pain_text(data["pain"], "during")
    yield "note", str(data.get("note") or "")


def by_exercise(data: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """The items of a session by exercise, in their order."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for item in data.get("items") or ():
        found.setdefault(str(item["exercise"]), []).append(item)
    return found


def done_text(items: Sequence[Mapping[str, Any]]) -> str:
    """What was done of one exercise: L 8 8 at 12 rir 2 R 8 7 at 12 rir 2."""
    keys = [key for key in WORDS if any(_values(item, key) for item in items)]
    parts = []
    for item in items:
        side = item.get("side") or BOTH
        parts.append("" if side == BOTH else side[0].upper())
        parts.append(" ".join(f"{canonical(each[_key(each)])}" for each in item["sets"]) + UNITS[_key(item["sets"][0])])
        # On both sides or on neither, so that nothing is taken over from the other one.
        parts += [f"{WORDS[key]} {_list(_values(item, key)) or _nothing(key)}" for key in keys]
    return " ".join(part for part in parts if part)


def _values(item: Mapping[str, Any], key: str) -> list[Any]:
    if key in ONE:
        return [item[key]] if item.get(key) is not None else []
    values = [each.get(key) for each in item["sets"]]
    return values if any(value is not None for value in values) else []


def _list(values: Sequence[Any]) -> str:
    told = [UNKNOWN if value is None else canonical(value) for value in values]
    return told[0] if len(set(told)) == 1 else " ".join(told)


def _nothing(key: str) -> str:
    return NONE if key == "load_kg" else UNKNOWN


def _key(each: Mapping[str, Any]) -> str:
    return next(key for key in COUNTED if key in each)


def pain_text(told: Any, field: str) -> str:
    """A pain list as it is typed; "" where it holds nothing of the field."""
    if told == NONE or not isinstance(told, (list, tuple)):
        return NONE if told in (NONE, [], ()) else ""
    parts = []
    for each in told:
        if field in each or (field == "during" and "night" in each):
            words = [each["site"], each.get("side", ""), canonical(each[field]) if field in each else "",
                     each.get("tissue", "")]  # fmt: skip
            if field == "during":
                words += [{True: "night", False: "night no", None: ""}[each.get("night")]]
                words += [f"morning {canonical(each['next_morning'])}" if "next_morning" in each else ""]
            parts.append(" ".join(word for word in words if word))
    return "; ".join(parts)


def _check_in(data: Mapping[str, Any], book: Rulebook) -> Iterator[tuple[str, str]]:
    pain = data.get("pain")
    for question in book.logbook.check_in:
        if question.asks == "screens":
            told = data.get("symptoms") or {}
            new = [name for name, said in told.items() if said is True] if isinstance(told, Mapping) else []
            yield question.id, ", ".join(new) or (NONE if told or "red_flags" in data else "")
        elif question.asks == "pain":
            yield question.id, pain_text(pain, "during") if pain is not None else ""
        else:
            value = _at(data, book.measures[question.measure].at)
            listed = [each for each in pain if "during" not in each] if isinstance(pain, (list, tuple)) else []
            places = pain_text(listed, "next_morning") if listed and question.asks == "morning" else ""
            yield question.id, places or _answer(value)


def _at(data: Any, path: Sequence[str]) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, Mapping) else None
    return data


def _answer(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping) and "value" in value:
        return _answer(value["value"])
    if isinstance(value, Mapping):
        return " ".join(f"{side} {_answer(each)}" for side, each in value.items() if side != "date")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else canonical(value)
