"""The tree of reasons, as plain data: what a page, a report and a program all read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Origin:
    """Where a fact comes from.

    path    : its place in a facts file, `measures.sl_calf_raise_reps.left`
    date    : the day for which it was told
    entries : (number, day) of the journal's entries that told it
    file    : of a facts file its name, and the line
    """

    path: str = ""
    date: str = ""
    entries: tuple[tuple[int, str], ...] = ()
    file: str = ""
    line: int = 0

    def as_json(self) -> dict[str, Any]:
        entries = [{"entry": number, "day": day} for number, day in self.entries]
        return _filled({"path": self.path, "date": self.date, "entries": entries, "file": self.file, "line": self.line})


@dataclass(frozen=True)
class Node:
    """One reason, with what it rests on below it.

    kind    : outcome, reason, phase, gate, line, rule, flag, fact, table, exercise, session, day, note
    id      : of the rule, the fact or the exercise; "" for a heading
    title   : what it is about
    status  : in one word or two: not met, open, kept, holds, known, not known; "" where that would say nothing
    say     : the rulebook's sentence with its numbers; seen and needed hold the same in pieces
    place   : file:line of the rulebook as it was then
    decides : the outcome, or what was asked about, rests on it
    """

    kind: str
    id: str = ""
    title: str = ""
    status: str = ""
    say: str = ""
    seen: str = ""
    needed: str = ""
    place: str = ""
    source: tuple[str, ...] = ()
    origin: Origin | None = None
    decides: bool = False
    children: tuple[Node, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The node with what is below it; what is empty is left out."""
        data = {key: getattr(self, key) for key in ("kind", "id", "title", "status", "say", "seen", "needed", "place")}
        data |= {"source": list(self.source), "origin": self.origin.as_json() if self.origin else None}
        data |= {"decides": self.decides, "children": [child.as_json() for child in self.children]}
        return _filled(data)

    def walk(self) -> Iterator[Node]:
        """The node and all that is below it, in the order of the page."""
        yield self
        for child in self.children:
            yield from child.walk()


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
