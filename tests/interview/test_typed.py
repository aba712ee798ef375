"""How people type: two sides, lists, days; what isn't understood is explained and asked again."""

from __future__ import annotations

import pytest

from surefoot.engine.facts.values import Mistake, expected
from surefoot.engine.interview.typed import days_of, minutes_of, numbers_of, sides_of, things_of, value_of

BOTH = {"left": "12", "right": "14"}


@pytest.mark.parametrize(
    "text",
    [
        "L 12 R 14",
        "l12 r14",
        "L12R14",
        "left 12 right 14",
        "Left: 12, right: 14",
        "12 14",
        "12/14",
        "12 / 14",
        "12, 14",
        "12; 14",
        "12 and 14",
        "12 L 14 R",
        "12 left, 14 right",
        "R 14 L 12",
        "14 right and 12 left",
        "  left = 12 right = 14. ",
    ],
)
def test_two_sides(text):
    assert sides_of(text) == BOTH


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("12 both", {"both": "12"}),
        ("both 12", {"both": "12"}),
        ("L 12", {"left": "12"}),
        ("15+ right", {"right": "15+"}),
        ("9 in 10 in", {"left": "9 in", "right": "10 in"}),
        ("L 7,5 R 8", {"left": "7,5", "right": "8"}),
        ("-4 2", {"left": "-4", "right": "2"}),
        ("15+ 14", {"left": "15+", "right": "14"}),
    ],
)
def test_one_side_units_and_at_least(text, sides):
    assert sides_of(text) == sides


@pytest.mark.parametrize(
    "text", ["12", "12 14 16", "left right", "left 12 left 14", "both 12 left 13", "", "12 left 14", "L R 12"]
)
def test_what_could_be_read_in_two_ways_is_not_read(text):
    assert sides_of(text) is None


def test_lists():
    names = ["a", "b", "c"]
    assert numbers_of("1 3", names) == numbers_of("3,1,1", names)[::-1] == [0, 2]
    assert numbers_of("1 and 3", names) == numbers_of("1 & 3", names) == [0, 2]
    for word in ("none", "None.", "no", "0", "none of these"):
        assert numbers_of(word, names) == []
    for wrong in ("4", "13", "1-3", "b", "1 none", ""):
        assert isinstance(numbers_of(wrong, names), Mistake), wrong
    assert numbers_of("nnoe", names).nearest == "none"


def test_kit():
    names, house = ["band", "box"], ["wall", "chair"]
    assert things_of("1, box", names, house) == ([0, 1], [])
    assert things_of("band and no chair", names, house) == ([0], [1])
    assert things_of("none", names, house) == ([], [])
    assert things_of("bnd", names, house).nearest == "band"


def test_days_and_minutes():
    assert days_of("Sat, tuesday & Thurs") == ["tue", "thu", "sat"]
    assert days_of("none") == []
    assert len(days_of("every day")) == 7
    assert days_of("mon t").seen == "t"
    assert days_of("wendesday").nearest == "wednesday"
    assert minutes_of("40 min") == minutes_of("40") == 40
    assert isinstance(minutes_of("half an hour"), Mistake)


def test_values(opened):
    measures = opened.book.measures
    assert value_of(measures["sex"], "F") == value_of(measures["sex"], "female")
    assert value_of(measures["swelling_effusion"], "no") == value_of(measures["swelling_effusion"], "none")
    assert value_of(measures["position"], "place me").low == 0
    assert value_of(measures["clean_history"], "Y") == value_of(measures["clean_history"], "yes")
    assert value_of(measures["wellness_hooper_sum"], "3+2+4+2") == value_of(measures["wellness_hooper_sum"], "11")
    assert value_of(measures["sl_calf_raise_reps"], "15+").high == 100
    assert isinstance(value_of(measures["doms_nrs"], "2.3"), Mistake)


WRONG = [  # what is asked, what is typed, what is said
    ("age_years", "abc", "'abc' is not a number. Expected: 10 to 100 years"),
    (
        "age_years",
        "340",
        "340 lies outside the range of age. Expected: 10 to 100 years, in whole numbers. For example: 34.",
    ),
    ("age_years", "34.5", "lies between the steps of age"),
    ("age_years", "34 kg", "'kg' is not a unit of age"),
    ("sex", "femal3", "Did you mean female?"),
    ("position", "biliteral", "Did you mean bilateral?"),
    ("clean_history", "maybe", "'maybe' is neither yes nor no. Expected: yes or no."),
    ("ankle_df_wblt_cm", "9", "'9' doesn't say one value for each side."),
    ("ankle_df_wblt_cm", "9 99", "99 lies outside the range of ankle range, knee to wall"),
    ("screen heart_and_head", "14", "'14' is not a number of this list. Expected: numbers from 1 to 9"),
    ("screen heart_and_head", "noone", "Did you mean none?"),
    ("On which days could you", "tus", "'tus' is not a day of the week."),
    ("How many minutes", "9999", "9999 lies outside 1 to 1440."),
    ("Which of these can you use", "bandd", "Did you mean band?"),
    ("What should we call you", "sam smith", "Did you mean sam-smith?"),
]


def test_a_wrong_answer_is_explained_and_asked_again(sit, healthy):
    typed: dict[str, list[str]] = {}
    for asked, wrong, _ in WRONG:
        typed.setdefault(asked, []).append(wrong)
    right = {**healthy, "screen heart_and_head": "none"}
    sat = sit(**{asked: "|".join([*wrongs, right[asked]]) for asked, wrongs in typed.items()})
    for _, _, said in WRONG:
        assert said in sat.person.heard
    assert sat.decision.outcome == "place"
    for name in sat.person.book.measures:
        assert "_" not in name or name not in sat.person.heard  # names, not ids


def test_help_says_how_with_an_example_and_the_stop_sign(sit, opened):
    sat = sit(sls_eo_s="?|help|45 both", screen__heart_and_head="?|none")
    measure = opened.book.measures["sls_eo_s"]
    assert sat.person.heard.count(" ".join(measure.how.split())) == 2
    assert "For example: left 30, right 45." in sat.person.heard
    assert sat.person.heard.count(measure.stop_sign) == 3  # with the question, too
    assert opened.book.measures["chest_pressure"].question in sat.person.heard
    assert sat.decision.facts.known["sls_eo_s.left"].low == 45


def test_every_question_can_be_asked_and_its_example_is_understood(opened):
    for measure in opened.book.measures.values():
        if measure.question and measure.example:
            values = sides_of(measure.example) if measure.sides else {"": measure.example}
            assert values is not None, measure.name
            for value in values.values():
                assert not isinstance(value_of(measure, value), Mistake), (measure.name, value, expected(measure))
