"""An athlete over time, for the terminal. Bars have their numbers beside them: nothing is told by shape alone."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ..derivations.derive import Derived, Fact
from ..journal.history import Row
from ..journal.trends import Trend
from ..model import Rulebook
from .history_words import count, described, marks, needed, phase_name, side_name, spans

INDENT = 12
MOST_SHOWN = 6  # entries beside a fact


def history_text(athlete: str, rows: Sequence[Row], trends: Sequence[Trend], book: Rulebook, width: int,
                 bars: bool = True, log: Derived | None = None) -> str:
    """The whole page.

    log  : what sessions and runs say today
    bars : False where the terminal has no letters for them
    """
    out = [f"{athlete}: {count(len(rows), 'decision')}" + (f", {rows[0].as_of} to {rows[-1].as_of}" if rows else "")]
    for row in rows:
        out += ["", *_row(row, book, width)]
    if trends:
        out += ["", "How it went, first to last" + (" (a bar for each value, lowest to highest)" if bars else "")]
        out += [line for trend in trends for line in _trend(trend, trends, bars, width)]
    facts = [*log.facts.items(), *log.shown.items()] if log is not None else []
    if facts:
        out += ["", "What the log says, and the entries that say so"]
        out += [line for name, fact in facts for line in _fact(name, fact, book, width)]
    return "\n".join(out) + "\n"


def _fact(name: str, fact: Fact, book: Rulebook, width: int) -> list[str]:
    """Its title, with the side, exercise or ladder that it is of; the value; the entries."""
    of, what = name.rpartition(".")[2], book.derivations[fact.name]
    each = book.exercises.get(of) or book.ladders.get(of) if what.for_each else None
    whose = of if of in ("left", "right") else str(getattr(each, "name", "") or getattr(each, "title", ""))
    value = fact.value
    if isinstance(value, dict):
        rung = book.exercises.get(str(value.get("exercise")))
        value = f"{rung.name if rung else value.get('exercise')}, {count(int(value.get('clean', 0)), 'clean session')}"
    unit = "" if fact.unit in ("", "count") else f" {fact.unit}"
    some = _shown(fact.entries)
    text = f"{fact.title}{f', {whose}' if whose else ''}: {value}{unit}{f' ({some})' if some else ''}"
    return textwrap.wrap(text, max(width, 40), initial_indent="  ", subsequent_indent="    ", break_long_words=False)


def _shown(entries: Sequence[int]) -> str:
    """Entry 7; entries 3, 5; of many the last ones."""
    if len(entries) > MOST_SHOWN:
        return f"{len(entries)} entries, the last {', '.join(str(each) for each in entries[-MOST_SHOWN:])}"
    return f"entr{'y' if len(entries) == 1 else 'ies'} {', '.join(str(each) for each in entries)}" if entries else ""


def _row(row: Row, book: Rulebook, width: int) -> list[str]:
    lines = textwrap.wrap(row.say, max(width - INDENT, 40), break_long_words=False, break_on_hyphens=False)
    phase = phase_name(row.phase, book)
    head = f"{row.as_of}  {phase}" + (f", jumps {row.tier}" if row.tier else "") + f"; today: {row.today}"
    out = [head, *(" " * INDENT + line for line in lines[:1])]
    if len(lines) > 1:
        out[-1] += " ..." if len(out[-1]) + 4 <= width else "..."
    for mark in marks(row, book):
        inner = textwrap.wrap(mark, max(width - INDENT - 2, 40), break_long_words=False, break_on_hyphens=False)
        out += [" " * INDENT + ("  " if number else "* ") + line for number, line in enumerate(inner)]
    return out


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
    side = f"{side_name(trend, same):<6}"
    out.append(f"    {side} {spans(trend)}" + (f"  {trend.bars}" if bars else ""))
    return out
