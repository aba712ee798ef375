"""What a run can be: which of several readings of a distance is believed, and which recordings are mistakes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from ..findings import Finding
from .activity import Activity, doubt
from .settings import Settings

HOUR = 3600.0


def metres_of(candidates: Iterable[float], seconds: float, settings: Settings) -> float | None:
    """The first of these distances that somebody can run in this time; None if there is none."""
    return next((metres for metres in candidates if believable(metres, seconds, settings)), None)


def believable(metres: float, seconds: float, settings: Settings) -> bool:
    slowest, fastest = settings.number["believable.slowest_kmh"], settings.number["believable.fastest_kmh"]
    return seconds > 0 and slowest <= kmh(metres, seconds) <= fastest


def kmh(metres: float, seconds: float) -> float:
    return metres / 1000 / (seconds / HOUR)


def speed_words(metres: float, seconds: float) -> str:
    """How far in how long, for a person: `42.20 km in 10 min`."""
    minutes = round(seconds / 60)
    took = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
    return f"{metres / 1000:.2f} km in {took if minutes else f'{round(seconds)} s'}"


def without_idle_metres(activity: Activity, settings: Settings) -> Activity:
    """A run without the few metres that a watch counts indoors, where it lies still: it counts by its time."""
    if activity.metres is None or kmh(activity.metres, activity.active) >= settings.number["believable.slowest_kmh"]:
        return activity
    return replace(activity, metres=None)


def without_the_unbelieved(activity: Activity, settings: Settings) -> tuple[Activity, list[Finding]]:
    """A run without a distance that nobody runs in its time, and the doubt that says so."""
    if activity.metres is None or believable(activity.metres, activity.active, settings):
        return activity, []
    say = f"{speed_words(activity.metres, activity.active)} can't be: counted by its time."
    return replace(activity, metres=None), [doubt("distance-not-believed", say, activity.file, activity.line)]


def why_not(activity: Activity, settings: Settings, now: datetime) -> str:
    """Why a recording can't be what it says; "" when it can. now : the moment of the import, with its offset"""
    number = settings.number
    if activity.utc.year < number["believable.earliest_year"]:
        return f"It says that it began in {activity.utc.year}: its clock was not set."
    if activity.utc > now:
        return f"It says that it began on {activity.start.date()}, which is still to come."
    if activity.active > number["believable.longest_h"] * HOUR:
        return f"It says that it took {activity.active / HOUR:.0f} hours."
    return ""
