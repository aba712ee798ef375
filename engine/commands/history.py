"""`surefoot history`: an athlete's decisions in order, and how the measures went."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .common import (
    VERSION,
    athlete_argument,
    journal_at,
    journal_option,
    json_option,
    open_rules,
    rules_option,
    say,
    today,
)
from .common import width as columns


@click.command("history")
@athlete_argument
@json_option
@journal_option
@rules_option
def command(athlete: str, as_json: bool, journal: Path | None, rules: Path | None) -> None:
    """An athlete's decisions so far, and how the measures went.

    A * marks a decision that would be another with what is known now. Below stands what the log says today.
    """
    from ..interview.terminal import ascii_only
    from ..journal.deciding import Athlete
    from ..journal.errors import NoSuchEntry
    from ..journal.history import rows, trends
    from ..page.history_text import history_text

    with journal_at(journal, create=False) as kept:
        opened = open_rules(rules)
        whose = Athlete(kept, athlete, opened, VERSION)
        if not whose.entries and not whose.briefs:
            raise NoSuchEntry(f"The journal {kept.path} holds nothing about {athlete}.")
        decided, went, log = rows(whose), trends(whose.entries, opened.book), whose.history(today())
        if as_json:
            import json

            facts = {name: fact.as_json() for name, fact in [*log.facts.items(), *log.shown.items()]}
            found = {"surefoot": VERSION, "athlete": athlete, "decisions": [each.as_json() for each in decided],
                     "trends": [each.as_json() for each in went],
                     "log": facts, "unknown": dict(log.unknown)}  # fmt: skip
            click.echo(json.dumps(found, indent=2, ensure_ascii=False))
            return
        say(history_text(athlete, decided, went, opened.book, columns(), not ascii_only(sys.stdout), log))
