"""The decision over the sequence of phases, built from gates, caps and time off as order-encoded conclusions.

`phase:NAME` says "at least so far": one kind of formula for every reader, so that exactly one phase comes out and a
later phase implies every earlier one. What decides stands in rules/; this module only says how a gate, a lost gate, a
cap and time off bear on the phase.
"""

from __future__ import annotations

from ..document import Value
from ..model import (
    DECIDE,
    FALSE,
    KNOW,
    TRUE,
    All,
    AnyOf,
    AtLeast,
    Conclusion,
    Exercise,
    Formula,
    Gate,
    Not,
    Phase,
    Place,
    Ref,
    Rule,
    Rulebook,
    Sure,
)
from .fields import text, whole
from .language import Language
from .tiers import build_tiers


class Sequence:
    """Adds the decision's conclusions to a book whose rules have been read."""

    def __init__(self, documents: list[Value], book: Rulebook, language: Language):
        self.book, self.language, self.documents = book, language, documents
        self.placement = next((d.get("placement") for d in documents if d.get("placement") is not None), None)
        self.outcomes = next((d.get("outcomes") for d in documents if d.get("outcomes") is not None), None)
        self.returning = next(
            (whole(d, "returning_weeks") for d in documents if d.get("returning_weeks") is not None), 0
        )
        self.phases = book.phases
        book.returning_weeks = self.returning

    def build(self) -> None:
        """Every conclusion of the decision, in the order in which they read each other."""
        self._today()
        self._cycle()
        for phase in self.phases:
            self._known(f"position:{phase.id}", AtLeast("position", phase.order), phase.place)
            self._known(f"reached:{phase.id}", AtLeast("reached", phase.order), phase.place)
            self._known(f"cleared_to:{phase.id}", AtLeast("cleared_to", phase.order), phase.place)
        for phase in self.phases:
            self._time_off(phase)
            self._served(phase)
            self._advance(phase)
        for phase in self.phases:
            self._phase(phase)
        self._outcomes()
        build_tiers(self.book, self.language._add, self._add)
        self._progress()
        self._exercises()

    # ---- building blocks ----

    def _add(
        self,
        name: str,
        rule: str,
        kind: str,
        formula: Formula,
        place: Place,
        say: str = "",
        source: tuple[str, ...] = (),
        hidden: bool = False,
    ) -> None:
        self.language._add(Conclusion(name, rule, kind, formula, DECIDE, place, say, source, hidden))

    def _known(self, name: str, formula: Formula, place: Place) -> None:
        self.language._add(Conclusion(name, name, "part", formula, KNOW, place, hidden=True))

    def _at(self, order: int) -> Formula:
        """The athlete stands in that phase or later; phase 0 is nowhere yet."""
        if order <= 0:
            return TRUE
        return Sure(f"position:{self.phases[order - 1].id}") if order <= len(self.phases) else FALSE

    def _gate(self, order: int) -> Gate | None:
        return self.book.gate_of(order)

    # ---- today ----

    def _today(self) -> None:
        stops = tuple(Sure(flag.id) for flag in self.book.flags.values() if flag.stops)
        place = next(iter(self.book.flags.values())).place if self.book.flags else Place("rules", 1)
        self._add("stop", "stop", "outcome", AnyOf(stops), place, hidden=True)
        screen = self._gate(1)
        opened = Sure(screen.id) if screen else TRUE
        self._add(
            "ready", "ready", "part", All((opened, Not(Ref("stop")))), screen.place if screen else place, hidden=True
        )
        lines = {
            kind: [Ref(rule.holds) for rule in self.book.today if rule.kind == kind] for kind in ("recover", "reduce")
        }
        first = {
            kind: next((rule.place for rule in self.book.today if rule.kind == kind), place)
            for kind in ("recover", "reduce")
        }
        recover: tuple[Formula, ...] = (Not(Ref("ready")), *lines["recover"])
        reduce_: tuple[Formula, ...] = (Ref("today:recover"), *lines["reduce"])
        self._add("today:recover", "today.recover", "today", AnyOf(recover), first["recover"])
        self._add("today:reduce", "today.reduce", "today", AnyOf(reduce_), first["reduce"])

    # ---- the next session ----

    def _progress(self) -> None:
        """`progress:same`: not less than this time. `progress:more`: a step more; it takes all that it needs, known."""
        rules = {
            kind: [Ref(rule.holds) for rule in self.book.progression if rule.kind == kind]
            for kind in ("less", "same", "more")
        }
        if not self.book.progression:
            return
        told = next((d.get("progression") for d in self.documents if d.get("progression") is not None), None)
        words = told.get("words") if told is not None else None
        other = self.book.progression[0].place
        place = {step: words.keys.get(step, other) if words is not None else other for step in ("same", "more")}
        same = All((Ref("ready"), *(Not(each) for each in rules["less"])))
        self._add("progress:same", "progress.same", "progress", same, place["same"])
        flat = [Ref(rule.holds) for rule in self.book.running_load if rule.kind == "flat"]
        costs = [Sure(band.holds) for band in self.book.time_off if band.data.get("sets", 100) < 100]
        against: tuple[Formula, ...] = (*rules["same"], *flat, *costs, Ref("today:reduce"))
        more = All((Ref("progress:same"), *rules["more"], *(Not(each) for each in against)))
        self._add("progress:more", "progress.more", "progress", more, place["more"])

    # ---- phases ----

    def _cycle(self) -> None:
        """`cycle`: a new cycle begins; `cycle:PHASE`: in that phase or a later one."""
        rules = self.book.cycles
        place = rules[0].place if rules else self.phases[0].place if self.phases else Place("rules", 1)
        self._add("cycle", "cycle", "cycle", AnyOf(tuple(Ref(rule.holds) for rule in rules)), place, hidden=True)
        for phase in self.phases:
            so_far = [rule for rule in rules if _order(self.book, rule.data.get("begin_at")) >= phase.order]
            formula = AnyOf(tuple(Ref(rule.holds) for rule in so_far))
            self._add(f"cycle:{phase.id}", "cycle", "cycle", formula, place, hidden=True)

    def _time_off(self, phase: Phase) -> None:
        """`time_off:PHASE`: days off that are known forbid this phase."""
        blocks: list[Formula] = []
        for band in self.book.time_off:
            at_most, back = self.book.phase(str(band.data.get("at_most", ""))), band.data.get("back", 0)
            floor = self.book.phase(str(band.data.get("floor", "")))
            if at_most is not None and phase.order > at_most.order:
                blocks.append(Sure(band.holds))
            elif back and phase.order > (floor.order if floor else 1):
                blocks.append(All((Sure(band.holds), Not(self._at(phase.order + int(back))))))
        place = self.book.time_off[0].place if self.book.time_off else phase.place
        self._add(f"time_off:{phase.id}", "GD", "time_off", AnyOf(tuple(blocks)), place, hidden=True)

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
        served = self.placement.get("served") if self.placement else None
        entry = served.get(phase.id) if served else None
        formula: Formula = FALSE
        if entry is not None:
            weeks = str(entry.data) if isinstance(entry.data, str) else text(entry, "weeks")
            formula = self._by_level(weeks, phase.weeks, f"served:{phase.id}", entry.place)
            also = entry.get("with")
            if also is not None:
                condition, _ = self.language.condition(also, f"served:{phase.id}", stage=DECIDE)
                formula = All((formula, condition))
        say = text(self.placement, "because") if self.placement is not None else ""
        self._add(
            f"served:{phase.id}", f"placement.{phase.id}", "served", formula, entry.place if entry else phase.place, say
        )

    def _advance(self, phase: Phase) -> None:
        """`advance:PHASE`: from this phase to the next one, all that it takes beside not having lost anything."""
        gate = self._gate(phase.order + 1)
        if gate is None:  # nothing opens the next phase: there is nothing to serve for it
            self._add(f"advance:{phase.id}", f"advance.{phase.id}", "advance", FALSE, phase.place)
            return
        needs: list[Formula] = [self._at(phase.order), Not(self._at(phase.order + 1)), Not(Ref("today:recover"))]
        needs.append(Not(Ref("cycle")))
        for rule in self.book.advancing:
            if rule.data.get("served"):
                name = f"{rule.id}:{phase.id}"
                self._add(
                    name, rule.id, "advancing", self._weeks_served(rule, phase), rule.place, rule.because, rule.source
                )
                needs.append(Ref(name))
            else:
                needs.append(Ref(rule.holds))
        needs += [
            Not(Sure(band.holds)) for band in self.book.time_off if band.data.get("back") or band.data.get("at_most")
        ]
        needs.append(Sure(gate.id))
        self._add(f"advance:{phase.id}", f"advance.{phase.id}", "advance", All(tuple(needs)), gate.place)

    def _weeks_served(self, rule: Rule, phase: Phase) -> Formula:
        weeks = phase.weeks
        reached = self.phases[phase.order].id if phase.order < len(self.phases) else ""
        back = {level: min(self.returning, count) for level, count in weeks.items()} if self.returning else weeks
        if rule.data["served"] == "weeks":
            formula = self._by_level("weeks_in_phase", weeks, rule.id, rule.place)
            if reached:
                formula = AnyOf(
                    (
                        formula,
                        All((Sure(f"reached:{reached}"), self._by_level("weeks_in_phase", back, rule.id, rule.place))),
                    )
                )
            return formula

        # Weeks count only with half of the sessions that were due in them.
        def half(counts: dict[str, int]) -> dict[str, int]:
            return {level: (count * phase.sessions.get(level, 0) + 1) // 2 for level, count in counts.items()}

        formula = self._by_level("sessions_done", half(weeks), rule.id, rule.place)
        if reached:
            formula = AnyOf(
                (
                    formula,
                    All((Sure(f"reached:{reached}"), self._by_level("sessions_done", half(back), rule.id, rule.place))),
                )
            )
        return formula

    def _phase(self, phase: Phase) -> None:
        """`phase:NAME`: train in this phase or a later one. Not ready: the phase stays as it was.

        `kept:NAME` and `placed:NAME` hold what stands against the phase and every one before it.
        """
        k, gate = phase.order, self._gate(phase.order)
        before = self.phases[k - 2].id if k > 1 else ""
        kept: list[Formula] = [Not(Ref(f"time_off:{phase.id}")), Sure(f"cleared_to:{phase.id}")]
        placed: list[Formula] = [Not(self._at(1)), Sure(f"cleared_to:{phase.id}")]
        if before:
            kept += [Ref(f"kept:{before}"), *([Not(Sure(f"{gate.id}:lost"))] if gate else [])]
            placed += [Ref(f"placed:{before}"), Ref(f"served:{before}"), Sure(f"{gate.id}:place") if gate else FALSE]
        for cap in self.book.caps:
            highest = self.book.phase(str(cap.data.get("at_most", "")))
            if highest is not None and k == highest.order + 1:
                placed.append(Not(Ref(cap.holds)))
        self._add(f"kept:{phase.id}", f"phase.{phase.id}", "part", All(tuple(kept)), phase.place, hidden=True)
        self._add(f"placed:{phase.id}", f"phase.{phase.id}", "part", All(tuple(placed)), phase.place, hidden=True)
        stands = AnyOf((All((self._at(k), Not(Ref("cycle")))), Ref(f"cycle:{phase.id}")))
        standing = AnyOf((stands, Ref(f"advance:{before}"))) if before else stands
        ways = All((Ref("ready"), AnyOf((Ref(f"placed:{phase.id}"), All((standing, Ref(f"kept:{phase.id}")))))))
        stays = All((Not(Ref("ready")), self._at(k)))
        formula = AnyOf((ways, stays))
        self._add(
            f"phase:{phase.id}",
            f"phase.{phase.id}",
            "phase",
            All((Ref(f"phase:{before}"), formula)) if before else formula,
            phase.place,
        )

    def _outcomes(self) -> None:
        told = {} if self.outcomes is None else self.outcomes.keys  # where the rulebook words them
        other = self.phases[0].place if self.phases else Place("rules", 1)
        place = {name: told.get(name, other) for name in ("stop", "regress", "advance", "place", "hold")}
        ready, last = Ref("ready"), len(self.phases)
        back = AnyOf(tuple(All((self._at(phase.order), Not(Ref(f"phase:{phase.id}")))) for phase in self.phases))
        on = AnyOf(
            tuple(All((self._at(k), Not(self._at(k + 1)), Ref(f"phase:{self.phases[k].id}"))) for k in range(1, last))
        )
        self._add("outcome:stop", "outcome.stop", "outcome", Ref("stop"), place["stop"])
        anew = Ref("cycle")
        self._add("outcome:regress", "outcome.regress", "outcome", All((ready, back, Not(anew))), place["regress"])
        self._add("outcome:advance", "outcome.advance", "outcome", All((ready, on)), place["advance"])
        begins = All((ready, AnyOf((Not(self._at(1)), anew))))
        self._add("outcome:place", "outcome.place", "outcome", begins, place["place"])
        others = tuple(Not(Ref(f"outcome:{name}")) for name in ("stop", "regress", "advance", "place"))
        self._add("outcome:hold", "outcome.hold", "outcome", All(others), place["hold"])

    # ---- exercises ----

    def _exercises(self) -> None:
        for item, data in self.book.equipment.items():
            self._known(f"kit:{item}", AtLeast(f"kit.{item}", 1), data["place"])
        avoided: dict[str, list[Formula]] = {}
        for rule in self.book.regressions:
            for name in rule.data.get("avoid", ()):
                avoided.setdefault(name, []).append(Not(Ref(rule.holds)))
        for exercise in self.book.exercises.values():
            kit = AnyOf(tuple(All(tuple(Sure(f"kit:{item}") for item in way)) for way in exercise.kit))
            parts: list[Formula] = [
                kit,
                Ref(f"phase:{exercise.from_phase}") if self.book.phase(exercise.from_phase) else FALSE,
            ]
            if exercise.tier:
                parts.append(Ref(f"tier:{exercise.tier}") if self.book.tier(exercise.tier) else FALSE)
            if exercise.avoid_when:
                parts.append(Not(Ref(self._avoids(exercise))))
            parts += avoided.get(exercise.id, [])
            self._add(
                exercise.allowed, exercise.id, "exercise", All(tuple(parts)), exercise.place, source=exercise.source
            )


    def _avoids(self, exercise: Exercise) -> str:
        """The name of what forbids an exercise: any of its contraindications. Exercises with the same ones share it."""
        reasons: list[Formula] = []
        for name in sorted(set(exercise.avoid_when) & self.book.contraindications.keys()):
            if self.book.contraindications[name].data.get("when_unknown") == "avoid":
                reasons.append(Not(self.language.hidden(Not(Ref(name)), name, self.book.contraindications[name].place)))
            else:
                reasons.append(Sure(name))
        return self.language.named(AnyOf(tuple(reasons)), "avoid", exercise.place, DECIDE)


def _order(book: Rulebook, name: object) -> int:
    phase = book.phase(str(name))
    return phase.order if phase else 0
