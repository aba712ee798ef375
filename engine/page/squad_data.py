"""A squad as JSON, and as CSV for a spreadsheet: UTF-8 with the mark that spreadsheets look for.

A cell that a spreadsheet would take for a formula gets an apostrophe before it. docs/squad.md has the names.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from ..journal.sheets import MARK, cell
from ..squad.squad import Line, Squad

COLUMNS = ("athlete", "as_of", "outcome", "phase", "today", "reason", "look", "rules", "side_per_cent", "side_measure",
           "pain", "pain_where", "adherence_per_cent", "days_since_entry", "changed")  # fmt: skip
OF_HEALTH = ("reason", "side_per_cent", "side_measure", "pain", "pain_where", "rules")  # not there discreetly


def squad_csv(squad: Squad) -> str:
    """A header, and a row for each athlete in the order of the table; lines end in a newline."""
    out = io.StringIO()
    names = [name for name in COLUMNS if not (squad.discreet and name in OF_HEALTH)]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for line in squad.lines:
        values = _values(line)
        cells = ["; ".join(value) if isinstance(value, list) else value for value in (values[name] for name in names)]
        writer.writerow([cell(each) for each in cells])
    return MARK + out.getvalue()


def squad_json(squad: Squad, version: str) -> str:
    """One object, ending in a newline."""
    rows = []
    for line in squad.lines:
        values = _values(line)
        rows.append({name: values[name] for name in COLUMNS if not (squad.discreet and name in OF_HEALTH)})
    whole: dict[str, Any] = {"surefoot": version, "day": squad.day.isoformat(), "discreet": squad.discreet,
                             "since": squad.since.isoformat() if squad.since is not None else None,
                             "athletes": rows, "notes": list(squad.standing)}  # fmt: skip
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _values(line: Line) -> Mapping[str, Any]:
    points = line.pain_points
    return {
        "athlete": line.name,
        "as_of": line.day.isoformat() if line.day is not None else None,
        "outcome": line.outcome,
        "phase": line.phase_id,
        "today": line.today or None,
        "reason": line.say or None,
        "look": list(line.why),
        "rules": list(line.rules),
        "side_per_cent": line.side_per_cent,
        "side_measure": line.side_measure or None,
        "pain": None if points is None else float(points) if points.denominator > 1 else int(points),
        "pain_where": line.pain_where or None,
        "adherence_per_cent": line.adherence,
        "days_since_entry": line.silent_days,
        "changed": list(line.changed),
    }
