"""`surefoot squad`: many athletes as one table, those that need a look first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import (
    VERSION,
    all_kept,
    cache_folder,
    into_file,
    journal_at,
    journal_file,
    journal_option,
    json_option,
    output_option,
    rules_option,
    say,
    today,
    width,
)

if TYPE_CHECKING:
    from ..findings import Finding
    from ..infer.compiler import Compiler
    from ..model import Rulebook
    from ..squad.from_folder import Read
    from ..squad.from_journal import Member
    from ..squad.part import Part
    from ..squad.squad import Squad

FORMATS = ("text", "html", "csv", "json")
ENDINGS = (".yaml", ".yml", ".json")
WITHOUT = "This rulebook has no rules/squad.yaml, which says who needs a look. The shipped rulebook has one to copy."


@click.command("squad")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--since", metavar="DATE", help="Tell what changed since that day; left out, a week ago. With a journal.")
@click.option("--discreet", is_flag=True, help="Initials and a mark for names, and nothing about health.")
@click.option("--format", "shape", type=click.Choice(FORMATS), default=None, help="What to write.")
@json_option
@output_option
@journal_option
@rules_option
def command(
    folder: Path | None,
    since: str | None,
    discreet: bool,
    shape: str | None,
    as_json: bool,
    output: Path | None,
    journal: Path | None,
    rules: Path | None,
) -> None:
    """Many athletes as one table, those that need a look first, and why.

    Of the facts files in FOLDER; left out, of everybody in the journal, with what changed since a week ago. Nothing is
    recorded.
    """
    if as_json and shape not in (None, "json"):
        raise click.UsageError("--json is the same as --format json; one of them.")
    if folder is not None and since is not None:
        raise click.UsageError("--since goes with a journal: facts files say nothing of an earlier day.")
    named = click.get_current_context().get_parameter_source("journal")
    if folder is not None and named is click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError("A FOLDER of facts files, or --journal; one of them.")
    with all_kept():
        from ..rulebook.cache import open_rulebook
        from ..squad.part import part_of
        from ..squad.squad import squad_of

        book, compiled = open_rulebook(rules, cache_folder())
        if not book.squad_look:
            raise click.UsageError(WITHOUT)
        part, day = part_of(book), today()
        then = None
        if folder is not None:
            members = _of_folder(folder, book, part, day)
        else:
            then = _since(since, day, book)
            members = _of_journal(journal, book, compiled, part, then)
        squad = squad_of(members, book, day, then, discreet)
        text = _written(squad, "json" if as_json else shape or "text")
    if output is not None:
        all_of_it, little = "names, decisions, reasons, pain and sides", "initials and decisions, nothing about health,"
        holds = little if discreet else all_of_it
        click.echo(f"Into {output}: {holds} of {len(squad.lines)} athletes.", err=True)
        into_file(text, output)
    elif shape in (None, "text") and not as_json:
        say(text)
    else:
        click.echo(text, nl=False)
    _tell(members, discreet)


def _since(said: str | None, day: Date, book: Rulebook) -> Date:
    """The day as said, or so many days ago as the rulebook says. Errors: BadInput."""
    from datetime import timedelta

    from ..facts.values import Mistake, read_date
    from ..findings import BadInput, Finding

    if said is None:
        return day - timedelta(days=int(book.squad["changes"]["days"]))
    meant = read_date(said)
    if isinstance(meant, Mistake) or meant >= day:
        raise BadInput([Finding("date", f"'{said}' is no day before {day}.", "command line", path="since", seen=said,
                                expected="a day before today, as 2026-11-18")])  # fmt: skip
    return meant


def _of_folder(folder: Path, book: Rulebook, part: Part, day: Date) -> list[Member]:
    from ..squad.from_folder import rows_of_files
    from ..squad.from_journal import Member

    return [Member(row) for row in rows_of_files(_files(folder), book, part, day)]


def _files(folder: Path) -> Iterator[Read]:
    """The facts files of a folder with their texts, by name. Errors: BadInput, where there are none."""
    from ..findings import BadInput, Finding
    from .common import read_text

    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file())
    if not paths:
        raise BadInput([Finding("unreadable", "There are no facts files in this folder.", str(folder),
                                expected=f"files that end in {', '.join(ENDINGS)}")])  # fmt: skip
    for path in paths:
        try:
            yield str(path), read_text(str(path))[0]
        except BadInput as error:
            yield str(path), error.findings[0]


def _of_journal(
    journal: Path | None, book: Rulebook, compiled: Compiler, part: Part, since: Date
) -> list[Member]:
    from ..infer.durable import Engine
    from ..journal.deciding import Athlete
    from ..journal.errors import NoJournal, NoSuchEntry
    from ..service import Surefoot
    from ..squad.from_journal import member_of

    file = journal_file(journal)
    if not file.exists():
        raise NoJournal(f"There is no journal {file}. Name one with --journal, or a FOLDER of facts files.")
    with journal_at(journal, create=False) as kept:
        names = kept.athletes()
        if not names:
            raise NoSuchEntry(f"The journal {kept.path} holds nobody yet.")
        opened = Surefoot(book, Engine(book.conclusions, compiled))
        return [member_of(Athlete(kept, name, opened, VERSION), part, today(), since) for name in names]


def _written(squad: Squad, shape: str) -> str:
    """The table in one of the formats; only that one is loaded."""
    if shape == "html":
        from ..page.squad_html import squad_html

        return squad_html(squad)
    if shape in ("csv", "json"):
        from ..page.squad_data import squad_csv, squad_json

        return squad_csv(squad) if shape == "csv" else squad_json(squad, VERSION)
    from ..page.squad_text import squad_text

    return squad_text(squad, width())


def _tell(members: list[Member], discreet: bool) -> None:
    """What is wrong with files and entries; the exit code says whether anybody could be decided, or a fault was met."""
    from ..findings import Fault, is_error, render

    findings = [finding for member in members for finding in member.row.findings]
    if findings and discreet:
        files = len({finding.file for finding in findings})
        click.echo(f"Something is wrong with {files} of them. Without --discreet it is said what.", err=True)
    elif findings:
        click.echo(render(findings), err=True)
    faults = [member.row for member in members if member.row.fault]
    for row in faults:
        click.echo("A fault of surefoot's own." if discreet else f"{row.athlete}: {row.problem}", err=True)
    if faults:
        sys.exit(Fault.exit_code)
    wrong: list[Finding] = [finding for finding in findings if is_error(finding)]
    if wrong and all(member.row.standing is None for member in members):
        sys.exit(2)
