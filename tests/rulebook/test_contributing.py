"""CONTRIBUTING's four additions, done from the page's own YAML on a copy of the rulebook: clean, and with effect."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from commands import here as run

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = (ROOT / "examples/sample-hold.yaml").read_text(encoding="utf-8")


def blocks() -> dict[str, list[str]]:
    """The YAML of each section of the page."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return {part.splitlines()[0]: re.findall(r"```yaml\n(.*?)```", part, re.DOTALL) for part in sections}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    for folder in ("rules", "knowledge"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


def entries(text: str) -> str:
    """A sample without its first line, the key of the file."""
    return text.split("\n", 1)[1]


def clean(book: Path) -> None:
    checked = run("rules", "check", str(book))
    assert checked.returncode == 0, checked.stdout


def decided(book: Path, facts: str) -> dict[str, object]:
    done = run("decide", "-", "--json", "--rules", str(book), stdin=facts)
    assert done.returncode == 0, done.stderr
    decision: dict[str, object] = json.loads(done.stdout)
    return decision


def test_a_measure_a_criterion_and_a_line(book: Path) -> None:
    add(book / "knowledge/measures/strength.yaml", entries(blocks()["A measure"][0]))
    criterion, line_of_gate = blocks()["A criterion"]
    add(book / "rules/criteria/strength.yaml", entries(criterion))
    gate = book / "rules/gates/G3.yaml"
    text = gate.read_text(encoding="utf-8").replace("lines:\n", "lines:\n" + line_of_gate.replace("G1.", "G3."))
    gate.write_text(text, encoding="utf-8")
    clean(book)
    for seconds, status, band in (
        ("9", "not_met", "fail"),
        ("12", "met_with_caution", "caution"),
        ("40", "met", "pass"),
    ):
        facts = SAMPLE.replace("measures:\n", f"measures:\n  heel_walk_s: {seconds}\n")
        gates = decided(book, facts)["gates"]
        assert isinstance(gates, list)
        [line] = [each for view in gates for each in view["lines"] if each["id"] == "G3.heel_walk"]
        assert (line["status"], line["band"], line["actual"]) == (status, band, f"{seconds} seconds")


def test_an_exercise(book: Path) -> None:
    ladder = book / "knowledge/ladders/trunk.yaml"
    text = ladder.read_text(encoding="utf-8")
    start = text.index("rungs:\n") + len("rungs:\n")
    ladder.write_text(text[:start] + blocks()["An exercise"][0] + text[start:], encoding="utf-8")
    clean(book)
    facts = (ROOT / "examples/sample-place.yaml").read_text(encoding="utf-8")
    plan = decided(book, facts)["plan"]
    assert isinstance(plan, dict)
    assert "tr_hollow_hold" in {item["exercise"] for session in plan["sessions"] for item in session["items"]}


def test_a_red_flag(book: Path) -> None:
    add(book / "rules/red_flags.yaml", blocks()["A red flag"][0])
    clean(book)
    facts = SAMPLE.replace("red_flags: none", "red_flags: none\nsymptoms: {fever: yes, lasting_fatigue: yes}")
    decision = decided(book, facts)
    flags, outcome = decision["red_flags"], decision["decision"]
    assert isinstance(flags, list)
    assert isinstance(outcome, dict)
    assert "RF_HEAT" in {flag["id"] for flag in flags}
    assert outcome["outcome"] == "stop"
