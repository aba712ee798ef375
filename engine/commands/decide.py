"""`surefoot decide`: a decision from a facts file."""

from __future__ import annotations

from pathlib import Path

import click

from .common import findings_as_json, open_rules, print_decision, read_text, rules_option, today


@click.command("decide")
@click.argument("facts", type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="The whole decision as one JSON object.")
@click.option(
    "--for",
    "reader",
    type=click.Choice(["athlete", "coach"]),
    default="athlete",
    help="A coach's page names rules and ids.",
)
@rules_option
def command(facts: str, as_json: bool, reader: str, rules: Path | None) -> None:
    """Decide from a FACTS file (YAML or JSON; - for standard input)."""
    text, name = read_text(facts)
    opened = open_rules(rules)
    try:
        decision, plan = opened.decide_text(text, name, today())
    except Exception as error:
        findings_as_json(error, as_json)
        raise
    print_decision(decision, plan, as_json, reader)
