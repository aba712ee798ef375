"""An athlete's part of a journal as plain files, and back.

    export.json      what this is, and how many of each there are
    entries.jsonl    every entry as recorded, corrections among them
    decisions.jsonl  every decision whole
    rulebooks.jsonl  the rulebooks that the decisions were made by
    *.csv, README.txt    the same to read and for a spreadsheet; not read back

A folder is written whole or not at all, and readable by its owner alone.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ..rulebook.files import digest_of
from .canonical import canonical, loads
from .chain import DECISION, ENTRY, in_order
from .entries import Decided, Draft, Entry, Recorded, check, check_recorded
from .errors import BadEntry, JournalError, NoSuchEntry
from .sheets import sheets
from .store import Journal

FORMAT = "journal-export/2"
BEFORE = "journal-export/1"  # without a chain: what is restored of it gets a new one
ABOUT, ENTRIES, DECISIONS, RULEBOOKS = "export.json", "entries.jsonl", "decisions.jsonl", "rulebooks.jsonl"
ENTRY_KEYS = ("id", "kind", "held_on", "recorded_at", "supersedes", "source", "data")
DECISION_KEYS = ("id", "as_of", "recorded_at", "through", "facts", "rulebook", "version", "outcome", "result", "reads",
                 "origin")  # fmt: skip
PLACE = ("number", "previous", "digest")
README = """What surefoot's journal holds about {athlete}.

{entries} entries and {decisions} decisions, as of the day on which this folder was written. The journal's head was then

  {head}

With it `surefoot audit verify --head` shows later that none of this was changed since.

entries.jsonl, decisions.jsonl and rulebooks.jsonl hold everything, one JSON object a line; `surefoot restore` reads
them into a journal that holds nothing about {athlete}. The CSV files hold the same for a spreadsheet, as far as it fits
into rows, and are not read back:

  facts.csv      a row for each value said: where it stands in a facts file, side, the day it counts from
  sessions.csv   a row for each set and side of each session
  runs.csv       a row for each run
  decisions.csv  a row for each decision

A row that was corrected later says so in its last column. These files can be read by whoever has the folder; surefoot
can't remove them when it forgets an athlete.
"""


class BadExport(JournalError):
    """A folder that can't be restored."""


# ---- out ------------------------------------------------------------------------------------------------------------


def export(journal: Journal, athlete: str, folder: Path, version: str) -> tuple[int, int]:
    """Writes everything about an athlete; gives the number of entries and of decisions.

    folder : new, or empty
    Errors: BadExport where it can't be written there.
    """
    folder = folder.resolve()
    entries, decisions = journal.entries(athlete), journal.decisions(athlete)
    if not entries and not decisions:
        raise BadExport(f"The journal {journal.path} holds nothing about {athlete}.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadExport(f"{folder} is there already. An export goes into a folder that is new, or empty.")
    books, places, head = sorted({each.rulebook for each in decisions}), journal.places(athlete), journal.head(athlete)
    about = {"surefoot": FORMAT, "version": version, "athlete": athlete, "entries": len(entries),
             "decisions": len(decisions), "rulebooks": len(books), "head": head.whole if head else None}  # fmt: skip
    files = {
        ABOUT: json.dumps(about, indent=2) + "\n",
        ENTRIES: _lines(_row(each, ENTRY_KEYS, places[ENTRY, each.id]) for each in entries),
        DECISIONS: _lines(_row(each, DECISION_KEYS, places[DECISION, each.id]) for each in decisions),
        RULEBOOKS: _lines({"digest": digest, "files": journal.rulebook(digest)} for digest in books),
        "README.txt": README.format(**about),
        **sheets(entries, decisions),
    }
    beside = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True, mode=0o700)
        for name, text in files.items():
            _write(beside / name, text)
        os.replace(beside, folder)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        say = f"The export can't be written to {folder}: {error.strerror}. Nothing was left there."
        raise BadExport(say) from error
    return len(entries), len(decisions)


def _write(path: Path, text: str) -> None:
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(canonical(row) + "\n" for row in rows)


def _row(each: Entry | Recorded, keys: Iterable[str], place: Iterable[Any]) -> dict[str, Any]:
    return {**{key: getattr(each, key) for key in keys}, **dict(zip(PLACE, place, strict=True))}


# ---- back -----------------------------------------------------------------------------------------------------------


def restore(journal: Journal, folder: Path) -> tuple[str, int, int]:
    """Reads an export into a journal that holds nothing about its athlete, all or nothing.

    It keeps its chain, and so its heads; an export that isn't what was written is refused.

    Gives the athlete and the number of entries and decisions.
    Errors: BadExport, with the file and line that can't be read or was changed.
    """
    about = _about(folder)
    athlete = about["athlete"]
    if journal.last(athlete) or journal.briefs(athlete):
        say = f"The journal {journal.path} holds something about {athlete} already. Restore into another one."
        raise BadExport(say)
    books = list(_read(folder, RULEBOOKS, about, _book))
    entries = list(_read(folder, ENTRIES, about, lambda row: _entry(row, athlete)))
    decisions = list(_read(folder, DECISIONS, about, lambda row: _decision(row, athlete)))
    for name, found in ((ENTRIES, entries), (DECISIONS, decisions)):
        if [each.id for each in found] != list(range(1, len(found) + 1)):
            raise BadExport(f"{folder / name}: the entries are not numbered from 1 on without gaps.")
    try:
        with journal.writing():
            journal.take_in([(each.record, each.recorded_at) for each in _as_recorded(entries, decisions)], books)
            if about["surefoot"] == FORMAT:
                _compare(journal, about, folder, {(ENTRY, each.id): each for each in entries}
                         | {(DECISION, each.id): each for each in decisions})  # fmt: skip
    except (BadEntry, NoSuchEntry, KeyError, TypeError) as error:
        raise BadExport(f"{folder}: {error}. Nothing was restored.") from error
    return athlete, len(entries), len(decisions)


class _Line(NamedTuple):
    """A line of an export. place : number, previous and digest, as it says; nothing in an older export"""

    id: int
    record: Draft | Decided
    recorded_at: str
    place: tuple[Any, ...]


def _as_recorded(entries: Sequence[_Line], decisions: Sequence[_Line]) -> list[_Line]:
    """In the order in which they were recorded, as their numbers say."""
    numbered = [*entries, *decisions]
    if all(isinstance(each.place[0], int) for each in numbered):
        return sorted(numbered, key=lambda each: int(each.place[0]))
    order = in_order([each.id for each in entries], [
        (each.id, each.record.through) for each in decisions if isinstance(each.record, Decided)])  # fmt: skip
    return [(entries if record == ENTRY else decisions)[number - 1] for record, number in order]


def _compare(
    journal: Journal, about: Mapping[str, Any], folder: Path, lines: Mapping[tuple[str, int], _Line]
) -> None:
    """Errors: BadExport where what was taken in isn't what was exported. The first line that differs is the one."""
    for (record, number), place in journal.places(about["athlete"]).items():
        if place != lines[record, number].place:
            name = ENTRIES if record == ENTRY else DECISIONS
            say = f"this is not the {record} that was exported: it or its place was changed since"
            raise BadExport(f"{folder / name}, line {number}: {say}. Nothing was restored.")
    head = journal.head(about["athlete"])
    if (head.whole if head else None) != about.get("head"):
        raise BadExport(f"{folder / ABOUT}: the head is another one: something was taken out since. "
                        "Nothing was restored.")  # fmt: skip


def _about(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        if about["surefoot"] in (FORMAT, BEFORE) and isinstance(about["athlete"], str):
            return dict(about)
        say = f"This is an export of the kind {about['surefoot']}; this surefoot reads {FORMAT}."
    except OSError as error:
        say = f"It can't be read: {error.strerror}. A folder that `surefoot export` wrote is expected."
    except (ValueError, KeyError, TypeError):
        say = "This is not the description of an export."
    raise BadExport(f"{folder / ABOUT}: {say}")


def _read(folder: Path, name: str, about: Mapping[str, Any], read: Callable[[Any], Any]) -> Iterator[Any]:
    path, count = folder / name, 0
    try:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                try:
                    yield read(loads(line))
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    why = "this is not a line of an export" if not isinstance(error, BadEntry) else str(error)
                    raise BadExport(f"{path}, line {number}: {why}. Nothing was restored.") from error
                count = number
    except (OSError, UnicodeDecodeError) as error:
        raise BadExport(f"{path} can't be read: {getattr(error, 'strerror', None) or error}.") from error
    if count != about.get(name.partition(".")[0]):
        raise BadExport(f"{path} has {count} lines; the export had {about.get(name.partition('.')[0])}.")


def _book(row: Mapping[str, Any]) -> dict[str, str]:
    files = dict(row["files"])
    if digest_of(files) != row["digest"]:
        raise BadEntry(f"the rulebook {row['digest'][:12]} is not what it was")
    return files


def _entry(row: Mapping[str, Any], athlete: str) -> _Line:
    draft = Draft(athlete, row["kind"], row["held_on"], row["source"], row["data"], row["supersedes"])
    check(draft)
    check_recorded(row["recorded_at"])
    return _Line(row["id"], draft, row["recorded_at"], _place(row))


def _decision(row: Mapping[str, Any], athlete: str) -> _Line:
    decided = Decided(athlete, row["as_of"], row["through"], row["facts"], row["rulebook"], row["version"],
                      row["outcome"], row["result"], tuple(row["reads"]), row.get("origin"))  # fmt: skip
    return _Line(row["id"], decided, row["recorded_at"], _place(row))


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(key) for key in PLACE)
