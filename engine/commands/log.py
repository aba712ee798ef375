"""`surefoot log`: the check-in before a session, and what was done in it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .common import (
    athlete_argument,
    athlete_in,
    cache_folder,
    findings_as_json,
    journal_at,
    journal_option,
    json_option,
    now,
    open_rules,
    read_text,
    rules_option,
    say,
    today,
)

if TYPE_CHECKING:
    from ..journal.entries import Draft, Entry
    from ..journal.store import Journal
    from ..logbook.context import Context
    from ..model import Flag, Rulebook


@click.command("log", context_settings={"ignore_unknown_options": True})
@athlete_argument
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[--QUESTION ANSWER]...")
@click.option("--on", metavar="DAY", help="The day that it is of: 2026-11-18, yesterday, mon. Left out: today.")
@click.option("--file", type=click.Path(allow_dash=True), help="A CSV file, a row a set and side; - for standard input.")
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
    surefoot log ann --pain none --soreness 2 --sleep 7.5 --readiness 2+3+3+2
    surefoot log ann --session A
    surefoot log ann --session A --did "Goblet squat 8 8 6 at 12 kg rir 1"
                     --effort 6 --minutes 25 --pain "achilles left 2"
    surefoot log ann --session B --done no --on yesterday
    surefoot log ann --file week.csv

    What isn't said of a session that was planned was done as planned. The check-in's flags: --news, --pain, --morning,
    --soreness, --sleep, --readiness; a session's: --session, --done, --did (once an exercise), --minutes, --effort,
    --pain, --note.
    """
    try:
        with journal_at(journal, create=new) as kept:
            run = _Run(kept, athlete, rules, as_json, another)
            run.check(new, words, file, correct, take_back, listed)
            if listed:
                run.list()
            elif take_back is not None:
                run.take_back(take_back)
            elif file is not None:
                run.file(file, on, correct)
            elif words:
                run.flags(words, on, correct)
            else:
                run.ask(on, correct)
    except Exception as error:
        findings_as_json(error, as_json)
        raise


class _Run:
    """One run of the command."""

    def __init__(self, journal: Journal, athlete: str, rules: Path | None, as_json: bool, another: bool):
        from ..rulebook.cache import open_rulebook

        self.journal, self.athlete, self.rules, self.as_json, self.another = journal, athlete, rules, as_json, another
        self.book: Rulebook = open_rulebook(rules, cache_folder())[0]
        self.today = today()

    def check(
        self, new: bool, words: Sequence[str], file: str | None, correct: int | None, take_back: int | None, listed: bool
    ) -> None:
        """That the options go together, and that it is known whom they are about."""
        from ..findings import BadInput
        from ..logbook.from_flags import unknown_athlete

        if sum((bool(words), file is not None, take_back is not None, listed)) > 1:
            raise click.UsageError("Flags of questions, --file, --take-back and --list are each for themselves.")
        if correct is not None and (take_back is not None or listed):
            raise click.UsageError("--correct goes with flags of questions, with --file, or alone.")
        others = self.journal.athletes()
        if not new and self.athlete not in others:
            raise BadInput([unknown_athlete(self.athlete, others)])
        if not self.book.logbook.check_in:
            raise click.UsageError("This rulebook has no logbook (knowledge/log.yaml), so nothing can be logged with it.")

    # ---- the ways in ----

    def flags(self, words: Sequence[str], on: str | None, correct: int | None) -> None:
        """Answers on the command line."""
        from ..logbook.from_flags import correction_from, draft_from, kind_of, read_flags

        said, line = read_flags(words, self.book)
        if correct is not None:
            context, entry = self._correction(correct, on)
            self._record(context, [correction_from(said, entry, correct, context, line)])
            return
        context = self._context(self._day(on))
        self._record(context, [draft_from(said, kind_of(said, self.book, line), context, line)])

    def file(self, file: str, on: str | None, correct: int | None) -> None:
        """Answers in a CSV file."""
        raise NotImplementedError

    def ask(self, on: str | None, correct: int | None) -> None:
        """Questions at a prompt."""
        raise NotImplementedError

    def take_back(self, number: int) -> None:
        """An entry that counts no longer."""
        from ..logbook.recording import take_back
        from ..logbook.words import told

        entry, before = take_back(self.journal, self.athlete, number, now())
        if self.as_json:
            self._json([entry], [])
            return
        say("\n".join([f"Entry {number} of {before.held_on} is taken back, as entry {entry.id}. It had said:",
                       *(f"  {line}" for line in told(before.kind, before.data, self.book))]) + "\n")  # fmt: skip

    def list(self) -> None:
        """What was logged lately."""
        from ..logbook.listing import lately, listing

        entries = lately(self.journal.entries(self.athlete), self.today, self.book.logbook.list_days)
        if self.as_json:
            self._json(entries, [])
        else:
            say(listing(entries, self.athlete, self.book))

    # ---- what they share ----

    def _day(self, on: str | None, usual: Date | None = None) -> Date:
        from ..facts.values import Mistake, shown
        from ..findings import BadInput, Finding
        from ..interview.typed import tidy
        from ..interview.when import ALONE, day_of

        if on is None:
            return usual or self.today
        said = tidy(on)
        wanted = "a day up to today: 2026-11-18, yesterday, mon, 3 days ago"
        meant = day_of(said, self.today) if ALONE.match(said) else Mistake(
            "date", f"'{shown(on)}' is not a day.", shown(on), wanted)  # fmt: skip
        if isinstance(meant, Mistake):
            raise BadInput([Finding(meant.code, meant.say, "command line", path="on", seen=meant.seen,
                                    expected=wanted)])  # fmt: skip
        return meant

    def _context(self, day: Date, corrects: Entry | None = None) -> Context:
        from ..logbook.context import context_of

        return context_of(self.book, self.athlete, day, self.journal.entries(self.athlete),
                          self.journal.briefs(self.athlete), corrects)  # fmt: skip

    def _correction(self, number: int, on: str | None) -> tuple[Context, Entry]:
        from dataclasses import replace

        from ..journal.entries import FACTS, SESSION
        from ..journal.errors import NoSuchEntry
        from ..logbook.context import CHECK_IN
        from ..logbook.recording import correctable

        entry, as_now = correctable(self.journal, self.athlete, number)
        if entry.kind != SESSION and (entry.kind != FACTS or entry.source != CHECK_IN):
            raise NoSuchEntry(f"Entry {number} of {self.athlete} is no check-in and no session ({entry.source}).")
        as_now = replace(as_now, root=entry.root or as_now.root)
        return self._context(self._day(on, as_now.day), as_now), as_now

    def _record(self, context: Context, drafts: Sequence[Draft], places: Sequence[Any] = ()) -> None:
        """Into the journal, and what there is to say about it."""
        from ..logbook.recording import record
        from ..logbook.screens import newly

        raised = newly(context, drafts)
        outcome = record(self.journal, self.athlete, drafts, now(), self.another, places)
        if self.as_json:
            self._json(outcome.recorded, raised)
            return
        from ..logbook.told import acknowledged

        say(acknowledged(outcome, raised, self.book))
        if not raised:
            self._today(context, outcome.recorded)

    def _today(self, context: Context, recorded: Sequence[Entry]) -> None:
        """After a check-in of today: what the day is for."""
        from ..findings import BadInput
        from ..journal.entries import FACTS
        from ..logbook.screens import screen_due
        from ..logbook.told import verdict

        if context.day != self.today or not any(each.kind == FACTS for each in recorded):
            return
        due = screen_due(context)
        if due:
            click.echo(due, err=True)
        try:
            made = athlete_in(self.journal, self.athlete, open_rules(self.rules)).decide(self.today)
        except BadInput:
            return                       # what is wrong with older entries is told where one decides
        say(verdict(made.decision))

    def _json(self, entries: Sequence[Entry], raised: Sequence[Flag]) -> None:
        import json

        from ..journal.canonical import canonical

        found = {"athlete": self.athlete, "entries": [
            {"id": each.id, "kind": each.kind, "held_on": each.held_on, "recorded_at": each.recorded_at,
             "supersedes": each.supersedes, "source": each.source, "data": each.data} for each in entries],
            "red_flags": [{"id": each.id, "action": each.action, "say": each.say} for each in raised]}  # fmt: skip
        click.echo(json.dumps(json.loads(canonical(found)), indent=2, ensure_ascii=False))


__all__ = ["command", "read_text", "sys"]
