"""Names that can be shown to others: initials and a short mark, the same every time, no two alike.

    anna-berg  ->  AB-7kqm

The mark is worked out from the name, so it stays the same whoever else is in the table. Whoever has a list of names can
work it out too: it keeps a name off a screen, it doesn't hide a person from somebody who looks for them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

LETTERS = "23456789bcdfghjkmnpqrstvwxz"  # no vowels, so that no words come out, and nothing that is read as another
LENGTH = 4
INITIALS = 3
PARTS = re.compile(r"[^A-Za-z0-9]+")


def short_names(athletes: Iterable[str]) -> dict[str, str]:
    """Each athlete's name for others; of those that would be alike the marks are longer."""
    names = sorted(set(athletes))
    length = dict.fromkeys(names, LENGTH)
    while True:
        found: dict[str, list[str]] = {}
        for name in names:
            found.setdefault(_short(name, length[name]).lower(), []).append(name)
        alike = [name for same in found.values() if len(same) > 1 for name in same]
        if not alike:
            return {name: _short(name, length[name]) for name in names}
        for name in alike:
            length[name] += 1


def _short(name: str, length: int) -> str:
    initials = "".join(part[0] for part in PARTS.split(name) if part)[:INITIALS].upper()
    return f"{initials}-{_mark(name)[:length]}" if initials else _mark(name)[:length]


def _mark(name: str) -> str:
    count = int.from_bytes(hashlib.sha256(f"surefoot {name}".encode()).digest(), "big")
    letters = []
    while count:
        count, rest = divmod(count, len(LETTERS))
        letters.append(LETTERS[rest])
    return "".join(letters)
