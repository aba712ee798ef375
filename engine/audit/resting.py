"""What a decision rests on: the facts that are enough, by the proof of its outcome and phase."""

from __future__ import annotations

from functools import cached_property

from ..logic import AtLeast, Below, leaves, measure_of
from .node import Node
from .origins import Origins
from .proof import FALSE, TRUE, Grounds, Proof, together
from .said import Sayings
from .subject import Subject


class Resting:
    """One decision, its rules in words, the origins of its facts, and what it rests on."""

    def __init__(self, subject: Subject):
        self.subject, self.decision, self.plan = subject, subject.decision, subject.plan
        self.book = subject.decision.book
        self.said, self.origins = Sayings(subject.decision), Origins(subject)

    @property
    def unscreened(self) -> bool:
        """The medical screen isn't passed, and no flag stops."""
        return self.decision.outcome == "hold" and not self.decision.true("ready")

    @cached_property
    def grounds(self) -> Grounds:
        """Of the outcome; red flags apart, unless it is they that decide."""
        decision = self.decision
        assumed = () if decision.outcome == "stop" else ("stop",) if self.unscreened else ("stop", "ready")
        first = [view.line.needs for view in decision.blocking[:1]]
        first += [rule.holds for rule, _ in decision.waiting[:1]] if not first else []
        facts, forced = decision.facts.known, decision.facts.forced
        return Grounds(self.book.conclusions, facts, decision.truths, forced, assumed, first)

    @cached_property
    def proof(self) -> Proof:
        """What outcome and phase rest on."""
        decision = self.decision
        goal = [(f"outcome:{decision.outcome}", TRUE)]
        if decision.outcome != "stop":
            goal += [(f"phase:{decision.phase}", TRUE)] if decision.phase else []
            goal += [(f"phase:{decision.next_phase}", FALSE)] if decision.next_phase else []
        return together([self.grounds.of(name, must) for name, must in goal])

    @cached_property
    def _owners(self) -> frozenset[str]:
        named = (self.book.conclusions[name].rule for name, _ in self.proof.names if name in self.book.conclusions)
        return frozenset({*named, *(end.owner for end in self.proof.ends)})

    def rests_on(self) -> list[Node]:
        """The facts that are enough, in the order in which they are met: whatever else had been told, red flags apart,
        outcome and phase would be the same."""
        names = [name for fact in self.proof.facts for name in (fact.partition("~")[0], *self._behind(fact))]
        return [self._fact(name) for name in dict.fromkeys(names)]

    def _behind(self, fact: str) -> list[str]:
        """What a table goes by, and both sides of what compares them."""
        base, _, table = fact.partition("~")
        if base.endswith((".ratio", ".difference")):
            return list(self.book.measures[measure_of(base)].facts())
        known = self.decision.facts.known.get(base)
        names = [table] if table else []
        if known is not None and known.stale:  # it counts because it failed, and that may go by age
            names += self._tables_of(measure_of(base))
        rows = [self.book.tables[name] for name in names if name in self.book.tables]
        return [each for row in rows for each in (row.by, row.split) if each]

    def _tables_of(self, measure: str) -> list[str]:
        """The tables by which a measure is banded."""
        band = self.book.criteria.get(measure)
        formulas = [self.book.conclusions[name].formula for name in (band.passes, band.not_fail)] if band else []
        facts = [leaf.fact for each in formulas for leaf in leaves(each) if isinstance(leaf, (AtLeast, Below))]
        return [fact.partition("~")[2] for fact in facts if "~" in fact]

    def _fact(self, fact: str) -> Node:
        known, measure = self.decision.facts.known.get(fact), self.book.measures.get(measure_of(fact))
        title = measure.title if measure is not None else self._titled(fact)
        side = fact.partition(".")[2] if measure is not None and measure.sides else ""
        seen = known.text if known is not None else self.decision.facts.unknown.get(fact, "not given")
        title = f"{title}, {side}" if side else title
        status = "known" if known is not None else "not known"
        return Node("fact", fact, title, status, seen=seen, origin=self.origins.of(fact), decides=True)

    def _titled(self, fact: str) -> str:
        """What is no measure: kit, a flag by itself, a clearance."""
        kind, _, name = fact.partition(".")
        if kind == "flag":
            return f"{self.book.flags[name].title}, by itself"
        return str(self.book.equipment[name].get("title", name)) if kind == "kit" else "Clearance up to"
