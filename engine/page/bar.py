"""One criterion as a bar in SVG: its bands, where each side stands, what the gates need.

Bands differ by their filling (hatched, dotted, plain) and by a word, never by colour alone; the left side stands above
the bar and the right one below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..audit.bars import Bar, Need, Value
from .plot import picture, text
from .scale import n

WIDTH, ALONE, SIDED, NEEDED = 360, 52, 66, 84  # how high: a bar by itself, with a side below it, with what is needed
LEFT, RIGHT = 8, 352
TOP, DEEP = 30, 18  # of the bar itself
PATTERNS = (
    '<svg class="patterns" aria-hidden="true" focusable="false" width="0" height="0"><defs>'
    '<pattern id="band-fail" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="hatch" d="M0 0V6"/></pattern>'
    '<pattern id="band-caution" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<circle class="dot" cx="2" cy="2" r="1"/></pattern></defs></svg>'
)
LETTER = 6.2  # the width of one, about
SHUT = ("not met", "not yet known")


def bar_picture(bar: Bar, number: int) -> str:
    """The picture of one criterion."""
    inside = [*_bands(bar), *_needs(bar), *(part for value in bar.values for part in _value(bar, value))]
    return picture(number, bar.title, described(bar), WIDTH, _height(bar), inside)


def _height(bar: Bar) -> int:
    if any(need.value is not None for need in _shown(bar)):
        return NEEDED
    return SIDED if len(bar.values) > 1 else ALONE


def described(bar: Bar) -> str:
    """The same in words."""
    said = f"{bar.seen}{f', {bar.band}' if bar.values else ''}"
    bands = f" Bands: {'; '.join(bar.said)}." if bar.said else ""
    needs = "".join(f" {need.gate} needs {need.text}: {need.status}." for need in _shown(bar))
    return f"{said[:1].upper()}{said[1:]}.{bands}{needs}"


def _x(bar: Bar, value: Fraction) -> float:
    share = (value - bar.low) / (bar.high - bar.low)
    return LEFT + (RIGHT - LEFT) * float(min(max(share, Fraction(0)), Fraction(1)))


def _bands(bar: Bar) -> Iterator[str]:
    """Fail, caution and pass from the worse end to the better one."""
    upward = bar.better == "higher"
    edges = [bar.fails, bar.passes] if upward else [bar.passes, bar.fails]
    names = ["fail", "caution", "pass"] if upward else ["pass", "caution", "fail"]
    known = [(edge, index) for index, edge in enumerate(edges) if edge is not None]
    start, first = Fraction(bar.low), 0 if bar.fails is not None or not upward else 1
    if not known:
        return
    for edge, index in [*known, (bar.high, len(edges))]:
        name = names[first] if first < len(names) else names[-1]
        x, end = _x(bar, start), _x(bar, edge)
        if end - x > 0.5:
            yield f'<rect class="band {name}" x="{n(x)}" y="{TOP}" width="{n(end - x)}" height="{DEEP}"/>'
            if end - x > len(name) * LETTER + 4:
                yield text((x + end) / 2, TOP + 13, name, "band-name")
        start, first = edge, index + 1


def _value(bar: Bar, value: Value) -> Iterator[str]:
    """A mark, and the side with its number beside it; the right side below the bar."""
    x, below = _x(bar, value.value), value.side == "right"
    y = TOP + DEEP + 3 if below else TOP - 3
    tip = f"M{n(x)} {y}l-5 {8 if below else -8}h10Z"
    yield f'<path class="now{" least" if value.open_ else ""}" d="{tip}"/>'
    words = f"{value.side} {value.text}".strip()
    left = x + 8 + len(words) * LETTER > RIGHT
    at = x - 8 if left else x + 8
    yield text(at, y + 9 if below else y - 2, words, "now-left" if left else "now-right")


def _shown(bar: Bar) -> list[Need]:
    """What is asked of it by the furthest gate, where several ask."""
    lines: dict[str, Need] = {}
    for need in bar.needs:
        lines[need.gate] = need
    found = list(lines.values())
    return [need for need in found if need.status in SHUT][-1:] or found[-1:]


def _needs(bar: Bar) -> Iterator[str]:
    for need in _shown(bar):
        if need.value is None:
            continue
        x = _x(bar, need.value)
        words = f"{need.gate} needs {need.text}"
        left = x + len(words) * LETTER > RIGHT
        yield f'<path class="cut" d="M{n(x)} {TOP - 6}V{NEEDED - 14}"/>'
        yield text(x if not left else max(x, len(words) * LETTER), NEEDED - 3, words, "need-left" if left else "need")


__all__ = ["PATTERNS", "bar_picture", "described"]
