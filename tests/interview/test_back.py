"""Back, why, declined, later: what can be typed at any prompt beside an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surefoot.engine.interview.questions import Question
from surefoot.engine.interview.sheet import open_sheet
from surefoot.engine.interview.why import Readers
from surefoot.engine.interview.wording import put_as

TODAY = date(2026, 11, 20)


def test_back_and_forward_in_a_terminal(terminal):
    session = terminal("ann")
    for number in range(1, 8):
        session.see(f"({number} of 7)")
        session.type("none")
    session.see("How old are you")
    session.type("back")
    session.see("You said: none of these. Enter keeps that.", "(7 of 7)")
    session.type("back")
    session.see("You said: none of these.", "(6 of 7)")
    session.type("")
    session.see("How old are you")  # forward again to where it was
    session.type("34")
    session.see("Which sex")
    session.type("f")
    session.see("how many years")
    session.type("back")
    session.see("You said: Female. Enter keeps that.", "Which sex")
    session.type("back")
    session.see("You said: 34. Enter keeps that.", "How old are you")
    session.type("35")
    session.see("how many years")


def test_the_first_question_has_none_before_it(sit):
    sat = sit(screen__heart_and_head="back|none")
    assert "This is the first question of this sitting; nothing lies before it." in sat.person.heard


def test_what_is_changed_on_the_way_back_is_what_counts(sit):
    once = sit(ankle_df_wblt_cm="9 9", bw_squat_quality="2")
    twice = sit(ankle_df_wblt_cm="8 14|9 9", bw_squat_quality="back|2", asked_again=True)
    assert once.json == twice.json
    kept = sit(ankle_df_wblt_cm="9 9|", bw_squat_quality="back|2", asked_again=True)
    assert once.json == kept.json
    assert "You said: Left 9 cm, right 9 cm. Enter keeps that." in kept.person.heard


def test_back_takes_a_screen_a_side_and_a_pain_back(sit):
    once = sit()
    for change in (
        {"screen heart_and_head": "1"},  # ends the questions
        {"screen calf_and_clots": "6|none", "screen back_muscle_tendon": "back|none"},
        {"single_leg_history": "yes", "slow_calf_weeks": "back|10", "tendon_history": "no"},
        {"ankle_df_wblt_cm": "L 4|11 12", "ankle_df_wblt_deg": "back|40 40"},
        {"Does anything hurt": "3|none", "Calf muscle: which side": "back"},
        {"bsi_history_2y": "1|0", "bsi_high_risk_2y": "back"},
    ):
        sat = sit(asked_again=True, **{key.replace(" ", "__"): value for key, value in change.items()})
        assert (sat.json == once.json) is ("screen heart_and_head" not in change), change


def test_a_yes_takes_back_the_none_of_its_screen(sit):
    sat = sit(asked_again=True, screen__calf_and_clots="none|6", screen__back_muscle_tendon="back|none")
    assert sat.decision.facts.known["past_clot"].low == 1
    assert sat.person.asked.count("screen calf_and_clots") == 2


def test_a_skip_on_the_way_back_leaves_it_open_again(sit):
    sat = sit(age_years="34|skip", sex="back|male", asked_again=True)
    assert "age_years" not in sat.decision.facts.known


def test_declined_is_not_asked_for_four_weeks_and_the_other_test_is_named(sit, tmp_path):
    file = tmp_path / "a.yaml"
    sat = sit(save=file, ankle_df_wblt_cm="declined")
    assert "Not asked again for 4 weeks. In its place this would do: Ankle range, shin angle." in sat.person.heard
    assert "ankle_df_wblt_deg" in sat.person.asked
    text = file.read_text(encoding="utf-8").replace("ankle_df_wblt_deg: {left: 40, right: 40}", "")
    for days, again in ((27, False), (28, True)):
        later = TODAY + timedelta(days=days)
        other = sit(text, terminal=True, today=later, These__answers__are="yes", ankle_df_wblt_deg="skip")
        assert ("ankle_df_wblt_cm" in other.person.asked) is again


def test_declining_takes_no_failure_away_nor_a_screen_for_long(sit):
    said = "surefoot: facts/1\nmeasures: {hip_hinge_quality: {value: 2, date: 2026-06-01}}\n"
    assert sit(said, hip_hinge_quality="declined").decision.facts.known["hip_hinge_quality"].high == 2
    sat = sit(screen__whole_body="declined")
    assert "Left open, which is not the same as none" in sat.person.heard
    assert "Not asked again" not in sat.person.heard


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("sls_eo_s", "The gate 'Mobility baseline before loading', which opens phase 2: it asks for at least 10"),
        ("age_years", "What counts as enough, which goes by it: ankle range, knee to wall; single-leg stance"),
        ("strength_weeks", "Where you begin."),
        ("sleep_hours_7d", "Whether today is a day to train, to do less, or to recover."),
        ("screen heart_and_head", "Possible heart trouble: what you say here can stop training until it is seen to"),
        ("tendon_history", "Whether these are asked at all: achilles questionnaire (VISA-A);"),
        ("Which of these can you use", "Which exercises and tests you are given"),
        ("Does anything hurt", "Which exercises you get."),
    ],
)
def test_why_says_what_depends_on_it(sit, healthy, asked, said):
    sat = sit(**{asked.replace(" ", "__"): f"why|{healthy.get(asked, 'none')}"})
    assert said in sat.person.heard


def test_the_words_of_what_is_no_measure_are_the_rulebooks(opened):
    """Its questions, its advice, and what is said to hang on an answer."""
    interview = opened.book.interview
    words = {kind: {key: f"{key} of {kind}" for key in words} for kind, words in interview.questions.items()}
    depends = {key: f"It sets {key}." for key in interview.depends}
    book = replace(opened.book, interview=replace(interview, questions=words, depends=depends))
    sheet = open_sheet("surefoot: facts/1\nathlete: a\nrunning: {days: [mon]}\n", "x", book, TODAY)
    for kind in ("kit", "days", "minutes", "runs", "hard", "long"):
        asked = put_as(Question(4, kind, kind), sheet, Readers(book))
        assert asked.lines[0].startswith(f"ask of {kind}")
        assert asked.help[-1] == f"how of {kind}"
        assert asked.why() == [f"why of {kind}"]
    said = {text for name in book.measures for text in Readers(book).depends(sheet, [name])}
    assert {*depends.values()} <= said


def test_every_question_of_the_rulebook_has_a_why_and_a_how(sit, opened):
    """For a newcomer with everything: ? and why at every prompt, and no id in what is said."""
    asked = sit().person.asked
    sat = sit(commands=("?", "why"))
    assert sat.person.asked[::3] == asked
    for name in (*opened.book.measures, *opened.book.conclusions):
        assert "_" not in name or name not in sat.person.heard, name
    assert "Nothing else hangs on it." not in sat.person.heard


def test_what_a_gate_reads_by_way_of_a_criterion_hangs_on_it_too(opened):
    """Where the pain of hops sits is asked for by no comparison of its own, and keeps the gate before jumping shut."""
    readers, sheet = Readers(opened.book), open_sheet("", "", opened.book, TODAY)
    for gate in opened.book.gates.values():
        for line in gate.lines:
            for name in line.measures():
                said = [text for text in readers.depends(sheet, [name]) if f"The gate '{gate.title}'" in text]
                assert bool(said) is not bool(line.flag), (gate.id, name)  # a flag says itself what hangs on it
    [said] = [text for text in readers.depends(sheet, ["hop_pain_bony"]) if "gate" in text]
    assert said.endswith("it asks for no pain in bone or joint, at most 2 in tendon or muscle.")


def test_later_leaves_the_tests_and_no_question(sit):
    sat = sit(screen__whole_body="later|none", ankle_df_wblt_cm="later")
    assert "That is for tests." in sat.person.heard
    assert "The tests are for another day." in sat.person.heard
    assert [test.name for test in sat.tests()] == ["ankle_df_wblt_cm"]
    assert "walk_pain_free_min" in sat.person.asked
