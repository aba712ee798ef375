"""Pain today: where, on which side, how much during load, and how much worse the next morning."""
from __future__ import annotations

from collections.abc import Sequence

from ..facts.answers import PAIN_SIDES
from ..facts.lists import PAIN_FIELDS, pain_measure
from ..facts.values import Mistake, expected, shown
from ..findings import nearest
from ..model import Measure
from .ask import Asked, Quit, Read, Reply, Skipped, Talk, Understood, put_question
from .sheet import Sheet
from .typed import numbers_of, tidy, value_of, written
from .wording import GENERAL, numbered

ASK = "Does anything hurt now, or did it in your last run or session?"
WIDEST = "both"                           # where the side wasn't said


def ask_pain(talk: Talk, sheet: Sheet, worst: Sequence[Measure]) -> Reply:
    """Asks where it hurts, and about each of those places; puts the answers into the sheet.

    worst : the measures that take the worst of the list, whose words ask for each place
    """
    sites = list(sheet.book.sites)
    chosen: list[int] = []

    def read(text: str) -> Understood | Mistake:
        numbers = numbers_of(text, sites)
        if isinstance(numbers, Mistake):
            return numbers
        chosen[:] = numbers
        return Understood([] if numbers else [(("pain",), "none")])

    lines = [ASK, *numbered(list(sheet.book.sites.values()))]
    how = ["Tired or burning muscles are not pain. What is gone once you are warm counts.", GENERAL]
    reply = put_question(talk, Asked(lines, "type the numbers, or none", how, read), sheet.put)
    if not isinstance(reply, Understood) or not chosen:
        return reply
    entries: list[dict[str, object]] = []
    left: Reply = reply
    for number in chosen:
        entry: dict[str, object] = {"site": sites[number]}
        if not isinstance(left, Quit):
            left = _place(talk, sheet, sites[number], worst, entry)
        if _sided(sheet, sites[number]):
            entry.setdefault("side", WIDEST)
        entries.append(entry)
    sheet.put([(("pain",), entries)])
    return left


def _place(talk: Talk, sheet: Sheet, site: str, worst: Sequence[Measure], entry: dict[str, object]) -> Reply:
    """The questions about one place, into its entry of the list."""
    title = sheet.book.sites[site]
    reply: Reply = Skipped()
    if _sided(sheet, site):
        reply = _one(talk, Asked([f"{title}: which side?"], ", ".join(PAIN_SIDES), [GENERAL], _side), "side", entry)
    for field in PAIN_FIELDS:
        measure = pain_measure(sheet.book, site, field)
        asks = next((each for each in worst if each.worst_of == field), None)
        if isinstance(reply, Quit) or measure is None or asks is None:
            continue
        how = [*(line for line in (asks.how, f"For example: {asks.example}.") if line), GENERAL]
        said = f"{title}: {asks.question[:1].lower()}{asks.question[1:]}"
        reply = _one(talk, Asked([said], "", how, _amount(measure, field), asks), field, entry)
    return reply


def _one(talk: Talk, asked: Asked, field: str, entry: dict[str, object]) -> Reply:
    reply = put_question(talk, asked, lambda puts: [])
    if isinstance(reply, Understood):
        entry[field] = reply.puts[0][1]
    return reply


def _side(text: str) -> Understood | Mistake:
    said = tidy(text)
    side = {"l": "left", "r": "right", "b": "both", "m": "middle"}.get(said, said)
    if side in PAIN_SIDES:
        return Understood([(("side",), side)])
    said = shown(said)
    return Mistake("side", f"'{said}' is not a side.", said, ", ".join(PAIN_SIDES), nearest(said, PAIN_SIDES))


def _amount(measure: Measure, field: str) -> Read:
    def read(text: str) -> Understood | Mistake:
        amount = value_of(measure, text)
        if isinstance(amount, Mistake):
            say = amount.say.replace(measure.name, "pain")
            return Mistake(amount.code, say, amount.seen, amount.expected, amount.nearest)
        if amount.low != amount.high:
            return Mistake("number", "One number is expected here.", text, expected(measure))
        return Understood([((field,), written(measure, amount))])

    return read


def _sided(sheet: Sheet, site: str) -> bool:
    measures = [pain_measure(sheet.book, site, field) for field in PAIN_FIELDS]
    return any(measure is not None and measure.sides for measure in measures)
