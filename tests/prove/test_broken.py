"""Rulebooks that are broken in one place: the part that fails is found, and its athlete reproduces it.

Some of these `rules check` refuses as well; the solver finds them without it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from surefoot.engine.decision.decide import Decision
from surefoot.engine.infer.durable import Engine
from surefoot.engine.model import Rulebook
from surefoot.engine.prove.page import facts_text
from surefoot.engine.prove.run import Failure, all_parts, prove
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.rulebook.load import examine
from surefoot.engine.service import Surefoot


@cache
def shipped() -> dict[str, str]:
    return texts_of(SHIPPED)


def broken(file: str, old: str, new: str) -> Rulebook:
    texts = dict(shipped())
    assert texts[file].count(old) == 1, f"{old!r} stands {texts[file].count(old)} times in {file}"
    return examine({**texts, file: texts[file].replace(old, new)})[0]


def failures(book: Rulebook, *beginnings: str) -> dict[str, Failure]:
    """The parts that fail among those whose ids begin so."""
    parts = [part for part in all_parts(book) if part.id.startswith(beginnings)]
    assert parts
    return {failure.part.id: failure for proof in prove(book, parts) for failure in proof.failures}


@contextmanager
def opened(book: Rulebook) -> Iterator[Surefoot]:
    surefoot = Surefoot(book, Engine(book.conclusions))
    yield surefoot
    surefoot.close()


def decided(surefoot: Surefoot, said: dict[str, Any]) -> Decision:
    """Decided by both readers, from the text that is written for a coach."""
    decision = surefoot.decide_text(facts_text(said), "witness.yaml", datetime.date.min)[0]
    assert decision.truths == surefoot.decide_text(json.dumps(said), "witness.json", datetime.date.min)[0].truths
    return decision


def test_a_comparison_turned_round_has_a_witness() -> None:
    book = broken("rules/gates/G3.yaml", "needs: sl_calf_raise_reps, each side, at least the calf_g3 table",
                  "needs: sl_calf_raise_reps, each side, less than 30")  # fmt: skip
    failure = failures(book, "worse:sl_calf_raise_reps.left")["worse:sl_calf_raise_reps.left"]
    witness = failure.witness
    assert witness is not None
    assert witness.sure
    assert witness.then is not None
    with opened(book) as surefoot:
        before, after = decided(surefoot, witness.said), decided(surefoot, witness.then)
    order = ("closed", "undetermined", "open")
    assert order.index(after.gates["G3"].status) > order.index(before.gates["G3"].status)


def test_two_rules_that_disagree_have_a_witness() -> None:
    book = broken("rules/gates/G3.yaml", "keep: at least the calf_g3_keep table", "keep: at least 90")
    failure = failures(book, "agree:G3.calf")["agree:G3.calf"]
    assert failure.witness is not None
    with opened(book) as surefoot:
        decision = decided(surefoot, failure.witness.said)
    line = next(view for view in decision.gates["G3"].lines if view.line.id == "G3.calf")
    assert line.status in ("met", "met_with_caution")
    assert decision.gates["G3"].lost


def test_a_red_flag_in_the_shadow_of_another_is_found() -> None:
    """Nobody has it alone; the witness has it, and stops because of the other too."""
    book = broken(
        "rules/red_flags.yaml",
        "      any:\n        - fever is yes\n        - chest_infection is yes\n",
        "      all:\n        - fever is yes\n        - night_bone_pain is yes\n",
    )
    failure = failures(book, "shadowed:RF_FEVER", "dead:RF_FEVER")["shadowed:RF_FEVER_ILLNESS"]
    assert failure.witness is not None
    with opened(book) as surefoot:
        flagged = {flag.id for flag in decided(surefoot, failure.witness.said).flags}
    assert flagged > {"RF_FEVER_ILLNESS"}


def test_a_rule_that_can_never_fire_is_found() -> None:
    """Who has no position yet has no days off either. There is nobody to show."""
    book = broken("rules/today.yaml", "when: sleep_hours_7d is fail",
                  "when: {all: [sleep_hours_7d is fail, position is none, days_off at least 30]}")  # fmt: skip
    found = failures(book, "dead:GR.")
    assert [failure.part.say for failure in found.values()] == ["GR.sleep can never hold"]


def test_a_rule_that_holds_only_while_something_is_unknown() -> None:
    """`rules check` has nothing to say: each comparison points the right way. Learning the worst undoes it."""
    when = "when: {all: [pain_during_nrs is fail, sleep_hours_7d is unknown]}"
    old = "id: GR.pain, when: pain_during_nrs is fail,"
    book = broken("rules/today.yaml", old, old.replace("when: pain_during_nrs is fail", when))
    failure = failures(book, "worse:sleep_hours_7d")["worse:sleep_hours_7d"]
    witness = failure.witness
    assert witness is not None
    assert witness.then is not None
    with opened(book) as surefoot:
        before, after = decided(surefoot, witness.said), decided(surefoot, witness.then)
    assert before.today == "recover"
    assert after.today in ("reduce", "train")


def test_what_was_not_changed_holds_as_before() -> None:
    """A keep that is looser is allowed: no part of the gate fails."""
    book = broken("rules/gates/G3.yaml", "keep: at least the calf_g3_keep table", "keep: at least 1")
    assert failures(book, "unknown:G3", "agree:G3", "dead:G3", "shadowed:G3") == {}
