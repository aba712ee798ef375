"""The week and its sessions as text: seven days on a strip, a row for each exercise, why it is less than usual."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from ..decision.decide import Decision
from ..facts.answers import DAYS
from ..model import Rulebook
from ..plan.days import LIGHT
from ..plan.sessions import Item, Plan, Session
from .wording import cue_text, dose_text, effort_text, load_text, tempo_text

MOST_SAID = 2  # reasons for one exercise on an athlete's page; a coach's has them all


class Paper(Protocol):
    """What is written on: a page that wraps paragraphs."""

    decision: Decision
    plan: Plan
    book: Rulebook
    lines: list[str]
    coach: bool

    def say(self, text: str, indent: int = 0, hang: int | None = None) -> None: ...

    def facts(self, facts: Iterable[str], between: str, indent: int = 0, hang: int | None = None) -> None: ...

    def title(self, text: str) -> None: ...

    def mark(self, status: str) -> str: ...

    def id_(self, name: str) -> str: ...


class PlanText:
    """The plan's part of a page."""

    def __init__(self, page: Paper):
        self.page, self.plan, self.decision, self.book = page, page.plan, page.decision, page.book
        self.shown: set[str] = set()  # tempos whose words have been said

    def tell(self) -> None:
        """All of it: one sentence where there is nothing to train."""
        self._week()
        for session in self.plan.sessions:
            self._session(session)
        self._smaller()

    # ---- the week ----

    def _week(self) -> None:
        say = self.page.say
        if not self.plan.sessions:
            for note in self.plan.notes:
                say(note)
            return
        self.page.title("This week")
        if any(session.day for session in self.plan.sessions) or self.decision.facts.answers.running.days:
            for day in DAYS:
                say(f"{day.capitalize()}  {self._day(day) or 'rest'}")
        else:
            for session in self.plan.sessions:
                say(f"{self._named(session)}, {session.minutes} min: {session.title}")
        for reason in self.plan.fewer:
            say(f"- {reason.say}{self.page.id_(reason.rule)}", 0, 2)
        for note in self.plan.notes:
            say(note)
        missed = self.book.session.get("missed")
        if missed:
            say(f"Missed one? {missed}")
        if self.plan.idea is not None:
            say(f"This week's idea: {str(self.plan.idea['title']).rstrip('.')}. {self.plan.idea['say']}")

    def _day(self, day: str) -> str:
        running = self.decision.facts.answers.running
        parts = []
        if running.days and day in running.days:
            hard = running.hard_days and day in running.hard_days
            parts.append("long run" if day == running.long_day else "hard run" if hard else "run")
        parts += [f"{self._named(each)}, {each.minutes} min" for each in self.plan.sessions if each.day == day]
        return " + ".join(parts)

    @staticmethod
    def _named(session: Session) -> str:
        return f"{'light' if session.kind == LIGHT else 'strength'} {session.id}"

    # ---- sessions ----

    def _session(self, session: Session) -> None:
        say = self.page.say
        day = f", {session.day.capitalize()}" if session.day else ""
        self.page.title(f"Session {session.id}{day}: {session.title}, {session.minutes} minutes")
        say(f"Warm-up: {session.warm_up}")
        if session.how:
            say(session.how)
        for number, item in enumerate(session.items, start=1):
            self._item(number, item)
        if session.empty or session.left_out or session.shortened:
            self.page.lines.append("")
        for slot, why in session.empty:
            say(f"- {slot}: nothing today. {why.rstrip('.')}.", 0, 2)
        if session.shortened:
            say(f"Fewer sets for time: {', '.join(session.shortened)}.")
        if session.left_out:
            say(f"Left out for time: {', '.join(session.left_out)}.")

    def _item(self, number: int, item: Item) -> None:
        exercise, choice, dose = item.exercise, item.choice, item.dose
        say, facts = self.page.say, self.page.facts
        self.page.lines.append("")
        say(f"{number}. {item.slot}: {exercise.name}{self.page.id_(exercise.id)}", 0, 3)
        words = tempo_text(dose.tempo) if dose.tempo not in self.shown else ""
        self.shown.add(dose.tempo)
        tempo = f"tempo {dose.tempo}{f' ({words})' if words else ''}" if dose.tempo else ""
        contacts = f"{dose.contacts} contacts" if dose.contacts is not None else ""
        facts((dose_text(exercise, dose), contacts, tempo, f"rest {dose.rest_s} s"), ", ", 3)
        effort, load = effort_text(item, self.decision), load_text(item, self.decision)
        facts((f"Effort: {effort}.", f"Load: {load}."), " ", 3, 5)
        if dose.protocol is not None:
            say(f"{dose.protocol.title}: {dose.protocol.because}", 3, 5)
        if choice.side_first:
            say(f"Begin with the {choice.side_first} side; the same repetitions on both.", 3, 5)
        if choice.instead_of is not None:
            said = self._because(choice.reasons if self.page.coach else choice.reasons[:MOST_SAID])
            say(f"Instead of {choice.instead_of.name}: {said}", 3, 5)
        say(f"Cue: {cue_text(exercise, self.decision)}", 3, 5)
        other = (("easier", choice.easier), ("harder, later", choice.harder), ("swap", choice.swap))
        beside = [f"{how}: {each.name}" for how, each in other if each is not None]
        if beside:
            beside[0] = f"{beside[0][:1].upper()}{beside[0][1:]}"
            facts((*beside[:-1], f"{beside[-1]}."), "; ", 3, 5)
        say(f"Stop when: {exercise.stop_when}", 3, 5)

    @staticmethod
    def _because(reasons: tuple[object, ...]) -> str:
        said = [str(getattr(reason, "say", "")).rstrip(".") for reason in reasons]
        return "; ".join(dict.fromkeys(text for text in said if text)) + "." if any(said) else "it is the step below."

    def _changed(self) -> set[str]:
        """The axes on which a reduction changed a number of this plan."""
        items = [
            item for each in self.plan.sessions for item in each.items if item.slot not in each.shortened
        ]  # of what the minutes cut, nobody can say how much else would have been cut
        doses = [item.dose for item in items]
        found = {"sets" for dose in doses if dose.contacts is None and dose.sets < dose.planned_sets}
        found |= {"contacts" for dose in doses if dose.contacts is not None and dose.sets < dose.planned_sets}
        return found | {"effort" for dose in doses if dose.rir is not None}

    def _smaller(self) -> None:
        if not self.plan.sessions or not self.plan.reductions:
            return
        shown = [each for each in self.plan.reductions if each.rule.data.get("axis") in self._changed()]
        if not shown:
            return
        self.page.title("Why it is less than usual")
        biting = {each.rule.id for each in shown if each.bites}  # on one axis; on another it may be covered
        for rule, say in dict.fromkeys((each.rule.id, each.say) for each in shown):
            covered = "" if rule in biting else " (covered by a stronger reason)"
            self.page.say(f"- {say}{covered}{self.page.id_(rule)}", 0, 2)
