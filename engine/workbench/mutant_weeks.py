"""Small changes to how long a phase is trained: its weeks and due sessions by level, and on coming back to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..logic import All, AnyOf, AtLeast, Conclusion, Formula, Sure
from ..model import Rule, Rulebook
from .mutants import OWN, Mutant

STEPS = ((-1, "fewer"), (1, "more"))
Own = list[Conclusion]


def week_mutants(book: Rulebook) -> Iterator[Mutant]:
    """Every such change. The weeks of a phase are one number, asked for before moving on and at placement."""
    rules = [rule for rule in book.advancing if rule.data.get("served")]
    for phase in book.phases:
        for rule in rules:
            yield from _of(book, rule, phase.id)
    for rule in rules:
        for step, said in STEPS if book.returning_weeks else ():
            changed: list[Conclusion] = []
            for phase in book.phases:
                conclusion = book.conclusions.get(f"{rule.id}:{phase.id}")
                if conclusion is not None and _twofold(conclusion.formula):
                    changed += _changed(conclusion, book, 1, None, step)
            words = f"{rule.id}: for whoever comes back to a phase, one {_one(rule)} {said}"
            yield Mutant(words, rule.id, tuple(changed), AtLeast("reached", 1))


def _of(book: Rulebook, rule: Rule, phase: str) -> Iterator[Mutant]:
    names = [f"{rule.id}:{phase}", *([f"served:{phase}"] if rule.data["served"] == "weeks" else [])]
    conclusions = [book.conclusions[name] for name in names if name in book.conclusions]
    if f"{rule.id}:{phase}" not in book.conclusions:
        return
    for index, level in enumerate(book.levels):
        for step, said in STEPS:
            changed = [each for conclusion in conclusions for each in _changed(conclusion, book, 0, index, step)]
            part = changed[0].formula
            if isinstance(part, AtLeast):
                words = f"{rule.id}: {phase}, {level.id}: {part.cut - step} {rule.data['served']}, one {said}"
                yield Mutant(words, rule.id, tuple(changed), replace(part, cut=part.cut - step))


def _one(rule: Rule) -> str:
    return str(rule.data["served"]).removesuffix("s")


def _twofold(formula: Formula) -> bool:
    """Whether it has a shorter way for whoever was further before."""
    return isinstance(formula, AnyOf) and len(formula.parts) == 2 and isinstance(formula.parts[0], AnyOf)


def _changed(conclusion: Conclusion, book: Rulebook, branch: int, level: int | None, step: int) -> list[Conclusion]:
    """The conclusion with its cuts moved, of one level or of all, after the hidden parts that hold them."""
    own: Own = []

    def moved(formula: Formula, count: Callable[[], str]) -> Formula:
        """An any over the levels, each with its cut."""
        assert isinstance(formula, AnyOf)
        parts = list(formula.parts)
        for number, each in enumerate(parts):
            if level in (None, number) and isinstance(each, All) and isinstance(each.parts[-1], Sure):
                part = book.conclusions[each.parts[-1].name]
                assert isinstance(part.formula, AtLeast)
                own.append(replace(part, name=count(), formula=replace(part.formula, cut=part.formula.cut + step)))
                parts[number] = replace(each, parts=(*each.parts[:-1], Sure(own[-1].name)))
        return AnyOf(tuple(parts))

    def name() -> str:
        return f"{conclusion.name}:{len(own)}{OWN}"

    formula = conclusion.formula
    if _twofold(formula):
        assert isinstance(formula, AnyOf)
        first, second = formula.parts
        if branch == 0:
            formula = AnyOf((moved(first, name), second))
        else:
            assert isinstance(second, All)
            formula = AnyOf((first, All((second.parts[0], moved(second.parts[1], name)))))
    elif isinstance(formula, AnyOf) and formula.parts:
        formula = moved(formula, name)
    elif isinstance(formula, All) and isinstance(formula.parts[0], AnyOf):
        formula = All((moved(formula.parts[0], name), *formula.parts[1:]))
    return [*own, replace(conclusion, formula=formula)]
