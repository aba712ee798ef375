"""An entry in words, to be read over before it is recorded and in a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..facts.pieces import NONE
from ..journal.canonical import canonical
from ..journal.entries import SESSION
from ..model import Rulebook
from .items import COUNTED
from .screens import symptoms_in
from .texts import UNITS, by_exercise

NOTHING_NEW = "Nothing new was named of the signs that stop training."  # an answer, and no finding: pain can be one
DONE = {"yes": "done", "partly": "partly done", "no": "not done"}


def told(kind: str, data: Mapping[str, Any], book: Rulebook) -> list[str]:
    """What an entry says, a line each."""
    return [*(session_lines(data, book) if kind == SESSION else fact_lines(data, book))]


def session_lines(data: Mapping[str, Any], book: Rulebook) -> Iterator[str]:
    """A session: what, each exercise, and the whole of it."""
    name = f"Session {data['session']}" if data.get("session") else "A session that was not planned"
    yield f"{name}: {DONE[data['done']]}."
    for exercise, items in by_exercise(data).items():
        about = book.exercises.get(exercise)
        yield f"- {about.name if about else exercise}: {'; '.join(map(item_words, items))}."
    whole = [f"{canonical(data['minutes'])} minutes"] if data.get("minutes") is not None else []
    whole += [f"effort {canonical(data['effort'])} of 10"] if data.get("effort") is not None else []
    if data.get("pain") is not None:
        whole.append(pain_words(data["pain"], book))
    if whole:
        text = ", ".join(whole)
        yield f"{text[:1].upper()}{text[1:]}."
    if data.get("note"):
        yield f"Note: {data['note']}"


def item_words(item: Mapping[str, Any]) -> str:
    """One side of an exercise: left 3 x 8 at 12 kg, 2 in reserve."""
    sets: Sequence[Mapping[str, Any]] = item["sets"]
    side = "" if item.get("side") in (None, "both") else f"{item['side']} "
    key = next((key for key in COUNTED if key in sets[0]), "reps")
    amounts = [canonical(each.get(key)) for each in sets]
    alike = f"{len(amounts)} x {amounts[0]}" if len(set(amounts)) == 1 else ", ".join(amounts)
    said = f"{side}{alike}{UNITS[key]}"
    for name, before, after in (("load_kg", " at ", " kg"), ("assist_kg", " with ", " kg of help"),
                                ("contacts", ", ", " contacts a set"), ("rir", ", ", " in reserve")):  # fmt: skip
        values = [each.get(name) for each in sets]
        told = ["?" if value is None else canonical(value) for value in values]
        if set(told) != {"?"}:
            said += f"{before}{told[0] if len(set(told)) == 1 else ', '.join(told)}{after}"
    said += f", technique {canonical(item['technique'])} of 5" if item.get("technique") is not None else ""
    return said + (f", pain {canonical(item['pain'])}" if item.get("pain") is not None else "")


def pain_words(listed: Any, book: Rulebook) -> str:
    """A pain list in words."""
    if not isinstance(listed, (list, tuple)) or not listed:
        return "no pain" if listed in (NONE, [], ()) else "pain not asked"
    parts = []
    for each in listed:
        site = book.sites.get(each["site"], each["site"])
        said = f"{site.lower()}, {each.get('side', 'side not said')}"
        said += f", {canonical(each['during'])} of 10" if "during" in each else ""
        said += f", {canonical(each['next_morning'])} worse the next morning" if "next_morning" in each else ""
        said += f" ({each['tissue']})" if "tissue" in each else ""
        parts.append(said + (", at night too" if each.get("night") is True else ""))
    return f"pain: {'; '.join(parts)}"


def fact_lines(data: Mapping[str, Any], book: Rulebook) -> Iterator[str]:
    """A check-in: each value by what it is called."""
    if "pain" in data:
        text = pain_words(data["pain"], book)
        yield f"{text[:1].upper()}{text[1:]}."
    for measure in book.measures.values():
        node: Any = data
        for step in measure.at:
            node = node.get(step) if isinstance(node, Mapping) else None
        if node is not None and measure.at[0] not in ("pain", "symptoms"):
            yield f"{measure.title}: {_value(node)}."
    new, still = symptoms_in(data, book)
    if new:
        yield f"Yes to: {'; '.join(new)}."
    elif still or "red_flags" in data:
        yield NOTHING_NEW


def _value(node: Any) -> str:
    if isinstance(node, Mapping) and "value" in node:
        return f"{_value(node['value'])} (of {node['date']})"
    if isinstance(node, Mapping):
        return ", ".join(f"{side} {_value(value)}" for side, value in node.items() if side != "date")
    return node if isinstance(node, str) else canonical(node)


__all__ = ["NOTHING_NEW", "pain_words", "told"]
