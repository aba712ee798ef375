"""What can be wrong in who needs a look: words or numbers in the wrong place, sides that a measure hasn't, braces."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Value
from ..findings import Finding, nearest
from ..logic import Place
from ..model import Rulebook
from .fields import names_in, text
from .names import Entry, Names

WORDS = {  # what is read that has words -> the words
    "outcome": ("stop", "regress", "advance", "place", "hold", "undecided"),
    "today": ("train", "reduce", "recover", "stop", "unscreened"),
}
NUMBERS = ("at_least", "more_than", "less_than")
SHARE = "per cent"  # in the unit of a measure that is the weaker side as a share of the stronger


def check_squad(names: Names, book: Rulebook) -> Iterator[Finding]:
    """Every finding about these rules, as far as their shape is right."""
    for entry in names.rules("squad.look"):
        if names.sound("rules", entry.name):
            yield from _look(entry)
    compares = names.part("squad").get("compares")
    for item in compares.data if compares is not None and isinstance(compares.data, list) else ():
        yield from _compares(item, names, book)


def _look(entry: Entry) -> Iterator[Finding]:
    rule, of = entry.value, text(entry.value, "looks_at")
    words = WORDS.get(of)
    wrong = next((key for key in NUMBERS if key in rule.keys), "") if words else "is" if "is" in rule.keys else ""
    if wrong:
        say = f"'{of}' has words, not a number." if words else f"'{of}' is a number, not a word."
        expected = f"is, with some of {', '.join(words)}" if words else ", ".join(NUMBERS)
        path = f"{entry.path}.{wrong}"
        yield Finding("misplaced-key", say, *rule.keys[wrong], path=path, seen=wrong, expected=expected)
    for word in names_in(rule, "is") if words else ():
        if words and word not in words:
            say, expected = f"'{word}' is no {of}.", ", ".join(words)
            place: Place = rule.data["is"].at(word)
            yield Finding("unknown-word", say, *place, path=f"{entry.path}.is", seen=word, expected=expected,
                          nearest=nearest(word, words))  # fmt: skip
    discreet = rule.get("discreet")
    if discreet is not None and "{" in str(discreet.data):
        say = "What others can see names no number, so nothing is filled in here."
        yield Finding("placeholder", say, *discreet.at("{"), path=f"{entry.path}.discreet", seen=str(discreet.data),
                      expected="a sentence without braces")  # fmt: skip


def _compares(item: Value, names: Names, book: Rulebook) -> Iterator[Finding]:
    measure = book.measures.get(str(item.data))
    if measure is None or not names.sound("measures", measure.name):
        return
    if measure.kind != "number" or not (measure.sides or SHARE in measure.unit):
        say = f"{measure.name} doesn't compare the sides."
        expected = f"a number measured left and right, or one in {SHARE} of the stronger side"
        yield Finding("no-sides", say, *item.place, seen=measure.name, expected=expected)
