"""What a folder of differences removes or renames and its base still names: told at the change, in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import here as run
from workbench_folders import overlay

from surefoot.engine.rulebook.files import SHIPPED, digest_of, texts_of
from surefoot.engine.rulebook.load import examine

TEXTS = texts_of(SHIPPED)
HEAD = f"overlay: Harbour\nbase: surefoot\ndigest: {digest_of(TEXTS)}\n"
GONE = [
    ("phase: unilateral", "set: {phase: single_leg}", "still-named",
     "The phase unilateral is called single_leg from here on, and 4"),
    ("measure: sl_bridge_reps", "remove: yes", "still-named", "The measure sl_bridge_reps goes, and "),
    ("ladder: trunk", "remove: yes", "still-named", "The ladder trunk goes, and "),
    ("exercise: knee_split_squat", "set: {id: knee_split}", "still-named",
     "The exercise knee_split_squat is called knee_split from here on, and "),
    ("part: time_off", "remove: yes", "still-named",
     "The part of the rulebook time_off goes, and a rulebook can't do without it."),
    ("gate: G3", "remove: yes", "gate-count", "No gate opens the phase eccentric, so nobody would reach it."),
]  # fmt: skip


@pytest.mark.parametrize(("what", "how", "code", "say"), GONE, ids=[each[0] for each in GONE])
def test_it_is_told_at_the_change(what: str, how: str, code: str, say: str) -> None:
    """And nothing beside it: what it leads to stands in files that the coach doesn't have."""
    text = f"changes:\n  - {what}\n    {how}\n    reason: x\n"
    [finding] = examine({**TEXTS, "overlay.yaml": HEAD, "changes/ours.yaml": text})[1]
    assert (finding.code, finding.file, finding.line) == (code, "changes/ours.yaml", 2)
    assert finding.say.startswith(say)


def test_the_other_change_is_not_blamed() -> None:
    text = """\
changes:
  - rule: G3.bridge
    set: {keep: at least 16}
    reason: x
  - exercise: knee_split_squat
    remove: yes
    reason: x
"""
    [finding] = examine({**TEXTS, "overlay.yaml": HEAD, "changes/ours.yaml": text})[1]
    assert (finding.code, finding.line) == ("still-named", 5)


def test_a_mistake_of_the_base_stays_where_it_is() -> None:
    text = "changes:\n  - ladder: trunk\n    remove: yes\n    reason: x\n"
    gate = TEXTS["rules/gates/G3.yaml"].replace("opens: eccentric", "opens: excentric")
    base = {**TEXTS, "rules/gates/G3.yaml": gate}
    findings = examine({**base, "overlay.yaml": HEAD, "changes/ours.yaml": text})[1]
    assert {(each.code, each.file) for each in findings} == {
        ("unknown-name", "rules/gates/G3.yaml"),
        ("still-named", "changes/ours.yaml"),
    }


def test_as_it_is_met(tmp_path: Path) -> None:
    ours = overlay(tmp_path / "ours", "  - table: stance_pass\n    remove: yes\n    reason: x\n")
    done = run("rules", "check", str(ours))
    assert done.returncode == 3
    first, shown = done.stdout.splitlines()[:2]
    said = "The table stance_pass goes, and 3 places of the base still name it: rules/criteria/balance.yaml:"
    assert first.startswith(f"changes/ours.yaml:2:12: {said}")
    assert first.endswith(".  [still-named]")
    assert shown == "  2 |   - table: stance_pass"
