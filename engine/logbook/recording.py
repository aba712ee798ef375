"""A log into the journal: each entry once, all of a file or none; corrections and taking back.

What is acknowledged is on the disk: the journal's own transaction has ended when these functions return.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from typing import Any

from ..findings import BadInput, Finding
from ..journal.canonical import canonical
from ..journal.entries import FACTS, SESSION, Draft, Entry
from ..journal.errors import NoSuchEntry
from ..journal.known import chain, known
from ..journal.store import Journal
from .context import CHECK_IN
from .said import Said

LOG, CORRECTION = "log", "correction"


@dataclass(frozen=True)
class Outcome:
    """What was recorded, and the drafts that say what is there already, with that entry."""

    recorded: list[Entry]
    there: list[tuple[Draft, Entry]]


def draft_of(athlete: str, kind: str, day: Date, data: dict[str, Any], source: str = "") -> Draft:
    """A draft of a session or a check-in; `source` where it comes from a file or corrects."""
    return Draft(athlete, kind, day.isoformat(), source or (LOG if kind == SESSION else CHECK_IN), data)


def correction_of(draft: Draft, number: int) -> Draft:
    """A draft that stands in place of an entry."""
    return replace(draft, source=CORRECTION, supersedes=number)


def record(
    journal: Journal,
    athlete: str,
    drafts: Sequence[Draft],
    recorded_at: str,
    another: bool = False,
    places: Sequence[Said | None] = (),
) -> Outcome:
    """Records what isn't there yet, all of it or none.

    another : a second session of one letter on one day is meant
    places  : where each draft stands, for what is said about it
    Errors: BadInput, where a session of that letter is logged on that day with something else in it; the journal's.
    """
    entries = known(journal.entries(athlete, (SESSION, FACTS)))
    new: list[Draft] = []
    there: list[tuple[Draft, Entry]] = []
    findings: list[Finding] = []
    for number, draft in enumerate(drafts):
        if draft.supersedes is not None:
            new.append(draft)
            continue
        same = [each for each in entries if _alike(each, draft)]
        text = canonical(draft.data)
        again = next((each for each in same if each.text == text), None)
        if again is not None and not another:
            there.append((draft, again))
        elif same and draft.kind == SESSION and not another:
            findings.append(_logged_already(draft, same[-1], places[number] if number < len(places) else None))
        else:
            new.append(draft)
    if findings:
        raise BadInput(findings)
    return Outcome(journal.append(new, recorded_at) if new else [], there)


def _alike(entry: Entry, draft: Draft) -> bool:
    """Whether an entry is of the same day and of the same session, or a check-in too."""
    if (entry.kind, entry.held_on[:10]) != (draft.kind, draft.held_on[:10]) or draft.data is None:
        return False
    if draft.kind == SESSION:
        return bool(entry.data.get("session") == draft.data.get("session"))
    return entry.source in (CHECK_IN, CORRECTION)


def _logged_already(draft: Draft, entry: Entry, said: Said | None) -> Finding:
    letter = (draft.data or {}).get("session")
    what = f"Session {letter}" if letter else "A session without a letter"
    file, line, column = said.place if said is not None else ("", 0, 0)
    return Finding(
        "logged-already", f"{what} of {draft.held_on} is logged already, otherwise, as entry {entry.id}.",
        file, line, column, seen=str(letter or ""),
        expected=f"--correct {entry.id} where this is right, or --another where it was done twice",
    )  # fmt: skip


def correctable(journal: Journal, athlete: str, number: int) -> tuple[Entry, Entry]:
    """The first entry of a chain of corrections, and what it says now (the last one).

    Errors: NoSuchEntry, where there is none, it was taken back, or it is of a kind that isn't logged.
    """
    journal.entry(athlete, number)
    found = chain(journal.entries(athlete), number)
    first, now = found[0], found[-1]
    if now.data is None:
        raise NoSuchEntry(f"Entry {number} of {athlete} was taken back by entry {now.id}. Log it anew.")
    return first, now


def take_back(journal: Journal, athlete: str, number: int, recorded_at: str) -> tuple[Entry, Entry]:
    """Takes an entry back with all its corrections; gives the entry that does it, and what had been said.

    Errors: NoSuchEntry; the journal's.
    """
    _, now = correctable(journal, athlete, number)
    draft = Draft(athlete, now.kind, now.held_on, CORRECTION, None, number)
    return journal.append([draft], recorded_at)[0], now
