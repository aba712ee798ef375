"""Text for a terminal that shows no more than ASCII: each other letter as the nearest that it has."""

from __future__ import annotations

import unicodedata

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
