"""The compiled form of a rulebook, kept by the digest of its files, so that a decision need not read them again.

A stale form is never used: its name holds the digest of every file as it is now, of the code that made it and of the
Python that wrote it, and what is read back must say the same. Anything odd about it means reading the files.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
import tempfile
from pathlib import Path

from ..infer.compiler import Compiler
from ..model import Rulebook
from .files import SHIPPED, digest_of, texts_of
from .standing import ours, standing_of

KEPT = 8  # compiled rulebooks; the oldest go


def open_rulebook(root: Path | None, cache: Path | None) -> tuple[Rulebook, Compiler]:
    """The rulebook below a root and its conclusions as the engine's rules, from the compiled form when that is current.

    Errors: BadInput when there is no rulebook; BadRulebook when it is faulty (which is never kept).
    """
    book, compiled = _opened(texts_of(root or SHIPPED), cache)
    book.standing = standing_of(book, root, cache)
    return book, compiled


def _opened(texts: dict[str, str], cache: Path | None) -> tuple[Rulebook, Compiler]:
    if cache is None:
        return _made(texts)
    digest = digest_of(texts)
    path = cache / f"rulebook-{digest[:32]}-{_maker()}.bin"
    form = _read(path, digest)
    if form is None:
        form = _made(texts)
        _write(path, form)
    return form


def _made(texts: dict[str, str]) -> tuple[Rulebook, Compiler]:
    from .load import load_compiled  # reading and checking is a good part of the code; a kept form needs none of it

    return load_compiled(texts)


def _maker() -> str:
    """A fingerprint of what reads and writes the form: this package's code and the Python version."""
    whole = hashlib.sha256(repr(sys.version_info[:3]).encode())
    engine = Path(__file__).resolve().parent.parent
    for path in sorted(
        [
            *engine.glob("*.py"),
            *engine.glob("rulebook/*.py"),
            *engine.glob("infer/*.py"),
            *engine.glob("derivations/*.py"),
            *engine.glob("../rules/schema/*.json"),
        ]
    ):
        stat = path.stat()
        whole.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}".encode())
    return whole.hexdigest()[:16]


def _read(path: Path, digest: str) -> tuple[Rulebook, Compiler] | None:
    try:
        if not ours(path):
            return None
        book, compiled = pickle.loads(path.read_bytes())
    except Exception:  # missing, cut short, from another version: read the files instead
        return None
    current = isinstance(book, Rulebook) and isinstance(compiled, Compiler) and book.digest == digest
    return (book, compiled) if current else None


def _write(path: Path, form: tuple[Rulebook, Compiler]) -> None:
    """Written whole or not at all; a place that can't be written to is no reason to stop."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as out:
            pickle.dump(form, out, protocol=5)
        os.replace(name, path)
        for old in sorted(path.parent.glob("rulebook-*.bin"), key=lambda each: each.stat().st_mtime)[:-KEPT]:
            old.unlink()
