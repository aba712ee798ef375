"""What a page about a thing of a rulebook is made of, whoever shows it: words with names in them, lines and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .links import SINGULAR


class Named(NamedTuple):
    """A thing of the rulebook as words mention it. `title`: what stands in the sentence."""

    kind: str  # kind of name: rules, measures ...
    name: str
    title: str

    @property
    def said(self) -> str:
        """With its kind and name: `measure sl_calf_raise_reps: Single-leg calf raise`."""
        kind = SINGULAR.get(self.kind, self.kind).replace("_", " ")
        return f"{kind} {self.name}{f': {self.title}' if self.title != self.name else ''}"


Piece = str | Named
Pieces = tuple[Piece, ...]


class Line(NamedTuple):
    """One line of a list; `depth` says how far it stands below others."""

    depth: int
    pieces: Pieces


@dataclass(frozen=True)
class Grid:
    """A table: a cell is words with names in them; the first column heads its row."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Pieces, ...], ...]


def plain(pieces: Iterable[Piece]) -> str:
    """Pieces as bare words."""
    return "".join(piece if isinstance(piece, str) else piece.title for piece in pieces)


def joined(parts: Sequence[Pieces], between: str = ", ") -> Pieces:
    """Pieces one after the other with something between them."""
    found: list[Piece] = []
    for number, part in enumerate(parts):
        found += [between] if number else []
        found += part
    return tuple(found)
