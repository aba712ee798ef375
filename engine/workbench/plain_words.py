"""Conditions in plain words: sentences with titles in place of names, with units, and tables written out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Value
from ..model import Rulebook
from ..rulebook.sentence import COMPARISON
from ..rulebook.values import written

NAME = re.compile(r"\b[A-Za-z][A-Za-z0-9_.]*\b")
TABLE = re.compile(r"the (\w+) table")
NUMBER = re.compile(r"(at least|at most|more than|less than) (\d+(?:\.\d+)?)\Z")
JOINED = {"all": "all of these:", "any": "any one of these:", "of": ""}


def condition_lines(value: Value, book: Rulebook, about: str = "") -> list[str]:
    """A condition as lines, indented by two for each level. `about`: the measure that a bare comparison is about."""
    return list(_lines(value, book, about, ""))


def _lines(value: Value, book: Rulebook, about: str, indent: str) -> Iterator[str]:
    if isinstance(value.data, dict):
        least = value.get("at_least")
        for key, item in value.items():
            if key == "not":
                yield f"{indent}not:"
                yield from _lines(item, book, about, f"{indent}  ")
            elif key in JOINED and isinstance(item.data, list):
                yield f"{indent}{JOINED[key] or f'at least {written(least.plain()) if least else 1} of these:'}"
                for part in item.data:
                    yield from _lines(part, book, about, f"{indent}  ")
    else:
        yield f"{indent}{'- ' if indent else ''}{sentence(written(value.plain()), book, about)}"


def sentence(text: str, book: Rulebook, about: str = "") -> str:
    """One sentence of the rule language with titles in place of names."""
    whole = f"{about} {text}" if about and COMPARISON.match(text) else text
    first = whole.replace(",", " ").split()[0] if whole.split() else ""
    measure = book.measures.get(first)
    number = NUMBER.search(whole)
    if number and measure is not None and measure.unit:
        unit = "%" if "side ratio" in whole else measure.unit
        whole = f"{whole} {unit}"
    whole = TABLE.sub(lambda match: _table(match[1], book), whole)
    return NAME.sub(lambda match: _title(match[0], book) if match.start() == 0 else match[0], whole)


def _title(name: str, book: Rulebook) -> str:
    """What pages call something that conditions name; the name itself where it has no title."""
    if name in book.measures:
        return book.measures[name].title
    if name in book.flags:
        return f"{book.flags[name].title} ({name})"
    if name in book.contraindications:
        return str(book.contraindications[name].data.get("title") or name)
    if name in book.gates:
        return f"{name} ({book.gates[name].title})"
    return name


def _table(name: str, book: Rulebook) -> str:
    table = book.tables.get(name)
    if table is None:
        return f"the {name} table"
    return f"the table {name} ({'; '.join(rows(name, book))})"


def rows(name: str, book: Rulebook) -> list[str]:
    """The rows of a table in words: `up to 59: 15`, or a number for each word that it is split by."""
    from ..facts.values import plain

    table = book.tables[name]
    by, of = book.measures[table.by], book.measures[table.of]
    lines = []
    for up_to, cuts in table.rows:
        shown = ", ".join(f"{f'{word} ' if word else ''}{plain(of, cut)}" for word, cut in cuts.items())
        lines.append(f"{f'up to {plain(by, up_to)}' if up_to is not None else 'above'}: {shown}")
    return lines
