"""The command as its users meet it: exit codes, words, pipes, and no traceback whatever is handed in."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from commands import run
from properties.athletes import Unasked, book

from surefoot.engine.cases import run_case
from surefoot.engine.service import Surefoot
from surefoot.engine.workbench.choosing import cases_below
from surefoot.engine.workbench.coverage import Coverage
from surefoot.engine.workbench.equivalents import equivalents_below

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")
ROOT = Path(__file__).resolve().parent.parent
SAMPLE = (ROOT / "examples/sample-hold.yaml").read_text(encoding="utf-8")


def test_standard_input_is_a_facts_file() -> None:
    piped, named = run("decide", "-", stdin=SAMPLE), run("decide", "examples/sample-hold.yaml", cwd=ROOT)
    assert (piped.returncode, piped.stdout) == (0, named.stdout)


def test_all_findings_at_once_with_place_and_nearest_name() -> None:
    wrong = (
        SAMPLE.replace("bw_squat_quality", "bw_squat_qualty")
        .replace("{value: 91,", "{value: 191,")
        .replace("right: 15", "right: fifteen")
    )
    result = run("decide", "-", stdin=wrong)
    assert (result.returncode, result.stdout) == (2, "")
    assert "did you mean: bw_squat_quality" in result.stderr
    assert "Traceback" not in result.stderr
    assert len([line for line in result.stderr.splitlines() if line.startswith("standard input:")]) == 3


def test_findings_as_json() -> None:
    result = run("decide", "-", "--json", stdin=SAMPLE.replace("bw_squat_quality", "bw_squat_qualty"))
    assert result.returncode == 2
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["nearest"], finding["path"], finding["file"]) == (
        "bw_squat_quality",
        "measures.bw_squat_qualty",
        "standard input",
    )
    assert (
        finding["line"] == SAMPLE.splitlines().index("  bw_squat_quality: {value: 3, date: 2026-11-02}") + 1
    )
    assert (
        finding["column"] == 3
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\x01",
        "[1, 2",
        "- a\n- b\n",
        "surefoot: facts/9\n",
        "&a [*a]",
        "surefoot: facts/1\nposition: {phase: flying}\n",
    ],
)
def test_nonsense_is_explained(text: str) -> None:
    result = run("decide", "-", stdin=text)
    assert result.returncode == 2
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


def test_a_missing_file() -> None:
    result = run("decide", "nowhere.yaml", cwd=ROOT)
    assert result.returncode == 2
    assert "nowhere.yaml" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    result = run("decide", str(tmp_path / "binary.yaml"))
    assert result.returncode == 2
    assert "UTF-8" in result.stderr


def test_a_reader_that_stops_reading() -> None:
    """`surefoot decide ... | head -1` ends quietly."""
    import subprocess

    from commands import COMMAND

    process = subprocess.Popen(
        [*COMMAND, "decide", "examples/sample-hold.yaml"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait(timeout=60)


def test_the_shipped_rulebook_is_right() -> None:
    result = run("rules", "check")
    assert result.returncode == 0, result.stdout
    assert result.stdout.endswith("no mistakes.\n")


@pytest.mark.skipif(not SOAK, reason="takes a while; the next test has them all, by one of the two readers")
def test_the_cases_worked_out_by_hand_hold() -> None:
    """And between them they have seen every condition true, false and unknown, and every threshold from both sides."""
    result = run("rules", "test", "--coverage")
    assert result.returncode == 0, result.stdout
    *gaps, _, _, _, conditions, thresholds, cases = result.stdout.splitlines()
    assert gaps == []
    _whole(conditions, thresholds)
    assert int(cases.split()[0]) > 1000
    assert cases.endswith("hold, 0 do not.")


def test_the_cases_hold_by_the_reference_evaluator() -> None:
    seen = Coverage(book(), [change for each in equivalents_below(ROOT) for change in each.changes])
    opened = Surefoot(book(), Unasked())  # type: ignore[arg-type]
    cases = cases_below(ROOT)
    assert len(cases) > 1000
    for case in cases:
        result = run_case(case, opened)
        assert result.differs == [], case.name
        if result.decision is not None:
            seen.take(result.decision.facts.known, result.decision.truths)
    *gaps, _, _, _, conditions, thresholds = seen.as_lines()
    assert gaps == []
    _whole(conditions, thresholds)


def _whole(*lines: str) -> None:
    """So many of so many, and the two are the same."""
    assert all(len(set(re.findall(r"\d+", line))) == 1 for line in lines), lines


def test_a_case_that_does_not_hold_is_told_in_words(tmp_path: Path) -> None:
    import shutil

    for folder in ("rules", "knowledge"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    gate = tmp_path / "rules/gates/G1.yaml"
    gate.write_text(
        gate.read_text(encoding="utf-8").replace("walk_pain_free_min at least 30", "walk_pain_free_min at least 40"),
        encoding="utf-8",
    )
    for cases in (tmp_path / "rules/cases").rglob("*.yaml"):
        if cases.stem not in ("bases", "bases_jumping", "gates_g1"):
            cases.unlink()
    result = run("rules", "test", str(tmp_path))
    assert result.returncode == 1
    assert "expected open, was closed" in result.stdout
    assert "Traceback" not in result.stderr


def test_a_faulty_rulebook_decides_nothing(tmp_path: Path) -> None:
    import shutil

    for folder in ("rules", "knowledge"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    gate = tmp_path / "rules/gates/G1.yaml"
    gate.write_text(
        gate.read_text(encoding="utf-8").replace("walk_pain_free_min at least 30", "walk_pain_fre_min at least 30"),
        encoding="utf-8",
    )
    result = run("decide", "examples/sample-hold.yaml", "--rules", str(tmp_path), cwd=ROOT)
    assert (result.returncode, result.stdout) == (3, "")
    assert "did you mean: walk_pain_free_min" in result.stderr
    assert "rules/gates/G1.yaml:" in result.stderr


def test_a_rulebook_that_is_none(tmp_path: Path) -> None:
    result = run("rules", "check", str(tmp_path))
    assert result.returncode in (2, 3)
    assert "not a rulebook" in result.stderr


def test_the_kept_form_is_never_stale(tmp_path: Path) -> None:
    """The same folder, decided on before and after an edit, with the compiled form kept in between."""
    import shutil

    cache, book = tmp_path / "cache", tmp_path / "book"
    for folder in ("rules", "knowledge"):
        shutil.copytree(ROOT / folder, book / folder)
    arguments = ("decide", "examples/sample-hold.yaml", "--json", "--rules", str(book))
    before = json.loads(run(*arguments, cwd=ROOT, SUREFOOT_CACHE=str(cache)).stdout)
    assert list(cache.glob("rulebook-*.bin"))
    gate = book / "rules/gates/G3.yaml"
    tables = book / "rules/tables.yaml"
    stamp = tables.stat()
    tables.write_text(tables.read_text(encoding="utf-8").replace("female: 15", "female: 13"), encoding="utf-8")

    os.utime(tables, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    after = json.loads(run(*arguments, cwd=ROOT, SUREFOOT_CACHE=str(cache)).stdout)
    assert gate.exists()
    assert before["rulebook"] != after["rulebook"]
    assert (before["decision"]["outcome"], after["decision"]["outcome"]) == ("hold", "advance")
    for kept in cache.glob("rulebook-*.bin"):  # a form that was cut short, or isn't one, is made anew
        kept.write_bytes(kept.read_bytes()[:100])
    assert json.loads(run(*arguments, cwd=ROOT, SUREFOOT_CACHE=str(cache)).stdout) == after


def test_an_engine_that_can_not_be_loaded(tmp_path: Path) -> None:
    """One line says what to run."""
    (tmp_path / "durable_rules_engine.py").write_text("raise ImportError('undefined symbol: PyEval_CallObject')")
    here = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    result = run("decide", "examples/sample-hold.yaml", cwd=ROOT, PYTHONPATH=here)
    assert (result.returncode, result.stdout) == (70, "")
    assert 'CPPFLAGS="-O2 -DPyEval_CallObject=PyObject_CallObject" pip install' in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_two_readers_that_differ_open_nothing(tmp_path: Path) -> None:
    """A reference evaluator that lies: surefoot says that it is at fault, and no page is shown."""
    (tmp_path / "sitecustomize.py").write_text(
        "import surefoot.engine.infer.reference as reference\n"
        "truthful = reference.conclude\n"
        "def lying(conclusions, facts, forced=None):\n"
        "    truths = truthful(conclusions, facts, forced)\n"
        "    return {**truths, 'G3.bridge': not truths['G3.bridge']}\n"
        "reference.conclude = lying\n"
    )
    here = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])
    result = run("decide", "examples/sample-advance.yaml", cwd=ROOT, PYTHONPATH=here)
    assert (result.returncode, result.stdout) == (70, "")
    assert "disagree on G3.bridge" in result.stderr
    assert "fault of surefoot" in result.stderr
