"""Every rule that fired, in the order in which the engine fired them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from ..decision.decide import Decision
from ..decision.trace import Because


def firings(decision: Decision, only: Collection[str] | None = None) -> list[Because]:
    """What was concluded, in the order of the firings; scaffolding is folded into what it serves.

    only : the names of conclusions; None for all
    """
    told = {each.name: each for each in decision.because}
    order = dict.fromkeys(firing.name for firing in decision.firings if firing.name in told)
    return [told[name] for name in order if only is None or name in only]


def as_data(found: Iterable[Because]) -> list[dict[str, Any]]:
    """The firings as `decide --json` has them, numbered from 1."""
    return [{"number": number, **each.as_json()} for number, each in enumerate(found, 1)]
