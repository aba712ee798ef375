"""What spares an athlete and gets milder by a change: a warning at the change, which names it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import here as run
from workbench_folders import overlay

from surefoot.engine.rulebook.files import SHIPPED, digest_of, texts_of
from surefoot.engine.rulebook.load import examine

TEXTS = texts_of(SHIPPED)
HEAD = f"overlay: Harbour\nbase: surefoot\ndigest: {digest_of(TEXTS)}\n"
DROP = "pu_sl_lateral_drop (Sideways drop from a low step onto one leg, held)"
ONE_BAND = "[{id: GD.none, from: 0, sets: 100, load: 100, contacts: 100, because: '{actual} off.', source: default}]"
MILDER = {
    "given earlier": (
        "exercise: pu_sl_lateral_drop",
        "set: {from_phase: eccentric, tier: P0}",
        f"{DROP} is given from eccentric on; it was from plyometric on. {DROP} is given from P0 on; it was from P3 on.",
    ),
    "one band for all": ("part: time_off", f"set: {{bands: {ONE_BAND}}}",
                         "113 days off cost less than they did: who stood in bilateral stays in a later phase."),
    "more weight": ("rule: GD.month", "set: {load: 75}",
                    "29 days off cost less than they did: 75 % of the load are left, and 70 % were."),
    "true of fewer": ("contraindication: shin_or_foot_sore", "set: {when: 'pain_shin, either side, more than 6'}",
                      "shin_or_foot_sore is true of fewer than it was, or can't be seen to be true of as many."),
    "left out for less": ("exercise: pu_sl_lateral_drop", "set: {avoid_when: {remove: [shin_or_foot_sore]}}",
                          f"{DROP} is no longer left out for shin_or_foot_sore."),
}  # fmt: skip
AS_BEFORE = {
    "given later": ("exercise: pu_sl_lateral_drop", "set: {from_phase: tempo_strength}"),
    "less weight": ("rule: GD.month", "set: {load: 65}"),
    "true of more": ("contraindication: shin_or_foot_sore", "set: {when: {any: {add: [calf_warm is yes]}}}"),
    "in other words": ("contraindication: shin_or_foot_sore", "set: {title: Sore shins}"),
    "something else": ("rule: G3.bridge", "set: {keep: at least 14}"),
}


def warned(what: str, how: str) -> list[tuple[str, int, str]]:
    """The file, line and sentence of every such warning."""
    text = f"changes:\n  - {what}\n    {how}\n    reason: x\n"
    findings = examine({**TEXTS, "overlay.yaml": HEAD, "changes/ours.yaml": text})[1]
    return [(each.file, each.line, each.say) for each in findings if each.code == "milder"]


@pytest.mark.parametrize("name", MILDER)
def test_what_gets_milder(name: str) -> None:
    what, how, say = MILDER[name]
    assert warned(what, how) == [("changes/ours.yaml", 2, say)]


@pytest.mark.parametrize("name", AS_BEFORE)
def test_what_does_not(name: str) -> None:
    assert warned(*AS_BEFORE[name]) == []


def test_as_it_is_met(tmp_path: Path) -> None:
    change = "  - rule: GD.month\n    set: {load: 75}\n    reason: x\n"
    done = run("rules", "check", str(overlay(tmp_path / "ours", change)))
    assert done.returncode == 0
    assert done.stdout.startswith("changes/ours.yaml:2:11: warning: 29 days off cost less than they did: ")


def test_in_a_copy(tmp_path: Path) -> None:
    for folder in ("knowledge", "rules"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    file = tmp_path / "rules/time_off.yaml"
    file.write_text(file.read_text("utf-8").replace("load: 70", "load: 75"), "utf-8")
    done = run("rules", "check", str(tmp_path))
    assert done.returncode == 0
    assert "warning: 29 days off cost less than they did: 75 % of the load are left" in done.stdout
