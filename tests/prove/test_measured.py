"""`surefoot rules diff` where a measure's step, range or words change: the same number inside is another value then."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from surefoot.engine.decision.decide import Decision
from surefoot.engine.facts.norms import margins
from surefoot.engine.facts.validity import holds
from surefoot.engine.facts.values import Amount, plain
from surefoot.engine.findings import is_error
from surefoot.engine.infer.durable import Engine
from surefoot.engine.logic import Ref
from surefoot.engine.model import Measure, Rulebook
from surefoot.engine.prove.compare import Changes, compare
from surefoot.engine.prove.diff_page import diff_text, region_words
from surefoot.engine.prove.measured import carried, common
from surefoot.engine.prove.page import facts_text
from surefoot.engine.prove.regions import regions
from surefoot.engine.prove.written import written_out
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.rulebook.load import examine, load
from surefoot.engine.service import Surefoot

G3, STRENGTH, READINESS = "rules/gates/G3.yaml", "knowledge/measures/strength.yaml", "knowledge/measures/readiness.yaml"
BRIDGE = "title: Single-leg hamstring bridge\n    unit: repetitions\n    range: 0 to 80\n    step: 1\n"
NEEDS = "needs: sl_bridge_reps, each side, at least 20\n    keep: at least 15\n"
SWELLING = "words: [clear, mild, trace, none]"
RANGE = "a smaller range"  # of it somebody is known to be "60+", which only one of the two takes for no more than that
ORDER = "words in another order"
EDITS = {
    "a unit wrong by ten": (
        (STRENGTH, BRIDGE, BRIDGE.replace("step: 1", "step: 0.1")),
        (G3, NEEDS, NEEDS.replace("20", "2").replace("15", "1.5")),
    ),
    "half steps and more needed": (
        (STRENGTH, BRIDGE, BRIDGE.replace("step: 1", "step: 0.5")),
        (G3, NEEDS, NEEDS.replace("20", "22")),
    ),
    "a smaller step": ((STRENGTH, BRIDGE, BRIDGE.replace("step: 1", "step: 0.1")),),
    RANGE: ((STRENGTH, BRIDGE, BRIDGE.replace("80", "60")),),
    "a word in front": ((READINESS, SWELLING, "words: [severe, clear, mild, trace, none]"),),
    ORDER: ((READINESS, SWELLING, "words: [clear, trace, mild, none]"),),
}
WITH_WITNESSES = ["a unit wrong by ten", "half steps and more needed", ORDER, RANGE]
WEAKER = "Single-leg hamstring bridge, weaker side"


@cache
def old() -> Rulebook:
    return load()


@cache
def edited(name: str) -> Rulebook:
    texts = texts_of(SHIPPED)
    for file, before, after in EDITS[name]:
        assert texts[file].count(before) == 1
        texts[file] = texts[file].replace(before, after)
    book, findings = examine(texts)
    assert not any(map(is_error, findings))
    return book


@cache
def changes(name: str) -> Changes:
    return compare(old(), edited(name))


def page(name: str) -> str:
    return " ".join(diff_text(changes(name), old(), edited(name)).split())


# ---- what the page says ----


@pytest.mark.soak
def test_a_unit_wrong_by_ten_is_seen_in_its_gate() -> None:
    said = page("a unit wrong by ten")
    assert said.startswith("Measured otherwise: measures: sl_bridge_reps: step 1, now 0.1 What follows is about values")
    assert f"G3.bridge (rules/gates/G3.yaml:36) was not met, now met: - {WEAKER}: 2 to 19 and" in said
    assert f"G3.bridge:keep (rules/gates/G3.yaml:40) was not kept, now kept: - {WEAKER}: 2 to 14 and" in said
    assert "G3: closed, now open" in said
    assert "G3: open, now closed" not in said
    assert set(changes("a unit wrong by ten").written) == {"G3.bridge", "G3.bridge:keep"}  # the criterion says the same


@pytest.mark.soak
def test_values_between_the_old_steps_are_in_no_region() -> None:
    said = page("half steps and more needed")
    assert f"was met, now not met: - {WEAKER}: 20 to 21 and" in said
    assert "G3: open, now closed" in said
    assert "G3: closed, now open" not in said
    assert set(changes("half steps and more needed").written) == {"G3.bridge"}


@pytest.mark.soak
def test_a_word_put_in_front_changes_nothing_else() -> None:
    assert diff_text(changes("a word in front"), old(), edited("a word in front")) == (
        "Measured otherwise:\n"
        "  measures: swelling_effusion: words clear, mild, trace, none, now severe,\n"
        "  clear, mild, trace, none\n"
        "What follows is about values that both rulebooks can read.\n"
    )


def test_a_smaller_step_alone_changes_no_conclusion() -> None:
    for name in ("G3.bridge", "sl_bridge_reps:pass", "RG.bridge_side"):
        assert written_out(name, old()) == written_out(name, edited("a smaller step"))
        assert regions(name, old(), edited("a smaller step")) == ([], False, False)


def test_words_in_another_order_are_another_cut() -> None:
    new = edited(ORDER)
    (region,) = regions("swelling_effusion:not_fail", old(), new).found
    assert not region.now
    assert region_words(region, old(), new) == "Joint swelling: trace"  # which is at most mild now
    other = regions("RF_JOINT_SWELLING:when", old(), new).found
    assert all(each.now and "Joint swelling: trace" in region_words(each, old(), new) for each in other)


def test_where_no_value_is_left_nothing_is_claimed() -> None:
    bridge = old().measures["sl_bridge_reps"]
    new = replace(old(), measures={**old().measures, bridge.name: replace(bridge, low=bridge.high + 1, high=200)})
    assert regions("G3.bridge", old(), new) == ([], False, False)


# ---- what it says is so ----


@pytest.mark.soak
@pytest.mark.parametrize("name", WITH_WITNESSES)
def test_both_rulebooks_decide_each_athlete_as_it_says(name: str) -> None:
    both = [Surefoot(book, Engine(book.conclusions)) for book in (old(), edited(name))]
    assert changes(name).decided
    for each in changes(name).decided:
        assert each.sure
        decisions = [surefoot.decide_text(facts_text(said), "found.yaml", datetime.date.min)[0]
                     for surefoot, said in zip(both, (each.said, each.said_new), strict=True)]  # fmt: skip
        answers = tuple(_answer(each.what, decision, each.before) for decision in decisions)
        assert answers == (each.before, each.after), (each.what, each.said)
        assert name == RANGE or each.said == each.said_new  # one file, that both can read
    for surefoot in both:
        surefoot.close()


def _answer(what: str, decision: Decision | None, like: str) -> str | None:
    assert decision is not None
    if what in decision.gates:
        status = {"open": "open", "closed": "closed", "undetermined": "not known"}
        return status[decision.gates[what].status]
    if what.endswith(" lost"):
        return "lost" if decision.true(f"{what.removesuffix(' lost')}:lost") else "not lost"
    if what in ("outcome", "phase", "today", "level"):
        return str(getattr(decision, what))
    if what == "tier":
        return decision.tier or "none"
    assert like in ("holds", "doesn't hold"), what
    return "holds" if decision.true(what) else "doesn't hold"


def test_regions_are_just_what_changed_for_values_of_both() -> None:
    """Tried one by one: each value of both near the cuts, in the steps of either rulebook."""
    new = edited("half steps and more needed")
    found = regions("G3.bridge", old(), new).found
    for left, right in itertools.product(range(17, 25), repeat=2):
        before, after = (_met(left * steps, right * steps, book) for book, steps in ((old(), 1), (new, 2)))
        weaker = min(left, right)
        inside = any(low <= weaker <= high for region in found for low, high in region.bounds.values())
        assert inside == (before is not after), (left, right)


def _met(left: int, right: int, book: Rulebook) -> bool:
    known = {"sl_bridge_reps.left": Amount(left, left), "sl_bridge_reps.right": Amount(right, right)}
    return holds(Ref("G3.bridge"), {**known, **margins(known, book)}, book.conclusions) is True


# ---- values of both ----


def test_values_of_both_are_all_that_either_can_say() -> None:
    bridge = old().measures["sl_bridge_reps"]
    for one, other in itertools.product(_measures(bridge), repeat=2):
        shared, sayable = common(one, other), {*_values(one)} & {*_values(other)}
        assert {*_values(shared)} == sayable
        for steps, measure in itertools.product(range(shared.low, shared.high + 1), (one, other)):
            there = carried(steps, shared, measure)
            assert there is not None
            assert plain(measure, there) == plain(shared, steps)


def _measures(bridge: Measure) -> Iterator[Measure]:
    for step, low, high in (("1", 0, 12), ("0.5", 3, 30), ("0.1", -7, 60), ("1.5", 0, 6), ("100", 1, 2)):
        yield replace(bridge, step=step, low=low, high=high)
    yield replace(bridge, kind="yes_no", low=0, high=1)
    for words in (("no", "yes"), ("yes", "unsure", "no"), ("none",)):
        yield replace(bridge, kind="words", words=words, low=0, high=len(words) - 1)


def _values(measure: Measure) -> Iterator[str]:
    for steps in range(measure.low, measure.high + 1):
        yield plain(measure, steps)
