"""Which exercises may be done: the kit is there, the phase and the tier are reached, and nothing forbids it."""

from __future__ import annotations

from ..logic import DECIDE, FALSE, All, AnyOf, AtLeast, Formula, Not, Ref, Sure
from ..training import Exercise
from .deciding import Deciding


def build_allowed(deciding: Deciding) -> None:
    """`kit:ITEM` for each item, and for each exercise whether it is allowed."""
    book = deciding.book
    for item, data in book.equipment.items():
        deciding.known(f"kit:{item}", AtLeast(f"kit.{item}", 1), data["place"])
    avoided: dict[str, list[Formula]] = {}
    for rule in book.regressions:
        for name in rule.data.get("avoid", ()):
            avoided.setdefault(name, []).append(Not(Ref(rule.holds)))
    for exercise in book.exercises.values():
        kit = AnyOf(tuple(All(tuple(Sure(f"kit:{item}") for item in way)) for way in exercise.kit))
        parts: list[Formula] = [
            kit,
            Ref(f"phase:{exercise.from_phase}") if book.phase(exercise.from_phase) else FALSE,
        ]
        if exercise.tier:
            parts.append(Ref(f"tier:{exercise.tier}") if book.tier(exercise.tier) else FALSE)
        if exercise.avoid_when:
            parts.append(Not(Ref(_avoids(exercise, deciding))))
        parts += avoided.get(exercise.id, [])
        deciding.add(
            exercise.allowed, exercise.id, "exercise", All(tuple(parts)), exercise.place, source=exercise.source
        )


def _avoids(exercise: Exercise, deciding: Deciding) -> str:
    """The name of what forbids an exercise: any of its contraindications. Exercises with the same ones share it."""
    book = deciding.book
    reasons: list[Formula] = []
    for name in sorted(set(exercise.avoid_when) & book.contraindications.keys()):
        if book.contraindications[name].data.get("when_unknown") == "avoid":
            reasons.append(Not(deciding.language.hidden(Not(Ref(name)), name, book.contraindications[name].place)))
        else:
            reasons.append(Sure(name))
    return deciding.language.named(AnyOf(tuple(reasons)), "avoid", exercise.place, DECIDE)
