"""`surefoot rules test`: a rulebook's cases, and what they cover."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .common import open_rules, rules_option, say


@click.command("test")
@click.argument("what", metavar="[FOLDER] [NAME...]", nargs=-1)
@click.option("--only", default="", help="Only the cases whose name contains this.")
@click.option("--coverage", is_flag=True, help="And what no case has seen: conditions, and thresholds on each side.")
@click.option("--mutate", is_flag=True, help="And which small changes of the rules no case notices. Takes a minute.")
@click.option("--of", multiple=True, metavar="ID",
              help="With these two: only of this rule, criterion, red flag, table or validity.")  # fmt: skip
@rules_option
def command(
    what: tuple[str, ...], only: str, coverage: bool, mutate: bool, of: tuple[str, ...], rules: Path | None
) -> None:
    """Run the rulebook's cases: athletes worked out by hand, and what must come out.

    NAME is a case's name, a part of it, one with * in it, or a file of cases; several are run together. FOLDER holds
    the rulebook, the shipped one when left out.
    """
    from ..cases import run_case
    from ..rulebook.files import SHIPPED
    from ..workbench.choosing import cases_below, check_ids, chosen
    from ..workbench.equivalents import equivalents_below

    folder = Path(what[0]) if what and Path(what[0]).is_dir() else None
    root = folder or rules or SHIPPED
    cases = chosen(cases_below(root), what[1:] if folder is not None else what, only)
    same = equivalents_below(root) if coverage or mutate else []
    opened = open_rules(None if root == SHIPPED else root)
    check_ids(of, opened.book)
    seen = None
    if coverage:
        from ..workbench.coverage import Coverage

        seen = Coverage(opened.book, [change for each in same for change in each.changes])
    failed, wrong = 0, False
    for case in cases:
        result = run_case(case, opened)
        if seen is not None and result.decision is not None:
            seen.take(result.decision.facts.known, result.decision.truths)
        if result.differs:
            failed += 1
            lines = [
                f"{case.file}:{case.line}: {case.name}",
                f"  {case.why}",
                *(f"  {line}" for line in result.differs),
            ]
            say("\n".join(lines) + "\n")
    if seen is not None:
        say("\n".join(seen.as_lines(of)) + "\n")
    if mutate:
        from ..workbench.mutation import mutated

        outcome = mutated(opened.book, cases, of, same, _progress)
        say("\n".join(outcome.as_lines()) + "\n")
        wrong = bool(outcome.wrong)
    say(f"{len(cases)} cases: {len(cases) - failed} hold, {failed} {'does' if failed == 1 else 'do'} not.\n")
    sys.exit(1 if failed or wrong else 0)


def _progress(done: int, whole: int) -> None:
    """How far it is, at a terminal only, where the next line writes over it."""
    if sys.stderr.isatty() and done % 20 == 0:
        click.echo(f"\r{done} of {whole} small changes tried\r", nl=False, err=True)
