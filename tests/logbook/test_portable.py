"""A log entry, the journal, its export and a restore: the same, to the byte, whatever was logged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journaling import written
from logged_at_random import sessions
from logging_by import NOW, TODAY, context, prepared

from surefoot.engine.journal.portable import export, restore
from surefoot.engine.journal.store import open_journal
from surefoot.engine.logbook.check_in import read_check_in
from surefoot.engine.logbook.recording import correction_of, draft_of, record
from surefoot.engine.logbook.said import Said
from surefoot.engine.model import Rulebook

check_ins = st.fixed_dictionaries(
    {},
    optional={
        "news": st.sampled_from(["none", "fever", "night_bone_pain, fever"]),
        "pain": st.sampled_from(["none", "achilles left 3,5", "low_back middle 2 muscle night; calf l 1"]),
        "soreness": st.sampled_from(["0", "2.5", "10"]),
        "sleep": st.sampled_from(["7", "7,5", "7.5 hours"]),
        "readiness": st.sampled_from(["2+3+3+2", "28"]),
    },
)


@given(data=sessions(), answers=check_ins)
@settings(deadline=None, max_examples=25)
def test_out_and_back(
    data: dict[str, Any], answers: dict[str, str], tmp_path_factory: pytest.TempPathFactory, book: Rulebook
) -> None:
    folder = tmp_path_factory.mktemp("one")
    file = prepared(folder / "one.db")
    said = [Said(key, text) for key, text in answers.items()]
    morning, _ = read_check_in(said, context(file, book))
    with open_journal(file) as journal:
        drafts = [draft_of("ann", "facts", TODAY, morning)] if morning else []
        record(journal, "ann", [*drafts, draft_of("ann", "session", TODAY, data)], NOW)
        last = journal.last("ann")
        less = {**data, "done": "no", "items": []}
        record(journal, "ann", [correction_of(draft_of("ann", "session", TODAY, less), last)], NOW)
        export(journal, "ann", folder / "out", "0.1.0")
        before = written(journal)
    with open_journal(folder / "two.db") as other:
        restore(other, folder / "out")
        assert written(other) == before


def test_a_file_is_exported_as_it_was_logged(file: Path, tmp_path: Path, book: Rulebook) -> None:
    """The sheet for a spreadsheet holds a row a set."""
    from surefoot.engine.logbook.session import read_session

    data, _ = read_session([Said("session", "A")], context(file, book))
    assert data is not None
    with open_journal(file) as journal:
        record(journal, "ann", [draft_of("ann", "session", TODAY, data)], NOW)
        export(journal, "ann", tmp_path / "out", "0.1.0")
    sheet = (tmp_path / "out" / "sessions.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(sheet) == 1 + 3 + 4 + 2 + 3 + 2 + 2
