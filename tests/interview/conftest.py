"""An open rulebook, and somebody who answers the interview's questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import CACHE
from terminals import Terminal

from surefoot.engine.decision.decide import Decision
from surefoot.engine.interview.run import Wishes, decided, interview
from surefoot.engine.model import Measure, Rulebook
from surefoot.engine.page.as_json import as_json
from surefoot.engine.service import Surefoot, open_surefoot

TODAY = date(2026, 11, 20)
HEALTHY = {  # a measure's name, or the beginning of another question, and what is typed
    "age_years": "34",
    "sex": "male",
    "running_years": "6",
    "position": "none",
    "strength_weeks": "20",
    "weeks_since_last_structured_training": "1",
    "strength_sessions_per_week": "2",
    "single_leg_history": "yes",
    "clean_history": "yes",
    "slow_calf_weeks": "10",
    "tendon_history": "no",
    "bone_joint_injury": "no",
    "birth_history": "no",
    "cycles_apply": "no",
    "bsi_history_2y": "0",
    "bsi_high_risk_2y": "0",
    "weeks_in_phase": "6",
    "sessions_done": "12",
    "days_off": "2",
    "reached": "none",
    "doms_nrs": "1",
    "swelling_effusion": "none",
    "sleep_hours_7d": "8",
    "wellness_hooper_sum": "9",
    "hours_since_hard_run": "48",
    "walk_pain_free_min": "60",
    "ankle_df_wblt_cm": "11 12",
    "ankle_df_wblt_deg": "40 40",
    "sls_eo_s": "45 both",
    "bw_squat_quality": "3",
    "hip_hinge_quality": "9",
    "sl_calf_raise_reps": "L 28 R 27",
    "single_leg_squat_errors": "1 1",
    "lateral_stepdown_score": "2 2",
    "sl_sit_to_stand_reps": "15/14",
    "sl_bridge_reps": "30 both",
    "unilateral_strength_lsi": "95",
    "side_plank_s": "left 60 right 61",
    "dl_hop_pain_nrs": "0",
    "What should we call you": "sam",
    "Which of these can you use": "none",
    "On which days could you": "tue sat",
    "How many minutes": "40",
    "On which days do you usually run": "mon wed fri",
    "Which of your runs are hard": "none",
    "On which day is your long run": "none",
    "days_to_race": "none",
    "days_since_race": "none",
    "Does anything hurt": "none",
    "Stop here for today": "no",
    "Go on with them today": "yes",
}


@dataclass
class Person:
    """Answers by what was asked. Keeps what was said, and the names of what was asked, in order.

    until    : how many lines are typed before the input ends
    again    : questions may come a second time, on the way back
    commands : what is typed at each prompt before the answer
    """

    book: Rulebook
    answers: dict[str, str]
    until: int = 10_000
    terminal: bool = False
    asks: bool = True
    width: int = 80
    plain: bool = False
    again: bool = False
    commands: tuple[str, ...] = ()
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    _since: list[str] = field(default_factory=list)

    def say(self, text: str = "") -> None:
        self.said.append(text)
        self._since.append(text)

    def ask(self, prompt: str) -> str | None:
        name = self._question(" ".join(" ".join(self._since).split()))
        self._since.clear()
        assert self.again or name in self.asked[-1:] or name not in self.asked, f"asked twice: {name}"
        self.asked.append(name)
        if len(self.asked) > self.until:
            return None
        assert len(self.asked) < 200, f"asked for ever: {self.asked[-5:]}"
        before = self.asked.count(name) - 1
        if before < len(self.commands):
            return self.commands[before]
        answer = self.answers.get(name, "none" if name.startswith("screen ") else "skip")
        if "|" in answer:  # several lines, one after the other
            answer, _, self.answers[name] = answer.partition("|")
        return answer

    def _question(self, said: str) -> str:
        for screen in self.book.screens:
            if screen["ask"] in said:
                return f"screen {screen['id']}"
        again = self.asked[-1] if self.asked else ""
        if "At any prompt: ? says how" in said and self.asked:  # a word of help; nothing is repeated
            return again
        others = [key for key in self.answers if key not in self.book.measures and key in said]
        if others:
            return others[0]
        measures = [
            measure.name for measure in self.book.measures.values() if measure.question and measure.question in said
        ]
        return measures[0] if measures else again  # nor is it after a wrong answer

    @property
    def heard(self) -> str:
        """All that was said, in one line."""
        return " ".join(" ".join(self.said).split())


@pytest.fixture
def healthy() -> dict[str, str]:
    return dict(HEALTHY)


@pytest.fixture
def person() -> type[Person]:
    return Person


@pytest.fixture(scope="session")
def opened() -> Iterator[Surefoot]:
    surefoot = open_surefoot(None, Path(CACHE.name))
    yield surefoot
    surefoot.close()


@dataclass
class Sat:
    """One interview: with whom, what was decided, and the decision as JSON."""

    person: Person
    decision: Decision
    json: str

    def tests(self) -> list[Measure]:
        return [
            self.person.book.measures[name]
            for name in self.person.asked
            if name in self.person.book.measures and self.person.book.measures[name].test
        ]


Sit = Callable[..., Sat]


@pytest.fixture
def sit(opened: Surefoot) -> Sit:
    """Interviews a healthy man of 34 with six months of strength work, but for what is said otherwise."""

    def run(
        text: str = "",
        name: str = "answers.yaml",
        save: Path | None = None,
        until: int = 10_000,
        athlete: str = "",
        today: date = TODAY,
        terminal: bool = False,
        asks: bool = True,
        everything: bool = False,
        sheet: bool = False,
        folder: Path | None = None,
        asked_again: bool = False,
        commands: tuple[str, ...] = (),
        **other: str,
    ) -> Sat:
        said = {**HEALTHY, **{key.replace("__", " "): value for key, value in other.items()}}
        person = Person(opened.book, said, until, terminal, asks, again=asked_again, commands=commands)
        wishes = Wishes(athlete, text, name if text else "", save, folder, everything, sheet)
        sitting = interview(opened, person, wishes, today)
        decision, plan = decided(opened, sitting, wishes)
        return Sat(person, decision, as_json(decision, plan, "test"))

    return run


class Assess(Terminal):
    """A run of `surefoot assess` in a pseudo-terminal.

    folder : where answers are kept; off for nowhere
    """

    def __init__(self, *arguments: str, folder: str = "off", **more: Any):
        super().__init__("assess", *arguments, SUREFOOT_ANSWERS=folder, **more)


@pytest.fixture
def terminal() -> Iterator[type[Assess]]:
    begun: list[Assess] = []

    class Kept(Assess):
        def __init__(self, *arguments: str, **more: Any):
            super().__init__(*arguments, **more)
            begun.append(self)

    yield Kept
    for each in begun:
        each.child.close(force=True)


WHOLE = [  # a newcomer's questions: what is on the screen, and what is typed
    ("What should we call you?", "ann"),
    *[(f"({number} of 7)", "none") for number in range(1, 8)],
    ("How old are you", "34"),
    ("Which sex", "female"),
    ("how many years have you been running", "6"),
    ("which phase", "none"),
    ("did you do leg strength training", "0"),
    ("Achilles tendon pain", "no"),
    ("given birth", "no"),
    ("Do you have periods", "yes"),
    ("How many periods", "0"),
    ("How many stress fractures", "0"),
    ("Which of these can you use", "9 5"),
    ("On which days could you", "tue thu sat"),
    ("How many minutes", "35"),
    ("On which days do you usually run", "mon wed fri sun"),
    ("Which of your runs are hard", "wed"),
    ("On which day is your long run", "sun"),
    ("your next main race", "none"),
    ("your last main race", "none"),
    ("Does anything hurt", "none"),
    ("How sore", "2"),
    ("swollen today", "no"),
    ("hours a night", "7.5"),
    ("a mark for each", "2+3+3+3"),
    ("last hard or long run", "30"),
    ("walk briskly", "60"),
    ("How far from the wall", "L 9.5 R 11"),
    ("points does your squat", "3"),
    ("Out of ten slow hinges", "9"),
    ("stand on one leg", "45 both"),
]


@pytest.fixture
def newcomer() -> list[tuple[str, str]]:
    return list(WHOLE)
