"""What was said in a check-in, read into a fragment of a facts file.

    {measures: {...}, pain: none or a list, symptoms: {...}}

Only what was said stands in it. What the last session did by the next morning is dated that morning.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from ..facts.pieces import NONE
from ..facts.values import Mistake, expected, shown, status_of
from ..findings import Finding
from ..interview.typed import sides_mistake, sides_of, value_of, written
from ..journal.latch import put
from ..model import Measure
from ..training import LogQuestion
from .amounts import number_of
from .context import Context
from .pain import read_pain
from .said import Said, is_none, once
from .screens import read_news

Data = dict[str, Any]


def read_check_in(said: Iterable[Said], context: Context) -> tuple[Data | None, list[Finding]]:
    """The data of a check-in's entry, None where anything is wrong or nothing was said; and what is wrong."""
    one, findings = once(said)
    data: Data = {}
    morning: list[dict[str, Any]] = []
    for question in context.book.logbook.check_in:
        answer = one.get(question.id)
        if answer is None or status_of(answer.text):
            continue
        if question.asks == "screens":
            news, wrong = read_news(answer.text, context)
            data |= news
        elif question.asks == "pain":
            data["pain"], wrong = read_pain(answer.text, context, "during")
        elif question.asks == "morning":
            wrong = _morning(answer, question, context, data, morning)
        else:
            wrong = _measure(answer, context.book.measures[question.measure], data)
        findings += [answer.finding(mistake, at) for mistake, at in wrong]
    if morning:
        told = data.get("pain")
        data["pain"] = [*(told if isinstance(told, list) else ()), *morning]
    if not data and not findings:
        findings.append(Finding("null", "Nothing was said.", expected=", ".join(_names(context))))
    return (None if findings or not data else data), findings


def _names(context: Context) -> list[str]:
    return [f"--{each.id.replace('_', '-')}" for each in context.book.logbook.check_in]


def _measure(said: Said, measure: Measure, data: Data) -> list[tuple[Mistake, int]]:
    if not measure.sides:
        amount = value_of(measure, said.text)
        if isinstance(amount, Mistake):
            return [(worded(amount, measure), 0)]
        put(data, measure.at, written(measure, amount))
        return []
    typed = sides_of(said.text)
    if typed is None:
        return [(worded(sides_mistake(measure, said.text), measure), 0)]
    values: dict[str, object] = {}
    wrong = []
    for side, text in typed.items():
        amount = value_of(measure, text)
        if isinstance(amount, Mistake):
            wrong.append((worded(amount, measure), 0))
        else:
            values[side] = written(measure, amount)
    put(data, measure.at, values)
    return wrong


def _morning(
    said: Said, question: LogQuestion, context: Context, data: Data, places: list[dict[str, Any]]
) -> list[tuple[Mistake, int]]:
    """One number for the morning, or one for each place; dated the day after the session that it follows."""
    session = context.unasked_morning
    if session is None:
        if question.id in _corrected(context):
            session = next((each for each in reversed(context.sessions) if each.day < context.day), None)
        if session is None:
            say = "No session is waiting for its next morning: there is none before this day that wasn't asked about."
            return [(Mistake("morning", say, shown(said.text), "no answer here"), 0)]
    date = (session.day + timedelta(days=1)).isoformat()
    dated = date != context.day.isoformat()
    measure = context.book.measures[question.measure]
    text = "0" if is_none(said.text) else said.text.strip()
    if text[:1].isdigit() or text[:1] in "+-":
        value = number_of(measure, text)
        if isinstance(value, Mistake):
            return [(worded(value, measure), 0)]
        put(data, measure.at, {"value": value, "date": date} if dated else value)
        return []
    pain, wrong = read_pain(text, context, "next_morning")
    found = [] if pain == NONE or isinstance(pain, str) else pain
    places += [{**each, "date": date} if dated else each for each in found]
    if found and not wrong:  # the worst of them is the answer to the question
        worst = max((each["next_morning"] for each in found if "next_morning" in each), key=float, default=0)
        put(data, measure.at, {"value": worst, "date": date} if dated else worst)
    return wrong


def _corrected(context: Context) -> list[str]:
    """The questions of mornings, while a check-in that may have answered one is being corrected."""
    return [each.id for each in context.book.logbook.check_in if each.asks == "morning"] if context.corrects else []


def worded(mistake: Mistake, measure: Measure) -> Mistake:
    """A mistake that calls a measure what a page calls it."""
    title = measure.title[:1].lower() + measure.title[1:]
    say = mistake.say.replace(measure.name, title)
    return Mistake(mistake.code, say, mistake.seen, mistake.expected or expected(measure), mistake.nearest)
