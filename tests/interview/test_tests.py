"""A test is an exercise: what it takes, how far along one is, when it is enough, and on which days it isn't put."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from commands import run

from surefoot.engine.interview.floor import floor_sheet
from surefoot.engine.interview.run import Wishes, decided, interview
from surefoot.engine.interview.sheet import open_sheet
from surefoot.engine.service import open_surefoot

ROOT = Path(__file__).resolve().parents[2]
FRIDAY = date(2026, 11, 20)
PAPER = 60  # lines of one printed page
KNOWN = """surefoot: facts/1
athlete: sam
symptoms: none
position: none
profile: {age_years: 34, sex: male, running_years: 6}
history:
  {strength_weeks: 20, weeks_since: 1, sessions_per_week: 2, single_leg: yes, clean: yes, tendon: no,
  bone_joint_injury: no}
equipment: none
week: {available_days: [tue], session_minutes: 40}
running: {days: [mon, thu, sun], hard_days: none, long_day: none, days_to_race: 1000, days_since_race: 1000}
pain: none
measures:
  bsi_history_2y: 0
  bsi_high_risk_2y: 0
  walk_pain_free_min: 60
  doms_nrs: 1
  swelling_effusion: none
  sleep_hours_7d: 8
  wellness_hooper_sum: 9
  hours_since_hard_run: 48
"""
MEASURED = ["ankle_df_wblt_cm", "bw_squat_quality", "hip_hinge_quality", "sls_eo_s", "sl_calf_raise_reps"]
MEASURED += ["side_plank_s"]
HARD = KNOWN.replace("hard_days: none", "hard_days: [sun]")


def _names(sat) -> list[str]:
    return [test.name for test in sat.tests()]


def test_what_is_needed_and_how_long_is_said_first_and_progress_throughout(sit):
    heard = sit(KNOWN).person.heard
    assert "Up to 11 tests, about 43 minutes. That is more than the 25 of one sitting" in heard
    assert "You need: wall, tape measure, floor with room to lie down, phone with camera and level, broomstick" in heard
    assert "Test 1 of 11: Ankle range, knee to wall (about 3 minutes; about 43 left)" in heard
    assert "Test 11 of 11: Pain in ten two-foot hops (about 2 minutes)" in heard


def test_a_test_that_went_badly_spares_others_and_the_count_says_so(sit):
    heard = sit(KNOWN, bw_squat_quality="0").person.heard
    assert "Test 2 of 11: Bodyweight squat" in heard
    assert "Test 3 of 4: " in heard


def test_people_stop_at_the_number_that_settles_it(sit):
    sat = sit(KNOWN, sl_calf_raise_reps="20+ 20+", sls_eo_s="30+ both")
    assert "You may stop at 20." in sat.person.heard
    assert sat.decision.phase == sit(KNOWN, sl_calf_raise_reps="60 60").decision.phase == "eccentric"
    assert sit(KNOWN, sl_calf_raise_reps="11 11").decision.phase == "bilateral"


def test_a_sitting_of_tests_is_full_after_25_minutes_and_it_offers_to_stop(sit):
    stop = sit(KNOWN, terminal=True, Stop__here__for__today="")
    assert sum(int(test.test["minutes"]) for test in stop.tests()) == 25
    assert "The tests are for another day." in stop.person.heard
    on = sit(KNOWN, terminal=True, Stop__here__for__today="no")
    assert len(on.tests()) == 11
    assert on.person.heard.count("Stop here for today?") == 1


def test_what_was_measured_on_another_day_takes_no_time_of_this_one(sit, healthy):
    measured = {test: f"{healthy[test]} yesterday" for test in MEASURED}
    sat = sit(KNOWN, terminal=True, **measured)
    assert "Stop here for today?" not in sat.person.heard
    assert sat.decision.facts.known["sls_eo_s.left"].date == date(2026, 11, 19)
    assert "Left 45 seconds, right 45 seconds" not in sat.person.heard
    assert "Both 45 seconds, on Thursday, 2026-11-19." in sat.person.heard


def test_before_a_hard_run_it_offers_to_leave_what_tires(sit):
    """On Friday, with a hard run on Sunday: mobility and balance go, strength waits."""
    left = sit(HARD, terminal=True, Go__on__with__them__today="no")
    assert {test.test["order"] for test in left.tests()} <= {"mobility", "balance"}
    assert "A hard run follows on Sun" in left.person.heard
    assert len(sit(HARD, terminal=True).tests()) > len(left.tests())
    piped = sit(HARD)
    assert "A hard run follows on Sun" in piped.person.heard
    assert "all the same?" not in piped.person.heard


def test_back_at_the_offer_goes_to_the_question_before_and_is_no_no(sit, healthy):
    plain = sit(HARD, terminal=True)
    enter_the_second_time = {name: f"{healthy[name]}|" for name in _names(plain)}
    back = sit(HARD, terminal=True, asked_again=True, Go__on__with__them__today="back|yes", **enter_the_second_time)
    assert back.person.heard.count("Go on with them today all the same?") == 2
    assert back.person.heard.count("Enter keeps that.") == 1
    assert back.json == plain.json


def test_the_count_stays_what_it_is_on_the_way_back(sit):
    """However often a test is answered, it is the one test that it is."""
    sat = sit(KNOWN, asked_again=True, bw_squat_quality="back|3|", hip_hinge_quality="back|9")
    counted = re.findall(r"Test ([0-9]+) of 11: ([A-Z][^(]+)", sat.person.heard)
    numbers = {}
    for number, title in counted:
        numbers.setdefault(title, set()).add(int(number))
    assert all(len(each) == 1 for each in numbers.values()), numbers
    assert sorted(min(each) for each in numbers.values()) == [*range(1, 12)]


def test_what_cannot_change_anything_is_asked_only_with_all(sit):
    few, everything = sit(KNOWN), sit(KNOWN, everything=True)
    more = {*_names(everything)} - {*_names(few)}
    assert {"sls_ec_s", "front_plank_s", "hip_extension_thomas_deg", "cmj_drop_pct"} <= more
    assert _names(everything)[: len(few.tests())] == _names(few)
    assert "hip_internal_rotation_deg" in more
    assert "Medical screen. Test" not in everything.person.heard  # a symptom that a flag reads is no test of that gate
    sore = sit(KNOWN.replace("pain: none\n", ""), everything=True, Does__anything__hurt="low back|middle|5|0")
    assert not [test.name for test in sore.tests() if "low_back" in test.test["loads"]]
    assert sit(KNOWN.replace("symptoms: none\n", ""), everything=True, screen__your_health="2").tests() == []


def test_the_first_tests_are_those_of_the_first_gate_that_asks_for_some(opened):
    """Which gate that is follows from the rules."""
    book = opened.book
    assert book.gate_of(book.first_tested).id == "G1"
    gates = {name: replace(gate, lines=()) if name == "G1" else gate for name, gate in book.gates.items()}
    assert replace(book, gates=gates).first_tested == book.first_tested + 1
    assert replace(book, gates={}).first_tested == 0


def test_a_part_of_none_is_not_asked_for(sit, tmp_path):
    file = tmp_path / "a.yaml"
    none, one = sit(bsi_history_2y="0", save=file), sit(bsi_history_2y="1", bsi_high_risk_2y="2|0")
    assert "bsi_high_risk_2y" not in none.person.asked
    assert "bsi_high_risk_2y" not in file.read_text(encoding="utf-8")
    assert none.decision.facts.known["bsi_high_risk_2y"].high == 0
    assert "bsi_high_risk_2y" in one.person.asked
    assert "That is more than the 1 injury in all." in one.person.heard
    taken = sit(KNOWN.replace("  bsi_high_risk_2y: 0\n", ""))
    assert taken.decision.facts.known["bsi_high_risk_2y"].high == 0


# ---- on paper -------------------------------------------------------------------------------------------------------


def test_the_sheet_is_one_page_in_the_order_that_spares_the_legs(opened):
    page = floor_sheet(open_sheet(KNOWN, "x", opened.book, FRIDAY))
    assert len(page.splitlines()) <= PAPER
    assert all(len(line) <= 80 for line in page.splitlines())
    assert "Tests for sam, 2026-11-20" in page
    numbered = [line for line in page.splitlines() if line[:1].isdigit() and ". " in line[:4]]
    order = ("Ankle range", "Bodyweight squat", "Hip hinge", "stance", "Single-leg squat", "One-leg", "calf raise")
    assert [name in line for name, line in zip(order, numbered, strict=False)] == [True] * len(numbered)
    assert sum("______" in line for line in numbered) == len(numbered)
    assert "Sitting 2, another day, if these go well" in page


def test_the_sheet_narrow_plain_and_for_other_days(opened):
    sheet = open_sheet(HARD, "x", opened.book, FRIDAY)
    assert all(len(line) <= 40 for line in floor_sheet(sheet, 40).splitlines())
    assert "A hard run follows on Sun" in " ".join(floor_sheet(sheet).split())
    plain = floor_sheet(sheet, 40, plain=True)
    assert "cm: left ______  right ______" in plain.splitlines()
    assert not [line for line in plain.splitlines() if line.startswith(" ")]


def test_no_test_on_paper_before_the_screen_nor_against_it(opened):
    unscreened = open_sheet(KNOWN.replace("symptoms: none\n", ""), "x", opened.book, FRIDAY)
    assert "the medical screen comes before them" in floor_sheet(unscreened)
    flagged = KNOWN.replace("symptoms: none", "symptoms: {high_blood_pressure: yes}")
    assert "______" not in floor_sheet(open_sheet(flagged, "x", opened.book, FRIDAY))
    sore = KNOWN.replace("pain: none", "pain: [{site: achilles, side: left, during: 5}]")
    page = floor_sheet(open_sheet(sore, "x", opened.book, FRIDAY))
    assert "Ankle range, knee to wall (Not with that pain: Achilles tendon, above the heel)" in " ".join(page.split())


def test_the_sheet_after_the_questions_and_typed_in_afterwards(tmp_path):
    file = tmp_path / "sam.yaml"
    file.write_text(KNOWN + "as_of: 2026-11-20\n", encoding="utf-8")
    printed = run("assess", "--answers", str(file), "--sheet", stdin="")
    assert (printed.returncode, printed.stdout.splitlines()[0]) == (0, "Tests for sam, 2026-11-20")
    assert "Ankle range, knee to wall, 3 minutes" in printed.stdout
    assert f"surefoot assess --answers {file}" in " ".join(printed.stdout.split())
    typed = "L 9 R 9\n2\n8\n30+ both\n20+ 20+\n1 1\n12 12\n90\n20+ both\n30+ both\n0\n"
    done = run("assess", "--answers", str(file), "--save", str(file), stdin=typed)
    assert done.stderr.count("> ") == 11
    assert "Phase 4 of 7, eccentric" in done.stdout
    assert run("decide", str(file)).stdout == done.stdout


def test_with_a_sheet_to_print_the_plain_questions_of_the_gates_are_asked_all_the_same(sit):
    sat = sit(KNOWN.replace("  walk_pain_free_min: 60\n", ""), sheet=True)
    assert sat.person.asked == ["walk_pain_free_min"]
    assert sat.decision.facts.known["walk_pain_free_min"].low == 60
    assert "That is all." in sat.person.heard
    assert "You need:" not in sat.person.heard
    assert "11 tests" not in sat.person.heard


def test_a_measure_and_a_line_are_all_it_takes_on_paper_too(tmp_path, person, healthy):
    """Entry conditions, order and kit of a new test come from its own entry in knowledge/."""
    for folder in ("knowledge", "rules"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "knowledge/measures/toes.yaml").write_text(
        "measures:\n  toe_yoga:\n    title: Toe yoga\n    unit: repetitions\n    range: 0 to 50\n    step: 1\n"
        "    better: higher\n    valid: strength\n    question: How many toe lifts?\n    how: Barefoot.\n"
        "    test: {order: balance, minutes: 2, kit: [rope], loads: [foot]}\n    source: default\n",
        encoding="utf-8",
    )
    gate = tmp_path / "rules/gates/G1.yaml"
    line = "  - {id: G1.toes, title: Toes, kind: test, needs: toe_yoga at least 3, because: x, source: default}\n"
    gate.write_text(gate.read_text(encoding="utf-8").replace("shows:", line + "shows:"), encoding="utf-8")
    opened = open_surefoot(tmp_path)
    without = floor_sheet(open_sheet(KNOWN, "x", opened.book, FRIDAY))
    assert "Toe yoga (Not without this: skipping rope)" in " ".join(without.split())
    with_it = KNOWN.replace("equipment: none", "equipment: [rope]")
    assert "Toe yoga, 2 minutes" in floor_sheet(open_sheet(with_it, "x", opened.book, FRIDAY))
    someone = person(opened.book, {**healthy, "toe_yoga": "why|3+"})
    wishes = Wishes(text=with_it, file="x")
    decision, _ = decided(opened, interview(opened, someone, wishes, FRIDAY), wishes)
    assert "You may stop at 3." in someone.heard
    assert "it asks for at least 3." in someone.heard
    assert {view.line.id: view.status for view in decision.gates["G1"].lines}["G1.toes"] == "met"
    opened.close()
