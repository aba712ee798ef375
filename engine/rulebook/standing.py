"""What every page says of a rulebook that is not the shipped one: whose it is, what it changes, who answers for it."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from ..model import Rulebook
from .files import SHIPPED, digest_of, is_overlay, texts_of

FEW = 3  # red flags and lines that are named
DECIDED_BY = "Decided by "
LOOSENED = "Loosened: "
MOVED = " has moved since these changes were looked through."
PROVED = "proved-{}-{}"  # a file of this name in the cache says that a rulebook of that digest was proved by that code
ENGINE = Path(__file__).resolve().parent.parent
PROVED_BY = ("", "decision", "derivations", "facts", "infer", "prove", "rulebook")  # folders of code that it rests on


def remember_proved(book: Rulebook, cache: Path | None) -> None:
    """Keeps that everything was proved of a rulebook; where nothing can be kept, it isn't."""
    if cache is not None:
        forget_proved(book, cache)  # what other code proved, and what is somebody else's
        with contextlib.suppress(OSError):
            cache.mkdir(parents=True, exist_ok=True, mode=0o700)
            _mark(book, cache).touch()


def forget_proved(book: Rulebook, cache: Path | None) -> None:
    """The opposite, where something fails that held before: the solver may be another one, or be given less time."""
    for mark in cache.glob(PROVED.format(book.digest[:32], "*")) if cache is not None else ():
        with contextlib.suppress(OSError):
            mark.unlink()


def _proved(book: Rulebook, cache: Path | None) -> bool:
    """Whether everything was proved of a rulebook, by this code."""
    if cache is None:
        return False
    mark = _mark(book, cache)
    return mark.is_file() and ours(mark)


def _mark(book: Rulebook, cache: Path) -> Path:
    return cache / PROVED.format(book.digest[:32], _code())


def _code() -> str:
    """A fingerprint of what a proof rests on beside the rulebook: this package's code and its version.

    Of the files' contents, since an installed package's may all be of one time. It takes one or two ms, and only where
    a rulebook isn't the shipped one. The solver has no part in it, which a decision needn't have.
    """
    version = ENGINE / "commands" / "common.py"
    whole = hashlib.sha256()
    for path in [version, *(each for folder in PROVED_BY for each in sorted((ENGINE / folder).glob("*.py")))]:
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:16]


def ours(path: Path) -> bool:
    """A file in the cache that somebody else put there is not ours to trust. Errors: OSError."""
    return not hasattr(os, "getuid") or path.stat().st_uid == os.getuid()


def standing_of(book: Rulebook, root: Path | None, cache: Path | None) -> tuple[str, ...]:
    """The sentences for a rulebook opened from a root; none for the shipped one, edited or not where it stands."""
    if root is None or root.resolve() == SHIPPED:
        return ()
    safe = "proved to keep what must always hold" if _proved(book, cache) else "not proved to be safe"
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
