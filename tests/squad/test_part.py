"""The part of a rulebook on which an outcome rests decides as the whole rulebook does."""

from __future__ import annotations

import pytest
from hypothesis import given, note, settings
from journaling import opened
from properties.athletes import SOAK, Athlete, athletes, book, facts_of

from surefoot.engine.decision.decide import Decision, decide
from surefoot.engine.decision.summary import summary
from surefoot.engine.facts.derive import derive
from surefoot.engine.facts.reading import read_facts
from surefoot.engine.findings import Fault
from surefoot.engine.infer.durable import Engine
from surefoot.engine.logic import TRUE
from surefoot.engine.squad import part as parts
from surefoot.engine.squad.part import Part
from surefoot.engine.squad.row import standing_as_recorded, standing_of

from .conftest import EXAMPLES, TODAY


def told(decision: Decision) -> tuple[object, ...]:
    return (decision.outcome, decision.phase_before, decision.phase, decision.next_gate, decision.today, decision.level,
            summary(decision), [flag.id for flag in decision.flags], decision.lost_by)  # fmt: skip


@settings(max_examples=400 if SOAK else 15)
@given(athlete=athletes())
def test_it_decides_and_words_it_as_the_whole_does(athlete: Athlete, part: Part) -> None:
    facts = facts_of(athlete)
    note(str(athlete))
    assert told(part.decide(facts)) == told(decide(facts, book(), opened().engine))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_row_is_the_same_from_a_decision_on_record(path, part: Part) -> None:  # type: ignore[no-untyped-def]
    from surefoot.engine.page.as_json import as_data

    answers, _ = read_facts(path.read_text(encoding="utf-8"), path.name, book(), TODAY)
    assert answers is not None
    decision, plan = opened().decide_answers(answers)
    kept = standing_as_recorded(as_data(decision, plan, "0.1.0"), 1, book())
    made = standing_of(part.decide(derive(answers, book())))
    assert vars(kept) == {**vars(made), "recorded": 1}


def test_it_is_a_good_deal_smaller(part: Part) -> None:
    assert len(part.book.conclusions) < len(book().conclusions) / 2
    assert not [name for name, each in part.book.conclusions.items() if each.kind == "exercise"]


def test_both_readers_run_and_a_difference_is_a_fault(part: Part) -> None:
    """With an engine that was told something else nothing is decided."""
    conclusions = dict(part.book.conclusions)
    conclusions["G1.squat"] = type(conclusions["G1.squat"])(**{**vars(conclusions["G1.squat"]), "formula": TRUE})
    answers, _ = read_facts((EXAMPLES / "sample-untested.yaml").read_text("utf-8"), "a", book(), TODAY)
    assert answers is not None
    other = Part(part.book, Engine(conclusions))
    with pytest.raises(Fault, match="disagree"):
        other.decide(derive(answers, book()))
    other.close()


def test_what_rests_on_nothing_wanted_is_left_out() -> None:
    kept = parts.resting_on(book().conclusions, ["G1.squat"])
    assert "G1.squat" in kept
    assert len(kept) < 10
