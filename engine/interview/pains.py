"""Pain today: where, on which side, how much during load, and how much worse the next morning."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..facts.answers import PAIN_SIDES
from ..facts.lists import PAIN_FIELDS, pain_measure
from ..facts.values import Mistake, expected, shown
from ..findings import nearest
from ..model import Measure
from .ask import Asked, Back, Quit, Read, Reply, Talk, Understood, put_question
from .sheet import Put, Sheet
from .typed import numbers_of, tidy, value_of, written
from .why import Readers
from .wording import numbered

ASK = "Does anything hurt now, or did it in your last run or session?"
HOW = ("Tired or burning muscles are not pain. What is gone once you are warm counts.",)
WIDEST = "both"  # where the side wasn't said
Entry = dict[str, object]
Step = tuple[Entry, str, Asked]  # one question about one place: its entry, the field, how it is put


def ask_pain(
    talk: Talk,
    sheet: Sheet,
    worst: Sequence[Measure],
    readers: Readers,
    first: Callable[[], list[Put]],
    above: Sequence[str] = (),
) -> Reply:
    """Asks where it hurts, and about each of those places. What is answered is in the sheet at once.

    worst : the measures that take the worst of the list, whose words ask for each place
    first : what takes an earlier answer to the whole back
    above : lines said before the question
    """
    sites = list(sheet.book.sites)
    chosen: list[int] = []

    def read(text: str) -> Understood | Mistake:
        numbers = _by_name(text, sites) or numbers_of(text, sites)
        if isinstance(numbers, Mistake):
            return numbers
        chosen[:] = numbers
        named = "; ".join(sheet.book.sites[sites[number]] for number in numbers)
        return Understood([] if numbers else [(("pain",), "none")], f"{named}." if named else "")

    def why() -> list[str]:
        return readers.depends(
            sheet, [each.name for each in sheet.book.measures.values() if each.site] + [each.name for each in worst]
        )

    lines = [*above, ASK, *numbered(list(sheet.book.sites.values()))]
    asked = Asked(lines, "type the numbers, or none", HOW, read, why=why)
    while True:
        reply = put_question(talk, asked, lambda puts: sheet.put(puts, first()))
        if not isinstance(reply, Understood) or not chosen:
            return reply
        left = _places(talk, sheet, [sites[number] for number in chosen], worst, why)
        if not isinstance(left, Back):
            return left


def _places(
    talk: Talk, sheet: Sheet, sites: Sequence[str], worst: Sequence[Measure], why: Callable[[], list[str]]
) -> Reply:
    """The questions about each place, in turn and back; Back where it goes back before the first of them."""
    entries: list[Entry] = [{"site": site} for site in sites]
    steps = [step for entry in entries for step in _steps(sheet, entry, worst, why)]
    number = 0
    _keep(sheet, entries)
    while number < len(steps):
        entry, field, asked = steps[number]
        talk.say()
        answer = put_question(talk, asked, lambda puts: [])
        if isinstance(answer, Quit):
            return answer
        if isinstance(answer, Back):
            if number == 0:
                return answer
            number -= 1
            continue
        entry.pop(field, None)
        if isinstance(answer, Understood):
            entry[field] = answer.puts[0][1]
        _keep(sheet, entries)
        number += 1
    return Understood()


def so_far(sheet: Sheet) -> str:
    """The places that were named before something came between; "" where none were."""
    said = sheet.at(("pain",))
    if not isinstance(said, list):
        return ""
    named = "; ".join(sheet.book.sites.get(str(entry.get("site")), "") for entry in said)
    return f"So far: {named}. Enter keeps that."


def _by_name(text: str, sites: Sequence[str]) -> list[int]:
    """One or more places by name: calf, low back; [] where it isn't all names."""
    named = [name.strip().replace(" ", "_") for name in tidy(text).replace(" and ", ",").split(",")]
    return [sites.index(name) for name in named] if all(name in sites for name in named) else []


def _keep(sheet: Sheet, entries: Sequence[Entry]) -> None:
    """Puts the list into the sheet as far as it is known; a side that wasn't said is both."""
    whole = [
        {**entry, **({"side": entry.get("side", WIDEST)} if _sided(sheet, str(entry["site"])) else {})}
        for entry in entries
    ]
    sheet.put([(("pain",), whole)])


def _steps(sheet: Sheet, entry: Entry, worst: Sequence[Measure], why: Callable[[], list[str]]) -> list[Step]:
    """What is asked about one place: the side, then each amount."""
    site = str(entry["site"])
    title = sheet.book.sites[site]
    steps: list[Step] = []
    if _sided(sheet, site):
        asked = Asked([f"{title}: which side?"], ", ".join(PAIN_SIDES), ["Both where both sides hurt."], _side, why=why)
        steps.append((entry, "side", asked))
    for field in PAIN_FIELDS:
        measure = pain_measure(sheet.book, site, field)
        asks = next((each for each in worst if each.worst_of == field), None)
        if measure is not None and asks is not None:
            how = [line for line in (asks.how, f"For example: {asks.example}.") if line]
            said = f"{title}: {asks.question[:1].lower()}{asks.question[1:]}"
            steps.append((entry, field, Asked([said], "", how, _amount(measure, field), asks, why)))
    return steps


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
