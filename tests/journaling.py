"""What the tests of the journal share: entries to write, a rulebook to decide by, decisions put together by hand."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from surefoot.engine import document
from surefoot.engine.journal.canonical import canonical
from surefoot.engine.journal.deciding import Athlete
from surefoot.engine.journal.entries import Decided, Draft, Entry
from surefoot.engine.journal.store import Journal
from surefoot.engine.service import Surefoot, open_surefoot

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
NOW = "2026-11-20T06:30:00Z"
MONDAYS = ("2026-11-23", "2026-11-30")
HEAD = ("surefoot", "athlete", "as_of")


@cache
def opened() -> Surefoot:
    """The shipped rulebook, ready to decide."""
    return open_surefoot()


def example(name: str) -> dict[str, Any]:
    """A sample's facts file as data."""
    value, findings = document.read((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"), name)
    assert value is not None, findings
    found: dict[str, Any] = value.plain()
    return found


def said(name: str) -> dict[str, Any]:
    """The same as a facts entry has it."""
    return {key: value for key, value in example(name).items() if key not in HEAD}


def facts(day: str, data: Mapping[str, Any] | None, corrects: int | None = None, athlete: str = "a") -> Draft:
    return Draft(athlete, "facts", day, "facts", data, corrects)


def session(day: str, done: str = "yes", corrects: int | None = None, **more: Any) -> Draft:
    return Draft("a", "session", day, "log", {"session": "A", "done": done, **more}, corrects)


def run(day: str, athlete: str = "a", **more: Any) -> Draft:
    data = {"start": f"{day}T07:00:00+01:00", "seconds": 1800, "kind": "run", **more}
    return Draft(athlete, "run", day, "import:a.gpx", data)


def entries_of(*drafts: Draft) -> list[Entry]:
    """Drafts as if recorded, numbered from 1."""
    return [Entry(each.athlete, number, each.kind, each.held_on, NOW, each.supersedes, each.source,
                  None if each.data is None else canonical(each.data))
            for number, each in enumerate(drafts, 1)]  # fmt: skip


def athlete_of(journal: Journal, name: str = "a") -> Athlete:
    return Athlete(journal, name, opened(), "0.1.0")


def two_mondays(journal: Journal, names: Iterable[str]) -> None:
    """Two decisions about each of these samples, with a session after either."""
    for name in names:
        journal.append([facts("2026-11-20", said(name), athlete=name)], NOW)
        for monday in MONDAYS:
            journal.append([facts(monday, {"red_flags": "none", "pain": "none"}, athlete=name)], NOW)
            whose = athlete_of(journal, name)
            made = whose.decide(day(monday))
            whose.record_week(made, whose.record(made, NOW), NOW)
            items = [{"exercise": "cg_sl_floor", "sets": [{"reps": 8}, {"reps": 8}]}]
            done = {"session": "A", "done": "yes", "phase": made.decision.phase, "items": items}
            journal.append([Draft(name, "session", monday, "log", done)], NOW)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def a_decision(digest: str, as_of: str = "2026-11-20", athlete: str = "a", **more: Any) -> Decided:
    """A decision as short as one can be."""
    result = {"decision": {"phase": "bilateral", "tier": None, "outcome": "hold", "summary": "HOLD."}, "today": "train",
              "plan": {"sessions": []}, **more}  # fmt: skip
    return Decided(athlete, as_of, 1, {"athlete": athlete}, digest, "0.1.0", "hold", result, (1,))


def written(journal: Journal) -> list[tuple[Any, ...]]:
    """Every row of every table, as it stands in the file."""
    return [row for table in ("entries", "decisions", "rulebooks")
            for row in journal.connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]  # fmt: skip


def copied(data: Any) -> Any:
    return copy.deepcopy(data)
