"""GPX files: each track is an activity. Read with gpxpy; its distance is measured along the points, climbs included."""

from __future__ import annotations

from datetime import timezone, tzinfo
from typing import Any

from .activity import GPX, Activity, Read, Refused, in_words
from .lists import in_zone
from .settings import Settings
from .xml import safe_root, safe_text

MOST_SPACES = 1_000


def read_gpx(data: bytes, file: str, settings: Settings, zone: tzinfo) -> Read:
    """The activities of a GPX file. A time with an offset keeps it.

    Errors: Refused when there is no track with times in it.
    """
    import gpxpy
    from gpxpy.gpx import GPXException

    text = safe_text(data)
    safe_root(text)
    if text.count("xmlns") > MOST_SPACES:  # gpxpy looks for each of them through the whole file
        raise Refused("broken-gpx", "It names more namespaces than a recording has.")
    try:
        gpx = gpxpy.parse(text)
    except (GPXException, ValueError, TypeError, RecursionError) as error:
        raise Refused("broken-gpx", f"It can't be read as GPX: {in_words(error)}.") from error
    tracks = [track for track in gpx.tracks if any(segment.points for segment in track.segments)]
    timed = [_track(track, file, settings, zone) for track in tracks]
    found = [activity for activity in timed if activity is not None]
    if not found:
        what = "its track has no times" if tracks else "a route" if gpx.routes else "there is no track in it"
        raise Refused("no-times", f"It is no recording: {what}.")
    return Read(found)


def _track(track: Any, file: str, settings: Settings, zone: tzinfo) -> Activity | None:
    """One track; None when fewer than two of its points have a time."""
    times = [point.time for segment in track.segments for point in segment.points if point.time is not None]
    if len(times) < 2:
        return None
    times = [time if time.tzinfo is not None else time.replace(tzinfo=timezone.utc) for time in times]
    first, last = min(times), max(times)
    start = first.astimezone(timezone(first.utcoffset())) if first.utcoffset() else in_zone(first, zone)
    moving = track.get_moving_data(raw=True).moving_time
    climbed = track.get_uphill_downhill().uphill if track.has_elevations() else None
    return Activity(
        start, (last - first).total_seconds(), moving or None, track.length_3d() or None, settings.kind(track.type),
        _sport(track.type), GPX, file, ascent_m=climbed, name=track.name or None,
    )  # fmt: skip


def _sport(word: str | None) -> str:
    """The sport in words: some sites write a number."""
    return f"type {word}" if word and word.isdigit() else word or ""
