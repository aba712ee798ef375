"""What the commands do, without a terminal: a rulebook opened, facts read, a decision made.

Pure but for reading the files it is given; the clock is read above, in the command line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path

from .decision.decide import Decision, decide
from .derivations.model import Entry
from .facts.answers import Answers
from .facts.derive import derive
from .facts.reading import read_facts
from .findings import BadInput, Finding, is_error
from .infer.durable import Engine
from .model import Rulebook
from .plan.sessions import Plan, make_plan
from .rulebook.cache import open_rulebook


@dataclass
class Surefoot:
    """One rulebook, ready to decide. Close it when it is dropped."""

    book: Rulebook
    engine: Engine

    def close(self) -> None:
        self.engine.close()

    def decide_text(
        self, text: str, file: str, today: Date, entries: Iterable[Entry] = ()
    ) -> tuple[Decision, Plan]:
        """The decision and plan for a facts file's text.

        today   : the day that counts when the file names none
        entries : the athlete's log, from which weights and what was done last time come
        Errors: BadInput with every finding; Fault when the two readers differ.
        """
        answers, findings = read_facts(text, file, self.book, today)
        if answers is None:
            raise BadInput(finding for finding in findings if is_error(finding))
        return self.decide_answers(answers, [finding for finding in findings if not is_error(finding)], entries)

    def decide_answers(
        self, answers: Answers, warnings: list[Finding] | None = None, entries: Iterable[Entry] = ()
    ) -> tuple[Decision, Plan]:
        """The decision and plan for answers that have been read."""
        facts = derive(answers, self.book)
        decision = decide(facts, self.book, self.engine)
        decision.warnings += [finding.say for finding in warnings or ()]
        found = list(entries)
        if not found:
            return decision, make_plan(decision)
        from .derivations.log import Log  # a facts file has none, and doesn't wait for it

        return decision, make_plan(decision, Log(found, self.book, answers.as_of))


def open_surefoot(root: Path | None = None, cache: Path | None = None) -> Surefoot:
    """The rulebook below a folder (the shipped one when None) with its engine.

    cache : a folder for the compiled form, or None for none
    Errors: BadRulebook with every finding; EngineMissing when durable-rules can't be imported.
    """
    book, compiled = open_rulebook(root, cache)
    return Surefoot(book, Engine(book.conclusions, compiled))
