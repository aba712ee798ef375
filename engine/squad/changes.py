"""What has changed since an earlier day: today's row against the last decision that was on record then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from fractions import Fraction

from ..model import Rulebook
from .look import hurt_words, number, silent_after
from .row import Hurt, Row, Standing

NEW, DECIDED, PHASE, FLAG, PAIN, SILENT, BACK = "new", "outcome", "phase", "flag", "pain", "silent", "back"


@dataclass(frozen=True)
class Then:
    """Where an athlete stood, and the most pain then."""

    standing: Standing
    hurt: Hurt | None


@dataclass(frozen=True)
class Change:
    """One change. `discreet`: what is said where others see it; "" where nothing is."""

    kind: str
    say: str
    discreet: str = ""


def changes_of(
    row: Row, then: Then | None, heard: Sequence[Date], today: Date, since: Date, book: Rulebook
) -> tuple[Change, ...]:
    """The changes of one athlete.

    then  : None where nothing had been decided by that day
    heard : the days of the entries, in order
    """
    found = [*_decided(row, then, since, book), *_silence(heard, today, since, book)]
    return tuple(found)


def _decided(row: Row, then: Then | None, since: Date, book: Rulebook) -> Iterator[Change]:
    now = row.standing
    if then is None:
        say = f"New: nothing had been decided by {since}."
        yield Change(NEW, say, say)
        return
    was = then.standing
    if row.outcome != was.outcome:
        say = f"Decision: {row.outcome}, was {was.outcome} on {was.day}."
        yield Change(DECIDED, say, say)
    if now is not None and now.phase != was.phase and now.phase is not None:
        say = f"Phase: {title(now.phase, book)}, was {title(was.phase, book)}."
        yield Change(PHASE, say, say)
    before = {id_ for id_, *_ in was.flags}
    for id_, name, _ in now.flags if now is not None else ():
        if id_ not in before:
            yield Change(FLAG, f"New red flag: {name}.", "Something new to talk about.")
    least = Fraction(str(book.squad.get("changes", {}).get("pain_points", 0)))
    if row.hurt is not None and then.hurt is not None and row.hurt.points - then.hurt.points >= least > 0:
        yield Change(PAIN, f"Pain: {hurt_words(row.hurt)}; was {number(then.hurt.points)}.")


def _silence(heard: Sequence[Date], today: Date, since: Date, book: Rulebook) -> Iterator[Change]:
    """Gone silent, or back after having been: by the days after which the rulebook calls somebody silent."""
    after = silent_after(book)
    before = [day for day in heard if day <= since]
    if after is None or not before:
        return
    was, lately = (since - before[-1]).days, [day for day in heard if day > since]
    if not lately and (today - before[-1]).days >= after > was:
        say = f"Gone silent: the last entry is of {before[-1]}."
        yield Change(SILENT, say, say)
    elif lately and (lately[0] - before[-1]).days >= after:
        say = f"Back: an entry of {lately[0]}, after {(lately[0] - before[-1]).days} days without one."
        yield Change(BACK, say, say)


def title(phase: str | None, book: Rulebook) -> str:
    """A phase as the rulebook names it."""
    known = book.phase(phase or "")
    return known.short if known is not None else phase or "none"
