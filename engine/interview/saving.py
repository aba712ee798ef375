"""Answers as the text of a facts file, and that text into a file of the athlete's own."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .. import document
from ..document import BOOLEANS, DECIMAL, INTEGER, NULLS, Number
from ..findings import BadInput, Finding

ORDER = (
    "surefoot",
    "athlete",
    "as_of",
    "profile",
    "history",
    "equipment",
    "week",
    "running",
    "races",
    "position",
    "log",
    "measures",
    "pain",
    "injuries",
    "symptoms",
    "red_flags",
    "clearances",
    "overrides",
)
TITLE = "# Answers given to surefoot. `surefoot decide` reads this file, `surefoot assess --answers` goes on from it."
BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+%/ -]*\Z")
WIDTH = 110


# ---- as text --------------------------------------------------------------------------------------------------------


def as_text(data: Mapping[str, Any]) -> str:
    """A facts file that is read back as the same data."""
    return "\n".join([TITLE, *lines_of(data)]) + "\n"


def lines_of(data: Mapping[str, Any], indent: str = "") -> list[str]:
    """The lines of a block, the sections of a facts file in their order; each indented."""
    place = {key: number for number, key in enumerate(ORDER)}
    keys = sorted(data, key=lambda key: place.get(key, len(place)))
    return [line for key in keys for line in _entry(key, data[key], indent)]


def _entry(key: str, value: Any, indent: str) -> Iterator[str]:
    line = f"{indent}{_scalar(key)}: {_flow(value)}"
    if len(line) <= WIDTH or not value or not isinstance(value, (dict, list)):
        yield line
        return
    yield f"{indent}{_scalar(key)}:"
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from _entry(inner, item, indent + "  ")
    else:
        yield from (f"{indent}  - {_flow(item)}" for item in value)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """A value as the reader takes it for what it is: text that looks like something else stands in quotes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, Number)):
        return str(value)
    text = str(value)
    misread = text in BOOLEANS or text in NULLS or INTEGER.match(text) or DECIMAL.match(text) or text.endswith(" ")
    if BARE.match(text) and not misread:
        return text
    return '"' + "".join(_letter(letter) for letter in text) + '"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"


# ---- into a file ----------------------------------------------------------------------------------------------------


def may_save(path: Path, athlete: str) -> None:
    """Looks whether the answers can be kept there.

    athlete : "" while it isn't known who it is
    Errors: BadInput, where the folder isn't there or can't be written, or where the file holds something else than
    answers of the same athlete.
    """
    folder = path.resolve().parent
    if not folder.is_dir():
        raise _cannot(path, f"There is no folder {folder}.")
    if path.is_dir() or not os.access(folder, os.W_OK):
        raise _cannot(path, "Nothing can be written there.")
    if not path.exists():
        return
    try:
        value, _ = document.read(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError):
        value = None
    whose = value.get("athlete") if value is not None and value.get("surefoot") is not None else None
    if whose is None:
        raise _cannot(path, "There is such a file already, and it isn't one with an athlete's answers.")
    if athlete and str(whose.data) != athlete:
        raise _cannot(path, f"This file holds the answers of {whose.data}, not of {athlete}.")


def save_text(path: Path, text: str, athlete: str) -> None:
    """Keeps the text, readable by its owner alone; an older file of the same athlete is replaced in one step."""
    may_save(path, athlete)
    path = path.resolve()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # made with mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise _cannot(path, f"The answers can't be saved: {error.strerror}.") from error


def _cannot(path: Path, say: str) -> BadInput:
    return BadInput([Finding("not-saved", say, str(path), expected="--save with another file")])
