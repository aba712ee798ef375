"""Athletes who stand in a phase and meet everything, and the plans that are made for them.

The reference evaluator decides alone, since it is fast; `opened` has the rule engine beside it, for a handful.
Test modules import the functions: `from plan.conftest import plan_for, standing`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from properties.athletes import Unasked, book

from surefoot.engine import document
from surefoot.engine.cases import _over as over
from surefoot.engine.decision.decide import Decision, decide
from surefoot.engine.facts.answers import Answers
from surefoot.engine.facts.derive import derive
from surefoot.engine.facts.reading import read_facts
from surefoot.engine.findings import render
from surefoot.engine.infer.durable import Engine
from surefoot.engine.model import Rulebook
from surefoot.engine.plan.sessions import Item, Plan, Session, make_plan
from surefoot.engine.rulebook.files import SHIPPED, case_texts
from surefoot.engine.service import Surefoot

Data = dict[str, Any]  # facts as a facts file has them

PHASES = ("mobility", "bilateral", "unilateral", "eccentric", "plyometric", "tempo_strength", "endurance_strength")
JUMPING = PHASES[4:]
LEVELS: dict[str, Data] = {
    "novice_return": {"history": {"strength_weeks": 3}},
    "recreational": {"history": {"strength_weeks": 12}},
    "experienced": {"history": {"strength_weeks": 26, "sessions_per_week": 2}},
}
KITS: dict[str, Data] = {
    "floor only": {"equipment": {"wall": False, "chair": False, "stair": False, "rucksack": False, "towel": False}},
    "household": {"equipment": []},
    "bands": {"equipment": ["band"]},
    "dumbbells": {"equipment": ["band", "dumbbell", "step"]},
    "gym": {
        "equipment": [
            *("band", "dumbbell", "kettlebell", "barbell", "machine"),
            *("step", "box", "bench", "slider", "nordic_anchor", "rope"),
        ]
    },
}
# The furthest tier of jumping that is reached from plyometrics on; nobody new to strength work gets to P3.
TIERS: dict[str, Data] = {
    "P0": {"running": {"min_week": 0}},
    "P1": {"log": {"p1_weeks": 0}},
    "P2": {"log": {"p2_weeks": 0}},
    "P3": {},
}
BASES = "rules/cases/bases_jumping.yaml"


@cache
def fit() -> Data:
    """A woman of the cases who meets every line of every gate, those of jumping too."""
    value, findings = document.read(case_texts(SHIPPED)[BASES], BASES)
    assert value is not None, findings
    found: Data = value.get("bases").get("woman_plyometric").plain()  # type: ignore[union-attr]
    return found


def standing(phase: str, *more: Data) -> Data:
    """Somebody of the middle level who stands in a phase, meets everything, and is not yet due for the next.

    more : facts laid over it, one after the other
    """
    position = {"phase": phase, "weeks_in_phase": 2, "sessions_done": 0, "tier": "remove", "weeks_in_tier": "remove"}
    facts = over(fit(), {"athlete": "sample", "position": position})
    for each in (LEVELS["recreational"], *more):
        facts = over(facts, each)
    return facts


def pain(site: str, during: int, next_morning: int = 0, side: str = "left", **more: Any) -> Data:
    """Facts that say of one pain. Nobody knows what hurts, unless `tissue` says so."""
    entry = {"site": site, "side": "middle" if site == "low_back" else side, "tissue": "unsure", "during": during}
    return {"pain": [{**entry, "next_morning": next_morning, **more}]}


def measures(**values: Any) -> Data:
    """Facts of measures; a pair is left and right."""
    sides = {name: {"left": each[0], "right": each[1]} for name, each in values.items() if isinstance(each, tuple)}
    return {"measures": {**values, **sides}}


def answers_of(facts: Data) -> Answers:
    """The facts as they are read. A finding in them is a mistake of the tests."""
    text = json.dumps({"surefoot": "facts/1", **facts}, default=str)
    answers, findings = read_facts(text, "athlete.json", book(), date.min)
    assert answers is not None, render(findings, {"athlete.json": text})
    return answers


def plan_for(facts: Data, rulebook: Rulebook | None = None) -> tuple[Decision, Plan]:
    """The decision and the plan, by the reference evaluator and the shipped rulebook or another one."""
    by = rulebook or book()
    decision = decide(derive(answers_of(facts), by), by, Unasked())  # type: ignore[arg-type]
    return decision, make_plan(decision)


def session(plan: Plan, name: str) -> Session:
    """The session of that id."""
    return next(each for each in plan.sessions if each.id == name)


def slot(plan: Plan, name: str, of: str = "") -> Item:
    """The row of that slot: the first of the week, or the one in the session of that id."""
    return next(each for one in plan.sessions if of in ("", one.id) for each in one.items if each.slot == name)


def chosen(plan: Plan) -> set[str]:
    """The exercises of the week."""
    return {item.exercise.id for each in plan.sessions for item in each.items}


def reasons(item: Item) -> set[str]:
    """The rules that had a say in the choice of an exercise."""
    return {reason.rule for reason in item.choice.reasons}


@pytest.fixture(scope="session")
def opened() -> Iterator[Surefoot]:
    surefoot = Surefoot(book(), Engine(book().conclusions))
    yield surefoot
    surefoot.close()
