"""Files that could do harm are refused by name, and the rest goes on."""

from __future__ import annotations

import gzip
import os
import stat
import struct
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from run_reading import BERLIN, NOW, Reader
from run_samples import STRAVA, STRAVA_ROW, fit, gpx, session, sheet, tcx

from surefoot.engine.findings import Finding
from surefoot.engine.runs.activity import Refused
from surefoot.engine.runs.read import How, read_source
from surefoot.engine.runs.settings import Settings
from surefoot.engine.runs.sources import find
from surefoot.engine.runs.take import Taken, take

ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
EMPTY_TYPE = "<!DOCTYPE gpx>"


def imported(path: Path, settings: Settings) -> tuple[Taken, list[Finding]]:
    """What is taken of a path, and what was refused before reading."""
    with find(path, settings) as found:
        how = How(settings, BERLIN)
        return take([read_source(source, how) for source in found.sources], (), settings, NOW), found.findings


def archive(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members:
            packed.writestr(name, data)
    return path


def smaller(settings: Settings, **limits: float) -> Settings:
    return replace(settings, number={**settings.number, **{f"limits.{key}": value for key, value in limits.items()}})


# ---- archives -------------------------------------------------------------------------------------------------------


def test_an_archive_is_read_like_a_folder(tmp_path: Path, settings: Settings) -> None:
    path = archive(
        tmp_path / "export.zip",
        ("activities.csv", sheet(STRAVA, STRAVA_ROW)),
        ("activities/1.fit.gz", gzip.compress(fit())),
        ("activities/2.GPX", gpx()),
        ("profile.csv", b"a,b\n1,2\n"),
        ("media/photo.jpg", b"\xff\xd8"),
        ("__MACOSX/activities/._2.gpx", b"x"),
        (".DS_Store", b"x"),
    )
    taken, refused = imported(path, settings)
    assert (len(taken.runs), taken.twice, taken.failed, refused) == (1, 2, [], [])
    assert taken.runs[0].activity.file == "activities/1.fit.gz"
    assert taken.others == 1  # profile.csv: a list of something else


@pytest.mark.parametrize(
    "name", ["../outside.fit", "/etc/run.fit", "a/../../run.fit", "C:\\run.fit", "..\\run.fit", "\\\\server\\run.fit"]
)
def test_a_path_out_of_the_archive(tmp_path: Path, settings: Settings, name: str) -> None:
    taken, refused = imported(archive(tmp_path / "x.zip", (name, fit()), ("ok.fit", fit())), settings)
    assert [(finding.code, finding.say) for finding in refused] == [
        ("outside-path", "Its name leads out of the archive: refused.")
    ]
    assert len(taken.runs) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.zip"]


def test_a_link_in_an_archive(tmp_path: Path, settings: Settings) -> None:
    link = zipfile.ZipInfo("link.gpx")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    _, refused = imported(archive(tmp_path / "x.zip", (link, b"/etc/passwd")), settings)
    assert [finding.say for finding in refused] == ["It is a link to another file: not followed."]


def test_an_archive_in_an_archive(tmp_path: Path, settings: Settings) -> None:
    inner = archive(tmp_path / "inner.zip", ("a.fit", fit())).read_bytes()
    taken, refused = imported(archive(tmp_path / "x.zip", ("Part1.zip", inner), ("b.fit", fit())), settings)
    assert [finding.say for finding in refused] == [
        "It is an archive in an archive: unpack it and give its folder."
    ]
    assert len(taken.runs) == 1


def test_an_archive_under_another_name_is_no_way_in(tmp_path: Path, settings: Settings) -> None:
    inner = archive(tmp_path / "inner.zip", ("a.fit", fit())).read_bytes()
    taken, _ = imported(archive(tmp_path / "x.zip", ("run.fit", inner)), settings)
    assert [finding.code for finding in taken.failed] == ["not-a-run-file"]


def test_archives_in_a_folder_are_opened(tmp_path: Path, settings: Settings) -> None:
    """Garmin Connect packs each original file on its own."""
    archive(tmp_path / "1.zip", ("1_ACTIVITY.fit", fit()))
    (tmp_path / "2.zip").write_bytes(b"PK\x03\x04 and then nothing")
    taken, refused = imported(tmp_path, settings)
    assert [run.activity.file for run in taken.runs] == ["1.zip/1_ACTIVITY.fit"]
    assert [(finding.file, finding.code) for finding in refused] == [("2.zip", "broken-archive")]


def test_a_bomb_of_one_file(tmp_path: Path, settings: Settings) -> None:
    bomb = gpx().replace(b"</gpx>", b" " * 20_000_000 + b"</gpx>")
    began = time.monotonic()
    taken, refused = imported(archive(tmp_path / "x.zip", ("bomb.gpx", bomb), ("ok.fit", fit())), settings)
    assert [finding.say for finding in refused] == ["It unpacks to far more than a recording can: refused."]
    assert (len(taken.runs), time.monotonic() - began < 5) == (1, True)


def test_a_bomb_that_lies_about_its_size(tmp_path: Path, settings: Settings) -> None:
    """The directory says a kilobyte; the stream holds twenty megabytes."""
    path = archive(tmp_path / "x.zip", ("bomb.gpx", b"<gpx>" + b" " * 20_000_000))
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(mark) + at
        data[place : place + 4] = struct.pack("<I", 1000)
    path.write_bytes(data)
    taken, refused = imported(path, settings)
    assert len(taken.failed) + len(refused) == 1
    assert taken.runs == []


def test_many_files_that_are_too_much_together(tmp_path: Path, settings: Settings) -> None:
    path = archive(tmp_path / "x.zip", *((f"{n}.gpx", os.urandom(500_000)) for n in range(5)))
    with pytest.raises(Refused, match="It would unpack to 2 MB; at most 1 are read"):
        find(path, smaller(settings, archive_mb=1))


def test_too_many_files(tmp_path: Path, settings: Settings) -> None:
    few = smaller(settings, files=3)
    path = archive(tmp_path / "x.zip", *((f"{n}.fit", b"") for n in range(4)))
    with pytest.raises(Refused, match="It holds more than 3 files"):
        find(path, few)
    for number in range(4):
        (tmp_path / f"{number}.fit").write_bytes(b"")
    with pytest.raises(Refused, match="It holds more than 3 files"):
        find(tmp_path, few)


def test_a_file_that_is_too_large(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "large.gpx").write_bytes(b"x" * 2_000_001)
    archive(tmp_path / "x.zip", ("large.gpx", os.urandom(2_000_001)))
    taken, refused = imported(tmp_path, smaller(settings, file_mb=2))
    assert [finding.say for finding in [*taken.failed, *refused]] == ["It is larger than 2 MB."] * 2


def test_a_gzip_bomb(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "bomb.gpx.gz").write_bytes(gzip.compress(b" " * 50_000_000))
    (tmp_path / "ok.gpx.gz").write_bytes(gzip.compress(gpx()))
    taken, _ = imported(tmp_path, settings)
    assert [finding.say for finding in taken.failed] == ["It unpacks to far more than a recording can: refused."]
    assert len(taken.runs) == 1


def test_an_encrypted_archive_says_so(tmp_path: Path, settings: Settings) -> None:
    path = archive(tmp_path / "x.zip", ("a.fit", fit()))
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    assert [finding.say for finding in imported(path, settings)[1]] == [
        "It is encrypted: unpack it with its password first."
    ]


def test_a_damaged_member_is_named_and_the_rest_goes_on(tmp_path: Path, settings: Settings) -> None:
    path = archive(tmp_path / "x.zip", ("a.gpx", gpx()), ("b.fit", fit()))
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    taken, _ = imported(path, settings)
    assert [(finding.file, finding.code) for finding in taken.failed] == [("a.gpx", "broken-archive")]
    assert len(taken.runs) == 1


# ---- folders --------------------------------------------------------------------------------------------------------


def test_links_in_a_folder_are_not_followed(tmp_path: Path, settings: Settings) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.fit").write_bytes(fit())
    folder = tmp_path / "runs"
    folder.mkdir()
    (folder / "link.fit").symlink_to(outside / "a.fit")
    (folder / "more").symlink_to(outside)
    (folder / "round").symlink_to(folder)
    taken, refused = imported(folder, settings)
    assert (taken.runs, [(finding.file, finding.code) for finding in refused]) == ([], [("link.fit", "link")])


def test_what_is_no_file_is_not_opened(tmp_path: Path, settings: Settings) -> None:
    os.mkfifo(tmp_path / "pipe.fit")
    (tmp_path / "folder.fit").mkdir()
    taken, refused = imported(tmp_path, settings)
    assert (taken.runs, taken.failed, refused) == ([], [], [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.fit").write_bytes(fit())
    (tmp_path / "a.fit").chmod(0)
    assert [finding.code for finding in imported(tmp_path, settings)[0].failed] == ["unreadable"]


# ---- XML ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("head", [ENTITIES, OUTSIDE, EMPTY_TYPE])
@pytest.mark.parametrize("make", [gpx, tcx])
def test_entities_and_document_types(reader: Reader, head: str, make: Callable[..., bytes]) -> None:
    data = make(head=head).replace(b"surefoot sample", b"&b;")
    read = reader(data, "x.xml")
    assert [(finding.code, finding.say) for finding in read.findings] == [
        ("xml-entities", "It declares a document type or entities, which can fill memory or read other files: refused.")
    ]
    assert read.activities == []


def test_entities_behind_another_encoding(reader: Reader) -> None:
    data = gpx(head=ENTITIES).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert [finding.code for finding in reader(data, "x.gpx").findings] == ["xml-entities"]


def test_a_tower_of_elements(reader: Reader) -> None:
    tower = b"<extensions>" + b"<a>" * 60_000 + b"</a>" * 60_000 + b"</extensions>"
    read = reader(gpx().replace(b"</trk>", tower + b"</trk>"), "x.gpx")
    assert len(read.findings) + len(read.activities) == 1


# ---- names ----------------------------------------------------------------------------------------------------------


def test_a_name_cant_steer_the_terminal(tmp_path: Path, settings: Settings) -> None:
    from surefoot.engine.runs.report import as_text

    path = archive(tmp_path / "x.zip", ("\x1b[2Jgone.fit", b"x"), ("a.gpx", gpx(name="A &#x9b;31m run")))
    taken, _ = imported(path, settings)
    for dry in (True, False):
        page = as_text(taken, path, dry, 80)
        assert not any((ord(letter) < 32 and letter != "\n") or 127 <= ord(letter) < 160 for letter in page)


def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    import json

    from commands import run

    (tmp_path / os.fsdecode(b"run\xff\x1b.gpx")).write_bytes(gpx())
    (tmp_path / os.fsdecode(b"cut\xff.gpx")).write_bytes(gpx()[:500])
    done = run("import", "--dry-run", str(tmp_path))
    assert (done.returncode, "\ufffd" in done.stdout, done.stderr) == (0, True, "")
    told = json.loads(run("import", "--dry-run", "--json", str(tmp_path)).stdout)
    assert [one["file"] for one in told["runs"] + told["failed"]] == ["run\ufffd\ufffd.gpx", "cut\ufffd.gpx"]


def test_random_bytes_are_never_a_fault(reader: Reader) -> None:
    """Damage anywhere in each format: read with a doubt, or named with its reason."""
    whole = {"a.fit": fit(session()), "a.gpx": gpx(), "a.tcx": tcx(), "a.csv": sheet(STRAVA, STRAVA_ROW)}
    for name, data in whole.items():
        for at in range(0, len(data), max(1, len(data) // 150)):
            for damaged in (data[:at], data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]):
                read = reader(damaged, name)
                assert read.activities or read.findings or name == "a.csv"
