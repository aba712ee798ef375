"""What a run file says of one activity, whatever its format, and what can be wrong with a file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from ..findings import Finding

FIT, TCX, GPX, STRAVA, GARMIN = "fit", "tcx", "gpx", "strava", "garmin"  # as knowledge/import.yaml has them
UNSAID = ""  # the kind of an activity that doesn't tell what it was
NO_RUN = "none"
NO_NUMBER = re.compile(r"(?:could not convert string to float|invalid literal for int\(\) with base 10): ('[^']*')")
MOST = 100  # letters of what a library says
LONGEST = 300  # letters of a name


@dataclass(frozen=True)
class Activity:
    """One activity of a file.

    start : when it began; always with an offset
    seconds, moving_seconds : with and without pauses; moving_seconds None where the file doesn't say
    metres : None when the file gives no distance, or 0
    kind : run, treadmill, track, trail, other; NO_RUN; UNSAID
    local : the file gave the clock of the place without its offset, so that `start` may be off by a time zone
    """

    start: datetime
    seconds: float
    moving_seconds: float | None
    metres: float | None
    kind: str
    sport: str  # in the file's own word
    form: str
    file: str
    line: int = 0  # of a list
    ascent_m: float | None = None
    name: str | None = None
    local: bool = False

    @property
    def utc(self) -> datetime:
        return self.start.astimezone(timezone.utc)

    @property
    def active(self) -> float:
        """The seconds that count: those in motion where they are known."""
        return self.moving_seconds or self.seconds

    def entry(self) -> dict[str, Any]:
        """The data of a `run` entry of the journal: whole seconds and metres."""
        return {
            "start": self.start.replace(microsecond=0).isoformat(),
            "seconds": round(self.seconds),
            "moving_seconds": _whole(self.moving_seconds),
            "metres": _whole(self.metres),
            "kind": self.kind,
            "effort": None,
            "ascent_m": _whole(self.ascent_m),
            "fingerprint": self.fingerprint,
            "name": self.name,
        }

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that the same record of the same run always has, in whatever zone it is shown."""
        told = f"{self.utc:%Y-%m-%dT%H:%M:%S}|{round(self.seconds)}|{_whole(self.metres)}"
        return hashlib.sha256(told.encode("ascii")).hexdigest()[:16]


@dataclass
class Read:
    """What came of one file: its activities, why it or parts of it could not be read, and what is doubtful."""

    activities: list[Activity] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    passed_over: bool = False  # a file of another sort, in a folder or an archive


class Refused(Exception):
    """A file, or a part of one, that is not read. The words are for the athlete."""

    def __init__(self, code: str, say: str, line: int = 0, column: int = 0, expected: str = ""):
        super().__init__(say)
        self.code, self.say, self.line, self.column, self.expected = code, say, line, column, expected

    def finding(self, file: str) -> Finding:
        return Finding(self.code, self.say, file, self.line, self.column, expected=self.expected)


def printable(text: str) -> str:
    """A name from a file or an archive without what steers a terminal or is no letter at all."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)[:LONGEST]


def in_words(error: BaseException) -> str:
    """What a library says of a broken file, without the words that only programmers know."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    said = (str(error).splitlines() or [""])[0]
    number = NO_NUMBER.search(said)
    if number:
        return f"{number[1]} stands where a number should"
    return said.rstrip(".")[:MOST] or type(error).__name__


def doubt(code: str, say: str, file: str, line: int = 0) -> Finding:
    """Something that was read all the same."""
    return Finding(code, say, file, line, severity="warning")


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)
