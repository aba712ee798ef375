"""The phases as a band over time, with a mark for each decision, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from html import escape

from ..journal.history import Row
from ..model import Rulebook
from .history_words import count, phase_name
from .html_pieces import paragraphs
from .plot import days_axis, picture, text
from .scale import Days, n

WIDTH, LEFT, RIGHT, TOP, LANE, FOOT = 360, 6, 10, 4, 34, 26
BAR_Y, BAR_HEIGHT = 18, 13
MOST = 60  # decisions; where there are more, those that go on as before have no mark
SHAPES = {  # around (0, 0)
    "place": "M0 -5L5 0L0 5L-5 0Z",
    "advance": "M0 -5L5 4H-5Z",
    "hold": "M-3.2 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0Z",
    "regress": "M0 5L5 -4H-5Z",
    "stop": "M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5",
}
WORDS = {"place": "placed", "advance": "moves on", "hold": "holds", "regress": "steps back", "stop": "stops"}
OTHER = "M-4 -4H4V4H-4Z"
GOES_ON = "hold"
RING = '<circle class="ring" r="7.1"/>'


@dataclass(frozen=True)
class Span:
    """A stretch of days in one phase, None for none; `until` is the first day of the next."""

    phase: str | None
    since: Date
    until: Date
    decisions: int


def spans_of(rows: Sequence[Row], last: Date) -> list[Span]:
    """The phases one after the other, each until a decision gave another."""
    found: list[Span] = []
    for row in rows:
        day = Date.fromisoformat(row.as_of)
        if found and found[-1].phase == row.phase:
            before = found.pop()
            found.append(Span(before.phase, before.since, last, before.decisions + 1))
            continue
        if found:
            before = found.pop()
            found.append(Span(before.phase, before.since, day, before.decisions))
        found.append(Span(row.phase, day, last, 1))
    return found


def band(rows: Sequence[Row], book: Rulebook, days: tuple[Date, Date], number: int) -> str:
    """The picture: a lane for each phase that there was, the later ones higher."""
    spans = spans_of(rows, days[1])
    order: list[str | None] = [phase.id for phase in reversed(book.phases)]
    there = dict.fromkeys(span.phase for span in spans)
    lanes = [each for each in order if each in there] + [each for each in there if each not in order]
    bottom = TOP + LANE * len(lanes) + FOOT / 4
    across = Days(*days, LEFT, WIDTH - RIGHT)
    inside = list(days_axis(across, bottom))
    tops = {phase: TOP + LANE * at for at, phase in enumerate(lanes)}
    for phase, top in tops.items():
        inside.append(text(LEFT, top + 12, phase_name(phase, book), "lane"))
        inside += [_bar(span, across, top) for span in spans if span.phase == phase]
    inside += [_mark(row, across, tops[row.phase]) for row in _drawn(rows)]
    title = "Phases and decisions over time"
    return picture(number, title, _described(spans, rows, book), WIDTH, int(bottom + FOOT), inside)


def table(rows: Sequence[Row], book: Rulebook, last: Date) -> str:
    """The band in words."""
    spans = spans_of(rows, last)
    lines = "".join(
        f'<tr><th scope="row">{escape(phase_name(span.phase, book))}</th><td>{span.since}</td>'
        f"<td>{_until(span) if span is not spans[-1] else 'now'}</td><td>{span.decisions}</td></tr>\n"
        for span in spans
    )
    heads = "".join(f'<th scope="col">{each}</th>' for each in ("Phase", "From", "To", "Decisions"))
    caption = "<caption>The phases in order</caption>"
    return f"<table>\n{caption}\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}</tbody>\n</table>"


def legend(rows: Sequence[Row]) -> str:
    """What the marks mean, of those that there are."""
    outcomes = {row.outcome if row.outcome in SHAPES else "" for row in _drawn(rows)}
    items = [(_shape(each), WORDS.get(each, "another decision")) for each in (*SHAPES, "") if each in outcomes]
    if any(row.corrected for row in rows):
        items.append((RING, "corrected since; the list says what would change"))
    picture_of = '<svg class="key" viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">{}</svg>'
    lines = "".join(f"<li>{picture_of.format(shape)} {escape(words)}</li>\n" for shape, words in items)
    few = paragraphs(["Decisions that hold are not drawn: there are too many."] if len(rows) > MOST else [], "about")
    return f'<ul class="legend">\n{lines}</ul>\n{few}'


def _drawn(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if len(rows) <= MOST or row.outcome != GOES_ON or row.corrected]


def _bar(span: Span, across: Days, top: float) -> str:
    x, end = across.x(span.since), across.x(span.until)
    return (f'<rect class="phase" x="{n(x)}" y="{n(top + BAR_Y)}" width="{n(max(end - x, 2))}" '
            f'height="{BAR_HEIGHT}"/>')  # fmt: skip


def _mark(row: Row, across: Days, top: float) -> str:
    ring = RING if row.corrected else ""
    at = f"translate({n(across.x(row.as_of))} {n(top + BAR_Y + BAR_HEIGHT / 2)})"
    return f'<g transform="{at}">{_shape(row.outcome)}{ring}</g>'


def _shape(outcome: str) -> str:
    name = "cross" if outcome == "stop" else "decided"
    return f'<path class="{name}" d="{SHAPES.get(outcome, OTHER)}"/>'


def _until(span: Span) -> str:
    """Its last day; of two phases on one day that day for both."""
    return str(max(span.since, span.until - timedelta(days=1)))


def _described(spans: Sequence[Span], rows: Sequence[Row], book: Rulebook) -> str:
    said = [f"{phase_name(span.phase, book)} from {span.since}" for span in spans]
    another = sum(row.corrected for row in rows)
    return (f"{count(len(rows), 'decision').capitalize()}. {'; '.join(said)}."
            + (f" {another} corrected since." if another else ""))  # fmt: skip
