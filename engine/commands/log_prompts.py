"""`surefoot log` at a prompt: which entry, going on from what was kept, and what becomes of answers that were left."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from .common import answers_folder
from .log_run import Logging

if TYPE_CHECKING:
    from ..interview.terminal import Talk
    from ..logbook.asking import Left
    from ..logbook.draft_file import DraftFile


def ask(run: Logging, on: str | None, correct: int | None) -> None:
    """Questions at a prompt, in a terminal or from a pipe."""
    from ..interview.ask import tell
    from ..interview.terminal import Talk
    from ..logbook.asking import Left
    from ..logbook.draft_file import draft_file

    terminal = sys.stdin is not None and sys.stdin.isatty()
    talk = Talk(terminal, True)
    draft = draft_file(answers_folder() if terminal else None, run.athlete)
    try:
        left = _asked(run, talk, draft, on, correct)
    except KeyboardInterrupt:
        talk.say()
        tell(talk, *kept_words(draft))
        raise
    except Exception:
        if draft.kept and draft.answers:  # the journal is busy, or full: what was typed is there
            tell(talk, *kept_words(draft))
        raise
    if isinstance(left, Left):
        left_off(talk, draft, left)
    else:
        draft.drop()


def _asked(run: Logging, talk: Talk, draft: DraftFile, on: str | None, correct: int | None) -> Left | None:
    """The questions, from what is kept or anew, and the recording; Left where they were left before that."""
    from ..logbook.asking import Asking, Left, ask_kind, before_of, go_on
    from ..logbook.recording import correction_of

    if draft.answers:
        again = go_on(talk, draft)
        if isinstance(again, Left):
            return again
        if not again:
            draft.drop()
    if draft.answers:
        correct, on = draft.corrects or None, draft.day.isoformat() if draft.day is not None else None
    before: dict[str, str] = {}
    if correct is not None:
        context, entry = run.correction(correct, on)
        before, draft.kind, draft.corrects = before_of(entry, context), entry.kind, correct
    else:
        context = run.context(run.day(on))
        kind = draft.kind or ask_kind(talk, context.checked_in)
        if isinstance(kind, Left):
            return kind
        draft.kind = kind
    draft.day = context.day
    made = Asking(talk, context, draft, draft.kind, before).run()
    if made is None or isinstance(made, Left):
        return made
    run.record(context, [correction_of(made, correct) if correct is not None else made])
    return None


def left_off(talk: Talk, draft: DraftFile, left: Left) -> None:
    """The questions were left before the end: what became of the answers."""
    from ..findings import BadInput, Finding
    from ..interview.ask import tell

    if left.ended and draft.path is None:
        say = "The input ended before the log was whole. Nothing was recorded."
        raise BadInput([Finding("input-ended", say, "standard input", expected="an answer to every question")])
    tell(talk, *kept_words(draft))


def kept_words(draft: DraftFile) -> list[str]:
    """What became of answers that were not recorded."""
    if not draft.answers:
        return ["Nothing was recorded."]
    if not draft.kept:
        return ["Nothing was recorded, and the answers are not kept."]
    many = len(draft.answers)
    answers = f"{many} answers are" if many > 1 else "one answer is"
    return [
        f"Nothing was recorded yet. Your {answers} kept in {draft.path}.",
        f"To go on: surefoot log {draft.athlete}",
    ]
