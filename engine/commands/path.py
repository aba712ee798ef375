"""`surefoot path`: the cheapest verified way through to a phase, with its dates as a range, and the next cheapest."""

from __future__ import annotations

from pathlib import Path

import click

from .audited import HELP, audited, decision_argument
from .common import VERSION, findings_as_json, journal_option, json_option, rules_option, say
from .common import width as columns


@click.command("path", epilog=HELP)
@decision_argument
@click.option("--to", "phase", metavar="PHASE", help="The phase to reach. Left out, the next one.")
@click.option(
    "--for", "reader", type=click.Choice(["athlete", "coach"]), default="athlete", help="A coach's text names rules."
)
@json_option
@journal_option
@rules_option
def command(
    named: str, phase: str | None, reader: str, as_json: bool, journal: Path | None, rules: Path | None
) -> None:
    """The cheapest way through to a phase, and how long it takes.

    What would have to change, priced by what can be changed and how fast that usually goes. Each way is decided again
    before it is shown; dates are estimates. Nothing is written.
    """
    try:
        text = _written(named, phase, reader == "coach", as_json, journal, rules)
    except Exception as error:
        findings_as_json(error, as_json)
        raise
    if as_json:
        click.echo(text, nl=False)
    else:
        say(text)


def _written(
    named: str, phase: str | None, coach: bool, as_json: bool, journal: Path | None, rules: Path | None
) -> str:
    with audited(named, journal, rules) as subject:
        from ..page.path_data import path_data
        from ..page.path_text import path_text
        from ..path.cheapest import path_to, target

        found = path_to(subject.decision, subject.opened, target(subject.decision, phase))
        data = path_data(found, VERSION)
        if as_json:
            import json

            return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
        phases = {each.id: each.short for each in subject.opened.book.phases}
        return path_text(data, phases, columns(), coach)
