"""FIT, GPX and TCX: samples of ours with one trap each."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from run_reading import BERLIN, NOW, Reader
from run_samples import (
    METRES,
    SECONDS,
    START,
    activity,
    fit,
    gpx,
    message,
    record,
    session,
    sport_message,
    tcx,
    tcx_activity,
)

END = START + timedelta(seconds=SECONDS)
SAMPLES = {"run.fit": fit(), "run.gpx": gpx(), "run.tcx": tcx()}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_run_in_each_format(reader: Reader, name: str) -> None:
    read = reader(SAMPLES[name], name)
    (one,) = read.activities
    assert read.findings == []
    assert (one.start, one.seconds, one.kind) == (START, SECONDS, "run")
    assert one.metres == pytest.approx(METRES, abs=1)
    assert one.start.astimezone(BERLIN).isoformat() == one.start.isoformat() == "2026-11-01T08:30:00+01:00"


def test_the_three_formats_are_one_run(reader: Reader) -> None:
    taken = reader.take(*SAMPLES.items())
    assert [run.activity.form for run in taken.runs] == ["fit"]
    assert taken.twice == 2


# ---- FIT ------------------------------------------------------------------------------------------------------------


def test_every_session_of_a_file_is_an_activity(reader: Reader) -> None:
    swim = session(START - timedelta(minutes=30), 1500, 1000, "swimming")
    change = session(START - timedelta(minutes=5), 240, 100, "transition")
    taken = reader.take(("triathlon.fit", fit(swim, change, session())))
    assert [run.activity.start for run in taken.runs] == [START]
    assert taken.not_runs == {"swimming": 1, "transition": 1}


@pytest.mark.parametrize(
    ("sub", "kind"),
    [("generic", "run"), ("street", "run"), ("treadmill", "treadmill"), ("indoor_running", "treadmill"),
     ("track", "track"), ("trail", "trail"), ("virtual_activity", "other")],
)  # fmt: skip
def test_kinds_of_running(reader: Reader, sub: str, kind: str) -> None:
    assert reader(fit(session(sub=sub)), "run.fit").activities[0].kind == kind


@pytest.mark.parametrize(
    ("messages", "kind"),
    [
        ([session(sport="generic")], ""),
        ([session(sport="generic", name="Laufen")], "run"),
        ([session(sport="generic", name="Treadmill")], "treadmill"),
        ([message(12, [(0, 0, 0), (1, 0, 0), (3, 7, "Trail Run")]), session(sport="generic")], "trail"),
        ([session(sport="generic", name="Yoga")], "none"),
    ],
)
def test_a_generic_session_goes_by_its_name(reader: Reader, messages: list[bytes], kind: str) -> None:
    assert reader(fit(*messages), "run.fit").activities[0].kind == kind


def test_what_says_nothing_is_no_run_unless_it_is_told_so(reader: Reader) -> None:
    file = ("x.fit", fit(session(sport="generic")))
    assert (len(reader.take(file).runs), len(reader.take(file).unsaid)) == (0, 1)
    taken = reader.take(file, as_runs=True)
    assert (len(taken.runs), len(taken.unsaid)) == (1, 0)


@pytest.mark.parametrize("metres", [0.0, None, 12.0])
def test_indoors_without_a_distance_it_counts_by_time(reader: Reader, metres: float | None) -> None:
    (run,) = reader.take(("in.fit", fit(session(metres=metres, sub="treadmill")))).runs
    assert (run.activity.metres, run.activity.seconds) == (None, SECONDS)


def test_pauses_are_told_apart(reader: Reader) -> None:
    (one,) = reader(fit(session(seconds=2400, timer=1800)), "run.fit").activities
    assert (one.seconds, one.moving_seconds, one.active) == (2400, 1800, 1800)


@pytest.mark.parametrize("hours", [-8, 5.75, 14])
def test_the_watch_knows_where_it_was(reader: Reader, hours: float) -> None:
    (one,) = reader(fit(session(), activity(END, hours)), "run.fit").activities
    assert (one.start, one.start.utcoffset()) == (START, timedelta(hours=hours))


def test_an_impossible_offset_is_passed_over(reader: Reader) -> None:
    (one,) = reader(fit(session(), activity(END, -300000)), "run.fit").activities
    assert one.start.isoformat() == "2026-11-01T08:30:00+01:00"


def test_a_wrong_checksum_is_said_and_the_file_read(reader: Reader) -> None:
    read = reader(fit(checksum=1), "run.fit")
    assert len(read.activities) == 1
    assert [(finding.code, finding.severity) for finding in read.findings] == [("bad-crc", "warning")]


def records(count: int = 31) -> list[bytes]:
    return [record(START + timedelta(seconds=60 * at), METRES * at / 30) for at in range(count)]


def test_a_file_without_its_end_is_taken_from_its_records(reader: Reader) -> None:
    whole = fit(sport_message("running"), *records(), session())
    read = reader(whole[: whole.index(session())], "dead-battery.fit")
    (one,) = read.activities
    assert (one.start, one.seconds, one.metres, one.kind) == (START, SECONDS, METRES, "run")
    assert [finding.code for finding in read.findings] == ["no-summary"]


def test_a_file_cut_after_its_summary_keeps_it(reader: Reader) -> None:
    whole = fit(*records(), session(), activity(END, 1))
    read = reader(whole[:-10], "cut.fit")
    assert read.activities[0].metres == METRES
    assert [finding.say for finding in read.findings] == [
        "It is damaged: it ends in the middle. What could be read was taken."
    ]


def test_files_end_to_end_are_read_each(reader: Reader) -> None:
    later = fit(session(START + timedelta(days=1)))
    assert len(reader(fit() + later, "two.fit").activities) == 2


@pytest.mark.parametrize(("type_", "word"), [(5, "workout file"), (6, "course file")])
def test_a_course_is_no_activity(reader: Reader, type_: int, word: str) -> None:
    assert reader.take(("x.fit", fit(type=type_))).not_runs == {word: 1}


def test_what_another_file_calls_a_ride_is_no_run_even_if_told_so(reader: Reader) -> None:
    files = ("a.gpx", gpx(sport="")), ("a.fit", fit(session(sport="cycling")))
    taken = reader.take(*files, as_runs=True)
    assert (taken.runs, taken.unsaid, taken.twice, taken.not_runs) == ([], [], 1, {"cycling": 1})


# ---- GPX ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [-3.5, 9])
def test_a_gpx_time_keeps_its_offset(reader: Reader, hours: float) -> None:
    (one,) = reader(gpx(hours=hours), "run.gpx").activities
    assert (one.start, one.start.utcoffset()) == (START, timedelta(hours=hours))


def test_a_gpx_time_without_a_zone_is_universal(reader: Reader) -> None:
    assert reader(gpx().replace(b"Z</time>", b"</time>"), "run.gpx").activities[0].start == START


@pytest.mark.parametrize(
    ("word", "kind"), [("running", "run"), ("9", "run"), ("trail_running", "trail"), ("1", "none"), ("", "")]
)
def test_how_a_gpx_names_a_run(reader: Reader, word: str, kind: str) -> None:
    assert reader(gpx(sport=word), "x.gpx").activities[0].kind == kind


def test_each_track_is_an_activity(reader: Reader) -> None:
    one, two = gpx().decode(), gpx(START + timedelta(hours=5)).decode()
    both = one.replace("</gpx>", two[two.index("<trk>") : two.index("</gpx>")] + "</gpx>")
    assert len(reader(both.encode(), "two.gpx").activities) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_text_in_the_encoding_that_it_names(reader: Reader, encoding: str) -> None:
    named = encoding.removesuffix("-sig")
    data = gpx(name="Früh am Fluß").decode().replace("UTF-8", named).encode(encoding)
    assert reader(data, "x.gpx").activities[0].name == "Früh am Fluß"


# ---- TCX ------------------------------------------------------------------------------------------------------------


def test_a_tcx_time_keeps_its_offset(reader: Reader) -> None:
    (one,) = reader(tcx(tcx_activity(hours=-5)), "x.tcx").activities
    assert one.start == START


def test_space_before_the_first_line_does_no_harm(reader: Reader) -> None:
    assert len(reader(tcx(before="          "), "strava.tcx").activities) == 1


def test_each_activity_of_a_tcx_is_one(reader: Reader) -> None:
    second = tcx_activity(START + timedelta(days=1), metres=8000)
    ride = tcx_activity(START + timedelta(days=2), sport="Biking")
    taken = reader.take(("x.tcx", tcx(tcx_activity(), second, ride)))
    assert [run.activity.metres for run in taken.runs] == [5000, 8000]
    assert taken.not_runs == {"biking": 1}


@pytest.mark.parametrize("metres", [None, 0.0])
@pytest.mark.parametrize("track", [True, False])
def test_a_treadmill_in_a_tcx_counts_by_time(reader: Reader, metres: float | None, track: bool) -> None:
    (run,) = reader.take(("x.tcx", tcx(tcx_activity(metres=metres, track=track)))).runs
    assert (run.activity.metres, run.activity.seconds) == (None, SECONDS)


def test_laps_without_points_give_distance_and_time(reader: Reader) -> None:
    (one,) = reader(tcx(tcx_activity(track=False)), "x.tcx").activities
    assert (one.start, one.seconds, one.metres) == (START, SECONDS, METRES)


def test_a_tcx_without_a_sport_says_nothing(reader: Reader) -> None:
    assert reader(tcx(tcx_activity(sport="Other")), "x.tcx").activities[0].kind == ""


# ---- what can't be --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "seconds", "say"),
    [
        (datetime(1970, 1, 1, tzinfo=timezone.utc), 1800, "It says that it began in 1970: its clock was not set."),
        (NOW + timedelta(days=400), 1800, "It says that it began on 2027-12-25, which is still to come."),
        (START, 70 * 3600, "It says that it took 70 hours."),
    ],
)  # fmt: skip
def test_a_recording_that_cant_be(reader: Reader, start: datetime, seconds: int, say: str) -> None:
    taken = reader.take(("x.gpx", gpx(start, seconds)))
    assert ([finding.say for finding in taken.failed], taken.runs) == ([say], [])


def test_a_recording_of_seconds_is_not_counted(reader: Reader) -> None:
    taken = reader.take(("x.fit", fit(session(seconds=40, metres=100))))
    assert (len(taken.short), taken.runs) == (1, [])


def test_a_distance_that_nobody_runs_is_left_out(reader: Reader) -> None:
    taken = reader.take(("x.fit", fit(session(metres=30_000))))
    assert taken.runs[0].activity.metres is None
    assert [finding.say for finding in taken.doubts] == ["30.00 km in 30 min can't be: counted by its time."]
