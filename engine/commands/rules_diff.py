"""`surefoot rules diff`: what an edit of a rulebook means."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .common import into_file, rules_option
from .rules_prove import MISSING, progress

EXISTING = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("diff")
@click.argument("old", type=EXISTING)
@click.argument("new", type=EXISTING, required=False)
@click.option("--save", type=click.Path(file_okay=False, path_type=Path),
              help="Write the facts files of those for whom something else is decided into this folder.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@rules_option
def command(old: Path, new: Path | None, save: Path | None, as_json: bool, rules: Path | None) -> None:
    """What the rulebook below NEW decides otherwise than the one below OLD: regions in words, each with an athlete.

    With one folder, what it changes against --rules, or against the shipped rulebook.
    """
    from ..rulebook.files import SHIPPED
    from ..rulebook.load import load

    try:
        import z3  # noqa: F401
    except ImportError:
        click.echo(MISSING, err=True)
        sys.exit(2)
    from ..prove.compare import compare
    from ..prove.diff_page import diff_json, diff_text
    from ..prove.page import facts_text

    before, after = (old, new) if new is not None else (rules or SHIPPED, old)
    books = load(before), load(after)
    changes = compare(*books, progress())
    if save is not None:
        save.mkdir(parents=True, exist_ok=True, mode=0o700)
        for number, each in enumerate(changes.decided, 1):
            name = f"{number:02}-{each.what}-{each.before}-{each.after}".replace(" ", "_").replace("'", "")
            into_file(facts_text(each.said_new), save / f"{name}.yaml")
            if each.said != each.said_new:
                into_file(facts_text(each.said), save / f"{name}-old.yaml")
    click.echo(diff_json(changes, *books) if as_json else diff_text(changes, *books, saved=save is not None), nl=False)
