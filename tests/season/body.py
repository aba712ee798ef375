"""What a sample athlete can do and how the day is: honest, seeded, and told in the words of the commands.

Tests improve with the weeks that were trained, strength too; both stand still where the story says so, and are lost in
a layoff. Nothing here reads a rule.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import timedelta
from fractions import Fraction
from typing import Any

from journaling import opened

SIDES = ("left", "right")
STEPS = {"barbell": 2.5, "machine": 5.0, "dumbbell": 2.0, "weight": 2.0, "kettlebell": 4.0}
# What could be lifted once, in kg: by the beginning of an exercise's id, the longest that fits.
ONCE = {
    "knee_back_squat": 60, "knee_leg_press": 110, "knee_goblet": 34, "knee_stepup": 26, "knee_split": 26,
    "knee_rfess": 24, "hinge_trapbar": 78, "hinge_hip_thrust_barbell": 80, "hinge_kb_rdl": 44, "hinge_bstance": 36,
    "hinge_sl": 26, "hinge_ecc": 30, "cs_machine": 85, "cs_seated": 46, "cs_sl": 26, "cg_sl": 26, "tr_": 36,
}  # fmt: skip
USUAL = 24
MISSED, AWAY = "missed", "away"     # no strength that week; neither that nor running


@dataclass(frozen=True)
class Story:
    """One sample: who it is, and what happens in which week (1 is the first).

    tests : measure -> (at first, more a week that was trained, the most); a pair for the sides where they differ
    runs  : weekday -> kilometres at first; `hard` and `long` name two of them
    weeks : week -> missed or away
    pain  : week -> how much in sessions, and how much worse the morning after, of `hurts` (place, side, tissue)
    flat  : weeks in which strength stands still; worn : the first and last day of bad sleep and heavy legs
    """

    name: str
    first: Date
    said: Mapping[str, Any]
    tests: Mapping[str, tuple[Any, float, float]]
    runs: Mapping[int, float]
    hard: int
    long: int
    race: Date
    hurts: tuple[str, str, str]
    strong: float = 1.0
    gains: float = 0.012
    weeks: Mapping[int, str] = field(default_factory=dict)
    pain: Mapping[int, tuple[float, int]] = field(default_factory=dict)
    flat: range = range(0)
    worn: tuple[Date, Date] | None = None

    def week_of(self, day: Date) -> int:
        return (day - self.first).days // 7 + 1

    def monday(self, week: int) -> Date:
        return self.first + timedelta(weeks=week - 1)


class Body:
    """The sample as the weeks go by."""

    def __init__(self, story: Story):
        self.story, self.trained, self.strength = story, 0, story.strong
        self.off = 0

    def week_over(self, week: int, sessions: int) -> None:
        """What a week leaves: strength where it was trained, less of it from the second week without."""
        self.off = 0 if sessions else self.off + 1
        if sessions:
            self.trained += 1
            self.strength *= 1 + (0 if week in self.story.flat else self.story.gains)
        elif self.off > 1:
            self.strength *= 0.985
            self.trained = max(0, self.trained - 1)

    def chance(self, day: Date, what: str) -> random.Random:
        """One throw of dice a day and thing, so that one more command changes no other."""
        return random.Random(f"{self.story.name} {day} {what}")

    # ---- told before a session ----

    def hurts(self, day: Date) -> tuple[float, int]:
        return self.story.pain.get(self.story.week_of(day), (0, 0))

    def check_in(self, day: Date, soreness: int) -> dict[str, str]:
        """The answers of a check-in, by their flags; the morning's apart."""
        throw, (first, last) = self.chance(day, "day"), self.story.worn or (Date.max, Date.max)
        worn = first <= day <= last
        site, side, tissue = self.story.hurts
        pain = self.hurts(day)[0]
        marks = [throw.randint(4, 6) if worn else throw.randint(2, 3) for _ in range(4)]
        return {
            "pain": f"{site} {side} {pain:g} {tissue}" if pain else "none",
            "swelling": "none",
            "soreness": str(min(10, soreness + 3 if worn else soreness)),
            "sleep": "5.5" if worn else f"{throw.choice([7, 7.5, 8])}",
            "readiness": "+".join(map(str, marks)),
        }

    # ---- the tests ----

    def test(self, measure: str) -> Any:
        """What a test gives after so many weeks of training."""
        start, more, most = self.story.tests[measure]
        if isinstance(start, (bool, str)):
            return start
        many = start if isinstance(start, tuple) else (start,)
        step = Fraction(str(opened().book.measures[measure].step or 1))
        reached = [each + more * self.trained for each in many]
        found = [_steps(min(most, each) if more >= 0 else max(most, each), step) for each in reached]
        return dict(zip(SIDES, found, strict=True)) if len(found) > 1 else found[0]

    # ---- a session ----

    def once(self, exercise: str, day: Date) -> float:
        """What could be lifted once that day."""
        names = sorted((name for name in ONCE if exercise.startswith(name)), key=len)
        form = 1 + self.chance(day, "form").uniform(-0.01, 0.01)
        return (ONCE[names[-1]] if names else USUAL) * self.strength * form

    def done(self, item: Mapping[str, Any], day: Date, loaded: bool) -> dict[str, Any]:
        """How an exercise of the plan goes: sets of (amount, reserve), a weight, the form.

        The weight that is shown is taken; where none is, one that leaves the reserve that was asked. Where more than
        that is left in the last set, up to two repetitions more are done.
        """
        sets, asked = int(item["sets"]), item["rir"]
        unit = next(key for key in ("reps", "seconds", "metres") if item[key] is not None)
        amount = int(item[unit])
        kg = self._weight(item, day) if loaded else None
        able = amount + int(asked or 0) + 2
        if kg and unit == "reps":
            able = int(30 * (self.once(item["exercise"], day) / kg - 1))
        rows = []
        for number in range(sets):
            fresh = able + (sets - 1 - number) // 2
            room = max(0, fresh - amount - int(asked or 0))
            more = min(max(2, _first(item["load"]) - amount), room) if number == sets - 1 and unit == "reps" else 0
            did = min(amount + more, max(1, fresh)) if unit == "reps" else amount
            rows.append((did, None if asked is None else max(0, min(20, fresh - did)) if unit == "reps" else asked))
        form = 4 if self.chance(day, item["exercise"]).random() < 0.3 else 5
        return {"unit": unit, "rows": rows, "kg": kg, "technique": form}

    def _weight(self, item: Mapping[str, Any], day: Date) -> float:
        if item["load_kg"] is not None:
            return float(item["load_kg"])
        step = next((STEPS[kit] for kit in item["equipment"] if kit in STEPS), 1.0)
        if item["reps"] is None:
            return step * 4
        most = self.once(item["exercise"], day) / (1 + (item["reps"] + int(item["rir"] or 0)) / 30)
        return max(step, most // step * step)


def _first(load: Any) -> int:
    """The repetitions that a plan asks for before the next weight; 0 where it asks for none."""
    said = re.search(r"up to (\d+) repetitions first", str(load))
    return int(said[1]) if said else 0


def _steps(value: float, step: Fraction) -> float | int:
    """No more than was reached, in whole steps of the measure."""
    found = Fraction(str(round(value, 6))) // step * step
    return int(found) if found.denominator == 1 else float(found)
