"""What stands in a journal: entries, and the decisions made from them.

An entry has two times: `held_on`, the day (or date and time with offset) on which it held, and `recorded_at`, the UTC
time at which it was written down. Nothing is changed afterwards: a correction is an entry of its own that supersedes.

    kind      data
    facts     a fragment of a facts file, any of its sections; each value counts from held_on unless it has its own date
    session   {session, phase, plan, done: yes|partly|no, minutes, effort, pain, note, items: [...]}
    run       {start, seconds, moving_seconds, metres, kind, effort, ascent_m, fingerprint, name}
    plan      {week, decision, sessions}: what was shown for a week

docs/journal.md has the fields one by one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime as DateTime
from functools import cached_property
from typing import Any

from .canonical import canonical, loads
from .errors import BadEntry, Tampered

FACTS, SESSION, RUN, PLAN = "facts", "session", "run", "plan"
KINDS = (FACTS, SESSION, RUN, PLAN)
DONE = ("yes", "partly", "no")
RUN_KINDS = ("run", "treadmill", "track", "trail", "other")
NO_TIER = "none"
NAME = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
HELD = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2}))?\Z")
RECORDED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
NEEDED: dict[str, dict[str, type]] = {  # of an entry's data, and of what type
    FACTS: {},
    SESSION: {"done": str},
    RUN: {"start": str, "seconds": int, "kind": str},
    PLAN: {"week": str, "decision": int, "sessions": list},
}


@dataclass(frozen=True)
class Draft:
    """An entry to be recorded. It gets its id and the time of recording when it is appended.

    held_on    : 2026-11-20, or 2026-11-20T07:30+01:00
    source     : interview, check-in, log, import:FILE, facts, correction
    data       : see above; None takes back what it supersedes
    supersedes : the id of the entry that this corrects or takes back, of the same athlete and kind
    """

    athlete: str
    kind: str
    held_on: str
    source: str
    data: Mapping[str, Any] | None
    supersedes: int | None = None


@dataclass(frozen=True)
class Entry:
    """An entry as recorded.

    text : its data as canonical JSON, None where it takes back what it supersedes; `data` reads it when it is asked for
    id   : counts from 1 for each athlete, in the order of recording
    root : the id of the entry at the beginning of its chain of corrections; its own where it corrects none.
           Of a correction it is set by `known`; 0 before that.
    """

    athlete: str
    id: int
    kind: str
    held_on: str
    recorded_at: str
    supersedes: int | None
    source: str
    text: str | None
    root: int = 0

    @cached_property
    def data(self) -> Any:
        """What it says, None where it takes back. Decimals are Decimal. Errors: Tampered."""
        try:
            return None if self.text is None else loads(self.text)
        except (ValueError, TypeError) as error:
            raise Tampered(f"Entry {self.id} of {self.athlete} in the journal") from error

    @property
    def day(self) -> Date:
        """The day on which it held, where it held."""
        return day_of(self.held_on)


@dataclass(frozen=True)
class Decided:
    """A decision to be recorded, whole.

    as_of    : the day that it is for
    through  : the last entry that was there when it was made (0: none was)
    facts    : the facts document as decided
    rulebook : the digest of the rulebook, kept before with `keep_rulebook`
    version  : surefoot's
    result   : the object that `decide --json` prints
    reads    : the ids of the entries that went in
    origin   : of each fact, by its place in a facts file, the ids of the entries that told it; None where a surefoot
               decided that didn't keep them
    """

    athlete: str
    as_of: str
    through: int
    facts: Mapping[str, Any]
    rulebook: str
    version: str
    outcome: str
    result: Mapping[str, Any]
    reads: tuple[int, ...]
    origin: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Recorded(Decided):
    """A decision as recorded; its id counts from 1 for each athlete."""

    id: int = 0
    recorded_at: str = ""


@dataclass(frozen=True)
class Brief:
    """A decision without the documents that belong to it, which are long.

    phase : the phase to train in; None where it gave none
    tier  : the tier of jumping, `none` where a plan has none; None where there was no plan
    """

    athlete: str
    id: int
    as_of: str
    recorded_at: str
    through: int
    rulebook: str
    outcome: str
    phase: str | None
    tier: str | None

    @property
    def day(self) -> Date:
        """The day that it is for."""
        return Date.fromisoformat(self.as_of)


def phase_and_tier(result: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Of a decision's JSON object. One without a plan (a stop, an open screen) says nothing about the tier."""
    decided = result["decision"]
    return decided["phase"], (decided["tier"] or NO_TIER) if result["plan"]["sessions"] else None


def day_of(held_on: str) -> Date:
    """The day of a held_on, where it held."""
    return Date.fromisoformat(held_on[:10])


def check(draft: Draft) -> str | None:
    """The draft's data as canonical text. Errors: BadEntry."""
    if not NAME.match(draft.athlete):
        raise BadEntry(f"{draft.athlete!r} can't name an athlete")
    if draft.kind not in KINDS:
        raise BadEntry(f"{draft.kind!r} is not a kind of entry")
    if not draft.source or not draft.source.isprintable():
        raise BadEntry("an entry says where it comes from")
    _check_held(draft.held_on)
    if draft.data is None:
        if draft.supersedes is None:
            raise BadEntry("an entry without data takes another one back, and says which")
        return None
    for key, kind in NEEDED[draft.kind].items():
        value = draft.data.get(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            raise BadEntry(f"a {draft.kind} entry has '{key}', and it is {value!r}")
    if draft.kind == SESSION and draft.data["done"] not in DONE:
        raise BadEntry(f"a session is done: yes, partly or no, not {draft.data['done']!r}")
    if draft.kind == RUN and draft.data["kind"] not in RUN_KINDS:
        raise BadEntry(f"{draft.data['kind']!r} is not a kind of run")
    try:
        return canonical(draft.data)
    except ValueError as error:
        raise BadEntry(f"an entry's data is JSON: {error}") from error


def check_recorded(recorded_at: str) -> None:
    """Errors: BadEntry, where it is not a UTC time with seconds."""
    try:
        if RECORDED.match(recorded_at):
            DateTime.strptime(recorded_at, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 (only whether it is one)
            return
    except ValueError:
        pass
    raise BadEntry(f"a time of recording is like 2026-11-20T06:30:00Z, not {recorded_at!r}")


def _check_held(held_on: str) -> None:
    try:
        if HELD.match(held_on):
            DateTime.fromisoformat(held_on.replace("Z", "+00:00"))
            return
    except ValueError:
        pass
    raise BadEntry(f"a held_on is like 2026-11-20 or 2026-11-20T07:30+01:00, not {held_on!r}")
