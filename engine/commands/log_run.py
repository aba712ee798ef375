"""What every way to log shares: whom and which day it is about, what is corrected, recording, and what is said then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .common import athlete_in, cache_folder, now, open_rules, say, today

if TYPE_CHECKING:
    from ..journal.entries import Draft, Entry
    from ..journal.store import Journal
    from ..logbook.context import Context
    from ..model import Flag, Rulebook

Made = TypeVar("Made")


class Logging:
    """One run of `surefoot log`."""

    def __init__(self, journal: Journal, athlete: str, rules: Path | None, as_json: bool, another: bool):
        from ..rulebook.cache import open_rulebook

        self.journal, self.athlete, self.rules, self.as_json, self.another = journal, athlete, rules, as_json, another
        self.book: Rulebook = open_rulebook(rules, cache_folder())[0]
        self.today = today()

    def check(
        self,
        new: bool,
        words: Sequence[str],
        file: str | None,
        correct: int | None,
        take_back: int | None,
        listed: bool,
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
            raise click.UsageError(
                "This rulebook has no logbook (knowledge/log.yaml), so nothing can be logged with it."
            )

    def day(self, on: str | None, usual: Date | None = None) -> Date:
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

    def on(self, said: str | None, made: Callable[[Date], Made], usual: Date | None = None) -> Made:
        """What is made for the day that was said; with a day that isn't one, its finding beside all others.

        Errors: BadInput with every finding.
        """
        from ..findings import BadInput

        try:
            day, wrong = self.day(said, usual), []
        except BadInput as error:
            day, wrong = usual or self.today, error.findings
        try:
            found = made(day)
        except BadInput as error:
            raise BadInput([*wrong, *error.findings], error.texts) from error
        if wrong:
            raise BadInput(wrong)
        return found

    def context(self, day: Date, corrects: Entry | None = None) -> Context:
        from ..logbook.context import context_of

        found = context_of(
            self.book,
            self.athlete,
            day,
            self.journal.entries(self.athlete),
            self.journal.briefs(self.athlete),
            corrects,
        )
        found.another = self.another
        return found

    def correction(self, number: int, on: str | None) -> tuple[Context, Entry]:
        from dataclasses import replace

        from ..journal.entries import FACTS, SESSION
        from ..journal.errors import NoSuchEntry
        from ..logbook.context import CHECK_IN
        from ..logbook.recording import correctable

        entry, as_now = correctable(self.journal, self.athlete, number)
        if entry.kind != SESSION and (entry.kind != FACTS or entry.source != CHECK_IN):
            raise NoSuchEntry(f"Entry {number} of {self.athlete} is no check-in and no session ({entry.source}).")
        as_now = replace(as_now, root=entry.root or as_now.root)
        return self.context(self.day(on, as_now.day), as_now), as_now

    def record(self, context: Context, drafts: Sequence[Draft], places: Sequence[Any] = ()) -> None:
        """Into the journal, and what there is to say about it."""
        from ..logbook.recording import record
        from ..logbook.screens import newly

        raised = newly(context, drafts)
        outcome = record(self.journal, self.athlete, drafts, now(), self.another, places)
        if self.as_json:
            self.json(outcome.recorded, raised)
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
            return  # what is wrong with older entries is told where one decides
        say(verdict(made.decision))

    def json(self, entries: Sequence[Entry], raised: Sequence[Flag]) -> None:
        import json

        from ..journal.canonical import canonical

        found = {"athlete": self.athlete, "entries": [
            {"id": each.id, "kind": each.kind, "held_on": each.held_on, "recorded_at": each.recorded_at,
             "supersedes": each.supersedes, "source": each.source, "data": each.data} for each in entries],
            "red_flags": [{"id": each.id, "action": each.action, "say": each.say} for each in raised]}  # fmt: skip
        click.echo(json.dumps(json.loads(canonical(found)), indent=2, ensure_ascii=False))
