"""One plot as SVG text: lines for sides, bars for amounts, what the gate ahead needs.

Sides differ by dash, by mark and by a word at their end, and only then by colour. What is at least so much has a
stroke above its mark, or a bar without a filling.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date
from html import escape

from ..journal.trends import Cut, Trend
from .drawn import WEEK, Drawn
from .history_words import needed, side_name, spans
from .scale import Days, Values, n, values_of

WIDTH, HEIGHT = 360, 210
LEFT, RIGHT, TOP, BOTTOM = 34, 14, 16, 26
SIDE_ROOM = 66  # for a word and a number at the end of a line
LINE = 13  # from one line of text to the next
HALF_A_DAY = 27  # half the width of the longest name of a tick
CROWDED = 25  # values from which on marks are smaller


def plot(what: Drawn, days: tuple[Date, Date], number: int) -> str:
    """The picture with its title and description; `number` makes their names the only ones in the page."""
    trend, sided = what.what, len(what.sides) > 1
    across = Days(*days, LEFT, WIDTH - (SIDE_ROOM if sided else RIGHT + LINE))
    told = [point.value for side in what.sides for point in side.points]
    cut = trend.cut
    up = values_of([*told, *([cut.value] if cut else [])], trend.whole, trend.most, HEIGHT - BOTTOM, TOP)
    inside = [*axes(across, up)]
    for side in sorted(what.sides, key=lambda each: bool(each.side)):   # what is of all sides lies below the others
        inside += _bars(side, across, up, what.weeks) if trend.whole else _line(side, sided, across, up)
    inside += _cut(cut, across, up) if cut is not None else []
    inside += _ends(what, across, up)
    return picture(number, trend.title, _described(what), WIDTH, HEIGHT, inside)


def picture(number: int, title: str, described: str, width: int, height: int, inside: Sequence[str]) -> str:
    """An SVG that a screen reader takes for one picture, with what it is and what it shows."""
    name = f"plot-{number}"
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name} {name}-says">\n'
        f'<title id="{name}">{escape(title)}</title>\n<desc id="{name}-says">{escape(described)}</desc>\n'
        + "\n".join(inside)
        + "\n</svg>"
    )


def text(x: float, y: float, words: str, name: str = "") -> str:
    of = f' class="{name}"' if name else ""
    return f'<text x="{n(x)}" y="{n(y)}"{of}>{escape(words)}</text>'


def axes(across: Days, up: Values) -> Iterator[str]:
    for value, words in up.ticks():
        y = up.y(value)
        yield f'<path class="grid" d="M{n(across.left)} {n(y)}H{n(across.right)}"/>'
        yield text(across.left - 5, y + 4, words, "value")
    yield from days_axis(across, up.bottom)


def days_axis(across: Days, bottom: float) -> Iterator[str]:
    yield f'<path class="axis" d="M{n(across.left)} {n(bottom)}H{n(across.right)}"/>'
    for day, words in across.ticks():
        x = across.x(day)
        yield f'<path class="axis" d="M{n(x)} {n(bottom)}v4"/>'
        yield text(min(max(x, HALF_A_DAY), WIDTH - HALF_A_DAY), bottom + 16, words, "day")


# ---- what is drawn --------------------------------------------------------------------------------------------------


def _line(side: Trend, sided: bool, across: Days, up: Values) -> list[str]:
    name = side.side or ("all" if sided else "one")
    places = [(across.x(point.date), up.y(point.value)) for point in side.points]
    path = "M" + "L".join(f"{n(x)} {n(y)}" for x, y in places)
    size = 2.2 if len(places) > CROWDED else 3.2
    marks = [_mark(name, x, y, size) for x, y in places if name != "all"]
    least = "".join(f"M{n(x)} {n(y - 5)}v-6" for (x, y), point in zip(places, side.points, strict=True) if point.open_)
    strokes = [f'<path class="least" d="{least}"/>'] if least else []
    return [f'<path class="line {name}" d="{path}"/>', *strokes, *marks]


def _mark(name: str, x: float, y: float, size: float) -> str:
    if name == "right":
        side = n(2 * size)
        return f'<rect class="mark right" x="{n(x - size)}" y="{n(y - size)}" width="{side}" height="{side}"/>'
    return f'<circle class="mark {name}" cx="{n(x)}" cy="{n(y)}" r="{n(size)}"/>'


def _bars(side: Trend, across: Days, up: Values, weeks: int) -> list[str]:
    """A bar stands over the days that its value is for."""
    a_day = (across.right - across.left) / across.length
    width = min(max(a_day * WEEK * (weeks or int(side.weekly)) * 0.8, 3), 18)
    found = []
    for point in side.points:
        y, name = up.y(point.value), "bar least" if point.open_ else "bar"
        x = min(across.x(point.date), across.right - width)
        height = max(up.bottom - y, 0.6)
        at = f'x="{n(x)}" y="{n(up.bottom - height)}" width="{n(width)}" height="{n(height)}"'
        found.append(f'<rect class="{name}" {at}/>')
    return found


def _cut(cut: Cut, across: Days, up: Values) -> list[str]:
    y = up.y(cut.value)
    above = y - LINE / 3 if y - LINE > up.top - LINE else y + LINE
    return [
        f'<path class="cut" d="M{n(across.left)} {n(y)}H{n(across.right)}"/>',
        text(across.left + 4, above, f"{cut.gate}: {cut.text}", "needed"),
    ]


def _ends(what: Drawn, across: Days, up: Values) -> list[str]:
    """A word and the last value at the end of each line, none over another."""
    if what.what.whole:
        point = what.what.points[-1]
        x = min(across.x(point.date) + LEFT / 5, across.right)
        return [text(x, up.y(point.value) - 4, point.text, "last")]
    ends: list[tuple[float, float, str]] = []
    for side in what.sides:
        point = side.points[-1]
        words = f"{side_name(side, what.sides)} {point.text}".strip()
        ends.append((up.y(point.value) + 4, across.x(point.date) + 7, words))
    found, free = [], float("-inf")
    for y, x, words in sorted(ends):
        free = max(y, free + LINE)
        found.append((x, free, words))
    over = max(0.0, free - up.bottom + 3)
    return [text(x, y - over, words, "end") for x, y, words in found]


def _described(what: Drawn) -> str:
    """What the picture shows, in words."""
    said = []
    for side in what.sides:
        name = side_name(side, what.sides)
        said.append(f"{name.capitalize()}: {spans(side)}." if name else f"{spans(side)}.".capitalize())
    if what.what.cut is not None:
        said.append(needed(what.what.cut))
    return " ".join(said)


