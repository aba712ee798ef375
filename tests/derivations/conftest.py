"""Logs by hand: entries in a few words, and what a derivation makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from functools import cache
from typing import Any

from surefoot.engine.derivations.derive import Derived, derive_facts
from surefoot.engine.derivations.log import Moment
from surefoot.engine.model import Rulebook
from surefoot.engine.rulebook.load import load

TODAY = Date(2026, 11, 20)  # a Friday


@dataclass(frozen=True)
class Noted:
    """An entry as the derivations read it."""

    id: int
    kind: str
    held_on: str
    data: Any
    recorded_at: str = "2026-11-20T06:00:00Z"


@cache
def book() -> Rulebook:
    return load()


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


class Notes:
    """A log in the making; each method notes one entry, so many days ago."""

    def __init__(self) -> None:
        self.entries: list[Noted] = []

    def note(self, kind: str, days: int, data: Any, at: str = "") -> int:
        self.entries.append(Noted(len(self.entries) + 1, kind, ago(days) + at, data))
        return len(self.entries)

    def run(self, days: int, km: float | None = 10, minutes: float = 60, effort: int | None = 4, at: str = "",
            **more: Any) -> int:  # fmt: skip
        start = ago(days) + at
        metres = None if km is None else round(km * 1000)
        data = {"start": start, "seconds": round(minutes * 60), "metres": metres, "kind": "run", "effort": effort}
        return self.note("run", days, {**data, **more}, at)

    def told(self, days: int, **sections: Any) -> int:
        return self.note("facts", days, sections)

    def check_in(self, days: int, during: float = 0, morning: float = 0, **measures: Any) -> int:
        pain = [{"site": "calf", "side": "left", "during": during, "next_morning": morning}]
        return self.told(days, pain=pain, measures=measures)

    def plan(self, days: int, *items: dict[str, Any], session: str = "A", kind: str = "hard", day: str | None = None,
             sessions: Iterable[dict[str, Any]] | None = None) -> int:  # fmt: skip
        held = TODAY - timedelta(days=days)
        monday = held - timedelta(days=held.weekday())
        shown = list(sessions or [{"id": session, "kind": kind, "day": day, "items": list(items)}])
        return self.note("plan", days, {"week": monday.isoformat(), "decision": 1, "sessions": shown})

    def session(self, days: int, *items: dict[str, Any], plan: int | None = None, done: str = "yes", pain: Any = "none",
                phase: str = "unilateral", session: str = "A") -> int:  # fmt: skip
        data = {"session": session, "phase": phase, "plan": plan, "done": done, "minutes": 30, "effort": 6,
                "items": list(items)}  # fmt: skip
        if pain is not None:
            data["pain"] = pain
        return self.note("session", days, data)


def shown(
    exercise: str, sets: int = 3, reps: int | None = 8, rir: int | None = 2, main: bool = True, **more: Any
) -> Any:
    """A row of a plan, as decide --json has it."""
    return {"exercise": exercise, "sets": sets, "reps": reps, "rir": rir, "main": main, "seconds": None, **more}


def did(exercise: str, reps: int | None = 8, load: float | None = None, rir: int | None = 2, sets: int = 3,
        side: str = "both", technique: int | None = 5, pain: float | None = 0, **more: Any) -> Any:  # fmt: skip
    """A row of a session: so many sets alike."""
    one = {"reps": reps, "load_kg": load, "rir": rir, **more}
    one = {key: value for key, value in one.items() if value is not None}
    return {"exercise": exercise, "side": side, "technique": technique, "pain": pain, "sets": [dict(one)] * sets}


def derived(notes: Notes, as_of: Moment = TODAY) -> Derived:
    return derive_facts(notes.entries, book(), as_of)


def value(notes: Notes, place: str, as_of: Moment = TODAY) -> Any:
    """What stands at a place, or the name of what is shown; None where it isn't known."""
    found = derived(notes, as_of)
    fact = found.facts.get(place) or found.shown.get(place)
    return fact.value if fact is not None else None
