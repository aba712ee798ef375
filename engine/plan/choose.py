"""Which exercise fills a slot: a rung of a ladder, stepped back as far as the rules ask, and always with its reasons.

A rung is earned one step at a time. Where the log does not say which rung an athlete stands on, a phase is entered at
the first rung that it opens. From there the rules step back (what was decided with caution, pain, form, a lagging
side); a rung that may not be done, or for which there is no kit, gives way to the next easier one, and only if there is
none to the next harder of the same phase.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..decision.decide import Decision
from ..model import Exercise, Ladder, Place, Rule


@dataclass(frozen=True)
class Reason:
    """A rule that had a say in the choice."""

    rule: str
    say: str
    place: Place


@dataclass(frozen=True)
class Choice:
    """The exercise of a slot, or None with the reason why there is none."""

    exercise: Exercise | None
    instead_of: Exercise | None
    easier: Exercise | None
    harder: Exercise | None
    swap: Exercise | None
    side_first: str
    reasons: tuple[Reason, ...]
    empty: str = ""


class Chooser:
    """Chooses for one decision. `taken` exercises are not chosen twice in a session."""

    def __init__(self, decision: Decision):
        self.decision, self.book = decision, decision.book
        self.order = next((phase.order for phase in self.book.phases if phase.id == decision.phase), 0)
        self.easing = self._easing()

    def allowed(self, exercise: Exercise) -> bool:
        return self.decision.true(exercise.allowed)

    def choose(self, ladders: list[str], taken: set[str]) -> Choice:
        """The exercise from the first of these ladders that has one."""
        last: Choice | None = None
        for name in ladders:
            ladder = self.book.ladders[name]
            last = self._from(ladder, taken)
            if last.exercise is not None:
                return last
        return last or Choice(None, None, None, None, None, "", (), "this phase has nothing for it")

    def _from(self, ladder: Ladder, taken: set[str]) -> Choice:
        rungs = [rung for rung in ladder.rungs if self._order(rung) <= self.order]
        if not rungs:
            return Choice(None, None, None, None, None, "", (), f"{ladder.title}: nothing before a later phase")
        aim = self._aim(rungs)
        steps, reasons = self.easing.get(ladder.id, (0, []))
        start = max(0, aim - steps)
        below = [rung for rung in reversed(rungs[: start + 1]) if self.allowed(rung) and rung.id not in taken]
        above = (
            [rung for rung in rungs[start + 1 :] if self.allowed(rung) and rung.id not in taken] if not steps else []
        )
        chosen = next(iter(below or above), None)
        why = list(reasons) if steps else []
        # What was passed over on the way from the aim to the choice, or all of it when there is none below.
        for rung in rungs[rungs.index(chosen) + 1 : aim + 1] if chosen in below else rungs[: aim + 1]:
            why += self._refusals(rung)
        if chosen is None:
            blocked = "; ".join(dict.fromkeys(reason.say for reason in why)) or "every one is in use already"
            return Choice(
                None, rungs[aim], None, None, None, "", tuple(dict.fromkeys(why)), f"{ladder.title}: {blocked}"
            )
        at = rungs.index(chosen)
        easier = next((rung for rung in reversed(rungs[:at]) if self.allowed(rung)), None)
        harder = next((rung for rung in ladder.rungs[ladder.rungs.index(chosen) + 1 :]), None)
        swap = next(
            (
                rung
                for other in self.book.ladders.values()
                if other.pattern == ladder.pattern
                for rung in other.rungs
                if rung not in (chosen, easier, harder)
                and rung.id not in taken
                and self._order(rung) == self._order(chosen)
                and self.allowed(rung)
            ),
            None,
        )
        side, side_reason = self._weaker(ladder, chosen)
        return Choice(
            chosen,
            rungs[aim] if chosen is not rungs[aim] else None,
            easier,
            harder,
            swap,
            side,
            tuple(dict.fromkeys([*why, *side_reason])),
        )

    def _order(self, exercise: Exercise) -> int:
        phase = self.book.phase(exercise.from_phase)
        return phase.order if phase else len(self.book.phases) + 1

    def _aim(self, rungs: list[Exercise]) -> int:
        """Where to begin: the first rung that the phase opens; where it opens none, the last of the phase before."""
        opened = [index for index, rung in enumerate(rungs) if self._order(rung) == self.order and self._has_kit(rung)]
        return (
            opened[0] if opened else max((index for index, rung in enumerate(rungs) if self._has_kit(rung)), default=0)
        )

    def _has_kit(self, exercise: Exercise) -> bool:
        return any(all(self.decision.true(f"kit:{item}") for item in way) for way in exercise.kit)

    # ---- what steps back, and why ----

    def _easing(self) -> dict[str, tuple[int, list[Reason]]]:
        """For each ladder the strongest step back and who asks for it; steps are not added up."""
        wanted: dict[str, list[tuple[int, Reason]]] = {}
        for rule in self.book.regressions:
            steps = rule.data.get("easier_by", 0)
            if steps and self.decision.true(rule.holds):
                for ladder in rule.data.get("ladders", ()):
                    wanted.setdefault(ladder, []).append((steps, self._reason(rule)))
        for view in self.decision.gates.values():
            opens = self.book.phase(view.gate.opens)
            for each in view.lines:
                if each.status == "met_with_caution" and opens is not None and opens.order <= self.order:
                    for ladder in each.line.caution.get("ladders", ()):
                        reason = Reason(
                            each.line.id, f"{each.line.title}: {each.line.caution.get('say', '')}", each.line.place
                        )
                        wanted.setdefault(ladder, []).append((int(each.line.caution.get("easier_by", 0)), reason))
        strongest = {}
        for ladder, asked in wanted.items():
            most = max(steps for steps, _ in asked)
            strongest[ladder] = (most, [reason for steps, reason in asked if steps == most])
        return strongest

    def _refusals(self, exercise: Exercise) -> list[Reason]:
        """Why an exercise may not be done today."""
        if self.allowed(exercise):
            return []
        reasons = []
        if not self._has_kit(exercise):
            needed = " or ".join(
                " and ".join(self.book.equipment[item]["title"].lower() for item in way) for way in exercise.kit
            )
            reasons.append(Reason(exercise.id, f"{exercise.name} needs {needed}", exercise.place))
        for name in exercise.avoid_when:
            rule = self.book.contraindications[name]
            truth = self.decision.truths.get(name)
            if truth is True or (truth is None and rule.data.get("when_unknown") == "avoid"):
                reasons.append(self._reason(rule))
        reasons += [
            self._reason(rule)
            for rule in self.book.regressions
            if exercise.id in rule.data.get("avoid", ()) and self.decision.true(rule.holds)
        ]
        return reasons

    def _reason(self, rule: Rule) -> Reason:
        return Reason(rule.id, self.decision.wording.fill(rule.because, rule.asks), rule.place)

    def _weaker(self, ladder: Ladder, exercise: Exercise) -> tuple[str, list[Reason]]:
        """The side to begin with, where a rule says that one lags; the repetitions stay the same."""
        if exercise.legs == "both":
            return "", []
        for rule in self.book.regressions:
            measure = rule.data.get("weaker_first")
            if not measure or ladder.id not in rule.data.get("ladders", ()) or not self.decision.true(rule.holds):
                continue
            left, right = (self.decision.wording.fact(f"{measure}.{side}") for side in ("left", "right"))
            if left is None or right is None:
                return "weaker", [self._reason(rule)]
            higher = self.book.measures[measure].better == "higher"
            return ("left" if (left.low < right.low) == higher else "right"), [self._reason(rule)]
        return "", []
