"""FIT files: each session of each activity in them. Read with fitdecode, damaged ones as far as they go."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

from .activity import FIT, NO_RUN, UNSAID, Activity, Read, Refused, doubt
from .lists import in_zone
from .settings import Settings

ZONES = (timedelta(hours=-12), timedelta(hours=14))
QUARTER = 900  # seconds: zones differ by multiples of it


@dataclass
class _Part:
    """One of the FIT files that a file can hold end to end."""

    type: Any = "activity"
    sport: tuple[str, str, str] = ("", "", "")  # as last told: sport, sub-sport, its name
    sessions: list[Any] = field(default_factory=list)
    offset: timedelta | None = None
    first: datetime | None = None
    last: datetime | None = None
    metres: float | None = None


def read_fit(data: bytes, file: str, settings: Settings, zone: tzinfo) -> Read:
    """The activities of a FIT file.

    zone : in which times are shown where the file doesn't know its own
    Errors: Refused when nothing can be read from it.
    """
    read = Read()
    parts: list[_Part] = []
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        broken = _frames(data, parts)
    if any("crc" in str(warning.message).lower() for warning in told):
        read.findings.append(doubt("bad-crc", "Its checksum is wrong: some of it may be damaged. It was read.", file))
    for part in parts:
        if part.type != "activity":
            read.activities += _other(part, file, zone)
        elif part.sessions:
            read.activities += [_session(session, part, file, settings, zone) for session in part.sessions]
        elif part.first and part.last and part.last > part.first:
            say = "It ends before its summary, as when a battery dies: taken from its records."
            read.findings.append(doubt("no-summary", say, file))
            broken = ""
            read.activities.append(_from_records(part, part.first, part.last, file, settings, zone))
    if broken and read.activities:
        read.findings.append(doubt("broken-fit", f"It is damaged: {broken}. What could be read was taken.", file))
    if not read.activities:
        raise Refused("broken-fit", f"It is damaged: {broken}." if broken else "There is no activity in it.")
    return read


def _frames(data: bytes, parts: list[_Part]) -> str:
    """Every message into the parts; what stopped the reading, or ""."""
    import fitdecode

    try:
        with fitdecode.FitReader(data, check_crc=fitdecode.CrcCheck.WARN) as reader:
            for frame in reader:
                if isinstance(frame, fitdecode.FitHeader):
                    parts.append(_Part())
                elif isinstance(frame, fitdecode.FitDataMessage):
                    _take(frame, parts[-1])
    except fitdecode.FitEOFError:
        return "it ends in the middle"
    except fitdecode.FitParseError as error:
        return f"from byte {error.offset} on it makes no sense"
    except Exception as error:  # what fitdecode meets in damaged bytes comes as errors of many kinds
        return f"its parts don't fit together ({type(error).__name__})"
    return ""


def _take(frame: Any, part: _Part) -> None:
    name = frame.name
    if name == "record":
        when = _moment(frame, "timestamp")
        part.first, part.last = part.first or when, when or part.last
        part.metres = _number(frame, "distance") or part.metres
    elif name == "session":
        part.sessions.append((frame, part.sport))
    elif name == "sport":
        part.sport = (_word(frame, "sport"), _word(frame, "sub_sport"), _word(frame, "name"))
    elif name == "file_id":
        part.type = _value(frame, "type") or "activity"
    elif name == "activity":
        local, universal = _moment(frame, "local_timestamp"), _moment(frame, "timestamp")
        if local and universal:
            offset = timedelta(seconds=round((local - universal).total_seconds() / QUARTER) * QUARTER)
            part.offset = offset if ZONES[0] <= offset <= ZONES[1] else None


def _session(told: Any, part: _Part, file: str, settings: Settings, zone: tzinfo) -> Activity:
    session, named = told
    elapsed, timer = _number(session, "total_elapsed_time"), _number(session, "total_timer_time")
    start, end = _moment(session, "start_time"), _moment(session, "timestamp")
    if elapsed is None:
        elapsed = timer or ((end - start).total_seconds() if start and end else None)
    if start is None and end is not None and elapsed is not None:
        start = end - timedelta(seconds=elapsed)
    start = start or part.first
    if start is None and isinstance(_value(session, "start_time"), int):
        raise Refused("clock", "Its clock was not set: it doesn't say on which day it was.")
    if start is None or not elapsed:
        raise Refused("broken-fit", "A session in it has no start or no duration.")
    sport, sub = _word(session, "sport"), _word(session, "sub_sport")
    profile = _word(session, "sport_profile_name") or (named[2] if named[0] == sport else "")
    metres = _number(session, "total_distance")
    if metres is None and len(part.sessions) == 1:
        metres = part.metres
    kind, word = _kind(sport, sub, profile, settings)
    return Activity(
        _shown(start, part, zone), max(elapsed, timer or 0), timer, metres or None, kind, word, FIT, file,
        ascent_m=_number(session, "total_ascent"),
    )  # fmt: skip


def _from_records(
    part: _Part, first: datetime, last: datetime, file: str, settings: Settings, zone: tzinfo
) -> Activity:
    kind, word = _kind(*part.sport, settings)
    seconds = (last - first).total_seconds()
    return Activity(_shown(first, part, zone), seconds, None, part.metres or None, kind, word, FIT, file)


def _other(part: _Part, file: str, zone: tzinfo) -> Iterator[Activity]:
    """A course, a workout, a day's steps: no activity, and told as such."""
    start = part.first or datetime(2000, 1, 1, tzinfo=timezone.utc)
    yield Activity(_shown(start, part, zone), 0, None, None, NO_RUN, f"{part.type} file", FIT, file)


def _kind(sport: str, sub: str, profile: str, settings: Settings) -> tuple[str, str]:
    """The kind of a session, and its sport in the file's words."""
    kind = settings.kind(f"{sport}/{sub}") if sub else NO_RUN
    kind = kind if kind not in (NO_RUN, UNSAID) else settings.kind(sport, profile)
    known = [word for word in (sport, sub) if word and word != "generic"]
    return kind, " ".join(reversed(known)).replace("_", " ") or profile


def _shown(start: datetime, part: _Part, zone: tzinfo) -> datetime:
    """A start on the clock where it was, or else in the athlete's zone."""
    return start.astimezone(timezone(part.offset)) if part.offset is not None else in_zone(start, zone)


def _value(frame: Any, name: str) -> Any:
    return frame.get_value(name, fallback=None)


def _word(frame: Any, name: str) -> str:
    value = _value(frame, name)
    return str(value) if isinstance(value, (str, int)) else ""


def _number(frame: Any, name: str) -> float | None:
    value = _value(frame, name)
    return float(value) if isinstance(value, (int, float)) else None


def _moment(frame: Any, name: str) -> datetime | None:
    value = _value(frame, name)
    return value if isinstance(value, datetime) and value.tzinfo is not None else None
