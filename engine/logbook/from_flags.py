"""A log given as flags: which entry they are for, read, and laid over what is corrected."""

from __future__ import annotations

from collections.abc import Sequence

from ..facts.values import shown
from ..findings import BadInput, Finding, nearest
from ..journal.entries import FACTS, SESSION, Draft, Entry
from ..model import Rulebook
from .check_in import read_check_in
from .context import Context
from .recording import CORRECTION, draft_of
from .said import COMMAND_LINE, Said, in_flags
from .session import DID, KEYS, exercise_in, read_session
from .texts import said_in

OWN = tuple(key for key in KEYS if key != "pain")  # that a check-in doesn't have


def flags_of(book: Rulebook) -> list[str]:
    """The ids that can be flags: of the check-in, then of a session."""
    return list(dict.fromkeys([*(each.id for each in book.logbook.check_in), *KEYS]))


def read_flags(words: Sequence[str], book: Rulebook) -> tuple[list[Said], str]:
    """The answers in the words of a command line, and that line. Errors: BadInput with all that is wrong."""
    said, findings, line = in_flags(words, flags_of(book))
    if findings:
        raise BadInput(findings, {COMMAND_LINE: line})
    return said, line


def kind_of(said: Sequence[Said], book: Rulebook, line: str = "") -> str:
    """Whether answers are a session's or a check-in's. Errors: BadInput, where they are some of each."""
    before = [each for each in said if each.key not in KEYS]
    after = [each for each in said if each.key in OWN]
    if before and after:
        names = ", ".join(f"--{each.key.replace('_', '-')}" for each in before)
        finding = Finding(
            "two-entries", f"'{after[0].key}' is about a session, and {names} about how it was before it.",
            *after[0].place, path=after[0].key, seen=shown(after[0].text), expected="a check-in and a session logged apart",
        )  # fmt: skip
        raise BadInput([finding], {COMMAND_LINE: line})
    return SESSION if after else FACTS


def draft_from(said: Sequence[Said], kind: str, context: Context, line: str = "", source: str = "") -> Draft:
    """The draft of what was said. Errors: BadInput with all that is wrong with it."""
    data, findings = read_session(said, context) if kind == SESSION else read_check_in(said, context)
    if data is None:
        raise BadInput(findings or [Finding("null", "Nothing was said.")], {COMMAND_LINE: line})
    return draft_of(context.athlete, kind, context.day, data, source)


def correction_from(said: Sequence[Said], now: Entry, number: int, context: Context, line: str = "") -> Draft:
    """What an entry says, with what was said now in place of it.

    now    : the entry as it stands
    number : of the entry that is corrected
    Errors: BadInput with all that is wrong.
    """
    book = context.book
    before = said_in(now, book)
    new = {each.key for each in said}
    exercises = {_exercise(each, context) for each in said if each.key == DID}
    kept = [each for each in before if (each.key not in new if each.key != DID else _exercise(each, context) not in exercises)]
    if DID in new and now.kind == SESSION and now.data["done"] != "no":
        kept = [each for each in kept if each.key != "done"]  # it follows from the exercises again
    whole = [*kept, *said]
    if now.kind == SESSION:
        listed = now.data["done"] != "no"
        data, findings = read_session(whole, context, listed=listed)
    else:
        data, findings = read_check_in(whole, context)
    if data is None:
        raise BadInput(findings or [Finding("null", "Nothing was said.")], {COMMAND_LINE: line})
    return Draft(context.athlete, now.kind, context.day.isoformat(), CORRECTION, data, number)


def _exercise(said: Said, context: Context) -> str:
    exercise, _ = exercise_in(said.text, context.book.exercises.values())
    return exercise.id if exercise is not None else said.text


def unknown_athlete(athlete: str, others: Sequence[str]) -> Finding:
    """Nobody of that name in the journal: a slip, more often than somebody new."""
    near = nearest(athlete, others)
    return Finding(
        "unknown-athlete", f"The journal holds nothing about {athlete}.", seen=athlete, nearest=near,
        expected=f"surefoot assess {athlete} first, or --new to begin with a log",
    )  # fmt: skip
