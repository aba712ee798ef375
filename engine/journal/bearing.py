"""What was recorded after a decision and bears on it: corrections of what was known then, and what was told late."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from typing import NamedTuple

from ..derivations.log import PLANNED_AHEAD
from ..model import Rulebook
from .entries import Brief, Entry


class _Bears(NamedTuple):
    """From which day and to which an entry bears on decisions; `first` ends in ~ where its own day isn't part of it."""

    id: int
    first: str
    last: str


def touched_by(entries: Sequence[Entry]) -> Callable[[Brief], bool]:
    """Whether something was recorded after a decision that bears on it."""
    bearing = _bearing(entries)
    ids = [each.id for each in bearing]
    earliest: list[str] = [""] * len(bearing)
    least = "~"
    for index in range(len(bearing) - 1, -1, -1):
        least = min(least, bearing[index].first)
        earliest[index] = least

    def touched(brief: Brief) -> bool:
        index = bisect_left(ids, brief.through + 1)
        return index < len(ids) and earliest[index] <= brief.as_of

    return touched


def touched_lately(
    entries: Sequence[Entry], kinds: Collection[str], briefs: Sequence[Brief], days: Callable[[str], int]
) -> Callable[[Brief], bool]:
    """The same of some kinds of entries, where they bear on decisions of so many days only, by the rulebook's digest.

    Most entries come after all decisions that they could bear on; those are set aside first.
    """
    order = sorted(briefs, key=lambda brief: brief.through)
    throughs = [brief.through for brief in order]
    latest: list[str] = []
    for brief in order:
        latest.append(max(brief.as_of, latest[-1] if latest else ""))
    late = []
    for each in _bearing([entry for entry in entries if entry.kind in kinds]):
        earlier = bisect_left(throughs, each.id)
        if earlier and each.first <= latest[earlier - 1]:
            late.append(each)

    def touched(brief: Brief) -> bool:
        last = max((each.last for each in late if each.id > brief.through and each.first <= brief.as_of), default="")
        return bool(last) and last >= (brief.day - timedelta(days=days(brief.rulebook))).isoformat()

    return touched


def days_of_weights(book: Rulebook) -> int:
    """How many days of the log the weights of a plan and what to try on a plateau can hang on."""
    found = [book.loads.look_back_days] if book.loads is not None else []
    for rule in book.plateaus:
        what = book.derivations.get(str(rule.data["trend"]))
        if what is not None and what.days is not None:
            found.append((what.days[1] + 1) * len(rule.data["actions"]))
    return max(found, default=0) + PLANNED_AHEAD      # what a session followed was shown up to so long before it


def _bearing(entries: Sequence[Entry]) -> list[_Bears]:
    days: dict[int, tuple[str, str]] = {}             # root -> the earliest and the latest day that its chain was about
    roots: dict[int, int] = {}
    found = []
    for entry in entries:
        roots[entry.id] = root = entry.id if entry.supersedes is None else roots.get(entry.supersedes, entry.supersedes)
        day = entry.held_on[:10]
        first, last = days.get(root, (day, day))
        days[root] = first, last = min(first, day), max(last, day)
        found.append(_Bears(entry.id, f"{first}~" if root == entry.id else first, last))
    return found
