"""What stands beside an exercise: the easier and the harder ones of its ladder, and what does the same with other kit.

By the rulebook alone, nearest first; which of them is for one athlete is chosen in `choose`.
"""

from __future__ import annotations

from ..model import Rulebook
from ..training import Exercise, Ladder


def is_jump(exercise: Exercise) -> bool:
    """Whether it is dosed by foot contacts. (A swing has a tier, and is no jump.)"""
    return "contacts" in exercise.a_set


def order_of(exercise: Exercise, book: Rulebook) -> int:
    """The order of the phase that opens it."""
    phase = book.phase(exercise.from_phase)
    return phase.order if phase else len(book.phases) + 1


def rank(exercise: Exercise, book: Rulebook) -> int:
    """What opens a rung, as a number: its tier's for a jump, else its phase's."""
    tier = book.tier(exercise.tier)
    return tier.order if tier and is_jump(exercise) else order_of(exercise, book)


def easier_than(chosen: Exercise, rungs: list[Exercise], ladder: Ladder) -> list[Exercise]:
    """`rungs`: those of the ladder that count."""
    return [] if ladder.unordered else rungs[: rungs.index(chosen)][::-1]


def harder_than(chosen: Exercise, ladder: Ladder) -> list[Exercise]:
    """What can be loaded heavily gets harder by its weight."""
    alike = [rung for rung in ladder.rungs if is_jump(rung) == is_jump(chosen)]
    return [] if chosen.heavy or ladder.unordered else alike[alike.index(chosen) + 1 :]


def swaps_for(chosen: Exercise, ladder: Ladder, book: Rulebook) -> list[Exercise]:
    """The same movement, phase and tier: that with which another ladder begins the phase, then easier ones of this
    ladder. For a heavy lift those that take a weight."""
    own = rank(chosen, book)
    found = [
        rung
        for other in book.ladders.values()
        if other.pattern == ladder.pattern and other is not ladder
        for rung in other.rungs
        if rank(rung, book) == own and is_jump(rung) == is_jump(chosen) and not rung.earned
    ][:1]
    easier = [rung for rung in ladder.rungs[: chosen.rung - 1] if is_jump(rung) == is_jump(chosen)]
    found += [rung for rung in easier if rank(rung, book) == own]
    return [rung for rung in found if rung.loaded or not chosen.heavy]
