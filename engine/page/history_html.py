"""A history as one HTML file: nothing outside it, no script. Each picture has its numbers as a table beside it.

The words are those of the terminal's page. Without colour, on paper, on a telephone and read aloud it says the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from html import escape

from ..derivations.derive import Derived, Fact
from ..journal.history import Row
from ..journal.trends import Trend
from ..model import Rulebook
from .drawn import Drawn, drawn, gap
from .history_style import HISTORY_STYLE
from .history_words import (
    count,
    decided_by,
    described,
    fact_words,
    in_words,
    marks,
    needed,
    read_with,
    side_name,
    stands,
)
from .html_pieces import listed, paragraphs, section, whole_file
from .html_style import STYLE
from .phase_band import band, legend, table
from .plot import plot
from .text import GUIDANCE

PARTS = {
    "phases": "Phases",
    "decisions": "Decisions",
    "trends": "How it went",
    "log": "What the log says",
}


def history_html(athlete: str, rows: Sequence[Row], trends: Sequence[Trend], book: Rulebook, day: Date,
                 log: Derived | None = None) -> str:
    """The whole file.

    day : the day on which it is asked, to which the drawings go
    log : what sessions and runs say on that day
    """
    told = [*(row.as_of for row in rows), *(point.date for trend in trends for point in trend.points)]
    all_days = [day, *(Date.fromisoformat(each) for each in told)]
    days = min(all_days), max(all_days)
    parts = {
        "phases": _phases(rows, book, days),
        "decisions": _decisions(rows, book),
        "trends": _trends(drawn(trends), days),
        "log": listed(fact_words(name, fact, book) for name, fact in _facts(log)),
    }
    shown = {name: inside for name, inside in parts.items() if inside}
    body = [_head(athlete, rows, book, day), _contents(shown)]
    body += [section(name, PARTS[name], inside, name) for name, inside in shown.items()]
    return whole_file(f"{athlete}: history", STYLE + HISTORY_STYLE, "\n".join(body))


def _facts(log: Derived | None) -> list[tuple[str, Fact]]:
    return [*log.facts.items(), *log.shown.items()] if log is not None else []


def _head(athlete: str, rows: Sequence[Row], book: Rulebook, day: Date) -> str:
    between = f", {rows[0].as_of} to {rows[-1].as_of}" if rows else ""
    title = f"{athlete}: {count(len(rows), 'decision')}{between}"
    last = [f"Last decided for {rows[-1].as_of}: {stands(rows[-1], book)}."] if rows else []
    if corrected := sum(row.corrected for row in rows):
        last.append(f"Corrected or added to since: {count(corrected, 'decision')}, marked with a *.")
    return (
        f'<header>\n<p class="who">As of {day}</p>\n<h1>{escape(title)}</h1>\n'
        f"{paragraphs([*last, *read_with(book)])}\n{paragraphs([GUIDANCE], 'guidance')}\n</header>"
    )


def _contents(shown: dict[str, str]) -> str:
    links = "".join(f'<li><a href="#{name}">{PARTS[name]}</a></li>\n' for name in shown)
    return f'<nav aria-label="On this page">\n<ul>\n{links}</ul>\n</nav>' if links else ""


def _phases(rows: Sequence[Row], book: Rulebook, days: tuple[Date, Date]) -> str:
    if not rows:
        return ""
    picture = f"{band(rows, book, days, 0)}\n{legend(rows)}"
    return _beside(picture, table(rows, book, days[1]), "The phases in order")


def _decisions(rows: Sequence[Row], book: Rulebook) -> str:
    lines = []
    for number, row in enumerate(rows):
        head = f'<p><time datetime="{escape(row.as_of)}">{escape(row.as_of)}</time> {escape(stands(row, book))}</p>'
        marked = paragraphs([f"* {mark}" for mark in marks(row, book)], "marked")
        lines.append(f"<li>\n{head}\n{paragraphs([row.say, *decided_by(rows, number)])}\n{marked}</li>\n")
    return f'<ol class="decided">\n{"".join(lines)}</ol>' if lines else ""


# ---- how it went ----------------------------------------------------------------------------------------------------


def _trends(all_of_it: Sequence[Drawn], days: tuple[Date, Date]) -> str:
    others: dict[str, list[Drawn]] = {"Exercise by exercise": [], "Always the same": [], "Few values so far": []}
    by_exercise, still, few = others.values()
    found: list[str] = []
    for each in all_of_it:
        if each.what.part or each.still or each.few:
            (by_exercise if each.what.part else still if each.still else few).append(each)
        else:
            found.append(_trend(each, days, len(found) + 1))
    for title, these in others.items():
        if these:
            found.append(f"<h3>{title}</h3>\n{listed(in_words(each.sides) for each in these)}")
    return "\n".join(found)


def _trend(what: Drawn, days: tuple[Date, Date], number: int) -> str:
    trend = what.what
    about = [described(trend), needed(trend.cut) if trend.cut is not None else "", _stretches(what)]
    return (
        f'<section class="trend">\n<h3>{escape(trend.title)}</h3>\n{paragraphs(about, "about")}\n'
        f"{_beside(plot(what, days, number), _numbers(what), trend.title)}\n</section>"
    )


def _stretches(what: Drawn) -> str:
    """What a value stands for where not all are drawn, and what is only a least."""
    said = []
    if len(what.sides) > 1 and not what.sides[-1].side:
        said.append("The wide pale line: all of it, whatever the side.")
    if what.weeks:
        which = {"last": "the last", "largest": "the largest", "mean": "the average"}[what.what.of_many]
        said.append(f"One value for {'each week' if what.weeks == 1 else f'every {what.weeks} weeks'}: {which}.")
    if any(point.open_ for side in what.sides for point in side.points):
        how = "an empty bar" if what.what.whole else "a stroke above the mark"
        said.append(f"At least so much: {how}, and a + in the table.")
    return " ".join(said)


def _numbers(what: Drawn) -> str:
    trend = what.what
    both = [side.side for side in what.sides] == ["left", "right"] and trend.measure
    names = [side_name(side, what.sides).capitalize() or trend.unit or "Value" for side in what.sides]
    heads = ["Weeks from" if what.weeks > 1 else "Week of" if what.weeks or trend.weekly else "Day", *names]
    heads += ["Between them, %"] if both else []
    lines = []
    for date, points in what.rows():
        cells = [point.text if point is not None else "" for point in points]
        cells += [gap(points[0], points[1])] if both else []
        lines.append(f'<tr><th scope="row">{date}</th>{"".join(f"<td>{escape(each)}</td>" for each in cells)}</tr>\n')
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    caption = f"<caption>{escape(trend.title)}: the numbers</caption>"
    return f'<table>\n{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{"".join(lines)}</tbody>\n</table>'


def _beside(picture: str, numbers: str, title: str) -> str:
    """A picture, and its numbers in a box that can be scrolled with keys too."""
    label = escape(f"{title}: the numbers")
    return (
        f'<div class="beside">\n<div>\n{picture}\n</div>\n'
        f'<div class="numbers" role="region" tabindex="0" aria-label="{label}">\n{numbers}\n</div>\n</div>'
    )
