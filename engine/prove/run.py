"""All parts of a rulebook proved, one after the other, with what is known of them from before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..model import Rulebook
from . import alive, properties
from .kept import Digests, Kept
from .parts import SOME, Group, Part
from .solve import Answer, Prover
from .witness import Witness, witness_of

Told = Callable[[int, int, str], None]  # how many are done, of how many, and which property is next


@dataclass(frozen=True)
class Failure:
    """A part that doesn't hold. `gave_up`: the solver could not tell."""

    part: Part
    witness: Witness | None
    gave_up: bool = False
    stale: bool = False


@dataclass
class Proof:
    """What came of one property: how many parts it has, how many were proved before, and those that fail."""

    group: Group
    parts: int = 0
    kept: int = 0
    failures: list[Failure] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.failures


def all_parts(book: Rulebook) -> list[Part]:
    """Everything that every rulebook is held to."""
    return [*properties.parts(book), *alive.parts(book)]


def prove(
    book: Rulebook,
    parts: Iterable[Part],
    groups: Iterable[Group] = properties.GROUPS,
    cache: Path | None = None,
    told: Told = lambda done, of, what: None,
) -> list[Proof]:
    """Each property with what came of its parts, in the order of the groups."""
    listed = list(parts)
    proofs = {group.id: Proof(group) for group in groups}
    prover, digests, kept = Prover(book), Digests(book), Kept(cache)
    for number, part in enumerate(listed):
        proof = proofs[part.group]
        told(number, len(listed), proof.group.title)
        proof.parts += 1
        digest = digests.of(part, prover.about(part))
        if digest in kept:
            proof.kept += 1
            continue
        answer = prover.solve(part)
        if answer.holds:
            kept.add(digest)
        else:
            proof.failures.append(_failure(part, answer, book))
    told(len(listed), len(listed), "")
    kept.write()
    return [proof for proof in proofs.values() if proof.parts]


def _failure(part: Part, answer: Answer, book: Rulebook) -> Failure:
    if answer.holds is None:
        return Failure(part, None, gave_up=True)
    shown = replace(part, tests=part.example) if part.kind == SOME else part
    return Failure(part, witness_of(shown, answer, book) if answer.found else None, stale=answer.stale)
