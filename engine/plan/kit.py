"""What an exercise is done with today: the first of its ways whose kit is all there."""

from __future__ import annotations

from ..decision.decide import Decision
from ..training import Exercise

Way = tuple[str, ...]  # things that are needed together; () for nothing


def way_of(exercise: Exercise, decision: Decision) -> Way | None:
    """The way to do it, in the author's order; None where the kit for none of them is there."""
    return next(iter(_ways(exercise, decision)), None)


def takes_weight(exercise: Exercise, way: Way | None, decision: Decision) -> bool:
    """Whether it is done with a weight that can be chosen, done in this way."""
    return exercise.loaded and any(decision.book.equipment[item].get("weighs") for item in way or ())


def heavy_way(exercise: Exercise, decision: Decision) -> bool:
    """Whether a way to do it is there that takes heavy kit."""
    about = decision.book.equipment
    return any(any(about[item].get("heavy") for item in way) for way in _ways(exercise, decision))


def _ways(exercise: Exercise, decision: Decision) -> list[Way]:
    return [way for way in exercise.kit if all(decision.true(f"kit:{item}") for item in way)]
