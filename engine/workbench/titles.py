"""What things of a rulebook are called, and sentences with what fills them."""

from __future__ import annotations

import re

from ..model import Rulebook
from ..rulebook.fields import text
from ..rulebook.names import Entry, Names
from .links import Thing
from .pieces import Named

FILLED = re.compile(r"\{(\w+)\}")
VALUES = {"actual": "the value", "required": "what is needed", "signs": "those that don't pass", "where": ", and where"}
PARTS = {  # what stands whole in one file
    "history": "How a log is read",
    "import": "How run files are read",
    "interview": "The interview",
    "logbook": "What a log asks",
    "session": "How a session is put together",
    "returning_weeks": "Weeks in a phase that was reached before",
    "levels": "Levels",
    "outcomes": "The first line of a page",
    "placement": "Placement: where somebody new begins",
    "progression": "Progression from session to session",
    "squad": "Many athletes at a glance",
    "week": "The week",
}
GROUPS = {  # where rules stand -> what they are called
    "advancing": "Moving on",
    "cycles": "After the last phase: seasons and races",
    "frequency": "Sessions a week",
    "lines": "Lines of gates",
    "left_out": "What a session leaves out",
    "levels": "Level",
    "notes": "Notes on the level",
    "placement.caps": "Placement: no further than",
    "progression.plateau": "When nothing moves any more",
    "progression.less": "Less next time, when any of these holds",
    "progression.same": "The same again, when any of these holds",
    "progression.more": "More, when all of these are met",
    "reductions": "What makes today's dose smaller",
    "regressions": "Easier exercises, and those that are spared",
    "running_load.flat": "Nothing is added this week",
    "running_load.apart": "Kept apart from the long run",
    "running_load.warn": "Said beside it",
    "squad.look": "Who needs a look, the most urgent first",
    "tier_caps": "What holds jumping back",
    "time_off.bands": "By the days off",
    "today.recover": "A day to recover, when any of these holds",
    "today.reduce": "A reduced day, when any of these holds",
    "today.warn": "Said beside it",
    "week.never": "Never given up",
    "week.gives_way": "What gives way when not all fits, the first first",
    "week.same_day": "Run and strength on one day",
}


class Titles:
    """The titles of one rulebook."""

    def __init__(self, book: Rulebook, names: Names):
        self.book, self.names = book, names

    def of(self, kind: str, name: str) -> str:
        """What a thing is called; its name where nothing else is said."""
        if kind in ("measures", "criteria") and name in self.book.measures:
            return self.book.measures[name].title
        if kind == "parts" and name in PARTS:
            return PARTS[name]
        entry = self.names[kind].get(name)
        if entry is None:
            return name
        if kind == "derivations" and name in self.book.measures:
            return self.book.measures[name].title
        if kind == "sources":
            return _cited(entry)
        if kind == "effort":
            return f"{name} in reserve, {text(entry.value, 'words')}"
        if kind == "session_parts":
            return name.replace("_", " ")
        if kind == "questions" and not text(entry.value, "ask"):
            return self.of("measures", text(entry.value, "measure"))
        keys = ("title", "name", "ask", "because")
        return next((filled(text(entry.value, key), entry) for key in keys if text(entry.value, key)), name)

    def named(self, thing: Thing) -> Named:
        return Named(*thing, self.of(*thing))


def filled(sentence: str, entry: Entry | None = None) -> str:
    """A sentence as it is said, with [what stands there] for what is only known of an athlete."""

    def fill(match: re.Match[str]) -> str:
        own = entry.value.get(match[1]) if entry is not None else None
        if own is not None and not isinstance(own.data, (dict, list)):
            return str(own.data)
        return f"[{VALUES.get(match[1], match[1].replace('_', ' '))}]"

    return FILLED.sub(fill, sentence)


def _cited(entry: Entry) -> str:
    cite, year = text(entry.value, "cite"), entry.value.get("year")
    return f"{cite}, {year.data}" if year is not None else cite
