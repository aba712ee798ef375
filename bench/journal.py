"""A journal of so many years for one athlete, to time reading from it: a check-in a day, three sessions, four runs, a
safety screen, a plan and a decision a week, a test of strength every eight weeks."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from surefoot.engine import document
from surefoot.engine.journal.deciding import Athlete
from surefoot.engine.journal.entries import Decided, Draft
from surefoot.engine.journal.store import Journal, open_journal
from surefoot.engine.page.as_json import as_data
from surefoot.engine.service import Surefoot

START = date(2016, 11, 21)  # a Monday
NOW = "2026-11-20T06:30:00Z"
WEEK = 7
EXERCISES = ("knee_stepup_20", "hinge_kb_rdl", "calf_one_leg", "trunk_side_plank")


def build(path: Path, years: int, facts: Path, opened: Surefoot) -> date:
    """Fills the file; gives the day after the last entry."""
    said = said_by(facts)
    days = years * 365
    with open_journal(path) as journal:
        journal.append([Draft("a", "facts", START.isoformat(), "interview", said)], NOW)
        made = Athlete(journal, "a", opened, "0.1.0").decide(START)
        digest = journal.keep_rulebook({"rules/a.yaml": "a: 1"})
        result = as_data(made.decision, made.plan, "0.1.0")
        journal.append(_days(days, result["plan"]["sessions"]), NOW)
        _decisions(journal, days, digest, made.document.data, result)
    return START + timedelta(days=days)


def said_by(facts: Path) -> dict[str, Any]:
    """What a facts file says as an entry has it, its measures without days of their own."""
    value, _ = document.read(facts.read_text(encoding="utf-8"), facts.name)
    assert value is not None
    said: dict[str, Any] = value.plain()
    for key in ("surefoot", "athlete", "as_of"):
        said.pop(key, None)
    said["measures"] = {name: _without_date(each) for name, each in said.get("measures", {}).items()}
    return said


def _without_date(said: Any) -> Any:
    return {key: each for key, each in said.items() if key != "date"} if isinstance(said, dict) else said


def _days(days: int, shown: list[dict[str, Any]]) -> Iterator[Draft]:
    dice = random.Random(1)
    for number in range(1, days):
        day = (START + timedelta(days=number)).isoformat()
        morning = {"sleep_hours_7d": 7.5, "wellness_hooper_sum": dice.randint(8, 14), "doms_nrs": dice.randint(0, 4)}
        pain = [{"site": "knee", "side": "left", "tissue": "tendon", "during": dice.randint(1, 3)}]
        yield Draft("a", "facts", day, "check-in", {"red_flags": {"none": True},
                    "measures": morning, "pain": pain if number % 5 == 0 else "none"})  # fmt: skip
        if number % WEEK == 0:
            yield Draft("a", "facts", day, "check-in", {"symptoms": "none", "red_flags": "none"})
            yield Draft("a", "plan", day, "plan", {"week": day, "decision": number // WEEK, "sessions": shown})
        if number % (8 * WEEK) == 0:
            reps = {"sl_calf_raise_reps": {"left": dice.randint(14, 22), "right": dice.randint(14, 22)}}
            yield Draft("a", "facts", day, "interview", {"measures": reps})
        if number % WEEK in (1, 3, 5):
            sets = [{"reps": 8, "load_kg": 20.5, "rir": 2}] * 3
            items = [{"exercise": each, "side": side, "technique": 4, "pain": 0, "sets": sets}
                     for each in EXERCISES for side in ("left", "right")]  # fmt: skip
            yield Draft("a", "session", day, "log", {"session": "ABC"[number % WEEK // 2], "phase": "unilateral",
                        "done": "yes", "minutes": 35, "effort": 6, "pain": "none", "items": items})  # fmt: skip
        if number % WEEK in (0, 2, 4, 6):
            done = {"start": f"{day}T07:00:00+01:00", "seconds": 3000, "moving_seconds": 2950, "metres": 9500,
                    "kind": "run", "effort": 4, "fingerprint": day}  # fmt: skip
            yield Draft("a", "run", day, "import:a.fit", done)


def _decisions(journal: Journal, days: int, digest: str, facts: Any, result: Any) -> None:
    rows: list[tuple[Draft | Decided, str]] = []
    for number in range(0, days, WEEK):
        as_of = (START + timedelta(days=number)).isoformat()
        rows.append((Decided("a", as_of, 10**9, facts, digest, "0.1.0", "hold", result, (1,)), NOW))
    journal.take_in(rows)


def read_ms(path: Path, day: date, opened: Surefoot, rounds: int = 5) -> tuple[float, int]:
    """Milliseconds on a core to open the file, decide and lay out the week as `plan` does, the median; the entries."""
    times = []
    for _ in range(rounds):
        gc.collect()
        gc.disable()  # as the command does
        start = time.process_time()
        with open_journal(path, create=False) as journal:
            whose = Athlete(journal, "a", opened, "0.1.0")
            whose.decide(day)
        times.append((time.process_time() - start) * 1000)
        gc.enable()
    return sorted(times)[rounds // 2], len(whose.entries)
