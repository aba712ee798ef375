"""The pieces of a facts file, each read with its check: mappings, lists, dates, words, texts.

Every mistake becomes a finding at its place, and reading goes on: a piece that can't be used is None.
"""
from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date as Date

from ..document import Value
from ..findings import Finding, nearest
from ..logic import Place
from ..model import Rulebook
from .values import Mistake, read_date, shown, status_of

EARLIEST = Date(1900, 1, 1)
NONE = "none"                             # asked, and there is none
WRITE_UNKNOWN = "Nothing stands here. Write unknown where something isn't known, or leave the line out."
# Letters that turn the direction of a line around, or break it: they make a page show what isn't there.
REFUSED = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass
class Pieces:
    """One document's reading: against which rulebook, for which day, and what was wrong so far."""

    rulebook: Rulebook
    file: str
    as_of: Date
    findings: list[Finding] = field(default_factory=list)

    # ---- findings ----

    def say(self, code: str, say: str, place: Place, path: str, seen: object = "", expected: str = "",
            near: str = "") -> None:
        """One finding."""
        self.findings.append(Finding(code, say, self.file, place.line, place.column, path, shown(seen), expected, near))

    def mistake(self, mistake: Mistake, value: Value, path: str) -> None:
        """A value's mistake as a finding at its place."""
        self.say(mistake.code, mistake.say, value.place, path, mistake.seen, mistake.expected, mistake.nearest)

    def null(self, value: Value, path: str, expected: str) -> bool:
        """True, with a finding, where nothing stands."""
        if value.data is None:
            self.say("null", WRITE_UNKNOWN, value.place, path, "nothing", expected)
        return value.data is None

    def shape(self, wanted: str, value: Value, path: str, example: str) -> None:
        """A list where a mapping should be, and the like."""
        self.say("shape", f"{wanted} is expected here, not {_what(value)}.", value.place, path, seen(value), example)

    # ---- mappings and lists ----

    def mapping(self, value: Value, path: str, known: Collection[str], needed: Iterable[str] = (),
                example: str = "") -> dict[str, Value] | None:
        """The known entries of a mapping; others are findings, as are needed ones that aren't there."""
        wanted = example or "a mapping with " + ", ".join(known)
        if self.null(value, path, wanted):
            return None
        if not isinstance(value.data, dict):
            self.shape("A mapping", value, path, wanted)
            return None
        entries: dict[str, Value] = {}
        for key, item in value.items():
            if key in known:
                entries[key] = item
            else:
                self.say("unknown-key", f"'{shown(key)}' is not known here.", value.keys[key], join(path, key), key,
                         ", ".join(known), nearest(key, known))
        for key in needed:
            if key not in entries:
                self.say("missing-key", f"'{key}' is missing here.", value.place, path, expected=wanted)
        return entries

    def items(self, value: Value, path: str, example: str) -> Iterator[tuple[Value, str]]:
        """The entries of a list, each with its path; none of them where `none` or `unknown` stands."""
        if self.null(value, path, example):
            return
        if status_of(value.data) or value.data == NONE:
            return
        if not isinstance(value.data, list):
            self.shape("A list", value, path, example)
            return
        for number, item in enumerate(value.data):
            yield item, f"{path}[{number}]"

    # ---- single pieces ----

    def date(self, value: Value | None, path: str, future: bool = False) -> Date | None:
        """A day, not before 1900, and not after the day the decision is for unless `future`."""
        if value is None or self.null(value, path, "a date, year first: 2026-11-20"):
            return None
        day = read_date(value.data)
        if isinstance(day, Mistake):
            self.mistake(day, value, path)
            return None
        if day < EARLIEST:
            self.say("date-too-early", f"{day} is before {EARLIEST.year}.", value.place, path, day,
                     f"a day from {EARLIEST} on")
            return None
        if day > self.as_of and not future:
            self.say("date-in-future", f"{day} comes after {self.as_of}, the day of the decision.", value.place, path,
                     day, f"a day up to {self.as_of}")
            return None
        return day

    def until(self, value: Value | None, path: str, start: Date | None) -> Date | None:
        """The last day of something that began on `start`."""
        day = self.date(value, path, future=True)
        if value is not None and day and start and day < start:
            self.say("until-before-date", f"It ends on {day}, before it begins on {start}.", value.place, path, day,
                     f"a day from {start} on")
            return None
        return day

    def word(self, value: Value | None, path: str, words: Collection[str], what: str) -> str | None:
        """One of some words, in their own spelling whatever the case."""
        if value is None or self.null(value, path, "one of " + ", ".join(words)):
            return None
        text = shown(value.data) if isinstance(value.data, (str, int)) else ""
        found = {word.lower(): word for word in words}.get(text.strip().lower())
        if found is None:
            self.say("word", f"'{seen(value)}' is not {what}.", value.place, path, seen(value),
                     "one of " + ", ".join(words), nearest(text, words))
        return found

    def words(self, value: Value | None, path: str, words: Collection[str], what: str) -> tuple[str, ...] | None:
        """A list of some words, each once; () for `none`, None for `unknown`."""
        if value is None or status_of(value.data):
            return None
        found: list[str] = []
        if not isinstance(value.data, list) and value.data != NONE:
            example = f"a list such as [{', '.join(list(words)[:2])}]"
            if not self.null(value, path, example):
                self.shape("A list", value, path, example)
            return None
        for item, at in self.items(value, path, ""):
            word = self.word(item, at, words, what)
            if word in found:
                self.say("twice", f"'{word}' stands here twice.", item.place, at, word, "each once")
            elif word is not None:
                found.append(word)
        return tuple(found)

    def truth(self, value: Value | None, path: str) -> bool | None:
        """Yes or no; None for unknown too."""
        if value is None:
            return None
        if isinstance(value.data, bool):
            return value.data
        word = self.word(value, path, ("yes", "no", "unknown", "declined"), "yes or no")
        return {"yes": True, "no": False}.get(word or "")

    def whole(self, value: Value | None, path: str, low: int, high: int) -> int | None:
        """A whole number from low to high; None for `unknown`."""
        wanted = f"a whole number from {low} to {high}"
        if value is None or status_of(value.data) or self.null(value, path, wanted):
            return None
        if not isinstance(value.data, int) or isinstance(value.data, bool):
            self.say("number", f"'{seen(value)}' is not a whole number.", value.place, path, seen(value), wanted)
        elif not low <= value.data <= high:
            self.say("out-of-range", f"{value.data} lies outside {low} to {high}.", value.place, path, value.data,
                     wanted)
        else:
            return value.data
        return None

    def text(self, value: Value | None, path: str, longest: int) -> str | None:
        """A line of text, without control characters."""
        wanted = f"a line of text, at most {longest} characters"
        if value is None or self.null(value, path, wanted):
            return None
        if isinstance(value.data, (dict, list, bool)):
            self.shape("A line of text", value, path, wanted)
            return None
        text = str(value.data).strip()
        if not text:
            self.say("null", "Nothing stands here.", value.place, path, "nothing", wanted)
        elif any(unicodedata.category(letter) in ("Cc", "Cs") or letter in REFUSED for letter in text):
            self.say("text", "There are control characters in this text.", value.place, path, text, wanted)
        elif len(text) > longest:
            self.say("text", f"This text is longer than {longest} characters.", value.place, path, text, wanted)
        else:
            return text
        return None


def join(path: str, key: str) -> str:
    """The path of an entry."""
    return f"{path}.{shown(key)}" if path else shown(key)


def _what(value: Value) -> str:
    return {dict: "a mapping", list: "a list", bool: "yes or no"}.get(type(value.data), "a single value")


def seen(value: Value) -> str:
    """What stands there, as a finding may quote it."""
    return _what(value) if isinstance(value.data, (dict, list)) else shown(value.data)
