"""What steps an exercise back, forbids it or puts one side first, each with the rule that says so."""

from __future__ import annotations

from dataclasses import dataclass

from ..decision.decide import Decision
from ..decision.words import lower_first
from ..logic import Place
from ..model import Rule
from ..training import Exercise, Ladder
from .kit import way_of


@dataclass(frozen=True)
class Reason:
    """A rule that had a say in the choice."""

    rule: str
    say: str
    place: Place


def easing(decision: Decision, order: int) -> dict[str, tuple[int, list[Reason]]]:
    """For each ladder the strongest step back and who asks for it; steps are not added up.

    order : of the phase that is trained; what was met with caution at its gates and the earlier ones counts
    """
    wanted: dict[str, list[tuple[int, Reason]]] = {}
    for rule in decision.book.regressions:
        steps = rule.data.get("easier_by", 0)
        if steps and decision.true(rule.holds):
            for ladder in rule.data.get("ladders", ()):
                wanted.setdefault(ladder, []).append((steps, reason_of(rule, decision)))
    for view in decision.gates.values():
        opens = decision.book.phase(view.gate.opens)
        behind = opens.order <= order if opens is not None else decision.true(f"tier:{view.gate.opens}")
        for each in view.lines if behind else ():
            caution = each.line.caution
            if each.status == "met_with_caution" and caution:
                reason = Reason(each.line.id, f"{each.line.title}: {caution.get('say', '')}", each.line.place)
                for ladder in caution.get("ladders", ()):
                    wanted.setdefault(ladder, []).append((int(caution.get("easier_by", 0)), reason))
    strongest = {}
    for ladder, asked in wanted.items():
        most = max(steps for steps, _ in asked)
        strongest[ladder] = (most, [reason for steps, reason in asked if steps == most])
    return strongest


def refusals(exercise: Exercise, decision: Decision) -> list[Reason]:
    """Why an exercise may not be done today."""
    book = decision.book
    if decision.true(exercise.allowed):
        return []
    reasons = []
    if way_of(exercise, decision) is None:
        ways = (" and ".join(book.equipment[item]["title"].lower() for item in way) for way in exercise.kit)
        needed = " or ".join(ways)
        reasons.append(Reason(exercise.id, f"{exercise.name} needs {needed}", exercise.place))
    tier = book.tier(exercise.tier)
    if tier is not None and not decision.true(f"tier:{tier.id}"):
        reasons += tier_reasons(tier.id, decision)
    for name in exercise.avoid_when:
        rule = book.contraindications[name]
        truth = decision.truths.get(name)
        if truth is True or (truth is None and rule.data.get("when_unknown") == "avoid"):
            reasons.append(reason_of(rule, decision))
    reasons += [
        reason_of(rule, decision)
        for rule in book.regressions
        if exercise.id in rule.data.get("avoid", ()) and decision.true(rule.holds)
    ]
    return reasons


def tier_reasons(name: str, decision: Decision) -> list[Reason]:
    """What keeps a tier of jumping shut: caps, time off or a clearance; else the first open line of its gate."""
    book = decision.book
    tier, gate = book.tier(name), book.tier_gate(name)
    assert tier is not None
    if gate is None:
        return [Reason(tier.id, f"{tier.title}: not in this phase", tier.place)]
    view = decision.gates[gate.id]
    has = decision.true(f"reached:{tier.id}") or decision.true(f"position:{tier.held_from}")
    kept = has and not decision.true(f"{gate.id}:lost")
    found = [rule for rule in book.caps_below(tier) if not (kept and rule.data.get("new_only") is True)]
    for band in book.time_off:
        back = int(band.data.get("tier_back", 0))
        further = (f"reached:{each.id}" for each in book.tiers[tier.order - 1 + back :][:1])
        if back and tier.order > 1 and not any(map(decision.true, further)):
            found.append(band)
    reasons = [reason_of(rule, decision) for rule in found if decision.true(rule.holds)]
    if not reasons and not decision.true(f"cleared_to:{tier.held_from or tier.from_phase}"):
        reasons.append(Reason("clearance", book.outcomes.get("not_cleared", ""), tier.place))
    if not reasons and not kept:
        for each in [*view.with_status("not_met"), *view.with_status("unknown")][:1]:
            missing = each.say if each.status == "not_met" else "not yet known"
            reasons.append(Reason(each.line.id, f"{each.line.title}: {lower_first(missing)}", each.line.place))
    earlier = book.tiers[tier.order - 2].id if tier.order > 1 else ""
    if not reasons and earlier and not decision.true(f"tier:{earlier}"):
        return tier_reasons(earlier, decision)
    return reasons or [Reason(tier.id, f"{tier.title}: not in this phase", tier.place)]


def reason_of(rule: Rule, decision: Decision) -> Reason:
    """A rule's sentence with its numbers filled in."""
    return Reason(rule.id, decision.wording.fill(rule.because, rule.asks), rule.place)


def weaker(ladder: Ladder, exercise: Exercise, decision: Decision) -> tuple[str, list[Reason]]:
    """The side to begin with, where a rule says that one lags; the repetitions stay the same."""
    if exercise.legs == "both":
        return "", []
    for rule in decision.book.regressions:
        measure = rule.data.get("weaker_first")
        if not measure or ladder.id not in rule.data.get("ladders", ()) or not decision.true(rule.holds):
            continue
        left, right = (decision.wording.fact(f"{measure}.{side}") for side in ("left", "right"))
        if left is None or right is None:
            return "weaker", [reason_of(rule, decision)]
        higher = decision.book.measures[measure].better == "higher"
        return ("left" if (left.low < right.low) == higher else "right"), [reason_of(rule, decision)]
    return "", []
