"""`surefoot assess`: the interview, the decision and the week."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from .common import (
    answers_folder,
    findings_as_json,
    journal_at,
    open_rules,
    print_decision,
    read_text,
    rules_option,
    say,
    today,
    width,
)


@click.command("assess")
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
@click.option(
    "--journal",
    type=click.Path(path_type=Path),
    envvar="SUREFOOT_JOURNAL",
    help="The journal to go on from and to record in; begun where there is none. Left out, nothing is recorded.",
)
@rules_option
def command(
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

    from ..interview.run import Wishes, decided, interview
    from ..interview.terminal import Talk

    text, name = read_text(answers) if answers else ("", "")
    talk = Talk(sys.stdin is not None and sys.stdin.isatty() and not no_input, not no_input, plain)
    wishes = Wishes(athlete or "", text, name, save, answers_folder(), everything, sheet)
    opened = open_rules(rules)
    try:
        with ExitStack() as stack:
            kept = stack.enter_context(journal_at(journal)) if journal is not None else None
            if kept is not None:
                from .into_journal import go_back, interview_from, keep_and_decide, keep_week

                sitting = interview_from(kept, opened, talk, wishes, today())
            else:
                sitting = interview(opened, talk, wishes, today())
            done = None
            while True:
                if kept is not None:
                    done = keep_and_decide(kept, opened, sitting, rules, done)
                    decision, plan = done.made.decision, done.made.plan
                    head = kept.head(done.made.athlete) if done.recorded is not None else None
                    if head is None:
                        talk.say("Nothing was answered, so nothing was recorded.")
                else:
                    decision, plan, head = *decided(opened, sitting, wishes), None
                if sheet and not decision.true("stop"):
                    from ..interview.floor import floor_sheet

                    say(floor_sheet(sitting.sheet, width(), everything, plain, sitting.again))
                    return
                print_decision(decision, plan, as_json, "athlete", plain, head)
                if done is not None:
                    keep_week(done)
                if as_json or not talk.terminal or sitting.left is not None:
                    return
                from ..interview.ending import what_next
                from ..page.text import text_page

                page = partial(text_page, decision, plan, 80)
                if not what_next(talk, sitting.sheet, decision, page, sitting.kept.there):
                    return
                if kept is not None and done is not None:
                    go_back(kept, opened, sitting, done)
                else:
                    sitting.back()
    except Exception as error:
        findings_as_json(error, as_json)
        raise
