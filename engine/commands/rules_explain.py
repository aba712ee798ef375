"""`surefoot rules explain`: what the code of a finding means."""

from __future__ import annotations

import click

from .common import say, width


@click.command("explain")
@click.argument("code", required=False)
@click.option("--json", "as_json", is_flag=True, help="The page as a JSON object.")
def command(code: str | None, as_json: bool) -> None:
    """Print the page of a finding's CODE: what is wrong, why it matters, how it is done wrong and right.

    Without a code, all of them with their first line.
    """
    from ..workbench.explain import contents, page_of, pages

    if as_json:
        import json

        found = [page_of(code)] if code else list(pages().values())
        data = [page._asdict() for page in found]
        say(json.dumps(data[0] if code else data, indent=2, ensure_ascii=False) + "\n")
    else:
        say(page_of(code).as_text(max(40, min(width(), 80))) if code else contents())
