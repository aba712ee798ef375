"""The schema by which an editor completes a file of differences: the keys of what is changed, the names of the base.

Made from the rulebook's own schema: of each thing only a part has to be there, and a list can be added to.
"""

from __future__ import annotations

import json
from typing import Any

from ..rulebook.names import Entry
from ..rulebook.overlay import KINDS
from ..rulebook.shape import SCHEMA

Schema = dict[str, Any]
ENTRIES = {  # kind of change -> where the rulebook's schema describes one
    "rule": "line", "criterion": "criterion", "measure": "measure", "gate": "gate_file", "table": "table",
    "red_flag": "red_flag", "exercise": "rung", "ladder": "ladder_file", "phase": "phase_file", "tier": "tier_file",
    "protocol": "protocol_file", "way": "way",
}  # fmt: skip
RULES = ("line", "reduction")  # besides lines, rules have these keys
LISTS = ("lines", "rungs")  # of a gate and a ladder: an item that is added is a whole one


def differences_schema(rulebook: Schema, entries: dict[tuple[str, str], Entry]) -> Schema:
    """The schema of overlay.yaml and changes/*.yaml for a base with these entries."""
    schema: Schema = json.loads(SCHEMA.with_name("overlay.schema.json").read_text("utf-8"))
    definitions = schema["definitions"]
    change = definitions["change"]
    change["properties"]["add"] = {**change["properties"]["add"], "allOf": [{"$ref": SCHEMA.name}]}
    change["allOf"] = []
    for kind, names in KINDS.items():
        known = sorted(name for each, name in entries if each == names)
        title = {key: change["properties"][kind][key] for key in ("title", "description")}
        change["properties"][kind] = {**title, "enum": known}
        if kind in ENTRIES:
            part = _part(rulebook["definitions"][ENTRIES[kind]])
            if kind == "rule":  # rules have many shapes; their keys together
                for where in _rule_shapes(rulebook):
                    part["properties"] |= {key: item for key, item in _part(where)["properties"].items()
                                           if key not in part["properties"]}  # fmt: skip
            definitions[f"some_of_{kind}"] = part
            then: Schema = {"properties": {"set": {"$ref": f"#/definitions/some_of_{kind}"}}}
            change["allOf"].append({"if": {"required": [kind]}, "then": then})
    return schema


def _rule_shapes(rulebook: Schema) -> list[Schema]:
    """Every block of the rulebook's schema that describes a rule of some list: it has an id and a reason."""
    found: list[Schema] = []

    def look(node: Any) -> None:
        if isinstance(node, dict):
            properties = node.get("properties")
            if isinstance(properties, dict) and {"id", "because"} <= properties.keys():
                found.append(node)
            for part in node.values():
                look(part)
        elif isinstance(node, list):
            for part in node:
                look(part)

    look(rulebook["definitions"])
    return found


def _part(whole: Schema) -> Schema:
    """The keys of a thing, none of which has to be there; where a list stands, a part of it can be changed."""
    keys = {key: _elsewhere(item) for key, item in whole.get("properties", {}).items() if isinstance(item, dict)}
    properties = {key: _listed(item) for key, item in keys.items()}
    return {"type": "object", "title": whole.get("title", ""), "properties": properties, "additionalProperties": False}


def _listed(item: Schema) -> Schema:
    edit = {"type": "object", "properties": {"add": {}, "remove": {}, "after": {}}, "minProperties": 1,
            "additionalProperties": False}  # fmt: skip
    shown: Schema = {key: item[key] for key in ("title", "description") if key in item}
    return {**shown, "anyOf": [item, edit]}


def _elsewhere(node: Any) -> Any:
    """A part of the rulebook's schema with its references pointing to that file."""
    if isinstance(node, dict):
        return {key: f"{SCHEMA.name}{item}" if key == "$ref" and str(item).startswith("#") else _elsewhere(item)
                for key, item in node.items()}  # fmt: skip
    return [_elsewhere(item) for item in node] if isinstance(node, list) else node
