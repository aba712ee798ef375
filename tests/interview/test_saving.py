"""What was answered, kept: read back to the same decision, in a file of the athlete's own."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surefoot.engine import document
from surefoot.engine.document import Number
from surefoot.engine.facts.derive import derive
from surefoot.engine.facts.reading import read_facts
from surefoot.engine.findings import BadInput
from surefoot.engine.infer.reference import conclude
from surefoot.engine.interview.forward import bring_forward
from surefoot.engine.interview.saving import as_text
from surefoot.engine.interview.sheet import Sheet, open_sheet
from surefoot.engine.page.as_json import as_json

SAMPLE = Path(__file__).resolve().parents[2] / "examples/sample-hold.yaml"
TODAY = date(2026, 11, 20)
KEYS = st.text("abc_", min_size=1, max_size=5)
SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.sampled_from([Number("7.5"), Number("-0.5")]),
    st.text(max_size=12),
    st.sampled_from(
        ["no", "null", "~", "12", "1.5", "15+", "12:30", "a: b", "- x", "# c", "2026-11-20", " a", "a ", "é"]
    ),
)
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=12
    ),
    min_size=1,
    max_size=5,
)


@given(DATA)
@settings(max_examples=80)
def test_what_is_written_is_read_as_the_same(data):
    value, findings = document.read(as_text(data), "x")
    assert findings == []
    assert value.plain() == data


def test_a_whole_interview_read_back_is_the_same_decision(sit, opened, tmp_path):
    for number, other in enumerate(
        [{}, {"Does__anything__hurt": "1 18|left|4|1|middle|1|0", "sex": "skip"}, {"screen__whole_body": "1"}]
    ):
        file = tmp_path / f"{number}.yaml"
        sat = sit(save=file, **other)
        again = opened.decide_text(file.read_text(encoding="utf-8"), "x", date(2030, 1, 1))
        assert as_json(*again, "test") == sat.json
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("until", [0, 1, 2, 8, 11, 13, 19, 22, 24, 25, 26, 31])
def test_the_end_of_input_at_any_prompt_ends_it_and_keeps_what_was_said(sit, opened, tmp_path, until):
    file = tmp_path / "a.yaml"
    sat = sit(save=file, until=until, Does__anything__hurt="3 5|left|1|0|right|2|1")
    assert len(sat.person.asked) == until + 1  # never asked again after the end
    assert "No more input: deciding with what is known." in sat.person.heard
    assert as_json(*opened.decide_text(file.read_text(encoding="utf-8"), "x", TODAY), "test") == sat.json


def test_quit_keeps_what_was_said_and_half_a_pain_is_as_bad_as_can_be(sit, tmp_path):
    file = tmp_path / "a.yaml"
    sat = sit(save=file, Does__anything__hurt="3 5|left|quit")
    assert "Stopping here: deciding with what is known." in sat.person.heard
    assert "pain: [{site: calf, side: left}, {site: ankle, side: both}]" in file.read_text(encoding="utf-8")
    assert "pain_calf.left" not in sat.decision.facts.known
    assert sat.decision.facts.known["pain_shin.left"].high == 0


def test_skip_is_unknown_and_takes_no_failure_away(sit, tmp_path):
    file = tmp_path / "a.yaml"
    said = "surefoot: facts/1\nmeasures: {hip_hinge_quality: {value: 2, date: 2026-06-01}}\n"
    sat = sit(said, save=file, hip_hinge_quality="skip", walk_pain_free_min="skip", equipment="skip")
    text = file.read_text(encoding="utf-8")
    assert "hip_hinge_quality: {value: 2, date: 2026-06-01}" in text
    assert "walk_pain_free_min: unknown" in text
    assert sat.decision.facts.known["hip_hinge_quality"].high == 2


def test_one_side_again_leaves_the_other_with_its_day(opened):
    sheet = open_sheet(
        "surefoot: facts/1\nmeasures: {sls_eo_s: {left: 20, right: 30, date: 2026-11-01}}\n", "x", opened.book, TODAY
    )
    assert sheet.put([(("measures", "sls_eo_s"), {"left": 25})]) == []
    answers = sheet.answers().answers
    assert (answers["sls_eo_s", "left"].low, answers["sls_eo_s", "left"].date) == (25, TODAY)
    assert (answers["sls_eo_s", "right"].low, answers["sls_eo_s", "right"].date) == (30, date(2026, 11, 1))


def test_a_new_answer_in_a_dated_section_has_its_own_day(opened):
    sheet = open_sheet("surefoot: facts/1\nprofile: {age_years: 40, date: 2026-01-01}\n", "x", opened.book, TODAY)
    assert sheet.put([(("profile", "sex"), "female")]) == []
    answers = sheet.answers().answers
    assert (answers["sex", ""].date, answers["age_years", ""].date) == (TODAY, date(2026, 1, 1))


def test_what_cannot_be_read_leaves_the_sheet_as_it_was(opened):
    sheet = Sheet(opened.book, {"profile": {"age_years": 40}}, TODAY)
    assert [each.code for each in sheet.put([(("profile", "age_years"), 400)])] == ["out-of-range"]
    assert sheet.data == {"profile": {"age_years": 40}}


# ---- whose file ----------------------------------------------------------------------------------------------------


def test_only_the_same_athletes_file_is_replaced(sit, tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("surefoot: facts/1\nathlete: sam\nposition: none\n", encoding="utf-8")
    file.chmod(0o644)
    sit(save=file, until=3)
    assert "heart_and_head" in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    with pytest.raises(BadInput) as caught:
        sit(save=file, athlete="kim")
    assert "the answers of sam, not of kim" in caught.value.findings[0].say
    assert file.read_bytes() == before


@pytest.mark.parametrize("text", ["", "a diary\n", "- 1\n", "athlete: sam\n", "surefoot: facts/1\n"])
def test_no_other_file_is_replaced(sit, tmp_path, text):
    file = tmp_path / "diary.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput):
        sit(save=file, athlete="sam", asks=False)
    assert file.read_text(encoding="utf-8") == text
    assert os.listdir(tmp_path) == ["diary.txt"]


def test_a_file_that_cannot_be_written_is_told_before_anything_is_asked(sit, tmp_path):
    for file in (tmp_path / "no/such/folder.yaml", tmp_path):
        with pytest.raises(BadInput):
            sit(save=file, athlete="sam", until=0)


def test_a_link_is_followed(sit, tmp_path):
    target, link = tmp_path / "target.yaml", tmp_path / "link.yaml"
    link.symlink_to(target)
    sit(save=link, until=2)
    assert link.is_symlink()
    assert "heart_and_head" in target.read_text(encoding="utf-8")


def test_earlier_answers_are_not_replaced_by_none(sit, tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("surefoot: facts/1\nathlete: sam\nposition: none\n", encoding="utf-8")
    before = file.read_bytes()
    sat = sit(save=file, athlete="sam", until=0)
    assert file.read_bytes() == before
    assert f"To go on from that instead: --answers {file}" in sat.person.heard


def test_an_interrupt_keeps_what_was_said(sit, tmp_path, monkeypatch):
    file = tmp_path / "a.yaml"

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("surefoot.engine.interview.sitting.ask_pain", interrupted)
    with pytest.raises(KeyboardInterrupt):
        sit(save=file)
    assert "session_minutes: 40" in file.read_text(encoding="utf-8")


# ---- whose answers, and of which day ---------------------------------------------------------------------------------


def test_answers_of_another_athlete_are_refused_and_wrong_ones_all_told(sit):
    with pytest.raises(BadInput) as caught:
        sit("surefoot: facts/1\nathlete: kim\n", athlete="sam")
    assert "These are the answers of kim" in caught.value.findings[0].say
    with pytest.raises(BadInput) as caught:
        sit("surefoot: facts/1\nprofile: {age_years: 400}\nmeasures: {sls_eo: 1}\n")
    assert [finding.code for finding in caught.value.findings] == ["out-of-range", "unknown-key"]
    assert [finding.line for finding in caught.value.findings] == [2, 3]


def test_the_day_of_the_answers_holds_where_nobody_can_be_asked(sit):
    sat = sit("surefoot: facts/1\nas_of: 2026-03-01\n", until=0, today=TODAY)
    assert sat.decision.facts.answers.as_of == date(2026, 3, 1)


def test_at_a_terminal_older_answers_can_be_taken_on_to_today(sit):
    sample, later = SAMPLE.read_text(encoding="utf-8"), date(2026, 12, 4)
    kept = sit(sample, terminal=True, today=later, These__answers__are="no")
    assert (kept.decision.facts.answers.as_of, kept.decision.outcome) == (TODAY, "hold")
    sat = sit(sample, terminal=True, today=later, These__answers__are="yes", position="unilateral")
    assert sat.decision.facts.answers.as_of == later
    assert {"position", "weeks_in_phase", "Does anything hurt", "screen heart_and_head"} <= set(sat.person.asked)
    assert not {"age_years", "strength_weeks", "Which of these can you use"} & set(sat.person.asked)
    # What held it back, and what the new phase brings; the rest is in date.
    assert [test.name for test in sat.tests()] == ["sl_calf_raise_reps", "dl_hop_pain_nrs"]
    assert "Last time, 2026-11-18: left 13, right 15." in sat.person.heard
    assert (sat.decision.outcome, sat.decision.phase) == ("advance", "eccentric")


def test_a_flag_that_was_raised_stays_when_answers_are_taken_on(opened):
    said = (
        "surefoot: facts/1\nas_of: 2026-11-01\nposition: none\n"
        "symptoms: {night_bone_pain: yes, fever: yes, none_of: [your_health]}\n"
    )
    sheet = bring_forward(open_sheet(said, "x", opened.book, TODAY), TODAY)
    assert not sheet.placed
    for symptom in ("night_bone_pain", "fever"):
        assert not sheet.has(("symptoms", symptom))
    assert sheet.put([(("symptoms", "none_of"), [screen["id"] for screen in opened.book.screens])]) == []
    answers, _ = read_facts(sheet.text().replace("date: 2026-11-01", "date: 2026-11-20", 1), "x", opened.book, TODAY)
    facts = derive(answers, opened.book)
    truths = conclude(opened.book.conclusions, facts.known, facts.forced)
    assert truths["RF_BSI"] is True  # until a clearance
    assert truths["RF_FEVER_ILLNESS"] is False  # seven days without


def test_what_is_taken_on_is_dated(opened):
    said = (
        "surefoot: facts/1\nas_of: 2026-11-01\nposition: {phase: mobility, weeks_in_phase: 2}\n"
        "pain: none\nsymptoms: none\nred_flags: none\nprofile: {age_years: 30}\n"
        "measures: {sls_eo_s: {both: 30}}\nlog: {clean_sessions: {hinge: 2}}\n"
    )
    sheet = bring_forward(open_sheet(said, "x", opened.book, TODAY), TODAY)
    answers = sheet.answers()
    assert {each.date for each in answers.answers.values() if each.measure in ("age_years", "sls_eo_s")} == {
        date(2026, 11, 1)
    }
    assert not {"log", "pain", "red_flags", "position"} & set(sheet.data)
    assert sheet.data["symptoms"]["date"] == "2026-11-01"
