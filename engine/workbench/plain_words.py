"""Conditions in plain words: sentences with titles in place of names, with units, and tables written out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Value
from ..facts.values import plain as number_of
from ..facts.values import singular
from ..model import Measure, Rulebook
from ..rulebook.sentence import COMPARISON, SENTENCE
from ..rulebook.values import written
from .pieces import Line, Named, Pieces, plain

TABLE = re.compile(r"the (\w+) table\Z")
JOINED = {"all": "all of these:", "any": "any one of these:", "of": ""}
BANDS = {"pass": "passes", "fail": "fails"}
NOT_BANDS = {"pass": "does not pass", "fail": "does not fail"}
DECIDED = {  # what is concluded in order: its word, what is further up, what is further down, and how above and below
    "phase": ("Phase", "or later", "or earlier", "after", "before"),
    "position": ("Phase so far", "or later", "or earlier", "after", "before"),
    "tier": ("Tier of jumping", "or higher", "or lower", "above", "below"),
    "level": ("Level", "or more", "or less", "more than", "less than"),
    "today": ("Today", "or less", "or more", "less than", "more than"),
}
TODAY = {"train": "train as planned", "reduce": "a reduced day", "recover": "a day to recover"}
WAYS = ("at least", "at most", "more than", "less than")


def condition(value: Value, book: Rulebook, about: str = "", depth: int = 0) -> list[Line]:
    """A condition as lines, each part one deeper. `about`: the measure that a bare comparison is about."""
    return list(_lines(value, book, about, depth))


def condition_lines(value: Value, book: Rulebook, about: str = "") -> list[str]:
    """The same as bare text, indented by two for each level."""
    return [as_line(line) for line in condition(value, book, about)]


def as_line(line: Line) -> str:
    return f"{'  ' * line.depth}{'- ' if line.depth else ''}{plain(line.pieces)}"


def _lines(value: Value, book: Rulebook, about: str, depth: int) -> Iterator[Line]:
    if isinstance(value.data, dict):
        least = value.get("at_least")
        for key, item in value.items():
            if key == "not":
                yield Line(depth, ("not:",))
                yield from _lines(item, book, about, depth + 1)
            elif key in JOINED and isinstance(item.data, list):
                yield Line(depth, (JOINED[key] or f"at least {written(least.plain()) if least else 1} of these:",))
                for part in item.data:
                    yield from _lines(part, book, about, depth + 1)
    else:
        yield Line(depth, sentence(written(value.plain()), book, about))


def sentence(text: str, book: Rulebook, about: str = "") -> Pieces:
    """One sentence of the rule language with titles in place of names."""
    whole = f"{about} {text}" if about and COMPARISON.match(text) else text.strip()
    match = SENTENCE.match(whole)
    if match is None:
        return (whole,)
    name, verb = match["name"], match["verb"] or ""
    what = (match["cut"] or match["what"] or "").strip()
    sense = f"is {'not ' if match['not'] else ''}{what}"
    measure = book.measures.get(name)
    if name in DECIDED and (measure is None or measure.kind == "words"):
        return _in_order(name, verb, what, bool(match["not"]), book)
    if what in BANDS and measure is not None:
        return Named("criteria", name, measure.title), f": {(NOT_BANDS if match['not'] else BANDS)[what]}"
    if measure is not None:
        reading = f", {match['reading'].strip()}," if match["reading"] else ""
        asked = _compared(measure, reading, verb, what, bool(match["not"]), book)
        return Named("measures", name, measure.title), *asked
    concluded = _concluded(name, book)
    return (whole,) if concluded is None else (concluded, f" {'holds' if sense == 'is true' else sense}")


def _concluded(name: str, book: Rulebook) -> Named | None:
    """A gate, a red flag or a contraindication that a condition names."""
    if name in book.flags:
        return Named("red_flags", name, f"{book.flags[name].title} ({name})")
    if name in book.contraindications:
        return Named("contraindications", name, str(book.contraindications[name].data.get("title") or name))
    return Named("gate", name, f"{name} ({book.gates[name].title})") if name in book.gates else None


def _compared(measure: Measure, reading: str, verb: str, what: str, negated: bool, book: Rulebook) -> Pieces:
    """What is asked of a measure's value: ` at least 20 repetitions`, `: yes`."""
    table = TABLE.match(what)
    if table:
        return f"{reading} {verb} ", *_table(table[1], book)
    if verb:
        return (f"{reading} {verb} {_amount(measure, what, reading)}",)
    word = what.removeprefix("one of ").replace("_", " ")
    return (f"{reading.removesuffix(',')}: {'not ' if negated else ''}{word}",)


def _amount(measure: Measure, what: str, reading: str) -> str:
    if "side ratio" in reading:
        return f"{what} %"
    if measure.kind != "number" or not measure.unit:
        return what.replace("_", " ")
    return f"{what} {unit_for(measure, what)}"


def unit_for(measure: Measure, number: str) -> str:
    """The unit as it follows a number: 1 week, 2 weeks."""
    return singular(measure.unit) if number in ("1", "-1") else measure.unit


def _in_order(name: str, verb: str, word: str, negated: bool, book: Rulebook) -> Pieces:
    """`phase at least eccentric`: Phase: Eccentric emphasis or later."""
    subject, or_up, or_down, above, below = DECIDED[name]
    step = _step(name, word, book)
    if not verb:
        return f"{subject}: {'not ' if negated else ''}", step
    after = {"at least": f" {or_up}", "at most": f" {or_down}"}.get(verb, "")
    before = {"more than": f"{above} ", "less than": f"{below} "}.get(verb, "")
    return f"{subject}: {before}", step, after


def _step(name: str, word: str, book: Rulebook) -> Named | str:
    phase, tier = book.phase(word), book.tier(word)
    if phase is not None:
        return Named("phase", word, phase.title)
    if tier is not None:
        return Named("tier", word, f"{word} ({tier.title})")
    level = next((level for level in book.levels if level.id.removeprefix("level.") == word), None)
    if level is not None:
        return Named("levels", word, str(level.data.get("title") or word))
    return TODAY.get(word, word.replace("_", " "))


def _table(name: str, book: Rulebook) -> Pieces:
    if name not in book.tables:
        return (f"the {name} table",)
    return "the table ", Named("tables", name, name), f" ({'; '.join(rows(name, book))})"


def rows(name: str, book: Rulebook) -> list[str]:
    """The rows of a table in words: `up to 59 years: 15 repetitions`, or a number for each word it is split by."""
    table = book.tables[name]
    of, lines = book.measures[table.of], []
    for until, cuts in cells(name, book):
        split = ", ".join(f"{word} {cut}" if word else f"{cut} {unit_for(of, cut)}".strip() for word, cut in cuts)
        lines.append(f"{until}: {split}")
    return lines


def cells(name: str, book: Rulebook) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Row by row up to where it goes, in words, and for each word that the table is split by ("" for none) its cut."""
    table = book.tables[name]
    by, of = book.measures[table.by], book.measures[table.of]
    for up_to, cuts in table.rows:
        until = f"up to {number_of(by, up_to)} {by.unit}".strip() if up_to is not None else "above"
        yield until, [(word, number_of(of, cut)) for word, cut in cuts.items()]
