"""`surefoot what-if`: a decision made again with other facts, and what differs."""

from __future__ import annotations

from pathlib import Path

import click

from .audited import HELP, audited, decision_argument
from .common import findings_as_json, journal_option, json_option, rules_option, say, width


@click.command("what-if", epilog=HELP)
@decision_argument
@click.option(
    "--set", "told", multiple=True, metavar="NAME=VALUE", help="A fact as it would be; NAME=VALUE@2026-05-01."
)
@click.option("--unset", "taken", multiple=True, metavar="NAME", help="A fact as if it weren't known.")
@json_option
@journal_option
@rules_option
def command(
    named: str, told: tuple[str, ...], taken: tuple[str, ...], as_json: bool, journal: Path | None, rules: Path | None
) -> None:
    """Decide again with other facts, and show what differs.

    Nothing is written.

    NAME is a measure (sl_calf_raise_reps.left), a red flag, or any path of a facts file (position.phase, pain,
    equipment.band); VALUE is written as in one, and counts for the day of the decision.
    """
    if not told and not taken:
        raise click.UsageError("Say what is otherwise: --set NAME=VALUE or --unset NAME.")
    try:
        with audited(named, journal, rules) as subject:
            from ..audit.what_if import what_if

            found = what_if(subject, told, taken)
            if as_json:
                import json

                from ..audit.as_data import subject_data

                data = subject_data(subject) | found.as_json()
                click.echo(json.dumps(data, indent=2, ensure_ascii=False, default=str))
                return
            from ..page.what_if_text import what_if_text

            say(what_if_text(found, width()))
    except Exception as error:
        findings_as_json(error, as_json)
        raise
