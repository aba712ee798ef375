"""From what was typed about an exercise, and what was planned, to the items of an entry: one a side, with its sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..facts.values import Mistake
from ..training import Exercise
from .amounts import Value
from .sets import BOTH, ONE, Side, Typed

COUNTED = ("reps", "seconds", "metres")
INHERITED = ("load_kg", "assist_kg", "rir", "contacts")  # said after the last side they hold for the other one too
LEFT_RIGHT = ("left", "right")
Item = dict[str, Any]
Shown = Mapping[str, Any]  # an item of a plan, as `decide --json` has it


def sides_of(exercise: Exercise) -> tuple[str, ...]:
    """The sides on which an exercise is counted; both at once, or each by itself."""
    alone = exercise.legs in ("one", "split") or (exercise.legs == "alternating" and exercise.counts == "reps")
    return LEFT_RIGHT if alone else (BOTH,)


def items_of(exercise: Exercise, typed: Typed, shown: Shown | None) -> list[Item] | Mistake:
    """The items of one exercise; [] where it was left out.

    shown : what was planned, None where nothing was
    """
    if typed.left_out:
        return []
    common = typed.sides.get(BOTH, Side())
    named = [side for side in LEFT_RIGHT if side in typed.sides]
    found = []
    for side in named or sides_of(exercise):
        own = typed.sides.get(side, Side())
        other = next((typed.sides[each] for each in reversed(named) if each != side), Side())
        values = {**{key: other.values[key] for key in INHERITED if key in other.values}, **common.values, **own.values}
        amounts = own.amounts or common.amounts
        sets = _sets(exercise, amounts, values, shown)
        if isinstance(sets, Mistake):
            return sets
        found.append({"exercise": exercise.id, "side": side, "sets": sets}
                     | {key: values[key][0] for key in ONE if values.get(key, [None])[0] is not None})  # fmt: skip
    return found


def _sets(
    exercise: Exercise,
    typed: list[tuple[Value, Value | None]],
    values: Mapping[str, list[Value | None]],
    shown: Shown | None,
) -> list[dict[str, Any]] | Mistake:
    key, amounts = exercise.counts, typed
    if not typed:
        if shown is None:
            return Mistake("not-planned", f"{exercise.name}: nothing is planned that could be taken over.",
                           expected="the sets, as in 8 8 7 or 3x8")  # fmt: skip
        key = counted(shown) or key
        amounts = [(shown[key], None)] * int(shown["sets"])
    sets = []
    for number, (amount, load) in enumerate(amounts):
        each: dict[str, Any] = {key: amount}
        for name, planned in _planned(shown, wholly=not typed).items():
            each[name] = planned
        for name, told in values.items():
            if name in ONE:
                continue
            if len(told) not in (0, 1, len(amounts)):
                say = f"{exercise.name}: {len(told)} numbers stand for {len(amounts)} sets."
                return Mistake("number", say, " ".join(map(str, told)), "one for all sets, or one for each")
            each[name] = told[0 if len(told) == 1 else number] if told else None
        if load is not None:
            each["load_kg"] = load
        if each.get("contacts") is None and "contacts" in exercise.a_set:
            each["contacts"] = contacts_of(exercise, amount)
        sets.append({name: value for name, value in each.items() if value is not None and _is_something(name, value)})
    return sets


def counted(shown: Shown) -> str:
    """What a planned item is counted in; "" where it doesn't say."""
    return next((key for key in COUNTED if shown.get(key) is not None), "")


def contacts_of(exercise: Exercise, amount: Value) -> int:
    """Foot contacts of so much of a jump, on one side of it, by what a set of it is."""
    whole, a_set = exercise.a_set.get("contacts", 0), exercise.a_set.get(exercise.counts, 0)
    return int(whole * int(amount) / a_set) if a_set else 0


def _planned(shown: Shown | None, wholly: bool) -> dict[str, Value]:
    """What the plan says of each set. The reserve is taken over with the sets only: other sets left another one."""
    keys = ("load_kg", "assist_kg", *(("rir",) if wholly else ()))
    return {key: shown[key] for key in keys if shown is not None and shown.get(key) is not None}


def _is_something(name: str, value: Value) -> bool:
    """No weight and no help are left out; nothing in reserve is not."""
    return name not in ("load_kg", "assist_kg") or float(value) > 0
