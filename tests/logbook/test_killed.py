"""A process killed while it logs: what it acknowledged is in the journal, whole, and the file opens."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

from commands import CACHE
from logging_by import prepared

from surefoot.engine.journal.store import open_journal

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")
TIMES = 200 if SOAK else 20
LONGEST_S = 0.6  # of logging before it is killed
# The command itself, again and again in one process: each run opens the journal, logs, says so, and closes it.
LOGGER = """
import os, sys
from surefoot.cli import surefoot
number = int(sys.argv[1])
surefoot.main(["log", "ann", "--session", "L"], standalone_mode=False)  # all that is slow the first time
sys.stdout.flush()
os.write(1, b"ready\\n")
while True:
    number += 1
    said = ["--session", "A", "--another", "--note", f"number {number}"]
    surefoot.main(["log", "ann", *said], standalone_mode=False)
    sys.stdout.flush()
"""
ACKNOWLEDGED = re.compile(r"^Recorded as entry ([0-9]+): .*$", re.MULTILINE)


def test_what_was_acknowledged_is_there(tmp_path: Path) -> None:
    dice, file = random.Random(7), prepared(tmp_path / "journal.db")
    env = {**os.environ, "SUREFOOT_JOURNAL": str(file), "SUREFOOT_CACHE": CACHE.name, "SUREFOOT_ANSWERS": "off"}
    told = count = 0
    for turn in range(TIMES):
        logger = subprocess.Popen([sys.executable, "-W", "ignore", "-c", LOGGER, str(count)], stdout=subprocess.PIPE,
                                  env=env, text=True)  # fmt: skip
        assert logger.stdout is not None
        while logger.stdout.readline() != "ready\n":
            pass
        time.sleep(dice.uniform(0, LONGEST_S))
        logger.kill()
        said = ACKNOWLEDGED.findall(logger.communicate()[0])
        told = int(said[-1]) if said else told
        with open_journal(file) as journal:
            entries = journal.entries("ann")
            assert journal.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert len(entries) >= told, turn
        logged = [each for each in entries[2:] if each.data["session"] == "A"]
        assert [each.id for each in entries] == list(range(1, 1 + len(entries)))
        assert all(each.data["done"] == "yes" and len(each.data["items"]) == 7 for each in logged)
        count = len(logged)
    assert count > TIMES // 2
