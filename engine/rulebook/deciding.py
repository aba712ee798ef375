"""What the modules that build the decision share: where its conclusions go, and where an athlete stands."""

from __future__ import annotations

from ..logic import DECIDE, FALSE, KNOW, TRUE, Conclusion, Formula, Place, Sure
from ..model import Rulebook
from .language import Language


class Deciding:
    """A book whose rules have been read, and its conclusions of the decision as they are added."""

    def __init__(self, book: Rulebook, language: Language):
        self.book, self.language = book, language

    def add(
        self,
        name: str,
        rule: str,
        kind: str,
        formula: Formula,
        place: Place,
        say: str = "",
        source: tuple[str, ...] = (),
        hidden: bool = False,
    ) -> None:
        """One more conclusion that the decision draws."""
        self.language.add(Conclusion(name, rule, kind, formula, DECIDE, place, say, source, hidden))

    def known(self, name: str, formula: Formula, place: Place) -> None:
        """One that is drawn from facts alone, before the decision; it stays out of the trace."""
        self.language.add(Conclusion(name, name, "part", formula, KNOW, place, hidden=True))

    def at(self, order: int) -> Formula:
        """The athlete stands in that phase or later; phase 0 is nowhere yet."""
        phases = self.book.phases
        if order <= 0:
            return TRUE
        return Sure(f"position:{phases[order - 1].id}") if order <= len(phases) else FALSE
