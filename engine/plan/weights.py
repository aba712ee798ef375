"""What a log adds to a plan: next weights, what was done last time, and what to try on a plateau."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from ..decision.decide import Decision
from ..derivations.loads import Load, Step, Target, last_time, next_load
from ..derivations.log import Log
from ..derivations.model import Derivation
from ..derivations.take import Picked, slope
from ..model import Rule
from ..training import Exercise
from .days import HARD
from .dose import Reduction
from .kit import Way

if TYPE_CHECKING:
    from .sessions import Item, Plan

LOAD = "load"  # the axis
WEIGHT = "weight"


class Weights:
    """The weights of one plan."""

    def __init__(self, decision: Decision, log: Log, biting: list[Reduction]):
        self.decision, self.book, self.log = decision, decision.book, log
        self.reduced = {
            each.rule.id: int(each.rule.data["to"])
            for each in biting
            if each.bites and each.rule.data.get("axis") == LOAD
        }

    def into(self, plan: Plan) -> None:
        """The next weights, what was done last time, and what to try where a lift no longer gains."""
        for session in plan.sessions:
            session.items = [
                replace(
                    item,
                    load=self.next(item) if session.kind == HARD else None,
                    last_time=self.last_time(item.exercise),
                )
                for item in session.items
            ]
        lifts = {item.exercise.id: item.exercise for each in plan.sessions if each.kind == HARD for item in each.items}
        plan.notes += [note for _, note in self.plateaus(list(lifts.values()))]

    def next(self, item: Item) -> Load | None:
        """The next weight of an exercise, None where it has none or the log doesn't know any."""
        exercise, dose = item.exercise, item.dose
        if self.book.loads is None or not exercise.loaded or dose.contacts is not None:
            return None
        step = self._step(item.kit)
        if step is None:
            return None
        target = Target(dose.reps, dose.rir, dose.planned_sets)
        progress = self.decision.progression[0]
        return next_load(
            exercise, self.log, self.book.loads, step, self.decision.level, target, progress, self.reduced
        )  # fmt: skip

    def last_time(self, exercise: Exercise) -> str:
        days = self.book.loads.look_back_days if self.book.loads is not None else 0
        return last_time(exercise, self.log, days)

    def _step(self, way: Way) -> Step | None:
        """The step of the kit that it is loaded with: of several that would do, what is no household thing."""
        for item in way:
            kinds = [item]
            if item == WEIGHT:
                serving = [name for name, about in self.book.equipment.items() if _serves(about, WEIGHT)]
                there = [name for name in serving if self._there(name)]
                kinds = sorted(there, key=lambda name: bool(self.book.equipment[name].get("household"))) or kinds
            about = self.book.equipment.get(kinds[0], {})
            if "smallest_step" in about:
                return Step(Fraction(str(about["smallest_step"])), str(about.get("steps_as", kinds[0])))
        return None

    def _there(self, item: str) -> bool:
        return self.decision.true(f"kit:{item}")

    # ---- plateaus ----

    def plateaus(self, exercises: list[Exercise]) -> Iterator[tuple[Rule, str]]:
        """For each exercise that no longer gains, the rule, and what to try: the longer it lasts, the next action."""
        for rule in self.book.plateaus:
            what = self.book.derivations.get(str(rule.data["trend"]))
            if what is None or what.days is None or not self.decision.true(rule.holds):
                continue
            for exercise in exercises:
                actions = rule.data["actions"]
                flat = self._flat(what, exercise, Fraction(str(rule.data["less_than"])), len(actions))
                if flat:
                    action = actions[min(flat, len(actions)) - 1]
                    say = self.decision.wording.fill(rule.because, rule.asks)
                    yield rule, f"{exercise.name}: {say} {action}"

    def _flat(self, what: Derivation, exercise: Exercise, less_than: Fraction, most: int) -> int:
        """For how many stretches of days, one before the other, the change a week has been none; `most` at most."""
        assert what.days is not None
        length = what.days[1] + 1
        for count in range(most):
            rows = [
                row
                for row in self.log.rows("exercises", (count * length, (count + 1) * length - 1))
                if row.get("exercise") == exercise.id and isinstance(row.get(what.of), Fraction)
            ]
            enough = len(rows) >= what.fewest and (rows[0].day - rows[-1].day).days >= what.spans
            change = slope(what, Picked(rows, [], False), self.log).amount if enough else None
            if not isinstance(change, Fraction) or abs(change) >= less_than:
                return count
        return most


def _serves(about: dict[str, object], kind: str) -> bool:
    others = about.get("counts_as")
    return kind in others if isinstance(others, (list, tuple)) else others == kind
