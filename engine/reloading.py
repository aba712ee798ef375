"""A rulebook that may change while a program goes on deciding by it.

    folder  ->  Reloading  ->  in_force(), the rulebook for one piece of work
    an edit ->  reload()   ->  checked whole; then it is the one in force, or the findings come back and the old goes on
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .findings import BadInput, BadRulebook, Finding, is_error
from .infer.compiler import Compiler
from .infer.durable import Engine
from .rulebook.files import SHIPPED, digest_of, texts_of
from .rulebook.standing import standing_of
from .service import Surefoot, open_surefoot


@dataclass(frozen=True)
class Reloaded:
    """What came of a reload.

    digest   : of the rulebook that is in force now
    changed  : whether that is another than before
    findings : what was found in the folder: errors, for which the old one goes on, or warnings
    texts    : the files that findings are in, by name, for `findings.render`
    """

    digest: str
    changed: bool
    findings: tuple[Finding, ...] = ()
    texts: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def refused(self) -> bool:
        """Whether there is another rulebook in the folder, and it is not fit to decide."""
        return any(map(is_error, self.findings))


@dataclass
class _Held:
    """A rulebook, and how many are at work with it; one that was replaced is closed by the last of them."""

    opened: Surefoot
    users: int = 0
    replaced: bool = False


class Reloading:
    """The rulebook below a folder, for as long as a program runs. For any number of threads.

    root, cache : as for `open_surefoot`
    Errors: BadRulebook with every finding, where the first one is faulty.
    """

    def __init__(self, root: Path | None = None, cache: Path | None = None):
        self._root, self._cache = root, cache
        self._held = _Held(open_surefoot(root, cache))
        self._users = threading.Lock()   # held for a moment
        self._reload = threading.Lock()  # held for a whole reload: of two that are asked for at once, one waits

    @contextmanager
    def in_force(self) -> Iterator[Surefoot]:
        """The rulebook in force. It stays as it is for the whole block, whatever is reloaded meanwhile.

        Errors: RuntimeError after `close`.
        """
        with self._users:
            held = self._held
            if held.replaced:
                raise RuntimeError("this rulebook was closed")
            held.users += 1
        try:
            yield held.opened
        finally:
            with self._users:
                held.users -= 1
            self._close_when_left(held)

    def reload(self) -> Reloaded:
        """Checks what is in the folder now as `rules check` does, and puts it in force where it has no errors.

        Nothing happens where the files that decide are as they were. Errors: EngineMissing, Fault; the old goes on.
        """
        with self._reload:
            before = self._held.opened.book.digest
            try:
                if self._digest() == before:
                    return Reloaded(before, changed=False)
                new, findings, texts = self._new()
            except BadInput as error:
                return Reloaded(before, changed=False, findings=tuple(error.findings), texts=error.texts)
            with self._users:
                if self._held.replaced:
                    new.close()
                    raise RuntimeError("this rulebook was closed")
                old, self._held = self._held, _Held(new)
                old.replaced = True
            self._close_when_left(old)
            return Reloaded(new.book.digest, changed=True, findings=findings, texts=texts)

    def close(self) -> None:
        """Frees the engine, once the last piece of work is done. Nothing can be decided after that."""
        with self._users:
            self._held.replaced = True
        self._close_when_left(self._held)

    def _digest(self) -> str:
        """Of what is in the folder now. Errors: BadInput."""
        return digest_of(texts_of(self._root or SHIPPED))

    def _new(self) -> tuple[Surefoot, tuple[Finding, ...], dict[str, str]]:
        """What is in the folder, ready to decide, with warnings. Errors: BadInput with every finding."""
        from .workbench.check import checked

        report = checked(self._root or SHIPPED)
        if report.errors:
            raise BadRulebook(report.findings, report.texts)
        if self._digest() != report.book.digest:
            say = "The rulebook was being written while it was read, so the old one goes on. Reload it again."
            raise BadInput([Finding("rulebook-changed", say, str(self._root or SHIPPED))])
        report.book.standing = standing_of(report.book, self._root, self._cache)
        conclusions = report.book.conclusions
        return Surefoot(report.book, Engine(conclusions, Compiler(conclusions))), tuple(report.findings), report.texts

    def _close_when_left(self, held: _Held) -> None:
        with self._users:
            last = held.replaced and not held.users
        if last:
            held.opened.close()  # again does nothing
