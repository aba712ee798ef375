"""The page of the rule language: its samples are right, every key of the schema is on it, and every kind of finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

from surefoot.engine.document import read
from surefoot.engine.findings import render
from surefoot.engine.model import DECIDE, KNOW, Rulebook
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.rulebook.language import Language
from surefoot.engine.rulebook.load import examine
from surefoot.engine.rulebook.names import Names
from surefoot.engine.rulebook.shape import check_shape, kind_of, load_schema

PAGE = (SHIPPED / "docs/rule-language.md").read_text(encoding="utf-8")
SAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
LINES = [line for block in re.findall(r"\n\n```\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
SCHEMA = load_schema()
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
KINDS = {branch["if"]["required"][0] for branch in SCHEMA["allOf"] if "then" in branch}


def whole(sample: str) -> str:
    """A sample as a file: a list of conditions becomes what a contraindication asks for."""
    if not sample.startswith("- "):
        return sample
    inside = "".join(f"        {line}\n" for line in sample.splitlines())
    return f"contraindications:\n  sample:\n    when:\n      all:\n{inside}    because: x\n    source: default\n"


def keys(schema: Any) -> Iterator[str]:
    """Every key that a schema knows."""
    if isinstance(schema, dict) and isinstance(schema.get("properties"), dict):
        yield from schema["properties"]
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from keys(part)


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_a_sample_is_of_the_right_shape(number: int) -> None:
    text = whole(SAMPLES[number])
    value, findings = read(text, "docs/rule-language.md")
    findings += check_shape(value, SCHEMA) if value is not None else []
    assert not findings, render(findings, {"docs/rule-language.md": text})
    assert [error.message for error in VALIDATOR.iter_errors(yaml.safe_load(text))] == []


def test_there_is_a_sample_of_every_kind_of_file() -> None:
    values = [read(whole(sample), "")[0] for sample in SAMPLES]
    assert {key for value in values if value is not None for key in value.keys if key in KINDS} == KINDS
    assert all(kind_of(value) for value in values if value is not None)


@pytest.mark.parametrize("key", sorted(set(keys(SCHEMA))))
def test_every_key_is_explained(key: str) -> None:
    """In a sample, or in words."""
    used = rf"(^|[\s{{,]){key}:"
    assert re.search(used, "\n".join(SAMPLES), re.MULTILINE) or re.search(rf"`[^`\n]*\b{key}\b[^`\n]*`", PAGE)


@pytest.fixture(scope="module")
def shipped() -> tuple[Rulebook, Names]:
    """The shipped rulebook, and the names in it."""
    texts = texts_of(SHIPPED)
    documents = [value for name, text in texts.items() if (value := read(text, name)[0]) is not None]
    return examine(texts)[0], Names(documents, [], True)


@pytest.mark.parametrize("line", LINES)
def test_a_condition_of_the_page_is_understood(line: str, shipped: tuple[Rulebook, Names]) -> None:
    """Against the shipped rulebook, where today is decided; where it can stand in a gate, there too."""
    stages = [DECIDE] if re.match(r"(phase|tier|today) |.* is (un)?known$", line) else [DECIDE, KNOW]
    for stage in stages:
        findings: list[Any] = []
        language = Language(*shipped, findings, lambda conclusion: None)
        value, _ = read(f'when: "{line}"', "page")
        assert value is not None
        language.condition(value.get("when"), "page", stage=stage)
        assert findings == []


def test_every_kind_of_finding_is_listed() -> None:
    """All that the corpus of broken rulebooks reaches, and all that the code of the rulebook says."""
    corpus = (SHIPPED / "tests/rulebook/broken").glob("*.yaml")
    said = {yaml.safe_load(path.read_text(encoding="utf-8"))["code"] for path in corpus}
    code = [*(SHIPPED / "engine/rulebook").glob("*.py"), SHIPPED / "engine/document.py"]
    source = "\n".join(path.read_text(encoding="utf-8") for path in code)
    said |= set(re.findall(r'(?:Finding|_finding)\(\s*"([a-z-]+)"', source))
    said |= set(re.findall(r'say\(\s*where,\s*"([a-z-]+)"', source))
    listed = set(re.findall(r"`([a-z-]+)`", PAGE[PAGE.index("## What `rules check` finds") :]))
    assert said - {"no-rulebook", "unreadable"} <= listed  # those two are about folders and files, not about rules
