"""Files made by others: one activity in several formats agrees, and what is odd in them is read as it is meant."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import run
from run_reading import OTHERS, Reader

from surefoot.engine.rulebook.files import SHIPPED
from surefoot.engine.runs.activity import Activity

ONE = {  # one ride: as recorded, as Garmin Connect exports it, as Strava exports it
    "fit": "sweat/4801048867.fit",
    "tcx": "sweat/activity_4801048867.tcx.gz",
    "gpx": "sweat/activity_4801048867.gpx.gz",
    "strava's gpx": "sweat/4801048867_strava.gpx.gz",
}
PAUSED = ["sweat/2020-06-01-16-52-40.fit", "sweat/activity_5039744860.tcx.gz", "sweat/activity_5039744860.gpx.gz"]


@pytest.fixture(scope="module")
def one(reader: Reader) -> dict[str, Activity]:
    return {form: reader.other(name).activities[0] for form, name in ONE.items()}


@pytest.mark.parametrize("form", [form for form in ONE if form != "fit"])
def test_one_activity_agrees_across_formats(one: dict[str, Activity], form: str) -> None:
    """Distance within a metre, duration within a second, and the same start."""
    recorded, other = one["fit"], one[form]
    assert recorded.metres == pytest.approx(36322.85)
    assert recorded.seconds == pytest.approx(5158.557)
    assert other.metres == pytest.approx(recorded.metres, abs=1)
    assert other.seconds == pytest.approx(recorded.seconds, abs=1)
    assert other.start == recorded.start


def test_the_watch_says_where_it_was(one: dict[str, Activity]) -> None:
    assert one["fit"].start.isoformat() == "2020-04-18T13:10:44+02:00"


def test_a_pause_that_formats_tell_in_their_own_ways(reader: Reader) -> None:
    """The watch stopped for half a minute; the GPX file doesn't know of it."""
    fit, tcx, gpx = (reader.other(name).activities[0] for name in PAUSED)
    assert (fit.seconds, fit.moving_seconds, fit.metres) == (113.15, 93.7, 668.19)
    assert (tcx.seconds, tcx.metres) == (126, pytest.approx(668.19))
    assert (gpx.seconds, round(gpx.metres or 0)) == (126, 900)


def test_several_sessions_and_a_run_that_never_was(reader: Reader) -> None:
    read = reader.other("sweat/6471559601_ACTIVITY.fit")
    assert [(one.sport, one.kind, one.metres) for one in read.activities] == [
        ("running", "run", None), ("transition", "none", None), ("rowing", "none", None),
    ]  # fmt: skip


def test_indoors_at_0_m(reader: Reader) -> None:
    (one,) = reader.other("sweat/6449921903_ACTIVITY.fit").activities
    assert (one.metres, one.seconds, one.moving_seconds) == (None, 324.513, 196.229)


def test_a_run_of_another_maker(reader: Reader) -> None:
    (one,) = reader.other("sweat/3173437224.tcx.gz").activities
    assert (one.kind, one.start.isoformat()) == ("run", "2019-01-29T11:25:13+01:00")
    assert one.metres == pytest.approx(4508.5)
    assert (one.seconds, one.moving_seconds) == (pytest.approx(3903.719), 3510)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("route.gpx", "It is no recording: a route."),
        ("unicode_with_bom.gpx", "It is no recording: there is no track in it."),
    ],
)
def test_what_is_no_recording(reader: Reader, name: str, said: str) -> None:
    assert [finding.say for finding in reader.other(f"gpxpy/{name}").findings] == [said]


def test_a_time_keeps_its_offset_and_its_parts_of_a_second(reader: Reader) -> None:
    (one,) = reader.other("gpxpy/track-with-less-sec-time.gpx").activities
    assert (one.start.isoformat(), one.seconds, one.kind) == ("2015-12-11T15:43:13+01:00", 0.994, "run")


def test_the_whole_folder_counts_each_activity_once(tmp_path: Path) -> None:
    """With a rulebook in which cycling counts, since the files in all formats are rides."""
    for folder in ("knowledge", "rules"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    file = tmp_path / "knowledge/import.yaml"
    text = file.read_text("utf-8")
    text = text.replace("[running, run,", '[cycling, biking, "1", running, run,').replace("value: 25\n", "value: 60\n")
    file.write_text(text, "utf-8")
    done = run("import", "--dry-run", str(OTHERS / "sweat"), "--rules", str(tmp_path), "--zone", "Europe/Amsterdam")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        """\
Runs in sweat

4 runs to take, 2019-01-29 to 2021-03-18: 41.5 km, 2 h 29 min.
1 has no distance and counts by time.

  2019-01-29 11:25    4.51 km  0:58:30            3173437224.tcx.gz
  2020-04-18 13:10   36.32 km  1:25:59            Rondje achterhoek (and in 3
    other files)
  2020-06-01 16:52    0.67 km  0:01:34            Leiden Fietsen (and in 2 other
    files)
  2021-03-18 14:02      no km  0:03:16            6449921903_ACTIVITY.fit

5 records of what another file has too: counted once.
2 were no runs: transition 1, rowing 1.
1 was too short to be a run: not counted.
1 other file not looked at.

A dry run: nothing was kept.
"""
    )


def test_each_file_has_its_licence_beside_it() -> None:
    readme = (OTHERS / "README.md").read_text("utf-8")
    for folder in (path for path in OTHERS.iterdir() if path.is_dir()):
        assert list(folder.glob("LICENSE*")), folder
        assert f"`{folder.name}/`" in readme
