"""Files that somebody takes for a part of a rulebook and that nothing reads: another ending, or another place.

Each is a finding, since a rule that is passed over in silence doesn't count, and its author thinks that it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..findings import Finding
from .overlay import CHANGES, OVERLAY
from .shape import kinds

ENDS = re.compile(r"\.ya?ml(?![a-z0-9])", re.IGNORECASE)
COPIES = re.compile(r"(~|\.(bak|orig|rej|swp|old))$", re.IGNORECASE)  # what editors and git leave beside a file
PLAIN = ("", ".txt")  # endings under which a text may be a rule file
FIRST_KEY = re.compile(r"^(\w+)\s*:", re.MULTILINE)
OF_AN_ATHLETE = re.compile(r"^(surefoot|athlete|as_of)\s*:", re.MULTILINE)  # a facts file may stand anywhere
LARGEST = 1_000_000  # bytes; larger is no rule file
INVARIANTS = "invariants.yaml"


def unread(folder: Path, root: Path, besides: Iterable[str] = ()) -> Iterator[Finding]:
    """The files below a folder of rules that aren't read for their ending, and look as if they were meant to be.

    besides : folders below the root, named as there, that aren't looked through
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not name.startswith(tuple(besides)) and looks_like_one(path) and path.suffix != ".yaml":
            yield _unread(path, name)


def beside(root: Path) -> Iterator[Finding]:
    """A file of invariants under another ending: nothing would be proved of it."""
    for path in sorted(root.glob("[Ii][Nn][Vv][Aa][Rr][Ii][Aa][Nn][Tt][Ss].*")):
        if ENDS.search(path.name) and path.name != INVARIANTS and not _left_over(path):
            yield _unread(path, path.name)


def misplaced(root: Path, own: Iterable[str]) -> Iterator[Finding]:
    """Changes, cases and rules in a folder of differences that stand in no folder from which they are read.

    own : the names of the folders from which they are, or that are told of otherwise
    """
    for path in sorted({*root.glob("*"), *(inner for inner in root.glob("*/*") if inner.parent.name not in own)}):
        begins = _begins(path) if ENDS.search(path.name) or path.suffix in PLAIN else ""
        if begins and path.name != OVERLAY and not path.name.startswith("."):
            place = f"{CHANGES} or cases/" if begins not in ("changes", "cases") else f"{begins}/"
            wanted = f"{place}{_right(path.name)}" if place.count("/") == 1 else f"its entries in a file of {place}"
            say = "This file stands beside the differences, so it is not read."
            yield Finding("overlay-file", say, path.relative_to(root).as_posix(), expected=wanted)


def looks_like_one(path: Path) -> bool:
    """Whether a file is a rule file by its name, or a plain text that begins as one. Copies of a file are none."""
    if path.name.startswith(".") or not path.is_file() or _left_over(path):
        return False
    return bool(ENDS.search(path.name)) or (path.suffix in PLAIN and bool(_begins(path)))


def _left_over(path: Path) -> bool:
    """Whether it is an older state of a file that is still there."""
    return bool(COPIES.search(path.name)) and path.with_name(COPIES.sub("", path.name)).is_file()


def _begins(path: Path) -> str:
    """The kind of file that a text begins as; "" where it is no rule file."""
    if not path.is_file() or path.stat().st_size > LARGEST:
        return ""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    first = FIRST_KEY.search(text)
    of_ours = first is not None and first[1] in (*kinds(), "changes") and not OF_AN_ATHLETE.search(text)
    return first[1] if first is not None and of_ours else ""


def _unread(path: Path, name: str) -> Finding:
    say = "A rulebook's files end in .yaml; this one is not read."
    return Finding("unreadable", say, name, expected=_right(path.name))


def _right(name: str) -> str:
    """The name under which a file is read."""
    end = ENDS.search(name)
    return (name[: end.start()] if end else name.removesuffix(".txt")) + ".yaml"
