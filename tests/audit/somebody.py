"""Random athletes as subjects of an audit, decided by the reference evaluator alone, and the facts that flags read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from properties.athletes import Athlete, Seeded, Unasked, book, build, see

from surefoot.engine.audit.reasons import Reasons
from surefoot.engine.audit.subject import Subject
from surefoot.engine.facts.known import Fact
from surefoot.engine.infer.reference import conclude
from surefoot.engine.journal.facts import Document
from surefoot.engine.logic import AtLeast, Below, Known, Ref, Sure, leaves, measure_of
from surefoot.engine.service import Surefoot

TABLES = {"age_years", "sex"}


def subject_of(athlete: Athlete) -> Subject:
    seen = see(athlete)
    opened = Surefoot(book(), Unasked())  # type: ignore[arg-type]
    return Subject(opened, Document(athlete.facts_file(), {}), seen.decision, seen.plan, None, "0.1.0")


def reasons_of(seed: int) -> Reasons:
    return Reasons(subject_of(build(Seeded(seed))))


def concluded(reasons: Reasons, known: Mapping[str, Fact]) -> dict[str, Any]:
    return conclude(reasons.book.conclusions, known, reasons.decision.facts.forced)


def decided(truths: Mapping[str, Any]) -> tuple[str, str | None]:
    """The outcome and the phase that some truths come to; a stop has no plan in any phase."""
    outcome = next(name.partition(":")[2] for name in truths if name.startswith("outcome:") and truths[name])
    reached = [phase.id for phase in book().phases if truths[f"phase:{phase.id}"]]
    return outcome, reached[-1] if reached and outcome != "stop" else None


@cache
def of_flags() -> frozenset[str]:
    """The measures that red flags read, by whatever way."""
    found: set[str] = set()
    names, seen = [*book().flags], set[str]()
    while names:
        name = names.pop()
        if name in seen:
            continue
        seen.add(name)
        for leaf in leaves(book().conclusions[name].formula):
            if isinstance(leaf, (AtLeast, Below, Known)):
                found.add(measure_of(leaf.fact))
            elif isinstance(leaf, (Ref, Sure)):
                names.append(leaf.name)
    return frozenset(found)
