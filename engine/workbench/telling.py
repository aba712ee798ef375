"""The case that would tell two rulebooks apart: facts with a value beside a cut, what a decision shows, its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from ..cases import Case
from ..decision.decide import Decision
from ..document import Number
from ..expected import HOLDS, kept_words, lost_gates, named_rules
from ..facts.values import plain
from ..logic import AtLeast, Below, Formula, Truth
from ..model import Measure, Rulebook
from ..plan.sessions import make_plan
from .athletes import Athlete

WORST, MORNING = "during", "next_morning"  # the fields of the pain list


def values_beside(leaf: Formula, book: Rulebook) -> Iterator[dict[str, Any]]:
    """Facts that put the measure of a comparison just at its cut, just below and just above it."""
    if not isinstance(leaf, (AtLeast, Below)):
        return
    name, _, side = leaf.fact.partition("~")[0].partition(".")
    measure = book.measures.get(name)
    if measure is None or measure.from_list or side in ("ratio", "difference"):
        return
    for value in (leaf.cut, leaf.cut - 1, leaf.cut + 1):
        if measure.low <= value <= measure.high:
            yield _facts(measure, side, value)


def _facts(measure: Measure, side: str, value: int) -> dict[str, Any]:
    shown: Any = plain(measure, value)
    given = Number(shown) if measure.kind == "number" else {"yes": True, "no": False}.get(shown, shown)
    if measure.site:
        pain = {"site": measure.site, "side": side or "both", "tissue": "tendon", WORST: 0, MORNING: 0, "night": False}
        return {"pain": [{**pain, MORNING if measure.name.endswith(MORNING) else WORST: given}]}
    best = Number(plain(measure, measure.low if measure.better == "lower" else measure.high))
    inside: Any = {side: given, "right" if side == "left" else "left": best} if side else given
    for key in reversed(measure.at):
        inside = {key: inside}
    return dict(inside)


def laid(facts: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Facts with others laid over them, key by key."""
    both = dict(facts)
    for key, value in own.items():
        within = both.get(key)
        both[key] = laid(within, value) if isinstance(value, dict) and isinstance(within, dict) else value
    return both


def seen(decision: Decision) -> dict[str, Any]:
    """What a case can expect of a decision and its plan; exercises as a block, so that one of them can be told."""
    plan = make_plan(decision)
    return {
        "outcome": decision.outcome,
        "phase": decision.phase or "none",
        "today": decision.today,
        "tier": decision.tier or "none",
        "level": decision.level,
        "progression": decision.progression[0],
        "red_flags": [flag.id for flag in decision.flags],
        "gates": {name: view.status for name, view in decision.gates.items()},
        "lines": {view.line.id: view.status for gate in decision.gates.values() for view in gate.lines},
        "lost": lost_gates(decision),
        "kept": kept_words(decision),
        "rules": {name: HOLDS[decision.truths[name]] for name in named_rules(decision.book)},
        "reductions": [each.rule.id for each in plan.reductions if each.bites],
        "exercises": {item.exercise.id: True for session in plan.sessions for item in session.items},
    }


def apart(athlete: Athlete, effect: Mapping[str, Truth], changed: Rulebook) -> dict[str, Any]:
    """What a case can expect that holds as things are and not with these conclusions changed."""
    before = seen(athlete.decided(athlete.truths, athlete.book))
    after = seen(athlete.decided({**athlete.truths, **effect}, changed))
    found: dict[str, Any] = {}
    for key, value in before.items():
        if isinstance(value, dict):
            value = {name: each for name, each in value.items() if after[key].get(name) != each}
            found |= {key: value} if value else {}
        elif after[key] != value:
            found[key] = value
    gone = sorted(found.pop("exercises", {}))
    return found | ({"exercises": {"has": gone}} if gone else {})


def case_text(case: Case, own: dict[str, Any], expect: dict[str, Any], words: str) -> str:
    """A case as it can stand below `cases:`: the athlete of another one, with values of her own."""
    lines = [
        f"  - case: {_flow(words)}",
        f"    why: {_flow(f'As {case.name}, and beside the cut')}",
        *([f"    from: {case.base}"] if case.base else []),
        f"    facts: {_flow(laid(case.own, own))}",
        f"    expect: {_flow(expect)}",
    ]
    return "\n".join(lines)


def _flow(data: Any) -> str:
    """Data as one line of YAML."""
    text = yaml.safe_dump(_bare(data), default_flow_style=True, width=10_000, sort_keys=False, allow_unicode=True)
    return str(text).removesuffix("...\n").strip()


def _bare(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _bare(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_bare(value) for value in data]
    if isinstance(data, Number):
        return int(data) if "." not in data else float(data)
    return data
