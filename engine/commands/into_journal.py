"""`surefoot assess --journal`: the interview goes on from what the journal holds, and its answers go into it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .common import athlete_in, now

if TYPE_CHECKING:
    from datetime import date as Date

    from ..interview.ask import Talk
    from ..interview.run import Wishes
    from ..interview.sitting import Sitting
    from ..journal.deciding import Athlete, Made
    from ..journal.entries import Entry, Recorded
    from ..journal.store import Journal
    from ..service import Surefoot


class Kept(NamedTuple):
    """A decision, and how it was recorded.

    entry : what was answered in the sitting, as recorded; None where nothing was new in it
    """

    whose: Athlete
    made: Made
    recorded: Recorded
    entry: Entry | None = None


def interview_from(journal: Journal, opened: Surefoot, talk: Talk, wishes: Wishes, today: Date) -> Sitting:
    """The interview, with what the journal holds as its answers; with a file of answers, that instead."""
    from ..interview.run import interview
    from ..interview.saving import as_text

    whose = athlete_in(journal, wishes.athlete, opened) if wishes.athlete and not wishes.file else None
    if whose is not None and whose.entries:
        text = as_text(whose.document(today).data)
        wishes = replace(wishes, text=text, file=f"what the journal holds of {wishes.athlete}")
    sitting = interview(opened, talk, replace(wishes, folder=None), today)
    if not wishes.file or whose is not None:
        sitting.again = f"surefoot assess {sitting.sheet.athlete} --journal {journal.path}"
    return sitting


def keep_and_decide(
    journal: Journal, opened: Surefoot, sitting: Sitting, rules: Path | None, before: Kept | None = None
) -> Kept:
    """Records what is new in the answers, decides on all that the journal holds, and records the decision.

    The week is recorded once it has been shown: `keep_week`.

    before : what was recorded of the same sitting until the athlete went back from the page; it is corrected
    """
    sheet = sitting.sheet
    whose = athlete_in(journal, sheet.athlete, opened)
    sheet.answers()                      # what can't be read isn't recorded
    entry = whose.save(sheet.data, sheet.as_of, now(), instead=before.entry if before is not None else None)
    whose = athlete_in(journal, sheet.athlete, opened)
    made = whose.decide(sheet.as_of)
    return Kept(whose, made, whose.record(made, now(), rules), entry)


def keep_week(kept: Kept) -> None:
    """Records the week of a decision as it was shown, so that what is done can be judged by it."""
    if kept.made.plan.sessions:
        kept.whose.record_week(kept.made, kept.recorded, now())
