"""Pieces of the HTML pages: the file around a page, headings, paragraphs, lists. All text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

END = "</main>\n</body>\n</html>\n"  # of a file


def whole_file(title: str, style: str, body: str) -> str:
    """One file with nothing outside it and no script, ending in a newline."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}\n"
        f"{END}"
    )


def section(name: str, title: str, inside: str, anchor: str = "") -> str:
    at = f' id="{escape(anchor)}"' if anchor else ""
    return f'<section class="{escape(name)}"{at}>\n<h2>{escape(title)}</h2>\n{inside}\n</section>'


def paragraphs(texts: Iterable[str], name: str = "") -> str:
    of = f' class="{escape(name)}"' if name else ""
    return "\n".join(f"<p{of}>{escape(text)}</p>" for text in texts if text)


def listed(texts: Iterable[str]) -> str:
    items = "\n".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul>\n{items}\n</ul>" if items else ""
