"""The rulebook's schema: sound, true of every shipped file, and read alike by our walker and by another validator."""
from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from surefoot.engine.document import Number, Value, read
from surefoot.engine.findings import render
from surefoot.engine.logic import Place
from surefoot.engine.rulebook.shape import SCHEMA, check_shape, kind_of, load_schema

ROOT = SCHEMA.parent.parent.parent
FILES = sorted([*ROOT.glob("knowledge/**/*.yaml"), *ROOT.glob("rules/**/*.yaml")])
VALIDATOR = jsonschema.Draft7Validator(load_schema())

# What the walker reads; the rest is for editors.
READ = {
    "type", "properties", "required", "additionalProperties", "propertyNames", "items", "minItems", "minProperties",
    "enum", "const", "pattern", "patternErrorMessage", "format", "minimum", "maximum", "exclusiveMinimum",
    "allOf", "anyOf", "oneOf", "if", "then", "else", "dependencies", "$ref", "title", "description",
}
FOR_EDITORS = {"$schema", "$id", "definitions", "examples"}
OF_A_RULEBOOK = {"needed"}  # says nothing of one file


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema inside a schema."""
    if not isinstance(schema, dict):
        return
    yield path, schema
    for word in ("properties", "definitions"):
        for key, part in schema.get(word, {}).items():
            yield from nodes(part, f"{path}/{word}/{key}")
    for word in ("additionalProperties", "propertyNames", "items", "if", "then", "else"):
        yield from nodes(schema.get(word), f"{path}/{word}")
    for word in ("allOf", "anyOf", "oneOf"):
        for index, part in enumerate(schema.get(word, ())):
            yield from nodes(part, f"{path}/{word}/{index}")


NODES = dict(nodes(load_schema()))
BLOCKS = {path: node for path, node in NODES.items()
          if node.get("properties") and not {"if", "then", "else"} & {*path.split("/")}}


def test_the_schema_is_one() -> None:
    jsonschema.Draft7Validator.check_schema(load_schema())


def test_the_walker_reads_all_of_it() -> None:
    assert {word for node in NODES.values() for word in node} <= READ | FOR_EDITORS | OF_A_RULEBOOK
    for path, node in NODES.items():
        choices = [branch for word in ("anyOf", "oneOf") for branch in node.get(word, ()) if "/if" not in path]
        assert all([*branch] == ["required"] and len(branch["required"]) == 1 for branch in choices), path
        assert "$ref" not in node or NODES["/definitions/" + node["$ref"].removeprefix("#/definitions/")], path
        assert "pattern" not in node or {"title", "patternErrorMessage"} <= {*node}, path


@pytest.mark.parametrize("path", BLOCKS)
def test_every_block_is_named_and_every_key_explained(path: str) -> None:
    """Titles and descriptions are what an editor shows, and what findings are worded with."""
    block = BLOCKS[path]
    assert "title" in block
    for key, part in block["properties"].items():
        assert part is False or {"title", "description"} <= {*part}, key


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_shipped_files_have_their_shape(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    value, findings = read(text, name_of(path))
    if value is not None:
        findings += check_shape(value, load_schema())
    assert not findings, render(findings, {name_of(path): text})


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_shipped_files_have_their_shape_for_another_validator(path: Path) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(data)] == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_shipped_files_name_the_schema(path: Path) -> None:
    """So that editors complete and underline."""
    first, *_ = path.read_text(encoding="utf-8").splitlines()
    comment, _, schema = first.partition("$schema=")
    assert comment == "# yaml-language-server: "
    assert (path.parent / schema).resolve() == SCHEMA


def test_every_kind_is_used() -> None:
    kinds = {branch["if"]["required"][0] for branch in load_schema()["allOf"] if "then" in branch}
    values = [read(path.read_text(encoding="utf-8"), name_of(path))[0] for path in FILES]
    assert {kind_of(value) for value in values if value} == kinds


# ---- our walker and the other validator agree on files that were changed at random -----------------------------------

def documents() -> list[Any]:
    plain = [value.plain() for path in FILES if (value := read(path.read_text(encoding="utf-8"), name_of(path))[0])]
    return [numbers(data) for data in plain]


def numbers(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: numbers(part) for key, part in data.items()}
    if isinstance(data, list):
        return [numbers(part) for part in data]
    return float(data) if isinstance(data, Number) else data


def value_of(data: Any) -> Value:
    """The same data as our reader would have read it."""
    place = Place("x.yaml", 1, 1)
    if isinstance(data, dict):
        return Value({key: value_of(part) for key, part in data.items()}, place, dict.fromkeys(data, place))
    if isinstance(data, list):
        return Value([value_of(part) for part in data], place)
    return Value(Number(data) if isinstance(data, float) else data, place)


def inside(data: Any) -> list[Any]:
    """Every mapping and list in some data."""
    if not isinstance(data, (dict, list)):
        return []
    parts = [*data.values()] if isinstance(data, dict) else data
    return [data, *(deeper for part in parts for deeper in inside(part))]


def without_format(data: Any) -> Any:
    """The schema with its sentences checked like any other text."""
    if isinstance(data, dict):
        return {key: without_format(part) for key, part in data.items() if key != "format"}
    return [without_format(part) for part in data] if isinstance(data, list) else data


DOCUMENTS = documents()
PLAIN_SCHEMA = without_format(load_schema())
KEYS = sorted({key for node in NODES.values() for key in node.get("properties", ())})
PARTS = [3, 0, -1, 2.5, 1000, "word", "Some words", "at least 3", "age_years at least 3", "words", "yes_no", "effort",
         "", True, None, [], {}, ["a"], [3], {"all": ["x is yes"]}, {"a": 1}]


@given(st.data())
def test_the_walker_agrees_with_another_validator(data: st.DataObject) -> None:
    document = copy.deepcopy(data.draw(st.sampled_from(DOCUMENTS)))
    for _ in range(data.draw(st.integers(1, 2))):
        change(data, data.draw(st.sampled_from(inside(document))))
    found = check_shape(value_of(document), PLAIN_SCHEMA)
    assert bool(found) != VALIDATOR.is_valid(document), (document, found)


def change(data: st.DataObject, holder: Any) -> None:
    """Takes something out, renames it, puts something else in its place, or adds a key."""
    how = data.draw(st.sampled_from(["remove", "rename", "replace", "add"]))
    names = [*holder] if isinstance(holder, dict) else [*range(len(holder))]
    if isinstance(holder, dict) and (how == "add" or not names):
        holder[data.draw(st.sampled_from(KEYS))] = copy.deepcopy(data.draw(st.sampled_from(PARTS)))
        return
    if not names:
        return
    name = data.draw(st.sampled_from(names))
    if how == "replace":
        holder[name] = copy.deepcopy(data.draw(st.sampled_from(PARTS)))
        return
    part = holder.pop(name)
    if how == "rename" and isinstance(holder, dict):
        holder[name[1:] or "x"] = part
