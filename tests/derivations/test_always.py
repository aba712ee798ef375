"""What must always hold: worse logs never earn more, missing is never zero, the order of entries doesn't matter."""

from __future__ import annotations

import copy
import json
import os
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from derivations.conftest import TODAY, Noted, Notes, book, derived, did, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from surefoot.engine.derivations.derive import Derived
from surefoot.engine.derivations.loads import Step, Target, next_load
from surefoot.engine.derivations.log import Log
from surefoot.engine.facts.reading import read_facts
from surefoot.engine.findings import render
from surefoot.engine.model import Measure

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")
SOME = settings(max_examples=2000 if SOAK else 50, deadline=None)
EXERCISES = ("knee_back_squat", "knee_goblet", "hinge_sl_rdl", "cg_sl_step", "cs_machine_heavy", "pv_pogo_dl")
JUMPS = ("pv_pogo_dl", "pv_squat_jump", "pv_cmj")


DICE = st.integers(0, 10**9).map(random.Random)  # seeded: what a test draws is the same when it is run again


@st.composite
def logs(draw: st.DrawFn) -> list[Noted]:
    """A few weeks of training: plans, sessions, check-ins and runs, with gaps in what was told."""
    dice = random.Random(draw(st.integers(0, 10**9)))
    notes = Notes()
    notes.told(60, profile={"body_mass_kg": 58})
    for days in range(50, -1, -1):
        some = dice.random()
        if some < 0.35:
            items = dice.sample(EXERCISES, 3)
            plan = notes.plan(days, *(shown(name, rir=dice.choice((2, 3)), load_kg=dice.choice((None, 10, 40)))
                                      for name in items))  # fmt: skip
            pain = dice.choice(("none", None, [{"site": "calf", "side": "left", "during": 3}]))
            done = dice.choice(("yes", "yes", "partly", "no"))
            rows = (_item(name, dice) for name in items)
            notes.session(days, *rows, plan=dice.choice((plan, plan, None)), done=done, pain=pain)
        if dice.random() < 0.5:
            notes.check_in(days, during=dice.choice((0, 2, 6)), morning=dice.choice((0, 0, 1, 3)),
                           sleep_hours_7d=dice.choice((5, 7, 8)), doms_nrs=dice.choice((1, 4, 8)),
                           wellness_hooper_sum=dice.choice((9, 16, 20)))  # fmt: skip
        if dice.random() < 0.4:
            notes.run(days, dice.choice((None, 5, 10, 20)), dice.choice((30, 60)), dice.choice((None, 3, 8)))
    return Drawn(notes.entries)


class Drawn(list[Noted]):
    """Entries whose text is short: hypothesis prints what fails, and a log is tens of thousands of letters."""

    def __repr__(self) -> str:
        return f"{len(self)} entries"


def _item(name: str, dice: random.Random) -> dict[str, Any]:
    jump = name in JUMPS
    return did(
        name, None if jump else dice.choice((6, 8, 10, 12)), None if jump else dice.choice((10, 40, 42.5)),
        None if jump else dice.choice((None, 0, 1, 2, 3)), dice.choice((2, 3)), technique=dice.choice((None, 3, 5)),
        pain=dice.choice((None, 0, 3)), **({"seconds": 10} if jump else {}),
    )  # fmt: skip


def bounds(found: Derived, name: str) -> tuple[Fraction | None, Fraction | None]:
    """What is known of a measure's value: the least and the most; None for no bound."""
    for fact in found.facts.values():
        if fact.name == name and not isinstance(fact.value, dict):
            text = str(fact.value)
            low = Fraction(text.removesuffix("+"))
            return low, None if text.endswith("+") else low
    return None, None


DIRECTED = [
    measure
    for name in book().derivations
    if (measure := book().measures.get(name)) is not None and measure.better in ("higher", "lower")
]


@SOME
@given(logs(), DICE)
def test_the_order_of_entries_makes_no_difference(entries: list[Noted], dice: random.Random) -> None:
    mixed = list(entries)
    dice.shuffle(mixed)
    first, second = Notes(), Notes()
    first.entries, second.entries = entries, mixed
    assert derived(first) == derived(second)


@SOME
@given(logs())
def test_what_is_derived_can_be_read_as_facts(entries: list[Noted]) -> None:
    """Laid under a facts file, and nothing is wrong with it; what the file says itself stands."""
    notes = Notes()
    notes.entries = entries
    given_ = {"surefoot": "facts/1", "athlete": "sample", "as_of": TODAY.isoformat()}
    given_ |= {"position": {"phase": "bilateral"}, "log": {"tendon_load_weeks": 3}}  # type: ignore[dict-item]
    document = derived(notes).under(given_)
    assert document["log"]["tendon_load_weeks"] == 3
    text = json.dumps(document)
    answers, findings = read_facts(text, "facts.json", book(), TODAY)
    assert answers is not None, render(findings, {"facts.json": text})


@SOME
@given(logs())
def test_every_fact_names_entries_that_are_there(entries: list[Noted]) -> None:
    notes = Notes()
    notes.entries = entries
    found = derived(notes)
    known = {entry.id for entry in entries}
    for fact in [*found.facts.values(), *found.shown.values()]:
        assert set(fact.entries) <= known, fact


# ---- worse, and missing ---------------------------------------------------------------------------------------------


def worse(entries: list[Noted], dice: random.Random) -> tuple[list[Noted], str]:
    """One thing in the log worse than it was: more pain, fewer repetitions, less in reserve, worse form."""
    changed = [Noted(each.id, each.kind, each.held_on, copy.deepcopy(each.data)) for each in entries]
    sessions = [each for each in changed if each.kind == "session" and each.data["items"]]
    told = [each for each in changed if each.kind == "facts" and "pain" in each.data]
    what = dice.choice(("pain", "reps", "rir", "technique", "item pain", "morning", "sets"))
    if what == "morning" and told:
        pain = dice.choice(told).data["pain"][0]
        pain["next_morning"] += 2
    elif sessions:
        data = dice.choice(sessions).data
        item = dice.choice(data["items"])
        if what == "pain":
            data["pain"] = [{"site": "calf", "side": "left", "during": 8}]
        elif what == "technique" and item["technique"] is not None:
            item["technique"] = 1
        elif what == "item pain" and item["pain"] is not None:
            item["pain"] = 9
        elif what == "sets" and "reps" in item["sets"][0]:
            item["sets"] = item["sets"][:1]
        elif what in ("reps", "rir"):
            for one in item["sets"]:
                if what in one:
                    one[what] = max(0, one[what] - 3)
    return changed, what


def weights_of(entries: list[Noted], level: str = "recreational") -> Iterator[tuple[str, float, float]]:
    rules = book().loads
    assert rules is not None
    log = Log(entries, book(), TODAY)
    for name in EXERCISES[:5]:
        step = Step(Fraction(5, 2), "the bar steps")
        load = next_load(book().exercises[name], log, rules, step, level, Target(8, 2, 2), "more", {})
        if load is not None:
            yield name, float(load.kg), float(load.asked)


@SOME
@given(logs(), DICE)
def test_a_worse_log_never_earns_more_weight_or_a_harder_rung(entries: list[Noted], dice: random.Random) -> None:
    changed, what = worse(entries, dice)
    before = {name: kg for name, kg, _ in weights_of(entries)}
    for name, kg, _ in weights_of(changed):
        assert name not in before or kg <= before[name], what
    first, second = Notes(), Notes()
    first.entries, second.entries = entries, changed
    then = {path: fact.value["clean"] for path, fact in derived(first).facts.items() if "rungs" in path}
    for path, fact in derived(second).facts.items():
        if "rungs" in path:
            assert fact.value["clean"] <= then[path], what


@SOME
@given(logs(), DICE)
def test_a_worse_log_never_reads_better(entries: list[Noted], dice: random.Random) -> None:
    """Neither is the least of what is known higher, nor the most of what can be, in the good direction."""
    changed, what = worse(entries, dice)
    first, second = Notes(), Notes()
    first.entries, second.entries = entries, changed
    one, other = derived(first), derived(second)
    for measure in DIRECTED:
        if measure.name in ("tendon_load_history_weeks", "seated_calf_rel_load", "squat_rel_1rm"):
            continue  # fewer repetitions at a weight are heavier work, and a set nearer the limit tells more
        before, after = bounds(one, measure.name), bounds(other, measure.name)
        _no_better(measure, before, after, what)


def _no_better(measure: Measure, before: Any, after: Any, what: str) -> None:
    if measure.better == "higher":
        assert before[0] is None or after[0] is None or after[0] <= before[0], (measure.name, what)
    else:
        assert before[0] is None or after[1] is None or after[1] >= before[0], (measure.name, what)


@SOME
@given(logs(), DICE)
def test_what_is_missing_is_never_better_than_it_can_be(entries: list[Noted], dice: random.Random) -> None:
    """Something that was told is taken away: a value that was known may be one that still can be."""
    changed = [Noted(each.id, each.kind, each.held_on, copy.deepcopy(each.data)) for each in entries]
    sessions = [each for each in changed if each.kind == "session" and each.data["items"]]
    if not sessions:
        return
    data = dice.choice(sessions).data
    what = dice.choice(("pain", "rir", "technique", "item pain"))
    item = dice.choice(data["items"])
    if what == "pain":
        data["pain"] = None
    elif what == "rir":
        item["sets"][-1].pop("rir", None)
    else:
        item[what.removeprefix("item ")] = None
        if what == "item pain":
            data["pain"] = None  # else the session's stands for it, and nothing is missing
    first, second = Notes(), Notes()
    first.entries, second.entries = entries, changed
    one, other = derived(first), derived(second)
    for measure in DIRECTED:
        if measure.name in ("squat_rel_1rm", "seated_calf_rel_load", "deload_signs"):
            continue  # the best set that is told; signs are those that are known
        before, after = bounds(one, measure.name), bounds(other, measure.name)
        if after[0] is not None and before[0] is not None:
            if measure.better == "higher":
                assert after[0] <= before[0], (measure.name, what)
            elif after[1] is not None:
                assert after[1] >= before[0], (measure.name, what)
    then = {name: kg for name, kg, _ in weights_of(entries)}
    for name, kg, _ in weights_of(changed):
        assert name not in then or what == "rir" or kg <= then[name], what


@SOME
@given(logs())
def test_raises_stay_within_their_limits(entries: list[Noted]) -> None:
    """5 % of what was lifted last for whoever is new to it, 10 % for others."""
    for level, most in (("novice_return", 1.05), ("experienced", 1.1)):
        for name, _, asked in weights_of(entries, level):
            base = max(
                one.get("load_kg", 0)
                for entry in entries
                if entry.kind == "session" and entry.data["done"] != "no"
                for item in entry.data["items"]
                if item["exercise"] == name
                for one in item["sets"]
            )
            assert asked <= base * most + 1e-9, name


@pytest.mark.parametrize("name", sorted(book().derivations))
def test_an_empty_log_says_nothing(name: str) -> None:
    found = derived(Notes())
    assert not any(fact.name == name for fact in [*found.facts.values(), *found.shown.values()])
