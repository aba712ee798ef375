"""Which exercise fills a slot: a rung of a ladder, stepped back as far as the rules ask, and always with its reasons.

A rung is earned one step at a time. Where the log doesn't say which rung an athlete stands on, a phase is entered at
the first rung that it opens; where it does, that rung stands, and so many clean sessions in a row earn the next one.
From there the rules step back (what was decided with caution, pain, form, a lagging side); a rung that may not be done,
or for which there is no kit, gives way to the next easier one, and only without one to the next harder of the phase.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..decision.decide import Decision
from ..training import Exercise, Ladder
from .beside import easier_than, harder_than, is_jump, order_of, rank, swaps_for
from .dose import BY_TIER
from .easing import Reason, easing, reason_of, refusals, weaker
from .kit import heavy_way, takes_weight, way_of

HEAVIEST = "heaviest"
MOST_SAID = 2  # reasons in one sentence; the plan keeps them all
ONE_LEG = ("one", "split")


@dataclass(frozen=True)
class Choice:
    """The exercise of a slot, or None with the reason why there is none.

    stands_in : a heavy set was asked for and this stands in for it: there is no kit that is heavy enough
    """

    exercise: Exercise | None
    instead_of: Exercise | None = None
    easier: Exercise | None = None
    harder: Exercise | None = None
    swap: Exercise | None = None
    side_first: str = ""
    reasons: tuple[Reason, ...] = ()
    empty: str = ""
    stands_in: bool = False


class Chooser:
    """Chooses for one decision."""

    def __init__(self, decision: Decision):
        self.decision, self.book = decision, decision.book
        self.order = next((phase.order for phase in self.book.phases if phase.id == decision.phase), 0)
        self.easing = easing(decision, self.order)
        reached = self.book.tier(decision.tier or "")
        self.reached = reached.order if reached else 0
        holding = (rule for rule in self.book.advancing if rule.data.get("holds_phase"))
        self.held = [reason_of(rule, decision) for rule in holding if not decision.true(rule.holds)]
        self.highest = self.reached  # tier of jumps for the day that is being filled

    def choose(self, slot: Mapping[str, Any], taken: set[str]) -> Choice:
        """The exercise from the first of a slot's ladders that has one. `taken` ones are not chosen twice."""
        if slot.get("pick") == HEAVIEST:
            return self._heaviest(slot, taken)
        first: Choice | None = None
        last: Choice | None = None
        for name in slot["ladders"]:
            last = self._from(self.book.ladders[name], slot, taken)
            if last.exercise is not None:
                return self._in_place_of(first, last)
            first = first or last
        return last or Choice(None, empty=self._note("no_ladder"))

    def _in_place_of(self, first: Choice | None, choice: Choice) -> Choice:
        """The choice of a later ladder, with what the first ladder would have given and why it doesn't."""
        missed = first.instead_of if first is not None else None
        if first is None or missed is None or (missed.tier and not self.decision.true(f"tier:{missed.tier}")):
            return choice  # a tier that isn't reached is nothing to be missed
        reasons = tuple(dict.fromkeys([*first.reasons, *choice.reasons]))
        return replace(choice, instead_of=missed, reasons=reasons)

    # ---- the rungs of a ladder that a slot can use ----

    def _rungs(self, ladder: Ladder, slot: Mapping[str, Any]) -> list[Exercise]:
        """Those of this phase or an earlier one; for a slot of jumps the jumps, and for another slot none of them."""
        jumps = slot["dose"] == BY_TIER
        most = self.book.tier(str(slot.get("tier_at_most", "")))
        found = []
        for rung in ladder.rungs:
            tier = self.book.tier(rung.tier)
            if self._order(rung) > self._within(slot) or is_jump(rung) != jumps:
                continue
            if jumps and tier is not None and self.highest < tier.order <= self.reached:
                continue  # there would be room for it on another day
            if tier is None or ((most is None or tier.order <= most.order) and self.decision.level in tier.doses):
                found.append(rung)
        return found

    def _from(self, ladder: Ladder, slot: Mapping[str, Any], taken: set[str]) -> Choice:
        every = self._rungs(ladder, slot)
        rungs = [rung for rung in every if rung.id not in taken]  # a second slot of a ladder begins with what is left
        if slot["dose"] == BY_TIER and not self.highest and self.reached:
            return Choice(None, empty=str(self.book.session.get("jumps_too_close", "")))
        if not rungs:
            return Choice(None, empty=f"{ladder.title}: {self._note('in_use' if every else 'later_phase')}")
        aim, earned = self._aim(ladder, rungs, slot)
        return self._step(ladder, rungs, aim, taken, earned, harder=True, most=self._most(ladder, rungs, slot))

    def _step(
        self,
        ladder: Ladder,
        rungs: list[Exercise],
        aim: int,
        taken: set[str],
        earned: Sequence[Reason] = (),
        harder: bool = False,
        stands_in: bool = False,
        most: int | None = None,
    ) -> Choice:
        """The rung aimed at, as many steps back as the rules ask, or the next easier one that may be done.

        most   : nothing harder than this one
        harder : without an easier one the next harder, where no rule asks for a step back
        """
        steps, reasons = self.easing.get(ladder.id, (0, []))
        start = max(0, aim - steps)
        if most is not None and most < start:
            start, steps, reasons = most, aim - most, self.held
        free = [self.allowed(rung) and rung.id not in taken for rung in rungs]
        below = next((at for at in range(start, -1, -1) if free[at]), None)
        above = next((at for at in range(start + 1, len(rungs)) if free[at]), None) if harder and not steps else None
        at = above if below is None else below
        why = list(reasons) if steps else []
        # What was passed over on the way from the aim to the choice, or all of it when there is none below.
        for rung in rungs[(-1 if below is None else below) + 1 : aim + 1]:
            why += refusals(rung, self.decision)
        if at is None:
            return self._none(ladder, rungs[start], why)
        instead = rungs[aim] if at != aim else None
        said = why if instead or steps else [*earned, *why]
        return self._choice(ladder, rungs, rungs[at], instead, said, taken, stands_in)

    def _choice(
        self,
        ladder: Ladder,
        rungs: list[Exercise],
        chosen: Exercise,
        instead: Exercise | None,
        why: list[Reason],
        taken: set[str],
        stands_in: bool = False,
    ) -> Choice:
        easier = next((rung for rung in easier_than(chosen, rungs, ladder) if self.allowed(rung)), None)
        harder = next((rung for rung in harder_than(chosen, ladder) if self._has_kit(rung)), None)
        side, side_reason = weaker(ladder, chosen, self.decision)
        return Choice(
            chosen,
            instead,
            easier,
            harder,
            self._swap(ladder, chosen, {*taken, *(each.id for each in (easier, harder) if each)}),
            side,
            tuple(dict.fromkeys([*why, *side_reason])),
            stands_in=stands_in,
        )

    def _swap(self, ladder: Ladder, chosen: Exercise, others: set[str]) -> Exercise | None:
        """Another exercise of the same movement, phase and tier, for when the kit isn't there today."""
        fit = (rung for rung in swaps_for(chosen, ladder, self.book) if rung.id not in others and self.allowed(rung))
        return next(fit, None)

    # ---- where to begin ----

    def _within(self, slot: Mapping[str, Any]) -> int:
        """The order of the phase that a slot is filled for: this one, or an earlier one that it names."""
        earlier = self.book.phase(str(slot.get("as_in", "")))
        return min(self.order, earlier.order) if earlier else self.order

    def _aim(self, ladder: Ladder, rungs: list[Exercise], slot: Mapping[str, Any]) -> tuple[int, list[Reason]]:
        """The rung to begin from: the one of the log or the next, and else the first that the phase or tier opens."""
        entry = self._entry(rungs, self._within(slot))
        if "as_in" in slot:
            return entry, []
        logged, clean = self.decision.facts.answers.rungs.get(ladder.id, ("", 0))
        at = next((index for index, rung in enumerate(rungs) if rung.id == logged), None)
        if at is None or at < entry:
            return entry, []
        earns = self.book.earned_after
        if not earns or clean < earns or not self.decision.true("progress:more"):
            return at, []
        step = next((index for index in range(at + 1, len(rungs)) if self.allowed(rungs[index])), None)
        if step is None:
            return at, []
        say = f"{clean} clean sessions in a row earned the step up from {rungs[at].name.lower()}"
        return step, [Reason("progress.more", say, self.book.conclusions["progress:more"].place)]

    def _most(self, ladder: Ladder, rungs: list[Exercise], slot: Mapping[str, Any]) -> int | None:
        """Where the phase is held, for a race or in the season, nothing harder than what was done last is new."""
        logged, _ = self.decision.facts.answers.rungs.get(ladder.id, ("", 0))
        if not self.held or "as_in" in slot or self.decision.true("progress:more"):
            return None
        return next((index for index, rung in enumerate(rungs) if rung.id == logged), None)

    def _entry(self, rungs: list[Exercise], order: int) -> int:
        """The first rung that the phase (of jumps: the tier) opens; where it opens none, that of the latest before."""
        most = self.highest if is_jump(rungs[0]) else order
        begins = [self._rank(rung) <= most and self._has_kit(rung) and not rung.earned for rung in rungs]
        ranks = [self._rank(rung) if fits else 0 for rung, fits in zip(rungs, begins, strict=True)]
        first = ranks.index(max(ranks))
        if self.decision.outcome == "regress":  # whoever comes back has lifted already: the first that takes a weight
            same = [index for index, rank in enumerate(ranks) if rank == ranks[first] and self._loaded(rungs[index])]
            return same[0] if same else first
        return first

    def _loaded(self, rung: Exercise) -> bool:
        return takes_weight(rung, way_of(rung, self.decision), self.decision)

    def _rank(self, rung: Exercise) -> int:
        """What opens a rung, as a number: its tier's for a jump, else its phase's."""
        return rank(rung, self.book)

    # ---- a heavy set ----

    def _heaviest(self, slot: Mapping[str, Any], taken: set[str]) -> Choice:
        """A lift that the kit can load heavily, in the order of the slot's ladders, stepped back where a rule asks;
        without such kit the hardest exercise on one leg stands in."""
        ladders = [(self.book.ladders[name], self._rungs(self.book.ladders[name], slot)) for name in slot["ladders"]]
        last: Choice | None = None
        for ladder, rungs in ladders:
            heavy = (rung.heavy and heavy_way(rung, self.decision) for rung in rungs)
            aim = next((index for index, can_be in enumerate(heavy) if can_be), None)
            if aim is not None:
                last = self._step(ladder, rungs, aim, taken, most=self._most(ladder, rungs, slot))
                if last.exercise is not None:
                    return last
        if last is not None:
            return last
        for ladder, rungs in ladders:
            there = [index for index, rung in enumerate(rungs) if self._has_kit(rung)]
            # A set that balance ends is no heavy set: with one foot helping before one leg alone, loaded before not.
            split = [index for index in there if rungs[index].legs == "split" and self._loaded(rungs[index])]
            single = [index for index in there if rungs[index].legs in ONE_LEG]
            on_one = split or [index for index in single if self._loaded(rungs[index])] or single or there
            if on_one:
                stands_in = rungs[on_one[-1]].legs in ONE_LEG  # on two legs it is only lighter
                most = self._most(ladder, rungs, slot)
                last = self._step(ladder, rungs, on_one[-1], taken, stands_in=stands_in, most=most)
                if last.exercise is not None:
                    return last
        return last or self._from(ladders[0][0], slot, taken)

    def _none(self, ladder: Ladder, aimed: Exercise, why: list[Reason]) -> Choice:
        """No exercise: every reason is kept, and what is said is what forbids the one that would have been it."""
        first = refusals(aimed, self.decision) or why
        said = "; ".join(list(dict.fromkeys(reason.say.rstrip(".") for reason in first))[:MOST_SAID])
        told = said or f"{ladder.title}: {self._note('in_use')}"
        return Choice(None, aimed, reasons=tuple(dict.fromkeys(why)), empty=told)

    def _note(self, key: str) -> str:
        """Why a slot is empty, as knowledge/session.yaml says it."""
        return str(self.book.session.get("notes", {}).get(key, ""))

    # ---- one rung ----

    def allowed(self, exercise: Exercise) -> bool:
        return self.decision.true(exercise.allowed)

    def _has_kit(self, exercise: Exercise) -> bool:
        return way_of(exercise, self.decision) is not None

    def _order(self, exercise: Exercise) -> int:
        return order_of(exercise, self.book)
