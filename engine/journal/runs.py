"""Runs in the journal, as an import reads and records them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ..runs.activity import printable
from ..runs.take import Entry
from .entries import RUN, Draft
from .known import known
from .store import Journal


class KeptRuns:
    """The runs of a journal that is open."""

    def __init__(self, journal: Journal):
        self.journal = journal

    def runs(self, athlete: str) -> list[Mapping[str, Any]]:
        """The data of the run entries that are in force."""
        return [entry.data for entry in known(self.journal.entries(athlete, [RUN]))]

    def append(
        self, athlete: str, chosen: Callable[[Iterable[Mapping[str, Any]]], Sequence[Entry]], recorded_at: str
    ) -> None:
        """Run entries more, all of them or none.

        chosen : which, of the runs that are in force once nobody else can write any more
        """
        with self.journal.writing():
            new = chosen(self.runs(athlete))
            drafts = [Draft(athlete, RUN, run.held_on, printable(run.source), dict(run.data)) for run in new]
            if drafts:
                self.journal.append(drafts, recorded_at)
