"""`surefoot rules eject`, as whoever begins a rulebook of their own meets it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from commands import here as run
from referencing import Registry, Resource

from surefoot.engine.rulebook.files import SHIPPED, case_texts, digest_of, texts_of


def validator(folder: Path, name: str) -> Any:
    """What an editor checks a file of the folder by: the schema that the file's first line names."""
    file = folder / name
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text("utf-8"))
    assert named is not None, name
    path = (file.parent / named[1]).resolve()
    assert path.is_relative_to(folder.resolve())
    schema = json.loads(path.read_text("utf-8"))
    others = [json.loads(each.read_text("utf-8")) for each in path.parent.glob("*.json")]
    registry: Any = Registry().with_resources([(each["$id"], Resource.from_contents(each)) for each in others])
    return jsonschema.Draft7Validator(schema, registry=registry)


def test_a_copy_is_the_same_rulebook(tmp_path: Path) -> None:
    done = run("rules", "eject", "ours", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ours: a copy of the whole rulebook, ")
    ours = tmp_path / "ours"
    assert digest_of(texts_of(ours)) == digest_of(texts_of(SHIPPED))
    assert case_texts(ours) == case_texts(SHIPPED)
    for command in ("check", "test"):
        assert (
            run("rules", command, "ours", *(["--only", "bridge"] if command == "test" else []), cwd=tmp_path).returncode
            == 0
        )


def test_a_copy_is_ready_for_an_editor(tmp_path: Path) -> None:
    run("rules", "eject", "ours", cwd=tmp_path)
    file = "rules/gates/G3.yaml"
    data = yaml.safe_load((tmp_path / "ours" / file).read_text("utf-8"))
    check = validator(tmp_path / "ours", file)
    assert list(check.iter_errors(data)) == []
    data["lines"][0]["neds"] = data["lines"][0].pop("needs")
    assert list(check.iter_errors(data)) != []


def test_differences_are_ready_for_an_editor(tmp_path: Path) -> None:
    """The first edit is right by the schema that it names; a misspelt id and a misspelt key are wrong by it."""
    done = run("rules", "eject", "ours", "--differences", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    ours = tmp_path / "ours"
    assert {path.name for path in ours.iterdir()} >= {"overlay.yaml", "changes", "cases", "README.md", ".vscode"}
    for name in ("overlay.yaml", "changes/first.yaml", "cases/first.yaml"):
        check = validator(ours, name)
        assert list(check.iter_errors(yaml.safe_load((ours / name).read_text("utf-8")))) == []
    text = (ours / "changes/first.yaml").read_text("utf-8")
    check = validator(ours, "changes/first.yaml")
    for wrong in (text.replace("rule: G3.bridge", "rule: G3.brigde"), text.replace("{needs:", "{neds:")):
        assert wrong != text
        assert list(check.iter_errors(yaml.safe_load(wrong))) != []


def test_the_first_edit_is_sound(tmp_path: Path) -> None:
    """Check finds nothing, its own case holds, and the title is the folder's name."""
    run("rules", "eject", "ours", "--differences", cwd=tmp_path)
    done = run("rules", "check", "ours", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ours changes the rulebook surefoot:\n  changes/first.yaml:4: rule G3.bridge\n")
    done = run("rules", "test", "ours", "--only", "our bridge", cwd=tmp_path)
    assert done.stdout.endswith("1 cases: 1 hold, 0 do not.\n")


@pytest.mark.parametrize("arguments", [[], ["--differences"]])
def test_nothing_is_written_over(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = run("rules", "eject", str(tmp_path), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        f"{tmp_path}: There is something here already, and nothing is written over.  [not-empty]"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_differences_of_a_copy(tmp_path: Path) -> None:
    """A base of one's own is named as a folder beside it, and the two can be moved together."""
    run("rules", "eject", "here/base", cwd=tmp_path)
    done = run(
        "rules", "eject", "here/ours", "--differences", "--title", "Harbour", "--rules", "here/base", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    (tmp_path / "here").rename(tmp_path / "there")
    done = run("rules", "check", "there/ours", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("Harbour changes the rulebook ../base:\n")
    done = run("rules", "eject", "more", "--differences", "--rules", "there/ours", cwd=tmp_path)
    assert done.returncode == 2
    assert "[overlay-base]" in done.stderr
