"""What gates and rules read: whether a measure applies, criteria, red flags and contraindications, into the model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..logic import All, AnyOf, Ask, AtLeast, Below, Formula, Not, Ref
from ..model import Criterion, Flag, Rule, Rulebook
from .applies import applicable, effective
from .fields import flag, names_in, text, whole
from .language import Language
from .names import Entry, Names


class Criteria:
    """Reads them into the book. `conclude` takes each conclusion."""

    def __init__(self, names: Names, book: Rulebook, language: Language, conclude: Callable[..., None]):
        self.names, self.book, self.language, self.conclude = names, book, language, conclude

    def read(self) -> None:
        """All of them; whether measures apply first, since every comparison asks for it."""
        self._applicability()
        for entry in self.names["criteria"].values():
            self._criterion(entry)
        for entry in self.names["red_flags"].values():
            self._flag(entry)
        for entry in self.names["contraindications"].values():
            self._contraindication(entry)

    def _applicability(self) -> None:
        conditional = [
            entry for entry in self.names["measures"].values() if entry.value.get("applies_when") is not None
        ]
        for entry in conditional:
            self.book.measures[entry.name] = replace(self.book.measures[entry.name], applies=f"applies:{entry.name}")
        for entry in conditional:
            name, when = f"applies:{entry.name}", entry.value.get("applies_when")
            formula, _ = self.language.condition(when, name)
            self.conclude(
                name, entry.name, "applies", applicable(formula, self.book), when.place if when else entry.place
            )

    def _criterion(self, entry: Entry) -> None:
        name, value, place = entry.name, entry.value, entry.place
        measure = self.book.measures.get(name)
        if measure is None:
            return
        passes, pass_asks = self.language.condition(value.get("pass"), name, about=name, good=True)
        fails, fail_asks = self.language.condition(value.get("fail"), name, about=name, good=False)
        self.conclude(f"{name}:pass", name, "pass", effective(passes, self.book), place, value)
        self.conclude(f"{name}:not_fail", name, "not_fail", Not(effective(fails, self.book)), place, value)
        self.book.criteria[name] = Criterion(
            name,
            text(value, "title") or measure.title,
            name,
            f"{name}:not_fail",
            f"{name}:pass",
            text(value, "because"),
            place,
            tuple(turned(ask) for ask in fail_asks),
            tuple(dict.fromkeys(ask.measure for ask in (*pass_asks, *fail_asks))),
            names_in(value, "source"),
        )

    def _flag(self, entry: Entry) -> None:
        name, value, place = entry.name, entry.value, entry.place
        self.book.flags[name] = Flag(
            name,
            text(value, "title"),
            text(value, "action"),
            text(value, "say"),
            text(value, "urgency"),
            text(value, "because"),
            whole(value, "clears_after_days"),
            flag(value, "derived"),
            place,
            names_in(value, "source"),
        )
        when, _ = self.language.condition(value.get("when"), name, good=False)
        self.conclude(f"{name}:when", name, "symptoms", applicable(when, self.book), place, value)
        # The fact says how the flag stands by itself: 2 stated or latched, 1 cleared, 0 neither.
        uncleared: Formula = Below(f"flag.{name}", 1)
        never = value.get("no_clearance_when")
        if never is not None:
            condition, _ = self.language.condition(never, name, good=False)
            uncleared = AnyOf((uncleared, applicable(condition, self.book)))
        raised = AnyOf((AtLeast(f"flag.{name}", 2), All((Ref(f"{name}:when"), uncleared))))
        self.conclude(name, name, "flag", raised, place, value)

    def _contraindication(self, entry: Entry) -> None:
        name, value = entry.name, entry.value
        when, asks = self.language.condition(value.get("when"), name, good=False)
        self.conclude(name, name, "contraindication", applicable(when, self.book), entry.place, value)
        self.book.contraindications[name] = Rule(
            name,
            "contraindication",
            name,
            text(value, "because"),
            entry.place,
            asks,
            {"title": text(value, "title"), "when_unknown": text(value, "when_unknown")},
            names_in(value, "source"),
        )


def turned(ask: Ask) -> Ask:
    """A failing comparison said the other way round: less than 7 fails, so at least 7 is needed not to."""
    verb = {
        "at least": "less than",
        "less than": "at least",
        "at most": "more than",
        "more than": "at most",
        "is": "is not",
        "is not": "is",
    }.get(ask.verb, ask.verb)
    return ask._replace(verb=verb, reading="each side" if ask.reading == "either side" else ask.reading)
