"""The plan as a table: a row a set and side, in the words of the page, with columns that are left to fill in.

What every page says of a rulebook that is not the shipped one stands behind the sessions' titles: a column or a line of
its own would be in the way of whatever reads the table.
"""

from __future__ import annotations

import csv
import io

from ..decision.decide import Decision
from ..plan.sessions import Plan
from ..rulebook.standing import in_brief
from . import rows

COLUMNS = (
    *("week", "date", "day", "session", "title", "number", "slot", "exercise", "name", "set", "side"),
    *("reps", "seconds", "metres", "tempo", "rest_s", "effort", "load", "cue", "stop_when"),
)
TO_FILL = ("done", "load_kg", "left_in_reserve", "pain")


def as_csv(decision: Decision, plan: Plan) -> str:
    """The table with its header; lines end in a newline. No rows where there is nothing to train."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, *TO_FILL])
    dates = {session.id: day.date for day in rows.strip(plan, decision) for session in day.sessions}
    words, brief = rows.Rows(decision), in_brief(decision.book.standing)
    for session in plan.sessions:
        title = f"{session.title} ({brief})" if brief else session.title
        date = dates.get(session.id)
        where = [rows.week_of(date), date.isoformat(), session.day] if date is not None else ["", "", ""]
        for row in words.of(session):
            dose = row.item.dose
            amounts = ["" if each is None else each for each in (dose.reps, dose.seconds, dose.metres)]
            for number in range(1, row.sets + 1):
                for side in row.sides:
                    writer.writerow(
                        [
                            *where, session.id, title, row.number, row.slot, row.exercise, row.name,
                            number, side, *amounts, dose.tempo, dose.rest_s, row.effort, row.load, row.cue,
                            row.stop_when, *[""] * len(TO_FILL),
                        ]
                    )  # fmt: skip
    return out.getvalue()
