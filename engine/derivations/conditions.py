"""Conditions over the rows of a log, in the three truths of the rule language: what a row doesn't say is unknown."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from .model import AtLeast, Condition, Every, Field, Some, Test, Unless

VERBS = ("at least", "at most", "more than", "less than")
SENTENCE = re.compile(
    rf"(?P<field>[a-z][a-z0-9_]*) (?:(?P<verb>{'|'.join(VERBS)}) (?P<cut>-?[0-9]+(?:\.[0-9]+)?)"
    r"|is (?P<not>not )?(?:one of (?P<words>[A-Za-z0-9_]+(?:, [A-Za-z0-9_]+)*)|(?P<word>[A-Za-z0-9_]+)))\Z"
)
Truth = bool | None


def parse(text: str) -> Test | None:
    """The comparison of a sentence, or None when it isn't one."""
    match = SENTENCE.match(text.strip())
    if match is None:
        return None
    if match["verb"]:
        return Test(match["field"], match["verb"], Fraction(match["cut"]))
    words = tuple((match["words"] or match["word"]).split(", "))
    return Test(match["field"], "is", words=words, negated=bool(match["not"]))


def holds(condition: Condition | None, value_of: Callable[[str], Field]) -> Truth:
    """Whether a row is so. value_of : the row's value of a field, None where it isn't known."""
    if condition is None:
        return True
    if isinstance(condition, Test):
        return _test(condition, value_of(condition.field))
    if isinstance(condition, Unless):
        inner = holds(condition.part, value_of)
        return None if inner is None else not inner
    seen = [holds(part, value_of) for part in condition.parts]
    if isinstance(condition, Every):
        return False if False in seen else None if None in seen else True
    return True if True in seen else None if None in seen else False


def _test(test: Test, value: Field) -> Truth:
    if value is None:
        return None
    if test.verb == "is":
        said = value if isinstance(value, tuple) else ({True: "yes", False: "no"}[value],) if isinstance(
            value, bool
        ) else (str(value),)  # fmt: skip
        return any(word in said for word in test.words) != test.negated
    if isinstance(value, AtLeast):
        low, upward = value.low, test.verb in ("at least", "more than")
        reached = low >= test.cut if test.verb in ("at least", "less than") else low > test.cut
        return upward if reached else None
    if not isinstance(value, Fraction):
        return None
    return {
        "at least": value >= test.cut,
        "at most": value <= test.cut,
        "more than": value > test.cut,
        "less than": value < test.cut,
    }[test.verb]


def tests_of(condition: Condition | None) -> list[Test]:
    """Every comparison in a condition."""
    if condition is None:
        return []
    if isinstance(condition, Test):
        return [condition]
    parts = (condition.part,) if isinstance(condition, Unless) else condition.parts
    return [test for part in parts for test in tests_of(part)]


__all__ = ["Every", "Some", "Truth", "Unless", "holds", "parse", "tests_of"]
