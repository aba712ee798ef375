"""How much of it: a phase's dose for a level, a tier's contacts or a protocol's week, less the day's reductions.

Reductions don't stack: on an axis (sets, contacts, effort) only the strongest bites.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..decision.decide import Decision
from ..model import Rule
from ..training import WHOLE, Exercise, Protocol, Tier

BY_TIER = "by_tier"
WEEKS_IN_PHASE = "weeks_in_phase"
TOLERATED = "dl_hop_volume_tolerance"  # contacts of the largest session that went well
COUNTED = ("reps", "seconds", "metres")


@dataclass(frozen=True)
class Dose:
    """Sets, and repetitions or seconds or metres; reserve; rest in seconds; the sets before reductions.

    rir      : None for jumps, which end with quality and not with effort
    contacts : foot contacts of all sets together, both sides; None for what isn't a jump
    tempo    : the exercise's own, or what the phase asks for
    load     : how heavy, in words; "" where nothing is said of it
    protocol : the published protocol that it follows; None for the phase's own dose
    """

    sets: int
    planned_sets: int
    reps: int | None
    seconds: int | None
    metres: int | None
    rir: int | None
    rest_s: int
    tempo: str = ""
    load: str = ""
    contacts: int | None = None
    protocol: Protocol | None = None


@dataclass(frozen=True)
class Reduction:
    """A reducing rule that holds today: whether it bit, on its axis."""

    rule: Rule
    say: str
    bites: bool


def reductions(decision: Decision) -> list[Reduction]:
    """Every reducing rule that holds; on each axis only the strongest bites, the others are listed."""
    wording = decision.wording
    holding = [rule for rule in decision.book.reductions if decision.true(rule.holds)]
    for band in decision.book.time_off:
        if decision.true(band.holds):
            axes = [axis for axis in ("sets", "contacts", "load") if band.data.get(axis, WHOLE) < WHOLE]
            holding += [_of_band(band, axis) for axis in axes]
    strongest: dict[str, Rule] = {}
    for rule in holding:
        axis = str(rule.data.get("axis"))
        if axis not in strongest or _strength(rule) > _strength(strongest[axis]):
            strongest[axis] = rule
    return [
        Reduction(rule, wording.fill(rule.because, rule.asks), strongest[str(rule.data.get("axis"))] is rule)
        for rule in holding
    ]


def _of_band(band: Rule, axis: str) -> Rule:
    data = {"axis": axis, "to": band.data[axis], "cause": "time off"}
    return Rule(band.id, "reduction", band.holds, band.because, band.place, band.asks, data, band.source)


def _strength(rule: Rule) -> float:
    return float(rule.data["rir"]) if "rir" in rule.data else WHOLE - float(rule.data.get("to", WHOLE))


def left_of(planned: int, axis: str, biting: list[Reduction]) -> int:
    """What an axis leaves of so many: the nearest whole number, halves down, and at least one."""
    for each in biting:
        if each.bites and each.rule.data.get("axis") == axis:
            return max(1, (planned * int(each.rule.data["to"]) + 49) // 100)
    return planned


def dose_for(exercise: Exercise, slot: Mapping[str, Any], decision: Decision, biting: list[Reduction]) -> Dose:
    """The dose of an exercise in a slot of the decision's phase, for its level."""
    if slot["dose"] == BY_TIER:
        return _jumps(exercise, slot, decision, biting)
    phase = decision.book.phase(decision.phase or "")
    assert phase is not None
    row: Mapping[str, Any] = phase.doses[slot["dose"]][decision.level]
    planned, rir, rest = int(exercise.a_set.get("sets", row["sets"])), int(row["rir"]), int(row["rest_s"])
    amounts: Mapping[str, Any] = exercise.a_set or row
    protocol = protocol_of(exercise, decision)
    if protocol is not None:
        week = week_of(protocol, decision)
        # The phase's sets are the limit: a tendon that is sore takes the protocol's weight and repetitions, never more.
        planned, rest, rir = min(planned, week["sets"]), week["rest_s"], week.get("rir", rir)
        amounts = week if exercise.counts in week else amounts
    for each in biting:
        if each.bites and each.rule.data.get("axis") == "effort":
            rir = max(rir, int(each.rule.data["rir"]))
    reps, seconds, metres = (int(amounts[each]) if exercise.counts == each else None for each in COUNTED)
    tempo = str(row.get("tempo") or exercise.tempo) if exercise.tempo and protocol is None else exercise.tempo
    return Dose(
        left_of(planned, "sets", biting), planned, reps, seconds, metres, rir, rest, tempo, str(row.get("load", "")),
        protocol=protocol,
    )  # fmt: skip


# ---- jumps ----------------------------------------------------------------------------------------------------------


def _jumps(exercise: Exercise, slot: Mapping[str, Any], decision: Decision, biting: list[Reduction]) -> Dose:
    """So many sets as come to the tier's contacts for the session, or to the slot's share of them."""
    tier = decision.book.tier(exercise.tier)
    assert tier is not None, f"{exercise.id} has no tier and stands in a slot of jumps"
    row = tier.doses[decision.level]
    a_set = contacts_of_a_set(exercise)
    budget = session_contacts(tier, decision) * int(slot.get("share", 100)) // 100
    budget = min(budget, int(slot.get("at_most", budget)))
    planned, rest = budget // a_set, row["rest_s"]
    protocol = protocol_of(exercise, decision)
    if protocol is not None:
        week = week_of(protocol, decision)
        planned, rest = min(planned, week["sets"]), week["rest_s"]
    contacts = left_of(planned * a_set or budget, "contacts", biting)
    if contacts < a_set:  # less than a whole set: a shorter one, in proportion
        return _part_of_a_set(exercise, contacts, max(1, planned), rest)
    sets = contacts // a_set
    reps, seconds, metres = (exercise.a_set.get(each) if exercise.counts == each else None for each in COUNTED)
    return Dose(sets, planned, reps, seconds, metres, None, rest, exercise.tempo, contacts=sets * a_set,
                protocol=protocol)  # fmt: skip


def _part_of_a_set(exercise: Exercise, contacts: int, planned: int, rest: int) -> Dose:
    """One set that is cut to so many contacts at the most, both sides together; the same amount on each."""
    whole, amount = contacts_of_a_set(exercise), exercise.a_set[exercise.counts]
    part = max(1, amount * contacts // whole)
    reps, seconds, metres = (part if exercise.counts == each else None for each in COUNTED)
    return Dose(1, planned, reps, seconds, metres, None, rest, exercise.tempo, contacts=max(1, part * whole // amount))


def contacts_of_a_set(exercise: Exercise) -> int:
    """Foot contacts in one set, both sides."""
    each_side = exercise.a_set.get("contacts", 1)
    return each_side * (2 if exercise.legs == "one" else 1)


def session_contacts(tier: Tier, decision: Decision) -> int:
    """Contacts in a session of a tier: those of its first week and some more each week, up to its most.

    Whoever has reached a later tier is past those weeks; whoever was sent back from one has the weeks there. Weeks that
    aren't known are none.
    """
    row = tier.doses[decision.level]
    tolerated = decision.facts.known.get(TOLERATED)
    most = row["up_to"]
    if tolerated is not None and tier.order > 1:  # a step from what went well, however long ago the tier began
        session = decision.book.session
        least = row["contacts"] * int(session.get("contacts_least", 0)) // 100
        most = min(most, max(least, tolerated.low * int(session.get("contacts_over", 100)) // 100))
    reached = decision.book.tier(decision.tier or "")
    if reached is not None and reached.order > tier.order:
        return most
    so_far = decision.facts.known.get("weeks_in_tier")
    same = decision.facts.known.get("tier_reached")
    weeks = so_far.low if so_far is not None and same is not None and same.low >= tier.order else 0
    return min(most, row["contacts"] + weeks * row["a_week"])


# ---- protocols ------------------------------------------------------------------------------------------------------


def protocol_of(exercise: Exercise, decision: Decision) -> Protocol | None:
    """The published protocol that applies to the exercise, or None."""
    return next(
        (
            each
            for each in decision.book.protocols.values()
            if exercise.id in each.exercises
            and decision.true(each.holds)
            and (not each.levels or decision.level in each.levels)
        ),
        None,
    )


def week_of(protocol: Protocol, decision: Decision) -> dict[str, int]:
    """The protocol's row for the weeks done, 0 being the first week; the first row while they aren't known."""
    known = decision.facts.known.get(protocol.by)
    week = (decision.weeks_here or 0) if protocol.by == WEEKS_IN_PHASE else known.low if known is not None else 0
    return next((row for row in protocol.weeks if "up_to" not in row or week <= row["up_to"]), protocol.weeks[-1])
