"""The tests of one sitting: what they need and how long they take, how far along one is, and when it is enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from ..facts.answers import DAYS
from ..model import Gate, Measure
from .ask import Back, Quit, Talk, tell
from .kept import yes_no
from .questions import TESTS, Question
from .road import Ahead, enough, kit_of, minutes_of, road, tests_of
from .state import State
from .tests_owed import owed

OVER = "The tests are for another day. What was measured counts from its own day."
WAYS = (
    "Type what you measure as you go, or what you measured on another day, as in L 12 R 14 yesterday. "
    "later leaves the tests for another day."
)
HOURS_OF_A_DAY = 24


class Testing:
    """What is said around the tests, and what it has come to so far.

    begun : gates whose tests have been begun; they are finished
    later : the rest is for another day
    done  : the tests that were answered, in order, and the minutes that each took of this sitting
    """

    def __init__(self, talk: Talk):
        self.talk = talk
        self.begun: set[str] = set()
        self.later = False
        self.done: dict[str, int] = {}
        self._told: set[str] = set()
        self._offered: set[str] = set()
        self._gate = ""
        self._road: list[Ahead] = []

    @property
    def spent(self) -> int:
        """Minutes of the tests that were answered."""
        return sum(self.done.values())

    # ---- whether to go on ----

    def go_on(self, state: State, question: Question) -> bool | Back:
        """Whether this test is put today. It is offered to stop where a sitting is full, or before a hard run.

        Back where the athlete wants to go to the question before instead; then it is offered again.
        """
        if self.later:
            return False
        tests = [measure for measure in question.measures if measure.test]
        if not tests:
            return True
        hard, most = hard_run_soon(state, tests), state.book.interview.sitting_minutes
        if hard:
            return self._offer("hard", f"{hard} Go on with them today all the same? (yes, or no for another day)")
        if most and self.spent and self.spent + tests[0].minutes > most:
            say = f"That was about {self.spent} minutes of tests; with the next one it would be over {most}."
            return self._offer("full", f"{say} Stop here for today? (yes, or no to go on)", stops=True)
        return True

    def _offer(self, key: str, ask: str, stops: bool = False) -> bool | Back:
        """Asks once whether to go on; where nobody can be asked it is only said."""
        if key in self._offered:
            return True
        self._offered.add(key)
        self.talk.say()
        if not self.talk.terminal:
            tell(self.talk, ask.rpartition(". ")[0] + ".")
            return True
        reply = yes_no(self.talk, ask, ["What is left today is asked another day."], stops, before=True)
        if isinstance(reply, Back):
            self._offered.discard(key)
            return reply
        goes_on = not isinstance(reply, Quit) and reply is not stops
        self.later = not goes_on
        return goes_on

    def took(self, question: Question, today: bool) -> None:
        """One was answered, maybe once more; what was measured on another day takes no minutes of this one."""
        for measure in question.measures:
            if measure.test:
                self.done[measure.name] = measure.minutes if today else 0

    def left_open(self, question: Question) -> None:
        """One was skipped, maybe after it had been answered."""
        for measure in question.measures:
            self.done.pop(measure.name, None)

    # ---- what is said ----

    def heading(self, state: State, question: Question) -> None:
        """Before the first test what all of them take; before each gate its name. Plain questions take nothing."""
        if "need" not in self._told and not state.no_tests:
            self._told.add("need")
            self._say_need(state)
        name = question.gate.id if question.gate is not None else "-"
        if name != self._gate:
            self._gate = name
            if question.gate is not None:
                self.begun.add(name)
            self.talk.say()
            tell(self.talk, f"{question.gate.title}." if question.gate is not None else "Tests that no gate asks for.")

    def _say_need(self, state: State) -> None:
        tests = tests_of(self._ahead(state))
        if not tests:
            return
        minutes, most = minutes_of(tests), state.book.interview.sitting_minutes
        split = (
            f" That is more than the {most} of one sitting; it is offered to stop there."
            if most and minutes > most
            else ""
        )
        count = f"{len(tests)} test{'s' if len(tests) > 1 else ''}"
        tell(self.talk, f"Up to {count}, about {minutes} minutes.{split}")
        kit = kit_of(state, tests)
        if kit:
            tell(self.talk, f"You need: {', '.join(kit)}.")
        if state.book.interview.warm_up:
            tell(self.talk, state.book.interview.warm_up)
        tell(self.talk, WAYS)

    def above(self, state: State, question: Question) -> tuple[list[str], str]:
        """The line above a test, with how far along it is; and the number at which one may stop."""
        measure = question.measures[0] if question.measures else None
        if question.part != TESTS or measure is None or not measure.test:
            return [], ""
        ahead = self._ahead(state)
        tests = tests_of(ahead)
        tests = tests if any(each.measure is measure for each in tests) else [Ahead(question.gate, measure), *tests]
        left = f"; about {minutes_of(tests)} left" if len(tests) > 1 else ""
        whole = list(dict.fromkeys([*self.done, *(each.measure.name for each in tests)]))
        count = f"Test {whole.index(measure.name) + 1} of {len(whole)}"
        line = f"{count}: {measure.title} (about {measure.minutes} minutes{left})"
        return [line], enough(state.sheet, measure, gates_of(ahead, measure, question.gate))

    def _ahead(self, state: State) -> list[Ahead]:
        """What lies ahead; as it was found before, as long as everything since went as it was assumed there."""
        left = [each for each in self._road if state.open(each.measure)]
        gone = [each for each in self._road if not state.open(each.measure)]
        due = next((measure for each in owed(state) for measure in each.measures), None)
        if not left or left[0].measure is not due or not all(_went_well(state, each) for each in gone):
            left = road(state.sheet, state.asked, self.begun, state.everything)
        self._road = left
        return left

    def say_left_out(self, state: State, question: Question | None) -> None:
        """Tests that aren't for today, each once, when its gate's turn has come."""
        if self.later or (question is not None and question.part != TESTS):
            return
        for due in owed(state):
            reasons: dict[str, list[str]] = {}
            for measure, why in due.left_out:
                if measure.name not in self._told:
                    self._told.add(measure.name)
                    reasons.setdefault(why, []).append(measure.title)
            for why, titles in reasons.items():
                self.talk.say()
                tell(self.talk, f"Not tested today: {'; '.join(titles)}. {why}")


def _went_well(state: State, each: Ahead) -> bool:
    """Whether a test was answered, and no line that asks for it is missed."""
    lines = [line for line in each.gate.lines if each.measure.name in line.measures()] if each.gate is not None else []
    known = all(fact in state.known for fact in each.measure.facts())
    return known and all(state.truths.get(line.needs) is not False for line in lines)


def gates_of(ahead: Sequence[Ahead], measure: Measure, own: Gate | None) -> list[Gate]:
    """The gates that are tested for now and ask for a measure."""
    found = {each.gate.id: each.gate for each in ahead if each.gate is not None}
    if own is not None:
        found[own.id] = own
    return [gate for gate in found.values() if gate.asks_for(measure.name)]


def hard_run_soon(state: State, tests: Iterable[Measure]) -> str:
    """That some of these tests tire the legs and a hard run follows too soon, in the rulebook's words; or ""."""
    about = state.book.interview.hard_run
    if not any(measure.test.get("order") in about.get("orders", ()) for measure in tests):
        return ""
    ahead = range(1, int(about.get("hours", 0)) // HOURS_OF_A_DAY + 1)
    soon = [DAYS[(state.sheet.as_of + timedelta(days=day)).weekday()] for day in ahead]
    days = [day.capitalize() for day in soon if day in (state.answers.running.hard_days or ())]
    return str(about.get("say", "")).replace("{days}", " and ".join(days)) if days else ""
