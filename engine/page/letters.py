"""Text for a terminal that shows no more than ASCII: each other letter as the nearest that it has."""

from __future__ import annotations

import os
import unicodedata
from typing import TextIO

INSTEAD = {
    "\u00b0": " degrees", "\u00d7": "x", "\u00b1": "+/-", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2026": "...",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2265": ">=", "\u2264": "<=", "\u00df": "ss",
    "\u00f8": "o", "\u00d8": "O", "\u00e6": "ae", "\u0142": "l", "\u2192": "->", "\u00a0": " ",
}  # fmt: skip


def in_ascii(text: str) -> str:
    """The text without any other letter: accents go, signs are written out, what has no likeness is a ?."""
    if text.isascii():
        return text
    written = "".join(INSTEAD.get(letter, letter) for letter in text)
    apart = unicodedata.normalize("NFKD", written)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return bare.encode("ascii", "replace").decode("ascii")


def ascii_only(stream: TextIO | None) -> bool:
    """Whether nothing but ASCII can be shown there: its encoding has no more, or the locale is the plain C one."""
    if "utf" not in (getattr(stream, "encoding", None) or "ascii").lower():
        return True
    named = next((value for key in ("LC_ALL", "LC_CTYPE", "LANG") if (value := os.environ.get(key))), "")
    return named in ("C", "POSIX") and stream is not None and stream.isatty()
