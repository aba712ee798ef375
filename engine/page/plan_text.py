"""The week and its sessions as text: seven days on a strip, a row for each exercise, why it is less than usual."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from ..decision.decide import Decision
from ..model import Rulebook
from ..plan.sessions import Plan, Session
from . import rows


class Paper(Protocol):
    """What is written on: a page that wraps paragraphs."""

    decision: Decision
    plan: Plan
    book: Rulebook
    lines: list[str]
    coach: bool

    def say(self, text: str, indent: int = 0, hang: int | None = None) -> None: ...

    def facts(self, facts: Iterable[str], between: str, indent: int = 0, hang: int | None = None) -> None: ...

    def title(self, text: str) -> None: ...

    def mark(self, status: str) -> str: ...

    def id_(self, name: str) -> str: ...


class PlanText:
    """The plan's part of a page."""

    def __init__(self, page: Paper):
        self.page, self.plan, self.decision, self.book = page, page.plan, page.decision, page.book
        self.rows = rows.Rows(page.decision, page.coach)

    def tell(self) -> None:
        """All of it: one sentence where there is nothing to train."""
        self._week()
        for session in self.plan.sessions:
            self._session(session)
        self._smaller()

    # ---- the week ----

    def _week(self) -> None:
        say = self.page.say
        if not self.plan.sessions:
            for note in self.plan.notes:
                say(note)
            return
        self.page.title(rows.week_title(self.plan))
        days = rows.strip(self.plan, self.decision)
        for day in days:
            say(f"{day.name}  {day.text}", 0, 5)
        for session in self.plan.sessions if not days else ():
            say(f"{rows.named(session)}, {session.minutes} min: {session.title}")
        self._where()
        for reason in self.plan.fewer:
            say(f"- {reason.say}{self.page.id_(reason.rule)}", 0, 2)
        for note in self.plan.notes:
            say(note)
        missed = self.book.session.get("missed")
        if missed:
            say(f"Missed one? {missed}")
        if self.plan.idea is not None:
            say(f"This week's idea: {str(self.plan.idea['title']).rstrip('.')}. {self.plan.idea['say']}")

    def _where(self) -> None:
        """Why each session stands where it stands, what gave way for it, and what never does."""
        say = self.page.say
        for reason in rows.reasons(self.plan).values():
            say(f"- {reason}", 0, 2)
        broken = rows.gave_way(self.plan)
        if broken:
            say("Not all of it fits. What gave way:")
        for rule, text in broken:
            say(f"- {text}{self.page.id_(rule)}", 0, 2)
        kept = rows.never(self.plan)
        if kept:
            say(kept)

    # ---- sessions ----

    def _session(self, session: Session) -> None:
        say = self.page.say
        self.page.title(rows.heading(session))
        say(f"Warm-up: {session.warm_up}")
        if session.how:
            say(session.how)
        for row in self.rows.of(session):
            self.page.lines.append("")
            say(f"{row.number}. {row.slot}: {row.name}{self.page.id_(row.exercise)}", 0, 3)
            for facts, between in row.facts():
                self.page.facts(facts, between, 3, 3 if facts == row.amounts else 5)
        missing = rows.what_is_missing(session)
        if missing:
            self.page.lines.append("")
        for line in missing:
            say(line, 0, 2 if line.startswith("- ") else 0)

    def _smaller(self) -> None:
        reasons = rows.smaller(self.plan) if self.plan.sessions else []
        if reasons:
            self.page.title("Why it is less than usual")
        for rule, text in reasons:
            self.page.say(f"- {text}{self.page.id_(rule)}", 0, 2)
