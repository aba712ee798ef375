"""Comparisons that point the wrong way: a worse value would earn more, or a better one count against the athlete.

What opens, passes or keeps may only ask for better values; what raises a flag, reduces or avoids only for worse ones.
Then whatever is decided from them can't be better for a worse athlete.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..facts.validity import direction
from ..findings import Finding
from ..logic import Place
from ..model import Measure
from .names import Names

OPPOSITE = {"at least": "at most", "at most": "at least", "more than": "less than", "less than": "more than"}


@dataclass
class Directions:
    """Collects what is compared in which direction; `good` says what being met is for the athlete, None: neither."""

    names: Names

    def __post_init__(self) -> None:
        self._turned: defaultdict[str, list[Finding]] = defaultdict(list)
        self._straight: set[str] = set()
        self._others: list[Finding] = []

    def compared(self, measure: Measure, reading: str, verb: str, good: bool | None, place: Place) -> bool:
        """A comparison of a number, or of an ordered word. False when it points the wrong way."""
        better = _better(measure, reading)
        if good is None or better == "context":
            return True
        upward = verb in ("at least", "more than")
        if upward == ((better == "higher") == good):
            if better == direction(measure):  # a comparison of the sides says nothing of the measure's own `better`
                self._straight.add(measure.name)
            return True
        asked, wanted = ("more", "less") if upward else ("less", "more")
        say = (
            f"'{verb}' asks for {asked} of {measure.name}, of which {wanted} is better: a worse value would earn more."
            if good
            else f"'{verb}' is met by {asked} of {measure.name}, of which {asked} is better: "
            "a better value would count against the athlete."
        )
        self._turned[measure.name].append(
            Finding(
                "turned-round",
                say,
                *place,
                seen=verb,
                nearest=OPPOSITE[verb],
                expected="a comparison in the other direction",
            )
        )
        return False

    def said(self, what: str, welcome: bool, good: bool | None, place: Place, other: str) -> bool:
        """A conclusion, or a yes or no, that is good or bad news. False when it stands where the other is meant."""
        if good is None or good == welcome:
            return True
        say = (
            f"'{what}' would let someone in for a worse value."
            if good
            else f"'{what}' is good news; here it would count against the athlete."
        )
        self._others.append(Finding("turned-round", say, *place, seen=what, expected=f"'{other}'", nearest=other))
        return False

    def findings(self) -> Iterator[Finding]:
        """All of them; where every comparison of a measure points the other way, its `better` is what is wrong."""
        yield from self._others
        for name, turned in self._turned.items():
            entry = self.names["measures"].get(name)
            better = entry.value.get("better") if entry is not None else None
            if len(turned) > 2 and name not in self._straight and better is not None:
                others = ", ".join(f"{finding.file}:{finding.line}" for finding in turned[:3])
                yield Finding(
                    "turned-round",
                    f"{name} is said to be better {better.data}, but all {len(turned)} comparisons of it "
                    f"in the rules take it the other way ({others}{', ...' if len(turned) > 3 else ''}).",
                    *better.place,
                    seen=str(better.data),
                    nearest="lower" if better.data == "higher" else "higher",
                )
            else:
                yield from turned


def _better(measure: Measure, reading: str) -> str:
    better = direction(measure)
    if reading in ("side ratio", "side difference") and better != "context":
        return "higher" if reading == "side ratio" else "lower"
    return better
