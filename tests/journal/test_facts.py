"""From entries to a facts document: the newest of each place with its date, and where it came from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from journaling import EXAMPLES, NOW, athlete_of, copied, day, entries_of, example, facts, opened, said, session

from surefoot.engine.facts.derive import derive
from surefoot.engine.facts.reading import read_facts
from surefoot.engine.findings import BadInput
from surefoot.engine.infer.reference import conclude
from surefoot.engine.interview.saving import as_text
from surefoot.engine.journal.derived import part_of
from surefoot.engine.journal.entries import Draft
from surefoot.engine.journal.facts import Document, Part, facts_document
from surefoot.engine.journal.known import known
from surefoot.engine.journal.store import open_journal
from surefoot.engine.page.as_json import as_json

TODAY = "2026-11-20"
CARDIAC, BONE = "RF_CARDIAC", "RF_BSI"


def document(*drafts: Draft, on: str = TODAY, parts: tuple[Part, ...] = ()) -> Document:
    return facts_document(known(entries_of(*drafts), day(on)), "a", day(on), opened().book, parts)


def measures(*drafts: Draft, on: str = TODAY) -> Any:
    return document(*drafts, on=on).data.get("measures")


def raised(found: Document) -> set[str]:
    """The red flags that are in force on the document."""
    book = opened().book
    answers, findings = read_facts(as_text(found.data), "journal", book, day(TODAY))
    assert answers is not None, findings
    truths = conclude(book.conclusions, (known_ := derive(answers, book)).known, known_.forced)
    return {flag for flag in book.flags if truths.get(flag) is True}


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_decides_as_on_a_file(file: Path, tmp_path: Path) -> None:
    """A file recorded as one entry: the same bytes come out."""
    sample = example(file.stem)
    as_of = day(sample["as_of"])
    with open_journal(tmp_path / "journal.db") as journal:
        journal.append([facts(sample["as_of"], said(file.stem), athlete=sample["athlete"])], NOW)
        made = athlete_of(journal, sample["athlete"]).decide(as_of)
    expected = opened().decide_text(file.read_text(encoding="utf-8"), file.name, as_of)
    ours, theirs = (_without_paths(as_json(*each, "0.1.0")) for each in ((made.decision, made.plan), expected))
    assert ours == theirs


def _without_paths(text: str) -> Any:
    """`red_flags: none` is {none: yes, ...} in a journal's document; nothing else may differ."""
    return json.loads(text.replace("red_flags.none", "red_flags"))


def test_the_newest_of_each_side_with_its_own_date() -> None:
    one = facts("2026-11-02", {"measures": {"sl_calf_raise_reps": {"left": 17, "right": 15}, "visa_a": 80}})
    two = facts("2026-11-18", {"measures": {"sl_calf_raise_reps": {"left": "20+"}}})
    found = document(one, two)
    assert found.data["measures"]["sl_calf_raise_reps"] == {
        "left": {"value": "20+", "date": "2026-11-18"}, "right": {"value": 15, "date": "2026-11-02"}}  # fmt: skip
    assert found.reads["measures.sl_calf_raise_reps.left"] == (2,)
    assert found.reads["measures.sl_calf_raise_reps.right"] == (1,)
    assert found.entries == (1, 2)


def test_newest_is_by_the_day_it_held_and_not_by_when_it_was_told() -> None:
    new, old = facts("2026-11-18", {"measures": {"visa_a": 90}}), facts("2026-11-02", {"measures": {"visa_a": 80}})
    assert measures(new, old) == {"visa_a": {"value": 90, "date": "2026-11-18"}}
    own = facts("2026-11-19", {"measures": {"visa_a": {"value": 70, "date": "2026-11-01"}}})     # told later, older
    assert measures(new, own) == {"visa_a": {"value": 90, "date": "2026-11-18"}}
    assert measures(new, facts("2026-11-18", {"measures": {"visa_a": 60}})) == {
        "visa_a": {"value": 60, "date": "2026-11-18"}}  # fmt: skip


def test_unknown_and_declined_take_nothing_away() -> None:
    told = facts("2026-11-02", {"measures": {"visa_a": 80}})
    assert measures(told, facts("2026-11-18", {"measures": {"visa_a": "declined"}})) == {
        "visa_a": {"value": 80, "date": "2026-11-02"}}  # fmt: skip
    asked = facts("2026-11-18", {"measures": {"visa_a": "declined"}})
    assert measures(asked) == {"visa_a": {"value": "declined", "date": "2026-11-18"}}
    assert measures(asked, facts("2026-11-01", {"measures": {"visa_a": 80}}))["visa_a"]["value"] == 80


def test_what_held_later_is_not_seen() -> None:
    assert measures(facts("2026-11-21", {"measures": {"visa_a": 80}})) is None


def test_a_section_has_one_date_for_all() -> None:
    found = document(facts(TODAY, {"profile": {"age_years": 34, "date": "2026-03-01"}}))
    assert found.data["profile"] == {"age_years": {"value": 34, "date": "2026-03-01"}}


def test_none_of_a_screen_is_told_one_by_one() -> None:
    found = document(facts("2026-11-18", {"symptoms": {"none_of": ["heart_and_head"], "calf_swollen": True}}))
    assert found.data["symptoms"]["chest_pressure"] == {"value": False, "date": "2026-11-18"}
    assert found.data["symptoms"]["calf_swollen"] == {"value": True, "date": "2026-11-18"}


def test_what_only_a_log_knows_counts_on_its_day() -> None:
    log = facts(TODAY, {"log": {"clean_sessions": {"hinge": 2}, "rungs": {"knee": {"exercise": "knee_split_squat"}}}})
    assert document(log).data["log"]["clean_sessions"] == {"hinge": 2}
    assert document(log, on="2026-11-21").data["log"] == {"rungs": {"knee": {"exercise": "knee_split_squat"}}}


def test_parts_are_laid_over_it() -> None:
    part = Part({"log": {"clean_sessions": {"hinge": 3}}, "position": {"phase": "bilateral"}},
                {"log.clean_sessions.hinge": (7, 8)})  # fmt: skip
    found = document(facts(TODAY, {"log": {"clean_sessions": {"hinge": 1, "calf": 2}}}), parts=(part,))
    assert found.data["log"]["clean_sessions"] == {"hinge": 3, "calf": 2}
    assert found.data["position"] == {"phase": "bilateral"}
    assert found.reads["log.clean_sessions.hinge"] == (7, 8)


def test_what_derivations_give_is_a_part() -> None:
    value = SimpleNamespace(value="2+", date=day("2026-11-18"), entries=(4, 5))
    rung = SimpleNamespace(value={"exercise": "knee_split_squat", "clean": 2}, date=day("2026-11-18"), entries=(4,))
    off = SimpleNamespace(value=3, date=day(TODAY), entries=(5,))
    part = part_of({"log.clean_sessions.hinge": value, "log.rungs.knee": rung, "position.days_off": off})
    found = document(parts=(part,))
    assert found.data["log"] == {"clean_sessions": {"hinge": {"value": "2+", "date": "2026-11-18"}},
                                 "rungs": {"knee": {"exercise": "knee_split_squat", "clean": 2}}}  # fmt: skip
    assert found.data["position"] == "none"
    assert found.entries == (4, 5)


def test_what_the_rulebook_does_not_know_is_left_out_and_told() -> None:
    found = document(facts(TODAY, {"measures": {"visa_b": 3, "visa_a": 80}, "moods": 1}))
    assert found.data["measures"] == {"visa_a": 80}
    assert [each.partition(",")[0] for each in found.warnings] == [
        "Entry 1 speaks of measures.visa_b", "Entry 1 speaks of moods"]  # fmt: skip


# ---- lists ----------------------------------------------------------------------------------------------------------


KNEE = {"site": "knee", "side": "left", "tissue": "joint", "during": 4}
CALF = {"site": "calf", "side": "left", "tissue": "muscle", "during": 1}


def test_pain_is_that_of_the_newest_check_in() -> None:
    had, none = facts("2026-11-18", {"pain": [KNEE]}), facts("2026-11-19", {"pain": "none"})
    assert document(had).data["pain"] == [{**KNEE, "date": "2026-11-18"}]
    assert "pain" not in document(had, none).data          # there was none yesterday; nobody was asked today
    assert document(had, none, on="2026-11-19").data["pain"] == "none"
    assert document(had, facts(TODAY, {"pain": "unknown"})).data["pain"] == [{**KNEE, "date": "2026-11-18"}]


def test_pain_in_a_session_joins_that_of_the_day() -> None:
    morning, lifted = facts(TODAY, {"pain": [KNEE]}), session(TODAY, pain="none")
    assert document(morning, lifted).data["pain"] == [{**KNEE, "date": TODAY}]
    assert len(document(morning, session(TODAY, pain=[CALF])).data["pain"]) == 2
    assert document(facts("2026-11-18", {"pain": [KNEE]}), session("2026-11-19", pain=[CALF])).data["pain"] == [
        {**CALF, "date": "2026-11-19"}]  # fmt: skip
    assert document(session(TODAY)).data.get("pain") is None


WORSE = {"site": "achilles", "side": "left", "tissue": "tendon", "during": 2.5}


def test_a_pain_told_again_without_its_morning_does_not_undo_the_morning() -> None:
    """It stands under its own day, until the place is silent or another morning is told."""
    had, again = facts("2026-11-18", {"pain": [{**WORSE, "next_morning": 3}]}), {**WORSE, "during": 2}
    morning = {"site": "achilles", "side": "left", "tissue": "tendon", "next_morning": 3, "date": "2026-11-18"}
    still = document(had, facts("2026-11-19", {"pain": [again]}), facts(TODAY, {"pain": [again, KNEE]}))
    assert still.data["pain"] == [{**again, "date": TODAY}, {**KNEE, "date": TODAY}, morning]
    assert still.reads["pain"] == (1, 3)
    assert document(had, session(TODAY, pain=[again])).data["pain"][1:] == [morning]
    for told in (
        {"pain": [KNEE]},
        {"pain": "none"},
        {"pain": [{**again, "next_morning": 0}]},
        {"pain": [again], "measures": {"pain_next_morning_delta": 0}},       # one number, for every place
        {"pain": [{**again, "side": "right"}]},
    ):
        assert "2026-11-18" not in str(document(had, facts(TODAY, told)).data["pain"]), told
    later = facts("2026-11-19", {"pain": [again]}), facts(TODAY, {"measures": {"pain_next_morning_delta": 0}})
    assert len(document(had, *later).data["pain"]) == 1
    good = facts("2026-11-18", {"pain": [{**WORSE, "next_morning": 0}]})     # a good morning is good on its day alone
    assert len(document(good, facts("2026-11-19", {"pain": [again]})).data["pain"]) == 1
    assert len(document(good, facts("2026-11-18", {"pain": [again]}), on="2026-11-18").data["pain"]) == 2


def test_a_morning_of_both_sides_stands_for_the_side_that_is_told_again() -> None:
    both = facts("2026-11-18", {"pain": [{**WORSE, "side": "both", "next_morning": 3}]})
    told = document(both, facts(TODAY, {"pain": [WORSE]})).data["pain"]
    assert [(each["side"], each.get("next_morning")) for each in told] == [("left", None), ("left", 3)]
    own = [{**WORSE, "next_morning": 3}, {**WORSE, "side": "right", "next_morning": 1}]
    again = facts(TODAY, {"pain": [{**WORSE, "side": "both"}]})
    told = document(facts("2026-11-18", {"pain": own}), again).data["pain"]
    assert [(each["side"], each.get("next_morning")) for each in told] == [("both", None), ("left", 3), ("right", 1)]


def test_equipment_as_a_list_is_all_and_as_a_mapping_adds() -> None:
    first = facts("2026-11-01", {"equipment": ["band", "step"]})
    assert document(first, facts("2026-11-02", {"equipment": {"chair": False}})).data["equipment"] == {
        "band": True, "chair": False, "step": True}  # fmt: skip
    assert document(first, facts("2026-11-02", {"equipment": ["dumbbell"]})).data["equipment"] == {"dumbbell": True}
    assert document(first, facts("2026-11-02", {"equipment": "none"})).data["equipment"] == "none"


def test_clearances_and_overrides_add_up() -> None:
    one = {"for": "RF_SURGERY", "by": "doctor", "date": "2026-10-02", "allows": ["mobility"]}
    two = {**one, "date": "2026-11-02", "allows": "all"}
    found = document(facts("2026-10-02", {"clearances": [one]}), facts("2026-11-02", {"clearances": [two]}))
    assert found.data["clearances"] == [one, two]
    mended = {**one, "until": "2026-12-01"}
    again = document(facts("2026-10-02", {"clearances": [one]}), facts("2026-11-02", {"clearances": [mended]}))
    assert again.data["clearances"] == [mended]


def test_hard_days_stay_among_the_running_days() -> None:
    running = {"days": ["mon", "wed"], "hard_days": ["wed"], "long_day": "wed"}
    found = document(facts("2026-11-01", {"running": running}), facts("2026-11-02", {"running": {"days": ["tue"]}}))
    assert found.data["running"] == {"days": ["tue"], "hard_days": []}


def test_a_list_of_injuries_says_nothing_of_the_time_since() -> None:
    found = document(facts("2026-09-01", {"injuries": "none"}))
    assert found.data["injuries"] == {"list": "none", "date": "2026-09-01"}
    book = opened().book
    for on, expected in (("2026-09-20", True), (TODAY, False)):
        text = as_text({**found.data, "as_of": on})
        answers, _ = read_facts(text, "journal", book, day(on))
        assert answers is not None
        assert ("bone_joint_injury" in derive(answers, book).known) is expected


# ---- red flags that latch -------------------------------------------------------------------------------------------


def flags(on: str, said_: Mapping[str, Any] | str) -> Draft:
    return facts(on, {"red_flags": said_})


def test_a_flag_that_was_yes_stays_until_it_is_cleared() -> None:
    yes, no = flags("2026-11-01", {CARDIAC: True}), flags("2026-11-19", "none")
    found = document(yes, no)
    assert found.data["red_flags"] == {"none": True, "date": "2026-11-19", CARDIAC: {"last_yes": "2026-11-01"}}
    assert CARDIAC in raised(found)
    by = {"for": CARDIAC, "by": "doctor", "allows": "all"}
    assert CARDIAC not in raised(document(yes, no, facts(TODAY, {"clearances": [{**by, "date": "2026-11-10"}]})))
    assert CARDIAC in raised(document(yes, no, facts(TODAY, {"clearances": [{**by, "date": "2026-10-10"}]})))


def test_a_symptom_latches_its_flag() -> None:
    had = facts("2026-11-01", {"symptoms": {"chest_pressure": True}})
    gone = facts("2026-11-19", {"symptoms": "none"})
    assert "red_flags" not in document(had).data
    assert CARDIAC in raised(document(had))
    found = document(had, gone)
    assert found.data["red_flags"] == {CARDIAC: {"last_yes": "2026-11-01"}}
    assert CARDIAC in raised(found)


def test_a_symptom_that_was_told_by_mistake_and_corrected_latches_nothing() -> None:
    had = facts("2026-11-01", {"symptoms": {"chest_pressure": True}})
    gone, mended = facts("2026-11-19", {"symptoms": "none"}), facts("2026-11-01", {"symptoms": "none"}, 1)
    assert CARDIAC not in raised(document(had, gone, mended))


def test_pain_in_bone_at_night_latches_too() -> None:
    bone = {"site": "shin", "side": "left", "tissue": "bone", "during": 5, "night": True}
    told = facts("2026-11-01", {"pain": [bone], "symptoms": {"bone_spot_pain": True, "night_bone_pain": True}})
    found = document(told, facts("2026-11-19", {"pain": "none", "symptoms": "none"}))
    assert found.data["red_flags"][BONE] == {"last_yes": "2026-11-01"}


def test_a_later_list_of_the_same_day_does_not_take_a_flag_back() -> None:
    """A second check-in says what hurts now; that the first was a slip, a correction says."""
    bone = {"site": "shin", "side": "left", "tissue": "bone", "during": 5, "night": True}
    first, second = facts(TODAY, {"pain": [bone]}), [{"site": "achilles", "side": "left", "during": 4}]
    assert BONE in raised(document(first))
    assert BONE in raised(document(first, facts(TODAY, {"pain": second})))
    assert BONE not in raised(document(first, facts(TODAY, {"pain": second}, corrects=1)))


def test_still_yes_takes_a_clearance_of_any_day_unless_it_had_been_no() -> None:
    """As after an operation: cleared first, and then asked about it."""
    by = {"for": "RF_SURGERY", "by": "doctor", "allows": "all", "date": "2026-11-10"}
    cleared = facts("2026-11-18", {"clearances": [by]})
    yes = flags("2026-11-18", {"RF_SURGERY": True})
    assert "RF_SURGERY" not in raised(document(cleared, yes))
    again = document(flags("2026-11-01", {"RF_SURGERY": True}), flags("2026-11-12", "none"), cleared, yes)
    assert again.data["red_flags"]["RF_SURGERY"] == {
        "answer": True, "date": "2026-11-18", "last_yes": "2026-11-18"}  # fmt: skip
    assert "RF_SURGERY" in raised(again)


# ---- what can't be read ---------------------------------------------------------------------------------------------


def test_a_finding_names_the_entry(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.db") as journal:
        journal.append([facts(TODAY, {"measures": {"visa_a": 80}}), facts(TODAY, {"measures": {"visa_a": 800}})], NOW)
        with pytest.raises(BadInput) as caught:
            athlete_of(journal).decide(day(TODAY))
    (finding,) = caught.value.findings
    assert "Entry 2 of the journal says so; a correction mends it." in finding.say
    assert finding.file == "what the journal holds of a"


def test_answers_are_recorded_as_what_is_new(tmp_path: Path) -> None:
    whole = said("sample-hold")
    with open_journal(tmp_path / "journal.db") as journal:
        first = athlete_of(journal).save(whole, day(TODAY), NOW)
        assert first is not None
        assert athlete_of(journal).save(whole, day(TODAY), NOW) is None
        held = athlete_of(journal).document(day("2026-11-23")).data
        assert athlete_of(journal).save(copied(held), day("2026-11-23"), NOW) is None
        held["measures"]["sl_calf_raise_reps"] = {"left": 16, "right": 15}
        held["pain"] = "none"
        again = athlete_of(journal).save(held, day("2026-11-23"), NOW)
        assert again is not None
        assert again.data == {"measures": {"sl_calf_raise_reps": {"left": 16, "right": 15}}, "pain": "none"}
