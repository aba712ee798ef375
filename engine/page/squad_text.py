"""A squad for the terminal: a line each in columns, below it why it needs a look, or the reason of the decision."""

from __future__ import annotations

import textwrap

from tabulate import tabulate

from ..squad.row import in_short
from ..squad.squad import Line, Squad
from .squad_words import CHANGED, HEADS, NOTHING, cell, columns, first_line, keys

LEAST = 60  # columns; below that lines are wrapped by the terminal
GAP = 2
WIDE = 118  # columns that all of it takes; with fewer what a number is of stands below it
SHORTEST = {"pain": 16, "side": 16, "phase": 8, "name": 12}  # columns that are cut where room lacks, in this order
HEADS_SHORT = {**HEADS, "side": "Sides", "pain": "Pain", "silent_days": "Days"}
RIGHT = ("adherence", "silent_days")
MARK = "! "


def squad_text(squad: Squad, width: int) -> str:
    """The whole page, ending in a newline."""
    width = max(width, LEAST)
    out = [f"{first_line(squad)}.", ""]
    if squad.lines:
        out += [*_table(squad, width), ""]
        out += [line for text in keys(squad) for line in _wrap(text, width)]
    if squad.since is not None:
        out += ["", CHANGED.format(since=squad.since)]
        for line in squad.changed:
            out += _wrap(f"{line.name}: {' '.join(line.changed)}", width, "  ", "    ")
        out += [] if squad.changed else [f"  {NOTHING}"]
    for text in squad.standing:
        out += ["", *_wrap(text, width)]
    return "\n".join(out) + "\n"


def _table(squad: Squad, width: int) -> list[str]:
    shown, wide = columns(squad), width >= WIDE
    rows = [[_cell(line, key, squad, wide) for key in shown] for line in squad.lines]
    heads = [HEADS_SHORT[key] for key in shown]
    for key, least in SHORTEST.items():
        over = sum(_widths([heads, *rows])) + GAP * (len(shown) - 1) - width
        if over > 0 and key in shown:
            number = shown.index(key)
            most = max(least, max(len(row[number]) for row in rows) - over)
            for row in rows:
                row[number] = row[number] if len(row[number]) <= most else f"{row[number][: most - 2].rstrip(' -,')}.."
    ruled = ["-" * each for each in _widths([heads, *rows])]
    sides = ["right" if key in RIGHT else "left" for key in shown]
    # Its own head would be padded by two columns.
    drawn = tabulate([heads, ruled, *rows], tablefmt="plain", colalign=sides, disable_numparse=True).splitlines()
    out = [line.rstrip() for line in drawn[:2]]
    for text, line in zip(drawn[2:], squad.lines, strict=True):
        out += [text.rstrip(), *_below(line, width, wide)]
    return out


def _widths(rows: list[list[str]]) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


def _cell(line: Line, key: str, squad: Squad, wide: bool) -> str:
    """The cell; a narrow one has the number alone."""
    text = cell(line, key, squad)
    if key == "pain" and not wide:
        return text.partition(",")[0]
    if key == "side" and line.side_per_cent is not None:
        full = text.replace(" (", ", ").partition(", weaker")[0].removesuffix(")")
        return full if wide else f"{line.side_per_cent} %"
    return text


def _below(line: Line, width: int, wide: bool) -> list[str]:
    """Why it needs a look; of the others the first sentence of the reason, on one line; and what the numbers are of."""
    out = [each for why in line.why for each in _wrap(why, width, f"  {MARK}", "    ")]
    say = in_short(line.say)
    if not out and say:
        out.append(f"  {say}" if len(say) <= width - 2 else f"  {say[: width - 6].rsplit(' ', 1)[0]} ...")
    of = []
    if line.side_per_cent:
        of.append(f"Sides: {(line.side or '').partition('(')[2].removesuffix(')')}.")
    if line.pain_where and not any(line.pain_where in why for why in line.why):
        of.append(f"Pain: {line.pain_where}.")
    return out + (_wrap(" ".join(of), width, "  ", "    ") if not wide else [])


def _wrap(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=others, break_long_words=False,
                         break_on_hyphens=False)  # fmt: skip
