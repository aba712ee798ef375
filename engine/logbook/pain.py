"""A pain list as people type it: achilles left 3; low back middle 2 muscle night. Then as a facts file has it."""

from __future__ import annotations

import re
from typing import Any

from ..facts.answers import PAIN_SIDES, TISSUES
from ..facts.lists import pain_measure
from ..facts.pieces import NONE
from ..facts.values import Mistake, shown
from ..findings import nearest
from ..model import Rulebook
from .amounts import number_of
from .context import Context
from .said import is_none
from .sets import Wrong

PIECE = re.compile(r"(?:[^;,]|,(?=[0-9]))+")
AND = re.compile(r"\band\b", re.IGNORECASE)
SHORT = {"l": "left", "r": "right", "b": "both", "m": "middle"}
FILLING = ("at", "on", "the", "in", "side", "of")
NIGHT, MORNING = "night", "morning"
EXAMPLE = "place, side and how much, as in achilles left 3; or none"
Pain = list[dict[str, Any]]


def read_pain(text: str, context: Context, field: str) -> tuple[Pain | str, list[Wrong]]:
    """The list, `none` where nothing hurts; and what is wrong with it.

    field : what the numbers are: `during`, or `next_morning`
    """
    if is_none(text):
        return NONE, []
    found: Pain = []
    wrong: list[Wrong] = []
    spaced = AND.sub(";  ", text)  # as long as before, so that places stay what they are
    for piece in PIECE.finditer(spaced):
        if piece[0].strip():
            _piece(piece[0], piece.start(), context, field, found, wrong)
    if not found and not wrong:
        wrong.append((Mistake("null", "Nothing stands here.", "nothing", EXAMPLE), 0))
    return found, wrong


def _piece(text: str, start: int, context: Context, field: str, found: Pain, wrong: list[Wrong]) -> None:
    """One place of the list."""
    at = start + len(text) - len(text.lstrip())
    site, rest = _site(text.strip(), context.book)
    if not site:
        first = text.split()[0]
        near = nearest(first, context.book.sites)
        wanted = ", ".join(context.book.sites)
        wrong.append(
            (Mistake("word", f"'{shown(first)}' is no place that is known here.", shown(first), wanted, near), at)
        )
        return
    entry: dict[str, Any] = {"site": site}
    words = rest.split()
    here = at + len(text.strip()) - len(rest)
    number = 0
    while number < len(words):
        word = words[number].lower().rstrip(".:")
        number += 1
        if SHORT.get(word, word) in PAIN_SIDES:
            entry["side"] = SHORT.get(word, word)
        elif word in TISSUES:
            entry["tissue"] = word
        elif word in FILLING:
            continue
        elif word == NIGHT:
            entry["night"] = True
            if number < len(words) and words[number].lower() in ("no", "yes"):
                entry["night"] = words[number].lower() == "yes"
                number += 1
        else:
            key = field
            if word == MORNING and number < len(words):
                key, word = "next_morning", words[number]
                number += 1
            _number(word, key, site, entry, here, context.book, wrong)
    for key, say in (("side", "On which side?"), (field, "How much, from 0 to 10?")):
        if key not in entry and not (key == field and entry.get(NIGHT) is not None):
            expected = ", ".join(PAIN_SIDES) if key == "side" else EXAMPLE
            wrong.append((Mistake("missing-key", f"{site}: {say}", shown(text.strip()), expected), at))
    _tissue(entry, context)
    if any((each["site"], each.get("side")) == (site, entry.get("side")) for each in found):
        wrong.append((Mistake("twice", f"{site} stands here twice.", shown(text.strip()), "each place once"), at))
    found.append(entry)


def _number(word: str, key: str, site: str, entry: dict[str, Any], at: int, book: Rulebook, wrong: list[Wrong]) -> None:
    measure = pain_measure(book, site, key)
    if not word[:1].isdigit() and not (word[:1] in "+-" and word[1:2].isdigit()):
        near = nearest(word, [*PAIN_SIDES, *TISSUES, NIGHT, MORNING])
        wrong.append((Mistake("word", f"'{shown(word)}' is not understood here.", shown(word), EXAMPLE, near), at))
    elif key in entry:
        wrong.append((Mistake("twice", f"{site}: a second number, {shown(word)}.", shown(word), EXAMPLE), at))
    elif measure is not None:
        value = number_of(measure, word)
        if isinstance(value, Mistake):
            say = value.say.replace(measure.name, "pain")
            wrong.append((Mistake(value.code, say, value.seen, value.expected, value.nearest), at))
        else:
            entry[key] = value


def _site(text: str, book: Rulebook) -> tuple[str, str]:
    """The place that a text begins with, the longest that does, and the rest."""
    lower = text.lower().replace("_", " ")
    names = [(site.replace("_", " "), site) for site in book.sites]
    fits = [
        each for each in names if lower.startswith(each[0]) and not lower[len(each[0]) : len(each[0]) + 1].isalnum()
    ]
    name, site = max(fits, key=lambda each: len(each[0]), default=("", ""))
    return site, text[len(name) :].strip()


def _tissue(entry: dict[str, Any], context: Context) -> None:
    """What was said of the same place before stands until something else is said."""
    if "tissue" in entry:
        return
    for each in context.fold.pain():
        if each.get("site") == entry["site"] and each.get("side") == entry.get("side") and "tissue" in each:
            entry["tissue"] = each["tissue"]
