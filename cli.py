"""The command line: arguments in, one call, text and an exit code out. The only place where the clock is read."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, cast

import click

from .engine.commands.common import (
    VERSION,
    answers_folder,
    findings_as_json,
    journal_at,
    journal_option,
    open_rules,
    print_decision,
    read_text,
    rules_option,
    say,
    today,
    width,
)

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
    "export": ("export", "Write everything about an athlete to plain files in FOLDER."),
    "forget": ("forget", "Remove everything about an athlete, for good."),
    "history": ("history", "An athlete's decisions so far, and how the measures went."),
    "import": ("import_runs", "Take the runs in PATH for an athlete's journal."),
    "plan": ("plan", "Show the week: where strength stands beside the running, and why."),
    "restore": ("restore", "Read the export in FOLDER into a journal that holds nothing about its athlete."),
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
def surefoot() -> None:
    """Says when a runner's legs are ready for the next kind of strength work, and why.

    General fitness guidance, not medical advice.
    """


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
    text, name = read_text(facts)
    _show(lambda opened: opened.decide_text(text, name, today()), as_json, reader, rules)


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
@journal_option
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
    journal: Path | None,
    rules: Path | None,
) -> None:
    """Ask the questions, decide, and show the week.

    At a terminal the answers are kept as they are given, and the next start goes on from them. With a journal it goes
    on from what that holds, and the answers and the decision are recorded in it.
    """
    from contextlib import ExitStack

    from .engine.interview.run import Wishes, decided, interview
    from .engine.interview.terminal import Talk

    text, name = read_text(answers) if answers else ("", "")
    talk = Talk(sys.stdin is not None and sys.stdin.isatty() and not no_input, not no_input, plain)
    wishes = Wishes(athlete or "", text, name, save, answers_folder(), everything, sheet)
    opened = open_rules(rules)
    try:
        with ExitStack() as stack:
            kept = stack.enter_context(journal_at(journal)) if journal is not None else None
            if kept is not None:
                from .engine.commands.into_journal import interview_from, keep_and_decide

                sitting = interview_from(kept, opened, talk, wishes, today())
            else:
                sitting = interview(opened, talk, wishes, today())
            while True:
                if kept is not None:
                    made = keep_and_decide(kept, opened, sitting, rules)
                    decision, plan = made.decision, made.plan
                else:
                    decision, plan = decided(opened, sitting, wishes)
                if sheet and not decision.true("stop"):
                    from .engine.interview.floor import floor_sheet

                    say(floor_sheet(sitting.sheet, width(), everything, plain, sitting.again))
                    return
                print_decision(decision, plan, as_json, "athlete", plain)
                if as_json or not talk.terminal or sitting.left is not None:
                    return
                from .engine.interview.ending import what_next
                from .engine.page.text import text_page

                if not what_next(talk, sitting.sheet, decision, text_page(decision, plan, 80), sitting.kept.path):
                    return
                sitting.back()
    except Exception as error:
        findings_as_json(error, as_json)
        raise


def _show(decided: Callable[[Any], Any], as_json: bool, reader: str, rules: Path | None) -> None:
    opened = open_rules(rules)
    try:
        decision, plan = decided(opened)
    except Exception as error:
        findings_as_json(error, as_json)
        raise
    print_decision(decision, plan, as_json, reader)


@surefoot.group()
def rules() -> None:
    """Check and test a rulebook."""


@rules.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
@rules_option
def check(folder: Path | None, as_json: bool, rules: Path | None) -> None:
    """Report every mistake in the rulebook below FOLDER (the shipped one when left out), all at once."""
    import json

    from .engine.cases import read_cases
    from .engine.findings import by_place, is_error, render
    from .engine.rulebook.files import SHIPPED, case_texts, texts_of
    from .engine.rulebook.load import examine

    root = folder or rules or SHIPPED
    texts, cases = texts_of(root), case_texts(root)
    book, findings = examine(texts)
    findings = by_place([*findings, *read_cases(cases)[1]])
    errors = sum(is_error(finding) for finding in findings)
    if as_json:
        click.echo(json.dumps({"findings": [finding.as_json() for finding in findings]}, indent=2))
    else:
        if findings:
            click.echo(render(findings, {**texts, **cases}))
        held = f"{len(book.measures)} measures, {len(book.criteria)} criteria, {len(book.gates)} gates"
        found = f"{errors or 'no'} mistake{'s' if errors != 1 else ''}"
        click.echo(f"{len(texts)} files, {held}, {len(book.exercises)} exercises: {found}.")
    sys.exit(3 if errors else 0)


@rules.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--only", default="", help="Only the cases whose name contains this.")
@rules_option
def test(folder: Path | None, only: str, rules: Path | None) -> None:
    """Run the rulebook's cases: athletes worked out by hand, and what must come out."""
    from .engine.cases import read_cases, run_case
    from .engine.findings import BadInput, is_error
    from .engine.rulebook.files import SHIPPED, case_texts

    root = folder or rules or SHIPPED
    texts = case_texts(root)
    cases, findings = read_cases(texts)
    if any(is_error(finding) for finding in findings):
        raise BadInput(findings, texts)
    opened = open_rules(None if root == SHIPPED else root)
    chosen = [case for case in cases if only.lower() in case.name.lower()]
    failed = 0
    for case in chosen:
        differs = run_case(case, opened).differs
        if differs:
            failed += 1
            click.echo(
                f"{case.file}:{case.line}: {case.name}\n  {case.why}\n" + "\n".join(f"  {line}" for line in differs)
            )
    click.echo(f"{len(chosen)} cases: {len(chosen) - failed} hold, {failed} {'does' if failed == 1 else 'do'} not.")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    if __package__:
        main()
    else:
        sys.exit("Run: surefoot   (this file is part of the package; install it with pip install .)")
