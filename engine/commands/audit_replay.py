"""`surefoot audit replay`: every past decision made again."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .common import (
    VERSION,
    all_kept,
    athlete_in,
    journal_at,
    journal_option,
    json_option,
    name_of,
    open_rules,
    rules_option,
    say,
    width,
)

LONG = 40  # decisions from which on a bar shows how far it is


@click.command("replay")
@click.argument("athlete", required=False, callback=lambda _, __, name: name and name_of(name))
@json_option
@journal_option
@rules_option
def command(athlete: str | None, as_json: bool, journal: Path | None, rules: Path | None) -> None:
    """Decide every past decision again, and report what differs.

    Of ATHLETE, or of everybody: each with the rulebook of its day, as the journal keeps it, and the facts as they were
    known then. Exit code 1 where one differs, or can't be decided again any more.
    """
    from ..journal.errors import NoSuchEntry
    from ..receipts.replay_page import replay_text
    from ..receipts.replayed import replayed

    with journal_at(journal, create=False) as kept:
        names = kept.athletes() if athlete is None else [athlete]
        opened = open_rules(rules)
        with all_kept():
            whose = [athlete_in(kept, name, opened) for name in names]
            count = sum(len(each.briefs) for each in whose)
            if not count:
                raise NoSuchEntry(f"The journal {kept.path} holds no decision{f' about {athlete}' if athlete else ''}.")
            again = (one for each in whose for one in replayed(each))
            if count < LONG or sys.stderr is None or not sys.stderr.isatty():
                found = list(again)
            else:
                with click.progressbar(again, length=count, label="Deciding", file=sys.stderr) as bar:
                    found = list(bar)
    if as_json:
        told = {"surefoot": VERSION, "decisions": [each.as_json() for each in found]}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        say(replay_text(found, VERSION, min(width(), 120)))
    sys.exit(0 if all(each.same for each in found) else 1)
