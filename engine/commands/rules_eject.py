"""`surefoot rules eject`: a rulebook of one's own to edit."""

from __future__ import annotations

from pathlib import Path

import click

from .common import rules_option


@click.command("eject")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--differences", is_flag=True, help="Only what you change; the rest stays with the rulebook it builds on."
)
@click.option("--title", default="", help="What pages call a rulebook of differences; left out, the folder's name.")
@rules_option
def command(folder: Path, differences: bool, title: str, rules: Path | None) -> None:
    """Make a rulebook of your own in FOLDER: a copy, or only the differences."""
    from ..workbench.eject import eject

    files = eject(folder, rules, differences, title or folder.resolve().name)
    kind = "only the differences" if differences else "a copy of the whole rulebook"
    click.echo(f"{folder}: {kind}, {len(files)} files. README.md there says how to go on.")
    click.echo(f"  surefoot rules check {folder}")
    click.echo(f"  surefoot rules test {folder}")
    click.echo(f"  surefoot decide FACTS --rules {folder}")
