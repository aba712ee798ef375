"""The file: append-only, all or nothing, for its owner alone, and in words when it can't be used."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import SOAK
from hypothesis import given
from hypothesis import strategies as st
from journaling import NOW, a_decision, facts, run, session, written

from surefoot.engine.journal import errors, opening
from surefoot.engine.journal.canonical import canonical, loads
from surefoot.engine.journal.entries import Draft
from surefoot.engine.journal.errors import BadEntry, NoSuchEntry
from surefoot.engine.journal.schema import MIGRATIONS
from surefoot.engine.journal.store import open_journal


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.db"


def test_what_is_recorded_is_read_back(file: Path) -> None:
    with open_journal(file) as journal:
        made = journal.append([facts("2026-11-20", {"measures": {"x": Decimal("7.50")}}), run("2026-11-20")], NOW)
    with open_journal(file, create=False) as journal:
        assert journal.entries("a") == made
        assert [each.id for each in made] == [1, 2]
        assert journal.entries("a", ["run"]) == made[1:]
        assert journal.entries("a", after=1) == made[1:]
        assert journal.entry("a", 1).data == {"measures": {"x": Decimal("7.5")}}
        assert (journal.last("a"), journal.last("b"), journal.athletes()) == (2, 0, ["a"])


def test_each_athlete_counts_from_one(file: Path) -> None:
    with open_journal(file) as journal:
        made = journal.append([run("2026-11-20"), run("2026-11-20", "b"), run("2026-11-21")], NOW)
        assert [(each.athlete, each.id) for each in made] == [("a", 1), ("b", 1), ("a", 2)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entries SET source = 'x'",
        "DELETE FROM entries",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE id = 1",
        "INSERT INTO entries SELECT athlete, 9, kind, held_on, recorded_at, NULL, source, data, previous, digest, "
        "number FROM entries",
        "INSERT INTO entries SELECT athlete, 2, kind, held_on, recorded_at, NULL, source, data, previous, NULL, 3 "
        "FROM entries",
        "UPDATE decisions SET outcome = 'advance'",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions SELECT * FROM decisions",
        "UPDATE rulebooks SET files = '{}'",
        "DELETE FROM rulebooks",
        "INSERT OR REPLACE INTO rulebooks SELECT digest, '{}', NULL FROM rulebooks",
    ],
)
def test_nothing_is_changed_or_taken_out(file: Path, sql: str) -> None:
    with open_journal(file) as journal:
        journal.append([run("2026-11-20")], NOW)
        journal.record(a_decision(journal.keep_rulebook({"rules/a.yaml": "a: 1"})), NOW)
        before = written(journal)
        for connection in (journal.connection, sqlite3.connect(file)):      # by other programs neither
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(sql)
            connection.rollback()
        connection.close()
        assert written(journal) == before


def test_a_correction_is_of_the_same_athlete_and_kind(file: Path) -> None:
    with open_journal(file) as journal:
        journal.append([run("2026-11-20"), facts("2026-11-20", {}), facts("2026-11-20", {}, athlete="b")], NOW)
        with pytest.raises(NoSuchEntry, match="is of the kind run, not facts"):
            journal.append([facts("2026-11-20", {}, 1)], NOW)
        with pytest.raises(NoSuchEntry, match="b has no entry 2"):
            journal.append([facts("2026-11-20", {}, 2, athlete="b")], NOW)
        assert journal.append([facts("2026-11-19", None, 2)], NOW)[0].data is None


def test_all_or_none(file: Path) -> None:
    with open_journal(file) as journal:
        journal.append([run("2026-11-20")], NOW)
        with pytest.raises(NoSuchEntry):
            journal.append([run("2026-11-21"), facts("2026-11-21", {}, 7)], NOW)
        assert journal.last("a") == 1


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (Draft("a b", "run", "2026-11-20", "log", {}), "name"),
        (Draft("a", "mood", "2026-11-20", "log", {}), "kind"),
        (Draft("a", "facts", "20.11.2026", "log", {}), "held_on"),
        (Draft("a", "facts", "2026-02-30", "log", {}), "held_on"),
        (Draft("a", "facts", "2026-11-20T07:30", "log", {}), "held_on"),
        (Draft("a", "facts", "2026-11-20", "", {}), "comes from"),
        (Draft("a", "facts", "2026-11-20", "log", None), "takes another one back"),
        (Draft("a", "facts", "2026-11-20", "log", {"x": float("nan")}), "JSON"),
        (Draft("a", "facts", "2026-11-20", "log", {"x": "\ud800"}), "JSON"),
        (Draft("a", "session", "2026-11-20", "log", {"done": "maybe"}), "yes, partly or no"),
        (Draft("a", "session", "2026-11-20", "log", {}), "'done'"),
        (Draft("a", "run", "2026-11-20", "log", {"start": "x", "seconds": 1.5, "kind": "run"}), "'seconds'"),
        (Draft("a", "run", "2026-11-20", "log", {"start": "x", "seconds": 1, "kind": "swim"}), "kind of run"),
        (Draft("a", "plan", "2026-11-16", "x", {"week": "2026-11-16", "decision": True, "sessions": []}), "decision"),
    ],
)
def test_what_is_no_entry_is_refused(file: Path, draft: Draft, why: str) -> None:
    with open_journal(file) as journal, pytest.raises(BadEntry, match=why):
        journal.append([draft], NOW)


@pytest.mark.parametrize("time", ["2026-11-20", "2026-11-20T06:30:00+00:00", "2026-11-20T25:30:00Z", "now"])
def test_a_time_of_recording_is_utc_with_seconds(file: Path, time: str) -> None:
    with open_journal(file) as journal, pytest.raises(BadEntry):
        journal.append([run("2026-11-20")], time)


def test_held_on_takes_a_time_with_its_offset(file: Path) -> None:
    with open_journal(file) as journal:
        (made,) = journal.append([facts("2026-11-20T23:30+13:00", {})], NOW)
    assert made.day.isoformat() == "2026-11-20"


# ---- the file -------------------------------------------------------------------------------------------------------


def test_for_its_owner_alone(file: Path) -> None:
    before = os.umask(0)
    try:
        with open_journal(file) as journal:
            journal.append([run("2026-11-20")], NOW)
            modes = {path.name: path.stat().st_mode & 0o777 for path in [file.parent, *file.parent.iterdir()]}
    finally:
        os.umask(before)
    assert modes == {"data": 0o700, "journal.db": 0o600, "journal.db-wal": 0o600, "journal.db-shm": 0o600}


def test_a_file_that_others_can_read_is_closed_to_them(file: Path) -> None:
    open_journal(file).close()
    file.chmod(0o644)
    open_journal(file, create=False).close()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_newer_version_is_refused_and_not_touched(file: Path) -> None:
    open_journal(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(errors.NewerJournal, match="A later surefoot has written the journal"):
        open_journal(file)
    assert file.read_bytes() == before


def test_an_older_version_is_brought_up_to_date(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_journal(file) as journal:
        journal.append([run("2026-11-20")], NOW)
    later = (*MIGRATIONS, ("CREATE TABLE notes (a TEXT)", "INSERT INTO notes VALUES ('there')"))
    monkeypatch.setattr(opening, "MIGRATIONS", later)
    with open_journal(file) as journal:
        assert journal.last("a") == 1
        assert journal.connection.execute("SELECT a FROM notes").fetchall() == [("there",)]
        assert journal.connection.execute("PRAGMA user_version").fetchone() == (len(later),)
    open_journal(file).close()


def test_half_a_migration_is_none(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_journal(file).close()
    with monkeypatch.context() as patch:
        patch.setattr(opening, "MIGRATIONS", (*MIGRATIONS, ("CREATE TABLE notes (a TEXT)", "CREATE NONSENSE")))
        with pytest.raises(sqlite3.OperationalError):
            open_journal(file)
    with open_journal(file) as journal:
        assert not journal.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'notes'").fetchall()


def test_what_is_no_journal_is_left_alone(tmp_path: Path) -> None:
    text, other, empty = tmp_path / "notes.txt", tmp_path / "other.db", tmp_path / "empty.db"
    text.write_text("dear diary\n" * 200)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(errors.NotAJournal, match="is not a journal"):
            open_journal(path)
        assert path.read_bytes() == before
    empty.touch()                        # as a process leaves it that is killed at once
    with open_journal(empty) as journal:
        assert journal.athletes() == []


def test_reading_makes_nothing(file: Path) -> None:
    with pytest.raises(errors.NoJournal, match="There is no journal"):
        open_journal(file, create=False)
    assert not file.parent.exists()
    with pytest.raises(errors.NoJournal, match="is a folder"):
        open_journal(file.parents[1])


def test_a_damaged_file_is_named(file: Path) -> None:
    with open_journal(file) as journal:
        journal.append([facts("2026-11-20", {"x": "y" * 20_000})], NOW)
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    file.write_bytes(data)
    with pytest.raises(errors.NotAJournal, match="damaged"), open_journal(file) as journal:
        journal.entries("a")


# ---- full, locked, read only, two at once ---------------------------------------------------------------------------


def test_a_full_disk(file: Path) -> None:
    with open_journal(file) as journal:
        journal.append([run("2026-11-20")], NOW)
        pages = journal.connection.execute("PRAGMA page_count").fetchone()[0]
        journal.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(errors.JournalFull, match=r"no room left .* what was recorded before is there") as caught:
            journal.append([facts("2026-11-20", {"x": "y" * 50_000})], NOW)
        assert caught.value.exit_code == 2
        assert journal.last("a") == 1
        assert journal.append([run("2026-11-21")], NOW)[0].id == 2      # a small one has room
    with open_journal(file) as journal:
        assert journal.last("a") == 2


LIMITED = """
import resource, sys
from pathlib import Path
from surefoot.engine.journal.entries import Draft
from surefoot.engine.journal.errors import JournalFull
from surefoot.engine.journal.store import open_journal
with open_journal(Path(sys.argv[1])) as journal:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        for _ in range(200):
            draft = Draft("a", "facts", "2026-11-20", "log", {"x": "y" * 3_000})
            made = journal.append([draft], "2026-11-20T06:30:00Z")
            print(made[0].id, flush=True)
    except JournalFull as error:
        print(error)
"""


def test_a_disk_that_fills_up(file: Path) -> None:
    """The system refuses to let the files grow; what was acknowledged is there."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", LIMITED, str(file)], capture_output=True, text=True)
    *acknowledged, say = done.stdout.splitlines()
    assert (done.stderr, done.returncode) == ("", 0)
    assert "Nothing of this was recorded; what was recorded before is there." in say
    with open_journal(file, create=False) as journal:
        assert journal.last("a") == int(acknowledged[-1]) > 1


def test_another_writer_that_does_not_finish(file: Path) -> None:
    with open_journal(file) as one, open_journal(file, wait_s=0.05) as other, one.writing() as run_sql:
        run_sql("SELECT 1")
        with pytest.raises(errors.JournalBusy, match="Another program is writing"):
            other.append([run("2026-11-20")], NOW)
        assert other.entries("a") == []          # reading goes on


def test_nothing_can_be_written(file: Path) -> None:
    with open_journal(file) as journal:
        journal.append([run("2026-11-20")], NOW)
        journal.connection.execute("PRAGMA query_only = ON")
        with pytest.raises(errors.JournalReadOnly, match="can't be written to"):
            journal.append([run("2026-11-20")], NOW)
        assert journal.last("a") == 1


WRITER = """
import sys
import threading
from pathlib import Path
from surefoot.engine.journal.entries import Draft
from surefoot.engine.journal.store import open_journal
for number in range(int(sys.argv[3])):
    with open_journal(Path(sys.argv[1])) as journal:
        journal.append([Draft("a", "facts", "2026-11-20", sys.argv[2], {"n": number})] * 2, "2026-11-20T06:30:00Z")
"""


def test_two_writers_at_once(file: Path) -> None:
    """From the very making of the file on: both make it."""
    command = [sys.executable, "-W", "ignore", "-c", WRITER, str(file)]
    writers = [subprocess.Popen([*command, name, "25"], stderr=subprocess.PIPE, text=True) for name in ("one", "two")]
    assert [(each.communicate()[1], each.returncode) for each in writers] == [("", 0)] * 2
    with open_journal(file) as journal:
        entries = journal.entries("a")
    assert [each.id for each in entries] == list(range(1, 101))
    for name in ("one", "two"):
        assert [each.data["n"] for each in entries if each.source == name] == [n for n in range(25) for _ in range(2)]


# ---- decisions, rulebooks, canonical JSON ---------------------------------------------------------------------------


def test_a_rulebook_is_kept_once(file: Path) -> None:
    files = {"rules/a.yaml": "a: 1\n", "knowledge/b.yaml": "b: é\n"}
    with open_journal(file) as journal:
        digest = journal.keep_rulebook(files)
        assert journal.keep_rulebook(dict(reversed(files.items()))) == digest
        assert journal.rulebook(digest) == files
        assert journal.has_rulebook(digest)
        with pytest.raises(NoSuchEntry):
            journal.rulebook("0" * 64)


def test_decisions_are_kept_whole(file: Path) -> None:
    with open_journal(file) as journal:
        with pytest.raises(BadEntry, match="rulebook is kept before"):
            journal.record(a_decision("0" * 64), NOW)
        digest = journal.keep_rulebook({"rules/a.yaml": "a: 1\n"})
        made = [journal.record(a_decision(digest, day), NOW) for day in ("2026-11-20", "2026-11-23")]
        assert journal.decisions("a") == made
        assert journal.decision("a", 2) == made[1]
        assert [(each.id, each.as_of, each.phase, each.tier) for each in journal.briefs("a")] == [
            (1, "2026-11-20", "bilateral", None), (2, "2026-11-23", "bilateral", None)]  # fmt: skip
        with pytest.raises(NoSuchEntry, match="no decision 3"):
            journal.decision("a", 3)


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]))
    | st.decimals(allow_nan=False, allow_infinity=False, places=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(JSON)
def test_canonical_text_comes_back_as_it_was(value: Any) -> None:
    text = canonical(value)
    assert canonical(loads(text)) == text
    assert loads(text) == value or value != value
    assert "\n" not in text


def test_canonical_numbers() -> None:
    assert canonical([7.50, Decimal("20.0"), 1e3, Decimal("1E+2"), -0.0, 0.5]) == "[7.5,20,1000,100,0,0.5]"
    assert session("2026-11-20", items=[{"load_kg": 20.5}]).data is not None


def test_several_may_make_a_journal_at_once(tmp_path: Path) -> None:
    """None takes the other's half-made file for something else, or doesn't wait."""
    for number in range(200 if SOAK else 15):
        file, ready, wrong = tmp_path / f"{number}.db", threading.Barrier(6, timeout=60), []

        def at_once(file: Path = file, ready: threading.Barrier = ready, wrong: list[Exception] = wrong) -> None:
            ready.wait()
            try:
                open_journal(file).close()
            except Exception as error:
                wrong.append(error)

        threads = [threading.Thread(target=at_once) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
