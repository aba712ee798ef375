"""Reads run files as the command does, in tests."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from surefoot.engine.runs.activity import Read
from surefoot.engine.runs.read import How, read_source
from surefoot.engine.runs.settings import Settings
from surefoot.engine.runs.sources import Source, find
from surefoot.engine.runs.take import Taken, take

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 12, tzinfo=timezone.utc)
OTHERS = Path(__file__).parent / "runs" / "others"


class Reader:
    """Reads bytes as the command does with a file of that name."""

    def __init__(self, settings: Settings):
        self.settings = settings

    def __call__(self, data: bytes, name: str, **how: object) -> Read:
        return read_source(Source(name, lambda: data, alone=True), How(self.settings, BERLIN, **how))  # type: ignore[arg-type]

    def other(self, name: str) -> Read:
        """A file made by others."""
        with find(OTHERS / name, self.settings) as found:
            return read_source(found.sources[0], How(self.settings, BERLIN))

    def take(self, *files: tuple[str, bytes], **options: object) -> Taken:
        reads = [self(data, name) for name, data in files]
        return take(reads, (), self.settings, NOW, **options)  # type: ignore[arg-type]
