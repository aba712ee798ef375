"""An athlete over time, for the terminal. Bars have their numbers beside them: nothing is told by shape alone."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ..derivations.derive import Derived, Fact
from ..journal.history import Row, Trend
from ..model import Rulebook

INDENT = 12
MOST_SHOWN = 6  # entries beside a fact


def history_text(athlete: str, rows: Sequence[Row], trends: Sequence[Trend], book: Rulebook, width: int,
                 bars: bool = True, log: Derived | None = None) -> str:
    """The whole page.

    log  : what sessions and runs say today
    bars : False where the terminal has no letters for them
    """
    out = [f"{athlete}: {_count(len(rows), 'decision')}" + (f", {rows[0].as_of} to {rows[-1].as_of}" if rows else "")]
    for row in rows:
        out += ["", *_row(row, book, width)]
    if trends:
        out += ["", "Measures, first to last" + (" (a bar for each value, lowest to highest)" if bars else "")]
        out += [line for trend in trends for line in _trend(trend, trends, bars)]
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
        value = f"{rung.name if rung else value.get('exercise')}, {_count(int(value.get('clean', 0)), 'clean session')}"
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
    phase = _phase(row.phase, book)
    head = f"{row.as_of}  {phase}" + (f", jumps {row.tier}" if row.tier else "") + f"; today: {row.today}"
    out = [head, *(" " * INDENT + line for line in lines[:1])]
    if len(lines) > 1:
        out[-1] += " ..." if len(out[-1]) + 4 <= width else "..."
    if row.now is not None:
        now = f"{row.now['outcome']}, {_phase(row.now['phase'], book)}"
        now += f", jumps {row.now['tier']}" if row.now["tier"] else ""
        out.append(f"{' ' * INDENT}* With what is known now: {now}; today: {row.now['today']}.")
    elif row.corrected:
        out.append(f"{' ' * INDENT}* Corrected or added to since; the decision would be the same.")
    return out


def _trend(trend: Trend, trends: Sequence[Trend], bars: bool) -> list[str]:
    same = [each for each in trends if each.measure is trend.measure]
    out = []
    if same[0] is trend:
        better = {"higher": "higher is better", "lower": "lower is better"}.get(trend.measure.better, "")
        about = ", ".join(part for part in (trend.measure.unit, better) if part)
        out.append(f"  {trend.measure.title}" + (f" ({about})" if about else ""))
    first, last = trend.points[0], trend.points[-1]
    lowest = min(trend.points, key=lambda each: each.steps)
    highest = max(trend.points, key=lambda each: each.steps)
    side = f"{trend.side:<6}" if trend.side else " " * 6
    numbers = f"{trend.text(first)} on {first.date}, {trend.text(last)} on {last.date}"
    if len(trend.points) > len((first, last)):
        numbers += f"; lowest {trend.text(lowest)}, highest {trend.text(highest)} of {len(trend.points)}"
    out.append(f"    {side} {numbers}" + (f"  {trend.bars}" if bars else ""))
    return out


def _phase(name: str | None, book: Rulebook) -> str:
    phase = book.phase(name) if name else None
    return phase.title if phase is not None else name or "no phase yet"


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
