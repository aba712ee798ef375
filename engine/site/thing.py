"""The page of one thing: what `rules show` shows of it, with links, its bands or its ladder drawn."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ..edits import Edit
from ..model import Rulebook
from ..workbench.pieces import Grid
from ..workbench.show import CHANGED, NEW, Shown
from .drawn import bars_drawn, beside, ladder_drawn
from .frame import contents
from .writing import Writing, section

NUMBERED = ("gate", "tier")  # kinds that are spoken of by their id
PARTS = {"measure": "What is asked or tested", "criterion": "Its bands", "derivation": "From the log"}


def page_of(shown: Sequence[tuple[str, Shown]], book: Rulebook, writing: Writing) -> tuple[str, str]:
    """Title and body of a page. `shown`: (anchor, what is shown), for a measure its criterion and derivation too."""
    first = shown[0][1]
    if len(shown) == 1:
        title = f"{first.name}, {first.title}" if first.kind in NUMBERED else first.title
        return title, _about(first, book, writing) + _inside(first, book, writing, 2)
    body = [_about(first, book, writing), contents([(anchor, PARTS[each.kind]) for anchor, each in shown])]
    for anchor, each in shown:
        head = "" if each is first else _about(each, book, writing)
        body.append(section(PARTS[each.kind], head + _inside(each, book, writing, 3), anchor))
    return first.title, "\n".join(body)


def _about(shown: Shown, book: Rulebook, writing: Writing) -> str:
    """What kind of thing it is, where it stands, and whether it is changed."""
    kind = shown.kind.replace("_", " ")
    marks = ""
    if shown.changed or shown.new:
        marks = f' <strong class="mark">{CHANGED if shown.changed else NEW}</strong>'
    group = f"{escape(shown.group)}. " if shown.group else ""
    code = f"<code>{escape(shown.name)}</code>"
    return f'<p class="about">{escape(kind)} {code}, {escape(shown.place)}. {group}{marks}</p>\n'


def _inside(shown: Shown, book: Rulebook, writing: Writing, level: int) -> str:
    parts = [_changes(shown.changed, level)]
    if shown.kind == "criterion":
        parts.append(bars_drawn(shown.bars, book.measures[shown.name]))
    if shown.kind == "exercise" and shown.name in book.exercises:
        exercise = book.exercises[shown.name]
        parts.append(beside(exercise, book.ladders[exercise.ladder], writing))
    if shown.kind == "ladder" and shown.name in book.ladders:
        parts.append(ladder_drawn(book.ladders[shown.name], writing))
    else:
        parts += [section(said, writing.lines(lines), level=level) for said, lines in shown.asks]
    parts.append(_words(shown, writing, level))
    if shown.kind == "exercise" and shown.name in book.exercises:
        ladder = book.ladders[book.exercises[shown.name].ladder]
        parts.append(section(f"Its ladder: {ladder.title}", ladder_drawn(ladder, writing, shown.name), level=level))
    parts.append(_sources(shown, writing, level))
    for said, things in (("What feeds it", shown.fed_by), ("What it feeds", shown.feeds)):
        if shown.kind == "source":
            said = "What cites it"
        parts.append(section(said, writing.listed(map(writing.said, things), "of these"), level=level))
    parts.append(section("Its cases", writing.cases(shown.cases), level=level))
    return "\n".join(part for part in parts if part)


def _words(shown: Shown, writing: Writing, level: int) -> str:
    """What else is said of it: short things as a list of terms, tables below it under their own names."""
    short = {said: what for said, what in shown.words.items() if not isinstance(what, Grid)}
    tables = {said: what for said, what in shown.words.items() if isinstance(what, Grid)}
    items = "".join(f"<dt>{escape(said)}</dt>\n<dd>{writing.what(what, said)}</dd>\n" for said, what in short.items())
    found = [f"<dl>\n{items}</dl>"] if items else []
    return "\n".join([*found, *(writing.what(what, said) for said, what in tables.items())])


def _sources(shown: Shown, writing: Writing, level: int) -> str:
    told = [f"{shown.origin[:1].upper()}{shown.origin[1:]}." if shown.origin else "",
            f"Evidence quality: {shown.quality}." if shown.quality else ""]  # fmt: skip
    said = " ".join(each for each in told if each)
    cited = writing.listed((_cited(words, writing.named(source), source.title) for source, words in shown.sources),
                           "sources")  # fmt: skip
    both = [f"<p>{escape(said)}</p>" if said else "", cited]
    return section("Where it comes from", "\n".join(each for each in both if each), level=level)


def _cited(words: str, link: str, title: str) -> str:
    return f"{link}{escape(words.removeprefix(title))}"


def _changes(edits: Sequence[Edit], level: int) -> str:
    return section("Changed here", "\n".join(change_drawn(edit) for edit in edits), level=level)


def change_drawn(edit: Edit) -> str:
    """One change of a rulebook of differences: what was and is, why, and who answers for what it loosens."""
    says = "".join(f"<li>{escape(each)}</li>\n" for each in edit.says)
    by, reason = edit.risk
    loosened = ", ".join(f"{title} ({name})" for title, name in edit.loosens)
    risk = (f'<p class="risk"><strong>Loosens what keeps from harm:</strong> {escape(loosened)}. '
            f"{escape(by)} answers for it: {escape(reason)}</p>\n" if loosened else "")  # fmt: skip
    return (f'<div class="change">\n<ul>\n{says}</ul>\n<p>Why: {escape(edit.reason)} '
            f'<span class="about">{escape(str(edit.place))}</span></p>\n{risk}</div>')  # fmt: skip
