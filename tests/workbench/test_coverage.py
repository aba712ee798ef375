"""`surefoot rules test`: cases by name or pattern, differences in words, and what the cases have seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commands import here as run
from workbench_folders import overlay

from surefoot.engine.logic import All, AnyOf, AtLeast, Below, Conclusion, Ref
from surefoot.engine.model import Measure, Rulebook
from surefoot.engine.workbench.coverage import Coverage

BRIDGE = '  - rule: G3.bridge\n    set: {needs: "sl_bridge_reps, each side, at least 22"}\n    reason: Hills.\n'


def count(text: str) -> int:
    found = re.search(r"^(\d+) cases: ", text, re.MULTILINE)
    assert found is not None, text
    return int(found[1])


@pytest.mark.parametrize(
    ("patterns", "least", "most"),
    [
        (["bridge at twenty"], 1, 1),
        (["bridge"], 2, 20),
        (["*bridge*twenty*"], 1, 5),
        (["gates_g3"], 50, 200),
        (["rules/cases/gates_g3.yaml"], 50, 200),
        (["gates_g3", "gates_g2"], 100, 400),
    ],
)
def test_cases_by_name_and_pattern(patterns: list[str], least: int, most: int) -> None:
    done = run("rules", "test", *patterns)
    assert (done.returncode, done.stderr) == (0, "")
    assert least <= count(done.stdout) <= most


def test_a_name_that_no_case_has() -> None:
    """Nothing run is not everything right."""
    done = run("rules", "test", "bridge at tventy")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No case is called 'bridge at tventy', and no file of cases." in done.stderr
    assert "  did you mean: bridge at twenty\n" in done.stderr


@pytest.mark.parametrize(
    ("named", "only", "said", "near"),
    [
        ([], "zzz", "No case has 'zzz' in its name.", ""),
        ([], "bridge at tventy", "No case has 'bridge at tventy' in its name.", "bridge at twenty"),
        (["bridge at twenty"], "calf", "No case of these has 'calf' in its name.", ""),
    ],
)
def test_a_part_that_no_name_has(named: list[str], only: str, said: str, near: str) -> None:
    done = run("rules", "test", *named, "--only", only)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{said}  [unknown-name]\n" in done.stderr
    assert ("did you mean" in done.stderr) == bool(near)
    assert near in done.stderr


@pytest.mark.parametrize("more", ["--coverage", "--mutate"])
@pytest.mark.parametrize(
    ("of", "near"), [("nosuch", ""), ("G3.brigde", "G3.bridge"), ("calf_g33", "calf_g3"), ("hs_walkout", "")]
)
def test_what_nothing_is_called(more: str, of: str, near: str) -> None:
    done = run("rules", "test", "bridge at twenty", more, "--of", "G3.bridge", "--of", of)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Nothing that a case could be about is called '{of}'.  [unknown-name]\n" in done.stderr
    assert ("did you mean" in done.stderr) == bool(near)
    assert near in done.stderr


@pytest.mark.parametrize("of", ["G3.bridge", "sl_bridge_reps", "calf_g3", "strength", "RF_BSI", "G3", "WK.rest_day"])
def test_what_something_is_called(of: str) -> None:
    assert run("rules", "test", "bridge at twenty", "--coverage", "--of", of).returncode == 0


def test_a_score_of_nothing() -> None:
    done = run("rules", "test", "bridge at twenty", "--mutate", "--of", "GD")
    assert done.returncode == 0
    assert "Mutation score: none, since nothing of this kind stands in what was chosen.\n" in done.stdout
    assert "%" not in done.stdout


def test_differences_in_words(tmp_path: Path) -> None:
    """What was seen and what was needed, not only the word for it."""
    ours = overlay(tmp_path / "ours", BRIDGE)
    done = run("rules", "test", str(ours), "bridge at twenty")
    assert done.returncode == 1
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[0].startswith("rules/cases/gates_g3.yaml:")
    assert (
        "line G3.bridge: expected met, was not_met - Single-leg hamstring bridge: 20 on both sides; "
        "needs at least 22 each side" in lines
    )
    assert "gate G3: expected open, was closed - Single-leg hamstring bridge" in lines
    assert any(
        line.startswith("outcome: expected advance, was hold - HOLD. Single-leg hamstring bridge: ") for line in lines
    )


def gaps(*arguments: str) -> list[str]:
    done = run("rules", "test", *arguments, "--coverage", "--of", "G3.bridge")
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line.startswith("G3.bridge: ")]


def test_what_no_case_has_seen_and_a_case_for_it(tmp_path: Path) -> None:
    """22 is asked for; no case of the base has 21 on the left. A case of one's own closes that gap."""
    ours = overlay(tmp_path / "ours", BRIDGE)
    below = "G3.bridge: Single-leg hamstring bridge, left: at least 22: no case just below"
    assert any(line.startswith(below) for line in gaps(str(ours), "bridge at twenty"))
    (ours / "cases").mkdir()
    text = """\
cases:
  - case: our bridge is one short
    why: 22 are asked for
    from: woman_unilateral
    facts: {measures: {sl_bridge_reps: {left: 21, right: 22}}}
    expect: {lines: {G3.bridge: not_met}}
"""
    (ours / "cases/ours.yaml").write_text(text, "utf-8")
    after = gaps(str(ours), "bridge at twenty", "our bridge*")
    assert not any(line.startswith(below) for line in after)
    assert "G3.bridge: Single-leg hamstring bridge, right: at least 22: no case just below" in after


def test_the_summary() -> None:
    done = run("rules", "test", "gates_g3", "--coverage")
    assert done.returncode == 0
    lines = done.stdout.splitlines()[-6:]
    patterns = [
        r"(\d+) of (\d+) conditions were seen true, \d+ of them deciding something\.",
        r"\d+ of \d+ conditions were seen false, \d+ of them deciding something\.",
        r"\d+ of \d+ that can be unknown were\.",
        r"\d+ of \d+ conditions are covered whole\.",
        r"\d+ of \d+ thresholds have a case just on each side\.",
        r"\d+ cases: \d+ hold, 0 do not\.",
    ]
    assert all(re.fullmatch(pattern, line) for pattern, line in zip(patterns, lines, strict=True)), lines


# ---- what counts as seen ----


class Value:
    """What is known of one quantity."""

    def __init__(self, low: int, high: int | None = None):
        self.low, self.high = low, low if high is None else high


def book() -> Rulebook:
    """One rule: strong enough, or old enough and not in pain."""
    from surefoot.engine.logic import NOWHERE, Not

    measures = {
        name: Measure(name, "number", name, ("measures", name), NOWHERE, low=0, high=10) for name in ("a", "b", "c")
    }
    pain = Conclusion("hurts", "hurts", "contraindication", AtLeast("c", 5), 0, NOWHERE)
    rule = AnyOf((AtLeast("a", 4), All((Below("b", 3), Not(Ref("hurts"))))))
    line = Conclusion("G1.x", "G1.x", "line", rule, 0, NOWHERE)
    return Rulebook(measures=measures, conclusions={"hurts": pain, "G1.x": line})


def missing(seen: Coverage, leaf: object) -> list[str]:
    [found] = [each for each in seen.conditions.values() if each.leaf == leaf and each.rule == "G1.x"]
    return found.missing


def test_a_condition_decides_only_where_it_matters() -> None:
    """With b small and no pain, a is met or not and nothing comes of it."""
    seen = Coverage(book())
    strong = AtLeast("a", 4)
    assert missing(seen, strong) == ["never true", "never false", "never unknown"]
    for value in (4, 3):
        seen.take({"a": Value(value), "b": Value(2), "c": Value(0)}, {"hurts": False, "G1.x": True})
    assert missing(seen, strong) == ["never unknown", "true but deciding nothing", "false but deciding nothing"]
    for value in (4, 3):
        seen.take({"a": Value(value), "b": Value(3), "c": Value(0)}, {"hurts": False, "G1.x": value > 3})
    assert missing(seen, strong) == ["never unknown"]
    seen.take({"b": Value(3), "c": Value(0)}, {"hurts": False, "G1.x": None})
    assert missing(seen, strong) == []


def test_a_threshold_has_two_sides() -> None:
    """3 and 4 stand on either side of `at least 4`; 2 and 5 do not, nor does what is known only roughly."""
    seen = Coverage(book())
    [cut] = [each for each in seen.thresholds.values() if each.words == "a: at least 4"]
    for value in (Value(2), Value(5), Value(3, 4)):
        seen.take({"a": value}, {})
    assert cut.missing == ["just below", "just at it"]
    seen.take({"a": Value(4)}, {})
    assert cut.missing == ["just below"]
    seen.take({"a": Value(3)}, {})
    assert cut.missing == []
