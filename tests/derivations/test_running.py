"""The running load, worked out by hand."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from derivations.conftest import TODAY, Notes, derived, value

HOUR = timezone(timedelta(hours=1))


def weeks_of(*km: float, runs: int = 4) -> Notes:
    """Weeks of running, this one first: so many runs a week, alike."""
    notes = Notes()
    for week, distance in enumerate(km):
        for number in range(runs):
            notes.run(7 * week + number, distance / runs)
    return notes


def test_the_week_is_the_last_seven_days() -> None:
    notes = weeks_of(40, 30)
    assert value(notes, "running.km_week") == 40
    assert value(notes, "running.min_week") == 240
    assert derived(notes).facts["running.km_week"].entries == (1, 2, 3, 4)


def test_a_week_without_a_run_is_not_known() -> None:
    notes = Notes()
    notes.run(8)
    assert value(notes, "running.km_week") is None


def test_a_log_that_begins_in_the_week_gives_a_least() -> None:
    notes = Notes()
    notes.run(2, 12)
    assert value(notes, "running.km_week") == "12+"


def test_a_run_without_a_distance_counts_by_its_time() -> None:
    """Five runs of 10 km in 60 minutes, and 30 minutes on a treadmill: 5 km."""
    notes = Notes()
    for days in (1, 3, 5, 9, 12):
        notes.run(days, 10, 60)
    notes.run(2, None, 30, kind="treadmill")
    assert value(notes, "running.km_week") == 35
    only = Notes()
    only.run(10, None, 30)
    only.run(1, None, 30)
    assert value(only, "running.km_week") is None
    assert value(only, "running.min_week") == 30


def test_the_longest_run_against_the_thirty_days_before() -> None:
    """18 km this week after 16 km in the 30 days before: 12.5, which is 13 rounded up."""
    notes = Notes()
    for days, km in ((40, 30), (30, 10), (20, 16), (10, 12), (2, 18), (1, 5)):
        notes.run(days, km)
    assert value(notes, "measures.single_session_distance_ratio") == 13
    assert derived(notes).facts["measures.single_session_distance_ratio"].entries == (3, 5)


def test_without_runs_to_compare_with_nothing_is_said() -> None:
    notes = Notes()
    for days, km in ((20, 16), (10, 12), (2, 18)):
        notes.run(days, km)
    assert value(notes, "measures.single_session_distance_ratio") is None
    assert value(notes, "measures.weekly_distance_change") is None


def test_the_week_against_the_weeks_before() -> None:
    """44 km after 40 a week: 10 per cent. The ratio: 44 / ((44 + 120) / 4) = 1.07."""
    notes = weeks_of(44, 40, 40, 40, 40)
    assert value(notes, "measures.weekly_distance_change") == 10
    assert value(notes, "measures.acwr") == "1.07"


def test_hours_since_a_hard_run_are_exact_where_both_times_are_known() -> None:
    notes = Notes()
    notes.run(12, 12)
    notes.run(1, 8, 60, effort=8, at="T18:00+01:00")
    notes.run(0, 5, 30, effort=3, at="T07:00+01:00")
    assert value(notes, "measures.hours_since_hard_run", datetime(2026, 11, 20, 12, tzinfo=HOUR)) == 17
    assert value(notes, "measures.hours_since_hard_run") == "5+"  # the day may have only begun


def test_a_long_run_is_hard_whatever_its_effort() -> None:
    notes = Notes()
    notes.run(20, 20, effort=4)
    notes.run(3, 15, effort=3)
    notes.run(1, 16, effort=3, at="T08:00+00:00", minutes=120)
    assert value(notes, "measures.hours_since_hard_run") == "14+"


def test_a_run_of_unknown_effort_may_have_been_hard() -> None:
    notes = Notes()
    for days, effort in ((30, 4), (5, 8), (2, None)):
        notes.run(days, 10 if days == 30 else 5, effort=effort, at="T10:00+00:00")
    noon = datetime(2026, 11, 20, 12, tzinfo=timezone.utc)
    assert value(notes, "measures.hours_since_hard_run", noon) == "49+"


def test_no_hard_run_in_ten_days_is_a_least() -> None:
    notes = Notes()
    notes.run(40, 20, effort=8)
    notes.run(25, 20, effort=4)
    notes.run(2, 8, effort=4)
    assert value(notes, "measures.hours_since_hard_run") == "240+"


def test_what_is_held_later_is_not_seen() -> None:
    notes = weeks_of(40, 40)
    notes.run(-1, 30)
    assert value(notes, "running.km_week") == 40
    assert value(notes, "running.km_week", TODAY + timedelta(days=1)) == 70
