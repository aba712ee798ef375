"""What can be wrong in the sequence: phases and tiers of jumping, their order, and the gates that open them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..findings import Finding, nearest
from ..model import Rulebook
from ..training import NONE
from .names import WORDS, Names
from .tiers import REACHED

READ = ("position", "reached", "weeks_in_phase", "sessions_done")  # measures that no rule file names
READ_OF_TIERS = (REACHED, "weeks_in_tier")
OUT_OF_ORDER = ("phase-order", "phase-words", "tier-order", "tier-words")  # what else depends on the order isn't judged


def check_sequence(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Every finding about phases, tiers and their gates. What may only seem to be missing is not told."""
    phases = list(_order(names, "phase"))
    yield from phases
    if not phases and names.all_sound("phase"):
        yield from _read(names, READ)
        yield from _words(READ[:2], [phase.id for phase in book.phases], "phase", book, names)
    tiers = list(_order(names, "tier"))
    yield from tiers
    if not tiers and names.all_sound("tier") and book.tiers:
        yield from _read(names, READ_OF_TIERS)
        yield from _words(READ_OF_TIERS[:1], [tier.id for tier in book.tiers], "tier", book, names)
    yield from _gates(book, names)
    if not phases and names.all_sound("phase"):
        yield from _cycles(book, names)


# ---- the order of phases, and of tiers ------------------------------------------------------------------------------


def _order(names: Names, kind: str) -> Iterator[Finding]:
    """They are numbered from 1, without a gap."""
    entries = list(names[kind].values())
    orders = [(entry.value.get("order"), entry.name) for entry in entries]
    numbered = [(value.data, value.place, name) for value, name in orders if value and isinstance(value.data, int)]
    if len(numbered) < len(entries) or not names.whole:
        return
    missing = next(
        (number for number in range(1, len(numbered) + 1) if number not in [each[0] for each in numbered]), 0
    )
    first: dict[int, str] = {}
    for order, place, name in sorted(numbered) if missing else ():
        say = f"The {WORDS[kind]} {name} has the order {order}, and no {WORDS[kind]} has {missing}."
        if order in first:
            say = f"The {WORDS[kind]}s {first[order]} and {name} both have the order {order}, and none has {missing}."
        if order in first or order == max(each[0] for each in numbered) > len(numbered):
            # `phase-order` or `tier-order`
            yield Finding(f"{kind}-order", say, *place, seen=str(order), expected=str(missing))
            return
        first[order] = name


def _read(names: Names, measures: Iterable[str]) -> Iterator[Finding]:
    """What the decision itself reads is there."""
    for name in measures:
        if names.whole and names["measures"] and name not in names["measures"]:
            say = f"The decision reads the measure '{name}', which is not there."
            near = nearest(name, names["measures"])
            yield Finding("unknown-name", say, "knowledge/measures", seen=name, expected="a measure", nearest=near)


def _words(measures: Iterable[str], steps: list[str], kind: str, book: Rulebook, names: Names) -> Iterator[Finding]:
    """What is read in words counts as the sequence does."""
    expected = (NONE, *steps)
    for name in measures:
        words = names["measures"][name].value.get("words") if name in names["measures"] else None
        if words is not None and names.sound("measures", name) and book.measures[name].words != expected:
            say = f"The words of {name} are not 'none' and the {WORDS[kind]}s in their order."
            # `phase-words` or `tier-words`
            yield Finding(f"{kind}-words", say, *words.place, seen=name, expected=", ".join(expected))


# ---- gates ----------------------------------------------------------------------------------------------------------


def _gates(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Each phase that has sessions, and each tier, is opened by one gate; one without lets nobody in."""
    opened: dict[str, str] = {}
    for gate in book.gates.values():
        first = opened.setdefault(gate.opens, gate.id)
        opens = names["gate"][gate.id].value.get("opens")
        if first != gate.id and opens is not None:
            kind = "tier" if book.tier(gate.opens) else "phase"
            say = f"The {kind} {gate.opens} is already opened by {first}, at {book.gates[first].place}."
            yield Finding("gate-count", say, *opens.place, seen=gate.opens, expected=f"one gate for each {kind}")
    there = {*(phase.id for phase in book.phases), *(tier.id for tier in book.tiers)}
    if not names.whole or len(opened) < len(book.gates) or set(opened) - there:
        return
    needed = [("phase", phase.id, phase.place) for phase in book.phases if phase.days]
    for kind, name, place in [*needed, *(("tier", tier.id, tier.place) for tier in book.tiers)]:
        if name not in opened:
            say = f"No gate opens the {kind} {name}, so nobody would reach it."
            yield Finding("gate-count", say, *place, seen=name, expected=f"a gate with `opens: {name}`")


# ---- what comes after the last phase --------------------------------------------------------------------------------


def _cycles(book: Rulebook, names: Names) -> Iterator[Finding]:
    """A new cycle begins before the phase that comes last."""
    for rule in book.cycles:
        begin = names["rules"][rule.id].value.get("begin_at")
        phase = book.phase(str(rule.data.get("begin_at", "")))
        if begin is not None and phase is not None and phase.order == len(book.phases):
            say = f"{rule.id} begins again at {phase.id}, which is the last phase: nothing would begin."
            yield Finding("later-phase", say, *begin.place, seen=phase.id, expected=f"a phase before {phase.id}")
