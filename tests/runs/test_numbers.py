"""Numbers, durations and dates, in whatever way accounts write them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surefoot.engine.runs.dates import days_first, read_when
from surefoot.engine.runs.numbers import decimal_of, is_whole, read_number, read_seconds
from surefoot.engine.runs.settings import open_settings

SETTINGS = open_settings()
SPACES = ["", " ", "\u00a0", "\u202f", "'", "’"]
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda when: when.replace(microsecond=0))


def with_groups(whole: str, between: str) -> str:
    first = len(whole) % 3
    groups = [whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))]
    return between.join(group for group in groups if group)


@given(st.integers(0, 9_999_999), st.integers(0, 4), st.integers(0, 9_999), st.sampled_from(".,"), st.data())
def test_a_number_is_read_as_it_was_written(
    whole: int, digits: int, part: int, decimal: str, data: st.DataObject
) -> None:
    """With tenths by point or comma, thousands by the other one, by a space or not at all."""
    between = data.draw(st.sampled_from([*SPACES, "," if decimal == "." else "."]))
    tenths = f"{part % 10**digits:0{digits}}" if digits else ""
    text = with_groups(str(whole), between) + (decimal + tenths if tenths else "")
    assert read_number(text, decimal) == pytest.approx(float(f"{whole}.{tenths or 0}"), abs=1e-9)


@given(st.lists(st.decimals(0, 99_999, places=2), min_size=1), st.sampled_from(".,"), st.booleans())
def test_a_column_shows_its_decimal(numbers: list[object], decimal: str, grouped: bool) -> None:
    between = ("," if decimal == "." else ".") if grouped else ""
    cells = [
        with_groups(whole, between) + decimal + part for whole, _, part in (f"{n:.2f}".partition(".") for n in numbers)
    ]
    assert decimal_of(cells) == decimal


@given(st.text(alphabet="0123456789.,'+-: \u00a0\u202fabkm", max_size=12), st.sampled_from(".,"))
def test_whatever_stands_in_a_cell_is_a_number_none_or_a_value_error(text: str, decimal: str) -> None:
    for read in (read_number, read_seconds):
        try:
            number = read(text, decimal)
        except ValueError:
            continue
        else:
            assert number is None or isinstance(number, float)


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("2,810", ".", 2810), ("2,810", ",", 2.81), ("2.810", ",", 2810), ("2.810", ".", 2.81),
        ("0,123", ".", 0.123), ("1234,567", ".", 1234.567), ("1,234,567", ",", 1234567), ("1.234,5", ".", 1234.5),
        ("1 234,5", ".", 1234.5), ("'-12", ".", -12), ("--", ".", None), ("", ".", None), ("—", ",", None),
    ],
)  # fmt: skip
def test_numbers(text: str, decimal: str, number: float | None) -> None:
    assert read_number(text, decimal) == number


@pytest.mark.parametrize("text", ["1,23,4", "1.2.3", "5 km", "1 23", "abc", "1e5", "½", "1234,567.8.9", "nan"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        read_number(text, ".")


@pytest.mark.parametrize(
    ("text", "whole"),
    [("800", True), ("2,810", True), ("2.810", True), ("5.00", False), ("5,0", False), ("1,234.5", False)],
)
def test_only_what_has_no_tenths_can_be_metres(text: str, whole: bool) -> None:
    assert is_whole(text, ".") is whole


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("00:31:24", 1884), ("22:30.4", 1350.4), ("00:22:30,4", 1350.4), ("1390", 1390), ("5:42", 342), ("125:00", 7500),
     ("1390.0", 1390), ("--", None), ("100:00:01", 360001)],
)  # fmt: skip
def test_durations(text: str, seconds: float | None) -> None:
    assert read_seconds(text, ".") == seconds


@pytest.mark.parametrize("text", ["1:75", "1:60:00", "-5", "1:2:3:4", "soon", "1:5"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a (duration|number)|less than nothing"):
        read_seconds(text, ".")


WRITTEN = {  # one moment as each language writes it; months by name, whole and short
    "en": ["Mar 9, 2026, 3:04:05 PM", "March 9, 2026 15:04:05", "9 Mar 2026 at 15:04:05", "2026-03-09 15:04:05"],
    "de": ["09.03.2026, 15:04:05", "9. März 2026 um 15:04:05 Uhr", "9. Mrz. 2026, 15:04:05", "9.3.26 15:04:05"],
    "fr": ["9 mars 2026 à 15:04:05", "9 mars 2026, 15:04:05", "09/03/2026 15:04:05"],
    "es": ["9 mar 2026, 15:04:05", "9 de marzo de 2026, 15:04:05", "9 mar 2026, 3:04:05 p. m.", "9/3/2026 15:04:05"],
    "it": ["9 mar 2026, 15:04:05", "9 marzo 2026 alle ore 15:04:05", "09/03/2026, 15:04:05"],
    "pt": ["9 de mar. de 2026, 15:04:05", "9 de março de 2026 às 15:04:05", "09/03/2026 15:04:05"],
    "nl": ["9 mrt. 2026 15:04:05", "9 maart 2026 om 15:04:05", "09-03-2026 15:04:05"],
}


@pytest.mark.parametrize(("language", "text"), [(name, text) for name, texts in WRITTEN.items() for text in texts])
def test_dates_of_each_language(language: str, text: str) -> None:
    spoken = SETTINGS.languages[language]
    assert read_when(text, [spoken], spoken.days_first) == datetime(2026, 3, 9, 15, 4, 5)


@given(MOMENTS, st.sampled_from(sorted(SETTINGS.languages)))
def test_every_month_of_every_language_by_name(when: datetime, language: str) -> None:
    spoken = SETTINGS.languages[language]
    names = [name for name, number in spoken.months.items() if number == when.month]
    for name in names:
        text = f"{when.day} {name} {when.year}, {when:%H:%M:%S}"
        assert read_when(text, [spoken], None) == when


@given(MOMENTS, st.sampled_from(["Z", "+0000", "+05:45", "-03:30", " UTC"]))
def test_a_moment_keeps_its_offset(when: datetime, zone: str) -> None:
    read = read_when(f"{when:%Y-%m-%dT%H:%M:%S}{zone}", [], None)
    hours = {"+05:45": 5.75, "-03:30": -3.5}.get(zone, 0)
    assert read == when.replace(tzinfo=timezone(timedelta(hours=hours)))


@given(MOMENTS)
def test_days_and_months_in_figures_follow_the_column(when: datetime) -> None:
    american, british = f"{when:%m/%d/%Y %H:%M}", f"{when:%d/%m/%Y %H:%M}"
    day = when.replace(second=0)
    assert read_when(american, [], days_first([american, "12/31/2025 10:00"])) == day
    assert read_when(british, [], days_first([british, "31/12/2025 10:00"])) == day


@given(st.text(alphabet="0123456789/.-:, ampm TZjanfebmärzdeà", max_size=24))
def test_whatever_stands_in_a_date_is_a_moment_or_a_value_error(text: str) -> None:
    try:
        when = read_when(text, SETTINGS.languages.values(), None)
    except ValueError:
        return
    assert isinstance(when, datetime)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2/3/2026 10:00", "can be two days"), ("Mar 9, 2026", "has no time of day"),
        ("soon at 10:00", "is not a date"), ("9 ju 2026 10:00", "is not a date"),
        ("13:00 PM Mar 9, 2026", "is not a time"), ("31.02.2026 10:00", "no such day"),
        ("2026-11-01 24:30", "no such day"),
    ],
)  # fmt: skip
def test_what_is_no_date(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_when(text, [SETTINGS.languages["en"]], None)


def test_the_same_day_either_way_is_no_question() -> None:
    assert read_when("3/3/2026 10:00", [], None) == datetime(2026, 3, 3, 10)
