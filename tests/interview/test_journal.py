"""The interview with a journal: what is changed on the way back from the page, and what is broken off."""

from __future__ import annotations

import stat
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


def test_ctrl_c_loses_nothing_and_the_next_start_goes_on(terminal, zed, tmp_path):
    """For a newcomer, and for one of whom the journal holds something: then only what is new is kept."""
    file, folder = tmp_path / "j.db", tmp_path / "answers"
    for athlete, asked in (("zed", "new season"), ("new", "(2 of 7)")):
        if athlete == "zed":
            run("assess", "zed", "--answers", str(zed), "--journal", str(file), "--no-input")
        kept = folder / f"{athlete}.yaml"
        session = terminal(athlete, "--journal", str(file), folder=str(folder))
        if athlete == "zed":
            while ANKLE not in session.see(""):
                session.type("skip")
            session.type("5 both")
        else:
            session.see("(1 of 7)")
            session.type("none")
        session.see("")
        session.child.sendintr()
        ended = " ".join(session.end().split())
        assert f"Your answers are kept in {kept}. To go on: surefoot assess {athlete} --journal {file}" in ended
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        text = kept.read_text(encoding="utf-8")
        assert ("ankle_df_wblt_cm: {left: 5, right: 5}" in text) is (athlete == "zed")
        assert "age_years" not in text
        again = terminal(athlete, "--journal", str(file), folder=str(folder))
        again.see(f"There are answers of {athlete} from today. Go on from them?")
        again.type("")
        assert asked in again.see("")
        again.type("quit")
        page = " ".join(again.end().split())
        assert "Your answers are kept" not in page
        assert ("knee to wall: 5 cm on both sides" in page) is (athlete == "zed")
        assert not kept.exists()
        with open_journal(file) as journal:
            assert journal.entries(athlete, ["facts"])
            assert journal.decisions(athlete)


def test_answers_kept_without_a_journal_go_into_it(terminal, tmp_path):
    file, folder = tmp_path / "j.db", tmp_path / "answers"
    session = terminal("ann", folder=str(folder))
    session.see("(1 of 7)")
    session.type("none")
    session.see("(2 of 7)")
    session.type("quit")
    session.end()
    again = terminal("ann", "--journal", str(file), folder=str(folder))
    again.see("There are answers of ann from today. Go on from them?")
    again.type("yes")
    again.see("(2 of 7)")
    for _ in range(2, 8):
        again.type("none")
    for text, line in (("How old", "34"), ("Which sex", "f"), ("how many years", "6"), ("which phase", "none")):
        again.see(text)                   # the phase was not said yet, and is asked
        again.type(line)
    again.see("")
    again.type("quit")
    again.end()
    with open_journal(file) as journal:
        first, second = journal.entries("ann", ["facts"])
    assert first.data["symptoms"]["chest_pressure"] is False
    assert second.data["profile"]["age_years"] == 34
    assert not (folder / "ann.yaml").exists()


def test_where_nothing_was_answered_nothing_is_recorded(terminal, tmp_path):
    file = tmp_path / "j.db"
    session = terminal("ann", "--journal", str(file))
    session.see("(1 of 7)")
    session.child.sendeof()
    assert "Nothing was answered, so nothing was recorded." in session.end()
    with open_journal(file) as journal:
        assert journal.athletes() == []


def test_what_was_changed_after_the_page_is_corrected_by_ctrl_c_too(terminal, zed, tmp_path):
    file, folder = tmp_path / "j.db", tmp_path / "answers"
    session = terminal("zed", "--answers", str(zed), "--journal", str(file), folder=str(folder))
    _page(session, "12 both")
    session.type("back")
    while ANKLE not in session.see(""):
        session.type("back")
    session.type("5 both yesterday")
    session.see("")
    session.child.sendintr()
    session.end()
    assert not (folder / "zed.yaml").exists()
    with open_journal(file) as journal:
        assert [each.supersedes for each in journal.entries("zed", ["facts"])] == [None, 1]
    assert "Phase 1 of 7" in run("assess", "zed", "--journal", str(file), "--no-input").stdout
