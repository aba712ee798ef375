"""What is shown of a thing, for a terminal and as JSON."""

from __future__ import annotations

import textwrap
from typing import Any

from ..edits import Edit
from .pieces import Grid, Line, Pieces, plain
from .plain_words import as_line
from .show import Shown

MANY = 12  # of what a thing feeds, and of its cases


class Page:
    """Lines of a terminal, wrapped."""

    def __init__(self, width: int):
        self.width, self.lines = width, list[str]()

    def put(self, text: str, indent: int = 0, hang: int = 0) -> None:
        self.lines.extend(textwrap.wrap(text, self.width, initial_indent=" " * indent,
                                        subsequent_indent=" " * (indent + hang), break_on_hyphens=False,
                                        break_long_words=False))  # fmt: skip

    def conditions(self, lines: list[Line]) -> None:
        for line in lines:
            text = as_line(line)
            self.put(text.strip(), 2 + len(text) - len(text.lstrip()), 2)

    def said(self, heading: str, what: Pieces | list[Line] | Grid) -> None:
        if isinstance(what, Grid):
            self.put(f"{heading}:")
            for row in _rows(what):
                self.put(row, 2, 2)
        elif isinstance(what, list):
            self.put(f"{heading}:")
            self.conditions(what)
        else:
            self.put(f"{heading}: {plain(what)}", 0, 2)

    def listed(self, heading: str, things: list[str], none: str) -> None:
        self.lines += ["", f"{heading}:{'' if things else f' {none}'}"]
        for each in things[:MANY]:
            self.put(f"- {each}", 2, 2)
        if len(things) > MANY:
            self.lines.append(f"  and {len(things) - MANY} more")


def as_text(shown: Shown, width: int = 80) -> str:
    """The page for a terminal, ending in a newline."""
    page = Page(width)
    bands = ", in bands" if shown.kind == "criterion" else ""  # the measure has a page of its own
    page.lines = [f"{shown.name}: {shown.title}{bands}", f"{shown.kind.replace('_', ' ')}, {shown.place}"]
    for said, lines in shown.asks:
        page.lines.append("")
        page.put(f"{said}:")
        page.conditions(lines)
    page.lines += [""] if shown.words else []
    for said, what in shown.words.items():
        page.said(said, what)
    origin = f"{shown.origin}." if shown.origin else ""
    quality = f"Evidence quality: {shown.quality}." if shown.quality else ""
    if origin or shown.sources:
        page.lines.append("")
        page.put(f"Where it comes from: {' '.join(each for each in (origin, quality) if each)}")
        for _, source in shown.sources:
            page.put(f"- {source}", 2, 2)
    page.listed("What feeds it", [each.said for each in shown.fed_by], "nothing")
    page.listed("What it feeds", [each.said for each in shown.feeds], "nothing")
    page.listed("Its cases", [f"{case.file}:{case.line}: {case.name}" for case in shown.cases], "none")
    for change in shown.changed:
        page.lines.append("")
        page.put(f"Changed here: {change_words(change)}", 0, 2)
    return "\n".join(page.lines) + "\n"


def change_words(edit: Edit) -> str:
    """What a change of differences does, where it stands, why, and who answers for it."""
    by, why = edit.risk
    answers = f" {by} answers for it: {why}" if edit.loosens and by else ""
    return f"{'; '.join(edit.says)} ({edit.place}): {edit.reason}{answers}"


def as_data(shown: Shown) -> dict[str, Any]:
    """The page as JSON has it."""
    return {
        "kind": shown.kind,
        "name": shown.name,
        "title": shown.title,
        "place": shown.place,
        "asks": [{"says": said, "lines": [as_line(line) for line in lines]} for said, lines in shown.asks],
        "words": {said: _bare(what) for said, what in shown.words.items()},
        "fed_by": [each.said for each in shown.fed_by],
        "feeds": [each.said for each in shown.feeds],
        "origin": shown.origin,
        "quality": shown.quality,
        "sources": [words for _, words in shown.sources],
        "cases": [f"{case.file}:{case.line}: {case.name}" for case in shown.cases],
        "changed": [change_words(edit) for edit in shown.changed],
    }


def _bare(what: Pieces | list[Line] | Grid) -> str | list[str]:
    if isinstance(what, Grid):
        return list(_rows(what))
    return [as_line(line) for line in what] if isinstance(what, list) else plain(what)


def _rows(grid: Grid) -> list[str]:
    """A table row by row, each cell with the head of its column."""
    found = []
    for row in grid.rows:
        cells = [(head, plain(cell)) for head, cell in zip(grid.heads, row, strict=True)]
        head, first = cells[0]
        others = ", ".join(f"{name.lower()} {cell}".strip() for name, cell in cells[1:] if cell)
        found.append(f"{f'{head} ' if head else ''}{first}{': ' if others else ''}{others}")
    return found
