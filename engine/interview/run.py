"""The interview: answers taken over, the questions that are left, and then the decision."""
from __future__ import annotations

import re
from datetime import date as Date
from pathlib import Path

from ..decision.decide import Decision
from ..facts.reading import ATHLETE
from ..facts.values import Mistake, shown
from ..findings import BadInput, Finding
from ..model import Gate
from ..plan.sessions import Plan
from ..service import Surefoot
from .ask import Asked, Quit, Reply, Skipped, Talk, Understood, put_question, tell
from .forward import bring_forward
from .pains import ask_pain
from .questions import TESTS, Question, next_question
from .saving import may_save, save_text
from .sheet import NAMELESS, Sheet, open_sheet
from .state import State
from .tests_owed import Owed, owed
from .wording import PARTS, put_as

NAME_WANTED = "letters a to z, digits, - and _, at most 64"
WELCOME = (
    "Questions first, about five minutes: a medical screen, who you are, what you have done, your week, today.",
    "Then only the tests that matter for you. You can answer them another day.",
    "At any prompt: skip or Enter leaves it unknown, ? says more, quit stops and decides with what is known.",
    "General fitness guidance, not medical advice.",
)
PLACES: dict[str, tuple[str, ...]] = {     # of what isn't a measure
    "kit": ("equipment",), "days": ("week", "available_days"), "minutes": ("week", "session_minutes"),
    "runs": ("running", "days"), "pain": ("pain",),
}
BEFORE_TESTS = "Warm up first with five minutes of easy walking or jogging. Stop any test at pain over 2 out of 10."
UNSCREENED = "While this is open there is no plan. It can be answered another time."


def interview(opened: Surefoot, talk: Talk, athlete: str, answers_text: str, answers_name: str, today: Date,
              save: Path | None) -> tuple[Decision, Plan]:
    """Asks what isn't known yet, keeps the answers where `save` says, and decides.

    athlete      : a name, or "" to take it from the answers, or to ask
    answers_text : a facts file's text; answers_name is "" where there is none
    today        : the day that counts when the answers name none
    Errors: BadInput, for answers that can't be read or another athlete's, and where they can't be saved.
    """
    sheet = open_sheet(answers_text, answers_name, opened.book, today)
    _name(sheet, athlete)
    if save is not None:
        may_save(save, sheet.athlete)     # looked at before anything is asked, and again when the name is known
    talking = talk.asks
    if talking:
        tell(talk, *WELCOME)
    if talking and not sheet.athlete:
        talking = _ask_name(talk, sheet)
    sheet.data.setdefault("athlete", NAMELESS)
    replaces = save is not None and talking and not answers_name and save.exists()
    if save is not None:
        may_save(save, sheet.athlete)
        if replaces:
            talk.say(f"The first answer replaces what is in {save}.\nTo go on from that instead: --answers {save}")
    sitting, before = Sitting(talk, sheet), sheet.text()
    try:
        if talking:
            sitting.run(today)
    except KeyboardInterrupt:
        talk.say()
        raise
    finally:                              # also when it is interrupted; but nothing never replaces something
        if save is not None and not (replaces and sitting.sheet.text() == before):
            _save(talk, save, sitting.sheet)
    return opened.decide_text(sitting.sheet.text(), answers_name or "answers", sitting.sheet.as_of)


def _name(sheet: Sheet, athlete: str) -> None:
    if not athlete:
        return
    if not ATHLETE.match(athlete):
        raise BadInput([Finding("athlete", f"'{shown(athlete)}' can't name an athlete.", seen=shown(athlete),
                                expected=NAME_WANTED, nearest=_possible_name(athlete))])
    if sheet.athlete not in ("", athlete):
        raise BadInput([Finding("athlete", f"These are the answers of {sheet.athlete}, not of {athlete}.", sheet.file,
                                path="athlete", seen=sheet.athlete, expected=f"answers of {athlete}")])
    sheet.data["athlete"] = athlete


def _possible_name(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-")[:64]


def _ask_name(talk: Talk, sheet: Sheet) -> bool:
    """Asks for a name; False when there are no more questions."""
    def read(text: str) -> Understood | Mistake:
        name = text.strip()
        if ATHLETE.match(name):
            return Understood([(("athlete",), name)])
        return Mistake("athlete", f"'{shown(name)}' can't be the name.", shown(name), NAME_WANTED, _possible_name(name))

    asked = Asked(["What should we call you?"], f"letters, digits, - and _; Enter for {NAMELESS}",
                  ["The name stands on the page and in the saved answers, nowhere else."], read)
    reply = put_question(talk, asked, sheet.put)
    _farewell(talk, reply)
    return not isinstance(reply, Quit)


def _save(talk: Talk, save: Path, sheet: Sheet) -> None:
    try:
        save_text(save, sheet.text(), sheet.athlete)
    except BadInput:
        talk.say(f"The answers could not be saved. Here they are:\n{sheet.text()}")
        raise
    talk.say(f"Answers saved in {save}.")


def _farewell(talk: Talk, reply: Reply) -> None:
    if isinstance(reply, Quit):
        talk.say()
        tell(talk, f"{'No more input' if reply.ended else 'Stopping here'}: deciding with what is known.")


class Sitting:
    """One run of the questions. What was answered is in the sheet at every moment."""

    def __init__(self, talk: Talk, sheet: Sheet):
        self.talk, self.sheet = talk, sheet
        self.asked: set[str] = set()
        self.begun: set[str] = set()
        self.part, self.gate = 0, ""
        self.told: set[str] = set()

    def run(self, today: Date) -> None:
        """Asks until nothing is left, a red flag stops it, or the athlete does."""
        if self.talk.terminal and self.sheet.as_of < today and not self._which_day(today):
            return
        while True:
            state = State(self.sheet, self.asked, self.begun)
            if state.true("stop"):
                self.talk.say()
                tell(self.talk, "That ends the questions: this comes before any training.")
                return
            question = next_question(state)
            self._say_left_out(state, question)
            if question is None:
                self.talk.say()
                tell(self.talk, "That is all.")
                return
            self._heading(question, state)
            reply = self._pose(question)
            if isinstance(reply, Skipped) and any(measure.name in state.flagged for measure in question.measures):
                tell(self.talk, UNSCREENED)
            self.asked.add(question.key)
            if isinstance(reply, Quit):
                _farewell(self.talk, reply)
                return

    def _which_day(self, today: Date) -> bool:
        """Answers of an earlier day: whether to go on from them to today. False when there are no more questions."""
        def read(text: str) -> Understood | Mistake:
            said = text.strip().lower()
            if said in ("yes", "y", "no", "n"):
                return Understood([(("as_of",), said[0])])
            return Mistake("yes-no", f"'{shown(text.strip())}' is neither yes nor no.", shown(text), "yes or no")

        how = ["Yes: answers keep their own day, and what doesn't last is asked again.",
               "No: the decision is for that day."]
        ask = f"These answers are from {self.sheet.as_of}. Decide for today, {today}?"
        reply = put_question(self.talk, Asked([ask], "yes or no", how, read), lambda puts: [])
        if isinstance(reply, Understood) and reply.puts[0][1] == "y":
            self.sheet = bring_forward(self.sheet, today)
        _farewell(self.talk, reply)
        return not isinstance(reply, Quit)

    def _pose(self, question: Question) -> Reply:
        self.talk.say()
        if question.kind == "pain":
            reply = ask_pain(self.talk, self.sheet, question.measures)
        else:
            reply = put_question(self.talk, put_as(question, self.sheet), self.sheet.put)
        if isinstance(reply, Skipped):
            self._leave_open(question, reply.status)
        return reply

    def _leave_open(self, question: Question, status: str) -> None:
        """What was skipped is unknown; an older answer, which may be a failure, stands."""
        own = [PLACES[question.kind]] if question.kind in PLACES else [measure.at for measure in question.measures]
        for path in own:
            if not self.sheet.has(path) and path[0] != "position":
                self.sheet.put([(path, status)])

    # ---- what is said between the questions ----

    def _heading(self, question: Question, state: State) -> None:
        if question.part != self.part:
            self.part = question.part
            self.talk.say()
            tell(self.talk, f"PART {self.part} OF {len(PARTS)}: {PARTS[self.part].upper()}")
        if question.part == TESTS and question.gate is not None and question.gate.id != self.gate:
            first = not self.gate
            self.gate = question.gate.id
            self.begun.add(self.gate)
            self._say_tests(question.gate, next((due for due in owed(state) if due.gate == question.gate), None), first)

    def _say_tests(self, gate: Gate, due: Owed | None, first: bool) -> None:
        """What a gate's tests are, how long they take, and what they need."""
        tests = [measure for measure in due.measures if measure.test] if due is not None else []
        tell(self.talk, f"{gate.title}.")
        if not tests:
            return
        minutes = sum(int(measure.test.get("minutes", 0)) for measure in tests)
        kit = list(dict.fromkeys(item for measure in tests for item in measure.test.get("kit", ())))
        needs = f", with {', '.join(item.replace('_', ' ') for item in kit)}" if kit else ""
        tell(self.talk, f"Up to {len(tests)} test{'s' if len(tests) > 1 else ''}, about {minutes} minutes{needs}. "
                        f"{'To do them another day: quit.' if first else ''}")
        if first:
            tell(self.talk, BEFORE_TESTS)

    def _say_left_out(self, state: State, question: Question | None) -> None:
        """Tests that aren't for today, each once, when its gate's turn has come."""
        if question is not None and question.part != TESTS:
            return
        for due in owed(state):
            reasons: dict[str, list[str]] = {}
            for measure, why in due.left_out:
                if measure.name not in self.told:
                    self.told.add(measure.name)
                    reasons.setdefault(why, []).append(measure.title.lower())
            for why, titles in reasons.items():
                self.talk.say()
                tell(self.talk, f"Not tested today: {'; '.join(titles)}. {why}")
