"""The shape of a rulebook file: which keys it has, and what kind of value stands behind each.

`rules/schema/rulebook.schema.json` says it, once, for editors and for this walker, which reads the part of JSON Schema
(draft-07) that the schema uses, keeps the places of what was written, and words what it finds for a coach.
A sentence of the rule language (`format: condition`) is left to `language`, which knows the names in it.
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..document import Number, Value
from ..findings import Finding, nearest
from ..logic import Place

Schema = Mapping[str, Any]
SCHEMA = Path(__file__).resolve().parent.parent.parent / "rules" / "schema" / "rulebook.schema.json"
MISSING = {"because": "missing-reason", "source": "missing-source"}
TYPES = {
    dict: "object",
    list: "array",
    str: "string",
    Number: "number",
    int: "integer",
    bool: "boolean",
    type(None): "null",
}
WORDS = {
    "object": "a block of keys",
    "array": "a list",
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "yes or no",
    "null": "nothing",
}
LIMITS = {
    "minimum": (operator.lt, "at least"),
    "maximum": (operator.gt, "at most"),
    "exclusiveMinimum": (operator.le, "more than"),
}


@lru_cache(maxsize=1)
def load_schema() -> dict[str, Any]:
    """The schema that ships with the rules."""
    schema: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return schema


def kinds() -> tuple[str, ...]:
    """Every key that tells what kind of file one is."""
    return tuple(_kinds(load_schema()))


def kind_of(value: Value) -> str:
    """The key that tells what kind of file this is (`gate`, `measures`, ...), or ""."""
    kinds = _kinds(load_schema())
    return next((key for key in value.keys if key in kinds), "")


def check_shape(value: Value, schema: Schema) -> list[Finding]:
    """Everything in a document that is not as the schema has it."""
    kinds = _kinds(schema)
    for key in value.keys:
        if key in kinds:
            return _Walk(schema).check(value, kinds[key], value.keys[key], "")
    if not value.keys:
        return [_finding("wrong-type", "A rulebook file is a block of keys.", value.place, "", value, WORDS["object"])]
    first = next(iter(value.keys))
    say = f"No rulebook file begins with '{first}'."
    return [_finding("unknown-kind", say, value.keys[first], first, first, ", ".join(kinds), nearest(first, kinds))]


def check_part(value: Value, definition: str) -> list[Finding]:
    """The same of a document that is one of the schema's definitions, and no rulebook file."""
    schema = load_schema()
    return _Walk(schema).check(value, schema["definitions"][definition], value.place, "")


def _kinds(schema: Schema) -> dict[str, Schema]:
    return {branch["if"]["required"][0]: branch["then"] for branch in schema["allOf"] if "then" in branch}


class _Walk:
    """One pass over a document; `root` is the schema that references point into."""

    def __init__(self, root: Schema):
        self.root = root

    def check(self, value: Value, schema: Schema | bool, place: Place, path: str) -> list[Finding]:
        """What is wrong with a value; `place` is where a key that it lacks is reported."""
        if isinstance(schema, bool) or not schema:  # a key that is refused is a finding of its block
            return []
        if "$ref" in schema:  # beside a reference stand only titles and help for editors
            return self.check(value, self.root["definitions"][schema["$ref"].rpartition("/")[2]], place, path)
        types = schema.get("type", "string" if {"enum", "const"} & schema.keys() else [])
        types = [types] if isinstance(types, str) else types
        types = ["boolean"] if "boolean" in types else types  # editors may read yes as text; our reader never does
        kind = TYPES[type(value.data)]
        if types and kind not in types and not (kind == "integer" and "number" in types):
            wanted = " or ".join(WORDS[name] for name in types)
            say = f"{_name(path)} has to be {wanted}; this is {WORDS[kind]}."
            hint = schema.get("patternErrorMessage", ", ".join(schema.get("enum", [wanted])))
            if kind == "boolean" and "string" in types:
                hint += f"; in quotes where the word is meant: '{_seen(value)}'"
            return [_finding("wrong-type", say, value.place, path, value, hint)]
        if kind == "object":
            return self._block(value, schema, place, path)
        if kind != "array":
            return [*_scalar(value, schema, path)]
        if len(value.data) < schema.get("minItems", 0):
            return [_finding("empty-list", f"{_name(path)} is a list with nothing in it.", value.place, path, "[]")]
        return [
            finding
            for index, item in enumerate(value.data)
            for finding in self.check(item, schema.get("items", True), item.place, f"{path}.{index}")
        ]

    def _block(self, value: Value, schema: Schema, place: Place, path: str) -> list[Finding]:
        found: list[Finding] = []
        keys, rest = schema.get("properties", {}), schema.get("additionalProperties", True)
        unknown: list[str] = []
        for key, child in value.items():
            inner, at = f"{path}.{key}".lstrip("."), value.keys[key]
            if "propertyNames" in schema:
                found += self.check(Value(key, at), schema["propertyNames"], at, inner)
            if keys.get(key, True) is False:
                found.append(_finding("misplaced-key", f"'{key}' does not belong here.", at, inner, key))
            elif key not in keys and rest is False:
                unknown.append(nearest(key, keys))
                say = f"'{key}' is not a key of {_title(schema)}{self._home(key)}."
                found.append(_finding("unknown-key", say, at, inner, key, ", ".join(keys), unknown[-1]))
            else:
                wrong = self.check(child, keys.get(key, rest), at, inner)
                if wrong and child.data in (None, ""):
                    code, say = MISSING.get(key, "missing-value"), f"'{key}' stands here with nothing after it."
                    wrong = [_finding(code, say, at, inner)]
                found += wrong
        if not any(finding.code == "misplaced-key" for finding in found):
            found += self._lacking(value, schema, place, path, unknown)
        if not unknown:  # how keys go together is judged once each of them is a key
            found += [*self._choices(value, schema, place, path), *self._branches(value, schema, place, path)]
        return found

    def _lacking(self, value: Value, schema: Schema, place: Place, path: str, unknown: list[str]) -> Iterator[Finding]:
        """The keys that a block lacks, in one finding but for a reason or a source. `unknown`: those, misspelt."""
        missing = [key for key in schema.get("required", ()) if key not in value.keys and key not in unknown]
        others = [key for key in missing if key not in MISSING]
        single = missing if len(others) < 2 else [key for key in missing if key in MISSING]
        yield from (self._missing(key, schema, place, path) for key in single)
        if len(others) > 1:
            keys = [f"'{key}'" for key in others]
            say = f"{', '.join(keys[:-1])} and {keys[-1]} are missing from {_title(schema)}."
            yield _finding("missing-key", say, place, path, "", ", ".join(others))

    def _missing(self, key: str, schema: Schema, place: Place, path: str) -> Finding:
        about = schema.get("above", schema.get("properties", {})).get(key, {})
        expected = f"{key}: {about['description']}" if "description" in about else key
        say = f"'{key}' is missing from {_title(schema)}."
        return _finding(MISSING.get(key, "missing-key"), say, place, path, "", expected)

    def _choices(self, value: Value, schema: Schema, place: Place, path: str) -> Iterator[Finding]:
        alone = [
            (key, other)
            for key, others in schema.get("dependencies", {}).items()
            if key in value.keys
            for other in others
            if other not in value.keys
        ]
        yield from (self._missing(other, schema, value.keys[key], path) for key, other in alone)
        for word in ("anyOf", "oneOf") if not alone else ():
            choices = [branch["required"][0] for branch in schema.get(word, ())]
            here = [key for key in value.keys if key in choices]
            listed = ", ".join(choices)
            if choices and not here:
                say = f"One of these keys is missing from {_title(schema)}: {listed}."
                yield _finding("missing-key", say, place, path, "", listed)
            if word == "oneOf" and len(here) > 1:
                say = f"'{here[1]}' can't stand beside '{here[0]}': only one of them can."
                yield _finding("too-many-keys", say, value.keys[here[1]], path, here[1], f"one of {listed}")

    def _branches(self, value: Value, schema: Schema, place: Place, path: str) -> Iterator[Finding]:
        above = {"title": schema.get("title", ""), "above": schema.get("properties", {})}
        for branch in schema.get("allOf", ()):
            test, side = branch.get("if", {}), branch
            if test:
                side = branch.get("else" if self.check(value, {**above, **test}, place, path) else "then", {})
            why = " and ".join(
                f"{key} is {_seen(value.data[key]) if key in value.keys else 'left out'}"
                for key in test.get("properties", test.get("required", ()))
            )
            for finding in self.check(value, {**above, **side}, place, path):
                misplaced = finding.code == "misplaced-key"
                yield replace(finding, expected=f"no {finding.seen} where {why}") if misplaced else finding

    def _home(self, key: str) -> str:
        homes = sorted({_title(part) for part in _blocks(self.root) if key in part["properties"] and "title" in part})
        return f"; it belongs in {' or '.join(homes)}" if 1 <= len(homes) <= 2 else ""


def _blocks(schema: Any) -> Iterator[Schema]:
    """Every part of a schema that lists keys."""
    if isinstance(schema, dict) and isinstance(schema.get("properties"), dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _blocks(part)


def _scalar(value: Value, schema: Schema, path: str) -> Iterator[Finding]:
    data = value.data
    words = [schema["const"]] if "const" in schema else schema.get("enum", [])
    if words and data not in words:
        near, say = nearest(_seen(value), words), f"{_name(path)} can't be '{_seen(value)}'."
        yield _finding("unknown-word", say, value.place, path, value, ", ".join(words), near)
    if isinstance(data, str) and schema.get("format") != "condition" and not re.search(schema.get("pattern", ""), data):
        say = f"'{data}' can't be read as {_title(schema)}."
        yield _finding("wrong-form", say, value.place, path, value, schema["patternErrorMessage"])
    for limit, (wrong, least) in LIMITS.items():
        if limit in schema and wrong(float(data), schema[limit]):
            expected = f"{least} {schema[limit]}"
            yield _finding("out-of-range", f"{_name(path)} can't be {data}.", value.place, path, value, expected)


def _finding(
    code: str, say: str, place: Place, path: str, seen: Value | str = "", expected: str = "", near: str = ""
) -> Finding:
    seen = _seen(seen) if isinstance(seen, Value) else seen
    return Finding(code, say, *place, path=path, seen=seen, expected=expected, nearest=near)


def _seen(value: Value) -> str:
    if isinstance(value.data, bool):
        return "yes" if value.data else "no"
    return str(value.data) if isinstance(value.data, (int, str)) else WORDS[TYPES[type(value.data)]]


def _name(path: str) -> str:
    last = path.rpartition(".")[2]
    return f"Item {int(last) + 1} of this list" if last.isdigit() else f"'{last}'"


def _title(schema: Schema) -> str:
    return str(schema["title"][0]).lower() + str(schema["title"][1:])
