"""Why an exercise stands in the week, and how much of it; or why it doesn't."""

from __future__ import annotations

from collections.abc import Iterator

from ..decision.words import lower_first
from ..page.rows import named as letter
from ..page.wording import dose_text, effort_text, load_text
from ..plan.beside import is_jump
from ..plan.easing import Reason, easing, refusals
from ..plan.sessions import Item, Session, reasons_of
from ..training import Exercise, Ladder
from .node import Node
from .reasons import Reasons
from .said import shown_place


class ExerciseTree:
    """Exercises in the tree."""

    def __init__(self, reasons: Reasons):
        self.reasons, self.decision, self.plan = reasons, reasons.decision, reasons.plan
        self.book = reasons.book

    # ---- an exercise ----

    def exercise(self, name: str) -> Node:
        """Where it stands in the week, and why; or why it doesn't."""
        exercise = self.book.exercises[name]
        found = [
            (session, item) for session in self.plan.sessions for item in session.items if item.exercise.id == name
        ]
        if not found:
            return self._absent(exercise)
        status = "in " + " and ".join(named(session) for session, _ in found)
        parts = [self._item(session, item) for session, item in found]
        children = parts[0].children if len(parts) == 1 else tuple(parts)
        seen = parts[0].say if len(parts) == 1 else ""
        return Node(
            "exercise",
            name,
            exercise.name,
            status,
            seen,
            place=shown_place(exercise.place),
            source=exercise.source,
            decides=True,
            children=children,
        )

    def _item(self, session: Session, item: Item, brief: bool = False) -> Node:
        """One row: how much, and each rule that had a say in it; `brief`: without effort and load."""
        own, *others = reasons_of(item, self.plan)
        told = [self._reason(each) for each in others]
        if item.choice.instead_of is not None:
            told.insert(0, Node("note", item.choice.instead_of.id, f"Instead of {item.choice.instead_of.name}"))
        dose = dose_text(item.exercise, item.dose)
        if not brief:
            dose += f"; {effort_text(item, self.decision)}; {load_text(item, self.decision)}."
        rung = self._rung(item.exercise)
        return Node(
            "exercise",
            item.exercise.id,
            item.exercise.name,
            item.slot if brief else f"{item.slot} of {named(session)}",
            dose,
            rung,
            place=shown_place(own.place),
            source=item.exercise.source,
            children=tuple(told),
        )

    def _rung(self, exercise: Exercise) -> str:
        ladder = self.book.ladders[exercise.ladder]
        return f"rung {exercise.rung} of {len(ladder.rungs)}, {ladder.title}" if not ladder.unordered else ladder.title

    def _reason(self, reason: Reason) -> Node:
        told = self.reasons.said.of(reason.rule)
        title = told.title if told is not None else ""
        say = reason.say.removeprefix(f"{title}: ") if title else reason.say
        return Node(
            "rule",
            reason.rule,
            title,
            "holds",
            f"{say[:1].upper()}{say[1:]}",
            place=shown_place(reason.place),
            source=told.source if told else (),
        )

    def _absent(self, exercise: Exercise) -> Node:
        """Why it isn't in the week: what forbids it, or what stands in its place."""
        why = list(self._forbidden(exercise))
        status = "not allowed" if why else "not chosen"
        if not why:
            why = list(self._others(exercise)) or [
                Node(
                    "note",
                    exercise.ladder,
                    f"No session of this week takes from {self.book.ladders[exercise.ladder].title}",
                )
            ]
        return Node(
            "exercise",
            exercise.id,
            exercise.name,
            status,
            seen=self._rung(exercise),
            place=shown_place(exercise.place),
            source=exercise.source,
            children=tuple(why),
        )

    def _forbidden(self, exercise: Exercise) -> Iterator[Node]:
        """Kit, phase, tier, contraindications, and what the rules of today avoid."""
        if not self.plan.sessions:
            yield Node("note", title=" ".join(self.plan.notes), decides=True)
            return
        phase = self.book.phase(exercise.from_phase)
        if phase is not None and not self.decision.true(f"phase:{phase.id}"):
            here = self.book.phase(self.decision.phase or "")
            yield Node(
                "note",
                f"phase.{phase.id}",
                f"From phase {phase.order}, {phase.short}, on",
                "not reached",
                seen=f"phase {here.order}, {here.short}" if here else "no phase yet",
                place=shown_place(exercise.place),
                decides=True,
            )
        for reason in refusals(exercise, self.decision):
            if reason.rule == exercise.id:
                yield Node("note", reason.rule, reason.say, "kit", place=shown_place(reason.place), decides=True)
            else:
                yield self.reasons.any(reason.rule, reason.say)

    def _others(self, exercise: Exercise) -> Iterator[Node]:
        """What a slot that could have it has in its place, and by which step it would be reached."""
        ladder = self.book.ladders[exercise.ladder]
        phase = self.book.phase(self.decision.phase or "")
        steps, reasons = easing(self.decision, phase.order if phase else 0).get(ladder.id, (0, []))
        for session in self.plan.sessions:
            for item in session.items:
                slots = (slot for day in (phase.days if phase else ()) for slot in day["slots"])
                takes = any(slot["slot"] == item.slot and ladder.id in slot["ladders"] for slot in slots)
                if takes and is_jump(item.exercise) == is_jump(exercise):
                    yield self._other(exercise, item, session, ladder)
        for reason in reasons if steps else ():
            yield self._reason(reason)

    def _other(self, exercise: Exercise, item: Item, session: Session, ladder: Ladder) -> Node:
        chosen = item.exercise
        title = f"{item.slot} of {named(session)} has {lower_first(chosen.name)}"
        if chosen.ladder != ladder.id:
            return Node(
                "note",
                chosen.id,
                title,
                f"from {self.book.ladders[chosen.ladder].title}",
                place=shown_place(chosen.place),
                decides=True,
            )
        way = "further up" if exercise.rung > chosen.rung else "further down"
        seen = f"rung {chosen.rung} of {len(ladder.rungs)}; this one is rung {exercise.rung}, {way}"
        clean = self.decision.facts.answers.rungs.get(ladder.id, ("", 0))[1]
        needed = f"{self.book.earned_after} clean sessions in a row for each step up ({clean} so far)"
        earned = exercise.rung > chosen.rung and self.book.earned_after and not ladder.unordered
        return Node(
            "note",
            chosen.id,
            title,
            "another rung",
            seen=seen,
            needed=needed if earned else "",
            place=shown_place(chosen.place),
            decides=True,
        )


def named(session: Session) -> str:
    """Its letter and its day."""
    return f"{letter(session)}{f' on {session.day.capitalize()}' if session.day else ''}"
