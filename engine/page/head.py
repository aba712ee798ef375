"""The head of the journal on what is made from it: one short line at the end. docs/audit.md says what it is for.

    text   a last line; html a footer; ics a property that calendars pass over; csv nothing: a table is to be filled in
"""

from __future__ import annotations

from html import escape

from ..journal.chain import Head
from .html_pieces import END

SAYS = "Journal head"
PROPERTY = "X-SUREFOOT-HEAD"
BEFORE = "METHOD:PUBLISH\r\n"


def with_head(text: str, shape: str, head: Head | None, discreet: bool = False) -> str:
    """A page with the head that it was made under.

    shape    : text, html, ics or csv
    discreet : without the athlete's name
    """
    if head is None or not text:
        return text
    told = head.nameless if discreet else str(head)
    if shape == "text":
        return f"{text}{SAYS}: {told}\n"
    if shape == "html":
        body, end, _ = text.rpartition(END)
        return f'{body}<footer class="guidance">{SAYS}: {escape(told)}</footer>\n{end}'
    if shape == "ics":  # without the name: no line of a calendar is longer than 75 letters
        return text.replace(BEFORE, f"{BEFORE}{PROPERTY}:{head.nameless}\r\n", 1)
    return text
