"""`surefoot why`: the reasons of a decision as a tree, and what stands against something that wasn't decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .audited import HELP, audited, decision_argument
from .common import findings_as_json, into_file, journal_option, json_option, output_option, rules_option, say, width

if TYPE_CHECKING:
    from ..audit.reasons import Reasons

AUTHOR, ATHLETE = "author", "athlete"


@click.command("why", epilog=HELP)
@decision_argument
@click.argument("topic", required=False)
@click.option("--not", "absent", metavar="WHAT", help="What wasn't decided: a phase, a gate, an exercise, advance.")
@click.option(
    "--for",
    "reader",
    type=click.Choice([ATHLETE, "coach", AUTHOR]),
    default="coach",
    help="A sentence or two, the tree, or every rule that fired.",
)
@click.option(
    "--format", "shape", type=click.Choice(["text", "html"]), default="text", help="html: a report, one file."
)
@json_option
@output_option
@journal_option
@rules_option
def command(
    named: str, topic: str | None, absent: str | None, reader: str, shape: str, as_json: bool, output: Path | None,
    journal: Path | None, rules: Path | None,
) -> None:  # fmt: skip
    """Why a decision is what it is: its reasons, from the outcome down to the facts.

    TOPIC narrows it: a gate (G3), a line (G3.calf), a phase, a tier (P1), an exercise, a rule, a measure, a day (tue),
    today, dose or week. With --not: what stands against something, and what would open it. As html it is a report of
    the whole decision, one file.
    """
    if topic is not None and absent is not None:
        raise click.UsageError("A TOPIC or --not, one of them.")
    if shape == "html" and (topic or absent or as_json):
        raise click.UsageError("A report is of the whole decision: without TOPIC, --not and --json.")
    if output is not None and shape != "html":
        raise click.UsageError("--output is for --format html.")
    try:
        with audited(named, journal, rules) as subject:
            from ..audit.reasons import Reasons

            if shape == "html":
                _report(Reasons(subject), output)
            else:
                _tell(Reasons(subject), topic, absent, reader, as_json)
    except Exception as error:
        findings_as_json(error, as_json)
        raise


def _report(reasons: Reasons, output: Path | None) -> None:
    """The report, into a file or to standard output. What it holds is said first."""
    from ..page.head import with_head
    from ..page.report_html import contains, report_html

    text = with_head(report_html(reasons), "html", reasons.subject.head)
    if output is None:
        click.echo(text, nl=False)
        return
    click.echo(contains(reasons), err=True)
    into_file(text, output)
    click.echo(f"Written to {output}; only you can read it.", err=True)


def _tell(reasons: Reasons, topic: str | None, absent: str | None, reader: str, as_json: bool) -> None:
    from ..audit.topics import Topic, topic_of, tree_of
    from ..audit.why_not import why_not

    if absent is not None:
        found = why_not(absent, reasons)
        about, tree = found.topic, found.blocks
    else:
        about = topic_of(topic, reasons.decision) if topic else Topic("outcome", "outcome")
        tree = tree_of(about, reasons)
    if as_json:
        from ..audit.as_data import why_data

        _print(why_data(reasons, about, found if absent is not None else None, tree, reader == AUTHOR))
        return
    from ..page.why_text import WhyText

    page = WhyText(reasons, width(), reader == ATHLETE)
    say(page.why_not(found) if absent is not None else page.why(tree))
    if reader == AUTHOR:
        from ..audit.fired import firings
        from ..audit.topics import behind
        from ..page.author_text import author_text

        say("\nEVERY RULE THAT FIRED\n" + author_text(firings(reasons.decision, behind(about, reasons))))


def _print(data: dict[str, Any]) -> None:
    import json

    click.echo(json.dumps(data, indent=2, ensure_ascii=False))
