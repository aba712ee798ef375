"""Which small changes of a rulebook no case would notice; for each the athlete that would tell the two apart.

A change is noticed when some case comes out otherwise than it expects. The reference evaluator decides: no engine is
compiled for a change. Where no case's athlete meets anything else than before, nothing needs to be decided at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ..cases import Case
from ..model import Rulebook
from .athletes import Athlete, athlete_of, fails
from .effects import Effects
from .mutant_numbers import number_mutants
from .mutants import Mutant, mutants
from .telling import apart, case_text, laid, values_beside

TRIED = 60  # athletes of cases that are tried, with another value, to tell two rulebooks apart
CHANGED = "What is changed: conditions, tables, keep values, counts, and for how long answers and clearances count."


@dataclass
class Outcome:
    """What became of all changes: `noticed` of `tried`, and the others, each with the case that would notice it."""

    tried: int = 0
    noticed: int = 0
    missed: list[tuple[Mutant, str]] = field(default_factory=list)

    def as_lines(self) -> Iterator[str]:
        for mutant, case in self.missed:
            yield f"No case notices {mutant.words}."
            yield case or "  No athlete was found that tells the two apart."
        share = 100 * self.noticed // self.tried if self.tried else 100
        yield f"Mutation score: {self.noticed} of {self.tried} small changes are noticed by some case ({share} %)."


class Mutation:
    """The cases' athletes, read once, and whether they notice a change."""

    def __init__(self, book: Rulebook, cases: list[Case]):
        self.book, self.cases = book, cases
        self.athletes = [each for case in cases if "findings" not in case.expect
                         and (each := athlete_of(case.facts, case, book))]  # fmt: skip
        self.effects = Effects(book, self.athletes)

    def noticed(self, mutant: Mutant) -> bool:
        """Whether some case fails with the change made."""
        changed = mutant.within(self.book)
        if not mutant.conclusions and "tables" not in mutant.data:
            return self._again(mutant, changed)
        return any(athlete.notices(effect, changed) for athlete, effect in self.effects.of(mutant))

    def telling(self, mutant: Mutant) -> str:
        """A case, ready to be saved, that holds as things are and fails with the change; "" where none is found."""
        changed = mutant.within(self.book)
        for athlete, effect in self.effects.of(mutant):
            expect = apart(athlete, effect, changed)
            if expect:
                return case_text(athlete.case, {}, expect, mutant.words)
        near = sorted(self.athletes, key=lambda each: mutant.rule not in str(each.case.expect))
        for own in values_beside(mutant.leaf, self.book) if mutant.leaf is not None else ():
            for athlete in near[:TRIED]:
                other = athlete_of(laid(athlete.case.facts, own), athlete.case, self.book)
                found = self.effects.on(mutant, other) if other is not None else {}
                expect = apart(other, found, changed) if other is not None and found else {}
                if expect:
                    return case_text(athlete.case, own, expect, mutant.words)
        return ""

    def _again(self, mutant: Mutant, changed: Rulebook) -> bool:
        """Whether some case fails whose facts are read anew: those with a date so far back that it matters."""
        if mutant.rule == "override":  # how long one may last is a matter of reading
            return any(_fails_anew(case, changed) for case in self.cases if "overrides" in case.facts)
        days = [about["days"] for kinds in (self.book.validity, mutant.data.get("validity", {}))
                for name, about in kinds.items() if name == mutant.rule]  # fmt: skip
        days += [flags[mutant.rule].clears_after_days for flags in (self.book.flags, mutant.data.get("flags", {}))
                 if mutant.rule in flags]  # fmt: skip
        last = max(days)  # on that day one of the two still counts it
        return any(_fails_anew(athlete.case, changed) for athlete in self.athletes if last in athlete.ages)


def _fails_anew(case: Case, changed: Rulebook) -> bool:
    """Whether a case fails where its facts are read by the changed rulebook."""
    other = athlete_of(case.facts, case, changed)
    if "findings" in case.expect or other is None:
        return ("findings" in case.expect) != (other is None)
    return fails(other.case, *other.decided(other.truths, changed))


def mutated(
    book: Rulebook,
    cases: list[Case],
    rules: Iterable[str] = (),
    tell: Callable[[int, int], None] = lambda done, whole: None,
    limit: int | None = None,
) -> Outcome:
    """Tries every small change against the cases. `tell` is called with how many are done, and of how many."""
    mutation = Mutation(book, cases)
    changes = [*mutants(book, rules), *number_mutants(book, rules)]
    outcome = Outcome(len(changes))
    for number, mutant in enumerate(changes):
        tell(number, len(changes))
        if mutation.noticed(mutant):
            outcome.noticed += 1
        else:
            outcome.missed.append((mutant, mutation.telling(mutant)))
    return outcome
