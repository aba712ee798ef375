"""`surefoot rules prove`: what holds of every athlete, by solving."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .common import cache_folder, clock, into_file, read_text, rules_option

if TYPE_CHECKING:
    from ..findings import Finding
    from ..prove.invariants import Invariants
    from ..prove.parts import Group
    from ..prove.run import Proof

JOBS = min(2, os.cpu_count() or 1)  # processes that solve
AFTER = 1.0  # seconds until it is said how far it has come
MISSING = "Proofs take a solver, z3. Run: pip install 'surefoot[prove]'"


@click.command("prove")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option(
    "--invariants",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of invariants of your own; left out, invariants.yaml in the rulebook's folder.",
)
@click.option("--only", default="", help="Only this property, by its id or a part of its title.")
@click.option("--save", type=click.Path(file_okay=False, path_type=Path),
              help="Write each athlete for whom something fails as a facts file into this folder.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@rules_option
def command(folder: Path | None, invariants: Path | None, only: str, save: Path | None, as_json: bool,
            rules: Path | None) -> None:  # fmt: skip
    """Prove what must always hold of the rulebook below FOLDER (the shipped one when left out), for all athletes.

    What fails is shown with an athlete for whom it does. Exit code 1 when anything fails.
    """
    from ..findings import BadInput, BadRulebook, is_error
    from ..rulebook.files import SHIPPED, texts_of
    from ..rulebook.load import examine
    from ..rulebook.standing import forget_proved, remember_proved

    try:
        import z3  # noqa: F401
    except ImportError:
        click.echo(MISSING, err=True)
        sys.exit(2)
    from ..prove.invariants import OWN
    from ..prove.page import json_page, text_page
    from ..prove.properties import GROUPS
    from ..prove.run import all_parts, prove

    root = folder or rules or SHIPPED
    own = _invariants(invariants, root)
    texts = texts_of(root)
    book, findings = examine(texts, own)
    if own is not None:
        theirs = [*own.findings, *(finding for finding in findings if finding.file == own.file)]
        findings = [finding for finding in findings if finding.file != own.file]
    if any(map(is_error, findings)):
        raise BadRulebook(findings, texts)
    if own is not None and theirs:
        raise BadInput(theirs, {own.file: own.text})
    groups, parts = [*GROUPS, OWN], [*all_parts(book), *(own.parts() if own is not None else ())]
    chosen = [group for group in groups if only == group.id]
    chosen = chosen or [group for group in groups if only.lower() in group.title.lower()]
    ids = {group.id for group in chosen}
    parts = [part for part in parts if part.group in ids]
    if not parts:  # of nothing everything holds, which would read as if it had been proved
        raise BadInput([_nothing(only, groups, chosen)])
    proofs = prove(book, parts, chosen, cache_folder(), progress(), JOBS)
    if save is not None:
        _save(proofs, save)
    holds = all(proof.holds for proof in proofs)
    if len(chosen) == len(groups):
        (remember_proved if holds else forget_proved)(book, cache_folder())
    click.echo(json_page(proofs, book.digest) if as_json else text_page(proofs), nl=False)
    sys.exit(0 if holds else 1)


def _nothing(only: str, groups: list[Group], chosen: list[Group]) -> Finding:
    """What is said where nothing is left to prove: no property has the name, or those that do have no parts."""
    from ..findings import Finding, nearest
    from ..prove.invariants import BESIDE, OWN

    if chosen == [OWN]:
        say = f"There are no invariants of your own: no file {BESIDE} in the rulebook's folder, or none in it."
        expected = "a list of them, as `invariants:`, or another file with --invariants"
        return Finding("empty-list", say, seen=only, expected=expected)
    ids = [group.id for group in groups]
    say = f"There is no property '{only}' to prove." if not chosen else f"There is nothing to prove of '{only}' here."
    expected = f"{', '.join(ids)}, or a part of a title"
    return Finding("unknown-name", say, seen=only, expected=expected, nearest=nearest(only, ids))


def _invariants(named: Path | None, root: Path) -> Invariants | None:
    """The file of a coach's own, as named or beside the rulebook."""
    from ..prove.invariants import Invariants, invariants_of

    return Invariants(*read_text(str(named))) if named is not None else invariants_of(root)


def progress() -> Callable[[int, int, str], None]:
    """Says at a terminal how far it has come, once it takes longer."""
    seconds, shown = clock().seconds, sys.stderr is not None and sys.stderr.isatty()
    start = seconds()

    def told(done: int, of: int, what: str) -> None:
        if not shown or seconds() - start < AFTER:
            return
        click.echo(f"\r\x1b[K{done} of {of}: {what}"[:85] if what else "\r\x1b[K", nl=False, err=True)

    return told


def _save(proofs: list[Proof], folder: Path) -> None:
    """Each witness as a file, and of a pair two."""
    from ..prove.page import facts_text

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for proof in proofs:
        for failure in proof.failures:
            name = "".join(each if each.isalnum() or each in "-_." else "-" for each in failure.part.id)
            for said, end in ((failure.witness and failure.witness.said, ""),
                              (failure.witness and failure.witness.then, "-then")):  # fmt: skip
                if said:
                    into_file(facts_text(said), folder / f"{name}{end}.yaml")
