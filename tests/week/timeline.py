"""The rules of the week in another form: on a calendar of hours and dates, over three weeks, as checked by hand.

Nothing here is shared with the layout but the frame and the rules' own words.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from surefoot.engine.model import Rule
from surefoot.engine.week.frame import Frame, Lift
from surefoot.engine.week.layout import WeekRules

Days = Sequence["int | None"]
WEEKS = (-7, 0, 7)
RUN_AT = 8  # o'clock; what hour it is makes no difference


class Timeline:
    """Seven dates from 0, the day of the decision, with those of the week before and after around them."""

    def __init__(self, frame: Frame, lifts: Sequence[Lift], days: Days, rules: WeekRules):
        self.frame, self.lifts, self.rules = frame, lifts, rules
        self.placed = {number: (day - frame.start.weekday()) % 7 for number, day in enumerate(days) if day is not None}
        first = frame.start.weekday()
        self.weekly = {
            "hard_run": [(day - first) % 7 for day in frame.hard],
            "long_run": [(day - first) % 7 for day in frame.long],
            "hilly_long_run": [(day - first) % 7 for day in frame.long] if frame.hilly else [],
        }
        self.run_dates = {(day - first) % 7 for day in frame.runs}

    # ---- pieces ----

    def dates(self, thing: str) -> list[int]:
        """Dates of a thing over three weeks."""
        if thing == "race":
            return list(self.frame.races)
        return [date + week for week in WEEKS for date in self.weekly[thing]]

    def clock(self, number: int) -> int:
        """The hour at which a session begins: with the runs, or so many hours after the run of its day."""
        date = self.placed[number]
        return date * 24 + RUN_AT + (self.frame.same_day if date in self.run_dates else 0)

    def about(self, rule: Rule) -> list[int]:
        """The sessions of a rule that are placed."""
        kind = rule.data.get("from") or rule.data.get("what") or "session"
        least = [tier.order for tier in self.rules.tiers if tier.id == rule.data.get("tier")]
        found = []
        for number in self.placed:
            lift = self.lifts[number]
            if (kind == "hard_session" and not lift.hard) or (kind == "light_session" and not lift.light):
                continue
            if least and lift.tier < least[0]:
                continue
            if "ladders" in rule.data and not any(ladder in lift.ladders for ladder in rule.data["ladders"]):
                continue
            found.append(number)
        return found

    # ---- what a rule costs ----

    def cost(self, rule: Rule) -> tuple[int, int]:
        """How often it is broken, and how much is missing: nothing when it is kept."""
        missing = [*self.hours(rule), *self.kinds_of_days(rule), *self.counts(rule), *self.tiers(rule)]
        return len(missing), sum(missing)

    def hours(self, rule: Rule) -> list[int]:
        found = []
        for thing in rule.data.get("to", ()):
            if thing.endswith("session"):
                others = [
                    number for number in self.placed if thing == "session"
                    or (self.lifts[number].hard if thing == "hard_session" else self.lifts[number].light)
                ]  # fmt: skip
                about = self.about(rule)
                for one, other in itertools.combinations(sorted(self.placed), 2):
                    if (one in about and other in others) or (other in about and one in others):
                        found += self.apart(one, other, rule.data["hours"])
                continue
            for number, date in itertools.product(self.about(rule), self.dates(thing)):
                gap = date * 24 + RUN_AT - self.clock(number)
                if 0 < gap < rule.data["hours"] or (rule.data.get("around") and 0 <= -gap < rule.data["hours"]):
                    found.append(rule.data["hours"] - abs(gap))
        return found

    def apart(self, one: int, other: int, least: int) -> list[int]:
        """Two sessions can stand at one hour of the day."""
        gap = min(abs(self.placed[one] - self.placed[other] - week) * 24 for week in WEEKS)
        return [least - gap] if gap < least else []

    def tiers(self, rule: Rule) -> list[int]:
        tiers = {tier.order: tier for tier in self.rules.tiers}
        found: list[int] = []
        if rule.data.get("hours_of_tier"):
            for one, other in itertools.combinations(sorted(self.placed), 2):
                common = min(self.lifts[one].tier, self.lifts[other].tier)
                if common:
                    found += self.apart(one, other, tiers[common].spacing_hours)
        if rule.data.get("most_of_tier"):
            for order, tier in tiers.items():
                so_often = sum(self.lifts[each].tier >= order for each in self.placed)
                over = so_often - tier.most_days.get(self.rules.level, 7)
                if over > 0:
                    return [over]
        return found

    def kinds_of_days(self, rule: Rule) -> list[int]:
        found = []
        for kind in rule.data.get("keeps_off", ()):
            after = 1 if kind.startswith("day_before_") else 0
            thing = kind.removeprefix("day_before_").removesuffix("_day")
            dates = list(self.run_dates) if thing == "run" else self.dates(thing)
            found += [1 for number in self.about(rule) if self.placed[number] + after in dates]
        if "stands_on" in rule.data:
            wanted = {*self.weekly["hard_run"]}
            assert rule.data["stands_on"] == ["hard_run_day"]
            available = {(day - self.frame.start.weekday()) % 7 for day in self.frame.available}
            free = (wanted & available) - {self.placed[number] for number in self.about(rule)}
            elsewhere = [number for number in self.about(rule) if self.placed[number] not in wanted]
            found += [1] * min(len(free), len(elsewhere))
        return found

    def counts(self, rule: Rule) -> list[int]:
        count = rule.data.get("count")
        sessions = {self.placed[number] for number in self.placed if self.lifts[number].hard}
        races = set(self.frame.races)
        runs = {*self.weekly["hard_run"], *self.weekly["long_run"]} | {race for race in races if 0 <= race < 7}
        if count == "rest_days":
            free = sum(date not in self.run_dates for date in range(7))
            left = sum(date not in self.run_dates and date not in self.placed.values() for date in range(7))
            return [min(free, rule.data["least"]) - left] if left < min(free, rule.data["least"]) else []
        if count == "hard_days":
            over = len(runs | sessions) - max(rule.data["most"], len(runs))
            return [over] if over > 0 else []
        if count == "touching_days":
            hard = runs | sessions
            pairs = [
                {date, date + 1} for date in range(6) if {date, date + 1} <= hard and not {date, date + 1} <= runs
            ]  # fmt: skip
            always = {*self.weekly["hard_run"], *self.weekly["long_run"]} | (sessions - runs)
            last, first = 6 in always or -1 in races, 0 in always
            seam = (last and first) or (6 in always and (0 in always or 7 in races))
            ours = (sessions - runs) & {0, 6}
            over = len(pairs) + (1 if seam and ours else 0) - rule.data["most"]
            return [1] * max(0, over)
        return []
