"""`surefoot rules`: a rulebook checked and tested."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .common import open_rules, rules_option
from .diff import command as diff
from .prove import command as prove


@click.group("rules")
def command() -> None:
    """Check and test a rulebook."""


command.add_command(diff)
command.add_command(prove)


@command.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
@rules_option
def check(folder: Path | None, as_json: bool, rules: Path | None) -> None:
    """Report every mistake in the rulebook below FOLDER (the shipped one when left out), all at once."""
    import json

    from ..cases import read_cases
    from ..findings import by_place, is_error, render
    from ..rulebook.files import SHIPPED, case_texts, texts_of
    from ..rulebook.load import examine

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


@command.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--only", default="", help="Only the cases whose name contains this.")
@rules_option
def test(folder: Path | None, only: str, rules: Path | None) -> None:
    """Run the rulebook's cases: athletes worked out by hand, and what must come out."""
    from ..cases import read_cases, run_case
    from ..findings import BadInput, is_error
    from ..rulebook.files import SHIPPED, case_texts

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
