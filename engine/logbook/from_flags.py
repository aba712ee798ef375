"""A log given as flags: which entry they are for, read, and laid over what is corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..facts.values import shown
from ..findings import BadInput, Finding, nearest
from ..journal.entries import FACTS, SESSION, Draft, Entry
from ..model import Rulebook
from .check_in import read_check_in
from .context import Context
from .recording import CORRECTION, draft_of
from .said import COMMAND_LINE, FLAG, Said, in_flags
from .session import DID, KEYS, exercise_in, read_session
from .texts import said_in

NOTHING = Finding("null", "Nothing was said.")
OWN = tuple(key for key in KEYS if key != "pain")  # that a check-in doesn't have


def flags_of(book: Rulebook) -> list[str]:
    """The ids that can be flags: of the check-in, then of a session."""
    return list(dict.fromkeys([*(each.id for each in book.logbook.check_in), *KEYS]))


@dataclass(frozen=True)
class Flags:
    """Answers on a command line, the line as it may have been typed, and what is wrong with its flags."""

    said: list[Said]
    line: str
    findings: list[Finding]

    def bad(self, findings: Iterable[Finding] = ()) -> BadInput:
        """All that is wrong, to be raised."""
        return BadInput([*self.findings, *findings], {COMMAND_LINE: self.line})


def read_flags(athlete: str, words: Sequence[str], book: Rulebook) -> Flags:
    """The answers in the words of a command line."""
    said, findings, line = in_flags(athlete, words, flags_of(book))
    return Flags(said, line, findings)


def kind_of(flags: Flags) -> str:
    """Whether answers are a session's or a check-in's. Errors: BadInput, where they are some of each."""
    before = [each for each in flags.said if each.key not in KEYS]
    after = [each for each in flags.said if each.key in OWN]
    if before and after:
        names = ", ".join(f"--{each.key.replace('_', '-')}" for each in before)
        finding = Finding(
            "two-entries", f"'{after[0].key}' is about a session, and {names} about how it was before it.",
            *after[0].place, path=after[0].key, seen=shown(after[0].text), expected="check-in and session logged apart",
        )  # fmt: skip
        raise flags.bad([finding])
    return SESSION if after else FACTS


def draft_from(flags: Flags, kind: str, context: Context) -> Draft:
    """The draft of what was said. Errors: BadInput with all that is wrong with it."""
    if flags.findings and not flags.said:
        raise flags.bad()
    data, findings = read_session(flags.said, context) if kind == SESSION else read_check_in(flags.said, context)
    if data is None or flags.findings:
        raise flags.bad(findings or ([] if flags.findings else [NOTHING]))
    return draft_of(context.athlete, kind, context.day, data)


def correction_from(flags: Flags, now: Entry, number: int, context: Context) -> Draft:
    """What an entry says, with what was said now in place of it.

    now    : the entry as it stands
    number : of the entry that is corrected
    Errors: BadInput with all that is wrong.
    """
    said = flags.said
    before = said_in(now, context.book)
    new = {each.key for each in said}
    exercises = {_exercise(each, context) for each in said if each.key == DID}
    kept = [each for each in before
            if (_exercise(each, context) not in exercises if each.key == DID else each.key not in new)]  # fmt: skip
    if DID in new and now.kind == SESSION and now.data["done"] != "no":
        kept = [each for each in kept if each.key != "done"]  # it follows from the exercises again
    whole = [*kept, *said]
    if now.kind == SESSION:
        listed = now.data["done"] != "no"
        data, findings = read_session(whole, context, listed=listed)
    else:
        data, findings = read_check_in(whole, context)
    if data is None or flags.findings:
        raise flags.bad(findings or ([] if flags.findings else [NOTHING]))
    return Draft(context.athlete, now.kind, context.day.isoformat(), CORRECTION, data, number)


def _exercise(said: Said, context: Context) -> str:
    exercise, _ = exercise_in(said.text, context.book.exercises.values())
    return exercise.id if exercise is not None else said.text


def unknown_athlete(athlete: str, others: Sequence[str]) -> Finding:
    """Nobody of that name in the journal: a slip, more often than somebody new."""
    if athlete.startswith(FLAG):
        say = f"Whom is it about? '{athlete}' stands where the athlete's name belongs."
        return Finding("unknown-athlete", say, seen=athlete, expected="surefoot log ATHLETE, and flags after that")
    near = nearest(athlete, others)
    return Finding(
        "unknown-athlete", f"The journal holds nothing about {athlete}.", seen=athlete, nearest=near,
        expected=f"surefoot assess {athlete} first, or --new to begin with a log",
    )  # fmt: skip
