"""What verifying a journal found, in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from .verify import Verdict, Whose

MOST = 40  # faults of one athlete that are listed
LIMITS = (
    "What is found so is whatever was changed, taken out, moved or put in before the end of a chain. That an end was "
    "cut off, or all of it written anew, a chain can't show by itself: hold it against a head that was kept elsewhere, "
    "from a page, a report or an export (--head)."
)
AGAINST = "What a head doesn't cover is what came after it."


def verify_text(verdict: Verdict, file: Path, columns: int) -> str:
    """The page."""
    lines = []
    for line in _lines(verdict, file):
        indent = line[: len(line) - len(line.lstrip())]
        lines += textwrap.wrap(line, max(columns, 40), subsequent_indent=indent + ("  " if indent else ""),
                               break_long_words=False, break_on_hyphens=False) or [""]  # fmt: skip
    return "\n".join(lines) + "\n"


def _lines(verdict: Verdict, file: Path) -> Iterator[str]:
    count = len(verdict.faults) + sum(len(each.faults) for each in verdict.athletes)
    if verdict.holds:
        empty = " It is empty." if not verdict.athletes else ""
        yield f"The journal {file} verifies: everything in it is as it was recorded.{empty}"
    else:
        things = "thing is" if count == 1 else "things are"
        yield f"The journal {file} doesn't verify. {count} {things} not as recorded."
    yield ""
    for fault in verdict.faults:
        yield f"  {fault.say}"
    if verdict.faults:
        yield ""
    for each in verdict.athletes:
        yield from _athlete(each)
    if verdict.forgotten:
        if verdict.athletes:
            yield ""
        who = "One athlete was" if verdict.forgotten == 1 else f"{verdict.forgotten} athletes were"
        yield f"{who} forgotten here. Nothing else is kept of that, so nothing is verified."
    if verdict.athletes or verdict.forgotten:
        yield ""
    if verdict.checked and verdict.holds:
        heads = ", ".join(str(head) for head in verdict.checked)
        yield f"Up to the head {heads} it is what it was when that was written. {AGAINST}"
    elif not verdict.checked:
        yield LIMITS


def _athlete(each: Whose) -> Iterator[str]:
    entries = "1 entry" if each.entries == 1 else f"{each.entries} entries"
    decisions = "1 decision" if each.decisions == 1 else f"{each.decisions} decisions"
    what = f"{each.athlete}: {entries} and {decisions}"
    if not each.faults:
        yield f"{what}, as recorded."
        yield f"  Head {each.head}"
        return
    yield f"{what}. Not as recorded:"
    for fault in each.faults[:MOST]:
        yield f"  {fault.say}"
    if len(each.faults) > MOST:
        yield f"  and {len(each.faults) - MOST} more; --json lists them all."
