"""What is logged wrong and corrected with `surefoot log --correct` decides as if it had been logged right at once.

Two journals hold the same weeks of check-ins and sessions, all said in flags. In one a line was wrong until it was
corrected, some lines later; in the other it never was. The week is shown once, at the beginning, since what was shown
stays as it was; decisions are made and recorded along the way in both.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from journaling import NOW, athlete_of, day, facts, opened, said

from surefoot.engine.journal.entries import SESSION
from surefoot.engine.journal.store import Journal, open_journal
from surefoot.engine.logbook.context import context_of
from surefoot.engine.logbook.from_flags import correction_from, draft_from, kind_of, read_flags
from surefoot.engine.logbook.recording import correctable, record
from surefoot.engine.page.as_json import as_json

SOAK = os.environ.get("SUREFOOT_SOAK", "") not in ("", "0")
FIRST = day("2026-11-20")
PLACES = ("none", "achilles left 2 tendon", "achilles left 6 tendon; calf right 1", "shin right 3 bone night")
BASES = ("sample-hold", "sample-advance", "sample-novice-return")


@dataclass(frozen=True)
class Line:
    """Something logged on a day, in flags; or, without any, a decision."""

    days: int
    words: tuple[str, ...] = ()


@st.composite
def check_in(draw: st.DrawFn) -> tuple[str, ...]:
    words = {"pain": draw(st.sampled_from(PLACES)), "soreness": str(draw(st.integers(0, 9))),
             "sleep": str(draw(st.sampled_from([5, 6.5, 8])))}  # fmt: skip
    return tuple(word for key, text in words.items() for word in (f"--{key}", text))


@st.composite
def session(draw: st.DrawFn, letter: str) -> tuple[str, ...]:
    """A session, of the plan or `none`: how it went, and one exercise as it was done, planned or not."""
    sets = " ".join(str(draw(st.integers(3, 12))) for _ in range(draw(st.integers(1, 3))))
    did = f"knee_goblet {sets} at {draw(st.sampled_from([8, 12, 16]))} kg rir {draw(st.integers(0, 4))}"
    return ("--session", letter, "--minutes", str(draw(st.integers(10, 40))), "--effort", str(draw(st.integers(2, 9))),
            "--pain", draw(st.sampled_from(PLACES)), "--did", f"{did} technique {draw(st.integers(3, 5))}")  # fmt: skip


@st.composite
def weeks(draw: st.DrawFn) -> tuple[str, list[Line], int, tuple[str, ...], int]:
    """On which facts; what happens; which line is wrong at first; its words as they should be; when it is corrected."""
    lines, days = [Line(0)], 0
    for _ in range(draw(st.integers(2, 7))):
        days += draw(st.integers(1, 3))
        what = draw(st.sampled_from(["decide", "check-in", "A", "none", "A"]))
        words = () if what == "decide" else draw(check_in() if what == "check-in" else session(what))
        lines.append(Line(days, words))
    told = [number for number, line in enumerate(lines) if line.words]
    if not told:
        lines.append(Line(days + 1, draw(session("A"))))
        told = [len(lines) - 1]
    wrong = draw(st.sampled_from(told))
    first = lines[wrong].words
    right = draw(session(first[1]) if first[0] == "--session" else check_in())
    return draw(st.sampled_from(BASES)), lines, wrong, right, draw(st.integers(wrong + 1, len(lines)))


def happens(journal: Journal, line: Line, corrects: int | None = None) -> int:
    """One line, or in place of an entry; the number of what was recorded."""
    on = FIRST + timedelta(days=line.days)
    if not line.words:
        whose = athlete_of(journal)
        made = whose.decide(on)
        recorded = whose.record(made, NOW)
        if not line.days:
            whose.record_week(made, recorded, NOW)
        return 0
    flags = read_flags("a", line.words, opened().book)
    _, now = correctable(journal, "a", corrects) if corrects else (None, None)
    context = context_of(opened().book, "a", on, journal.entries("a"), journal.briefs("a"), now)
    if corrects and now is not None:
        draft = correction_from(flags, now, corrects, context)
    else:
        kind = kind_of(flags)
        draft = draft_from(flags, kind, context)
        assert (kind == SESSION) == (line.words[0] == "--session")
    return record(journal, "a", [draft], NOW, another=True).recorded[0].id


def decided(journal: Journal, days: int) -> str:
    made = athlete_of(journal).decide(FIRST + timedelta(days=days))
    return as_json(made.decision, made.plan, "0.1.0")


@settings(max_examples=100 if SOAK else 10)
@given(weeks())
def test_a_log_that_is_corrected_decides_as_if_it_had_been_right(
    what: tuple[str, list[Line], int, tuple[str, ...], int],
) -> None:
    base, lines, wrong, right, when = what
    last = lines[-1].days + 1
    with TemporaryDirectory() as folder, open_journal(Path(folder, "a.db")) as one, \
            open_journal(Path(folder, "b.db")) as other:  # fmt: skip
        for journal in (one, other):
            journal.append([facts(FIRST.isoformat(), said(base))], NOW)
        number = 0
        for at, line in enumerate([*lines, Line(last)]):
            if at == when:
                happens(one, Line(lines[wrong].days, right), number)
            if at < len(lines):
                recorded = happens(one, line)
                number = recorded if at == wrong else number
                happens(other, line if at != wrong else Line(line.days, right))
        assert decided(one, last) == decided(other, last)
