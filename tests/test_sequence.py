"""The page that maps the sequence onto the product: each line is there, and what it names exists."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from commands import run

ROOT = Path(__file__).resolve().parent.parent
ROWS = re.findall(r"^\| (S\d+) (.*?) \| (.*?) \| (.*?) \|$", (ROOT / "docs" / "sequence.md").read_text(), re.MULTILINE)
PHASES = ("mobility", "bilateral", "unilateral", "eccentric", "plyometric", "tempo_strength", "endurance_strength")


@cache
def decided(name: str) -> dict[str, object]:
    result = run("decide", f"examples/{name}.yaml", "--json", cwd=ROOT)
    assert result.returncode == 0, result.stderr
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_every_line_of_the_sequence_is_there() -> None:
    assert [row[0] for row in ROWS] == [f"S{number}" for number in range(1, 18)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_a_line_names_exists(row: tuple[str, str, str, str]) -> None:
    _, _, stands, seen = row
    for path in re.findall(r"`((?:rules|knowledge|engine|docs|examples)/[\w./-]+)`", stands + seen):
        assert (ROOT / path).is_file(), path
    for files, rules in re.findall(r"`(rules/[\w.]+)` \(([^)]+)\)", stands):
        for rule in rules.split(", "):
            assert re.search(rf"id: {re.escape(rule)}\b", (ROOT / files).read_text()), rule


SAMPLES = sorted(set(re.findall(r"examples/(sample-[\w-]+)\.yaml", "".join(row[3] for row in ROWS))))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_commands_show_something(name: str) -> None:
    decision = decided(name)
    assert decision["decision"]["outcome"] != "stop"  # type: ignore[index]
    assert decision["plan"]["sessions"]  # type: ignore[index]


def test_the_road_is_whole_on_every_page() -> None:
    """S16: seven phases in order, one of them here, each later one with its purpose and its earliest day."""
    for name in ("sample-place", "sample-hold", "sample-in-season"):
        road = decided(name)["roadmap"]
        assert [stage["phase"] for stage in road] == list(PHASES)  # type: ignore[attr-defined]
        here = [stage["where"] for stage in road]  # type: ignore[attr-defined]
        assert here.count("here") == 1
        assert here == sorted(here, key=["done", "here", "ahead"].index)
        days = [stage["earliest"] for stage in road if stage["where"] == "ahead"]  # type: ignore[attr-defined]
        assert all(days)
        assert days == sorted(days)
        assert all(stage["purpose"] for stage in road)  # type: ignore[attr-defined]


def test_every_idea_of_the_guide_is_taught() -> None:
    """S10: force, posture, breathing, glutes, stiff ankles, hip extension."""
    ideas = (ROOT / "knowledge" / "ideas.yaml").read_text().lower()
    for word in ("breath", "glute", "ankle", "hip", "tall", "push"):
        assert word in ideas, word


def test_a_heavy_set_and_light_contacts_stay_in_the_last_phases() -> None:
    """S6, S7: in the plan of somebody who stands there."""
    items = [item for session in decided("sample-in-season")["plan"]["sessions"] for item in session["items"]]  # type: ignore[index]
    assert any("heavy" in item["slot"].lower() for item in items)
    assert any(item["contacts"] for item in items)
