"""`surefoot rules test`: a rulebook's cases."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .common import open_rules, rules_option


@click.command("test")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option("--only", default="", help="Only the cases whose name contains this.")
@rules_option
def command(folder: Path | None, only: str, rules: Path | None) -> None:
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
