"""The command line: arguments in, one call, text and an exit code out. The only place where the clock is read."""

from __future__ import annotations

import datetime
import importlib
import sys
import time
from typing import NoReturn, cast

import click

from .engine.commands.common import VERSION, Clock

FAULT = 70


def main() -> None:
    """The `surefoot` command. Whatever goes wrong ends in words and an exit code, never in a traceback."""
    try:
        surefoot.main(prog_name="surefoot")
    except Exception as error:
        _fail(error)


def _fail(error: Exception) -> NoReturn:
    from .engine.findings import BadInput, render

    if isinstance(error, BadInput):
        click.echo(render(error.findings, error.texts), err=True)
        sys.exit(error.exit_code)
    code = getattr(error, "exit_code", None)
    if isinstance(error, (BrokenPipeError, KeyboardInterrupt)):
        sys.exit(FAULT if code else 1)
    if code is None:
        click.echo(
            f"surefoot met a fault of its own: {type(error).__name__}: {error}\n"
            "Please report it, with the file that you used.",
            err=True,
        )
        sys.exit(FAULT)
    click.echo(f"{error}", err=True)
    sys.exit(code)


# Name -> its file in engine/commands/, which holds it as `command`, and the first line of its help. A file is imported
# when its command is asked for, and not to list it.
LATER = {
    "assess": ("assess", "Ask the questions, decide, and show the week."),
    "audit": ("audit", "Hold the journal against its receipts, decide its decisions again, and hand one of them on."),
    "decide": ("decide", "Decide from a FACTS file (YAML or JSON; - for standard input)."),
    "export": ("export", "Write everything about an athlete to plain files in FOLDER."),
    "forget": ("forget", "Remove everything about an athlete, for good."),
    "history": ("history", "An athlete's decisions so far, and how the measures went."),
    "import": ("import_runs", "Take the runs in PATH for an athlete's journal."),
    "log": ("log", "Log a check-in before a session, or what was done in it."),
    "path": ("path", "The cheapest way through to a phase, and how long it takes."),
    "plan": ("plan", "Show the week: where strength stands beside the running, and why."),
    "restore": ("restore", "Read the export in FOLDER into a journal that holds nothing about its athlete."),
    "rules": ("rules", "Check, explain and test a rulebook, and edit one of your own."),
    "squad": ("squad", "Many athletes as one table, those that need a look first, and why."),
    "what-if": ("what_if", "Decide again with other facts, and show what differs."),
    "why": ("why", "Why a decision is what it is: its reasons, from the outcome down to the facts."),
}


class Commands(click.Group):
    """Commands of which only the name and the first line of help are known until they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *LATER])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in LATER:
            return super().get_command(ctx, cmd_name)
        module = importlib.import_module(f".engine.commands.{LATER[cmd_name][0]}", __package__)
        return cast(click.Command, module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lines = {name: command.get_short_help_str(100) for name, command in self.commands.items()}
        lines |= {name: line for name, (_, line) in LATER.items()}
        with formatter.section("Commands"):
            formatter.write_dl(sorted(lines.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="surefoot")
@click.pass_context
def surefoot(ctx: click.Context) -> None:
    """Says when a runner's legs are ready for the next kind of strength work, and why.

    General fitness guidance, not medical advice.
    """
    utc = datetime.timezone.utc
    ctx.obj = Clock(datetime.date.today, lambda: datetime.datetime.now(utc), time.monotonic)


if __name__ == "__main__":
    if __package__:
        main()
    else:
        sys.exit("Run: surefoot   (this file is part of the package; install it with pip install .)")
