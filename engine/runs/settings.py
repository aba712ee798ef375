"""knowledge/import.yaml as the readers use it: numbers, and words that are looked up without regard to case."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..document import read
from ..findings import BadRulebook, is_error
from ..rulebook.check_import import check_import
from ..rulebook.files import SHIPPED
from ..rulebook.shape import check_shape, load_schema
from .activity import NO_RUN, UNSAID

WHERE = "knowledge/import.yaml"
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Language:
    """How a language writes numbers and dates. decimal : `.` or `,`; months : each way to write one, and its number."""

    decimal: str
    days_first: bool | None
    months: Mapping[str, int]
    fill: frozenset[str]

    def month(self, word: str) -> int | None:
        """The month that a word means: whole, or its first three letters or more where no other begins so."""
        word = plain(word)
        if word in self.months:
            return self.months[word]
        meant = {number for name, number in self.months.items() if len(word) >= 3 and name.startswith(word)}
        return meant.pop() if len(meant) == 1 else None


@dataclass(frozen=True)
class ListForm:
    """A sort of CSV list. headers : language -> field -> the words that head its column."""

    name: str
    title: str
    local: bool
    headers: Mapping[str, Mapping[str, frozenset[str]]]


@dataclass(frozen=True)
class Settings:
    """All of the file. number : block.key -> number (same_run.start_s)."""

    number: Mapping[str, float]
    prefer: tuple[str, ...]
    sports: Mapping[str, str]
    languages: Mapping[str, Language]
    lists: tuple[ListForm, ...]

    def kind(self, *words: str | None) -> str:
        """What the first word that says something means: a kind of run, NO_RUN, or UNSAID when none says anything."""
        for word in words:
            meant = self.sports.get(plain(word), NO_RUN) if word and word.strip() else UNSAID
            if meant != UNSAID:
                return meant
        return UNSAID

    def bytes_of(self, limit: str) -> int:
        return int(self.number[f"limits.{limit}"] * MEGABYTE)


def plain(word: str) -> str:
    """A word as it is looked up: small letters without accents, one space between, no dots at its ends."""
    letters = unicodedata.normalize("NFKD", word.replace("_", " ").replace("’", "'").casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.split()).strip(".,")


def open_settings(root: Path | None = None) -> Settings:
    """The settings below a rulebook's folder; the shipped ones where it is None or has none of its own.

    Errors: BadRulebook with every finding.
    """
    path = (root or SHIPPED) / WHERE
    return read_settings((path if path.is_file() else SHIPPED / WHERE).read_text(encoding="utf-8"))


def read_settings(text: str) -> Settings:
    """The settings that a text of this form gives.

    Errors: BadRulebook with every finding.
    """
    value, findings = read(text, WHERE)
    if value is not None:
        findings += check_shape(value, load_schema())
        findings += [] if findings else check_import([value])
    if value is None or any(is_error(finding) for finding in findings):
        raise BadRulebook(findings, {WHERE: text})
    data = value.plain()["import"]
    blocks = {name: data[name] for name in ("same_run", "believable", "limits")}
    return Settings(
        number={f"{name}.{key}": float(one["value"]) for name, block in blocks.items() for key, one in block.items()},
        prefer=tuple(data["prefer"]["forms"]),
        sports={
            plain(word): UNSAID if kind == "unsaid" else kind
            for kind, words in data["sports"].items()
            for word in words
        },
        languages={name: _language(one) for name, one in data["languages"].items()},
        lists=tuple(_list(name, one) for name, one in data["lists"].items()),
    )


def _language(data: dict[str, Any]) -> Language:
    months = {plain(word): number for number, word in enumerate(data["months"], start=1)}
    months |= {plain(word): number for word, number in data.get("short", {}).items()}
    decimal = "." if data["decimal"] == "point" else ","
    return Language(decimal, data.get("days_first"), months, _words(data.get("fill", [])))


def _list(name: str, data: dict[str, Any]) -> ListForm:
    headers = {
        language: {field: _words(words) for field, words in fields.items()}
        for language, fields in data["headers"].items()
    }
    return ListForm(name, data["title"], data["clock"] == "local", headers)


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(word) for word in words)
