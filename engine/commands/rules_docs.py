"""`surefoot rules docs`: the whole rulebook as a site."""

from __future__ import annotations

from pathlib import Path

import click

from .common import cache_folder, rules_option


@click.command("docs")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), required=True,
              help="The folder to write it to. An older site there is replaced.")  # fmt: skip
@rules_option
def command(folder: Path | None, output: Path, rules: Path | None) -> None:
    """Write the rulebook below FOLDER (the shipped one when left out) as a site to look through, without any network.

    Open its index.html in a browser, or put it on a server.
    """
    from ..rulebook.files import SHIPPED
    from ..rulebook.standing import standing_of
    from ..site.build import site
    from ..site.folder import write
    from ..workbench.show import opened

    root = folder or rules or SHIPPED
    show = opened(root)
    files = site(show, standing_of(show.book, root, cache_folder()))
    write(files, output)
    pages = sum(name.endswith(".html") for name in files)
    click.echo(f"{output / 'index.html'}: {pages} pages.")
