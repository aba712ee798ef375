"""How much of it: a phase's dose for a level, less what the day's reductions take. Reductions don't stack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..decision.decide import Decision
from ..model import Exercise, Rule


@dataclass(frozen=True)
class Dose:
    """Sets, and repetitions or seconds or metres; reserve; rest in seconds; the sets before reductions."""

    sets: int
    planned_sets: int
    reps: int | None
    seconds: int | None
    metres: int | None
    rir: int
    rest_s: int


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
        if decision.true(band.holds) and band.data.get("sets", 100) < 100:
            holding.append(
                Rule(
                    band.id,
                    "reduction",
                    band.holds,
                    band.because,
                    band.place,
                    data={"axis": "sets", "to": band.data["sets"], "cause": "time off"},
                    source=band.source,
                )
            )
    strongest: dict[str, Rule] = {}
    for rule in holding:
        axis = str(rule.data.get("axis"))
        if axis not in strongest or _strength(rule) > _strength(strongest[axis]):
            strongest[axis] = rule
    return [
        Reduction(rule, wording.fill(rule.because, rule.asks), strongest[str(rule.data.get("axis"))] is rule)
        for rule in holding
    ]


def _strength(rule: Rule) -> float:
    return float(rule.data["rir"]) if "rir" in rule.data else 100.0 - float(rule.data.get("to", 100))


def dose_for(exercise: Exercise, name: str, decision: Decision, biting: list[Reduction]) -> Dose:
    """The dose of that name in the decision's phase, for its level, in what the exercise counts."""
    phase = decision.book.phase(decision.phase or "")
    assert phase is not None
    table: dict[str, Any] = phase.doses[name][decision.level]
    planned = int(table["sets"])
    sets, rir = planned, int(table["rir"])
    for reduction in biting:
        if not reduction.bites:
            continue
        if reduction.rule.data.get("axis") == "sets":
            sets = max(1, (planned * int(reduction.rule.data["to"]) + 49) // 100)  # the nearest whole, halves down
        elif reduction.rule.data.get("axis") == "effort":
            rir = max(rir, int(reduction.rule.data["rir"]))
    amount = {
        counts: int(table[counts]) if exercise.counts == counts else None for counts in ("reps", "seconds", "metres")
    }
    return Dose(sets, planned, amount["reps"], amount["seconds"], amount["metres"], rir, int(table["rest_s"]))
