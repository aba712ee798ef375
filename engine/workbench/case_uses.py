"""Which cases are about a thing of the rulebook: they expect something of it, or give what it reads themselves."""

from __future__ import annotations

from collections.abc import Iterator

from ..cases import Case
from .links import Links, Thing

EXPECTED = {  # kind of name -> where a case expects something of one
    "rules": ("lines", "reductions", "rules", "kept"),
    "gate": ("gates", "lost", "kept"),
    "criteria": ("bands",),
    "red_flags": ("red_flags", "rules"),
    "exercises": ("exercises",),
}


def cases_of(thing: Thing, cases: list[Case], links: Links) -> list[Case]:
    """Those that expect something of it first; where none does, those that give all that it reads themselves."""
    kind, name = thing
    expecting = [case for case in cases if name in set(_expected(case, kind))]
    if expecting:
        return expecting
    read = {each for other, each in links.fed_by(thing) if other in ("measures", "criteria")}
    read |= {name} if kind == "measures" else set()
    return [case for case in cases if read and read <= given(case)]


def _expected(case: Case, kind: str) -> Iterator[str]:
    for key in EXPECTED.get(kind, ()):
        wanted = case.expect.get(key) or ()
        if isinstance(wanted, dict) and key == "exercises":
            wanted = [each for part in wanted.values() for each in part]
        for each in wanted if isinstance(wanted, (dict, list)) else ():
            yield each.partition(".")[0] if kind == "criteria" else each


def given(case: Case) -> set[str]:
    """The measures that a case itself gives, and not only the facts that it begins from."""
    found = set()
    for section in ("measures", "profile", "history", "symptoms", "running", "position", "log"):
        found |= {str(key) for key in case.own.get(section, ())} if isinstance(case.own.get(section), dict) else set()
    return found
