"""What can be asked about: the names of a topic, and of what isn't there (`--not`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..decision.decide import OUTCOMES, Decision
from ..decision.trace import every_rule
from ..facts.answers import DAYS
from ..findings import BadInput, Finding, nearest
from ..logic import Ref, Sure, leaves
from ..model import Rulebook
from .node import Node
from .opening import Goal
from .proof import FALSE, TRUE
from .reasons import Reasons
from .said import Sayings
from .week_reasons import WeekReasons

CALLED = {
    "advance": "moving on",
    "regress": "going back",
    "hold": "staying",
    "place": "starting",
    "stop": "a stop",
    "train": "a day as planned",
    "reduce": "a smaller day",
    "recover": "a day to recover",
}
TODAY = ("train", "reduce", "recover")
WHOLE = {"outcome": "outcome", "today": "today", "dose": "dose", "level": "dose", "week": "week"}
KINDS = (  # as a finding lists them
    "a gate (G3), a line (G3.calf), a phase (eccentric), a tier (P1), an exercise (cg_sl_step), a rule (TC.pain), "
    "a red flag (RF_BSI), a measure (visa_a), a day (tue), today, dose, week"
)
ABSENT = "a phase (eccentric), a gate (G3), a line (G3.calf), a tier (P1), an exercise (cg_sl_step), advance, train"


class Topic(NamedTuple):
    """kind : outcome, today, dose, week, day, phase, tier, gate, line, flag, exercise, rule, measure"""

    kind: str
    name: str


def topic_of(text: str, decision: Decision) -> Topic:
    """What a name is about. Errors: BadInput, with the nearest name."""
    name = text.strip()
    for each in dict.fromkeys((name, name.lower(), name.upper())):
        found = _topic(each, decision)
        if found is not None:
            return found
    known = list(_names(decision))
    near = nearest(name, known) or nearest(name.lower(), known)
    raise BadInput(
        [
            Finding(
                "unknown-topic",
                f"Nothing that a decision can be asked about is called '{name[:80]}'.",
                seen=name[:80],
                expected=KINDS,
                nearest=near,
            )
        ]
    )


def _topic(name: str, decision: Decision) -> Topic | None:
    book = decision.book
    places: tuple[tuple[str, Iterable[str]], ...] = (
        ("day", DAYS),
        ("phase", [phase.id for phase in book.phases]),
        ("tier", [tier.id for tier in book.tiers]),
        ("gate", decision.gates),
        ("line", _lines(decision)),
        ("flag", book.flags),
        ("exercise", book.exercises),
        ("rule", [rule.id for rule in every_rule(book)]),
        ("measure", book.measures),
    )
    if name in WHOLE:
        return Topic(WHOLE[name], name)
    if name in OUTCOMES:
        return Topic("outcome", name)
    return next((Topic(kind, name) for kind, names in places if name in set(names)), None)


def _lines(decision: Decision) -> list[str]:
    return [line.line.id for gate in decision.gates.values() for line in gate.lines]


def _names(decision: Decision) -> Iterable[str]:
    book = decision.book
    yield from WHOLE
    yield from DAYS
    yield from (phase.id for phase in book.phases)
    yield from (tier.id for tier in book.tiers)
    yield from decision.gates
    yield from _lines(decision)
    yield from book.exercises
    yield from book.flags
    yield from (rule.id for rule in every_rule(book))
    yield from book.measures


def tree_of(topic: Topic, reasons: Reasons) -> Node:
    """The tree of a topic."""
    week, name = WeekReasons(reasons), topic.name
    if topic.kind == "phase":
        return reasons.phase(name, whole=True)
    if topic.kind == "tier":
        return reasons.tier(name)
    if topic.kind == "exercise":
        return week.exercise(name)
    if topic.kind == "day":
        return week.day(name)
    if topic.kind == "measure":
        return reasons.measure(name)
    if topic.kind in ("gate", "line", "flag", "rule"):
        return reasons.rule(name)
    whole = {"today": reasons.today, "dose": week.dose, "week": week.week}
    return whole.get(topic.kind, reasons.outcome)()


# ---- what isn't there ----


def goal_of(text: str, decision: Decision) -> tuple[Topic, Goal]:
    """What would have to be concluded for something to be so. Errors: BadInput, with the nearest name."""
    name, book = text.strip(), decision.book
    if name in TODAY:
        return Topic("today", name), [("ready", TRUE), *_day(name)]
    topic = topic_of(name, decision)
    ready = [("ready", TRUE)]
    if name in OUTCOMES:
        return topic, [(f"outcome:{name}", TRUE)]
    if topic.kind == "phase":
        return topic, [*ready, (f"phase:{topic.name}", TRUE)]
    if topic.kind == "tier":
        return topic, [*ready, (f"tier:{topic.name}", TRUE)]
    if topic.kind == "exercise":
        return topic, [*ready, (book.exercises[topic.name].allowed, TRUE)]
    if topic.kind == "gate" and topic.name in book.gates:
        placing = decision.phase_before is None
        return topic, [(f"{topic.name}:place" if placing else topic.name, TRUE)]
    told = Sayings(decision).of(topic.name)
    if topic.kind in ("line", "rule", "flag") and told is not None and told.holds in book.conclusions:
        return topic, [(told.holds, TRUE)]
    known = [*TODAY, *OUTCOMES, *_names(decision)]
    raise BadInput(
        [
            Finding(
                "unknown-topic",
                f"'{name[:80]}' is nothing that could have been decided instead.",
                seen=name[:80],
                expected=ABSENT,
                nearest=nearest(name, known),
            )
        ]
    )


def before(topic: Topic, book: Rulebook) -> int:
    """The order of the phase from which one comes to a phase, a tier or an exercise; 0 for anything else."""
    exercise, tier = book.exercises.get(topic.name), book.tier(topic.name)
    if exercise is not None:
        tier = book.tier(exercise.tier)
    names = [topic.name, exercise.from_phase if exercise else "", tier.from_phase if tier else ""]
    return max((phase.order - 1 for phase in book.phases if phase.id in names), default=0)


def _day(name: str) -> list[tuple[str, str]]:
    if name == "recover":
        return [("today:recover", TRUE)]
    if name == "reduce":
        return [("today:reduce", TRUE), ("today:recover", FALSE)]
    return [("today:reduce", FALSE)]


def title_of(topic: Topic, book: Rulebook) -> str:
    """What a topic is called."""
    for things in (book.phases, book.tiers):
        for thing in things:
            if thing.id == topic.name:
                return thing.title
    if topic.name in book.exercises:
        return book.exercises[topic.name].name
    if topic.name in book.gates:
        return book.gates[topic.name].title
    return CALLED.get(topic.name, topic.name)


def behind(topic: Topic, reasons: Reasons) -> set[str] | None:
    """The conclusions that a topic rests on, however they came out; None for the whole decision."""
    if topic.kind == "outcome":
        return None
    book = reasons.book
    start = [name for name, each in book.conclusions.items() if topic.name in (each.rule, each.rule.partition(".")[2])]
    start += [name for name, each in book.conclusions.items() if topic.kind == "today" and each.kind == "today"]
    found: set[str] = set()
    while start:
        name = start.pop()
        if name not in found and name in book.conclusions:
            found.add(name)
            start += [leaf.name for leaf in leaves(book.conclusions[name].formula) if isinstance(leaf, (Ref, Sure))]
    return found
