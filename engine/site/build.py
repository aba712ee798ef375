"""The whole site of a rulebook: every file by its name. Same rulebook in, same bytes out."""

from __future__ import annotations

from ..workbench.pieces import plain
from ..workbench.show import Show, Shown
from .address import BANDS, LOG, Addresses
from .frame import CHANGES, HOME, PAGES, SEARCH, STYLE, Frame
from .lists import Lists, kind_words
from .more_lists import case_file, case_files, cases, changes, defaults, first_page
from .search import Entry, search_page
from .style import SHEET
from .thing import page_of
from .writing import Writing

NAME = "The surefoot rulebook"
DECIDED = "Decided by "  # as a decision's page says it
SAID = ("Asked as", "Why", "Says", "Purpose", "How it is taken")  # what the search reads beside titles
TOGETHER = {"criteria": BANDS, "measures": "taken", "derivations": LOG}  # on one page, each at its place
LONGEST = 300  # letters of it


def site(show: Show, standing: tuple[str, ...] = ()) -> dict[str, str]:
    """The files of the site, by their names relative to its folder.

    standing : what is said of a rulebook that is not the shipped one
    """
    book, names = show.book, show.names
    addresses = Addresses(book, names)
    name = f"The rulebook {book.edited.title}" if book.edited is not None else NAME
    said = [f"{rest[:1].upper()}{rest[1:]}" for each in standing if (rest := each.removeprefix(DECIDED))]
    frame = Frame(name, book.digest, said, book.edited is not None)
    files = {STYLE: SHEET}
    entries: list[Entry] = []
    for kind, entry in show.everything():
        page = addresses.of((kind, entry.name)).partition("#")[0]
        if page in files:
            continue  # it stands on the page of its measure
        writing = Writing(page, addresses, show.titles)
        shown = [("", show.page(kind, entry))]
        if kind in ("measures", "criteria"):
            shown = [(anchor, show.page(each, names[each][entry.name])) for each, anchor in TOGETHER.items()
                     if entry.name in names[each]]  # fmt: skip
        files[page] = frame.file(page, *page_of(shown, book, writing))
        words = " ".join(_words(each) for _, each in shown)[:LONGEST]
        word = kind_words("measures" if len(shown) > 1 else kind)
        entries.append(Entry(shown[0][1].title, entry.name, word, words, page))
    top = Writing(HOME, addresses, show.titles)
    lists = Lists(show, top)
    bodies = {
        HOME: first_page(show, top),
        "gates.html": lists.gates(),
        "measures.html": lists.measures(),
        "flags.html": lists.flags(),
        "rules.html": lists.rules(),
        "phases.html": lists.phases(),
        "exercises.html": lists.exercises(),
        "derivations.html": lists.derivations(),
        "sources.html": lists.sources(),
        "defaults.html": defaults(show, top),
        "cases.html": cases(show, top),
        "others.html": lists.others(),
    }
    for page, body in bodies.items():
        files[page] = frame.file(page, name if page == HOME else PAGES[page], body)
    if book.edited is not None:
        files[CHANGES] = frame.file(CHANGES, "Changes", changes(show, top))
    for page, there in case_files(show).items():
        files[page] = frame.file(page, *case_file(page, there, show, Writing(page, addresses, show.titles)))
    body, script = search_page(entries, top)
    files[SEARCH] = frame.file(SEARCH, PAGES[SEARCH], body, script)
    return dict(sorted(files.items()))


def _words(shown: Shown) -> str:
    """What the search reads of a thing beside its title."""
    said = [shown.words[each] for each in SAID if each in shown.words]
    return " ".join(plain(each) for each in said if isinstance(each, tuple))
