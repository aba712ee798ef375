"""A correction works as if the line had been right at once: the next decision is the same, byte for byte.

Two journals hold the same weeks. In one a line was wrong and is corrected later; in the other it was right from the
beginning. Decisions are made and recorded along the way in both.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journaling import NOW, athlete_of, copied, day, facts, opened, said, session, written

from surefoot.engine.journal.deciding import Athlete
from surefoot.engine.journal.entries import Draft
from surefoot.engine.journal.history import Row, rows
from surefoot.engine.journal.replay import Replay
from surefoot.engine.journal.store import Journal, open_journal
from surefoot.engine.page.as_json import as_json
from surefoot.engine.page.history_text import history_text
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.service import open_surefoot

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")
FIRST = day("2026-11-20")
SHIN = {"site": "shin", "side": "left", "tissue": "bone", "during": 4, "night": True}
ACHILLES = {"site": "achilles", "side": "right", "tissue": "tendon", "during": 3}
FRAGMENTS: Sequence[Mapping[str, Any] | None] = (
    {"measures": {"sl_calf_raise_reps": {"left": 16, "right": 18}}},
    {"measures": {"sl_calf_raise_reps": {"left": 3}, "doms_nrs": 5}},
    {"measures": {"sleep_hours_7d": "6.5", "wellness_hooper_sum": 14}, "pain": "none"},
    {"pain": [ACHILLES]},
    {"pain": [SHIN]},
    {"red_flags": "none", "pain": "none"},
    {"red_flags": {"RF_FEVER_ILLNESS": True}},
    {"symptoms": {"bone_spot_pain": True, "night_bone_pain": True}},
    {"symptoms": "none"},
    {"position": {"phase": "bilateral", "weeks_in_phase": 1}},
    {"equipment": ["band"]},
    {"clearances": [{"for": "RF_BSI", "by": "doctor", "date": "2026-11-20", "allows": "all"}]},
    None,
)
BASES = ("sample-hold", "sample-advance", "sample-novice-return")


@dataclass(frozen=True)
class Decide:
    """A decision is made and recorded on this day."""

    days: int


Event = Draft | Decide


def on(days: int) -> str:
    return (FIRST + timedelta(days=days)).isoformat()


def line(kind: int, days: int, number: int, done: str) -> Draft:
    """A line of a journal: a fragment of facts, or a session."""
    if kind < len(FRAGMENTS) and FRAGMENTS[kind] is not None:
        return facts(on(days), FRAGMENTS[kind])
    return session(on(days), done, number=number)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[list[Event], int, Draft, int]:
    """What happens; which line is wrong at first; what it should have been; and when it is corrected."""
    base = facts(on(0), said(draw(st.sampled_from(BASES))))
    events: list[Event] = [base, Decide(0)]
    days = 0
    for number in range(draw(st.integers(1, 5))):
        days += draw(st.integers(0, 6))
        if draw(st.integers(0, 2)) == 0:
            events.append(Decide(days))
        else:
            earlier = max(0, days - draw(st.integers(0, 4)))     # some are told later than they held
            kind, done = draw(st.integers(0, len(FRAGMENTS))), draw(st.sampled_from(["yes", "no"]))
            events.append(line(kind, earlier, number, done))
    lines = [index for index, event in enumerate(events) if isinstance(event, Draft)]
    wrong = draw(st.sampled_from(lines))
    told = events[wrong]
    assert isinstance(told, Draft)
    if told.kind == "session":
        right = session(on(max(0, day_of(told) - draw(st.integers(0, 3)))), draw(st.sampled_from(["yes", "no"])))
    elif wrong == 0:
        right = replace(told, data={**copied(said(draw(st.sampled_from(BASES)))), "pain": "none"})
    else:
        fragment = draw(st.sampled_from([each for each in FRAGMENTS if each is not None]))
        right = facts(on(max(0, day_of(told) - draw(st.integers(0, 3)))), fragment)
    return events, wrong, right, draw(st.integers(wrong + 1, len(events)))


def day_of(draft: Draft) -> int:
    return (day(draft.held_on) - FIRST).days


def happen(journal: Journal, events: Sequence[Event]) -> None:
    for event in events:
        if isinstance(event, Draft):
            journal.append([event], NOW)
        else:
            whose = athlete_of(journal)
            whose.record(whose.decide(FIRST + timedelta(days=event.days)), NOW)


def decided(journal: Journal, days: int) -> str:
    made = athlete_of(journal).decide(FIRST + timedelta(days=days))
    return as_json(made.decision, made.plan, "0.1.0")


@settings(max_examples=150 if SOAK else 15)
@given(weeks())
def test_the_next_decision_is_as_if_it_had_been_right_at_once(what: tuple[list[Event], int, Draft, int]) -> None:
    events, wrong, right, when = what
    number = sum(isinstance(event, Draft) for event in events[: wrong + 1])
    later = replace(right, supersedes=number, source="correction")
    last = max(event.days if isinstance(event, Decide) else day_of(event) for event in [*events, right]) + 1
    with TemporaryDirectory() as folder, open_journal(Path(folder, "a.db")) as one, \
            open_journal(Path(folder, "b.db")) as other:  # fmt: skip
        happen(one, events[:when])
        before = written(one)
        happen(one, [later])
        assert [row for row in written(one) if row in before] == before, "what was recorded is as it was"
        happen(one, events[when:])
        happen(other, [*events[:wrong], right, *events[wrong + 1 :]])
        assert decided(one, last) == decided(other, last)
        marked, unmarked = rows(athlete_of(one)), rows(athlete_of(other))
        by_day, expected = ({row.as_of: _now(row) for row in each} for each in (marked, unmarked))
        assert by_day == expected, "and so is the last of each day before, by now"
        if not _back_dated([*events[:wrong], right, *events[wrong + 1 :]]):
            assert all(row.now is None for row in unmarked), "only a correction, or what was told late, marks one"


def _now(row: Row) -> Mapping[str, Any]:
    """What a decision is with what is known now."""
    return row.now or {"outcome": row.outcome, "phase": row.phase, "tier": row.tier, "today": row.today}


def _back_dated(events: Sequence[Event]) -> bool:
    """Whether a line was told after a decision of a later day: that one would be another in both journals."""
    latest = -1
    for event in events:
        if isinstance(event, Decide):
            latest = max(latest, event.days)
        elif day_of(event) < latest:
            return True
    return False


# ---- one told at length ---------------------------------------------------------------------------------------------


def test_history_marks_a_decision_and_leaves_it_as_it_is(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.db") as journal:
        whole = said("sample-advance")
        happen(journal, [facts(on(0), whole), Decide(0), Decide(3)])
        first = rows(athlete_of(journal))
        assert [(row.outcome, row.phase, row.corrected, row.now) for row in first] == [
            ("advance", "eccentric", False, None), ("hold", "eccentric", False, None)]  # fmt: skip
        mended = copied(whole)
        mended["measures"]["sl_calf_raise_reps"] = {"left": 13, "right": 15, "date": "2026-11-18"}
        journal.append([facts(on(0), mended, 1)], NOW)
        marked = rows(athlete_of(journal))
        assert [(row.outcome, row.phase) for row in marked] == [("advance", "eccentric"), ("hold", "eccentric")]
        assert [(row.now or {}).get("outcome") for row in marked] == ["hold", "hold"]
        assert [(row.now or {}).get("phase") for row in marked] == ["unilateral", "unilateral"]
        assert athlete_of(journal).decide(FIRST + timedelta(days=4)).decision.phase == "unilateral"
        page = " ".join(history_text("a", marked, [], opened().book, 80).split())
        assert "* With what is known now: hold, Unilateral strength and balance; today: train." in page
        assert json.loads(json.dumps([row.as_json() for row in marked]))[0]["now"]["phase"] == "unilateral"


def test_what_was_said_later_that_day_is_not_part_of_a_decision(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.db") as journal:
        happen(journal, [facts(on(0), said("sample-hold")), Decide(0), facts(on(0), {"pain": [ACHILLES]})])
        assert [row.corrected for row in rows(athlete_of(journal))] == [False]
        happen(journal, [facts(on(-3), {"measures": {"sl_calf_raise_reps": {"left": 9}}})])      # there is a newer one
        assert [row.corrected for row in rows(athlete_of(journal))] == [False]
        happen(journal, [facts(on(-1), {"measures": {"visa_a": 70}})])
        assert [(row.corrected, row.now) for row in rows(athlete_of(journal))] == [(True, None)]


def test_what_changes_nothing_that_later_ones_build_on_leaves_them_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told late, of a day before the first decision; the next ones knew it, and are not looked at again."""
    late = facts(on(0), {"measures": {"front_plank_s": 40}})
    with open_journal(tmp_path / "a.db") as journal:
        happen(journal, [facts(on(0), said("sample-hold")), Decide(1), late, Decide(8), Decide(15)])
        whose, looked = athlete_of(journal), []
        made = Replay.document

        def counted(self: Replay, athlete: str, day: Date, *more: Any) -> Any:
            looked.append(day)
            return made(self, athlete, day, *more)

        monkeypatch.setattr(Replay, "document", counted)
        assert [again.facts_differ for again in whose.again()] == [True, False, False]
        assert looked == [FIRST + timedelta(days=1)]


def test_under_the_rulebook_of_its_time(tmp_path: Path) -> None:
    """A decision by another rulebook is decided again by that one."""
    for name, text in texts_of(SHIPPED).items():
        path = tmp_path / "book" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    changed = tmp_path / "book" / "rules" / "outcomes.yaml"
    changed.write_text(changed.read_text("utf-8").replace("MOVE ON to", "GO ON to"), "utf-8")
    with open_journal(tmp_path / "journal.db") as journal:
        other = open_surefoot(tmp_path / "book")
        happen(journal, [facts(on(0), said("sample-hold"))])
        whose = Athlete(journal, "a", other, "0.1.0")
        whose.record(whose.decide(FIRST), NOW, tmp_path / "book")
        happen(journal, [facts(on(0), said("sample-advance"), 1)])
        (again,) = athlete_of(journal).again()
        assert again.now is not None
        assert again.now["decision"]["summary"].startswith("GO ON to")
        assert journal.briefs("a")[0].rulebook == other.book.digest != opened().book.digest
