"""How doses, tempo, effort and loads read. The words of effort come from knowledge/."""

from __future__ import annotations

from ..decision.decide import Decision
from ..plan.dose import Dose
from ..plan.fit import each_side
from ..plan.kit import takes_weight
from ..plan.sessions import Item
from ..training import Exercise

TEMPO_PARTS = ("down", "pause", "up", "pause")


def dose_text(exercise: Exercise, dose: Dose) -> str:
    """Sets, then repetitions, never the other way round: 3 x 8, 3 x 8 each side, 2 x 30 s each side."""
    amount = (
        f"{dose.reps}"
        if dose.reps is not None
        else f"{dose.seconds} s"
        if dose.seconds is not None
        else f"{dose.metres} m"
    )
    side = " each side" if each_side(exercise, dose) else ""
    return f"{dose.sets} x {amount}{side}"


def tempo_text(tempo: str) -> str:
    """A tempo once in words: "3 s down, 1 s pause, 1 s up"."""
    parts = tempo.split("-")
    if len(parts) != len(TEMPO_PARTS):
        return ""
    said = []
    for amount, name in zip(parts, TEMPO_PARTS, strict=True):
        if amount.upper() == "X":
            said.append(f"{name} fast")
        elif amount != "0":
            said.append(f"{amount} s {name}")
    return ", ".join(said)


def effort_text(item: Item, decision: Decision) -> str:
    """Effort in words, and for repetitions as the number that is kept in reserve; of jumps what ends them.

    With a weight it can be chosen so that the reserve comes out; with body weight alone it may be far off.
    """
    dose, book = item.dose, decision.book
    if dose.rir is None:
        return str(book.session.get("jump_effort", "")).rstrip(".")
    words, left = book.effort.get(dose.rir) or (book.effort[max(book.effort)] if book.effort else ("", ""))
    if dose.reps is None:
        return words
    said = f"{words}, {dose.rir} repetitions in reserve ({left})"
    more = str(book.session.get("body_weight", "")).replace("{rir}", str(dose.rir))
    easy = dose.rir > int(book.session.get("body_weight_up_to", 0))  # and meant to be
    return said if takes_weight(item.exercise, item.kit, decision) or not more or easy else f"{said}; {more}"


def load_text(item: Item, decision: Decision) -> str:
    """What the load is, in words: the next weight where a log has one; else how heavy is found by the effort, and said
    where the phase says it."""
    if item.load is not None:
        return item.load.say
    if takes_weight(item.exercise, item.kit, decision):
        told = f", {item.dose.load}" if item.dose.load else ""
        return f"a weight that leaves the repetitions in reserve{told}"
    return "band" if "band" in item.kit else "body weight"


def cue_text(exercise: Exercise, decision: Decision) -> str:
    """One cue at a time: in each week of a phase the next."""
    return exercise.cues[(decision.weeks_here or 0) % len(exercise.cues)] if exercise.cues else ""
