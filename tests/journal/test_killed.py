"""A process killed while it writes: what it acknowledged is in the file, in whole, and the file opens."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from surefoot.engine.journal.store import open_journal
from surefoot.engine.receipts.verify import verify

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")
TIMES = 200 if SOAK else 20
LONGEST_S = 0.12  # of writing before it is killed; from the making of the file on
WRITER = """
import os, sys
from pathlib import Path
from surefoot.engine.journal.entries import Draft
from surefoot.engine.journal.store import open_journal
os.write(1, b"ready ")
with open_journal(Path(sys.argv[1])) as journal:
    number = journal.last("a")
    while True:
        drafts = [Draft("a", "facts", "2026-11-20", "log", {"n": number + each, "x": "y" * 500}) for each in (1, 2, 3)]
        number = journal.append(drafts, "2026-11-20T06:30:00Z")[-1].id
        os.write(1, b"%d " % number)
"""


def test_what_was_acknowledged_is_there(tmp_path: Path) -> None:
    dice, file = random.Random(5), tmp_path / "journal.db"
    said = 0
    for turn in range(TIMES):
        if turn % 10 == 5:               # the making of the file is interrupted, too
            file = tmp_path / f"journal-{turn}.db"
            said = 0
        writer = subprocess.Popen([sys.executable, "-W", "ignore", "-c", WRITER, str(file)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        ready = os.read(writer.stdout.fileno(), 6)
        time.sleep(dice.uniform(0, LONGEST_S))
        writer.kill()
        whole = (ready + writer.communicate()[0]).decode()
        told = whole[: whole.rfind(" ")].split()[1:]     # a number without its space was being told
        said = int(told[-1]) if told else said
        with open_journal(file) as journal:
            entries = journal.entries("a")
            assert journal.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert not journal.connection.execute("PRAGMA foreign_key_check").fetchall()
            assert verify(journal).holds
        assert len(entries) >= said, turn
        assert len(entries) % 3 == 0, "an append is in the file in whole or not at all"
        assert [each.data["n"] for each in entries] == list(range(1, len(entries) + 1))
        said = len(entries)
    assert said
