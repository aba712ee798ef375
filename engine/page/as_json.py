"""The decision as the contract's JSON object. Same facts, rulebook and version: the same bytes."""

from __future__ import annotations

import json
from typing import Any

from ..decision.decide import Decision
from ..decision.gates import GateView, LineView
from ..decision.roadmap import Stage, roadmap
from ..decision.summary import summary, way_through
from ..facts.answers import DAYS
from ..plan.sessions import Item, Plan, Session, reasons_of
from . import rows
from .wording import cue_text, dose_text, effort_text, load_text, tempo_text


def as_json(decision: Decision, plan: Plan, version: str, head: str | None = None) -> str:
    """The whole decision, indented, ending in a newline.

    head : of the journal that it is recorded in, as its last key; none for a decision on a facts file
    """
    told = {**as_data(decision, plan, version), **({"head": head} if head is not None else {})}
    return json.dumps(told, indent=2, ensure_ascii=False, sort_keys=False) + "\n"


def as_data(decision: Decision, plan: Plan, version: str) -> dict[str, Any]:
    """The object itself; see the contract page for its keys."""
    return {
        "surefoot": version,
        "rulebook": decision.book.digest,
        "athlete": decision.facts.answers.athlete,
        "as_of": decision.facts.answers.as_of.isoformat(),
        "decision": {
            "outcome": decision.outcome,
            "phase_before": decision.phase_before,
            "phase": decision.phase,
            "tier": decision.tier,
            "next_phase": decision.next_phase,
            "next_gate": decision.next_gate,
            "level": decision.level,
            "summary": summary(decision),
            "way_through": way_through(decision),
            "lost_by": decision.lost_by,
        },
        "roadmap": [_stage(each) for each in roadmap(decision)],
        "today": decision.today,
        "gates": [_gate(view) for view in decision.gates.values()],
        "red_flags": [
            {"id": flag.id, "action": flag.action, "say": flag.say, "urgency": flag.urgency} for flag in decision.flags
        ],
        "unknown": [{"measure": each.measure, "needed_by": list(each.needed_by)} for each in decision.missing],
        "plan": {
            "sessions": [_session(session, plan, decision) for session in plan.sessions],
            "week": _week(plan, decision),
            "note": " ".join(plan.notes),
            "fewer": [{"rule": each.rule, "say": each.say} for each in plan.fewer],
            "idea": {key: plan.idea[key] for key in ("id", "title", "say")} if plan.idea else None,
            "progression": _progression(decision),
            "reductions": [
                {"rule": each.rule.id, "axis": each.rule.data.get("axis"), "bites": each.bites, "say": each.say}
                for each in plan.reductions
            ],
        },
        "because": [each.as_json() for each in decision.because],
        "warnings": decision.warnings,
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "phase": stage.phase.id,
        "title": stage.phase.title,
        "where": stage.where,
        "purpose": stage.phase.purpose,
        "weeks": stage.weeks,
        "earliest": stage.earliest.isoformat() if stage.earliest else None,
    }


def _progression(decision: Decision) -> dict[str, Any]:
    step, rules = decision.progression
    because = [{"rule": rule.id, "say": decision.wording.fill(rule.because, rule.asks)} for rule in rules]
    return {"step": step, "say": decision.book.progression_words.get(step, ""), "because": because}


def _gate(view: GateView) -> dict[str, Any]:
    return {
        "id": view.gate.id,
        "title": view.gate.title,
        "status": view.status,
        "lost": view.lost,
        "admits": view.admits,
        "opens": view.gate.opens or None,
        "lines": [_line(each) for each in view.lines],
    }


def _line(view: LineView) -> dict[str, Any]:
    line = view.line
    return {
        "id": line.id,
        "criterion": line.criteria[0] if line.criteria else None,
        "title": line.title,
        "status": view.status,
        "band": view.band or None,
        "side": view.side or None,
        "actual": view.actual,
        "required": view.required,
        "unit": view.unit or None,
        "say": view.say,
        "source": list(line.source),
        "basis": view.basis,
    }


def _week(plan: Plan, decision: Decision) -> dict[str, Any]:
    """The seven days, what gave way, and what never does."""
    days = [
        {"day": day.day, "date": day.date.isoformat(), "say": day.text, "sessions": [each.id for each in day.sessions]}
        for day in rows.strip(plan, decision)
    ]
    return {
        "days": days,
        "gave_way": [{"rule": rule, "say": say} for rule, say in rows.gave_way(plan)],
        "never": [rule.id for rule in plan.week.never] if plan.week is not None else [],
    }


def _session(session: Session, plan: Plan, decision: Decision) -> dict[str, Any]:
    date = plan.week.frame.date_of(DAYS.index(session.day)).isoformat() if plan.week and session.day else None
    return {
        "id": session.id,
        "kind": session.kind,
        "day": session.day,
        "date": date,
        "why": rows.reasons(plan).get(session.id),
        "minutes": session.minutes,
        "focus": session.title,
        "warm_up": session.warm_up,
        "items": [_item(item, plan, decision) for item in session.items],
        "empty": [{"slot": slot, "say": say} for slot, say in session.empty],
        "left_out": session.left_out,
        "shortened": session.shortened,
        "how": session.how or None,
    }


def _kg(item: Item, help_: bool) -> int | float | None:
    """The next weight, or the help, as a number."""
    if item.load is None or item.load.help_ != help_:
        return None
    kg = item.load.kg
    return int(kg) if kg.denominator == 1 else float(kg)


def _item(item: Item, plan: Plan, decision: Decision) -> dict[str, Any]:
    exercise, dose, choice = item.exercise, item.dose, item.choice
    return {
        "slot": item.slot,
        "exercise": exercise.id,
        "name": exercise.name,
        "instead_of": choice.instead_of.id if choice.instead_of else None,
        "side": choice.side_first or None,
        "sets": dose.sets,
        "reps": dose.reps,
        "seconds": dose.seconds,
        "metres": dose.metres,
        "contacts": dose.contacts,
        "tempo": dose.tempo or None,
        "tempo_words": tempo_text(dose.tempo),
        "rest_s": dose.rest_s,
        "effort": effort_text(item, decision),
        "load": load_text(item, decision),
        "load_kg": _kg(item, False),
        "assist_kg": _kg(item, True),
        "rir": dose.rir,
        "main": item.main,
        "protocol": dose.protocol.id if dose.protocol else None,
        "equipment": list(item.kit),
        "cues": list(exercise.cues),
        "cue": cue_text(exercise, decision),
        "dose": dose_text(exercise, dose),
        "easier": choice.easier.name if choice.easier else None,
        "harder": choice.harder.name if choice.harder else None,
        "swap": choice.swap.name if choice.swap else None,
        "stop_when": exercise.stop_when,
        "last_time": item.last_time or None,
        "because": [reason.rule for reason in reasons_of(item, plan)],
    }
