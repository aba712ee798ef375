"""What an edit changes beside the conclusions: amounts, doses, exercises, measures, the week, how a log is read.

Everything that a rulebook holds is compared but what the conclusions are compared for, and wording.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import Any

from ..facts.values import plain
from ..model import Flag, Gate, Line, Measure, Rule, Rulebook
from ..training import Ladder

WORDING = {
    "title", "short", "purpose", "question", "how", "example", "stop_sign", "place", "source", "because", "name",
    "cues", "stop_when", "warm_up", "say", "asks", "title_without_jumps", "urgency", "in_words", "ask", "why",
    "warm_up_spared", "running_goes_on", "body_weight", "heavy_stand_in", "missed", "notes", "jumps_too_close",
    "jump_effort", "questions", "depends", "held_back", "muscle", "slot", "reads", "criteria", "rungs", "rung",
    "discreet", "unknown", "hard_run",
}  # fmt: skip
DECIDES_NOTHING = {"conclusions", "digest", "edited", "standing", "sources", "places"}
ELSEWHERE = {*DECIDES_NOTHING, "tables", "criteria"}
WORDS = {"progression_words", "outcomes", "effort", "sites", "screens", "time_off_gate", "today_gate", "running_gate"}
TOLD = (Flag, Gate, Line, Rule)  # one that is new, or gone, may have a conclusion that is
PARTS = {"week", "squad", "session"}  # mappings whose keys are no names
NAMES = ("id", "level", "part", "slot")  # by one of these an item of a list is known again
MOST = 6  # places of one thing
NOTHING = "nothing"
MEASURES = "measures"
Apart = tuple[str, str]  # what it was, with the way to it, and what it is now


def others(old: Rulebook, new: Rulebook) -> Iterator[tuple[str, str, str]]:
    """What else changed, but for wording: of what, what it was and what it is now."""
    concluded = {each.rule for book in (old, new) for each in book.conclusions.values() if not each.hidden}
    for field in sorted(fields(Rulebook), key=lambda each: each.name not in ("ladders", "gates")):
        if field.name not in ELSEWHERE | WORDS:
            yield from _field(field.name, old, new, concluded)


def fields_apart(old: Rulebook, new: Rulebook) -> set[str]:
    """The fields in which two rulebooks differ but for wording; the conclusions, and what decides nothing, aside."""
    names = {field.name for field in fields(Rulebook)} - DECIDES_NOTHING
    return {name for name in names if any(True for _ in _field(name, old, new))}


def _field(name: str, old: Rulebook, new: Rulebook, concluded: Collection[str] = ()) -> Iterator[tuple[str, str, str]]:
    """The differences of one field. `concluded`: rules that aren't told where they are new or gone."""
    if name == "ladders":
        yield from _of(name, *({key: _steps(each) for key, each in book.ladders.items()} for book in (old, new)))
    elif name == "gates":
        before, after = ([line for gate in book.gates.values() for line in gate.lines] for book in (old, new))
        yield from _of("lines", before, after, concluded)
    one, other = (getattr(book, name) for book in (old, new))
    if name == "importing":  # keys of run files are names, too, whatever they are called
        one, other = (dict(_flat(each)) for each in (one, other))
    elif name == MEASURES:
        one, other = ({key: _in_units(each) for key, each in book.measures.items()} for book in (old, new))
    yield from _of(name.replace("_", " "), one, other, concluded)


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The values of nested mappings by their way, without reasons."""
    if not isinstance(value, Mapping):
        yield path, value
        return
    for key, inner in value.items():
        if key not in ("because", "source"):
            yield from _flat(inner, f"{path} {key}".strip())


def _in_units(measure: Measure) -> dict[str, Any]:
    """A measure's data with its range in its unit: in steps it would change with the step."""
    data: dict[str, Any] = without_words(measure)
    if measure.kind != "number":
        return data | {"low": None, "high": None}
    return data | {"low": plain(measure, measure.low), "high": plain(measure, measure.high)}


def _of(kind: str, old: Any, new: Any, concluded: Collection[str] = ()) -> Iterator[tuple[str, str, str]]:
    """The differences of one kind of thing, each thing by its name where it has one."""
    before, after = _named(old), _named(new)
    if kind in PARTS:
        before, after = ({key: value for key, value in each.items() if key not in WORDING} for each in (old, new))
    if before is None or after is None:
        yield from ((kind, *each) for each in _few(_apart(without_words(old), without_words(new))))
        return
    for name in sorted({*before, *after}):
        one, other = before.get(name), after.get(name)
        if isinstance(one or other, TOLD) and (one is None or other is None) and name in concluded:
            continue
        yield from ((f"{kind}: {name}", *each) for each in _few(_apart(without_words(one), without_words(other))))
    common = [[name for name in each if name in before and name in after] for each in (before, after)]
    if isinstance(old, list) and common[0] != common[1]:
        yield kind, f"in the order {', '.join(common[0])}", ", ".join(common[1])


def _steps(ladder: Ladder) -> dict[str, str]:
    """Each rung and what it comes after, so that a new one moves nothing but itself and the next."""
    names = [rung.id for rung in ladder.rungs]
    return {name: f"after {before}" if before else "first" for before, name in zip(["", *names], names, strict=False)}


def _few(found: Iterator[Apart]) -> Iterator[Apart]:
    whole = [*found]
    yield from whole[:MOST]
    if len(whole) > MOST:
        yield f"and {len(whole) - MOST} more", "see --json or the file"


def _named(items: Any) -> dict[str, Any] | None:
    """Things by name; None where they have none."""
    if isinstance(items, Mapping):
        return dict(items)
    if not isinstance(items, (list, tuple)):
        return None
    names = [_name(each) for each in items]
    return dict(zip(names, items, strict=True)) if all(names) and len({*names}) == len(names) else None


def _name(item: Any) -> str:
    for key in NAMES:
        found = item.get(key) if isinstance(item, Mapping) else getattr(item, key, None)
        if isinstance(found, str) and found:
            return found
    return ""


def without_words(item: Any) -> Any:
    """The data of anything in a rulebook without wording and places, to be compared."""
    if isinstance(item, Mapping):
        return {str(key): without_words(value) for key, value in item.items() if key not in WORDING}
    keys = getattr(item, "_fields", None) or getattr(item, "__dataclass_fields__", None)
    if keys is not None:
        without = WORDING | {"lines"} if isinstance(item, Gate) else WORDING
        whole = {key: without_words(getattr(item, key)) for key in keys if key not in without}
        return whole.pop("data") | whole if isinstance(item, Rule) else whole
    if isinstance(item, (list, tuple)):
        named = _named(item)
        if named is None:
            return [without_words(each) for each in item]
        return {name: without_words(each) for name, each in named.items()}
    return item


def _apart(one: Any, other: Any, path: str = "") -> Iterator[Apart]:
    """Every place where two things differ, in words."""
    if one == other and type(one) is type(other):
        if isinstance(one, dict) and [*one] != [*other]:
            yield f"{path}in the order {', '.join(one)}", ", ".join(other)
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys([*one, *other]):
            yield from _apart(one.get(key), other.get(key), f"{path}{key} ")
    elif isinstance(one, list) and isinstance(other, list):
        if all(not isinstance(each, (list, dict)) for each in [*one, *other]):
            yield f"{path}{_said(one)}", _said(other)
            return
        for index in range(max(len(one), len(other))):
            first, second = (each[index] if index < len(each) else None for each in (one, other))
            yield from _apart(first, second, f"{path}{index + 1} ")
    else:
        yield f"{path}{_said(one)}", _said(other)


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return NOTHING if value is None or value == "" else "there" if isinstance(value, dict) else str(value)
