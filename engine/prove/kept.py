"""Results that are kept, so that a part that wasn't changed is not proved again.

A result is kept under a digest of everything that it hangs on: the part's own question, each conclusion that it reads
written out with all that those read, how the facts among them can be, this package's code and the solver's version.
Wording, places and sources are no part of it. What isn't found under its digest is proved, and only proofs are kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import z3

from ..logic import AtLeast, Below, Formula, Known, Ref, Sure, leaves, measure_of
from ..model import Rulebook
from ..rulebook.standing import ours
from .encode import facts_read
from .parts import Asked, Earned, Part
from .people import FLAG, KIT

MOST = 20_000  # results in the file; then it begins anew
ENGINE = Path(__file__).resolve().parent.parent


class Digests:
    """The digests of the parts of one rulebook."""

    def __init__(self, book: Rulebook):
        self.book = book
        self._made_by = _made_by()
        self._conclusions: dict[str, str] = {}
        for name, conclusion in book.conclusions.items():  # each stands after all that it reads
            self._conclusions[name] = _hash(conclusion.stage, self._of(conclusion.formula))
        self._facts: dict[str, str] = {}
        self._shared: dict[int, tuple[tuple[Earned, ...], str]] = {}
        self._reads = facts_read(book)

    def of(self, part: Part, facts: Iterable[str]) -> str:
        """What a part hangs on. `facts` are those that it is solved over."""
        about = [self._fact(fact) for fact in sorted(facts)]
        asked = (self._tests(part.tests), self._earned(part.earned))
        return _hash(self._made_by, part.kind, part.fact, part.change, part.value, asked, about)

    def _tests(self, tests: tuple[Asked, ...]) -> list[tuple[bool, bool, str]]:
        return [(test.truth, test.so, self._of(test.formula)) for test in tests]

    def _earned(self, earned: tuple[Earned, ...]) -> str:
        """What may be earned, which many parts share."""
        if id(earned) not in self._shared:
            each = _hash([(self._tests(one.before), self._tests(one.after)) for one in earned])
            self._shared[id(earned)] = (earned, each)
        return self._shared[id(earned)][1]

    def _of(self, formula: Formula) -> str:
        """A formula with what it reads: its own form, and the digests of its conclusions and tables."""
        read = []
        for leaf in leaves(formula):
            if isinstance(leaf, (Ref, Sure)):
                read.append(self._conclusions.get(leaf.name, ""))
            elif isinstance(leaf, (AtLeast, Below, Known)) and "~" in leaf.fact:
                table = self.book.tables[leaf.fact.partition("~")[2]]
                better = self.book.measures[table.of].better
                words = self.book.measures[table.split].words if table.split else ()
                read.append(_hash(table.of, table.by, table.split, table.rows, better, words))
        return _hash(formula, read)

    def _fact(self, fact: str) -> str:
        """How a fact can be, and what it hangs together with."""
        if fact not in self._facts:
            self._facts[fact] = self._described(fact)
        return self._facts[fact]

    def _described(self, fact: str) -> str:
        book = self.book
        measure = book.measures.get(measure_of(fact))
        if fact.startswith(KIT):
            return _hash(fact, book.equipment[fact.removeprefix(KIT)].get("counts_as"))
        if fact.startswith(FLAG):
            flag = fact.removeprefix(FLAG)
            return _hash(fact, book.flags[flag].action, self._conclusions[f"{flag}:when"])
        if measure is None:
            return _hash(fact, len(book.phases), sorted(book.flags))
        raised = [self._conclusions[f"{flag}:when"] for flag in book.flags if fact in self._read_by_flag(flag)]
        return _hash(fact, measure.kind, measure.at, measure.low, measure.high, measure.step, measure.sides,
                     measure.better, measure.words, measure.ordered, measure.part_of, measure.worst_of, measure.tissues,
                     measure.only_sites, measure.if_not_given, measure.from_list, raised)  # fmt: skip

    def _read_by_flag(self, flag: str) -> frozenset[str]:
        return self._reads[f"{flag}:when"]


class Kept:
    """What was proved before, in one file of the cache. Anything odd about the file, and nothing was."""

    def __init__(self, folder: Path | None):
        self.path = folder / "proved.json" if folder is not None else None
        self._proved: dict[str, bool] = {}
        self._new = False
        with contextlib.suppress(OSError, ValueError):
            if self.path is not None and ours(self.path):
                read = json.loads(self.path.read_text(encoding="utf-8"))
                if isinstance(read, dict) and all(value is True for value in read.values()):
                    self._proved = read

    def __contains__(self, digest: str) -> bool:
        return digest in self._proved

    def add(self, digest: str) -> None:
        self._proved[digest] = self._new = True

    def write(self) -> None:
        """Written whole or not at all; a place that can't be written to is no reason to stop."""
        if self.path is None or not self._new:
            return
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self.path.parent)
            kept: Mapping[str, bool] = self._proved if len(self._proved) <= MOST else {}
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(kept, out)
            os.replace(name, self.path)


def _made_by() -> str:
    """A fingerprint of what a proof rests on beside the rulebook: this package's code and the solver."""
    whole = hashlib.sha256(z3.get_full_version().encode())
    for path in sorted([*ENGINE.glob("*.py"), *ENGINE.glob("prove/*.py"), *ENGINE.glob("facts/*.py")]):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def _hash(*what: object) -> str:
    return hashlib.sha256(repr(what).encode()).hexdigest()
