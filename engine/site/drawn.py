"""Bands as bars and ladders as steps: lists that look like what they say, and read the same without their looks."""

from __future__ import annotations

from html import escape

from ..model import Measure
from ..plan.beside import easier_than, harder_than, swaps_for
from ..training import Exercise, Ladder
from ..workbench.bands import Bar
from ..workbench.pieces import Named
from .writing import Writing


def bars_drawn(bars: list[Bar], measure: Measure) -> str:
    """A bar for each row, the worse end first; the word of the band stands in it."""
    if not bars:
        return ""
    found = []
    for bar in bars:
        parts = "".join(f'<li class="{band}"><b>{band}</b> {escape(values)}</li>\n' for band, values in bar.bands)
        head = f'<p class="for">{escape(bar.of[:1].upper() + bar.of[1:])}</p>\n' if bar.of else ""
        found.append(f'{head}<ol class="bar">\n{parts}</ol>')
    unit = f"In {measure.unit}. " if measure.unit else ""
    sides = "Each side for itself. " if measure.sides else ""
    ends = {"higher": "The higher, the better.", "lower": "The lower, the better; the worse end stands first."}
    note = f"{unit}{sides}{ends.get(measure.better, '')} The bar is not to scale."
    return f'<div class="bands">\n{chr(10).join(found)}\n<p class="about">{escape(note)}</p>\n</div>'


def ladder_drawn(ladder: Ladder, writing: Writing, here: str = "") -> str:
    """The rungs as steps, the hardest on top. `here`: the exercise whose page it is."""
    rungs = list(enumerate(ladder.rungs, 1))
    items = "".join(_rung(number, rung, writing, rung.id == here) for number, rung in reversed(rungs))
    note = "They stand beside each other; none is the harder." if ladder.unordered else "The hardest stands on top."
    return f'<p class="about">{note}</p>\n<ol class="ladder" reversed>\n{items}</ol>'


def _rung(number: int, rung: Exercise, writing: Writing, here: bool) -> str:
    phase = writing.titles.book.phase(rung.from_phase)
    kit = ", or ".join(" and ".join(writing.titles.of("equipment", each) for each in way) or "no kit"
                       for way in rung.kit)  # fmt: skip
    about = [f"phase {phase.order}, {phase.short}" if phase else "", rung.tier, kit, "earned" if rung.earned else ""]
    name = f"<b>{escape(rung.name)}</b>" if here else writing.named(Named("exercises", rung.id, rung.name))
    mark = ' aria-current="true"' if here else ""
    return (f'<li style="--step: {number}"{mark}>{name} '
            f'<span class="about">{escape("; ".join(each for each in about if each))}</span></li>\n')  # fmt: skip


def beside(exercise: Exercise, ladder: Ladder, writing: Writing) -> str:
    """What is easier, harder, and does the same with other kit."""
    every = list(ladder.rungs)
    ways = {
        "Easier": easier_than(exercise, every, ladder)[:1],
        "Harder": harder_than(exercise, ladder)[:1],
        "In its place, with other kit": swaps_for(exercise, ladder, writing.titles.book),
    }
    none = {"Harder": "more weight" if exercise.heavy else "nothing on this ladder", "Easier": "nothing on this ladder"}
    items = []
    for said, rungs in ways.items():
        words = ", ".join(writing.named(Named("exercises", rung.id, rung.name)) for rung in rungs)
        items.append(f"<dt>{said}</dt>\n<dd>{words or none.get(said, 'nothing')}</dd>\n")
    return f"<dl>\n{''.join(items)}</dl>"
