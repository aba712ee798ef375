"""From what was said to what is known: dates, sides, pain, kit and overrides."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surefoot.engine.facts.answers import Answer, Answers, Override, Pain
from surefoot.engine.facts.derive import Fact, Facts, derive
from surefoot.engine.facts.reading import read_facts
from surefoot.engine.model import Rulebook

Known = Callable[[str], Facts]
TODAY = datetime.date(2026, 11, 20)


def days_ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def reach(facts: Facts, name: str) -> tuple[int, int] | None:
    fact = facts.known.get(name)
    return None if fact is None else (fact.low, fact.high)


def dated(book: Rulebook, measure: str, value: int, days: int, side: str = "", high: int | None = None) -> Facts:
    """The facts of one answer of so many days ago."""
    answer = Answer(measure, side, value, value if high is None else high, days_ago(days), path=f"measures.{measure}")
    return derive(Answers("a", TODAY, answers={(measure, side): answer}), book)


# ---- dates ----------------------------------------------------------------------------------------------------------


def test_an_answer_is_a_fact_with_its_words_path_and_date(known: Known) -> None:
    fact = known("measures: {calf: {left: 15+, right: 22, date: 2026-11-18}}\n").known["calf.left"]
    assert fact == Fact("calf.left", 15, 100, "at least 15", "measures.calf.left", datetime.date(2026, 11, 18))


def test_yes_is_one_and_a_word_is_its_index(known: Known) -> None:
    facts = known("profile: {sex: male}\nhistory: {tendon: yes}\nsymptoms: {fever: no}\n")
    assert [reach(facts, name) for name in ("sex", "tendon_history", "fever", "position")] == [
        (1, 1),
        (1, 1),
        (0, 0),
        (0, 0),
    ]


@pytest.mark.parametrize(("days", "there"), [(0, True), (56, True), (57, False)])
def test_a_pass_counts_to_its_last_day(book: Rulebook, days: int, there: bool) -> None:
    facts = dated(book, "calf", 20, days, "left")
    assert ("calf.left" in facts.known) == there
    if not there:
        assert facts.unknown["calf.left"] == "out of date since 2026-11-20"


def test_a_fail_out_of_date_stays_and_may_be_worse(book: Rulebook) -> None:
    fact = dated(book, "calf", 9, 200, "right").known["calf.right"]
    assert (fact.low, fact.high, fact.stale, fact.text) == (0, 9, True, "at most 9")
    assert reach(dated(book, "errors", 3, 200, "left"), "errors.left") == (3, 4)
    assert reach(dated(book, "errors", 2, 200, "left"), "errors.left") is None


def test_at_least_so_many_is_no_fail(book: Rulebook) -> None:
    assert "calf.left" not in dated(book, "calf", 9, 200, "left", high=100).known
    assert reach(dated(book, "errors", 3, 200, "left", high=4), "errors.left") == (3, 4)


def test_whether_it_failed_may_depend_on_what_else_is_known(known: Known) -> None:
    body = "profile: {age_years: %d}\nmeasures: {stance_s: {left: 8, right: 30, date: 2026-01-01}}\n"
    assert reach(known(body % 70), "stance_s.left") == (0, 8)
    assert reach(known(body % 70), "stance_s.right") is None
    assert reach(known(body % 40), "stance_s.left") is None


def test_a_fail_of_the_other_side_is_not_its_own(known: Known) -> None:
    facts = known("measures: {calf: {left: {value: 20, date: 2026-01-01}, right: 5}}\n")
    assert (reach(facts, "calf.left"), reach(facts, "calf.right")) == (None, (5, 5))


def test_a_measure_without_criterion_just_runs_out(known: Known) -> None:
    facts = known("measures: {walk_min: {value: 0, date: 2026-01-01}}\n")
    assert "walk_min" not in facts.known
    assert facts.unknown["walk_min"] == "out of date since 2026-01-30"


def test_a_symptom_answered_yes_stands_until_it_is_asked_again(known: Known) -> None:
    facts = known("symptoms: {fever: yes, night_pain: no, date: 2026-11-01}\n")
    assert reach(facts, "fever") == (1, 1)
    assert facts.known["fever"].stale
    assert "night_pain" not in facts.known


def test_the_log_does_not_run_out(known: Known) -> None:
    assert reach(known("log: {clean_sessions: {hinge: 2}, date: 2020-01-01}\n"), "clean_hinge") == (2, 2)


def test_what_runs_out_within_a_week_is_told(known: Known) -> None:
    facts = known("""\
profile: {age_years: 34, date: 2025-11-20}
history: {tendon: no, date: 2025-11-28}
measures: {calf: {left: {value: 20, date: 2026-10-01}, right: {value: 20, date: 2026-10-20}}}
symptoms: {fever: no}
""")
    assert facts.expires == (("age_years", "", TODAY), ("calf", "left", datetime.date(2026, 11, 26)))


def test_why_something_is_not_known(known: Known) -> None:
    facts = known("history: {tendon: no}\nmeasures: {calf: declined, walk_min: unknown, ankle: not_applicable}\n")
    assert [
        facts.unknown[name] for name in ("age_years", "calf.left", "walk_min", "ankle.right", "visa_a", "calf.ratio")
    ] == ["not given", "declined", "asked, and not known", "not applicable", "not applicable", "both sides are needed"]
    assert not set(facts.known) & set(facts.unknown)


def test_the_word_for_where_nothing_was_said(known: Known) -> None:
    assert (reach(known(""), "sex"), reach(known("profile: {sex: declined}\n"), "sex")) == ((2, 2), (2, 2))
    assert reach(known("profile: {sex: male}\n"), "sex") == (1, 1)


@given(st.integers(0, 100), st.integers(0, 400))
def test_growing_old_never_makes_a_value_better(book: Rulebook, value: int, days: int) -> None:
    fact = dated(book, "calf", value, days, "left").known.get("calf.left")
    if fact is not None:
        assert fact.low <= fact.high == value
    else:
        assert days > 56
        assert value >= 12


@pytest.mark.parametrize(
    ("whole", "part", "there"),
    [("0", "", (0, 0)), ("0", "unknown", (0, 0)), ("0", "2", (2, 2)), ("1", "", None), ("unknown", "", None)],
)
def test_a_part_of_none_is_none(book: Rulebook, whole: str, part: str, there: tuple[int, int] | None) -> None:
    hip = replace(book.measures["bone_injuries"], name="hip", at=("measures", "hip"), part_of="bone_injuries")
    other = replace(book, measures={**book.measures, "hip": hip})
    said = f"bone_injuries: {whole}, hip: {part}" if part else f"bone_injuries: {whole}"
    head = "surefoot: facts/1\nathlete: a\nas_of: 2026-11-20\nposition: none\n"
    answers, _ = read_facts(f"{head}measures: {{{said}, date: 2026-11-18}}\n", "a.yaml", other, TODAY)
    assert answers is not None
    facts = derive(answers, other)
    assert reach(facts, "hip") == there
    if there == (0, 0):
        assert facts.known["hip"] == Fact("hip", 0, 0, "0 injuries", "measures.bone_injuries", days_ago(2))


# ---- sides ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "ratio", "difference"),
    [
        ("17", "22", 77, 5),
        ("22", "17", 77, 5),
        ("20", "20", 100, 0),
        ("0", "0", 100, 0),
        ("0", "9", 0, 9),
        ("2", "3", 66, 1),
    ],
)
def test_two_sides_compared(known: Known, left: str, right: str, ratio: int, difference: int) -> None:
    facts = known(f"measures: {{calf: {{left: {left}, right: {right}}}}}\n")
    assert (reach(facts, "calf.ratio"), reach(facts, "calf.difference")) == ((ratio, ratio), (difference, difference))


@pytest.mark.parametrize(
    "sides",
    [
        "left: 17",
        "left: 15+, right: 22",
        "left: {value: 9, date: 2026-01-01}, right: 22",
        "left: {value: 0, date: 2026-01-01}, right: 22",
    ],
)
def test_both_sides_have_to_be_known_exactly(known: Known, sides: str) -> None:
    facts = known(f"measures: {{calf: {{{sides}}}}}\n")
    assert not {"calf.ratio", "calf.difference"} & set(facts.known)


def test_a_difference_is_in_steps(known: Known) -> None:
    facts = known("measures: {ankle: {left: 7.5, right: 10}}\n")
    assert (
        reach(facts, "ankle.difference"),
        facts.known["ankle.difference"].text,
        facts.known["ankle.ratio"].text,
    ) == ((5, 5), "2.5", "75 %")


# ---- pain -----------------------------------------------------------------------------------------------------------

PAIN = (
    "pain_during_nrs",
    "pain_change",
    "pain_achilles.left",
    "pain_achilles.right",
    "pain_knee.left",
    "pain_knee_next_morning.left",
)


def pains(facts: Facts) -> list[tuple[int, int] | None]:
    return [reach(facts, name) for name in PAIN]


def test_pain_not_asked_is_unknown_everywhere(known: Known) -> None:
    assert pains(known("")) == [None] * 6


def test_no_pain_is_none_everywhere(known: Known) -> None:
    assert pains(known("pain: none\n")) == [(0, 0)] * 6


def test_pain_is_where_it_is_said_and_none_elsewhere(known: Known) -> None:
    facts = known(
        "pain: [{site: achilles, side: left, during: 4, next_morning: 1},\n"
        "       {site: knee, side: middle, during: 1, next_morning: 2}]\n"
    )
    assert pains(facts) == [(8, 8), (4, 4), (8, 8), (0, 0), (2, 2), (4, 4)]


def test_pain_that_was_not_put_into_a_number_is_not_none(known: Known) -> None:
    facts = known("pain: [{site: achilles, side: left, next_morning: 1}, {site: knee, side: right, during: 3}]\n")
    assert (reach(facts, "pain_achilles.left"), reach(facts, "pain_during_nrs")) == (None, (6, 20))


@pytest.mark.parametrize(("measured", "worst"), [("1", 8), ("6", 12)])
def test_the_worst_of_what_was_said_counts(known: Known, measured: str, worst: int) -> None:
    facts = known(f"measures: {{pain_during_nrs: {measured}}}\npain: [{{site: achilles, side: both, during: 4}}]\n")
    assert reach(facts, "pain_during_nrs") == (worst, worst)


def test_pain_of_yesterday_is_taken_as_still_there(known: Known) -> None:
    facts = known("pain: [{site: achilles, side: left, during: 4, next_morning: 0, date: 2026-11-19}]\n")
    assert pains(facts) == [(8, 20), None, (8, 20), None, None, None]
    assert facts.known["pain_achilles.left"].stale
    assert facts.unknown["pain_achilles.right"] == "out of date since 2026-11-20"


def test_none_elsewhere_was_said_with_the_newest_entry(known: Known) -> None:
    facts = known(
        "pain: [{site: achilles, side: left, during: 4, date: 2026-11-19}, {site: achilles, side: right, during: 1}]\n"
    )
    assert (reach(facts, "pain_knee.left"), reach(facts, "pain_achilles.left")) == ((0, 0), (8, 20))


def test_half_a_point_is_rounded_to_the_worse(book: Rulebook) -> None:
    coarse = replace(book.measures["pain_during_nrs"], step="1", high=10)
    other = replace(book, measures={**book.measures, "pain_during_nrs": coarse})
    facts = derive(Answers("a", TODAY, pain=(Pain("knee", "left", "joint", 7, None, None, TODAY),)), other)
    assert (reach(facts, "pain_knee.left"), reach(facts, "pain_during_nrs")) == ((7, 7), (4, 4))


def test_no_pain_yesterday_says_nothing_about_today(known: Known) -> None:
    facts = known(
        "measures: {pain_during_nrs: {value: 0, date: 2026-11-19}, swelling: {value: none, date: 2026-11-19}}\n"
    )
    assert (reach(facts, "pain_during_nrs"), reach(facts, "swelling")) == (None, None)
    assert reach(known("measures: {swelling: {value: mild, date: 2026-11-19}}\n"), "swelling") == (0, 1)


def test_todays_pain_beside_yesterdays(known: Known) -> None:
    facts = known("measures: {pain_during_nrs: {value: 4, date: 2026-11-19}}\npain: none\n")
    assert reach(facts, "pain_during_nrs") == (8, 20)


def test_a_morning_told_by_itself_takes_nothing_from_today(known: Known) -> None:
    facts = known(
        "pain: [{site: achilles, side: left, during: 4},\n"
        "       {site: achilles, side: left, next_morning: 2, date: 2026-11-19}]\n"
    )
    assert (reach(facts, "pain_achilles.left"), reach(facts, "pain_during_nrs")) == ((8, 8), (8, 8))
    assert reach(facts, "pain_achilles_next_morning.left") != (0, 0)
    of_later = known(
        "pain: [{site: achilles, side: left, during: 4, date: 2026-11-19},\n"
        "       {site: achilles, side: left, next_morning: 2}]\n"
    )
    assert reach(of_later, "pain_achilles.left") == (8, 20)


ENTRY = st.builds(
    lambda site, side, during, days: Pain(site, side, "tendon", during, during, None, days_ago(days), path="pain[0]"),
    st.sampled_from(["achilles", "knee"]),
    st.sampled_from(["left", "right", "both", "middle"]),
    st.one_of(st.none(), st.integers(0, 20)),
    st.integers(0, 2),
)


@given(st.lists(ENTRY, max_size=3), ENTRY)
def test_more_pain_is_never_less(book: Rulebook, entries: list[Pain], more: Pain) -> None:
    before = derive(Answers("a", TODAY, pain=(*entries, more)), book)
    worse = Pain(
        more.site,
        more.side,
        more.tissue,
        None if more.during is None else min(more.during + 3, 20),
        more.next_morning,
        None,
        more.date,
        path=more.path,
    )
    after = derive(Answers("a", TODAY, pain=(*entries, worse)), book)
    for name in PAIN:
        first, second = before.known.get(name), after.known.get(name)
        if first is not None and second is not None:
            assert first.low <= second.low
            assert first.high <= second.high
        elif first is not None:
            assert name.endswith("next_morning.left")


# ---- kit and overrides ----------------------------------------------------------------------------------------------


def kit(facts: Facts) -> set[str]:
    return {name.removeprefix("kit.") for name, fact in facts.known.items() if name.startswith("kit.") and fact.low}


def test_household_things_are_there_and_count_as_others(known: Known, book: Rulebook) -> None:
    facts = known("")
    assert kit(facts) == {"wall", "chair", "stair", "step", "edge"}
    assert {name for name in facts.known if name.startswith("kit.")} == {f"kit.{item}" for item in book.equipment}


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("[band]", {"wall", "chair", "stair", "step", "edge", "band"}),
        ("{stair: no}", {"wall", "chair"}),
        ("{chair: no, bench: yes, stair: no}", {"wall", "bench", "chair"}),
        ("none", {"wall", "chair", "stair", "step", "edge"}),
    ],
)
def test_kit(known: Known, said: str, there: set[str]) -> None:
    assert kit(known(f"equipment: {said}\n")) == there


def test_overrides_settle_their_line_while_they_last(book: Rulebook) -> None:
    def forced(*overrides: tuple[str, str, int, int | None]) -> tuple[dict[str, bool], list[str]]:
        made = tuple(
            Override(line, decision, "coach", "r", days_ago(begun), None if ended is None else days_ago(ended))
            for line, decision, begun, ended in overrides
        )
        facts = derive(Answers("a", TODAY, overrides=made), book)
        return dict(facts.forced), [warning.code for warning in facts.warnings]

    assert forced(("G1.calf", "admit", 5, 0)) == ({"G1.calf": True}, [])
    assert forced(("G1.calf", "hold", 5, None)) == ({"G1.calf": False}, [])
    assert forced(("G1.calf", "admit", 5, 1)) == ({}, ["override-ended"])
    assert forced(("G1.calf", "admit", -1, -5)) == ({}, [])
    assert forced(("G1.calf", "hold", 5, 0), ("G1.calf", "admit", 5, 0)) == ({"G1.calf": False}, [])
    assert forced(("G1.calf", "admit", 5, 0), ("G1.calf", "hold", 5, 0)) == ({"G1.calf": False}, [])


def test_the_same_answers_give_the_same_facts(known: Known, book: Rulebook) -> None:
    body = "measures: {calf: {left: 17, right: 22}}\npain: none\nred_flags: none\n"
    assert known(body) == known(body)
    assert list(known(body).known) == list(known(body).known)
