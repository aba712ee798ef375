"""A calendar file from a journal comes after earlier ones by itself: read by another's reader into a toy calendar."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import vobject
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from journaling import NOW, facts, opened, said
from week.test_calendar import Calendar

from surefoot.cli import surefoot
from surefoot.engine import service
from surefoot.engine.commands.common import Clock
from surefoot.engine.journal.store import open_journal
from surefoot.engine.page.editions import editions, first_day

MONDAY = datetime.date(2026, 11, 23)
CALM = {"pain": "none", "red_flags": "none", "symptoms": "none"}
STOP = {"red_flags": {"RF_BSI": True}}
Plan = Callable[..., str]


class Strict(Calendar):
    """A calendar that takes an event anew only where its SEQUENCE is higher; with the same it has to say the same."""

    def take(self, text: str) -> None:
        (calendar,) = vobject.readComponents(text)
        for event in calendar.contents.get("vevent", ()):
            uid = event.uid.value
            new = (int(event.sequence.value), event.dtstart.value, event.summary.value, event.status.value)
            before = self.events.get(uid)
            assert before is None or new[0] > before[0] or new == before, (before, new)
            self.events[uid] = new


def day(number: int) -> datetime.date:
    return MONDAY + datetime.timedelta(days=number)


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plan]:
    """`surefoot plan a` on a day, after what is said on it."""
    monkeypatch.setattr(service, "open_surefoot", lambda *_: opened())
    file = tmp_path / "journal.db"
    with open_journal(file) as journal:
        journal.append([facts("2026-11-20", {**said("sample-hold"), "running": {"days": ["sun"], "hard_days": "none"}},
                              athlete="a")], NOW)  # fmt: skip

    def planned(on: int, *words: str, **told: Any) -> str:
        with open_journal(file) as journal:
            journal.append([facts(day(on).isoformat(), {**CALM, **told}, athlete="a")], NOW)
        return command(file, on, *words)

    return planned


def command(file: Path, on: int, *words: str) -> str:
    found = surefoot.get_command(click.Context(surefoot), "plan")
    assert found is not None
    moment = datetime.datetime(2026, 11, 23, 6, 30, tzinfo=datetime.timezone.utc)
    words = words or ("--format", "ics")
    result = CliRunner().invoke(found, ["a", *words, "--journal", str(file)],
                                obj=Clock(lambda: day(on), lambda: moment, lambda: 0.0))  # fmt: skip
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def week(*days: str) -> dict[str, Any]:
    return {"week": {"available_days": [*days]}}


def test_a_second_file_updates_the_first_and_withdraws_what_is_gone(plan: Plan) -> None:
    calendar = Strict()
    calendar.take(plan(0, **week("tue", "thu", "sat")))
    first = calendar.shown()
    assert set(first) >= {"A", "B"}
    assert all(sequence == 0 for sequence, *_ in calendar.events.values())
    calendar.take(plan(0, **week("wed", "fri", "sat")))
    moved = calendar.shown()
    assert set(moved) == set(first)
    assert moved["A"] != first["A"]
    assert len(calendar.events) == len(first)
    calendar.take(plan(0, **week("wed")))
    assert set(calendar.shown()) == {"A"}
    calendar.take(plan(0, **week("wed", "fri", "sat")))
    assert calendar.shown() == moved
    assert calendar.events["a-2026-W48-B@surefoot"][0] >= 2      # withdrawn, and back


def test_asked_twice_it_is_the_same_file(plan: Plan, tmp_path: Path) -> None:
    first = plan(0, **week("tue", "thu"))
    assert command(tmp_path / "journal.db", 0) == first
    other = command(tmp_path / "journal.db", 0, "--format", "ics", "--discreet")
    assert other.count("SEQUENCE:0") == first.count("UID:")


def test_a_stop_takes_all_back_and_stays_so(plan: Plan) -> None:
    calendar = Strict()
    calendar.take(plan(0, **week("tue", "thu")))
    calendar.take(plan(0, **STOP))
    assert calendar.shown() == {}
    gone = dict(calendar.events)
    calendar.take(plan(1, **STOP))
    assert {uid: event for uid, event in calendar.events.items() if event[1] > day(0)}.items() <= gone.items()


def test_after_a_stop_a_session_comes_back_under_its_name_and_a_higher_number(plan: Plan) -> None:
    calendar = Strict()
    calendar.take(plan(0, **week("wed", "fri")))
    calendar.take(plan(0, **STOP))
    plan(0, "--format", "text")
    calendar.take(plan(0, red_flags={"RF_BSI": False}, symptoms="none", clearances=[
        {"for": "RF_BSI", "by": "physiotherapist", "date": day(0).isoformat(),
         "allows": ["mobility", "bilateral", "unilateral"], "until": "2027-01-01"}]))  # fmt: skip
    back = {uid: event for uid, event in calendar.events.items() if event[3] != "CANCELLED"}
    assert all(sequence >= 2 for sequence, *_ in back.values())


def test_next_week_has_names_of_its_own_and_the_past_stays(plan: Plan) -> None:
    calendar = Strict()
    calendar.take(plan(0, **week("tue", "thu")))
    before = dict(calendar.events)
    calendar.take(plan(7, **week("tue", "thu")))
    assert {uid: event for uid, event in calendar.events.items() if uid in before} == before
    assert any("W49" in uid for uid in calendar.events)


def test_a_withdrawn_event_says_no_more_than_it_may(plan: Plan) -> None:
    plan(0, **week("tue", "thu", "sat"))
    (calendar,) = vobject.readComponents(plan(0, "--format", "ics", "--discreet", **week("tue")))
    gone = [event for event in calendar.vevent_list if event.status.value == "CANCELLED"]
    assert gone
    assert {event.summary.value for event in gone} == {"Training"}
    (calendar,) = vobject.readComponents(plan(0, **week("tue")))
    assert all(": " in event.summary.value for event in calendar.vevent_list)


def test_an_earlier_file_that_is_named_counts_alone(plan: Plan, tmp_path: Path) -> None:
    old = tmp_path / "old.ics"
    old.write_text(plan(0, **week("tue", "thu")), "utf-8")
    text = plan(0, "--format", "ics", "--replaces", str(old), **week("tue"))
    assert "STATUS:CANCELLED" in text


# ---- whatever the order ---------------------------------------------------------------------------------------------


def result(on: int, sessions: dict[str, tuple[int, str]]) -> dict[str, Any]:
    """A decision as short as one can be: letter to day and what is said."""
    shown = [{"id": letter, "kind": "hard", "focus": text, "date": day(on + ahead).isoformat()}
             for letter, (ahead, text) in sessions.items()]  # fmt: skip
    return {"athlete": "a", "as_of": day(on).isoformat(), "rulebook": "x", "plan": {"sessions": shown, "week": None}}


SHOWN = st.tuples(st.integers(0, 6), st.sampled_from(["x", "y"]))
SESSIONS = st.dictionaries(st.sampled_from("ABC"), SHOWN, max_size=3)
DECISIONS = st.lists(st.tuples(st.integers(0, 2), SESSIONS), min_size=2, max_size=7)


@settings(max_examples=60)
@given(DECISIONS, st.sets(st.integers(0, 6)))
def test_numbers_rise_with_what_changes_whichever_editions_are_imported(told: list[Any], imported: set[int]) -> None:
    """What is ahead in the calendar is what was shown last, from any of the files before it."""
    on, results = 0, []
    calendar: dict[str, tuple[int, str, str]] = {}
    for number, (later, sessions) in enumerate(told):
        on += later
        now = result(on, sessions)
        known = [each for each in results if datetime.date.fromisoformat(each["as_of"]) >= first_day(day(on))]
        found = editions(known, now)
        if number in imported or number == len(told) - 1:
            events = {f"a-{_week(each['date'])}-{each['id']}@surefoot": (each["date"], each["focus"])
                      for each in now["plan"]["sessions"]}  # fmt: skip
            for uid, said_ in events.items():
                new = (found.sequences[uid], *said_)
                assert uid not in calendar or new[0] > calendar[uid][0] or new == calendar[uid]
                calendar[uid] = new
            for gone in found.withdrawn:
                assert gone.uid not in calendar or gone.sequence >= calendar[gone.uid][0]
                calendar.pop(gone.uid, None)
            ahead = {uid for uid, event in calendar.items() if event[1] >= day(on).isoformat()}
            assert ahead == set(events)
        results.append(now)


def _week(date: str) -> str:
    year, number, _ = datetime.date.fromisoformat(date).isocalendar()
    return f"{year}-W{number:02}"
