"""Which facts can be made to lie where a way through needs them, and through what; otherwise what forbids it.

Nothing here knows a measure: what can be changed stands in knowledge/changing.yaml, and what a clearance or an override
may do in the rules of those.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from ..changing import CLEARANCES, NOTHING, OVERRIDES, QUESTIONS, SYMPTOMS, TESTS, WAITING, Span, Way
from ..facts.answers import Answers
from ..facts.from_lists import HEALED, concerns
from ..facts.known import Fact
from ..facts.norms import cuts_of
from ..facts.safety import SCREEN as SCREEN_GATE
from ..facts.sections import is_symptom
from ..facts.validity import direction
from ..logic import measure_of
from ..model import Line, Measure, Rulebook
from .needs import ADMIT, CLEAR, GONE, LISTS, REACHES, RECOVERED, SCREEN, Needs, Range, one

FLAG, KIT, CLEARED_TO = "flag.", "kit.", "cleared_to"
CLEARED, STATED = 1, 2
RATIO, DIFFERENCE = ".ratio", ".difference"
ON_A_YES, WORSE = "nothing is built on a yes", "that would be to get worse"
UNSAID = "the rulebook doesn't say how that changes"
BACKWARD = (ON_A_YES, WORSE)                # of ways that would lead backward, which forbid nothing


class Move(NamedTuple):
    """What one need costs: through what, by how many units, in how many weeks (None: nobody can say).

    also : what is known in part has to be asked or tested again as well
    """

    way: Way
    units: Fraction
    weeks: Span | None
    also: Way | None = None


class Reach:
    """What can be changed of one athlete's facts."""

    def __init__(self, book: Rulebook, known: Mapping[str, Fact], answers: Answers):
        self.book, self.known, self.answers = book, known, answers
        self.why: dict[str, str] = {}           # fact -> why it can't be changed as it was wanted

    # ---- what a comparison needs ----

    def need(self, fact: str, low: int | None, high: int | None) -> tuple[Needs, ...]:
        """The needs that bring a fact between low and high, in steps; () where nothing does."""
        plain, _, table = fact.partition("~")
        if plain.startswith(FLAG):
            return self._flag(plain, low)
        if plain == CLEARED_TO:
            cleared = low is not None and self.answers.clearances and self._cover(CLEARANCES)
            return (one(REACHES, 0, 0),) if cleared else self._not(plain, "no clearance on record reaches so far")
        measure = self.book.measures.get(measure_of(plain))
        if measure is None:
            return self._not(plain, "no training changes it")
        if plain.endswith((RATIO, DIFFERENCE)):
            return self._sides(measure, plain, low, high)
        if table:
            cuts = cuts_of(self.book.tables[table], self.book, self.known)
            if not cuts:
                return self._not(plain, "no row of its table may count")
            low = None if low is None else low + max(cuts)
            high = None if high is None else high + min(cuts)
        asked = Range(measure.low if low is None else max(low, measure.low),
                      measure.high if high is None else min(high, measure.high))  # fmt: skip
        if asked.low > asked.high:
            return self._not(plain, "nobody can reach that")
        return self._measure(measure, plain, asked)

    def _measure(self, measure: Measure, fact: str, asked: Range) -> tuple[Needs, ...]:
        known = self.known.get(fact)
        if self.listed(measure):
            way = self.book.changing.by_measure.get(measure.name)
            if way is not None and way.through == WAITING:
                over = all(each.status == HEALED for each in self.answers.injuries or () if concerns(measure, each))
                return (one(LISTS if over or measure.from_list.startswith("race") else RECOVERED),)
            return self._not(fact, way.because if way else UNSAID)
        if is_symptom(measure):
            if known is None and asked.high == 0 and self._cover(SYMPTOMS):
                return (one(SCREEN),)
            return self._not(fact, "answered yes" if known else ON_A_YES)
        better = direction(measure)
        if known is not None and ((better == "lower" and known.high < asked.low)
                                  or (better == "higher" and known.low > asked.high)):  # fmt: skip
            return self._not(fact, WORSE)
        move = self.move(fact, asked)
        if move is None:
            return self._not(fact, self._why_not(measure, known))
        return (one(fact, *asked),)

    def listed(self, measure: Measure) -> bool:
        """Whether a list of races or injuries that was given speaks for a measure."""
        what = measure.from_list.partition(".")[0]
        return (what == "race" and self.answers.races is not None) or (
            what == "injury" and self.answers.injuries is not None)  # fmt: skip

    def _flag(self, fact: str, low: int | None) -> tuple[Needs, ...]:
        """A flag that is latched (answered no by now) can be cleared, or is over in some days. While it is raised
        nothing leads through."""
        id_ = fact.removeprefix(FLAG)
        flag, own, known = self.book.flags[id_], self.answers.flags.get(id_), self.known.get(fact)
        latched = known is not None and known.low == STATED and own is not None and own.answer is not True
        if low is not None and low >= STATED:
            return self._not(fact, WORSE)
        if low is not None or not latched:
            return self._not(fact, "it is in force")
        found = []
        if self._cover(CLEARANCES):
            found.append(one(f"{CLEAR}{id_}"))
        if flag.clears_after_days and self.gone_in(id_) is not None:
            found.append(one(f"{GONE}{id_}"))
        return tuple(found) or self._not(fact, "it is not yet cleared")

    def gone_in(self, flag: str) -> int | None:
        """In how many days a flag that clears by itself has been gone for long enough."""
        own = self.answers.flags.get(flag)
        if own is None or own.last_yes is None:
            return None
        return max(0, self.book.flags[flag].clears_after_days - (self.answers.as_of - own.last_yes).days)

    def _sides(self, measure: Measure, fact: str, low: int | None, high: int | None) -> tuple[Needs, ...]:
        """Two sides nearer to each other: the worse one follows the better one."""
        sides = [(name, self.known[name]) for name in measure.facts() if name in self.known]
        if len(sides) < 2 or (low if fact.endswith(RATIO) else high) is None:
            return self._not(fact, "both sides have to be measured first")
        (small, least), (large, most) = sorted(sides, key=lambda each: each[1].low)
        up = measure.better != "lower"
        if fact.endswith(RATIO):
            assert low is not None
            wanted = (Range(-(-low * most.low // 100), measure.high) if up
                      else Range(measure.low, 100 * least.low // low))  # fmt: skip
        else:
            assert high is not None
            wanted = Range(most.low - high, measure.high) if up else Range(measure.low, least.low + high)
        return self._measure(measure, small if up else large, wanted)

    def admit(self, line: Line) -> tuple[Needs, ...]:
        """A line that a coach may admit, where nothing else meets it."""
        days = self.book.validity.get("override", {}).get("days")
        allowed = line.admit and not line.flag and line.gate != SCREEN_GATE and isinstance(days, int)
        return (one(f"{ADMIT}{line.id}"),) if allowed and self._cover(OVERRIDES) else ()

    # ---- what it costs ----

    def move(self, fact: str, asked: Range, have: Range | None = None) -> Move | None:
        """What it takes to bring a fact into a range; None where nothing does.

        have : where it is by then; left out, where it is now
        """
        measure = self.book.measures[measure_of(fact)]
        way = self.book.changing.by_measure.get(measure.name)
        known = self.known.get(fact)
        have = have or (Range(known.low, known.high) if known is not None else None)
        if have is not None and have.within(asked) and have.low == have.high:
            return None
        far = have is not None and (have.high < asked.low or have.low > asked.high)
        cover = self._cover(TESTS if measure.test else QUESTIONS)
        if not far and not (way is not None and way.counted):
            if cover is None or (way is not None and not way.hoped_for) or self._no_kit(measure):
                return None
            return Move(cover, Fraction(0), cover.weeks(Fraction(0)))
        if way is None or way.through == NOTHING:
            return None
        if have is None:
            have = Range(max(measure.low, 0), max(measure.low, 0)) if measure.better != "lower" else asked
        steps = max(asked.low - have.high, have.low - asked.high, 0)
        units = Fraction(steps) * Fraction(measure.step)
        partly = have.low != have.high and not way.counted
        return Move(way, units, way.weeks(units), cover if partly else None)

    def other(self, key: str) -> Move | None:
        """What a need that isn't a number costs."""
        if key.startswith(GONE):
            days = self.gone_in(key.removeprefix(GONE)) or 0
            way = Way(key, self.book.flags[key.removeprefix(GONE)].title, WAITING, (), "", "", self.book.flags[
                key.removeprefix(GONE)].place, effort_a_week=1)  # fmt: skip
            return Move(way, Fraction(0), Span(Fraction(days, 7), Fraction(days, 7)))
        cover = SYMPTOMS if key == SCREEN else OVERRIDES if key.startswith(ADMIT) else CLEARANCES
        if key in (LISTS, RECOVERED):           # of the days that pass each is looked at; until healed, nobody can say
            waits = self._waiting("injury" if key == RECOVERED else "")
            weeks = Span(Fraction(0), Fraction(0)) if key == LISTS else None
            return Move(waits, Fraction(0), weeks) if waits is not None else None
        found = self._cover(cover)
        return Move(found, Fraction(0), found.weeks(Fraction(0))) if found is not None else None

    def _waiting(self, what: str) -> Way | None:
        """The way in which what the lists say changes."""
        names = (name for name, each in self.book.measures.items()
                 if self.listed(each) and each.from_list.startswith(what))  # fmt: skip
        ways = (self.book.changing.by_measure[name] for name in names if name in self.book.changing.by_measure)
        return next((way for way in ways if way.through == WAITING), None)

    # ---- why not ----

    def _not(self, fact: str, why: str) -> tuple[Needs, ...]:
        self.why.setdefault(fact, why)
        return ()

    def _why_not(self, measure: Measure, known: Fact | None) -> str:
        way = self.book.changing.by_measure.get(measure.name)
        if self._no_kit(measure) and known is None:
            return "there is nothing to test it with"
        return way.because if way is not None else UNSAID

    def _no_kit(self, measure: Measure) -> bool:
        facts = (self.known.get(f"{KIT}{item}") for item in measure.test.get("kit", ()))
        return any(fact is None or fact.high < 1 for fact in facts)

    def _cover(self, what: str) -> Way | None:
        return self.book.changing.by_cover.get(what)


__all__ = ["CLEARED", "Move", "Reach"]
