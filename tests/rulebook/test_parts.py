"""Files that are gone: a part that isn't there decides nothing, and whoever deleted or renamed it is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from commands import here as run
from conftest import SOAK

from surefoot.engine.rulebook.check_parts import needed
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.rulebook.load import examine

TEXTS = texts_of(SHIPPED)
FIRST = {name: next(iter(yaml.safe_load(text))) for name, text in TEXTS.items()}
ALONE = [kind for kind in needed() if [*FIRST.values()].count(kind) == 1 and kind not in ("sites", "levels")]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the shipped rulebook."""
    for folder in ("knowledge", "rules"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize("kind", ALONE)
def test_a_file_that_is_gone(kind: str) -> None:
    """One finding, however many places name what stood in it."""
    texts = {name: text for name, text in TEXTS.items() if FIRST[name] != kind}
    missing = [finding for finding in examine(texts)[1] if finding.code == "missing-part"]
    assert [finding.say for finding in missing] == [f"This rulebook has no file that begins with '{kind}'."]
    assert missing[0].file == needed()[kind]


def test_all_files_of_a_kind() -> None:
    """Where there are several of a kind, too; what names it leads to is told beside it."""
    for kind in list(needed())[:: 1 if SOAK else 4]:
        texts = {name: text for name, text in TEXTS.items() if FIRST[name] != kind}
        said = {finding.say for finding in examine(texts)[1]}
        assert f"This rulebook has no file that begins with '{kind}'." in said


def test_time_off_is_gone_and_nothing_is_decided(book: Path) -> None:
    (book / "rules/time_off.yaml").unlink()
    done = run("rules", "check", str(book))
    assert done.returncode == 3
    assert done.stdout.startswith("rules: This rulebook has no file that begins with 'time_off'.  [missing-part]\n")
    decided = run("decide", str(SHIPPED / "examples/sample-hold.yaml"), "--rules", str(book))
    assert (decided.returncode, decided.stdout) == (3, "")


def test_what_is_taken_from_the_log_is_gone() -> None:
    file = "knowledge/derivations/sessions.yaml"
    [finding] = examine({name: text for name, text in TEXTS.items() if name != file})[1]
    assert (finding.code, finding.file) == ("missing-part", "knowledge/derivations")
    say = "Nothing takes this from the log, and decisions need it: weeks_in_phase, sessions_done, days_off."
    assert finding.say == say


def test_what_a_copy_has_lost(book: Path) -> None:
    """A protocol, and derivations that could be asked for instead: nothing needs them, and a warning says they went."""
    (book / "knowledge/protocols/nordic.yaml").unlink()
    (book / "knowledge/derivations/running.yaml").unlink()
    done = run("rules", "check", str(book))
    assert done.returncode == 0
    assert "warning: Nothing is here of what the shipped knowledge/protocols/nordic.yaml holds: nordic." in done.stdout
    assert "of what the shipped knowledge/derivations/running.yaml holds: run_km_week, " in done.stdout


def test_the_cases_are_gone(book: Path) -> None:
    shutil.rmtree(book / "rules/cases")
    done = run("rules", "check", str(book))
    assert done.returncode == 0
    assert done.stdout.startswith(
        "rules/cases: warning: This rulebook has no cases, so `rules test` holds it to nothing.  [missing-part]\n"
    )
