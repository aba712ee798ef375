"""`surefoot rules prove`, as whoever edits a rulebook meets it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from commands import here, run
from workbench_folders import overlay

from surefoot.engine.prove.parts import Part
from surefoot.engine.prove.properties import STOP
from surefoot.engine.prove.run import Failure, Proof
from surefoot.engine.rulebook.files import SHIPPED

OWN = """\
invariants:
  - id: INV.achilles
    never: {all: ["pain_achilles, either side, more than 3", tier at least P2]}
    because: Nobody with more than a little Achilles pain jumps that high.
  - id: INV.ladder
    always: {any: [phase at least mobility, {not: phase at least bilateral}]}
    because: The second phase comes after the first.
"""
WRONG = """\
  - id: INV.calf
    never: {all: ["sl_calf_raise_reps, either side, less than 18", phase at least plyometric]}
    because: Whoever jumps does eighteen calf raises.
"""


def written(folder: Path, text: str) -> str:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_invariants_that_hold(tmp_path: Path) -> None:
    result = run("rules", "prove", "--only", "own", "--invariants", written(tmp_path, OWN))
    assert result.returncode == 0, result.stderr
    assert "yes  Invariants of your own: 2 parts proved.\n" in result.stdout
    assert result.stdout.endswith("Everything holds.\n")
    assert "\x1b" not in result.stdout
    assert "\x1b" not in result.stderr
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    ("only", "near"), [("wrose", "worse"), ("one-outcom", "one-outcome"), ("phasse", "phases"), ("zzz", "")]
)
def test_a_property_that_there_is_not(only: str, near: str) -> None:
    """Nothing proved is not everything right."""
    result = run("rules", "prove", "--only", only, *(["--json"] if near else []))
    assert (result.returncode, result.stdout) == (2, "")
    assert f"There is no property '{only}' to prove.  [unknown-name]\n" in result.stderr
    assert "  expected: one-outcome, agree, stop, " in result.stderr
    assert (f"  did you mean: {near}\n" in result.stderr) if near else ("did you mean" not in result.stderr)


@pytest.mark.parametrize("text", ["", "invariants: []\n"])
def test_invariants_that_there_are_not(tmp_path: Path, text: str) -> None:
    file = ("--invariants", written(tmp_path, text)) if text else ()
    for only in ("own", "your own"):
        result = run("rules", "prove", "--only", only, *file)
        assert (result.returncode, result.stdout) == (2, "")
        assert "There are no invariants of your own: " in result.stderr
        assert "[empty-list]" in result.stderr
        assert "--invariants" in result.stderr


def test_what_was_proved_is_not_proved_again_and_what_changed_is(tmp_path: Path) -> None:
    cache = {"SUREFOOT_CACHE": str(tmp_path / "cache")}
    prove = ("rules", "prove", "--only", "own", "--invariants")
    run(*prove, written(tmp_path, OWN), **cache)
    again = run(*prove, written(tmp_path, OWN.replace("that high", "so high")), **cache)  # only a word
    assert "2 parts proved, 2 of them before." in again.stdout
    changed = run(*prove, written(tmp_path, OWN.replace("more than 3", "more than 4")), **cache)
    assert "2 parts proved, 1 of them before." in changed.stdout


def test_one_that_fails_shows_an_athlete_whom_decide_takes(tmp_path: Path) -> None:
    result = run("rules", "prove", "--only", "own", "--invariants", written(tmp_path, OWN + WRONG), "--save",
                 str(tmp_path / "found"))  # fmt: skip
    assert result.returncode == 1
    assert "no   Invariants of your own: 1 of 3 parts fails." in result.stdout
    assert "INV.calf doesn't hold: Whoever jumps does eighteen calf raises." in " ".join(result.stdout.split())
    decided = run("decide", str(tmp_path / "found" / "own-INV.calf.yaml"), "--json")
    assert decided.returncode == 0, decided.stderr
    decision = json.loads(decided.stdout)["decision"]
    assert decision["phase"] in ("plyometric", "tempo_strength", "endurance_strength")


def test_the_failure_in_the_docs_is_what_it_prints(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(OWN + WRONG, encoding="utf-8")
    result = run("rules", "prove", "--only", "own", "--invariants", "mine.yaml", cwd=tmp_path)
    docs = (SHIPPED / "docs/prove.md").read_text("utf-8")
    sample = docs[docs.index("no   Invariants of your own") :].partition("```")[0]
    assert sample.partition("       with ")[0] == result.stdout.partition("       with ")[0]


def test_the_invariants_in_the_docs_hold(tmp_path: Path) -> None:
    docs = (SHIPPED / "docs/prove.md").read_text("utf-8")
    (tmp_path / "mine.yaml").write_text(docs[docs.index("invariants:\n") :].partition("```")[0], encoding="utf-8")
    result = run("rules", "prove", "--only", "own", "--invariants", "mine.yaml", cwd=tmp_path)
    assert result.returncode == 0, result.stderr + result.stdout


def test_as_json(tmp_path: Path) -> None:
    result = run("rules", "prove", "--only", "own", "--json", "--invariants", written(tmp_path, OWN + WRONG))
    assert result.returncode == 1
    told = json.loads(result.stdout)
    assert told["holds"] is False
    (failure,) = told["properties"][0]["failures"]
    assert failure["reproduced"] is True
    assert failure["facts"]["surefoot"] == "facts/1"
    assert failure["line"] == 8


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (OWN.replace("pain_achilles", "pain_achiles"), "unknown-name"),
        (OWN.replace("    never", "    newer"), "unknown-key"),
        (OWN.replace("    because: Nobody", "    # because: Nobody"), "missing-reason"),
        (OWN.replace("{all: [", "[").replace("tier at least P2]}", "tier at least P2]"), "wrong-type"),
        (OWN.replace("{all: [", "{al: ["), "unknown-key"),
        (OWN.replace("{all: [", "{any: [], all: ["), "empty-list"),
        (OWN.replace("tier at least P2]}", "7]}"), "wrong-type"),
        (OWN.replace("INV.ladder", "INV.achilles"), "duplicate-id"),
        ("invariants: none\n", "wrong-type"),
        ("invariants: [\n", "yaml"),
    ],
)
def test_mistakes_in_invariants_are_findings(tmp_path: Path, text: str, code: str) -> None:
    result = here("rules", "prove", "--only", "own", "--invariants", written(tmp_path, text))
    assert result.returncode == 2
    assert f"[{code}]" in result.stderr
    assert "Traceback" not in result.stderr
    assert not result.stdout


def test_check_reads_those_beside_the_rulebook(tmp_path: Path) -> None:
    """Where they aren't as they have to be, no solver is needed to say so."""
    folder = overlay(tmp_path / "ours", "  []\n")
    (folder / "changes/ours.yaml").unlink()
    (folder / "invariants.yaml").write_text(OWN.replace("pain_achilles", "pain_achiles"), "utf-8")
    result = run("rules", "check", str(folder))
    assert result.returncode == 3
    assert "invariants.yaml:3:20: 'pain_achiles' is not the name" in result.stdout
    assert "pain_achilles" in result.stdout.partition("did you mean: ")[2]


def test_a_faulty_rulebook_is_not_proved(tmp_path: Path) -> None:
    for folder in ("knowledge", "rules"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    gate = tmp_path / "rules/gates/G3.yaml"
    gate.write_text(gate.read_text("utf-8").replace("title: Unilateral", "titel: Unilateral"), "utf-8")
    result = run("rules", "prove", str(tmp_path))
    assert result.returncode == 3
    assert "titel" in result.stderr


def test_without_the_solver_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "z3.py").write_text("raise ImportError\n", "utf-8")
    result = run("rules", "prove", PYTHONPATH=str(tmp_path))
    assert result.returncode == 2
    assert result.stderr == "Proofs take a solver, z3. Run: pip install 'surefoot[prove]'\n"


def test_with_two_processes_it_says_the_same(tmp_path: Path) -> None:
    """There are enough parts for that in one property; and they are found again in the cache."""
    cache = {"SUREFOOT_CACHE": str(tmp_path / "cache")}
    first = run("rules", "prove", "--only", "shadowed", **cache)
    assert first.returncode == 0, first.stderr
    assert " parts proved.\n" in first.stdout
    again = run("rules", "prove", "--only", "shadowed", **cache)
    assert again.stdout != first.stdout
    assert re.sub(r",\s+[0-9]+\s+of\s+them\s+before", "", again.stdout).split() == first.stdout.split()


def test_whether_all_was_proved_is_said_until_something_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change = """\
  - rule: G3.bridge
    set: {needs: "sl_bridge_reps, each side, at least 22"}
    reason: Hills.
"""
    ours, cache = overlay(tmp_path / "ours", change), tmp_path / "cache"
    kept = {"SUREFOOT_CACHE": str(cache)}
    failed: list[Failure] = []
    monkeypatch.setattr("surefoot.engine.prove.run.prove", lambda *_: [Proof(STOP, 1, 0, failed)])
    decide = ("decide", str(SHIPPED / "examples/sample-hold.yaml"), "--rules", str(ours))

    def after(*more: str) -> tuple[int, bool]:
        code = here("rules", "prove", str(ours), *more, **kept).returncode
        page = " ".join(here(*decide, **kept).stdout.split())
        return code, "surefoot, proved to keep what must always hold." in page

    assert after("--only", "stop") == (0, False)  # no more than a part was proved
    assert after() == (0, True)
    failed.append(Failure(Part("stop:RF_BSI", STOP.id, "never", "RF_BSI doesn't stop"), None))
    assert after() == (1, False)
    assert not [*cache.glob("proved-*")]
