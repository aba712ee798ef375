"""A conclusion's own form, by which it is the same in two rulebooks or not, and the measures that it compares."""

from __future__ import annotations

import re

from ..facts.values import plain
from ..logic import PART, AtLeast, Below, Known, Ref, Sure, leaves, measure_of
from ..model import Rulebook
from .measured import words_of
from .people import RATIO, rooted

CUT = re.compile(r"fact='([^']*)', cut=(-?\d+)")


def written_out(name: str, book: Rulebook) -> str:
    """A conclusion's own form with the nameless parts of its condition and its tables in it; "" where there is none.

    Cuts are values and words in it, and no steps: the same number of other steps is another cut.
    """
    conclusion = book.conclusions.get(name)
    if conclusion is None:
        return ""
    text = CUT.sub(lambda cut: f"fact='{cut[1]}', cut='{_value(cut[1], int(cut[2]), book)}'",
                   f"{conclusion.stage} {conclusion.formula!r}")  # fmt: skip
    for part in sorted({each for each in text.split("'") if each.startswith(PART)}, key=len, reverse=True):
        text = text.replace(f"'{part}'", f"({written_out(part, book)})")
    tables = {leaf.fact.partition("~")[2] for leaf in leaves(conclusion.formula)
              if isinstance(leaf, (AtLeast, Below)) and "~" in leaf.fact}  # fmt: skip
    asked = [book.tables[table] for table in sorted(tables)]
    rows = [(each.name, each.of, each.by, each.split,
             [(None if up_to is None else _value(each.by, up_to, book),
               {split: _value(each.of, cut, book) for split, cut in cells.items()})
              for up_to, cells in each.rows]) for each in asked]  # fmt: skip
    return f"{text} {rows}" if rows else text


def _value(fact: str, cut: int, book: Rulebook) -> str:
    """A cut of a fact in the unit of its measure, or as a word."""
    measure = book.measures.get(measure_of(fact))
    if measure is None or fact.endswith(RATIO):
        return str(cut)
    words = words_of(measure)
    if measure.kind == "number" or 0 <= cut < len(words):
        return plain(measure, cut)
    return "beyond the last" if cut >= len(words) else "before the first"


def measures_read(name: str, book: Rulebook) -> frozenset[str]:
    """The measures that a conclusion compares itself, or by way of the nameless parts of its condition."""
    conclusion, found = book.conclusions.get(name), set[str]()
    for leaf in leaves(conclusion.formula) if conclusion is not None else ():
        if isinstance(leaf, (AtLeast, Below, Known)):
            found.update(map(measure_of, rooted(leaf.fact, book)))
        elif isinstance(leaf, (Ref, Sure)) and leaf.name.startswith(PART):
            found |= measures_read(leaf.name, book)
    return frozenset(found)
