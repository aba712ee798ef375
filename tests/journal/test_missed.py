"""Sessions missed in a row: counted by what was shown, and another week offered."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from commands import run as surefoot
from journaling import NOW, Draft, day, entries_of, facts, said, session

from surefoot.engine.journal.missed import missed_in_a_row
from surefoot.engine.journal.store import open_journal

ALL = {"week": {"available_days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "session_minutes": 40}}


def shown(on: str, *sessions: tuple[str, str]) -> Draft:
    items: list[Any] = [{"id": id_, "date": date, "items": []} for id_, date in sessions]
    return Draft("a", "plan", on, "plan", {"week": on, "decision": 1, "sessions": items})


FIRST = shown("2026-11-02", ("A", "2026-11-03"), ("B", "2026-11-05"), ("C", "2026-11-07"))


def missed(*drafts: Draft, on: str = "2026-11-09") -> list[tuple[str, str]]:
    return [tuple(each) for each in missed_in_a_row(entries_of(*drafts), day(on))]


def test_what_was_shown_and_not_done_is_missed() -> None:
    assert missed(FIRST) == [("A", "tue"), ("B", "thu"), ("C", "sat")]
    assert missed(FIRST, on="2026-11-05") == [("A", "tue")]      # today's can still be done
    assert missed(FIRST, session("2026-11-05", "no")) == [("A", "tue"), ("B", "thu"), ("C", "sat")]


def test_one_that_was_done_begins_anew() -> None:
    """On whatever day it was."""
    assert missed(FIRST, session("2026-11-06")) == [("C", "sat")]
    assert missed(FIRST, session("2026-11-08", "partly")) == []


def test_for_each_day_the_plan_counts_that_was_shown_last() -> None:
    later = shown("2026-11-04", ("A", "2026-11-06"))
    assert missed(FIRST, later) == [("A", "tue"), ("A", "fri")]
    assert missed() == []


def test_plan_offers_another_week_after_three(tmp_path: Path) -> None:
    """With what there is beside it; and nothing after two."""
    path, today = tmp_path / "journal.db", datetime.date.today()
    days = [(today - datetime.timedelta(days=ago)) for ago in (6, 4, 2)]
    told = {**said("sample-hold"), **ALL, "running": {"days": "none"}}
    for count, name in ((2, "few.db"), (3, path.name)):
        with open_journal(tmp_path / name) as kept:
            plan = shown(days[0].isoformat(), *zip("ABC", (each.isoformat() for each in days[:count]), strict=False))
            kept.append([facts(today.isoformat(), told), plan], NOW)
    page = " ".join(surefoot("plan", "a", "--journal", str(path)).stdout.split())
    assert "3 sessions in a row were missed; nothing is caught up. As the week stands: " in page
    names = [each.strftime("%a") for each in days]
    after = page.partition("On the days on which none was missed: ")[2].partition(".")[0]
    assert after
    assert not any(name in after for name in names)
    assert "in a row were missed" not in surefoot("plan", "a", "--journal", str(tmp_path / "few.db")).stdout
