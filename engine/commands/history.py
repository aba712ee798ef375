"""`surefoot history`: an athlete's decisions in order, and how the measures went."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import (
    VERSION,
    athlete_argument,
    into_file,
    journal_at,
    journal_option,
    json_option,
    open_rules,
    output_option,
    rules_option,
    say,
    today,
)
from .common import width as columns

if TYPE_CHECKING:
    from ..journal.store import Journal
    from ..service import Surefoot

FORMATS = ("text", "html", "json")


@click.command("history")
@athlete_argument
@click.option("--format", "shape", type=click.Choice(FORMATS), default=None, help="What to write.")
@click.option("--discreet", is_flag=True, help="Initials and a mark for the name, and nothing about health.")
@json_option
@output_option
@journal_option
@rules_option
def command(
    athlete: str,
    shape: str | None,
    discreet: bool,
    as_json: bool,
    output: Path | None,
    journal: Path | None,
    rules: Path | None,
) -> None:
    """An athlete's decisions so far, and how the measures went.

    A * marks a decision that would be another with what is known now, or its plan. Below stands what the log says
    today. As html it is one file with drawings, their numbers beside them. Discreetly it is the decisions alone.
    """
    if as_json and shape not in (None, "json"):
        raise click.UsageError("--json is the same as --format json; one of them.")
    shape = "json" if as_json else shape or "text"
    with journal_at(journal, create=False) as kept:
        text = _written(kept, athlete, open_rules(rules), shape, output is not None, discreet)
    if output is not None:
        into_file(text, output)
    elif shape == "text":
        say(text)
    else:
        click.echo(text, nl=False)


def _written(kept: Journal, athlete: str, opened: Surefoot, shape: str, to_file: bool, discreetly: bool) -> str:
    """The history in one of the formats; only that one is loaded."""
    from ..journal.deciding import Athlete
    from ..journal.errors import NoSuchEntry
    from ..journal.history import discreet, rows, trends

    whose = Athlete(kept, athlete, opened, VERSION)
    if not whose.entries and not whose.briefs:
        raise NoSuchEntry(f"The journal {kept.path} holds nothing about {athlete}.")
    head = kept.head(athlete)
    if discreetly:
        from ..derivations.derive import Derived
        from ..squad.names import short_names

        athlete, decided, went, log = short_names(kept.athletes())[athlete], discreet(rows(whose)), [], Derived()
    else:
        decided, went, log = rows(whose), trends(whose, today()), whose.history(today())
    if shape == "json":
        import json

        told = (head.nameless if discreetly else head.whole) if head else None
        facts = {name: fact.as_json() for name, fact in [*log.facts.items(), *log.shown.items()]}
        found = {"surefoot": VERSION, "athlete": athlete, "standing": [*opened.book.standing],
                 "decisions": [each.as_json() for each in decided],
                 "trends": [each.as_json() for each in went],
                 "log": facts, "unknown": dict(log.unknown), "head": told}  # fmt: skip
        return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    from ..page.head import with_head

    if shape == "html":
        from ..page.history_html import history_html

        return with_head(history_html(athlete, decided, went, opened.book, today(), log), shape, head, discreetly)
    from ..page.history_text import history_text
    from ..page.letters import ascii_only

    bars = to_file or not ascii_only(sys.stdout)
    text = history_text(athlete, decided, went, opened.book, columns(), bars, log)
    return with_head(f"{text}\n", shape, head, discreetly)
