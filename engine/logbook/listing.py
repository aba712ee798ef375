"""What was logged lately, with the numbers by which entries are corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta

from ..journal.entries import FACTS, SESSION, Entry
from ..journal.known import known
from ..model import Rulebook
from .context import CHECK_IN
from .told import wrapped
from .words import told


def lately(entries: Iterable[Entry], day: Date, days: int) -> list[Entry]:
    """The sessions and check-ins that count, of so many days up to a day, in the order of their days."""
    entries = list(entries)
    sources = {each.id: each.source for each in entries}
    earliest = day - timedelta(days=days)
    return [
        each for each in known(entries, day=day)
        if each.day > earliest and (each.kind == SESSION or (each.kind == FACTS and sources[each.root] == CHECK_IN))
    ]  # fmt: skip


def listing(entries: Sequence[Entry], athlete: str, book: Rulebook) -> str:
    """The list as a page, ending in a newline."""
    if not entries:
        return f"Nothing was logged of {athlete} in the last {book.logbook.list_days} days.\n"
    lines = []
    for entry in entries:
        corrected = f" (corrects {entry.root})" if entry.root != entry.id else ""
        what = "session" if entry.kind == SESSION else "check-in"
        lines.append(f"{entry.id}  {entry.held_on}  {what}{corrected}")
        lines += [f"    {line}" for line in told(entry.kind, entry.data, book)]
    return "".join(f"{line}\n" for each in lines for line in wrapped(each))
