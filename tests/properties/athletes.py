"""Random athletes: someone for whom everything passes, changed in a few places, close to where the rulebook cuts.

An athlete is a base of rules/cases/bases.yaml and a list of changes to its facts file, so that a failing example reads
as what is different about them. The builder is driven by dice: hypothesis's, which shrink, or a seeded generator's.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from random import Random
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from surefoot.engine import document
from surefoot.engine.cases import _over
from surefoot.engine.decision.decide import Decision, decide
from surefoot.engine.facts.answers import Answers
from surefoot.engine.facts.derive import derive
from surefoot.engine.facts.known import Facts
from surefoot.engine.facts.reading import read_facts
from surefoot.engine.facts.sections import is_symptom
from surefoot.engine.facts.validity import direction
from surefoot.engine.facts.values import plain
from surefoot.engine.findings import render
from surefoot.engine.logic import AtLeast, Below, leaves, measure_of
from surefoot.engine.model import Flag, Line, Measure, Rulebook
from surefoot.engine.plan.sessions import Plan, make_plan
from surefoot.engine.rulebook.files import SHIPPED, case_texts
from surefoot.engine.rulebook.load import load

T = TypeVar("T")
Path = tuple[str, ...]
Change = tuple[Path, Any]
REMOVE = "(nothing said)"  # takes a key out of the facts file
BASES = ("rules/cases/bases.yaml", "rules/cases/bases_jumping.yaml")
FIT = "woman_plyometric"  # of whom everything is known that the later gates ask
SIDES = ("left", "right")
# A yes or no has no direction in the model; of these a yes is better.
BETTER_YES = ("single_leg_history", "clean_history", "goblet_squat_pain_free")
SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")
NOW = 0  # days before as_of


@cache
def book() -> Rulebook:
    """The shipped rulebook."""
    return load()


@cache
def bases() -> dict[str, dict[str, Any]]:
    """The fit people of the cases: facts files by name, and one who has done nothing yet. Whoever was written down for
    the earlier gates has passed the later ones' tests too, as the fittest has."""
    found: dict[str, dict[str, Any]] = {}
    for file in BASES:
        value, findings = document.read(case_texts(SHIPPED)[file], file)
        assert value is not None, findings
        found |= value.get("bases").plain()  # type: ignore[union-attr]
    for name in [name for name, facts in found.items() if "from" in facts]:
        found[name] = _based(name, found)
    for facts in found.values():
        for section in ("measures", "log", "running", "injuries", "races"):
            _fill(facts, section, found[FIT].get(section))
    return found


def _based(name: str, found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    own = dict(found[name])
    below = own.pop("from", None)
    return _over(_based(below, found), own) if below else own


def _fill(facts: dict[str, Any], section: str, fit: Any) -> None:
    """What a facts file says nothing of is as the fittest says."""
    if isinstance(fit, dict):
        facts[section] = {**fit, **facts.get(section, {})}
    elif fit is not None:
        facts.setdefault(section, fit)


# ---- an athlete -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Athlete:
    """A base and what is different; later changes win."""

    base: str
    changes: tuple[Change, ...] = field(default=())

    def __repr__(self) -> str:
        said = [f"{'.'.join(path)}: {json.dumps(value)}" for path, value in self.changes]
        return f"Athlete({self.base}; {'; '.join(said) or 'as is'})"

    def but(self, *changes: Change) -> Athlete:
        return replace(self, changes=(*self.changes, *changes))

    def facts_file(self) -> dict[str, Any]:
        """The facts file, as plain data."""
        whole: dict[str, Any] = json.loads(json.dumps(bases()[self.base]))
        for path, value in self.changes:
            _put(whole, path, value)
        return whole

    def said(self, path: Path) -> Any:
        """What the facts file holds at a path; None where nothing stands."""
        node: Any = self.facts_file()
        for key in path:
            node = node.get(key) if isinstance(node, dict) else None
        return node


def _put(whole: dict[str, Any], path: Path, value: Any) -> None:
    """Puts a value at a path; nothing happens below something that isn't a mapping (`position: none`)."""
    nodes: list[Any] = [whole]
    for key in path[:-1]:
        nodes.append(nodes[-1].get(key, {}) if value == REMOVE else nodes[-1].setdefault(key, {}))
        if not isinstance(nodes[-1], dict):
            return
    if value != REMOVE:
        nodes[-1][path[-1]] = value
        return
    for node, key in zip(reversed(nodes), reversed(path), strict=False):  # what is left empty goes too
        node.pop(key, None)
        if node:
            return


def answers_of(athlete: Athlete) -> Answers:
    """The athlete's answers. The builder makes facts files that are right: a finding is a mistake of the tests."""
    return _answers(json.dumps(athlete.facts_file()))


def facts_of(athlete: Athlete) -> Facts:
    return _facts(json.dumps(athlete.facts_file()))


@lru_cache(maxsize=8)  # whoever changes an athlete asks about the same one again and again
def _answers(text: str) -> Answers:
    answers, findings = read_facts(text, "athlete.json", book(), datetime.date.min)
    assert answers is not None, f"{text}\n{render(findings, {'athlete.json': text})}"
    return answers


@lru_cache(maxsize=8)
def _facts(text: str) -> Facts:
    return derive(_answers(text), book())


# ---- what is decided about one --------------------------------------------------------------------------------------


class Unasked:
    """Stands in for the engine where only the reference evaluator is to decide; the two are compared elsewhere."""

    def conclude(self, facts: object, forced: object = None) -> tuple[dict[str, bool | None], list[Any]]:
        return {}, []


DAYS = ("stop", "recover", "reduce", "train")  # the least first
STATUSES = ("closed", "undetermined", "open")
STEPS = ("less", "same", "more")  # of the next session
OUTCOMES = ("stop", "unscreened", "regress", "hold", "advance")  # place stands beside hold and advance


@dataclass(frozen=True)
class Seen:
    """One decision, in what can be compared: more is more earned.

    phase : the order of the phase to train in; 0 where there is nothing to train (a stop, or the screen isn't passed:
            then the contract has the phase stay as it was, with an empty plan, which earns nobody anything)
    sets  : sets by session and slot
    share : of the sets, in per cent, after today's reductions
    """

    athlete: Athlete
    decision: Decision = field(repr=False)
    plan: Plan = field(repr=False)

    @property
    def outcome(self) -> str:
        unscreened = self.decision.outcome == "hold" and not self.decision.true("ready")
        return "unscreened" if unscreened else self.decision.outcome

    @property
    def rank(self) -> int:
        return OUTCOMES.index("hold" if self.outcome == "place" else self.outcome)

    @property
    def phase(self) -> int:
        if self.outcome in ("stop", "unscreened"):
            return 0
        return next((each.order for each in book().phases if each.id == self.decision.phase), 0)

    @property
    def day(self) -> int:
        return DAYS.index(self.decision.today)

    @property
    def tier(self) -> int:
        """The order of the tier of jumping that may be trained; 0 for none."""
        tier = book().tier(self.decision.tier or "")
        return tier.order if tier and self.phase else 0

    @property
    def step(self) -> int:
        """How much the next session may do; nothing where nothing may be trained."""
        return STEPS.index(self.decision.progression[0]) if self.phase else 0

    @property
    def contacts(self) -> dict[tuple[str, ...], int]:
        """Foot contacts by session, slot and exercise (of a lower tier there may be more); of a plan that the minutes
        haven't shortened."""
        return {
            (session.id, item.slot, item.exercise.id): item.dose.contacts
            for session in self.plan.sessions
            for item in session.items
            if item.dose.contacts is not None and item.slot not in session.shortened
        }

    @property
    def gates(self) -> dict[str, int]:
        """How far each gate is open. Readiness and time off stand among the gates too, but are not asked to last."""
        return {name: STATUSES.index(self.decision.gates[name].status) for name in book().gates}

    @property
    def lost(self) -> frozenset[str]:
        return frozenset(name for name in book().gates if self.decision.gates[name].lost)

    @property
    def allowed(self) -> frozenset[str]:
        """The exercises that may be done; none where nothing may be trained."""
        if not self.phase:
            return frozenset()
        return frozenset(each.id for each in book().exercises.values() if self.decision.true(each.allowed))

    @property
    def sets(self) -> dict[tuple[str, ...], int]:
        return {
            (session.id, item.slot): item.dose.sets
            for session in self.plan.sessions
            for item in session.items
            if item.dose.contacts is None and item.slot not in session.shortened
        }

    @property
    def share(self) -> int:
        return min(
            (
                int(each.rule.data["to"])
                for each in self.plan.reductions
                if each.bites and each.rule.data.get("axis") == "sets"
            ),
            default=100,
        )


def see(athlete: Athlete, engine: Any = None) -> Seen:
    """What is decided about an athlete; by the reference evaluator alone unless an engine is given."""
    decision = decide(facts_of(athlete), book(), engine or Unasked())
    return Seen(athlete, decision, make_plan(decision))


def more_than(one: Seen, other: Seen) -> list[str]:
    """In what `one` has earned more than `other`; empty when in nothing."""
    found = []
    for name in ("rank", "phase", "day", "tier", "step"):
        first, second = getattr(one, name), getattr(other, name)
        if first > second and not (name == "step" and one.phase != other.phase):
            found.append(
                f"{name}: {first}, not {second} ({one.outcome} {one.decision.phase} {one.decision.today}; "
                f"{other.outcome} {other.decision.phase} {other.decision.today})"
            )
    for gate, status in one.gates.items():
        if status > other.gates[gate]:
            found.append(f"{gate} is {STATUSES[status]}, not {STATUSES[other.gates[gate]]}")
    if other.lost - one.lost:
        found.append(f"no longer lost: {sorted(other.lost - one.lost)}")
    if one.allowed - other.allowed:
        found.append(f"allowed now: {sorted(one.allowed - other.allowed)}")
    if one.phase == other.phase:
        if one.share > other.share and one.phase:
            found.append(f"{one.share} % of the sets, not {other.share} %")
        for what, mine, theirs in (("sets", one.sets, other.sets), ("contacts", one.contacts, other.contacts)):
            found += [
                f"{slot}: {count} {what}, not {theirs[slot]}"
                for slot, count in mine.items()
                if slot in theirs and count > theirs[slot]
            ]
    return found


# ---- what the rulebook cuts -----------------------------------------------------------------------------------------


@cache
def cuts() -> dict[str, tuple[int, ...]]:
    """The values, in steps, at which some rule changes its mind about a measure."""
    found: dict[str, set[int]] = {}
    for conclusion in book().conclusions.values():
        for leaf in leaves(conclusion.formula):
            if not isinstance(leaf, (AtLeast, Below)) or leaf.fact.endswith((".ratio", ".difference")):
                continue
            name, table = measure_of(leaf.fact), leaf.fact.partition("~")[2]
            if table:
                rows = book().tables[table].rows
                found.setdefault(name, set()).update(leaf.cut + cut for _, values in rows for cut in values.values())
                found.setdefault(book().tables[table].by, set()).update(up_to + 1 for up_to, _ in rows if up_to)
            elif name in book().measures:
                found.setdefault(name, set()).add(leaf.cut)
    return {name: tuple(sorted(each)) for name, each in sorted(found.items())}


@cache
def groups() -> dict[str, tuple[Measure, ...]]:
    """The measures that something reads, by what they are for."""
    read = [measure for measure in book().measures.values() if measure.name in cuts() and measure.at[0] != "pain"]
    tested = {ask.measure for gate in book().gates.values() for line in gate.lines for ask in line.asks}
    today = {measure_of(name.partition(":")[0]) for name in readiness()}
    found = {
        "tests": [each for each in read if each.name in tested],
        "today": [each for each in read if each.name in today],
        "account": [each for each in read if each.at[0] in ("history", "profile")],
        "position": [each for each in read if each.at[0] == "position" and each.name != "position"],
        "symptoms": [each for each in read if is_symptom(each)],
    }
    placed = {each.name for group in found.values() for each in group} | {"position"}
    found["others"] = [each for each in read if each.name not in placed]
    return {name: tuple(each) for name, each in found.items() if each}


@cache
def readiness() -> tuple[str, ...]:
    """The measures that today's rules read: how the body is, never what it can do."""
    return tuple(dict.fromkeys(ask.measure for rule in book().today for ask in rule.asks))


def better(measure: Measure) -> str:
    """higher, lower, or context for neither."""
    return "higher" if measure.name in BETTER_YES else direction(measure) if measure.name != "position" else "context"


def best(measure: Measure) -> int:
    return measure.high if better(measure) == "higher" else measure.low


def worst(measure: Measure) -> int:
    return measure.low if better(measure) == "higher" else measure.high


def places(measure: Measure) -> tuple[Path, ...]:
    """Where a facts file holds the answers to a measure: one place, or one for each side."""
    return tuple((*measure.at, side) for side in SIDES) if measure.sides else (measure.at,)


def written(measure: Measure, steps: int, days: int = NOW, more: bool = False) -> Any:
    """A value as a facts file has it, from so many days ago; `more` for "at least"."""
    text = plain(measure, steps) + ("+" if more and measure.kind == "number" else "")
    return text if not days else {"value": text, "date": day(days)}


def day(before: int) -> str:
    """A date so many days before the one that all bases are decided for."""
    as_of = datetime.date.fromisoformat(str(next(iter(bases().values()))["as_of"]))
    return str(as_of - datetime.timedelta(days=before))


# ---- the dice -------------------------------------------------------------------------------------------------------


class Dice(Protocol):
    def whole(self, low: int, high: int) -> int: ...

    def pick(self, items: Sequence[T]) -> T: ...

    def chance(self, per_cent: int) -> bool: ...


class Seeded:
    """Dice that fall the same way for the same seed."""

    def __init__(self, seed: int):
        self.random = Random(seed)

    def whole(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def pick(self, items: Sequence[T]) -> T:
        return self.random.choice(items)

    def chance(self, per_cent: int) -> bool:
        return self.random.randrange(100) < per_cent


class Drawn:
    """Hypothesis's dice. What is simplest comes first, and a chance that isn't taken is simpler."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]):
        self.draw = draw

    def whole(self, low: int, high: int) -> int:
        return int(self.draw(_integers(low, high)))

    def pick(self, items: Sequence[T]) -> T:
        return items[self.whole(0, len(items) - 1)]

    def chance(self, per_cent: int) -> bool:
        return self.whole(1, 100) > 100 - per_cent


@cache
def _integers(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)


def dice() -> st.SearchStrategy[Dice]:
    """Dice for what can't be drawn beforehand."""
    return st.composite(lambda draw: Drawn(draw))()


@st.composite
def athletes(draw: Any, **limits: bool) -> Athlete:
    """Any athlete; `limits` are those of `build`."""
    return build(Drawn(draw), **limits)


# ---- building -------------------------------------------------------------------------------------------------------

WEIGHTS = (("tests", 9), ("today", 4), ("account", 4), ("position", 4), ("others", 3), ("symptoms", 1))
NUMBERS = (0, 1, 1, 1, 2, 2, 3, 4, 6)  # of changed measures
YEAR = 366


def build(dice: Dice, overrides: bool = True, flags: bool = True, placed: bool | None = None) -> Athlete:
    """One athlete.

    overrides : a coach may have admitted or held a line
    flags     : red flags may be answered one by one, be in force, latched or cleared
    placed    : True for those who stand in a phase, False for those to be placed, None for either
    """
    athlete = _somebody(dice, placed)
    changes: list[Change] = []
    if dice.chance(12):  # the bases have trained for less than that
        changes.append((book().measures["strength_weeks"].at, "26"))
    for _ in range(dice.pick(NUMBERS)):
        names = [name for name, weight in WEIGHTS if name in groups() for _ in range(weight)]
        changes += _measure(dice, dice.pick(groups()[dice.pick(names)]))
    if dice.chance(20):  # back after a while
        changes.append((book().measures["days_off"].at, str(dice.pick((15, 20, *cuts()["days_off"])))))
    if dice.chance(25):
        changes += _body(dice)
    if dice.chance(20):
        changes += _pain(dice)
    if dice.chance(15):
        changes += _kit(dice)
    if flags and dice.chance(25):
        changes += _flags(dice)
    if overrides and dice.chance(12):
        changes.append((("overrides",), [_override(dice) for _ in range(dice.whole(1, 2))]))
    return athlete.but(*changes)


def _somebody(dice: Dice, placed: bool | None) -> Athlete:
    names = [name for name, facts in bases().items() if placed is None or (facts["position"] != "none") == placed]
    if not names or (placed is False and dice.chance(70)):
        return Athlete(dice.pick(list(bases()))).but((("position",), "none"))
    athlete = Athlete(dice.pick(names))
    if athlete.said(("position",)) == "none":
        return athlete
    if placed is None and dice.chance(12):
        return athlete.but((("position",), "none"))
    if dice.chance(30):
        phases = [phase.id for phase in book().phases]
        later = phases[-2:] * 2  # fewer of the bases stand there
        return athlete.but((("position", "phase"), dice.pick([*phases, *later])))
    return athlete


def _measure(dice: Dice, measure: Measure) -> Iterable[Change]:
    """A measure that is different: near a cut, at an end, unknown, on one side only, "15+", or out of date."""
    sides = places(measure)
    if len(sides) == len(SIDES) and dice.chance(60):
        sides = (dice.pick(sides),)
    kind = dice.pick(("near", "near", "near", "near", "near", "plus", "old", "old", "anywhere", "unknown", "nothing"))
    if kind == "unknown":
        return [(path, "unknown") for path in sides]
    if kind == "nothing":
        return [(path, REMOVE) for path in sides]
    steps = _steps(dice, measure, kind == "anywhere")
    days = _old(dice, measure) if kind == "old" else NOW
    return [(path, written(measure, steps, days, kind == "plus")) for path in sides]


def _steps(dice: Dice, measure: Measure, anywhere: bool = False) -> int:
    if anywhere or not cuts().get(measure.name):
        return dice.pick((measure.low, measure.high, dice.whole(measure.low, measure.high)))
    steps = dice.pick(cuts()[measure.name]) + dice.pick((0, -1, 1, -2))
    return min(max(steps, measure.low), measure.high)


def _old(dice: Dice, measure: Measure) -> int:
    """Days: on the last day on which it counts, the day after, or long past."""
    days = book().validity.get(measure.valid, {}).get("days")
    return dice.pick((days, days + 1, days + YEAR)) if isinstance(days, int) else dice.whole(0, YEAR)


def _body(dice: Dice) -> Iterable[Change]:
    """Another age, sex or history of training, a tendon that was sore, a birth: other norms, levels and lines apply."""
    found: list[Change] = []
    for asked, then in (("tendon_history", "visa_a"), ("birth_history", "weeks_postpartum")):
        if dice.chance(25):
            found += [(book().measures[asked].at, "yes"), *_measure(dice, book().measures[then])]
    for asked, often in (("age_years", 60), ("strength_weeks", 30)):
        if dice.chance(often):
            found += _measure(dice, book().measures[asked])
    if dice.chance(40):
        found.append((("profile", "sex"), dice.pick((*book().measures["sex"].words, "unknown"))))
    return found


def _pain(dice: Dice) -> Iterable[Change]:
    if dice.chance(15):
        return [(("pain",), REMOVE)]
    found = []
    for _ in range(dice.whole(1, 3)):
        site = dice.pick(list(book().sites))
        entry: dict[str, Any] = {
            "site": site,
            "during": dice.pick((0, 2, 3, 5, 6, 10)),
            "side": dice.pick((*SIDES, "both")),
        }
        if dice.chance(40):
            entry["next_morning"] = dice.pick((0, 1, 3))
        if dice.chance(20):
            entry["date"] = day(dice.whole(1, 3))
        if dice.chance(10):
            entry["during"] = "unknown"
        found.append(entry)
    return [(("pain",), found)]


def _kit(dice: Dice) -> Iterable[Change]:
    items = list(book().equipment)
    found: list[Change] = [
        (
            ("equipment",),
            dice.pick(("none", [dice.pick(items)], items, dict.fromkeys([dice.pick(items), dice.pick(items)], "no"))),
        )
    ]
    if dice.chance(50):
        found.append((("week",), {"session_minutes": dice.pick((15, 25, 40, 60))}))
    return found


def _flags(dice: Dice) -> Iterable[Change]:
    """Red flags answered one by one; one of them is in force, latched, out of date, not known, or cleared."""
    flags = book().flags
    said: dict[str, Any] = dict.fromkeys(flags, "no")
    flag = flags[dice.pick(list(flags))]
    kind = dice.pick(("no", "yes", "unknown", "nothing", "latched", "latched", "old"))
    ago = dice.pick((0, 3, 6, 7, 8, 30))
    if kind == "nothing":
        del said[flag.id]
    elif kind == "latched":
        answer = dice.pick(("no", "no", "no", "yes", "unknown"))
        said[flag.id] = {"answer": answer, "last_yes": day(ago + dice.pick((0, 1, 7, 40))), "date": day(min(ago, 7))}
    elif kind == "old":
        said[flag.id] = {"answer": "no", "date": day(dice.pick((7, 8, 30)))}
    else:
        said[flag.id] = kind
    found: list[Change] = [(("red_flags",), said)]
    if dice.chance(60):
        found.append((("clearances",), [_clearance(dice, flag)]))
    return found


def _clearance(dice: Dice, flag: Flag) -> dict[str, Any]:
    phases = [phase.id for phase in book().phases]
    date = dice.pick((0, 1, 5, 20))
    found = {
        "for": flag.id,
        "by": "doctor",
        "date": day(date),
        "allows": dice.pick(("all", "all", phases[:1], phases[:2], phases[:3], phases[:4])),
    }
    if dice.chance(40):
        found["until"] = day(min(date, dice.pick((0, 1, -30))))
    return found


def _override(dice: Dice) -> dict[str, Any]:
    line = dice.pick([line for line in lines() if line.gate != "G0"])
    decision = dice.pick(("admit", "hold")) if line.admit else "hold"
    date = dice.pick((0, 5, 30))
    return {
        "line": line.id,
        "decision": decision,
        "by": "coach",
        "reason": "seen in training",
        "date": day(date),
        "until": day(date - dice.pick((1, 20, 42))),
    }


def lines() -> list[Line]:
    return [line for gate in book().gates.values() for line in gate.lines]


def tally(items: Iterable[tuple[str, str]]) -> Mapping[str, dict[str, int]]:
    """How often each thing of each sort was seen."""
    found: dict[str, dict[str, int]] = {}
    for sort, what in items:
        counts = found.setdefault(sort, {})
        counts[what] = counts.get(what, 0) + 1
    return found
