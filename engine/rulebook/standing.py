"""What every page says of a rulebook that is not the shipped one: whose it is, what it changes, who answers for it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from ..model import Rulebook
from .files import SHIPPED, digest_of, is_overlay, texts_of

FEW = 3  # red flags and lines that are named
DECIDED_BY = "Decided by "
LOOSENED = "Loosened: "
MOVED = " has moved since these changes were looked through."
PROVED = "proved-{}"  # a file of this name in the cache says that a rulebook of that digest was proved


def remember_proved(book: Rulebook, cache: Path | None) -> None:
    """Keeps that everything was proved of a rulebook; where nothing can be kept, it isn't."""
    if cache is not None:
        with contextlib.suppress(OSError):
            cache.mkdir(parents=True, exist_ok=True)
            (cache / PROVED.format(book.digest[:32])).touch()


def standing_of(book: Rulebook, root: Path | None, cache: Path | None) -> tuple[str, ...]:
    """The sentences for a rulebook opened from a root; none for the shipped one, edited or not where it stands."""
    if root is None or root.resolve() == SHIPPED:
        return ()
    proved = cache is not None and (cache / PROVED.format(book.digest[:32])).is_file()
    safe = "proved to keep what must always hold" if proved else "not proved to be safe"
    edited = book.edited
    if edited is None:
        if not is_overlay(root) and book.digest == digest_of(texts_of(SHIPPED)):
            return ()
        return (f"{DECIDED_BY}an edited rulebook ({book.digest[:8]}), {safe}.",)
    count = len(edited.edits)
    changes = f"{count} change{'s' if count != 1 else ''}" if count else "no changes"
    said = [f"{DECIDED_BY}the rulebook '{edited.title}': {changes} to the rulebook {edited.base}, {safe}."]
    if edited.named != edited.digest:
        said.append(f"The rulebook {edited.base}{MOVED}")
    for edit in edited.edits:
        if edit.loosens:
            by, reason = edit.risk
            more = f" and {len(edit.loosens) - FEW} more" if len(edit.loosens) > FEW else ""
            said.append(
                f"{LOOSENED}{', '.join(title for title, _ in edit.loosens[:FEW])}{more}. "
                f"{by} answers for it: {reason.rstrip('.')}."
            )
    return tuple(said)


def told_among(warnings: Iterable[str]) -> tuple[str, ...]:
    """Of the warnings of a past decision those that said this of its rulebook."""
    return tuple(each for each in warnings if each.startswith((DECIDED_BY, LOOSENED)) or each.endswith(MOVED))


def in_brief(standing: tuple[str, ...]) -> str:
    """Whose rulebook and whether it was proved, in a few words; "" of the shipped one."""
    if not standing:
        return ""
    first, _, safe = standing[0].rstrip(".").rpartition(", ")
    return f"{first[:1].lower()}{first.partition(':')[0][1:]}, {safe}"
