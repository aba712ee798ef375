"""The engine and the reference evaluator agree: on random rulebooks, at the engine's limits, on random athletes."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, note, settings
from properties.athletes import SOAK, Athlete, Dice, athletes, book, dice, facts_of, see

from surefoot.engine.decision import decide as decide_module
from surefoot.engine.decision.decide import decide
from surefoot.engine.findings import Fault
from surefoot.engine.infer.durable import Engine
from surefoot.engine.infer.reference import conclude
from surefoot.engine.logic import (
    DECIDE,
    KNOW,
    NOWHERE,
    All,
    AnyOf,
    AtLeast,
    Below,
    Conclusion,
    Count,
    Formula,
    Known,
    Not,
    Ref,
    Sure,
    Truth,
)

Rules = dict[str, Conclusion]
MOST = 6  # the largest value of a fact in these rulebooks


class Span(NamedTuple):
    """What is known of one quantity."""

    low: int
    high: int


def rules(*formulas: Formula, stage: int = KNOW) -> Rules:
    """A rulebook of these, named c0, c1 and so on."""
    return {f"c{at}": conclusion(f"c{at}", formula, stage) for at, formula in enumerate(formulas)}


def conclusion(name: str, formula: Formula, stage: int = KNOW, hidden: bool = False) -> Conclusion:
    return Conclusion(name, name, "part", formula, stage, NOWHERE, hidden=hidden)


def compare(
    engine: Engine, book_: Rules, facts: Mapping[str, Span], forced: Mapping[str, bool] | None = None
) -> dict[str, Truth]:
    """Asks both, and expects the same of every conclusion that isn't hidden."""
    found, firings = engine.conclude(facts, forced)
    wanted = conclude(book_, facts, forced)
    assert found == {name: truth for name, truth in wanted.items() if not book_[name].hidden}
    for firing in firings:  # the trace says what is so
        assert wanted[firing.name] is firing.truth or book_[firing.name].hidden
    return found


def both(book_: Rules, *cases: Mapping[str, Span], forced: Mapping[str, bool] | None = None) -> list[dict[str, Truth]]:
    engine = Engine(book_)
    try:
        return [compare(engine, book_, facts, forced) for facts in cases]
    finally:
        engine.close()


# ---- random rulebooks -----------------------------------------------------------------------------------------------
# Facts as surefoot has them: measures with and without sides, how far they lie above a table, numbers of two sides,
# and things that are always known (kit, flags).

ALONE, SIDED, ALWAYS = ("age", "walk", "doms"), ("calf", "squat"), ("kit.band", "kit.step", "flag.RF_X")
FACTS = (
    *ALONE,
    "walk~keep",
    "walk~g3",
    *(f"{name}.{side}" for name in SIDED for side in ("left", "right")),
    "calf.left~g2",
    "calf.right~g2",
    "calf.ratio",
    *ALWAYS,
)


def some_formula(dice: Dice, leaf: Callable[[], Formula], depth: int = 3) -> Formula:
    """A leaf, or all, any, a count or the opposite of some formulas; now and then of none at all."""
    kind = dice.pick(("leaf", "leaf", "all", "any", "count", "not")) if depth else "leaf"
    if kind == "leaf":
        return leaf()
    if kind == "not":
        return Not(some_formula(dice, leaf, depth - 1))
    parts = tuple(some_formula(dice, leaf, depth - 1) for _ in range(dice.pick((2, 1, 3, 4, 0))))
    if kind == "count" and parts:
        return Count(dice.whole(1, len(parts)), parts)
    return All(parts) if kind == "all" else AnyOf(parts)


def some_rules(dice: Dice) -> Rules:
    """A rulebook of two stages, each conclusion reading some of those before it."""
    found: Rules = {}
    decided: list[str] = []

    def comparison() -> Formula:
        if dice.chance(10):
            return Known(dice.pick(FACTS))
        return dice.pick((AtLeast, Below))(dice.pick(FACTS), dice.whole(0, MOST + 1))

    def known() -> Formula:
        return Ref(dice.pick(list(found))) if found and dice.chance(40) else comparison()

    def sure() -> Formula:
        return Ref(dice.pick(decided)) if decided and dice.chance(40) else Sure(dice.pick(names))

    for at in range(dice.whole(1, 7)):
        formula = comparison() if dice.chance(30) else some_formula(dice, known)
        found[f"k{at}"] = conclusion(f"k{at}", formula, KNOW, dice.chance(50))
    names = list(found)
    for at in range(dice.whole(0, 6)):
        found[f"d{at}"] = conclusion(f"d{at}", some_formula(dice, sure), DECIDE, dice.chance(30))
        decided.append(f"d{at}")
    return found


def some_facts(dice: Dice) -> dict[str, Span]:
    """Some of the facts, exact or an interval. Above a table lies only what is itself known; some are always known."""
    found: dict[str, Span] = {}
    for name in FACTS:
        if name in ALWAYS or (dice.chance(60) and ("~" not in name or name.partition("~")[0] in found)):
            low = dice.whole(0, MOST)
            found[name] = Span(low, dice.whole(low, MOST) if dice.chance(30) else low)
    return found


@settings(max_examples=2_000 if SOAK else 300)
@given(dice())
def test_random_rulebooks(dice: Dice) -> None:
    book_ = some_rules(dice)
    cases = [some_facts(dice) for _ in range(dice.whole(1, 4))]
    visible = [name for name, each in book_.items() if not each.hidden and each.stage == KNOW]
    forced = {dice.pick(visible): dice.chance(50) for _ in range(dice.pick((0, 0, 1, 2)))} if visible else {}
    note(f"{book_}\n{cases}\n{forced}")
    both(book_, *cases, forced=forced)


# ---- what is easily got wrong ---------------------------------------------------------------------------------------

A, B, C = (AtLeast(name, 3) for name in ALONE)


@pytest.mark.parametrize(
    "formula",
    [
        All(()),
        AnyOf(()),
        Not(All(())),
        Not(AnyOf(())),
        All((All(()), A)),
        AnyOf((AnyOf(()), A)),
        Count(1, (AnyOf(()), A)),
        All((A, Not(A))),
        AnyOf((A, Not(A))),
        All((A, Below("age", 3))),
        AnyOf((A, Below("age", 3))),
        Not(All((A, Not(A)))),
        All((AtLeast("age", 2), Below("age", 5))),
        All((AtLeast("age", 5), Below("age", 2))),
        All((A, A)),
        Count(2, (A, A)),
        Count(2, (A, Not(A), B)),
        Count(3, (A, B, C)),
        Count(1, (A,)),
        Known("age"),
        Not(Known("age")),
        All((Known("age"), A)),
        AnyOf((Not(Known("age")), A)),
        Not(AnyOf((Known("age"), B))),
        All((AnyOf((A, B)), AnyOf((B, C)), AnyOf((A, C)))),
        AnyOf((All((A, B)), All((B, C)), All((A, C)))),
        All((AtLeast("calf.left", 3), AtLeast("calf.right", 3))),
        AnyOf((Below("calf.left", 3), Below("calf.right", 3))),
    ],
    ids=repr,
)
def test_one_formula(formula: Formula) -> None:
    spans = (None, Span(1, 1), Span(3, 3), Span(5, 5), Span(1, 5), Span(3, 6), Span(0, 2))
    cases = [
        {
            name: span
            for name, span in (
                ("age", one),
                ("walk", other),
                ("doms", other),
                ("calf.left", one),
                ("calf.right", other),
            )
            if span is not None
        }
        for one in spans
        for other in spans
    ]
    both(rules(formula), *cases)


@pytest.mark.parametrize("outer", [All, AnyOf])
@pytest.mark.parametrize("length", [13, 17, 25, 40])
def test_long_ones(outer: type[All] | type[AnyOf], length: int) -> None:
    """More parts than one rule of the engine takes: of facts, of nested ones, of conclusions, decided and not."""
    names = [f"m{at}" for at in range(length)]
    facts: tuple[Formula, ...] = tuple(AtLeast(name, 3) for name in names)
    nested = outer(tuple((AnyOf if outer is All else All)((fact, Below(names[0], 2))) for fact in facts))
    found = {f"k{at}": conclusion(f"k{at}", fact) for at, fact in enumerate(facts)}
    found["plain"], found["nested"] = conclusion("plain", outer(facts)), conclusion("nested", nested)
    found["refs"] = conclusion("refs", outer(tuple(Ref(f"k{at}") for at in range(length))))
    found["sure"] = conclusion("sure", outer(tuple(Sure(f"k{at}") for at in range(length))), DECIDE)
    found["unsure"] = conclusion("unsure", outer(tuple(Not(Sure(f"k{at}")) for at in range(length))), DECIDE)
    all_of, none_of = dict.fromkeys(names, Span(3, 3)), dict.fromkeys(names, Span(1, 1))
    one_missing = {name: span for name, span in all_of.items() if name != names[-1]}
    cases = [
        all_of,
        none_of,
        {},
        one_missing,
        {**all_of, names[-2]: Span(1, 1)},
        {**none_of, names[-1]: Span(4, 4)},
        {**all_of, names[5]: Span(1, 4)},
    ]
    truths = both(found, *cases)
    assert [each["plain"] for each in truths[:3]] == [True, False, None]


@pytest.mark.parametrize("count", [255, 256, 257, 300])
def test_hundreds_of_rules_ask_the_same(count: int) -> None:
    """The engine crashes when 256 rules share one condition: a fact, a conclusion, what isn't sure, what is decided."""
    other = [AtLeast(f"m{at % 40}", at // 40 % MOST) for at in range(count)]
    found = {"one": conclusion("one", A)}
    found |= {f"f{at}": conclusion(f"f{at}", All((A, each))) for at, each in enumerate(other)}
    found |= {f"r{at}": conclusion(f"r{at}", AnyOf((Ref("one"), each))) for at, each in enumerate(other)}
    found |= {f"n{at}": conclusion(f"n{at}", Not(Sure("one")), DECIDE) for at in range(count)}
    found |= {f"s{at}": conclusion(f"s{at}", All((Sure("one"), Ref(f"n{at}"))), DECIDE) for at in range(count)}
    both(found, {"age": Span(4, 4), **{f"m{at}": Span(2, 2) for at in range(0, 40, 2)}}, {"age": Span(1, 1)}, {})


def test_hundreds_of_cuts_on_one_fact() -> None:
    """An athlete who passes them all at once; and one who lies in the middle, not exactly known."""
    found = rules(*(kind("age", cut) for cut in range(600) for kind in (AtLeast, Below)))
    both(found, {"age": Span(600, 600)}, {"age": Span(0, 0)}, {"age": Span(250, 350)}, {})


def test_hundreds_of_names() -> None:
    """512 names below one kind, and compiling never ends."""
    found = {f"k{at}": conclusion(f"k{at}", AtLeast(f"m{at}", 1)) for at in range(700)}
    found |= {f"d{at}": conclusion(f"d{at}", Not(Sure(f"k{at}")), DECIDE) for at in range(700)}
    both(found, {f"m{at}": Span(at % 2, at % 2) for at in range(700)})


def test_a_forced_conclusion_is_what_it_was_forced_to_be() -> None:
    found = {
        "line": conclusion("line", A),
        "gate": conclusion("gate", All((Ref("line"), B))),
        "go": conclusion("go", Sure("gate"), DECIDE),
    }
    for value in (True, False):
        truths = both(
            found,
            {"age": Span(1, 1), "walk": Span(4, 4)},
            {"walk": Span(4, 4)},
            {"age": Span(5, 5)},
            {},
            forced={"line": value},
        )
        assert all(each["line"] is value for each in truths)
        assert truths[0]["go"] is value


def test_one_side_of_a_hidden_comparison_in_a_decision() -> None:
    """What isn't sure of one side, beside what is of the other: both stand on one fact of the engine's."""
    hidden = {
        name: conclusion(name, formula, KNOW, True)
        for name, formula in (
            ("left", AtLeast("calf.left", 3)),
            ("right", AtLeast("calf.right", 3)),
            ("known", Known("calf.left")),
        )
    }
    found = hidden | {
        f"d{at}": conclusion(f"d{at}", formula, DECIDE)
        for at, formula in enumerate(
            [
                All((Sure("left"), Not(Sure("right")))),
                All((Not(Sure("left")), Not(Sure("right")))),
                All((Sure("known"), Not(Sure("left")))),
                AnyOf((Sure("left"), Not(Sure("known")))),
            ]
        )
    }
    spans = (None, Span(1, 1), Span(3, 3), Span(2, 4))
    both(
        found,
        *(
            {name: span for name, span in (("calf.left", left), ("calf.right", right)) if span is not None}
            for left in spans
            for right in spans
        ),
    )


# ---- sessions -------------------------------------------------------------------------------------------------------


def alone(script: str) -> str:
    """Runs a script in a process of its own: a crash of the engine is one test's failure, not the end of all."""
    head = """
        from surefoot.engine.infer.durable import Engine
        from surefoot.engine.logic import *
        def conclusion(name, formula, stage=KNOW):
            return Conclusion(name, name, "part", formula, stage, NOWHERE)
        class Span:
            low = high = 5
    """
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(head) + textwrap.dedent(script)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"exit {ran.returncode}\n{ran.stderr}"
    return ran.stdout


@pytest.mark.parametrize(
    "book_", ["{}", "{'a': conclusion('a', AtLeast('age', 3))}", "{'a': conclusion('a', Sure('b'), DECIDE)}"]
)
def test_a_session_in_which_nothing_fires_is_left_without_a_crash(book_: str) -> None:
    """Upstream frees memory that it never set when a session is deleted in which no rule has fired."""
    assert (
        alone(f"""
        engine = Engine({book_})
        for _ in range(50):
            truths, firings = engine.conclude({{}})
            assert not firings and not any(truths.values()), truths
        engine.close()
        engine.close()
        print("left")
    """)
        == "left\n"
    )


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
def test_memory_stays_flat() -> None:
    """300 rulebooks opened and closed, and 1,000 decisions: neither is kept."""
    opened, decided = alone("""
        import gc
        def pages():
            gc.collect()
            return int(open("/proc/self/statm").read().split()[1])
        parts = [All(tuple(AtLeast(f"m{(n + k) % 30}", k) for k in range(3))) for n in range(30)]
        book = {f"c{n}": conclusion(f"c{n}", part) for n, part in enumerate(parts)}
        facts = {f"m{n}": Span for n in range(30)}
        def use():
            engine = Engine(book)
            engine.conclude(facts)
            engine.close()
        for _ in range(30):
            use()
        before = pages()
        for _ in range(300):
            use()
        opened = pages() - before
        engine = Engine(book)
        for _ in range(100):
            engine.conclude(facts)
        before = pages()
        for _ in range(1000):
            engine.conclude(facts)
        print(opened * 4, (pages() - before) * 4)
    """).split()
    assert int(opened) < 5_000, f"{opened} kB kept of 300 rulebooks"
    assert int(decided) < 2_000, f"{decided} kB kept of 1,000 decisions"


# ---- the shipped rulebook -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def engine() -> Any:
    opened = Engine(book().conclusions)
    yield opened
    opened.close()


@settings(max_examples=4_000 if SOAK else 200)
@given(athletes())
def test_random_athletes(engine: Engine, athlete: Athlete) -> None:
    """Decided by both; a difference would be a Fault."""
    assert see(athlete, engine).decision.because


def test_nobody_known_at_all(engine: Engine) -> None:
    truths, _ = engine.conclude({})
    wanted = conclude(book().conclusions, {})
    assert truths == {name: wanted[name] for name in truths}


# ---- when they differ -----------------------------------------------------------------------------------------------


@pytest.fixture(params=["G1", "phase:unilateral", "outcome:advance", "RF_CARDIAC"])
def planted(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The reference evaluator is wrong about one conclusion."""

    def wrong(*arguments: Any) -> dict[str, Truth]:
        truths = conclude(*arguments)
        return {**truths, request.param: not truths[request.param]}

    monkeypatch.setattr(decide_module, "conclude", wrong)
    return str(request.param)


def test_a_difference_is_a_fault(planted: str, engine: Engine) -> None:
    with pytest.raises(Fault, match=f"disagree on {planted}.*No gate is opened") as raised:
        decide(facts_of(Athlete("woman_bilateral")), book(), engine)
    assert raised.value.exit_code == 70


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_difference_ends_the_command_with_70_and_opens_nothing(
    planted: str, more: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from surefoot.cli import main

    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(Athlete("woman_bilateral").facts_file()), encoding="utf-8")
    monkeypatch.setenv("SUREFOOT_CACHE", "off")
    monkeypatch.setattr(sys, "argv", ["surefoot", "decide", str(facts), *more])
    with pytest.raises(SystemExit) as raised:
        main()
    out, err = capsys.readouterr()
    assert (raised.value.code, out) == (70, "")
    assert planted in err
    assert "fault of surefoot" in err
