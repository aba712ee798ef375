"""What is trained: phases and their doses, tiers of jumping, ladders, published protocols; and what a log asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .logic import Place

if TYPE_CHECKING:
    from .model import Measure

WHOLE = 100  # per cent
NONE = "none"  # the word for no phase yet, or no tier of jumping


@dataclass(frozen=True)
class Exercise:
    """One rung of a ladder."""

    id: str
    name: str
    ladder: str
    rung: int
    pattern: str
    kit: tuple[tuple[str, ...], ...]
    legs: str
    from_phase: str
    counts: str
    tempo: str
    loaded: bool
    tissue: tuple[str, ...]
    cues: tuple[str, ...]
    avoid_when: tuple[str, ...]
    stop_when: str
    allowed: str                            # name of the conclusion
    place: Place
    source: tuple[str, ...] = ()
    tier: str = ""                          # for a jump
    a_set: dict[str, int] = field(default_factory=dict)     # what one set is, in place of the slot's dose
    heavy: bool = False                     # can be loaded to 85 % of what one can lift once
    earned: bool = False                    # no phase begins with it


@dataclass(frozen=True)
class Ladder:
    id: str
    title: str
    pattern: str
    rungs: tuple[Exercise, ...]
    place: Place
    unordered: bool = False                 # its exercises stand beside each other


@dataclass(frozen=True)
class Phase:
    id: str
    order: int
    title: str
    short: str
    purpose: str
    weeks: dict[str, int]
    sessions: dict[str, int]
    doses: dict[str, dict[str, dict[str, Any]]]
    days: tuple[dict[str, Any], ...]
    place: Place
    source: tuple[str, ...] = ()
    light: dict[str, int] = field(default_factory=dict)     # light days a week, by level

    def sessions_needed(self, level: str, weeks: int, share: int) -> int:
        """So many per cent of the sessions that are due in so many weeks, rounded up."""
        return -(-weeks * self.sessions.get(level, 0) * share // WHOLE)


@dataclass(frozen=True)
class Tier:
    """A tier of jumping; a gate opens it."""

    id: str
    order: int                              # from 1
    title: str
    short: str
    purpose: str
    from_phase: str
    held_from: str                          # who stands in that phase or later has been let in; "" for nobody
    spacing_hours: int
    most_days: dict[str, int]
    doses: dict[str, dict[str, int]]        # level -> contacts, a_week, up_to, rest_s
    place: Place
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class Protocol:
    """A published dose for named exercises, week by week."""

    id: str
    title: str
    exercises: tuple[str, ...]
    by: str                                 # the measure of weeks
    holds: str                              # name of the conclusion that says whether it applies
    levels: tuple[str, ...]                 # () for all
    weeks: tuple[dict[str, int], ...]
    because: str
    place: Place
    source: tuple[str, ...] = ()


@dataclass(frozen=True)
class LogQuestion:
    """One question of the check-in or of the log of a session.

    id      : its flag, and its column in a file
    asks    : measure, pain, morning or screens for the check-in; for a session its own id
    measure : whose value the answer is; "" for none
    ask     : its words; where there are none, those of the measure
    """

    id: str
    asks: str
    measure: str = ""
    ask: str = ""
    how: str = ""
    example: str = ""


@dataclass(frozen=True)
class Logbook:
    """What a log asks before a session and after it; without one nothing can be logged.

    check_in     : its questions, in their order
    session      : id -> question
    amounts      : what a set or a session can hold, by its key in an entry
    why          : what a session's answers are for
    screens_days : for so many days "nothing new" stands on the medical screen
    list_days    : of entries that are listed
    """

    check_in: tuple[LogQuestion, ...] = ()
    session: dict[str, LogQuestion] = field(default_factory=dict)
    amounts: dict[str, Measure] = field(default_factory=dict)
    why: str = ""
    screens_days: int = 0
    list_days: int = 0
