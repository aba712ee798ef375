"""A small rulebook built by hand, so that these tests hold whatever rules/ and knowledge/ say; and the real one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from surefoot.engine.facts.answers import Answers
from surefoot.engine.facts.derive import Facts, derive
from surefoot.engine.facts.reading import read_facts
from surefoot.engine.findings import Finding, render
from surefoot.engine.logic import KNOW, NOWHERE, All, AnyOf, AtLeast, Below, Conclusion, Count, Formula, Not, Ref
from surefoot.engine.model import Criterion, Flag, Gate, Line, Measure, Rulebook
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.rulebook.load import examine
from surefoot.engine.training import Phase

TODAY = datetime.date(2026, 11, 20)
HEAD = "surefoot: facts/1\nathlete: tester\nas_of: 2026-11-20\n"
PHASES = ("mobility", "bilateral", "unilateral")


def number(name: str, low: int, high: int, **more: Any) -> Measure:
    """A measure in numbers; low and high in steps."""
    return replace(Measure(name, "number", name, ("measures", name), NOWHERE, low=low, high=high), **more)


def yes_no(name: str, *at: str, **more: Any) -> Measure:
    return replace(Measure(name, "yes_no", name, at or ("symptoms", name), NOWHERE, valid="safety"), **more)


def words(name: str, listed: tuple[str, ...], *at: str, **more: Any) -> Measure:
    return replace(
        Measure(name, "words", name, at or ("measures", name), NOWHERE, high=len(listed) - 1, words=listed), **more
    )


def small_book() -> Rulebook:
    """Three phases, a dozen measures, five flags, one gate of tests beside the medical screen."""
    pain = {"low": 0, "high": 20, "step": "0.5", "unit": "out of 10", "better": "lower", "valid": "pain"}
    measures = [
        number("age_years", 10, 100, at=("profile", "age_years"), unit="years", valid="profile"),
        words("sex", ("female", "male", "unspecified"), "profile", "sex", valid="profile", if_not_given="unspecified"),
        number(
            "body_mass_kg",
            60,
            400,
            at=("profile", "body_mass_kg"),
            unit="kg",
            step="0.5",
            valid="profile",
            units={"lb": "0.45359237", "st": "6.35029318"},
        ),
        yes_no("tendon_history", "history", "tendon", valid="profile"),
        number("visa_a", 0, 100, unit="points", better="higher", valid="questionnaire", applies="applies:visa_a"),
        number("calf", 0, 100, unit="repetitions", sides=True, better="higher", valid="strength"),
        number("errors", 0, 4, unit="errors of 4", sides=True, better="lower", valid="strength"),
        number(
            "ankle", 0, 50, unit="cm", step="0.5", sides=True, better="higher", valid="mobility", units={"in": "2.54"}
        ),
        number("walk_min", 0, 180, unit="minutes", better="higher", valid="questionnaire"),
        number("stance_s", 0, 45, unit="seconds", sides=True, better="higher", valid="strength"),
        number(
            "clean_hinge", 0, 100, at=("log", "clean_sessions", "hinge"), unit="sessions", better="higher", valid="log"
        ),
        number("days_off", 0, 2000, at=("position", "days_off"), unit="days", better="lower", valid="log"),
        number("run_km_week", 0, 700, at=("running", "km_week"), unit="km", step="0.5", valid="running"),
        words("position", ("none", *PHASES), "position", "phase", ordered=True, valid="log"),
        words("swelling", ("clear", "mild", "none"), ordered=True, valid="pain"),
        number(
            "pain_during_nrs", 0, 20, **{k: v for k, v in pain.items() if k not in ("low", "high")}, worst_of="during"
        ),
        number(
            "pain_change", -20, 20, step="0.5", unit="points", better="lower", valid="pain", worst_of="next_morning"
        ),
        yes_no("fever", screen="whole_body"),
        yes_no("night_pain", screen="bones"),
        yes_no("spot_pain", screen="bones"),
        yes_no("impact_pain", screen="bones"),
        yes_no("calf_swollen", screen="clots"),
        yes_no("calf_warm", screen="clots"),
        yes_no("calf_tender", screen="clots"),
        yes_no("past_clot", screen="clots", risk_factor=True),
        number("bone_injuries", 0, 10, unit="injuries", better="lower", valid="questionnaire"),
    ]
    for site in ("achilles", "knee"):
        for suffix, field, low in (("", "during", 0), ("_next_morning", "next_morning", -20)):
            measures.append(
                number(
                    f"pain_{site}{suffix}",
                    low,
                    20,
                    at=("pain", site, field),
                    step="0.5",
                    unit="out of 10",
                    sides=True,
                    better="lower",
                    valid="pain",
                    site=site,
                )
            )
    book = Rulebook(measures={measure.name: measure for measure in measures})
    book.sites = {"achilles": "Achilles tendon", "knee": "Knee"}
    book.screens = [{"id": name, "title": name, "ask": "?"} for name in ("bones", "clots", "whole_body")]
    book.validity = {
        "safety": {"days": 7},
        "day": {"days": 0},
        "pain": {"days": 0, "stale": "at_least_as_bad"},
        "running": {"days": 7},
        "questionnaire": {"days": 28},
        "strength": {"days": 56},
        "mobility": {"days": 84},
        "profile": {"days": 365},
        "log": {},
        "override": {"days": 42},
    }
    book.equipment = {
        "wall": {"household": True},
        "chair": {"household": True},
        "stair": {"household": True, "counts_as": ["step"]},
        "step": {"counts_as": ["edge"]},
        "edge": {},
        "band": {},
        "bench": {"counts_as": ["chair"]},
    }
    book.phases = [
        Phase(name, order, name, name, "", {}, {}, {}, (), NOWHERE) for order, name in enumerate(PHASES, start=1)
    ]

    def conclude(name: str, formula: Formula) -> None:
        book.conclusions[name] = Conclusion(name, name, "", formula, KNOW, NOWHERE)

    def banded(name: str, fails: Formula) -> None:
        conclude(f"{name}:not_fail", Not(fails))
        book.criteria[name] = Criterion(name, name, name, f"{name}:not_fail", f"{name}:pass", "", NOWHERE)

    def flag(name: str, action: str, when: Formula, days: int = 0) -> None:
        conclude(f"{name}:when", when)
        book.flags[name] = Flag(
            name, name, action, "", "", "", clears_after_days=days, derived=name == "RF_UNDER18", place=NOWHERE
        )

    conclude("applies:visa_a", AtLeast("tendon_history", 1))
    banded("calf", AnyOf((Below("calf.left", 12), Below("calf.right", 12))))
    banded("errors", AnyOf((AtLeast("errors.left", 3), AtLeast("errors.right", 3))))
    banded("visa_a", Below("visa_a", 75))
    banded(
        "stance_s", All((AtLeast("age_years", 60), AnyOf((Below("stance_s.left", 10), Below("stance_s.right", 10)))))
    )
    yes = {measure.name: AtLeast(measure.name, 1) for measure in measures if measure.kind == "yes_no"}
    flag("RF_UNDER18", "scope_refer", Below("age_years", 18))
    flag("RF_FEVER", "stop_refer", yes["fever"], 7)
    flag(
        "RF_BONE",
        "stop_refer",
        AnyOf(
            (
                yes["night_pain"],
                yes["spot_pain"],
                AtLeast("bone_injuries", 2),
                All((yes["impact_pain"], AtLeast("bone_injuries", 1))),
            )
        ),
    )
    flag(
        "RF_CLOT",
        "emergency_stop",
        AnyOf(
            (
                Count(2, (yes["calf_swollen"], yes["calf_warm"], yes["calf_tender"])),
                All((yes["calf_swollen"], yes["past_clot"])),
            )
        ),
    )
    flag("RF_SURGERY", "stop_refer", AtLeast("surgery_is_not_a_measure", 1))
    lines = (
        Line("G1.calf", "G1", "Calf", "test", "G1.calf", "", "", "", "", NOWHERE),
        Line("G1.bone", "G1", "Bone", "test", "G1.bone", "", "", "", "", NOWHERE, admit=False),
    )
    book.gates = {
        "G0": Gate(
            "G0",
            "Screen",
            "mobility",
            "",
            (Line("G0.RF_BONE", "G0", "Bone", "flag", "G0.RF_BONE", "", "", "", "", NOWHERE),),
            (),
            NOWHERE,
        ),
        "G1": Gate("G1", "One", "bilateral", "", lines, (), NOWHERE),
    }
    conclude("G1.calf", All((AtLeast("calf.left", 15), AtLeast("calf.right", 15))))
    conclude("G1", Ref("G1.calf"))
    return book


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return small_book()


@pytest.fixture(scope="session")
def real_book() -> Rulebook:
    """The shipped rulebook, whatever its checks say of it today."""
    return examine(texts_of(SHIPPED))[0]


@pytest.fixture(scope="session")
def reading(book: Rulebook) -> Callable[[str], tuple[Answers | None, list[Finding]]]:
    """Reads a facts file's body against the small book; a header and `position: none` stand before it."""

    def read(body: str, head: str = HEAD + "position: none\n") -> tuple[Answers | None, list[Finding]]:
        return read_facts(head + body, "facts.yaml", book, TODAY)

    return read


@pytest.fixture(scope="session")
def known(book: Rulebook, reading: Callable[[str], tuple[Answers | None, list[Finding]]]) -> Callable[[str], Facts]:
    """The facts of a file's body, which has to be right."""

    def facts(body: str) -> Facts:
        answers, findings = reading(body)
        assert answers is not None, render(findings)
        return derive(answers, book)

    return facts
