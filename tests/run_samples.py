"""Samples of run files, generated: a small FIT encoder, and writers of GPX, TCX and lists. Made by us, no recordings.

Every sample is one run unless it is told otherwise: 2026-11-01 07:30:00 UTC, 30 minutes, 5 km.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

START = datetime(2026, 11, 1, 7, 30, tzinfo=timezone.utc)
SECONDS, METRES = 1800, 5000.0
EPOCH = datetime(1989, 12, 31, tzinfo=timezone.utc)
ENUM, UINT16, UINT32, STRING = 0x00, 0x84, 0x86, 0x07
SPORTS = {"generic": 0, "running": 1, "cycling": 2, "transition": 3, "swimming": 5, "walking": 11}
SUBS = {"generic": 0, "treadmill": 1, "street": 2, "trail": 3, "track": 4, "virtual_activity": 58, "indoor_running": 45}
CRC = (0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
       0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400)  # fmt: skip


def crc(data: bytes) -> int:
    value = 0
    for byte in data:
        for half in (byte & 0xF, byte >> 4):
            value = (value >> 4) & 0x0FFF ^ CRC[value & 0xF] ^ CRC[half]
    return value


def message(number: int, fields: Sequence[tuple[int, int, Any]]) -> bytes:
    """A definition of local message 0 and one message of it. fields : number, base type, raw value"""
    definition, data = b"", b""
    for name, kind, value in fields:
        packed = {
            ENUM: lambda v: struct.pack("<B", v),
            UINT16: lambda v: struct.pack("<H", v),
            UINT32: lambda v: struct.pack("<I", v),
            STRING: lambda v: v.encode() + b"\x00",
        }[kind](value)
        definition += struct.pack("<BBB", name, len(packed), kind)
        data += packed
    return struct.pack("<BBBHB", 0x40, 0, 0, number, len(fields)) + definition + b"\x00" + data


def stamp(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds())


def session(
    start: datetime = START,
    seconds: float = SECONDS,
    metres: float | None = METRES,
    sport: str = "running",
    sub: str = "generic",
    timer: float | None = None,
    name: str = "",
) -> bytes:
    fields = [
        (253, UINT32, stamp(start + timedelta(seconds=seconds))),
        (2, UINT32, stamp(start)),
        (7, UINT32, round(seconds * 1000)),
        (8, UINT32, round((seconds if timer is None else timer) * 1000)),
        (5, ENUM, SPORTS[sport]),
        (6, ENUM, SUBS[sub]),
    ]
    fields += [(9, UINT32, round(metres * 100))] if metres is not None else []
    fields += [(110, STRING, name)] if name else []
    return message(18, fields)


def record(moment: datetime, metres: float) -> bytes:
    return message(20, [(253, UINT32, stamp(moment)), (5, UINT32, round(metres * 100))])


def activity(end: datetime, hours: float | None) -> bytes:
    fields = [(253, UINT32, stamp(end)), (1, UINT16, 1)]
    fields += [(5, UINT32, stamp(end + timedelta(hours=hours)))] if hours is not None else []
    return message(34, fields)


def sport_message(sport: str, sub: str = "generic") -> bytes:
    return message(12, [(0, ENUM, SPORTS[sport]), (1, ENUM, SUBS[sub])])


def fit(*messages: bytes, type: int = 4, checksum: int | None = None) -> bytes:
    """A FIT file of these messages; of one session when there are none. type : 4 activity, 5 workout, 6 course"""
    body = message(0, [(0, ENUM, type)]) + b"".join(messages or (session(),))
    header = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    header += struct.pack("<H", crc(header))
    return header + body + struct.pack("<H", crc(header + body) if checksum is None else checksum)


def points(start: datetime, seconds: int, metres: float, step: int = 60) -> list[tuple[datetime, float, float]]:
    """Moments with degrees north (east is 0) and metres from the start, along a meridian."""
    radius = 6378137.0  # as gpxpy has it
    moments = [*range(0, seconds, step), seconds]
    return [
        (start + timedelta(seconds=at), math.degrees(metres * at / seconds / radius), metres * at / seconds)
        for at in moments
    ]


def written(moment: datetime, hours: float = 0) -> str:
    if not hours:
        return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.astimezone(timezone(timedelta(hours=hours))).isoformat()


def gpx(
    start: datetime = START,
    seconds: int = SECONDS,
    metres: float = METRES,
    sport: str = "running",
    hours: float = 0,
    name: str = "",
    head: str = "",
) -> bytes:
    track = "".join(
        f'<trkpt lat="{north:.9f}" lon="0"><time>{written(moment, hours)}</time></trkpt>\n'
        for moment, north, _ in points(start, seconds, metres)
    )
    type_ = f"<type>{sport}</type>" if sport else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" '
        f'creator="surefoot sample"><trk><name>{name}</name>{type_}<trkseg>\n{track}</trkseg></trk></gpx>\n'
    ).encode()


def tcx_activity(
    start: datetime = START,
    seconds: int = SECONDS,
    metres: float | None = METRES,
    sport: str = "Running",
    timer: float | None = None,
    track: bool = True,
    hours: float = 0,
) -> str:
    distance = "" if metres is None else f"<DistanceMeters>{metres}</DistanceMeters>"
    trackpoints = "".join(
        f"<Trackpoint><Time>{written(moment, hours)}</Time>"
        + ("" if metres is None else f"<DistanceMeters>{far:.1f}</DistanceMeters>")
        + "</Trackpoint>"
        for moment, _, far in points(start, seconds, metres or 0)
    )
    return (
        f'<Activity Sport="{sport}"><Id>{written(start, hours)}</Id><Lap StartTime="{written(start, hours)}">'
        f"<TotalTimeSeconds>{seconds if timer is None else timer}</TotalTimeSeconds>{distance}<Calories>300</Calories>"
        + (f"<Track>{trackpoints}</Track>" if track else "")
        + "</Lap></Activity>"
    )


def tcx(*activities: str, head: str = "", before: str = "") -> bytes:
    inner = "".join(activities or (tcx_activity(),))
    return (
        f'{before}<?xml version="1.0" encoding="UTF-8"?>{head}<TrainingCenterDatabase '
        f'xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>{inner}</Activities>'
        "</TrainingCenterDatabase>"
    ).encode()


STRAVA = (
    "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,"
    "Filename,Elapsed Time,Moving Time,Distance,Max Speed,Elevation Gain"
)
STRAVA_ROW = '1,"Nov 1, 2026, 7:30:00 AM",Sample,Run,,1800,5.00,150,activities/1.fit.gz,1800,1795,5000.0,4.1,12.5'
GARMIN = "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Total Ascent,Moving Time,Elapsed Time"
GARMIN_ROW = 'Running,2026-11-01 08:30:00,false,"Sample","5.00","412","00:30:00","148","12","00:29:55","00:30:00"'


def sheet(*lines: str) -> bytes:
    return ("\n".join(lines) + "\n").encode()
