"""The slots of the phases' days as the checks read them, and what the plan may choose from to fill each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Value
from ..model import Rulebook
from ..training import NONE, Exercise, Phase
from .fields import listed, names_in, text
from .names import Names
from .uses import BY_TIER


@dataclass(frozen=True)
class Slot:
    """One slot of a day.

    phase : the phase that it stands in
    day   : the day, as written
    value : the slot itself, as written
    """

    phase: Phase
    day: Value
    value: Value

    @property
    def name(self) -> str:
        return text(self.value, "slot")

    @property
    def dose(self) -> str:
        return text(self.value, "dose")

    @property
    def jumps(self) -> bool:
        """Whether it takes jumps, and its dose from their tier."""
        return self.dose == BY_TIER

    def rungs(self, book: Rulebook) -> list[Exercise]:
        """The exercises of its ladders, in their order."""
        ladders = (book.ladders.get(name) for name in names_in(self.value, "ladders"))
        return [rung for ladder in ladders if ladder is not None for rung in ladder.rungs]

    def within(self, book: Rulebook) -> int:
        """The order of the phase that it is filled for: its own, or an earlier one that it names."""
        earlier = book.phase(text(self.value, "as_in"))
        return min(self.phase.order, earlier.order) if earlier else self.phase.order

    def fillings(self, book: Rulebook) -> list[Exercise]:
        """The exercises that may ever fill it: jumps only where it takes jumps, of its phase and tier or earlier."""
        named, last = text(self.value, "tier_at_most"), len(book.tiers)
        highest = book.tier(named)
        most = highest.order if highest else 0 if named == NONE else last
        found = []
        for rung in self.rungs(book):
            phase, tier = book.phase(rung.from_phase), book.tier(rung.tier)
            early = phase is None or phase.order <= self.within(book)
            if early and is_jump(rung) == self.jumps and (tier is None or tier.order <= most):
                found.append(rung)
        return found


def is_jump(rung: Exercise) -> bool:
    """Whether it is dosed by foot contacts."""
    return "contacts" in rung.a_set


def slots_of(book: Rulebook, names: Names) -> Iterator[Slot]:
    """Every slot of every day."""
    for entry in names["phase"].values():
        phase = book.phase(entry.name)
        for day in listed(entry.value.get("days")) if phase is not None else ():
            for value in listed(day.get("slots")):
                yield Slot(phase, day, value)  # type: ignore[arg-type]
