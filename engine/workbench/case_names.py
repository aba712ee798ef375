"""Names that cases expect something of and that the rulebook doesn't have: they would fail without saying why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from ..cases import Case
from ..expected import named_rules
from ..findings import Finding, nearest
from ..model import Rulebook

WHAT = {"gates": "gate", "lines": "line of a gate", "bands": "criterion", "rules": "rule",
        "kept": "line or gate that can be lost", "red_flags": "red flag", "lost": "gate"}  # fmt: skip


def names_expected(cases: Iterable[Case], book: Rulebook) -> Iterator[Finding]:
    """A warning for each name that isn't there, with the nearest that is."""
    there = _there(book)
    for case in cases:
        for key, known in there.items():
            for name in _named(case.expect.get(key)):
                if name.partition(".")[0] not in known and name not in known:
                    say = f"There is no {WHAT[key]} called '{name}', which the case '{case.name}' expects something of."
                    near = nearest(name, known)
                    yield Finding("unknown-name", say, case.file, case.line, 1, f"expect.{key}", name, WHAT[key], near,
                                  "warning")  # fmt: skip


def _there(book: Rulebook) -> dict[str, Collection[str]]:
    gates = {*book.gates, book.today_gate[0], book.time_off_gate[0], book.running_gate[0]}
    lines = {line.id: line for gate in book.gates.values() for line in gate.lines}
    rules = {rule.id for rule in (*book.today, *book.time_off, *book.running_load)}
    return {
        "gates": gates,
        "lines": {*lines, *rules},
        "bands": book.criteria,
        "rules": named_rules(book),
        "kept": {*gates, *(name for name, line in lines.items() if line.keep)},
        "red_flags": book.flags,
        "lost": gates,
    }


def _named(wanted: Any) -> Iterator[str]:
    """The names in what is expected: keys, or the items of a list."""
    yield from map(str, wanted if isinstance(wanted, (Mapping, list)) else ())
