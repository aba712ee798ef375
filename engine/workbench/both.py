"""Two rulebooks beside each other over one athlete: what either decides on the same entries, and what differs.

Decisions are made by the reference evaluator: had the two readers differed, nothing would have been decided then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from functools import cached_property
from typing import Any, NamedTuple

from ..decision.decide import Decision, decided
from ..derivations.conditions import tests_of
from ..derivations.log import Log
from ..derivations.model import Every, Test
from ..facts.answers import Answers
from ..facts.derive import Facts, derive
from ..facts.reading import read_facts
from ..findings import Finding, is_error
from ..infer.reference import conclude
from ..interview.saving import as_text
from ..journal.canonical import canonical
from ..journal.derived import derived_parts
from ..journal.entries import Entry, Recorded
from ..journal.facts import POSITION, Part, facts_document
from ..journal.known import known
from ..logic import AtLeast, Below, Known, Ref, Sure, Truth, leaves
from ..model import Criterion, Rulebook
from ..plan.sessions import Plan, make_plan
from ..prove.beside import fields_apart, without_words

READ = (  # of a rulebook what the facts of a day are read from a journal by; a test holds this to be all
    "measures", "criteria", "flags", "screens", "validity", "equipment", "sites", "derivations", "history", "phases",
    "tiers", "exercises", "ladders", "loads", "reductions", "time_off",
)  # fmt: skip


class Seen(NamedTuple):
    """What one rulebook makes of an athlete on a day, before anything is decided."""

    answers: Answers
    facts: Facts
    truths: dict[str, Truth]


@dataclass(frozen=True)
class World:
    """A decision by one rulebook; or the findings for which it can't be made."""

    book: Rulebook
    decision: Decision | None = None
    plan: Plan | None = None
    findings: tuple[Finding, ...] = ()


class Both:
    """An old and a new rulebook."""

    def __init__(self, old: Rulebook, new: Rulebook):
        self.books = (old, new)

    def decided(self, entries: Sequence[Entry], recorded: Recorded) -> tuple[World, World] | None:
        """A past decision made again by either, on what was known then; None where nothing can differ.

        entries : of the athlete, as recorded
        Where she stood is what it was then: a decision that would have been another before is not followed up.
        """
        day = Date.fromisoformat(recorded.as_of)
        log = known(entries, day=day, through=recorded.through)
        first, second = self._documents(log, recorded, day)
        old, new = (_seen(text, day, book) for text, book in zip((first, second), self.books, strict=True))
        if first == second and isinstance(old, Seen) and isinstance(new, Seen) and self._same(old, new):
            return None
        worlds = [_world(seen, log, book) for seen, book in zip((old, new), self.books, strict=True)]
        return worlds[0], worlds[1]

    # ---- the facts of then ----

    def _documents(self, log: list[Entry], recorded: Recorded, day: Date) -> tuple[str, str]:
        """The facts file of then, as either rulebook reads the journal."""
        as_then = recorded.rulebook == self.books[0].digest
        first = as_text(dict(recorded.facts)) if as_then else document_by(self.books[0], log, recorded, day)
        if self.read_alike:
            return first, first
        second = document_by(self.books[1], log, recorded, day)
        return first, first if as_then and same_facts(second, recorded) else second

    # ---- what can't differ ----

    @cached_property
    def changed(self) -> set[str]:
        """The conclusions that aren't the same formula in both, or only in one."""
        old, new = (book.conclusions for book in self.books)
        return {name for name in old.keys() | new.keys()
                if name not in old or name not in new or old[name].formula != new[name].formula}  # fmt: skip

    @cached_property
    def apart(self) -> set[str]:
        """The fields in which the rulebooks differ but for wording and conclusions."""
        return fields_apart(*self.books)

    @cached_property
    def alike(self) -> bool:
        """Whether only rules have changed: no measure, exercise, dose, table, or anything else but words."""
        return not self.apart and _asked(self.books[0]) == _asked(self.books[1])

    @cached_property
    def read_alike(self) -> bool:
        """Whether both read the same facts in a journal: flags that stay in force and bands are read from it too."""
        reading = set(self._of_reading())
        if self.changed & reading or self.apart & {*READ}:
            return False
        formulas = [self.books[0].conclusions[name].formula for name in reading]
        tables = {leaf.fact.partition("~")[2] for each in formulas for leaf in leaves(each)
                  if isinstance(leaf, (AtLeast, Below, Known))} - {""}  # fmt: skip
        old, new = ({name: book.tables.get(name) for name in tables} for book in self.books)
        return bool(without_words(old) == without_words(new))

    def _of_reading(self) -> Iterator[str]:
        """The conclusions that are asked while a journal is read."""
        for book in self.books:
            names = [*(f"{flag}:when" for flag in book.flags), *(each.applies for each in book.measures.values())]
            yield from _closure(names, book)
            yield from (name for each in _banded(book) for name in (each.not_fail, each.passes))

    def _same(self, old: Seen, new: Seen) -> bool:
        """Whether a decision and its plan, which follow from the facts and the truths, are bound to be the same."""
        if not (self.alike and self.read_alike) or old.facts.forced != new.facts.forced:
            return False
        bounds = [{name: (fact.low, fact.high) for name, fact in seen.facts.known.items()} for seen in (old, new)]
        shown = [{name: truth for name, truth in seen.truths.items() if not book.conclusions[name].hidden}
                 for seen, book in zip((old, new), self.books, strict=True)]  # fmt: skip
        return bounds[0] == bounds[1] and shown[0] == shown[1]


def document_by(book: Rulebook, log: Iterable[Entry], recorded: Recorded, day: Date) -> str:
    """The facts of a past decision as a rulebook reads them in the journal, as a facts file.

    log : the entries that counted then
    """
    entries = list(log)
    stood = Part({POSITION: recorded.facts[POSITION]})
    parts = [stood, *derived_parts(entries, (), day, book)]
    return as_text(facts_document(entries, recorded.athlete, day, book, parts).data)


def same_facts(text: str, recorded: Recorded) -> bool:
    """Whether a facts file says what a decision was recorded with."""
    from ..document import read

    said, _ = read(text, "")
    return said is not None and canonical(said.plain()) == canonical(recorded.facts)


def _seen(text: str, day: Date, book: Rulebook) -> Seen | tuple[Finding, ...]:
    answers, findings = read_facts(text, "the journal", book, day)
    if answers is None:
        return tuple(filter(is_error, findings))
    facts = derive(answers, book)
    return Seen(answers, facts, conclude(book.conclusions, facts.known, facts.forced))


def _world(seen: Seen | tuple[Finding, ...], log: list[Entry], book: Rulebook) -> World:
    if not isinstance(seen, Seen):
        return World(book, findings=seen)
    decision = decided(seen.facts, book, seen.truths, [])
    plan = make_plan(decision, Log(log, book, seen.answers.as_of)) if log else make_plan(decision)
    return World(book, decision, plan)


def _asked(book: Rulebook) -> dict[str, list[str]]:
    """The measures that rules ask for which are shown as lines: not known is another line than met."""
    rules = (*book.today, *book.time_off, *book.running_load)
    return {rule.id: [ask.measure for ask in rule.asks] for rule in rules}


def _banded(book: Rulebook) -> Iterator[Criterion]:
    """The criteria whose bands a derivation reads: of the measures that it names beside, and else of all."""
    for what in book.derivations.values():
        for where in (what.where, what.every, *what.signs):
            tests = tests_of(where)
            if any(test.field == "band" for test in tests):
                plain = isinstance(where, Every) and all(isinstance(part, Test) for part in where.parts)
                named = [word for test in tests if test.field == "measure" and not test.negated for word in test.words]
                yield from (each for name, each in book.criteria.items() if name in named or not (plain and named))


def _closure(names: Iterable[str], book: Rulebook) -> set[str]:
    """These conclusions and all that they read."""
    found: set[str] = set()
    waiting = [name for name in names if name in book.conclusions]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            read: Iterable[Any] = leaves(book.conclusions[name].formula)
            waiting += [each.name for each in read if isinstance(each, (Ref, Sure)) and each.name in book.conclusions]
    return found
