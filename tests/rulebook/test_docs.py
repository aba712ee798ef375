"""The page of the rule language explains every key that the schema knows, and its samples are of the right shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from surefoot.engine.document import read
from surefoot.engine.rulebook.shape import check_shape, kind_of, load_schema

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs/rule-language.md").read_text(encoding="utf-8")
SAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
ELSEWHERE = {"clearances", "overrides", "history", "log", "symptoms"}  # parts of a facts file, for cases


def keys(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield from schema["properties"]
        for part in schema.values():
            yield from keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from keys(part)


def test_every_key_is_explained() -> None:
    missing = [key for key in set(keys(load_schema())) - ELSEWHERE if not re.search(rf"\b{re.escape(key)}\b", PAGE)]
    assert not missing


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_a_sample_is_of_the_right_shape(number: int) -> None:
    value, findings = read(SAMPLES[number], "docs/rule-language.md")
    assert value is not None
    assert not findings
    if "..." in SAMPLES[number] or not kind_of(value):
        return  # a fragment
    assert not check_shape(value, load_schema())
