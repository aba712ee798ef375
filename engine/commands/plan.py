"""`surefoot plan`: the week, as text, a sheet to print, a table or a calendar file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .common import (
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
    updates what is there; with --replaces it also takes back what is gone.
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

    def written(decision: Decision, plan: Plan) -> str:
        text = _written(decision, plan, shape, discreet, earlier, reader == "coach")
        if output is not None:
            into_file(text, output)
        return text

    if athlete is not None:
        from .from_journal import shown_for

        text = shown_for(athlete, journal, rules, lambda _, made: written(made.decision, made.plan))
    else:
        text = written(*open_rules(rules).decide_text(*read_text(str(facts)), today()))
    if output is None and shape == "text":
        say(text)
    elif output is None:
        click.echo(text, nl=False)


def _written(decision: Decision, plan: Plan, shape: str, discreet: bool, earlier: Any, coach: bool) -> str:
    """The plan in one of the formats; only that one is loaded."""
    if shape == "html":
        from ..page.as_html import as_html

        return as_html(decision, plan, discreet)
    if shape == "ics":
        from ..page.as_calendar import as_calendar

        return as_calendar(decision, plan, discreet, earlier)
    if shape == "csv":
        from ..page.as_csv import as_csv

        return as_csv(decision, plan)
    from ..page.text import plan_page

    return plan_page(decision, plan, width(), coach)
