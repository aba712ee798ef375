"""An athlete over time, for the terminal. Bars have their numbers beside them: nothing is told by shape alone."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ..derivations.derive import Derived, Fact
from ..journal.history import Row
from ..journal.trends import Trend
from ..model import Rulebook
from .history_words import count, decided_by, described, fact_words, marks, needed, read_with, side_name, spans, stands

INDENT = 12
BESIDE = 11  # where values begin, beside the side


def history_text(athlete: str, rows: Sequence[Row], trends: Sequence[Trend], book: Rulebook, width: int,
                 bars: bool = True, log: Derived | None = None) -> str:
    """The whole page.

    log  : what sessions and runs say today
    bars : False where the terminal has no letters for them
    """
    out = [f"{athlete}: {count(len(rows), 'decision')}" + (f", {rows[0].as_of} to {rows[-1].as_of}" if rows else "")]
    for sentence in read_with(book):
        out += textwrap.wrap(sentence, max(width, 40), subsequent_indent="  ", break_long_words=False)
    for number, row in enumerate(rows):
        out += ["", *_row(row, decided_by(rows, number), book, width)]
    if trends:
        out += ["", "How it went, first to last" + (" (a bar for each value, lowest to highest)" if bars else "")]
        out += [line for trend in trends for line in _trend(trend, trends, bars, width)]
    facts = [*log.facts.items(), *log.shown.items()] if log is not None else []
    if facts:
        out += ["", "What the log says, and the entries that say so"]
        out += [line for name, fact in facts for line in _fact(name, fact, book, width)]
    return "\n".join(out) + "\n"


def _fact(name: str, fact: Fact, book: Rulebook, width: int) -> list[str]:
    return textwrap.wrap(fact_words(name, fact, book), max(width, 40), initial_indent="  ", subsequent_indent="    ",
                         break_long_words=False)  # fmt: skip


def _row(row: Row, by: list[str], book: Rulebook, width: int) -> list[str]:
    out = [f"{row.as_of}  {stands(row, book)}", *(" " * INDENT + line for line in _first(row.say, width - INDENT))]
    for sentence in by:
        out += textwrap.wrap(sentence, max(width, INDENT + 40), initial_indent=" " * INDENT,
                             subsequent_indent=" " * INDENT, break_long_words=False)  # fmt: skip
    for mark in marks(row, book):
        inner = textwrap.wrap(mark, max(width - INDENT - 2, 40), break_long_words=False, break_on_hyphens=False)
        out += [" " * INDENT + ("  " if number else "* ") + line for number, line in enumerate(inner)]
    return out


def _first(text: str, width: int) -> list[str]:
    """The first line of it, with dots where it goes on."""
    whole, short = (textwrap.wrap(text, max(each, 36), break_long_words=False, break_on_hyphens=False)
                    for each in (width, width - len(" ...")))  # fmt: skip
    return whole if len(whole) < 2 else [f"{short[0]} ..."]


def _trend(trend: Trend, trends: Sequence[Trend], bars: bool, width: int) -> list[str]:
    same = [each for each in trends if each.name == trend.name]
    out = []
    if same[0] is trend:
        about = described(trend)
        out += textwrap.wrap(f"{trend.title}{f' ({about})' if about else ''}", max(width, 40), initial_indent="  ",
                             subsequent_indent="    ", break_long_words=False)  # fmt: skip
        if trend.cut is not None:
            out += textwrap.wrap(needed(trend.cut), max(width, 40), initial_indent="    ", subsequent_indent="      ",
                                 break_long_words=False)  # fmt: skip
    lines = textwrap.wrap(f"{side_name(trend, same):<6} {spans(trend)}", max(width, 40), initial_indent="    ",
                          subsequent_indent=" " * BESIDE, drop_whitespace=True)  # fmt: skip
    if not bars:
        return [*out, *lines]
    beside = len(lines[-1]) + len(f"  {trend.bars}") <= max(width, 40)
    return [*out, *lines[:-1], f"{lines[-1]}  {trend.bars}"] if beside else [*out, *lines, " " * BESIDE + trend.bars]
