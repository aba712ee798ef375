"""By which rules two rulebooks decide differently of one athlete: where the difference begins, and where both have it.

A conclusion that differs does so by its own formula, or by what it reads; it is followed down to where it begins. What
is no conclusion (a dose, an exercise, the week) is found among the entries of the files that differ.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..infer.reference import truth
from ..logic import AtLeast, Below, Formula, Known, Place, Ref, Sure, leaves, measure_of
from ..model import Rulebook
from ..prove.beside import without_words
from ..rulebook.load import names_of
from ..rulebook.names import WORDS
from .both import World

SAID = ("exercises", "phase", "tier", "protocol", "session_parts", "rules", "levels", "equipment", "derivations",
         "measures", "validity", "ladder", "parts")  # fmt: skip
FLAG = "flag."  # begins the names of facts that are about a flag
FLAGS = "red_flags."  # the place of facts that follow from a flag's answer
KINDS = tuple(WORDS)
MOST = 5  # entries that are named where nothing says which it was


class Cause(NamedTuple):
    """A rule, or another entry of the rulebook, that says something else; `old`, `new`: None where it isn't there."""

    rule: str
    old: Place | None
    new: Place | None


class Causes:
    """Where the differences of one decision begin. `entries` gives what differs between the files."""

    def __init__(self, old: World, new: World, entries: Callable[[], Entries]):
        assert old.decision is not None
        assert new.decision is not None
        self._books = (old.book, new.book)
        self._facts = (old.decision.facts.known, new.decision.facts.known)
        self._truths = (old.decision.truths, new.decision.truths)
        self._entries = entries
        self._seen: set[str] = set()
        self.found: dict[Cause, None] = {}

    def follow(self, names: Iterable[str]) -> None:
        """Takes what makes these conclusions differ, as far as they do."""
        for name in names:
            self._follow(name)

    def _follow(self, name: str) -> None:
        old, new = (truths.get(name) for truths in self._truths)
        if name in self._seen or not name or old == new:
            return
        self._seen.add(name)
        before, after = (book.conclusions.get(name) for book in self._books)
        if before is None or after is None:
            if self._lone(name):
                self._take(name)  # and a part that nobody wrote is its reader's
            return
        first, second = before.formula, after.formula
        parts = any(name not in book.conclusions for name in _names(first) ^ _names(second) for book in self._books)
        own = first != second and (parts or truth(second, self._facts[0], self._truths[0]) != old)
        read = first == second or truth(first, self._facts[1], self._truths[1]) != old
        if own or not read:
            lone = sorted(each for each in _names(first) ^ _names(second) if self._lone(each))
            for each in lone or [name]:  # a line that was added or has gone, and not the gate that it is one of
                self._take(each)
        if read or not own:
            for leaf in (*leaves(first), *leaves(second)):
                self._leaf(leaf)

    def _lone(self, name: str) -> bool:
        """Whether somebody wrote a conclusion that only one of the two has."""
        found = [book.conclusions[name] for book in self._books if name in book.conclusions]
        return len(found) == 1 and not found[0].hidden

    def _leaf(self, leaf: Formula) -> None:
        if isinstance(leaf, (Ref, Sure)):
            self._follow(leaf.name)
        elif isinstance(leaf, (AtLeast, Below, Known)):
            old, new = (facts.get(leaf.fact) for facts in self._facts)
            if (old and (old.low, old.high)) != (new and (new.low, new.high)):
                self._fact(leaf.fact)

    def _fact(self, fact: str) -> None:
        """A fact that is another: by its table, by how long it counts, or by how its measure is read."""
        value, _, table = fact.partition("~")
        old, new = (facts.get(value) for facts in self._facts)
        said = {each.path.partition(".")[2] for each in (old, new) if each is not None and each.path.startswith(FLAGS)}
        raised = [name for name in (f"{flag}:when" for flag in sorted(said)) if self._rewritten(name)]
        if raised:
            for name in raised:
                self._take(name)  # what follows from the answer to a flag hangs on what the flag asks
            return
        same = (old and (old.low, old.high)) == (new and (new.low, new.high))
        flag = value.partition(".")[2].partition(".")[0] if value.startswith(FLAG) else ""
        name = table if table and same else flag or measure_of(fact)
        valid = {book.measures[name].valid for book in self._books if name in book.measures}
        lasts = self._entries().about(valid, ("validity",))
        if lasts and not self._entries().about([name]):
            self.found.update(dict.fromkeys(lasts))
        else:
            self._put(name, *(_place(book, name) for book in self._books))

    def _rewritten(self, name: str) -> bool:
        formulas = [book.conclusions[name].formula for book in self._books if name in book.conclusions]
        return len(formulas) == 1 or (len(formulas) > 1 and formulas[0] != formulas[1])

    def _take(self, name: str) -> None:
        """The rule; or, where nobody touched that, the phase that it is made for, if that was edited."""
        rule = self._rule(name)
        made_for = self._entries().about([name.rpartition(":")[2]])
        if made_for and not self._entries().edited(rule):
            self.found.update(dict.fromkeys(made_for))
            return
        one, other = (book.conclusions.get(name) or book.conclusions.get(rule) for book in self._books)
        self._put(rule, one.place if one is not None else None, other.place if other is not None else None)

    def _rule(self, name: str) -> str:
        """The id of what an author wrote; of a line that stands for a flag the flag's."""
        found = next((book.conclusions[name].rule for book in self._books if name in book.conclusions), name)
        lines = (line for book in self._books for gate in book.gates.values() for line in gate.lines)
        return next((line.flag for line in lines if line.id == found and line.flag), found)

    def _put(self, rule: str, old: Place | None, new: Place | None) -> None:
        self.found[_cause(rule, old, new)] = None


def _cause(rule: str, *places: Place | None) -> Cause:
    """With file and line alone, so that what is found in two ways is one."""
    return Cause(rule, *(Place(place.file, place.line) if place is not None else None for place in places))


def _names(formula: Formula) -> set[str]:
    return {leaf.name for leaf in leaves(formula) if isinstance(leaf, (Ref, Sure))}


def _place(book: Rulebook, name: str) -> Place | None:
    """Where a table, a measure or a flag stands; what a log gives stands at its derivation."""
    flag = name.removeprefix("flag.")
    entry: Any = book.tables.get(name) or book.derivations.get(name) or book.measures.get(name) or book.flags.get(flag)
    return entry.place if entry is not None else None


# ---- what is no conclusion ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entries:
    """The entries that differ between the files of two rulebooks, by name; wording is no difference."""

    changed: Mapping[tuple[str, str], Cause]  # by kind and name

    def about(self, names: Iterable[str], kinds: Collection[str] = SAID) -> list[Cause]:
        """Those of these names."""
        wanted = {*names}
        return [cause for (kind, name), cause in self.changed.items() if name in wanted and kind in kinds]

    def edited(self, rule: str) -> bool:
        """Whether a rule, or what it is the rule of (of `tier.P1` P1), was edited."""
        return bool(self.about([rule, rule.rpartition(".")[2]], KINDS))

    def edited_of(self, found: Iterable[Cause]) -> list[Cause]:
        """Those that came, went or were edited; the first of all that were where it is none of them, if any were."""
        causes = list(found)
        touched = [each for each in causes if (each.old is None) != (each.new is None) or self.edited(each.rule)]
        return touched or causes or [cause for (kind, _), cause in self.changed.items() if kind in SAID][:MOST]


def entries_between(old: dict[str, str], new: dict[str, str]) -> Entries:
    """What differs between these texts, by file name."""
    first, second = names_of(old), names_of(new)
    found: dict[tuple[str, str], Cause] = {}
    for kind in KINDS:
        one, other = first[kind], second[kind]
        for name in sorted(one.keys() | other.keys()):
            before, after = one.get(name), other.get(name)
            data = [_data(each.value.plain(), kind) if each is not None else None for each in (before, after)]
            if data[0] != data[1]:
                places = [each.place if each is not None else None for each in (before, after)]
                found[kind, name] = _cause(name, *places)
    return Entries(found)


def _data(value: Any, kind: str) -> Any:
    """An entry without words; of a ladder only the order of its rungs, which are entries of their own."""
    if kind == "ladder" and isinstance(value, Mapping):
        rungs = [each.get("id") for each in value.get("rungs", ()) if isinstance(each, Mapping)]
        return {**without_words({key: each for key, each in value.items() if key != "rungs"}), "rungs": rungs}
    return without_words(value)


__all__ = ["Cause", "Causes", "Entries", "entries_between"]
