"""What a rulebook lacks as a whole: kinds of file, and what the decision needs to know from the log.

A part that isn't there decides nothing, and nothing else would say so: without days off nobody is stepped back.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Value
from ..findings import Finding, nearest
from ..model import Rulebook
from .check_sequence import READ, READ_OF_TIERS
from .fields import flag, text
from .names import DOCUMENTS, Names
from .shape import load_schema

COUNTED = (*READ[2:], *READ_OF_TIERS[1:])  # what the decision reads and a log counts
NAMED = {"session_parts": "session", "exercises": "ladder"}  # kind of name -> the kind of file that gives it


def needed() -> dict[str, str]:
    """The kinds of file that a rulebook can't do without, and the folder in which each stands in the shipped one."""
    folders: dict[str, list[str]] = load_schema()["needed"]
    return {kind: folder for folder, kinds in folders.items() for kind in kinds}


def told_as_a_file(kind: str) -> bool:
    """Whether it is told of the file when there is no name at all of a kind."""
    return NAMED.get(kind, kind) in needed()


def check_parts(documents: list[Value], names: Names, book: Rulebook) -> Iterator[Finding]:
    """Every part that is missing. Nothing where a file couldn't be read: it may be that one."""
    if not names.whole:
        return
    begun = {key for each in documents for key in each.keys if key in DOCUMENTS or not {*DOCUMENTS} & each.keys.keys()}
    for kind, folder in needed().items():
        if kind not in begun:
            say = f"This rulebook has no file that begins with '{kind}'."
            yield Finding("missing-part", say, folder, seen=kind, expected=f"a file that begins with '{kind}'")
    if names["derivations"] and names.all_sound("derivations"):
        yield from _from_the_log(names, book)


def _from_the_log(names: Names, book: Rulebook) -> Iterator[Finding]:
    """What only a log can tell, and what decides whether somebody moves on or steps back, is taken from the log."""
    only = [name for name, entry in names["measures"].items() if flag(entry.value, "log_only")]
    wanted = dict.fromkeys([*COUNTED, text(names.part("time_off"), "by"), *only])
    given = names["derivations"]
    odd = [name for name, entry in given.items() if name not in book.measures and entry.value.get("title") is None]
    lacking = [each for each in wanted if each in names["measures"] and each not in given and not nearest(each, odd)]
    if lacking:
        say = f"Nothing takes this from the log, and decisions need it: {', '.join(lacking)}."
        expected = f"a derivation called {lacking[0]}, as in the shipped knowledge/derivations"
        yield Finding("missing-part", say, "knowledge/derivations", seen=lacking[0], expected=expected)
