"""What `surefoot log` says when something is in the journal: a stop first, then what was recorded."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ..decision.decide import Decision
from ..decision.summary import summary
from ..journal.entries import SESSION
from ..model import Flag, Rulebook
from ..page.text import TODAY
from .recording import Outcome
from .words import NOTHING_NEW, told

WIDTH = 80
STOP = "STOP. No training today. {title}: {say}"


def acknowledged(outcome: Outcome, raised: Sequence[Flag], book: Rulebook) -> str:
    """The page after recording, ending in a newline."""
    lines = stop_lines(raised)
    for entry in outcome.recorded:
        what = "session" if entry.kind == SESSION else "check-in"
        corrects = f", in place of entry {entry.supersedes}" if entry.supersedes else ""
        lines += [f"Recorded as entry {entry.id}{corrects}: {what} of {entry.held_on}."]
        said = told(entry.kind, entry.data, book)
        lines += [f"  {line}" for line in said if not (raised and line == NOTHING_NEW)]  # something was, by the pain
    for draft, entry in outcome.there:
        lines.append(f"Entry {entry.id} of {draft.held_on} says the same already; nothing was recorded for it.")
    return "".join(f"{line}\n" for each in lines for line in wrapped(each))


def stop_lines(raised: Sequence[Flag]) -> list[str]:
    """A red flag beats everything: it stands first, and says what to do."""
    return [STOP.format(title=flag.title, say=flag.say) for flag in raised] + ([""] if raised else [])


def verdict(decision: Decision) -> str:
    """What the day is for after the check-in, and why, ending in a newline."""
    lines = [f"Today: {TODAY[decision.today]}"]
    lines += [f"- {decision.wording.fill(rule.because, rule.asks)}" for rule in decision.today_rules]
    lines += [f"- {flag.title}: {flag.say}" for flag in decision.flags if flag.stops]
    if not decision.true("ready") and not decision.true("stop"):  # nothing hurts, and yet there is no plan
        lines.append(f"- {summary(decision)}")
    return "".join(f"{line}\n" for each in lines for line in wrapped(each))


def wrapped(line: str) -> list[str]:
    """A line in 80 columns, its own beginning kept."""
    bare = line.lstrip(" ")
    indent = line[: len(line) - len(bare)]
    hang = indent + ("  " if bare.startswith("- ") else "")
    return textwrap.wrap(bare, WIDTH, initial_indent=indent, subsequent_indent=hang, break_long_words=False,
                         break_on_hyphens=False) or [""]  # fmt: skip
