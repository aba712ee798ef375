"""The page for a screen reader: the same page, one fact a line, nothing wrapped, no columns, bullets or brackets.

plain_page(decision, plan)  ->  text, ending in a newline
"""

from __future__ import annotations

from collections.abc import Iterable

from ..decision.decide import Decision
from ..decision.roadmap import HERE, roadmap
from ..plan.sessions import Plan
from .text import Page


def plain_page(decision: Decision, plan: Plan, coach: bool = False) -> str:
    """The whole page, a fact a line; `coach` adds ids."""
    return Plain(decision, plan, 0, coach).whole()


class Plain(Page):
    """A page whose paragraphs are lines, however long: what reads it aloud finds its own breaks."""

    def whole(self) -> str:
        return "".join(f"{line}\n" for line in super().whole().splitlines() if line)

    def say(self, text: str, indent: int = 0, hang: int | None = None) -> None:
        self.lines.append(" ".join(text.removeprefix("- ").split()))

    def facts(self, facts: Iterable[str], between: str, indent: int = 0, hang: int | None = None) -> None:
        for fact in facts:
            if fact:
                self.say(f"{fact[:1].upper()}{fact[1:]}".rstrip("."))

    def title(self, text: str) -> None:
        self.say(text if ":" in text else f"{text}:")

    def mark(self, status: str) -> str:
        return f", {status}"

    def road(self) -> str:
        here = {each.phase.id for each in roadmap(self.decision) if each.where == HERE}
        phases = self.book.phases
        return ", then ".join(f"{each.short} (you are here)" if each.id in here else each.short for each in phases)
