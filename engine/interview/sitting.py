"""One sitting: the questions put one after the other, and what is said between them."""
from __future__ import annotations

from datetime import date as Date

from ..facts.values import Mistake, shown
from ..model import Gate
from .ask import Asked, Quit, Reply, Skipped, Talk, Understood, put_question, tell
from .forward import bring_forward
from .pains import ask_pain
from .questions import TESTS, Question, next_question
from .sheet import Sheet
from .state import State
from .tests_owed import Owed, owed
from .wording import PARTS, put_as

PLACES: dict[str, tuple[str, ...]] = {     # of what isn't a measure
    "kit": ("equipment",), "days": ("week", "available_days"), "minutes": ("week", "session_minutes"),
    "runs": ("running", "days"), "pain": ("pain",),
}
BEFORE_TESTS = "Warm up first with five minutes of easy walking or jogging. Stop any test at pain over 2 out of 10."
ONE_SITTING = 25                          # minutes of tests
UNSCREENED = "While this is open there is no plan. It can be answered another time."


class Sitting:
    """One run of the questions. What was answered is in the sheet at every moment."""

    def __init__(self, talk: Talk, sheet: Sheet):
        self.talk, self.sheet = talk, sheet
        self.asked: set[str] = set()
        self.begun: set[str] = set()
        self.part, self.gate, self.minutes = 0, "", 0
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
                farewell(self.talk, reply)
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
        farewell(self.talk, reply)
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
            if not first:
                self.talk.say()
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
        self.minutes += minutes
        later = "To do them another day: quit." if first else ""
        if self.minutes > ONE_SITTING:
            later = f"That makes over {ONE_SITTING} minutes of tests. To do these another day: quit."
        count = f"{len(tests)} test{'s' if len(tests) > 1 else ''}"
        tell(self.talk, f"Up to {count}, about {minutes} minutes{needs}. {later}")
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


def farewell(talk: Talk, reply: Reply) -> None:
    """Says that the questions are over, where they are."""
    if isinstance(reply, Quit):
        talk.say()
        tell(talk, f"{'No more input' if reply.ended else 'Stopping here'}: deciding with what is known.")
