"""All parts of a rulebook proved, one after the other, with what is known of them from before."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..model import Rulebook
from . import alive, properties
from .kept import Digests, Kept
from .parts import SOME, Group, Part
from .solve import Answer, Prover
from .witness import Witness, witness_of

MANY, CHUNK = 100, 8  # parts for which more processes are worth it; of so many each takes at a time
Told = Callable[[int, int, str], None]  # how many are done, of how many, and which property is next


@dataclass(frozen=True)
class Failure:
    """A part that doesn't hold. `gave_up`: the solver could not tell."""

    part: Part
    witness: Witness | None
    gave_up: bool = False


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
    jobs: int = 1,
) -> list[Proof]:
    """Each property with what came of its parts, in the order of the groups.

    jobs : how many processes solve at a time, where there is much to solve
    """
    listed = list(parts)
    proofs = {group.id: Proof(group) for group in groups}
    titles = {proof.group.id: proof.group.title for proof in proofs.values()}
    prover, digests, kept = Prover(book), Digests(book), Kept(cache)
    owed: list[tuple[Part, str]] = []
    for part in listed:
        proofs[part.group].parts += 1
        digest = digests.of(part, prover.about(part))
        if digest in kept:
            proofs[part.group].kept += 1
        else:
            owed.append((part, digest))
    answers = _answers(prover, [part for part, _ in owed], jobs)
    try:
        for number, (part, digest) in enumerate(owed):
            told(number, len(owed), titles[part.group])
            answer = next(answers)
            if answer.holds:
                kept.add(digest)
            else:
                proofs[part.group].failures.append(_failure(part, answer, book))
    finally:  # what was proved is kept, though somebody has had enough
        answers.close()
        kept.write()
        told(1, 1, "")
    return [proof for proof in proofs.values() if proof.parts]


def _answers(prover: Prover, parts: list[Part], jobs: int) -> Generator[Answer, None, None]:
    """The solver's answers, in the order of the parts."""
    if jobs < 2 or len(parts) < MANY:
        for part in parts:
            yield prover.solve(part)
        return
    pool = ProcessPoolExecutor(jobs, initializer=_begin, initargs=(prover.book, parts))
    try:
        yield from pool.map(_solved, range(len(parts)), chunksize=CHUNK)
    finally:
        pool.shutdown(cancel_futures=True)


_mine: list[tuple[Prover, list[Part]]] = []  # of a process that only solves: what it is to solve


def _begin(book: Rulebook, parts: list[Part]) -> None:
    _mine[:] = [(Prover(book), parts)]


def _solved(index: int) -> Answer:
    prover, parts = _mine[0]
    return prover.solve(parts[index])


def _failure(part: Part, answer: Answer, book: Rulebook) -> Failure:
    if answer.holds is None:
        return Failure(part, None, gave_up=True)
    shown = replace(part, tests=part.example) if part.kind == SOME else part
    return Failure(part, witness_of(shown, answer, book) if answer.found else None)
