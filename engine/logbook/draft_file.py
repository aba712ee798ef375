"""What was typed of a log that isn't recorded yet, so that nothing typed is lost: one file of the athlete's own.

It stands beside the answers of the interview, readable by its owner alone, and goes when the log is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path

from .. import document
from ..findings import BadInput
from ..interview.kept import file_for
from ..interview.saving import as_text, save_text

HEADER = "log/1"


@dataclass
class DraftFile:
    """The file, and what stands in it.

    path    : None where nothing is kept (in a pipe, or where the folder for answers is off)
    kind    : session or facts
    answers : question to what was typed, in the order of the questions
    """

    athlete: str
    path: Path | None
    kind: str = ""
    day: Date | None = None
    corrects: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    broken: str = ""

    def write(self) -> None:
        """Keeps the answers so far. Where that can't be done, `broken` says why."""
        if self.path is None or self.broken or self.day is None:
            return
        told = {"surefoot": HEADER, "athlete": self.athlete, "date": self.day.isoformat(), "kind": self.kind,
                "corrects": self.corrects, "answers": self.answers}  # fmt: skip
        try:
            save_text(self.path, as_text(told), self.athlete)
        except BadInput as error:
            self.broken = error.findings[0].say

    def drop(self) -> None:
        """The log is recorded, or begun anew."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)
        self.answers, self.kind, self.day, self.corrects = {}, "", None, 0

    @property
    def kept(self) -> bool:
        """Whether something stands in the file."""
        return self.path is not None and not self.broken and self.path.exists()


def draft_file(folder: Path | None, athlete: str) -> DraftFile:
    """The athlete's draft, with what was kept in it. One that can't be read is begun anew."""
    usual = file_for(folder, athlete) if folder is not None else None
    found = DraftFile(athlete, usual.with_name(f"{athlete}.log.yaml") if usual is not None else None)
    if found.path is None or not found.path.exists():
        return found
    try:
        value, _ = document.read(found.path.read_text(encoding="utf-8"), str(found.path))
        told = value.plain() if value is not None else {}
        answers: Mapping[str, object] = told["answers"]
        if told["surefoot"] != HEADER or told["athlete"] != athlete:
            return found
        found.kind, found.day = str(told["kind"]), Date.fromisoformat(str(told["date"]))
        found.corrects = int(told["corrects"])
        found.answers = {str(key): str(text) for key, text in answers.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return DraftFile(athlete, found.path)
    return found
