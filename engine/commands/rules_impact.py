"""`surefoot rules impact`: which decisions of the journal an edit of a rulebook would change."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import all_kept, findings_as_json, journal_at, journal_option, rules_option, say, width
from .rules_diff import EXISTING
from .rules_prove import progress

if TYPE_CHECKING:
    from ..journal.store import Journal
    from ..workbench.impact import Impact


@click.command("impact")
@click.argument("old", type=EXISTING)
@click.argument("new", type=EXISTING, required=False)
@click.option("--athlete", "athletes", multiple=True, metavar="ATHLETE", help="Only of these.")
@click.option("--current", is_flag=True, help="Only the last decision of each athlete.")
@click.option("--discreet", is_flag=True, help="Initials and a mark for names, and nothing about health.")
@click.option("--strict", is_flag=True, help="Exit code 1 when any decision would differ.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@journal_option
@rules_option
def command(old: Path, new: Path | None, athletes: tuple[str, ...], current: bool, discreet: bool, strict: bool,
            as_json: bool, journal: Path | None, rules: Path | None) -> None:  # fmt: skip
    """Which decisions of the journal the rulebook below NEW would make otherwise than the one below OLD.

    With one folder, what it changes against --rules, or against the shipped rulebook. Each decision is made again by
    both, on what was known when it was made. Nothing is written.
    """
    from ..rulebook.files import SHIPPED
    from ..workbench.impact_page import json_page, text_page

    before, after = (old, new) if new is not None else (rules or SHIPPED, old)
    try:
        with journal_at(journal, create=False) as kept:
            there = kept.athletes()
            _known(there, athletes)
            names = _short(there) if discreet else None
            found = _impact(kept, before, after, athletes, current, names)
    except Exception as error:
        findings_as_json(error, as_json)
        raise
    if as_json:
        click.echo(json_page(found, names), nl=False)
    else:
        say(text_page(found, names, max(40, min(width(), 100))))
    sys.exit(1 if strict and found.differ else 0)


def _impact(kept: Journal, before: Path, after: Path, athletes: tuple[str, ...], current: bool,
            names: dict[str, str] | None) -> Impact:  # fmt: skip
    """Of two rulebooks by their folders, with how far it has come on a terminal. Errors: BadRulebook."""
    from ..rulebook.load import load
    from ..workbench.impact import impact

    with all_kept():
        books = load(before), load(after)
    shown = progress()

    def told(done: int, of: int, name: str) -> None:
        shown(done, of, names.get(name, name) if names is not None else name)

    return impact(kept, (books[0], before), (books[1], after), athletes, current, told)


def _short(athletes: list[str]) -> dict[str, str]:
    from ..squad.names import short_names

    return short_names(athletes)


def _known(there: list[str], named: tuple[str, ...]) -> None:
    """Errors: BadInput, where the journal holds nothing about somebody who is named."""
    from ..findings import BadInput, Finding, nearest

    findings = []
    for name in named:
        if name not in there:
            say = f"The journal holds nothing about {name}."
            findings.append(Finding("unknown-athlete", say, seen=name, nearest=nearest(name, there)))
    if findings:
        raise BadInput(findings)
