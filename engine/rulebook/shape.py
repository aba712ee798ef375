"""The shape of a rulebook file: which keys it has, and what kind of value stands behind each.

`rules/schema/rulebook.schema.json` says it, once, for editors and for this walker, which reads the part of JSON Schema
(draft-07) that the schema uses, keeps the places of what was written, and words what it finds for a coach.
A sentence of the rule language (`format: condition`) is left to `language`, which knows the names in it.
"""
from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..document import Number, Value
from ..findings import Finding, nearest
from ..model import Place

Schema = Mapping[str, Any]

SCHEMA = Path(__file__).resolve().parent.parent.parent / "rules" / "schema" / "rulebook.schema.json"
MISSING = {"because": "missing-reason", "source": "missing-source"}
JSON_TYPES = {dict: "object", list: "array", str: "string", Number: "number", int: "integer", bool: "boolean", type(None): "null"}
WORDS = {"object": "a block of keys", "array": "a list", "string": "text", "number": "a number", "integer": "a whole number",
         "boolean": "yes or no", "null": "nothing"}


@lru_cache(maxsize=1)
def load_schema() -> dict[str, Any]:
    """The schema that ships with the rules."""
    schema: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return schema


def kind_of(value: Value) -> str:
    """The key that tells what kind of file this is (`gate`, `measures`, ...), or ""."""
    kinds = _kinds(load_schema())
    return next((key for key in value.keys if key in kinds), "")


def check_shape(value: Value, schema: Schema) -> list[Finding]:
    """Everything in a document that is not as the schema has it."""
    kinds = _kinds(schema)
    kind = next((key for key in value.keys if key in kinds), "")
    if kind:
        return _Walk(schema).check(value, kinds[kind], value.keys[kind], "")
    if not value.keys:
        return [_finding("wrong-type", "A rulebook file is a block of keys.", value.place, "", _seen(value), WORDS["object"])]
    first = next(iter(value.keys))
    key, near = next(((key, near) for key in value.keys if (near := nearest(key, kinds))), (first, ""))
    return [_finding("unknown-kind", f"No rulebook file begins with '{key}'.", value.keys[key], key, key, ", ".join(kinds), near)]


def _kinds(schema: Schema) -> dict[str, Schema]:
    return {branch["if"]["required"][0]: branch["then"] for branch in schema["allOf"] if "then" in branch}


class _Walk:
    """One pass over a document; `root` is the schema that references point into."""

    def __init__(self, root: Schema):
        self.root = root

    def check(self, value: Value, schema: Schema | bool, place: Place, path: str) -> list[Finding]:
        """What is wrong with a value; `place` is where a key that it lacks is reported."""
        if isinstance(schema, bool):                     # a forbidden key is a finding of its block
            return []
        schema = self._resolve(schema)
        types = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])
        kind = JSON_TYPES[type(value.data)]
        if "boolean" in types:                           # an editor may read yes as text; our own reader never does
            types = ["boolean"]
        if types and kind not in types and not (kind == "integer" and "number" in types):
            return [_wrong_type(value, schema, path, " or ".join(WORDS[name] for name in types))]
        found = [*_word(value, schema, path), *_number(value, schema, path)]
        if kind == "array":
            if len(value.data) < schema.get("minItems", 0):
                found.append(_finding("empty-list", f"{_name(path)} is a list with nothing in it.", value.place, path, "[]"))
            for index, item in enumerate(value.data):
                found += self.check(item, schema.get("items", True), item.place, _join(path, str(index)))
        return found + self._block(value, schema, place, path) if kind == "object" else found

    def _resolve(self, schema: Schema) -> Schema:
        """The schema with its reference followed; beside a reference stand only titles and help for editors."""
        while "$ref" in schema:
            target: Any = self.root
            for part in schema["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            schema = target if "title" in target else {**target, "title": schema["title"]}
        return schema

    def _block(self, value: Value, schema: Schema, place: Place, path: str) -> list[Finding]:
        found: list[Finding] = []
        keys, rest = schema.get("properties", {}), schema.get("additionalProperties", True)
        unknown: list[str] = []
        for key, child in value.items():
            inner, at = _join(path, key), value.keys[key]
            found += self.check(Value(key, at), schema.get("propertyNames", True), at, inner)
            if keys.get(key, True) is False:
                found.append(_finding("misplaced-key", f"'{key}' does not belong here.", at, inner, key))
            elif key not in keys and rest is False:
                unknown.append(nearest(key, keys))
                found.append(_finding("unknown-key", f"'{key}' is not a key of {_title(schema)}{self._home(key)}.", at, inner,
                                      key, ", ".join(keys), unknown[-1]))
            else:
                wrong = self.check(child, keys.get(key, rest), at, inner)
                if wrong and child.data in (None, ""):
                    wrong = [_finding(MISSING.get(key, "missing-value"), f"'{key}' stands here with nothing after it.", at, inner)]
                found += wrong
        if not any(finding.code == "misplaced-key" for finding in found):
            found += [self._missing(key, schema, place, path) for key in schema.get("required", ())
                      if key not in value.keys and key not in unknown]
        if not unknown:                                  # how keys go together is judged once each of them is a key
            found += [*self._choices(value, schema, place, path), *self._branches(value, schema, place, path)]
        return found

    def _missing(self, key: str, schema: Schema, place: Place, path: str) -> Finding:
        about = schema.get("above", schema.get("properties", {})).get(key, {})
        return _finding(MISSING.get(key, "missing-key"), f"'{key}' is missing from {_title(schema)}.", place, path, "",
                        f"{key}: {about['description']}" if "description" in about else key)

    def _choices(self, value: Value, schema: Schema, place: Place, path: str) -> Iterator[Finding]:
        for word in ("anyOf", "oneOf"):
            choices = [branch["required"][0] for branch in schema.get(word, ())]
            here = [key for key in value.keys if key in choices]
            if choices and not here:
                yield _finding("missing-key", f"One of these keys is missing from {_title(schema)}: {', '.join(choices)}.", place,
                               path, "", ", ".join(choices))
            if word == "oneOf" and len(here) > 1:
                yield _finding("too-many-keys", f"'{here[1]}' can't stand beside '{here[0]}': only one of them can.",
                               value.keys[here[1]], _join(path, here[1]), here[1], f"one of {', '.join(choices)}")
        for key, others in schema.get("dependencies", {}).items():
            if key in value.keys:
                yield from (self._missing(other, schema, value.keys[key], path) for other in others if other not in value.keys)

    def _branches(self, value: Value, schema: Schema, place: Place, path: str) -> Iterator[Finding]:
        for branch in schema.get("allOf", ()):
            if "if" not in branch:
                yield from self.check(value, branch, place, path)
                continue
            above = {"title": schema["title"], "above": schema.get("properties", {})}
            side = "else" if self.check(value, {**above, **branch["if"]}, place, path) else "then"
            deciding = [*branch["if"].get("properties", branch["if"].get("required", ()))]
            where = " and ".join(f"{key} is {_seen(value.data[key]) if key in value.keys else 'left out'}" for key in deciding)
            for finding in self.check(value, {**above, **branch.get(side, {})}, place, path):
                misplaced = finding.code == "misplaced-key"
                yield replace(finding, expected=f"no {finding.seen} where {where}") if misplaced else finding

    def _home(self, key: str) -> str:
        homes = sorted({_title(part) for part in _blocks(self.root) if key in part["properties"] and "title" in part})
        return f"; it belongs in {' or '.join(homes)}" if 1 <= len(homes) <= 2 else ""


def _blocks(schema: Any) -> Iterator[Schema]:
    """Every part of a schema that lists keys."""
    if isinstance(schema, dict) and isinstance(schema.get("properties"), dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _blocks(part)


def _word(value: Value, schema: Schema, path: str) -> Iterator[Finding]:
    data, seen = value.data, _seen(value)
    words = [schema["const"]] if "const" in schema else schema.get("enum", [])
    if words and data not in words:
        yield _finding("unknown-word", f"{_name(path)} can't be '{seen}'.", value.place, path, seen, ", ".join(words),
                       nearest(seen, words))
    if isinstance(data, str) and schema.get("format") != "condition" and not re.search(schema.get("pattern", ""), data):
        yield _finding("wrong-form", f"'{data}' can't be read as {_title(schema)}.", value.place, path, data,
                       schema["patternErrorMessage"])


def _number(value: Value, schema: Schema, path: str) -> Iterator[Finding]:
    if JSON_TYPES[type(value.data)] not in ("integer", "number"):
        return
    number = float(value.data)
    for limit, wrong, say in (("minimum", number < schema.get("minimum", number), "at least"),
                              ("maximum", number > schema.get("maximum", number), "at most"),
                              ("exclusiveMinimum", "exclusiveMinimum" in schema and number <= schema["exclusiveMinimum"], "more than")):
        if wrong:
            yield _finding("out-of-range", f"{_name(path)} can't be {value.data}.", value.place, path, _seen(value), f"{say} {schema[limit]}")


def _wrong_type(value: Value, schema: Schema, path: str, expected: str) -> Finding:
    hint = f": {schema['patternErrorMessage']}" if "patternErrorMessage" in schema else ""
    return _finding("wrong-type", f"{_name(path)} has to be {expected}; this is {WORDS[JSON_TYPES[type(value.data)]]}.", value.place,
                    path, _seen(value), expected + hint)


def _finding(code: str, say: str, place: Place, path: str, seen: str = "", expected: str = "", near: str = "") -> Finding:
    return Finding(code, say, *place, path=path, seen=seen, expected=expected, nearest=near)


def _seen(value: Value) -> str:
    if isinstance(value.data, bool):
        return "yes" if value.data else "no"
    return str(value.data) if isinstance(value.data, (int, str)) else WORDS[JSON_TYPES[type(value.data)]]


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _name(path: str) -> str:
    last = path.rsplit(".", 1)[-1]
    return f"Item {int(last) + 1} of this list" if last.isdigit() else f"'{last}'"


def _title(schema: Schema) -> str:
    return str(schema["title"][0]).lower() + str(schema["title"][1:])
