"""Tiers of jumping in the decision, order-encoded: `tier:P1` says that P1 or a later one may be trained.

A tier takes the one before it, its first phase, and either its own open gate or having been reached and not lost; caps
and time off only ever lower it. Which gate, cap and band that is stands in rules/.
"""

from __future__ import annotations

from ..logic import FALSE, All, AnyOf, AtLeast, Formula, Not, Ref, Sure
from ..model import Rulebook
from ..training import Tier
from .deciding import Deciding

REACHED = "tier_reached"  # the measure of the furthest tier so far; its words are none and the tiers in order


def build_tiers(deciding: Deciding) -> None:
    """A conclusion for each tier."""
    tiers = deciding.book.tiers
    for tier in tiers:
        deciding.known(f"reached:{tier.id}", AtLeast(REACHED, tier.order), tier.place)
    for tier in tiers:
        deciding.add(f"tier:{tier.id}", f"tier.{tier.id}", "tier", _tier(tier, deciding.book), tier.place)


def _tier(tier: Tier, book: Rulebook) -> Formula:
    gate = book.tier_gate(tier.id)
    if gate is None or book.phase(tier.from_phase) is None:
        return FALSE
    held: list[Formula] = [Sure(f"reached:{tier.id}")]
    if book.phase(tier.held_from) is not None:
        held.append(Sure(f"position:{tier.held_from}"))
    below = book.caps_below(tier)
    new = [Not(Ref(rule.holds)) for rule in below if rule.data.get("new_only") is True]
    # A clearance that stops short of the jumping phase stops short of jumps.
    parts: list[Formula] = [Ref(f"phase:{tier.from_phase}"), Sure(f"cleared_to:{tier.held_from or tier.from_phase}")]
    if tier.order > 1:
        parts.append(Ref(f"tier:{book.tiers[tier.order - 2].id}"))
    kept = All((AnyOf(tuple(held)), Not(Sure(f"{gate.id}:lost"))))
    parts.append(AnyOf((All((Sure(gate.id), *new)), kept)))
    parts += [Not(Ref(rule.holds)) for rule in below if rule.data.get("new_only") is not True]
    for band in book.time_off:
        if "tier_back" in band.data and tier.order > 1:  # back to the first tier, and no further
            further = tier.order + int(band.data["tier_back"])
            reached = Sure(f"reached:{book.tiers[further - 1].id}") if further <= len(book.tiers) else FALSE
            parts.append(AnyOf((Not(Ref(band.holds)), reached)))
    return All(tuple(parts))
