"""One decision as a file that is checked without surefoot: the record, what it read, its rulebook, and the chain up to
the head. verifier.py checks it; docs/audit.md has the format.

Of what was recorded besides it holds fingerprints only: that there was something, and nothing of what.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..journal.canonical import canonical, loads
from ..journal.chain import COLUMNS, DECISION, ENTRY, TABLE_OF, TEXTS, Head
from ..journal.errors import JournalError
from ..journal.store import Journal
from .links import links_of
from .walk import walked

FORMAT = "decision-export/1"


class Unsound(JournalError):
    """The chain doesn't hold, so nothing is handed on from it."""

    exit_code = 1


def takeaway(journal: Journal, athlete: str, number: int, version: str) -> dict[str, Any]:
    """The object of the file. Errors: NoSuchEntry; Unsound; Tampered."""
    decision = journal.decision(athlete, number)
    with journal.reading() as connection:
        links = list(links_of(connection, athlete))
    faults = walked(links)
    if faults:
        say = f"Nothing was written: what the journal {journal.path} holds of {athlete} doesn't verify. {faults[0].say}"
        raise Unsound(f"{say} surefoot audit verify {athlete} tells the rest.")
    at = {(link.record, link.id): link for link in links}
    contents = {link.number: link.content for link in links}
    taken = [(ENTRY, each) for each in decision.reads] + [(DECISION, number)]
    first = min(at[each].number for each in taken)
    last = at[max(at, key=lambda each: int(at[each].number))]
    rows = [_record(journal, athlete, record, each) for record, each in taken]
    return {
        "surefoot": FORMAT,
        "version": version,
        "athlete": athlete,
        "head": Head(athlete, last.number, last.digest).whole,
        "decision": rows[-1],
        "entries": rows[:-1],
        "chain": {"from": first, "previous": next(link.previous for link in links if link.number == first),
                  "contents": [contents[each] for each in range(first, last.number + 1)]},
        "rulebook": {"digest": decision.rulebook, "files": journal.rulebook(decision.rulebook)},
    }  # fmt: skip


def as_text(told: Mapping[str, Any]) -> str:
    """The file: one JSON object, a line for each of its keys, and for each entry."""
    parts = []
    for key, value in told.items():
        whole = canonical(value)
        if key == "entries" and value:
            whole = "[\n" + ",\n".join(canonical(each) for each in value) + "\n]"
        parts.append(f"{canonical(key)}: {whole}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def contents_told(told: Mapping[str, Any]) -> str:
    """What the file says about the athlete, to be told before it is handed on."""
    entries = len(told["entries"])
    return (f"It holds, for everyone to read, {told['athlete']}'s facts of {told['decision']['as_of']}, the decision "
            f"and its plan, and the {entries} {'entry' if entries == 1 else 'entries'} of the journal that it read; of "
            "all else in the journal fingerprints only.")  # fmt: skip


def verifier() -> str:
    """The program that checks such a file, by itself."""
    return Path(__file__).with_name("verifier.py").read_text(encoding="utf-8")


def _record(journal: Journal, athlete: str, record: str, number: int) -> dict[str, Any]:
    """A row with its long texts opened up."""
    columns = (*COLUMNS[record], "number", "previous", "digest")
    sql = f"SELECT {', '.join(columns)} FROM {TABLE_OF[record]} WHERE athlete = ? AND id = ?"
    row = dict(zip(columns, journal.connection.execute(sql, (athlete, number)).fetchone(), strict=True))
    opened = {column: loads(row[column]) for column in TEXTS if row.get(column) is not None}
    return {"record": record, **row, **opened}
