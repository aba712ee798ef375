"""A red flag or a bone line that a change loosens is refused until somebody answers for it; then every page says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import here as run

from surefoot.engine.logic import All, AnyOf, AtLeast, Below, Count, Formula, Not
from surefoot.engine.rulebook.files import SHIPPED, digest_of, texts_of
from surefoot.engine.rulebook.load import examine
from surefoot.engine.rulebook.no_looser import no_looser

HOLD = SHIPPED / "examples/sample-hold.yaml"
TEXTS = texts_of(SHIPPED)
HEAD = f"overlay: Harbour\nbase: surefoot\ndigest: {digest_of(TEXTS)}\n"
ACCEPT = "    accept_risk: {by: Dr N. Lee, reason: All are seen by a physician first.}\n"


def loosened(change: str) -> list[tuple[str, str]]:
    """The codes and sentences of what is wrong with a change."""
    _, findings = examine({**TEXTS, "overlay.yaml": HEAD, "changes/ours.yaml": f"changes:\n{change}"})
    return [(finding.code, finding.say) for finding in findings]


LOOSER = {
    "a sign less": ("red_flag: RF_CARDIAC", "set: {when: {any: {remove: [sudden_palpitations is yes]}}}", "RF_CARDIAC"),
    "a sign more that is needed": (
        "red_flag: RF_DVT_PE",
        "set: {when: {all: [calf_warm is yes, calf_tender is yes]}}",
        "RF_DVT_PE",
    ),
    "no stop": ("red_flag: RF_BSI", "set: {action: modify}", "RF_BSI"),
    "less urgent": ("red_flag: RF_CARDIAC", "set: {action: stop_refer}", "RF_CARDIAC"),
    "cleared sooner": ("red_flag: RF_FEVER_ILLNESS", "set: {clears_after_days: 3}", "RF_FEVER_ILLNESS"),
    "clears by itself": ("red_flag: RF_NEURO", "set: {clears_after_days: 300}", "RF_NEURO"),
    "not a flag any more": ("red_flag: RF_COMPARTMENT", "remove: yes", "RF_COMPARTMENT"),
    "an answer that counts for longer": ("validity: safety", "set: {days: 30}", "RF_CARDIAC"),
    "a sign that means less": ("measure: bone_spot_pain", "set: {also_from: {of_tissue: [joint]}}", "RF_BSI"),
    "bone after six weeks": ("rule: G4.bone", "set: {needs: weeks_since_injury at least 6}", "G4.bone"),
    "bone admitted": ("rule: G4.bone", "drop: [admit]", "G4.bone"),
    "no line for it": ("gate: G4", "set: {lines: {remove: [G4.bone]}}", "G4.bone"),
    "jumps sooner": ("rule: TC.bone_history", "set: {tier_at_most: P0}", "TC.bone_history"),
    "no cap": ("rule: TC.bone_history", "remove: yes", "TC.bone_history"),
    "jumps on a sore bone": ("exercise: pv_pogo_dl", "set: {avoid_when: {remove: [bone_stress_open]}}", "pv_pogo_dl"),
    "known where it isn't": ("contraindication: bone_stress_open", "drop: [when_unknown]", "bone_stress_open"),
}


@pytest.mark.parametrize("name", LOOSER)
def test_what_is_refused(name: str) -> None:
    what, how, id_ = LOOSER[name]
    change = f"  - {what}\n    {how}\n    reason: x\n"
    found = loosened(change)
    assert [code for code, _ in found if code != "unknown-name"] == ["loosened"], found
    assert id_ in dict(found)["loosened"], found
    assert dict(found)["loosened"].endswith("nobody answers for it.")
    assert [code for code, _ in loosened(change + ACCEPT) if code != "unknown-name"] == []


def test_what_the_log_says_of_a_bone_from_now_on_is_answered_for_where_it_is_added() -> None:
    """Another change beside it is not to blame."""
    other = '  - rule: G3.bridge\n    set: {needs: "sl_bridge_reps, each side, at least 22"}\n    reason: x\n'
    taken = "{from: sessions, days: 0 to 41, worst: pain, because: x., source: default}"
    derived = f"  - add: {{derivations: {{weeks_since_injury: {taken}}}}}\n    reason: x\n"
    [(code, say)] = loosened(other + derived)
    assert code == "loosened"
    assert "the line G4.bone (Bone and joint injuries) and 3 more" in say
    assert loosened(other + derived + ACCEPT) == []


STRICTER = {
    "a sign more": ("red_flag: RF_CARDIAC", "set: {when: {any: {add: [calf_warm is yes]}}}"),
    "a stop": ("red_flag: RF_METAL_OPEN", "set: {action: stop_refer}"),
    "cleared later": ("red_flag: RF_FEVER_ILLNESS", "set: {clears_after_days: 10}"),
    "in other words": ("red_flag: RF_CARDIAC", "set: {say: Stop., title: Heart}"),
    "bone after sixteen weeks": ("rule: G4.bone", "set: {needs: weeks_since_injury at least 16}"),
    "a capacity": ("rule: G3.bridge", 'set: {needs: "sl_bridge_reps, each side, at least 16"}'),
    "asked in other words": ("measure: bone_spot_pain", "set: {question: Does one spot of bone hurt?}"),
}


@pytest.mark.parametrize("name", STRICTER)
def test_what_is_not(name: str) -> None:
    """And nobody has to answer for it; whoever does is told."""
    what, how = STRICTER[name]
    change = f"  - {what}\n    {how}\n    reason: x\n"
    assert loosened(change) == []
    assert [code for code, _ in loosened(change + ACCEPT)] == ["no-risk"]


def test_it_is_refused_where_it_is_met_and_shown_where_it_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "changes").mkdir()
    (tmp_path / "overlay.yaml").write_text(HEAD, "utf-8")
    what, how, _ = LOOSER["a sign less"]
    file = tmp_path / "changes/ours.yaml"
    file.write_text(f"changes:\n  - {what}\n    {how}\n    reason: Too many false alarms.\n", "utf-8")
    for arguments in (["rules", "check", str(tmp_path)], ["decide", str(HOLD), "--rules", str(tmp_path)]):
        done = run(*arguments)
        assert done.returncode == 3
        assert (done.stdout + done.stderr).startswith("""\
changes/ours.yaml:2:15: This loosens or removes the red flag RF_CARDIAC (Possible heart trouble), and nobody \
answers for it.  [loosened]
  2 |   - red_flag: RF_CARDIAC
    |               ^
  expected: accept_risk: {by: who answers for it, reason: why it is safe all the same}
""")
    file.write_text(file.read_text("utf-8") + ACCEPT, "utf-8")
    done = run("rules", "check", str(tmp_path))
    assert done.returncode == 0
    assert "    loosens: Possible heart trouble (RF_CARDIAC)\n    Dr N. Lee answers for it: All are" in done.stdout
    said = "Loosened: Possible heart trouble. Dr N. Lee answers for it: All are seen by a physician first."
    for facts in sorted(SHIPPED.glob("examples/sample-*.yaml"))[:3]:
        page = " ".join(run("decide", str(facts), "--rules", str(tmp_path)).stdout.split())
        assert said in page
        assert said in json.loads(run("decide", str(facts), "--rules", str(tmp_path), "--json").stdout)["warnings"]


def test_a_copy_that_is_looser_is_warned_of(tmp_path: Path) -> None:
    """Nobody can answer for it there, but nobody loosens it without a word."""
    run("rules", "eject", "ours", cwd=tmp_path)
    flags = tmp_path / "ours/rules/red_flags.yaml"
    assert "looser-copy" not in run("rules", "check", "ours", cwd=tmp_path).stdout
    flags.write_text(flags.read_text("utf-8").replace("clears_after_days: 7", "clears_after_days: 3"), "utf-8")
    done = run("rules", "check", "ours", cwd=tmp_path)
    assert done.returncode == 0
    assert (
        "warning: The red flag RF_FEVER_ILLNESS (Fever or illness) is looser than in the shipped rulebook, or gone."
        in done.stdout
    )
    assert done.stdout.count("[looser-copy]") == 1


@pytest.mark.parametrize("shape", ["text", "html", "ics"])
def test_the_week_says_so_too(tmp_path: Path, shape: str) -> None:
    """On paper, and where the calendar folds its lines."""
    what, how, _ = LOOSER["a sign less"]
    (tmp_path / "changes").mkdir()
    (tmp_path / "overlay.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "changes/ours.yaml").write_text(f"changes:\n  - {what}\n    {how}\n    reason: x\n{ACCEPT}", "utf-8")
    page = run("plan", "--facts", str(HOLD), "--format", shape, "--rules", str(tmp_path))
    assert page.returncode == 0, page.stderr
    text = "".join(page.stdout.split())
    assert "Loosened:Possiblehearttrouble.DrN.Leeanswersforit:Allareseenbyaphysicianfirst." in text


A, B, C = AtLeast("a", 3), Below("b", 2), AtLeast("c", 1)
FORMS: list[tuple[Formula, Formula]] = [
    (AtLeast("a", 5), A),
    (Below("b", 1), B),
    (All((A, B)), A),
    (A, AnyOf((A, B))),
    (All((A, B, C)), All((C, A))),
    (AnyOf((A, B)), AnyOf((B, C, A))),
    (Not(AnyOf((A, B))), Not(A)),
    (Not(A), Not(AtLeast("a", 5))),
    (Count(2, (A, B)), Count(2, (A, B, C))),
    (Count(3, (A, B, C)), Count(2, (A, B, C))),
    (Not(A), Not(All((A, B)))),
]


@pytest.mark.parametrize(("narrow", "wide"), FORMS)
def test_no_looser_sees_what_is_wider(narrow: Formula, wide: Formula) -> None:
    """And never sees the other way round, since none of these is as wide as the other."""
    assert no_looser(narrow, wide)
    assert not no_looser(wide, narrow)
