"""How things went over time: measures with what the gate ahead needs, and what the log says of weeks and sides."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from commands import run as surefoot
from journaling import NOW, athlete_of, day, facts, run, said, session

from surefoot.engine.journal.history import trends
from surefoot.engine.journal.store import Journal, open_journal
from surefoot.engine.journal.trends import Trend

FRIDAY = "2026-11-20"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return open_journal(tmp_path / "journal.db")


def item(exercise: str, side: str, pain: int = 0, **one: Any) -> dict[str, Any]:
    return {"exercise": exercise, "side": side, "pain": pain, "sets": [one]}


def found(journal: Journal, on: str = FRIDAY) -> dict[tuple[str, str], Trend]:
    return {(each.name, each.side): each for each in trends(athlete_of(journal), day(on))}


def values(trend: Trend) -> list[tuple[str, str]]:
    return [(each.date, each.text) for each in trend.points]


def test_running_by_the_week(journal: Journal) -> None:
    """Monday to Sunday; a week without a run has no value, one with a run of unknown length or not over is a least."""
    done = (("2026-10-19", 5000), ("2026-10-25", 7500), ("2026-11-02", 9000))
    journal.append([run(on, metres=metres) for on, metres in done], NOW)
    journal.append([run("2026-11-18", metres=4000)], NOW)
    weeks = found(journal)["run_km_week", ""]
    assert values(weeks) == [("2026-10-19", "12.5"), ("2026-11-02", "9"), ("2026-11-16", "4+")]
    assert values(found(journal, "2026-11-22")["run_km_week", ""])[-1] == ("2026-11-16", "4")


def test_pain_by_side_and_in_all(journal: Journal) -> None:
    sore = [{"site": "achilles", "side": "right", "tissue": "tendon", "during": 3},
            {"site": "knee", "side": "both", "tissue": "joint", "during": 1}]  # fmt: skip
    journal.append([facts("2026-11-10", {"pain": "none"}), facts("2026-11-12", {"pain": sore})], NOW)
    journal.append([session("2026-11-14", pain="none", items=[item("knee_stepup_20", "left", pain=2, reps=8)])], NOW)
    told = found(journal)
    assert [text for _, text in values(told["pain_during_nrs", "left"])] == ["0", "1", "0"]
    assert [text for _, text in values(told["pain_during_nrs", "right"])] == ["0", "3", "0"]
    assert [text for _, text in values(told["pain_during_nrs", ""])] == ["0", "3", "2"]
    journal.append([facts("2026-11-12", {"pain": "none"}, corrects=2)], NOW)
    assert [key for key in found(journal) if key[0] == "pain_during_nrs"] == [("pain_during_nrs", "")]


def test_jumps_lifts_and_sides(journal: Journal) -> None:
    for on, left, right in (("2026-11-10", 8, 10), ("2026-11-13", 10, 10)):
        items = [
            item("knee_stepup_20", "left", reps=left, load_kg=20, rir=2),
            item("knee_stepup_20", "right", reps=right, load_kg=20, rir=2),
            item("hinge_trapbar", "both", reps=6, load_kg=60, rir=0),
            item("pv_pogo_dl", "both", contacts=40, seconds=20),
        ]
        journal.append([session(on, items=items)], NOW)
    told = found(journal)
    assert [text for _, text in values(told["strength.knee_stepup_20", "left"])] == ["26.7", "28"]
    assert [text for _, text in values(told["strength.knee_stepup_20", "right"])] == ["28", "28"]
    assert [text for _, text in values(told["strength.hinge_trapbar", ""])] == ["72", "72"]
    assert [text for _, text in values(told["side_gap.knee_stepup_20", ""])] == ["20", "0"]
    assert [text for _, text in values(told["jump_contacts", ""])] == ["40", "40"]


def test_the_cut_of_the_gate_ahead_is_the_athletes_own(journal: Journal) -> None:
    """By the last decision's gate, and by the age: a table's row."""
    for years, cut in ((34, 15), (82, 13)):
        kept = open_journal(journal.path.with_name(f"{years}.db"))
        told = said("sample-hold")
        told["profile"] = {**told["profile"], "age_years": years}
        kept.append([facts("2026-11-16", told), facts("2026-11-19", told | {"pain": "none"})], NOW)
        again = {"sl_calf_raise_reps": {"left": 14, "right": 15}, "wellness_hooper_sum": 12}
        kept.append([facts("2026-11-20", {"measures": again})], NOW)
        assert found(kept)["sl_calf_raise_reps", "left"].cut is None     # nothing has been decided
        whose = athlete_of(kept)
        whose.record(whose.decide(day(FRIDAY)), NOW)
        ahead = found(kept)["sl_calf_raise_reps", "left"].cut
        assert ahead is not None
        assert (ahead.gate, ahead.value, ahead.among) == ("G3", cut, False)
        assert found(kept)["wellness_hooper_sum", ""].cut is None


def test_the_page_and_the_object_have_them(tmp_path: Path) -> None:
    path, today = tmp_path / "journal.db", datetime.date.today()
    monday = today - datetime.timedelta(days=today.weekday())
    with open_journal(path) as kept:
        kept.append([facts(today.isoformat(), said("sample-hold"))], NOW)
        runs = [run((monday - datetime.timedelta(days=ago)).isoformat(), metres=8000) for ago in (14, 7)]
        kept.append([*runs, facts(today.isoformat(), {"measures": {"sl_calf_raise_reps": {"left": 14}}})], NOW)
    surefoot("plan", "a", "--journal", str(path))
    page = surefoot("history", "a", "--journal", str(path)).stdout
    assert "  Running a week (km)\n" in page
    assert max(map(len, page.splitlines())) <= 80
    assert "(G3): at least 15\n      each side.\n" in page
    data = json.loads(surefoot("history", "a", "--journal", str(path), "--json").stdout)
    by_name = {each["name"]: each for each in data["trends"]}
    assert by_name["run_km_week"]["measure"] is None
    assert [each["value"] for each in by_name["run_km_week"]["values"]] == ["8", "8"]
    assert by_name["sl_calf_raise_reps"]["gate_ahead"]["gate"] == "G3"
