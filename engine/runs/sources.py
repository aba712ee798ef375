"""Which files a path holds: one, those of a folder, or those of an archive. What could do harm is refused by name.

Nothing is unpacked onto the disk. Sizes are looked at before anything is read, and what is read is cut off at them.
"""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from ..findings import Finding
from .activity import Refused, printable
from .settings import MEGABYTE, Settings

FORMS = (".fit", ".gpx", ".tcx", ".csv")
PACKED = (".zip",)
GZIP = b"\x1f\x8b"
OUTSIDE = re.compile(r"\A[/\\]|\A[A-Za-z]:|(?:\A|[/\\])\.\.(?:[/\\]|\Z)")
ENCRYPTED = 0x1


@dataclass(frozen=True)
class Source:
    """A file that may hold activities. alone : the athlete named this very file"""

    name: str
    read: Callable[[], bytes]
    alone: bool = False


@dataclass
class Found:
    """What is below a path. To be left (`with`) once all is read: archives stay open until then.

    others : files that are of no sort of ours, and not looked at
    """

    sources: list[Source] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    others: int = 0
    archives: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Found:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.archives.close()


def find(path: Path, settings: Settings) -> Found:
    """The files below a path, in order.

    Errors: Refused when the path itself can't be read, or holds more than it may.
    """
    found = Found()
    try:
        _below(path, settings, found)
    except Refused:
        found.archives.close()
        raise
    return found


def _below(path: Path, settings: Settings, found: Found) -> None:
    if path.is_dir():
        _folder(path, settings, found)
    elif path.is_file() and (path.suffix.lower() in PACKED or zipfile.is_zipfile(path)):
        _archive(path, "", settings, found)
    elif path.is_file():
        found.sources.append(Source(printable(path.name), lambda: _plain(path, settings), alone=True))
    else:
        raise Refused("unreadable", "It is neither a file nor a folder.")


def _folder(root: Path, settings: Settings, found: Found) -> None:
    most = int(settings.number["limits.files"])
    count = 0
    for folder, folders, files in os.walk(root, onerror=lambda error: _unreadable(error, found)):
        folders.sort()
        for name in sorted(files):
            path = Path(folder, name)
            shown = printable(path.relative_to(root).as_posix())
            count += 1
            if count > most:
                raise Refused("too-many-files", f"It holds more than {most} files.")
            if _hidden(shown) or not _wanted(name, PACKED + FORMS):
                found.others += 1
            elif path.is_symlink():
                found.findings.append(Finding("link", "It is a link to another file: not followed.", shown))
            elif not path.is_file():
                found.others += 1
            elif name.lower().endswith(PACKED):
                _tried(path, shown, settings, found)
            else:
                found.sources.append(Source(shown, _reader(path, settings)))


def _tried(path: Path, shown: str, settings: Settings, found: Found) -> None:
    """An archive in a folder: what is wrong with it doesn't stop the rest."""
    try:
        _archive(path, f"{shown}/", settings, found)
    except Refused as refused:
        found.findings.append(refused.finding(shown))


def _archive(path: Path, before: str, settings: Settings, found: Found) -> None:
    """The files of an archive. before : what their names are shown behind"""
    try:
        archive = found.archives.enter_context(zipfile.ZipFile(path))
        members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused("broken-archive", f"It can't be read as an archive: {_cause(error)}.") from error
    if len(members) > settings.number["limits.files"]:
        raise Refused("too-many-files", f"It holds more than {settings.number['limits.files']:.0f} files.")
    wanted = [member for member in members if not _hidden(member.filename)]
    wanted = [member for member in wanted if _wanted(member.filename, PACKED + FORMS)]
    unpacked = sum(member.file_size for member in wanted)
    if unpacked > settings.bytes_of("archive_mb"):
        most = settings.bytes_of("archive_mb") // MEGABYTE
        say = f"It would unpack to {unpacked // MEGABYTE} MB; at most {most} are read."
        raise Refused("too-large", say)
    found.others += len(members) - len(wanted)
    for member in sorted(wanted, key=lambda member: member.filename):
        shown = printable(before + member.filename)
        try:
            _harmless(member, settings)
        except Refused as refused:
            found.findings.append(refused.finding(shown))
        else:
            found.sources.append(Source(shown, _member(archive, member, settings)))


def _harmless(member: zipfile.ZipInfo, settings: Settings) -> None:
    """Errors: Refused when a member of an archive could do harm."""
    if OUTSIDE.search(member.filename):
        raise Refused("outside-path", "Its name leads out of the archive: refused.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused("link", "It is a link to another file: not followed.")
    if member.flag_bits & ENCRYPTED:
        raise Refused("encrypted", "It is encrypted: unpack it with its password first.")
    if member.filename.lower().endswith(PACKED):
        raise Refused("nested-archive", "It is an archive in an archive: unpack it and give its folder.")
    _size(member.file_size, settings)
    _ratio(member.file_size, member.compress_size, settings)


def _size(size: int, settings: Settings) -> None:
    most = settings.bytes_of("file_mb")
    if size > most:
        raise Refused("too-large", f"It is larger than {most // MEGABYTE} MB.")


def _ratio(size: int, packed: int, settings: Settings) -> None:
    if size > MEGABYTE and size > settings.number["limits.ratio"] * max(packed, 1):
        raise Refused("ratio", "It unpacks to far more than a recording can: refused.")


def _reader(path: Path, settings: Settings) -> Callable[[], bytes]:
    return lambda: _plain(path, settings)


def _plain(path: Path, settings: Settings) -> bytes:
    most = settings.bytes_of("file_mb")
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise Refused("unreadable", f"It can't be read: {error.strerror}.") from error
    _size(len(data), settings)
    return _unzipped(data, settings)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, settings: Settings) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with archive.open(member) as file:
                data = file.read(settings.bytes_of("file_mb") + 1)
        except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError) as error:
            raise Refused("broken-archive", f"It can't be unpacked: {_cause(error)}.") from error
        _size(len(data), settings)
        return _unzipped(data, settings)

    return read


def _unzipped(data: bytes, settings: Settings) -> bytes:
    """A file as it is, or what a gzip file holds: no further than a recording can unpack to."""
    if not data.startswith(GZIP):
        return data
    most = min(settings.bytes_of("file_mb"), max(MEGABYTE, int(len(data) * settings.number["limits.ratio"])))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            inner = file.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Refused("broken-archive", f"It can't be unpacked: {_cause(error)}.") from error
    _size(len(inner), settings)
    _ratio(len(inner), len(data), settings)
    return inner


def _wanted(name: str, suffixes: tuple[str, ...]) -> bool:
    return name.lower().removesuffix(".gz").endswith(suffixes)


def _hidden(name: str) -> bool:
    """True for what systems put beside the files: .DS_Store, ._run.fit, __MACOSX/."""
    parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _unreadable(error: OSError, found: Found) -> None:
    found.findings.append(Finding("unreadable", f"It can't be read: {error.strerror}.", printable(str(error.filename))))


def _cause(error: BaseException) -> str:
    if isinstance(error, EOFError):
        return "it ends in the middle"
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")[:100]
