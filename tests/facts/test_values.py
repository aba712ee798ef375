"""One value: read as people write it, refused with words when it isn't one, and shown again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surefoot.engine.facts.values import Amount, Mistake, read_amount, read_date, show, status_of
from surefoot.engine.logic import NOWHERE
from surefoot.engine.model import Measure, Rulebook

RIGHT = [
    ("calf", 17, 17, 17),
    ("calf", "17", 17, 17),
    ("calf", "15+", 15, 100),
    ("calf", "15 +", 15, 100),
    ("calf", "at least 15", 15, 100),
    ("calf", "15 repetitions", 15, 15),
    ("calf", "15 reps", 15, 15),
    ("calf", "15+ reps", 15, 100),
    ("calf", "15 reps+", 15, 100),
    ("calf", "100+", 100, 100),
    ("errors", "1+", 1, 4),
    ("errors", "2 errors", 2, 2),
    ("errors", "2 errors of 4", 2, 2),
    ("ankle", "7,5", 15, 15),
    ("ankle", "7.5 cm", 15, 15),
    ("ankle", "7.5 CM", 15, 15),
    ("ankle", "4 in", 20, 20),
    ("ankle", "4 inches", 20, 20),
    ("body_mass_kg", "130 lb", 118, 118),
    ("body_mass_kg", "130 lbs", 118, 118),
    ("body_mass_kg", "7 st 4", 93, 93),
    ("body_mass_kg", "7st4lb", 93, 93),
    ("body_mass_kg", "9 st", 114, 114),
    ("body_mass_kg", "58", 116, 116),
    ("walk_min", "12:30", 13, 13),
    ("walk_min", "12:29", 12, 12),
    ("stance_s", "0:30", 30, 30),
    ("stance_s", "30 s", 30, 30),
    ("walk_min", "45 min", 45, 45),
    ("walk_min", "1 minute", 1, 1),
    ("fever", True, 1, 1),
    ("fever", "no", 0, 0),
    ("fever", "TRUE", 1, 1),
    ("sex", "Female", 0, 0),
    ("sex", "unspecified", 2, 2),
    ("position", "none", 0, 0),
    ("pain_change", "-2", -4, -4),
    ("pain_change", "+1,5", 3, 3),
]
WRONG = [
    ("calf", "many", "number", ""),
    ("calf", "14.5", "off-step", ""),
    ("calf", 101, "out-of-range", ""),
    ("calf", "101+", "out-of-range", ""),
    ("calf", -1, "out-of-range", ""),
    ("calf", True, "number", ""),
    ("calf", "017", "number", ""),
    ("calf", "1e3", "unit", ""),
    ("calf", "9 in", "unit", ""),
    ("calf", "12:30", "number", ""),
    ("calf", "3:1:1", "number", ""),
    ("walk_min", "12:75", "number", ""),
    ("ankle", "7.25", "off-step", ""),
    ("ankle", "4 inn", "unit", "in"),
    ("ankle", [], "shape", ""),
    ("ankle", {}, "shape", ""),
    ("body_mass_kg", "7 st 14", "number", ""),
    ("body_mass_kg", "7 st 4 kg", "number", ""),
    ("body_mass_kg", "-7 st 4", "number", ""),
    ("body_mass_kg", "58 k", "unit", "kg"),
    ("calf", None, "null", ""),
    ("calf", "", "null", ""),
    ("calf", "9" * 40, "number", ""),
    ("fever", "yep", "yes-no", "yes"),
    ("fever", 1, "yes-no", ""),
    ("sex", "femal", "word", "female"),
    ("sex", "x\x1b[2J", "word", ""),
]


@pytest.mark.parametrize(("name", "raw", "low", "high"), RIGHT)
def test_written_as_people_write(book: Rulebook, name: str, raw: object, low: int, high: int) -> None:
    assert read_amount(book.measures[name], raw) == Amount(low, high)


@pytest.mark.parametrize(("name", "raw", "code", "near"), WRONG)
def test_refused(book: Rulebook, name: str, raw: object, code: str, near: str) -> None:
    mistake = read_amount(book.measures[name], raw)
    assert isinstance(mistake, Mistake)
    assert (mistake.code, mistake.nearest) == (code, near)
    assert mistake.expected
    assert mistake.say.isprintable()


def test_the_sum_of_marks(book: Rulebook) -> None:
    """Only of a measure that is one, and of as many marks as it has."""
    score = replace(book.measures["visa_a"], name="score", marks=4)
    assert read_amount(score, "2+3+4+2") == read_amount(score, "2 + 3 + 4 + 2") == read_amount(score, 11)
    assert read_amount(score, "2+3+4") == Mistake(
        "marks",
        "2+3+4 is 3 marks, and score is the sum of 4.",
        "2+3+4",
        "0 to 100 points, in whole numbers, or the sum of 4 marks",
    )
    assert read_amount(score, "90+5+5+5").code == "out-of-range"  # type: ignore[union-attr]
    assert read_amount(score, "20+").high == 100  # type: ignore[union-attr]
    assert read_amount(book.measures["age_years"], "20+14").code == "number"  # type: ignore[union-attr]


def test_a_mistake_says_what_is_expected(book: Rulebook) -> None:
    mistake = read_amount(book.measures["ankle"], "30 cm")
    assert mistake == Mistake(
        "out-of-range",
        "30 cm lies outside the range of ankle.",
        "30 cm",
        "0 to 25 cm, in steps of 0.5 (or with another unit: in)",
    )


@pytest.mark.parametrize(
    ("name", "low", "high", "text"),
    [
        ("calf", 17, 17, "17"),
        ("calf", 15, 100, "at least 15"),
        ("calf", 0, 14, "at most 14"),
        ("calf", 0, 100, "not known"),
        ("calf", 3, 5, "3 to 5"),
        ("ankle", 15, 15, "7.5 cm"),
        ("ankle", 20, 20, "10 cm"),
        ("ankle", 20, 50, "at least 10 cm"),
        ("walk_min", 1, 1, "1 minute"),
        ("walk_min", 30, 30, "30 minutes"),
        ("errors", 1, 1, "1 error of 4"),
        ("fever", 1, 1, "yes"),
        ("bone_injuries", 1, 1, "1 injury"),
        ("sex", 2, 2, "unspecified"),
        ("swelling", 0, 1, "at most mild"),
        ("pain_change", -3, -3, "-1.5"),
        ("pain_during_nrs", 8, 8, "4 out of 10"),
        ("body_mass_kg", 200, 200, "100 kg"),
    ],
)
def test_shown(book: Rulebook, name: str, low: int, high: int, text: str) -> None:
    assert show(book.measures[name], low, high) == text


@pytest.mark.parametrize(
    ("unit", "text"),
    [("x body mass", "1 x body mass"), ("m/s", "1 m/s"), ("contacts", "1 contact")],
)
def test_what_looks_like_a_plural_is_left_alone(unit: str, text: str) -> None:
    measure = Measure("m", "number", "m", ("measures", "m"), NOWHERE, unit=unit, low=0, high=9, step="1")
    assert (show(measure, 1, 1), read_amount(measure, text)) == (text, Amount(1, 1))


def test_statuses() -> None:
    assert [
        status_of(raw) for raw in ("unknown", "Declined", "not applicable", "not_applicable", "no", 3, None, True)
    ] == ["unknown", "declined", "not_applicable", "not_applicable", "", "", "", ""]


@pytest.mark.parametrize(
    "raw", ["2026-2-3", "20.11.2026", "2026-02-30", "11/20/2026", 20261120, None, "2026-11-20T10:00", "２０２６-11-20"]
)
def test_dates_are_iso(raw: object) -> None:
    assert isinstance(read_date(raw), Mistake)


MEASURES = st.builds(
    lambda step, low, span: Measure(
        "m", "number", "m", ("measures", "m"), NOWHERE, unit="cm", low=low, high=low + span, step=step
    ),
    st.sampled_from(["1", "0.5", "0.1", "0.25", "5", "2"]),
    st.integers(-50, 50),
    st.integers(1, 500),
)


@given(MEASURES, st.data())
def test_what_is_shown_reads_back(measure: Measure, data: st.DataObject) -> None:
    low = data.draw(st.integers(measure.low, measure.high))
    assert read_amount(measure, show(measure, low, low)) == Amount(low, low)
    if measure.low < low < measure.high:
        assert read_amount(measure, show(measure, low, measure.high)) == Amount(low, measure.high)


@given(MEASURES, st.decimals(-1000, 1000, places=3))
def test_own_unit_is_exact_or_refused(measure: Measure, value: Decimal) -> None:
    amount = read_amount(measure, f"{value:f}")
    if isinstance(amount, Amount):
        assert amount.low * Decimal(measure.step) == value
    else:
        steps = value / Decimal(measure.step)
        assert steps != int(steps) or not measure.low <= steps <= measure.high


@given(
    st.sampled_from(["calf", "ankle", "body_mass_kg", "walk_min", "fever", "sex", "position"]),
    st.one_of(
        st.text(max_size=30),
        st.integers(),
        st.booleans(),
        st.none(),
        st.from_regex(r"[0-9.,:+ a-z]{1,12}", fullmatch=True),
    ),
)
def test_anything_is_a_value_or_a_mistake(book: Rulebook, name: str, raw: object) -> None:
    measure = book.measures[name]
    read = read_amount(measure, raw)
    if isinstance(read, Amount):
        assert measure.low <= read.low <= read.high <= measure.high
        assert type(read.low) is type(read.high) is int
    else:
        assert read.say
        assert read.say.isprintable()
