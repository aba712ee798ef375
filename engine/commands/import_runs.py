"""`surefoot import`: run files into the journal; with --dry-run only a page that says what it would take."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import VERSION, clock, journal_at, journal_file, journal_option, name_of, now, rules_option, say, width

if TYPE_CHECKING:
    from ..journal.runs import KeptRuns
    from ..runs.activity import Read
    from ..runs.read import How
    from ..runs.sources import Found, Source
    from ..runs.take import Taken

EXTRA = ("fitdecode", "gpxpy", "tcxreader", "defusedxml")
PATIENCE = 1.0  # seconds after which a progress bar shows


@click.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.argument("athlete", required=False, callback=lambda _, __, name: name and name_of(name))
@click.option("--dry-run", "dry", is_flag=True, help="Say what it would take, and keep nothing.")
@click.option("--as-runs", is_flag=True, help="Take activities that don't say what they were as runs.")
@click.option("--zone", help="Where you ran, such as Europe/Berlin. Left out, the zone of this machine.")
@click.option("--unit", type=click.Choice(["km", "mi"]), default="km", help="What the distances in lists are in.")
@click.option(
    "--dates", type=click.Choice(["day-first", "month-first"]), help="How lists write dates such as 2/3/2026."
)
@click.option("--json", "as_json", is_flag=True, help="The whole import as one JSON object.")
@journal_option
@rules_option
def command(
    path: Path,
    athlete: str | None,
    dry: bool,
    as_runs: bool,
    zone: str | None,
    unit: str,
    dates: str | None,
    as_json: bool,
    journal: Path | None,
    rules: Path | None,
) -> None:
    """Take the runs in PATH for an athlete's journal.

    PATH is a FIT, GPX or TCX file, a list from Strava or Garmin Connect, a folder or a zip of them. A run that several
    files hold, or the journal already, counts once. A file that can't be read is named, and the rest goes on.
    """
    from ..findings import BadInput
    from ..runs.activity import Refused
    from ..runs.read import How
    from ..runs.report import as_json as object_of
    from ..runs.report import as_text
    from ..runs.settings import open_settings
    from ..runs.sources import find
    from ..runs.take import keep, take

    _installed()
    if athlete is None and not dry:
        raise click.UsageError("Name the ATHLETE whose runs these are; --dry-run says what would be taken.")
    settings = open_settings(rules)
    how = How(settings, _zone(zone), unit, None if dates is None else dates == "day-first")
    try:
        found = find(path, settings)
    except Refused as refused:
        raise BadInput([refused.finding(str(path))]) from refused
    with found, _runs_of(athlete, journal, dry) as kept:
        known = kept.runs(athlete) if athlete and kept else ()
        taken = take(_read(found, how), known, settings, clock().moment(), as_runs)
        taken.failed[:0] = found.findings
        taken.others += found.others
        if not dry and athlete and kept:
            keep(taken, kept, athlete, now(), settings)
    if as_json:
        click.echo(object_of(taken, path, dry, athlete, VERSION), nl=False)
    else:
        say(as_text(taken, path, dry, min(width(), 120)))
    sys.exit(2 if _nothing(taken) else 0)


@contextmanager
def _runs_of(athlete: str | None, journal: Path | None, dry: bool) -> Iterator[KeptRuns | None]:
    """The runs that the journal holds; None in a dry run for nobody, or where there is no journal yet."""
    if dry and (athlete is None or not journal_file(journal).exists()):
        yield None
        return
    from ..journal.runs import KeptRuns

    with journal_at(journal, create=not dry) as kept:
        yield KeptRuns(kept)


def _read(found: Found, how: How) -> Iterator[Read]:
    """Every file, under a progress bar on a terminal once it takes longer than a moment."""
    from ..runs.read import read_source

    def shown(source: Source | None) -> str:
        return source.name[-30:] if source else ""

    sources = found.sources
    seconds = clock().seconds
    begun, done = seconds(), 0
    while done < len(sources) and (seconds() - begun < PATIENCE or not _terminal()):
        yield read_source(sources[done], how)
        done += 1
    if done < len(sources):
        with click.progressbar(
            sources[done:], label="Reading", item_show_func=shown, file=sys.stderr, show_pos=True
        ) as bar:
            for source in bar:
                yield read_source(source, how)


def _terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _nothing(taken: Taken) -> bool:
    """True when files were given and not one of them could be read."""
    return bool(taken.failed) and not (
        taken.runs or taken.seen or taken.not_runs or taken.unsaid or taken.short
    )


def _installed() -> None:
    """Errors: BadInput when the libraries that read run files are not there."""
    from importlib.util import find_spec

    from ..findings import BadInput, Finding

    missing = [name for name in EXTRA if find_spec(name) is None]
    if missing:
        say = f"Run files are read with {', '.join(missing)}, which is not installed."
        raise BadInput([Finding("not-installed", say, expected="pip install 'surefoot[runs]'")])


def _zone(name: str | None) -> datetime.tzinfo:
    """The zone of that name, or the machine's own, with its changes to summer time.

    Errors: BadInput when there is no such zone.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from ..findings import BadInput, Finding

    named = name or os.environ.get("TZ", "").removeprefix(":")
    try:
        if named:
            return ZoneInfo(named)
        with Path("/etc/localtime").open("rb") as file:
            return ZoneInfo.from_file(file)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        if name is None:
            return clock().moment().astimezone().tzinfo or datetime.timezone.utc
        say = f"There is no time zone '{name}'."
        raise BadInput([Finding("zone", say, seen=name, expected="a name such as Europe/Berlin")]) from error

