"""Files that nothing reads, though somebody thinks that they decide."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from commands import here as run
from workbench_folders import overlay

from surefoot.engine.findings import BadInput
from surefoot.engine.rulebook.files import SHIPPED, case_texts, texts_of

CHANGE = "  - rule: G3.bridge\n    set: {keep: at least 16}\n    reason: x\n"
STRAYS = [
    ("changes/second.YAML", f"changes:\n{CHANGE}", "unreadable", "second.yaml"),
    ("changes/second.yaml.txt", f"changes:\n{CHANGE}", "unreadable", "second.yaml"),
    ("changes/second.txt", f"# ours\nchanges:\n{CHANGE}", "unreadable", "second.yaml"),
    ("changes/second.yaml.bak", f"changes:\n{CHANGE}", "unreadable", "second.yaml"),
    ("invariants.yml", "invariants: []\n", "unreadable", "invariants.yaml"),
    ("first.yaml", f"changes:\n{CHANGE}", "overlay-file", "changes/first.yaml"),
    ("change/first.yaml", f"changes:\n{CHANGE}", "overlay-file", "changes/first.yaml"),
    ("mine.yaml", "cases: []\n", "overlay-file", "cases/mine.yaml"),
    ("more.yaml", "criteria: {}\n", "overlay-file", "its entries in a file of changes/ or cases/"),
    ("rules/mine.YAML", "criteria: {}\n", "overlay-file",
     "its entries under `add:` in a file of changes/, or cases in cases/"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "code", "expected"), STRAYS, ids=[each[0] for each in STRAYS])
def test_a_file_of_differences(tmp_path: Path, name: str, text: str, code: str, expected: str) -> None:
    ours = overlay(tmp_path / "ours", CHANGE)
    (ours / name).parent.mkdir(exist_ok=True)
    (ours / name).write_text(text, "utf-8")
    with pytest.raises(BadInput) as refused:
        texts_of(ours)
    [finding] = refused.value.findings
    assert (finding.code, finding.file, finding.expected) == (code, name, expected)


def test_it_is_told_where_rules_are_checked(tmp_path: Path) -> None:
    ours = overlay(tmp_path / "ours", "")
    (ours / "first.yaml").write_text(f"changes:\n{CHANGE}", "utf-8")
    done = run("rules", "check", str(ours))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == """\
first.yaml: This file stands beside the differences, so it is not read.  [overlay-file]
  expected: changes/first.yaml
"""


@pytest.mark.parametrize("name", ["new.txt", "new.YAML", "new.yml"])
def test_cases_that_no_test_reads(tmp_path: Path, name: str) -> None:
    ours = overlay(tmp_path / "ours", CHANGE)
    (ours / "cases").mkdir()
    (ours / "cases" / name).write_text("cases: []\n", "utf-8")
    with pytest.raises(BadInput) as refused:
        case_texts(ours)
    assert [each.expected for each in refused.value.findings] == ["new.yaml"]


def test_what_is_no_rule_file_is_left_alone(tmp_path: Path) -> None:
    """An older copy beside the file, notes, an athlete's facts, and what editors hide."""
    ours = overlay(tmp_path / "ours", CHANGE)
    facts = (SHIPPED / "examples/sample-hold.yaml").read_text("utf-8")
    for name, text in (("changes/ours.yaml.bak", CHANGE), ("changes/ours.yaml~", CHANGE), ("ann.yaml", facts),
                       ("changes/notes.txt", "Ask Jo about the hills: she knows.\n"), ("README", "Ours.\n"),
                       ("changes/.second.yaml.swp", CHANGE), ("invariants.yaml", "invariants: []\n")):  # fmt: skip
        (ours / name).write_text(text, "utf-8")
    assert {name for name in texts_of(ours) if name not in texts_of(SHIPPED)} == {"overlay.yaml", "changes/ours.yaml"}


def test_a_gate_of_a_copy(tmp_path: Path) -> None:
    for folder in ("knowledge", "rules"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    (tmp_path / "rules/gates/G3.yaml").rename(tmp_path / "rules/gates/G3.YAML")
    done = run("rules", "check", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith("rules/gates/G3.YAML: A rulebook's files end in .yaml; this one is not read.")


def test_a_case_is_written_only_where_tests_read_it(tmp_path: Path) -> None:
    file = tmp_path / "cases/new.txt"
    done = run("rules", "case", str(SHIPPED / "examples/sample-hold.yaml"), "--to", str(file))
    assert done.returncode == 2
    assert "No test would read this file: files of cases end in .yaml.  [case-not-added]" in done.stderr
    assert "expected: new.yaml" in done.stderr
    assert not file.parent.exists()


def test_differences_that_change_nothing(tmp_path: Path) -> None:
    ours = overlay(tmp_path / "ours", "")
    (ours / "changes/ours.yaml").unlink()
    done = run("rules", "check", str(ours))
    assert done.returncode == 0
    assert done.stdout.startswith("overlay.yaml:1:1: warning: This folder changes nothing in its base.")
