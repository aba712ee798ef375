"""`surefoot plan`: the week, as text, a sheet to print, a table or a calendar file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .common import open_rules, read_text, rules_option, say, today, width

FORMATS = ("text", "html", "ics", "csv")
WITH_TITLES = ("html", "ics")


@click.command("plan")
@click.option("--facts", type=click.Path(allow_dash=True), required=True, help="A facts file; - for standard input.")
@click.option("--format", "shape", type=click.Choice(FORMATS), default="text", help="What to write.")
@click.option("--discreet", is_flag=True, help="Titles that say Training and no more (html, ics).")
@click.option("--replaces", type=click.Path(allow_dash=True), help="The calendar file that this one comes after (ics).")
@click.option(
    "--for", "reader", type=click.Choice(["athlete", "coach"]), default="athlete", help="A coach's text names rules."
)
@rules_option
def command(facts: str, shape: str, discreet: bool, replaces: str | None, reader: str, rules: Path | None) -> None:
    """Show the week: where strength stands beside the running, and why.

    A calendar file that is imported again updates what is there; with --replaces it also takes back what is gone.
    """
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
    text, name = read_text(facts)
    decision, plan = open_rules(rules).decide_text(text, name, today())
    _write(decision, plan, shape, discreet, earlier, reader == "coach")


def _write(decision: Any, plan: Any, shape: str, discreet: bool, earlier: Any, coach: bool) -> None:
    """The plan in one of the formats; only that one is loaded."""
    if shape == "html":
        from ..page.as_html import as_html

        click.echo(as_html(decision, plan, discreet), nl=False)
    elif shape == "ics":
        from ..page.as_calendar import as_calendar

        click.echo(as_calendar(decision, plan, discreet, earlier), nl=False)
    elif shape == "csv":
        from ..page.as_csv import as_csv

        click.echo(as_csv(decision, plan), nl=False)
    else:
        from ..page.text import plan_page

        say(plan_page(decision, plan, width(), coach))
