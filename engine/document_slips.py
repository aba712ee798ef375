"""What was meant where a file isn't YAML: the slips that people make, looked for at and above the place of the error.

The parser stops where it understands no further, which is mostly the line below the slip or, of a quote that was left
open, many lines below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

ABOVE = 3  # lines above the error in which a slip is looked for
KEY = re.compile(r"( *(?:- +)?)([A-Za-z_][A-Za-z0-9_.]*):(?: |$)")
GLUED = re.compile(r" *(?:- *)?([A-Za-z_][A-Za-z0-9_]*):(?=[^\s/])")
BARE = re.compile(r"( *(?:- *)?)([A-Za-z_][A-Za-z0-9_]*)(?: [^:#]*)?$")
BRACE = re.compile(r": +(\{[A-Za-z_]+\})\s*\S")


class Slip(NamedTuple):
    """Where it is, from 0, what is wrong, and what is to be written."""

    line: int
    column: int
    say: str
    expected: str


def slip_near(lines: Sequence[str], number: int) -> Slip | None:
    """The first of the slips that is found near a line, or None. `number` counts from 0."""
    return next(_slips(lines, min(number, len(lines) - 1)), None)


def _slips(lines: Sequence[str], number: int) -> Iterator[Slip]:
    near = [at for at in range(number, max(-1, number - ABOVE - 1), -1) if lines[at].strip()]
    for at in near:
        brace = BRACE.search(lines[at])
        if brace:
            yield Slip(at, brace.start(1), "a text can't begin with a brace", "quotes around the text")
    for at in near:
        glued = GLUED.match(lines[at])
        if glued:
            say = f"a space is missing after '{glued[1]}:'"
            yield Slip(at, glued.end(), say, f"{glued[1]}: and then its value")
        dash = re.match(r" *(-)[A-Za-z]", lines[at])
        if dash:
            yield Slip(at, dash.start(1), "a space is missing after the dash", "- and a space")
    yield from _open_quote(lines, number)
    for at in near:
        yield from _without_colon(lines, at)
    yield from _too_far(lines, number)


def _open_quote(lines: Sequence[str], number: int) -> Iterator[Slip]:
    """The last line above, with a key, on which a quote begins and none ends."""
    for at in range(number, -1, -1):
        line = lines[at]
        if KEY.match(line) and line.replace('\\"', "").count('"') % 2:
            yield Slip(at, line.index('"'), "a quote is not closed", "a second quote at the end of the text")
            return


def _without_colon(lines: Sequence[str], at: int) -> Iterator[Slip]:
    """A word where its neighbours have keys, in the same column."""
    bare = BARE.match(lines[at])
    if not bare:
        return
    column = len(bare[1])
    for other in (at - 1, at + 1):
        key = KEY.match(lines[other]) if 0 <= other < len(lines) else None
        if key and len(key[1]) == column:
            yield Slip(at, column, f"a colon is missing after '{bare[2]}'", f"{bare[2]}: and then its value")
            return


def _too_far(lines: Sequence[str], number: int) -> Iterator[Slip]:
    """A key that stands further in than the one above it, which has its value already."""
    above = next((at for at in range(number - 1, -1, -1) if lines[at].strip()), None)
    key, before = KEY.match(lines[number]), KEY.match(lines[above]) if above is not None else None
    if key and before and above is not None and len(key[1]) > len(before[1]) and lines[above][before.end() :].strip():
        say = "this stands further in than the line above it, which is a value already"
        yield Slip(number, len(key[1]), say, f"'{key[2]}' in the column of '{before[2]}'")
