"""Who needs a look: the rules of rules/squad.yaml, one thing of a row at a time, and names that can be shown."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journaling import opened

from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.rulebook.load import examine
from surefoot.engine.squad.look import looked_at
from surefoot.engine.squad.names import short_names
from surefoot.engine.squad.row import Gap, Hurt, Row, Standing

DAY = datetime.date(2026, 11, 20)
CALM = Row("a", Standing(DAY, "hold", "bilateral", "train", "HOLD. Calf: 9; 12 needed."), Hurt(Fraction(0)),
           Gap(5, "m", "Calf raise"), Fraction(90), 1)  # fmt: skip


def rules_of(row: Row) -> list[str]:
    return [look.rule for look in looked_at(row, opened().book).look]


def standing(**more: Any) -> dict[str, Any]:
    return {"standing": replace(CALM.standing, **more)}  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("SQ.stop", standing(outcome="stop", today="stop", flags=(("RF_BSI", "Possible bone stress injury", True),))),
        ("SQ.undecided", {"standing": None, "problem": "a.yaml: 'maesures' is not a key."}),
        ("SQ.pain", {"hurt": Hurt(Fraction(11, 2), "Calf", "left")}),
        ("SQ.back", standing(outcome="regress", summary="BACK TO Mobility. 30 days off.")),
        ("SQ.flag", standing(flags=(("RF_METAL", "Metal in the leg", False),))),
        ("SQ.screen", standing(today="recover", screened=False)),
        ("SQ.recover", standing(today="recover")),
        ("SQ.silent", {"silent_days": 10}),
        ("SQ.pain_some", {"hurt": Hurt(Fraction(5, 2))}),
        ("SQ.sides", {"gap": Gap(21, "m", "Calf raise", "left")}),
        ("SQ.tests", {"overdue": ("Calf raise",)}),
        ("SQ.adherence", {"adherence": Fraction(59)}),
    ],
)
def test_each_rule_has_its_reason(rule: str, row: dict[str, Any]) -> None:
    assert rules_of(replace(CALM, **row)) == [rule]
    (look,) = looked_at(replace(CALM, **row), opened().book).look
    assert "{" not in look.say
    assert look.say.endswith(".")
    assert ".." not in look.say
    assert not any(letter.isdigit() for letter in look.discreet)


def test_all_rules_are_tried_here() -> None:
    tried = {mark.args[1][number][0] for mark in test_each_rule_has_its_reason.pytestmark  # type: ignore[attr-defined]
             for number in range(len(mark.args[1]))}  # fmt: skip
    assert tried == {rule.id for rule in opened().book.squad_look}


def test_at_the_line_and_one_below() -> None:
    assert rules_of(CALM) == []
    assert rules_of(replace(CALM, hurt=Hurt(Fraction(2)), silent_days=9, gap=Gap(20, "m", "x"),
                            adherence=Fraction(60))) == []  # fmt: skip
    assert rules_of(replace(CALM, hurt=Hurt(Fraction(5)))) == ["SQ.pain_some"]


def test_what_is_not_known_is_no_reason() -> None:
    assert rules_of(replace(CALM, hurt=None, gap=None, adherence=None, silent_days=None)) == []


def test_the_first_rule_of_the_list_says_where_a_row_stands() -> None:
    stop = replace(CALM, athlete="z", **standing(outcome="stop", today="stop"))
    pain, silent = replace(CALM, athlete="y", hurt=Hurt(Fraction(3))), replace(CALM, athlete="x", silent_days=40)
    rows = [looked_at(row, opened().book) for row in (CALM, pain, silent, stop)]
    assert [row.athlete for row in sorted(rows, key=lambda row: row.rank)] == ["z", "x", "y", "a"]


def test_the_order_is_the_rulebooks() -> None:
    """With two rules of the list changed over, the rows change over."""
    book = opened().book
    turned = replace(book, squad_look=list(reversed(book.squad_look)))
    pain, silent = replace(CALM, athlete="y", hurt=Hurt(Fraction(3))), replace(CALM, athlete="x", silent_days=40)
    for rules, first in ((book, "x"), (turned, "y")):
        assert min((looked_at(row, rules) for row in (pain, silent)), key=lambda row: row.rank).athlete == first


# ---- the rules as files ---------------------------------------------------------------------------------------------


MISTAKES = [
    ("is: [stop]", "at_least: 3", "misplaced-key"),
    ("is: [regress]", "is: [regres]", "unknown-word"),
    ("more_than: 5", "is: [stop]", "misplaced-key"),
    ("looks_at: pain\n      more_than: 2", "looks_at: pian\n      more_than: 2", "unknown-word"),
    ('discreet: The plan is restricted.', 'discreet: "Flag {actual}."', "placeholder"),
    ("{actual} of the sessions", "{seen} of the sessions", "placeholder"),
    ("compares: [unilateral_strength_lsi, hop_lsi_pct,", "compares: [age_years, hop_lsi_pcr,", "no-sides unknown-name"),
    ("adherence: adherence", "adherence: adherance", "unknown-name"),
    ("      discreet: A test to look at.\n", "", "missing-key"),
    ("id: SQ.silent", "id: SQ.stop", "duplicate-id"),
]


def test_mistakes_in_the_file_are_found_each_at_its_line() -> None:
    texts = texts_of(SHIPPED)
    wanted = []
    for old, new, codes in MISTAKES:
        assert texts["rules/squad.yaml"].count(old) == 1
        texts["rules/squad.yaml"] = texts["rules/squad.yaml"].replace(old, new)
        wanted += codes.split()
    found = [finding for finding in examine(texts)[1] if finding.file == "rules/squad.yaml"]
    assert sorted(finding.code for finding in found) == sorted(wanted)
    lines = texts["rules/squad.yaml"].splitlines()
    for finding in found:
        assert not finding.seen or finding.seen.split()[0] in lines[finding.line - 1], finding


# ---- names ----------------------------------------------------------------------------------------------------------

NAMES = st.sets(st.from_regex(r"[A-Za-z0-9_-]{1,64}\Z"), min_size=1, max_size=30)


@settings(max_examples=25)
@given(NAMES)
def test_no_two_names_are_alike_whatever_the_case(names: set[str]) -> None:
    found = short_names(names)
    assert set(found) == names
    assert len({each.lower() for each in found.values()}) == len(names)


@settings(max_examples=25)
@given(NAMES, NAMES)
def test_a_name_stays_the_same_whoever_else_is_there(some: set[str], others: set[str]) -> None:
    """But for a longer mark where two would be alike."""
    alone, together = short_names(some), short_names(some | others)
    assert all(together[name].startswith(alone[name]) or alone[name].startswith(together[name]) for name in some)


def test_a_thousand_of_one_initial_are_told_apart() -> None:
    names = [f"runner{number}" for number in range(3_000)]
    found = short_names(names)
    assert len(set(found.values())) == len(names)
    assert max(map(len, found.values())) > len("R-xxxx")
    assert found["runner1"].startswith("R-")


def test_the_name_itself_is_not_in_it() -> None:
    assert short_names(["anna-berg"]) == {"anna-berg": "AB-" + short_names(["anna-berg"])["anna-berg"][3:]}
    assert "anna" not in short_names(["anna-berg"])["anna-berg"].lower()
    assert short_names(["-_-"])["-_-"]
