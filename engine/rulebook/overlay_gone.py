"""What still names something that a change removes or renames: told at the change.

Whoever writes differences doesn't have the files of the base; a mistake that stands there is told where it was made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from ..findings import Finding, by_place, is_error
from .names import DOCUMENTS, WORDS, Names
from .overlay import KINDS, Change, Overlay

SHOWN = 5  # places that still name it
UNKNOWN, MISSING = "unknown-name", "missing-part"


def at_the_change(
    findings: list[Finding], own: Collection[str], overlay: Overlay, base: Names, names: Names, known: list[Finding]
) -> list[Finding]:
    """The findings, with those that a removal or a new name leads to in one at its change.

    own         : the files of the differences
    base, names : what has a name in the base, and with the differences
    known       : what is wrong with the base itself
    """
    gone = dict(_gone(overlay, base, names))
    led_to = [each for each in findings if gone and is_error(each) and each.file not in own and each not in known]
    told: dict[str, list[Finding]] = {}
    for finding in led_to:
        if finding.code in (UNKNOWN, MISSING) and finding.seen in gone:
            told.setdefault(finding.seen, []).append(finding)
    rest = [finding for finding in findings if finding not in led_to]
    if told:
        return [*rest, *(_still_named(name, gone[name], group) for name, group in told.items())]
    changes = {change.place: change for change in gone.values()}
    if len(changes) == 1:
        [place] = changes
        return [*rest, *(replace(each, file=place.file, line=place.line, column=place.column) for each in led_to)]
    return findings


def _gone(overlay: Overlay, base: Names, names: Names) -> Iterator[tuple[str, Change]]:
    """Every name that the base has and that isn't there with the differences, and the change that took it."""
    for kind in (*KINDS.values(), "session_parts"):
        for name, entry in base[kind].items():
            if name in names[kind]:
                continue
            for change in overlay.changes:
                over = base[KINDS[change.kind]].get(change.name) if change.kind else None
                if over is None or over.place.file != entry.place.file:
                    continue
                if over is entry or not over.path or f"{entry.path}.".startswith(f"{over.path}."):
                    yield name, change
                    if kind == "sites":
                        yield f"pain_{name}", change


def _still_named(name: str, change: Change, group: list[Finding]) -> Finding:
    new = _renamed(change)
    what = f"The {WORDS[KINDS[change.kind]]} {change.name} {f'is called {new} from here on' if new else 'goes'}"
    what += f", {name} with it" if name != change.name else ""
    places = [f"{each.file}:{each.line}" for each in by_place(group) if each.code == UNKNOWN]
    if not places:
        say = f"{what}, and a rulebook can't do without it."
        return Finding("still-named", say, *change.place, seen=name, expected="a change of what stands in it")
    more = ", ..." if len(places) > SHOWN else ""
    count = f"{len(places)} places of the base still name it" if len(places) > 1 else "the base still names it"
    say = f"{what}, and {count}: {', '.join(places[:SHOWN])}{more}."
    expected = "the name that it had; what pages call it is its title" if new else "changes of those, too"
    return Finding("still-named", say, *change.place, seen=name, expected=expected)


def _renamed(change: Change) -> str:
    """The name that a change gives to what it changes; "" where it gives none."""
    kind, sets = KINDS[change.kind], change.sets
    keys = (kind,) if kind in DOCUMENTS else ("id", "level")
    given = next((each for key in keys if sets is not None and (each := sets.get(key)) is not None), None)
    return str(given.data) if given is not None else ""
