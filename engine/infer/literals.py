"""Literals: what one pattern of a rule can test, and how several of them go into one rule.

A literal is (what, name, ...):
    ("fact", name, tests, of)  a known measure whose intervals pass all the tests; `of` names the quantities tested
    ("is", name, truth)        a conclusion reached with that truth
    ("nofact", name, tests, of, part)  no fact of that measure passes the tests; `part` is the conclusion that says it
    ("never", name)            a conclusion of an earlier stratum that was not reached as true (after that has ended)
"""
from __future__ import annotations

from typing import Any

from ..logic import AtLeast, Below

Literal = tuple[Any, ...]
WHOLE = ("lo", "hi", "x")  # the keys that every fact of an unsided measure has
DENIALS = ("never", "nofact")


def carried(fact: str) -> tuple[str, str]:
    """The small fact that carries a quantity, and its key there: both sides of a measure travel together."""
    carrier, _, part = fact.partition(".")
    if "~" in carrier:
        carrier, _, part = carrier.partition("~")
    return carrier, f"{part.replace('.', '_').replace('~', '_')}_" if part else ""


def test_of(leaf: AtLeast | Below, upward: bool) -> Literal:
    """A comparison, or its opposite, as a literal."""
    carrier, key = carried(leaf.fact)
    test = ("$gte", f"{key}lo", leaf.cut) if upward else ("$lt", f"{key}hi", leaf.cut)
    return ("fact", carrier, (test,), (leaf.fact,))


def met_by(literal: Literal) -> tuple[str, ...]:
    """What a firing says that a literal met."""
    if literal[0] == "fact":
        return tuple(literal[3])
    if literal[0] == "nofact":
        return tuple(f"not known: {name}" for name in literal[3])
    return (f"not known: {literal[1]}" if literal[0] == "never" else literal[1],)


def merged(literals: list[Literal]) -> list[Literal]:
    """One fact fills only one pattern of a rule: all tests on it go into one; what is said twice is said once.

    A denial of a test on a fact that another pattern takes would not see that fact: it becomes the opposite test, or,
    where the key tested may be missing (one side of a measure), the denial of the conclusion.
    """
    taken = {literal[1] for literal in literals if literal[0] == "fact"}
    found: dict[tuple[Any, ...], Literal] = {}
    for literal in literals:
        if literal[0] == "nofact" and literal[1] in taken:
            (op, key, cut), *more = literal[2]
            opposite = {"$gte": "$lt", "$lt": "$gte"}[op]
            literal = (
                ("never", literal[4])
                if more or key not in WHOLE
                else ("fact", literal[1], ((opposite, key, cut),), literal[3])
            )
        if literal[0] == "fact":
            name: tuple[Any, ...] = ("fact", literal[1])
            tests, asked = found[name][2:] if name in found else ((), ())
            tests += tuple(test for test in literal[2] if test not in tests)
            found[name] = ("fact", literal[1], tests, asked + literal[3])
        else:
            found.setdefault(literal, literal)
    return list(found.values())
