"""TCX files: each activity in them. Points are read with tcxreader; it knows neither the laps' times nor a second
activity, so these are taken from the tree that was checked before."""

from __future__ import annotations

import io
import math
from datetime import datetime, timezone, tzinfo
from typing import Any

from .activity import TCX, Activity, Read, Refused, in_words
from .dates import read_when
from .lists import in_zone
from .settings import Settings
from .xml import local_name, safe_root, safe_text

SPACE = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
TAG = f"{{{SPACE}}}"


def read_tcx(data: bytes, file: str, settings: Settings, zone: tzinfo) -> Read:
    """The activities of a TCX file. Errors: Refused when there is none that can be read."""
    text = safe_text(data)
    root = safe_root(text)
    activities = list(root.iter(f"{TAG}Activity"))
    if not activities:
        what = "a course or a workout" if any(local_name(part.tag) in ("Courses", "Workouts") for part in root) else ""
        raise Refused("no-activity", f"It is no recording: {what or 'there is no activity in it'}.")
    found = []
    for activity in activities:
        points = _points(text if len(activities) == 1 else _alone(activity))
        found.append(_activity(activity, points, file, settings, zone))
    return Read(found)


def _points(text: str) -> Any:
    """What tcxreader makes of one activity."""
    from tcxreader.tcxreader import TCXReader

    try:
        return TCXReader().read(io.BytesIO(text.encode("utf-8")), only_gps=False)
    except Exception as error:  # a number that is none, a missing attribute: tcxreader lets each error through
        raise Refused("broken-tcx", f"It can't be read as TCX: {in_words(error)}.") from error


def _activity(element: Any, points: Any, file: str, settings: Settings, zone: tzinfo) -> Activity:
    times = [_universal(point.time) for point in points.trackpoints if point.time is not None]
    laps = list(element.iter(f"{TAG}Lap"))
    timer = math.fsum(_number(lap.find(f"{TAG}TotalTimeSeconds")) for lap in laps)
    start = min(times) if times else _first_lap(element, laps)
    if start is None:
        raise Refused("no-times", "It is no recording: nothing in it says when it began.")
    elapsed = (max(times) - start).total_seconds() if times else 0.0
    seconds = max(elapsed, timer)
    if not seconds:
        raise Refused("no-times", "It is no recording: nothing in it says how long it took.")
    furthest = max((point.distance for point in points.trackpoints if point.distance), default=None)
    sport = element.get("Sport") or ""
    return Activity(
        in_zone(start, zone), seconds, timer or None, points.distance or furthest, settings.kind(sport), sport, TCX,
        file, ascent_m=points.ascent if points.altitude_max is not None else None,
    )  # fmt: skip


def _first_lap(element: Any, laps: list[Any]) -> datetime | None:
    told = [lap.get("StartTime") or "" for lap in laps] + [(element.findtext(f"{TAG}Id") or "")]
    for text in told:
        try:
            return _universal(read_when(text, (), None))
        except ValueError:
            continue
    return None


def _alone(element: Any) -> str:
    """A document with one activity, for a reader that runs several together."""
    from xml.etree.ElementTree import tostring

    inner = tostring(element, encoding="unicode")
    return f'<TrainingCenterDatabase xmlns="{SPACE}"><Activities>{inner}</Activities></TrainingCenterDatabase>'


def _universal(time: datetime) -> datetime:
    return time if time.tzinfo is not None else time.replace(tzinfo=timezone.utc)


def _number(element: Any) -> float:
    try:
        return max(float(element.text), 0.0) if element is not None and element.text else 0.0
    except ValueError:
        return 0.0
