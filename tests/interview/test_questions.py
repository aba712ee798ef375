"""Which questions are asked, in which order, and which aren't."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from surefoot.engine.interview.matters import SHOWN, Possible
from surefoot.engine.interview.sheet import open_sheet
from surefoot.engine.interview.state import State

SAMPLE = Path(__file__).resolve().parents[2] / "examples/sample-hold.yaml"
CASES = Path(__file__).resolve().parents[2] / "rules/cases"
TODAY = date(2026, 11, 20)
# All but the phase, pain and the tests. Where only these matter, the rest need not be asked each time.
KNOWN = """surefoot: facts/1
athlete: sam
symptoms: none
profile: {age_years: 34, sex: male, running_years: 6}
history: {strength_weeks: 20, weeks_since: 1, sessions_per_week: 2, single_leg: yes, clean: yes, tendon: no}
equipment: none
week: {available_days: [tue], session_minutes: 40}
running: {days: [mon]}
measures:
  bsi_history_2y: 0
  bsi_high_risk_2y: 0
  doms_nrs: 1
  swelling_effusion: none
  sleep_hours_7d: 8
  wellness_hooper_sum: 9
  hours_since_hard_run: 48
"""
UNSCREENED = KNOWN.replace("symptoms: none\n", "")
ORDER = ("mobility", "balance", "strength", "endurance", "hops")


def _before(asked: list[str], first: str, second: str) -> bool:
    return asked.index(first) < asked.index(second)


def test_a_newcomer_is_asked_little_and_tested_for_the_first_gate_alone(sit):
    sat = sit(strength_weeks="0")
    assert (sat.decision.outcome, sat.decision.phase) == ("place", "mobility")
    assert len(sat.person.asked) <= 35
    assert [test.name for test in sat.tests()] == [
        "ankle_df_wblt_cm",
        "bw_squat_quality",
        "hip_hinge_quality",
        "sls_eo_s",
    ]
    later = {"single_leg_history", "clean_history", "weeks_since_last_structured_training", "weeks_in_phase"}
    assert not later & set(sat.person.asked)


def test_the_parts_come_in_order_and_the_tests_last(sit):
    asked = sit().person.asked
    order = [
        "What should we call you",
        "screen heart_and_head",
        "screen your_health",
        "age_years",
        "position",
        "strength_weeks",
        "bsi_history_2y",
        "Which of these can you use",
        "On which days do you usually run",
        "Does anything hurt",
        "doms_nrs",
        "ankle_df_wblt_cm",
        "sl_calf_raise_reps",
        "side_plank_s",
    ]
    assert all(_before(asked, one, other) for one, other in pairwise(order))


def test_to_be_placed_goes_gate_by_gate_and_each_gate_in_the_order_of_tests(sit):
    sat = sit()
    assert (sat.decision.outcome, sat.decision.phase) == ("place", "eccentric")
    names = [test.name for test in sat.tests()]
    assert _before(names, "sls_eo_s", "sl_calf_raise_reps")  # G1 before G2
    assert _before(names, "sl_calf_raise_reps", "single_leg_squat_errors")  # G2 before G3
    assert "That is more than the 25 of one sitting; it is offered to stop there." in sat.person.heard
    assert "That was about 25 minutes of tests; with the next one it would be over 25." in sat.person.heard
    last = [
        ORDER.index(test.test["order"])
        for test in sat.tests()
        if test.name in names[names.index("single_leg_squat_errors") :]
    ]
    assert last == sorted(last)


def test_a_gate_that_stays_shut_spares_the_tests_behind_it(sit):
    sat = sit(KNOWN, sls_eo_s="4 4")
    assert (sat.decision.outcome, sat.decision.phase) == ("place", "mobility")
    assert "sl_calf_raise_reps" not in sat.person.asked
    assert "hip_hinge_quality" in sat.person.asked  # a gate that was begun is finished


def test_a_test_that_stands_in_for_another_is_asked_only_where_that_one_fails(sit):
    assert "ankle_df_wblt_deg" not in sit(KNOWN).person.asked
    for answer in ("4 11", "skip", "L 11"):
        assert "ankle_df_wblt_deg" in sit(KNOWN, ankle_df_wblt_cm=answer).person.asked


def test_with_a_phase_the_gate_ahead_is_tested_once_its_time_is_served(sit):
    early, due = sit(KNOWN, position="unilateral", weeks_in_phase="1"), sit(KNOWN, position="unilateral")
    assert (early.decision.outcome, due.decision.outcome) == ("hold", "advance")
    assert "side_plank_s" not in early.person.asked
    assert "side_plank_s" in due.person.asked
    assert "single_leg_history" not in due.person.asked  # that places people, and this one has a place


@pytest.mark.parametrize(
    ("screen", "number", "flag"),
    [
        ("heart_and_head", "1", "RF_CARDIAC"),
        ("heart_and_head", "8", "RF_NEURO"),
        ("calf_and_clots", "1 2", "RF_DVT_PE"),
        ("back_muscle_tendon", "3", "RF_RHABDO"),
        ("bone_and_hip", "4", "RF_BSI"),
        ("whole_body", "1", "RF_FEVER_ILLNESS"),
        ("your_health", "6", "RF_PREGNANCY"),
    ],
)
def test_a_yes_that_stops_ends_the_questions_at_once(sit, screen, number, flag):
    sat = sit(**{f"screen__{screen}": number})
    assert sat.person.asked[-1] == f"screen {screen}"
    assert sat.decision.outcome == "stop"
    assert flag in [each.id for each in sat.decision.flags]
    assert not sat.tests()


@pytest.mark.parametrize(
    ("measure", "answer"), [("age_years", "16"), ("swelling_effusion", "clear"), ("bsi_history_2y", "2")]
)
def test_so_does_a_number_that_stops(sit, measure, answer):
    sat = sit(**{measure: answer})
    assert (sat.person.asked[-1], sat.decision.outcome) == (measure, "stop")


def test_a_risk_factor_alone_stops_nothing(sit):
    sat = sit(UNSCREENED, screen__calf_and_clots="6, 9")
    assert sat.decision.outcome == "place"
    assert "Yes to: Ever a blood clot" in sat.person.heard


def test_a_flag_that_hangs_on_a_test_is_settled_first(sit):
    sat = sit(UNSCREENED, screen__bone_and_hip="7", hip_internal_rotation_deg="32 35")
    assert sat.tests()[0].name == "hip_internal_rotation_deg"
    assert sat.decision.outcome == "place"
    assert sit(UNSCREENED, screen__bone_and_hip="7", hip_internal_rotation_deg="10 35").decision.outcome == "stop"


def test_nothing_physical_while_a_screen_is_open(sit):
    sat = sit(UNSCREENED, screen__whole_body="skip")
    assert (sat.decision.outcome, sat.tests()) == ("hold", [])
    assert "there is no plan" in sat.person.heard


def test_nothing_physical_with_a_flag_in_force_or_on_a_day_to_recover(sit):
    restricted, tired = sit(UNSCREENED, screen__your_health="2"), sit(KNOWN.replace("7d: 8", "7d: 3"))
    assert restricted.tests() == tired.tests() == []
    assert "no tests before that is cleared" in restricted.person.heard
    assert "so nothing is tested" in tired.person.heard
    assert "walk_pain_free_min" in restricted.person.asked  # a question is no test


def test_no_test_loads_what_hurts(sit, opened):
    sore = sit(KNOWN, Does__anything__hurt="1|left|4|0")
    assert sore.tests()
    assert not [test.name for test in sore.tests() if "achilles" in test.test["loads"]]
    assert "Not with that pain: Achilles tendon, above the heel." in sore.person.heard
    mild = sit(KNOWN, Does__anything__hurt="1|left|2|0")
    assert "ankle_df_wblt_cm" in mild.person.asked


def test_no_test_without_its_kit(sit):
    sat = sit(KNOWN.replace("equipment: none", "equipment: {wall: no}"))
    assert "ankle_df_wblt_cm" not in sat.person.asked
    assert "Not without this: wall." in sat.person.heard


def test_history_that_does_not_apply_is_not_asked(sit):
    her = KNOWN.replace("male", "female")
    assert not {"birth_history", "cycles_apply", "menstrual_status"} & set(sit(KNOWN).person.asked)
    woman = sit(her, birth_history="yes", weeks_postpartum="40", cycles_apply="yes", menstrual_status="0")
    assert {"weeks_postpartum", "menstrual_status"} <= set(woman.person.asked)
    assert "menstrual_status" not in sit(her, cycles_apply="no").person.asked


def test_whoever_has_lost_her_periods_says_yes_and_is_asked_how_many(sit):
    """The question itself says so: with a no the sign of too little energy would be lost."""
    her = KNOWN.replace("sex: male", "sex: female")
    lost = sit(her, birth_history="no", cycles_apply="yes", menstrual_status="4")
    assert "Do you have periods, or have they stopped without a known reason?" in lost.person.heard
    assert lost.person.asked.index("menstrual_status") > lost.person.asked.index("cycles_apply")
    assert (lost.decision.outcome, [flag.id for flag in lost.decision.flags]) == ("stop", ["RF_REDS"])


def test_what_hangs_on_a_question_left_open_is_not_asked(sit):
    open_ = sit(KNOWN, position="unilateral", bone_joint_injury="skip").person.asked
    yes = sit(KNOWN, position="unilateral", bone_joint_injury="yes", weeks_since_injury="20").person.asked
    assert "bone_joint_injury" in open_
    assert "weeks_since_injury" not in open_
    assert "weeks_since_injury" in yes


def test_tiers_go_by_their_names(sit):
    sat = sit(KNOWN, position="unilateral", tier_reached="springs")
    assert "(none, springs, low jumps" in sat.person.heard
    assert "P1" not in sat.person.heard


def test_what_is_known_already_is_not_asked(sit, opened):
    sat = sit(text := SAMPLE.read_text(encoding="utf-8"))
    known = State(open_sheet(text, "x", opened.book, TODAY), (), ()).known
    for name in sat.person.asked:
        measure = opened.book.measures.get(name)
        facts = [known.get(fact) for fact in measure.facts()] if measure else [None]
        assert any(fact is None or fact.low < fact.high for fact in facts), name
    assert "What should we call you" not in sat.person.asked
    assert len(sat.person.asked) <= 5


def test_what_was_declined_is_not_asked_again_for_four_weeks(sit):
    said = KNOWN + "  hip_hinge_quality: {value: declined, date: DAY}\n"
    assert "hip_hinge_quality" not in sit(said.replace("DAY", "2026-11-01")).person.asked
    assert "hip_hinge_quality" in sit(said.replace("DAY", "2026-10-01")).person.asked


def test_what_failed_a_while_ago_is_offered_again_with_what_it_was(sit):
    said = KNOWN + "  sls_eo_s: {left: 4, right: 40, date: DAY}\n"
    assert "sls_eo_s" not in sit(said.replace("DAY", "2026-11-18")).person.asked
    old = sit(said.replace("DAY", "2026-11-01"))
    assert "sls_eo_s" in old.person.asked
    assert "Last time, 2026-11-01: left 4 seconds, right 40 seconds. Enter keeps that." in old.person.heard
    kept = sit(said.replace("DAY", "2026-11-01"), sls_eo_s="skip")
    assert kept.decision.facts.known["sls_eo_s.left"].low == 4


def test_so_is_what_its_line_reads_by_way_of_a_criterion(opened):
    """Pain in a bone keeps jumping shut whatever its amount is now; where it lasts, it is asked anew too."""
    bases = yaml.load((CASES / "bases_jumping.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["bases"]
    facts = bases["man_eccentric_ready"]
    old = {"date": "2026-11-01"}
    facts["measures"] |= {"hop_pain_nrs": {"both": "1", **old}, "hop_pain_bony": {"value": "yes", **old}}
    hops = {name: replace(opened.book.measures[name], valid="strength") for name in ("hop_pain_nrs", "hop_pain_bony")}
    book = replace(opened.book, measures=opened.book.measures | hops)
    assert State(open_sheet(json.dumps(facts), "x", book, TODAY), (), ()).again == {*hops}


def test_what_is_not_asked_can_change_nothing_that_is_shown(sit, opened):
    """A measure that isn't wanted, whatever its value, leaves every phase, flag and day as it is."""
    book = opened.book
    for text in (
        "",
        "profile: {sex: male}\nhistory: {strength_weeks: 0}\nposition: none\n",
        "position: {phase: unilateral, weeks_in_phase: 1}\nred_flags: none\npain: none\n",
    ):
        state = State(open_sheet(f"surefoot: facts/1\n{text}", "x", book, TODAY), (), ())
        shown = [name for name, each in book.conclusions.items() if each.kind in SHOWN]
        before = {name: state.possible.truth_of(name) for name in shown}
        norms = {name for table in book.tables.values() for name in (table.by, table.split)}
        for measure in book.measures.values():
            if measure.name in state.wanted | norms or any(fact in state.known for fact in measure.facts()):
                continue
            for value in (measure.low, measure.high):
                facts = {fact: _Exact(value) for fact in measure.facts()}
                after = Possible(book, {**state.known, **facts}, {})
                assert [name for name in shown if after.truth_of(name) is not before[name]] == [], measure.name


class _Exact:
    def __init__(self, value: int):
        self.low = self.high = value
