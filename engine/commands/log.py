"""`surefoot log`: the check-in before a session, and what was done in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .common import (
    athlete_argument,
    findings_as_json,
    journal_at,
    journal_option,
    json_option,
    now,
    read_text,
    rules_option,
    say,
)
from .log_run import Logging

if TYPE_CHECKING:
    from ..journal.entries import Draft
    from ..logbook.context import Context


@click.command("log", context_settings={"ignore_unknown_options": True})
@athlete_argument
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[--QUESTION ANSWER]...")
@click.option("--on", metavar="DAY", help="The day that it is of: 2026-11-18, yesterday, mon. Left out: today.")
@click.option(
    "--file", type=click.Path(allow_dash=True), help="A CSV file, a row a set and side; - for standard input."
)
@click.option("--correct", type=int, metavar="ENTRY", help="What follows is said in place of what the entry says.")
@click.option("--take-back", type=int, metavar="ENTRY", help="The entry counts no longer.")
@click.option("--another", is_flag=True, help="The same session a second time on one day.")
@click.option("--new", is_flag=True, help="Of somebody about whom the journal holds nothing yet.")
@click.option("--list", "listed", is_flag=True, help="What was logged lately, with the numbers of the entries.")
@json_option
@journal_option
@rules_option
def command(
    athlete: str,
    words: tuple[str, ...],
    on: str | None,
    file: str | None,
    correct: int | None,
    take_back: int | None,
    another: bool,
    new: bool,
    listed: bool,
    as_json: bool,
    journal: Path | None,
    rules: Path | None,
) -> None:
    """Log a check-in before a session, or what was done in it.

    Without flags it asks. The same can be said in flags, or in a file:

    \b
    surefoot log ann --pain none --swelling none --soreness 2 --sleep 7.5 --readiness 2+3+3+2
    surefoot log ann --session A
    surefoot log ann --session A --did "Goblet squat 8 8 6 at 12 kg rir 1"
                     --effort 6 --minutes 25 --pain "achilles left 2"
    surefoot log ann --session B --done no --on yesterday
    surefoot log ann --file week.csv

    What isn't said of a session that was planned was done as planned. The check-in's flags: --news, --pain, --morning,
    --swelling, --soreness, --sleep, --readiness; a session's: --session, --done, --did (once an exercise), --minutes,
    --effort, --pain, --note.
    """
    try:
        with journal_at(journal, create=new) as kept:
            run = Logging(kept, athlete, rules, as_json, another)
            run.check(new, words, file, correct, take_back, listed)
            if listed:
                show_list(run)
            elif take_back is not None:
                take_back_entry(run, take_back)
            elif file is not None:
                from_file(run, file, on, correct)
            elif words:
                from_flags(run, words, on, correct)
            else:
                from .log_prompts import ask

                ask(run, on, correct)
    except Exception as error:
        findings_as_json(error, as_json)
        raise


def from_flags(run: Logging, words: Sequence[str], on: str | None, correct: int | None) -> None:
    """Answers on the command line."""
    from ..logbook.from_flags import correction_from, draft_from, kind_of, read_flags

    if correct is not None:
        flags = read_flags(run.athlete, words, run.book)
        context, entry = run.correction(correct, on)
        run.record(context, [correction_from(flags, entry, correct, context)])
        return

    def made(day: Date) -> tuple[Context, Draft]:
        flags, context = read_flags(run.athlete, words, run.book), run.context(day)
        return context, draft_from(flags, kind_of(flags), context)

    context, draft = run.on(on, made)
    run.record(context, [draft])


def from_file(run: Logging, file: str, on: str | None, correct: int | None) -> None:
    """Answers in a CSV file."""
    from ..findings import BadInput, Finding
    from ..logbook.from_file import drafts_in
    from ..logbook.recording import correction_of

    text, name = read_text(file)
    entry = run.correction(correct, on)[1] if correct is not None else None

    def made(day: Date | None) -> tuple[list[Draft], Any, list[str]]:
        return drafts_in(text, name, run.book, lambda day: run.context(day, entry), day, run.today)

    usual = entry.day if entry is not None else None
    drafts, places, aside = run.on(on, made, usual) if on or usual is not None else made(None)
    for line in aside:
        click.echo(line, err=True)
    if correct is not None and entry is not None:
        if len(drafts) != 1 or drafts[0].kind != entry.kind:
            say = f"Entry {correct} is one {entry.kind} entry, and this file holds {len(drafts)} others."
            raise BadInput([Finding("correction", say, name, expected="a file with that entry alone")])
        drafts = [correction_of(drafts[0], correct)]
    days = [each.held_on for each in drafts]
    if drafts:
        run.record(run.context(max(map(Date.fromisoformat, days)), entry), drafts, places)


def take_back_entry(run: Logging, number: int) -> None:
    """An entry that counts no longer."""
    from ..logbook.recording import take_back
    from ..logbook.told import wrapped
    from ..logbook.words import told

    entry, before = take_back(run.journal, run.athlete, number, now())
    if run.as_json:
        run.json([entry], [])
        return
    lines = [f"Entry {number} of {before.held_on} is taken back, as entry {entry.id}. It had said:"]
    lines += [f"  {line}" for line in told(before.kind, before.data, run.book)]
    say("".join(f"{line}\n" for each in lines for line in wrapped(each)))


def show_list(run: Logging) -> None:
    """What was logged lately."""
    from ..logbook.listing import lately, listing

    entries = lately(run.journal.entries(run.athlete), run.today, run.book.logbook.list_days)
    if run.as_json:
        run.json(entries, [])
    else:
        say(listing(entries, run.athlete, run.book))
