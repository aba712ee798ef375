"""`surefoot audit verify`: what another program does to a journal is found, and named."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from commands import told
from hypothesis import given, settings
from hypothesis import strategies as st
from journaling import NOW, a_decision, facts, run
from tampering import KINDS, Key, opened, others, rows

from surefoot.engine.journal.chain import COLUMNS, TABLE_OF, Head, content_of, digest_at, head_of, told_by
from surefoot.engine.journal.errors import JournalError
from surefoot.engine.journal.forget import forget
from surefoot.engine.journal.portable import export, restore
from surefoot.engine.journal.schema import MIGRATIONS
from surefoot.engine.journal.store import Journal, open_journal
from surefoot.engine.receipts.verify import FILE, Verdict, verify
from surefoot.engine.receipts.walk import HEAD

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")
TIMES = 150 if SOAK else 15


def filled(journal: Journal) -> None:
    """Two athletes, eight days, two rulebooks."""
    files = [{"rules/a.yaml": f"a: 1\nis: {each}\n", "rules/b.yaml": "b: 1\n"} for each in (0, 1)]
    books = [journal.keep_rulebook(each) for each in files]
    for number in range(8):
        for athlete in ("a", "b"):
            day = f"2026-11-1{number}"
            told_then = facts(day, {"pain": "none"}, None, athlete)
            journal.append([run(day, athlete, moving_seconds=1700 + number), told_then], NOW)
            journal.record(a_decision(books[number % 2], day, athlete, number=number), NOW)
    journal.append([run("2026-11-18", "a"), run("2026-11-18", "b")], NOW)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal that nobody has touched; to be copied."""
    file = tmp_path_factory.mktemp("whole") / "journal.db"
    with open_journal(file) as journal:
        filled(journal)
    return file


@pytest.fixture
def file(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "journal.db"))


def heads_of(file: Path) -> list[Head]:
    with open_journal(file) as journal:
        return [head for name in ("a", "b") if (head := journal.head(name)) is not None]


def judged(file: Path, *heads: Head) -> Verdict:
    with open_journal(file, create=False) as journal:
        return verify(journal, None, heads)


def test_what_nobody_touched_verifies(file: Path) -> None:
    before = file.read_bytes()
    verdict = judged(file, *heads_of(file))
    assert verdict.holds
    assert [(each.athlete, each.entries, each.decisions, str(each.head)) for each in verdict.athletes] == [
        (head.athlete, 17, 8, str(head)) for head in heads_of(file)]  # fmt: skip
    assert judged(file, head_of("a.7." + "0" * 16) or heads_of(file)[0]).holds is False
    assert file.read_bytes() == before


@pytest.mark.parametrize("number", range(TIMES))
def test_what_another_program_did_is_found_and_named(file: Path, number: int) -> None:
    """One of each kind, and in the soak more of each."""
    heads, before, besides, places = heads_of(file), rows(file), others(file), places_of(file)
    kind = KINDS[number % len(KINDS)]
    kind(file, random.Random(number))
    try:
        after, now = rows(file), others(file)
    except sqlite3.Error:
        after, now = None, None          # not to be read any more
    try:
        verdict = judged(file, *heads)
    except JournalError:                 # in words: the file can't be opened
        verdict = None
    if verdict is None or after is None or now is None:
        assert after is None or now is None, kind.__name__
        assert verdict is None or verdict.faults, kind.__name__
        return
    changed = {key for key in {**before, **after} if before.get(key) != after.get(key)}
    if changed or now != besides:
        assert not verdict.holds, kind.__name__
    else:                                # a bit that means nothing, or that only SQLite's own check sees
        assert {fault.what for fault in verdict.faults} <= {FILE}
        assert not any(whose.faults for whose in verdict.athletes)
    for key in changed:
        assert named(verdict, key, places), (kind.__name__, number, key, verdict.as_json())
    if now != besides:
        assert verdict.faults


def places_of(file: Path) -> dict[Key, int]:
    with open_journal(file) as journal:
        return {(athlete, *key): place[0] for athlete in ("a", "b") for key, place in journal.places(athlete).items()}


def named(verdict: Verdict, key: Key, places: dict[Key, int]) -> bool:
    """Whether a fault is about a record: by its kind and id, by its number, or its end of the chain was cut off, or all
    from some record before it written anew."""
    athlete, record, number = key
    for whose in verdict.athletes:
        for fault in whose.faults if whose.athlete == athlete else ():
            if (fault.record, fault.id) == (record, number) or fault.number == places.get(key, -1):
                return True
            if fault.what == HEAD and ("cut off" in fault.say or "written anew" in fault.say):
                return True
    return False


def test_what_a_chain_alone_cannot_show(file: Path) -> None:
    """Its end cut off, all of it written anew, all of it gone: only a head does."""
    heads = heads_of(file)
    with opened(file) as sql:
        sql("DELETE FROM entries WHERE athlete = 'a' AND id = 17")
        sql("DELETE FROM entries WHERE athlete = 'b'")
        sql("DELETE FROM decisions WHERE athlete = 'b'")
    assert judged(file).holds
    said = [fault.say for whose in judged(file, *heads).athletes for fault in whose.faults]
    assert said == [
        f"The chain ends at number 24, the head {heads[0]} is number 25: its end was cut off, 1 of it.",
        f"Nothing is recorded about b, but the head {heads[1]} was: all of it was forgotten, or taken out.",
    ]


@settings(max_examples=200 if SOAK else 15)
@given(st.lists(st.tuples(st.sampled_from(["entry", "two", "decision", "export", "forget"]), st.sampled_from("ab")),
                max_size=12))  # fmt: skip
def test_a_head_is_good_for_ever(steps: list[tuple[str, str]]) -> None:
    """Whatever is recorded after it, of whomever, and wherever the journal is taken; until the athlete is forgotten."""
    with TemporaryDirectory() as folder, open_journal(Path(folder, "0.db")) as journal:
        book, heads = journal.keep_rulebook({"rules/a.yaml": "a: 1"}), list[Head]()
        for number, (what, athlete) in enumerate(steps):
            if what in ("entry", "two"):
                drafts = [run("2026-11-20", athlete), facts("2026-11-20", {"n": number}, None, athlete)]
                journal.append(drafts[: 1 + (what == "two")], NOW)
            elif what == "decision":
                journal.record(a_decision(book, athlete=athlete, number=number), NOW)
            elif journal.head(athlete) is not None:
                if what == "export":
                    export(journal, athlete, Path(folder, f"out{number}"), "0.1.0")
                    before = journal.head(athlete)
                forget(journal, athlete)
                if what == "export":
                    restore(journal, Path(folder, f"out{number}"))
                    assert journal.head(athlete) == before
                else:
                    heads = [head for head in heads if head.athlete != athlete]
                journal.keep_rulebook({"rules/a.yaml": "a: 1"})      # it may have gone with the last decision by it
            heads += [head for name in "ab" if (head := journal.head(name)) is not None]
        verdict = verify(journal, None, heads)
        assert verdict.holds, verdict.as_json()
        for head in heads:
            forged = Head(head.athlete, head.number, "0" * 16)
            assert not verify(journal, head.athlete, [forged]).holds


def test_a_head_as_it_is_typed() -> None:
    head = Head("sample-3", 214, "9f86d081884c7d65" + "0" * 48)
    assert str(head) == "sample-3.214.9f86d081884c7d65"
    assert (head_of(str(head)), head_of(head.whole)) == (Head("sample-3", 214, "9f86d081884c7d65"), head)
    assert head_of(head.nameless, "sample-3") == head_of(str(head))
    for text in ("", "x", "214.9f86d081884c7d65", "a.0.9f86d081", "a.1.9f86", "a.1.9F86D081"):
        assert head_of(text) is None


# ---- at the prompt --------------------------------------------------------------------------------------------------


def test_the_page(file: Path) -> None:
    head = heads_of(file)[0]
    code, said, _ = told("audit", "verify", "--journal", str(file))
    assert (code, f"  Head {head}" in said, "a: 17 entries and 8 decisions, as recorded." in said) == (0, True, True)
    assert "a chain can't show by itself" in " ".join(said.replace("\n", " ").split())
    code, said, _ = told("audit", "verify", "a", "--head", head.nameless, "--journal", str(file))
    assert (code, f"Up to the head {head} it is what it was" in said.replace("\n", " ")) == (0, True)
    with opened(file) as sql:
        sql("UPDATE entries SET data = '{}' WHERE athlete = 'a' AND id = 3")
        sql("DELETE FROM decisions WHERE athlete = 'a' AND id = 2")
    code, said, _ = told("audit", "verify", "--journal", str(file))
    assert code == 1
    assert "a: 17 entries and 7 decisions. Not as recorded:\n  Entry 3 (run, 2026-11-11) was changed after it" in said
    assert "  Decision 2 is missing (number 6 of the chain).\n" in said
    assert "b: 17 entries and 8 decisions, as recorded." in said
    code, said, _ = told("audit", "verify", "--json", "--journal", str(file))
    found = json.loads(said)
    assert (code, found["holds"], [fault["what"] for fault in found["athletes"][0]["faults"]]) == (
        1, False, ["changed", "missing"])  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--head", "nonsense"], "'nonsense' is not a head. One looks like sample-3.214.9f86d081884c7d65"),
        (["a", "--head", "b.3.0123456789abcdef"], "is a head of b, not of a"),
        (["nobody"], "holds nothing about nobody"),
    ],
)
def test_what_is_asked_wrongly(file: Path, arguments: list[str], why: str) -> None:
    code, said, error = told("audit", "verify", *arguments, "--journal", str(file))
    assert (code, said) == (2, "")
    assert why in " ".join(error.split())


def test_a_file_that_cannot_be_read_any_more(file: Path, tmp_path: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:16] + b"\xff" * (len(data) - 16))
    code, said, error = told("audit", "verify", "--journal", str(file))
    assert (code, error) == (1, "")
    assert "doesn't verify" in said
    (tmp_path / "text").write_text("dear diary\n")
    assert told("audit", "verify", "--journal", str(tmp_path / "text"))[0] == 2


def test_other_commands_say_where_to_look(file: Path) -> None:
    with opened(file) as sql:
        sql("UPDATE entries SET data = '{' WHERE athlete = 'a' AND id = 2")
    code, _, error = told("export", "a", str(file.parent / "out"), "--journal", str(file))
    assert (code, "Entry 2 of a in the journal is not what was recorded. `surefoot audit verify`" in error) == (2, True)
    assert not (file.parent / "out").exists()


# ---- older files, exports, and who was forgotten --------------------------------------------------------------------


def as_of_version_1(file: Path) -> None:
    """The tables as the first version made them, with what is in the file."""
    connection = sqlite3.connect(file, isolation_level=None)
    run_sql = connection.execute
    tables = ("entries", "rulebooks", "decisions")
    kept = {table: run_sql(f"SELECT * FROM {table}").fetchall() for table in tables}
    names = {table: [name for _, name, *_ in run_sql(f"PRAGMA table_info({table})")] for table in tables}
    for table in ("decisions", "entries", "rulebooks", "forgotten"):
        run_sql(f"DROP TABLE {table}")
    for statement in MIGRATIONS[0]:
        run_sql(str(statement))
    for table in tables:
        old = [name for _, name, *_ in run_sql(f"PRAGMA table_info({table})")]
        for row in kept[table]:
            told_of = {**dict(zip(names[table], row, strict=True)), "previous": None, "digest": None}
            if table == "rulebooks":
                told_of["digest"] = row[0]
            run_sql(f"INSERT INTO {table} VALUES ({', '.join('?' * len(old))})", [told_of[name] for name in old])
    run_sql("PRAGMA user_version = 1")
    connection.close()


def test_an_older_journal_gets_its_chain(file: Path, tmp_path: Path) -> None:
    """What was recorded is as it was, decisions after the last entry that they knew; and it goes on from there."""
    with open_journal(file) as journal:
        before = [(journal.entries(name), journal.decisions(name)) for name in ("a", "b")]
    as_of_version_1(file)
    with open_journal(file) as journal:
        assert [(journal.entries(name), journal.decisions(name)) for name in ("a", "b")] == before
        assert list(journal.places("a"))[:4] == [("entry", 1), *(("decision", number) for number in (1, 2, 3))]
        journal.append([run("2026-11-20")], NOW)
        assert verify(journal).holds
        export(journal, "a", tmp_path / "out", "0.1.0")
        with open_journal(tmp_path / "other.db") as other:
            restore(other, tmp_path / "out")
            assert other.head("a") == journal.head("a")
            assert verify(other, heads=[head for head in [journal.head("a")] if head]).holds


def test_an_older_journal_that_somebody_was_at(file: Path) -> None:
    as_of_version_1(file)
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TRIGGER entries_update")
        connection.execute("UPDATE entries SET data = CAST('x' AS BLOB) WHERE athlete = 'a' AND id = 5")
    connection.close()
    say = ("The journal can't be brought up to date: entry 5 of a is not as surefoot writes it. Nothing in it was "
           "touched.")  # fmt: skip
    code, said, _ = told("audit", "verify", "--journal", str(file))
    assert (code, say in said.replace("\n", " ")) == (1, True)
    assert told("export", "a", "out", "--journal", str(file))[::2] == (2, f"{say}\n")
    assert version_of(file) == 1


def version_of(file: Path) -> int:
    connection = sqlite3.connect(file)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.close()
    return version


def test_what_is_forged_neither_holds_it_up_nor_takes_the_terminal_over(file: Path) -> None:
    with opened(file) as sql:
        columns = (*COLUMNS["entry"], "previous")
        values = sql(f"SELECT {', '.join(columns)} FROM entries WHERE athlete = 'a' AND id = 17").fetchone()
        row = dict(zip(columns, values, strict=True))
        digest = digest_at(content_of(told_by("entry", row)), 10**9, row["previous"])
        sql("UPDATE entries SET number = 1000000000, digest = ? WHERE athlete = 'a' AND id = 17", (digest,))
        sql("UPDATE entries SET athlete = 'b' || char(27) || '[2J', source = char(27) WHERE athlete = 'b' AND id = 3")
        sql("UPDATE entries SET id = 2000000000 WHERE athlete = 'b' AND id = 5")
        sql("UPDATE entries SET kind = char(27) || '[2J' WHERE athlete = 'b' AND id = 4")
    code, said, error = told("audit", "verify", "--journal", str(file))
    assert (code, error, "\x1b" in said) == (1, "", False)
    assert "Numbers 25 to 999999999 of the chain are missing." in said


def test_an_export_without_a_chain_gets_a_new_one(file: Path, tmp_path: Path) -> None:
    with open_journal(file) as journal:
        export(journal, "a", tmp_path / "out", "0.1.0")
        for name in ("entries.jsonl", "decisions.jsonl"):
            path = tmp_path / "out" / name
            lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            older: list[dict[str, Any]] = [
                {key: value for key, value in line.items() if key not in ("number", "previous", "digest", "origin")}
                for line in lines
            ]
            path.write_text("".join(json.dumps(line) + "\n" for line in older), "utf-8")
        about = tmp_path / "out" / "export.json"
        about.write_text(about.read_text("utf-8").replace("export/2", "export/1"), "utf-8")
        with open_journal(tmp_path / "other.db") as other:
            assert restore(other, tmp_path / "out") == ("a", 17, 8)
            assert other.entries("a") == journal.entries("a")
            assert verify(other).holds


@pytest.mark.parametrize(
    ("name", "was", "now"),
    [
        ("entries.jsonl", '"moving_seconds":1703', '"moving_seconds":1704'),
        ("decisions.jsonl", '"outcome":"hold"', '"outcome":"advance"'),
        ("decisions.jsonl", '"number":6', '"number":8'),
        ("export.json", '"head": "a.25.', '"head": "a.24.'),
    ],
)
def test_an_export_that_was_changed_is_not_restored(file: Path, tmp_path: Path, name: str, was: str, now: str) -> None:
    with open_journal(file) as journal:
        export(journal, "a", tmp_path / "out", "0.1.0")
    path = tmp_path / "out" / name
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), "utf-8")
    code, _, error = told("restore", str(tmp_path / "out"), "--journal", str(tmp_path / "other.db"))
    assert (code, "Nothing was restored" in error) == (2, True)
    with open_journal(tmp_path / "other.db") as other:
        assert other.athletes() == []


def test_who_was_forgotten_leaves_a_marker_and_no_more(file: Path) -> None:
    heads = heads_of(file)
    with open_journal(file) as journal:
        forget(journal, "a")
        assert journal.connection.execute("SELECT * FROM forgotten").fetchall() == [(1,)]
    code, said, _ = told("audit", "verify", "--journal", str(file), "--head", str(heads[1]))
    assert (code, "One athlete was forgotten here." in said) == (0, True)
    with open_journal(file) as journal:
        forget(journal, "nobody")        # nothing was there
        assert journal.forgotten() == 1
        journal.append([run("2026-11-20")], NOW)
        assert [(head.athlete, head.number) for head in [journal.head("a")] if head] == [("a", 1)]
        assert verify(journal).holds
    for table in ("forgotten", *TABLE_OF.values()):
        with sqlite3.connect(file) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(f"DELETE FROM {table}")
        connection.close()
