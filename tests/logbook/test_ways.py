"""Prompts, flags and a CSV file are three ways to the same entry, to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from logging_by import TODAY, log, logged, prepared, whole

DID = {  # an exercise, as it is typed; and its rows: side, set, amount, load, help, reserve, pain, technique
    "knee_goblet": ("8 8 6 at 12 12 14 rir 3 2 0 technique 4", "reps", [
        "both,1,8,12,,3,,", "both,2,8,12,,2,,", "both,3,6,14,,0,,4"]),
    "qe_slow_split": ("L 6 5 rir 3 2 pain 2 R 6 6 rir 3 ? at 7.5", "reps", [
        "left,1,6,7.5,,3,2,", "left,2,5,7.5,,2,1,", "right,1,6,7.5,,3,,", "right,2,6,7.5,,,,"]),
    "hs_nordic_band": ("5 4 help 15 rir 1", "reps", [",1,5,,15,1,,", ",2,4,,15,1,,"]),
    "cg_iso": ("30 30 25", "seconds", ["both,1,30,,,,,", "both,2,30,,,,,", "both,3,25,,,,,"]),
    "tr_farmer": ("2x20 m at 18", "metres", ["both,1,20,18,,,,", "both,2,20 m,18,,,,"]),
    "pv_pogo_dl": ("10 5", "seconds", ["both,1,10,,,,,", "both,2,5,,,,,"]),
}  # fmt: skip
COLUMNS = ("reps", "seconds", "metres")
HEAD = ("date,session,exercise,side,set,reps,seconds,metres,load_kg,assist_kg,rir,pain,technique,minutes,"
        "session_effort,session_pain,note")  # fmt: skip


def table() -> str:
    lines = [HEAD]
    for exercise, (_, counts, rows) in DID.items():
        for row in rows:
            side, number, amount, *rest = row.split(",")
            amounts = [amount if column == counts else "" for column in COLUMNS]
            lines.append(",".join([str(TODAY), "A", exercise, side, number, *amounts, *rest, "", "", "", ""]))
    lines[1] = lines[1].removesuffix(",,,,") + ',25,"6,5","achilles left 2; calf right 1 muscle","slow, then better"'
    return "\n".join(lines) + "\n"


def flags() -> list[str]:
    did = [f"{exercise} {typed}" for exercise, (typed, _, _) in DID.items()]
    return ["--session", "A", *(each for text in did for each in ("--did", text)), "--minutes", "25", "--effort", "6.5",
            "--pain", "achilles left 2; calf right 1 muscle", "--note", "slow, then better"]  # fmt: skip


def prompts() -> str:
    typed = [text for text, _, _ in DID.values()]
    lines = ["2", "a", "partly", *typed[:3], typed[3], typed[4], typed[5]]
    return "\n".join([*lines, "none", "25", "6.5", "achilles left 2, calf right 1 muscle", "slow, then better"]) + "\n"


def test_a_session(tmp_path: Path) -> None:
    one, two, three = (prepared(tmp_path / f"{number}.db") for number in range(3))
    said = log(one, *flags(), "--done", "partly")
    (tmp_path / "log.csv").write_text(
        table().replace(",note", ",note,session_done").replace('better"', 'better",partly')
    )
    read = log(two, "--file", str(tmp_path / "log.csv"))
    asked = log(three, stdin=prompts())
    assert [each.returncode for each in (said, read, asked)] == [0, 0, 0], (said.stderr, read.stderr, asked.stderr)
    assert [whole(each) for each in logged(one)] == [whole(each) for each in logged(two)]
    assert [whole(each) for each in logged(one)] == [whole(each) for each in logged(three)]
    assert said.stdout == read.stdout == asked.stdout
    data = logged(one)[0].data
    assert data["plan"] == 2
    assert data["phase"] == "bilateral"
    by = {(item["exercise"], item["side"]): item for item in data["items"]}
    assert by["knee_goblet", "both"]["sets"][2] == {"reps": 6, "load_kg": 14, "rir": 0}
    assert by["qe_slow_split", "left"]["pain"] == 2
    assert "pain" not in by["qe_slow_split", "right"]
    assert by["hs_nordic_band", "both"]["sets"] == [
        {"reps": 5, "assist_kg": 15, "rir": 1},
        {"reps": 4, "assist_kg": 15, "rir": 1},
    ]
    assert by["pv_pogo_dl", "both"]["sets"] == [{"seconds": 10, "contacts": 20}, {"seconds": 5, "contacts": 10}]


def test_as_planned(tmp_path: Path) -> None:
    """Enter takes what was planned; so do no flags at all."""
    one, two = (prepared(tmp_path / f"{number}.db") for number in range(2))
    assert log(one, "--session", "A", "--minutes", "25").returncode == 0
    asked = log(two, stdin="2\na\n\n" + "\n" * 6 + "\n" * 3 + "\n\n\n\n")
    assert asked.returncode == 0, asked.stderr
    assert whole(logged(one)[0]) == whole(logged(two)[0])
    items = {item["exercise"]: item for item in logged(one)[0].data["items"]}
    assert items["knee_goblet"]["sets"] == [{"reps": 8, "load_kg": 12, "rir": 2}] * 3
    assert items["hs_nordic_band"]["sets"] == [{"reps": 5, "assist_kg": 20}] * 2
    assert items["tr_farmer"]["sets"] == [{"metres": 20, "load_kg": 16}] * 2


def test_a_check_in(tmp_path: Path) -> None:
    one, two, three = (prepared(tmp_path / f"{number}.db") for number in range(3))
    said = log(one, "--news", "none", "--pain", "achilles left 3 tendon", "--swelling", "none",
               "--soreness", "2", "--sleep", "7,5",
               "--readiness", "2+3+3+2")  # fmt: skip
    text = "date;news;pain;swelling;soreness;sleep;readiness\n" + f"{TODAY};none;achilles left 3 tendon;none;2;7,5;10\n"
    (tmp_path / "in.csv").write_text(text, encoding="utf-8-sig")
    read = log(two, "--file", str(tmp_path / "in.csv"))
    asked = log(three, stdin="1\nnone\nachilles left 3 tendon\nnone\n2\n7.5\n2 3 3 2\n")
    assert [each.returncode for each in (said, read, asked)] == [0, 0, 0], (said.stderr, read.stderr, asked.stderr)
    assert [whole(each) for each in logged(one)] == [whole(each) for each in logged(two)]
    assert [whole(each) for each in logged(one)] == [whole(each) for each in logged(three)]
    data = logged(one)[0].data
    assert data["pain"] == [{"site": "achilles", "side": "left", "during": 3, "tissue": "tendon"}]
    assert data["symptoms"] == "none"
    assert logged(one)[0].source == "check-in"


def test_skipped(tmp_path: Path) -> None:
    one, two, three = (prepared(tmp_path / f"{number}.db") for number in range(3))
    (tmp_path / "no.csv").write_text(f"date,session,session_done,note\n{TODAY},L,no,ill\n")
    assert log(one, "--session", "L", "--done", "no", "--note", "ill").returncode == 0
    assert log(two, "--file", str(tmp_path / "no.csv")).returncode == 0
    assert log(three, stdin="2\nl\nno\nill\n").returncode == 0
    assert whole(logged(one)[0]) == whole(logged(two)[0]) == whole(logged(three)[0])
    assert logged(one)[0].data["items"] == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_file_is_read_again_without_harm(file: Path, tmp_path: Path, delimiter: str) -> None:
    text = f"date,session,exercise,set,reps\n{TODAY},A,Goblet squat,1,8\n".replace(",", delimiter)
    (tmp_path / "log.csv").write_text(text)
    for _ in range(2):
        done = log(file, "--file", str(tmp_path / "log.csv"))
        assert done.returncode == 0, done.stderr
    assert len(logged(file)) == 1
    assert "says the same already; nothing was recorded for it." in done.stdout
