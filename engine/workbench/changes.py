"""How a measure changes, in a sentence: through what, how fast, and what that is priced at."""

from __future__ import annotations

from ..changing import NOTHING, Span
from ..model import Rulebook
from .pieces import Named, Pieces


def changes(name: str, book: Rulebook) -> Pieces:
    """The way of changing of a measure that has one."""
    way, unit = book.changing.by_measure[name], book.measures[name].unit
    named = Named("changing", way.name, way.title)
    if way.through == NOTHING:
        return ("through nothing (", named, ")")
    rate = f", {_span(way.rate)} {unit} a week".replace("  ", " ") if way.rate is not None else ""
    takes = f", {_span(way.takes)} weeks whatever there is to gain" if way.takes is not None else ""
    known = ", counted by the log" if way.counted else ""
    weekly = f" and {way.effort_a_week} a week" if way.effort_a_week else ""
    return (f"through {way.through}{rate}{takes}{known}; {way.effort} points{weekly} (", named, ")")


def _span(span: Span) -> str:
    low, high = (f"{float(each):g}" for each in span)
    return low if low == high else f"{low} to {high}"
