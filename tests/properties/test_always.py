"""What holds of every decision (design.md, what must always hold, 3 to 6), and that it is the same every time."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, note, settings
from properties.athletes import SOAK, Athlete, Seeded, Seen, athletes, book, build, see

from surefoot.engine.decision.trace import Because
from surefoot.engine.infer.durable import Engine
from surefoot.engine.logic import Conclusion, Ref, Sure, leaves
from surefoot.engine.model import Rule
from surefoot.engine.page.as_json import as_json
from surefoot.engine.page.text import text_page
from surefoot.engine.rulebook.files import SHIPPED, texts_of

MANY = settings(max_examples=1_500 if SOAK else 150)
SOME = settings(max_examples=500 if SOAK else 80)
FEW = settings(max_examples=200 if SOAK else 30)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    opened = Engine(book().conclusions)
    yield opened
    opened.close()


# ---- gates and phases -----------------------------------------------------------------------------------------------


@MANY
@given(athletes(overrides=False))
def test_no_gate_is_open_and_lost(athlete: Athlete) -> None:
    seen = see(athlete)
    for view in seen.decision.gates.values():
        assert not (view.lost and view.status == "open"), view.gate.id
        assert (view.admits == "none") == (view.status != "open"), view.gate.id


@SOME
@given(athletes(overrides=False, placed=False))
def test_who_is_placed_stays_there(athlete: Athlete) -> None:
    """Placed at a phase, and then standing there with the same facts: stays, or is further on."""
    seen = see(athlete)
    assume(seen.outcome == "place")
    note(f"placed at {seen.decision.phase}")
    standing = see(athlete.but((("position",), {"phase": seen.decision.phase})))
    assert standing.phase >= seen.phase, f"{standing.outcome} to {standing.decision.phase}, lost {standing.lost}"


@MANY
@given(athletes())
def test_exactly_one_outcome(athlete: Athlete) -> None:
    decision = see(athlete).decision
    outcomes = [name for name, truth in decision.truths.items() if name.startswith("outcome:") and truth is True]
    assert outcomes == [f"outcome:{decision.outcome}"]
    open_ = [truth for name, truth in decision.truths.items() if book().conclusions[name].closed and truth is None]
    assert not open_, "what is decided is never unknown"


@MANY
@given(athletes())
def test_phases_and_days_are_ladders(athlete: Athlete) -> None:
    """A later phase implies every earlier one, recovering implies reducing; the outcome says how the phase moved."""
    decision = see(athlete).decision
    ladder = [decision.true(f"phase:{phase.id}") for phase in book().phases]
    assert ladder == sorted(ladder, reverse=True)
    assert decision.true("today:reduce") or not decision.true("today:recover")
    order = {None: 0, **{phase.id: phase.order for phase in book().phases}}
    before, after = order[decision.phase_before], order[decision.phase]
    from_ = [order[str(rule.data["begin_at"])] for rule in book().cycles if decision.true(rule.holds)]
    begins = 1 <= after <= max(from_, default=0) and after < before  # a new season: again, and no further on
    moved = {"regress": after < before, "advance": after == before + 1, "place": (before == 0 and after >= 1) or begins}
    assert moved.get(decision.outcome, after == before), (
        f"{decision.outcome}: {decision.phase_before} to {decision.phase}"
    )


@SOME
@given(athletes())
def test_every_sentence_is_filled_in(athlete: Athlete) -> None:
    seen = see(athlete)
    assert not re.search(r"[{}]", text_page(seen.decision, seen.plan))


def rules() -> Iterator[Rule]:
    """Every rule of the book, wherever it is held."""
    for each in vars(book()).values():
        held = each.values() if isinstance(each, dict) else each if isinstance(each, list | tuple) else ()
        yield from (rule for rule in held if isinstance(rule, Rule))


def test_no_sentence_says_a_unit_that_is_filled_in_already() -> None:
    units = {"GR.soreness": "out of 10"}  # this much is known to be looked at
    for rule in rules():
        for ask in rule.asks[:1]:
            unit = book().measures[ask.measure].unit
            after = [text.split()[:1] for text in rule.because.split("{actual} ")[1:]]
            assert not unit or unit.split()[:1] not in after, f"{rule.id}: {rule.because}"
            units.pop(rule.id, None)
    assert not units


# ---- stops ----------------------------------------------------------------------------------------------------------


@MANY
@given(athletes())
def test_a_stop_beats_everything(athlete: Athlete) -> None:
    """A flag in force whose action is a stop stops, and nothing else does; then there is nothing to train."""
    seen = see(athlete)
    stopping = [flag.id for flag in seen.decision.flags if flag.stops]
    assert (seen.decision.outcome == "stop") == bool(stopping) == (seen.decision.today == "stop")
    if seen.decision.outcome == "stop":
        assert not seen.plan.sessions
        assert seen.decision.phase == seen.decision.phase_before


@SOME
@given(athletes())
def test_without_the_screen_there_is_no_plan(athlete: Athlete) -> None:
    seen = see(athlete)
    passed = seen.decision.gates["G0"].status == "open"
    assert passed or (not seen.plan.sessions and seen.decision.today in ("stop", "recover"))
    assert passed or seen.decision.phase == seen.decision.phase_before


# ---- why ------------------------------------------------------------------------------------------------------------


@cache
def texts() -> dict[str, list[str]]:
    return {name: text.splitlines() for name, text in texts_of(SHIPPED).items()}


@cache
def around(file: str, line: int) -> tuple[str, ...]:
    """A line of a YAML file and what it stands in: the lines above it that are indented less and less."""
    found, depth = [], len(texts()[file][line - 1])
    for text in reversed(texts()[file][:line]):
        indent = len(text) - len(text.lstrip())
        if text.strip() and not text.lstrip().startswith("#") and (not found or indent < depth):
            found.append(text)
            depth = indent
    return tuple(found)


def names(entry: Because) -> tuple[str, ...]:
    """The words by which a rule file may call a rule: `G3.calf`, or `recreational` for level.recreational."""
    sort, _, tail = entry.rule.partition(".")
    if sort == "advance":  # moving on is what the next gate lets one do
        phase = book().phase(tail)
        gate = book().gate_of(phase.order + 1) if phase else None
        return (gate.id if gate else tail,)
    return (entry.rule, tail) if tail else (entry.rule,)


def trivial(conclusion: Conclusion, book_: dict[str, Conclusion], seen: frozenset[str] = frozenset()) -> bool:
    """Whether a conclusion reads nothing: `all` of no parts, by way of others too."""
    return all(
        isinstance(leaf, Ref | Sure)
        and leaf.name in book_
        and leaf.name not in seen
        and trivial(book_[leaf.name], book_, seen | {leaf.name})
        for leaf in leaves(conclusion.formula)
    )


@FEW
@given(athletes())
def test_each_reason_names_a_rule_that_stands_there(engine: Engine, athlete: Athlete) -> None:
    decision = see(athlete, engine).decision
    assert decision.because
    wrong = []
    for entry in decision.because:
        where = f"{entry.name} at {entry.file}:{entry.line}"
        if not 1 <= entry.line <= len(texts().get(entry.file, ())):
            wrong.append(f"{where}: no such line")
        elif not any(name in text for text in around(entry.file, entry.line) for name in names(entry)):
            wrong.append(f"{where}: not there, but {texts()[entry.file][entry.line - 1].strip()!r}")
        if (
            not entry.came_from
            and entry.name not in decision.facts.forced
            and not trivial(book().conclusions[entry.name], book().conclusions)
        ):
            wrong.append(f"{where}: from nothing")
    assert not wrong


@FEW
@given(athletes())
def test_the_reasons_say_what_is_so(engine: Engine, athlete: Athlete) -> None:
    """Every conclusion that isn't unknown, and isn't merely not concluded, has its reason; by stage, then rule."""
    decision = see(athlete, engine).decision
    reasons = [entry.name for entry in decision.because]
    assert len(reasons) == len(set(reasons))
    assert decision.because == sorted(decision.because, key=lambda entry: (entry.stage, entry.rule, entry.name))
    expected = {
        name
        for name, conclusion in book().conclusions.items()
        if not conclusion.hidden
        and name not in decision.facts.forced
        and (decision.truths[name] is True or (decision.truths[name] is False and not conclusion.closed))
    }
    assert set(reasons) - set(decision.facts.forced) == expected


@FEW
@given(athletes())
def test_the_reasons_lead_back_to_facts(engine: Engine, athlete: Athlete) -> None:
    """What a reason came from: a fact known, a reason itself given, a coach's override, or what isn't known."""
    decision = see(athlete, engine).decision
    given_ = {entry.concluded for entry in decision.because} | set(decision.facts.forced)
    for entry in decision.because:
        for item in entry.came_from:
            missing = item.removeprefix("not known: ")
            if item != missing:
                assert decision.truths.get(missing) is not True, item
            else:
                assert item in given_ or item.partition(" = ")[0] in decision.facts.known, f"{entry.name} from {item}"


def test_each_rule_stands_where_it_says() -> None:
    """The same for every rule, whether or not an athlete was found for whom it speaks."""
    wrong = []
    for each in book().conclusions.values():
        if each.hidden:
            continue
        entry = Because(each.name, each.rule, each.place.file, each.place.line, "", (), "", (), each.stage)
        if not 1 <= each.place.line <= len(texts().get(each.place.file, ())):
            wrong.append(f"{each.name} at {each.place}: no such line")
        elif not any(name in text for text in around(*each.place[:2]) for name in names(entry)):
            wrong.append(f"{each.name} at {each.place}: {texts()[each.place.file][each.place.line - 1].strip()!r}")
    assert not wrong


# ---- the same every time --------------------------------------------------------------------------------------------


def printed(seen: Seen) -> str:
    return as_json(seen.decision, seen.plan, "1")


@FEW
@given(athletes())
def test_the_same_facts_give_the_same_bytes(engine: Engine, athlete: Athlete) -> None:
    first, second = printed(see(athlete, engine)), printed(see(athlete, engine))
    assert first == second
    assert json.loads(first)["decision"]["outcome"]


OTHER_PROCESS = """
import datetime, hashlib, json, sys
from surefoot.engine.page.as_json import as_json
from surefoot.engine.page.text import text_page
from surefoot.engine.service import open_surefoot
opened = open_surefoot()
for text in json.load(sys.stdin):
    decision, plan = opened.decide_text(text, "athlete.json", datetime.date.min)
    print(hashlib.sha256(as_json(decision, plan, "1").encode()).hexdigest())
"""


def test_another_process_gives_the_same_bytes(engine: Engine) -> None:
    """Whatever order its sets and hashes have."""
    people = [build(Seeded(seed)) for seed in range(200 if SOAK else 30)]
    here = [hashlib.sha256(printed(see(athlete, engine)).encode()).hexdigest() for athlete in people]
    stdin = json.dumps([json.dumps(athlete.facts_file()) for athlete in people])
    for seed in ("1", "4242"):
        there = _process({"PYTHONHASHSEED": seed}, stdin)
        assert there == here, [
            str(athlete) for athlete, one, other in zip(people, here, there, strict=False) if one != other
        ][:3]


def _process(environment: dict[str, str], stdin: str) -> list[Any]:
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", OTHER_PROCESS],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()
