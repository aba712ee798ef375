"""Entries and decisions as CSV for a spreadsheet: UTF-8 with the mark that spreadsheets look for, a header, a row each.

Text that a spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .canonical import canonical
from .entries import FACTS, RUN, SESSION, Entry, Recorded

MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
FACTS_HEAD = ("entry", "held_on", "place", "value", "source", "corrected_by")
SET_KEYS = ("reps", "seconds", "metres", "contacts", "load_kg", "assist_kg", "rir")
SESSION_KEYS = ("session", "phase", "done", "minutes", "effort", "note")
RUN_KEYS = ("start", "seconds", "moving_seconds", "metres", "kind", "effort", "ascent_m", "name")
ITEM_KEYS = ("exercise", "side", "technique", "pain")


def sheets(entries: Sequence[Entry], decisions: Iterable[Recorded]) -> dict[str, str]:
    """The CSV files by name."""
    by = {each.supersedes: each.id for each in entries if each.supersedes is not None}
    runs = [each for each in entries if each.kind == RUN and each.data is not None]
    sessions = [each for each in entries if each.kind == SESSION and each.data is not None]
    facts = [each for each in entries if each.kind == FACTS and each.data is not None]
    return {
        "facts.csv": _csv(FACTS_HEAD, (row for each in facts for row in _facts(each, by))),
        "sessions.csv": _csv(
            ("entry", "held_on", *SESSION_KEYS, *ITEM_KEYS, "set", *SET_KEYS, "corrected_by"),
            (row for each in sessions for row in _session(each, by)),
        ),
        "runs.csv": _csv(
            ("entry", "held_on", *RUN_KEYS, "corrected_by"),
            ([each.id, each.held_on, *_of(each.data, RUN_KEYS), by.get(each.id)] for each in runs),
        ),
        "decisions.csv": _csv(
            ("decision", "as_of", "recorded_at", "outcome", "phase", "tier", "today", "summary", "rulebook", "version"),
            (_decision(each) for each in decisions),
        ),
    }


def _csv(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    return MARK + text.getvalue()


def cell(value: Any) -> str:
    """A value as a spreadsheet shows it and never works it out."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(" ").startswith(FORMULA) else value
    return canonical(value)


def _of(data: Mapping[str, Any], keys: Iterable[str]) -> list[Any]:
    return [data.get(key) for key in keys]


def _facts(entry: Entry, by: Mapping[int, int]) -> Iterator[list[Any]]:
    for place, value in _places("", entry.data):
        yield [entry.id, entry.held_on, place, value, entry.source, by.get(entry.id)]


def _places(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and value:
        for key, each in value.items():
            yield from _places(f"{path}.{key}" if path else key, each)
    else:
        yield path, value


def _session(entry: Entry, by: Mapping[int, int]) -> Iterator[list[Any]]:
    head, end = [entry.id, entry.held_on, *_of(entry.data, SESSION_KEYS)], [by.get(entry.id)]
    items = entry.data.get("items") or ()
    if not items:
        yield [*head, *[None] * (len(ITEM_KEYS) + 1 + len(SET_KEYS)), *end]
    for item in items:
        for number, each in enumerate(item.get("sets") or ({},), 1):
            yield [*head, *_of(item, ITEM_KEYS), number if each else None, *_of(each, SET_KEYS), *end]


def _decision(each: Recorded) -> list[Any]:
    decided = each.result["decision"]
    return [each.id, each.as_of, each.recorded_at, each.outcome, decided["phase"], decided["tier"],
            each.result["today"], decided["summary"], each.rulebook, each.version]  # fmt: skip
