"""One thing of a rulebook as a page: what it says in plain words, what feeds it, what it feeds, where it comes from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..cases import Case, read_cases
from ..document import Value
from ..findings import BadInput, Finding, nearest
from ..model import Rulebook
from ..rulebook.fields import names_in, text
from ..rulebook.files import case_texts, texts_of
from ..rulebook.load import load_texts, names_of
from ..rulebook.names import Entry, Names
from ..rulebook.overlay import KINDS
from ..rulebook.values import written
from .case_uses import cases_of
from .links import SINGULAR, Links, Thing
from .plain_words import condition_lines, rows

CONDITIONS = {  # key -> how it is said
    "needs": "It is met when",
    "keep": "It is kept while",
    "self_report": "At placement it is answered by",
    "pass": "It passes when",
    "fail": "It fails when",
    "when": "It holds when",
    "unless": "It holds unless",
    "applies_when": "It applies when",
    "no_clearance_when": "No clearance counts when",
}
TOLD = {*CONDITIONS, "id", "title", "name", "because", "source", "origin", "quality", "rows", "lines", "rungs", "doses",
        "days", "question", "how", "say"}  # fmt: skip
DEFAULT = "default"
MANY = 12  # of what a thing feeds, and of its cases


@dataclass
class Shown:
    """What is shown of one thing. `asks`: (how it is said, lines); `words`: what else it says, by heading."""

    kind: str
    name: str
    title: str
    place: str
    asks: list[tuple[str, list[str]]] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    fed_by: list[str] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    origin: str = ""
    quality: str = ""
    sources: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def shown(root: Path, name: str) -> list[Shown]:
    """Everything that has a name, one after the other. Errors: BadInput, with the nearest name; BadRulebook."""
    texts = texts_of(root)
    book, names = load_texts(texts), names_of(texts)
    found = [(kind, names[kind][name]) for kind in dict.fromkeys(KINDS.values()) if name in names[kind]]
    if not found:
        known = [each for kind in KINDS.values() for each in names[kind]]
        say, near = f"Nothing in this rulebook is called '{name}'.", nearest(name, known)
        raise BadInput(
            [Finding("unknown-name", say, seen=name, expected="the id or the name of something", nearest=near)]
        )
    links, cases = Links(book, names), read_cases(case_texts(root))[0]
    return [_shown(kind, entry, book, names, links, cases) for kind, entry in found]


def _shown(kind: str, entry: Entry, book: Rulebook, names: Names, links: Links, cases: list[Case]) -> Shown:
    value, thing = entry.value, (kind, entry.name)
    page = Shown(SINGULAR[kind], entry.name, _title(thing, book, names), str(entry.place))
    if kind == "criteria":  # the measure has a page of its own
        page.title = f"{page.title}, in bands"
    page.asks = [(said, condition_lines(value.data[key], book, _about(kind, entry, key)))
                 for key, said in CONDITIONS.items() if value.get(key) is not None]  # fmt: skip
    page.asks += [("Its rows", rows(entry.name, book))] if kind == "tables" and entry.name in book.tables else []
    page.words = dict(_words(value))
    page.fed_by = [_said(each, book, names) for each in links.fed_by(thing)]
    page.feeds = [_said(each, book, names) for each in links.feeds(thing)]
    page.origin = _origin(value)
    page.quality = text(value, "quality")
    page.sources = list(_sources(value, book))
    page.cases = [f"{case.file}:{case.line}: {case.name}" for case in cases_of(thing, cases, links)]
    if book.edited is not None:
        page.changed = [f"{'; '.join(edit.says)} ({edit.place}): {edit.reason}" for edit in book.edited.edits
                        if KINDS.get(edit.kind) == kind and edit.name == entry.name]  # fmt: skip
    return page


def _about(kind: str, entry: Entry, key: str) -> str:
    """The measure that a bare comparison of an entry is about."""
    if kind == "criteria":
        return entry.name
    return text(entry.value, "needs").replace(",", " ").split(" ")[0] if key == "keep" else ""


def _words(value: Value) -> Iterator[tuple[str, str]]:
    for key, said in (("because", "Why"), ("say", "Says"), ("question", "Asked as"), ("how", "How it is taken")):
        if text(value, key):
            yield said, text(value, key)
    for key, item in value.items():
        short = written(item.plain())
        if key not in TOLD and len(short) <= 160:
            yield key.replace("_", " ").capitalize(), short


def _origin(value: Value) -> str:
    """Published, a default of ours, or both; of a criterion for each of its cuts."""
    origin = value.get("origin")
    if origin is not None:
        return ", ".join(f"{key} cut {written(item.plain())}" for key, item in origin.items())
    sources = names_in(value, "source")
    if not sources:
        return ""
    published = [name for name in sources if name != DEFAULT]
    if DEFAULT not in sources:
        return "published"
    return "published in part; the rest is a default" if published else "a default, not published"


def _sources(value: Value, book: Rulebook) -> Iterator[str]:
    for name in names_in(value, "source"):
        known = book.sources.get(name)
        if known is not None and name != DEFAULT:
            parts = [str(known[key]) for key in ("cite", "year", "journal", "doi") if known.get(key)]
            yield f"{', '.join(parts)} ({name}; seen: {known.get('seen', '')})"


def _title(thing: Thing, book: Rulebook, names: Names) -> str:
    kind, name = thing
    value = names[kind][name].value if name in names[kind] else None
    if kind == "criteria" and name in book.measures:
        return text(value, "title") if value is not None and text(value, "title") else book.measures[name].title
    return next(
        (text(value, key) for key in ("title", "name", "because") if value is not None and text(value, key)), name
    )


def _said(thing: Thing, book: Rulebook, names: Names) -> str:
    kind, name = thing
    title = _title(thing, book, names)
    return f"{SINGULAR.get(kind, kind).replace('_', ' ')} {name}{f': {title}' if title != name else ''}"


def as_text(page: Shown, width: int = 80) -> str:
    """The page for a terminal, ending in a newline."""
    lines = [f"{page.name}: {page.title}", f"{page.kind.replace('_', ' ')}, {page.place}"]

    def put(text_: str, indent: int = 0, hang: int = 0) -> None:
        lines.extend(textwrap.wrap(text_, width, initial_indent=" " * indent, subsequent_indent=" " * (indent + hang),
                                   break_on_hyphens=False, break_long_words=False))  # fmt: skip

    for said, conditions in page.asks:
        lines.append("")
        put(f"{said}:")
        for each in conditions:
            put(each.strip(), 2 + len(each) - len(each.lstrip()), 2)
    lines += [""] if page.words else []
    for said, words in page.words.items():
        put(f"{said}: {words}", 0, 2)
    origin = f"{page.origin}." if page.origin else ""
    quality = f"Evidence quality: {page.quality}." if page.quality else ""
    if origin or page.sources:
        lines.append("")
        put(f"Where it comes from: {' '.join(each for each in (origin, quality) if each)}")
        for source in page.sources:
            put(f"- {source}", 2, 2)
    for said, things in (("What feeds it", page.fed_by), ("What it feeds", page.feeds), ("Its cases", page.cases)):
        lines += ["", f"{said}:{'' if things else ' nothing' if said != 'Its cases' else ' none'}"]
        for each in things[:MANY]:
            put(f"- {each}", 2, 2)
        if len(things) > MANY:
            lines.append(f"  and {len(things) - MANY} more")
    for change in page.changed:
        lines.append("")
        put(f"Changed here: {change}", 0, 2)
    return "\n".join(lines) + "\n"


def as_data(page: Shown) -> dict[str, Any]:
    """The page as JSON has it."""
    return {**vars(page), "asks": [{"says": said, "lines": lines} for said, lines in page.asks]}
