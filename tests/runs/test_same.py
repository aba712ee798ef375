"""The same run twice counts once: in one file or two, across formats, and against the journal."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from run_reading import NOW, Reader
from run_samples import GARMIN, GARMIN_ROW, METRES, SECONDS, START, STRAVA, STRAVA_ROW, fit, gpx, session, sheet, tcx

from surefoot.engine.journal.runs import KeptRuns
from surefoot.engine.journal.store import open_journal
from surefoot.engine.runs.activity import FIT, Activity, Read
from surefoot.engine.runs.activity import GARMIN as GARMIN_LIST
from surefoot.engine.runs.same import once_each
from surefoot.engine.runs.settings import open_settings
from surefoot.engine.runs.take import Entry, Taken, entry_of, keep, take

SETTINGS = open_settings()
FILES = {
    "a.fit": fit(),
    "a.gpx": gpx(name="Along the river"),
    "a.tcx": tcx(),
    "activities.csv": sheet(STRAVA, STRAVA_ROW),
    "Activities.csv": sheet(GARMIN, GARMIN_ROW),
}


def one(**changes: Any) -> Activity:
    activity = Activity(START, SECONDS, None, METRES, "run", "running", FIT, "a.fit")
    return replace(activity, **changes)


def count(*activities: Activity) -> int:
    return len(once_each(activities, SETTINGS))


@pytest.mark.parametrize("order", list(permutations(FILES))[::17])
def test_one_run_in_every_form_counts_once_in_whatever_order(reader: Reader, order: tuple[str, ...]) -> None:
    taken = reader.take(*((name, FILES[name]) for name in order))
    (run,) = taken.runs
    assert (run.activity.form, run.activity.metres, taken.twice) == ("fit", METRES, 4)
    assert (run.activity.name, run.activity.ascent_m) == ("Sample", 12.5)  # which the watch didn't know


def test_the_same_row_twice_counts_once(reader: Reader) -> None:
    assert len(reader.take(("activities.csv", sheet(STRAVA, STRAVA_ROW, STRAVA_ROW))).runs) == 1


@pytest.mark.parametrize(
    ("changes", "runs"),
    [
        ({"start": START + timedelta(seconds=90)}, 1),
        ({"start": START + timedelta(seconds=150)}, 2),
        ({"seconds": SECONDS * 1.04}, 1),
        ({"seconds": SECONDS * 1.2}, 2),
        ({"seconds": SECONDS * 1.2, "moving_seconds": SECONDS}, 1),  # one of them counts the pauses
        ({"metres": METRES * 1.08}, 1),
        ({"metres": METRES * 1.2}, 2),
        ({"metres": None}, 1),
        ({"start": START + timedelta(hours=8)}, 2),
        ({"start": START + timedelta(days=1)}, 2),
    ],
)
def test_how_close_is_the_same(changes: dict[str, Any], runs: int) -> None:
    assert count(one(), one(**changes, file="b.gpx", form="gpx")) == runs


@pytest.mark.parametrize(
    ("hours", "changes", "runs"),
    [
        (-9, {}, 1),  # a list in local time, read at home after a journey
        (5.75, {"seconds": SECONDS + 2, "metres": METRES + 4}, 1),
        (9, {"start": START + timedelta(hours=9, seconds=40)}, 2),
        (9, {"seconds": SECONDS + 40}, 2),  # the run to work, and the run home
        (9, {"metres": METRES * 1.03}, 2),
        (9, {"metres": None}, 2),
        (20, {"local": False}, 2),
        (0.1, {}, 2),
    ],
)
def test_a_list_that_is_off_by_a_zone(hours: float, changes: dict[str, Any], runs: int) -> None:
    other = replace(one(start=START + timedelta(hours=hours), local=True, form=GARMIN_LIST, file="b.csv"), **changes)
    assert count(one(), other) == runs


def test_two_runs_of_a_day_stay_two_in_every_form(reader: Reader) -> None:
    """To work and home again, nine hours apart, a minute slower."""
    home = START + timedelta(hours=9)
    fits = [("a.fit", fit()), ("b.fit", fit(session(home, SECONDS + 20)))]
    rows = [GARMIN_ROW, GARMIN_ROW.replace("08:30:00", "17:30:00").replace("00:30:00", "00:30:20")]
    assert len(reader.take(*fits, ("Activities.csv", sheet(GARMIN, *rows))).runs) == 2


def test_the_kind_that_says_more_is_kept(reader: Reader) -> None:
    taken = reader.take(("a.fit", fit()), ("activities.csv", sheet(STRAVA, STRAVA_ROW.replace(",Run,", ",Trail Run,"))))
    assert taken.runs[0].activity.kind == "trail"


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 5)), max_size=25), st.randoms())
def test_counting_once_is_stable(runs: list[tuple[int, int]], random: Any) -> None:
    """Whatever comes in whatever order: the same runs are left, and what is left is left again."""
    all_ = [
        one(start=START + timedelta(hours=at), seconds=600.0 * length, metres=1500.0 * length, line=number)
        for number, (at, length) in enumerate(runs)
    ]
    shuffled = list(all_)
    random.shuffle(shuffled)
    left = [run.activity for run in once_each(all_, SETTINGS)]
    assert [run.activity for run in once_each(shuffled, SETTINGS)] == left
    assert [run.activity for run in once_each(left, SETTINGS)] == left
    assert len(left) == len(set(runs))


class Pages:
    """A journal in memory."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def runs(self, athlete: str) -> list[Mapping[str, Any]]:
        return [entry.data for entry in self.entries]

    def append(
        self, athlete: str, chosen: Callable[[Iterable[Mapping[str, Any]]], Sequence[Entry]], recorded_at: str
    ) -> None:
        self.entries += chosen(self.runs(athlete))


def imported(journal: Pages, reader: Reader, *names: str) -> Taken:
    reads: list[Read] = [reader(FILES[name], name) for name in names]
    taken = take(reads, journal.runs("sample"), SETTINGS, NOW)
    keep(taken, journal, "sample", "2026-11-20T12:00:00Z", SETTINGS)
    return taken


def test_two_imports_at_one_moment_record_a_run_once(reader: Reader, tmp_path: Path) -> None:
    """Both have read the files, and what the journal has, before either writes."""
    file, ready = tmp_path / "journal.db", threading.Barrier(4, timeout=60)
    told: list[tuple[int, int]] = []

    def at_once(name: str) -> None:
        with open_journal(file) as journal:
            kept = KeptRuns(journal)
            taken = take([reader(FILES[name], name)], kept.runs("sample"), SETTINGS, NOW)
            assert len(taken.runs) == 1
            ready.wait()
            keep(taken, kept, "sample", "2026-11-20T12:00:00Z", SETTINGS)
            told.append((len(taken.runs), len(taken.seen)))

    threads = [threading.Thread(target=at_once, args=(name,)) for name in (*list(FILES)[:2], *list(FILES)[:2])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [(0, 1), (0, 1), (0, 1), (1, 0)]
    with open_journal(file) as journal:
        assert len(journal.entries("sample")) == 1


@pytest.mark.parametrize("first", FILES)
@pytest.mark.parametrize("second", FILES)
def test_what_the_journal_has_is_not_taken_again(reader: Reader, first: str, second: str) -> None:
    journal = Pages()
    assert len(imported(journal, reader, first).runs) == 1
    again = imported(journal, reader, second)
    assert (again.runs, len(again.seen), len(journal.entries)) == ([], 1, 1)


def test_what_stands_in_the_journal(reader: Reader) -> None:
    journal = Pages()
    imported(journal, reader, "activities.csv")
    (entry,) = journal.entries
    data = entry.data
    assert (entry.held_on, entry.source) == ("2026-11-01T08:30:00+01:00", "import:activities.csv")
    assert {key: value for key, value in data.items() if key != "fingerprint"} == {
        "start": "2026-11-01T08:30:00+01:00", "seconds": 1800, "moving_seconds": 1795, "metres": 5000, "kind": "run",
        "effort": None, "ascent_m": 12, "name": "Sample",
    }  # fmt: skip


def test_a_fingerprint_knows_no_zone() -> None:
    from zoneinfo import ZoneInfo

    away = one(start=START.astimezone(ZoneInfo("Asia/Tokyo")))
    assert away.fingerprint == one().fingerprint == entry_of(once_each([one()], SETTINGS)[0])["fingerprint"]
    assert one(metres=None).fingerprint != one().fingerprint
