"""One SQLite file: opened, brought up to date, appended to, read.

Every method is one transaction: when it returns, all of it is on the disk, and when it raises, none of it is in the
file. Two may write at once; one waits for the other. Times come from the caller.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..rulebook.files import digest_of
from .canonical import canonical, loads
from .chain import COLUMNS, DECISION_COLUMNS, ENTRY_COLUMNS, TABLE_OF, Head
from .chain import DECISION as A_DECISION
from .chain import ENTRY as AN_ENTRY
from .entries import Brief, Decided, Draft, Entry, Recorded, check, check_recorded, phase_and_tier
from .errors import BadEntry, NoSuchEntry, Tampered, in_words
from .linking import digests_of, head_in, place_after
from .opening import connect

WAIT_S = 10.0  # for another writer
ENTRY = ", ".join(ENTRY_COLUMNS)
DECISION = ", ".join(DECISION_COLUMNS)
BRIEF = "athlete, id, as_of, recorded_at, through, rulebook, outcome, phase, tier"


class Journal:
    """An open journal. Use it in a `with`, or close it."""

    def __init__(self, path: Path, connection: sqlite3.Connection):
        self.path, self.connection = path, connection

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()

    # ---- entries ----

    def append(self, drafts: Iterable[Draft], recorded_at: str) -> list[Entry]:
        """Records entries, all or none, in their order.

        recorded_at : UTC with seconds, 2026-11-20T06:30:00Z
        Errors: NoSuchEntry for a correction of what isn't there; BadEntry; JournalBusy, JournalFull, JournalReadOnly.
        """
        check_recorded(recorded_at)
        checked = [(draft, check(draft)) for draft in drafts]
        with self.writing() as run:
            return [self._append(run, draft, data, recorded_at) for draft, data in checked]

    def _append(self, run: Callable[..., Any], draft: Draft, data: str | None, recorded_at: str) -> Entry:
        whose = (draft.athlete,)
        number = run("SELECT coalesce(max(id), 0) + 1 FROM entries WHERE athlete = ?", whose).fetchone()[0]
        if draft.supersedes is not None:
            row = run("SELECT kind FROM entries WHERE athlete = ? AND id = ?", (*whose, draft.supersedes)).fetchone()
            if row is None:
                raise NoSuchEntry(f"{draft.athlete} has no entry {draft.supersedes} that could be corrected.")
            if row[0] != draft.kind:
                say = f"Entry {draft.supersedes} of {draft.athlete} is of the kind {row[0]}, not {draft.kind}."
                raise NoSuchEntry(say)
        row = (draft.athlete, number, draft.kind, draft.held_on, recorded_at, draft.supersedes, draft.source, data)
        _insert(run, AN_ENTRY, row)
        return _entry(row)

    def entries(self, athlete: str, kinds: Sequence[str] = (), after: int = 0) -> list[Entry]:
        """An athlete's entries as recorded, corrections among them, in the order of recording.

        kinds : only these; all when empty
        after : only those with a larger id
        """
        sql, values = f"SELECT {ENTRY} FROM entries WHERE athlete = ? AND id > ?", [athlete, after, *kinds]
        if kinds:
            sql += f" AND kind IN ({_marks(kinds)})"
        return [_entry(row) for row in self._rows(f"{sql} ORDER BY id", values)]

    def entry(self, athlete: str, number: int) -> Entry:
        """One entry. Errors: NoSuchEntry."""
        for row in self._rows(f"SELECT {ENTRY} FROM entries WHERE athlete = ? AND id = ?", (athlete, number)):
            return _entry(row)
        raise NoSuchEntry(f"{athlete} has no entry {number}.")

    def last(self, athlete: str) -> int:
        """The id of the athlete's last entry; 0 where there is none."""
        sql = "SELECT coalesce(max(id), 0) FROM entries WHERE athlete = ?"
        return int(self._rows(sql, (athlete,))[0][0])

    def athletes(self) -> list[str]:
        """Everybody about whom there is anything, by name."""
        sql = "SELECT athlete FROM entries UNION SELECT athlete FROM decisions ORDER BY athlete"
        return [row[0] for row in self._rows(sql)]

    # ---- rulebooks and decisions ----

    def keep_rulebook(self, files: Mapping[str, str]) -> str:
        """Keeps a rulebook's files (name to text), once by content; gives its digest."""
        digest = digest_of(dict(files))
        with self.writing() as run:
            self._keep(run, digest, files)
        return digest

    def _keep(self, run: Callable[..., Any], digest: str, files: Mapping[str, str]) -> None:
        if run("SELECT 1 FROM rulebooks WHERE digest = ?", (digest,)).fetchone() is None:
            files = {name: text.replace("\r\n", "\n") for name, text in files.items()}  # as the digest reads it
            row = (digest, canonical(files), digests_of(files))
            run("INSERT INTO rulebooks (digest, files, digests) VALUES (?, ?, ?)", row)

    def has_rulebook(self, digest: str) -> bool:
        return bool(self._rows("SELECT 1 FROM rulebooks WHERE digest = ?", (digest,)))

    def rulebook(self, digest: str) -> dict[str, str]:
        """The files of a rulebook that was kept. Errors: NoSuchEntry; Tampered, where they aren't what was kept."""
        for row in self._rows("SELECT files FROM rulebooks WHERE digest = ?", (digest,)):
            try:
                files = {str(name): str(text) for name, text in loads(row[0]).items()}
            except (ValueError, TypeError, AttributeError):
                files = {}
            if digest_of(files) != digest:
                raise Tampered(f"The rulebook {digest[:12]} in the journal {self.path}")
            return files
        raise NoSuchEntry(f"The journal holds no rulebook {digest[:12]}.")

    def record(self, decided: Decided, recorded_at: str) -> Recorded:
        """Records a decision. Errors: as for `append`; BadEntry where its rulebook wasn't kept."""
        with self.writing() as run:
            return self._record(run, decided, recorded_at)

    def _record(self, run: Callable[..., Any], decided: Decided, recorded_at: str) -> Recorded:
        check_recorded(recorded_at)
        facts, result, reads = (canonical(each) for each in (decided.facts, decided.result, decided.reads))
        origin = None if decided.origin is None else canonical(decided.origin)
        if run("SELECT 1 FROM rulebooks WHERE digest = ?", (decided.rulebook,)).fetchone() is None:
            raise BadEntry("a decision's rulebook is kept before it")
        sql = "SELECT coalesce(max(id), 0) + 1 FROM decisions WHERE athlete = ?"
        number = run(sql, (decided.athlete,)).fetchone()[0]
        row = (decided.athlete, number, decided.as_of, recorded_at, decided.through, facts, decided.rulebook,
               decided.version, decided.outcome, result, reads, *phase_and_tier(decided.result), origin)  # fmt: skip
        _insert(run, A_DECISION, row)
        return _recorded(row, self.path)

    def decisions(self, athlete: str) -> list[Recorded]:
        """An athlete's decisions, in the order of recording."""
        sql = f"SELECT {DECISION} FROM decisions WHERE athlete = ? ORDER BY id"
        return [_recorded(row, self.path) for row in self._rows(sql, (athlete,))]

    def briefs(self, athlete: str) -> list[Brief]:
        """The same without facts and results, which are long."""
        sql = f"SELECT {BRIEF} FROM decisions WHERE athlete = ? ORDER BY id"
        return [Brief(*row) for row in self._rows(sql, (athlete,))]

    def decision(self, athlete: str, number: int) -> Recorded:
        """One decision. Errors: NoSuchEntry."""
        for row in self._rows(f"SELECT {DECISION} FROM decisions WHERE athlete = ? AND id = ?", (athlete, number)):
            return _recorded(row, self.path)
        raise NoSuchEntry(f"{athlete} has no decision {number}.")

    def take_in(
        self, records: Iterable[tuple[Draft | Decided, str]], rulebooks: Iterable[Mapping[str, str]] = ()
    ) -> None:
        """Records all of these in their order, each with its own time of recording, or none.

        Errors: as for `append` and `record`.
        """
        with self.writing() as run:
            for files in rulebooks:
                self._keep(run, digest_of(dict(files)), files)
            for each, recorded_at in records:
                check_recorded(recorded_at)
                if isinstance(each, Draft):
                    self._append(run, each, check(each), recorded_at)
                else:
                    self._record(run, each, recorded_at)

    # ---- the chain ----

    def head(self, athlete: str) -> Head | None:
        """The end of an athlete's chain, which stands for all that was recorded; None where nothing was."""
        with in_words(self.path):
            return head_in(self.connection.execute, athlete)

    def places(self, athlete: str) -> dict[tuple[str, int], tuple[int, str | None, str]]:
        """Record and id to number, previous and digest, in the order of recording."""
        found = [
            ((record, number), tuple(place))
            for record, table in TABLE_OF.items()
            for number, *place in self._rows(
                f"SELECT id, number, previous, digest FROM {table} WHERE athlete = ?", (athlete,)
            )
        ]
        return dict(sorted(found, key=lambda each: (each[1][0] is None, each[1][0], each[0])))

    def forgotten(self) -> int:
        """How many athletes were forgotten; nothing else is kept of them."""
        return int(self._rows("SELECT count(*) FROM forgotten")[0][0])

    # ---- SQLite ----

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[Any]:
        with in_words(self.path):
            return self.connection.execute(sql, values).fetchall()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the file to read from, whoever writes meanwhile, and text as it stands there, UTF-8 or not."""
        with in_words(self.path):
            usual = self.connection.text_factory
            self.connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                self.connection.text_factory = usual
                self.connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Callable[..., Any]]:
        """One transaction, begun as a writer so that two never wait for each other; gives `execute`.

        Within another one it is a part of that: then all of it is recorded, or none.
        """
        with in_words(self.path):
            within = self.connection.in_transaction
            if within:
                yield self.connection.execute
                return
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection.execute
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise


def open_journal(path: Path, create: bool = True, wait_s: float = WAIT_S) -> Journal:
    """The journal in a file, made (with its folder) where there is none, brought up to date where it is older.

    create : False to read: where there is no file, that is an error
    Errors: NoJournal, NotAJournal, NewerJournal, JournalBusy, JournalFull, JournalReadOnly.
    """
    with in_words(path):
        return Journal(path, connect(path, create, wait_s))


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))


def _entry(row: Sequence[Any]) -> Entry:
    athlete, number, kind, held_on, recorded_at, supersedes, source, text = row
    return Entry(athlete, number, kind, held_on, recorded_at, supersedes, source, text, 0 if supersedes else number)


def _recorded(row: Sequence[Any], path: Path) -> Recorded:
    athlete, number, as_of, recorded_at, through, facts, rulebook, version, outcome, result, reads, _, _, origin = row
    try:
        told = loads(facts), loads(result), tuple(loads(reads)), None if origin is None else loads(origin)
    except (ValueError, TypeError) as error:
        raise Tampered(f"Decision {number} of {athlete} in the journal {path}") from error
    return Recorded(
        athlete, as_of, through, told[0], rulebook, version, outcome, told[1], told[2], told[3], number, recorded_at
    )


def _insert(run: Callable[..., Any], record: str, row: Sequence[Any]) -> None:
    """A row with its place in its athlete's chain."""
    told = dict(zip(COLUMNS[record], row, strict=True))
    told |= place_after(head_in(run, told["athlete"]), record, told)
    run(f"INSERT INTO {TABLE_OF[record]} ({', '.join(told)}) VALUES ({_marks(told)})", tuple(told.values()))
