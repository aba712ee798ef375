"""`surefoot rules`: a rulebook checked, explained, tested, and edited."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import ClassVar, cast

import click

# Name -> its file beside this one, which holds it as `command`, and the first line of its help.
LATER = {
    "case": ("rules_case", "Make a case for the tests of a rulebook from a real decision."),
    "check": ("rules_check", "Report every mistake in a rulebook, all at once."),
    "diff": ("rules_diff", "Say for whom an edit decides something else."),
    "docs": ("rules_docs", "Write the whole rulebook as a site to look through, without any network."),
    "eject": ("rules_eject", "Make a rulebook of your own in FOLDER: a copy, or only the differences."),
    "explain": ("rules_explain", "Print what the code of a finding means, wrong and right."),
    "impact": ("rules_impact", "Say which decisions of the journal an edit would change."),
    "prove": ("rules_prove", "Prove what holds of all athletes, and find one for whom it doesn't."),
    "show": ("rules_show", "Show a rule or anything else in plain words: what feeds it, what it feeds, its source."),
    "test": ("rules_test", "Run the rulebook's cases: athletes worked out by hand, and what must come out."),
}


class Lazy(click.Group):
    """Commands of which only the name and the first line of help are known until they are used."""

    later: ClassVar[Mapping[str, tuple[str, str]]] = LATER

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.later)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.later:
            return None
        module = importlib.import_module(f".{self.later[cmd_name][0]}", __package__)
        return cast(click.Command, module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted((name, line) for name, (_, line) in self.later.items()))


@click.group("rules", cls=Lazy)
def command() -> None:
    """Check, explain and test a rulebook, and edit one of your own."""
