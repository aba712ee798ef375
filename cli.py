"""The command line: arguments in, one call, text and an exit code out. The only place where the clock is read."""

from __future__ import annotations

import datetime
import gc
import importlib
import os
import shutil
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, cast

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


def _cache() -> Path | None:
    """Where compiled rulebooks are kept; SUREFOOT_CACHE names another place, or `off`."""
    named = os.environ.get("SUREFOOT_CACHE")
    if named == "off":
        return None
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(named) if named else Path(base) / "surefoot"


def _open(rules: Path | None) -> Any:
    gc.disable()  # what is loaded here stays to the end: looking through it again and again finds nothing
    try:
        from .engine.service import open_surefoot

        return open_surefoot(rules, _cache())
    finally:
        gc.freeze()
        gc.enable()


def _read(path: str) -> tuple[str, str]:
    """A file's text and the name that findings give it; `-` is standard input."""
    from .engine.findings import BadInput, Finding

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        return data.decode("utf-8"), "standard input" if path == "-" else path
    except OSError as error:
        raise BadInput([Finding("unreadable", f"This file can't be read: {error.strerror}.", path)]) from error
    except UnicodeDecodeError as error:
        raise BadInput([Finding("unreadable", "This file is not UTF-8 text.", path)]) from error


def _width() -> int:
    return shutil.get_terminal_size((80, 24)).columns


rules_option = click.option(
    "--rules",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="SUREFOOT_RULES",
    help="A folder with a rulebook of your own (knowledge/ and rules/).",
)


# Name -> its file in engine/commands/, which holds it as `command`, and the first line of its help. A file is imported
# when its command is asked for, and not to list it.
LATER = {
    "rules": ("rules", "Check, explain and test a rulebook, and edit one of your own."),
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


@surefoot.command()
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
def decide(facts: str, as_json: bool, reader: str, rules: Path | None) -> None:
    """Decide from a FACTS file (YAML or JSON; - for standard input)."""
    text, name = _read(facts)
    _show(lambda opened: opened.decide_text(text, name, datetime.date.today()), as_json, reader, rules)


def _answers() -> Path | None:
    """Where answers are kept while they are given; SUREFOOT_ANSWERS names another folder, or `off`."""
    named = os.environ.get("SUREFOOT_ANSWERS")
    if named == "off":
        return None
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(named) if named else Path(base) / "surefoot" / "answers"


@surefoot.command()
@click.argument("athlete", required=False)
@click.option(
    "--answers",
    type=click.Path(allow_dash=True),
    help="A facts file whose answers are taken over; only the rest is asked.",
)
@click.option("--no-input", is_flag=True, help="Ask nothing: what isn't in the answers is not known.")
@click.option("--save", type=click.Path(path_type=Path), help="Keep the answers as a facts file that `decide` takes.")
@click.option("--sheet", is_flag=True, help="No tests now: print those that are owed on one page, for the floor.")
@click.option("--all", "everything", is_flag=True, help="Ask for tests too that can't change anything any more.")
@click.option("--plain", is_flag=True, help="One fact a line, nothing wrapped, for a screen reader.")
@click.option("--json", "as_json", is_flag=True, help="The whole decision as one JSON object.")
@rules_option
def assess(
    athlete: str | None,
    answers: str | None,
    no_input: bool,
    save: Path | None,
    sheet: bool,
    everything: bool,
    plain: bool,
    as_json: bool,
    rules: Path | None,
) -> None:
    """Ask the questions, decide, and show the week.

    At a terminal the answers are kept as they are given, and the next start goes on from them.
    """
    from .engine.interview.run import Wishes, decided, interview
    from .engine.interview.terminal import Talk

    text, name = _read(answers) if answers else ("", "")
    talk = Talk(sys.stdin is not None and sys.stdin.isatty() and not no_input, not no_input, plain)
    wishes = Wishes(athlete or "", text, name, save, _answers(), everything, sheet)
    opened = _open(rules)
    try:
        sitting = interview(opened, talk, wishes, datetime.date.today())
        while True:
            decision, plan = decided(opened, sitting, wishes)
            if sheet and not decision.true("stop"):
                from .engine.interview.floor import floor_sheet

                _say(floor_sheet(sitting.sheet, _width(), everything, plain, sitting.again))
                return
            _print(decision, plan, as_json, "athlete", plain)
            if as_json or not talk.terminal or sitting.left is not None:
                return
            from .engine.interview.ending import what_next
            from .engine.page.text import text_page

            page = partial(text_page, decision, plan, 80)
            if not what_next(talk, sitting.sheet, decision, page, sitting.kept.path):
                return
            sitting.back()
    except Exception as error:
        _findings_as_json(error, as_json)
        raise


def _show(decided: Callable[[Any], Any], as_json: bool, reader: str, rules: Path | None) -> None:
    opened = _open(rules)
    try:
        decision, plan = decided(opened)
    except Exception as error:
        _findings_as_json(error, as_json)
        raise
    _print(decision, plan, as_json, reader)


def _print(decision: Any, plan: Any, as_json: bool, reader: str, plain: bool = False) -> None:
    if as_json:
        from .engine.page.as_json import as_json as object_of

        click.echo(object_of(decision, plan, VERSION), nl=False)
    elif plain:
        from .engine.page.plain import plain_page

        _say(plain_page(decision, plan))
    else:
        from .engine.page.text import text_page

        _say(text_page(decision, plan, _width(), reader == "coach"))


def _say(text: str) -> None:
    """A page to standard output, in the letters that it can show."""
    from .engine.interview.terminal import ascii_only
    from .engine.page.letters import in_ascii

    click.echo(in_ascii(text) if ascii_only(sys.stdout) else text, nl=False)


def _findings_as_json(error: Exception, as_json: bool) -> None:
    """With --json what is wrong goes to standard output too, as data."""
    from .engine.findings import BadInput

    if as_json and isinstance(error, BadInput):
        import json

        click.echo(json.dumps({"findings": [finding.as_json() for finding in error.findings]}, indent=2))


if __name__ == "__main__":
    if __package__:
        main()
    else:
        sys.exit("Run: surefoot   (this file is part of the package; install it with pip install .)")
