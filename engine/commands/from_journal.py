"""A decision and its week from the journal, for the commands that show one: `surefoot plan ATHLETE`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .common import all_kept, athlete_in, journal_at, now, open_rules, today
from .into_journal import Kept, keep_week

if TYPE_CHECKING:
    from ..journal.chain import Head
    from ..journal.deciding import Athlete, Made


def shown_for(
    athlete: str, journal: Path | None, rules: Path | None, written: Callable[[Athlete, Made, Head | None], str]
) -> str:
    """Today's decision for an athlete in words; it and the week that it plans are recorded, each once.

    written : the words, with the journal's head once both are recorded; what can't be written isn't recorded either
    Errors: NoSuchEntry, where the journal holds nothing about the athlete; BadInput, which names the entries.
    """
    from ..journal.errors import NoSuchEntry

    with journal_at(journal, create=False) as kept:
        opened = open_rules(rules)
        with all_kept():
            whose = athlete_in(kept, athlete, opened)
            if not whose.entries:
                begin = f"Begin with: surefoot assess {athlete} --journal {kept.path}"
                raise NoSuchEntry(f"The journal {kept.path} holds nothing about {athlete}. {begin}")
            made = whose.decide(today())
        with kept.writing():             # all of it or nothing
            keep_week(Kept(whose, made, whose.record(made, now(), rules)))
            text = written(whose, made, kept.head(athlete))
    return text
