"""What if: the decision of a day made again with some facts otherwise, and what differs. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from ..facts.answers import GIVEN
from ..facts.values import show
from ..findings import BadInput, Finding
from ..interview.saving import as_text
from ..journal.facts import Document
from ..journal.missed import offer
from .applied import applied
from .differences import Difference, differences
from .settings import Setting, settings_of
from .subject import Subject

FILE = "the facts with what was set"


@dataclass(frozen=True)
class WhatIf:
    """A decision made again.

    settings : what was set, with what was known before
    then     : as it comes out
    notes    : what was set and doesn't count, and why
    """

    before: Subject
    then: Subject
    settings: tuple[tuple[Setting, str], ...]
    differs: tuple[Difference, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        said = self.then.made["decision"]
        return {
            "set": [{"name": each.name, "before": was, "value": each.value if each.value is not None else None,
                     "date": each.date.isoformat() if each.date else None} for each, was in self.settings],
            "decision": {key: said[key] for key in ("outcome", "phase", "tier", "summary")},
            "today": self.then.made["today"],
            "differs": [each.as_json() for each in self.differs],
            "notes": list(self.notes),
        }  # fmt: skip


def what_if(subject: Subject, told: Sequence[str], taken: Sequence[str]) -> WhatIf:
    """The decision again. told: NAME=VALUE@DATE; taken: names of facts as if not known. Errors: BadInput."""
    book = subject.opened.book
    settings = settings_of(told, taken, book)
    document = subject.document
    new = applied(document.data, settings, book)
    then = _decided(subject, Document(new, document.reads, document.warnings, document.log), settings)
    was = tuple((each, _was(subject, each)) for each in settings)
    found = tuple(differences(subject.made, then.made))
    return WhatIf(subject, then, was, found, tuple(_notes(then, settings)))


def _decided(subject: Subject, document: Document, settings: Iterable[Setting]) -> Subject:
    opened, day = subject.opened, Date.fromisoformat(str(document.data["as_of"]))
    try:
        decision, plan = opened.decide_text(as_text(document.data), FILE, day, document.log)
    except BadInput as error:
        raise BadInput([_told(finding, settings) for finding in error.findings]) from error
    decision.warnings += document.warnings
    if subject.recorded is not None:
        plan.notes += offer(document.log, day, plan, decision)
    return Subject(opened, document, decision, plan, None, subject.version)


def _told(finding: Finding, settings: Iterable[Setting]) -> Finding:
    """A mistake by the option that made it; by its path in the facts where none of them did."""
    path = finding.path.replace("[", ".").replace("]", "")
    fits = [each for each in settings if f"{path}.".startswith(f"{'.'.join(each.path)}.")]
    fits += [each for each in settings if ".".join(each.path).startswith(path)] if path else []
    where = fits[0].text if fits else ""
    return Finding(finding.code, finding.say, where, path=finding.path, seen=finding.seen, expected=finding.expected,
                   nearest=finding.nearest)  # fmt: skip


def _was(subject: Subject, setting: Setting) -> str:
    """What was known before, in words; "" of what is no measure."""
    if setting.measure is None:
        kit = subject.decision.facts.known.get(f"kit.{setting.path[-1]}")
        if setting.path[0] == "equipment" and kit is not None:
            return kit.text
        node: Any = subject.document.data
        for step in setting.path:
            node = node.get(step) if isinstance(node, Mapping) else None
        return "" if node is None or isinstance(node, dict) else in_words(node)
    wording = subject.decision.wording
    facts = setting.measure.facts()
    named = [fact for fact in facts if fact.endswith(f".{setting.path[-1]}")] or facts
    return ", ".join(dict.fromkeys(wording.value(setting.measure, fact) for fact in named))


def in_words(value: object) -> str:
    """A value of a facts file on one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(in_words, value)) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{key} {in_words(item)}" for key, item in value.items())
    return str(value)


def _notes(then: Subject, settings: Iterable[Setting]) -> Iterator[str]:
    """Of what was set, that something else decides the fact; of what was taken away, that it is known all the same."""
    facts, answers = then.decision.facts, then.decision.facts.answers.answers
    for setting in settings:
        measure = setting.measure
        if measure is None:
            continue
        side = setting.path[len(measure.at) :]
        for fact in measure.facts():
            if side and side[0] != "both" and not fact.endswith(f".{side[0]}"):
                continue
            known, own = facts.known.get(fact), answers.get((measure.name, fact.partition(".")[2]))
            if setting.value is None and known is not None:
                yield f"{setting.name} is known all the same: {known.text}{_from(known.path)}."
            elif setting.value is not None and own is not None and own.status == GIVEN:
                told = show(measure, own.low, own.high)
                if known is None:
                    yield f"{setting.name}: {told} does not count: {facts.unknown.get(fact, 'not known')}."
                elif (known.low, known.high) != (own.low, own.high):
                    yield f"{setting.name}: {told} counts as {known.text}{_from(known.path)}."


def _from(path: str) -> str:
    return f", by {path}" if path else ""
