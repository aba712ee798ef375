"""The whole table: everybody in the order in which they need a look, with the names under which they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from fractions import Fraction

from ..model import Rulebook
from .changes import Change, title
from .from_journal import Member
from .look import gap_words, hurt_words, looked_at, where_words
from .names import short_names
from .row import Row, reason


@dataclass(frozen=True)
class Line:
    """What is shown of one athlete. Discreetly what tells of health is None or "".

    name : as shown; say : the reason; why : those to look for, the most urgent first; changed : since the earlier day
    """

    name: str
    day: Date | None
    outcome: str
    phase: str
    today: str
    say: str
    why: tuple[str, ...]
    rules: tuple[str, ...]
    side: str | None
    side_per_cent: int | None
    side_measure: str
    pain: str | None
    pain_points: Fraction | None
    pain_where: str
    adherence: int | None
    silent_days: int | None
    changed: tuple[str, ...]
    phase_id: str | None = None
    pain_at_least: bool = False


@dataclass(frozen=True)
class Squad:
    """Everybody.

    since    : the day against which changes are told; None for files, which say nothing of an earlier day
    standing : what every page says of a rulebook that is not the shipped one
    """

    day: Date
    since: Date | None
    discreet: bool
    lines: tuple[Line, ...]
    standing: tuple[str, ...] = ()

    @property
    def looked(self) -> tuple[Line, ...]:
        """Those that need a look."""
        return tuple(line for line in self.lines if line.rules)

    @property
    def changed(self) -> tuple[Line, ...]:
        """Those of whom something has changed."""
        return tuple(line for line in self.lines if line.changed)


def squad_of(
    members: Iterable[Member], book: Rulebook, day: Date, since: Date | None, discreet: bool = False
) -> Squad:
    """The table of these athletes."""
    found = [Member(looked_at(member.row, book), member.changes) for member in members]
    found.sort(key=lambda member: member.row.rank)
    names = short_names(member.row.athlete for member in found) if discreet else {}
    lines = (_line(each.row, each.changes, book, discreet, names) for each in found)
    return Squad(day, since, discreet, tuple(lines), book.standing)


def _line(row: Row, changes: tuple[Change, ...], book: Rulebook, discreet: bool, names: dict[str, str]) -> Line:
    standing = row.standing
    phase = standing.phase if standing is not None else None
    changed = [change.discreet if discreet else change.say for change in changes]
    why = [look.discreet if discreet else look.say for look in row.look]
    say = "" if discreet else reason(standing, book) if standing is not None else row.problem
    hurt, gap = (None, None) if discreet else (row.hurt, row.gap)
    pain = None if hurt is None else hurt_words(hurt) if hurt.points else "none"
    return Line(
        names.get(row.athlete, row.athlete),
        standing.day if standing is not None else None,
        row.outcome,
        title(phase, book) if phase else "",
        standing.today if standing is not None else "",
        say,
        tuple(dict.fromkeys(why)),
        tuple(look.rule for look in row.look),
        gap_words(gap) if gap is not None else None,
        gap.per_cent if gap is not None else None,
        gap.measure if gap is not None else "",
        pain,
        hurt.points if hurt is not None else None,
        where_words(hurt) if hurt is not None and hurt.points else "",
        int(row.adherence) if row.adherence is not None else None,
        row.silent_days,
        tuple(dict.fromkeys(text for text in changed if text)),
        phase,
        hurt is not None and hurt.at_least,
    )
