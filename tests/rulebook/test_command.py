"""`surefoot rules check`, as whoever edits a rulebook meets it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commands import here as run

from surefoot.engine.rulebook.check_parts import needed
from surefoot.engine.rulebook.files import SHIPPED

G3 = "rules/gates/G3.yaml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A rulebook of one's own, to be spoilt."""
    for folder in ("knowledge", "rules"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    return tmp_path


def change(book: Path, file: str, old: str, new: str) -> int:
    """Makes an edit; gives its line."""
    text = (book / file).read_text("utf-8")
    assert text.count(old) == 1
    (book / file).write_text(text.replace(old, new), "utf-8")
    return text.partition(old)[0].count("\n") + 1


def spoil(book: Path) -> tuple[int, int, int]:
    """Three mistakes in three files; gives their lines."""
    keep = change(book, G3, "    keep: at least 15\n", "    keep: at least 25\n")
    name = change(book, "rules/regressions.yaml", "weaker_first: side_plank_s", "weaker_first: side_plank")
    key = change(book, "knowledge/phases/unilateral.yaml", "purpose:", "porpose:")
    return key, keep, name


def test_a_sound_rulebook(book: Path) -> None:
    done = run("rules", "check", str(book))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(" exercises: no mistakes.\n")


def test_three_mistakes_at_once(book: Path) -> None:
    """Each with its file, line and column, the line shown and underlined, and the nearest right name."""
    key, keep, name = spoil(book)
    done = run("rules", "check", str(book))
    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout.startswith(f"""\
knowledge/phases/unilateral.yaml:{key}:1: 'porpose' is not a key of a phase file.  [unknown-key]
  {key} | porpose: """)
    assert "\n  did you mean: purpose\n" in done.stdout
    assert (
        f"""
{G3}:{keep}:11: G3.bridge: left 20, right 20 would meet the line and lose the phase at once.  [keep]
  {keep} |     keep: at least 25
  {" " * len(str(keep))} |           ^
  expected: a keep that is no stricter than what is needed
rules/regressions.yaml:{name}:19: There is no measure called 'side_plank'.  [unknown-name]
  {name} |     weaker_first: side_plank
  {" " * len(str(name))} |                   ^
  expected: a measure
  did you mean: side_plank_s
"""
        in done.stdout
    )
    assert done.stdout.endswith(" exercises: 3 mistakes.\n")


def test_as_json(book: Path) -> None:
    key, keep, name = spoil(book)
    done = run("rules", "check", str(book), "--json")
    assert (done.returncode, done.stderr) == (3, "")
    findings = json.loads(done.stdout)["findings"]
    assert [(each["code"], each["line"], each["nearest"], each["severity"]) for each in findings] == [
        ("unknown-key", key, "purpose", "error"),
        ("keep", keep, "", "error"),
        ("unknown-name", name, "side_plank_s", "error"),
    ]
    assert findings[1]["seen"] == "left 20, right 20"


def test_as_json_of_a_sound_rulebook(book: Path) -> None:
    done = run("rules", "check", str(book), "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"findings": []})


def test_one_mistake_is_one(book: Path) -> None:
    change(book, G3, "opens: eccentric", "opens: excentric")
    done = run("rules", "check", str(book))
    assert done.returncode == 3
    assert done.stdout.endswith(" exercises: 1 mistake.\n")


def test_a_faulty_rulebook_decides_nothing(book: Path, tmp_path: Path) -> None:
    """The line that is shown is the faulty one, not that of a file of the same name where the command is run."""
    line = change(book, G3, "opens: eccentric", "opens: excentric")
    facts = tmp_path / "facts.yaml"
    facts.write_text("surefoot: facts/1\nathlete: a\nas_of: 2026-11-20\nposition: none\n", "utf-8")
    done = run("decide", str(facts), "--rules", str(book), cwd=SHIPPED)
    assert (done.returncode, done.stdout) == (3, "")
    assert (
        done.stderr
        == f"""\
{G3}:{line}:8: There is no phase called 'excentric'.  [unknown-name]
  {line} | opens: excentric
    |        ^
  expected: a phase
  did you mean: eccentric
"""
    )


def test_a_folder_without_a_rulebook(tmp_path: Path) -> None:
    done = run("rules", "check", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no folder knowledge/ here" in done.stderr


def test_a_rulebook_without_files(tmp_path: Path) -> None:
    """What it lacks, and no traceback."""
    for folder in ("knowledge", "rules"):
        (tmp_path / folder).mkdir()
    done = run("rules", "check", str(tmp_path))
    assert done.returncode == 3
    assert done.stdout.count("[missing-part]") == len(needed()) + 1  # and no cases
    assert "rules: This rulebook has no file that begins with 'levels'." in done.stdout


def test_a_file_that_is_no_text(book: Path) -> None:
    (book / "rules/zz.yaml").write_bytes(b"\xff\xfe\x00")
    done = run("rules", "check", str(book))
    assert done.returncode == 2
    assert done.stderr.startswith("rules/zz.yaml: This file can't be read as text")


def test_a_file_that_would_not_be_read(book: Path) -> None:
    (book / "rules/zz.yml").write_text("", "utf-8")
    done = run("rules", "check", str(book))
    assert done.returncode == 2
    assert (
        done.stderr
        == """\
rules/zz.yml: A rulebook's files end in .yaml; this one is not read.  [unreadable]
  expected: zz.yaml
"""
    )


@pytest.mark.parametrize(("command", "code"), [("check", 3), ("test", 2)])
def test_a_key_of_a_case(book: Path, command: str, code: int) -> None:
    """What a case expects under a misspelt key would never be compared."""
    file = "rules/cases/zz.yaml"
    text = "cases:\n  - case: x\n    why: x\n    from: woman_mobility\n    expect: {outcom: hold}\n"
    (book / file).write_text(text, "utf-8")
    done = run("rules", command, str(book))
    assert done.returncode == code
    assert (done.stdout if command == "check" else done.stderr).startswith(f"""\
{file}:5:14: 'outcom' is not a key of what is expected.  [unknown-key]
  5 |     expect: {{outcom: hold}}
    |              ^
""")


def test_an_exercise_that_a_case_must_not_have(book: Path) -> None:
    """A name that nothing has is never in a plan."""
    text = "cases:\n  - {case: zz, why: x, from: woman_mobility, expect: {exercises: {has_not: [knee_squat]}}}\n"
    (book / "rules/cases/zz.yaml").write_text(text, "utf-8")
    done = run("rules", "test", str(book), "--only", "zz")
    assert done.returncode == 1
    assert "exercises: there is none called knee_squat" in done.stdout
