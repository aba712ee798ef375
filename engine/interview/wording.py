"""How each kind of question is put: the screens, the kit and the week; one measure has a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ..facts.values import Mistake
from ..model import Rulebook
from .ask import Asked, Understood
from .one_measure import ask_measure
from .questions import Question
from .sheet import Put, Sheet
from .typed import days_of, minutes_of, numbers_of, things_of
from .why import Readers

PARTS = {1: "Medical screen", 2: "Who you are", 3: "What you have done", 4: "Your week and kit", 5: "Today", 6: "Tests"}
SOME_DAYS = "as in tue thu sat; all, or none"


def put_as(question: Question, sheet: Sheet, readers: Readers, above: Sequence[str] = (), enough: str = "") -> Asked:
    """The question as it is put. `above` and `enough` are of tests."""
    if question.kind == "screen":
        return _screen(question, sheet, readers)
    if question.kind == "measure":
        return ask_measure(question.measures[0], sheet, readers, above, enough)
    if question.kind == "runs":
        return _runs(sheet)
    if question.kind in ("hard", "long"):
        return _of_runs(question.kind, sheet)
    return {"kit": _kit, "days": _days, "minutes": _minutes}[question.kind](sheet.book)


# ---- the medical screen ---------------------------------------------------------------------------------------------


def _screen(question: Question, sheet: Sheet, readers: Readers) -> Asked:
    symptoms = question.measures

    def why() -> list[str]:
        return readers.depends(sheet, [measure.name for measure in symptoms])

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
    return Asked(
        [question.title, question.ask, *numbered([measure.title for measure in symptoms])],
        hint,
        [*numbered([measure.question for measure in symptoms]), f"{hint.capitalize()}."],
        read,
        why=why,
    )


def _none_of(sheet: Sheet, screen: str) -> Put | None:
    """A whole screen answered with none at once; not where some of it was answered, or the answers have another day."""
    said = sheet.data.get("symptoms", {})
    if not isinstance(said, dict) or "date" in said:
        return None
    if any(measure.screen == screen and sheet.has(measure.at) for measure in sheet.book.measures.values()):
        return None
    before = said.get("none_of")
    return ("symptoms", "none_of"), [*(before if isinstance(before, list) else ()), screen]


# ---- what is not a measure ------------------------------------------------------------------------------------------


def _asked(book: Rulebook, kind: str, example: str, read: Callable[[str], Understood | Mistake]) -> Asked:
    """A question in the rulebook's words, with an example of what is typed."""
    words = book.interview.questions.get(kind, {})
    ask, how, why = (words.get(key, "") for key in ("ask", "how", "why"))
    ask = ask or kind.capitalize()
    return Asked([f"{ask} ({example})" if example else ask], "", [how], read, why=lambda: [why] if why else [])


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
        said = "; ".join(
            [
                *(str(book.equipment[name]["title"]).lower() for name in there),
                *(f"no {name.replace('_', ' ')}" for name in without),
            ]
        )
        return Understood([(("equipment",), value)], f"{said[:1].upper()}{said[1:]}." if said else "")

    taken = ", ".join(name.replace("_", " ") for name in house)
    there = f"Taken to be there, unless you say otherwise (as in no chair): {taken}."
    asked = _asked(book, "kit", "", read)
    return replace(
        asked,
        lines=[*asked.lines, *numbered(titles), there],
        hint="the numbers, or none",
        help=["Numbers or names, as in 1 9 or box, band.", *asked.help],
    )


def kit_of(book: Rulebook) -> list[str]:
    """What isn't in every household and an exercise can be done with, by itself or as what it counts as."""
    used = {item for exercise in book.exercises.values() for way in exercise.kit for item in way}
    return [
        name
        for name, about in book.equipment.items()
        if about.get("household") is not True and ({name, *_counts_as(about)} & used)
    ]


def _counts_as(about: Mapping[str, object]) -> list[str]:
    others = about.get("counts_as")
    if isinstance(others, (list, tuple)):
        return [str(each) for each in others]
    return [others] if isinstance(others, str) else []


def _days(book: Rulebook) -> Asked:
    def read(text: str) -> Understood | Mistake:
        days = days_of(text)
        if isinstance(days, Mistake):
            return days
        return Understood([(("week", "available_days"), days or "none")], _days_said(days))

    return _asked(book, "days", SOME_DAYS, read)


def _runs(sheet: Sheet) -> Asked:
    def read(text: str) -> Understood | Mistake:
        days = days_of(text)
        if isinstance(days, Mistake):
            return days
        hard, longest = sheet.at(("running", "hard_days")), sheet.at(("running", "long_day"))
        gone: list[Put] = []  # what was said about days on which there is no run any more
        if isinstance(hard, list) and not set(hard) <= set(days):
            gone.append((("running", "hard_days"), None))
        if isinstance(longest, str) and longest not in days:
            gone.append((("running", "long_day"), None))
        return Understood([*gone, (("running", "days"), days or "none")], _days_said(days))

    return _asked(sheet.book, "runs", SOME_DAYS, read)


def _of_runs(kind: str, sheet: Sheet) -> Asked:
    """Which of the running days are hard, and which is the long one."""
    runs = sheet.answers().running.days or ()
    hard = kind == "hard"

    def read(text: str) -> Understood | Mistake:
        days = days_of(text)
        if isinstance(days, Mistake):
            return days
        strange = [day for day in days if day not in runs]
        if strange:
            say = f"You don't run on {strange[0].capitalize()}."
            return Mistake("day", say, strange[0], f"of {', '.join(runs)}; or none")
        if hard:
            return Understood([(("running", "hard_days"), days or "none")], _days_said(days))
        if len(days) > 1:
            return Mistake("day", "The long run is one day.", text, f"one of {', '.join(runs)}, or none")
        return Understood([(("running", "long_day"), days[0] if days else "none")], _days_said(days))

    return _asked(sheet.book, kind, f"as in {runs[-1]}; or none", read)


def _days_said(days: Sequence[str]) -> str:
    return ", ".join(day.capitalize() for day in days) + "." if days else ""


def _minutes(book: Rulebook) -> Asked:
    def read(text: str) -> Understood | Mistake:
        minutes = minutes_of(text)
        return minutes if isinstance(minutes, Mistake) else Understood([(("week", "session_minutes"), minutes)])

    return _asked(book, "minutes", "", read)


def numbered(titles: Sequence[str]) -> list[str]:
    """A numbered list, its lines marked as such."""
    return [f"{number:>4}  {title}" for number, title in enumerate(titles, start=1)]
