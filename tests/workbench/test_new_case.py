"""`surefoot rules case`: a case from a real decision, which holds when it is run, and names nobody."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from conftest import SOAK
from hypothesis import given, settings
from hypothesis import strategies as st
from journaling import EXAMPLES, NOW, athlete_of, day, facts, opened, said
from properties.athletes import Athlete, athletes
from workbench_folders import overlay

from surefoot.cli import surefoot
from surefoot.engine import service
from surefoot.engine.audit.subject import on_text
from surefoot.engine.cases import read_cases, run_case
from surefoot.engine.findings import BadInput, render
from surefoot.engine.journal.store import open_journal
from surefoot.engine.rulebook.files import OWN_CASES, SHIPPED, case_texts
from surefoot.engine.workbench import new_case
from surefoot.engine.workbench.case_facts import only as least
from surefoot.engine.workbench.new_case import KEYS, PLANNED, case_of, case_text, expected, read

FEW = ("sample-hold", "sample-regress", "sample-stop")
SAMPLES = [path for path in sorted(EXAMPLES.glob("sample-*.yaml")) if SOAK or path.stem in FEW]
EASIER = '  - rule: G3.calf\n    set: {needs: "sl_calf_raise_reps, each side, at least 13"}\n    reason: a test\n'
NAMES = {"sample-hold": "hold in unilateral with G3 closed", "sample-advance": "advance to eccentric with G3 open"}


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rulebook is read once for a test, the shipped one for all, and its hundreds of cases aren't looked at."""
    sound, read_ = service.open_surefoot, dict[Path | None, Any]({None: opened()})
    monkeypatch.setattr(service, "open_surefoot", lambda root=None, cache=None: (
        read_.get(root) or read_.setdefault(root, sound(root))))  # fmt: skip
    monkeypatch.setattr(new_case, "case_texts", lambda root: {} if root == SHIPPED else {
        name: text for name, text in case_texts(root).items() if name.startswith(OWN_CASES)})  # fmt: skip


def case(*arguments: Any) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `rules case`, in this process."""
    done = CliRunner().invoke(surefoot, ["rules", "case", *map(str, arguments)])
    if isinstance(done.exception, BadInput):
        return done.exception.exit_code, done.stdout, render(done.exception.findings)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.exit_code, done.stdout, done.stderr


def only(text: str) -> Any:
    """The one case of a file, which holds."""
    [made], findings = read_cases({"x.yaml": text})
    assert findings == []
    assert run_case(made, opened()).differs == []
    return made


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_sample_as_a_case(path: Path) -> None:
    code, text, told = case(path)
    assert (code, told) == (0, "A case stays: `surefoot forget` can't reach it.\n")
    assert path.stem not in text
    made = only(text)
    assert made.name == NAMES.get(path.stem, made.name)
    assert {"outcome", "phase", "today"} <= made.expect.keys()
    assert made.expect["outcome"] != "stop" or made.expect["red_flags"]
    whole = only(case(path, "--all")[1])
    assert whole.expect == made.expect
    assert set(yaml.safe_load(path.read_text("utf-8"))) - {"surefoot", "athlete"} == whole.facts.keys()


def test_only_what_was_read_is_carried_over() -> None:
    made = only(case(EXAMPLES / "sample-hold.yaml")[1])
    assert made.expect == {"outcome": "hold", "phase": "unilateral", "today": "train", "gates": {"G3": "closed"}}
    assert made.facts["measures"].keys() >= {"sl_calf_raise_reps", "sls_eo_s", "side_plank_s"}  # all of the gate
    assert not {"ankle_df_wblt_cm", "walk_pain_free_min", "sleep_hours_7d"} & made.facts["measures"].keys()
    page = (SHIPPED / "docs/workbench.md").read_text("utf-8")
    assert f"$ surefoot rules case sample-hold.yaml\n{case(EXAMPLES / 'sample-hold.yaml')[1]}```" in page
    assert "body_mass_kg" not in made.facts["profile"]
    assert not {"equipment", "week", "running"} & made.facts.keys()


def test_what_it_expects_can_be_chosen() -> None:
    made = only(case(EXAMPLES / "sample-hold.yaml", "--expect", "G3.calf, tier", "--expect", "G2", "--name", "ours",
                     "--why", "because")[1])  # fmt: skip
    assert (made.name, made.why) == ("ours", "because")
    assert made.expect == {"tier": "none", "lines": {"G3.calf": "not_met"}, "gates": {"G2": "undetermined"}}
    everything = only(case(EXAMPLES / "sample-hold.yaml", "--expect", ",".join(KEYS))[1])
    assert everything.expect.keys() >= {*KEYS} - {"red_flags", "gates"}
    code, text, told = case(EXAMPLES / "sample-hold.yaml", "--expect", "outcom,G33")
    assert (code, text) == (2, "")
    assert "Nothing called 'outcom' can be expected" in told
    assert "did you mean: outcome" in told


def test_those_who_signed_are_not_named(tmp_path: Path) -> None:
    text = (EXAMPLES / "sample-hold.yaml").read_text("utf-8")
    file = tmp_path / "facts.yaml"
    signed = (
        "overrides: [{line: G3.calf, decision: admit, by: Ms Known, reason: She is Known's sister, date: 2026-11-20, "
        "until: 2026-12-20}]\nclearances: [{for: RF_SURGERY, by: Dr Known, date: 2026-10-02, allows: all}]\n"
    )
    file.write_text(text + signed, "utf-8")
    for more in ((), ("--all",)):
        code, out, _ = case(file, *more)
        assert code == 0
        assert "Known" not in out
        assert only(out).expect["outcome"] == "advance"


def test_into_a_rulebook_of_ones_own_and_run_at_once(tmp_path: Path) -> None:
    ours = overlay(tmp_path / "ours", EASIER)
    with open_journal(tmp_path / "journal.db") as journal:
        for name, told in (("known-runner", "sample-stop"), ("calf-at-13", "sample-hold")):
            journal.append([facts("2026-11-20", said(told), athlete=name)], NOW)
            whose = athlete_of(journal, name)
            whose.record(whose.decide(day("2026-11-20")), NOW)
    where, stop = ("--journal", tmp_path / "journal.db", "--rules", ours), EXAMPLES / "sample-stop.yaml"
    for one in ("known-runner", stop):
        code, text, _ = case(one, *where)
        assert code == 0, text
        assert text.startswith(f"{ours}/cases/decisions.yaml: the case 'stop in unilateral with G0 closed")
    code, _, told = case(stop, *where, "--name", "stop in unilateral with G0 closed")
    assert (code, "There is already a case" in told) == (2, True)
    file = ours / "cases/decisions.yaml"
    assert "known" not in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0
    done = CliRunner().invoke(surefoot, ["rules", "test", str(ours), "stop in unilateral with"])
    assert (done.exit_code, done.stdout) == (0, "2 cases: 2 hold, 0 do not.\n")

    code, text, _ = case(stop, *where, "--to", "-")  # printed, and not written
    assert (code, text.startswith("# ")) == (0, True)

    code, text, told = case("calf-at-13", *where)  # by this rulebook it comes out otherwise
    assert (code, text) == (2, "")
    assert "By this rulebook the decision comes out otherwise: outcome: expected hold, was advance" in told
    assert file.read_text("utf-8").count("- case:") == 2


def test_a_name_is_of_one_line(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    named = (EXAMPLES / "sample-hold.yaml", "--to", file, "--name", " calf\n  at\tthirteen ", "--why", "counted\ntwice")
    code, text, _ = case(*named)
    assert (code, text.partition(". ")[0]) == (0, f"{file}: the case 'calf at thirteen'")
    made = only(file.read_text("utf-8"))
    assert (made.name, made.why) == ("calf at thirteen", "counted twice")
    assert "  - case: calf at thirteen\n    why: counted twice\n" in file.read_text("utf-8")


def test_a_file_of_cases_keeps_what_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "more/own.yaml"
    assert case(EXAMPLES / "sample-hold.yaml", "--to", file)[0] == 0
    before = "# ours\nbases: {nobody: {as_of: 2026-11-20}}\ncases:\n- case: first\n  why: x\n  from: nobody\n"
    before += "  expect: {}\n"
    file.write_text(before + "\n\n", "utf-8")
    file.chmod(0o640)
    assert case(EXAMPLES / "sample-stop.yaml", "--to", file)[0] == 0
    after = file.read_text("utf-8")
    assert after.startswith(before + "\n- case: stop in unilateral with G0 closed\n  why: ")
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in read_cases({"own.yaml": after})[0]] == ["first", "stop in unilateral with G0 closed"]

    for wrong in ("cases:\n  - {case: x, why: x, facts: {}, expect: {}}\nbases:\n  a: {as_of: 2026-11-20}\n", "x: 1\n"):
        file.write_text(wrong, "utf-8")
        code, _, told = case(EXAMPLES / "sample-stop.yaml", "--to", file)
        assert (code, "[case-not-added]" in told) == (2, True)
        assert file.read_text("utf-8") == wrong


def test_what_isnt_there(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.db"):
        pass
    done = CliRunner().invoke(surefoot, ["rules", "case", "nobody", "--journal", str(tmp_path / "journal.db")])
    assert re.search("holds no decision about nobody", str(done.exception))


@settings(max_examples=500 if SOAK else 5)
@given(athletes(), st.sets(st.sampled_from(KEYS)))
def test_a_case_always_holds(athlete: Athlete, keys: set[str]) -> None:
    """Of any athlete and with anything that is expected; and the facts that are kept are enough."""
    text = json.dumps(athlete.facts_file(), default=str)
    subject = on_text(text, "x.yaml", day("2026-11-20"), opened(), "0.1.0")
    wanted = expected(subject.decision, subject.plan, sorted(keys))
    if not keys & {*PLANNED}:
        facts = least(subject.document.data, read(subject.decision, wanted))
        [made] = read_cases({"": "cases:\n" + case_text("x", "x", facts, wanted)})[0]
        assert run_case(made, opened()).differs == []
    only("cases:\n" + case_of(subject, opened(), (), sorted(keys)).text)
