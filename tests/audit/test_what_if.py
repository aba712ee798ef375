"""`surefoot what-if`: the decision again with other facts. Nothing is written, and mistakes are told all at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from commands import CACHE
from journaling import NOW, athlete_of, day, facts, opened, said

from surefoot.cli import surefoot
from surefoot.engine.audit.reasons import Reasons
from surefoot.engine.audit.subject import Subject, on_text
from surefoot.engine.audit.what_if import WhatIf, what_if
from surefoot.engine.audit.why_not import why_not
from surefoot.engine.findings import BadInput
from surefoot.engine.journal.store import open_journal
from surefoot.engine.rulebook.files import SHIPPED

HOLD = SHIPPED / "examples" / "sample-hold.yaml"


def subject(name: str = "sample-hold") -> Subject:
    path = SHIPPED / "examples" / f"{name}.yaml"
    return on_text(path.read_text("utf-8"), path.name, day("2026-11-20"), opened(), "0.1.0")


def told(*settings: str, taken: tuple[str, ...] = ()) -> WhatIf:
    return what_if(subject(), settings, taken)


def page(*arguments: str) -> str:
    env = {"COLUMNS": "80", "SUREFOOT_CACHE": CACHE.name}
    done = CliRunner().invoke(surefoot, ["what-if", *arguments], env=env, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_what_differs() -> None:
    printed = page(str(HOLD), "--set", "sl_calf_raise_reps.left=20")
    assert printed.startswith("""\
sample-hold, 2026-11-20, with sl_calf_raise_reps.left = 20 (was 13):
MOVE ON to Eccentric emphasis. Unilateral balance before eccentric work: every
line is met.

DECIDED OTHERWISE
- Outcome: hold, now advance
- Phase: unilateral, now eccentric

GATES AND LINES
- Unilateral balance before eccentric work (G3): closed, now open
  - Single-leg calf raise (G3.calf): not met (left 13, right 15), now met with
    care (left 20, right 15)
""")
    assert printed.endswith("\n\nNothing was written.\n")
    assert max(map(len, printed.splitlines())) <= 80


def test_nothing_differs_is_said() -> None:
    printed = page(str(HOLD), "--set", "visa_a=80")
    assert "\nNothing differs. HOLD. Single-leg calf raise" in printed
    assert json.loads(page(str(HOLD), "--set", "visa_a=80", "--json"))["differs"] == []


@pytest.mark.parametrize(
    ("setting", "outcome", "today"),
    [
        ("pain=none", "hold", "train"),
        ("pain_during_nrs=7", "hold", "recover"),
        ("RF_BSI=yes", "stop", "stop"),
        ("night_bone_pain=yes", "stop", "stop"),
        ("position.phase=eccentric", "hold", "train"),
        ("position=none", "place", "train"),
        ("position.days_off=37", "regress", "train"),
        ("measures.sl_calf_raise_reps={left: 20, right: 20}", "advance", "train"),
        ("sl_calf_raise_reps.both=20", "advance", "train"),
        ("sl_calf_raise_reps.left=15+", "advance", "train"),
        ("races=[{date: 2026-12-01, priority: A}]", "hold", "train"),
        ("pain=[{site: achilles, side: left, tissue: tendon, during: 7, night: no}]", "hold", "recover"),
    ],
)
def test_any_path_of_a_facts_file(setting: str, outcome: str, today: str) -> None:
    then = told(setting).then.decision
    assert (then.outcome, then.today) == (outcome, today)


def test_kit_and_days() -> None:
    assert told("equipment=band,step").then.decision.facts.known["kit.dumbbell"].high == 0
    assert told("equipment.barbell=yes").then.decision.facts.known["kit.barbell"].low == 1
    assert told("week.available_days=mon,tue").then.decision.facts.answers.week.available_days == ("mon", "tue")


def test_the_other_side_keeps_its_value_and_its_day() -> None:
    facts = told("sl_calf_raise_reps.left=20").then.decision.facts.known
    left, right = facts["sl_calf_raise_reps.left"], facts["sl_calf_raise_reps.right"]
    assert (left.low, str(left.date)) == (20, "2026-11-20")
    assert (right.low, str(right.date)) == (15, "2026-11-18")


def test_a_day_of_its_own() -> None:
    found = told("sl_calf_raise_reps.left=20@2026-05-01")
    assert found.notes == ("sl_calf_raise_reps.left: 20 does not count: out of date since 2026-06-27.",)
    assert found.then.decision.outcome == "hold"


def test_as_if_not_known() -> None:
    found = told(taken=("sls_eo_s.left", "doms_nrs"))
    assert "sls_eo_s.left" not in found.then.decision.facts.known
    assert "sls_eo_s.right" in found.then.decision.facts.known
    assert {each.id for each in found.differs} >= {"G1.stance", "G3.stance"}
    assert told(taken=("RF_CARDIAC",)).then.decision.truths["G0"] is not False
    assert told(taken=("pain_during_nrs",)).notes == ("pain_during_nrs is known all the same: none, by pain.",)


def test_mistakes_are_told_all_at_once() -> None:
    with pytest.raises(BadInput) as wrong:
        told("sl_calf_raise_rep.left=20", "visa_a=", "x", "sex=male@2026-13-40", taken=("foo",))
    codes = [(each.file.split()[0], each.code, each.nearest) for each in wrong.value.findings]
    assert ("--set", "unknown-fact", "sl_calf_raise_reps.left") in codes
    assert {code for _, code, _ in codes} == {"unknown-fact", "no-value", "date"}
    with pytest.raises(BadInput) as wrong:
        told("pain_during_nrs=12", "sl_calf_raise_reps=20", "sex=man", "position.phase=excentric")
    assert {(each.file, each.code) for each in wrong.value.findings} == {
        ("--set pain_during_nrs=12", "out-of-range"),
        ("--set sl_calf_raise_reps=20", "sides-needed"),
        ("--set sex=man", "word"),
        ("--set position.phase=excentric", "word"),
    }
    with pytest.raises(BadInput, match="1 finding"):
        told("pain_achilles.left=4")


def test_what_why_not_names_opens_by_what_if() -> None:
    """The conditions for a gate, told as facts."""
    found = why_not("G4", Reasons(subject()))
    book = opened().book
    for way in found.ways:
        settings = []
        for condition in way:
            for fact, low, high in condition.ranges:
                measure = book.measures[condition.about]
                value = high if measure.better == "lower" else low
                step = float(measure.step) * value
                settings.append(f"{fact}={'no' if measure.kind == 'yes_no' and not value else f'{step:g}'}")
        assert what_if(subject(), settings, ()).then.decision.truths["G4"] is True, settings


def test_of_a_journal_and_nothing_is_written(tmp_path: Path) -> None:
    journal = tmp_path / "journal.db"
    with open_journal(journal) as kept:
        kept.append([facts("2026-11-20", said("sample-hold"))], NOW)
        whose = athlete_of(kept)
        whose.record(whose.decide(day("2026-11-20")), NOW)
    before = journal.read_bytes()
    data = json.loads(page("a", "--set", "sl_calf_raise_reps.left=20", "--json", "--journal", str(journal)))
    assert (data["decision"], data["athlete"]) != (None, "")
    assert data["differs"][0] == {"what": "outcome", "title": "outcome", "before": "hold", "after": "advance"}
    assert data["set"] == [{"name": "sl_calf_raise_reps.left", "before": "13", "value": 20, "date": None}]
    assert journal.read_bytes() == before
