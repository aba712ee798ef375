"""Axes, and how many values become few."""

from __future__ import annotations

import datetime
import re
from datetime import date as Date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journaling import opened

from surefoot.engine.derivations.derive import Fact
from surefoot.engine.journal.history import Row
from surefoot.engine.journal.trends import Point, Trend
from surefoot.engine.model import Rulebook
from surefoot.engine.page.drawn import MOST, drawn, gap
from surefoot.engine.page.history_words import fact_words, spans
from surefoot.engine.page.phase_band import MOST as MOST_MARKS
from surefoot.engine.page.phase_band import band, legend, spans_of, table
from surefoot.engine.page.scale import Days, values_of

DAYS = st.dates(Date(2000, 1, 1), Date(2060, 12, 31))
AMOUNTS = st.fractions(-500, 100_000, max_denominator=100)


def points(*values: tuple[str, int]) -> tuple[Point, ...]:
    return tuple(Point(day, Fraction(value), str(value)) for day, value in values)


def trend(of: tuple[Point, ...], **more: object) -> Trend:
    return Trend("name", "Title", "kg", "higher", "", of, **more)  # type: ignore[arg-type]


@given(st.lists(AMOUNTS, min_size=1, max_size=9), st.booleans())
def test_an_axis_of_values_holds_them_all(values: list[Fraction], whole: bool) -> None:
    values = [abs(each) for each in values] if whole else values
    axis = values_of(values, whole, None, 200, 10)
    ticks = axis.ticks()
    assert axis.low <= min(values)
    assert max(values) <= axis.high
    assert 2 <= len(ticks) <= 7
    assert len({words for _, words in ticks}) == len(ticks)
    assert all(10 <= axis.y(each) <= 200 for each in values)
    assert not whole or axis.low == 0


@given(DAYS, st.integers(0, 9000))
def test_an_axis_of_days_names_a_few_of_them(first: Date, length: int) -> None:
    axis = Days(first, first + datetime.timedelta(days=length), 30, 300)
    ticks = axis.ticks()
    assert 1 <= len(ticks) <= 5
    assert all(first <= day <= axis.last and 30 <= axis.x(day) <= 300 for day, _ in ticks)
    assert len({words for _, words in ticks}) == len(ticks)


@pytest.mark.parametrize(("of_many", "value"), [("last", "2"), ("largest", "9"), ("mean", "5")])
def test_many_values_become_one_for_so_many_weeks(of_many: str, value: str) -> None:
    """Ten years of days: no more than can be drawn, and each what it says it is."""
    first = Date(2020, 1, 6)
    daily = [((first + datetime.timedelta(days=number)).isoformat(), (9, 4, 2)[number % 3]) for number in range(3650)]
    (few,) = drawn([trend(points(*daily), of_many=of_many)])
    assert few.weeks == 14
    (side,) = few.sides
    assert len(side.points) <= MOST
    assert side.points[0].date == first.isoformat()
    inner = [each.text for each in side.points[:-1]]
    assert set(inner) <= ({value} if of_many != "last" else {"9", "4", "2"})
    (same,) = drawn([trend(points(*daily[:MOST]), of_many=of_many)])
    assert (same.weeks, same.sides[0].points) == (0, points(*daily[:MOST]))


def test_what_is_only_a_least_says_nothing_of_the_gap() -> None:
    left, right = Point("2026-01-01", Fraction(15), "15"), Point("2026-01-01", Fraction(20), "20")
    assert gap(left, right) == gap(right, left) == "25"
    assert gap(left, Point("2026-01-01", Fraction(20), "20+", True)) == ""
    assert gap(left, None) == ""


def test_a_trend_says_of_how_many_values_it_has_the_least_and_the_most() -> None:
    three = trend(points(("2026-01-01", 7), ("2026-01-02", 8), ("2026-01-03", 7)))
    assert spans(three) == "7 on 2026-01-01, 7 on 2026-01-03; of 3 values the lowest 7 and the highest 8"


def test_what_the_log_says_counts_one_as_one() -> None:
    def told(value: object) -> str:
        return fact_words("days_off", Fact("days_off", "Days off", value, Date(2026, 1, 1), (), "days"), opened().book)

    assert [told(value) for value in (0, 1, "1", 2)] == [f"Days off: {each}" for each in
                                                         ("0 days", "1 day", "1 day", "2 days")]  # fmt: skip


def row(day: str, phase: str | None, outcome: str = "hold", corrected: bool = False) -> Row:
    return Row(1, day, "", outcome, phase, None, "train", "", "", "", (), corrected, None)


def test_phases_one_after_the_other() -> None:
    last = Date(2026, 3, 1)
    decided = [row("2026-01-05", "a"), row("2026-01-12", "a"), row("2026-01-19", None), row("2026-02-02", "a")]
    found = spans_of(decided, last)
    assert [(each.phase, str(each.since), str(each.until), each.decisions) for each in found] == [
        ("a", "2026-01-05", "2026-01-19", 2),
        (None, "2026-01-19", "2026-02-02", 1),
        ("a", "2026-02-02", "2026-03-01", 1),
    ]


def test_two_phases_of_one_day_end_no_earlier_than_they_began() -> None:
    decided = [row("2026-01-05", None), row("2026-01-05", "mobility"), row("2026-01-19", "bilateral")]
    cells = re.findall(r"<td>([^<]*)</td>", table(decided, Rulebook(), Date(2026, 1, 19)))
    assert cells == ["2026-01-05", "2026-01-05", "1", "2026-01-05", "2026-01-18", "1", "2026-01-19", "now", "1"]


def test_of_too_many_decisions_those_that_hold_are_not_drawn() -> None:
    many = [row(f"2026-{1 + number // 28:02}-{1 + number % 28:02}", "a") for number in range(MOST_MARKS)]
    many += [row("2026-06-01", "b", "advance"), row("2026-06-02", "b", corrected=True)]
    picture = band(many, Rulebook(), (Date(2026, 1, 1), Date(2026, 7, 1)), 0)
    assert picture.count("<g ") == 2
    assert "are not drawn" in legend(many)
    assert band(many[-9:], Rulebook(), (Date(2026, 1, 1), Date(2026, 7, 1)), 0).count("<g ") == 9
    assert "are not drawn" not in legend(many[-9:])
