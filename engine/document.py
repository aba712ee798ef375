"""YAML documents read with their places.

PyYAML parses (so that line and column are kept) and the values are built here by YAML 1.2's plain scalars, with `yes`
and `no` as booleans beside `true` and `false`: `0301` is text, `3:1:1` is text, a date is text, and a key that comes
twice is a finding, never a silent winner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from .document_slips import slip_near
from .findings import Finding
from .logic import Place

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without its C part: slower, the same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
BOOLEANS = {
    "yes": True,
    "no": False,
    "true": True,
    "false": False,
    "Yes": True,
    "No": False,
    "True": True,
    "False": False,
}
NULLS = {"null", "~", "", "Null", "NULL"}
DEEPEST = 40  # deeper than any document of ours; a bomb of brackets stops here
LARGEST = 2_000_000  # characters
ROOM = 10_000  # values that even a short file may hold; beyond that no more than it has characters
MANY = 2  # keys that come twice by a slip; more are two entries that have run together
RUN_TOGETHER = "run-together"
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNCLOSED = "is not closed"
PROBLEMS = {  # words of the parser -> what they mean to someone who wrote a file, and what is expected
    "tab": ("a tab can't indent it", "spaces in place of the tab"),
    "mapping values are not allowed": ("a text with a colon and a space in it needs quotes", "quotes around the text"),
    "cannot start any token": ("a text can't begin with this character", "quotes around the text"),
    "did not find expected ',' or ']'": (f"a list {UNCLOSED}", "a comma, or a ]"),
    "did not find expected ',' or '}'": (f"a block in braces {UNCLOSED}", "a comma, or a }"),
    "did not find expected key": ("this fits with nothing above it", "keys in one column, and a quote for each quote"),
    "did not find expected '-' indicator": ("this fits with nothing above it", "list items in one column"),
    "unexpected end of stream": ("a quote is not closed", "a quote for each quote"),
}


@dataclass
class Value:
    """A value with its place: `data` is None, bool, int, str, a list of Values or a dict of name to Value.

    Decimals stay text (`Number`), so that 36.5 never becomes a binary fraction.
    """

    data: Any
    place: Place
    keys: dict[str, Place] = field(default_factory=dict)
    quoted: bool = False
    ends: int = 0  # its last line
    lines: Sequence[str] = field(default=(), repr=False, compare=False)  # of the whole document

    def get(self, key: str) -> Value | None:
        return self.data.get(key) if isinstance(self.data, dict) else None

    def items(self) -> Iterator[tuple[str, Value]]:
        if isinstance(self.data, dict):
            yield from self.data.items()

    def plain(self) -> Any:
        """The bare data, without places."""
        if isinstance(self.data, dict):
            return {key: value.plain() for key, value in self.data.items()}
        if isinstance(self.data, list):
            return [value.plain() for value in self.data]
        return self.data

    def at(self, word: str) -> Place:
        """Where a word of this text stands; the text's own place when it was written in another way."""
        file, line, column = self.place
        whole = re.compile(rf"(?<![\w.]){re.escape(word)}(?![\w])" if word[:1].isalnum() else re.escape(word))
        for number in range(line, min(max(self.ends, line), len(self.lines)) + 1):
            found = whole.search(self.lines[number - 1], column - 1 if number == line else 0)
            if found:
                return Place(file, number, found.start() + 1)
        return self.place


class Number(str):
    """A decimal as it was written."""


class _Refused(Exception):
    """What ends the reading of a document at once."""

    def __init__(self, say: str, mark: Any, expected: str = ""):
        super().__init__(say)
        self.say, self.mark, self.expected = say, mark, expected


def read(text: str, file: str) -> tuple[Value | None, list[Finding]]:
    """One document: its value (None when it can't be parsed) and what is wrong with it."""
    findings: list[Finding] = []
    if len(text) > LARGEST:
        return None, [Finding("too-large", "This file is too large to be one of surefoot's.", file, 1, 1)]
    text = text.removeprefix("\ufeff")
    strange = UNPRINTABLE.search(text)
    if strange:
        before = text[: strange.start()]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        say = f"A character that can't be printed (U+{ord(strange[0]):04X}) stands here."
        return None, [Finding("yaml", say, file, line, column, expected="text without control characters")]
    try:
        value = _Builder(text, file, findings).document()
    except _Refused as refused:
        return None, [*findings, _finding(refused.say, file, refused.mark, refused.expected)]
    except yaml.MarkedYAMLError as error:
        return None, [*findings, _parse_error(error, file, text)]
    except yaml.YAMLError as error:
        return None, [*findings, _finding(f"This is not valid YAML: {str(error).splitlines()[0]}.", file, None)]
    if value is None or value.data is None:
        return None, [Finding("empty", "The file is empty.", file, 1, 1)]
    return value, findings


def _finding(say: str, file: str, mark: Any, expected: str = "") -> Finding:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Finding("yaml", say, file, line, column, expected=expected)


def _parse_error(error: yaml.MarkedYAMLError, file: str, text: str) -> Finding:
    said = error.problem or "it can't be read"
    lines = text.splitlines()
    mark = error.problem_mark or error.context_mark
    if mark and error.context_mark and mark.line >= len(lines):  # the end of the file: where did it begin?
        mark = error.context_mark
    at = lines[mark.line][mark.column :] if mark and mark.line < len(lines) else ""
    slip = slip_near(lines, error.problem_mark.line) if error.problem_mark and lines else None
    tab = "tab character" in said or (at.startswith("\t") and "cannot start any token" in said)
    found = (meant for words, meant in PROBLEMS.items() if words in ("tab" if tab else said))
    problem, expected = next(found, (said, ""))
    if slip is not None and not tab and UNCLOSED not in problem:
        say = f"This is not valid YAML here: {slip.say}."
        return Finding("yaml", say, file, slip.line + 1, slip.column + 1, expected=slip.expected)
    return _finding(f"This is not valid YAML here: {problem}.", file, mark, expected)


class _Builder:
    """One document's values from the parser's events.

    Nothing is built deeper than DEEPEST, and what aliases repeat is counted before it is used, so that a few lines
    can't stand for a million values.
    """

    def __init__(self, text: str, file: str, findings: list[Finding]):
        self.file, self.findings = file, findings
        self.lines = text.splitlines()
        self.next: Any = _Loader(text).get_event
        self.left = max(len(text), ROOM)
        self.anchors: dict[str, tuple[Value, int, int] | None] = {}  # value, how many it holds, how deep it goes

    def document(self) -> Value | None:
        """The document's value; None when there is none."""
        self.next()  # the stream begins
        if isinstance(self.next(), yaml.StreamEndEvent):
            return None
        value, _ = self._value(self.next(), 0)
        self.next()  # the document ends
        after = self.next()
        if isinstance(after, yaml.DocumentStartEvent):
            raise _Refused("A second document begins here; a file holds one.", after.start_mark, "no line of ---")
        return value

    def _value(self, event: Any, depth: int) -> tuple[Value, int]:
        """The value that begins with an event, and how many levels it has below it."""
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, depth)
        if depth > DEEPEST:
            raise _Refused("This is nested too deeply.", event.start_mark)
        anchor, before = event.anchor, self.left
        if anchor is not None:
            self.anchors[anchor] = None
        self._take(1, event)
        place = Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.MappingStartEvent):
            value, height = self._mapping(place, depth)
        elif isinstance(event, yaml.SequenceStartEvent):
            value, height = self._sequence(place, depth)
        else:
            end = event.end_mark
            ends = max(place.line, end.line + 1 if end.column else end.line)
            value, height = Value(_scalar(event), place, quoted=bool(event.style), ends=ends, lines=self.lines), 0
        if anchor is not None:
            self.anchors[anchor] = value, before - self.left, height
        return value, height

    def _alias(self, event: Any, depth: int) -> tuple[Value, int]:
        if event.anchor not in self.anchors:
            say = f"Nothing before this line is called '{event.anchor}' with an &."
            raise _Refused(say, event.start_mark, "quotes around a text that begins with *")
        known = self.anchors[event.anchor]
        if known is None:
            raise _Refused("This contains itself.", event.start_mark)
        value, size, height = known
        if depth + height > DEEPEST:
            raise _Refused("This is nested too deeply.", event.start_mark)
        self._take(size, event)
        return value, height

    def _take(self, count: int, event: Any) -> None:
        self.left -= count
        if self.left < 0:
            raise _Refused(
                "What is repeated here with * makes the file too large.",
                event.start_mark,
                "what is meant written out, or repeated less often",
            )

    def _mapping(self, place: Place, depth: int) -> tuple[Value, int]:
        entries: dict[str, Value] = {}
        keys: dict[str, Place] = {}
        twice: list[tuple[str, Place]] = []
        deepest = 0
        while not isinstance(key_event := self.next(), yaml.MappingEndEvent):
            at = Place(self.file, key_event.start_mark.line + 1, key_event.start_mark.column + 1)
            if not isinstance(key_event, yaml.ScalarEvent):
                self._value(key_event, depth + 1)
            value, height = self._value(self.next(), depth + 1)
            deepest = max(deepest, height)
            if not isinstance(key_event, yaml.ScalarEvent):
                self.findings.append(Finding("key", "A key has to be a plain word.", *at))
            elif key_event.value in entries:
                twice.append((key_event.value, at))
            else:
                keys[key_event.value], entries[key_event.value] = at, value
        self._twice(twice, keys)
        return Value(entries, place, keys, lines=self.lines), deepest + 1

    def _twice(self, twice: list[tuple[str, Place]], keys: dict[str, Place]) -> None:
        """Keys that come a second time; many of them are two entries that have run together."""
        if len(twice) > MANY:
            key, at = twice[0]
            say = (
                f"From '{key}' on, {len(twice)} keys stand here twice: the line that begins a new entry may be missing."
            )
            expected = f"each key once; the first '{key}' is on line {keys[key].line}"
            self.findings.append(Finding(RUN_TOGETHER, say, *at, path=key, seen=key, expected=expected))
            return
        for key, at in twice:
            say = f"'{key}' stands here twice; the first is on line {keys[key].line}."
            self.findings.append(Finding("duplicate-key", say, *at, path=key, seen=key, expected="each key once"))

    def _sequence(self, place: Place, depth: int) -> tuple[Value, int]:
        items: list[Value] = []
        deepest = 0
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            value, height = self._value(event, depth + 1)
            deepest = max(deepest, height)
            items.append(value)
        return Value(items, place, lines=self.lines), deepest + 1


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.style:  # quoted or a block: always text
        return text
    if text in NULLS:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    if INTEGER.match(text):
        return int(text) if len(text) <= 15 else text
    if DECIMAL.match(text) and len(text) <= 24:
        return Number(text)
    return text
