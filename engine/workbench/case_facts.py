"""Which of an athlete's facts a decision rests on, and a facts document with only those.

A conclusion is settled by some of the facts that it could read: of "all of these" that is false one false part is
enough. Of the gates that decided all that they read is kept, so that a case shows how near they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..decision.decide import Decision
from ..logic import All, AnyOf, AtLeast, Below, Count, Formula, Known, Not, Ref, Sure, Truth, leaves

ALWAYS = ("as_of", "red_flags", "clearances", "overrides")  # what keeps from harm is read whatever is decided
WHOLE = ("pain", "injuries", "races")  # lists: all of one or nothing
SIGNED = {"clearances": {"by": "somebody"}, "overrides": {"by": "somebody", "reason": "as it was recorded"}}


class Read:
    """What the conclusions of one decision rest on, by the names of facts."""

    def __init__(self, decision: Decision):
        self.book, self.truths, self.facts = decision.book, decision.truths, decision.facts
        self.found: set[str] = set()
        self._open: set[tuple[str, bool]] = set()

    def settled(self, name: str) -> None:
        """Takes as many facts as make a conclusion what it is; none where it is not known, or isn't there."""
        self._conclusion(name, every=False)

    def all_of(self, name: str) -> None:
        """Takes every fact that a conclusion reads, by way of others too."""
        self._conclusion(name, every=True)

    def paths(self) -> set[str]:
        """Where a facts file holds what was taken: `measures.sl_calf_raise_reps.left`, `pain[0].during`."""
        return {self.facts.known[fact].path for each in self.found for fact in self._from(each)} - {""}

    def _from(self, fact: str) -> Iterator[str]:
        """A fact and what it was worked out from, as far as it is known."""
        value, _, table = fact.partition("~")
        name, _, side = value.partition(".")
        sides = (f"{name}.left", f"{name}.right") if side in ("ratio", "difference") else (value,)
        rows = self.book.tables.get(table)
        return (each for each in (*sides, *((rows.by, rows.split) if rows else ())) if each in self.facts.known)

    def _conclusion(self, name: str, every: bool) -> None:
        if (name, every) in self._open or name not in self.book.conclusions:
            return
        self._open.add((name, every))
        if name in self.facts.forced:
            return
        formula, known = self.book.conclusions[name].formula, self.truths.get(name)
        if every:
            for leaf in leaves(formula):
                self._leaf(leaf, every)
        elif known is not None:
            self._formula(formula, known)

    def _leaf(self, leaf: Formula, every: bool) -> None:
        if isinstance(leaf, (AtLeast, Below, Known)):
            self.found.add(leaf.fact)
        elif isinstance(leaf, (Ref, Sure)):
            self._conclusion(leaf.name, every)

    def _formula(self, formula: Formula, wanted: bool) -> None:
        """What makes a formula true, or false, as it is; nothing where not knowing does."""
        if isinstance(formula, Sure) and not wanted:
            return                         # with less known it is no surer
        if isinstance(formula, Not):
            self._formula(formula.part, not wanted)
        elif isinstance(formula, (All, AnyOf, Count)):
            of = len(formula.parts)
            need = formula.least if isinstance(formula, Count) else of if isinstance(formula, All) else 1
            enough = need if wanted else of - need + 1
            for part in [each for each in formula.parts if self._truth(each) is wanted][:enough]:
                self._formula(part, wanted)
        else:
            self._leaf(formula, every=False)

    def _truth(self, formula: Formula) -> Truth:
        from ..infer.reference import truth

        return truth(formula, self.facts.known, self.truths)


def only(document: Mapping[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    """A facts document without its head, and with only what stands at these places."""
    wanted = [path.replace("[", ".[") for path in paths]
    found: dict[str, Any] = {}
    for key, value in _told(document).items():
        if key in ALWAYS or (key in WHOLE and any(path.split(".")[0] == key for path in wanted)):
            found[key] = value
        elif key == "position":
            found[key] = value if not isinstance(value, Mapping) else _within(value, key, [*wanted, "position.phase"])
        elif isinstance(value, Mapping):
            kept = _within(value, key, wanted)
            found |= {key: kept} if kept.keys() - {"date"} else {}
        elif key in wanted:
            found[key] = value
    return found


def whole(document: Mapping[str, Any]) -> dict[str, Any]:
    """All of a facts document but its head."""
    return _told(document)


def _told(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without the athlete's name, and without the names and words of those who signed something."""
    found = {key: value for key, value in document.items() if key not in ("surefoot", "athlete")}
    for key, words in SIGNED.items():
        if isinstance(found.get(key), list):
            found[key] = [{**each, **{word: said for word, said in words.items() if word in each}}
                          if isinstance(each, Mapping) else each for each in found[key]]  # fmt: skip
    return found


def _within(value: Mapping[str, Any], at: str, wanted: list[str]) -> dict[str, Any]:
    """Of a section what is wanted of it, and the days that go with it."""
    found: dict[str, Any] = {}
    for key, each in value.items():
        path = f"{at}.{key}"
        if key == "date" or any(path == other or path.startswith(f"{other}.") for other in wanted):
            found[key] = each
        elif isinstance(each, Mapping) and any(other.startswith(f"{path}.") for other in wanted):
            found[key] = _within(each, path, wanted)
    return found
