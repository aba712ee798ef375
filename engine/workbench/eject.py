"""A rulebook of one's own: a whole copy, or a folder that holds only the differences; ready for an editor and git."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..findings import BadInput, Finding
from ..rulebook.files import FOLDERS, SHIPPED, case_texts, is_overlay, texts_of
from ..rulebook.overlay import BASE, CHANGES, OVERLAY
from ..rulebook.shape import SCHEMA
from .moved import LOCK, base_of, lock_of
from .schemas import differences_schema

TEMPLATES = Path(__file__).resolve().parent / "templates"
SCHEMAS = "schema"


def eject(folder: Path, source: Path | None, differences: bool, title: str) -> list[str]:
    """Makes the folder. Gives its files, by name below it, in order.

    source : the rulebook that it comes from; None for the shipped one
    title  : what pages call a rulebook of differences
    Errors: BadInput when there is something in the folder already, or the source is no whole rulebook.
    """
    root = source or SHIPPED
    if is_overlay(root):
        say = "This folder holds only differences; a copy or new differences are made from a whole rulebook."
        raise BadInput([Finding("overlay-base", say, str(root), expected="the folder of a whole rulebook")])
    texts = texts_of(root)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        say = "There is something here already, and nothing is written over."
        raise BadInput([Finding("not-empty", say, str(folder), expected="a new or an empty folder")])
    folder.mkdir(parents=True, exist_ok=True)
    made = _differences(folder, source, texts, title) if differences else _copy(folder, root, texts)
    for name, content in made:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8", newline="\n")
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _copy(folder: Path, root: Path, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from texts.items()
    yield from case_texts(root).items()
    for schema in sorted(SCHEMA.parent.glob("*.json")):
        yield f"rules/schema/{schema.name}", schema.read_text("utf-8")
    yield "README.md", _template("copy.md")
    yield from _around("rules/schema/rulebook.schema.json", [f"{name}/**/*.yaml" for name in FOLDERS])


def _differences(folder: Path, source: Path | None, texts: dict[str, str], title: str) -> Iterator[tuple[str, str]]:
    base = base_of(texts)
    named = BASE if source is None else _seen_from(folder, source)
    head = _template("overlay.yaml")
    for key, value in (("{title}", json.dumps(title)), ("{base}", named), ("{digest}", base.digest)):
        head = head.replace(key, value)
    yield OVERLAY, head
    yield LOCK, lock_of(base.entries)
    yield f"{CHANGES}first.yaml", _template("first.yaml")
    yield "cases/first.yaml", _template("cases.yaml")
    yield "README.md", _template("differences.md")
    rulebook = SCHEMA.read_text("utf-8")
    yield f"{SCHEMAS}/{SCHEMA.name}", rulebook
    schema = differences_schema(json.loads(rulebook), base.entries)
    yield f"{SCHEMAS}/overlay.schema.json", json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
    yield from _around(f"{SCHEMAS}/overlay.schema.json", [OVERLAY, f"{CHANGES}*.yaml"])


def _around(schema: str, files: list[str]) -> Iterator[tuple[str, str]]:
    """What editors and git look for."""
    settings: dict[str, Any] = {"yaml.schemas": {f"./{schema}": files}, "yaml.format.enable": False}
    yield ".vscode/settings.json", json.dumps(settings, indent=2) + "\n"
    yield ".vscode/extensions.json", json.dumps({"recommendations": ["redhat.vscode-yaml"]}, indent=2) + "\n"
    yield ".gitattributes", _template("gitattributes")


def _seen_from(folder: Path, source: Path) -> str:
    """The path of a rulebook as seen from a folder, so that the two can be moved together."""
    here, there = folder.resolve(), source.resolve()
    for up, parent in enumerate((here, *here.parents)):
        if there.is_relative_to(parent):
            return "/".join([*[".."] * up, *there.relative_to(parent).parts]) or "."
    return there.as_posix()


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")
