"""What was said about one athlete: answers, pain, red flags, clearances, overrides, as a facts file holds them.

Nothing here is concluded and nothing is stale yet: these are the words of the file (or of the interview, or of the
log), checked and turned into whole steps. `derive` makes facts of them.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from decimal import Decimal

from ..logic import NOWHERE, Place

GIVEN = "given"
UNKNOWN = "unknown"                       # asked, not known
DECLINED = "declined"                     # asked, not to be asked again for a while
NOT_APPLICABLE = "not_applicable"
STATUSES = (UNKNOWN, DECLINED, NOT_APPLICABLE)

SIDES = ("left", "right")
PAIN_SIDES = ("left", "right", "both", "middle")
TISSUES = ("tendon", "muscle", "joint", "bone", "unsure")     # unsure is the strictest
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TERRAINS = ("flat", "rolling", "hilly")
PRIORITIES = ("A", "B", "C")
INJURY_STATES = ("recovered", "recovering", "current")


@dataclass(frozen=True)
class Answer:
    """The answer to one measure, or to one side of it.

    side      : "" for a measure that isn't sided, else left or right
    low, high : in whole steps of the measure, equal when the value is exact; both 0 unless the status is given
    status    : given, unknown, declined or not_applicable
    path      : where it stood in the document (`measures.sl_calf_raise_reps.left`)
    text      : as it was written
    """

    measure: str
    side: str
    low: int
    high: int
    date: Date
    status: str = GIVEN
    path: str = ""
    place: Place = NOWHERE
    text: str = ""

    @property
    def fact(self) -> str:
        """The name of the fact that this answers."""
        return f"{self.measure}.{self.side}" if self.side else self.measure


@dataclass(frozen=True)
class Pain:
    """Pain at one site. `during` and `next_morning` are in steps of the site's measures, None when not said."""

    site: str
    side: str                             # left, right, both or middle; "" where the site has no sides
    tissue: str
    during: int | None
    next_morning: int | None
    night: bool | None
    date: Date
    place: Place = NOWHERE
    path: str = ""


@dataclass(frozen=True)
class FlagAnswer:
    """A red flag stated directly: yes, no, or None for not known; and the last day on which it was yes.

    alone : False where a `none` for all flags answered it. That says nothing about a derived flag's numbers.
    """

    flag: str
    answer: bool | None
    last_yes: Date | None
    date: Date
    place: Place = NOWHERE
    alone: bool = True


@dataclass(frozen=True)
class Clearance:
    """Somebody entitled to it has cleared a red flag, for some phases (first to last, without a gap)."""

    flag: str
    by: str
    date: Date
    allows: tuple[str, ...]
    until: Date | None
    place: Place = NOWHERE


@dataclass(frozen=True)
class Override:
    """A coach's judgement about one gate line: `admit` or `hold`."""

    line: str
    decision: str
    by: str
    reason: str
    date: Date
    until: Date | None
    place: Place = NOWHERE


@dataclass(frozen=True)
class Race:
    date: Date
    priority: str
    place: Place = NOWHERE


@dataclass(frozen=True)
class Injury:
    site: str
    side: str
    tissue: str
    date: Date
    status: str
    place: Place = NOWHERE


@dataclass(frozen=True)
class Week:
    """When the athlete can train. None: not said."""

    available_days: tuple[str, ...] | None = None
    session_minutes: int | None = None


@dataclass(frozen=True)
class Running:
    """The running week. None: not said; no days at all is an empty tuple."""

    days: tuple[str, ...] | None = None
    hard_days: tuple[str, ...] | None = None
    long_day: str | None = None
    km_week: Decimal | None = None
    terrain: str | None = None


@dataclass(frozen=True)
class Answers:
    """Everything that was said, for one day.

    answers    : by (measure, side)
    pain, races, injuries : None when not asked, () when asked and none
    injuries_date : the day on which the list of injuries was given; None: as_of
    equipment  : item to there or not; None when not asked
    rungs      : ladder to the exercise done last on it, and how many sessions in a row were clean
    week, running : what wasn't said is None in them
    """

    athlete: str
    as_of: Date
    as_of_given: bool = True
    answers: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    pain: tuple[Pain, ...] | None = None
    flags: Mapping[str, FlagAnswer] = field(default_factory=dict)
    clearances: tuple[Clearance, ...] = ()
    overrides: tuple[Override, ...] = ()
    equipment: Mapping[str, bool] | None = None
    week: Week = Week()
    running: Running = Running()
    races: tuple[Race, ...] | None = None
    injuries: tuple[Injury, ...] | None = None
    injuries_date: Date | None = None
    rungs: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    file: str = ""
