"""Out and back: an export restored is the same journal, to the byte; and a person who is forgotten is gone."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journaling import NOW, a_decision, athlete_of, day, facts, run, said, session, written

from surefoot.engine.journal.entries import Draft
from surefoot.engine.journal.errors import JournalBusy
from surefoot.engine.journal.forget import Removed, forget
from surefoot.engine.journal.portable import BadExport, export, restore
from surefoot.engine.journal.store import Journal, open_journal
from surefoot.engine.page.as_json import as_json

MARK = "marker-7c1d-quince"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT | st.decimals(allow_nan=False, allow_infinity=False, places=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn) -> list[Draft]:
    """Entries of any content, corrections among them."""
    found: list[Draft] = []
    for number in range(1, draw(st.integers(1, 8)) + 1):
        kind = draw(st.sampled_from(["facts", "session", "run"]))
        held = draw(st.sampled_from(["2026-11-18", "2026-11-20T07:30+01:00", "2026-11-20T07:30:15Z"]))
        same = [each for each, draft in enumerate(found, 1) if draft.kind == kind]
        corrects = draw(st.none() | st.sampled_from(same)) if same else None
        data = draw(st.dictionaries(TEXT, VALUES, max_size=3))
        data |= {"session": {"done": "yes", "items": []}, "run": {"start": "x", "seconds": number, "kind": "run"}}.get(
            kind, {}
        )
        gone = corrects is not None and draw(st.booleans())
        found.append(Draft("a", kind, held, draw(st.sampled_from(["log", "import:b.csv"])), None if gone else data,
                           corrects))  # fmt: skip
    return found


@settings(max_examples=30)
@given(drafts())
def test_out_and_back_is_the_same(entries: list[Draft]) -> None:
    with TemporaryDirectory() as folder, open_journal(Path(folder, "a.db")) as one, \
            open_journal(Path(folder, "b.db")) as other:  # fmt: skip
        for number, draft in enumerate(entries):
            one.append([draft], f"2026-11-20T06:{number:02}:00Z")
        one.record(a_decision(one.keep_rulebook({"rules/a.yaml": 'a: "1\u2028"\n'})), NOW)
        assert export(one, "a", Path(folder, "out"), "0.1.0") == (len(entries), 1)
        assert restore(other, Path(folder, "out")) == ("a", len(entries), 1)
        assert written(other) == written(one)


def test_the_same_decisions_come_out(tmp_path: Path) -> None:
    with open_journal(tmp_path / "a.db") as one, open_journal(tmp_path / "b.db") as other:
        one.append([facts("2026-11-20", said("sample-advance"), athlete="b")], NOW)
        one.append([facts("2026-11-20", said("sample-advance"))], NOW)
        whose = athlete_of(one)
        whose.record(whose.decide(day("2026-11-20")), NOW)
        one.append([session("2026-11-22"), facts("2026-11-23", {"pain": "none"}), facts("2026-11-23", {}, 3)], NOW)
        export(one, "a", tmp_path / "out", "0.1.0")
        restore(other, tmp_path / "out")
        assert other.athletes() == ["a"]
        then, now = (athlete_of(journal).decide(day("2026-11-24")) for journal in (one, other))
        assert as_json(now.decision, now.plan, "x") == as_json(then.decision, then.plan, "x")
        assert now.document == then.document


def test_files_for_their_owner_and_for_a_spreadsheet(tmp_path: Path) -> None:
    with open_journal(tmp_path / "a.db") as journal:
        items = [{"exercise": "hinge", "side": "left", "sets": [{"reps": 8, "load_kg": 20.5, "rir": 2}, {"reps": 6}]}]
        journal.append([
            facts("2026-11-20", {"measures": {"sl_calf_raise_reps": {"left": 17}}, "pain": "none"}),
            session("2026-11-20", note="=HYPERLINK(1)", items=items),
            run("2026-11-20", metres=10012.5, name="-2 km\nhome"),
            run("2026-11-21"),
            Draft("a", "run", "2026-11-21", "correction", None, 4),
        ], NOW)  # fmt: skip
        export(journal, "a", tmp_path / "out", "0.1.0")
    out = tmp_path / "out"
    assert out.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o600}
    assert not list(tmp_path.glob(".out*"))
    rows = {path.name: list(csv.DictReader(path.read_text("utf-8-sig").splitlines(keepends=True)))
            for path in out.glob("*.csv")}  # fmt: skip
    assert [(row["place"], row["value"]) for row in rows["facts.csv"]] == [
        ("measures.sl_calf_raise_reps.left", "17"), ("pain", "none")]  # fmt: skip
    assert [(row["set"], row["reps"], row["load_kg"]) for row in rows["sessions.csv"]] == [
        ("1", "8", "20.5"), ("2", "6", "")]  # fmt: skip
    assert rows["sessions.csv"][0]["note"] == "'=HYPERLINK(1)"
    assert [(row["metres"], row["name"], row["corrected_by"]) for row in rows["runs.csv"]] == [
        ("10012.5", "'-2 km\nhome", ""), ("", "", "5")]  # fmt: skip
    assert "a" in (out / "README.txt").read_text("utf-8")


def test_an_export_goes_into_a_folder_of_its_own(tmp_path: Path) -> None:
    with open_journal(tmp_path / "a.db") as journal:
        with pytest.raises(BadExport, match="holds nothing about a"):
            export(journal, "a", tmp_path / "out", "0.1.0")
        journal.append([run("2026-11-20")], NOW)
        with pytest.raises(BadExport, match="a folder that is new, or empty"):
            export(journal, "a", tmp_path, "0.1.0")
        (tmp_path / "empty").mkdir()
        export(journal, "a", tmp_path / "empty", "0.1.0")
        with pytest.raises(BadExport, match=r"can't be written to .*Not a directory"):
            export(journal, "a", tmp_path / "a.db" / "out", "0.1.0")


def _change(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    return lambda out: (out / name).write_text(change((out / name).read_text("utf-8")), "utf-8") and None


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (_change("export.json", lambda _: "{}"), "not the description of an export"),
        (_change("export.json", lambda text: text.replace("export/2", "export/9")), "this surefoot reads"),
        (lambda out: (out / "export.json").unlink(), "can't be read: No such file"),
        (lambda out: (out / "entries.jsonl").unlink(), "entries.jsonl can't be read"),
        (_change("entries.jsonl", lambda text: text.splitlines(True)[0]), "has 1 lines; the export had 3"),
        (_change("entries.jsonl", lambda text: text.replace('"id":2', '"id":7')), "not numbered from 1"),
        (_change("entries.jsonl", lambda text: text.replace("2026-11-21", "yesterday")), "line 2: .*held_on"),
        (_change("entries.jsonl", lambda text: text.replace("{", "[", 1)), "line 1: this is not a line"),
        (_change("entries.jsonl", lambda text: text.replace('"supersedes":2', '"supersedes":9')), "has no entry 9"),
        (_change("rulebooks.jsonl", lambda text: text.replace("a: 1", "a: 2")), "is not what it was"),
        (_change("decisions.jsonl", lambda text: text.replace('"decision":', '"x":')), "Nothing was restored"),
    ],
)
def test_a_damaged_export_is_named_and_nothing_is_restored(
    tmp_path: Path, damage: Callable[[Path], None], why: str
) -> None:
    with open_journal(tmp_path / "a.db") as one, open_journal(tmp_path / "b.db") as other:
        one.append([run("2026-11-20"), run("2026-11-21"), Draft("a", "run", "2026-11-21", "x", None, 2)], NOW)
        one.record(a_decision(one.keep_rulebook({"rules/a.yaml": "a: 1"})), NOW)
        export(one, "a", tmp_path / "out", "0.1.0")
        damage(tmp_path / "out")
        with pytest.raises(BadExport, match=why):
            restore(other, tmp_path / "out")
        assert written(other) == []


def test_nobody_is_restored_over(tmp_path: Path) -> None:
    with open_journal(tmp_path / "a.db") as journal:
        journal.append([run("2026-11-20"), run("2026-11-20", "b")], NOW)
        export(journal, "a", tmp_path / "out", "0.1.0")
        with pytest.raises(BadExport, match="holds something about a already"):
            restore(journal, tmp_path / "out")
        forget(journal, "a")
        restore(journal, tmp_path / "out")
        assert journal.athletes() == ["a", "b"]


# ---- forgotten ------------------------------------------------------------------------------------------------------


def raw(journal: Journal) -> bytes:
    """Every byte of the file and of what stands beside it."""
    return b"".join(path.read_bytes() for path in sorted(journal.path.parent.glob(f"{journal.path.name}*")))


def test_a_person_who_is_forgotten_leaves_no_trace(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.db") as journal:
        for number in range(40):
            journal.append([facts("2026-11-20", {"note": f"{MARK} {number} " + "x" * 900}, athlete="zebulon")], NOW)
            journal.append([facts("2026-11-20", {"note": "y" * 900}, athlete="other")], NOW)
        kept, own = (journal.keep_rulebook({"rules/a.yaml": f"a: {each}"}) for each in ("kept", MARK))
        journal.record(a_decision(own, athlete="zebulon", note=MARK), NOW)
        journal.record(a_decision(kept, athlete="other"), NOW)
        assert MARK.encode() in raw(journal)
        assert b"zebulon" in raw(journal)
        before = journal.entries("other"), journal.decisions("other")
        assert forget(journal, "zebulon") == Removed(40, 1, 1)
        assert MARK.encode() not in raw(journal)
        assert b"zebulon" not in raw(journal)
        assert (journal.entries("other"), journal.decisions("other")) == before
        assert journal.athletes() == ["other"]
        for table in ("entries", "decisions", "rulebooks"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                journal.connection.execute(f"DELETE FROM {table}")
        assert forget(journal, "zebulon") == Removed(0, 0, 0)
    assert MARK.encode() not in (tmp_path / "journal.db").read_bytes()


def test_somebody_who_reads_meanwhile_keeps_traces_alive(tmp_path: Path) -> None:
    with open_journal(tmp_path / "journal.db", wait_s=0.05) as journal, open_journal(tmp_path / "journal.db") as reader:
        journal.append([facts("2026-11-20", {"note": MARK})], NOW)
        reader.connection.execute("BEGIN")
        reader.connection.execute("SELECT * FROM entries").fetchall()
        with pytest.raises(JournalBusy, match="The rows are gone, but traces may be left"):
            forget(journal, "a")
        assert journal.athletes() == []
        reader.connection.execute("COMMIT")
        forget(journal, "a")
        assert MARK.encode() not in raw(journal)


def test_the_description_of_an_export(tmp_path: Path) -> None:
    with open_journal(tmp_path / "a.db") as journal:
        journal.append([run("2026-11-20")], NOW)
        export(journal, "a", tmp_path / "out", "0.1.0")
        head = journal.head("a")
    assert head is not None
    assert json.loads((tmp_path / "out" / "export.json").read_text("utf-8")) == {
        "surefoot": "journal-export/2", "version": "0.1.0", "athlete": "a", "entries": 1, "decisions": 0,
        "rulebooks": 0, "head": head.whole}  # fmt: skip
    assert str(head) in (tmp_path / "out" / "README.txt").read_text("utf-8")
