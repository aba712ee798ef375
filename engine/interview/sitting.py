"""One sitting: the questions put one after the other, and back, and what is said between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date

from ..facts.answers import DECLINED, UNKNOWN
from ..facts.sections import POSITION
from .ask import Back, Later, Quit, Reply, Skipped, Talk, Understood, put_question, tell
from .forward import bring_forward
from .kept import FIRST, Kept, yes_no
from .pains import ask_pain, so_far
from .questions import TESTS, Question, left_in, next_question
from .sheet import Put, Sheet
from .state import State
from .testing import OVER, Testing
from .trail import Step, as_before, key_at, places_of, step_of, taken_back
from .why import Readers
from .wording import PARTS, put_as

UNSCREENED = "While this is open there is no plan. back returns to it."
NOT_NONE = "Left open, which is not the same as none. "
STOPPED = "That ends the questions: this comes before any training. If it was a slip, type back."
TOO_MANY = 500  # questions of one sitting; far more than there are


class Sitting:
    """One run of the questions. What was answered is in the sheet at every moment.

    kept       : where the answers are kept while they are given
    everything : tests are asked for that can't change anything any more
    no_tests   : only the questions; the tests are for the floor
    """

    def __init__(self, talk: Talk, sheet: Sheet, kept: Kept, everything: bool = False, no_tests: bool = False):
        self.talk, self.sheet, self.kept = talk, sheet, kept
        self.everything, self.no_tests = everything, no_tests
        self.asked: set[str] = set()
        self.trail: list[Step] = []
        self.part = 0
        self._last: tuple[tuple[str, frozenset[str], frozenset[str]], State] | None = None
        self.again = ""  # the command with which it goes on another time, where it isn't plain
        self.resumed = False  # it goes on from answers that were kept
        self.left: Quit | None = None  # how the questions ended, where the athlete ended them
        self.readers = Readers(sheet.book)
        self.testing = Testing(talk)

    def take_on(self, today: Date) -> bool:
        """Answers of an earlier day: whether to go on from them to today. False when there are no more questions."""
        if not self.talk.terminal or self.sheet.as_of >= today:
            return True
        how = [
            "Yes: answers keep their own day, and what doesn't last is asked again.",
            "No: the decision is for that day.",
        ]
        reply = yes_no(
            self.talk, f"These answers are from {self.sheet.as_of}. Decide for today, {today}? (yes or no)", how, True
        )
        if isinstance(reply, Quit):
            self.left = reply
            return False
        if reply:
            self.sheet = bring_forward(self.sheet, today)
        return True

    def _keep(self) -> None:
        self.kept.write(self.talk, self.sheet)

    def run(self) -> None:
        """Asks until nothing is left, a red flag stops it, or the athlete does."""
        self.sheet.changed = self._keep
        for _ in range(TOO_MANY):
            state = self._state()
            if state.true("stop"):
                self.talk.say()
                tell(self.talk, STOPPED if self.talk.terminal else STOPPED.partition(" If it was")[0])
                return
            question = next_question(state)
            if not self.no_tests:
                self.testing.say_left_out(state, question)
            goes_on = question is not None and (question.part != TESTS or self._go_on(question))
            if isinstance(goes_on, Back):
                if not self._before():
                    return
                continue
            if question is None or not goes_on:
                self.talk.say()
                tell(self.talk, "That is all." if question is None else OVER)
                return
            self._heading(question, state)
            if not self._walk(question):
                return

    def back(self) -> None:
        """Returns to the last question that was put, and goes on from there."""
        if self.trail and self._walk(None):
            self.run()

    def _before(self) -> bool:
        """To the last question that was put, from an offer between the questions. False when there are no more."""
        if not self.trail:
            tell(self.talk, FIRST)
            return True
        return self._walk(None)

    def _state(self) -> State:
        """What is known now; worked out once for the same answers."""
        key = (self.sheet.text(), frozenset(self.asked), frozenset(self.testing.begun))
        if self._last is None or self._last[0] != key:
            asked, begun = {*self.asked}, {*self.testing.begun}
            self._last = key, State(self.sheet, asked, begun, self.everything, self.no_tests)
        return self._last[1]

    # ---- one question ----

    def _walk(self, question: Question | None) -> bool:
        """Puts a question, or those before it where the athlete goes back; without one, it begins with the last that
        was put. False when there are no more questions."""
        place = len(self.trail) if question is not None else len(self.trail) - 1
        while True:
            new = place == len(self.trail)
            if new and question is None:
                return True
            step = step_of(question, self.sheet) if new and question is not None else self.trail[place]
            reply = self._ask(step, "" if new else _reminder(step))
            if not isinstance(reply, Back):
                return self._take(step, reply, new)
            if place == 0:
                tell(self.talk, FIRST)
            place = max(place - 1, 0)

    def _ask(self, step: Step, reminder: str = "") -> Reply:
        question = step.question
        sheet = as_before(step, self.sheet) if reminder else self.sheet

        def first() -> list[Put]:
            return taken_back(step, self.sheet) if reminder else []

        if not reminder:
            self.talk.say()
        if question.kind == "pain":
            above = [line for line in (reminder or so_far(self.sheet),) if line]
            return ask_pain(self.talk, self.sheet, question.measures, self.readers, first, above)
        above, enough = self.testing.above(self._state(), question)
        asked = put_as(question, sheet, self.readers, above, enough)
        if reminder:
            asked = replace(asked, lines=[reminder, *asked.lines])
        return put_question(self.talk, asked, lambda puts: self.sheet.put(puts, first()))

    def _take(self, step: Step, reply: Reply, new: bool) -> bool:
        """What a reply does to the sheet and to the way. False when there are no more questions."""
        question = step.question
        if isinstance(reply, Quit):
            self.left = reply
            return False
        if isinstance(reply, Later):
            self.testing.later = True
            return True
        if isinstance(reply, Skipped) and reply.entered and not new:
            return True  # kept as it was
        self.asked.add(question.key)
        step.said = reply.echo or _said(reply) if isinstance(reply, Understood) else ""
        if isinstance(reply, Understood):
            dated = any(isinstance(value, dict) and "date" in value for _, value in reply.puts)
            self.testing.took(question, today=not dated)
            self._ask_anew({key_at(path) for path, value in reply.puts if value is None} - {question.key})
        elif isinstance(reply, Skipped):
            if not new:
                self.sheet.put([], taken_back(step, self.sheet))
            self._leave_open(question, reply.status)
            self.testing.left_open(question)
        if new:
            self.trail.append(step)
        return True

    def _ask_anew(self, keys: set[str]) -> None:
        """What an answer took out, since it hung on what was said before, is no question behind one any more."""
        self.asked -= keys
        self.trail = [step for step in self.trail if step.question.key not in keys]

    def _leave_open(self, question: Question, status: str) -> None:
        """What was skipped is unknown; an older answer, which may be a failure, stands."""
        one = question.kind == "measure"
        if any(measure.name in self._state().flagged for measure in question.measures):
            tell(self.talk, (NOT_NONE if question.kind == "screen" else "") + UNSCREENED)
        elif one and status == DECLINED:
            self._say_declined(question)
        open_ = [path for path in places_of(question) if not self.sheet.has(path) and path[0] != POSITION[0]]
        if open_:
            self.sheet.put([(path, status if one else UNKNOWN) for path in open_])

    def _say_declined(self, question: Question) -> None:
        weeks = self.sheet.book.interview.declined_days // 7
        for measure in question.measures:
            others = self.readers.stand_ins(measure.name)
            instead = f" In its place this would do: {'; '.join(others)}." if others else ""
            tell(self.talk, f"Not asked again for {weeks} weeks.{instead}" if weeks else f"Left open.{instead}")

    # ---- what is said between the questions ----

    def _go_on(self, question: Question) -> bool | Back:
        """Whether the last part goes on: it is not for another day, nor is a sitting full."""
        return self.testing.go_on(self._state(), question)

    def _heading(self, question: Question, state: State) -> None:
        if question.part != self.part:
            self.part = question.part
            self.talk.say()
            count = left_in(state, self.part) if self.part != TESTS else 0
            many = f" (about {count} question{'s' if count > 1 else ''})" if count else ""
            tell(self.talk, f"PART {self.part} OF {len(PARTS)}: {PARTS[self.part].upper()}{many}")
        if question.part == TESTS:
            self.testing.heading(state, question)


def _reminder(step: Step) -> str:
    said = f"You said: {step.said}" if step.said else "You left this open."
    return f"{said.rstrip('.')}. Enter keeps that."


def _said(reply: Understood) -> str:
    """What was put in, where it was not said back."""
    value = reply.puts[0][1] if reply.puts else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, (str, int)) else "none of these"


def farewell(talk: Talk, reply: Quit) -> None:
    """Says that the questions are over."""
    talk.say()
    tell(talk, f"{'No more input' if reply.ended else 'Stopping here'}: deciding with what is known.")
