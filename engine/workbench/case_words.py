"""A case in plain words: what it gives and what must come out of it, with names where something is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..cases import Case
from .links import Thing
from .pieces import Line, Named, Piece, Pieces, joined
from .titles import Titles

GIVEN = {"profile", "history", "symptoms", "measures", "position", "log", "running", "week"}  # measures by name
EXPECTED = {  # what a case expects -> the kind of name that stands there
    "gates": "gate",
    "lost": "gate",
    "lines": "rules",
    "reductions": "rules",
    "bands": "criteria",
    "red_flags": "red_flags",
    "exercises": "exercises",
    "phase": "phase",
    "tier": "tier",
}


def gives(case: Case, titles: Titles) -> list[Line]:
    """What the case itself gives, beside the facts that it begins from."""
    at = {measure.at: ("measures", name) for name, measure in titles.book.measures.items()}
    return list(_lines(case.own, (), at, titles, 0))


def expects(case: Case, titles: Titles) -> list[Line]:
    """What must come out."""
    lines = []
    for key, value in case.expect.items():
        kind, said = EXPECTED.get(key, ""), f"{key.replace('_', ' ')}: "
        if isinstance(value, dict) and kind:
            found = [(_named(kind, name, titles), *_after(item)) for name, item in value.items()]
            lines.append(Line(0, (said, *joined(found))))
        elif isinstance(value, list) and kind:
            names = joined([(_named(kind, str(each), titles),) for each in value])
            lines.append(Line(0, (said, *(names or ("none",)))))
        else:
            word = _named(kind, str(value), titles) if kind else _flat(value)
            lines.append(Line(0, (said, word)))
    return lines


def _lines(facts: dict[str, Any], path: tuple[str, ...], at: dict[tuple[str, ...], Thing], titles: Titles,
           depth: int) -> Iterator[Line]:  # fmt: skip
    for key, value in facts.items():
        here = (*path, str(key))
        thing = at.get(here)
        name: Piece = titles.named(thing) if thing is not None else str(key).replace("_", " ")
        if isinstance(value, dict) and thing is None and value and not path:
            yield Line(depth, (name, ":"))
            yield from _lines(value, here, at, titles, depth + 1)
        elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
            yield Line(depth, (name, ":"))
            yield from (Line(depth + 1, (_flat(each),)) for each in value)
        else:
            yield Line(depth, (name, f": {_flat(value)}"))


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{str(key).replace('_', ' ')} {_flat(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(_flat, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _named(kind: str, name: str, titles: Titles) -> Piece:
    base, dot, side = name.partition(".") if kind == "criteria" else (name, "", "")
    if base not in titles.names[kind]:
        return name.replace("_", " ")
    title = titles.of(kind, base) if kind in ("criteria", "exercises", "phase") else base
    return Named(kind, base, f"{title}, {side}" if dot else title)


def _after(value: Any) -> Pieces:
    return (f" {_flat(value).replace('_', ' ')}",) if value != {} else ()
