"""The reasons of a decision as a tree: from the outcome down to the facts.

    Reasons(subject).outcome()      the whole
    Reasons(subject).gate("G3")     one gate; line, phase, tier, today, flag, rule likewise

What an exercise, a dose and a day rest on stands in week_reasons.
"""

from __future__ import annotations

from ..decision.summary import summary
from ..logic import Place, measure_of
from ..model import Rule
from .gate_tree import GateTree
from .node import Node
from .proof import FALSE, TRUE
from .said import shown_place

PLACED = ("served", "cap", "cycle")  # kinds of what holds somebody back at placement


class Reasons(GateTree):
    """The reasons of one decision."""

    def outcome(self) -> Node:
        """The decision, what it rests on, and what today is."""
        decision = self.decision
        phase = self.book.phase(decision.phase or "")
        title = f"Phase {phase.order} of {len(self.book.phases)}, {phase.short}" if phase else "No phase yet"
        conclusion = self.book.conclusions[f"outcome:{decision.outcome}"]
        parts = {"stop": self._stop, "regress": self._regress, "advance": self._advance}.get(
            decision.outcome, self._unscreened if self.unscreened else self._ahead
        )()
        if decision.outcome != "stop" and not self.unscreened:
            parts = [*parts, *self._kept(), self.screen()]
            parts += [self.today()] if decision.today != "train" else []
        return Node(
            "outcome",
            conclusion.rule,
            title,
            decision.outcome,
            summary(decision),
            decision.today,
            place=shown_place(conclusion.place),
            decides=True,
            children=tuple(parts),
        )

    def _regress(self) -> list[Node]:
        found = []
        for name in self.decision.lost_by:
            if name in self.book.gates:
                found.append(self.lost(name))
            elif name in self.decision.gates:
                found.append(self.view(self.decision.gates[name]))
            else:
                found.append(self.clearance())
        return found

    def _advance(self) -> list[Node]:
        phase = self.book.phase(self.decision.phase or "")
        gate = self.book.gate_of(phase.order) if phase else None
        parts = [self.gate(gate.id)] if gate else []
        return [*parts, self._group("What moving on takes beside the gate", self._advancing())]

    def _ahead(self) -> list[Node]:
        """Why it goes no further."""
        if self.decision.next_phase is None:
            return []
        return [self.phase(self.decision.next_phase)]

    def _kept(self) -> list[Node]:
        """The gates behind, and what would lose them: nothing is known to be missed."""
        here = self.book.phase(self.decision.phase or "")
        behind = [self.book.gate_of(order) for order in range(2, here.order + 1)] if here else []
        placed = self.decision.outcome == "place"
        found = [(self.gate(gate.id) if placed else self.lost(gate.id)) for gate in behind if gate is not None]
        if not placed:
            found += [self.rule(band.id) for band in self.book.time_off if self.said.truth(band.holds) is True]
        title = "The gates behind, each open" if placed else "What keeps the phase"
        return [self._group(title, found)] if found else []

    def phase(self, name: str, whole: bool = False) -> Node:
        """Whether a phase is reached, and what stands against it; `whole`: what it is for too."""
        decision, phase = self.decision, self.book.phase(name)
        assert phase is not None
        reached = decision.true(f"phase:{name}") and decision.outcome != "stop"
        here = name == decision.phase
        gate = self.book.gate_of(phase.order)
        parts: list[Node] = []
        if reached:
            parts += [self.gate(gate.id)] if gate and not here else [self.lost(gate.id)] if gate else []
        else:
            parts += self._before(phase.order)
            parts += [self.gate(gate.id, brief=True)] if gate else []
            if phase.id == decision.next_phase:
                parts += self._waiting()
        status = "trained now" if here else "reached" if reached else "not reached"
        return Node(
            "phase",
            f"phase.{name}",
            phase.title,
            status,
            say=phase.purpose if whole and not here else "",
            place=shown_place(phase.place),
            source=phase.source,
            decides=f"phase.{name}" in self._owners,
            children=tuple(parts),
        )

    def _before(self, order: int) -> list[Node]:
        """An earlier phase comes first: one phase at a time."""
        here = self.book.phase(self.decision.phase or "")
        next_one = (here.order if here else 0) + 1
        if self.decision.outcome != "place" and next_one < order:
            earlier = self.book.phases[next_one - 1]
            return [Node("note", title=f"{earlier.title} comes first", status="one phase at a time")]
        return []

    def _waiting(self) -> list[Node]:
        decision = self.decision
        found = [self._spoken(rule, say) for rule, say in decision.waiting]
        found += [self._held_back(say, place) for say, place in decision.held_back]
        if decision.outcome == "hold" and decision.today == "recover" and not self.unscreened:
            found.append(self.today())
        return found

    def _held_back(self, say: str, place: Place) -> Node:
        """What holds somebody back at placement, known by its place, with the facts behind it."""
        for name, each in self.book.conclusions.items():
            if each.place == place and each.kind in PLACED and not each.hidden:
                proof = self.grounds.of(name, TRUE if self.said.truth(name) else FALSE)
                facts = tuple(self._measured(measure_of(fact), ()) for fact in proof.facts)
                return Node(
                    "rule",
                    each.rule,
                    "",
                    "holds",
                    say,
                    place=str(place),
                    source=each.source,
                    decides=True,
                    children=facts,
                )
        return Node("note", title=say, place=str(place), decides=True)

    def _spoken(self, rule: Rule, say: str) -> Node:
        told = self.said.of(rule.id)
        truth = self.said.truth(told.holds) if told else None
        facts = self.facts(told.asks) if told else ()
        return Node(
            "rule",
            rule.id,
            str(rule.data.get("title", "")),
            "not yet known" if truth is None else "not met",
            say,
            place=str(rule.place),
            source=rule.source,
            decides=rule.id in self._owners,
            children=facts,
        )

    def _advancing(self) -> list[Node]:
        """Every rule for moving on, as it stood before."""
        found = []
        for rule in self.book.advancing:
            told = self.said.of(rule.id)
            if told is None:
                continue
            met = "met" if rule.data.get("served") or self.said.truth(told.holds) else "not met"
            found.append(
                Node(
                    "rule",
                    rule.id,
                    told.title,
                    met,
                    seen=self.decision.wording.actual(told.asks) if told.asks else "",
                    place=str(rule.place),
                    source=rule.source,
                    decides=rule.id in self._owners,
                    children=self.facts(told.asks),
                )
            )
        return found

    def tier(self, name: str) -> Node:
        """Whether a tier of jumping may be trained, and what keeps it shut."""
        from ..plan.easing import tier_reasons

        tier, gate = self.book.tier(name), self.book.tier_gate(name)
        assert tier is not None
        reached = self.decision.true(f"tier:{name}")
        shut = [] if reached else tier_reasons(name, self.decision)
        gates = {gate.id} if gate else set()
        parts = [
            node for reason in shut if (node := self.any(reason.rule, reason.say)).id.partition(".")[0] not in gates
        ]
        parts += [self.gate(gate.id, brief=not reached)] if gate else []
        return Node(
            "tier",
            f"tier.{name}",
            tier.title,
            "may be trained" if reached else "not yet",
            tier.purpose,
            place=str(tier.place),
            source=tier.source,
            children=tuple(parts),
        )

    def clearance(self) -> Node:
        """A clearance that doesn't reach further."""
        known = self.decision.facts.known.get("cleared_to")
        return Node(
            "rule",
            "clearance",
            "Clearance",
            "holds",
            self.book.outcomes.get("not_cleared", ""),
            known.text if known else "",
            origin=self.origins.of("cleared_to"),
            decides=True,
        )
