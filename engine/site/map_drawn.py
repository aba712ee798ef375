"""The map: the phases from top to bottom with the gates between them, beside them the tiers of jumping, below what is
asked every day. One SVG, narrow enough for a telephone; each box leads to its page."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ..model import Gate, Rulebook
from ..page.plot import text
from ..page.scale import n
from .address import Addresses

WIDTH, LEFT_WIDTH, RIGHT_AT = 360, 222, 246
LINE, PAD, BETWEEN = 15, 8, 16
WIDE, NARROW = 32, 14  # letters on a line
ARROW = 5


@dataclass(frozen=True)
class Box:
    """A box of the map. `kind`: gate, phase, tier or daily, by which it looks; `lines` of text, the first bold."""

    kind: str
    address: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + 2 * PAD - 3

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    def drawn(self) -> str:
        cut = 10 if self.kind == "gate" else 0
        right, bottom, y = self.x + self.width, self.bottom, self.y
        shape = (
            f"M{n(self.x + cut)} {n(y)}H{n(right - cut)}L{n(right)} {n((y + bottom) / 2)}L{n(right - cut)} {n(bottom)}"
            f"H{n(self.x + cut)}L{n(self.x)} {n((y + bottom) / 2)}Z"
            if cut
            else f"M{n(self.x)} {n(y)}H{n(right)}V{n(bottom)}H{n(self.x)}Z"
        )
        texts = "".join(
            text(self.x + PAD + cut, y + PAD + 9 + LINE * at, words, "" if at else "name")
            for at, words in enumerate(self.lines)
        )
        return f'<a href="{self.address}"><path class="{self.kind}" d="{shape}"/>{texts}</a>'


def map_of(book: Rulebook, addresses: Addresses) -> str:
    """The picture of a rulebook's phases, gates and tiers, as it stands at the top of the site."""
    boxes: list[Box] = []
    lines: list[str] = []
    y = 2.0
    starts: dict[str, Box] = {}
    for phase in book.phases:
        gate = book.gate_of(phase.order)
        words = [f"Phase {phase.order}", *textwrap.wrap(phase.title, WIDE)]
        for kind, lines_ in (("gate", _gate_lines(gate, WIDE - 4) if gate else []), ("phase", words)):
            if lines_:
                thing = ("gate", gate.id) if kind == "gate" and gate else ("phase", phase.id)
                box = Box(kind, addresses.of(thing), tuple(lines_), 1, y, LEFT_WIDTH)
                lines += [_arrow(box.middle, boxes[-1].bottom, y)] if boxes else []
                boxes.append(box)
                y = box.bottom + BETWEEN
        starts[phase.id] = boxes[-1]
    tiers = _tiers(book, addresses, starts, lines)
    y = max([y, *(box.bottom + BETWEEN for box in tiers)])
    daily = _daily(book, addresses, y)
    bottom = max(box.bottom for box in [*boxes, *tiers, *daily]) + 2
    inside = [*lines, *(box.drawn() for box in [*boxes, *tiers, *daily])]
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH} {n(bottom)}" role="group" aria-labelledby="map map-says">\n'
        f'<title id="map">Map of phases and gates</title>\n<desc id="map-says">{escape(_described(book))}</desc>\n'
        + "\n".join(inside)
        + "\n</svg>"
    )


def _gate_lines(gate: Gate, letters: int) -> list[str]:
    count = len(gate.lines)
    return [f"{gate.id}, {count} line{'' if count == 1 else 's'}", *textwrap.wrap(gate.title, letters)]


def _tiers(book: Rulebook, addresses: Addresses, starts: dict[str, Box], lines: list[str]) -> list[Box]:
    """The tiers, each beside the phase in which it begins and below the one before it."""
    found: list[Box] = []
    for tier in book.tiers:
        start = starts.get(tier.from_phase)
        gate = book.tier_gate(tier.id)
        y = max([start.y if start else 0, *(box.bottom + BETWEEN for box in found)])
        words = [f"{tier.id}, jumps", *textwrap.wrap(tier.title, NARROW)]
        words += [f"{len(gate.lines)} line{'' if len(gate.lines) == 1 else 's'}"] if gate else []
        thing = ("gate", gate.id) if gate else ("tier", tier.id)
        box = Box("tier", addresses.of(thing), tuple(words), RIGHT_AT, y, WIDTH - RIGHT_AT - 1)
        if start is not None and y == start.y:
            lines.append(f'<path class="way" d="M{LEFT_WIDTH + 1} {n(y + PAD + LINE)}H{RIGHT_AT}"/>')
        elif found:
            lines.append(_arrow(box.middle, found[-1].bottom, y))
        found.append(box)
    return found


def _daily(book: Rulebook, addresses: Addresses, y: float) -> list[Box]:
    """What is asked every day: readiness, running load and time off."""
    parts = {"today": book.today_gate, "running_load": book.running_gate, "time_off": book.time_off_gate}
    there = {part: gate for part, gate in parts.items() if gate[0] and addresses.of(("parts", part))}
    width = (WIDTH - 2 - BETWEEN / 2 * (len(there) - 1)) / max(len(there), 1)
    found = []
    for at, (part, (name, title)) in enumerate(there.items()):
        words = (name, *textwrap.wrap(title, NARROW))
        found.append(Box("daily", addresses.of(("parts", part)), words, 1 + at * (width + BETWEEN / 2), y, width))
    return found


def _arrow(x: float, above: float, below: float) -> str:
    head = f"M{n(x - ARROW)} {n(below - ARROW)}L{n(x)} {n(below)}L{n(x + ARROW)} {n(below - ARROW)}"
    return f'<path class="way" d="M{n(x)} {n(above)}V{n(below)}{head}"/>'


def _described(book: Rulebook) -> str:
    """The map in words."""
    steps = [f"{gate.id} opens phase {phase.order}, {phase.title}" for phase in book.phases
             if (gate := book.gate_of(phase.order)) is not None]  # fmt: skip
    tiers = [f"{gate.id} opens {tier.title}, from {phase.title}" for tier in book.tiers
             if (gate := book.tier_gate(tier.id)) and (phase := book.phase(tier.from_phase))]  # fmt: skip
    daily = [f"{name}, {title}" for name, title in _named(book.today_gate, book.running_gate, book.time_off_gate)]
    said = [_sentence("Phases", steps), _sentence("Tiers of jumping", tiers), _sentence("Every day", daily)]
    return " ".join(each for each in said if each)


def _named(*gates: tuple[str, str]) -> list[tuple[str, str]]:
    return [gate for gate in gates if gate[0]]


def _sentence(what: str, parts: Sequence[str]) -> str:
    return f"{what}: {'; '.join(parts)}." if parts else ""
