"""Which small changes of a rulebook no case would notice; for each the athlete that would tell the two apart.

A change is noticed when some case comes out otherwise than it expects. The reference evaluator decides: no engine is
compiled for a change. Where no case's athlete meets anything else than before, nothing needs to be decided at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..cases import Case
from ..model import Rulebook
from .athletes import athlete_of, fails
from .effects import Effects
from .equivalents import Equivalent
from .mutant_numbers import number_mutants
from .mutants import Mutant, mutants
from .telling import apart, case_text, laid, values_beside

if TYPE_CHECKING:
    from .same_for_all import SameForAll

TRIED = 60  # athletes of cases that are tried, with another value, to tell two rulebooks apart


@dataclass
class Outcome:
    """What became of all changes.

    missed   : those that no case notices, each with the case that would
    declared : how many change nothing, by the id of the reason that was given
    wrong    : what is wrong with the reasons that were given
    unproved : how many of them no solver was there to prove
    """

    tried: int = 0
    noticed: int = 0
    missed: list[tuple[Mutant, str]] = field(default_factory=list)
    declared: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    unproved: int = 0

    @property
    def whole(self) -> bool:
        """Whether every change is noticed, or shown to change nothing."""
        return not self.missed and not self.wrong

    def as_lines(self) -> Iterator[str]:
        for mutant, case in self.missed:
            yield f"No case notices {mutant.words}."
            yield case or NO_ATHLETE
        yield from self.wrong
        yield CHANGED
        if not self.tried:  # a hundred per cent of nothing would read as if all was noticed
            yield "Mutation score: none, since nothing of this kind stands in what was chosen."
            return
        same = sum(self.declared.values())
        share = 100 * (self.noticed + same) // self.tried
        shown = "as is declared, and not proved here for want of a solver" if self.unproved else "which is proved"
        rest = f"; {same} change nothing for anybody, {shown}" if same else ""
        score = f"{self.noticed} of {self.tried} small changes are noticed by some case{rest} ({share} %)."
        yield f"Mutation score: {score}"


CHANGED = (
    "Changed, one at a time, were conditions, counts, tables, what keeps a line, weeks and sessions of phases, and for"
    " how long answers count; not doses, exercises, the steps of weights, the week's layout and words."
)
NO_ATHLETE = "  No athlete was found that tells the two apart; where there can be none, say so below `equivalent:`."


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
        near = set(days) if "flags" in mutant.data else {max(days)}  # on that day only one of the two still counts it
        return any(_fails_anew(each.case, changed) and each.holds for each in self.athletes if near & each.ages)


def _fails_anew(case: Case, changed: Rulebook) -> bool:
    """Whether a case fails where its facts are read by the changed rulebook."""
    other = athlete_of(case.facts, case, changed)
    if "findings" in case.expect or other is None:
        return ("findings" in case.expect) != (other is None)
    return fails(other.case, other.decided(other.truths, changed))


def mutated(
    book: Rulebook,
    cases: list[Case],
    rules: Iterable[str] = (),
    equivalents: Iterable[Equivalent] = (),
    tell: Callable[[int, int], None] = lambda done, whole: None,
    take: Callable[[list[Mutant]], list[Mutant]] = lambda changes: changes,
) -> Outcome:
    """Tries every small change against the cases.

    tell : called with how many are done, and of how many
    take : chooses among the changes, where not all are to be tried
    """
    mutation = Mutation(book, cases)
    everything = [*mutants(book, rules), *number_mutants(book, rules)]
    changes = take(everything)
    reasons = {change: each for each in equivalents for change in each.changes}
    outcome = Outcome(len(changes))
    proof = _solver(book)
    for number, mutant in enumerate(changes):
        tell(number, len(changes))
        reason = reasons.pop(mutant.words, None)
        noticed = mutation.noticed(mutant)
        if reason is None and noticed:
            outcome.noticed += 1
        elif reason is None:
            outcome.missed.append((mutant, mutation.telling(mutant)))
        elif noticed or (proof is not None and not proof.holds(mutant)):
            by = "some case notices" if noticed else "somebody is decided otherwise by"
            outcome.wrong.append(f"{reason.place}: {reason.id} says that nothing changes, and {by} {mutant.words}.")
        else:
            outcome.declared[reason.id] = outcome.declared.get(reason.id, 0) + 1
            outcome.unproved += proof is None
    if not rules and len(changes) == len(everything):
        for change, each in reasons.items():
            outcome.wrong.append(f"{each.place}: {each.id}: there is no such change as {change}.")
    return outcome


def _solver(book: Rulebook) -> SameForAll | None:
    """The solver, where it is installed."""
    try:
        from .same_for_all import SameForAll
    except ImportError:
        return None
    return SameForAll(book)
