"""`surefoot log` with flags and files: what it says, its exit code, and the entry in the journal."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
from commands import here, run
from journaling import facts, said
from logging_by import MONDAY, NOW, TODAY, context, entries, log, logged, prepared

from surefoot.engine.journal.entries import Draft
from surefoot.engine.journal.store import open_journal
from surefoot.engine.logbook.screens import last_asked
from surefoot.engine.model import Rulebook

WORSE = {"site": "achilles", "side": "left", "tissue": "tendon", "during": 2.5, "next_morning": 3}
YESTERDAY = TODAY - datetime.timedelta(days=1)


def test_a_session_as_planned(file: Path) -> None:
    done = log(file, "--session", "a", "--effort", "6")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"Recorded as entry 3: session of {TODAY}.\n  Session A: done.\n  - Goblet squat")
    assert "- Split squat with a five-second lower: left 2 x 6, 3 in reserve; right 2 x 6," in done.stdout
    assert "2 x 5 with 20 kg of help" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    [entry] = logged(file)
    assert (entry.kind, entry.held_on, entry.source) == ("session", str(TODAY), "log")
    assert entry.data["done"] == "yes"
    assert len(entry.data["items"]) == 7


def test_what_was_left_out_makes_it_partly_done(file: Path) -> None:
    assert log(file, "--session", "A", "--did", "cg_iso no", "--did", "knee_goblet 8 8").returncode == 0
    data = logged(file)[0].data
    assert data["done"] == "partly"
    assert "cg_iso" not in {item["exercise"] for item in data["items"]}


def test_every_mistake_at_once_with_its_place(file: Path) -> None:
    done = log(
        file, "--session", "B", "--did", "knee_gobblet 3x8", "--did", "cg_iso 30 rirr 2", "--effort", "11",
        "--pain", "achiles left 3; calf right", "--minute", "20", "--on", "Nonsenseday", "--json",
    )  # fmt: skip
    assert done.returncode == 2
    found = json.loads(done.stdout)["findings"]
    assert [(each["code"], each["nearest"]) for each in found] == [
        ("date", ""), ("session", ""), ("exercise", "knee_goblet"), ("word", "rir"), ("out-of-range", ""),
        ("word", "achilles"), ("missing-key", ""), ("unknown-flag", "--minutes"),
    ]  # fmt: skip
    assert all(each["file"] == "command line" for each in found)
    assert (found[0]["path"], found[0]["seen"]) == ("on", "Nonsenseday")
    line = next(line for line in done.stderr.splitlines() if "| surefoot" in line).partition("| ")[2]
    for each in found[1:]:
        assert each["expected"]
        assert line[each["column"] - 1 :].startswith(each["seen"][:8]), each
    assert logged(file) == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--session",), "null"),
        (("--session", "A", "--session", "L"), "twice"),
        (("--soreness", "2", "--session", "A"), "two-entries"),
        (("A",), "unknown-flag"),
        (("--done", "maybe", "--session", "A"), "word"),
        (("--done", "no", "--session", "A", "--did", "cg_iso 3x30"), "done"),
        (("--session", "none", "--did", "cg_iso planned"), "not-planned"),
        (("--pain", "none", "--on", "tomorow"), "date"),
        (("--pain", "none", "--on", "2999-01-01"), "date"),
        (("--morning", "1"), "morning"),
        (("--note", "a\nb", "--session", "A"), "text"),
    ],
)
def test_one_mistake(file: Path, arguments: tuple[str, ...], code: str) -> None:
    done = log(file, *arguments)
    assert done.returncode == 2
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert logged(file) == []


def test_whom_the_journal_does_not_know(file: Path) -> None:
    done = log(file, "--pain", "none", athlete="anm")
    assert done.returncode == 2
    assert "did you mean: ann" in done.stderr
    assert log(file, "--new", "--session", "A", "--did", "knee_goblet 3x8", athlete="bob").returncode == 0
    [entry] = entries(file, "bob")
    assert (entry.data["plan"], entry.data["session"], entry.data["phase"]) == (None, "A", None)


def test_the_athlete_comes_first(file: Path) -> None:
    done = log(file, "7", "ann", athlete="--sleep")
    assert done.returncode == 2
    assert "'--sleep' stands where the athlete's name belongs." in done.stderr


def test_no_journal(tmp_path: Path) -> None:
    done = log(tmp_path / "none.db", "--pain", "none")
    assert done.returncode == 2
    assert "There is no journal" in done.stderr
    assert not (tmp_path / "none.db").exists()


def test_the_same_again_and_something_else(file: Path) -> None:
    assert log(file, "--session", "A").returncode == 0
    again = log(file, "--session", "A")
    assert (again.returncode, len(logged(file))) == (0, 1)
    assert f"Entry 3 of {TODAY} says the same already" in again.stdout
    other = log(file, "--session", "A", "--effort", "6")
    assert (other.returncode, len(logged(file))) == (2, 1)
    assert "--correct 3" in other.stderr
    assert log(file, "--session", "A", "--effort", "6", "--another").returncode == 0
    assert len(logged(file)) == 2


def test_on_another_day(file: Path) -> None:
    assert log(file, "--pain", "none", "--on", "yesterday").returncode == 0
    assert logged(file)[0].held_on == str(YESTERDAY)


# ---- corrections ----------------------------------------------------------------------------------------------------


def test_a_correction_says_all_of_it_anew(file: Path) -> None:
    log(file, "--session", "A", "--did", "cg_iso no", "--effort", "6", "--pain", "achilles left 2", "--note", "a note")
    before = logged(file)[0]
    done = log(file, "--correct", "3", "--did", "cg_iso 30 30 20", "--effort", "7")
    assert done.returncode == 0, done.stderr
    assert "Recorded as entry 4, in place of entry 3" in done.stdout
    entry = logged(file)[1]
    assert (entry.supersedes, entry.source, entry.held_on) == (3, "correction", str(TODAY))
    items = {item["exercise"]: item for item in entry.data["items"]}
    assert [each["seconds"] for each in items["cg_iso"]["sets"]] == [30, 30, 20]
    assert entry.data["done"] == "yes"
    assert (entry.data["effort"], entry.data["pain"], entry.data["note"]) == (7, before.data["pain"], "a note")
    assert logged(file)[0] == before  # nothing is changed in place


def test_a_correction_moves_the_day_and_keeps_the_rest(file: Path) -> None:
    log(file, "--pain", "achilles left 3 tendon", "--sleep", "7")
    assert log(file, "--correct", "3", "--on", "yesterday", "--sleep", "6").returncode == 0
    entry = logged(file)[1]
    assert entry.held_on == str(YESTERDAY)
    assert entry.data["measures"] == {"sleep_hours_7d": 6}
    assert entry.data["pain"][0]["during"] == 3


def test_what_can_be_corrected(file: Path) -> None:
    for number, words in (
        ("1", "no check-in and no session"),
        ("2", "no check-in and no session"),
        ("9", "no entry 9"),
    ):
        done = log(file, "--correct", number, "--pain", "none")
        assert done.returncode == 2
        assert words in done.stderr


def test_taken_back(file: Path) -> None:
    log(file, "--session", "A")
    done = log(file, "--take-back", "3")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Entry 3 of {TODAY} is taken back, as entry 4. It had said:\n  Session A: done.")
    assert logged(file)[1].data is None
    assert "Nothing was logged" in log(file, "--list").stdout
    assert "was taken back by entry 4" in log(file, "--correct", "3", "--effort", "6").stderr
    assert log(file, "--session", "A").returncode == 0  # logged anew


def test_listed(file: Path) -> None:
    log(file, "--pain", "none", "--on", "yesterday")
    log(file, "--session", "L")
    log(file, "--correct", "4", "--effort", "3")
    done = log(file, "--list")
    assert f"3  {YESTERDAY}  check-in\n    No pain." in done.stdout
    assert f"5  {TODAY}  session (corrects 4)" in done.stdout
    told = json.loads(log(file, "--list", "--json").stdout)["entries"]
    assert [each["id"] for each in told] == [3, 5]


# ---- red flags, mornings, the screen --------------------------------------------------------------------------------


@pytest.mark.parametrize("said", [("--news", "exertional_faint"), ("--pain", "shin left 2 bone")])
def test_a_red_flag_beats_everything(file: Path, said: tuple[str, str]) -> None:
    done = log(file, *said, "--sleep", "9", "--soreness", "0")
    assert done.returncode == 0
    assert done.stdout.startswith("STOP. No training today.")
    assert "Today: Train" not in done.stdout
    assert len(logged(file)) == 1
    flags = json.loads(log(file, *said, "--sleep", "8", "--json").stdout)["red_flags"]
    assert flags == []  # it was in force before


def test_a_red_flag_of_an_earlier_day_in_a_file(file: Path, tmp_path: Path) -> None:
    """It is in force until it is cleared, though nothing hurts any more."""
    path = csv_of(tmp_path, "date,news,pain", f"{YESTERDAY},exertional_faint,none", f"{TODAY},,none")
    assert log(file, "--file", path).stdout.startswith("STOP. No training today. Possible heart trouble:")


def test_a_corrected_check_in_is_no_full_screen(file: Path, book: Rulebook) -> None:
    log(file, "--news", "none", "--on", "yesterday")
    assert log(file, "--correct", "3", "--sleep", "7").returncode == 0
    assert log(file, "--correct", "4", "--sleep", "8").returncode == 0  # a correction of the correction
    found = context(file, book)
    assert found.is_check_in(found.entries[-1])
    assert max(last_asked(found).values()) == MONDAY


def test_after_a_session_too(file: Path) -> None:
    done = log(file, "--session", "A", "--pain", "shin left 2 bone")
    assert done.stdout.startswith("STOP. No training today.")


def test_nothing_new_stands_on_the_full_screen_and_no_longer(file: Path, tmp_path: Path) -> None:
    assert log(file, "--news", "none").returncode == 0
    assert logged(file)[0].data == {"symptoms": "none"}
    log(file, "--news", "long_journey", "--on", "yesterday")
    assert log(file, "--correct", "3", "--sleep", "7").returncode == 0
    symptoms = logged(file)[-1].data["symptoms"]  # one was yes in between, which is still so
    assert "long_journey" not in symptoms
    assert set(symptoms.values()) == {False}
    other = tmp_path / "other.db"
    long_ago = TODAY - datetime.timedelta(days=60)
    with open_journal(other) as journal:
        said = {"symptoms": "none", "profile": {"age_years": 34}}
        journal.append([Draft("ann", "facts", str(long_ago), "facts", said)], NOW)
    done = log(other, "--news", "none", "--pain", "none")
    assert done.returncode == 0
    assert "symptoms" not in entries(other)[-1].data
    assert "surefoot assess ann asks them." in " ".join(done.stderr.split())


def test_the_next_morning(file: Path) -> None:
    """Asked once after a session, dated the day after it."""
    with open_journal(file) as journal:
        held = str(min(MONDAY, YESTERDAY - datetime.timedelta(days=1)))
        session = {"session": "A", "phase": "bilateral", "plan": None, "done": "yes", "items": []}
        journal.append([Draft("ann", "session", held, "log", session)], NOW)
    after = datetime.date.fromisoformat(held) + datetime.timedelta(days=1)
    done = log(file, "--morning", "achilles left 2", "--pain", "none")
    assert done.returncode == 0, done.stderr
    data = logged(file)[-1].data
    assert data["pain"] == [{"site": "achilles", "side": "left", "next_morning": 2, "date": str(after)}]
    assert data["measures"]["pain_next_morning_delta"] == {"value": 2, "date": str(after)}
    assert "[morning]" in log(file, "--morning", "1").stderr


def test_the_tissue_said_before_stands(file: Path) -> None:
    log(file, "--pain", "achilles left 3 tendon", "--on", "yesterday")
    log(file, "--pain", "achilles left 2")
    assert logged(file)[1].data["pain"][0]["tissue"] == "tendon"


def test_after_a_check_in_it_says_what_the_day_is_for(file: Path) -> None:
    assert "\nToday: " in log(file, "--sleep", "8").stdout


# ---- files ----------------------------------------------------------------------------------------------------------


def csv_of(folder: Path, *lines: str) -> str:
    path = folder / "log.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_every_mistake_of_a_file_at_its_place(file: Path, tmp_path: Path) -> None:
    path = csv_of(
        tmp_path,
        "date,session,exercise,side,set,reps,load_kg,rirr",
        f"{TODAY},A,knee_goblet,both,1,8,12,2",
        f"{TODAY},A,knee_goblet,bth,2,eight,12,2",
        f'{TODAY},A,"Goblet sqat",,1,8,,',
        f"{TODAY},A,cg_iso,,1,30,,",
        f"{TODAY},A,knee_goblet,both,1,8,12.3,2",
        "2999-01-01,L,qe_slow_split,,1,6,,",
        "11/12/2026,L,qe_slow_split,,1,6,,",
    )
    done = log(file, "--file", path, "--json")
    assert done.returncode == 2
    found = [
        (each["line"], each["column"], each["code"], each["nearest"]) for each in json.loads(done.stdout)["findings"]
    ]
    assert found == [
        (1, 45, "unknown-column", "rir"),
        (3, 26, "side", "both"),
        (3, 32, "number", ""),
        (4, 15, "exercise", "Goblet squat"),
        (5, 24, "unit", ""),
        (6, 31, "twice", ""),
        (6, 35, "off-step", ""),
        (7, 1, "date", ""),
        (8, 1, "date", ""),
    ]
    assert logged(file) == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("a,b", "1,2"), "unknown-column"),
        (("date,session,exercise,reps",), "empty"),
        (("session,exercise,reps", "A,knee_goblet,8"), "missing-key"),
        (("date,session,exercise,reps,minutes", f"{TODAY},A,knee_goblet,8,20", f"{TODAY},A,cg_iso,,25"), "differs"),
        (("date,date,pain", f"{TODAY},,none"), "duplicate-column"),
        (("date,pain", f"{TODAY},achilles left 3, calf"), "columns"),
        (("date,session,exercise,done,reps", f"{TODAY},A,knee_goblet,perhaps,8"), "yes-no"),
    ],
)
def test_a_file_that_is_wrong(file: Path, tmp_path: Path, lines: tuple[str, ...], code: str) -> None:
    done = log(file, "--file", csv_of(tmp_path, *lines))
    assert done.returncode == 2
    assert f"[{code}]" in done.stderr
    assert logged(file) == []


def test_a_plan_filled_in(file: Path, tmp_path: Path) -> None:
    """The plan's own columns are left aside, and so is what is not filled in."""
    head = ("week,date,day,session,title,number,slot,exercise,name,set,side,reps,seconds,metres,tempo,rest_s,effort,"
            "load,cue,stop_when,done,load_kg,left_in_reserve,pain")  # fmt: skip
    row = ("2026-W47,{day},tue,{letter},Legs,1,Thigh,{exercise},A name,{number},{side},{reps},,,3-1-1-0,90,hard,"
           "a weight,A cue,Pain,{end}")  # fmt: skip
    rows = [row.format(day=TODAY, letter="A", exercise="knee_goblet", number=number, side="both", reps=8, end=end)
            for number, end in ((1, "yes,12,3,"), (2, "x,14,1,1"), (3, ",,,"))]  # fmt: skip
    rows.append(row.format(day=TODAY, letter="L", exercise="qe_slow_split", number=1, side="left", reps=6, end=",,,"))
    done = log(file, "--file", csv_of(tmp_path, head, *rows))
    assert done.returncode == 0, done.stderr
    assert f"Session L of {TODAY}: no row of it is filled in, so it was left aside." in done.stderr
    [entry] = logged(file)
    assert entry.data["done"] == "partly"
    assert entry.data["items"] == [
        {"exercise": "knee_goblet", "side": "both", "pain": 1,
         "sets": [{"reps": 8, "load_kg": 12, "rir": 3}, {"reps": 8, "load_kg": 14, "rir": 1}]}
    ]  # fmt: skip


def test_a_week_of_check_ins_at_once_or_not_at_all(file: Path, tmp_path: Path) -> None:
    days = [TODAY - datetime.timedelta(days=back) for back in (2, 1, 0)]
    good = ["date,soreness,sleep", *(f"{day},2,7.5" for day in days)]
    bad = log(file, "--file", csv_of(tmp_path, *good[:-1], f"{TODAY},2,75"))
    assert bad.returncode == 2
    assert logged(file) == []
    assert log(file, "--file", csv_of(tmp_path, *good)).returncode == 0
    assert [entry.held_on for entry in logged(file)] == [str(day) for day in days]


def test_a_correction_from_a_file(file: Path, tmp_path: Path) -> None:
    log(file, "--session", "A")
    path = csv_of(tmp_path, "session,exercise,set,reps", "A,knee_goblet,1,5")
    assert log(file, "--correct", "3", "--file", path).returncode == 0
    entry = logged(file)[1]
    assert (entry.supersedes, entry.held_on, len(entry.data["items"])) == (3, str(TODAY), 1)


# ---- the command ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [("--list", "--file", "x.csv"), ("--take-back", "3", "--pain", "none"), ("--correct", "3", "--list")],
)
def test_options_that_do_not_go_together(file: Path, arguments: tuple[str, ...]) -> None:
    assert log(file, *arguments).returncode == 2


def test_help_names_every_question() -> None:
    from journaling import opened

    said = run("log", "--help").stdout
    for question in (*opened().book.logbook.check_in, "session", "did", "done", "minutes", "effort", "note"):
        assert f"--{getattr(question, 'id', question)}" in said


def test_the_input_ends_too_soon(file: Path) -> None:
    done = log(file, stdin="2\na\nyes\n8 8 8\n")
    assert done.returncode == 2
    assert "The input ended before the log was whole. Nothing was recorded." in done.stderr
    assert logged(file) == []


def test_two_athletes(tmp_path: Path) -> None:
    file = prepared(prepared(tmp_path / "j.db"), "bob")
    assert log(file, "--session", "A", athlete="bob").returncode == 0
    assert (len(logged(file)), len(logged(file, "bob"))) == (0, 1)


def test_pain_again_does_not_undo_the_morning_told_the_day_before(tmp_path: Path) -> None:
    """The runner isn't asked about the morning again, and saying less must not make the day a better one."""
    file, told = tmp_path / "j.db", {**said("sample-hold"), "pain": [WORSE]}
    with open_journal(file) as journal:
        journal.append([facts("2026-11-25", told, athlete="mia")], NOW)
    check_in = ("--pain", "achilles left 2.5", "--soreness", "2", "--sleep", "7.5", "--readiness", "2+3+3+2",
                "--news", "none", "--swelling", "none")  # fmt: skip
    for more, today in (([], "less than planned"), (["--pain", "achilles left 2.5 morning 0"], "as planned")):
        done = here("log", "mia", *[*check_in, *more][2 * bool(more):], "--journal", str(file),
                    at="2026-11-26T06:30:00Z", SUREFOOT_ANSWERS="off")  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert today in done.stdout
        assert ("Pain was at least 3 worse the morning after (Achilles" in done.stdout) is not bool(more)


@pytest.mark.parametrize("screened", [{"symptoms": "none"}, {"red_flags": "none"}])
def test_nothing_new_answers_what_its_lists_ask_and_not_whether_a_joint_is_swollen(
    tmp_path: Path, screened: dict[str, str]
) -> None:
    """It never renews a no to whole flags: one of them reads the swelling of the day."""
    file, whole_answer = tmp_path / "j.db", {**said("sample-hold"), "pain": "none"}
    whole_answer.pop("red_flags")
    with open_journal(file) as journal:
        journal.append([facts("2026-11-15", {**whole_answer, **screened}, athlete="mia")], NOW)
    told = ("--pain", "none", "--soreness", "2", "--sleep", "7.5", "--readiness", "2+3+3+2", "--news", "none")
    for more, today in (((), False), (("--swelling", "none"), True), (("--swelling", "clear"), None)):
        done = here("log", "mia", *told, *more, "--journal", str(file), at="2026-11-25T06:30:00Z",
                    SUREFOOT_ANSWERS="off")  # fmt: skip
        assert done.returncode == 0, done.stderr
        said_ = " ".join(done.stdout.split())
        assert ("Swollen, locking or unstable joint: not yet answered" in said_) is (today is False), said_
        assert done.stdout.startswith("STOP. No training today. Swollen") is (today is None)
    assert "red_flags" not in [each for each in entries(file, "mia") if each.kind == "facts"][-1].data
