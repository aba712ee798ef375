"""The decision over the sequence of phases, built from gates, caps and time off as order-encoded conclusions.

`phase:NAME` says "at least so far": one kind of formula for every reader, so that exactly one phase comes out and a
later phase implies every earlier one. What decides stands in rules/; this module only says how a gate, a lost gate, a
cap and time off bear on the phase.
"""

from __future__ import annotations

from ..logic import DECIDE, FALSE, All, AnyOf, AtLeast, Formula, Not, Place, Ref, Sure
from ..model import Rule, Rulebook
from ..training import WHOLE, Phase
from .allowed import build_allowed
from .deciding import Deciding
from .fields import text
from .language import Language
from .names import Names
from .tiers import build_tiers
from .today import build_progress, build_today


class Sequence(Deciding):
    """Adds the decision's conclusions to a book whose rules have been read."""

    def __init__(self, names: Names, book: Rulebook, language: Language):
        super().__init__(book, language)
        self.names, self.phases = names, book.phases

    def build(self) -> None:
        """Every conclusion of the decision, in the order in which they read each other."""
        build_today(self)
        self._cycle()
        for phase in self.phases:
            self.known(f"position:{phase.id}", AtLeast("position", phase.order), phase.place)
            self.known(f"reached:{phase.id}", AtLeast("reached", phase.order), phase.place)
            self.known(f"cleared_to:{phase.id}", AtLeast("cleared_to", phase.order), phase.place)
        for phase in self.phases:
            self._time_off(phase)
            self._served(phase)
            self._advance(phase)
        for phase in self.phases:
            self._phase(phase)
        self._outcomes()
        build_tiers(self)
        build_progress(self, self.names.part("progression"))
        build_allowed(self)

    # ---- phases ----

    def _cycle(self) -> None:
        """`cycle`: a new cycle begins; `cycle:PHASE`: in that phase or a later one."""
        rules = self.book.cycles
        place = rules[0].place if rules else self.phases[0].place if self.phases else Place("rules", 1)
        self.add("cycle", "cycle", "cycle", AnyOf(tuple(Ref(rule.holds) for rule in rules)), place, hidden=True)
        for phase in self.phases:
            so_far = [rule for rule in rules if _order(self.book, rule.data.get("begin_at")) >= phase.order]
            formula = AnyOf(tuple(Ref(rule.holds) for rule in so_far))
            self.add(f"cycle:{phase.id}", "cycle", "cycle", formula, place, hidden=True)

    def _time_off(self, phase: Phase) -> None:
        """`time_off:PHASE`: days off that are known forbid this phase."""
        blocks: list[Formula] = []
        for band in self.book.time_off:
            at_most, back = self.book.phase(str(band.data.get("at_most", ""))), band.data.get("back", 0)
            floor = self.book.phase(str(band.data.get("floor", "")))
            if at_most is not None and phase.order > at_most.order:
                blocks.append(Ref(band.holds))
            elif back and phase.order > (floor.order if floor else 1):
                blocks.append(All((Ref(band.holds), Not(self.at(phase.order + int(back))))))
        place = self.book.time_off[0].place if self.book.time_off else phase.place
        self.add(
            f"time_off:{phase.id}", self.book.time_off_gate[0], "time_off", AnyOf(tuple(blocks)), place, hidden=True
        )

    def _by_level(self, fact: str, cuts: dict[str, int], owner: str, place: Place) -> Formula:
        """The fact is known to reach the cut of the level that is concluded."""
        return AnyOf(
            tuple(
                All((self._level(index), self.language.hidden(AtLeast(fact, cuts[level.id]), owner, place)))
                for index, level in enumerate(self.book.levels)
                if level.id in cuts
            )
        )

    def _level(self, index: int) -> Formula:
        """That level and none above it."""
        level, above = self.book.levels[index], self.book.levels[index + 1 : index + 2]
        exactly = All((Sure(level.holds), *(Not(Sure(higher.holds)) for higher in above)))
        return Ref(self.language.named(exactly, level.holds, level.place, DECIDE))

    def _served(self, phase: Phase) -> None:
        """`served:PHASE`: at placement, the athlete's own account holds as many weeks of like training."""
        placement = self.names.part("placement")
        served = placement.get("served")
        entry = served.get(phase.id) if served else None
        formula: Formula = FALSE
        if entry is not None:
            weeks = str(entry.data) if isinstance(entry.data, str) else text(entry, "weeks")
            formula = self._by_level(weeks, phase.weeks, f"served:{phase.id}", entry.place)
            also = entry.get("with")
            if also is not None:
                condition, _ = self.language.condition(also, f"served:{phase.id}", stage=DECIDE)
                formula = All((formula, condition))
        place = entry.place if entry else phase.place
        self.add(f"served:{phase.id}", f"placement.{phase.id}", "served", formula, place, text(placement, "because"))

    def _advance(self, phase: Phase) -> None:
        """`advance:PHASE`: from this phase to the next one, all that it takes beside not having lost anything."""
        gate = self.book.gate_of(phase.order + 1)
        if gate is None:  # nothing opens the next phase: there is nothing to serve for it
            self.add(f"advance:{phase.id}", f"advance.{phase.id}", "advance", FALSE, phase.place)
            return
        needs: list[Formula] = [self.at(phase.order), Not(self.at(phase.order + 1)), Not(Ref("today:recover"))]
        needs.append(Not(Ref("cycle")))
        for rule in self.book.advancing:
            if rule.data.get("served"):
                name = f"{rule.id}:{phase.id}"
                self.add(
                    name, rule.id, "advancing", self._weeks_served(rule, phase), rule.place, rule.because, rule.source
                )
                needs.append(Ref(name))
            else:
                needs.append(Ref(rule.holds))
        needs += [
            Not(Ref(band.holds)) for band in self.book.time_off if band.data.get("back") or band.data.get("at_most")
        ]
        needs.append(Sure(gate.id))
        self.add(f"advance:{phase.id}", f"advance.{phase.id}", "advance", All(tuple(needs)), gate.place)

    def _weeks_served(self, rule: Rule, phase: Phase) -> Formula:
        """The phase's weeks, or a share of the sessions due in them; fewer weeks for whoever was further before."""
        share = int(rule.data.get("share_due", WHOLE))

        def served(weeks: dict[str, int]) -> Formula:
            if rule.data["served"] == "weeks":
                return self._by_level("weeks_in_phase", weeks, rule.id, rule.place)
            cuts = {level: phase.sessions_needed(level, count, share) for level, count in weeks.items()}
            return self._by_level("sessions_done", cuts, rule.id, rule.place)

        if phase.order == len(self.phases):
            return served(phase.weeks)
        back = {level: min(self.book.returning_weeks or count, count) for level, count in phase.weeks.items()}
        further = Sure(f"reached:{self.phases[phase.order].id}")
        return AnyOf((served(phase.weeks), All((further, served(back)))))

    def _phase(self, phase: Phase) -> None:
        """`phase:NAME`: train in this phase or a later one. Not ready: the phase stays as it was.

        `kept:NAME` and `placed:NAME` hold what stands against the phase and every one before it.
        """
        k, gate = phase.order, self.book.gate_of(phase.order)
        before = self.phases[k - 2].id if k > 1 else ""
        kept: list[Formula] = [Not(Ref(f"time_off:{phase.id}")), Sure(f"cleared_to:{phase.id}")]
        placed: list[Formula] = [Not(self.at(1)), Sure(f"cleared_to:{phase.id}")]
        if before:
            kept += [Ref(f"kept:{before}"), *([Not(Sure(f"{gate.id}:lost"))] if gate else [])]
            placed += [Ref(f"placed:{before}"), Ref(f"served:{before}"), Sure(f"{gate.id}:place") if gate else FALSE]
        for cap in self.book.caps:
            highest = self.book.phase(str(cap.data.get("at_most", "")))
            if highest is not None and k == highest.order + 1:
                placed.append(Not(Ref(cap.holds)))
        self.add(f"kept:{phase.id}", f"phase.{phase.id}", "part", All(tuple(kept)), phase.place, hidden=True)
        self.add(f"placed:{phase.id}", f"phase.{phase.id}", "part", All(tuple(placed)), phase.place, hidden=True)
        stands = AnyOf((All((self.at(k), Not(Ref("cycle")))), Ref(f"cycle:{phase.id}")))
        standing = AnyOf((stands, Ref(f"advance:{before}"))) if before else stands
        ways = All((Ref("ready"), AnyOf((Ref(f"placed:{phase.id}"), All((standing, Ref(f"kept:{phase.id}")))))))
        stays = All((Not(Ref("ready")), self.at(k)))
        formula = AnyOf((ways, stays))
        self.add(
            f"phase:{phase.id}",
            f"phase.{phase.id}",
            "phase",
            All((Ref(f"phase:{before}"), formula)) if before else formula,
            phase.place,
        )

    def _outcomes(self) -> None:
        told = self.names.part("outcomes").keys  # where the rulebook words them
        other = self.phases[0].place if self.phases else Place("rules", 1)
        place = {name: told.get(name, other) for name in ("stop", "regress", "advance", "place", "hold")}
        ready, last = Ref("ready"), len(self.phases)
        back = AnyOf(tuple(All((self.at(phase.order), Not(Ref(f"phase:{phase.id}")))) for phase in self.phases))
        on = AnyOf(
            tuple(All((self.at(k), Not(self.at(k + 1)), Ref(f"phase:{self.phases[k].id}"))) for k in range(1, last))
        )
        self.add("outcome:stop", "outcome.stop", "outcome", Ref("stop"), place["stop"])
        anew = Ref("cycle")
        self.add("outcome:regress", "outcome.regress", "outcome", All((ready, back, Not(anew))), place["regress"])
        self.add("outcome:advance", "outcome.advance", "outcome", All((ready, on)), place["advance"])
        begins = All((ready, AnyOf((Not(self.at(1)), anew))))
        self.add("outcome:place", "outcome.place", "outcome", begins, place["place"])
        others = tuple(Not(Ref(f"outcome:{name}")) for name in ("stop", "regress", "advance", "place"))
        self.add("outcome:hold", "outcome.hold", "outcome", All(others), place["hold"])


def _order(book: Rulebook, name: object) -> int:
    phase = book.phase(str(name))
    return phase.order if phase else 0
