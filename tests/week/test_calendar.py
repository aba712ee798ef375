"""The calendar file, read by another's reader into a toy calendar: a second edition updates, and never duplicates."""

from __future__ import annotations

import datetime
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import vobject
from commands import run
from plan.conftest import Data, plan_for, standing

from surefoot.engine.page.as_calendar import CalendarMissing, Edition, as_calendar, read_edition

ROOT = Path(__file__).resolve().parent.parent.parent
WEEK = {"week": {"available_days": ["tue", "thu", "sat"]}, "running": {"days": ["mon", "sun"], "hard_days": "none"}}


@dataclass
class Calendar:
    """A calendar as programs keep it: by UID, the higher SEQUENCE wins, and what is cancelled is gone."""

    events: dict[str, tuple[int, datetime.date, str, str]] = field(default_factory=dict)

    def take(self, text: str) -> None:
        (calendar,) = vobject.readComponents(text)
        assert calendar.method.value == "PUBLISH"
        for event in calendar.contents.get("vevent", ()):
            uid, sequence = event.uid.value, int(event.sequence.value)
            if uid not in self.events or sequence >= self.events[uid][0]:
                self.events[uid] = (sequence, event.dtstart.value, event.summary.value, event.status.value)

    def shown(self) -> dict[str, datetime.date]:
        """The days of what isn't cancelled, by the last letter of its UID."""
        return {
            uid.partition("@")[0][-1]: day for uid, (_, day, _, status) in self.events.items() if status != "CANCELLED"
        }


def edition(facts: Data, earlier: str = "", discreet: bool = False) -> str:
    decision, plan = plan_for(facts)
    return as_calendar(decision, plan, discreet, read_edition(earlier, "old.ics") if earlier else Edition())


def on(*days: str, **more: object) -> Data:
    return standing("unilateral", WEEK, {"week": {"available_days": [*days]}, **more})


def test_a_moved_session_is_the_same_event() -> None:
    calendar = Calendar()
    first = edition(on("tue", "thu"))
    calendar.take(first)
    days = calendar.shown()
    assert set(days) == {"A", "B"}
    calendar.take(edition(on("wed", "thu"), first))
    moved = calendar.shown()
    assert (moved["A"] - days["A"]).days == 1
    assert moved["B"] == days["B"]
    assert len(calendar.events) == 2
    assert sorted(sequence for sequence, *_ in calendar.events.values()) == [0, 1]


def test_importing_it_twice_changes_nothing() -> None:
    calendar = Calendar()
    first = edition(on("tue", "thu", "sat"))
    calendar.take(first)
    before = dict(calendar.events)
    calendar.take(first)
    assert calendar.events == before
    assert edition(on("tue", "thu", "sat"), first) == first
    assert edition(on("tue", "thu", "sat")) == first


def test_what_is_withdrawn_is_cancelled_and_comes_back_under_its_name() -> None:
    calendar = Calendar()
    first = edition(on("tue", "thu", "sat"))
    second = edition(on("tue"), first)
    third = edition(on("tue", "thu", "sat"), second)
    calendar.take(first)
    assert set(calendar.shown()) == {"A", "B", "L"}
    calendar.take(second)
    assert set(calendar.shown()) == {"A"}
    calendar.take(third)
    assert set(calendar.shown()) == {"A", "B", "L"}
    assert len(calendar.events) == 3


def test_a_stop_takes_the_week_back() -> None:
    calendar = Calendar()
    first = edition(on("tue", "thu"))
    calendar.take(first)
    calendar.take(edition(on("tue", red_flags="remove", symptoms={"chest_pressure": True}), first))
    assert calendar.shown() == {}


def test_what_is_past_stays() -> None:
    """A week later the old events are no business of the new file; the new week's have names of their own."""
    calendar = Calendar()
    first = edition(on("tue", "thu"))
    facts = on("tue", "thu")
    later = {**facts, "as_of": "2026-11-27"}
    second = edition(later, first)
    calendar.take(first)
    before = dict(calendar.events)
    calendar.take(second)
    assert {uid: event for uid, event in calendar.events.items() if uid in before} == before
    assert not set(before) & {line.partition(":")[2] for line in second.splitlines() if line.startswith("UID")}


def test_the_stamp_is_the_plans_and_not_the_clocks() -> None:
    (calendar,) = vobject.readComponents(edition(on("tue", "thu")))
    stamps = {event.dtstamp.value for event in calendar.vevent_list}
    assert stamps == {datetime.datetime(2026, 11, 20, tzinfo=datetime.timezone.utc)}


def test_a_name_never_holds_the_date_and_lines_are_short() -> None:
    text = edition(on("tue", "thu"))
    assert "UID:sample-2026-W48-A@surefoot" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_discreet_says_training_and_no_more() -> None:
    text = edition(on("tue", "thu"), discreet=True)
    (calendar,) = vobject.readComponents(text)
    assert {event.summary.value for event in calendar.vevent_list} == {"Training"}
    assert all(event.description.value.endswith(" minutes") for event in calendar.vevent_list)
    for word in ("pain", "calf", "strength", "knee", "effort"):
        assert word not in text.lower()


def test_the_same_words_as_the_page() -> None:
    text = edition(on("tue", "thu")).replace("\r\n ", "")
    _, plan = plan_for(on("tue", "thu"))
    for session in plan.sessions:
        for item in session.items:
            assert item.exercise.name.replace(",", "\\,").replace(";", "\\;") in text


def test_the_command_takes_back_what_is_gone(tmp_path: Path) -> None:
    facts = (ROOT / "examples/sample-no-kit.yaml").read_text(encoding="utf-8")
    first = run("plan", "--facts", "-", "--format", "ics", stdin=facts)
    assert (first.returncode, first.stderr) == (0, "")
    old = tmp_path / "old.ics"
    old.write_text(first.stdout, encoding="utf-8")
    fewer = facts.replace("available_days: [tue, sat]", "available_days: [sat]")
    second = run("plan", "--facts", "-", "--format", "ics", "--replaces", str(old), stdin=fewer)
    assert (second.returncode, second.stderr) == (0, "")
    assert "STATUS:CANCELLED" in second.stdout


@pytest.mark.parametrize("text", ["", "nonsense", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n"])
def test_another_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    old = tmp_path / "old.ics"
    old.write_text(text, encoding="utf-8")
    result = run("plan", "--facts", str(ROOT / "examples/sample-hold.yaml"), "--format", "ics", "--replaces", str(old))
    assert result.returncode == 2
    assert "calendar file" in result.stderr
    assert "Traceback" not in result.stderr


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(CalendarMissing, match=r"pip install 'surefoot\[calendar\]'") as raised:
        edition(on("tue"))
    assert raised.value.exit_code == 2
