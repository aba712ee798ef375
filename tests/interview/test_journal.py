"""The interview with a journal: what is changed on the way back from the page, and what is broken off."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import run

from surefoot.engine.journal.store import open_journal

SAMPLE = Path(__file__).resolve().parents[2] / "examples/sample-hold.yaml"
ANKLE = "How far from the wall"


@pytest.fixture
def zed(tmp_path: Path) -> Path:
    """Answers of today in which only what the ankle can do is missing, and what follows from that."""
    lines = SAMPLE.read_text(encoding="utf-8").replace("sample-hold", "zed").splitlines()
    left_out = ("as_of:", "  ankle_df_wblt_cm", "position:")
    file = tmp_path / "zed.yaml"
    kept = [line for line in lines if not line.startswith(left_out)]
    position = "position: {phase: mobility, weeks_in_phase: 4, sessions_done: 8, days_off: 0}"
    file.write_text("\n".join([*kept, position, ""]), encoding="utf-8")
    return file


def _page(session, typed: str) -> str:
    """Answers the ankle as typed, and skips what else is asked; the page."""
    while ANKLE not in (seen := session.see("")):
        session.type("skip")
    session.type(typed)
    while "What next?" not in (seen := session.see("")):
        session.type("skip")
    return " ".join(seen.split())


def _back(session, typed: str) -> str:
    """From the page back to the ankle."""
    session.type("back")
    while ANKLE not in session.see(""):
        session.type("back")
    session.type(typed)
    while "What next?" not in (seen := session.see("")):
        session.type("")
    return " ".join(seen.split())


@pytest.mark.parametrize(
    ("typed", "phase", "stands"),
    [("5 both yesterday", "Phase 1 of 7, mobility", 5), ("declined", "Phase 1 of 7, mobility", None)],
)
def test_a_slip_taken_back_after_the_page_counts_no_longer(terminal, zed, tmp_path, typed, phase, stands):
    file = tmp_path / "j.db"
    session = terminal("zed", "--answers", str(zed), "--journal", str(file))
    assert "Phase 2 of 7, bilateral" in _page(session, "12 both")
    assert phase in _back(session, typed)
    assert phase in _back(session, "")       # nothing was changed: nothing more is recorded
    session.type("done")
    session.end()
    with open_journal(file) as journal:
        first, again = journal.entries("zed", ["facts"])
        assert again.supersedes == first.id
        assert len(journal.decisions("zed")) == 2
    why = " ".join(run("why", "zed", "G1.ankle", "--journal", str(file)).stdout.split())
    assert "12 cm" not in why
    assert (f"{stands} cm" in why) is (stands is not None)
    history = run("history", "zed", "--journal", str(file)).stdout
    assert "* With what is known now: hold, Mobility" in history
    drawn = tmp_path / "h.html"
    run("history", "zed", "--journal", str(file), "--format", "html", "--output", str(drawn))
    assert "12 cm" not in drawn.read_text(encoding="utf-8")


def test_what_was_new_by_a_slip_alone_is_taken_back(terminal, zed, tmp_path):
    """The journal holds all the rest already, so that nothing is left of what the sitting said."""
    file = tmp_path / "j.db"
    run("assess", "zed", "--answers", str(zed), "--journal", str(file), "--no-input")
    session = terminal("zed", "--journal", str(file))
    assert "Phase 2 of 7, bilateral" in _page(session, "12 both")
    assert "Phase 1 of 7, mobility" in _back(session, "skip")
    session.type("done")
    session.end()
    assert "12 cm" not in run("why", "zed", "G1.ankle", "--journal", str(file)).stdout
