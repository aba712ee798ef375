"""What the tests of the logbook share: a journal with a planned week of all kinds of exercises, and ways to log."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path
from typing import Any

from commands import run
from journaling import a_decision, facts
from terminals import Terminal

from surefoot.engine.journal.entries import Draft, Entry
from surefoot.engine.journal.store import open_journal
from surefoot.engine.logbook.context import Context, context_of
from surefoot.engine.model import Rulebook

TODAY = datetime.date.today()
MONDAY = TODAY - datetime.timedelta(days=TODAY.weekday())
NOW = "2026-11-20T06:30:00Z"
ITEM = {"sets": 2, "reps": None, "seconds": None, "metres": None, "contacts": None}
ITEMS = [
    {**ITEM, "exercise": "knee_goblet", "sets": 3, "reps": 8, "load_kg": 12, "rir": 2},
    {**ITEM, "exercise": "qe_slow_split", "reps": 6, "rir": 3},
    {**ITEM, "exercise": "hs_nordic_band", "reps": 5, "assist_kg": 20},
    {**ITEM, "exercise": "cg_iso", "sets": 3, "seconds": 30},
    {**ITEM, "exercise": "tr_farmer", "metres": 20, "load_kg": 16},
    {**ITEM, "exercise": "pv_pogo_dl", "seconds": 10, "contacts": 40},
]
SESSIONS = [
    {"id": "A", "kind": "hard", "day": "tue", "minutes": 25, "focus": "Everything", "items": ITEMS},
    {"id": "L", "kind": "light", "day": "sat", "minutes": 10, "focus": "Easy", "items": ITEMS[1:2]},
]
SCREENED = {"profile": {"age_years": 34, "sex": "female"}, "symptoms": "none", "position": "none"}


def prepared(file: Path, athlete: str = "ann") -> Path:
    """A journal in which an athlete was screened, decided on and shown this week. Entries 1 and 2; the plan is 2."""
    with open_journal(file) as journal:
        journal.append([facts(MONDAY.isoformat(), SCREENED, athlete=athlete)], NOW)
        digest = journal.keep_rulebook({"rules/a.yaml": "a: b\n"})
        journal.record(a_decision(digest, MONDAY.isoformat(), athlete), NOW)
        plan = {"week": MONDAY.isoformat(), "decision": 1, "sessions": SESSIONS}
        journal.append([Draft(athlete, "plan", MONDAY.isoformat(), "plan", plan)], NOW)
    return file


def entries(file: Path, athlete: str = "ann") -> list[Entry]:
    """What stands in a journal."""
    with open_journal(file) as journal:
        return journal.entries(athlete)


def logged(file: Path, athlete: str = "ann") -> list[Entry]:
    """What was logged in a prepared journal, in order."""
    return entries(file, athlete)[2:]


def whole(entry: Entry) -> tuple[Any, ...]:
    """An entry as it stands in the file, but for when it was recorded."""
    return (entry.athlete, entry.id, entry.kind, entry.held_on, entry.supersedes, entry.source, entry.text)


def log(file: Path, *arguments: str, athlete: str = "ann", **more: str) -> subprocess.CompletedProcess[str]:
    """One run of `surefoot log`."""
    return run("log", athlete, *arguments, SUREFOOT_JOURNAL=str(file), SUREFOOT_ANSWERS="off", **more)


def context(file: Path, book: Rulebook, day: datetime.date = TODAY) -> Context:
    """What a log of a day is read against."""
    with open_journal(file) as journal:
        return context_of(book, "ann", day, journal.entries("ann"), journal.briefs("ann"))


class Prompts(Terminal):
    """`surefoot log` in a pseudo-terminal."""

    def __init__(self, file: Path, *arguments: str, answers: Path | None = None):
        kept = str(answers) if answers else "off"
        super().__init__("log", "ann", *arguments, SUREFOOT_JOURNAL=str(file), SUREFOOT_ANSWERS=kept)
