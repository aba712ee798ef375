"""Values that show how two cuts contradict each other: how long they are looked for. The corpus has what is found."""

from __future__ import annotations

import itertools

import pytest

from surefoot.engine.logic import KNOW, All, AnyOf, AtLeast, Conclusion, Formula, Place
from surefoot.engine.model import Rulebook
from surefoot.engine.rulebook import check_witness
from surefoot.engine.rulebook.names import Names


def conclusion(formula: Formula) -> Conclusion:
    """One with that formula, of a rule that nothing is wrong with."""
    return Conclusion("x", "X", "line", formula, KNOW, Place("rules/x.yaml", 1))


def test_a_rule_of_many_cuts_is_not_tried_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty cuts have a billion times a thousand combinations, and none of these shows anything."""
    cuts = tuple(AtLeast(f"m{number}", 5) for number in range(40))
    tried, truth = itertools.count(1), check_witness.truth

    def counted(*of: object) -> object:
        assert next(tried) <= 20_000
        return truth(*of)  # type: ignore[arg-type]

    monkeypatch.setattr(check_witness, "truth", counted)
    every, some = conclusion(All(cuts)), conclusion(AnyOf(cuts))
    assert check_witness.witness_of(every, some, Rulebook(), Names([], [], True), set()) is None
