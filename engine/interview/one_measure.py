"""How one measure is asked: its own words from knowledge/, what was said last time, and what an answer means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

from ..facts.answers import GIVEN, Answer
from ..facts.validity import out_of_date
from ..facts.values import Amount, Mistake, expected, plain, show, shown
from ..model import Measure
from .ask import Asked, Understood
from .races import is_of_a_race, read_race
from .sheet import Put, Sheet
from .typed import SAME, sides_mistake, sides_of, tidy, value_of, written
from .when import days_since, split_day, weeks_since
from .why import Readers

EXAMPLE = "as in L 12 R 14; 12 both where they are the same"
SIDED_HOW = "Say left and right, " + EXAMPLE + "."
LASTING = "measures"  # the section of what stands with its own day
LONGEST_NUMBER = 3  # digits, of a phase's number


@dataclass(frozen=True)
class Reading:
    """One measure on one sheet: what is typed into what a facts file holds."""

    measure: Measure
    sheet: Sheet

    @property
    def others(self) -> list[str]:
        """What the measure's words are called on a page."""
        book = self.sheet.book
        named = {phase.id: phase.short for phase in book.phases} | {tier.id: tier.short for tier in book.tiers}
        return [named.get(word) or word.replace("_", " ") for word in self.measure.words]

    def read(self, text: str) -> Understood | Mistake:
        """What an answer puts into the sheet."""
        said = tidy(text)
        if said in SAME:
            return self._same(said)
        if is_of_a_race(self.measure):
            return read_race(self.measure, self.sheet, text)
        day: Date | None = None
        if self.measure.at[0] == LASTING:
            parts = split_day(said, self.sheet.as_of)
            if isinstance(parts, Mistake):
                return parts
            said, day = parts
            text = said if day else text
            if day is not None and day != self.sheet.as_of and not self.lasts:
                return Mistake(
                    "date", "This one counts only on its own day.", shown(str(day)), "how it is today, or skip"
                )
        meant = self._sides(text) if self.measure.sides else self._one(text, said)
        if isinstance(meant, Mistake) or day is None or day == self.sheet.as_of:
            return meant
        if out_of_date(self.sheet.book, self.measure.valid, day, self.sheet.as_of):
            return Mistake("date", f"{day} is too long ago to count.", shown(str(day)), "a newer one, or skip")
        path, value = meant.puts[0]
        entry = (
            {**value, "date": day.isoformat()} if isinstance(value, dict) else {"value": value, "date": day.isoformat()}
        )
        return Understood([(path, entry)], f"{meant.echo.rstrip('.') or said}, on {day:%A}, {day}.")

    @property
    def lasts(self) -> bool:
        """Whether it still counts on another day than its own."""
        return self.sheet.book.validity.get(self.measure.valid, {}).get("days") != 0

    def last(self) -> tuple[list[Answer], bool]:
        """What was said earlier, by side, and whether it stands in the sheet."""
        stands = self.sheet.has(self.measure.at)
        answers = self.sheet.answers() if stands else self.sheet.earlier
        said_of = answers.answers.values() if answers is not None else ()
        return [each for each in said_of if each.measure == self.measure.name and each.status == GIVEN], stands

    # ---- what is typed ----

    def _same(self, said: str) -> Understood | Mistake:
        given, _ = self.last()
        if not given:
            say = "There is no answer from an earlier time that it could be the same as."
            return Mistake("same", say, said, expected(self.measure))
        values = {each.side: written(self.measure, Amount(each.low, each.high)) for each in given}
        value = values if self.measure.sides else values[""]
        return Understood([(self.measure.at, value)], f"As last time: {in_words(self.measure, given)}.")

    def _one(self, text: str, said: str) -> Understood | Mistake:
        measure, book = self.measure, self.sheet.book
        phase = said.removeprefix("phase ")
        number = int(phase) if phase.isdigit() and len(phase) < LONGEST_NUMBER else 0
        if measure.kind == "words" and 0 < number <= len(book.phases) and book.phases[number - 1].id in measure.words:
            text = book.phases[number - 1].id  # phase 3 of 7
        back = self._ago(said)
        if isinstance(back, Mistake):
            return back
        amount = value_of(measure, text if back is None else str(back), self.others)
        if isinstance(amount, Mistake):
            return amount
        wrong = self._more_than_the_whole(amount)
        if wrong is not None:
            return wrong
        name = self.others[amount.low] if measure.kind == "words" else plain(measure, amount.low)
        bare = measure.kind == "yes_no" or (said == name and amount.low == amount.high)
        echo = "" if bare else f"{name if measure.kind == 'words' else show(measure, *amount)}."
        return Understood([(measure.at, written(measure, amount)), *self._parts()], echo[:1].upper() + echo[1:])

    def _ago(self, said: str) -> int | Mistake | None:
        """How long ago a day was, for what is counted in days or weeks; None where it was said in another way."""
        if self.measure.unit == "days":
            return days_since(said, self.sheet.as_of)
        return weeks_since(said) if self.measure.unit == "weeks" and self.measure.elapsed else None

    def _sides(self, text: str) -> Understood | Mistake:
        typed = sides_of(text)
        if typed is None:
            return sides_mistake(self.measure, text)
        entry: dict[str, object] = {}
        said = []
        for side, value in typed.items():
            amount = value_of(self.measure, value)
            if isinstance(amount, Mistake):
                return amount
            entry[side] = written(self.measure, amount)
            said.append(f"{side} {show(self.measure, *amount)}")
        echo = f"{', '.join(said)}."
        return Understood([(self.measure.at, entry)], f"{echo[:1].upper()}{echo[1:]}")

    # ---- counts that are a part of others ----

    def _more_than_the_whole(self, amount: Amount) -> Mistake | None:
        whole = self.sheet.book.measures.get(self.measure.part_of)
        given = Reading(whole, self.sheet).last()[0] if whole is not None else []
        if whole is None or not given or amount.low <= given[0].high:
            return None
        most = show(whole, given[0].high, given[0].high)
        return Mistake(
            "out-of-range",
            f"That is more than the {most} in all.",
            plain(self.measure, amount.low),
            f"at most {most}, or back to change that number",
        )

    def _parts(self) -> list[Put]:
        """Another whole asks for its parts anew."""
        parts = [each for each in self.sheet.book.measures.values() if each.part_of == self.measure.name]
        return [(part.at, None) for part in parts if self.sheet.has(part.at)]


def ask_measure(measure: Measure, sheet: Sheet, readers: Readers, above: Sequence[str] = (), enough: str = "") -> Asked:
    """The question about one measure.

    above  : lines said first, of a test the one that counts it
    enough : the number at which one may stop, in words
    """
    reading = Reading(measure, sheet)
    hint = _hint(measure, reading.others)
    help_ = _help(measure, readers, enough)

    def why() -> list[str]:
        return readers.depends(sheet, [measure.name])

    last = _last_time(reading)
    if not measure.test and not measure.sides:
        lines = [f"{measure.question} ({hint})" if hint else measure.question, *last]
        return Asked([*above, *lines], "", help_, reading.read, measure, why)
    stop = f"You may stop at {enough}." if enough else ""
    lines = [*(above or (measure.title,)), measure.question, *last, stop, measure.stop_sign]
    return Asked([line for line in lines if line], hint, help_, reading.read, measure, why)


def in_words(measure: Measure, given: Sequence[Answer]) -> str:
    """Some answers in words: left 12, right 14."""
    return ", ".join(f"{each.side} {show(measure, each.low, each.high)}".strip() for each in given)


def _last_time(reading: Reading) -> list[str]:
    """What was said earlier, and whether it still counts where nothing newer is said."""
    given, stands = reading.last()
    if not given:
        return []
    measure, sheet = reading.measure, reading.sheet
    day = max(each.date for each in given)
    counts = stands and not out_of_date(sheet.book, measure.valid, day, sheet.as_of)
    keeps = " Enter keeps that." if counts else " Type same if it is the same today."
    return [f"Last time, {day}: {in_words(measure, given)}.{keeps}"]


def _hint(measure: Measure, others: Sequence[str]) -> str:
    if measure.kind == "yes_no":
        return "yes or no"
    if measure.kind == "words":
        return ", ".join(others)
    if measure.sides:
        return f"left and right, {EXAMPLE}{'; ? says how' if measure.how else ''}"
    return "? says how" if measure.test else ""


def _help(measure: Measure, readers: Readers, enough: str) -> list[str]:
    """How it is measured, in what, an example, when to stop, and who wants it."""
    asked = f"Expected: {expected(measure)}." if measure.kind == "number" else ""
    example = f"For example: {measure.example}." if measure.example and measure.kind == "number" else ""
    plus = f"You may stop at {enough}, and type a plus behind it." if enough else ""
    gates = [gate.title for gate in readers.book.gates_asking(measure.name)]
    wanted = f"Wanted by: {'; '.join(gates)}." if gates else ""
    lines = (measure.how, asked, SIDED_HOW if measure.sides else "", example, plus, measure.stop_sign, wanted)
    return [line for line in lines if line]
