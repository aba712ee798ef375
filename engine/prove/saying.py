"""An athlete of the solver's as a facts file: what is known, as somebody would say it on one day."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from ..facts.sections import is_symptom
from ..facts.values import YES_NO, plain
from ..logic import AtLeast, Below, Known, leaves, measure_of
from ..model import Measure, Rulebook
from ..training import NONE
from .people import CLEARED_TO, FLAG, KIT
from .solve import Values

AS_OF = "2026-01-05"  # any day does: everything is said on that day
PAIN, POSITION = "pain", "position"
TRUNK = {"surefoot": "facts/1", "athlete": "witness", "as_of": AS_OF}
STATED, CLEARED = 2, 1
Said = dict[str, Any]


def facts_file(values: Values, book: Rulebook) -> Said:
    """What is known, as a facts file says it."""
    said: Said = dict(TRUNK)
    stands = values.get(POSITION, (0, 0))[0]
    for fact, (low, high) in sorted(values.items()):
        measure = book.measures.get(measure_of(fact))
        if measure is None or measure.at[0] == PAIN or usual(fact, book) == (low, high):
            continue
        if measure.at[0] == POSITION and not stands:
            continue
        path = (*measure.at, fact.rpartition(".")[2]) if measure.sides else measure.at
        _put(said, path, written(measure, low, high))
    if not stands:
        said[POSITION] = NONE
    if all(values.get(fact) == (0, 0) for fact in symptoms(book)):
        said["symptoms"] = NONE
    pains = list(_pains(values, book))
    if pains or any(fact in values for fact in _sites(book)):
        said[PAIN] = pains or NONE
    _kit(said, values, book)
    _flags(said, values, book)
    return said


def written(measure: Measure, low: int, high: int) -> Any:
    """A value as somebody would write it."""
    if measure.kind == "yes_no":
        return YES_NO[low]
    text = plain(measure, low) + ("+" if high > low and measure.kind == "number" else "")
    return int(text) if text.isdigit() else text


def _put(said: Said, path: tuple[str, ...], value: Any) -> None:
    for key in path[:-1]:
        said = said.setdefault(key, {})
    said[path[-1]] = value


def _sites(book: Rulebook) -> dict[str, Measure]:
    return {fact: each for each in book.measures.values() if each.at[0] == PAIN for fact in each.facts()}


def _pains(values: Values, book: Rulebook) -> Iterator[Said]:
    """An entry for each site and side that hurts; one that is left unknown while others are known says so."""
    entries: dict[tuple[str, str], Said] = {}
    sites = _sites(book)
    if not any(fact in values for fact in sites):
        return
    told = {leaf.fact for each in book.conclusions.values() for leaf in leaves(each.formula)
            if isinstance(leaf, (AtLeast, Below, Known))}  # fmt: skip
    for fact, measure in sorted(sites.items()):
        side = fact.rpartition(".")[2] if measure.sides else ""
        if values.get(fact) == (0, 0) or (fact not in values and fact not in told):
            continue
        entry = entries.setdefault((measure.at[1], side), {"site": measure.at[1]})
        if side:
            entry["side"] = side
        if fact in values:
            entry[measure.at[2]] = written(measure, *values[fact])
    for (site, side), entry in entries.items():  # what isn't said of a site that hurts is not known
        for fact, measure in sites.items():
            if measure.at[1] == site and fact.endswith(f".{side}" if side else fact) and values.get(fact) == (0, 0):
                entry[measure.at[2]] = 0
        yield {**entry, "tissue": "muscle"}


def _kit(said: Said, values: Values, book: Rulebook) -> None:
    kit = {fact.removeprefix(KIT): low > 0 for fact, (low, _) in values.items() if fact.startswith(KIT)}
    odd = {item: there for item, there in kit.items()
           if item in book.equipment and there != (book.equipment[item].get("household") is True)}  # fmt: skip
    if odd:
        said["equipment"] = {item: YES_NO[there] for item, there in sorted(odd.items())}


def _flags(said: Said, values: Values, book: Rulebook) -> None:
    phases = [phase.id for phase in book.phases]
    far = values.get(CLEARED_TO, (len(phases), 0))[0]
    for flag in book.flags.values():
        state = values.get(f"{FLAG}{flag.id}", (0, 0))[0]
        if state == STATED:
            said.setdefault("red_flags", {})[flag.id] = "yes"
        elif state == CLEARED:
            allows: Any = "all" if far >= len(phases) else phases[:far]
            clearance = {"for": flag.id, "by": "a clinician", "date": AS_OF, "allows": allows}
            said.setdefault("clearances", []).append(clearance)


# ---- less of it ----


def without(values: Values, names: Set[str], book: Rulebook) -> Values:
    """Some facts are not known, or as they are where nothing was said."""
    left = {fact: each for fact in names if (each := usual(fact, book)) is not None}
    return {fact: value for fact, value in {**values, **left}.items() if fact not in names or fact in left}


def usual(fact: str, book: Rulebook) -> tuple[int, int] | None:
    """What a fact is where nobody said anything; None for not known."""
    if fact.startswith(FLAG):
        return 0, 0
    if fact == CLEARED_TO:
        return len(book.phases), len(book.phases)
    if fact.startswith(KIT):
        has = int(book.equipment.get(fact.removeprefix(KIT), {}).get("household") is True)
        return has, has
    measure = book.measures.get(measure_of(fact))
    if measure is None:  # another rulebook's
        return None
    words = YES_NO if measure.kind == "yes_no" else measure.words
    if measure.if_not_given in words:
        return (words.index(measure.if_not_given),) * 2
    return None


def symptoms(book: Rulebook) -> list[str]:
    return [measure.name for measure in book.measures.values() if is_symptom(measure)]
