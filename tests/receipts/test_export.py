"""`surefoot audit export`: a decision to take along, and the program that checks it without surefoot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import told
from journaling import EXAMPLES, NOW, athlete_of, day, facts, opened, run, said
from tampering import opened as past_all_guards
from workbench_folders import overlay

from surefoot.engine.journal.store import open_journal
from surefoot.engine.page.as_json import as_data
from surefoot.engine.receipts import verifier
from surefoot.engine.receipts.takeaway import as_text, takeaway
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.service import open_surefoot

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")
CHANGE = '  - rule: G3.bridge\n    set: {needs: "sl_bridge_reps, each side, at least 22"}\n    reason: Hills.\n'
Exported = dict[str, Any]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal in which a decision stands between other things."""
    path = tmp_path_factory.mktemp("export") / "journal.db"
    with open_journal(path) as journal:
        journal.append([run("2026-11-18"), facts("2026-11-20", said("sample-hold"))], NOW)
        whose = athlete_of(journal)
        whose.record(whose.decide(day("2026-11-20")), NOW)
        journal.append([facts("2026-11-21", {"pain": "none"}), run("2026-11-21", name="quince")], NOW)
    return path


@pytest.fixture(scope="module")
def exported(file: Path) -> str:
    with open_journal(file) as journal:
        return as_text(takeaway(journal, "a", 1, "0.1.0"))


def checked(folder: Path, text: str, *arguments: str) -> tuple[int, str]:
    """What the verifier says, on its own: no surefoot, no packages, another folder."""
    code, program, _ = told("audit", "export", "--verifier")
    assert code == 0
    (folder / "check.py").write_text(program, "utf-8")
    (folder / "decision.json").write_text(text, "utf-8")
    done = subprocess.run([sys.executable, "-I", "-S", "check.py", "decision.json", *arguments], cwd=folder,
                          capture_output=True, text=True, encoding="utf-8")  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_from_the_command_to_the_verifier(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    code, printed, note = told("audit", "export", "a@2026-11-20", "--journal", str(file), "--output", str(out))
    assert (code, printed, out.stat().st_mode & 0o777) == (0, "", 0o600)
    told_first = "a's facts of 2026-11-20, the decision and its plan, and the 2 entries of the journal that it read"
    assert told_first in " ".join(note.split())
    text = out.read_text("utf-8")
    assert (told("audit", "export", "a", "--journal", str(file))[1], "quince" in text) == (text, False)
    with open_journal(file) as journal:
        head = journal.head("a")
        places = journal.places("a")
    assert head is not None
    code, says = checked(tmp_path, text)
    assert (code, f"Head {head.whole}" in says) == (0, True)
    assert says.startswith("a:1, for 2026-11-20: hold. It holds.\n")
    assert "entries that it read: 2; links of the chain: 5." in says
    assert "Held against itself only." in says
    then = f"a.3.{places['decision', 1][2][:16]}"        # the head under which its page was made
    for each in (str(head), head.whole, head.nameless, then):
        assert checked(tmp_path, text, "--head", each)[0] == 0
    for each, why in (("a.5.0123456789abcdef", "the journal was another"), ("a.9.0123456789abcdef", "is outside"),
                      (f"b.{head.nameless}", "is a head of b")):  # fmt: skip
        code, says = checked(tmp_path, text, "--head", each)
        assert (code, why in says) == (1, True)


def _result(change: Callable[[Any], object]) -> Callable[[Exported], object]:
    return lambda data: change(data["decision"]["result"])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda data: data["decision"].update(outcome="advance"), "The outcome is told in more than one way"),
        (_result(lambda result: result["decision"].update(summary="GO.")), "The decision 1 is not what"),
        (_result(lambda result: result["because"].pop()), "The decision 1 is not what its fingerprint"),
        (lambda data: data["decision"]["facts"]["measures"].pop("bw_squat_quality"), "The decision 1 is not what"),
        (lambda data: data["entries"][1]["data"].update(pain="x"), "The entry 2 is not what its fingerprint"),
        (lambda data: data["entries"].clear(), "The decision read entry 2, which isn't here"),
        (lambda data: data["entries"][1].update(digest="0" * 64), "The entry 2 doesn't stand at number 2"),
        (lambda data: data["entries"][1].update(number=3), "The entry 2 is not what its fingerprint"),
        (lambda data: data["chain"]["contents"].pop(), "The chain ends at a.4."),
        (lambda data: data["chain"]["contents"].reverse(), "The chain ends at a.5."),
        (lambda data: data["chain"].update({"from": 3}), "which the chain here doesn't reach"),
        (lambda data: data.update(head="a.5." + "0" * 64), "the file says a.5.0000"),
        (lambda data: data["rulebook"]["files"].update({"rules/gates/G3.yaml": "gate: G3\n"}), "one of them was"),
        (lambda data: data["rulebook"]["files"].pop("rules/gates/G3.yaml"), "is not a file of the rulebook"),
        (_result(lambda result: result["because"][9].update(line=99999)), "; the file has "),
        (_result(lambda result: result["because"][9].update(line=1)), "which doesn't stand in"),
    ],
)
def test_what_was_changed_is_found(exported: str, change: Callable[[Exported], object], why: str) -> None:
    data = json.loads(exported, parse_float=verifier.Decimal)
    assert verifier.check(data) == []
    change(data)
    found = verifier.check(data)
    assert any(why in line for line in found), found


@pytest.mark.parametrize(
    ("text", "why"),
    [("{}", "is not a decision-export/1"), ("no", "can't be read"), ('{"a": 1, "a": 2}', "a key stands twice"),
     ('{"surefoot": "decision-export/1"}', "This is not whole"), ("[]", "is not a decision-export/1")],
)  # fmt: skip
def test_what_is_no_export(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "decision.json").write_text(text, "utf-8")
    with pytest.raises(verifier.NotOne, match=why):
        verifier.check(verifier.read(str(tmp_path / "decision.json")))


def test_each_conclusion_stands_where_it_says(tmp_path: Path) -> None:
    """Of all samples, by the shipped rulebook; in the soak also by one of differences."""
    books = [(opened(), texts_of(SHIPPED), sorted(EXAMPLES.glob("sample-*.yaml")))]
    if SOAK:
        own = overlay(tmp_path / "own", CHANGE)
        books.append((open_surefoot(own), texts_of(own), [EXAMPLES / "sample-advance.yaml"]))
    count = 0
    for rulebook, texts, samples in books:
        for sample in samples:
            decision, plan = rulebook.decide_text(sample.read_text("utf-8"), sample.name, day("2026-11-20"))
            for step in as_data(decision, plan, "0.1.0")["because"]:
                lines = texts[step["file"]].split("\n")
                assert verifier.stands_at(step["rule"], lines, step["line"]), step
                count += 1
    assert count > 1000


def test_nothing_is_handed_on_from_a_chain_that_does_not_hold(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(file.read_bytes())
    with past_all_guards(path) as sql:
        sql("UPDATE entries SET source = 'x' WHERE id = 4")
    code, printed, error = told("audit", "export", "a", "--journal", str(path))
    assert (code, printed) == (1, "")
    assert "doesn't verify. Entry 4 (run, 2026-11-21) was changed after it was recorded." in " ".join(error.split())
    for arguments in ([], ["a", "--verifier"], ["no.yaml"], ["nobody"]):
        assert told("audit", "export", *arguments, "--journal", str(path))[0] == 2
