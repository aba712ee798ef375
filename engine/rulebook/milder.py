"""What spares an athlete and is milder than it was, without being a red flag or a bone line: warnings.

Exercises that are given earlier, contraindications that are met by fewer, days off that cost less. Nobody has to answer
for these; what got milder is named, since the change alone seldom shows it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..edits import Edit
from ..findings import Finding
from ..logic import Place
from ..model import Rule, Rulebook
from ..training import WHOLE, Exercise
from .check_time_off import phase_left, tier_left
from .no_looser import no_looser
from .overlay_risk import Reader

SHARES = ("sets", "load", "contacts")  # of a band of days off, in per cent
FEW = 3  # things that are named of what one change makes milder
NO_END = 10**9


class Milder(NamedTuple):
    """One thing that is milder: what, at its place in the new rulebook, and the kind and name of what changes it."""

    say: str
    name: str
    place: Place
    changed_by: tuple[tuple[str, str], ...]


def check_milder(base: Rulebook, book: Rulebook, edits: Iterable[Edit]) -> Iterator[Finding]:
    """A warning for each change by which something gets milder, at the change. Of sound rulebooks."""
    edits = list(edits)
    found: dict[Place, list[Milder]] = {}
    for each in milder(base, book):
        touching = [edit for edit in edits if (edit.kind, edit.name) in each.changed_by]
        if not any(edit.loosens for edit in touching):  # what somebody answers for is told with that
            found.setdefault(touching[0].place if touching else each.place, []).append(each)
    for place, all_ in found.items():
        said = " ".join(each.say for each in all_[:FEW])
        more = f" And {len(all_) - FEW} more." if len(all_) > FEW else ""
        expected = "a look whether it is meant"
        yield Finding("milder", said + more, *place, seen=all_[0].name, expected=expected, severity="warning")


def milder(base: Rulebook, book: Rulebook) -> Iterator[Milder]:
    """Everything that spares an athlete in a base and spares fewer, or less, in another rulebook."""
    for exercise in base.exercises.values():
        now = book.exercises.get(exercise.id)
        if now is not None:
            yield from _sooner(exercise, now, base, book)
    old, new = Reader(base), Reader(book)
    for name, rule in base.contraindications.items():
        other = book.contraindications.get(name)
        if other is not None and not _as_wide(rule, other, old, new):
            say = f"{name} is true of fewer than it was, or can't be seen to be true of as many."
            yield Milder(say, name, other.place, (("contraindication", name),))
    yield from _days_off(base, book)


def _as_wide(rule: Rule, other: Rule, old: Reader, new: Reader) -> bool:
    where_unknown = rule.data.get("when_unknown") in ("", None, other.data.get("when_unknown"))
    return where_unknown and no_looser(old.whole(rule.holds), new.whole(other.holds))


def _sooner(before: Exercise, now: Exercise, base: Rulebook, book: Rulebook) -> Iterator[Milder]:
    changed_by = (("exercise", now.id), ("ladder", before.ladder), ("ladder", now.ladder))
    steps = ((before.from_phase, now.from_phase, base.phase, book.phase), (before.tier, now.tier, base.tier, book.tier))
    for was, is_, of_base, of_book in steps:
        one, other = of_base(was), of_book(is_)
        if one is not None and (other.order if other is not None else 0) < one.order:
            say = f"{now.id} ({now.name}) is given from {is_ or 'no tier'} on; it was from {was} on."
            yield Milder(say, now.id, now.place, changed_by)
    gone = [name for name in before.avoid_when if name not in now.avoid_when and name in book.contraindications]
    if gone:
        say = f"{now.id} ({now.name}) is no longer left out for {', '.join(gone)}."
        yield Milder(say, now.id, now.place, changed_by)


# ---- days off -------------------------------------------------------------------------------------------------------


def _days_off(base: Rulebook, book: Rulebook) -> Iterator[Milder]:
    """The longest absence that costs less than it did."""
    starts = {int(band.data.get("from", 0)) for band in (*base.time_off, *book.time_off)}
    for days in sorted(starts, reverse=True):
        was, is_ = (next((band for band in each.time_off if _holds(band, days)), None) for each in (base, book))
        less = _costs_less(was, is_, base, book) if was is not None and is_ is not None else ""
        if is_ is not None and less:
            say = f"{days} days off cost less than they did: {less}."
            names = dict.fromkeys(band.id for band in (*base.time_off, *book.time_off))
            changed_by = (("part", "time_off"), *(("rule", name) for name in (is_.id, *names)))
            yield Milder(say, is_.id, is_.place, changed_by)
            return


def _holds(band: Rule, days: int) -> bool:
    return int(band.data.get("from", 0)) <= days <= int(band.data.get("to", NO_END))


def _costs_less(was: Rule, is_: Rule, base: Rulebook, book: Rulebook) -> str:
    """What is left of more than was left before, in words; "" where nothing is."""
    for phase, old in itertools.product(book.phases, base.phases):
        if phase.id == old.id and phase_left(phase, is_, book) > phase_left(old, was, base):
            return f"who stood in {phase.id} stays in a later phase"
    for phase, tier in itertools.product(book.phases, book.tiers):
        former, first = base.phase(phase.id), base.tier(tier.id)
        left = tier_left(former, first, was, base) if former is not None and first is not None else NO_END
        if tier_left(phase, tier, is_, book) > left:
            return f"who had reached {tier.id} in {phase.id} keeps a later tier of jumping"
    for key in SHARES:
        before, now = int(was.data.get(key, WHOLE)), int(is_.data.get(key, WHOLE))
        if now > before:
            return f"{now} % of the {key} are left, and {before} % were"
    return ""
