"""A folder that holds only the differences: its files, what it builds on, and its changes as they are written.

overlay.yaml names the folder and its base; changes/*.yaml hold the changes; cases/*.yaml are cases of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..document import Value, read
from ..findings import Finding
from ..logic import Place
from .fields import flag, listed, names_in, text
from .shape import SCHEMA, check_shape

OVERLAY = "overlay.yaml"
CHANGES = "changes/"
BASE = "surefoot"  # the name of the rulebook that is shipped
KINDS = {  # what a change names -> the kind of name
    "rule": "rules",
    "criterion": "criteria",
    "measure": "measures",
    "gate": "gate",
    "table": "tables",
    "red_flag": "red_flags",
    "contraindication": "contraindications",
    "exercise": "exercises",
    "ladder": "ladder",
    "phase": "phase",
    "tier": "tier",
    "protocol": "protocol",
    "level": "levels",
    "idea": "ideas",
    "screen": "screens",
    "site": "sites",
    "equipment": "equipment",
    "validity": "validity",
    "way": "changing",
    "source": "sources",
    "part": "parts",
}


@dataclass(frozen=True)
class Change:
    """One change as it is written: `add` is what a file of a rulebook would hold, or `kind` and `name` say of what.

    sets, drops : the keys that get another value, and those that go, where each is named; `removes`: all of it goes
    risk        : who answers for what it loosens, and why; ("", "") where nobody does
    """

    kind: str
    name: str
    place: Place
    reason: str
    add: Value | None = None
    sets: Value | None = None
    drops: Mapping[str, Place] = field(default_factory=dict)
    removes: bool = False
    risk: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Overlay:
    """The differences of one folder, and of what: `digest` is that of the base when they were written."""

    title: str
    base: str
    digest: str
    place: Place
    changes: tuple[Change, ...]


def own_files(texts: dict[str, str]) -> dict[str, str]:
    """The files of these that hold differences; none where the rulebook is a whole one."""
    return {name: text_ for name, text_ in texts.items() if name == OVERLAY or name.startswith(CHANGES)}


def base_named(text_: str) -> str:
    """The base that an overlay.yaml names; "" where it names none that can be read."""
    value, _ = read(text_, OVERLAY)
    return text(value, "base") if value is not None else ""


def base_folder(root: Path, shipped: Path, text_: str) -> Path:
    """Where the base of the differences below a root stands."""
    named = base_named(text_)
    return shipped if named in ("", BASE) else (root / named).resolve()


@lru_cache(maxsize=1)
def overlay_schema() -> dict[str, Any]:
    """The shape of overlay.yaml and of a file of changes."""
    schema: dict[str, Any] = json.loads(SCHEMA.with_name("overlay.schema.json").read_text(encoding="utf-8"))
    return schema


def read_overlay(texts: dict[str, str]) -> tuple[Overlay, list[Finding]]:
    """The differences in these files, by file name, and what is wrong with the way they are written."""
    findings: list[Finding] = []
    changes: list[Change] = []
    head = Value({}, Place(OVERLAY, 1))
    for name, content in sorted(texts.items(), key=lambda each: (each[0] != OVERLAY, each[0])):
        value, wrong = read(content, name)
        findings += wrong
        if value is None:
            continue
        shape = check_shape(value, overlay_schema())
        findings += shape
        if name == OVERLAY:
            head = value
        spoilt = {finding.path.split(".")[1] for finding in shape if finding.path.startswith("changes.")}
        changes += _changes(value, spoilt)
    place = head.keys.get("digest", head.place)
    return Overlay(
        text(head, "overlay", "differences"), text(head, "base"), text(head, "digest"), place, tuple(changes)
    ), findings


def _changes(document: Value, spoilt: set[str]) -> Iterator[Change]:
    for number, item in enumerate(listed(document.get("changes"))):
        kind = next((key for key in item.keys if key in KINDS), "")
        add = item.get("add")
        if str(number) in spoilt or not (kind or add):
            continue
        first = item.keys[kind or "add"]
        risk = item.get("accept_risk")
        yield Change(
            kind,
            text(item, kind) if kind else "",
            item.data[kind].place if kind else first,
            text(item, "reason"),
            add,
            item.get("set"),
            _dropped(item),
            flag(item, "remove"),
            (text(risk, "by"), text(risk, "reason")) if risk is not None else ("", ""),
        )


def _dropped(change: Value) -> dict[str, Place]:
    """The keys that a change drops, each with the place where it is named."""
    drop = change.get("drop")
    each = drop.data if drop is not None and isinstance(drop.data, list) else [drop] if drop is not None else []
    return dict(zip(names_in(change, "drop"), (item.place for item in each), strict=False))
