"""Edits that a coach might make to the shipped rulebook, good ones and bad ones, and what each tool says of them.

Each file of edits/good and edits/bad is one edit: `changes`, as a folder of differences has them, or `edit`, a text put
in the place of another in a copy. Beside it stands what is said of it:

check  : every finding of `rules check`, with its line and the nearest name
test   : cases that don't hold any more, by name; there may be more. Left out, all hold
prove  : parts that fail; there may be more. Left out, everything holds
diff   : lines that `rules diff` prints, or the whole page where it is one
impact : lines that `rules impact` prints of the journal that edits/journal.yaml describes, with each rule by which
         something differs (`none`: no decision does)
caught : of a bad one, the first of these tools that says so. Where `check` has errors the others don't run

In the soak all of it is held; otherwise the findings of some, and the cases and the parts that are named of one each.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from journaling import EXAMPLES, MONDAYS, NOW, athlete_of, day, facts, two_mondays
from journaling import said as said_of
from properties.athletes import SOAK, Unasked
from workbench_folders import overlay

from surefoot.engine import document
from surefoot.engine.cases import run_case
from surefoot.engine.journal.entries import Draft
from surefoot.engine.journal.store import Journal, open_journal
from surefoot.engine.model import Rulebook
from surefoot.engine.rulebook import load as loading
from surefoot.engine.rulebook.files import SHIPPED
from surefoot.engine.service import Surefoot
from surefoot.engine.workbench.check import Report, checked
from surefoot.engine.workbench.choosing import cases_below
from surefoot.engine.workbench.impact import impact
from surefoot.engine.workbench.impact_page import in_words, text_page

FOLDER = Path(__file__).parent / "edits"
EDITS = sorted(FOLDER.glob("*/*.yaml"))
DAY = MONDAYS[0]
BAD = [path for path in EDITS if path.parent.name == "bad"]
TOOLS = ("check", "test", "prove", "diff")
NONE, NOTHING = "none", "Nothing changes but wording."
SOME = 14  # of so many one is tried where there is no soak
MANY = 1000


def name_of(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@cache
def said(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def sound(path: Path) -> bool:
    """Whether the edited rulebook can be used at all, as the file says: `check` has no more than warnings."""
    return all(finding.get("severity") == "warning" for finding in said(path)["check"])


def those(paths: list[Path], every: int = 1) -> pytest.MarkDecorator:
    chosen = paths if SOAK else paths[::every]
    return pytest.mark.parametrize("path", chosen, ids=name_of)


@pytest.fixture(autouse=True, scope="module")
def _each_file_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "_document", cache(loading._document))
        yield


@cache
def shipped() -> Rulebook:
    return loading.load()


@pytest.fixture(scope="session")
def below(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("edits")


def made(path: Path, below: Path) -> Path:
    """The folder of the edited rulebook."""
    folder, edit = below / name_of(path), said(path).get("edit")
    if folder.exists():
        return folder
    if edit is None:
        return overlay(folder, said(path)["changes"])
    for part in ("knowledge", "rules"):
        shutil.copytree(SHIPPED / part, folder / part)
    file = folder / edit["file"]
    text = file.read_text("utf-8")
    assert text.count(edit["find"]) == 1, f"{edit['find']!r} stands {text.count(edit['find'])} times in {file}"
    file.write_text(text.replace(edit["find"], edit["replace"]), "utf-8")
    return folder


_reports: dict[Path, Report] = {}


def report_of(path: Path, below: Path) -> Report:
    if path not in _reports:
        _reports[path] = checked(made(path, below))
    return _reports[path]


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """Decisions about the athletes of edits/journal.yaml."""
    value, findings = document.read((FOLDER / "journal.yaml").read_text("utf-8"), "journal.yaml")
    assert value is not None, findings
    wanted = value.plain()
    with open_journal(tmp_path_factory.mktemp("impact") / "journal.db") as made_:
        two_mondays(made_, sorted(path.stem for path in EXAMPLES.glob("sample-*.yaml")))
        known = {case.name: case for case in cases_below(SHIPPED)}
        for name in wanted["cases"]:
            own = {key: value for key, value in known[name].facts.items() if key != "as_of"}
            _decided(made_, re.sub("[^a-z0-9]+", "-", name.lower()), str(known[name].facts["as_of"]), own)
        for name, sample in wanted["samples"].items():
            own = said_of(sample["like"])
            for key, value in sample.get("with", {}).items():
                own[key] = {**own[key], **value} if key == "measures" else value
            for exercise, days in sample.get("sessions", {}).items():
                well = {"exercise": exercise, "sets": [{"reps": 12, "rir": 3}] * 2, "technique": 5, "pain": 0}
                made_.append([Draft(name, "session", str(day_), "log", {"session": "A", "done": "yes", "items": [well]})
                              for day_ in days], NOW)  # fmt: skip
            _decided(made_, name, DAY, own)
        yield made_


def _decided(journal: Journal, name: str, on: str, own: dict[str, Any]) -> None:
    journal.append([facts(on, json.loads(json.dumps(own, default=str)), athlete=name)], NOW)
    whose = athlete_of(journal, name)
    whose.record(whose.decide(day(on)), NOW)


# ---- the files themselves ----


def test_there_are_enough_and_about_half_are_good() -> None:
    assert len(EDITS) >= 40
    assert 0.35 < 1 - len(BAD) / len(EDITS) < 0.65
    assert {path.parent.name for path in EDITS} == {"good", "bad"}


@pytest.mark.parametrize("path", EDITS, ids=name_of)
def test_a_bad_one_is_caught_by_the_tool_that_it_names_and_a_good_one_by_none(path: Path) -> None:
    edit = said(path)
    if path not in BAD:
        assert "caught" not in edit
        assert edit["check"] == []
        assert "prove" not in edit
        return
    says = [tool for tool in TOOLS if edit.get(tool) not in (None, [], NONE)]
    assert says[:1] == [edit["caught"]]


# ---- what each tool says ----


@those(EDITS, SOME)
def test_check(path: Path, below: Path) -> None:
    report = report_of(path, below)
    told = said(path)["check"]
    assert len(report.findings) == len(told), [finding.say for finding in report.findings]
    seen = [finding.as_json() for finding in report.findings]
    assert [{key: each[key] for key in keys} for each, keys in zip(seen, told, strict=True)] == told
    assert bool(report.errors) == (not sound(path))


@those([path for path in EDITS if sound(path) and (SOAK or "test" in said(path))], MANY)
def test_cases(path: Path, below: Path) -> None:
    names = set(said(path).get("test", ()))
    cases = [case for case in cases_below(made(path, below)) if SOAK or case.name in names]
    surefoot = Surefoot(report_of(path, below).book, Unasked())  # type: ignore[arg-type]
    failing = {case.name for case in cases if run_case(case, surefoot).differs}
    assert names <= failing if names else failing == set()


@those([path for path in EDITS if sound(path) and (SOAK or "prove" in said(path))], MANY)
def test_prove(path: Path, below: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("z3")
    from surefoot.engine.prove.run import all_parts, prove

    wanted = said(path).get("prove", [])
    book = report_of(path, below).book
    parts = [part for part in all_parts(book) if SOAK or part.id in wanted]
    kept = tmp_path_factory.getbasetemp().parent / "proved-edits" if SOAK else None
    failures = [failure for proof in prove(book, parts, cache=kept) for failure in proof.failures]
    failing = {failure.part.id for failure in failures}
    assert set(wanted) <= failing if wanted else failing == set()
    for failure in failures:
        assert failure.witness is None or failure.witness.sure, failure.part.id


@pytest.mark.soak
@those([path for path in EDITS if sound(path) and "diff" in said(path)])
def test_diff(path: Path, below: Path) -> None:
    pytest.importorskip("z3")
    from surefoot.engine.prove.compare import compare
    from surefoot.engine.prove.diff_page import diff_text

    new = report_of(path, below).book
    page = diff_text(compare(shipped(), new), shipped(), new)
    wanted = said(path)["diff"]
    if NOTHING in wanted:
        assert page == f"{NOTHING}\n"
    _holds(page, wanted)


@those([path for path in EDITS if sound(path)], MANY)
def test_impact(path: Path, below: Path, journal: Journal) -> None:
    new, folder = report_of(path, below).book, made(path, below)
    found = impact(journal, (shipped(), SHIPPED), (new, folder))  # type: ignore[arg-type]
    page, wanted = text_page(found), said(path)["impact"]
    if wanted == NONE:
        assert page.endswith("no current and no past would differ.\n")
        return
    _holds(page, wanted)
    assert {in_words(cause) for cause, _, _ in found.by_rule()} == {
        line.rpartition(": ")[0] for line in wanted if re.search(r": \d+ current, \d+ past\Z", line)
    }


def _holds(page: str, wanted: list[str]) -> None:
    """Each is a line of the page, or stands in it over several."""
    lines = {" ".join(part.split()) for part in page.split("\n")}
    whole = " ".join(page.split())
    assert [line for line in wanted if line not in lines and line not in whole] == []
