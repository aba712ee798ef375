"""`surefoot plan`: the week, as text, a sheet to print, a table or a calendar file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .common import (
    VERSION,
    into_file,
    journal_option,
    name_of,
    open_rules,
    output_option,
    read_text,
    rules_option,
    say,
    today,
    width,
)

if TYPE_CHECKING:
    from ..decision.decide import Decision
    from ..journal.chain import Head
    from ..journal.deciding import Athlete, Made
    from ..page.editions import Editions
    from ..plan.sessions import Plan

FORMATS = ("text", "html", "ics", "csv")
WITH_TITLES = ("html", "ics")


@click.command("plan")
@click.argument("athlete", required=False, callback=lambda _, __, name: name and name_of(name))
@click.option("--facts", type=click.Path(allow_dash=True), help="A facts file instead; - for standard input.")
@click.option("--format", "shape", type=click.Choice(FORMATS), default="text", help="What to write.")
@click.option("--discreet", is_flag=True, help="Titles that say Training and no more (html, ics).")
@click.option("--replaces", type=click.Path(allow_dash=True), help="The calendar file that this one comes after (ics).")
@click.option(
    "--for", "reader", type=click.Choice(["athlete", "coach"]), default="athlete", help="A coach's text names rules."
)
@output_option
@journal_option
@rules_option
def command(
    athlete: str | None,
    facts: str | None,
    shape: str,
    discreet: bool,
    replaces: str | None,
    reader: str,
    output: Path | None,
    journal: Path | None,
    rules: Path | None,
) -> None:
    """Show the week: where strength stands beside the running, and why.

    Of ATHLETE in the journal, which keeps what was shown, or of a facts file. A calendar file that is imported again
    updates what is there and takes back what is gone: by what the journal has shown before, or with a facts file by the
    earlier calendar file that --replaces names.
    """
    if (athlete is None) == (facts is None):
        raise click.UsageError("Name an ATHLETE of the journal, or a facts file with --facts; one of them.")
    if discreet and shape not in WITH_TITLES:
        raise click.UsageError(f"--discreet is for {' and '.join(WITH_TITLES)}.")
    if replaces is not None and shape != "ics":
        raise click.UsageError("--replaces is for ics.")
    if replaces == facts == "-":
        raise click.UsageError("Only one of --facts and --replaces can be standard input.")
    earlier = None
    if replaces is not None:
        from ..page.as_calendar import read_edition

        earlier = read_edition(*read_text(replaces))

    def written(decision: Decision, plan: Plan, shown: Editions | None = None, head: Head | None = None) -> str:
        text = _written(decision, plan, shape, discreet, earlier, shown, reader == "coach")
        if head is not None:
            from ..page.head import with_head

            text = with_head(text, shape, head, discreet)
        if output is not None:
            into_file(text, output)
        return text

    if athlete is not None:
        from .from_journal import shown_for

        def of(whose: Athlete, made: Made, head: Head | None) -> str:
            by_journal = shape == "ics" and earlier is None
            shown = _editions(whose, made, discreet) if by_journal else None
            return written(made.decision, made.plan, shown, head)

        text = shown_for(athlete, journal, rules, of)
    else:
        text = written(*open_rules(rules).decide_text(*read_text(str(facts)), today()))
    if output is None and shape == "text":
        say(text)
    elif output is None:
        click.echo(text, nl=False)


def _editions(whose: Athlete, made: Made, discreet: bool) -> Editions:
    """What the journal has on record as decided, and so shown, for the week and the days before it."""
    from ..page.as_json import as_data
    from ..page.editions import editions, first_day

    briefs = [brief for brief in whose.briefs if first_day(made.day) <= brief.day <= made.day]
    earlier = (whose.journal.decision(whose.name, brief.id).result for brief in briefs)
    return editions(earlier, as_data(made.decision, made.plan, VERSION), discreet)


def _written(decision: Decision, plan: Plan, shape: str, discreet: bool, earlier: Any, shown: Editions | None,
             coach: bool) -> str:  # fmt: skip
    """The plan in one of the formats; only that one is loaded."""
    if shape == "html":
        from ..page.as_html import as_html

        return as_html(decision, plan, discreet)
    if shape == "ics":
        from ..page.as_calendar import as_calendar

        if shown is None:
            return as_calendar(decision, plan, discreet, earlier)
        return as_calendar(decision, plan, discreet, None, shown.sequences, shown.withdrawn)
    if shape == "csv":
        from ..page.as_csv import as_csv

        for sentence in decision.book.standing:  # the table has room for a few words only
            click.echo(sentence, err=True)
        return as_csv(decision, plan)
    from ..page.text import plan_page

    return plan_page(decision, plan, width(), coach)
