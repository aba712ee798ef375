"""`surefoot rules test --mutate`: small changes that no case notices, and the case that would."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest
from commands import run
from workbench_folders import overlay

from surefoot.engine.infer.reference import conclude
from surefoot.engine.logic import NOWHERE, PART, All, AnyOf, AtLeast, Below, Conclusion, Count, Ref
from surefoot.engine.model import Measure, Rulebook
from surefoot.engine.rulebook.cache import open_rulebook
from surefoot.engine.rulebook.files import SHIPPED
from surefoot.engine.workbench.effects import Effects
from surefoot.engine.workbench.equivalents import equivalents_below
from surefoot.engine.workbench.mutant_numbers import number_mutants
from surefoot.engine.workbench.mutants import mutants
from surefoot.engine.workbench.same_for_all import SameForAll

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")

CHANGE = '  - rule: G3.bridge\n    set: {needs: "sl_bridge_reps, each side, at least 22"}\n    reason: Hills.\n'
CASE = """\
cases:
  - case: our bridge is enough
    why: 22 are asked for
    from: woman_unilateral
    facts: {measures: {sl_bridge_reps: {left: 22, right: 24}}}
    expect: {lines: {G3.bridge: met}}
"""


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    return open_rulebook(None, None)[0]


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
    made = [mutant.words for mutant in mutants(book, ["GR.z"])]
    assert not any("without" in words for words in made)  # two of one can't be
    assert "GR.z: at least 1 where at least 2 are asked for" in made
    assert len({mutant.conclusions for mutant in mutants(book)}) == len(list(mutants(book)))
    assert len({mutant.words for mutant in mutants(book)}) == len(list(mutants(book)))


def test_a_part_that_rules_share_is_changed_for_one_of_them(shipped: Rulebook) -> None:
    """Three weeks before a race stand in several rules: each wrote it down, and each could be edited by itself."""
    words = "'Days to the next main race: less than 22 days' one step lower"
    found = {mutant.rule: mutant for mutant in mutants(shipped, ["AD.race", "TC.before_race", "PR.race"])
             if mutant.words.endswith(words)}  # fmt: skip
    assert found.keys() == {"AD.race", "TC.before_race", "PR.race"}
    changed = found["PR.race"].within(shipped).conclusions
    same = [name for name, each in changed.items() if shipped.conclusions.get(name) != each]
    own, rule = sorted(same, reverse=True)
    assert (rule, own[: len(PART)], own[-1]) == ("PR.race", PART, "~")


def test_numbers_that_stand_in_no_condition(shipped: Rulebook) -> None:
    words = [mutant.words for mutant in number_mutants(shipped)]
    assert "calf_g3: Single-leg calf raise 15, age up to 69, female: one step lower" in words
    assert "calf_g3: row age up to 69: one step higher" in words
    assert "AD.weeks: bilateral, novice_return: 6 weeks, one fewer" in words
    assert "AD.sessions: bilateral, novice_return: 6 sessions, one more" in words
    assert "strength: counts for 56 days: one more" in words
    assert "RF_FEVER_ILLNESS: gone 7 days after: one fewer" in words
    assert len(set(words)) == len(words)


def test_what_a_change_comes_to_is_what_the_changed_rulebook_concludes(shipped: Rulebook) -> None:
    """Followed from where it was made, a change comes to the same as everything concluded anew."""
    from surefoot.engine.facts.norms import margins
    from surefoot.engine.workbench.athletes import athlete_of
    from surefoot.engine.workbench.choosing import cases_below, chosen

    cases = chosen(cases_below(SHIPPED), ["criteria_at_their_cuts", "norms_by_age", "weeks_by_level", "overrides"])
    drawn = random.Random(11)
    cases = drawn.sample([case for case in cases if "findings" not in case.expect], 60 if SOAK else 8)
    athletes = [each for case in cases if (each := athlete_of(case.facts, case, shipped))]
    effects, seen = Effects(shipped, athletes), 0
    everything = [each for each in (*mutants(shipped), *number_mutants(shipped))
                  if each.conclusions or "tables" in each.data]  # fmt: skip
    for mutant in drawn.sample(everything, 600 if SOAK else 30):
        changed = mutant.within(shipped)
        followed = {id(athlete): effect for athlete, effect in effects.of(mutant)}
        for athlete in athletes:
            known = {**athlete.facts.known, **margins(athlete.facts.known, changed)}
            anew = conclude(changed.conclusions, known, athlete.facts.forced)
            apart = {name: each for name, each in anew.items() if athlete.truths.get(name, each) is not each}
            found = followed.get(id(athlete), {})
            assert {name: each for name, each in found.items() if not name.endswith("~")} == apart, mutant.words
            seen += bool(apart)
    assert seen > 10


def test_a_change_that_changes_nothing_is_declared_and_held_to_it(tmp_path: Path) -> None:
    """One that a case notices, one by which somebody is decided otherwise, and one that there isn't are told."""
    ours = overlay(tmp_path / "ours", CHANGE)
    (ours / "cases").mkdir()
    (ours / "cases/ours.yaml").write_text(CASE, "utf-8")
    lower = "G3.bridge: 'Single-leg hamstring bridge, left: at least 22' one step lower"
    higher = "G3.bridge: 'Single-leg hamstring bridge, left: at least 22' one step higher"
    text = f"""\
equivalent:
  - {{id: EQ.wrong, changes: ["{lower}", "{higher}"], because: We thought so.}}
"""
    (ours / "cases/same.yaml").write_text(text, "utf-8")
    done = run("rules", "test", str(ours), "our bridge", "--mutate", "--of", "G3.bridge")
    assert (done.returncode, done.stderr) == (1, "")
    told = re.findall(r"^cases/same.yaml:2: EQ.wrong says that nothing changes, and (.*)\.$", done.stdout, re.M)
    assert told == [f"somebody is decided otherwise by {lower}", f"some case notices {higher}"]


@pytest.mark.soak
def test_every_small_change_to_the_shipped_rulebook_is_noticed_or_shown_to_change_nothing() -> None:
    done = run("rules", "test", "--mutate")
    assert (done.returncode, done.stderr) == (0, "")
    *gaps, _, score, _ = done.stdout.splitlines()
    assert gaps == []
    said = (
        r"Mutation score: (\d+) of (\d+) small changes .* by some case; (\d+) change nothing for anybody,"
        r" which is proved \(100 %\)\."
    )
    found = re.fullmatch(said, score)
    assert found is not None, score
    assert int(found[1]) + int(found[3]) == int(found[2]) > 3000


@pytest.mark.parametrize("rule", [*(["level.experienced", "GL.bone", "sls_ec_s"] if SOAK else []), "RG.eyes_closed"])
def test_who_would_be_decided_otherwise(shipped: Rulebook, rule: str) -> None:
    """What is declared to change nothing is proved; what some case notices is not."""
    proof = SameForAll(shipped)
    declared = {change for each in equivalents_below(SHIPPED) for change in each.changes}
    made = list(mutants(shipped, [rule]))
    same = [mutant for mutant in made if mutant.words in declared]
    assert same
    assert all(map(proof.holds, same))
    assert not any(proof.holds(mutant) for mutant in made if mutant not in same)
