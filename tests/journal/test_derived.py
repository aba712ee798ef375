"""Facts from history in what an athlete meets: decisions that use them, and the entries that they come from."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from commands import run as surefoot
from journaling import NOW, athlete_of, day, facts, run, said, session

from surefoot.engine.journal.standing import told_stands
from surefoot.engine.journal.store import Journal, open_journal

HINGE = {
    "exercise": "hinge_trapbar",
    "side": "both",
    "technique": 5,
    "pain": 0,
    "sets": [{"reps": 8, "load_kg": 20, "rir": 3}, {"reps": 8, "load_kg": 20, "rir": 3}],
}


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return open_journal(tmp_path / "journal.db")


def lifted(on: str, **more: Any) -> Any:
    return session(on, minutes=40, effort=6, items=[{**HINGE, **more}])


def test_a_decision_counts_what_was_done(journal: Journal) -> None:
    """Clean sessions, and running of the week, each from its entries."""
    runs = [run(f"2026-11-{number:02}", metres=10000) for number in (2, 9, 14, 17, 19)]
    journal.append([facts("2026-11-20", said("sample-hold")), *runs, lifted("2026-11-16"), lifted("2026-11-19")], NOW)
    document = athlete_of(journal).document(day("2026-11-21"))
    assert document.data["log"]["clean_sessions"]["hinge"] == {"value": "2+", "date": "2026-11-21"}
    assert document.reads["log.clean_sessions.hinge"] == (7, 8)
    assert document.data["measures"]["hours_since_hard_run"]["date"] == "2026-11-21"


def test_a_correction_is_followed(journal: Journal) -> None:
    journal.append([facts("2026-11-20", said("sample-hold")), lifted("2026-11-16"), lifted("2026-11-19")], NOW)
    journal.append([session("2026-11-19", corrects=3, minutes=40, items=[{**HINGE, "technique": 2}])], NOW)
    document = athlete_of(journal).document(day("2026-11-21"))
    assert document.data["log"]["clean_sessions"]["hinge"]["value"] == "1+"
    assert 3 not in document.reads["log.clean_sessions.hinge"]


def test_the_newer_of_told_and_shown_stands(journal: Journal) -> None:
    """Of one day what was told."""
    journal.append([run(f"2026-11-{number}", metres=10000) for number in (14, 16, 18)], NOW)
    journal.append([facts("2026-11-17", {"running": {"km_week": 45}})], NOW)
    assert athlete_of(journal).document(day("2026-11-20")).data["running"]["km_week"]["value"] != 45
    journal.append([facts("2026-11-20", {"running": {"km_week": 50}})], NOW)
    document = athlete_of(journal).document(day("2026-11-20"))
    assert document.data["running"]["km_week"] == 50
    assert document.reads["running.km_week"] == (5,)


@pytest.mark.parametrize(
    ("told", "shown", "stands"),
    [
        (("2026-11-18", "1.5"), ("2026-11-20", "0.8+"), True),      # a light session says nothing against a test
        (("2026-11-18", "0.7"), ("2026-11-20", "0.8+"), False),
        (("2026-11-18", "1.5"), ("2026-11-20", "0.8"), False),
        (("2026-11-20", "1.5"), ("2026-11-20", "0.8"), True),
        (("2026-06-18", "1.5"), ("2026-11-20", "0.8+"), False),     # out of date
        (("2026-11-18", "unknown"), ("2026-11-20", "0.8+"), False),
    ],
)
def test_at_least_so_much_takes_nothing_away(told: Any, shown: Any, stands: bool, journal: Journal) -> None:
    book = athlete_of(journal).opened.book
    measure = book.measures["seated_calf_rel_load"]
    assert told_stands(told, shown, measure, book, "2026-11-20") is stands


def test_a_break_counts_on_in_the_first_days_after_it(journal: Journal) -> None:
    """Unless the days off were told since."""
    journal.append([facts("2026-10-01", said("sample-hold")), lifted("2026-10-10"), lifted("2026-11-16")], NOW)
    assert athlete_of(journal).document(day("2026-11-18")).data["position"]["days_off"]["value"] > 30
    journal.append([facts("2026-11-17", {"position": {"days_off": 0}})], NOW)
    assert athlete_of(journal).document(day("2026-11-18")).data["position"]["days_off"] == 1


def test_history_names_the_entries(tmp_path: Path) -> None:
    path, today = tmp_path / "journal.db", datetime.date.today()
    days = [(today - datetime.timedelta(days=ago)).isoformat() for ago in (6, 3)]
    with open_journal(path) as kept:
        kept.append([facts(days[0], said("sample-hold")), *map(lifted, days)], NOW)
    shown = surefoot("history", "a", "--journal", str(path))
    assert "What the log says, and the entries that say so\n" in shown.stdout
    assert "Clean hinge sessions: 2+ sessions (entries 2, 3)" in shown.stdout
    data = json.loads(surefoot("history", "a", "--json", "--journal", str(path)).stdout)
    assert data["log"]["log.clean_sessions.hinge"]["entries"] == [2, 3]
    assert data["unknown"]["log.tempo_reps"]


# ---- surefoot plan ATHLETE ------------------------------------------------------------------------------------------


def last(journal: Path) -> tuple[int, list[Any], list[Any]]:
    """How many decisions, all plan entries, and the sessions of the last."""
    with open_journal(journal, create=False) as kept:
        plans = [each for each in kept.entries("a") if each.kind == "plan"]
        return len(kept.briefs("a")), plans, list(plans[-1].data["sessions"]) if plans else []


def test_plan_of_an_athlete_and_what_was_shown_is_kept(tmp_path: Path) -> None:
    """Once, however often it is asked for; and a second time when something new has been said."""
    path, today = tmp_path / "journal.db", datetime.date.today().isoformat()
    with open_journal(path) as kept:
        kept.append([facts(today, said("sample-hold"))], NOW)
    shown = surefoot("plan", "a", "--journal", str(path))
    assert shown.returncode == 0
    assert "THIS WEEK, FROM" in shown.stdout
    assert surefoot("plan", "a", "--journal", str(path)).stdout == shown.stdout
    count, plans, sessions = last(path)
    assert (count, len(plans)) == (1, 1)
    for each in sessions:
        assert f"SESSION {each['id']}" in shown.stdout
        for item in each["items"]:
            assert item["name"] in " ".join(shown.stdout.split())
    with open_journal(path) as kept:
        kept.append([facts(today, {"week": {"session_minutes": 20}})], NOW)
    other = surefoot("plan", "a", "--journal", str(path), "--format", "csv")
    assert other.stdout.startswith("week,")
    assert len(last(path)[1]) == 2


def test_a_plan_that_could_not_be_written_is_not_kept(tmp_path: Path) -> None:
    path, broken = tmp_path / "journal.db", tmp_path / "broken.ics"
    broken.write_text("no calendar", encoding="utf-8")
    with open_journal(path) as kept:
        kept.append([facts(datetime.date.today().isoformat(), said("sample-hold"))], NOW)
    done = surefoot("plan", "a", "--journal", str(path), "--format", "ics", "--replaces", str(broken))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert last(path) == (0, [], [])


def test_a_plan_that_could_not_be_put_into_its_file_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with open_journal(path) as kept:
        kept.append([facts(datetime.date.today().isoformat(), said("sample-hold"))], NOW)
    done = surefoot("plan", "a", "--journal", str(path), "--output", str(tmp_path / "missing" / "week.txt"))
    assert done.returncode == 2
    assert "Nothing was written: " in done.stderr
    assert last(path) == (0, [], [])


@pytest.mark.parametrize("arguments", [(), ("a", "--facts", "-")])
def test_one_of_an_athlete_and_a_file(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = surefoot("plan", *arguments, "--journal", str(tmp_path / "journal.db"))
    assert done.returncode == 2
    assert "one of them" in done.stderr
    assert not (tmp_path / "journal.db").exists()


def test_nobody_in_the_journal_is_told_how_to_begin(tmp_path: Path) -> None:
    open_journal(tmp_path / "journal.db").close()
    done = surefoot("plan", "nobody", "--journal", str(tmp_path / "journal.db"))
    assert done.returncode == 2
    assert "surefoot assess nobody --journal" in done.stderr


def test_the_next_weight_and_what_was_done_last_time(tmp_path: Path) -> None:
    """From the log, beside the exercise; and asked again it is the same, though a plan was kept in between."""
    path, today = tmp_path / "journal.db", datetime.date.today()
    with open_journal(path) as kept:
        kept.append([facts(today.isoformat(), said("sample-hold"))], NOW)
    surefoot("plan", "a", "--journal", str(path))
    loaded = next(
        item for each in last(path)[2] for item in each["items"] if "repetitions in reserve" in item["load"]
    )
    done = [
        {"exercise": loaded["exercise"], "side": side, "technique": 5, "pain": 0,
         "sets": [{"reps": loaded["reps"], "load_kg": 12, "rir": loaded["rir"]}] * loaded["sets"]}
        for side in ("left", "right")
    ]  # fmt: skip
    with open_journal(path) as kept:
        on = (today - datetime.timedelta(days=2)).isoformat()
        kept.append([session(on, minutes=40, items=done)], NOW)
    shown = surefoot("plan", "a", "--journal", str(path)).stdout
    assert "Last time," in shown
    assert "12 kg" in shown
    assert surefoot("plan", "a", "--journal", str(path)).stdout == shown


def test_a_break_asks_for_the_same_step_back_however_often_it_is_asked(tmp_path: Path) -> None:
    """The plan that was shown first doesn't take it away on its own day."""
    path, today = tmp_path / "journal.db", datetime.date.today()
    days = [(today - datetime.timedelta(days=ago)).isoformat() for ago in (60, 50, 2)]
    with open_journal(path) as kept:
        kept.append([facts(days[0], said("sample-hold")), *map(lifted, days[1:])], NOW)
    pages = [surefoot("plan", "a", "--journal", str(path)).stdout for _ in range(3)]
    assert pages[0]
    assert pages[0] == pages[1] == pages[2]
    with open_journal(path, create=False) as kept:
        assert len(kept.briefs("a")) == 1
