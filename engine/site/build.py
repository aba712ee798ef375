"""The whole site of a rulebook: every file by its name. Same rulebook in, same bytes out."""

from __future__ import annotations

from collections.abc import Sequence

from ..rulebook.names import Entry as Given
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


def site(show: Show, standing: Sequence[str] = ()) -> dict[str, str]:
    """The files of the site, by their names relative to its folder.

    standing : what is said of a rulebook that is not the shipped one
    """
    whole = Site(show, standing)
    files = {STYLE: SHEET, **whole.lists(), **whole.cases()}
    entries: list[Entry] = []
    for kind, entry in show.everything():
        page = whole.page(kind, entry.name)
        if page not in files:  # a criterion stands on the page of its measure
            files[page], found = whole.thing(kind, entry)
            entries.append(found)
    files[SEARCH] = whole.search(entries)
    return dict(sorted(files.items()))


class Site:
    """Writes the files of one site, each as it is asked for."""

    def __init__(self, show: Show, standing: Sequence[str]):
        book = show.book
        self.show, self.addresses = show, Addresses(book, show.names)
        said = [f"{rest[:1].upper()}{rest[1:]}" for each in standing if (rest := each.removeprefix(DECIDED))]
        name = f"The rulebook {book.edited.title}" if book.edited is not None else NAME
        self.frame = Frame(name, book.digest, said, book.edited is not None)

    def page(self, kind: str, name: str) -> str:
        """The page on which a thing stands."""
        return self.addresses.of((kind, name)).partition("#")[0]

    def thing(self, kind: str, entry: Given) -> tuple[str, Entry]:
        """The file of one thing, and how the search finds it."""
        show, page = self.show, self.page(kind, entry.name)
        shown = [("", show.page(kind, entry))]
        if kind in ("measures", "criteria"):
            shown = [(anchor, show.page(each, show.names[each][entry.name])) for each, anchor in TOGETHER.items()
                     if entry.name in show.names[each]]  # fmt: skip
        file = self.frame.file(page, *page_of(shown, show.book, self._writing(page)))
        words = " ".join(_words(each) for _, each in shown)[:LONGEST]
        word = kind_words("measures" if len(shown) > 1 else kind)
        return file, Entry(shown[0][1].title, entry.name, word, words, page)

    def lists(self) -> dict[str, str]:
        """The pages that lead to all others."""
        show, writing = self.show, self._writing(HOME)
        lists = Lists(show, writing)
        bodies = {
            HOME: first_page(show, writing),
            "gates.html": lists.gates(),
            "measures.html": lists.measures(),
            "flags.html": lists.flags(),
            "rules.html": lists.rules(),
            "phases.html": lists.phases(),
            "exercises.html": lists.exercises(),
            "derivations.html": lists.derivations(),
            "sources.html": lists.sources(),
            "defaults.html": defaults(show, writing),
            "cases.html": cases(show, writing),
            "others.html": lists.others(),
            **({CHANGES: changes(show, writing)} if self.frame.edited else {}),
        }
        titles = {**PAGES, HOME: self.frame.name, CHANGES: "Changes"}
        return {page: self.frame.file(page, titles[page], body) for page, body in bodies.items()}

    def cases(self) -> dict[str, str]:
        """A page for each file of cases."""
        return {page: self.frame.file(page, *case_file(page, there, self.show, self._writing(page)))
                for page, there in case_files(self.show).items()}  # fmt: skip

    def search(self, entries: Sequence[Entry]) -> str:
        body, script = search_page(entries, self._writing(SEARCH))
        return self.frame.file(SEARCH, PAGES[SEARCH], body, script)

    def _writing(self, page: str) -> Writing:
        return Writing(page, self.addresses, self.show)


def _words(shown: Shown) -> str:
    """What the search reads of a thing beside its title."""
    said = [shown.words[each] for each in SAID if each in shown.words]
    return " ".join(plain(each) for each in said if isinstance(each, tuple))
