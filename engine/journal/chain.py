"""The chain: what is recorded of an athlete, entry or decision, each tied to the one before it. docs/audit.md has it.

    content = SHA-256 of the canonical JSON of a row; long texts stand in it by their own SHA-256
    digest  = SHA-256 of the canonical JSON of {content, number, previous}

One chain an athlete, in the order of recording, over both tables. `number` counts from 1 without gaps; `previous` is
the digest before, null for the first. So the digest of the last, the head, stands for all that went before.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .canonical import canonical

ENTRY, DECISION = "entry", "decision"
TABLE_OF = {ENTRY: "entries", DECISION: "decisions"}
ENTRY_COLUMNS = ("athlete", "id", "kind", "held_on", "recorded_at", "supersedes", "source", "data")
DECISION_COLUMNS = ("athlete", "id", "as_of", "recorded_at", "through", "facts", "rulebook", "version", "outcome",
                    "result", "reads", "phase", "tier", "origin")  # fmt: skip
COLUMNS = {ENTRY: ENTRY_COLUMNS, DECISION: DECISION_COLUMNS}
TEXTS = ("data", "facts", "result", "reads", "origin")  # by their SHA-256
SHORT = 16  # of a digest's 64 digits: what is printed
LEAST = 8   # of them that a head which is handed in has

_HEAD = re.compile(r"(?:(?P<athlete>[A-Za-z0-9_-]{1,64})\.)?(?P<number>[1-9][0-9]{0,8})\.(?P<digest>[0-9a-f]{8,64})\Z")


@dataclass(frozen=True)
class Head:
    """The end of an athlete's chain, as it is or as a page says that it was.

    number : how many records there are up to it
    digest : 64 hexadecimal digits; of a head that was handed in, as many of the first as were told
    """

    athlete: str
    number: int
    digest: str

    def __str__(self) -> str:
        """As it is printed and typed: sample-3.214.9f86d081884c7d65"""
        return f"{self.athlete}.{self.number}.{self.digest[:SHORT]}"

    @property
    def whole(self) -> str:
        """With all digits, for files."""
        return f"{self.athlete}.{self.number}.{self.digest}"

    @property
    def nameless(self) -> str:
        """Without the athlete's name, for what is to be discreet."""
        return f"{self.number}.{self.digest[:SHORT]}"


def head_of(text: str, athlete: str | None = None) -> Head | None:
    """A head as a page prints it, with the athlete's name or without; None where it isn't one.

    athlete : whose it is, where it doesn't say
    """
    found = _HEAD.match(text.strip())
    whose = (found["athlete"] or athlete) if found else None
    return Head(whose, int(found["number"]), found["digest"]) if found and whose else None


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def told_by(record: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row's fingerprint is made of: its columns, long texts by their SHA-256.

    record : entry or decision
    row    : its columns as they stand in the file
    Errors: AttributeError, where a long text isn't one.
    """
    told: dict[str, Any] = {"record": record}
    for column in COLUMNS[record]:
        value = row[column]
        if column in TEXTS:
            told[f"{column}_sha256"] = None if value is None else sha256(value)
        else:
            told[column] = value
    return told


def content_of(told: Mapping[str, Any]) -> str:
    """The fingerprint of a row. Errors: ValueError, where a value is neither text nor number."""
    return sha256(canonical(told))


def digest_at(content: str, number: int, previous: str | None) -> str:
    """The digest of the record with this number."""
    return sha256(canonical({"content": content, "number": number, "previous": previous}))


def in_order(entries: Sequence[int], decisions: Sequence[tuple[int, int]]) -> list[tuple[str, int]]:
    """The order of recording of what has no chain yet: a decision comes after the last entry that it knew.

    entries : ids; decisions : id and the last entry that there was; both in their order
    """
    found: list[tuple[str, int]] = []
    at = 0
    for number, through in decisions:
        while at < len(entries) and entries[at] <= through:
            found.append((ENTRY, entries[at]))
            at += 1
        found.append((DECISION, number))
    return [*found, *((ENTRY, number) for number in entries[at:])]
