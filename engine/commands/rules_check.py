"""`surefoot rules check`: every mistake in a rulebook, and what its own changes come to."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .common import rules_option, say


@click.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="The findings, and what is changed, as JSON.")
@click.option("--accept-base", is_flag=True, help="Of differences: the base as it is now has been looked through.")
@rules_option
def command(folder: Path | None, as_json: bool, accept_base: bool, rules: Path | None) -> None:
    """Report every mistake in the rulebook below FOLDER (the shipped one when left out), all at once."""
    import json

    from ..rulebook.files import SHIPPED
    from ..workbench.check import accepted, checked

    root = folder or rules or SHIPPED
    if accept_base:
        accepted(root)
    report = checked(root)
    if as_json:
        click.echo(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
    else:
        say(report.as_text())
    sys.exit(3 if report.errors else 0)
