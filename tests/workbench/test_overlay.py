"""A folder that holds only the differences: what it changes, and what is said of it where it is met."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from commands import here as run
from workbench_folders import overlay

from surefoot.engine.findings import BadInput, is_error
from surefoot.engine.rulebook import standing
from surefoot.engine.rulebook.files import SHIPPED, digest_of, texts_of
from surefoot.engine.rulebook.load import examine, names_of
from surefoot.engine.rulebook.standing import remember_proved, standing_of

TEXTS = texts_of(SHIPPED)
HEAD = f"overlay: Harbour\nbase: surefoot\ndigest: {digest_of(TEXTS)}\n"
HOLD = SHIPPED / "examples/sample-hold.yaml"
STOP = SHIPPED / "examples/sample-stop.yaml"
CALF = """\
  - rule: G3.calf
    set: {needs: "sl_calf_raise_reps, each side, at least 12", keep: at least 9}
    reason: Our athletes are seen each week.
"""


def test_one_threshold_through_decide(tmp_path: Path) -> None:
    """13 raises on the left hold her by the shipped rulebook; the change lets her on, and says whose rule it is."""
    ours = overlay(tmp_path / "ours", CALF)
    before, after = (
        json.loads(run("decide", str(HOLD), "--json", *more).stdout) for more in ([], ["--rules", str(ours)])
    )
    assert (before["decision"]["outcome"], after["decision"]["outcome"]) == ("hold", "advance")
    assert before["rulebook"] != after["rulebook"]
    line = next(each for gate in after["gates"] for each in gate["lines"] if each["id"] == "G3.calf")
    assert line["required"] == "at least 12 each side"
    [because] = [
        each for each in after["because"] if each["rule"] == "G3.calf" and each["concluded"].startswith("met")
    ] or [next(each for each in after["because"] if each["rule"] == "G3.calf")]
    assert (because["file"], because["line"]) == ("changes/ours.yaml", 2)
    said = "Decided by the rulebook 'Harbour': 1 change to the rulebook surefoot, not proved to be safe."
    assert after["warnings"][0] == said
    assert said not in before["warnings"]


def test_the_page_says_so(tmp_path: Path) -> None:
    ours = overlay(tmp_path / "ours", CALF)
    for facts in (HOLD, STOP):
        page = " ".join(run("decide", str(facts), "--rules", str(ours)).stdout.split())
        assert "Decided by the rulebook 'Harbour': 1 change to the rulebook surefoot, not proved to be safe." in page


def test_once_it_is_proved_the_page_says_that(tmp_path: Path) -> None:
    """What `rules prove` keeps when everything holds is of one digest: another edit is not proved again."""
    ours = overlay(tmp_path / "ours", CALF)
    book, _ = examine(texts_of(ours))
    assert standing_of(book, ours, tmp_path)[0].endswith(", not proved to be safe.")
    assert standing_of(book, ours, None)[0].endswith(", not proved to be safe.")
    remember_proved(book, tmp_path)
    assert standing_of(book, ours, tmp_path)[0].endswith(", proved to keep what must always hold.")
    other, _ = examine(texts_of(overlay(tmp_path / "other", CALF.replace("at least 12", "at least 11"))))
    assert standing_of(other, ours, tmp_path)[0].endswith(", not proved to be safe.")


def test_a_mark_is_of_the_code_that_proved_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other code may decide otherwise, and what somebody else put into the cache is not ours to trust."""
    ours, cache, facts = overlay(tmp_path / "ours", CALF), tmp_path / "cache", ("decide", str(HOLD), "--rules")
    said = "Decided by the rulebook 'Harbour': 1 change to the rulebook surefoot, "

    def safe() -> bool:
        page = " ".join(run(*facts, str(ours), SUREFOOT_CACHE=str(cache)).stdout.split())
        proved, not_proved = f"{said}proved to keep what must always hold." in page, f"{said}not proved to be" in page
        assert proved != not_proved
        return proved

    book, _ = examine(texts_of(ours))
    cache.mkdir()
    (cache / f"proved-{book.digest[:32]}").touch()  # as it was kept once, by whatever code
    assert not safe()
    remember_proved(book, cache)
    assert safe()
    with monkeypatch.context() as patch:
        patch.setattr(os, "getuid", lambda: os.stat(cache).st_uid + 1, raising=False)
        assert not safe()
    code = tmp_path / "code"
    for folder in (*standing.PROVED_BY, "commands"):
        shutil.copytree(standing.ENGINE / folder, code / folder, dirs_exist_ok=True,
                        ignore=lambda _, names: [name for name in names if not name.endswith(".py")])  # fmt: skip
    monkeypatch.setattr(standing, "ENGINE", code)
    assert safe()  # the same code somewhere else, with other times
    for name in ("decision/gates.py", "logic.py", "prove/world.py", "commands/common.py"):
        before = (code / name).read_bytes()
        (code / name).write_bytes(before + b"\n")
        assert not safe(), name
        (code / name).write_bytes(before)
    assert safe()


def test_the_environment_names_it_too(tmp_path: Path) -> None:
    ours = overlay(tmp_path / "ours", CALF)
    done = run("decide", str(HOLD), "--json", SUREFOOT_RULES=str(ours))
    assert json.loads(done.stdout)["decision"]["outcome"] == "advance"


def test_what_is_changed_is_shown(tmp_path: Path) -> None:
    done = run("rules", "check", str(overlay(tmp_path / "ours", CALF)))
    assert (done.returncode, done.stderr) == (0, "")
    assert """
Harbour changes the rulebook surefoot:
  changes/ours.yaml:2: rule G3.calf
    needs: sl_calf_raise_reps, each side, at least the calf_g3 table -> sl_calf_raise_reps, each side, at least 12
    keep: at least the calf_g3_keep table -> at least 9
    source: default added, since what is changed here isn't published
    why: Our athletes are seen each week.
""" in done.stdout
    assert "warning: G4.calf asks for less than G3.calf, which comes before" in done.stdout  # over eighty, a man


def test_what_is_changed_as_json(tmp_path: Path) -> None:
    done = run("rules", "check", "--json", str(overlay(tmp_path / "ours", CALF)))
    data = json.loads(done.stdout)
    assert [(each["code"], each["severity"]) for each in data["findings"]] == [("easier-later", "warning")]
    [change] = data["overlay"]["changes"]
    assert (change["kind"], change["name"], change["line"]) == ("rule", "G3.calf", 2)
    assert change["reason"] == "Our athletes are seen each week."
    assert data["overlay"]["base_moved"] is False


ADDED = """\
  - add:
      measures:
        heel_walk_s: {title: Walking on the heels, unit: seconds, range: 0 to 120, step: 1, better: higher,
                      valid: strength, question: "For how long can you walk on your heels?", source: default}
    reason: Shins are what hurts here.
  - add:
      criteria:
        heel_walk_s: {pass: at least 30, fail: less than 10, because: Half a minute.,
                      origin: {pass: default, fail: default}, quality: expert opinion, source: default}
    reason: And so it is banded.
  - gate: G1
    set:
      lines:
        add:
          - {id: G1.heels, title: Walking on the heels, kind: test, needs: heel_walk_s at least 10,
             because: "{actual}; {required} before load", source: default}
        after: G1.ankle
    reason: And asked for before load.
  - ladder: trunk
    set:
      rungs:
        add:
          - {id: tr_hollow_hold, name: Hollow hold, kit: [nothing], legs: both, from_phase: mobility,
             counts: seconds, tissue: [low_back], cues: [Press the low back down., Reach long., Keep breathing.],
             stop_when: The back lifts off., source: default}
        after: tr_dead_bug
    reason: We have always done it.
  - add:
      red_flags:
        RF_HEAT: {title: Heat illness, action: stop_refer, when: {all: [fever is yes, lasting_fatigue is yes]},
                  because: Fever and fatigue., say: "Rest, and see a doctor.", urgency: today, source: default}
    reason: We train in the sun.
"""


def test_what_is_new(tmp_path: Path) -> None:
    """A measure with its question, a criterion, a gate line, an exercise and a red flag, without copying anything."""
    lines = [line for line in (SHIPPED / "rules/gates/G1.yaml").read_text("utf-8").splitlines() if "- id:" in line]
    added = ADDED.replace("after: G1.ankle", f"after: {lines[0].split()[-1]}")
    ours = overlay(tmp_path / "ours", added)
    done = run("rules", "check", str(ours))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "new measure heel_walk_s" in done.stdout
    assert "    rungs: tr_hollow_hold added" in done.stdout
    names = names_of(TEXTS)
    held = f"{len(names['criteria']) + 1} criteria, {len(names['gate'])} gates, {len(names['exercises']) + 1} exercises"
    assert f"measures, {held}: no mistakes." in done.stdout
    data = json.loads(run("decide", str(HOLD), "--rules", str(ours), "--json").stdout)
    [gate] = [gate for gate in data["gates"] if gate["id"] == "G1"]
    assert [line["id"] for line in gate["lines"]][:2] == [lines[0].split()[-1], "G1.heels"]
    assert "RF_HEAT" in {
        line["id"].partition(".")[2] for each in data["gates"] if each["id"] == "G0" for line in each["lines"]
    }


MISTAKES = [
    ("rule: G3.calff", "unknown-name", "There is no rule called 'G3.calff'.", "G3.calf"),
    ("rule: sl_calf_raise_reps", "unknown-name", "There is a criterion of that name.", "criterion: sl_calf_raise_reps"),
    ("part: todai", "unknown-name", "There is no part of the rulebook called 'todai'.", "today"),
]


@pytest.mark.parametrize(("what", "code", "say", "near"), MISTAKES)
def test_a_name_that_is_not_there(tmp_path: Path, what: str, code: str, say: str, near: str) -> None:
    done = run("rules", "check", str(overlay(tmp_path / "ours", f"  - {what}\n    set: {{title: x}}\n    reason: x\n")))
    assert done.returncode == 3
    column = 5 + what.index(":") + 2
    assert done.stdout.startswith(f"changes/ours.yaml:2:{column}: ")
    assert f"[{code}]" in done.stdout
    assert say in done.stdout
    assert f"  did you mean: {near}\n" in done.stdout


WRONG = [
    ("set: {neds: x}", "unknown-key", "'neds' is not a key of a gate line."),
    ("drop: [nothing]", "overlay-key", "G3.bridge has no 'nothing' that could be dropped."),
    ("drop: [because]", "missing-reason", "'because' is missing from a gate line."),
    ("set: {title: Single-leg hamstring bridge}", "overlay-same", "'title' is Single-leg hamstring bridge already."),
    ("set: {source: {remove: [cook]}}", "overlay-list", "There is no cook in 'source'."),
    ("set: {source: {add: [goom2019]}}", "overlay-same", "goom2019 is in 'source' already."),
    ("set: {needs: x at least 3}", "unknown-name", "'x' is not the name of anything that is known or concluded."),
    ("set: {keep: at least 30}", "keep", "would meet the line and lose the phase at once."),
    ("add: {measures: {}}", "too-many-keys", "'add' can't stand beside 'rule'"),
    ("sett: {}", "unknown-key", "'sett' is not a key of a change."),
    ("accept_risk: {by: me}\n    set: {title: x}", "missing-key", "'reason' is missing from"),
]


@pytest.mark.parametrize(("body", "code", "say"), WRONG)
def test_a_change_that_can_not_be_made(body: str, code: str, say: str) -> None:
    """Each is a finding in the file of changes, and it is the only one."""
    own = {"overlay.yaml": HEAD, "changes/ours.yaml": f"changes:\n  - rule: G3.bridge\n    {body}\n    reason: x\n"}
    [finding] = [each for each in examine({**TEXTS, **own})[1] if is_error(each)]
    assert (finding.code, finding.file) == (code, "changes/ours.yaml"), finding
    assert say in finding.say


def test_a_faulty_change_decides_nothing(tmp_path: Path) -> None:
    done = run("decide", str(HOLD), "--rules", str(overlay(tmp_path / "ours", CALF.replace("needs", "neds"))))
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("changes/ours.yaml:3:11: 'neds' is not a key of a gate line.  [unknown-key]\n")


HOLLOW = """{id: tr_hollow_hold, name: Hollow hold, kit: [nothing], legs: both, from_phase: mobility, counts: seconds,
        tissue: [low_back], cues: [Press the low back down., Reach long., Keep breathing.],
        stop_when: The back lifts off., source: default}"""


def test_a_list_without_add(tmp_path: Path) -> None:
    """A ladder of one exercise: the others go, and it says how many and which first."""
    change = f"  - ladder: trunk\n    set:\n      rungs:\n      - {HOLLOW}\n    reason: x\n"
    done = run("rules", "check", str(overlay(tmp_path / "ours", change)))
    rungs = [name for name, entry in names_of(TEXTS)["exercises"].items() if "ladders/trunk" in entry.place.file]
    said = f"{len(rungs)} of the {len(rungs)} in 'rungs' go: {', '.join(rungs[:5])}, ..."
    assert f"changes/ours.yaml:5:7: warning: {said}.  [overlay-fewer]" in done.stdout, done.stdout
    assert f"    rungs: {len(rungs)} of {len(rungs)} go: {', '.join(rungs)}\n" in done.stdout


def test_a_list_as_long_as_before_is_as_it_was_meant() -> None:
    lines = list(names_of(TEXTS)["gate"]["P0"].value.data["lines"].plain())
    written = json.dumps(lines)
    change = f"changes:\n  - gate: P0\n    set: {{lines: {written}}}\n    reason: x\n"
    findings = examine({**TEXTS, "overlay.yaml": HEAD, "changes/ours.yaml": change})[1]
    assert "overlay-fewer" not in {each.code for each in findings}
    change = f"changes:\n  - gate: P0\n    set: {{lines: {json.dumps(lines[1:])}}}\n    reason: x\n"
    findings = examine({**TEXTS, "overlay.yaml": HEAD, "changes/ours.yaml": change})[1]
    [finding] = [each for each in findings if each.code == "overlay-fewer"]
    assert finding.say == f"1 of the {len(lines)} in 'lines' goes: {lines[0]['id']}."


def test_a_key_that_is_set_and_dropped_at_once() -> None:
    """It would be gone, whatever it was set to."""
    change = "changes:\n  - rule: G3.bridge\n    set: {keep: at least 7}\n    drop: [title, keep]\n    reason: x\n"
    findings = examine({**TEXTS, "overlay.yaml": HEAD, "changes/ours.yaml": change})[1]
    [finding] = [each for each in findings if each.code == "duplicate-key"]
    assert finding.say == "'keep' of G3.bridge is changed already at changes/ours.yaml:3."
    assert finding.place == ("changes/ours.yaml", 4, 19)


def test_a_dropped_key_that_is_misspelt(tmp_path: Path) -> None:
    change = "  - rule: G3.rise\n    drop: [with-caution]\n    reason: x\n"
    done = run("rules", "check", str(overlay(tmp_path / "ours", change)))
    assert done.returncode == 3
    say = "changes/ours.yaml:3:12: G3.rise has no 'with-caution' that could be dropped.  [overlay-key]\n"
    assert done.stdout.startswith(say)
    assert "  did you mean: with_caution\n" in done.stdout


PUBLISHED = [
    ("rule: G3.bridge", 'needs: "sl_bridge_reps, each side, at least 22"', ["freckleton2014", "goom2019", "default"]),
    ("rule: G3.bridge", "title: Bridge", ["freckleton2014", "goom2019"]),
    ("rule: G3.bridge", "keep: at least 14, source: [goom2019]", ["goom2019"]),
]


@pytest.mark.parametrize(("what", "keys", "source"), PUBLISHED)
def test_a_changed_number_is_not_a_published_one(what: str, keys: str, source: list[str]) -> None:
    """Unless the change names its source; in other words it is the same number."""
    own = {"overlay.yaml": HEAD, "changes/ours.yaml": f"changes:\n  - {what}\n    set: {{{keys}}}\n    reason: x\n"}
    book, findings = examine({**TEXTS, **own})
    assert findings == []
    assert list(next(line for line in book.gates["G3"].lines if line.id == "G3.bridge").source) == source


def test_a_changed_cut_has_no_published_origin() -> None:
    change = "changes:\n  - criterion: sl_calf_raise_reps\n    set: {pass: at least 22}\n    reason: x\n"
    texts = {**TEXTS, "overlay.yaml": HEAD, "changes/ours.yaml": change}
    assert names_of(texts)["criteria"]["sl_calf_raise_reps"].value.data["origin"].plain()["pass"] == "default"


def test_a_change_without_a_reason(tmp_path: Path) -> None:
    done = run("rules", "check", str(overlay(tmp_path / "ours", CALF.rpartition("    reason")[0])))
    assert done.returncode == 3
    assert "'reason' is missing from a change." in done.stdout


@pytest.mark.parametrize(
    ("head", "code"),
    [("overlay: E\n", "missing-key"), ("overlay: E\nbase: surefoot\ndigest: abc\n", "wrong-form"), ("", "empty"),
     ("overlay: [E\n", "yaml")],
)  # fmt: skip
def test_a_head_that_is_wrong_is_one_mistake(tmp_path: Path, head: str, code: str) -> None:
    """That the base has moved is not said of a digest that is none."""
    ours = overlay(tmp_path / "ours", CALF)
    (ours / "overlay.yaml").write_text(head, "utf-8")
    done = run("rules", "check", "--json", str(ours))
    assert (done.returncode, [each["code"] for each in json.loads(done.stdout)["findings"]]) == (3, [code])


def test_two_changes_of_one_key(tmp_path: Path) -> None:
    done = run("rules", "check", str(overlay(tmp_path / "ours", CALF + CALF.replace("12", "13"))))
    assert done.returncode == 3
    assert "'needs' of G3.calf is changed already at changes/ours.yaml:3.  [duplicate-key]" in done.stdout


def test_a_rule_file_beside_the_changes(tmp_path: Path) -> None:
    """It would not be read, and is not passed over in silence."""
    ours = overlay(tmp_path / "ours", CALF)
    (ours / "rules").mkdir()
    (ours / "rules/mine.yaml").write_text("criteria: {}\n", "utf-8")
    done = run("rules", "check", str(ours))
    assert done.returncode == 2
    assert done.stderr.startswith("rules/mine.yaml: This folder holds only differences, so this file is not read.")


def test_a_base_that_is_not_there(tmp_path: Path) -> None:
    done = run("rules", "check", str(overlay(tmp_path / "ours", CALF, base="../theirs")))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "overlay.yaml:2:1: There is no folder ../theirs here.  [overlay-base]\n  2 | base: ../theirs\n"
    )


def test_cases_of_ones_own(tmp_path: Path) -> None:
    """The base's cases are run too; one of the same name stands in the place of the base's."""
    ours = overlay(tmp_path / "ours", CALF)
    done = run("rules", "test", str(ours), "--only", "calf")
    assert done.returncode == 1
    assert "rules/cases/gates_g3.yaml" in done.stdout
    failed = [line.partition(": ")[2] for line in done.stdout.splitlines() if line.startswith("rules/cases/gates_g3")]
    name = max(failed, key=len)
    (ours / "cases").mkdir()
    text = f"cases:\n  - case: {name}\n    why: x\n    from: woman_unilateral\n    expect: {{today: train}}\n"
    (ours / "cases/ours.yaml").write_text(text, "utf-8")
    done = run("rules", "test", str(ours), "--only", name)
    assert done.returncode == 0, done.stdout


# ---- the base moves ----


def test_the_base_has_moved(tmp_path: Path) -> None:
    """Check says how much has moved, and what a change here means for it; once looked at, it is quiet again."""
    base = tmp_path / "base"
    for folder in ("knowledge", "rules"):
        shutil.copytree(SHIPPED / folder, base / folder)
    assert run("rules", "eject", "ours", "--differences", "--rules", "base", cwd=tmp_path).returncode == 0
    g3 = base / "rules/gates/G3.yaml"
    g3.write_text(g3.read_text("utf-8").replace("keep: at least 15\n", "keep: at least 14\n"), "utf-8")
    g3.write_text(g3.read_text("utf-8").replace("needs: visa_a at least 75", "needs: visa_a at least 80"), "utf-8")
    done = run("rules", "check", "ours", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "[base-moved]" in done.stdout
    assert "2 of its entries are not the same, 1 of them changed here." in done.stdout
    assert "warning: G3.bridge has moved in the base (rules/gates/G3.yaml:36): keep is now at least 14." in done.stdout
    page = " ".join(run("decide", str(HOLD), "--rules", "ours", cwd=tmp_path).stdout.split())
    assert "The rulebook ../base has moved since these changes were looked through." in page
    done = run("rules", "check", "ours", "--accept-base", cwd=tmp_path)
    assert done.returncode == 0
    assert "base-moved" not in done.stdout


def test_the_base_has_lost_what_is_added_and_changed_here(tmp_path: Path) -> None:
    base, ours = tmp_path / "base", tmp_path / "ours"
    for folder in ("knowledge", "rules"):
        shutil.copytree(SHIPPED / folder, base / folder)
    run("rules", "eject", "ours", "--differences", "--rules", "base", cwd=tmp_path)
    file = base / "rules/reductions.yaml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    [age] = [line for line in lines if "id: RD.age," in line]
    file.write_text("".join(line for line in lines if line != age), "utf-8")
    own = f"changes:\n  - add:\n      reductions:\n      {age}    reason: Ours.\n"
    own += "  - rule: RD.age\n    set: {rir: 2}\n    reason: Ours.\n"
    for each in (ours / "changes").iterdir():
        each.unlink()
    (ours / "changes/ours.yaml").write_text(own, "utf-8")
    done = run("rules", "check", "ours", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 of its entries are not the same, 1 of them changed here." in done.stdout
    said = "RD.age is gone from the base. This change is to what is added here under its name.  [base-moved-here]\n"
    assert f"changes/ours.yaml:6:11: warning: {said}" in done.stdout
    assert run("rules", "check", "ours", "--accept-base", cwd=tmp_path).returncode == 0
    assert "base-moved" not in run("rules", "check", "ours", cwd=tmp_path).stdout


def test_a_whole_rulebook_has_no_base_to_accept() -> None:
    done = run("rules", "check", "--accept-base")
    assert done.returncode == 2
    assert "[overlay-base]" in done.stderr


def test_differences_to_differences_are_refused_and_it_says_what_to_do(tmp_path: Path) -> None:
    overlay(tmp_path / "ours", CALF)
    with pytest.raises(BadInput) as refused:
        texts_of(overlay(tmp_path / "theirs", CALF, base="../ours"))
    [finding] = refused.value.findings
    assert (finding.code, finding.line, finding.seen) == ("overlay-base", 2, "../ours")
    assert finding.expected == "its own base, surefoot; its files of changes/ can be copied into changes/ here"


def test_an_edited_copy_says_so(tmp_path: Path) -> None:
    """A copy that wasn't edited is the shipped rulebook; one that was is not proved, and every page says so."""
    run("rules", "eject", "ours", cwd=tmp_path)
    decide = ("decide", str(HOLD), "--json", "--rules", "ours")
    assert not any("edited" in each for each in json.loads(run(*decide, cwd=tmp_path).stdout)["warnings"])
    g3 = tmp_path / "ours/rules/gates/G3.yaml"
    g3.write_text(g3.read_text("utf-8").replace("keep: at least 15\n", "keep: at least 14\n"), "utf-8")
    data = json.loads(run(*decide, cwd=tmp_path).stdout)
    assert data["warnings"][0] == f"Decided by an edited rulebook ({data['rulebook'][:8]}), not proved to be safe."


def test_a_case_that_expects_nothing_or_of_nothing(tmp_path: Path) -> None:
    ours = overlay(tmp_path / "ours", "  []\n")
    (ours / "changes/ours.yaml").unlink()
    (ours / "cases").mkdir()
    head = "cases:\n  - case: ours\n    why: a test\n    from: woman_unilateral\n"
    for expect, told in (
        ("{}", "A case says what it expects, or lists athletes that do."),
        ("{lines: {G3.bridges: met}}", "There is no line of a gate called 'G3.bridges', which the case 'ours' expects"),
    ):
        (ours / "cases/ours.yaml").write_text(f"{head}    expect: {expect}\n", "utf-8")
        said = run("rules", "check", str(ours)).stdout
        assert told in " ".join(said.split())
    assert "did you mean: G3.bridge" in said
    text = f"{head.replace('woman_uni', 'woman_umi')}    expect: {{outcome: hold}}\n"
    (ours / "cases/ours.yaml").write_text(text, "utf-8")
    assert "cases/ours.yaml:4:" in run("rules", "check", str(ours)).stdout
