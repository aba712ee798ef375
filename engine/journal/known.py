"""What was known when: entries with their corrections followed.

A chain of corrections counts once: what was recorded last in it is what it says, and an entry without data takes the
whole chain away. Two corrections of one entry: the later recorded wins. Later is later in the order of recording (the
ids), whatever a clock that was set back has written.

A correction stands in the place of what it corrects, so that what is derived is what it would have been had the line
been right at once: entries are ordered by the day on which they held and then by when their chain began.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date as Date

from .entries import Entry


def known(
    entries: Iterable[Entry],
    day: Date | None = None,
    through: int | None = None,
    recorded_by: str | None = None,
    kinds: Sequence[str] = (),
) -> list[Entry]:
    """The entries that count, one a chain, each with its `root`, in the order of (day held, root).

    entries     : as recorded, in the order of recording, of one athlete
    day         : only what held on that day or before; None for all
    through     : as known when this was the last entry
    recorded_by : as known at that time (UTC, 2026-11-20T06:30:00Z)
    kinds       : only these; all when empty
    """
    roots: dict[int, int] = {}
    counts: dict[int, Entry] = {}
    for entry in entries:
        if through is not None and entry.id > through:
            continue
        if recorded_by is not None and entry.recorded_at > recorded_by:
            continue
        before = entry.supersedes
        roots[entry.id] = root = entry.id if before is None else roots.get(before, before)
        counts[root] = entry
    last = day.isoformat() if day is not None else ""
    found = [
        entry if entry.root == root else replace(entry, root=root)
        for root, entry in counts.items()
        if entry.text is not None
        and (not last or entry.held_on[:10] <= last)
        and (not kinds or entry.kind in kinds)
    ]
    return sorted(found, key=lambda entry: (entry.held_on[:10], entry.root))


def chain(entries: Iterable[Entry], number: int) -> list[Entry]:
    """The chain that an entry belongs to: the first entry and all its corrections, in the order of recording."""
    roots: dict[int, int] = {}
    members: dict[int, list[Entry]] = {}
    for entry in entries:
        roots[entry.id] = root = entry.id if entry.supersedes is None else roots.get(entry.supersedes, entry.supersedes)
        members.setdefault(root, []).append(entry)
    return members.get(roots.get(number, number), [])
