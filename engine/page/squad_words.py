"""What the pages of a squad say alike: the heads of the columns, the cells, the first line."""

from __future__ import annotations

from ..squad.look import number
from ..squad.squad import Line, Squad

HEADS = {
    "name": "Athlete",
    "phase": "Phase",
    "outcome": "Decision",
    "today": "Today",
    "side": "Sides apart",
    "pain": "Pain, of 10",
    "adherence": "Done",
    "silent_days": "Days since",
}
OF_HEALTH = ("side", "pain")  # left out where others can see it
KEY_DISCREET = "Done: on record, of the sessions due in four weeks. Days since: the last entry."
KEY = f"Sides apart: how far the weaker side is behind, at its widest. {KEY_DISCREET}"
LOOK, CHANGED, OTHERS = "Need a look first", "What changed since {since}", "The others"
NOTHING = "Nothing changed."
UNKNOWN = "-"
EARLIER = "*"
KEY_EARLIER = "* Decided for the day that the file names, and not for today."


def columns(squad: Squad) -> list[str]:
    """The columns that are shown."""
    return [key for key in HEADS if not (squad.discreet and key in OF_HEALTH)]


def keys(squad: Squad) -> list[str]:
    """What the columns mean."""
    earlier = any(line.day not in (squad.day, None) for line in squad.lines)
    return [KEY_DISCREET if squad.discreet else KEY, *([KEY_EARLIER] if earlier else [])]


def first_line(squad: Squad) -> str:
    """Squad of 14 on 2026-11-25: 3 need a look."""
    many, looked = len(squad.lines), len(squad.looked)
    need = "nobody needs a look" if not looked else f"{looked} need{'s' if looked == 1 else ''} a look"
    return f"Squad of {many} on {squad.day}: {need}"


def cell(line: Line, column: str, squad: Squad) -> str:
    """One cell in words; a dash where it isn't known."""
    if column == "pain":
        if line.pain_points is None:
            return UNKNOWN
        more = "+" if line.pain_at_least else ""
        return f"{number(line.pain_points)}{more}" + (f", {line.pain_where}" if line.pain_where else "")
    if column == "side":
        return UNKNOWN if line.side is None else line.side
    if column == "adherence":
        return UNKNOWN if line.adherence is None else f"{line.adherence} %"
    if column == "silent_days":
        return UNKNOWN if line.silent_days is None else str(line.silent_days)
    if column == "outcome":
        return line.outcome if line.day in (squad.day, None) else f"{line.outcome} {EARLIER}"
    return str(getattr(line, column)) or UNKNOWN
