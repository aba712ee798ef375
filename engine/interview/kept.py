"""Where answers are kept while they are given, so that nothing typed is lost, and how the next start goes on from them.

--save FILE        there
at a terminal      otherwise a file of the athlete's own in the folder for answers; none where that is off
in a pipe          otherwise nowhere: what is piped in can be piped in again

With a journal only what it doesn't hold is kept, and no longer than until that is recorded.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import Protocol

from ..facts.values import Mistake, shown
from ..findings import BadInput
from ..model import Rulebook
from .ask import Asked, Back, Quit, Talk, Understood, put_question, tell
from .forward import bring_forward
from .saving import save_text
from .sheet import Sheet, open_sheet
from .typed import NO, YES, tidy

NOT_KEPT = "What you type can't be kept ({why}), so finish in one go, or quit and use --save with another file."
FIRST = "This is the first question of this sitting; nothing lies before it."


class Held(Protocol):
    """What holds answers for good, and takes the new ones at the end of an interview: a journal."""

    @property
    def option(self) -> str:
        """What the command line says to name it."""
        ...

    def new_in(self, sheet: Sheet) -> Sheet:
        """Of the answers so far what it doesn't hold."""
        ...

    def take(self, sheet: Sheet, today: Date) -> Sheet:
        """Records answers that were kept, as of their own day; all that it holds then, to go on from."""
        ...


@dataclass
class Kept:
    """One athlete's file while the questions are asked.

    path    : None where nothing is kept
    named   : it is the file that --save named
    written : an answer has been kept; until then an older file is left as it is
    broken  : nothing can be written there, which has been told
    held    : the journal that the answers go into; a file that --save named holds them all, all the same
    """

    path: Path | None
    named: bool = False
    written: bool = False
    broken: bool = False
    held: Held | None = None

    @property
    def there(self) -> Path | None:
        """The file, where something stands in it."""
        return self.path if self.path is not None and not self.broken and self.path.exists() else None

    def write(self, talk: Talk, sheet: Sheet) -> None:
        """Keeps the answers so far; that it can't be done is told once, and the questions go on."""
        if self.path is None or self.broken:
            return
        if self.held is not None and not self.named:
            sheet = self.held.new_in(sheet)
        try:
            save_text(self.path, sheet.text(), sheet.athlete)
            self.written = True
        except BadInput as error:
            self.broken = True
            tell(talk, NOT_KEPT.replace("{why}", error.findings[0].say.rstrip(".").lower()))

    def drop(self) -> None:
        """What was kept of this sitting is recorded. A file of one's own stays."""
        if self.written and not self.named and self.there is not None:
            self.there.unlink(missing_ok=True)
            self.written = False

    def where(self, sheet: Sheet) -> str:
        """How to go on another time; "" where nothing is kept."""
        if self.there is None:
            return ""
        on = f"--save {self.path}" if self.named else sheet.athlete
        on += f" {self.held.option}" if self.held is not None else ""
        return f"Your answers are kept in {self.path}. To go on: surefoot assess {on}"


def file_for(folder: Path, athlete: str) -> Path | None:
    """The athlete's file in the folder for answers; None where there can't be one."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return folder / f"{athlete}.yaml" if os.access(folder, os.W_OK) else None


def go_on(
    talk: Talk, path: Path, athlete: str, book: Rulebook, today: Date, held: Held | None = None
) -> Sheet | Quit | None:
    """Offers to go on from what is kept: the sheet, Quit, or None where the questions begin anew.

    What is kept is put aside, not thrown away, when it isn't gone on from.

    held : the journal that it goes into, when it is gone on from; then it is kept there
    """
    try:
        sheet = open_sheet(path.read_text(encoding="utf-8"), str(path), book, today)
    except (BadInput, OSError, UnicodeDecodeError):
        tell(talk, f"The answers kept in {path} can't be read.", put_aside(path, "unreadable"))
        return None
    if sheet.athlete not in ("", athlete):
        return None  # whose they are is looked at where the file was named
    day = "today" if sheet.as_of == today else str(sheet.as_of)
    how = [
        "Yes: what still counts is not asked again, and what doesn't last is.",
        "No: all is asked anew; the file is put aside.",
    ]
    reply = yes_no(
        talk, f"There are answers of {athlete} from {day}. Go on from them? (yes or no; Enter for yes)", how, True
    )
    if isinstance(reply, Quit):
        return reply
    if not reply:
        tell(talk, put_aside(path, str(sheet.as_of)))
        return None
    if held is not None:
        sheet.data.setdefault("athlete", athlete)
        found = held.take(sheet, today)
        path.unlink(missing_ok=True)
        return found
    return bring_forward(sheet, today) if sheet.as_of < today else sheet


def put_aside(path: Path, mark: str) -> str:
    """Renames a file so that a new one can take its place; says where it went."""
    number = 0
    while True:
        aside = path.with_name(f"{path.stem}.{mark}{f'-{number}' if number else ''}{path.suffix}")
        if not aside.exists():
            break
        number += 1
    try:
        path.rename(aside)
    except OSError as error:
        return f"It stays where it is: {error.strerror}."
    return f"It is put aside as {aside}."


def yes_no(talk: Talk, ask: str, how: list[str], usual: bool, before: bool = False) -> bool | Quit | Back:
    """One question of yes or no; Enter and skip are the usual answer.

    before : there is a question before it, to which back goes; otherwise that is said, and it is asked again
    """

    def read(text: str) -> Understood | Mistake:
        said = tidy(text)
        if said in (*YES, *NO):
            return Understood([(("answer",), said in YES)])
        return Mistake("yes-no", f"'{shown(text.strip())}' is neither yes nor no.", shown(text), "yes or no")

    while True:
        reply = put_question(talk, Asked([ask], "", how, read), lambda puts: [])
        if isinstance(reply, Quit) or (before and isinstance(reply, Back)):
            return reply
        if not isinstance(reply, Back):
            return bool(reply.puts[0][1]) if isinstance(reply, Understood) else usual
        tell(talk, FIRST)
