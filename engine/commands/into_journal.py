"""`surefoot assess --journal`: the interview goes on from what the journal holds, and its answers go into it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .common import athlete_in, now

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date as Date

    from ..interview.ask import Talk
    from ..interview.run import Wishes
    from ..interview.sheet import Sheet
    from ..interview.sitting import Sitting
    from ..journal.deciding import Athlete, Made
    from ..journal.entries import Entry, Recorded
    from ..journal.store import Journal
    from ..service import Surefoot


class Kept(NamedTuple):
    """A decision, and how it was recorded.

    recorded : None where nothing was
    entry    : what was answered in the sitting, as recorded; None where nothing was new in it
    """

    whose: Athlete
    made: Made
    recorded: Recorded | None
    entry: Entry | None = None


class Held:
    """The journal as what an interview goes on from, and its answers go into."""

    def __init__(self, journal: Journal, opened: Surefoot):
        self.journal, self.opened = journal, opened
        self.option = f"--journal {journal.path}"
        self._before: Mapping[str, Any] | None = None

    def new_in(self, sheet: Sheet) -> Sheet:
        """Of the answers so far what the journal held none of when the first of them was given."""
        from ..interview.sheet import Sheet
        from ..journal.news import what_is_new

        if self._before is None:
            self._before = athlete_in(self.journal, sheet.athlete, self.opened).document(sheet.as_of).data
        new = what_is_new(sheet.data, self._before, sheet.as_of.isoformat(), sheet.book)
        return Sheet(sheet.book, {"athlete": sheet.athlete, **new}, sheet.as_of, sheet.file)

    def take(self, sheet: Sheet, today: Date) -> Sheet:
        """Records answers that were kept, as of their own day; all that the journal holds then."""
        from ..interview.sheet import open_sheet

        athlete_in(self.journal, sheet.athlete, self.opened).save(sheet.data, sheet.as_of, now())
        text, name = self.text(athlete_in(self.journal, sheet.athlete, self.opened), today)
        return open_sheet(text, name, sheet.book, today)

    def text(self, whose: Athlete, today: Date) -> tuple[str, str]:
        """What it holds of an athlete, as a facts file, and the name that findings give it."""
        from ..interview.saving import as_text

        data = whose.document(today).data
        placed = whose.briefs or any("position" in each.data for each in whose.entries if each.text is not None)
        if not placed:                   # nobody has said yet that there is no phase so far: that is still asked
            data = {key: value for key, value in data.items() if key != "position"}
        return as_text(data), f"what the journal holds of {whose.name}"


def interview_from(journal: Journal, opened: Surefoot, talk: Talk, wishes: Wishes, today: Date) -> Sitting:
    """The interview, with what the journal holds as its answers; with a file of answers, that instead.

    What is answered is kept as without a journal, until `keep_and_decide` has recorded it.
    """
    from ..interview.run import interview

    held = Held(journal, opened)
    wishes = replace(wishes, held=held)
    whose = athlete_in(journal, wishes.athlete, opened) if wishes.athlete and not wishes.file else None
    if whose is not None and whose.entries:
        text, name = held.text(whose, today)
        wishes = replace(wishes, text=text, file=name, from_held=True)
    sitting = interview(opened, talk, wishes, today)
    if not wishes.file or whose is not None:
        sitting.again = f"surefoot assess {sitting.sheet.athlete} {held.option}"
    return sitting


def go_back(journal: Journal, opened: Surefoot, sitting: Sitting, done: Kept) -> None:
    """Back to the questions from the page. What was changed when it is interrupted corrects what was recorded: kept
    for the next start it would stand beside that, and not in its place."""
    try:
        sitting.back()
    except KeyboardInterrupt:
        _save(journal, opened, sitting, done)
        raise


def keep_and_decide(
    journal: Journal, opened: Surefoot, sitting: Sitting, rules: Path | None, before: Kept | None = None
) -> Kept:
    """Records what is new in the answers, decides on all that the journal holds, and records the decision.

    The week is recorded once it has been shown: `keep_week`. Of one about whom nothing was ever answered, nothing is.

    before : what was recorded of the same sitting until the athlete went back from the page; it is corrected
    """
    sheet = sitting.sheet
    sheet.answers()                      # what can't be read isn't recorded
    entry = _save(journal, opened, sitting, before)
    whose = athlete_in(journal, sheet.athlete, opened)
    made = whose.decide(sheet.as_of)
    if not whose.entries:
        return Kept(whose, made, None)
    return Kept(whose, made, whose.record(made, now(), rules), entry)


def _save(journal: Journal, opened: Surefoot, sitting: Sitting, before: Kept | None) -> Entry | None:
    """What was answered into the journal; what was kept of it until now goes."""
    sheet = sitting.sheet
    whose = athlete_in(journal, sheet.athlete, opened)
    entry = whose.save(sheet.data, sheet.as_of, now(), instead=before.entry if before is not None else None)
    sitting.kept.drop()
    return entry


def keep_week(kept: Kept) -> None:
    """Records the week of a decision as it was shown, so that what is done can be judged by it."""
    if kept.made.plan.sessions and kept.recorded is not None:
        kept.whose.record_week(kept.made, kept.recorded, now())
