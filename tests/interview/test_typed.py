"""How people type: two sides, lists, days; what isn't understood is explained and asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from conftest import SOAK

from surefoot.engine.facts.values import Mistake, expected
from surefoot.engine.interview.races import read_race
from surefoot.engine.interview.sheet import open_sheet
from surefoot.engine.interview.typed import days_of, minutes_of, numbers_of, sides_of, things_of, value_of
from surefoot.engine.interview.when import day_of, days_since, split_day, weeks_since

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
        ("12 each", {"both": "12"}),
        ("12 on both", {"both": "12"}),
        ("same 12", {"both": "12"}),
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
    assert days_of("mon-fri") == days_of("Monday to Friday") == ["mon", "tue", "wed", "thu", "fri"]
    assert days_of("sat - mon, wed") == ["mon", "wed", "sat", "sun"]
    assert days_of("mon-t").seen == "mon-t"
    assert minutes_of("40 min") == minutes_of("40") == 40
    assert minutes_of("1 h") == minutes_of("1 hour") == minutes_of("sixty") == 60
    assert minutes_of("1 h 30") == minutes_of("1h30 min") == 90
    assert isinstance(minutes_of("1:30"), Mistake)
    assert isinstance(minutes_of("half an hour"), Mistake)


@pytest.mark.parametrize("typed", ["14 March 2027", "on 14 mar 2027", "March 14th, 2027", "the 14th of March 2027"])
def test_a_day_with_its_month_in_words(opened, typed):
    sheet = open_sheet("", "", opened.book, FRIDAY)
    (at, races), = read_race(opened.book.measures["days_to_race"], sheet, typed).puts
    assert (at, races[0]["date"]) == (("races",), "2027-03-14")
    assert split_day("12 14 18 november 2026", FRIDAY) == ("12 14", date(2026, 11, 18))
    for guess in ("14 march", "march 2027", "31 february 2027"):
        assert isinstance(read_race(opened.book.measures["days_to_race"], sheet, guess), Mistake), guess


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
    ("age_years", "34,5", "34,5 is no whole number."),
    ("age_years", "34 kg", "'kg' is not a unit of age"),
    ("age_years", "bak", "Did you mean back?"),
    ("clean_history", "skipp", "Did you mean skip?"),
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


FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "rest", "day"),
    [
        ("12 14 yesterday", "12 14", date(2026, 11, 19)),
        ("yesterday: 12 14", "12 14", date(2026, 11, 19)),
        ("l 12 r 14, 3 days ago", "l 12 r 14", date(2026, 11, 17)),
        ("30 on monday", "30", date(2026, 11, 16)),
        ("30 friday", "30", FRIDAY),
        ("30 last friday", "30", date(2026, 11, 13)),
        ("9 in 9 in the day before yesterday", "9 in 9 in", date(2026, 11, 18)),
        ("30 a week ago", "30", date(2026, 11, 13)),
        ("30 2026-11-18", "30", date(2026, 11, 18)),
        ("12 14", "12 14", None),
        ("12/14", "12/14", None),
    ],
)
def test_the_day_that_was_said_with_it(text, rest, day):
    assert split_day(text, FRIDAY) == (rest, day)


def test_a_day_that_is_none_or_still_to_come_is_explained():
    assert day_of("2026-12-24", FRIDAY).say == "2026-12-24 is still to come."
    assert day_of("2026-02-30", FRIDAY).say == "'2026-02-30' is not a day of the calendar."
    assert split_day("12 last week", FRIDAY).say == "Which day of last week?"
    assert (days_since("yesterday", FRIDAY), days_since("monday", FRIDAY), days_since("9", FRIDAY)) == (1, 4, None)
    assert (weeks_since("3 weeks ago"), weeks_since("last week"), weeks_since("2")) == (3, 1, None)


@pytest.mark.parametrize(
    ("asked", "typed", "kept", "said"),
    [
        ("age_years", "thirty", 30, "30 years."),
        ("age_years", "thirty-four", 34, "34 years."),
        ("age_years", "Fifty one years", 51, "51 years."),
        ("hours_since_hard_run", "1 day", 24, "24 hours."),
        ("sleep_hours_7d", "7:30", "7.5", "7.5 hours."),
        ("sleep_hours_7d", "7:40", None, "7:40 lies between the steps"),      # it would be rounded up to more sleep
        ("walk_pain_free_min", "1 hour", 60, "60 minutes."),
        ("walk_pain_free_min", "1 h", 60, "60 minutes."),
        ("walk_pain_free_min", "1:00", None, "'1:00' can be hours and minutes, or minutes and seconds."),
        ("doms_nrs", "3/10", 3, "3 out of 10."),
        ("doms_nrs", "3/5", None, "'3/5' is not a number."),
        ("ankle_df_wblt_cm", "9 in 9,5 in", {"left": 23, "right": 24}, "Left 23 cm, right 24 cm."),
        ("ankle_df_wblt_cm", "7,5 8", {"left": "7.5", "right": 8}, "Left 7.5 cm, right 8 cm."),
        ("sl_calf_raise_reps", "15+ 14", {"left": "15+", "right": 14}, "Left at least 15, right 14."),
        ("sl_calf_raise_reps", "12 same", {"both": 12}, "Both 12."),
        ("sls_eo_s", "0:40 both", {"both": 40}, "Both 40 seconds."),
        ("walk_pain_free_min", "none", 0, "0 minutes."),
        ("walk_pain_free_min", "90 min yesterday", {"value": 90, "date": "2026-11-19"}, "90 minutes, on Thursday"),
        ("weeks_since_last_structured_training", "3 weeks ago", 3, "3 weeks."),
        ("weeks_since_last_structured_training", "never", None, "if it never was, or is longer ago, 260"),
        ("hours_since_hard_run", "2 days ago", 48, "48 hours."),
        ("wellness_hooper_sum", "2 3 4 2", 11, "11."),
        ("wellness_hooper_sum", "2+3+4+2", 11, "11."),
        ("wellness_hooper_sum", "2 3 4", None, "2+3+4 is 3 marks, and wellness score is the sum of 4."),
        ("age_years", "20+14", None, "'20+14' is not a number."),
        ("bsi_history_2y", "one", 1, "1 injury."),
        ("sex", "f", "female", "Female."),
        ("swelling_effusion", "no", "none", "None."),
        ("Does anything hurt", "calf", [{"site": "calf", "side": "both"}], "Calf muscle."),
    ][:: 1 if SOAK else 2],
)  # fmt: skip
def test_answers_as_people_give_them_and_what_was_understood(sit, asked, typed, kept, said, tmp_path):
    file = tmp_path / "a.yaml"
    sat = sit(save=file, **{asked.replace(" ", "__"): f"{typed}|skip"})
    assert said in sat.person.heard
    sheet = open_sheet(file.read_text(encoding="utf-8"), "x", sat.person.book, FRIDAY)
    at = sat.person.book.measures[asked].at if asked in sat.person.book.measures else ("pain",)
    assert sheet.at(at) == (kept if kept is not None else "unknown")


def test_the_phase_by_its_number(sit):
    for typed in ("3", "phase 3", "Phase 3."):
        assert sit(position=typed).decision.facts.known["position"].low == 3
    assert "'phase 9' is not an answer" in sit(position="phase 9|skip").person.heard


def test_whether_it_is_how_long_ago_is_a_key_and_not_in_the_words(opened):
    injury = opened.book.measures["weeks_since_injury"]
    assert "doesn't say how long ago" in value_of(replace(injury, question="When did it begin?"), "never").say
    assert value_of(replace(injury, elapsed=False), "none").low == 0


@pytest.mark.parametrize(("said", "yes"), [("yeah", True), ("Yes please", True), ("ok", True), ("nope", False)])
def test_yes_and_no_are_said_alike_to_whatever_is_asked(sit, said, yes):
    earlier = "surefoot: facts/1\nas_of: 2026-11-19\n"
    sat = sit(earlier, terminal=True, These__answers__are=said, tendon_history=said)
    assert (sat.decision.facts.answers.as_of == FRIDAY) is yes
    assert sat.decision.facts.known["tendon_history"].low == yes


def test_days_off_from_a_day(sit):
    sat = sit(position="unilateral", days_off="yesterday")
    assert sat.decision.facts.known["days_off"].low == 1


def test_same_as_last_time_is_measured_again_today(sit):
    said = "surefoot: facts/1\nmeasures: {sls_eo_s: {left: 4, right: 40, date: 2026-11-01}}\n"
    sat = sit(said, sls_eo_s="same", ankle_df_wblt_cm="same|11 12")
    assert sat.decision.facts.known["sls_eo_s.left"].date == FRIDAY
    assert "As last time: left 4 seconds, right 40 seconds." in sat.person.heard
    assert "There is no answer from an earlier time that it could be the same as." in sat.person.heard


def test_a_day_too_long_ago_is_told(sit):
    assert "2026-01-01 is too long ago to count." in sit(sls_eo_s="45 both 2026-01-01|45 both").person.heard


def test_hard_and_long_runs_are_of_the_days_one_runs(sit, tmp_path):
    file = tmp_path / "a.yaml"
    runs = {"Which__of__your__runs__are__hard": "sun|mon wed", "On__which__day__is__your__long__run": "mon wed|fri"}
    sat = sit(save=file, **runs)
    assert "You don't run on Sun." in sat.person.heard
    assert "The long run is one day." in sat.person.heard
    running = sat.decision.facts.answers.running
    assert (running.hard_days, running.long_day) == (("mon", "wed"), "fri")


def test_hard_runs_of_days_that_are_none_any_more_are_asked_anew(sit):
    """Back twice from the long run: without Wednesday, the hard runs are asked again; without Friday they stand."""
    hard, long = "Which__of__your__runs__are__hard", "On__which__day__is__your__long__run"
    usual = "On__which__days__do__you__usually__run"
    for days, said, asked, kept in (("mon fri", "mon wed|back|mon", 3, ("mon",)), ("mon wed", "wed|back", 2, ("wed",))):
        sat = sit(asked_again=True, **{usual: f"mon wed fri|{days}", hard: said, long: "back|mon"})
        running = sat.decision.facts.answers.running
        assert (running.days, running.hard_days, running.long_day) == (tuple(days.split()), kept, "mon")
        assert sat.person.asked.count(hard.replace("__", " ")) == asked


def test_another_whole_asks_for_its_parts_anew(sit):
    said = {"bsi_high_risk_2y": "0|back|0", "Which__of__these__can__you__use": "back|none"}
    sat = sit(asked_again=True, bsi_history_2y="1|1", **said)
    assert sat.person.asked.count("bsi_high_risk_2y") == 3


def test_same_as_last_time_of_what_counts_on_its_day_alone(sit):
    said = "surefoot: facts/1\nas_of: 2026-11-10\nposition: {phase: unilateral, weeks_in_phase: 4}\n"
    sat = sit(said, terminal=True, These__answers__are="yes", position="same", weeks_in_phase="same")
    assert "Last time, 2026-11-10: 4 weeks. Type same if it is the same today." in sat.person.heard
    assert sat.decision.facts.known["weeks_in_phase"].low == 4


@pytest.mark.parametrize(
    ("typed", "days", "said"),
    [
        ("2027-03-14", 114, "Sunday, 2027-03-14, in 114 days."),
        ("114", 114, "Sunday, 2027-03-14, in 114 days."),
        ("in 2 weeks", 14, "Friday, 2026-12-04, in 14 days."),
        ("tomorrow", 1, "Saturday, 2026-11-21, in 1 day."),
        ("none", 1000, "None."),
        ("14/3|none", 1000, "'14/3' is not a date."),
        ("2026-10-01|none", 1000, "2026-10-01 is past."),
        ("5000|none", 1000, "is too far away to matter."),
    ],
)
def test_a_race_is_said_as_a_day_and_asked_once(sit, tmp_path, typed, days, said):
    file = tmp_path / "a.yaml"
    sat = sit(save=file, days_to_race=typed)
    assert said in sat.person.heard
    assert sat.decision.facts.known["days_to_race"].low == days
    later = sit(file.read_text(encoding="utf-8"), terminal=True, today=date(2026, 11, 21), These__answers__are="yes")
    assert ("days_to_race" in later.person.asked) is (days == 1000)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("last sunday", 5),
        ("monday", 4),
        ("on friday", 0),
        ("the day before yesterday", 2),
        ("eight days ago", 8),
        ("2 weeks ago", 14),
        ("twelve weeks", 84),
        ("20", 20),
        ("2026-10-31", 20),
    ],
)
def test_the_last_race_is_said_as_any_day_of_the_past(opened, typed, days):
    sheet = open_sheet("", "", opened.book, FRIDAY)
    read = read_race(opened.book.measures["days_since_race"], sheet, typed)
    assert read.puts[0][1][0] == {"date": (FRIDAY - timedelta(days=days)).isoformat(), "priority": "A"}


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("days_since_race", "last week", "Which day of last week?"),
        ("days_since_race", "tomorrow", "2026-11-21 is still to come."),
        ("days_since_race", "in 20 days", "'in 20 days' is not a date."),
        ("days_to_race", "yesterday", "2026-11-19 is past."),
        ("days_to_race", "20 days ago", "'20 days ago' is not a date."),
    ],
)
def test_a_race_on_no_such_day(opened, name, typed, said):
    assert read_race(opened.book.measures[name], open_sheet("", "", opened.book, FRIDAY), typed).say == said


def test_number_words_are_the_same_everywhere(sit):
    sat = sit("surefoot: facts/1\nposition: {phase: unilateral}\n", days_off="last week|twelve days ago")
    assert "Which day of last week?" in sat.person.heard
    assert sat.decision.facts.known["days_off"].low == 12


def test_the_next_race_says_nothing_about_the_last(sit):
    """Who is through all phases is asked for both."""
    said = "surefoot: facts/1\nsymptoms: none\nposition: {phase: endurance_strength, weeks_in_phase: 9}\n"
    sat = sit(said, days_to_race="2027-03-14", days_since_race="20")
    known = sat.decision.facts.known
    assert {"days_to_race", "days_since_race"} <= {*sat.person.asked}
    assert (known["days_to_race"].low, known["days_since_race"].low) == (114, 20)
