"""`surefoot rules show`: one thing of a rulebook in plain words."""

from __future__ import annotations

from pathlib import Path

import click

from .common import rules_option, say, width


@click.command("show")
@click.argument("name", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@rules_option
def command(name: str, as_json: bool, rules: Path | None) -> None:
    """Show a rule, gate, criterion, measure, red flag, exercise or anything else by its ID, in plain words.

    With what feeds it and what it feeds, where it comes from, how far it can be trusted, and its cases.
    """
    from ..rulebook.files import SHIPPED
    from ..workbench.show import shown
    from ..workbench.show_text import as_data, as_text

    pages = shown(rules or SHIPPED, name)
    if as_json:
        import json

        say(json.dumps([as_data(page) for page in pages], indent=2, ensure_ascii=False) + "\n")
    else:
        say("\n".join(as_text(page, max(40, min(width(), 80))) for page in pages))
