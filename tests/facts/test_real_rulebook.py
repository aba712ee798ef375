"""The shipped knowledge and rules, as the fact layer reads them."""

from __future__ import annotations

import datetime

import pytest

from surefoot.engine.facts.answers import Answers, FlagAnswer
from surefoot.engine.facts.derive import derive
from surefoot.engine.facts.reading import read_facts
from surefoot.engine.facts.validity import holds
from surefoot.engine.facts.values import Amount, read_amount, show
from surefoot.engine.findings import render
from surefoot.engine.logic import Ref
from surefoot.engine.model import Rulebook

TODAY = datetime.date(2026, 11, 20)
CONTRACT = """\
surefoot: facts/1
athlete: sample-3
as_of: 2026-11-20
profile: {age_years: 34, sex: female, body_mass_kg: 58, running_years: 6}
history: {strength_weeks: 20, sessions_per_week: 2, single_leg: yes, slow_calf_weeks: 8,
          jumping: no, clean: yes, weeks_since: 1, tendon: no, birth: no, cycles: yes}
equipment: [band, dumbbell, step]
week: {available_days: [tue, thu, sat], session_minutes: 30}
running: {days: [mon, wed, fri, sun], hard_days: [wed], long_day: sun, km_week: 45, terrain: flat}
races: [{date: 2027-03-14, priority: A}]
position: {phase: unilateral, weeks_in_phase: 4, sessions_done: 8, days_off: 0}
log: {clean_sessions: {hinge: 2, squat: 3, calf: 2}}
measures:
  sl_calf_raise_reps: {left: 17, right: 22, date: 2026-11-18}
  pain_during_nrs: {value: 2, date: 2026-11-19}
  visa_a: unknown
pain:
  - {site: achilles, side: left, tissue: tendon, during: 4, next_morning: 1, night: no, date: 2026-11-19}
injuries: [{site: calf, side: right, tissue: muscle, date: 2026-05-02, status: recovered}]
symptoms: {night_bone_pain: no}
red_flags: {RF_CARDIAC: no, RF_BSI: {answer: no, last_yes: 2026-09-20}}
clearances: [{for: RF_SURGERY, by: physiotherapist, date: 2026-10-02, allows: [mobility, bilateral], until: 2027-01-02}]
overrides: [{line: G3.bridge, decision: admit, by: coach, reason: "...", date: 2026-11-20, until: 2027-01-01}]
"""


def test_the_facts_file_of_the_contract_is_right(real_book: Rulebook) -> None:
    answers, findings = read_facts(CONTRACT, "contract.yaml", real_book, TODAY)
    assert answers is not None, render(findings)
    facts = derive(answers, real_book)
    assert (facts.known["pain_during_nrs"].text, facts.known["sl_calf_raise_reps.ratio"].low) == (
        "at least 4 out of 10",
        77,
    )
    assert (facts.known["cleared_to"].low, facts.known["flag.RF_BSI"].low, facts.forced) == (
        2,
        2,
        {"G3.bridge": True},
    )


def test_a_flag_answered_no_is_not_raised_by_what_was_not_said(real_book: Rulebook) -> None:
    """Each flag stated by itself is settled: nothing of its condition is left open."""
    for flag in real_book.flags:
        facts = derive(Answers("a", TODAY, flags={flag: FlagAnswer(flag, False, None, TODAY)}), real_book)
        assert holds(Ref(flag), facts.known, real_book.conclusions) is False, flag


def test_a_flag_answered_no_leaves_other_screens_alone(real_book: Rulebook) -> None:
    """A no about clots is no answer about a pregnancy, though pregnancy counts in it."""
    facts = derive(Answers("a", TODAY, flags={"RF_DVT_PE": FlagAnswer("RF_DVT_PE", False, None, TODAY)}), real_book)
    assert not {"pregnant", "past_clot", "cancer_history"} & set(facts.known)


@pytest.mark.parametrize("said", ["symptoms: none\nred_flags: none\n", "red_flags: none\n"])
def test_none_to_all_flags_leaves_only_derived_ones_open(real_book: Rulebook, said: str) -> None:
    text = f"surefoot: facts/1\nathlete: a\nas_of: 2026-11-20\nposition: none\n{said}"
    answers, findings = read_facts(text, "f", real_book, TODAY)
    assert answers is not None, render(findings)
    facts = derive(answers, real_book)
    for flag in real_book.flags.values():
        assert flag.derived or holds(Ref(flag.id), facts.known, real_book.conclusions) is False, flag.id


def test_every_example_is_an_answer(real_book: Rulebook) -> None:
    for measure in real_book.measures.values():
        for part in measure.example.split(", ") if measure.sides else [measure.example]:
            written = part.removeprefix("left ").removeprefix("right ").removeprefix("both ")
            if written:
                assert isinstance(read_amount(measure, written), Amount), (measure.name, written)


def test_every_value_is_shown_and_read_back(real_book: Rulebook) -> None:
    for measure in real_book.measures.values():
        for steps in {measure.low, measure.high, (measure.low + measure.high) // 2}:
            assert read_amount(measure, show(measure, steps, steps)) == Amount(steps, steps), measure.name


def test_no_two_measures_stand_at_one_place(real_book: Rulebook) -> None:
    places = [measure.at for measure in real_book.measures.values()]
    assert len(places) == len(set(places))
    assert not {one for one in places for other in places if one != other and one == other[: len(one)]}


def test_every_class_of_validity_exists(real_book: Rulebook) -> None:
    assert {measure.valid for measure in real_book.measures.values()} <= set(real_book.validity)
    assert {"safety", "override"} <= set(real_book.validity)


def test_a_main_race_today_is_still_to_come_and_over(real_book: Rulebook) -> None:
    """Nobody knows whether it has been run yet; either way it counts."""
    head = "surefoot: facts/1\nathlete: sample\nas_of: 2026-11-20\nposition: none\n"
    text = f"{head}races:\n  - {{date: 2026-11-20, priority: A}}\n"
    answers, findings = read_facts(text, "a.yaml", real_book, TODAY)
    assert answers is not None, findings
    known = derive(answers, real_book).known
    assert (known["days_to_race"].low, known["days_since_race"].low) == (0, 0)
