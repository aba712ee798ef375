"""`surefoot import` as its users meet it: a process of its own, its screen and its exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pexpect
import pytest
from commands import run
from run_samples import GARMIN, GARMIN_ROW, START, STRAVA, STRAVA_ROW, fit, gpx, session, sheet, tcx

from surefoot.engine.journal.store import open_journal

ZONE = ("--zone", "Europe/Berlin")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two runs, one of them in all forms, a ride, an activity that says nothing, and two broken files."""
    runs = tmp_path / "runs"
    (runs / "old").mkdir(parents=True)
    (runs / "a.fit").write_bytes(fit())
    (runs / "a.gpx").write_bytes(gpx(name="Sample"))
    (runs / "old" / "a.tcx").write_bytes(tcx())
    (runs / "activities.csv").write_bytes(sheet(STRAVA, STRAVA_ROW, STRAVA_ROW.replace("Nov 1,", "Brumaire 1,")))
    (runs / "Activities.csv").write_bytes(sheet(GARMIN, GARMIN_ROW, GARMIN_ROW.replace("Running", "Cycling")))
    (runs / "indoors.fit").write_bytes(fit(session(START + timedelta(days=2), metres=0, sub="treadmill")))
    (runs / "what.gpx").write_bytes(gpx(START + timedelta(days=3), sport=""))
    (runs / "cut.gpx").write_bytes(gpx()[:500])
    (runs / "notes.txt").write_text("hello")
    return runs


def test_a_dry_run_says_what_it_would_take(folder: Path) -> None:
    done = run("import", "--dry-run", str(folder), *ZONE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        """\
Runs in runs

2 runs to take, 2026-11-01 to 2026-11-03: 5.0 km, 1 h 0 min.
1 has no distance and counts by time.

  2026-11-01 08:30    5.00 km  0:30:00            Sample (and in 4 other files)
  2026-11-03 08:30      no km  0:30:00  treadmill indoors.fit

4 records of what another file has too: counted once.
1 was no run: cycling 1.
1 says nothing about the sport; --as-runs takes such as runs.
1 other file not looked at.

NOT READ
  activities.csv:3: 'Brumaire 1, 2026' is not a date that surefoot can read.
  cut.gpx:6: It ends in the middle.

A dry run: nothing was kept.
"""
    )


def test_as_one_object(folder: Path) -> None:
    done = run("import", "--dry-run", "--json", str(folder), *ZONE)
    told = json.loads(done.stdout)
    assert (told["dry_run"], told["counted_once"], told["not_runs"], told["others"]) == (True, 4, {"cycling": 1}, 1)
    assert [finding["code"] for finding in told["failed"]] == ["bad-row", "broken-xml"]
    first = told["runs"][0]
    assert (first["start"], first["seconds"], first["metres"], first["kind"], first["form"]) == (
        "2026-11-01T08:30:00+01:00", 1800, 5000, "run", "fit",
    )  # fmt: skip
    assert first["also_in"] == ["old/a.tcx", "activities.csv", "Activities.csv", "a.gpx"]
    assert run("import", "--dry-run", "--json", str(folder), *ZONE).stdout == done.stdout


def test_many_runs_are_told_by_month(tmp_path: Path) -> None:
    rows = [
        GARMIN_ROW.replace("2026-11-01", f"2026-{month:02}-{day:02}") for month in (8, 9, 10) for day in range(1, 13)
    ]
    (tmp_path / "Activities.csv").write_bytes(sheet(GARMIN, *rows))
    lines = run("import", "--dry-run", str(tmp_path), *ZONE).stdout.splitlines()
    assert lines[2:8] == [
        "36 runs to take, 2026-08-01 to 2026-10-12: 180.0 km, 18 h 0 min.",
        "",
        "  2026-08   12 runs  60.0 km, 6 h 0 min",
        "  2026-09   12 runs  60.0 km, 6 h 0 min",
        "  2026-10   12 runs  60.0 km, 6 h 0 min",
        "",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--zone", "Europe/Nowhere"], 2, "There is no time zone 'Europe/Nowhere'."),
        (["--unit", "leagues"], 2, "'leagues' is not one of 'km', 'mi'"),
        (["--rules", "."], 0, ""),
    ],
)
def test_options(folder: Path, arguments: list[str], code: int, said: str) -> None:
    done = run("import", "--dry-run", str(folder), *arguments)
    assert (done.returncode, said in done.stderr) == (code, True)
    assert "Traceback" not in done.stderr


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    done = run("import", "--dry-run", str(tmp_path / "nothing"))
    assert (done.returncode, "does not exist" in done.stderr) == (2, True)


def test_an_empty_folder(tmp_path: Path) -> None:
    done = run("import", "--dry-run", str(tmp_path))
    assert (done.returncode, done.stdout.splitlines()[2]) == (0, "No run to take.")


def test_when_nothing_could_be_read_the_exit_code_says_so(tmp_path: Path) -> None:
    (tmp_path / "cut.gpx").write_bytes(gpx()[:500])
    assert run("import", "--dry-run", str(tmp_path)).returncode == 2


def test_a_rulebook_of_ones_own_is_checked(folder: Path, tmp_path: Path) -> None:
    from surefoot.engine.rulebook.files import SHIPPED

    own = tmp_path / "own"
    (own / "knowledge").mkdir(parents=True)
    text = (SHIPPED / "knowledge/import.yaml").read_text("utf-8")
    (own / "knowledge/import.yaml").write_text(text.replace("start_s:", "starts:", 1), "utf-8")
    done = run("import", "--dry-run", str(folder), "--rules", str(own))
    assert (done.returncode, "knowledge/import.yaml:" in done.stderr, "did you mean: start_s" in done.stderr) == (
        3, True, True,
    )  # fmt: skip


def test_without_its_libraries_it_says_what_to_install(folder: Path) -> None:
    hidden = (
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name in ('gpxpy', 'fitdecode') else find(name, *rest)\n"
        "from surefoot.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", hidden, "import", "--dry-run", str(folder)],
        capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == (
        "Run files are read with fitdecode, gpxpy, which is not installed.  [not-installed]\n"
        "  expected: pip install 'surefoot[runs]'\n"
    )


@pytest.mark.parametrize("arguments", [["--help"], ["import", "--help"], ["rules", "--help"]])
def test_help_pays_for_nothing(arguments: list[str]) -> None:
    code = (
        "import sys, contextlib\nfrom surefoot.cli import surefoot\n"
        f"with contextlib.suppress(SystemExit): surefoot.main({arguments!r}, prog_name='surefoot')\n"
        "assert not {'yaml', 'fitdecode', 'gpxpy', 'tcxreader', 'defusedxml', 'zipfile'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "import" in done.stdout or arguments == ["rules", "--help"]


def many(tmp_path: Path) -> Path:
    """So many files that reading them takes longer than a moment."""
    for number in range(60):
        start = START - timedelta(days=number)
        (tmp_path / f"{number}.gpx").write_bytes(gpx(start, 1800 * 30, 5000 * 30, name="x" * 10))
    return tmp_path


def test_a_progress_bar_on_a_terminal_only(tmp_path: Path) -> None:
    code = (
        "import surefoot.engine.commands.import_runs as c; c.PATIENCE = 0.0\nfrom surefoot.cli import main; main()"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, "import", "--dry-run", str(many(tmp_path))]
    screen = pexpect.spawn(command[0], command[1:], encoding="utf-8", timeout=60, dimensions=(30, 100))
    screen.expect(pexpect.EOF)
    assert "Reading" in screen.before
    assert "60/60" in screen.before
    piped = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert (piped.returncode, piped.stderr) == (0, "")
    assert "Reading" not in piped.stdout


def test_without_an_athlete_it_takes_a_dry_run(folder: Path) -> None:
    done = run("import", str(folder))
    assert done.returncode == 2
    assert "--dry-run" in done.stderr


# ---- into the journal -----------------------------------------------------------------------------------------------


def kept(journal: Path) -> list[tuple[str, str, str, int]]:
    with open_journal(journal, create=False) as opened:
        return [(each.kind, each.held_on, each.source, each.data["seconds"]) for each in opened.entries("sample")]


def test_runs_go_into_the_journal_once(folder: Path, tmp_path: Path) -> None:
    """In whatever form they come the second time."""
    journal = tmp_path / "journal.db"
    done = run("import", str(folder), "sample", *ZONE, "--journal", str(journal))
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 runs taken, 2026-11-01 to 2026-11-03: 5.0 km, 1 h 0 min." in done.stdout
    assert "  cut.gpx:6: It ends in the middle." in done.stdout
    assert "dry run" not in done.stdout
    first = [
        ("run", "2026-11-01T08:30:00+01:00", "import:a.fit", 1800),
        ("run", "2026-11-03T08:30:00+01:00", "import:indoors.fit", 1800),
    ]
    assert kept(journal) == first
    for again in (folder, folder / "a.gpx", folder / "old" / "a.tcx", folder / "Activities.csv"):
        told = run("import", str(again), "sample", *ZONE, "--journal", str(journal)).stdout
        assert "No run taken." in told
        assert "seen already: in the journal from before." in told
        assert kept(journal) == first
    (tmp_path / "new.fit").write_bytes(fit(session(START + timedelta(days=4))))
    told = json.loads(
        run("import", "--json", str(tmp_path / "new.fit"), "sample", *ZONE, "--journal", str(journal)).stdout
    )
    assert (told["athlete"], told["dry_run"], len(told["runs"]), told["seen"]) == ("sample", False, 1, [])
    assert len(kept(journal)) == 3
    assert run("import", str(folder), "other", *ZONE, "--journal", str(journal)).stdout.startswith("Runs in runs\n\n2 ")


def test_a_dry_run_makes_no_journal_and_writes_nothing_into_one(folder: Path, tmp_path: Path) -> None:
    journal = tmp_path / "journal.db"
    dry = ("import", "--dry-run", str(folder), "sample", *ZONE, "--journal", str(journal))
    told = run(*dry)
    assert (told.returncode, "2 runs to take" in told.stdout) == (0, True)
    assert not journal.exists()
    run("import", str(folder / "indoors.fit"), "sample", *ZONE, "--journal", str(journal))
    before = journal.read_bytes()
    told = run(*dry)
    assert "1 run to take" in told.stdout
    assert "1 run seen already: in the journal from before." in told.stdout
    assert journal.read_bytes() == before
    assert len(kept(journal)) == 1


def test_a_name_that_is_no_text_does_no_harm(tmp_path: Path) -> None:
    journal, odd = tmp_path / "journal.db", tmp_path / "runs" / "a\x07b\n.fit"
    odd.parent.mkdir()
    odd.write_bytes(fit())
    done = run("import", str(odd.parent), "sample", *ZONE, "--journal", str(journal))
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert kept(journal)[0][2].isprintable()


def test_what_is_imported_is_in_the_next_decision(tmp_path: Path) -> None:
    """The week's running and the entries that it comes from."""
    journal, today = tmp_path / "journal.db", date.today()
    runs = [START.replace(year=today.year, month=today.month, day=today.day) - timedelta(days=ago) for ago in (1, 3, 5)]
    for number, start in enumerate(runs):
        (tmp_path / f"{number}.fit").write_bytes(fit(session(start)))
    run("import", str(tmp_path), "sample", *ZONE, "--journal", str(journal))
    shown = run("history", "sample", "--journal", str(journal)).stdout
    assert "Running of the last seven days: 15+ km (entries 1, 2, 3)" in shown


def test_a_file_that_is_no_journal_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("hello")
    for dry in ((), ("--dry-run",)):
        done = run("import", *dry, str(folder), "sample", "--journal", str(tmp_path / "notes.db"))
        assert done.returncode == 2
        assert "is not a journal" in done.stderr
