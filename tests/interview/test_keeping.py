"""Nothing typed is lost: quit, Ctrl-C, the end of input, a terminal that is closed; and the next start goes on."""

from __future__ import annotations

import os
import stat

import yaml

from surefoot.engine.interview.kept import Kept


def _kept(folder, name="ann"):
    return yaml.load((folder / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_quit_saves_and_the_next_start_goes_on_with_the_next_question(terminal, tmp_path):
    first = terminal("ann", folder=str(tmp_path))
    first.see("(1 of 7)")
    first.type("none")
    first.see("(2 of 7)")
    first.type("quit")
    page = first.end()
    assert "Stopping here: deciding with what is known." in page
    assert "To go on: surefoot assess ann" in " ".join(page.split())
    assert "What next?" not in page
    assert stat.S_IMODE((tmp_path / "ann.yaml").stat().st_mode) == 0o600
    again = terminal("ann", folder=str(tmp_path))
    again.see("There are answers of ann from today. Go on from them?")
    again.type("")
    assert "(1 of 7)" not in again.see("(2 of 7)")


def test_ctrl_c_at_every_prompt_loses_no_answer(terminal, newcomer, tmp_path):
    """At each question it is interrupted; the next start puts the same question, and takes its answer."""
    everywhere = bool(os.environ.get("SUREFOOT_SOAK"))  # otherwise at every fourth one, and not at each screen
    questions, session = newcomer[1:], None
    for number, (text, line) in enumerate(questions):
        if session is None:
            session = terminal("ann", folder=str(tmp_path))
            if number:
                session.see("Go on from them?")
                session.type("yes")
            session.see(text)
        session.type(line)
        session.see(questions[number + 1][0] if number + 1 < len(questions) else "What next?")
        if not everywhere and (0 < number < 6 or number % 4):
            continue
        session.child.sendintr()
        ended = " ".join(session.end().split())
        assert "Traceback" not in ended
        assert ("To go on: surefoot assess ann" in ended) is (number + 1 < len(questions))  # before the page
        assert session.child.exitstatus == 1
        session = None
    assert _kept(tmp_path)["measures"]["sls_eo_s"] == {"both": "45"}


def test_a_closed_terminal_and_half_a_pain(terminal, tmp_path):
    session = terminal("kim", folder=str(tmp_path))
    for number in range(1, 8):
        session.see(f"({number} of 7)")
        session.type("none")
    while "Does anything hurt" not in session.see(""):
        session.type("skip")
    session.type("3 5")
    session.see("Calf muscle: which side?")
    session.type("left")
    session.see("Calf muscle: what was the worst pain")
    session.child.close(force=False)  # hangs up
    assert _kept(tmp_path, "kim")["pain"] == [{"site": "calf", "side": "left"}, {"site": "ankle", "side": "both"}]
    again = terminal("kim", folder=str(tmp_path))
    again.see("Go on from them?")
    again.type("y")
    while "Does anything hurt" not in (seen := again.see("")):
        again.type("skip")
    assert "So far: Calf muscle; Ankle joint. Enter keeps that." in seen


def test_save_goes_on_from_its_own_file_and_no_puts_it_aside(terminal, tmp_path):
    file = tmp_path / "ann.yaml"
    for number in (1, 2):
        session = terminal("ann", "--save", str(file))
        if number == 2:
            session.see("There are answers of ann from today. Go on from them?")
            session.type("maybe")
            session.see("'maybe' is neither yes nor no.")
            session.type("no")
            session.see("It is put aside as", "(1 of 7)")
        session.see("(1 of 7)") if number == 1 else None
        session.type("none")
        session.see("(2 of 7)")
        session.type("quit")
        assert f"Answers saved in {file}." in session.end()
    assert len([*tmp_path.iterdir()]) == 2


def test_quitting_before_the_first_answer_leaves_the_file_as_it_was(terminal, tmp_path):
    file = tmp_path / "ann.yaml"
    file.write_text("surefoot: facts/1\nathlete: ann\nposition: none\nprofile: {age_years: 34}\n", encoding="utf-8")
    before = file.read_bytes()
    for leave in ("quit", None):
        session = terminal("ann", "--save", str(file))
        session.see("Go on from them?")
        session.type(leave) if leave else session.child.sendintr()
        session.end()
        assert file.read_bytes() == before


def test_what_is_kept_and_cannot_be_read_is_put_aside(terminal, tmp_path):
    (tmp_path / "ann.yaml").write_text("surefoot: facts/1\nprofile: [", encoding="utf-8")
    session = terminal("ann", folder=str(tmp_path))
    session.see("The answers kept in", "(1 of 7)")
    session.type("quit")
    session.end()
    assert (tmp_path / "ann.unreadable.yaml").exists()


def test_where_nothing_can_be_kept_it_says_so_and_goes_on(terminal, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    session = terminal("ann", folder=str(tmp_path / "file"))
    begun = session.see("What you type can't be kept", "(1 of 7)")
    assert f"(nothing can be written in {tmp_path / 'file'})" in " ".join(begun.split())
    session.type("none")
    session.see("(2 of 7)")
    session.type("quit")
    session.end()
    assert session.child.exitstatus == 0


def test_answers_of_another_day_are_gone_on_from(sit, tmp_path):
    """In one question: what still counts stays with its own day."""
    (tmp_path / "sam.yaml").write_text(
        "surefoot: facts/1\nathlete: sam\nas_of: 2026-11-10\nposition: none\nprofile: {age_years: 34}\n"
        "measures: {sls_eo_s: {both: 45, date: 2026-11-10}}\n",
        encoding="utf-8",
    )
    sat = sit(folder=tmp_path, terminal=True, athlete="sam", There__are__answers="yes")
    assert not {"age_years", "sls_eo_s"} & set(sat.person.asked)
    assert sat.decision.facts.known["sls_eo_s.left"].low == 45
    assert sat.decision.facts.answers.as_of.isoformat() == "2026-11-20"


def test_a_screen_that_is_skipped_is_kept_in_one_go(sit, monkeypatch):
    texts = []
    monkeypatch.setattr(Kept, "write", lambda self, talk, sheet: texts.append(sheet.text()))
    sit(screen__heart_and_head="skip")
    first = next(number for number, text in enumerate(texts) if "unknown" in text)
    assert texts[first].count("unknown") == texts[-1].count("unknown") > 1


def test_a_pipe_keeps_nothing_unless_told_to(sit, tmp_path):
    sit(folder=tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_a_race_that_was_answered_with_none_is_not_asked_again(terminal, newcomer, tmp_path):
    """Nor when the other one is answered after a new start."""
    session = terminal("ann", folder=str(tmp_path))
    for text, line in newcomer[1:]:
        session.see(text)
        if "last main race" in text:
            break
        session.type(line)
    session.child.sendintr()
    session.end()
    again = terminal("ann", folder=str(tmp_path))
    again.see("Go on from them?")
    again.type("yes")
    again.see("your last main race")
    again.type("none")
    assert "next main race" not in again.see("Does anything hurt")
