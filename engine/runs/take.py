"""What an import takes: the runs of all files, each once, without those that the journal has already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from ..findings import Finding, is_error
from .activity import NO_RUN, UNSAID, Activity, Read, printable
from .believe import why_not, without_idle_metres, without_the_unbelieved
from .same import Known, Run, from_entry, once_each
from .settings import Settings


@dataclass(frozen=True)
class Entry:
    """A run entry to be. held_on : when it began, with its offset; source : import:FILE"""

    held_on: str
    source: str
    data: Mapping[str, Any]


class Journal(Protocol):
    """What an import needs of the journal."""

    def runs(self, athlete: str) -> Iterable[Mapping[str, Any]]:
        """The data of the run entries that are in force."""

    def append(
        self, athlete: str, chosen: Callable[[Iterable[Mapping[str, Any]]], Sequence[Entry]], recorded_at: str
    ) -> object:
        """Run entries more, all of them or none.

        chosen : which, of the runs that are in force once nobody else can write any more
        """


@dataclass
class Taken:
    """What came of an import.

    runs : those that are new; seen : those that the journal has
    not_runs : by sport; unsaid : those that don't tell what they were; short : recordings started by mistake
    twice : how many records were of an activity that another file has too
    files, others : how many files were looked at, and how many were of another sort
    """

    runs: list[Run] = field(default_factory=list)
    seen: list[Run] = field(default_factory=list)
    not_runs: Counter[str] = field(default_factory=Counter)
    unsaid: list[Activity] = field(default_factory=list)
    short: list[Activity] = field(default_factory=list)
    failed: list[Finding] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    twice: int = 0
    files: int = 0
    others: int = 0


def take(
    reads: Iterable[Read], known: Iterable[Mapping[str, Any]], settings: Settings, now: datetime, as_runs: bool = False
) -> Taken:
    """What is to be taken of these files.

    known : the data of the runs in the journal; now : the moment of the import, with its offset
    as_runs : activities that don't say what they were are runs
    """
    taken = Taken()
    runs: list[Activity] = []
    others = Known(settings)
    for read in reads:
        taken.files += not read.passed_over
        taken.others += read.passed_over
        for finding in read.findings:
            (taken.failed if is_error(finding) else taken.doubts).append(finding)
        for activity in read.activities:
            if activity.kind == NO_RUN:
                others.add(Run(activity))
                taken.not_runs[printable(activity.sport.strip().lower())] += 1
                continue
            why = why_not(activity, settings, now)
            if why:
                taken.failed.append(Finding("not-believed", why, activity.file, activity.line))
                continue
            if activity.active < settings.number["believable.shortest_s"]:
                taken.short.append(activity)
                continue
            activity = without_idle_metres(activity, settings)
            runs.append(replace(activity, name=printable(activity.name)) if activity.name else activity)
    told = [one for one in runs if one.kind != UNSAID or others.match(one) is None]  # another file knows: no run
    taken.twice = len(runs) - len(told)
    return _sorted_out(taken, told, known, settings, as_runs)


def _sorted_out(
    taken: Taken, runs: list[Activity], known: Iterable[Mapping[str, Any]], settings: Settings, as_runs: bool
) -> Taken:
    there = There(known, settings)
    for run in once_each(runs, settings):
        taken.twice += len(run.others)
        if run.activity.kind == UNSAID and not as_runs:
            taken.unsaid.append(run.activity)
            continue
        run.activity, doubts = without_the_unbelieved(run.activity, settings)
        taken.doubts += doubts
        (taken.seen if there.has(run) else taken.runs).append(run)
    return taken


class There:
    """The runs that a journal has."""

    def __init__(self, known: Iterable[Mapping[str, Any]], settings: Settings):
        self.journal, self.prints = Known(settings), set[Any]()
        for data in known:
            self.journal.add(Run(from_entry(data)))
            self.prints.add(data.get("fingerprint"))

    def has(self, run: Run) -> bool:
        """Whether any record of a run is there."""
        records = [run.activity, *run.others]
        return any(one.fingerprint in self.prints or self.journal.match(one) is not None for one in records)


def entry_of(run: Run) -> dict[str, Any]:
    """The data of a run's journal entry."""
    data = run.activity.entry()
    return {**data, "kind": "run"} if data["kind"] == UNSAID else data


def keep(taken: Taken, journal: Journal, athlete: str, recorded_at: str, settings: Settings) -> int:
    """The new runs into the journal, each held when it began; how many. What another import has recorded since the
    files were read is seen by then, and isn't new any more.

    recorded_at : universal time with seconds, as the command line read it
    """

    def chosen(known: Iterable[Mapping[str, Any]]) -> list[Entry]:
        there = There(known, settings)
        runs, taken.runs = taken.runs, []
        for run in runs:
            (taken.seen if there.has(run) else taken.runs).append(run)
        data = [(run.activity.file, entry_of(run)) for run in taken.runs]
        return [Entry(one["start"], f"import:{file}", one) for file, one in data]

    if taken.runs:
        journal.append(athlete, chosen, recorded_at)
    return len(taken.runs)
