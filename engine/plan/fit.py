"""Minutes: how long an exercise takes, and what is shortened or left out until a session fits.

What gives way, and in which order, stands in knowledge/session.yaml. First the parts that give way are shortened to the
fewest sets, then left out, one after the other; the main exercises come last, and the fewest of them stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..training import Exercise
from .dose import Dose, contacts_of_a_set

if TYPE_CHECKING:
    from .sessions import Item, Session

Settings = Mapping[str, Any]


def seconds_of(exercise: Exercise, dose: Dose, settings: Settings) -> int:
    """About how long it takes: sets, both sides where one leg works at a time, rests, and getting ready."""
    if dose.reps is not None:
        digits = [int(part) if part.isdigit() else 1 for part in dose.tempo.split("-")] if dose.tempo else []
        work = dose.reps * (sum(digits) or int(settings.get("seconds_a_rep", 0)))
    elif dose.seconds is not None:
        work = dose.seconds
    else:
        work = (dose.metres or 0) * int(settings.get("seconds_a_metre", 0))
    sides = 2 if each_side(exercise, dose) else 1
    return dose.sets * work * sides + (dose.sets - 1) * dose.rest_s + int(settings.get("change_seconds", 0))


def each_side(exercise: Exercise, dose: Dose) -> bool:
    """Whether the amount is for each side: one leg at a time, or repetitions that change from one to the other."""
    return exercise.legs in ("one", "split") or (exercise.legs == "alternating" and dose.reps is not None)


def fit(session: Session, minutes: int | None, settings: Settings) -> None:
    """Shortens and leaves out until the minutes that the athlete has are enough; one exercise always stays."""
    most = int(settings.get("most_minutes", 0)) or None
    limit = min(minutes, most) if minutes is not None and most else minutes or most
    before = {item.slot: item.dose.sets for item in session.items}
    _jumps_within(session, int(settings.get("jump_minutes", 0)) * 60, settings)
    fewest, keep = int(settings.get("fewest_sets", 1)), int(settings.get("main_exercises", {}).get("fewest", 1))
    order = list(settings.get("gives_way", ()))
    others = [(part, False) for part in order]
    mains = [(part, True) for part in order]
    steps = [
        *(("shorten", part, main, fewest) for part, main in others),
        *(("leave out", part, main, 0) for part, main in others),
        *(("shorten", part, main, fewest) for part, main in mains),
        *(("leave out", part, main, keep) for part, main in mains),
        *(("shorten", part, main, 1) for part, main in [*others, *mains]),
        *(("leave out", part, main, 1) for part, main in mains),
    ]
    for what, part, main, number in steps:
        while limit is not None and session.minutes > limit:
            done = _shorten(session, part, main, number, settings) if what == "shorten" else _drop(
                session, part, main, number
            )  # fmt: skip
            if not done:
                break
    session.shortened = [
        item.slot for item in session.items if item.dose.sets < before[item.slot]
    ]


def _of(session: Session, part: str, main: bool) -> list[Item]:
    return [item for item in session.items if item.part == part and item.main == main]


def _shorten(session: Session, part: str, main: bool, fewest: int, settings: Settings) -> bool:
    """One set less of the part's last exercise that has more than the fewest."""
    for item in reversed(_of(session, part, main)):
        if item.dose.sets > fewest:
            session.items[session.items.index(item)] = with_sets(item, item.dose.sets - 1, settings)
            return True
    return False


def _drop(session: Session, part: str, main: bool, keep: int) -> bool:
    """The part's last exercise is left out, as long as so many main ones stay, and one exercise of any kind."""
    found = _of(session, part, main)
    mains = sum(item.main for item in session.items)
    if not found or len(session.items) < 2 or (main and mains <= keep):
        return False
    session.items.remove(found[-1])
    session.left_out.insert(0, found[-1].slot)
    return True


def _jumps_within(session: Session, seconds: int, settings: Settings) -> None:
    """Jumps take no longer than their own limit."""
    jumps = [item for item in session.items if item.dose.contacts is not None]
    while seconds and sum(item.seconds for item in jumps) > seconds:
        longest = max(jumps, key=lambda item: item.dose.sets)
        if longest.dose.sets < 2:
            return
        shorter = with_sets(longest, longest.dose.sets - 1, settings)
        session.items[session.items.index(longest)] = jumps[jumps.index(longest)] = shorter


def with_sets(item: Item, sets: int, settings: Settings) -> Item:
    """The same row with so many sets."""
    contacts = sets * contacts_of_a_set(item.exercise) if item.dose.contacts is not None else None
    dose = replace(item.dose, sets=sets, contacts=contacts)
    return replace(item, dose=dose, seconds=seconds_of(item.exercise, dose, settings))
