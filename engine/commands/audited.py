"""The decision that an audit command is about: one of the journal by its name, or one on a facts file made just now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import VERSION, all_kept, athlete_in, journal_at, open_rules, read_text, today

if TYPE_CHECKING:
    from ..audit.subject import Subject

HELP = "DECISION is an athlete of the journal (the last decision), sample-3:12, sample-3@2026-05-04, or a facts file."


def decision_argument(command: click.decorators.FC) -> click.decorators.FC:
    """The argument DECISION."""
    return click.argument("named", metavar="DECISION")(command)


@contextmanager
def audited(named: str, journal: Path | None, rules: Path | None) -> Iterator[Subject]:
    """The decision of a name. The journal stays open meanwhile; nothing is written to it.

    rules : the rulebook for a facts file; a decision of the journal goes by the rulebook of its day
    Errors: NoSuchEntry, NoJournal, BadInput.
    """
    from ..audit.subject import chosen, parts_of, subject_of

    parts = parts_of(named)
    if parts is None or named == "-" or Path(named).is_file():
        yield _on_file(named, rules)
        return
    name, number, day = parts
    with journal_at(journal, create=False) as kept:
        opened = open_rules(rules)
        with all_kept():
            athlete = athlete_in(kept, name, opened)
            subject = subject_of(athlete, chosen(athlete, number, day).id)
        yield subject


def _on_file(named: str, rules: Path | None) -> Subject:
    from ..audit.subject import on_text

    text, file = read_text(named)
    with all_kept():
        return on_text(text, file, today(), open_rules(rules), VERSION)
