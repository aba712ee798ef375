"""`surefoot rules explain`: every code has a page, and what the pages show is true."""

from __future__ import annotations

import ast
import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import run

from surefoot.engine.findings import Finding
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.service import Surefoot, open_surefoot
from surefoot.engine.workbench.explain import Page, pages

PAGES = pages()
CALLS = {"Finding", "_finding", "_warning", "_told", "_at", "say", "Mistake"}  # what a finding is made with
CODE = re.compile(r"[a-z]+(-[a-z]+)*\Z")
PROMPT = {"day", "list", "same", "side", "sides"}  # said at a prompt only, where the question stands above
MADE = ("",)  # all of it
CORPUS = sorted((SHIPPED / "tests/rulebook/broken").glob("*.yaml"))
TEXTS = texts_of(SHIPPED)


def codes() -> Iterator[str]:
    """Every code that the code of surefoot gives to a finding."""
    paths = [SHIPPED / "engine" / each for each in MADE]
    for path in (file for each in paths for file in (each.rglob("*.py") if each.is_dir() else [each])):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            if not isinstance(node, ast.Call) or name not in CALLS:
                continue
            for argument in node.args[: 3 if name in ("say", "_at") else 1]:
                value = argument.value if isinstance(argument, ast.Constant) else None
                if isinstance(value, str) and CODE.match(value):
                    yield value


def test_every_code_has_a_page() -> None:
    """Those that the code gives, those that the corpora of mistakes reach, and those of the language page."""
    said = set(codes())
    said |= {yaml.safe_load(path.read_text("utf-8"))["code"] for path in CORPUS}
    said |= {path.read_text("utf-8").split()[0] for path in (SHIPPED / "tests/facts/broken").glob("*.txt")}
    language = (SHIPPED / "docs/rule-language.md").read_text("utf-8").partition("## What `rules check` finds")[2]
    said |= set(re.findall(r"`([a-z-]+)`", language.partition("\nWhile")[0]))
    keys = {"knowledge", "rules", "from", "to"}  # of what a finding is about
    assert said - PROMPT - keys - PAGES.keys() == set()
    assert len(said) > 90


def test_no_page_is_about_nothing() -> None:
    source = "\n".join(path.read_text("utf-8") for path in (SHIPPED / "engine").rglob("*.py"))
    assert {code for code in PAGES if f'"{code}"' not in source} == set()


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_a_page_says_what_and_why(page: Page) -> None:
    for text in (page.what, page.why):
        assert text.endswith(".")
        assert "\n" not in text
    assert page.wrong != page.right
    assert page.as_text().startswith(f"{page.code}: {page.what[:20]}")


def edited(mistake: dict[str, Any]) -> str:
    return TEXTS[mistake["file"]].replace(mistake["find"], mistake["replace"].replace("»", ""))


def lines_of(sample: str) -> str:
    """A sample as a pattern: its lines in order, `...` for anything between them."""
    parts = [re.escape(line.strip()) for line in sample.splitlines()]
    return r"\n\s*".join(parts).replace(r"\n\s*" + re.escape("...") + r"\n\s*", r"\n(?:.*\n)*?\s*")


@pytest.mark.parametrize("page", [page for page in PAGES.values() if page.file], ids=lambda page: page.code)
def test_a_sample_is_one_of_the_mistakes_that_are_tested(page: Page) -> None:
    """What is wrong is a mistake of the corpus, which is held to give this code; what is right, the rulebook's."""
    mistakes = [yaml.safe_load(path.read_text("utf-8")) for path in CORPUS]
    alike = [
        each for each in mistakes if each["code"] == page.code and each.get("file") == page.file and "find" in each
    ]
    assert any(re.search(lines_of(page.wrong), edited(each)) for each in alike), (
        "no mistake of the corpus is the wrong one"
    )
    assert re.search(lines_of(page.right), TEXTS[page.file])


FACTS = [page for page in PAGES.values() if page.family.startswith("Facts files") and page.code != "not-saved"]
HEAD = {"surefoot": "facts/1", "athlete": "a", "as_of": "2026-11-20", "position": "none"}


@pytest.fixture(scope="module")
def opened() -> Iterator[Surefoot]:
    surefoot = open_surefoot()
    yield surefoot
    surefoot.close()


def said_of(sample: str, page: Page, opened: Surefoot) -> set[str]:
    """The codes, or the warnings, for a facts file with a sample in it."""
    from surefoot.engine.facts.derive import derive
    from surefoot.engine.facts.reading import read_facts

    whole = page.code in ("header-missing", "position-missing")
    given = re.findall(r"^(\w+):", sample, re.MULTILINE)
    rest = [] if page.code == "header-missing" else [key for key in HEAD if key not in given]
    rest = [key for key in rest if not (whole and key == "position")]
    text = "".join(f"{key}: {HEAD[key]}\n" for key in rest) + sample + "\n"
    answers, findings = read_facts(text, "sample.yaml", opened.book, datetime.date(2026, 11, 20))
    found: list[Finding] = [*findings, *(derive(answers, opened.book).warnings if answers is not None else ())]
    return {finding.code for finding in found}


@pytest.mark.parametrize("page", FACTS, ids=lambda page: page.code)
def test_a_sample_of_a_facts_file(page: Page, opened: Surefoot) -> None:
    assert page.code in said_of(page.wrong, page, opened)
    assert said_of(page.right, page, opened) <= {"flag-out-of-date"}


def test_the_command() -> None:
    done = run("rules", "explain", "keep")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == """\
keep: A line's keep asks for as much as its needs, or for more.

Why it matters: An athlete would meet the line and lose the phase by the same
value, and go back and forth. Keep is looser, by what a test can differ from one
day to the next.

Wrong (rules/gates/G3.yaml):
    - id: G3.bridge
      ...
      keep: at least 25

Right:
    - id: G3.bridge
      ...
      keep: at least 15
"""
    )
    assert run("rules", "explain", "[keep]").stdout == done.stdout
    assert json.loads(run("rules", "explain", "keep", "--json").stdout)["file"] == "rules/gates/G3.yaml"


def test_a_code_that_is_none() -> None:
    done = run("rules", "explain", "unknwon-name")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No finding has the code 'unknwon-name'." in done.stderr
    assert "  did you mean: unknown-name\n" in done.stderr


def test_all_of_them() -> None:
    done = run("rules", "explain")
    assert done.returncode == 0
    assert all(f"  {code} " in done.stdout for code in PAGES)


def test_check_says_where_to_look(tmp_path: Path) -> None:
    run("rules", "eject", "ours", cwd=tmp_path)
    file = tmp_path / "ours/rules/gates/G3.yaml"
    file.write_text(file.read_text("utf-8").replace("keep: at least 15\n", "keep: at least 25\n"), "utf-8")
    done = run("rules", "check", "ours", cwd=tmp_path)
    assert done.returncode == 3
    assert "\nWhat this means: surefoot rules explain keep\n" in done.stdout
