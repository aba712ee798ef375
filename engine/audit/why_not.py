"""Why not: what stands against something, and which smallest sets of conditions would open it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..decision.decide import Decision
from .conditions import Condition, conditions_of
from .node import Node
from .opening import Goal, Opens, openings
from .proof import ALLOWS
from .reasons import Reasons
from .topics import Topic, before, goal_of, title_of, tree_of

CHOSEN = "exercise"


@dataclass(frozen=True)
class WhyNot:
    """What was asked for and isn't.

    already : it is so
    allowed : of an exercise, it may be done, and isn't in the week
    blocks  : what stands against it, as a tree
    ways    : the smallest sets of conditions, the smallest first; more: there may be others
    """

    topic: Topic
    title: str
    already: bool
    blocks: Node
    ways: tuple[tuple[Condition, ...], ...]
    more: bool
    allowed: bool = False

    @property
    def alone(self) -> list[Condition]:
        """The conditions of which each would do by itself."""
        return [way[0] for way in self.ways if len(way) == 1]

    def as_json(self) -> dict[str, Any]:
        return {
            "not": self.topic.name,
            "kind": self.topic.kind,
            "title": self.title,
            "already": self.already,
            "allowed": self.allowed,
            "alone": [condition.as_json() for condition in self.alone],
            "ways": [[condition.as_json() for condition in way] for way in self.ways],
            "more": self.more,
            "blocks": self.blocks.as_json(),
        }


def why_not(text: str, reasons: Reasons) -> WhyNot:
    """What stands against a phase, gate, line, tier, exercise, outcome or kind of day. Errors: BadInput."""
    decision = reasons.decision
    topic, goal = goal_of(text, decision)
    reached = already(decision, goal)
    found, more = ([], False) if reached else openings(decision, goal, before(topic, decision.book))
    passed_over = reached and _not_chosen(topic, reasons)
    title, ways = title_of(topic, decision.book), tuple(map(_words(decision), found))
    blocks = _blocks(topic, reasons)
    return WhyNot(topic, title, reached and not passed_over, blocks, ways, more, passed_over)


def already(decision: Decision, goal: Goal) -> bool:
    """Whether it is so."""
    return all(decision.truths.get(name) in ALLOWS[must] for name, must in goal)


def _not_chosen(topic: Topic, reasons: Reasons) -> bool:
    """An exercise that is allowed, and isn't in the week."""
    items = (item.exercise.id for session in reasons.plan.sessions for item in session.items)
    return topic.kind == CHOSEN and topic.name not in set(items)


def _blocks(topic: Topic, reasons: Reasons) -> Node:
    """What stands against it: of an outcome, of the phase that it would lead to."""
    decision = reasons.decision
    if topic.kind == "outcome" and topic.name == "advance" and decision.next_phase and decision.outcome != "stop":
        return reasons.phase(decision.next_phase)
    return tree_of(topic, reasons)


def _words(decision: Decision) -> Any:
    def words(opens: Opens) -> tuple[Condition, ...]:
        return tuple(conditions_of(decision, opens.ends))

    return words


def nearest_way(reasons: Reasons) -> Sequence[Condition]:
    """The smallest set of conditions for the next phase; () where nothing is near, or it is reached."""
    decision = reasons.decision
    if decision.next_phase is None or decision.outcome in ("stop", "advance"):
        return ()
    found, _ = openings(decision, goal_of(decision.next_phase, decision)[1])
    return conditions_of(decision, found[0].ends) if found else ()
