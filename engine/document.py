"""YAML documents read with their places.

PyYAML composes the nodes (so that line and column are kept) and the values are built here by YAML 1.2's plain scalars,
with `yes` and `no` as booleans beside `true` and `false`: `0301` is text, `3:1:1` is text, a date is text, and a key that
comes twice is a finding, never a silent winner.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from .findings import Finding
from .model import Place

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without its C part: slower, the same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
BOOLEANS = {"yes": True, "no": False, "true": True, "false": False, "Yes": True, "No": False, "True": True, "False": False}
NULLS = {"null", "~", "", "Null", "NULL"}
DEEPEST = 40            # deeper than any document of ours; a bomb of brackets stops here
LARGEST = 2_000_000     # characters


@dataclass
class Value:
    """A value with its place: `data` is None, bool, int, str, a list of Values or a dict of name to Value.

    Decimals stay text (`Number`), so that 36.5 never becomes a binary fraction.
    """

    data: Any
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)
    quoted: bool = False

    def get(self, key: str) -> "Value | None":
        return self.data.get(key) if isinstance(self.data, dict) else None

    def items(self) -> Iterator[tuple[str, "Value"]]:
        if isinstance(self.data, dict):
            yield from self.data.items()

    def plain(self) -> Any:
        """The bare data, without places."""
        if isinstance(self.data, dict):
            return {key: value.plain() for key, value in self.data.items()}
        if isinstance(self.data, list):
            return [value.plain() for value in self.data]
        return self.data


class Number(str):
    """A decimal as it was written."""


def read(text: str, file: str) -> tuple[Value | None, list[Finding]]:
    """One document: its value (None when it can't be parsed) and what is wrong with it."""
    findings: list[Finding] = []
    if len(text) > LARGEST:
        return None, [Finding("too-large", "This file is too large to be one of surefoot's.", file, 1, 1)]
    if text.startswith("\ufeff"):
        text = text[1:]
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = (error.problem or "it can't be read").replace("'", "")
        hint = " Tabs can't indent YAML; use spaces." if "\\t" in problem else ""
        return None, [Finding("yaml", f"This is not valid YAML here: {problem}.{hint}", file, line, column)]
    except yaml.YAMLError as error:
        return None, [Finding("yaml", f"This is not valid YAML: {str(error).splitlines()[0]}.", file, 1, 1)]
    except RecursionError:
        return None, [Finding("yaml", "This file is nested too deeply.", file, 1, 1)]
    if node is None:
        return None, [Finding("empty", "The file is empty.", file, 1, 1)]
    return _build(node, file, findings, 0, set()), findings


def _build(node: yaml.Node, file: str, findings: list[Finding], depth: int, above: set[int]) -> Value:
    place = Place(file, node.start_mark.line + 1, node.start_mark.column + 1)
    if depth > DEEPEST or id(node) in above:
        findings.append(Finding("yaml", "This is nested too deeply, or contains itself.", *place))
        return Value(None, place)
    above = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Value] = {}
        keys: dict[str, Place] = {}
        for key_node, value_node in node.value:
            at = Place(file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                findings.append(Finding("key", "A key has to be a plain word.", *at))
                continue
            key = key_node.value
            if key in entries:
                findings.append(Finding("duplicate-key", f"'{key}' stands here twice; the first is on line {keys[key].line}.",
                                        *at, path=key, seen=key, expected="each key once"))
                continue
            keys[key] = at
            entries[key] = _build(value_node, file, findings, depth + 1, above)
        return Value(entries, place, keys)
    if isinstance(node, yaml.SequenceNode):
        return Value([_build(item, file, findings, depth + 1, above) for item in node.value], place)
    return Value(_scalar(node), place, quoted=bool(node.style))


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    if node.style:                       # quoted or a block: always text
        return text
    if text in NULLS:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    if INTEGER.match(text):
        return int(text) if len(text) <= 15 else text
    if DECIMAL.match(text) and len(text) <= 24:
        return Number(text)
    return text
