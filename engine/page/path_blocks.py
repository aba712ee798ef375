"""The ways through to a phase as headings, sentences and lists, from their plain data: for a terminal and a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Date
from typing import Any, NamedTuple

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
SAID, HEAD, NUMBERED, DOTTED = "said", "head", "numbered", "dotted"
Way = Mapping[str, Any]


class Block(NamedTuple):
    """A sentence, a heading, or a list; `apart`: after a gap. Of a numbered list the first number and, where there are
    any, the reasons below its items."""

    kind: str
    texts: tuple[str, ...]
    apart: bool = False
    start: int = 1
    reasons: tuple[str, ...] = ()


class Blocks:
    """What there is to say, in order.

    data   : as of `path_data`
    phases : what each phase is called in a sentence, by its id
    coach  : with rules, sources and prices
    """

    def __init__(self, data: Mapping[str, Any], phases: Mapping[str, str], coach: bool = False):
        self.data, self.phases, self.coach = data, phases, coach
        self.told: list[str] = []           # what the cheapest way takes, in its order

    def all(self) -> Iterator[Block]:
        data, to, ways = self.data, self._named(self.data["to"]["phase"]), self.data["ways"]
        if data["there"]:
            yield Block(SAID, (f"Nothing has to change: {to} is reached already.",))
        elif not ways:
            yield from self._none(to)
        else:
            yield from self._way(ways[0], f"To reach {to}: {arrival(ways[0], data['as_of'])}")
            for number, way in enumerate(ways[1:], 2):
                yield from self._other(way, number, ways[0])
            yield from self._beside(keep=self.coach or len(ways[0]["steps"]) > 1)
        for number, text in enumerate(data["assumes"]):
            yield Block(SAID, (text,), apart=number == 0)
        if not data["all_ways_looked_at"]:
            yield Block(SAID, ("There were too many ways to look at them all; a cheaper one may be among the rest.",))

    def _named(self, phase: str) -> str:
        return f"the {self.phases.get(phase, phase)} phase"

    # ---- a way ----

    def _way(self, way: Way, heading: str) -> Iterator[Block]:
        yield Block(SAID, (f"{heading}{f' {_points(way)}.' if self.coach else ''}",))
        several, before = len(way["steps"]) > 1, ""
        for step in way["steps"]:
            if several:
                yield Block(HEAD, (self._heading(step),), apart=True)
            start = len(self.told) + 1
            reasons = []
            for change in step["changes"]:
                self.told.append(change["say"])
                again = change["way"] == before
                reasons.append("" if again or not self.coach else _reason(change))
                before = change["way"]
            texts = tuple(f"{whole(change)}." for change in step["changes"])
            yield Block(NUMBERED, texts, False, start, tuple(reasons)) if texts else Block(
                DOTTED, ("Nothing has to change.",))  # fmt: skip

    def _heading(self, step: Mapping[str, Any]) -> str:
        gate = f" ({step['gate']})" if self.coach and step["gate"] else ""
        to = f"{self._named(step['to'])}{gate}"
        start = f"From {self._named(step['from'])} to {to}" if step["from"] else f"To be placed in {to}"
        when = between(step["soonest"], step["latest"])
        return f"{start}{f', {when}' if when else ''}:"

    def _other(self, way: Way, number: int, first: Way) -> Iterator[Block]:
        """Another way, by what is different about it."""
        changes = [change for step in way["steps"] for change in step["changes"]]
        mine = {change["say"] for change in changes}
        gone = [str(number) for number, said in enumerate(self.told, 1) if said not in mine]
        same = (way["soonest"], way["latest"]) == (first["soonest"], first["latest"])
        when = "at the same time" if same else between(way["soonest"], way["latest"]) or "nobody can say when"
        instead = f" in place of {' and '.join(filter(None, [', '.join(gone[:-1]), gone[-1]]))}" if gone else ""
        price = f", {_points(way)}" if self.coach else ""
        yield Block(HEAD, (f"Another way ({number}{price}), {when}:{instead}",), apart=True)
        yield Block(DOTTED, tuple(f"{whole(change)}." for change in changes if change["say"] not in self.told))

    # ---- beside it ----

    def _beside(self, keep: bool) -> Iterator[Block]:
        if self.data["keep"] and keep:
            told = [each["say"] + (f" [{each['line']}]" if self.coach else "") for each in self.data["keep"]]
            yield Block(SAID, (f"Keep meanwhile: {'; '.join(told)}.",), apart=True)
        if self.data["repeat"]:
            told = [f"{_lower(each['title'])} (counts until {day(each['counts_until'])})"
                    for each in self.data["repeat"]]  # fmt: skip
            yield Block(SAID, (f"Test again before then: {', '.join(told)}.",), apart=True)

    def _none(self, to: str) -> Iterator[Block]:
        if self.data["unsure"]:
            yield Block(SAID, (f"No way to {to} can be shown: of those that the rules seem to leave, none led there "
                               "when it was decided again on its day.",))  # fmt: skip
            return
        yield Block(SAID, (f"There is no way to {to} while this stands:",))
        texts = []
        for each in self.data["forbidden"]:
            value = f" ({each['value']})" if each["value"] else ""
            mark = f" [{each['fact']}]" if self.coach else ""
            why = f": {_lower(each['why']).rstrip('.')}" if each["why"] else ""
            texts.append(f"{each['title']}{value}{mark}{why}.")
        yield Block(DOTTED, tuple(texts))


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _points(way: Way) -> str:
    return f"{way['price']:g} points"


def _reason(change: Mapping[str, Any]) -> str:
    return f"{change['because']} ({', '.join([change['way'], *change['source']])})"


def whole(change: Mapping[str, Any]) -> str:
    """A change with how long it takes."""
    if not change["takes"]:
        return str(change["say"])
    return f"{change['say']}{', ' if change['weeks'] else '; '}{change['takes']}"


def arrival(way: Way, as_of: str) -> str:
    """When a way is done, in weeks and in days."""
    if way["soonest"] is None:
        return "nobody can say when, since it hangs on what no rate is known of."
    if way["latest"] == way["soonest"] == as_of:
        return "today, if all of this is so."
    weeks = [round((Date.fromisoformat(way[key]) - Date.fromisoformat(as_of)).days / 7)
             for key in ("soonest", "latest") if way[key]]  # fmt: skip
    low, high = weeks[0], weeks[-1]
    about = f"in about {low} to {high} weeks" if low < high else f"in about {high} week{'s' if high != 1 else ''}"
    if high == 0:
        about = "within days"
    elif low == 0:
        about = f"within {high} week{'s' if high != 1 else ''}"
    return f"{about}, {between(way['soonest'], way['latest'])}."


def between(soonest: str | None, latest: str | None) -> str:
    """Two days in words: "between 4 and 18 December 2026"; "" where there is none."""
    if soonest is None:
        return ""
    if latest is None:
        return f"not before {day(soonest)}"
    if soonest == latest:
        return f"about {day(soonest)}"
    first, last = Date.fromisoformat(soonest), Date.fromisoformat(latest)
    start = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else (
        f"{first.day} {MONTHS[first.month - 1]}{'' if first.year == last.year else f' {first.year}'}")  # fmt: skip
    return f"between {start} and {day(latest)}"


def day(text: str) -> str:
    date = Date.fromisoformat(text)
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"
