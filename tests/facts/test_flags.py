"""Red flags: answered by themselves or by their symptoms, latched, cleared, and what a clearance allows."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surefoot.engine.facts.answers import Answer, Answers, Clearance, FlagAnswer
from surefoot.engine.facts.derive import Facts, derive
from surefoot.engine.facts.flags import implied
from surefoot.engine.facts.validity import holds
from surefoot.engine.logic import All, AnyOf, AtLeast, Below, Count, Formula, Not, Ref
from surefoot.engine.model import Rulebook

Known = Callable[[str], Facts]
TODAY = datetime.date(2026, 11, 20)
CLEARED = "clearances: [{for: RF_BONE, by: d, date: 2026-10-01, allows: all}]\n"


def state(facts: Facts, flag: str) -> str:
    """How the flag stands by itself: neither, cleared, or held (stated with yes, or latched)."""
    return ("neither", "cleared", "held")[facts.known[f"flag.{flag}"].low]


def when(facts: Facts, flag: str, book: Rulebook) -> bool | None:
    return holds(Ref(f"{flag}:when"), facts.known, book.conclusions)


# ---- what a no says -------------------------------------------------------------------------------------------------


def test_a_no_answers_the_symptoms(known: Known, book: Rulebook) -> None:
    facts = known("red_flags: {RF_BONE: no, RF_CLOT: no}\n")
    assert when(facts, "RF_BONE", book) is False
    assert when(facts, "RF_CLOT", book) is False
    assert when(facts, "RF_FEVER", book) is None
    assert (facts.known["spot_pain"].high, facts.known["spot_pain"].path) == (0, "red_flags.RF_BONE")


def test_a_no_never_answers_a_risk_factor(known: Known) -> None:
    assert "past_clot" not in known("red_flags: {RF_CLOT: no}\n").known


def test_a_risk_factor_left_open_leaves_the_flag_open(known: Known, book: Rulebook) -> None:
    facts = known("symptoms: {calf_swollen: yes}\nred_flags: {RF_CLOT: no}\n")
    assert "past_clot" not in facts.known
    assert when(facts, "RF_CLOT", book) is None


FEVER, SPOT, SWOLLEN, CLOT = (AtLeast(name, 1) for name in ("fever", "spot_pain", "calf_swollen", "past_clot"))
INJURED, YOUNG = AtLeast("bone_injuries", 2), Below("age_years", 18)


@pytest.mark.parametrize(
    ("formula", "bounds"),
    [
        (AnyOf((FEVER, SPOT)), {"fever": (0, 0), "spot_pain": (0, 0)}),
        # one part that is false makes an `all` false, and nothing is said about the others
        (All((FEVER, SPOT)), {"fever": (0, 0)}),
        (All((CLOT, SPOT)), {"spot_pain": (0, 0)}),
        (All((AnyOf((CLOT, FEVER)), SPOT)), {"spot_pain": (0, 0)}),
        (All((INJURED, FEVER)), {"fever": (0, 0)}),
        # of a count, all of them
        (Count(2, (FEVER, SPOT, SWOLLEN)), {"fever": (0, 0), "spot_pain": (0, 0), "calf_swollen": (0, 0)}),
        (Count(2, (FEVER, INJURED, YOUNG)), {"fever": (0, 0)}),
        (All((Count(2, (FEVER, CLOT)), SPOT)), {"fever": (0, 0)}),
        (All((Count(1, (FEVER, CLOT)), SPOT)), {"spot_pain": (0, 0)}),
        # a number is bounded only where it alone would raise the flag
        (AnyOf((INJURED, All((FEVER, YOUNG)))), {"bone_injuries": (0, 1), "fever": (0, 0)}),
        (AnyOf((AnyOf((YOUNG, FEVER)),)), {"age_years": (18, 100), "fever": (0, 0)}),
        (Not(Below("bone_injuries", 2)), {"bone_injuries": (0, 1)}),
        (Ref("G1.calf"), {}),
        # whether it applies is not what was answered
        (All((Ref("applies:visa_a"), Below("visa_a", 10))), {"visa_a": (10, 100)}),
        (CLOT, {}),
    ],
)
def test_what_a_no_implies(book: Rulebook, formula: Formula, bounds: dict[str, tuple[int, int]]) -> None:
    conclusion = replace(book.conclusions["RF_BONE:when"], formula=formula)
    other = replace(book, conclusions={**book.conclusions, "RF_BONE:when": conclusion})
    found = implied({"RF_BONE": FlagAnswer("RF_BONE", False, None, TODAY)}, {}, other)
    assert {name: (fact.low, fact.high) for name, fact in found.items()} == bounds


def test_a_no_bounds_the_number_that_alone_would_raise_the_flag(known: Known) -> None:
    facts = known("red_flags: {RF_UNDER18: no, RF_BONE: no}\n")
    assert (facts.known["age_years"].low, facts.known["age_years"].high, facts.known["age_years"].text) == (
        18,
        100,
        "at least 18 years",
    )
    assert (facts.known["bone_injuries"].low, facts.known["bone_injuries"].high) == (0, 1)


def test_what_was_measured_is_not_bounded(known: Known) -> None:
    assert known("profile: {age_years: 34}\nred_flags: {RF_UNDER18: no}\n").known["age_years"].high == 34


def test_a_symptom_answered_yes_beats_the_flag(known: Known, book: Rulebook) -> None:
    facts = known("symptoms: {night_pain: yes}\nred_flags: {RF_BONE: no}\n")
    assert when(facts, "RF_BONE", book) is True
    assert [warning.code for warning in facts.warnings] == ["flag-disagrees"]
    assert facts.warnings[0].line == 6


def test_none_of_them(known: Known, book: Rulebook) -> None:
    facts = known("red_flags: none\n")
    assert {when(facts, flag, book) for flag in ("RF_FEVER", "RF_BONE", "RF_CLOT")} == {False}


def test_none_of_them_says_nothing_about_a_number_that_is_asked_for_itself(known: Known, book: Rulebook) -> None:
    assert when(known("red_flags: none\n"), "RF_UNDER18", book) is None


@pytest.mark.parametrize(("date", "counts"), [("2026-11-13", True), ("2026-11-12", False)])
def test_a_no_runs_out(known: Known, book: Rulebook, date: str, counts: bool) -> None:
    facts = known(f"red_flags: {{RF_FEVER: no, date: {date}}}\n")
    assert when(facts, "RF_FEVER", book) is (False if counts else None)
    assert [warning.code for warning in facts.warnings] == ([] if counts else ["flag-out-of-date"])


def test_a_no_that_ran_out_is_not_wanted_where_its_signs_were_answered(known: Known, book: Rulebook) -> None:
    """As by a check-in, which answers signs and no whole flags."""
    facts = known("red_flags: {RF_FEVER: no, date: 2026-11-01}\nsymptoms: none\n")
    assert when(facts, "RF_FEVER", book) is False
    assert facts.warnings == ()


def test_a_yes_does_not_run_out(known: Known) -> None:
    assert state(known("red_flags: {RF_FEVER: yes, date: 2026-01-01}\n"), "RF_FEVER") == "held"


# ---- latched and cleared --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", "neither"),
        ("red_flags: {RF_BONE: no}\n", "neither"),
        ("red_flags: {RF_BONE: yes}\n", "held"),
        ("red_flags: {RF_BONE: unknown}\n", "neither"),
        ("red_flags: {RF_BONE: {last_yes: 2026-09-20}}\n", "held"),
        ("red_flags: {RF_BONE: {answer: no, last_yes: 2026-09-20}}\n", "held"),
        # a clearance after the last yes, and answered no: released
        ("red_flags: {RF_BONE: {answer: no, last_yes: 2026-09-20}}\n" + CLEARED, "cleared"),
        # on the same day as the last yes, or before it, it does nothing
        ("red_flags: {RF_BONE: {answer: no, last_yes: 2026-10-01}}\n" + CLEARED, "held"),
        ("red_flags: {RF_BONE: {answer: no, last_yes: 2026-10-02}}\n" + CLEARED, "held"),
        # for another flag
        (
            "red_flags: {RF_BONE: {answer: no, last_yes: 2026-09-20}}\n" + CLEARED.replace("BONE", "FEVER"),
            "held",
        ),
        # a no that is out of date is no answer
        (
            "red_flags: {RF_BONE: {answer: no, last_yes: 2026-09-20, date: 2026-11-01}}\n" + CLEARED,
            "cleared",
        ),
        # its end has passed: it stays on record, but clears nothing
        (
            "red_flags: {RF_BONE: {answer: no, last_yes: 2026-09-20}}\n"
            "clearances: [{for: RF_BONE, by: d, date: 2026-10-01, allows: all, until: 2026-11-19}]\n",
            "neither",
        ),
        # still yes: a clearance admits what it allows
        (
            "red_flags: {RF_BONE: yes}\nclearances: [{for: RF_BONE, by: d, date: 2026-10-01, allows: [mobility]}]\n",
            "cleared",
        ),
    ],
)
def test_in_force_until_answered_no_and_cleared(known: Known, body: str, expected: str) -> None:
    assert state(known(body), "RF_BONE") == expected


@pytest.mark.parametrize(("answer", "expected"), [("yes", "held"), ("unknown", "held"), ("no", "cleared")])
def test_nothing_clears_an_emergency_that_is_not_answered_no(known: Known, answer: str, expected: str) -> None:
    body = (
        f"red_flags: {{RF_CLOT: {{answer: {answer}, last_yes: 2026-09-20}}}}\n"
        "clearances: [{for: RF_CLOT, by: doctor, date: 2026-10-01, allows: all}]\n"
    )
    assert state(known(body), "RF_CLOT") == expected


def test_a_symptom_that_raises_an_emergency_takes_the_no_back(known: Known) -> None:
    facts = known(
        "symptoms: {calf_swollen: yes, calf_warm: yes}\nred_flags: {RF_CLOT: {answer: no, last_yes: 2026-09-20}}\n"
        "clearances: [{for: RF_CLOT, by: doctor, date: 2026-10-01, allows: all}]\n"
    )
    assert state(facts, "RF_CLOT") == "held"


@pytest.mark.parametrize(("last_yes", "expected"), [("2026-11-13", "neither"), ("2026-11-14", "held")])
def test_some_flags_clear_after_days_without_symptoms(known: Known, last_yes: str, expected: str) -> None:
    assert state(known(f"red_flags: {{RF_FEVER: {{answer: no, last_yes: {last_yes}}}}}\n"), "RF_FEVER") == expected
    # answered by its symptom it is the same, from the day of that answer
    assert (
        state(known(f"symptoms: {{fever: no}}\nred_flags: {{RF_FEVER: {{last_yes: {last_yes}}}}}\n"), "RF_FEVER")
        == expected
    )
    assert (
        state(
            known(f"symptoms: {{fever: no, date: 2026-11-19}}\nred_flags: {{RF_FEVER: {{last_yes: {last_yes}}}}}\n"),
            "RF_FEVER",
        )
        == "held"
    )


def test_an_old_answer_about_whether_something_applies_holds_nothing_back(book: Rulebook) -> None:
    formula = AnyOf((FEVER, All((Ref("applies:visa_a"), Below("visa_a", 10)))))
    conclusion = replace(book.conclusions["RF_FEVER:when"], formula=formula)
    other = replace(book, conclusions={**book.conclusions, "RF_FEVER:when": conclusion})
    long_ago, last_yes = TODAY - datetime.timedelta(days=300), TODAY - datetime.timedelta(days=10)
    answers = {
        ("tendon_history", ""): Answer("tendon_history", "", 0, 0, long_ago),
        ("fever", ""): Answer("fever", "", 0, 0, TODAY),
    }
    said = Answers("a", TODAY, answers=answers, flags={"RF_FEVER": FlagAnswer("RF_FEVER", None, last_yes, TODAY)})
    assert state(derive(said, other), "RF_FEVER") == "neither"


# ---- what a clearance allows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clearances", "order"),
    [
        ([], 3),
        (["{for: RF_BONE, by: d, date: 2026-10-01, allows: [mobility]}"], 1),
        (
            [
                "{for: RF_BONE, by: d, date: 2026-10-01, allows: [mobility, bilateral]}",
                "{for: RF_SURGERY, by: d, date: 2026-10-01, allows: all}",
            ],
            2,
        ),
        # the newest of a flag counts
        (
            [
                "{for: RF_BONE, by: d, date: 2026-10-01, allows: [mobility]}",
                "{for: RF_BONE, by: d, date: 2026-11-01, allows: all}",
            ],
            3,
        ),
        (
            [
                "{for: RF_BONE, by: d, date: 2026-11-01, allows: [mobility]}",
                "{for: RF_BONE, by: d, date: 2026-11-01, allows: all}",
            ],
            1,
        ),
        # one that has ended no longer bounds
        (["{for: RF_BONE, by: d, date: 2026-10-01, allows: [mobility], until: 2026-11-19}"], 3),
        (["{for: RF_BONE, by: d, date: 2026-10-01, allows: [mobility], until: 2026-11-20}"], 1),
    ],
)
def test_cleared_to(known: Known, clearances: list[str], order: int) -> None:
    facts = known(f"clearances: [{', '.join(clearances)}]\n" if clearances else "")
    assert facts.known["cleared_to"].low == facts.known["cleared_to"].high == order


# ---- always ---------------------------------------------------------------------------------------------------------

DAYS = st.integers(0, 40).map(lambda days: TODAY - datetime.timedelta(days=days))
FLAG = st.sampled_from(["RF_BONE", "RF_CLOT", "RF_FEVER"])


@given(FLAG, st.sampled_from([True, False, None]), st.one_of(st.none(), DAYS), DAYS, st.lists(DAYS, max_size=2))
def test_answering_yes_never_does_more_than_answering_no(
    book: Rulebook,
    flag: str,
    answer: bool | None,
    last_yes: datetime.date | None,
    date: datetime.date,
    cleared: list[datetime.date],
) -> None:
    clearances = tuple(Clearance(flag, "d", day, ("mobility",), None) for day in cleared)

    def in_force(said: bool | None) -> bool | None:
        answers = Answers("a", TODAY, flags={flag: FlagAnswer(flag, said, last_yes, date)}, clearances=clearances)
        facts = derive(answers, book)
        raised = [when(facts, flag, book), state(facts, flag) == "held"]
        if state(facts, flag) == "cleared":
            return False
        return True if True in raised else None if None in raised else False

    order = {True: 0, None: 1, False: 2}
    assert order[in_force(True)] <= order[in_force(answer)]


@given(FLAG, DAYS)
def test_every_flag_has_its_fact(book: Rulebook, flag: str, date: datetime.date) -> None:
    facts = derive(Answers("a", TODAY, flags={flag: FlagAnswer(flag, False, None, date)}), book)
    assert all(f"flag.{each}" in facts.known for each in book.flags)
