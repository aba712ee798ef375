"""`surefoot rules test --mutate`: small changes that no case notices, and the case that would."""

from __future__ import annotations

import re
from pathlib import Path

from commands import run
from workbench_folders import overlay

from surefoot.engine.logic import NOWHERE, All, AnyOf, AtLeast, Below, Conclusion, Count, Ref
from surefoot.engine.model import Measure, Rulebook
from surefoot.engine.workbench.mutants import mutants

CHANGE = '  - rule: G3.bridge\n    set: {needs: "sl_bridge_reps, each side, at least 22"}\n    reason: Hills.\n'
CASE = """\
cases:
  - case: our bridge is enough
    why: 22 are asked for
    from: woman_unilateral
    facts: {measures: {sl_bridge_reps: {left: 22, right: 24}}}
    expect: {lines: {G3.bridge: met}}
"""


def mutated(folder: Path) -> tuple[str, int, int]:
    """What is printed with the cases of one's own, and how many changes were noticed, of how many."""
    done = run("rules", "test", str(folder), "our bridge", "saved*", "--mutate", "--of", "G3.bridge")
    assert (done.returncode, done.stderr) == (0, "")
    found = re.search(
        r"^Mutation score: (\d+) of (\d+) small changes are noticed by some case", done.stdout, re.MULTILINE
    )
    assert found is not None, done.stdout
    return done.stdout, int(found[1]), int(found[2])


def test_what_no_case_notices_is_told_with_the_case_that_would(tmp_path: Path) -> None:
    """Saved as they are printed, the cases hold, and the changes that they were told for are noticed from then on."""
    ours = overlay(tmp_path / "ours", CHANGE)
    (ours / "cases").mkdir()
    (ours / "cases/ours.yaml").write_text(CASE + CASE.partition("\n")[2].replace("our bridge", "saved none"), "utf-8")
    text, noticed, whole = mutated(ours)
    assert "No case notices G3.bridge: 'Single-leg hamstring bridge, left: at least 22' one step lower.\n" in text
    assert "No case notices G3.bridge: 'Single-leg hamstring bridge, left: at least 22' one step higher.\n" not in text
    told = re.findall(r"^  - case: .*\n(?:    .*\n)+", text, re.MULTILINE)
    assert told
    saved = "".join(re.sub(r"^  - case: .*", f"  - case: saved {number}", each) for number, each in enumerate(told))
    (ours / "cases/saved.yaml").write_text(f"cases:\n{saved}", "utf-8")
    _, after, same = mutated(ours)
    assert same == whole
    assert after >= noticed + len(told)


def test_each_kind_of_change_is_made_once() -> None:
    """Nudged both ways within the range, turned round, and each part dropped that has others beside it."""
    measures = {name: Measure(name, "number", name, ("measures", name), NOWHERE, low=0, high=5) for name in "ab"}
    measures["c"] = Measure("c", "yes_no", "c", ("measures", "c"), NOWHERE)
    formula = AnyOf((AtLeast("a", 5), All((Below("b", 3), AtLeast("c", 1)))))
    line = Conclusion("G1.x", "G1.x", "line", formula, 0, NOWHERE)
    gate = Conclusion("G1", "G1", "gate", All((Ref("G1.x"), Ref("G1.y"))), 0, NOWHERE)
    count = Conclusion("GR.z", "GR.z", "reduce", Count(2, (AtLeast("a", 1), AtLeast("b", 1))), 1, NOWHERE)
    book = Rulebook(measures=measures, conclusions={each.name: each for each in (line, gate, count)})
    made = [mutant.words for mutant in mutants(book, ["G1.x"])]
    assert made == [
        "G1.x: 'a: at least 5' turned round",
        "G1.x: 'a: at least 5' one step lower",
        "G1.x: 'b: less than 3' turned round",
        "G1.x: 'b: less than 3' one step lower",
        "G1.x: 'b: less than 3' one step higher",
        "G1.x: 'c: yes' turned round",
        "G1.x: without 'a: at least 5'",
        "G1.x: without 'b: less than 3; c: yes'",
        "G1.x: without 'b: less than 3'",
        "G1.x: without 'c: yes'",
    ]
    assert [mutant.words for mutant in mutants(book, ["G1"])] == ["G1: without 'G1.x'", "G1: without 'G1.y'"]
    assert not any("without" in mutant.words for mutant in mutants(book, ["GR.z"]))  # two of one can't be
    assert len({mutant.conclusion.formula for mutant in mutants(book)}) == len(list(mutants(book)))
