"""What stands in a rulebook and nothing uses: told as a warning, where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import here as run
from workbench_folders import overlay

SORE = """\
  - add:
      contraindications:
        sore_hip: {title: Sore hip, when: "pain_hip, either side, more than 4",
                   because: "{actual} in the hip.", source: default}
    reason: x
"""
TABLE = """\
  - add:
      tables:
        hills_pass: {of: sl_bridge_reps, by: age_years, title: Bridges, source: default,
                     rows: [{up_to: 59, value: 22}, {value: 20}]}
    reason: x
"""
LADDER = """\
  - add:
      ladder: hollow
      title: Hollow holds
      pattern: core
      muscle: trunk
      ordered_by: How far from the body the legs are.
      source: default
      rungs:
        - {id: tr_hollow_hold, name: Hollow hold, kit: [nothing], legs: both, from_phase: mobility, counts: seconds,
           tissue: [low_back], cues: [Press the low back down., Reach long., Keep breathing.],
           stop_when: The back lifts off., source: default}
    reason: x
"""
UNUSED = [
    (SORE, "No exercise lists 'sore_hip', so nothing is left out for it."),
    (TABLE, "No rule reads the table 'hills_pass'."),
    (LADDER, "No slot of a day takes the ladder 'hollow', so nobody is given anything of it."),
]


@pytest.mark.parametrize(("changes", "say"), UNUSED, ids=["contraindication", "table", "ladder"])
def test_something_that_nothing_uses(tmp_path: Path, changes: str, say: str) -> None:
    done = run("rules", "check", str(overlay(tmp_path / "ours", changes)))
    assert done.returncode == 0, done.stdout
    assert f"warning: {say}  [unused]\n" in done.stdout
    assert done.stdout.startswith("changes/ours.yaml:")
    assert done.stdout.count("[unused]") == 1


USES = [
    (SORE, "  - exercise: tr_dead_bug\n    set: {avoid_when: {add: [sore_hip]}}\n    reason: x\n"),
    (TABLE, "  - rule: G3.bridge\n    set: {needs: \"sl_bridge_reps, each side, at least the hills_pass table\"}\n"
            "    reason: x\n"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "use"), USES, ids=["contraindication", "table"])
def test_once_it_is_used_nothing_is_said(tmp_path: Path, changes: str, use: str) -> None:
    done = run("rules", "check", str(overlay(tmp_path / "ours", changes + use)))
    assert done.returncode == 0, done.stdout
    assert "[unused]" not in done.stdout
