"""One file into activities: what it is, told by its content, and which reader takes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import tzinfo

from .activity import Read, Refused
from .settings import Settings
from .sources import Source

FIT_MARK = (8, b".FIT")
ROOT = re.compile(rb"<(?:[A-Za-z0-9]+:)?(gpx|TrainingCenterDatabase)[\s>]")
LOOK = 4_000  # bytes at the beginning in which an XML file shows what it is
LIST = ".csv"
EXPORTED = "activities"  # how lists of activities are called by those who write them
SHOWN = 24


@dataclass(frozen=True)
class How:
    """How files are read. zone : where the athlete was; unit : of distances in lists, km or mi

    first : days stand before months in the dates of lists; None when the lists have to show it
    """

    settings: Settings
    zone: tzinfo
    unit: str = "km"
    first: bool | None = None


def read_source(source: Source, how: How) -> Read:
    """What comes of a file; what stands against reading it is a finding."""
    try:
        return _read(source.read(), source, how)
    except Refused as refused:
        return Read(findings=[refused.finding(source.name)])


def _read(data: bytes, source: Source, how: How) -> Read:
    name = source.name.lower().removesuffix(".gz")
    if not data.strip():
        raise Refused("empty-file", "It is empty.")
    start, mark = FIT_MARK
    root = ROOT.search(data[:LOOK].replace(b"\x00", b""))
    if data[start : start + len(mark)] == mark:
        from .fit import read_fit

        return read_fit(data, source.name, how.settings, how.zone)
    if root and root[1] == b"gpx":
        from .gpx import read_gpx

        return read_gpx(data, source.name, how.settings, how.zone)
    if root:
        from .tcx import read_tcx

        return read_tcx(data, source.name, how.settings, how.zone)
    if name.endswith(LIST):
        return _list(data, source, how)
    raise Refused("not-a-run-file", f"It isn't {_kind(name)}: it begins with {_begin(data)}.")


def _list(data: bytes, source: Source, how: How) -> Read:
    from .lists import read_list

    try:
        return read_list(data, source.name, how.settings, how.zone, how.unit, how.first)
    except Refused as refused:
        last = source.name.rpartition("/")[2].lower()
        if refused.code == "unknown-headers" and not source.alone and not last.startswith(EXPORTED):
            return Read(passed_over=True)
        raise


def _kind(name: str) -> str:
    named = {"fit": "a FIT file", "gpx": "a GPX file", "tcx": "a TCX file"}
    return named.get(name.rpartition(".")[2], "a file of runs that surefoot knows")


def _begin(data: bytes) -> str:
    text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in data[:SHOWN])
    return f"'{text}'"
