"""Cases: what an athlete's decision must be, worked out by hand, and whether it is."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .decision.decide import Decision
from .decision.gates import GateView, LineView, band_of
from .decision.summary import summary
from .document import Value, read
from .findings import BadInput, Finding, nearest
from .infer.reference import truth
from .plan.days import HARD
from .plan.sessions import Plan
from .rulebook.fields import entries, listed, text
from .rulebook.files import OWN_CASES
from .rulebook.shape import check_shape, load_schema
from .service import Surefoot

REMOVE = "remove"


@dataclass(frozen=True)
class Case:
    """One athlete and what must come out: `facts` as in a facts file, `expect` as in rules/cases/."""

    name: str
    why: str
    facts: dict[str, Any]
    expect: dict[str, Any]
    file: str
    line: int
    own: dict[str, Any] = field(default_factory=dict)  # of the facts, those that it doesn't begin from
    base: str = ""  # the facts that it begins from, by name


@dataclass
class Result:
    """A case that was run, and in what it differs: lines of words, empty when it holds."""

    case: Case
    differs: list[str] = field(default_factory=list)
    decision: Decision | None = None  # None where the facts have findings


def read_cases(texts: dict[str, str]) -> tuple[list[Case], list[Finding]]:
    """Every case of these files, bases laid under them; what is wrong with them as findings."""
    findings: list[Finding] = []
    documents = []
    for name, content in sorted(texts.items()):
        value, wrong = read(content, name)
        findings += wrong
        if value is not None:
            findings += check_shape(value, load_schema())
            documents.append(value)
    bases = {name: value for document in documents for name, value, _ in entries(document.get("bases"))}
    cases: list[Case] = []
    seen: dict[str, str] = {}
    own = {text(item, "case") for each in documents if _own(each) for item in listed(each.get("cases"))}
    for document in documents:
        for item in listed(document.get("cases")):
            place = item.keys.get("case", item.place)
            name, base = text(item, "case"), text(item, "from")
            if name in own and not _own(document):
                continue  # a case of the differences stands in its place
            if base and base not in bases:
                findings.append(
                    Finding(
                        "unknown-name",
                        f"There is no base called '{base}'.",
                        *place,
                        seen=base,
                        expected="a base",
                        nearest=nearest(base, bases),
                    )
                )
                continue
            if name in seen:
                findings.append(
                    Finding("duplicate-id", f"There is already a case '{name}' at {seen[name]}.", *place, seen=name)
                )
                continue
            seen[name] = str(place)
            laid, expect = item.get("facts"), item.get("expect")
            facts = _over(_based(base, bases, ()), laid.plain() if laid is not None else {})
            cases.append(
                Case(
                    name,
                    text(item, "why"),
                    facts,
                    expect.plain() if expect is not None else {},
                    place.file,
                    place.line,
                    laid.plain() if laid is not None else {},
                    base,
                )
            )
    return cases, findings


def _own(document: Value) -> bool:
    """Whether a file of cases belongs to a folder that holds only the differences."""
    return document.place.file.startswith(OWN_CASES)


def _based(name: str, bases: dict[str, Value], above: tuple[str, ...]) -> dict[str, Any]:
    if not name or name in above or name not in bases:
        return {}
    own = bases[name].plain()
    return _over(_based(str(own.pop("from", "")), bases, (*above, name)), own)


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """One mapping laid over another, key by key; `remove` takes a key out."""
    merged = dict(below)
    for key, value in above.items():
        if value == REMOVE:
            merged.pop(key, None)
        elif isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _over(merged[key], value)
        else:
            merged[key] = value
    return merged


def run_case(case: Case, surefoot: Surefoot) -> Result:
    """Decides the case's athlete and compares what is expected, and only that."""
    document = json.dumps({"surefoot": "facts/1", "athlete": "case", **case.facts}, default=str)
    wanted = case.expect
    try:
        decision, plan = surefoot.decide_text(document, case.file, datetime.date.min)
    except BadInput as error:
        codes = sorted({finding.code for finding in error.findings})
        expected = wanted.get("findings")
        if expected is not None and set(expected) <= set(codes):
            return Result(case)
        return Result(
            case, [f"the facts have findings: {'; '.join(f'{each.path}: {each.say}' for each in error.findings[:4])}"]
        )
    if "findings" in wanted:
        said = f"expected findings {', '.join(wanted['findings'])}; there were none"
        return Result(case, [said], decision)
    return Result(case, list(differences(wanted, decision, plan)), decision)


def differences(wanted: dict[str, Any], decision: Decision, plan: Plan) -> Iterator[str]:
    """What of a decision and plan is not as expected, in words; only what is named in `wanted` is compared."""
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
        "sessions": sum(session.kind == HARD for session in plan.sessions),
    }
    for key, actual in plain.items():
        if key in wanted and (None if wanted[key] in ("none", "null", "") else wanted[key]) != actual:
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
    days = {session.id: session.day for session in plan.sessions}
    for name, day in wanted.get("stands", {}).items():
        if (days.get(name) or "none") != day:
            yield f"session {name}: expected {day}, was {days.get(name) or 'none'}"
    sets = {
        "lost": lost_gates(decision),
        "red_flags": [flag.id for flag in decision.flags],
        "reductions": [each.rule.id for each in plan.reductions if each.bites],
        "gave_way": [each.rule.id for each in plan.week.gave_way] if plan.week is not None else [],
    }
    for key, found in sets.items():
        if key in wanted and set(wanted[key] or []) != set(found):
            yield f"{key}: expected {_listed(wanted[key] or [])}, was {_listed(found)}"
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
