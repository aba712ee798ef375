"""The pages of the samples, word for word. `SUREFOOT_REWRITE=1` writes them anew; read them before you commit them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from commands import run

ROOT = Path(__file__).resolve().parent.parent
PAGES = Path(__file__).resolve().parent / "pages"
SAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))
OUTCOMES = {
    "sample-stop": "stop",
    "sample-regress": "regress",
    "sample-hold": "hold",
    "sample-advance": "advance",
    "sample-place": "place",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_page_of_a_sample(name: str) -> None:
    result = run("decide", f"examples/{name}.yaml", cwd=ROOT)
    assert (result.returncode, result.stderr) == (0, "")
    page = PAGES / f"{name}.txt"
    if os.environ.get("SUREFOOT_REWRITE"):
        page.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == page.read_text(encoding="utf-8")
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    assert result.stdout.isascii()
    assert "\x1b" not in result.stdout
    assert "{" not in result.stdout  # a sentence whose number was not filled in


@pytest.mark.parametrize(("name", "outcome"), list(OUTCOMES.items()))
def test_the_samples_reach_every_outcome(name: str, outcome: str) -> None:
    first, second = (run("decide", f"examples/{name}.yaml", "--json", cwd=ROOT) for _ in range(2))
    assert json.loads(first.stdout)["decision"]["outcome"] == outcome
    assert first.stdout == second.stdout


def test_names_and_not_ids_for_the_athlete() -> None:
    athlete, coach = (
        run("decide", "examples/sample-hold.yaml", "--for", who, cwd=ROOT).stdout for who in ("athlete", "coach")
    )
    assert "<G3.calf>" in coach
    assert "G3.calf" not in athlete
    assert "undetermined" not in athlete
    assert "knee_stepup" not in athlete


def test_a_narrow_screen() -> None:
    page = run("decide", "examples/sample-hold.yaml", cwd=ROOT, COLUMNS="40").stdout
    long = [line for line in page.splitlines() if len(line) > 40]
    assert all(" " not in line.strip() or "(" in line for line in long), long


def test_every_conclusion_names_a_line_of_a_rule_file() -> None:
    decision = json.loads(run("decide", "examples/sample-hold.yaml", "--json", cwd=ROOT).stdout)
    assert len(decision["because"]) > 100
    for entry in decision["because"]:
        lines = (ROOT / entry["file"]).read_text(encoding="utf-8").splitlines()
        assert 1 <= entry["line"] <= len(lines), entry
