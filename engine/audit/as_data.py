"""What the audit of one decision says, as one JSON object."""

from __future__ import annotations

from typing import Any

from .fired import as_data, firings
from .node import Node
from .reasons import Reasons
from .subject import Subject
from .topics import Topic, behind
from .why_not import WhyNot, nearest_way


def subject_data(subject: Subject) -> dict[str, Any]:
    """Which decision it is about."""
    answers = subject.decision.facts.answers
    return {
        "surefoot": subject.version,
        "rulebook": subject.opened.book.digest,
        "athlete": answers.athlete,
        "as_of": answers.as_of.isoformat(),
        "decision": subject.recorded.id if subject.recorded is not None else None,
        "file": answers.file if subject.recorded is None else None,
        "same": subject.same,
    }


def why_data(reasons: Reasons, topic: Topic, absent: WhyNot | None, tree: Node, every: bool = False) -> dict[str, Any]:
    """The tree of a topic; with `absent` what stands against it. `every`: all that fired too."""
    data = subject_data(reasons.subject) | {"topic": {"kind": topic.kind, "name": topic.name}}
    if absent is not None:
        data |= absent.as_json()
    else:
        data["tree"] = tree.as_json()
    if topic.kind == "outcome" and absent is None:
        data["nearest_way"] = [condition.as_json() for condition in nearest_way(reasons)]
        data["rests_on"] = [node.as_json() for node in reasons.rests_on()]
    if every:
        data["fired"] = as_data(firings(reasons.decision, behind(topic, reasons)))
    return data
