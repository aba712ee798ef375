"""What could be lifted once, by one set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .log import Log, number
from .model import AtLeast, Field

EPLEY = 30  # weight x (1 + repetitions / 30)
HUNDRED = 100


def e1rm(one: Mapping[str, Any], log: Log) -> Field:
    """What could be lifted once, by Epley, from the repetitions done; at least that where more were left or it isn't
    known how many. None for a set without weight, with help, or of more repetitions than the estimate is good for."""
    load, reps, rir = (number(one.get(key)) for key in ("load_kg", "reps", "rir"))
    if not load or not reps or number(one.get("assist_kg")) or reps > log.history.e1rm_reps:
        return None
    estimate = load if reps == 1 else load * (1 + reps / EPLEY)
    return estimate if rir is not None and rir <= log.history.e1rm_spare else AtLeast(estimate)


def strength_of(one: Mapping[str, Any], log: Log) -> Field:
    """The same with the reserve taken as it was told, so that easy and hard days can be compared."""
    load, reps, rir = (number(one.get(key)) for key in ("load_kg", "reps", "rir"))
    if not load or not reps or rir is None or number(one.get("assist_kg")) or reps > log.history.trend_reps:
        return None
    return load * (1 + (reps + rir) / EPLEY)
