"""What was done of an exercise, as it is typed; and an entry turned back into the texts that give it again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from journaling import opened
from logged_at_random import sessions
from logging_by import ITEMS, TODAY, context, prepared

from surefoot.engine.facts.values import Mistake
from surefoot.engine.journal.canonical import canonical
from surefoot.engine.journal.entries import Entry
from surefoot.engine.logbook.items import items_of
from surefoot.engine.logbook.said import Said
from surefoot.engine.logbook.session import exercise_in, read_session
from surefoot.engine.logbook.sets import read_typed
from surefoot.engine.logbook.texts import said_in
from surefoot.engine.model import Rulebook

SHOWN = {each["exercise"]: each for each in ITEMS}


def read(text: str, name: str = "knee_goblet", planned: bool = True) -> list[dict[str, Any]] | Mistake:
    book = opened().book
    exercise, amounts = book.exercises[name], book.logbook.amounts
    typed, wrong = read_typed(text, amounts[exercise.counts], amounts)
    return wrong[0][0] if wrong else items_of(exercise, typed, SHOWN.get(name) if planned else None)


def sets(text: str, name: str = "knee_goblet", side: str = "both") -> list[dict[str, Any]]:
    items = read(text, name)
    assert not isinstance(items, Mistake), items
    return next(item["sets"] for item in items if item["side"] == side)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [{"reps": 8, "load_kg": 12, "rir": 2}] * 3),
        ("as planned", [{"reps": 8, "load_kg": 12, "rir": 2}] * 3),
        ("planned rir 1", [{"reps": 8, "load_kg": 12, "rir": 1}] * 3),
        ("planned at 14 kg", [{"reps": 8, "load_kg": 14, "rir": 2}] * 3),
        ("8 8 7", [{"reps": 8, "load_kg": 12}, {"reps": 8, "load_kg": 12}, {"reps": 7, "load_kg": 12}]),
        ("8, 8, 7", [{"reps": 8, "load_kg": 12}, {"reps": 8, "load_kg": 12}, {"reps": 7, "load_kg": 12}]),
        ("3x8", [{"reps": 8, "load_kg": 12}] * 3),
        ("2 × 8 reps @ 10", [{"reps": 8, "load_kg": 10}] * 2),
        ("2 sets of 8 ", None),
        ("8@12 6@14,5", [{"reps": 8, "load_kg": 12}, {"reps": 6, "load_kg": 14.5}]),
        ("2x8 at 25 lb", [{"reps": 8, "load_kg": 11.5}] * 2),
        ("2x8 at none", [{"reps": 8}] * 2),
        ("8 7 at 12 14 rir 2 ?", [{"reps": 8, "load_kg": 12, "rir": 2}, {"reps": 7, "load_kg": 14}]),
        ("8 8 with 12kg, 1 in reserve", [{"reps": 8, "load_kg": 12, "rir": 1}] * 2),
    ],
)
def test_typed(text: str, expected: list[dict[str, Any]] | None) -> None:
    if expected is None:  # nothing is guessed
        assert sets(text) != [{"reps": 8, "load_kg": 12}] * 2
        return
    assert canonical(sets(text)) == canonical(expected)


@pytest.mark.parametrize("text", ["no", "none", "not done", "Left out.", "skipped"])
def test_left_out(text: str) -> None:
    assert read(text) == []


def test_sides() -> None:
    assert sets("6 6 at 5", "qe_slow_split", "left") == sets("6 6 at 5", "qe_slow_split", "right")
    assert sets("L 6 R 6 5 rir 2", "qe_slow_split", "left") == [{"reps": 6, "rir": 2}]
    assert sets("right: 6 5; left: 6", "qe_slow_split", "right") == [{"reps": 6}, {"reps": 5}]
    one = read("L 6 6", "qe_slow_split")
    assert not isinstance(one, Mistake)
    assert [item["side"] for item in one] == ["left"]
    both = read("L 6 pain 3 R 6", "qe_slow_split")
    assert not isinstance(both, Mistake)
    assert [item.get("pain") for item in both] == [3, None]


def test_less_help_is_harder_and_none_is_left_out() -> None:
    assert sets("2x5 help 15", "hs_nordic_band") == [{"reps": 5, "assist_kg": 15}] * 2
    assert sets("2x5 help 0", "hs_nordic_band") == [{"reps": 5}] * 2


def test_holds_walks_and_jumps() -> None:
    assert sets("30 s 1:10 20", "cg_iso") == [{"seconds": 30}, {"seconds": 70}, {"seconds": 20}]
    assert sets("2x40m", "tr_farmer") == [{"metres": 40, "load_kg": 16}] * 2
    assert sets("10 5", "pv_pogo_dl") == [{"seconds": 10, "contacts": 20}, {"seconds": 5, "contacts": 10}]
    assert sets("10 contacts 24", "pv_pogo_dl") == [{"seconds": 10, "contacts": 24}]


@pytest.mark.parametrize(
    ("text", "name", "code", "near"),
    [
        ("8 xyz 8", "knee_goblet", "word", ""),
        ("8 8 reserv 2", "knee_goblet", "word", "reserve"),
        ("8 8 rir", "knee_goblet", "null", ""),
        ("8 8 rir 1 2 3", "knee_goblet", "number", ""),
        ("8 8 pain 1 2", "knee_goblet", "number", ""),
        ("8 8 at 12.3", "knee_goblet", "off-step", ""),
        ("8 8 rir 21", "knee_goblet", "out-of-range", ""),
        ("15+", "knee_goblet", "number", ""),
        ("0x8", "knee_goblet", "out-of-range", ""),
        ("99x8", "knee_goblet", "out-of-range", ""),
        ("8 -1", "knee_goblet", "out-of-range", ""),
        ("30 s", "knee_goblet", "word", ""),
        ("8 reps", "cg_iso", "word", ""),
        ("L 8 L 8", "qe_slow_split", "sides", ""),
        ("both 8 L 8", "qe_slow_split", "sides", ""),
        ("@ 12", "knee_goblet", "word", ""),
        ("8@", "knee_goblet", "null", ""),
        ("rir 2", "tr_dead_bug", "not-planned", ""),
        ("planned", "tr_dead_bug", "not-planned", ""),
    ],
)
def test_wrong(text: str, name: str, code: str, near: str) -> None:
    meant = read(text, name)
    assert isinstance(meant, Mistake), meant
    assert (meant.code, meant.nearest) == (code, near)
    assert meant.say.endswith((".", "?"))


def test_an_exercise_by_its_id_or_name() -> None:
    exercises = opened().book.exercises.values()
    for text in ("knee_goblet 3x8", "Goblet squat 3x8", "goblet squat: 3x8"):
        found, rest = exercise_in(text, exercises)
        assert found is not None
        assert (found.id, rest) == ("knee_goblet", "3x8")
    assert exercise_in("knee_goblets 3x8", exercises)[0] is None


# ---- any session that can be logged, back into texts and read again --------------------------------------------------


@given(data=sessions())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
def test_back_into_texts_and_again(
    data: dict[str, Any], tmp_path_factory: pytest.TempPathFactory, book: Rulebook
) -> None:
    where = context(_journal(tmp_path_factory), book)
    entry = Entry("ann", 9, "session", str(TODAY), "", None, "log", canonical(data))
    again, findings = read_session(said_in(entry, book), where, listed=True)
    assert not findings, (findings, said_in(entry, book))
    assert canonical(again) == entry.text


_MADE: list[Path] = []


def _journal(factory: pytest.TempPathFactory) -> Path:
    if not _MADE:
        _MADE.append(prepared(factory.mktemp("journal") / "journal.db"))
    return _MADE[0]


def test_places_of_what_is_wrong(book: Rulebook, file: Path) -> None:
    said = Said("did", "knee_goblet 8 xyz at 12 kgs rirr 2")
    _, findings = read_session([Said("session", "A"), said], context(file, book))
    assert [(each.code, each.seen) for each in findings] == [("word", "xyz"), ("word", "rirr")]
