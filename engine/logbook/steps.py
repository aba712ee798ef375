"""The questions of a log at a prompt: which comes next follows from the answers so far.

    answers {question: what was typed}  ->  the next Step, or None  ->  said {as flags would say it}

An exercise's own questions are named `did:ID`, `weight:ID`, `reserve:ID`; a screen's `news:SCREEN`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..facts.values import Mistake, expected
from ..findings import Finding
from ..interview.ask import Asked, Understood
from ..interview.typed import numbers_of
from ..interview.wording import numbered
from ..model import Measure
from ..training import LogQuestion
from .check_in import read_check_in
from .context import Context
from .said import Said, is_none
from .screens import symptoms_of

KEPT = " Enter keeps that."
COMMANDS = (
    "At any prompt: ? says how, why says what it is for, back returns to the question before, skip leaves it open, "
    "quit stops here."
)
Answers = Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """One question.

    usual : what Enter says; "" where it leaves the question open
    open_ : what skip says, "" for nothing
    """

    key: str
    asked: Asked
    usual: str = ""
    open_: str = ""


def asked_as(
    lines: Sequence[str],
    hint: str,
    how: str,
    example: str,
    read: Callable[[str], Understood | Mistake],
    why: Callable[[], Sequence[str]] = tuple,
) -> Asked:
    """A question of a log as the prompts of the interview put it."""
    help_ = [line for line in (how, f"For example: {example}." if example else "") if line]
    return Asked([*lines], hint, help_, read, why=why, commands=COMMANDS)


def check_in_steps(context: Context, answers: Answers, before: Answers) -> Iterator[Step]:
    """The questions of a check-in, in order.

    before : what the entry says that is being corrected
    """
    for question in context.book.logbook.check_in:
        if question.asks == "screens":
            yield from _screens(question, context, answers, before)
        elif question.asks != "morning" or context.unasked_morning is not None or question.id in before:
            yield _question(question, context, before.get(question.id, ""))


def _question(question: LogQuestion, context: Context, before: str) -> Step:
    measure = context.book.measures.get(question.measure)
    words = question.ask or (measure.question if measure is not None else "")
    session = context.unasked_morning
    if session is not None:
        words = words.replace("{day}", f"{session.day:%A}, {session.day}")
    how = question.how or (measure.how if measure is not None else "")
    example = question.example or (measure.example if measure is not None else "")

    def read(text: str) -> Understood | Mistake:
        wrong = read_check_in([Said(question.id, text)], context)[1]
        return mistake_of(wrong[0]) if wrong else Understood([((question.id,), text)])

    last = f"You said: {before}.{KEPT}" if before else ""

    def why() -> list[str]:
        if question.asks == "pain":  # each place is a measure, as are the worst of them
            names = [each.name for each in context.book.measures.values() if each.site or each.worst_of or each.sign_of]
        else:
            names = [question.measure]
        return depends(context, names)

    asked = asked_as([line for line in (words, last) if line], _hint(question, measure), how, example, read, why)
    return Step(question.id, asked, before)


def depends(context: Context, names: Sequence[str]) -> list[str]:
    """What hangs on some measures, as the interview says it."""
    from ..interview.sheet import Sheet
    from ..interview.why import Readers

    return Readers(context.book).depends(Sheet(context.book, {}, context.day), names)


def _hint(question: LogQuestion, measure: Measure | None) -> str:
    if question.asks == "pain":
        return f"as in {question.example}; or none"
    if measure is None or measure.kind == "number":
        return ""
    return expected(measure).removeprefix("one of ")


def mistake_of(finding: Finding) -> Mistake:
    """A finding as the prompts tell it."""
    return Mistake(finding.code, finding.say, finding.seen, finding.expected, finding.nearest)


# ---- signs that stop training ---------------------------------------------------------------------------------------


def _screens(question: LogQuestion, context: Context, answers: Answers, before: Answers) -> Iterator[Step]:
    """Which screens hold something new, then which signs of each."""
    screens = context.book.screens

    def read(text: str) -> Understood | Mistake:
        chosen = numbers_of(text, [screen["title"] for screen in screens])
        if isinstance(chosen, Mistake):
            return chosen
        return Understood([((question.id,), " ".join(str(number + 1) for number in chosen) or "none")])

    lines = [question.ask, *numbered([screen["title"] for screen in screens])]
    told = before.get(question.id, "")
    lines += [f"You said: {told}.{KEPT}"] if told else []
    usual = told if is_none(told) else ""

    def why() -> list[str]:
        return depends(context, [each.name for each in symptoms_of(context)])

    yield Step(question.id, asked_as(lines, "the numbers, or none", question.how, "none", read, why), usual)
    for screen in chosen_screens(question, context, answers):
        yield Step(f"{question.id}:{screen['id']}", _screen(f"{question.id}:{screen['id']}", screen, context))


def chosen_screens(question: LogQuestion, context: Context, answers: Answers) -> list[dict[str, str]]:
    """The screens that were opened."""
    chosen = answers.get(question.id, "")
    return [context.book.screens[int(each) - 1] for each in chosen.split() if each.isdigit()]


def _screen(key: str, screen: Mapping[str, str], context: Context) -> Asked:
    symptoms = symptoms_of(context, screen["id"])

    def read(text: str) -> Understood | Mistake:
        chosen = numbers_of(text, [each.title for each in symptoms])
        if isinstance(chosen, Mistake):
            return chosen
        named = ", ".join(symptoms[number].name for number in chosen)
        said = "; ".join(symptoms[number].title for number in chosen)
        return Understood([((key,), named or "none")], f"Yes to: {said}." if said else "")

    lines = [screen["title"], screen["ask"], *numbered([each.title for each in symptoms])]
    how = " ".join(f"{number}: {each.question}" for number, each in enumerate(symptoms, 1))
    return asked_as(lines, "the numbers that apply, or none", how, "", read)


def check_in_said(context: Context, answers: Answers) -> list[Said]:
    """The answers as flags would say them."""
    found = []
    for question in context.book.logbook.check_in:
        text = answers.get(question.id, "")
        if question.asks == "screens" and text and not is_none(text):
            opened = [answers.get(f"{question.id}:{screen['id']}", "")
                      for screen in chosen_screens(question, context, answers)]  # fmt: skip
            text = ", ".join(each for each in opened if each and not is_none(each)) or ("none" if opened else text)
        if text:
            found.append(Said(question.id, text))
    return found
