"""How doses, tempo, effort and loads read. The words of effort come from knowledge/."""

from __future__ import annotations

from ..decision.decide import Decision
from ..model import Exercise, Rulebook
from ..plan.dose import Dose
from ..plan.fit import each_side

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


def effort_text(dose: Dose, book: Rulebook, weighted: bool = True) -> str:
    """Effort in words, and for repetitions as the number that is kept in reserve; of jumps what ends them.

    weighted : a weight can be chosen so that the reserve comes out; with body weight alone it may be far off
    """
    if dose.rir is None:
        return str(book.session.get("jump_effort", "")).rstrip(".")
    words, left = book.effort.get(dose.rir) or (book.effort[max(book.effort)] if book.effort else ("", ""))
    if dose.reps is None:
        return words
    said = f"{words}, {dose.rir} repetitions in reserve ({left})"
    more = str(book.session.get("body_weight", "")).replace("{rir}", str(dose.rir))
    easy = dose.rir > int(book.session.get("body_weight_up_to", 0))  # and meant to be
    return said if weighted or not more or easy else f"{said}; {more}"


def weighted(exercise: Exercise, equipment: list[str]) -> bool:
    """Whether it takes a weight that is there."""
    kinds = ("weight", "barbell", "machine", "dumbbell", "kettlebell")
    return exercise.loaded and any(item in kinds for item in equipment)


def load_text(exercise: Exercise, dose: Dose, equipment: list[str]) -> str:
    """What the load is, in words; how heavy is found by the effort, and said where the phase says it."""
    if weighted(exercise, equipment):
        told = f", {dose.load}" if dose.load else ""
        return f"a weight that leaves the repetitions in reserve{told}"
    return "band" if "band" in equipment else "body weight"


def cue_text(exercise: Exercise, decision: Decision) -> str:
    """One cue at a time: in each week of a phase the next."""
    known = decision.facts.known.get("weeks_in_phase")
    week = known.low if known is not None and decision.phase == decision.phase_before else 0
    return exercise.cues[week % len(exercise.cues)] if exercise.cues else ""
