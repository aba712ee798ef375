"""Numbers and durations as people's accounts write them: 1,234.5 and 1.234,5 and 1 234,5.

A cell is read by what it shows itself; only where it could mean two things (`2,810`) does the rest of the file decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

LONGEST = 40  # letters of a cell that are quoted
MISSING = {"", "-", "--", "---", "—", "–"}  # how lists say that there is none
SPACES = re.compile("[\\s\u00a0\u2009\u202f'’]")  # what stands between thousands, beside a point or a comma
GROUPED = re.compile(r"\d{1,3}(?:[\s\u00a0\u2009\u202f'’]\d{3})+(?:[.,]\d+)?\Z")
NUMBER = re.compile(r"[+-]?\d[\d.,]*\Z")
CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d+))?\Z")


def decimal_of(cells: Iterable[str]) -> str | None:
    """What stands before the tenths in these cells, `.` or `,`: what most of those that show it say; None if none."""
    shown = Counter(mark for cell in cells if (mark := _shows(_bare(cell))))
    return shown.most_common(1)[0][0] if shown else None


def read_number(text: str, decimal: str) -> float | None:
    """The number in a cell; None when the cell says that there is none.

    decimal : what stands before the tenths where the cell doesn't show it
    Errors: ValueError when it is no number.
    """
    if text.strip() in MISSING:
        return None
    bare = _bare(text)
    if not NUMBER.match(bare):
        raise ValueError(f"{shown(text)} is not a number")
    decimal = _shows(bare) or decimal
    whole, _, part = bare.rpartition(decimal) if bare.count(decimal) == 1 else (bare, "", "")
    groups = re.split(r"[.,]", whole.lstrip("+-"))
    wrong = any(len(group) != 3 for group in groups[1:]) or not 1 <= len(groups[0]) <= (3 if groups[1:] else 20)
    if wrong or not (part or "0").isdecimal() or len(part) > 20:
        raise ValueError(f"{shown(text)} is not a number")
    number = float("".join(groups) + "." + (part or "0"))
    return -number if bare.startswith("-") else number


def is_whole(text: str, decimal: str) -> bool:
    """True when a cell is written without tenths, so that it can count metres: `800`, `2,810`, `2.810`."""
    bare = _bare(text)
    mark = _shows(bare)
    return not any(sign in bare for sign in ".,") or (mark or decimal) not in bare or _three(bare)


def read_seconds(text: str, decimal: str) -> float | None:
    """The seconds of a duration: `00:31:24`, `22:30.4`, or a number of seconds. None when there is none.

    Errors: ValueError when it is no duration.
    """
    if ":" not in text:
        number = read_number(text, decimal)
        if number is not None and number < 0:
            raise ValueError(f"{shown(text)} is less than nothing")
        return number
    match = CLOCK.match(text.strip())
    if not match or (match[1] and int(match[2]) > 59) or int(match[3]) > 59:
        raise ValueError(f"{shown(text)} is not a duration")
    return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3]) + float(f"0.{match[4] or 0}")


def shown(text: str) -> str:
    """A cell as it is quoted to the one who wrote it."""
    text = " ".join(text.split())
    return f"'{text}'" if len(text) <= LONGEST else f"'{text[:LONGEST]}...'"


def _bare(text: str) -> str:
    """A cell without the spaces between thousands, and without the apostrophe with which spreadsheets mark text."""
    text = text.strip().removeprefix("'").replace("−", "-")
    sign = text[:1] if text[:1] in "+-" else ""
    return sign + SPACES.sub("", text.removeprefix(sign)) if GROUPED.match(text.removeprefix(sign)) else text


def _three(bare: str) -> bool:
    """True for a single mark with one to three figures before it and three after: thousands, or three decimals."""
    return bool(re.match(r"[+-]?[1-9]\d{0,2}[.,]\d{3}\Z", bare))


def _shows(bare: str) -> str | None:
    """What stands before the tenths as this cell alone shows it; None when it could be either or there are none."""
    marks = [sign for sign in bare if sign in ".,"]
    if not NUMBER.match(bare) or not marks or _three(bare):
        return None
    if len(set(marks)) == 2:
        return marks[-1]
    return marks[0] if len(marks) == 1 else "," if marks[0] == "." else "."
