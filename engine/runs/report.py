"""What an import tells: for the athlete in words, for other programs as one object."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..findings import UNSEEN, Finding
from .activity import printable
from .believe import HOUR
from .same import Run
from .take import Taken, entry_of

LISTED = 30  # runs that are listed one by one; more are told by month
ALIKE = 5  # findings of one kind in one file that are told one by one
KINDS = {"run": "", "treadmill": "treadmill", "track": "track", "trail": "trail", "other": "run", "": ""}


def as_text(taken: Taken, path: Path, dry: bool, width: int) -> str:
    """The summary, with the runs it is about where nothing was kept."""
    lines = [f"Runs in {printable(path.name or str(path))}", ""]
    lines += _runs(taken, dry)
    lines += _rest(taken)
    if taken.failed:
        lines += ["", "NOT READ", *_findings(taken.failed)]
    if taken.doubts:
        lines += ["", "READ WITH A DOUBT", *_findings(taken.doubts)]
    if dry:
        lines += ["", "A dry run: nothing was kept."]
    lines = [line for line, before in zip(lines, ["x", *lines], strict=False) if line or before]
    shown = (UNSEEN.sub("\N{REPLACEMENT CHARACTER}", line) for line in lines)
    return "\n".join(part for line in shown for part in _wrap(line, width)) + "\n"


def _runs(taken: Taken, dry: bool) -> Iterator[str]:
    runs = taken.runs
    what = "to take" if dry else "taken"
    if not runs:
        yield f"No run {what}."
    else:
        first, last = (run.activity.start.date() for run in (runs[0], runs[-1]))
        days = f"{first}" if first == last else f"{first} to {last}"
        yield f"{_count(len(runs), 'run')} {what}, {days}: {_sum(runs)}."
        without = sum(run.activity.metres is None for run in runs)
        if without:
            yield f"{_verb(without, 'has', 'have')} no distance and {'counts' if without == 1 else 'count'} by time."
    if runs and dry:
        yield ""
        yield from _listed(runs) if len(runs) <= LISTED else _months(runs)
        yield ""


def _listed(runs: Sequence[Run]) -> Iterator[str]:
    for run in runs:
        one = run.activity
        km = f"{one.metres / 1000:7.2f} km" if one.metres else "     no km"
        more = f" (and in {_count(len(run.others), 'other file')})" if run.others else ""
        name = one.name or one.file.rpartition("/")[2]
        yield f"  {one.start:%Y-%m-%d %H:%M} {km} {_clock(one.active):>8}  {KINDS[one.kind]:<10}{name}{more}"


def _months(runs: Sequence[Run]) -> Iterator[str]:
    for month in sorted({f"{run.activity.start:%Y-%m}" for run in runs}):
        of_month = [run for run in runs if f"{run.activity.start:%Y-%m}" == month]
        yield f"  {month}  {_count(len(of_month), 'run'):>8}  {_sum(of_month)}"


def _rest(taken: Taken) -> Iterator[str]:
    if taken.seen:
        yield f"{_count(len(taken.seen), 'run')} seen already: in the journal from before."
    if taken.twice:
        yield f"{_count(taken.twice, 'record')} of what another file has too: counted once."
    if taken.not_runs:
        sports = ", ".join(f"{sport} {count}" for sport, count in taken.not_runs.most_common())
        yield f"{_verb(taken.not_runs.total(), 'was no run', 'were no runs')}: {sports}."
    if taken.short:
        yield f"{_verb(len(taken.short), 'was', 'were')} too short to be a run: not counted."
    if taken.unsaid:
        yield f"{_verb(len(taken.unsaid), 'says', 'say')} nothing about the sport; --as-runs takes such as runs."
    if taken.others:
        yield f"{_count(taken.others, 'other file')} not looked at."


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    """Each with its file and line; more than a few of one kind in a file together."""
    told: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        kind = (finding.file, finding.code)
        told[kind] += 1
        if told[kind] <= ALIKE:
            place = f"{finding.file}:{finding.line}" if finding.line else finding.file
            expected = f" Expected: {finding.expected}." if finding.expected and told[kind] == 1 else ""
            yield f"  {place}: {finding.say}{expected}"
    for (file, _), count in told.items():
        if count > ALIKE:
            yield f"  {file}: and {count - ALIKE} more like these."


def as_json(taken: Taken, path: Path, dry: bool, athlete: str | None, version: str) -> str:
    """The import as one object."""
    told: dict[str, Any] = {
        "surefoot": version,
        "athlete": athlete,
        "path": printable(str(path)),
        "dry_run": dry,
        "runs": [_run(run) for run in taken.runs],
        "seen": [_run(run) for run in taken.seen],
        "counted_once": taken.twice,
        "not_runs": dict(sorted(taken.not_runs.items())),
        "unsaid": [{"file": one.file, "line": one.line, "start": one.start.isoformat()} for one in taken.unsaid],
        "short": [{"file": one.file, "line": one.line, "start": one.start.isoformat()} for one in taken.short],
        "files": taken.files,
        "others": taken.others,
        "failed": [finding.as_json() for finding in taken.failed],
        "doubts": [finding.as_json() for finding in taken.doubts],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _run(run: Run) -> dict[str, Any]:
    one = run.activity
    where = {"file": one.file, "line": one.line, "form": one.form, "also_in": [other.file for other in run.others]}
    return {**entry_of(run), **where}


def _sum(runs: Sequence[Run]) -> str:
    metres = sum(run.activity.metres or 0 for run in runs)
    minutes = round(sum(run.activity.active for run in runs) / 60)
    hours = f"{minutes // 60} h " if minutes >= 60 else ""
    return f"{metres / 1000:.1f} km, {hours}{minutes % 60} min"


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // int(HOUR)}:{whole // 60 % 60:02}:{whole % 60:02}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _verb(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _wrap(line: str, width: int) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]
