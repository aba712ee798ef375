"""What a rulebook that holds only the differences changes in its base."""

from __future__ import annotations

from dataclasses import dataclass

from .logic import Place


@dataclass(frozen=True)
class Edit:
    """One change that an overlay makes to its base.

    kind, name : what is changed; "add" and the names of what is new
    says       : what it was and what it is now, a line for each key
    risk       : who answers for what it loosens, and why; loosens: those red flags and bone lines
    """

    kind: str
    name: str
    says: tuple[str, ...]
    reason: str
    place: Place
    keys: tuple[str, ...] = ()
    risk: tuple[str, str] = ("", "")
    loosens: tuple[tuple[str, str], ...] = ()               # (title, id)


@dataclass(frozen=True)
class Edited:
    """What a rulebook of differences changes, and of which base: `named` is the digest that it was written for."""

    title: str
    base: str
    named: str
    digest: str                             # of the base as it is now
    edits: tuple[Edit, ...] = ()
