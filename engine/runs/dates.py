"""Dates as lists write them: 2026-08-10 10:52:21, Jan 1, 2024, 10:00:00 AM, 21.07.2026, 15:09:27, 9 de mar. de 2025."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from .numbers import shown
from .settings import Language, plain

ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?\Z"
)
TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?(?:\s*([ap])\.?\s?m\b\.?)?", re.IGNORECASE)
FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\Z")
CENTURY = 2000


def days_first(cells: Iterable[str]) -> bool | None:
    """True when days stand before months in these dates, False when after; None when they don't show it."""
    pairs = [(int(match[1]), int(match[3])) for cell in cells if (match := FIGURES.match(_day(cell)))]
    first, second = any(one > 12 for one, _ in pairs), any(two > 12 for _, two in pairs)
    return None if first == second else first


def read_when(text: str, languages: Iterable[Language], first: bool | None) -> datetime:
    """The moment that a cell tells; without an offset unless it gives one itself.

    languages : those whose months may stand there, the likeliest first
    first : days stand before months in dates of figures; None when that can't be told
    Errors: ValueError, in words.
    """
    said = text.strip().replace("\u202f", " ").replace("\u00a0", " ")
    match = ISO.match(said)
    if match:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
        return _moment(said, (year, month, day), (hour, minute, second), _offset(match[7]))
    time = TIME.search(said)
    if not time:
        raise ValueError(f"{shown(said)} has no time of day")
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    if time[4]:
        if not 1 <= hour <= 12:
            raise ValueError(f"{shown(said)} is not a time")
        hour = hour % 12 + (12 if time[4].lower() == "p" else 0)
    return _moment(said, _date(_day(said), tuple(languages), first), (hour, minute, second), None)


def _moment(said: str, day: tuple[int, int, int], time: tuple[int, int, int], offset: timezone | None) -> datetime:
    try:
        return datetime(*day, *time, tzinfo=offset)
    except ValueError as error:
        raise ValueError(f"{shown(said)}: there is no such day or time") from error


def _date(text: str, languages: tuple[Language, ...], first: bool | None) -> tuple[int, int, int]:
    figures = FIGURES.match(text)
    if figures:
        one, two, year = int(figures[1]), int(figures[3]), int(figures[4])
        first = True if figures[2] == "." or one > 12 else first
        if first is None and two <= 12 and one != two:
            raise ValueError(f"{shown(text)} can be two days")
        return year + (CENTURY if year < 100 else 0), *((two, one) if first else (one, two))
    for language in languages:
        year = month = day = 0
        for word in re.findall(r"[^\W\d_]+|\d+", text):
            if word.isdecimal():
                year, day = (int(word), day) if len(word) == 4 else (year, int(word))
            elif (number := language.month(word)) and not month:
                month = number
            elif plain(word) not in language.fill:
                break
        else:
            if year and month and day:
                return year, month, day
    raise ValueError(f"{shown(text)} is not a date that surefoot can read")


def _day(text: str) -> str:
    """What is left of a cell without its time of day."""
    return TIME.sub(" ", text.replace("\u202f", " ").replace("\u00a0", " ")).strip(" ,")


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text.isalpha():
        return timezone.utc
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
