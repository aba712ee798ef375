"""The runs of a sample, a week at a time, in a file of another kind each week."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from pathlib import Path

import run_samples

from .body import Story

SECONDS_A_KM = 340
Run = tuple[datetime, int, float]


def runs_of(story: Story, number: int) -> list[Run]:
    """Start, seconds and metres: a little more each week, every fourth week less, and less around the race."""
    grown = (1 + min(0.3, 0.02 * (number - 1))) * (0.8 if number % 4 == 0 else 1.0)
    found = []
    for weekday, km in story.runs.items():
        day = story.monday(number) + timedelta(days=weekday)
        before = (story.race - day).days
        share = 0.5 if 0 < before < 7 else 0.7 if 0 < before < 14 or -14 <= before < 0 else 1.0
        metres = round(km * 1000 * grown * share, 1) if before else 10000.0
        start = datetime.combine(day, time(7), timezone.utc)
        found.append((start, int(metres / 1000 * SECONDS_A_KM), metres))
    return found


def written(story: Story, number: int, folder: Path) -> Path:
    """A folder with the runs of a week: in one TCX file, in a GPX file each, or in a list."""
    runs, kind = runs_of(story, number), ("tcx", "gpx", "csv")[number % 3]
    found = folder / f"runs-{number}"
    found.mkdir()
    if kind == "tcx":
        (found / "week.tcx").write_bytes(run_samples.tcx(*(run_samples.tcx_activity(*run) for run in runs)))
    elif kind == "gpx":
        for run in runs:
            (found / f"{run[0].date()}.gpx").write_bytes(run_samples.gpx(*run))
    else:
        rows = [_row(number * 10 + at, *run) for at, run in enumerate(runs)]
        (found / "activities.csv").write_bytes(run_samples.sheet(run_samples.STRAVA, *rows))
    return found


def _row(name: int, start: datetime, seconds: int, metres: float) -> str:
    when = f"{start:%b} {start.day}, {start.year}, 7:00:00 AM"
    km = f"{metres / 1000:.2f}"
    return f'{name},"{when}",Run,Run,,{seconds},{km},150,,{seconds},{seconds},{metres:.1f},4.1,10'
