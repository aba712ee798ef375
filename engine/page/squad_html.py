"""A squad as one HTML file: nothing outside it, no script; the order is that in which the rows need a look.

A table on a screen and on A4 across; on a telephone the same table as cards, its cells still cells to a screen reader.
"""

from __future__ import annotations

from html import escape

from ..squad.squad import Line, Squad
from .html_pieces import paragraphs, section, whole_file
from .html_style import STYLE
from .squad_style import SQUAD_STYLE
from .squad_words import CHANGED, HEADS, LOOK, NOTHING, OTHERS, UNKNOWN, cell, columns, first_line, keys
from .text import GUIDANCE

NUMBERS = ("adherence", "silent_days")
WHY = "Why"


def squad_html(squad: Squad) -> str:
    """The whole file, ending in a newline."""
    body = [
        f"<header>\n<h1>{escape(first_line(squad))}</h1>\n{paragraphs(squad.standing)}\n"
        f"{paragraphs([GUIDANCE], 'guidance')}\n</header>",
        _table(squad),
    ]
    if squad.since is not None:
        body.append(section("changes", CHANGED.format(since=squad.since), _changes(squad)))
    return whole_file("Squad" if squad.discreet else first_line(squad), STYLE + SQUAD_STYLE, "\n".join(body))


def _table(squad: Squad) -> str:
    shown = columns(squad)
    heads = [(key, HEADS[key]) for key in shown]
    heads.insert(shown.index("today") + 1, ("why", WHY))
    head = "".join(f'<th scope="col" role="columnheader"{_class(key)}>{escape(text)}</th>' for key, text in heads)
    parts = []
    for title, lines in ((LOOK, squad.looked), (OTHERS, [line for line in squad.lines if not line.rules])):
        if lines:
            group = (f'<tr class="group" role="row"><th scope="rowgroup" role="rowheader" colspan="{len(heads)}">'
                     f"{title}: {len(lines)}</th></tr>\n")  # fmt: skip
            rows = "".join(_row(line, heads, squad) for line in lines)
            parts.append(f'<tbody role="rowgroup">\n{group}{rows}</tbody>\n')
    caption = f"<caption>{escape(' '.join(keys(squad)))}</caption>"
    return (
        f'<table class="squad" role="table">\n{caption}\n<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'{"".join(parts)}</table>'
    )


def _row(line: Line, heads: list[tuple[str, str]], squad: Squad) -> str:
    cells = []
    for key, text in heads:
        if key == "name":
            cells.append(f'<th scope="row" role="rowheader">{escape(line.name)}</th>')
        elif key == "why":
            cells.append(f'<td role="cell" class="why" data-head="{WHY}">{_why(line)}</td>')
        else:
            said = escape(cell(line, key, squad))
            cells.append(f'<td role="cell"{_class(key)} data-head="{escape(text)}">{said}</td>')
    marked = ' class="look"' if line.rules else ""
    return f'<tr role="row"{marked}>{"".join(cells)}</tr>\n'


def _class(key: str) -> str:
    names = [*(["number"] if key in NUMBERS else []), *(["outcome"] if key == "outcome" else [])]
    return f' class="{" ".join(names)}"' if names else ""


def _why(line: Line) -> str:
    """Why it needs a look; and the reason of the decision, where that says more."""
    found = ""
    if len(line.why) > 1:
        found = "<ul>" + "".join(f"<li>{escape(each)}</li>" for each in line.why) + "</ul>"
    elif line.why:
        found = f"<p>{escape(line.why[0])}</p>"
    if line.say and not any(line.say.rstrip(".") in each for each in line.why):
        found += paragraphs([line.say], "more" if line.why else "")
    return found or UNKNOWN


def _changes(squad: Squad) -> str:
    if not squad.changed:
        return paragraphs([NOTHING])
    items = "".join(
        f"<li><strong>{escape(line.name)}</strong>: {escape(' '.join(line.changed))}</li>\n" for line in squad.changed
    )
    return f"<ul>\n{items}</ul>"
