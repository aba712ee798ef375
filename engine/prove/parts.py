"""What there is to prove, part by part: plain data over the model, without the solver.

An `Asked` is a question to one athlete: is a formula known to be true (or false), or isn't it. A part holds when no
athlete answers all its tests (`never`), when one does (`some`), or when no athlete who differs from another in one fact
has what the other hasn't (`pair`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..logic import NOWHERE, Formula, Place, Ref, Truth

NEVER, SOME, PAIR = "never", "some", "pair"
WORSE, FORGOTTEN, BECOMES = "worse", "forgotten", "becomes"


class Asked(NamedTuple):
    """A formula, which of the two truths is asked for, and whether it is to be so."""

    formula: Formula
    truth: bool = True
    so: bool = True

    def met(self, truth: Truth) -> bool:
        """Whether a formula of that truth answers it."""
        return (truth is self.truth) == self.so

    @property
    def turned(self) -> Asked:
        return self._replace(so=not self.so)


class Earned(NamedTuple):
    """What the second athlete of a pair has and the first hasn't, where a part fails."""

    words: str
    before: tuple[Asked, ...]
    after: tuple[Asked, ...]


@dataclass(frozen=True)
class Part:
    """One thing to prove.

    id     : what it is kept under
    group  : the property that it is a part of
    say    : what is so where it fails ("G3 is open and lost at once")
    change : of a pair, what is different: `worse`, `forgotten`, or `becomes` with `value`
    example : where nobody is found, whom to show in their place: one who answers only these
    """

    id: str
    group: str
    kind: str
    say: str
    tests: tuple[Asked, ...] = ()
    earned: tuple[Earned, ...] = ()
    fact: str = ""
    change: str = ""
    value: int = 0
    place: Place = NOWHERE
    example: tuple[Asked, ...] = ()


class Group(NamedTuple):
    """A property: its parts are proved one by one.

    over : what its athletes are, and what they are not asked about; said where results are
    """

    id: str
    title: str
    over: str


def true(name: str) -> Asked:
    """A conclusion is known to be true."""
    return Asked(Ref(name))


def not_true(name: str) -> Asked:
    return Asked(Ref(name), so=False)


def false(name: str) -> Asked:
    """A conclusion is known to be false."""
    return Asked(Ref(name), truth=False)


def not_false(name: str) -> Asked:
    return Asked(Ref(name), truth=False, so=False)


def more(words: str, *tests: Asked) -> Earned:
    """All of these, which the first athlete hasn't together: for one test, just its contrary."""
    assert len(tests) == 1
    return Earned(words, (tests[0].turned,), tests)
