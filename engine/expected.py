"""What of a decision is not as a case expects, in words; only what the case names is compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from .decision.decide import Decision
from .decision.gates import GateView, LineView, band_of
from .decision.summary import summary
from .infer.reference import truth
from .logic import Truth
from .model import Rulebook
from .plan.days import HARD
from .plan.sessions import Plan, make_plan

PLANNED = {"sessions", "stands", "gave_way", "reductions", "exercises"}  # of what is expected: read off the plan
NONE = ("none", "null", "")  # as a case says that there is none
HOLDS: dict[Truth, str] = {True: "holds", False: "not", None: "unknown"}  # of a rule, as a case has it
KEPT: dict[Truth, str] = {True: "kept", False: "lost", None: "unknown"}  # of a line's keep


def differences(wanted: dict[str, Any], decision: Decision) -> Iterator[str]:
    """What of a decision and plan is not as expected, in words; only what is named in `wanted` is compared."""
    yield from _of_decision(wanted, decision)
    if PLANNED & wanted.keys():  # the others don't wait for a plan
        yield from _of_plan(wanted, decision, make_plan(decision))


def _of_decision(wanted: dict[str, Any], decision: Decision) -> Iterator[str]:
    lines = {view.line.id: view for gate in decision.gates.values() for view in gate.lines}
    plain = {
        "outcome": decision.outcome,
        "phase": decision.phase,
        "phase_before": decision.phase_before,
        "next_phase": decision.next_phase,
        "today": decision.today,
        "level": decision.level,
        "tier": decision.tier,
        "progression": decision.progression[0],
    }
    for key, actual in plain.items():
        if key in wanted and len({None if each in NONE else each for each in (wanted[key], actual)}) > 1:
            why = f" - {summary(decision)}" if key == "outcome" else ""
            yield f"{key}: expected {wanted[key]}, was {actual}{why}"
    for name, status in wanted.get("gates", {}).items():
        actual = decision.gates[name].status if name in decision.gates else "no such gate"
        if actual != status:
            shut = decision.gates[name].with_status("not_met", "unknown") if name in decision.gates else []
            why = f" - {'; '.join(view.line.title for view in shut)}" if shut else ""
            yield f"gate {name}: expected {status}, was {actual}{why}"
    for name, status in wanted.get("lines", {}).items():
        actual = lines[name].status if name in lines else "no such line"
        if actual != status:
            yield f"line {name}: expected {status}, was {actual}{f' - {_said(lines[name])}' if name in lines else ''}"
    for name, band in wanted.get("bands", {}).items():
        actual = _band(name, decision)
        if actual != band:
            yield f"band of {name}: expected {band}, was {actual}"
    for name, holds in wanted.get("rules", {}).items():
        actual = HOLDS[decision.truths[name]] if name in named_rules(decision.book) else "no such rule"
        if actual != holds:
            yield f"rule {name}: expected {holds}, was {actual}"
    for name, kept in wanted.get("kept", {}).items():
        actual = kept_words(decision).get(name, "nothing that can be lost")
        if actual != kept:
            yield f"kept {name}: expected {kept}, was {actual}"
    sets = {"lost": lost_gates(decision), "red_flags": [flag.id for flag in decision.flags]}
    yield from _sets_apart(wanted, sets)


def _of_plan(wanted: dict[str, Any], decision: Decision, plan: Plan) -> Iterator[str]:
    hard = sum(session.kind == HARD for session in plan.sessions)
    if wanted.get("sessions", hard) != hard:
        yield f"sessions: expected {wanted['sessions']}, was {hard}"
    days = {session.id: session.day for session in plan.sessions}
    for name, day in wanted.get("stands", {}).items():
        if (days.get(name) or "none") != day:
            yield f"session {name}: expected {day}, was {days.get(name) or 'none'}"
    sets = {
        "reductions": [each.rule.id for each in plan.reductions if each.bites],
        "gave_way": [each.rule.id for each in plan.week.gave_way] if plan.week is not None else [],
    }
    yield from _sets_apart(wanted, sets)
    chosen = {item.exercise.id for session in plan.sessions for item in session.items}
    exercises = wanted.get("exercises", {})
    for name in {*exercises.get("has", ()), *exercises.get("has_not", ())} - decision.book.exercises.keys():
        yield f"exercises: there is none called {name}"
    for name in exercises.get("has", ()):
        if name not in chosen:
            yield f"exercises: expected {name}, were {_listed(sorted(chosen))}"
    for name in exercises.get("has_not", ()):
        if name in chosen:
            yield f"exercises: {name} was not expected"


def _sets_apart(wanted: dict[str, Any], sets: dict[str, list[str]]) -> Iterator[str]:
    for key, found in sets.items():
        if key in wanted and set(wanted[key] or []) != set(found):
            yield f"{key}: expected {_listed(wanted[key] or [])}, was {_listed(found)}"


def named_rules(book: Rulebook) -> list[str]:
    """The rules of which a case can say whether they hold: those with an id that a page names."""
    return [name for name, each in book.conclusions.items() if name == each.rule and not each.hidden]


def kept_words(decision: Decision) -> dict[str, str]:
    """Of each line that can be lost, and of each gate, whether it is kept, lost, or not known to be."""
    lines = [view.line for gate in decision.gates.values() for view in gate.lines if view.line.keep]
    gates = [name for name in decision.gates if f"{name}:lost" in decision.truths]
    found = {line.id: KEPT[decision.truths[line.keep]] for line in lines}
    turned = {None: None, True: False, False: True}
    return found | {name: KEPT[turned[decision.truths[f"{name}:lost"]]] for name in gates}


def _said(view: LineView) -> str:
    """What was seen of a line and what it needs: `Single-leg calf raise: left 14, right 15; needs at least 15`."""
    seen = f"{view.line.title}: {view.actual}" if view.actual else view.line.title
    return f"{seen}; needs {view.required}" if view.required else seen


def lost_gates(decision: Decision) -> list[str]:
    """The gates that are lost, of those behind which the athlete stands."""
    return [name for name, view in decision.gates.items() if view.lost and _behind(view, decision)]


def _behind(view: GateView, decision: Decision) -> bool:
    """Whether the athlete stands behind a gate: what was never passed can't be lost."""
    opens, before = decision.book.phase(view.gate.opens), decision.book.phase(decision.phase_before or "")
    return opens is not None and before is not None and opens.order <= before.order


def _band(name: str, decision: Decision) -> str:
    criterion, _, side = name.partition(".")
    if criterion not in decision.book.criteria:
        return "no such criterion"
    if not side:
        return band_of(criterion, decision.wording)
    # One side alone: the criterion read as if the other side were the same.
    other, facts = "right" if side == "left" else "left", dict(decision.facts.known)
    for fact in [each for each in facts if each.startswith(f"{criterion}.{other}")]:
        del facts[fact]
    facts |= {
        fact.replace(f".{side}", f".{other}", 1): known
        for fact, known in facts.items()
        if fact.startswith(f"{criterion}.{side}")
    }
    passes, holds = (
        truth(decision.book.conclusions[each].formula, facts, decision.truths)
        for each in (f"{criterion}:pass", f"{criterion}:not_fail")
    )
    return "pass" if passes else "fail" if holds is False else "caution" if holds and passes is False else "unknown"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
