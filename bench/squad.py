"""A squad to time: so many facts files, or a journal of so many athletes, made of the samples."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path

from surefoot.engine.journal.deciding import Athlete
from surefoot.engine.journal.entries import Draft
from surefoot.engine.journal.store import open_journal
from surefoot.engine.service import Surefoot

SAMPLES = Path(__file__).resolve().parent.parent / "examples"
NOW = "2026-11-20T06:30:00Z"
ATHLETES = 200
LETTER = re.compile(r"^athlete: .*$", re.MULTILINE)


def files(folder: Path, count: int = ATHLETES) -> None:
    """So many facts files, no two with the same numbers of calf raises."""
    dice = random.Random(1)
    samples = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.yaml"))]
    for number in range(count):
        text = LETTER.sub(f"athlete: bench-{number:03}", samples[number % len(samples)], count=1)
        said = f"sl_calf_raise_reps: {{left: {dice.randint(8, 30)}, right: {dice.randint(8, 30)}"
        text = re.sub(r"sl_calf_raise_reps: \{left: \d+, right: \d+", said, text)
        (folder / f"bench-{number:03}.yaml").write_text(text, encoding="utf-8")


def journal(path: Path, opened: Surefoot, today: date, weeks: int, count: int = ATHLETES) -> None:
    """A journal with a check-in and a session every other day for so many weeks, and today's decision on record."""
    from journal import said_by

    dice = random.Random(2)
    said = [said_by(each) for each in sorted(SAMPLES.glob("*.yaml"))]
    first = today - timedelta(weeks=weeks)
    with open_journal(path) as kept:
        for number in range(count):
            name = f"bench-{number:03}"
            drafts = [Draft(name, "facts", first.isoformat(), "interview", said[number % len(said)])]
            for days in range(1, weeks * 7, 2):
                day = (first + timedelta(days=days)).isoformat()
                morning = {"sleep_hours_7d": 7.5, "wellness_hooper_sum": dice.randint(8, 14)}
                check_in = {"measures": morning, "pain": "none", "symptoms": "none", "red_flags": "none"}
                drafts.append(Draft(name, "facts", day, "check-in", check_in))
                drafts.append(Draft(name, "session", day, "log", {"session": "A", "done": "yes", "pain": "none"}))
            kept.append(drafts, NOW)
            whose = Athlete(kept, name, opened, "0.1.0")
            whose.record(whose.decide(today), NOW)
