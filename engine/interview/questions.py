"""Which question comes next. It follows from the rulebook and from what is known; nothing is remembered here.

A measure is asked in the part that its place in a facts file, its screen, or the rules that read it put it in, and only
while it isn't known and can still change something.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..facts.sections import POSITION, is_symptom
from ..model import Gate, Measure
from .state import State, key_of
from .tests_owed import owed

SCREEN, PROFILE, HISTORY, WEEK, TODAY, TESTS = range(1, 7)
HOME = {"profile": PROFILE, "position": HISTORY, "history": HISTORY, "week": WEEK, "running": WEEK}


@dataclass(frozen=True)
class Question:
    """One thing to ask.

    kind     : screen, measure, pain, kit, days, minutes, runs, hard or long
    measures : the symptoms of a screen, or the one measure
    gate     : the gate that a test is for
    """

    part: int
    kind: str
    key: str
    measures: tuple[Measure, ...] = ()
    title: str = ""
    ask: str = ""
    gate: Gate | None = None


def next_question(state: State) -> Question | None:
    """The next question, or None when there is nothing left to ask."""
    return next((question for part in PARTS for question in part(state)), None)


def left_in(state: State, part: int) -> int:
    """How many questions of a part are open now; each answer may add or spare some."""
    return sum(1 for _ in PARTS[part - 1](state))


def _screens(state: State) -> Iterator[Question]:
    for number, screen in enumerate(state.book.screens, start=1):
        key = f"screen {screen['id']}"
        symptoms = tuple(
            measure
            for measure in state.book.measures.values()
            if measure.screen == screen["id"] and is_symptom(measure) and state.open(measure)
        )
        if key not in state.asked and any(measure.name in state.flagged for measure in symptoms):
            title = f"{screen['title']} ({number} of {len(state.book.screens)})"
            yield Question(SCREEN, "screen", key, symptoms, title, screen["ask"])


def _profile(state: State) -> Iterator[Question]:
    return _part(state, PROFILE)


def _history(state: State) -> Iterator[Question]:
    return _part(state, HISTORY)


def _week(state: State) -> Iterator[Question]:
    answers = state.answers
    for kind, said in (
        ("kit", answers.equipment),
        ("days", answers.week.available_days),
        ("minutes", answers.week.session_minutes),
        ("runs", answers.running.days),
    ):
        if said is None and kind not in state.asked:
            yield Question(WEEK, kind, kind)
    for kind, key in (("hard", "hard_days"), ("long", "long_day")):
        if answers.running.days and not state.sheet.has(("running", key)) and kind not in state.asked:
            yield Question(WEEK, kind, kind)
    yield from _part(state, WEEK)


def _today(state: State) -> Iterator[Question]:
    worst = [measure for measure in state.book.measures.values() if measure.worst_of]
    if "pain" not in state.asked and any(not _fresh(state, measure) for measure in worst):
        yield Question(TODAY, "pain", "pain", tuple(worst))
    yield from _part(state, TODAY)


def _fresh(state: State, measure: Measure) -> bool:
    return state.answers.pain is not None and measure.name in state.known


def _tests(state: State) -> Iterator[Question]:
    for due in owed(state):
        for measure in due.measures:
            if not (state.no_tests and measure.test):
                yield Question(TESTS, "measure", key_of(measure), (measure,), gate=due.gate)


def _part(state: State, part: int) -> Iterator[Question]:
    for measure in sorted(state.open_and_wanted, key=_rank):
        if measure.at[0] == POSITION[0] and measure.at != POSITION and state.position == 0:
            continue  # weeks in a phase, for someone who is in none
        if _part_of(state, measure) == part:
            yield Question(part, "measure", key_of(measure), (measure,))


def _rank(measure: Measure) -> int:
    """The phase so far spares some of the history, and the history some of what is asked about the phase."""
    return 0 if measure.at == POSITION else {"history": 1, POSITION[0]: 2}.get(measure.at[0], 3)


def _part_of(state: State, measure: Measure) -> int:
    """The part that asks a measure; 0 for one that is asked in no part by itself."""
    book = state.book
    in_screen = is_symptom(measure) and any(screen["id"] == measure.screen for screen in book.screens)
    if in_screen or measure.site or measure.worst_of or measure.log_only or not measure.question:
        return 0
    if measure.test:
        return TESTS
    if measure.part_of and measure.part_of in state.wanted:
        return 0  # comes up once the whole is known
    if measure.at[0] in HOME:
        return HOME[measure.at[0]]
    only_today = book.validity.get(measure.valid, {}).get("days") == 0
    if only_today and any(ask.measure == measure.name for rule in book.today for ask in rule.asks):
        return TODAY
    return TESTS if book.gates_asking(measure.name) and measure.name not in state.flagged else HISTORY


PARTS = (_screens, _profile, _history, _week, _today, _tests)
