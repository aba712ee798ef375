"""`surefoot rules case`: a case from a real decision."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from .audited import HELP, audited, decision_argument
from .common import into_file, journal_option, open_rules, rules_option

UNREACHED = "A case stays: `surefoot forget` can't reach it."


@click.command("case", epilog=HELP)
@decision_argument
@click.option("--to", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
              help="The file of cases to add it to; - for standard output.")  # fmt: skip
@click.option("--name", default="", help="What the case is called. Left out, what was decided.")
@click.option("--why", default="", help="How the answer follows. Left out, the first line of the page.")
@click.option("--expect", multiple=True, metavar="KEY",
              help="What it expects: outcome, phase, today, gates, lines, tier, ..., or a gate or line by its id. "
              "Left out: outcome, phase, today and the gates that decided.")  # fmt: skip
@click.option("--all", "every", is_flag=True, help="All facts, not only those that the decision read.")
@journal_option
@rules_option
@click.pass_context
def command(context: click.Context, named: str, to: Path | None, name: str, why: str, expect: tuple[str, ...],
            every: bool, journal: Path | None, rules: Path | None) -> None:  # fmt: skip
    """Make a case for `rules test` from DECISION, without the athlete's name.

    With --rules DIR it is added to the cases of the rulebook there, else printed. Its facts are those that the decision
    read. It has to hold by the rulebook that it is for.
    """
    from ..findings import BadInput, Finding
    from ..rulebook.files import SHIPPED
    from ..workbench.new_case import HEAD, added, case_of, file_in, taken_in

    if to is not None and str(to) != "-" and to.suffix != ".yaml":
        wanted_name = to.with_name(f"{to.name.split('.')[0]}.yaml").name
        told = "No test would read this file: files of cases end in .yaml."
        raise BadInput([Finding("case-not-added", told, str(to), expected=wanted_name)])
    wanted = [key for each in expect for key in each.replace(",", " ").split()]
    with audited(named, journal, rules) as subject:
        taken = taken_in(rules or SHIPPED)
        made = case_of(subject, open_rules(rules), taken, wanted, name, why, every)
    if to is None and rules is not None and context.get_parameter_source("rules") == ParameterSource.COMMANDLINE:
        to = file_in(rules)
    if to is None or str(to) == "-":
        click.echo(HEAD + made.text, nl=False)
        click.echo(UNREACHED, err=True)
        return
    text = added(made, to)
    to.parent.mkdir(parents=True, exist_ok=True)
    into_file(text, to)
    click.echo(f"{to}: the case '{made.name}'. {UNREACHED}")
