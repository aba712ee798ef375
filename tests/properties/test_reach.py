"""The random athletes are worth asking about: among so many of them everything that can be decided is decided."""

from __future__ import annotations

import pytest
from properties.athletes import DAYS, SOAK, STATUSES, STEPS, Athlete, Seeded, Seen, bases, book, build, see, tally

from surefoot.engine.decision.decide import OUTCOMES

ATHLETES = 4_000 if SOAK else 800
LEAST = ATHLETES // 100  # of each
OK = ("met", "met_with_caution", "not_applicable")
RARE = ATHLETES // 800  # of what takes two things at once


@pytest.fixture(scope="module")
def seen() -> list[Seen]:
    return [see(build(Seeded(seed))) for seed in range(ATHLETES)]


def test_every_outcome_phase_day_and_gate_status_is_reached(seen: list[Seen]) -> None:
    counts = tally(said for each in seen for said in _said(each))
    wanted = {
        "tier": (*(tier.id for tier in book().tiers), "None"),
        "next": STEPS,
        "outcome": (*OUTCOMES, "unscreened"),
        "phase": tuple(phase.id for phase in book().phases if book().gate_of(phase.order)),
        "today": DAYS,
        **dict.fromkeys(book().gates, STATUSES),
        **{f"{gate.id} admits": ("full", "none") for gate in book().gates.values()},
        "level": tuple(level.id for level in book().levels),
    }
    short = [
        f"{sort} {what}: {counts.get(sort, {}).get(what, 0)}"
        for sort, each in wanted.items()
        for what in each
        if counts.get(sort, {}).get(what, 0) < LEAST
    ]
    assert not short, f"of {ATHLETES} athletes fewer than {LEAST}: {short}"
    lost = [gate.id for gate in book().gates.values() if any(line.keep for line in gate.lines)]
    never = [gate for gate in lost if counts.get(f"{gate} lost", {}).get("True", 0) < RARE]
    assert not never, f"of {ATHLETES} athletes fewer than {RARE} have lost {never}"


def test_every_phase_with_a_gate_is_trained_by_every_way_into_it(seen: list[Seen]) -> None:
    """Placed there, moved on to it, held in it; and sent back to each that has a later one."""
    counts = tally((each.outcome, str(each.decision.phase)) for each in seen)
    gated = [phase.id for phase in book().phases if book().gate_of(phase.order)]
    furthest = min(order for cap in book().caps if (order := _order(cap.data["at_most"])) > _order("bilateral"))
    wanted = {"place": gated[:furthest], "hold": gated, "advance": gated[1:], "regress": gated[:-1]}
    short = [
        f"{outcome} {phase}: {counts.get(outcome, {}).get(phase, 0)}"
        for outcome, phases in wanted.items()
        for phase in phases
        if counts.get(outcome, {}).get(phase, 0) < RARE
    ]
    assert not short, f"of {ATHLETES} athletes fewer than {RARE}: {short}"


def test_most_exercises_are_chosen(seen: list[Seen]) -> None:
    """The athletes differ in kit and pain too; rungs of phases without sessions can't be chosen."""
    chosen = {item.exercise.id for each in seen for session in each.plan.sessions for item in session.items}
    assert len(chosen) >= len(book().exercises) // 2


def _order(phase: object) -> int:
    return next(each.order for each in book().phases if each.id == phase)


def _said(each: Seen) -> list[tuple[str, str]]:
    found = [("outcome", each.outcome), ("today", each.decision.today), ("level", each.decision.level)]
    found += [("outcome", "hold")] * (each.outcome == "unscreened")
    found += [("phase", str(each.decision.phase)), ("next", each.decision.progression[0])] if each.phase else []
    found += [("tier", str(each.decision.tier))]
    for gate in book().gates:
        view = each.decision.gates[gate]
        found += [(gate, view.status), (f"{gate} lost", str(view.lost)), (f"{gate} admits", view.admits)]
    return found


def test_the_same_seed_gives_the_same_athlete() -> None:
    assert [build(Seeded(seed)) for seed in range(20)] == [build(Seeded(seed)) for seed in range(20)]


@pytest.mark.parametrize("base", sorted(bases()))
def test_for_a_base_everything_passes(base: str) -> None:
    decided = see(Athlete(base))
    gates = [view for view in decided.decision.gates.values() if book().phase(view.gate.opens)]
    shut = [each.line for view in gates for each in view.lines if each.status not in OK]
    assert {line.kind for line in shut} <= {"record"}, "only what a log has yet to show"
    assert all(view.status == "open" or view.with_status("not_met", "unknown") for view in gates)
    assert (decided.decision.today, decided.lost) == ("train", frozenset())
