"""The file around a page of the site: its head, the way to the other pages, what the rulebook's standing is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ..page.html_pieces import paragraphs
from .address import relative

HOME, SEARCH, STYLE, CHANGES = "index.html", "search.html", "style.css", "changes.html"
PAGES = {  # the pages that lead to all others
    HOME: "Overview",
    "gates.html": "Gates",
    "measures.html": "Measures",
    "flags.html": "Red flags",
    "rules.html": "Rules",
    "phases.html": "Phases",
    "exercises.html": "Exercises",
    "derivations.html": "From the log",
    "sources.html": "Sources",
    "defaults.html": "Defaults",
    "cases.html": "Cases",
    "others.html": "Everything else",
    SEARCH: "Search",
}


@dataclass(frozen=True)
class Frame:
    """What all pages of one site have in common.

    name     : what the rulebook is called
    standing : what is said of one that is not the shipped one
    edited   : it is made of a base and differences, and has a page of its changes
    """

    name: str
    digest: str
    standing: Sequence[str] = ()
    edited: bool = False

    def file(self, here: str, title: str, body: str, below: str = "") -> str:
        """One file, ending in a newline.

        here  : its address
        below : what comes after the page: a script
        """
        head = title if title == self.name else f"{title} - {self.name}"
        return (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<title>{escape(head)}</title>\n<link rel="stylesheet" href="{relative(here, STYLE)}">\n</head>\n<body>\n'
            f'<a class="skip" href="#main">To the page</a>\n{self._header(here)}\n<main id="main">\n'
            f"{self._standing(here)}<h1>{escape(title)}</h1>\n{body}\n</main>\n"
            f"<footer>\n<p>{escape(self.name)}, rulebook {escape(self.digest[:12])}. "
            "General fitness guidance, not medical advice.</p>\n</footer>\n"
            f"{below}</body>\n</html>\n"
        )

    def _header(self, here: str) -> str:
        pages = {**PAGES, **({CHANGES: "Changes"} if self.edited else {})}
        links = "".join(
            f'<li><a href="{relative(here, to)}"{" aria-current=" + chr(34) + "page" + chr(34) if to == here else ""}>'
            f"{escape(words)}</a></li>\n"
            for to, words in pages.items()
        )
        return (
            f'<header>\n<nav aria-label="Pages">\n<ul>\n{links}</ul>\n</nav>\n'
            f'<form action="{relative(here, SEARCH)}" role="search">\n<label for="find">Find</label>\n'
            '<input type="search" id="find" name="q">\n<button>Search</button>\n</form>\n</header>'
        )

    def _standing(self, here: str) -> str:
        if not self.standing:
            return ""
        more = f'<p><a href="{relative(here, CHANGES)}">What is changed</a></p>\n' if self.edited else ""
        return f'<div class="standing">\n{paragraphs(self.standing)}\n{more}</div>\n'


def contents(places: Sequence[tuple[str, str]]) -> str:
    """Links to places on this page: (anchor, words)."""
    links = "".join(f'<li><a href="#{escape(to)}">{escape(words)}</a></li>\n' for to, words in places)
    return f'<nav class="contents" aria-label="On this page">\n<ul>\n{links}</ul>\n</nav>'
