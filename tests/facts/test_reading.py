"""A facts file read whole: each part where the contract has it, and everything that is wrong found at once."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surefoot.engine.facts.answers import Answer, Answers, Running, Week
from surefoot.engine.facts.reading import read_facts
from surefoot.engine.findings import Finding, render
from surefoot.engine.model import Rulebook

Reading = Callable[..., tuple[Answers | None, list[Finding]]]
TODAY = datetime.date(2026, 11, 20)
FULL = """\
profile: {age_years: 34, sex: female, body_mass_kg: 130 lb, date: 2026-01-02}
history: {tendon: no}
equipment: [band, step]
week: {available_days: [tue, thu], session_minutes: 30}
running: {days: [mon, wed, sun], hard_days: [wed], long_day: sun, km_week: 45.5, terrain: flat, date: 2026-11-18}
races: [{date: 2027-03-14, priority: A}]
position: {phase: unilateral, days_off: 0}
log: {clean_sessions: {hinge: 2}}
measures:
  calf: {left: 17, right: {value: 15+, date: 2026-11-01}, date: 2026-11-18}
  ankle: {both: "7,5"}
  errors: declined
  pain_during_nrs: {value: 2, date: 2026-11-19}
  visa_a: unknown
pain:
  - {site: achilles, side: left, tissue: tendon, during: 4, next_morning: 1, night: no, date: 2026-11-19}
injuries: [{site: knee, side: right, tissue: muscle, date: 2026-05-02, status: recovered}]
symptoms: {fever: no, none_of: [bones]}
red_flags: {RF_UNDER18: no, RF_BONE: {answer: no, last_yes: 2026-09-20}, RF_CLOT: unknown}
clearances: [{for: RF_SURGERY, by: surgeon, date: 2026-10-02, allows: [mobility, bilateral], until: 2027-01-02}]
overrides: [{line: G1.calf, decision: admit, by: coach, reason: "seen it", date: 2026-11-20, until: 2027-01-01}]
"""
HEAD = "surefoot: facts/1\nathlete: sample-3\nas_of: 2026-11-20\n"


def right(result: tuple[Answers | None, list[Finding]]) -> Answers:
    answers, findings = result
    assert answers is not None, render(findings)
    assert not findings
    return answers


def only(result: tuple[Answers | None, list[Finding]]) -> Finding:
    answers, findings = result
    assert answers is None
    assert len(findings) == 1, render(findings)
    return findings[0]


def test_every_part_is_read(reading: Reading) -> None:
    said = right(reading(FULL, HEAD))
    assert (said.athlete, said.as_of, said.as_of_given, said.file) == ("sample-3", TODAY, True, "facts.yaml")
    steps = {key: (answer.low, answer.high, answer.status) for key, answer in said.answers.items()}
    assert steps == {
        ("age_years", ""): (34, 34, "given"),
        ("sex", ""): (0, 0, "given"),
        ("body_mass_kg", ""): (118, 118, "given"),
        ("tendon_history", ""): (0, 0, "given"),
        ("run_km_week", ""): (91, 91, "given"),
        ("position", ""): (3, 3, "given"),
        ("days_off", ""): (0, 0, "given"),
        ("clean_hinge", ""): (2, 2, "given"),
        ("calf", "left"): (17, 17, "given"),
        ("calf", "right"): (15, 100, "given"),
        ("ankle", "left"): (15, 15, "given"),
        ("ankle", "right"): (15, 15, "given"),
        ("errors", "left"): (0, 0, "declined"),
        ("errors", "right"): (0, 0, "declined"),
        ("pain_during_nrs", ""): (4, 4, "given"),
        ("visa_a", ""): (0, 0, "unknown"),
        ("fever", ""): (0, 0, "given"),
        ("night_pain", ""): (0, 0, "given"),
        ("spot_pain", ""): (0, 0, "given"),
        ("impact_pain", ""): (0, 0, "given"),
    }
    assert said.week == Week(("tue", "thu"), 30)
    assert said.running == Running(("mon", "wed", "sun"), ("wed",), "sun", Decimal("45.5"), "flat")
    assert said.equipment == {"band": True, "step": True}
    assert [(race.date.isoformat(), race.priority) for race in said.races] == [("2027-03-14", "A")]
    assert [(each.site, each.side, each.status) for each in said.injuries] == [("knee", "right", "recovered")]
    assert said.pain is not None
    assert [(each.site, each.during, each.next_morning, each.night) for each in said.pain] == [
        ("achilles", 8, 2, False)
    ]
    assert {name: flag.answer for name, flag in said.flags.items()} == {
        "RF_UNDER18": False,
        "RF_BONE": False,
        "RF_CLOT": None,
    }
    assert said.clearances[0].allows == ("mobility", "bilateral")
    assert (said.overrides[0].line, said.overrides[0].reason) == ("G1.calf", "seen it")


def test_each_answer_has_its_date_and_place(reading: Reading) -> None:
    answers = right(reading(FULL, HEAD)).answers
    calf: Answer = answers["calf", "right"]
    assert (calf.path, calf.text, calf.date.isoformat()) == ("measures.calf.right.value", "15+", "2026-11-01")
    assert calf.place[:2] == ("facts.yaml", 13)
    dates = {key[0]: answer.date.isoformat()[5:] for key, answer in answers.items() if key[1] != "right"}
    assert (dates["age_years"], dates["run_km_week"], dates["calf"], dates["pain_during_nrs"]) == (
        "01-02",
        "11-18",
        "11-18",
        "11-19",
    )
    assert dates["fever"] == dates["tendon_history"] == "11-20"


def test_json_is_yaml(book: Rulebook) -> None:
    text = json.dumps(
        {
            "surefoot": "facts/1",
            "athlete": "a",
            "as_of": "2026-11-20",
            "position": "none",
            "measures": {"calf": {"left": 17, "right": "15+"}, "ankle": {"both": 7.5}},
            "symptoms": {"fever": False},
        },
        indent=1,
    )
    said = right(read_facts(text, "facts.json", book, TODAY))
    assert (said.answers["calf", "right"].low, said.answers["ankle", "left"].low, said.answers["fever", ""].low) == (
        15,
        15,
        0,
    )


def test_without_as_of_the_caller_says_the_day(book: Rulebook) -> None:
    said = right(read_facts("surefoot: facts/1\nathlete: a\nposition: none\n", "f", book, datetime.date(2027, 1, 2)))
    assert (said.as_of.isoformat(), said.as_of_given) == ("2027-01-02", False)


def test_not_asked_none_and_unknown_are_three_things(reading: Reading) -> None:
    assert [right(reading(body)).pain for body in ("", "pain: none\n", "pain: unknown\n", "pain: []\n")] == [
        None,
        (),
        None,
        (),
    ]
    assert [
        right(reading(body)).equipment
        for body in ("", "equipment: none\n", "equipment: unknown\n", "equipment: {band: yes, wall: no}\n")
    ] == [None, {}, None, {"band": True, "wall": False}]
    none = right(reading("red_flags: none\n"))
    assert not any(each.alone for each in none.flags.values())
    assert {flag.answer for flag in none.flags.values()} == {False}
    assert not right(reading("")).flags


def test_none_and_unknown_in_the_week(reading: Reading) -> None:
    week = "week: {available_days: none, session_minutes: unknown}\n"
    said = right(reading(week + "running: {days: none, long_day: none}\n"))
    assert (said.week, said.running) == (Week((), None), Running(()))
    said = right(reading("week: unknown\nrunning: {days: unknown, terrain: declined}\n"))
    assert (said.week, said.running) == (Week(), Running())


@pytest.mark.parametrize("allows", ["none", "unknown", "[]", "", "mobility"])
def test_a_clearance_that_allows_nothing_is_not_dropped_in_silence(reading: Reading, allows: str) -> None:
    entry = f"clearances:\n- for: RF_BONE\n  by: doctor\n  date: 2026-11-01\n  allows: {allows}\n"
    assert only(reading(entry)).path == "clearances[0].allows"


def test_symptoms_none_answers_each_of_them(reading: Reading, book: Rulebook) -> None:
    answers = right(reading("symptoms: none\n")).answers
    symptoms = {name for name, measure in book.measures.items() if measure.at[0] == "symptoms"}
    assert {name for (name, _), answer in answers.items() if answer.low == 0 and answer.text == "none"} >= symptoms


def test_a_section_may_be_declined_as_a_whole(reading: Reading) -> None:
    assert {
        answer.status for key, answer in right(reading("profile: declined\n")).answers.items() if key[0] != "position"
    } == {"declined"}


def test_clearance_for_all(reading: Reading) -> None:
    said = right(reading("clearances: [{for: RF_BONE, by: doctor, date: 2026-11-01, allows: all}]\n"))
    assert said.clearances[0].allows == ("mobility", "bilateral", "unilateral")


def test_everything_wrong_is_found_at_once(reading: Reading) -> None:
    answers, findings = reading("""\
profile: {age_yeers: 34, sex: femal}
measures:
  calf: 17
  ankle: {left: 7.25, right: 900}
  visa_a:
pain: [{site: knee, side: lft, during: 4}]
red_flags: {RF_BON: no}
""")
    assert answers is None
    assert [(found.line, found.code, found.nearest) for found in findings] == [
        (5, "unknown-key", "age_years"),
        (5, "word", "female"),
        (7, "sides-needed", ""),
        (8, "off-step", ""),
        (8, "out-of-range", ""),
        (9, "null", ""),
        (10, "word", "left"),
        (11, "unknown-key", "RF_BONE"),
    ]


def test_a_misplaced_measure_is_told_where_it_belongs(reading: Reading) -> None:
    assert only(reading("measures: {age_years: 34}\n")).nearest == "profile.age_years"
    assert only(reading("hinge: 2\n")).nearest == "log.clean_sessions.hinge"
    assert only(reading("measures: {pain_knee: 2}\n")).nearest == "pain"


def test_the_finding_shows_how_to_write_both_sides(reading: Reading) -> None:
    found = only(reading("measures: {calf: 17}\n"))
    assert found.expected == "{left: 17, right: 17}, or {both: 17} where they are the same"


def test_the_place_is_that_of_the_value(reading: Reading) -> None:
    found = only(reading("measures:\n  calf: {left: 17, right: 1000}\n"))
    assert (found.line, found.column, found.path, found.seen) == (6, 27, "measures.calf.right", "1000")


def test_dates_of_the_decision_bound_the_others(reading: Reading) -> None:
    assert only(reading("measures: {visa_a: {value: 80, date: 2026-11-21}}\n")).code == "date-in-future"
    assert only(reading("measures: {visa_a: {value: 80, date: 1899-12-31}}\n")).code == "date-too-early"
    assert right(reading("races: [{date: 2031-01-01, priority: B}]\n")).races


@pytest.mark.parametrize(
    ("until", "codes"),
    [("2027-01-01", []), ("2027-01-02", ["override-not-allowed"]), ("2026-11-19", ["until-before-date"])],
)
def test_admitting_lasts_six_weeks_at_most(reading: Reading, until: str, codes: list[str]) -> None:
    line = "overrides: [{line: G1.calf, decision: admit, by: coach, reason: r, date: 2026-11-20, until: %s}]\n"
    assert [found.code for found in reading(line % until)[1]] == codes


def test_a_flag_may_have_been_yes_and_no_on_one_day(reading: Reading) -> None:
    assert right(reading("red_flags: {RF_BONE: {answer: no, last_yes: 2026-11-20}}\n")).flags["RF_BONE"].answer is False


def test_holding_is_always_allowed(reading: Reading) -> None:
    body = "overrides:\n" + "".join(
        f"- {{line: {line}, decision: hold, by: coach, reason: r, date: 2026-11-20}}\n"
        for line in ("G1.calf", "G1.bone", "G0.RF_BONE")
    )
    assert len(right(reading(body)).overrides) == 3


@pytest.mark.parametrize("line", ["G1.bone", "G0.RF_BONE"])
def test_some_lines_can_not_be_admitted(reading: Reading, line: str) -> None:
    entry = f"line: {line}, decision: admit, by: coach, reason: r, date: 2026-11-20, until: 2026-11-30"
    found = only(reading(f"overrides: [{{{entry}}}]\n"))
    assert (found.code, found.seen) == ("override-not-allowed", line)


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-10, 200),
    st.sampled_from(
        ["none", "unknown", "yes", "15+", "7,5", "2026-11-20", "2031-01-01", "left", "mobility", "all", "\x07", ""]
    ),
    st.text(max_size=6),
)
KEYS = st.one_of(
    st.sampled_from(
        [
            "surefoot",
            "athlete",
            "as_of",
            "profile",
            "measures",
            "calf",
            "left",
            "right",
            "both",
            "value",
            "date",
            "pain",
            "site",
            "side",
            "during",
            "symptoms",
            "none_of",
            "red_flags",
            "RF_BONE",
            "answer",
            "last_yes",
            "clearances",
            "overrides",
            "line",
            "decision",
            "until",
            "position",
            "phase",
            "week",
            "available_days",
            "running",
            "days",
            "hard_days",
            "equipment",
            "races",
            "injuries",
            "allows",
            "for",
            "by",
            "log",
        ]
    ),
    st.text(max_size=5),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=6)),
    max_leaves=25,
)


@given(st.dictionaries(KEYS, ANYTHING, max_size=8), st.booleans())
def test_whatever_is_written_is_answers_or_findings(book: Rulebook, content: dict[str, Any], headed: bool) -> None:
    if headed:
        content |= {"surefoot": "facts/1", "athlete": "a", "position": "none"}
    answers, findings = read_facts(json.dumps(content), "facts.json", book, TODAY)
    assert (answers is None) == bool(findings)
    for found in findings:
        assert found.code
        assert found.say
        assert found.line > 0
        assert found.column > 0
        assert (found.say + found.seen + found.nearest).isprintable()


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(book: Rulebook, text: str) -> None:
    answers, findings = read_facts(text, "f", book, TODAY)
    assert answers is None
    assert findings
