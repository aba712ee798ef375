"""The first page, what is a default of ours, the cases, and the changes of a rulebook of differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ..cases import Case
from ..document import Value
from ..rulebook.fields import names_in
from ..rulebook.overlay import KINDS
from ..rulebook.overlay_merge import ADDED
from ..workbench.case_words import expects, gives
from ..workbench.show import ALL_KINDS, DEFAULTS, Show, origin
from .address import case_page
from .frame import PAGES
from .map_drawn import map_of
from .thing import change_drawn
from .writing import Writing, bullets, section

LEADS = {  # page -> what is there, on the first page
    "gates.html": "what has to be met before each phase and each tier of jumping, line by line",
    "measures.html": "what is asked and tested, with its bands and how it is taken",
    "flags.html": "what stops training, and what spares an exercise",
    "rules.html": "readiness, running load, time off, the week, progression, and all other rules",
    "phases.html": "phases and their doses, tiers of jumping, levels",
    "exercises.html": "the ladders, from the easiest exercise to the hardest",
    "derivations.html": "what is worked out from logged sessions and runs",
    "sources.html": "where figures come from, and what each source is cited by",
    "defaults.html": "which numbers are ours and not published",
    "cases.html": "athletes worked out by hand, and what must come out",
    "others.html": "tables by age, kit, sites, screens, and the settings of the interview and the log",
    "search.html": "everything by its name or by a word",
}


PLURAL = {
    "changing": "What can be changed, and how fast",
    "contraindications": "What spares an exercise",
    "criteria": "Criteria",
    "derivations": "What is worked out from the log",
    "effort": "Effort",
    "equipment": "Kit",
    "exercises": "Exercises",
    "gate": "Gates",
    "ideas": "Ideas of the week",
    "ladder": "Ladders",
    "levels": "Levels",
    "measures": "Measures",
    "parts": "Whole files",
    "phase": "Phases",
    "protocol": "Published doses",
    "questions": "Questions of the check-in",
    "red_flags": "Red flags",
    "rules": "Rules and lines of gates",
    "screens": "Screens",
    "session_parts": "Parts of a session",
    "sites": "Sites",
    "sources": "Sources",
    "tables": "Tables",
    "tier": "Tiers of jumping",
    "validity": "How long answers count",
}


def first_page(show: Show, writing: Writing) -> str:
    book = show.book
    counts = (
        f"{len(book.gates)} gates, {len(book.criteria)} criteria over {len(show.names['measures'])} measures, "
        f"{len(book.flags)} red flags, {len(show.names['rules'])} rules and lines, {len(book.exercises)} exercises on "
        f"{len(book.ladders)} ladders, {len(book.sources) - len([each for each in DEFAULTS if each in book.sources])} "
        f"sources, {len(show.cases)} cases."
    )
    rows = "".join(
        f"<li>{writing.to(f'gate/{gate.id}.html', f'{gate.id}, {gate.title}')}, opens "
        f"{writing.thing(('phase' if book.phase(gate.opens) else 'tier', gate.opens))}</li>\n"
        for gate in book.gates.values()
    )
    leads = "".join(f"<dt>{writing.to(to, PAGES[to])}</dt>\n<dd>{escape(words)}</dd>\n" for to, words in LEADS.items())
    return "\n".join([
        "<p>What decides when a runner's legs are ready for the next kind of strength work, and why: every rule in "
        f"plain words, with what feeds it, what it feeds and where it comes from. {counts}</p>",
        section("The map", _beside(map_of(book, writing.addresses), rows), "the-map"),
        section("What is here", f'<dl class="leads">\n{leads}</dl>', "here"),
    ])  # fmt: skip


def _beside(picture: str, rows: str) -> str:
    listed = f"<div>\n<h3>The same as a list</h3>\n<ul>\n{rows}</ul>\n</div>"
    return f'<div class="beside">\n{picture}\n{listed}\n</div>'


def defaults(show: Show, writing: Writing) -> str:
    """Everything that is a default of ours in whole or in part, by kind."""
    found = []
    for kind in ALL_KINDS:
        said = {name: default_words(entry.value) for name, entry in show.names[kind].items()}
        items = [f'{writing.thing((kind, name))}{writing.code(name)} <span class="about">{escape(words)}</span>'
                 for name, words in said.items() if words]  # fmt: skip
        if items:
            title = f"{PLURAL[kind]}: {len(items)} of {len(show.names[kind])}"
            found.append(section(title, bullets(items), kind))
    return "\n".join(["<p>Numbers that are not published are defaults: ours, with a reason, and yours to change. "
                      "Here is all that is one, or in part.</p>", *found])  # fmt: skip


def default_words(value: Value) -> str:
    """In how far an entry is a default; "" where it isn't."""
    cuts = value.get("origin")
    if cuts is not None and any(item.data in DEFAULTS for _, item in cuts.items()):
        return origin(value)
    inside = [*_sources(value)]
    if not any(name in DEFAULTS for name in inside):
        return ""
    if not names_in(value, "source"):
        return "numbers in it are defaults" if any(name not in DEFAULTS for name in inside) else "a default"
    return "in part" if any(name not in DEFAULTS for name in names_in(value, "source")) else "a default"


def _sources(value: Value) -> Iterator[str]:
    """The sources that an entry names, and those in blocks inside that are not things of their own."""
    yield from names_in(value, "source")
    for _, item in value.items():
        for each in item.data if isinstance(item.data, list) else [item]:
            if isinstance(each, Value) and isinstance(each.data, dict) and each.get("id") is None:
                yield from _sources(each)


def case_files(show: Show) -> dict[str, list[Case]]:
    """The cases by the page on which they stand."""
    found: dict[str, list[Case]] = {}
    for case in show.cases:
        found.setdefault(case_page(case), []).append(case)
    return found


def cases(show: Show, writing: Writing) -> str:
    items = "".join(f"<li>{writing.to(page, _title(page))}, {len(there)} cases</li>\n"
                    for page, there in case_files(show).items())  # fmt: skip
    return (f"<p>{len(show.cases)} athletes worked out by hand. <code>surefoot rules test</code> holds the rules to "
            f"them.</p>\n<ul>\n{items}</ul>")  # fmt: skip


def case_file(page: str, there: Sequence[Case], show: Show, writing: Writing) -> tuple[str, str]:
    """Title and body of a file of cases."""
    found = []
    for case in there:
        base = f" Begins from the facts called {escape(case.base)}." if case.base else ""
        told = [("Given", gives(case, show.titles)), ("Must come out", expects(case, show.titles))]
        parts = "".join(f"<dt>{said}</dt>\n<dd>{writing.lines(lines)}</dd>\n" for said, lines in told if lines)
        at = f'<p class="about">{escape(case.file)}:{case.line}.{base}</p>'
        inside = f"<p>{escape(case.why)}</p>\n{at}\n<dl>\n{parts}</dl>"
        found.append(section(case.name, inside, f"line-{case.line}"))
    return f"Cases: {_title(page)}", "\n".join(found)


def _title(page: str) -> str:
    return page.removeprefix("cases/").removesuffix(".html").replace("_", " ").replace("-", ", ")


def changes(show: Show, writing: Writing) -> str:
    """Every change of a rulebook of differences, in the order of its files."""
    edited = show.book.edited
    if edited is None:
        return ""
    moved = f"{escape(edited.base)} has moved since these changes were looked through."
    what = f"What {escape(edited.title)} changes in the rulebook {escape(edited.base)}."
    found = [f"<p><strong>{moved}</strong></p>" if edited.named != edited.digest else "", f"<p>{what}</p>"]
    for edit in edited.edits:
        kind = KINDS.get(edit.kind, "")
        known = kind and edit.name in show.names[kind]
        words = f"{'new' if edit.kind == ADDED else edit.kind.replace('_', ' ')} {edit.name}"
        title = writing.to(writing.addresses.of((kind, edit.name)), words) if known else escape(words)
        found.append(f"<section>\n<h2>{title}</h2>\n{change_drawn(edit)}\n</section>")
    return "\n".join(each for each in found if each)
