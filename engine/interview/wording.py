"""How each kind of question is put: the measure's own words from knowledge/, and those for what isn't a measure."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..facts.answers import GIVEN
from ..facts.validity import out_of_date
from ..facts.values import Amount, Mistake, show
from ..model import Measure, Rulebook
from .ask import Asked, Understood
from .questions import Question
from .sheet import Put, Sheet
from .typed import (
    days_of,
    minutes_of,
    numbers_of,
    sides_mistake,
    sides_of,
    things_of,
    tidy,
    value_of,
    written,
)

PARTS = {1: "Medical screen", 2: "Who you are", 3: "What you have done", 4: "Your week and kit", 5: "Today", 6: "Tests"}
EXAMPLE = "as in L 12 R 14; 12 both where they are the same"
GENERAL = "Skip leaves it unknown; quit stops here and decides with what is known."


def put_as(question: Question, sheet: Sheet) -> Asked:
    """The question as it is put."""
    if question.kind == "screen":
        return _screen(question, sheet)
    if question.kind == "measure":
        return _measure(question.measures[0], sheet)
    return {"kit": _kit, "days": _days, "minutes": _minutes, "runs": _runs}[question.kind](sheet.book)


# ---- the medical screen ---------------------------------------------------------------------------------------------

def _screen(question: Question, sheet: Sheet) -> Asked:
    symptoms = question.measures

    def read(text: str) -> Understood | Mistake:
        chosen = numbers_of(text, [measure.title for measure in symptoms])
        if isinstance(chosen, Mistake):
            return chosen
        none = _none_of(sheet, symptoms[0].screen)
        if not chosen and none is not None:
            return Understood([none])
        puts: list[Put] = [(measure.at, number in chosen) for number, measure in enumerate(symptoms)]
        return Understood(puts, f"Yes to: {'; '.join(symptoms[number].title for number in chosen)}." if chosen else "")

    hint = "type the numbers that apply, or none"
    return Asked([question.title, question.ask, *numbered([measure.title for measure in symptoms])], hint,
                 [*numbered([measure.question for measure in symptoms]), f"{hint.capitalize()}. {GENERAL}"], read)


def _none_of(sheet: Sheet, screen: str) -> Put | None:
    """A whole screen answered with none at once; not where some of it was answered, or the answers have another day."""
    said = sheet.data.get("symptoms", {})
    if not isinstance(said, dict) or "date" in said:
        return None
    if any(measure.screen == screen and sheet.has(measure.at) for measure in sheet.book.measures.values()):
        return None
    before = said.get("none_of")
    return ("symptoms", "none_of"), [*(before if isinstance(before, list) else ()), screen]


# ---- one measure ----------------------------------------------------------------------------------------------------

def _measure(measure: Measure, sheet: Sheet) -> Asked:
    book, last = sheet.book, _last_time(measure, sheet)
    phases = {phase.id: phase for phase in book.phases}
    others = [phases[word].short if word in phases else word for word in measure.words]

    def read(text: str) -> Understood | Mistake:
        if measure.sides:
            return _two_sides(measure, text)
        said = tidy(text)
        number = int(said) if said.isdigit() and len(said) < 3 else 0
        if measure.kind == "words" and 0 < number <= len(book.phases) and book.phases[number - 1].id in measure.words:
            text = book.phases[number - 1].id                 # phase 3 of 7
        amount = value_of(measure, text, others)
        if isinstance(amount, Mistake):
            return amount
        return Understood([(measure.at, written(measure, amount))], _echo(measure, text, amount))

    hint = _hint(measure, others)
    if not measure.test and not measure.sides:
        lines = [f"{measure.question} ({hint})" if hint else measure.question, *last]
        return Asked(lines, "", _help(measure), read, measure)
    minutes = measure.test.get("minutes")
    title = f"{measure.title} (about {minutes} minutes)" if minutes else measure.title
    lines = [line for line in (title, measure.question, *last, measure.stop_sign) if line]
    return Asked(lines, hint, _help(measure), read, measure)


def _last_time(measure: Measure, sheet: Sheet) -> list[str]:
    """What was said earlier, and whether it still counts where nothing newer is said."""
    stands = sheet.has(measure.at)
    answers = sheet.answers() if stands else sheet.earlier
    said_of = answers.answers.values() if answers is not None else ()
    given = [each for each in said_of if each.measure == measure.name and each.status == GIVEN]
    if not given:
        return []
    said = ", ".join(f"{each.side} {show(measure, each.low, each.high)}".strip() for each in given)
    day = max(each.date for each in given)
    counts = stands and not out_of_date(sheet.book, measure.valid, day, sheet.as_of)
    return [f"Last time, {day}: {said}.{' Skip keeps that.' if counts else ''}"]


def _two_sides(measure: Measure, text: str) -> Understood | Mistake:
    typed = sides_of(text)
    if typed is None:
        return sides_mistake(measure, text)
    entry: dict[str, object] = {}
    said = []
    for side, value in typed.items():
        amount = value_of(measure, value)
        if isinstance(amount, Mistake):
            return amount
        entry[side] = written(measure, amount)
        said.append(f"{side} {show(measure, *amount)}")
    echo = f"{', '.join(said)}."
    return Understood([(measure.at, entry)], f"{echo[:1].upper()}{echo[1:]}")


def _echo(measure: Measure, text: str, amount: Amount) -> str:
    """What a number with another unit, or with a plus, was taken for."""
    return "" if measure.kind != "number" or tidy(text).isdigit() else f"{show(measure, *amount)}.".capitalize()


def _hint(measure: Measure, others: Sequence[str]) -> str:
    if measure.kind == "yes_no":
        return "yes or no"
    if measure.kind == "words":
        return ", ".join(others)
    if measure.sides:
        return f"left and right, {EXAMPLE}{'; ? says how' if measure.how else ''}"
    return "? says how" if measure.test else ""


def _help(measure: Measure) -> list[str]:
    example = f"For example: {measure.example}." if measure.example and measure.kind == "number" else ""
    lines = [measure.how, example, measure.stop_sign]
    return [*(line for line in lines if line), GENERAL]


# ---- what is not a measure ------------------------------------------------------------------------------------------

def _kit(book: Rulebook) -> Asked:
    items = kit_of(book)
    house = [name for name, about in book.equipment.items() if about.get("household") is True]
    titles = [str(book.equipment[name]["title"]) for name in items]

    def read(text: str) -> Understood | Mistake:
        things = things_of(text, [*map(str.lower, items)], house)
        if isinstance(things, Mistake):
            return things
        there, without = [items[number] for number in things[0]], [house[number] for number in things[1]]
        value: object = [*there] or "none"
        if without:
            value = {**dict.fromkeys(there, True), **dict.fromkeys(without, False)}
        said = "; ".join([*(str(book.equipment[name]["title"]).lower() for name in there),
                          *(f"no {name.replace('_', ' ')}" for name in without)])
        return Understood([(("equipment",), value)], f"{said[:1].upper()}{said[1:]}." if said else "")

    taken = ", ".join(name.replace("_", " ") for name in house)
    return Asked(["Which of these can you use?", *numbered(titles)], "the numbers, or none",
                 [f"Taken to be there, unless you say otherwise (as in no chair): {taken}.", GENERAL], read)


def kit_of(book: Rulebook) -> list[str]:
    """What isn't in every household and an exercise can be done with, by itself or as what it counts as."""
    used = {item for exercise in book.exercises.values() for way in exercise.kit for item in way}
    return [name for name, about in book.equipment.items()
            if about.get("household") is not True and ({name, *_counts_as(about)} & used)]


def _counts_as(about: Mapping[str, object]) -> list[str]:
    others = about.get("counts_as")
    if isinstance(others, (list, tuple)):
        return [str(each) for each in others]
    return [others] if isinstance(others, str) else []


def _days(book: Rulebook) -> Asked:
    return _of_days(("week", "available_days"), "On which days could you do strength work?",
                    "Two or three days are enough; which of them are used follows from your phase.")


def _runs(book: Rulebook) -> Asked:
    return _of_days(("running", "days"), "On which days do you usually run?",
                    "It is for the spacing of runs and strength. None if you don't run at present.")


def _of_days(path: tuple[str, ...], ask: str, how: str) -> Asked:
    def read(text: str) -> Understood | Mistake:
        days = days_of(text)
        if isinstance(days, Mistake):
            return days
        return Understood([(path, days or "none")], ", ".join(day.capitalize() for day in days) + "." if days else "")

    return Asked([f"{ask} (as in tue thu sat; all, or none)"], "", [how, GENERAL], read)


def _minutes(book: Rulebook) -> Asked:
    def read(text: str) -> Understood | Mistake:
        minutes = minutes_of(text)
        return minutes if isinstance(minutes, Mistake) else Understood([(("week", "session_minutes"), minutes)])

    return Asked(["How many minutes do you have for one strength session?"], "",
                 ["20 to 40 is usual. What doesn't fit is left out, the least important first.", GENERAL], read)


def numbered(titles: Sequence[str]) -> list[str]:
    """A numbered list, its lines marked as such."""
    return [f"{number:>4}  {title}" for number, title in enumerate(titles, start=1)]
